-- Rows of the subscriptions, in DuckDB. NOW is 2026-05-08 09:00 UTC.
INSERT INTO billing_public.plans VALUES (1, 'Starter', 'month', 19), (2, 'Team', 'month', 99), (3, 'Enterprise', 'year', 899);
INSERT INTO billing_public.accounts SELECT i, 'Company ' || i, 'o' || i || '@example.org', ['DE', 'US', 'GB', 'FR'][CAST(i % 4 + 1 AS INTEGER)],
    ['ads', 'referral', 'organic'][CAST(i % 3 + 1 AS INTEGER)], i % 40 = 0, TIMESTAMPTZ '2026-05-08 09:00:00+00' - to_hours(CAST(i * 11 AS INTEGER)),
    CASE WHEN i % 6 = 0 THEN TIMESTAMPTZ '2026-05-08 09:00:00+00' - to_hours(CAST(i * 3 AS INTEGER)) END FROM range(1, 901) AS r (i);
INSERT INTO billing_public.users SELECT i, i % 900 + 1, 'u' || i || '@example.org', ['admin', 'editor', 'viewer'][CAST(i % 3 + 1 AS INTEGER)],
    TIMESTAMPTZ '2026-05-08 09:00:00+00' - to_hours(CAST(i * 3 AS INTEGER)),
    CASE WHEN i % 5 > 0 THEN TIMESTAMPTZ '2026-05-08 09:00:00+00' - to_hours(CAST(i * 3 AS INTEGER)) + to_minutes(CAST(i * 17 % 179 + 1 AS INTEGER)) END,
    CASE WHEN i % 5 > 0 THEN TIMESTAMPTZ '2026-05-08 09:00:00+00' - to_minutes(CAST(i * 29 AS INTEGER)) END FROM range(1, 2501) AS r (i);
INSERT INTO billing_public.subscriptions SELECT i, i % 900 + 1, i % 3 + 1, ['trialing', 'active', 'past_due', 'cancelled', 'paused'][CAST(i % 5 + 1 AS INTEGER)],
    i % 25 + 1, (i * 19 % 900 + 9)::DECIMAL(10, 2), CASE WHEN i % 3 = 0 THEN 'USD' ELSE 'EUR' END,
    CASE WHEN i % 2 = 0 THEN TIMESTAMPTZ '2026-05-08 09:00:00+00' - to_hours(CAST(i * 9 + 336 AS INTEGER)) END,
    CASE WHEN i % 5 > 0 THEN TIMESTAMPTZ '2026-05-08 09:00:00+00' - to_hours(CAST(i * 9 AS INTEGER)) END,
    CASE WHEN i % 5 = 3 THEN TIMESTAMPTZ '2026-05-08 09:00:00+00' - to_hours(CAST(i * 4 AS INTEGER)) END FROM range(1, 1101) AS r (i);
INSERT INTO billing_public.subscription_events SELECT i * 10 + s, i, CASE WHEN s > 1 THEN ['trialing', 'active', 'past_due', 'cancelled', 'paused'][s - 1] END,
    ['trialing', 'active', 'past_due', 'cancelled', 'paused'][s], TIMESTAMPTZ '2026-05-08 09:00:00+00' - to_hours(CAST(i * 9 AS INTEGER)) + to_hours(CAST((s - 1) * (i % 40 + 3) AS INTEGER))
    FROM range(1, 1101) AS r (i), range(1, 6) AS q (s) WHERE s <= i % 5 + 1;
INSERT INTO billing_public.invoices SELECT i, i % 900 + 1, 'N' || i, ['open', 'paid', 'void', 'uncollectible'][CAST(i % 4 + 1 AS INTEGER)],
    (i * 23 % 1999 + 9)::DECIMAL(12, 2), CASE WHEN i % 4 = 1 THEN (i * 23 % 1999 + 9) ELSE 0 END, CASE WHEN i % 3 = 0 THEN 'USD' ELSE 'EUR' END,
    TIMESTAMPTZ '2026-05-08 09:00:00+00' - to_hours(CAST(i * 2 AS INTEGER)), DATE '2026-05-22' - CAST(i // 12 AS INTEGER),
    CASE WHEN i % 4 = 1 THEN TIMESTAMPTZ '2026-05-08 09:00:00+00' - to_hours(CAST(i * 2 AS INTEGER)) + to_minutes(CAST(i * 31 % 110 + 2 AS INTEGER)) END FROM range(1, 3001) AS r (i);
INSERT INTO billing_public.charges SELECT i, i % 3000 + 1, CASE WHEN i % 6 = 0 THEN 'failed' ELSE 'succeeded' END,
    CASE WHEN i % 6 = 0 THEN ['insufficient_funds', 'expired_card', 'do_not_honor'][CAST(i // 6 % 3 + 1 AS INTEGER)] END, (i * 29 % 1500 + 5)::DECIMAL(12, 2),
    CASE WHEN i % 3 = 0 THEN 'USD' ELSE 'EUR' END, ['card', 'sepa_debit', 'wire'][CAST(i % 3 + 1 AS INTEGER)],
    TIMESTAMPTZ '2026-05-08 09:00:00+00' - to_minutes(CAST(i * 67 AS INTEGER)) FROM range(1, 4001) AS r (i);
INSERT INTO billing_public.credit_notes SELECT i, i * 7 % 3000 + 1, (i * 5 % 250 + 1)::DECIMAL(12, 2), CASE WHEN i % 2 = 0 THEN 'USD' ELSE 'EUR' END,
    ['downtime', 'duplicate', 'goodwill'][CAST(i % 3 + 1 AS INTEGER)], TIMESTAMPTZ '2026-05-08 09:00:00+00' - to_hours(CAST(i * 10 AS INTEGER)) FROM range(1, 501) AS r (i);
INSERT INTO billing_public.api_requests SELECT i, i % 700 + 1, ['/export', '/search', '/login'][CAST(i % 3 + 1 AS INTEGER)], CASE WHEN i % 13 = 0 THEN 500 ELSE 200 END,
    i * 37 % 900 + 4, TIMESTAMPTZ '2026-05-08 09:00:00+00' - to_minutes(CAST(i * 5 AS INTEGER)) FROM range(1, 12001) AS r (i);
INSERT INTO billing_public.incidents SELECT i, ['minor', 'major', 'critical'][CAST(i % 3 + 1 AS INTEGER)], 'Incident ' || i,
    TIMESTAMPTZ '2026-05-08 09:00:00+00' - to_hours(CAST(i * 29 AS INTEGER)),
    TIMESTAMPTZ '2026-05-08 09:00:00+00' - to_hours(CAST(i * 29 AS INTEGER)) + to_minutes(CAST(i % 25 + 2 AS INTEGER)),
    CASE WHEN i % 9 > 0 THEN TIMESTAMPTZ '2026-05-08 09:00:00+00' - to_hours(CAST(i * 29 AS INTEGER)) + to_minutes(CAST(i * 7 % 800 + 30 AS INTEGER)) END FROM range(1, 201) AS r (i);
