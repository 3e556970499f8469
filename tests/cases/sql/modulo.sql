-- expect: 4
SELECT count(*) FROM webbank_core.payment WHERE id % 2 = 0
