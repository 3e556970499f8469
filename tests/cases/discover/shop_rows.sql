-- Rows of the shop, in DuckDB. NOW is 2026-05-08 09:00 UTC.
INSERT INTO shop_public.customers
    SELECT i, 'c' || i || '@example.org', 'Customer ' || i, ['DE', 'FR', 'IT'][CAST(i % 3 + 1 AS INTEGER)], i % 2 = 0,
        TIMESTAMPTZ '2026-05-08 09:00:00+00' - to_hours(CAST(i * 5 AS INTEGER)), i % 50 = 0 FROM range(1, 501) AS r (i);
INSERT INTO shop_public.categories VALUES (1, 'Books'), (2, 'Garden'), (3, 'Toys');
INSERT INTO shop_public.products
    SELECT i, i % 3 + 1, 'Thing ' || i, (i % 90 + 5)::DECIMAL(10, 2), i * 7 % 40, i % 10 = 0,
        TIMESTAMPTZ '2026-05-08 09:00:00+00' - to_days(CAST(i * 4 AS INTEGER)) FROM range(1, 121) AS r (i);
INSERT INTO shop_public.orders
    SELECT i, i % 500 + 1, ['pending', 'shipped', 'delivered', 'cancelled'][CAST(i % 4 + 1 AS INTEGER)],
        ['web', 'app', 'phone'][CAST(i % 3 + 1 AS INTEGER)], (i * 17 % 311 + 9.9)::DECIMAL(12, 2),
        CASE WHEN i % 5 = 0 THEN 'GBP' ELSE 'EUR' END, TIMESTAMPTZ '2026-05-08 09:00:00+00' - to_hours(CAST(i AS INTEGER)),
        CASE WHEN i % 4 IN (1, 2) THEN TIMESTAMPTZ '2026-05-08 09:00:00+00' - to_hours(CAST(i AS INTEGER)) + to_hours(CAST(i % 30 + 1 AS INTEGER)) END,
        CASE WHEN i % 4 = 2 THEN TIMESTAMPTZ '2026-05-08 09:00:00+00' - to_hours(CAST(i AS INTEGER)) + to_hours(CAST(i % 70 + 31 AS INTEGER)) END
    FROM range(1, 2001) AS r (i);
INSERT INTO shop_public.order_items SELECT i, i % 2000 + 1, i % 120 + 1, i % 4 + 1, (i % 60 + 3)::DECIMAL(10, 2) FROM range(1, 5001) AS r (i);
INSERT INTO shop_public.returns
    SELECT i, i * 9 % 2000 + 1, ['damaged', 'too_small', 'changed_mind'][CAST(i % 3 + 1 AS INTEGER)], (i % 80 + 1)::DECIMAL(12, 2),
        TIMESTAMPTZ '2026-05-08 09:00:00+00' - to_hours(CAST(i * 6 AS INTEGER)),
        CASE WHEN i % 4 > 0 THEN TIMESTAMPTZ '2026-05-08 09:00:00+00' - to_hours(CAST(i * 6 AS INTEGER)) + to_hours(5) END FROM range(1, 301) AS r (i);
INSERT INTO shop_public.reviews
    SELECT i, i % 120 + 1, i % 500 + 1, i % 5 + 1, TIMESTAMPTZ '2026-05-08 09:00:00+00' - to_hours(CAST(i * 2 AS INTEGER)) FROM range(1, 801) AS r (i);
INSERT INTO shop_public.support_tickets
    SELECT i, i % 500 + 1, ['delivery', 'payment', 'other'][CAST(i % 3 + 1 AS INTEGER)], ['low', 'normal', 'high'][CAST(i % 3 + 1 AS INTEGER)],
        TIMESTAMPTZ '2026-05-08 09:00:00+00' - to_hours(CAST(i * 3 AS INTEGER)),
        TIMESTAMPTZ '2026-05-08 09:00:00+00' - to_hours(CAST(i * 3 AS INTEGER)) + to_minutes(CAST(i % 55 + 3 AS INTEGER)),
        CASE WHEN i % 6 > 0 THEN TIMESTAMPTZ '2026-05-08 09:00:00+00' - to_hours(CAST(i * 3 AS INTEGER)) + to_hours(CAST(i % 20 + 1 AS INTEGER)) END
    FROM range(1, 401) AS r (i);
INSERT INTO shop_public.subscriptions
    SELECT i, i % 500 + 1, ['basic', 'plus'][CAST(i % 2 + 1 AS INTEGER)], (i % 3 * 5 + 4.99)::DECIMAL(8, 2),
        TIMESTAMPTZ '2026-05-08 09:00:00+00' - to_days(CAST(i AS INTEGER)),
        CASE WHEN i % 3 = 0 THEN TIMESTAMPTZ '2026-05-08 09:00:00+00' - to_days(CAST(i AS INTEGER)) + to_days(20) END FROM range(30, 331) AS r (i);
