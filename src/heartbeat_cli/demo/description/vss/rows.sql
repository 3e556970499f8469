-- The legacy log of verifications. It diverges from webbank's client profiles for three known reasons:
--   missing  since 2026-03-01 one new client in three is verified in webbank only; its applicant stays INIT;
--   doubled  one approved applicant in twelve is approved a second time five days later, with a renewed document;
--   tests    25 approvals in the last four weeks come from the provider's regression tests and belong to no client.

INSERT INTO vss.applicant_log (applicant_id, client_profile_id, status_id, review_answer, logged_by, payload_digest, logged_at)
SELECT a.id, a.client_profile_id, step.status, step.answer::vss.review_answer, 'webhook', md5(a.id || '/' || step.status), step.at
FROM vss.applicant AS a
CROSS JOIN LATERAL (
  VALUES
    (1, NULL, a.created_at, true),
    (2, NULL, a.created_at + interval '10 minutes', a.status_id <> 1),
    (3, NULL, a.created_at + interval '95 minutes', a.status_id NOT IN (1, 2)),
    (4, 'GREEN', a.completed_at, a.status_id = 4),
    (5, 'RED', a.completed_at, a.status_id = 5),
    (4, 'GREEN', a.completed_at + interval '5 days', a.status_id = 4 AND a.id % 12 = 5 AND a.completed_at + interval '5 days' < {clock})
) AS step (status, answer, at, happened)
WHERE step.happened
ORDER BY step.at, a.id, step.status;

INSERT INTO vss.applicant_log (applicant_id, client_profile_id, status_id, review_answer, logged_by, payload_digest, logged_at)
SELECT test, NULL, 4, 'GREEN', 'regression-test', md5('test/' || test), {clock} - test * interval '1 day'
FROM generate_series(1, 25) AS test;
