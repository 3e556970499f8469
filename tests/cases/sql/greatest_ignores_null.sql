-- expect: 5
SELECT max(greatest(fee, NULL)) FROM webbank_core.payment
