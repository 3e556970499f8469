CREATE SCHEMA shop_core;
CREATE SCHEMA shop_dict;
CREATE SCHEMA other_core;
CREATE TABLE other_core.stranger (id BIGINT);
CREATE TABLE shop_dict.kind (code VARCHAR);
INSERT INTO shop_dict.kind VALUES ('a'), ('b'), (NULL);
CREATE TABLE shop_core.shelf (hall INTEGER, row INTEGER);
INSERT INTO shop_core.shelf VALUES (1, 1), (1, 2), (2, 1);
CREATE TABLE shop_core.item (
    id BIGINT, hall INTEGER, row INTEGER, kind VARCHAR, next_id BIGINT, gone_id BIGINT, price DECIMAL(10,2), weight DOUBLE, label VARCHAR, mail VARCHAR, born_on DATE, sold BOOLEAN,
    took INTERVAL, raw BLOB, body JSON, ref UUID, at_noon TIME, tags INTEGER[], updated_at TIMESTAMPTZ, extra UBIGINT);
INSERT INTO shop_core.item VALUES
    (1, 1, 1, 'a', 2, 9, 1.10, 0.5, 'x', 'a@b.c', '1990-01-01', true, '1 day', 'ab', '{}', '00000000-0000-0000-0000-000000000001', '12:00:00', [1], '2026-05-01 00:00:00+00', 1),
    (2, 1, NULL, 'b', 3, NULL, 1.10, 1e300, 'y', 'a@b.c', '1991-01-01', false, '2 hours', '', '{"a": 1}', NULL, '12:30:00', [2, 3], '2026-05-02 12:00:00+02', 2),
    (3, NULL, 1, 'c', 4, NULL, -2.25, -0.0, '', 'd@e.f', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '2026-04-30 00:00:00+00', 3),
    (4, 2, 2, NULL, NULL, NULL, 100.00, 'Infinity', 'x', NULL, '1995-06-15', true, '1 day', 'ab', '{}', '00000000-0000-0000-0000-000000000001', '12:00:00', [], '2026-05-02 10:00:00+00', 4),
    (5, 2, 1, 'd', 99, NULL, NULL, 'NaN', NULL, 'g@h.i', '2024-02-29', true, '-1 days', '\xC3\xBC', NULL, NULL, NULL, NULL, 'infinity', 5),
    (5, 3, 1, 'a', NULL, NULL, 1.10, -1.5, 'longer', 'g@h.i', '2024-02-29', true, '1 day', 'ab', NULL, NULL, NULL, NULL, NULL, 5);
CREATE TABLE shop_core.once (id BIGINT, twice BIGINT, low BIGINT, sparse BIGINT, words VARCHAR, at_day TIMESTAMPTZ);
INSERT INTO shop_core.once SELECT i, i // 2, CASE WHEN i > 5 THEN NULL ELSE -9223372036854775807 + i END, i * 1000000, NULL, '2026-01-01 00:00:00+00'::TIMESTAMPTZ + INTERVAL (i) DAY FROM range(10) r(i);
CREATE TABLE shop_core.nobody (id BIGINT, mail VARCHAR, at_day TIMESTAMPTZ);
CREATE TABLE shop_core.many AS
    SELECT i AS id, 'w' || (i * 7919 % 251000) AS word, 'f' || (i % 7) AS few, (i // 8)::DECIMAL(12,2) AS number, NULL::VARCHAR AS nothing,
        'd' || (i // 2) AS doubled, CASE WHEN i % 4 = 0 THEN i % 3 END AS seldom
    FROM range(1, 260001) AS r(i);
CREATE TABLE shop_core.item_log (item_id BIGINT, changed_at TIMESTAMPTZ, logged_at TIMESTAMPTZ);
INSERT INTO shop_core.item_log VALUES (1, '2026-05-09 00:00:00+00', '2026-05-03 00:00:00+00');
CREATE TABLE shop_core.wide_low AS SELECT 1 AS id;
CREATE TABLE shop_core.ticket (id BIGINT, created_at TIMESTAMPTZ, updated_at TIMESTAMPTZ);
INSERT INTO shop_core.ticket VALUES (1, '2026-05-01 00:00:00+00', '2026-05-01 00:00:00+00'), (2, '2026-05-02 00:00:00+00', '2026-05-01 12:00:00+00'), (3, '2026-05-03 00:00:00+00', NULL);
CREATE TABLE shop_core.move (id BIGINT, status VARCHAR, created_at TIMESTAMPTZ);
INSERT INTO shop_core.move VALUES (1, 'a', '2026-05-03 00:00:00+00'), (2, 'a', '2026-05-02 12:00:00+00'), (3, 'b', '2026-05-01 00:00:00+00');
-- What PostgreSQL's ANALYZE leaves, as its view shows it.
CREATE TABLE main.pg_stats (schemaname VARCHAR, tablename VARCHAR, attname VARCHAR, inherited BOOLEAN, null_frac REAL, n_distinct REAL, most_common_vals VARCHAR[], most_common_freqs REAL[], histogram_bounds VARCHAR[]);
INSERT INTO main.pg_stats VALUES
    ('shop_core', 'many', 'id', false, 0, -1, NULL, NULL, ['1', '25', '50', '75', '100']),
    ('shop_core', 'many', 'word', false, 0.25, -0.5, NULL, NULL, ['a', 'b']),
    ('shop_core', 'many', 'few', false, 0, 7, ['f1', 'f2', 'f3', 'f4', 'f5', 'f6', 'f7', 'f8', 'f9', 'f10', 'f11'], [0.5, 0.25, 0.125, 0.0625, 0.03125, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0], NULL),
    ('shop_core', 'many', 'number', false, 0, 3, ['1.00'], [0.5], ['2.00', '3.00']),
    ('shop_core', 'many', 'seldom', false, 0.75, 0, NULL, NULL, NULL),
    ('shop_core', 'many', 'seldom', true, 0.5, 2, NULL, NULL, NULL),
    ('shop_core', 'once', 'id', false, 0.125, -1, NULL, NULL, NULL),
    ('other_core', 'many', 'nothing', false, 0, 1, NULL, NULL, NULL);
