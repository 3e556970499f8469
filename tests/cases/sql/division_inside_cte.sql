-- expect: 2
WITH daily AS (SELECT booked_on AS day, count(*) AS n, sum(fee) AS fees FROM webbank_core.payment GROUP BY booked_on)
SELECT max(fees / n) FROM daily WHERE fees / n < 5
