-- expect: 1
SELECT every(id > 0)::int + every(id > 1)::int FROM webbank_core.payment
