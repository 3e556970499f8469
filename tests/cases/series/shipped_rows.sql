CREATE SCHEMA webbank_core; CREATE SCHEMA webbank_dict; CREATE SCHEMA vss_vss; CREATE SCHEMA vss_dict;
CREATE SCHEMA bo_api_api; CREATE SCHEMA zoho_crm_crm; CREATE SCHEMA google_analytics_reports;
CREATE TABLE webbank_dict.profile_state (id smallint, code text);
INSERT INTO webbank_dict.profile_state VALUES (1, 'NEW'), (2, 'ACTIVE');
CREATE TABLE webbank_dict.payment_direction (id smallint, code text);
INSERT INTO webbank_dict.payment_direction VALUES (0, 'INCOMING'), (1, 'OUTGOING');
CREATE TABLE webbank_dict.payment_rail (id smallint, code text);
INSERT INTO webbank_dict.payment_rail VALUES (0, 'SEPA_CREDIT'), (1, 'SWIFT'), (2, 'TARGET2');
CREATE TABLE vss_dict.applicant_status (id smallint, code text);
INSERT INTO vss_dict.applicant_status VALUES (0, 'COMPLETED_GREEN'), (1, 'COMPLETED_RED');
CREATE TABLE webbank_core.client_profile (id bigint, state_id smallint, created_at timestamp with time zone);
INSERT INTO webbank_core.client_profile SELECT i, 1 + i % 2,
  TIMESTAMPTZ '2026-02-20 00:00:00+00' + i * INTERVAL '151 minutes' FROM generate_series(0, 500) AS r(i);
CREATE TABLE webbank_core.client_profile_state_log (
  client_profile_id bigint, to_state_id smallint, changed_at timestamp with time zone
);
INSERT INTO webbank_core.client_profile_state_log SELECT i % 400, 1 + i % 2,
  TIMESTAMPTZ '2026-02-20 00:00:00+00' + i * INTERVAL '83 minutes' FROM generate_series(0, 900) AS r(i);
CREATE TABLE webbank_core.payment (
  id bigint, direction_id smallint, rail_id smallint, authorized_at timestamp with time zone,
  settled_at timestamp with time zone
);
INSERT INTO webbank_core.payment SELECT i, i % 3 % 2, i % 7 % 3,
  TIMESTAMPTZ '2026-02-20 00:00:00+00' + i * INTERVAL '41 minutes',
  CASE WHEN i % 5 = 0 THEN NULL ELSE TIMESTAMPTZ '2026-02-20 00:00:00+00' + i * INTERVAL '41 minutes'
    + (i % 19) * INTERVAL '313 seconds' END FROM generate_series(0, 1700) AS r(i);
CREATE TABLE vss_vss.applicant_log (id bigint, status_id smallint, logged_at timestamp with time zone);
INSERT INTO vss_vss.applicant_log SELECT i, i % 2,
  TIMESTAMPTZ '2026-02-20 00:00:00+00' + i * INTERVAL '199 minutes' FROM generate_series(0, 300) AS r(i);
CREATE TABLE bo_api_api.cases (id bigint, opened_at timestamp with time zone, resolved_at timestamp with time zone);
INSERT INTO bo_api_api.cases SELECT i, TIMESTAMPTZ '2026-02-20 00:00:00+00' + i * INTERVAL '97 minutes',
  TIMESTAMPTZ '2026-02-20 00:00:00+00' + i * INTERVAL '140 minutes' FROM generate_series(0, 400) AS r(i);
CREATE TABLE bo_api_api.queue (id bigint, entered_at timestamp with time zone, left_at timestamp with time zone);
INSERT INTO bo_api_api.queue SELECT i, TIMESTAMPTZ '2026-02-20 00:00:00+00' + i * INTERVAL '97 minutes',
  CASE WHEN i % 9 = 0 THEN NULL ELSE TIMESTAMPTZ '2026-02-21 00:00:00+00' + i * INTERVAL '97 minutes' END
  FROM generate_series(0, 400) AS r(i);
CREATE TABLE zoho_crm_crm."DealHistory" ("Duration_Days" integer, "Modified_Time" timestamp with time zone);
INSERT INTO zoho_crm_crm."DealHistory" SELECT i % 17,
  TIMESTAMPTZ '2026-02-20 00:00:00+00' + i * INTERVAL '5 hours' FROM generate_series(0, 200) AS r(i);
CREATE TABLE zoho_crm_crm."Deals" (
  "Stage" text, "Amount" numeric(18, 2), "Exchange_Rate" double precision, "Created_Time" timestamp with time zone
);
INSERT INTO zoho_crm_crm."Deals" SELECT CASE i % 3 WHEN 0 THEN 'Onboarding' WHEN 1 THEN 'Closed Won' ELSE 'Offer' END,
  i * 3.25, 1 + (i % 4) / 8.0, TIMESTAMPTZ '2026-02-20 00:00:00+00' + i * INTERVAL '7 hours'
  FROM generate_series(0, 150) AS r(i);
CREATE TABLE zoho_crm_crm."Leads" ("Converted_Deal__id" text, "Created_Time" timestamp with time zone);
INSERT INTO zoho_crm_crm."Leads" SELECT CASE WHEN i % 3 = 0 THEN 'd' END,
  TIMESTAMPTZ '2026-02-20 00:00:00+00' + i * INTERVAL '6 hours' FROM generate_series(0, 190) AS r(i);
CREATE TABLE google_analytics_reports.sessions_by_channel (
  date date, "sessionDefaultChannelGroup" text, sessions bigint, "keyEvents" bigint
);
INSERT INTO google_analytics_reports.sessions_by_channel SELECT DATE '2026-02-20' + CAST(i / 3 AS integer),
  CASE i % 3 WHEN 0 THEN 'Organic Search' WHEN 1 THEN 'Direct' ELSE 'Paid' END, 100 + i * 7 % 50, i % 6
  FROM generate_series(0, 150) AS r(i);
