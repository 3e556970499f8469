-- expect: 10
SELECT sum(n) FROM (
  SELECT count(*) AS n FROM webbank_core.payment WHERE direction = 'out'
  UNION ALL
  SELECT count(*) * 2 FROM webbank_core.payment WHERE direction = 'in'
) both_ways
