-- expect: 4
-- Thursday; Sunday is 0.
SELECT extract(dow FROM created_at) FROM webbank_core.payment WHERE id = 2
