-- = 4
SELECT count(DISTINCT date_trunc('day', settled_at, 'Europe/Berlin')) FROM bank_core.payment

-- = 4
SELECT count(DISTINCT (settled_at AT TIME ZONE 'Europe/Berlin')::date) FROM bank_core.payment

-- = 3
SELECT count(*) FILTER (WHERE (settled_at AT TIME ZONE 'America/New_York')::date = '2026-05-07') FROM bank_core.payment

-- refused: a time zone that is not written as a name
SELECT count(*) FILTER (WHERE settled_at AT TIME ZONE '+02' > '2026-05-07') FROM bank_core.payment

-- = 54
SELECT sum(extract(hour FROM settled_at AT TIME ZONE 'Europe/Tallinn')) FROM bank_core.payment

-- = 14219120730.249999
SELECT sum(extract(epoch FROM created_at AT TIME ZONE 'Europe/Berlin')) FROM bank_core.payment
