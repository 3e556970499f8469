-- expect: 1
SELECT count(*) FROM webbank_core.payment WHERE note = ''
