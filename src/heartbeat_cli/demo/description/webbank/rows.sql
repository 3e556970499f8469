-- The two state logs every count of the demo rests on: what they say agrees with the states and times of their parents.

INSERT INTO core.client_profile_state_log (client_profile_id, from_state_id, to_state_id, changed_at, operator_id, reason)
SELECT c.id, step.from_state, step.to_state, step.at,
  CASE WHEN step.to_state IN (5, 6) THEN 1 + c.id % (SELECT count(*) FROM core.operator) END,
  CASE WHEN step.from_state = 6 THEN 'review closed' WHEN step.to_state = 1 THEN 'app' WHEN step.to_state = 4 THEN 'onboarding'
    WHEN step.to_state = 5 THEN '' END
FROM core.client_profile AS c
CROSS JOIN LATERAL (
  VALUES
    (NULL::smallint, 1::smallint, c.created_at, true),
    (1::smallint, 2::smallint, c.created_at + interval '10 minutes', c.state_id <> 1),
    (2::smallint, 3::smallint, c.created_at + interval '95 minutes', c.state_id NOT IN (1, 2)),
    (3::smallint, 4::smallint, c.activated_at, c.activated_at IS NOT NULL),
    (3::smallint, 5::smallint, pg_temp.client_decided(c.id), c.state_id = 5),
    (4::smallint, 6::smallint, pg_temp.client_suspended(c.id), pg_temp.client_suspended(c.id) IS NOT NULL),
    (6::smallint, 4::smallint, pg_temp.client_reinstated(c.id), pg_temp.client_suspended(c.id) IS NOT NULL),
    (4::smallint, c.state_id, pg_temp.client_left(c.id), c.state_id IN (6, 7))
) AS step (from_state, to_state, at, happened)
WHERE step.happened
ORDER BY step.at, c.id, step.to_state;

INSERT INTO core.payment_state_log (payment_id, from_state_id, to_state_id, changed_at, operator_id, engine_node, note)
SELECT p.id, step.from_state, step.to_state, step.at,
  CASE WHEN step.to_state = 5 THEN 1 + p.id % (SELECT count(*) FROM core.operator) END,
  'engine-' || p.id % 4, CASE WHEN p.id % 50 = 0 THEN '' END
FROM core.payment AS p
CROSS JOIN LATERAL (
  VALUES
    (NULL::smallint, 1::smallint, p.created_at, true),
    (1::smallint, 2::smallint, p.authorized_at, p.authorized_at IS NOT NULL),
    (1::smallint, 6::smallint, p.created_at + interval '4 minutes', p.state_id = 6),
    (2::smallint, 3::smallint, pg_temp.payment_sent(p.id), p.state_id IN (3, 4, 7)),
    (3::smallint, 4::smallint, p.settled_at, p.settled_at IS NOT NULL),
    (2::smallint, 5::smallint, p.rejected_at, p.rejected_at IS NOT NULL),
    (4::smallint, 7::smallint, p.settled_at + interval '5 seconds', p.state_id = 7)
) AS step (from_state, to_state, at, happened)
WHERE step.happened
ORDER BY step.at, p.id, step.to_state;
