-- Rows of the hospital, in DuckDB: sums of numbers, so that they are the same at any time. NOW is 2026-05-08 09:00 UTC.
INSERT INTO hospital_public.department SELECT i, ['Cardiology', 'Surgery', 'Paediatrics', 'Emergency'][i], i FROM range(1, 5) AS r (i);
INSERT INTO hospital_public.physician
    SELECT i, 'Name' || i, i % 4 + 1, DATE '2020-01-01', CASE WHEN i % 5 = 0 THEN DATE '2025-01-01' END FROM range(1, 21) AS r (i);
INSERT INTO hospital_public.insurance_plan VALUES (1, 'Basic', false), (2, 'Plus', false), (3, 'Private', true);
INSERT INTO hospital_public.patient
    SELECT i, 'Patient ' || i, DATE '1970-01-01', CASE WHEN i % 2 = 0 THEN 'f' ELSE 'm' END, i % 3 + 1,
        TIMESTAMPTZ '2026-05-08 09:00:00+00' - to_hours(CAST(i * 7 AS INTEGER)) FROM range(1, 401) AS r (i);
INSERT INTO hospital_public.appointment
    SELECT i, i % 400 + 1, i % 20 + 1, ['booked', 'completed', 'no_show', 'cancelled'][CAST(i % 4 + 1 AS INTEGER)],
        TIMESTAMPTZ '2026-05-08 09:00:00+00' - to_hours(CAST(i * 2 AS INTEGER)),
        TIMESTAMPTZ '2026-05-08 09:00:00+00' - to_hours(CAST(i * 2 AS INTEGER)) + to_days(5),
        CASE WHEN i % 4 = 3 THEN TIMESTAMPTZ '2026-05-08 09:00:00+00' - to_hours(CAST(i * 2 AS INTEGER)) + to_hours(20) END
    FROM range(1, 601) AS r (i);
INSERT INTO hospital_public.admission
    SELECT i, i % 400 + 1, i % 4 + 1, ['immediate', 'urgent', 'standard', 'non_urgent'][CAST(i * 7 % 4 + 1 AS INTEGER)],
        TIMESTAMPTZ '2026-05-08 09:00:00+00' - to_hours(CAST(i * 3 AS INTEGER)),
        CASE WHEN i > 20 THEN TIMESTAMPTZ '2026-05-08 09:00:00+00' - to_hours(CAST(i * 3 AS INTEGER)) + to_hours(CAST(i % 48 + 2 AS INTEGER)) END,
        i % 9 = 0
    FROM range(1, 501) AS r (i);
INSERT INTO hospital_public.bed_transfer_log
    SELECT i, i % 500 + 1, CASE WHEN i <= 500 THEN NULL ELSE 'North' END, CASE WHEN i <= 500 THEN 'North' ELSE 'Intensive' END,
        TIMESTAMPTZ '2026-05-08 09:00:00+00' - to_hours(CAST((i % 500 + 1) * 3 AS INTEGER)) + to_minutes(CAST(CASE WHEN i <= 500 THEN 5 ELSE 95 END AS INTEGER))
    FROM range(1, 901) AS r (i);
INSERT INTO hospital_public.lab_order
    SELECT i, i % 500 + 1, ['Troponin', 'Glucose', 'Culture'][CAST(i % 3 + 1 AS INTEGER)],
        TIMESTAMPTZ '2026-05-08 09:00:00+00' - to_hours(CAST(i AS INTEGER)),
        TIMESTAMPTZ '2026-05-08 09:00:00+00' - to_hours(CAST(i AS INTEGER)) + to_minutes(CAST(i % 30 AS INTEGER)),
        CASE WHEN i % 10 > 0 THEN TIMESTAMPTZ '2026-05-08 09:00:00+00' - to_hours(CAST(i AS INTEGER)) + to_minutes(CAST(i % 170 + 30 AS INTEGER)) END
    FROM range(1, 901) AS r (i);
INSERT INTO hospital_public.invoice
    SELECT i, i % 400 + 1, ['open', 'paid', 'overdue'][CAST(i % 3 + 1 AS INTEGER)], (i * 13 % 997 + 0.5)::DECIMAL(12, 2),
        CASE WHEN i % 4 = 0 THEN 'CHF' ELSE 'EUR' END, TIMESTAMPTZ '2026-05-08 09:00:00+00' - to_hours(CAST(i * 4 AS INTEGER)),
        CASE WHEN i % 3 = 1 THEN TIMESTAMPTZ '2026-05-08 09:00:00+00' - to_hours(CAST(i * 4 AS INTEGER)) + to_days(2) END, DATE '2026-05-01'
    FROM range(1, 701) AS r (i);
INSERT INTO hospital_public.medication_administration
    SELECT i, i % 500 + 1, ['Aspirin', 'Heparin'][CAST(i % 2 + 1 AS INTEGER)], (i % 50)::DECIMAL(8, 2),
        TIMESTAMPTZ '2026-05-08 09:00:00+00' - to_minutes(CAST(i * 17 AS INTEGER)), i % 11 = 0
    FROM range(1, 2001) AS r (i);
