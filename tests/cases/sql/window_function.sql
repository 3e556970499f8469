-- expect: 4
SELECT count(*) FROM (
  SELECT row_number() OVER (PARTITION BY direction ORDER BY created_at DESC) AS n FROM webbank_core.payment
) ranked WHERE n <= 2
