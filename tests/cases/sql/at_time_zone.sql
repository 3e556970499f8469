-- expect: 1
-- 22:30 in UTC on 31 March is 1 April in Riga.
SELECT count(*) FROM webbank_core.payment WHERE date_trunc('month', created_at AT TIME ZONE 'Europe/Riga') = timestamp '2026-04-01'
  AND id = 8
