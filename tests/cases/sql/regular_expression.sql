-- expect: 3
SELECT count(*) FROM webbank_core.payment WHERE note ~ '^re' AND note !~* 'SALARY'
