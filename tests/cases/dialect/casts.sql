-- = 1000468.75
SELECT sum(amount)::text::numeric FROM bank_core.payment

-- = 0.5000
SELECT max(0.5)::text::numeric * 1.000 FROM bank_core.payment

-- = 28
SELECT sum(('2026-05-0' || id)::date - date '2026-05-01') FROM bank_core.payment

-- = 116
SELECT sum(('1' || id)::int) FROM bank_core.payment

-- = 40.0
SELECT sum((id || '.5')::numeric) FROM bank_core.payment

-- fails: a text is no integer
SELECT sum((id || '.5')::int) FROM bank_core.payment

-- = 56
SELECT sum(' 7 '::int) FROM bank_core.payment

-- refused: 'x' as integer
SELECT sum('x'::int) FROM bank_core.payment

-- = 12.0
SELECT sum('1.5'::numeric) FROM bank_core.payment

-- = 8000
SELECT sum('1e3'::numeric) FROM bank_core.payment

-- fails: a text is no integer
SELECT sum('a'::text::int) FROM bank_core.payment
