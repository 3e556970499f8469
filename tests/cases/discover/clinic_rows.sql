INSERT INTO clinic_public.practice VALUES (1, 'North', 'Oslo'), (2, 'Lake', 'Bergen');
INSERT INTO clinic_public.dentist SELECT i, 'Dr ' || i, i % 2 + 1, ['surgery', 'orthodontics', 'general'][CAST(i % 3 + 1 AS INTEGER)] FROM range(1, 13) AS r (i);
INSERT INTO clinic_public.client SELECT i, 'C ' || i, '+47' || i, ['public', 'private'][CAST(i % 2 + 1 AS INTEGER)], TIMESTAMPTZ '2026-05-08 09:00:00+00' - to_hours(CAST(i * 9 AS INTEGER)),
    CASE WHEN i % 30 = 0 THEN TIMESTAMPTZ '2026-05-08 09:00:00+00' - to_hours(CAST(i AS INTEGER)) END FROM range(1, 701) AS r (i);
INSERT INTO clinic_public.visit SELECT i, i % 700 + 1, i % 12 + 1, ['requested', 'confirmed', 'checked_in', 'treated', 'cancelled', 'missed'][CAST(i % 6 + 1 AS INTEGER)], i % 10 = 0,
    TIMESTAMPTZ '2026-05-08 09:00:00+00' - to_hours(CAST(i * 2 + 50 AS INTEGER)), TIMESTAMPTZ '2026-05-08 09:00:00+00' - to_hours(CAST(i * 2 AS INTEGER)),
    CASE WHEN i % 6 IN (2, 3) THEN TIMESTAMPTZ '2026-05-08 09:00:00+00' - to_hours(CAST(i * 2 AS INTEGER)) + to_minutes(CAST(i % 25 + 1 AS INTEGER)) END,
    CASE WHEN i % 6 = 3 THEN TIMESTAMPTZ '2026-05-08 09:00:00+00' - to_hours(CAST(i * 2 AS INTEGER)) + to_minutes(CAST(i % 70 + 30 AS INTEGER)) END FROM range(1, 3001) AS r (i);
INSERT INTO clinic_public.visit_state_history SELECT i * 10 + s, i, CASE WHEN s > 1 THEN ['requested', 'confirmed', 'checked_in', 'treated'][s - 1] END, ['requested', 'confirmed', 'checked_in', 'treated'][s],
    TIMESTAMPTZ '2026-05-08 09:00:00+00' - to_hours(CAST(i * 2 + 50 AS INTEGER)) + to_minutes(CAST((s - 1) * (i % 300 + 11) AS INTEGER)) FROM range(1, 3001) AS r (i), range(1, 5) AS q (s) WHERE s <= i % 6 + 1;
INSERT INTO clinic_public.procedure_kind VALUES ('FILL', 'Filling', 90), ('EXTR', 'Extraction', 150), ('CLEAN', 'Cleaning', 60);
INSERT INTO clinic_public.treatment SELECT i, i % 3000 + 1, ['FILL', 'EXTR', 'CLEAN'][CAST(i % 3 + 1 AS INTEGER)], i % 32 + 1, (i * 7 % 300 + 40)::DECIMAL(8, 2), TIMESTAMPTZ '2026-05-08 09:00:00+00' - to_minutes(CAST(i * 95 AS INTEGER)) FROM range(1, 3501) AS r (i);
INSERT INTO clinic_public.bill SELECT i, i % 3000 + 1, (i * 13 % 900 + 30)::DECIMAL(10, 2), CASE WHEN i % 7 = 0 THEN 'SEK' ELSE 'NOK' END, ['open', 'paid', 'reminded', 'written_off'][CAST(i % 4 + 1 AS INTEGER)],
    TIMESTAMPTZ '2026-05-08 09:00:00+00' - to_hours(CAST(i * 3 AS INTEGER)), CASE WHEN i % 4 = 1 THEN TIMESTAMPTZ '2026-05-08 09:00:00+00' - to_hours(CAST(i * 3 AS INTEGER)) + to_minutes(CAST(i % 170 + 5 AS INTEGER)) END,
    CASE WHEN i % 4 = 3 THEN TIMESTAMPTZ '2026-05-08 09:00:00+00' - to_hours(CAST(i * 2 AS INTEGER)) END FROM range(1, 2001) AS r (i);
INSERT INTO clinic_public.lab_work SELECT i, i % 3000 + 1, ['ceramic', 'gold', 'zirconia'][CAST(i % 3 + 1 AS INTEGER)], (i * 11 % 400 + 25)::DECIMAL(8, 2), TIMESTAMPTZ '2026-05-08 09:00:00+00' - to_hours(CAST(i * 7 AS INTEGER)),
    CASE WHEN i % 4 > 0 THEN TIMESTAMPTZ '2026-05-08 09:00:00+00' - to_hours(CAST(i * 7 AS INTEGER)) + to_minutes(CAST(i * 3 % 400 + 10 AS INTEGER)) END, i % 8 = 0 FROM range(1, 701) AS r (i);
INSERT INTO clinic_public.stock_item SELECT i, 'A' || i, i * 3 % 50, DATE '2026-05-08' + CAST(i % 90 - 20 AS INTEGER), i % 2 + 1 FROM range(1, 201) AS r (i);
INSERT INTO clinic_public.feedback SELECT i, i % 3000 + 1, i % 5 + 1, ['sms', 'mail'][CAST(i % 2 + 1 AS INTEGER)], TIMESTAMPTZ '2026-05-08 09:00:00+00' - to_hours(CAST(i * 4 AS INTEGER)) FROM range(1, 901) AS r (i);
