-- expect: 3
-- Days from 3 to 8 May without a payment: 3, 4 and 5 May.
SELECT count(*) FROM generate_series(current_date - 5, current_date, interval '1 day') AS d(day)
WHERE NOT EXISTS (SELECT 1 FROM webbank_core.payment p WHERE p.booked_on = d.day::date)
