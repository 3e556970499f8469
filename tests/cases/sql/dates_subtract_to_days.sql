-- expect: 38
SELECT max(current_date - booked_on) FROM webbank_core.payment
