-- Rows of the carrier, in DuckDB. NOW is 2026-05-08 09:00 UTC.
INSERT INTO freight_public.shipment_status VALUES (1, 'BOOKED', 'Booked'), (2, 'PICKED_UP', 'Picked up'),
    (3, 'IN_TRANSIT', 'In transit'), (4, 'OUT_FOR_DELIVERY', 'Out for delivery'), (5, 'DELIVERED', 'Delivered'),
    (6, 'LOST', 'Lost'), (7, 'CUSTOMS_HOLD', 'Held by customs'), (8, 'RETURNED', 'Returned to sender');
INSERT INTO freight_public.depot VALUES (1, 'Hamburg North', 'Hamburg', 'DE'), (2, 'Lyon East', 'Lyon', 'FR'),
    (3, 'Milano', 'Milano', 'IT'), (4, 'Gdansk Port', 'Gdansk', 'PL');
INSERT INTO freight_public.shipper SELECT i, 'Firm ' || i, 'f' || i || '@example.org', ['DE', 'FR', 'IT', 'PL'][CAST(i % 4 + 1 AS INTEGER)],
    i % 9 = 0, TIMESTAMPTZ '2026-05-08 09:00:00+00' - to_hours(CAST(i * 19 AS INTEGER)),
    CASE WHEN i % 7 = 0 THEN TIMESTAMPTZ '2026-05-08 09:00:00+00' - to_hours(CAST(i AS INTEGER)) END FROM range(1, 401) AS r (i);
INSERT INTO freight_public.driver SELECT i, 'Driver ' || i, i % 4 + 1, ['B', 'C', 'CE'][CAST(i % 3 + 1 AS INTEGER)],
    DATE '2026-05-08' - CAST(i * 17 AS INTEGER), CASE WHEN i % 8 = 0 THEN DATE '2026-05-08' - CAST(i AS INTEGER) END FROM range(1, 91) AS r (i);
INSERT INTO freight_public.vehicle SELECT i, 'P-' || i, ['van', 'truck', 'trailer'][CAST(i % 3 + 1 AS INTEGER)], i % 4 + 1,
    (i * 37 % 20 + 1) * 1000, i * 1733 % 400000, i % 11 = 0, DATE '2026-05-08' - CAST(i * 40 AS INTEGER) FROM range(1, 71) AS r (i);
INSERT INTO freight_public.shipment SELECT i, 'T' || i, i % 400 + 1, i % 4 + 1, i % 8 + 1,
    ['economy', 'standard', 'express'][CAST(i % 3 + 1 AS INTEGER)], (i * 13 % 997 / 10 + 0.5)::DECIMAL(8, 2), (i * 31 % 4999 + 10)::DECIMAL(12, 2),
    CASE WHEN i % 6 = 0 THEN 'PLN' ELSE 'EUR' END, TIMESTAMPTZ '2026-05-08 09:00:00+00' - to_minutes(CAST(i * 41 AS INTEGER)),
    CASE WHEN i % 8 > 0 THEN TIMESTAMPTZ '2026-05-08 09:00:00+00' - to_minutes(CAST(i * 41 AS INTEGER)) + to_minutes(CAST(i * 7 % 700 + 20 AS INTEGER)) END,
    CASE WHEN i % 8 = 4 THEN TIMESTAMPTZ '2026-05-08 09:00:00+00' - to_minutes(CAST(i * 41 AS INTEGER)) + to_minutes(CAST(i * 11 % 4000 + 800 AS INTEGER)) END
    FROM range(1, 4001) AS r (i);
INSERT INTO freight_public.shipment_status_log
    SELECT i * 10 + s, i, CASE WHEN s > 1 THEN s - 1 END, s, TIMESTAMPTZ '2026-05-08 09:00:00+00' - to_minutes(CAST(i * 41 AS INTEGER)) + to_minutes(CAST((s - 1) * (i % 90 + 30) AS INTEGER))
    FROM range(1, 4001) AS r (i), range(1, 9) AS q (s) WHERE s <= i % 8 + 1;
INSERT INTO freight_public.delivery_attempt SELECT i, i * 3 % 4000 + 1, i % 90 + 1, i % 3 + 1, i % 5 > 0,
    CASE WHEN i % 5 = 0 THEN ['nobody_home', 'wrong_address', 'refused'][CAST(i % 3 + 1 AS INTEGER)] END,
    TIMESTAMPTZ '2026-05-08 09:00:00+00' - to_minutes(CAST(i * 53 AS INTEGER)) FROM range(1, 3001) AS r (i);
INSERT INTO freight_public.freight_invoice SELECT i, i % 400 + 1, 'I' || i, ['draft', 'issued', 'paid', 'disputed'][CAST(i % 4 + 1 AS INTEGER)],
    (i * 71 % 9001 + 20)::DECIMAL(12, 2), CASE WHEN i % 5 = 0 THEN 'PLN' ELSE 'EUR' END, TIMESTAMPTZ '2026-05-08 09:00:00+00' - to_hours(CAST(i * 4 AS INTEGER)),
    DATE '2026-05-22' - CAST(i // 6 AS INTEGER),
    CASE WHEN i % 4 = 2 THEN TIMESTAMPTZ '2026-05-08 09:00:00+00' - to_hours(CAST(i * 4 AS INTEGER)) + to_hours(CAST(i % 300 + 5 AS INTEGER)) END FROM range(1, 1501) AS r (i);
INSERT INTO freight_public.damage_claim SELECT i, i * 5 % 4000 + 1, (i * 47 % 2999 + 15)::DECIMAL(12, 2), CASE WHEN i % 4 = 0 THEN 'PLN' ELSE 'EUR' END,
    ['wet', 'crushed', 'missing_parts'][CAST(i % 3 + 1 AS INTEGER)], TIMESTAMPTZ '2026-05-08 09:00:00+00' - to_hours(CAST(i * 13 AS INTEGER)),
    CASE WHEN i % 3 = 0 THEN TIMESTAMPTZ '2026-05-08 09:00:00+00' - to_hours(CAST(i * 13 AS INTEGER)) + to_hours(CAST(i % 12 + 1 AS INTEGER)) END,
    CASE WHEN i % 3 = 1 THEN TIMESTAMPTZ '2026-05-08 09:00:00+00' - to_hours(CAST(i * 13 AS INTEGER)) + to_hours(CAST(i % 12 + 1 AS INTEGER)) END FROM range(1, 501) AS r (i);
INSERT INTO freight_public.fuel_purchase SELECT i, i % 70 + 1, (i * 7 % 300 + 20)::DECIMAL(8, 2), (i * 11 % 500 + 30)::DECIMAL(10, 2),
    CASE WHEN i % 5 = 0 THEN 'PLN' ELSE 'EUR' END, TIMESTAMPTZ '2026-05-08 09:00:00+00' - to_hours(CAST(i * 2 AS INTEGER)) FROM range(1, 1201) AS r (i);
