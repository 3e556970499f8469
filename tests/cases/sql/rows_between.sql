-- expect: 1250.51
SELECT round(max(total) - 999000, 2) FROM (
  SELECT sum(amount) OVER (ORDER BY created_at ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) AS total FROM webbank_core.payment WHERE id <> 4
) t
