-- expect: 7
SELECT count(*) FROM webbank_core.payment WHERE created_at >= now() - interval '1 month' + interval '1 day'
