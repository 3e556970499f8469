-- expect: -3
SELECT -7 / 2 FROM webbank_core.payment WHERE id = 1
