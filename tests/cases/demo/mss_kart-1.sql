INSERT INTO mss_kart.kart_settlement_day (id, scheme, stl_date, ccy, gross_debit, gross_credit, interchange_total, scheme_fee_total, is_final)
SELECT (1 + (i - 1))::integer,
  left('SCH-' || (hashint8extended(i, 108967258) & 2147483647) % 400, 12),
  ((timestamptz '2026-05-08T12:00:00+00:00' - interval '90 seconds' - (420 - i) * interval '144000.000 seconds'))::date,
  (ARRAY['EUR', 'EUR', 'EUR', 'USD', 'GBP', 'PLN', 'SEK', 'CHF'])[1 + (hashint8extended(i, 859171704) & 2147483647) % 8],
  (((hashint8extended(i, 3298827160) & 2147483647) % 9999999 + 1)::numeric / 100),
  (((hashint8extended(i, 3738983705) & 2147483647) % 9999999 + 1)::numeric / 100),
  CASE WHEN (hashint8extended(i, 3146278614) & 2147483647) % 100 >= 15 THEN (((hashint8extended(i, 2353767852) & 2147483647) % 999999999 + 1)::numeric / 10000) END,
  CASE WHEN (hashint8extended(i, 1378745167) & 2147483647) % 100 >= 15 THEN (((hashint8extended(i, 1249053098) & 2147483647) % 999999999 + 1)::numeric / 10000) END,
  ((hashint8extended(i, 3576239511) & 2147483647) % 100 < 60)
FROM generate_series(1, 420::bigint) AS i;
INSERT INTO mss_kart.kart_advice (id, day_id, side, service_code, trx_count, trx_amount, fee_amount, raw_line, imported_at)
SELECT (1 + (i - 1))::bigint,
  (1 + ((1 + (hashint8extended(i, 453658825) & 2147483647) % 420) - 1))::integer,
  (ARRAY['ISS', 'ACQ'])[1 + (hashint8extended(i, 2838755833) & 2147483647) % 2]::mss_kart.kart_side,
  left('SER-' || (hashint8extended(i, 4279238309) & 2147483647) % 400, 10),
  (1 + (hashint8extended(i, 575988175) & 2147483647) % 500)::integer,
  (((hashint8extended(i, 643900082) & 2147483647) % 9999999 + 1)::numeric / 100),
  CASE WHEN (hashint8extended(i, 793392015) & 2147483647) % 100 >= 15 THEN (((hashint8extended(i, 707098661) & 2147483647) % 999999999 + 1)::numeric / 10000) END,
  CASE WHEN (hashint8extended(i, 3766491947) & 2147483647) % 100 >= 15 THEN CASE WHEN (hashint8extended(i, 1519928595) & 2147483647) % 23 = 4 THEN '' ELSE 'RAW-' || (hashint8extended(i, 1519928595) & 2147483647) % 400 END END,
  ((timestamptz '2026-05-08T12:00:00+00:00' - interval '90 seconds' - (2000 - i) * interval '30240.000 seconds') - ((hashint8extended(i, 4011319054) & 2147483647) % 60) * interval '1 second') AT TIME ZONE 'UTC'
FROM generate_series(1, 2000::bigint) AS i;
INSERT INTO mss_kart.kart_posting (id, advice_id, debit_gl, credit_gl, posting_amount, status, voucher_no, posted_on, storno_of_id)
SELECT (1 + (i - 1))::bigint,
  (1 + ((1 + (hashint8extended(i, 4193445164) & 2147483647) % 2000) - 1))::bigint,
  left('DEB-' || (hashint8extended(i, 2974232983) & 2147483647) % 400, 12),
  left('CRE-' || (hashint8extended(i, 3040210284) & 2147483647) % 400, 12),
  (((hashint8extended(i, 366194468) & 2147483647) % 9999999 + 1)::numeric / 100),
  (ARRAY['READY', 'POSTED', 'PARKED', 'STORNO'])[1 + (hashint8extended(i, 3130729815) & 2147483647) % 4]::mss_kart.posting_status,
  CASE WHEN (hashint8extended(i, 3362413399) & 2147483647) % 100 >= 15 THEN left('VOU-' || (hashint8extended(i, 2992678699) & 2147483647) % 400, 20) END,
  CASE WHEN (hashint8extended(i, 1204716866) & 2147483647) % 100 >= 15 THEN ((timestamptz '2026-05-08T12:00:00+00:00' - interval '90 seconds' - (2000 - i) * interval '30240.000 seconds'))::date END,
  CASE WHEN (hashint8extended(i, 4217195853) & 2147483647) % 100 >= 30 THEN (1 + ((1 + (hashint8extended(i, 2255181894) & 2147483647) % 2000) - 1))::bigint END
FROM generate_series(1, 2000::bigint) AS i;
INSERT INTO mss_kart.kart_diff (id, day_id, clearing_file_ref, diff_amount, age_days, bemerkung, cleared)
SELECT (1 + (i - 1))::integer,
  (1 + ((1 + (hashint8extended(i, 3786125775) & 2147483647) % 420) - 1))::integer,
  CASE WHEN (hashint8extended(i, 4063960268) & 2147483647) % 100 >= 15 THEN left('CLE-' || (hashint8extended(i, 1450635850) & 2147483647) % 400, 40) END,
  (((hashint8extended(i, 125327363) & 2147483647) % 9999999 + 1)::numeric / 100),
  CASE WHEN (hashint8extended(i, 3555997489) & 2147483647) % 100 >= 15 THEN (1 + (hashint8extended(i, 766098046) & 2147483647) % 500)::integer END,
  CASE WHEN (hashint8extended(i, 2620122481) & 2147483647) % 100 >= 15 THEN CASE WHEN (hashint8extended(i, 763996381) & 2147483647) % 23 = 4 THEN '' ELSE 'BEM-' || (hashint8extended(i, 763996381) & 2147483647) % 400 END END,
  ((hashint8extended(i, 1448254413) & 2147483647) % 100 < 60)
FROM generate_series(1, 130::bigint) AS i;
INSERT INTO mss_kart.kart_fee_table (fee_key, scheme, region, percent_rate, flat_eur, valid_from, valid_to)
SELECT 'KFT' || lpad(((1 + (i - 1)))::text, greatest(7, length(((1 + (i - 1)))::text)), '0'),
  left('SCH-' || (hashint8extended(i, 111628459) & 2147483647) % 400, 12),
  left('REG-' || (hashint8extended(i, 3055953046) & 2147483647) % 400, 10),
  CASE WHEN (hashint8extended(i, 3728984239) & 2147483647) % 100 >= 15 THEN (((hashint8extended(i, 4147911412) & 2147483647) % 999999 + 1)::numeric / 10000) END,
  CASE WHEN (hashint8extended(i, 2561996513) & 2147483647) % 100 >= 15 THEN (((hashint8extended(i, 1773940059) & 2147483647) % 999999999 + 1)::numeric / 10000) END,
  ((timestamptz '2026-05-08T12:00:00+00:00' - interval '90 seconds' - (60 - i) * interval '1008000.000 seconds'))::date,
  CASE WHEN (hashint8extended(i, 3324462781) & 2147483647) % 100 >= 15 THEN (((timestamptz '2026-05-08T12:00:00+00:00' - interval '90 seconds' - (60 - i) * interval '1008000.000 seconds'))::date + ((hashint8extended(i, 620068643) & 2147483647) % 700 + 30)::int) END
FROM generate_series(1, 60::bigint) AS i;
INSERT INTO mss_kart.kart_import_tmp (col_a, col_b, amount_txt, line_no, loaded)
SELECT CASE WHEN (hashint8extended(i, 2596337831) & 2147483647) % 100 >= 15 THEN CASE WHEN (hashint8extended(i, 1881235864) & 2147483647) % 23 = 4 THEN '' ELSE 'COL-' || (hashint8extended(i, 1881235864) & 2147483647) % 400 END END,
  CASE WHEN (hashint8extended(i, 2985143140) & 2147483647) % 100 >= 15 THEN CASE WHEN (hashint8extended(i, 3911725090) & 2147483647) % 23 = 4 THEN '' ELSE 'COL-' || (hashint8extended(i, 3911725090) & 2147483647) % 400 END END,
  CASE WHEN (hashint8extended(i, 977934356) & 2147483647) % 100 >= 15 THEN left('AMO-' || (hashint8extended(i, 4028869240) & 2147483647) % 400, 24) END,
  CASE WHEN (hashint8extended(i, 651784133) & 2147483647) % 100 >= 15 THEN (1 + (hashint8extended(i, 255138089) & 2147483647) % 500)::integer END,
  CASE WHEN (hashint8extended(i, 1543033784) & 2147483647) % 100 >= 40 THEN ((timestamptz '2026-05-08T12:00:00+00:00' - interval '90 seconds' - (250 - i) * interval '241920.000 seconds') - ((hashint8extended(i, 689427878) & 2147483647) % 60) * interval '1 second') AT TIME ZONE 'UTC' END
FROM generate_series(1, 250::bigint) AS i;
SELECT setval(pg_get_serial_sequence('mss_kart.kart_settlement_day', 'id'), coalesce((SELECT max(id) FROM mss_kart.kart_settlement_day), 0) + 1, false);
SELECT setval(pg_get_serial_sequence('mss_kart.kart_advice', 'id'), coalesce((SELECT max(id) FROM mss_kart.kart_advice), 0) + 1, false);
SELECT setval(pg_get_serial_sequence('mss_kart.kart_posting', 'id'), coalesce((SELECT max(id) FROM mss_kart.kart_posting), 0) + 1, false);
SELECT setval(pg_get_serial_sequence('mss_kart.kart_diff', 'id'), coalesce((SELECT max(id) FROM mss_kart.kart_diff), 0) + 1, false);
