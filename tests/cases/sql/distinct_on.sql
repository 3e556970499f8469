-- expect: 100
SELECT amount FROM (
  SELECT DISTINCT ON (client_id) client_id, amount FROM webbank_core.payment WHERE client_id = 10 ORDER BY client_id, created_at DESC
) latest
