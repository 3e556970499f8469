-- = 9715.0000000000000000
SELECT extract(epoch FROM avg(held)) / 60 FROM bank_core.payment

-- = 3497400.000000
SELECT extract(epoch FROM sum(held)) FROM bank_core.payment

-- = 40
SELECT extract(day FROM sum(held)) FROM bank_core.payment

-- = 17
SELECT extract(hour FROM avg(held)) FROM bank_core.payment

-- = 161.9166666666666667
SELECT avg(extract(epoch FROM held)) / 3600 FROM bank_core.payment

-- = 7
SELECT count(*) FILTER (WHERE booked_on >= date '2026-05-08' - interval '1 month') FROM bank_core.payment

-- = 3
SELECT count(*) FILTER (WHERE settled_at > timestamptz '2026-05-08 09:00:00+00' - interval '1 day 02:00') FROM bank_core.payment

-- = 3
SELECT count(*) FILTER (WHERE settled_at > timestamptz '2026-05-08 09:00:00+00' - interval '24 hours') FROM bank_core.payment

-- = 3
SELECT count(*) FILTER (WHERE settled_at > timestamptz '2026-05-08 09:00:00+00' - interval '1' day) FROM bank_core.payment

-- = 3
SELECT count(*) FILTER (WHERE settled_at - created_at > interval '1 hour') FROM bank_core.payment

-- = 3
SELECT count(*) FILTER (WHERE held > '1 day') FROM bank_core.payment

-- = 5
SELECT count(*) FILTER (WHERE held >= interval '30 minutes') FROM bank_core.payment

-- = 1
SELECT count(*) FILTER (WHERE held = interval '26 hours') FROM bank_core.payment

-- = 5
SELECT count(DISTINCT held) FROM bank_core.payment

-- = 40
SELECT sum(extract(day FROM held)) FROM bank_core.payment

-- = 10
SELECT sum(extract(hour FROM held)) FROM bank_core.payment

-- = 0
SELECT sum(extract(month FROM held)) FROM bank_core.payment

-- = 296124052.000000
SELECT sum(extract(epoch FROM interval '1 year 2 months 3 days 04:05:06.5')) FROM bank_core.payment

-- = 129600.000000
SELECT extract(epoch FROM interval '1.5 days') + max(0) FROM bank_core.payment

-- = -10800.000000
SELECT extract(epoch FROM interval '-3 hours') + max(0) FROM bank_core.payment

-- = 259200.000000
SELECT extract(epoch FROM interval '1 day' * 3) + max(0) FROM bank_core.payment

-- refused: an interval times numeric
SELECT extract(epoch FROM 2.5 * interval '1 day') + max(0) FROM bank_core.payment

-- = 15
SELECT extract(day FROM interval '2 weeks 1 day') + max(0) FROM bank_core.payment

-- = 5
SELECT extract(month FROM interval '1 year 5 months') + max(0) FROM bank_core.payment

-- = 9000.000000
SELECT extract(epoch FROM make_interval(hours => 2, mins => 30)) + max(0) FROM bank_core.payment

-- = 172801.500000
SELECT extract(epoch FROM make_interval(days => 2, secs => 1.5)) + max(0) FROM bank_core.payment

-- = 4920.000000
SELECT sum(extract(epoch FROM make_interval(mins => client_id))) FROM bank_core.payment

-- = 4920.000000
SELECT sum(extract(epoch FROM interval '1 minute' * client_id)) FROM bank_core.payment

-- = 8
SELECT extract(day FROM max(booked_on) - interval '1 month') FROM bank_core.payment

-- = 28
SELECT extract(day FROM date '2026-03-31' - interval '1 month') + max(0) FROM bank_core.payment

-- = 28
SELECT extract(day FROM timestamptz '2024-02-29 12:00+00' + interval '1 year') + max(0) FROM bank_core.payment

-- = 7
SELECT extract(day FROM age(max(settled_at), min(created_at))) FROM bank_core.payment

-- = 4
SELECT extract(month FROM age(timestamp '2026-05-08', timestamp '2025-12-31')) + max(0) FROM bank_core.payment

-- = 1
SELECT extract(day FROM age(timestamp '2026-03-01', timestamp '2026-01-31')) + max(0) FROM bank_core.payment

-- = 56
SELECT extract(year FROM age(date '2026-05-08', min(born))) FROM bank_core.client

-- = 185
SELECT sum(extract(year FROM age('2026-05-08', born))) FROM bank_core.client

-- = 16
SELECT sum(extract(month FROM age(date '2026-05-08', born))) FROM bank_core.client

-- = 38
SELECT sum(extract(day FROM age(date '2026-05-08', born))) FROM bank_core.client

-- refused: interval as text
SELECT sum(length(held::text)) FROM bank_core.payment

-- fails: a metric is a number
SELECT sum(held) FROM bank_core.payment
