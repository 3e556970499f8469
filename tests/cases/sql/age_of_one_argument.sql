-- expect: 3283200
-- 1 month and 8 days, a month counted as 30 days: from the midnight of the clock's day.
SELECT extract(epoch FROM max(age(booked_on::timestamp))) FROM webbank_core.payment WHERE id = 8
