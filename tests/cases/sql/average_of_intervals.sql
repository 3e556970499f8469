-- expect: 65
SELECT extract(epoch FROM avg(settled_at - created_at)) / 60 - 10 FROM webbank_core.payment WHERE id IN (1, 2)
