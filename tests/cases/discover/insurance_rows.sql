-- Rows of the insurer, in DuckDB. NOW is 2026-05-08 09:00 UTC.
INSERT INTO insurance_public.branch_office VALUES (1, 'Old Town', 'North'), (2, 'Harbour', 'West'), (3, 'Hill', 'South');
INSERT INTO insurance_public.policyholder SELECT i, 'Person ' || i, DATE '1990-01-01' - CAST(i * 9 AS INTEGER), ['female', 'male'][CAST(i % 2 + 1 AS INTEGER)],
    ['Ghent', 'Bruges', 'Namur'][CAST(i % 3 + 1 AS INTEGER)], DATE '2026-05-08' - CAST(i // 2 AS INTEGER) FROM range(1, 801) AS r (i);
INSERT INTO insurance_public.policy SELECT i, i % 800 + 1, i % 3 + 1, ['motor', 'home', 'travel', 'life'][CAST(i % 4 + 1 AS INTEGER)],
    ['quoted', 'in_force', 'lapsed', 'terminated'][CAST(i % 4 + 1 AS INTEGER)], (i * 997 % 500000 + 5000)::DECIMAL(14, 2), (i * 13 % 900 + 60)::DECIMAL(10, 2),
    TIMESTAMPTZ '2026-05-08 09:00:00+00' - to_hours(CAST(i * 7 AS INTEGER)),
    CASE WHEN i % 4 = 2 THEN TIMESTAMPTZ '2026-05-08 09:00:00+00' - to_hours(CAST(i * 3 AS INTEGER)) END,
    CASE WHEN i % 4 = 3 THEN TIMESTAMPTZ '2026-05-08 09:00:00+00' - to_hours(CAST(i * 2 AS INTEGER)) END FROM range(1, 1501) AS r (i);
INSERT INTO insurance_public.insurance_claim SELECT i, i % 1500 + 1, ['reported', 'under_review', 'approved', 'denied', 'settled'][CAST(i % 5 + 1 AS INTEGER)],
    ['fire', 'theft', 'storm', 'collision'][CAST(i % 4 + 1 AS INTEGER)], (i * 83 % 20000 + 100)::DECIMAL(14, 2), i % 17 = 0,
    DATE '2026-05-06' - CAST(i // 4 AS INTEGER), TIMESTAMPTZ '2026-05-08 09:00:00+00' - to_hours(CAST(i * 5 AS INTEGER)),
    CASE WHEN i % 5 > 1 THEN TIMESTAMPTZ '2026-05-08 09:00:00+00' - to_hours(CAST(i * 5 AS INTEGER)) + to_minutes(CAST(i * 19 % 280 + 5 AS INTEGER)) END,
    CASE WHEN i % 5 = 4 THEN TIMESTAMPTZ '2026-05-08 09:00:00+00' - to_minutes(CAST(i * 200 AS INTEGER)) END FROM range(1, 1201) AS r (i);
INSERT INTO insurance_public.insurance_claim_history SELECT i * 10 + s, i, CASE WHEN s > 1 THEN ['reported', 'under_review', 'approved', 'denied', 'settled'][s - 1] END,
    ['reported', 'under_review', 'approved', 'denied', 'settled'][s], TIMESTAMPTZ '2026-05-08 09:00:00+00' - to_hours(CAST(i * 5 AS INTEGER)) + to_minutes(CAST((s - 1) * (i % 60 + 7) AS INTEGER))
    FROM range(1, 1201) AS r (i), range(1, 6) AS q (s) WHERE s <= i % 5 + 1;
INSERT INTO insurance_public.payout SELECT i, i * 2 % 1200 + 1, (i * 59 % 7000 + 50)::DECIMAL(14, 2), ['policyholder', 'garage', 'third_party'][CAST(i % 3 + 1 AS INTEGER)],
    TIMESTAMPTZ '2026-05-08 09:00:00+00' - to_hours(CAST(i * 8 AS INTEGER)),
    CASE WHEN i % 6 > 0 THEN TIMESTAMPTZ '2026-05-08 09:00:00+00' - to_hours(CAST(i * 8 AS INTEGER)) + to_minutes(CAST(i % 400 + 10 AS INTEGER)) END FROM range(1, 601) AS r (i);
INSERT INTO insurance_public.premium_instalment SELECT i, i % 1500 + 1, (i % 120 + 10)::DECIMAL(10, 2), DATE '2026-05-20' - CAST(i // 12 AS INTEGER),
    CASE WHEN i % 5 > 0 THEN DATE '2026-05-07' - CAST(i // 12 AS INTEGER) END, i % 7 = 0 FROM range(1, 4001) AS r (i);
INSERT INTO insurance_public.survey_visit SELECT i, i * 3 % 1200 + 1, 'Surveyor ' || i % 20, TIMESTAMPTZ '2026-05-08 09:00:00+00' - to_hours(CAST(i * 9 AS INTEGER)),
    CASE WHEN i % 4 > 0 THEN TIMESTAMPTZ '2026-05-08 09:00:00+00' - to_hours(CAST(i * 9 AS INTEGER)) + to_minutes(CAST(i * 7 % 500 + 30 AS INTEGER)) END,
    CASE WHEN i % 4 > 1 THEN TIMESTAMPTZ '2026-05-08 09:00:00+00' - to_hours(CAST(i * 9 AS INTEGER)) + to_minutes(CAST(i * 7 % 500 + 30 + i % 200 AS INTEGER)) END,
    (i * 3 % 180 + 0.5)::DECIMAL(7, 1) FROM range(1, 501) AS r (i);
INSERT INTO insurance_public.phone_call SELECT i, i % 800 + 1, ['claim', 'premium', 'other'][CAST(i % 3 + 1 AS INTEGER)], i % 8 > 0, i * 13 % 600 + 1,
    CASE WHEN i % 8 > 0 THEN i * 7 % 900 + 10 END, TIMESTAMPTZ '2026-05-08 09:00:00+00' - to_minutes(CAST(i * 25 AS INTEGER)) FROM range(1, 5001) AS r (i);
