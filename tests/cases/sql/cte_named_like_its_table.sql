-- expect: 5
WITH payment AS (SELECT * FROM webbank_core.payment WHERE state_id = 4) SELECT count(*) FROM payment WHERE id < 8
