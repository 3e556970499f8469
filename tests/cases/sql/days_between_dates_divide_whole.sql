-- expect: 5
SELECT max(current_date - booked_on) / 7 FROM webbank_core.payment
