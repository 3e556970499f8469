-- expect: 2
SELECT count(*) FROM webbank_core.payment WHERE booked_on = current_date
