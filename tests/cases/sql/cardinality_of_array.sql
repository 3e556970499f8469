-- expect: 3
SELECT cardinality(ARRAY[amount, fee, 0]) FROM webbank_core.payment WHERE id = 1
