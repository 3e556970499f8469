-- fails: a metric is a number
SELECT max(settled_at - created_at) FROM bank_core.payment

-- = 2503800.000000
SELECT extract(epoch FROM max(settled_at) - min(settled_at)) FROM bank_core.payment

-- = 898.5000000000000000
SELECT extract(epoch FROM max(created_at) - min(created_at)) / 3600 FROM bank_core.payment

-- = 553944.958333
SELECT extract(epoch FROM avg(settled_at - created_at)) FROM bank_core.payment

-- = 553944.958333333333
SELECT avg(extract(epoch FROM settled_at - created_at)) FROM bank_core.payment

-- = 36
SELECT sum(extract(hour FROM settled_at)) FROM bank_core.payment

-- = 90.249999
SELECT sum(extract(second FROM created_at)) FROM bank_core.payment

-- = 90249.999
SELECT sum(extract(milliseconds FROM created_at)) FROM bank_core.payment

-- = 32
SELECT sum(extract(dow FROM booked_on)) FROM bank_core.payment

-- = 32
SELECT sum(extract(isodow FROM booked_on)) FROM bank_core.payment

-- = 142
SELECT sum(extract(week FROM booked_on)) FROM bank_core.payment

-- = 946
SELECT sum(extract(doy FROM booked_on)) FROM bank_core.payment

-- = 12
SELECT sum(extract(quarter FROM settled_at)) FROM bank_core.payment

-- = 14218848000
SELECT sum(extract(epoch FROM booked_on)) FROM bank_core.payment

-- = 10666213199.999999
SELECT sum(extract(epoch FROM settled_at)) FROM bank_core.payment

-- ~ 10666213200.0
SELECT sum(date_part('epoch', settled_at)) FROM bank_core.payment

-- = 297929.500000
SELECT sum(extract(epoch FROM booked_at)) FROM bank_core.payment

-- = 16208
SELECT sum(extract(isoyear FROM booked_on)) FROM bank_core.payment

-- = 168
SELECT sum(extract(century FROM booked_on)) FROM bank_core.payment

-- = 1000490.76
SELECT sum(amount) FILTER (WHERE settled_at IS NOT NULL) FROM bank_core.payment

-- = 173
SELECT sum(length(concat(id, rail, amount, booked_on, is_test))) FROM bank_core.payment

-- = 2
SELECT count(*) FROM (SELECT booked_on AS d, count(*) FROM bank_core.payment GROUP BY d HAVING count(*) > 1) q

-- = 3
SELECT count(*) FROM (SELECT date_trunc('month', booked_on) AS d, count(*) FROM bank_core.payment GROUP BY 1) q

-- = 2
SELECT count(*) FILTER (WHERE settled_at >= '2026-05-08') FROM bank_core.payment

-- = 2
SELECT count(*) FILTER (WHERE settled_at >= timestamptz '2026-05-08 00:00:00+02') FROM bank_core.payment

-- = 4
SELECT count(*) FILTER (WHERE created_at >= '2026-05-07 10:15:30.25') FROM bank_core.payment

-- = 5
SELECT count(*) FILTER (WHERE created_at < settled_at) FROM bank_core.payment

-- = 1
SELECT count(*) FILTER (WHERE booked_on = created_at) FROM bank_core.payment

-- = 8
SELECT count(*) FILTER (WHERE booked_on = created_at::date) FROM bank_core.payment

-- = 2
SELECT count(*) FILTER (WHERE settled_at::date = date '2026-05-07') FROM bank_core.payment

-- = 4
SELECT count(*) FILTER (WHERE settled_at::time < '09:00') FROM bank_core.payment

-- = 6
SELECT count(*) FILTER (WHERE created_at::time >= '09:00:00') FROM bank_core.payment

-- = 5
SELECT count(*) FILTER (WHERE booked_at > time '08:00') FROM bank_core.payment

-- = 3
SELECT count(*) FILTER (WHERE booked_at BETWEEN '08:00' AND '10:00') FROM bank_core.payment

-- = 5
SELECT count(*) FILTER (WHERE booked_on > date '2026-05-08' - 7) FROM bank_core.payment

-- = 2
SELECT count(*) FILTER (WHERE date_trunc('day', settled_at) = '2026-05-08') FROM bank_core.payment

-- = 5
SELECT count(*) FILTER (WHERE date_trunc('week', booked_on) = '2026-05-04') FROM bank_core.payment

-- = 2
SELECT count(DISTINCT date_trunc('month', settled_at)) FROM bank_core.payment

-- = 8
SELECT count(DISTINCT date_trunc('hour', created_at)) FROM bank_core.payment

-- = 90
SELECT sum(extract(hour FROM created_at::time)) FROM bank_core.payment

-- = 104
SELECT sum(extract(minute FROM booked_at)) FROM bank_core.payment

-- = 938
SELECT sum(booked_on - date '2026-01-01') FROM bank_core.payment

-- = 11
SELECT sum(date '2026-05-10' - booked_on) / count(*) FROM bank_core.payment

-- = 11.7500000000000000
SELECT avg(date '2026-05-10' - booked_on) FROM bank_core.payment

-- = -330330.249999
SELECT sum(extract(epoch FROM booked_on - created_at)) FROM bank_core.payment

-- = 11005200.000000
SELECT extract(epoch FROM max(created_at) - '2026-01-01') FROM bank_core.payment

-- = 11003400.000000
SELECT extract(epoch FROM max(settled_at) - timestamptz '2026-01-01') FROM bank_core.payment

-- = 10972800.000000
SELECT extract(epoch FROM max(booked_on)::timestamp - '2026-01-01') FROM bank_core.payment

-- = 28
SELECT extract(day FROM max(settled_at) - min(settled_at)) FROM bank_core.payment

-- = 23
SELECT extract(hour FROM max(settled_at) - min(settled_at)) FROM bank_core.payment

-- = 38
SELECT max(booked_on) - min(booked_on) FROM bank_core.payment

-- = 114
SELECT sum(length(to_char(settled_at, 'YYYY-MM-DD HH24:MI:SS'))) FROM bank_core.payment

-- = 3
SELECT count(DISTINCT to_char(booked_on, 'YYYY-MM')) FROM bank_core.payment

-- = 5
SELECT count(*) FILTER (WHERE to_char(booked_on, 'IYYY-IW') = '2026-19') FROM bank_core.payment

-- = 36
SELECT sum(to_char(settled_at, 'HH24')::int) FROM bank_core.payment

-- = 1249999
SELECT sum(to_char(created_at, 'US')::int) FROM bank_core.payment

-- = 946
SELECT sum(to_char(created_at, 'DDD')::int) FROM bank_core.payment

-- refused: to_char(…, 'Mon')
SELECT count(DISTINCT to_char(booked_on, 'Mon')) FROM bank_core.payment

-- refused: to_char of numeric
SELECT sum(length(to_char(amount, '999.99'))) FROM bank_core.payment

-- = 139
SELECT sum(length(settled_at::text)) FROM bank_core.payment

-- = 162
SELECT sum(length(created_at::text)) FROM bank_core.payment

-- = 80
SELECT sum(length(booked_on::text)) FROM bank_core.payment

-- refused: time as text
SELECT sum(length(booked_at::text)) FROM bank_core.payment

-- = 36000.000000
SELECT sum(extract(epoch FROM to_timestamp(id * 1000))) FROM bank_core.payment

-- = 36018.000000
SELECT sum(extract(epoch FROM to_timestamp(id * 1000.5))) FROM bank_core.payment

-- = 14197507200
SELECT sum(extract(epoch FROM make_date(2026, state_id, 1))) FROM bank_core.payment

-- = 14221051324.000000
SELECT sum(extract(epoch FROM make_timestamp(2026, 5, 1, 10, 30, 15.5))) FROM bank_core.payment

-- = 14221051324.000000
SELECT sum(extract(epoch FROM make_timestamptz(2026, 5, 1, 10, 30, 15.5))) FROM bank_core.payment

-- = 240
SELECT sum(extract(minute FROM make_time(10, 30, 15.5))) FROM bank_core.payment

-- = 14219177400.000000
SELECT sum(extract(epoch FROM date_bin('15 minutes', created_at, timestamp '2026-01-01'))) FROM bank_core.payment

-- = 6
SELECT count(*) FILTER (WHERE isfinite(settled_at)) FROM bank_core.payment

-- = 14225587200.000000
SELECT sum(extract(epoch FROM '2026-05-08'::date::timestamptz)) FROM bank_core.payment

-- = 10666213199.999999
SELECT sum(extract(epoch FROM settled_at::timestamp)) FROM bank_core.payment

-- = 14219178330.249999
SELECT sum(extract(epoch FROM created_at::timestamptz)) FROM bank_core.payment

-- = 14223456000.000000
SELECT sum(extract(epoch FROM ('2026-05-0' || id || ' 10:00:00')::timestamp)) FROM bank_core.payment

-- = 1778229000
SELECT max(extract(epoch FROM settled_at))::bigint FROM bank_core.payment

-- = 30600
SELECT extract(epoch FROM max(settled_at))::bigint % 86400 FROM bank_core.payment

-- fails: a metric is a number
SELECT max(settled_at) FROM bank_core.payment

-- = 2
SELECT max(x) - min(x) FROM (SELECT count(*) AS x FROM bank_core.payment GROUP BY extract(hour FROM created_at)) q
