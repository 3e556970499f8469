-- expect: 1
SELECT (SELECT max(fee) FROM webbank_core.payment WHERE direction = 'in') / (SELECT min(state_id) FROM webbank_core.payment)
FROM webbank_core.payment WHERE id = 1
