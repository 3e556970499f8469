-- Money and its currency, rates, shares, counts, durations, sizes, measures, and what is none of them.
CREATE SCHEMA q;
CREATE TABLE q.currency (code char(3) PRIMARY KEY, name text);
CREATE DOMAIN q.ledger_amount AS numeric(18,2);
CREATE DOMAIN q.fx_rate AS numeric(18,8);
CREATE DOMAIN q.win_share AS double precision;
CREATE DOMAIN q.euro AS numeric(10,2);
CREATE DOMAIN q."Money Minor" AS bigint;
CREATE DOMAIN q.code AS text;
CREATE TABLE q.payment (
    id bigint PRIMARY KEY, amount numeric(18,2), amount_cents bigint, amount_minor integer, price integer, price_eur numeric(9,2), eur integer, fee_chf_min numeric(9,2), total numeric, base_amount numeric(18,2), reporting_amount numeric(18,2),
    debit_amount numeric(18,2), debit_currency char(3), credit_amount numeric(18,2), credit_currency_code char(3), fee real, cost double precision, cash money, currency char(3), is_currency boolean, currencies text[],
    value numeric, market_value numeric, p_value numeric, weight numeric(12,2), odd_total numeric(14,2), plain numeric(14,2), smaller numeric(11,2), thirty numeric(30,2), days numeric(14,2), shipping_cost integer, amount_to_pay numeric(12,4),
    price_to_book numeric, minor_unit integer, score numeric(14,2), amounts numeric(18,2)[], tax_pct numeric(5,2), percent_off integer, spread_bps integer, fee_bp numeric);
CREATE TABLE q.one_currency (id bigint PRIMARY KEY, amount numeric(18,2), settlement_ccy char(3), base_price numeric(18,2));
CREATE TABLE q.two_currencies (id bigint PRIMARY KEY, amount numeric(18,2), buy_currency char(3), sell_currency char(3), buy_amount numeric(18,2), functional_cost numeric);
CREATE TABLE q.by_reference (id bigint PRIMARY KEY, amount numeric(18,2), money_kind char(3) REFERENCES q.currency);
CREATE TABLE q.no_currency (id bigint PRIMARY KEY, amount numeric(18,2), balance q.ledger_amount, worth q.euro, minor q."Money Minor", code q.code, unknown other.kind, cash_flow other.money_amount);
CREATE TABLE q.measures (
    id bigint PRIMARY KEY, margin numeric, bid numeric, rate integer, fx q.fx_rate, win q.win_share, share numeric, success_ratio double precision, share_count integer, haircut integer,
    retry_count integer, attempts smallint, attempt integer, quantity numeric, qty integer, number_of_days integer, num integer, num_items bigint, nb_lines integer, count_of_it integer, count integer, counted text, visitors integer, points integer, clients bigint, clients_numeric numeric,
    took interval, duration integer, elapsed_ms bigint, timeout integer, ttl text, max_days integer, payment_day integer, build_year integer, days_open integer, hours_worked numeric, score_min integer, wait_minutes integer, waiting_min integer, months integer, month integer,
    file_size_bytes bigint, kb integer, size_mb numeric, bytes_sent bigint, weight_kg numeric, distance_km numeric, area_m2 numeric, height_cm integer, ids integer, status integer, series integer, "%" integer, day_count integer, latency numeric, took_long integer, time_ts bigint, ms integer, ms_total integer);
CREATE TABLE q.keys (total integer PRIMARY KEY, amount numeric(18,2) REFERENCES q.payment);
