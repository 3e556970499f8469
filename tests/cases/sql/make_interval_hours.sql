-- expect: 4
SELECT count(*) FROM webbank_core.payment WHERE created_at >= now() - make_interval(hours => 24)
