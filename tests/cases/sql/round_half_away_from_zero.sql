-- expect: 3
SELECT round(2.5) FROM webbank_core.payment WHERE id = 1
