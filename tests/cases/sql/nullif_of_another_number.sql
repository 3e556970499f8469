-- expect: 2
SELECT sum(id / nullif(fee, 1)) FROM webbank_core.payment WHERE fee = 2
