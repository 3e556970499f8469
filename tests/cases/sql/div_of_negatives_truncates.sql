-- expect: -2
SELECT div(-amount, 15) FROM webbank_core.payment WHERE id = 6
