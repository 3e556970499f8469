--
-- PostgreSQL database dump
--

\restrict heartbeatdemo

-- Dumped from database version 18.4
-- Dumped by pg_dump version 18.4

SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET transaction_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;

--
-- Name: rate; Type: SCHEMA; Schema: -; Owner: -
--

CREATE SCHEMA rate;


--
-- Name: fx_rate; Type: DOMAIN; Schema: rate; Owner: -
--

CREATE DOMAIN rate.fx_rate AS numeric(20,10)
	CONSTRAINT fx_rate_check CHECK ((VALUE > (0)::numeric));


--
-- Name: provider_class; Type: TYPE; Schema: rate; Owner: -
--

CREATE TYPE rate.provider_class AS ENUM (
    'central_bank',
    'market_data',
    'liquidity'
);


--
-- Name: quote_side; Type: TYPE; Schema: rate; Owner: -
--

CREATE TYPE rate.quote_side AS ENUM (
    'bid',
    'ask',
    'mid'
);


--
-- Name: rejection_cause; Type: TYPE; Schema: rate; Owner: -
--

CREATE TYPE rate.rejection_cause AS ENUM (
    'stale',
    'spike',
    'crossed',
    'missing_leg'
);


SET default_tablespace = '';

SET default_table_access_method = heap;

--
-- Name: currency_pair; Type: TABLE; Schema: rate; Owner: -
--

CREATE TABLE rate.currency_pair (
    id smallint NOT NULL,
    base_code character(3) NOT NULL,
    quote_code character(3) NOT NULL,
    pip_digits smallint NOT NULL,
    is_cross boolean NOT NULL,
    tradable boolean NOT NULL
);


--
-- Name: TABLE currency_pair; Type: COMMENT; Schema: rate; Owner: -
--

COMMENT ON TABLE rate.currency_pair IS 'A pair of currencies the bank quotes, base against quote.';


--
-- Name: COLUMN currency_pair.is_cross; Type: COMMENT; Schema: rate; Owner: -
--

COMMENT ON COLUMN rate.currency_pair.is_cross IS 'Calculated through the euro.';


--
-- Name: customer_rate; Type: TABLE; Schema: rate; Owner: -
--

CREATE TABLE rate.customer_rate (
    quote_id uuid NOT NULL,
    pair_id smallint NOT NULL,
    source_rate_id bigint,
    margin_id integer,
    side rate.quote_side NOT NULL,
    offered rate.fx_rate NOT NULL,
    client_id bigint,
    offered_at timestamp with time zone NOT NULL,
    good_until timestamp with time zone NOT NULL,
    fx_deal_id bigint
);


--
-- Name: TABLE customer_rate; Type: COMMENT; Schema: rate; Owner: -
--

COMMENT ON TABLE rate.customer_rate IS 'A rate offered to a client, held for a short time.';


--
-- Name: COLUMN customer_rate.client_id; Type: COMMENT; Schema: rate; Owner: -
--

COMMENT ON COLUMN rate.customer_rate.client_id IS 'webbank.core.client_profile.id; another database, no foreign key.';


--
-- Name: COLUMN customer_rate.fx_deal_id; Type: COMMENT; Schema: rate; Owner: -
--

COMMENT ON COLUMN rate.customer_rate.fx_deal_id IS 'webbank.core.fx_deal.id when the client accepted; no foreign key.';


--
-- Name: fixing; Type: TABLE; Schema: rate; Owner: -
--

CREATE TABLE rate.fixing (
    pair_id smallint NOT NULL,
    fixing_date date NOT NULL,
    provider_id smallint NOT NULL,
    value numeric(20,10) NOT NULL,
    published_at timestamp with time zone,
    corrected boolean DEFAULT false NOT NULL
);


--
-- Name: TABLE fixing; Type: COMMENT; Schema: rate; Owner: -
--

COMMENT ON TABLE rate.fixing IS 'The official rate of a pair for a day, used for the books.';


--
-- Name: COLUMN fixing.corrected; Type: COMMENT; Schema: rate; Owner: -
--

COMMENT ON COLUMN rate.fixing.corrected IS 'Published again after a mistake.';


--
-- Name: latest_fixing_v; Type: VIEW; Schema: rate; Owner: -
--

CREATE VIEW rate.latest_fixing_v AS
 SELECT DISTINCT ON (f.pair_id, f.provider_id) f.pair_id,
    p.base_code,
    p.quote_code,
    f.provider_id,
    f.fixing_date,
    f.value
   FROM (rate.fixing f
     JOIN rate.currency_pair p ON ((p.id = f.pair_id)))
  ORDER BY f.pair_id, f.provider_id, f.fixing_date DESC;


--
-- Name: VIEW latest_fixing_v; Type: COMMENT; Schema: rate; Owner: -
--

COMMENT ON VIEW rate.latest_fixing_v IS 'The newest fixing of every pair and provider.';


--
-- Name: margin_schedule; Type: TABLE; Schema: rate; Owner: -
--

CREATE TABLE rate.margin_schedule (
    id integer NOT NULL,
    pair_id smallint NOT NULL,
    tariff_code character varying(24) NOT NULL,
    amount_from numeric(18,2) NOT NULL,
    margin_bps numeric(8,3) NOT NULL,
    weekend_extra_bps numeric(8,3),
    active_during daterange
);


--
-- Name: TABLE margin_schedule; Type: COMMENT; Schema: rate; Owner: -
--

COMMENT ON TABLE rate.margin_schedule IS 'How much the bank adds to the market rate, by pair and size of the deal.';


--
-- Name: COLUMN margin_schedule.tariff_code; Type: COMMENT; Schema: rate; Owner: -
--

COMMENT ON COLUMN rate.margin_schedule.tariff_code IS 'Code of webbank.core.tariff_plan; no foreign key.';


--
-- Name: COLUMN margin_schedule.margin_bps; Type: COMMENT; Schema: rate; Owner: -
--

COMMENT ON COLUMN rate.margin_schedule.margin_bps IS 'Basis points.';


--
-- Name: margin_schedule_id_seq; Type: SEQUENCE; Schema: rate; Owner: -
--

ALTER TABLE rate.margin_schedule ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME rate.margin_schedule_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: poll_statistic; Type: TABLE; Schema: rate; Owner: -
--

CREATE TABLE rate.poll_statistic (
    provider_id smallint NOT NULL,
    day date NOT NULL,
    calls integer NOT NULL,
    failures integer DEFAULT 0 NOT NULL,
    slowest_ms integer,
    last_http_status smallint
);


--
-- Name: TABLE poll_statistic; Type: COMMENT; Schema: rate; Owner: -
--

COMMENT ON TABLE rate.poll_statistic IS 'Daily count of calls to the rate providers.';


--
-- Name: provider; Type: TABLE; Schema: rate; Owner: -
--

CREATE TABLE rate.provider (
    id smallint NOT NULL,
    code character varying(20) NOT NULL,
    title text NOT NULL,
    class rate.provider_class NOT NULL,
    poll_every interval,
    trust_rank smallint NOT NULL
);


--
-- Name: TABLE provider; Type: COMMENT; Schema: rate; Owner: -
--

COMMENT ON TABLE rate.provider IS 'A source of exchange rates.';


--
-- Name: COLUMN provider.trust_rank; Type: COMMENT; Schema: rate; Owner: -
--

COMMENT ON COLUMN rate.provider.trust_rank IS 'Lower is better; the first fresh one wins.';


--
-- Name: rate; Type: TABLE; Schema: rate; Owner: -
--

CREATE TABLE rate.rate (
    id bigint NOT NULL,
    pair_id smallint NOT NULL,
    provider_id smallint NOT NULL,
    bid rate.fx_rate NOT NULL,
    ask rate.fx_rate NOT NULL,
    mid rate.fx_rate NOT NULL,
    quoted_at timestamp with time zone NOT NULL,
    received_at timestamp with time zone NOT NULL
);


--
-- Name: TABLE rate; Type: COMMENT; Schema: rate; Owner: -
--

COMMENT ON TABLE rate.rate IS 'A rate of a pair as taken over from a provider, valid until the next one.';


--
-- Name: COLUMN rate.quoted_at; Type: COMMENT; Schema: rate; Owner: -
--

COMMENT ON COLUMN rate.rate.quoted_at IS 'Time given by the provider.';


--
-- Name: rate_id_seq; Type: SEQUENCE; Schema: rate; Owner: -
--

ALTER TABLE rate.rate ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME rate.rate_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: rejected_tick; Type: TABLE; Schema: rate; Owner: -
--

CREATE TABLE rate.rejected_tick (
    id bigint NOT NULL,
    provider_code character varying(20) NOT NULL,
    symbol character varying(12) NOT NULL,
    raw_value numeric(20,10),
    previous_value numeric(20,10),
    cause rate.rejection_cause NOT NULL,
    seen_at timestamp with time zone NOT NULL
);


--
-- Name: TABLE rejected_tick; Type: COMMENT; Schema: rate; Owner: -
--

COMMENT ON TABLE rate.rejected_tick IS 'A quote that was thrown away by the plausibility checks.';


--
-- Name: COLUMN rejected_tick.provider_code; Type: COMMENT; Schema: rate; Owner: -
--

COMMENT ON COLUMN rate.rejected_tick.provider_code IS 'As text, also for unknown providers.';


--
-- Name: rejected_tick_id_seq; Type: SEQUENCE; Schema: rate; Owner: -
--

ALTER TABLE rate.rejected_tick ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME rate.rejected_tick_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: currency_pair currency_pair_pkey; Type: CONSTRAINT; Schema: rate; Owner: -
--

ALTER TABLE ONLY rate.currency_pair
    ADD CONSTRAINT currency_pair_pkey PRIMARY KEY (id);


--
-- Name: customer_rate customer_rate_pkey; Type: CONSTRAINT; Schema: rate; Owner: -
--

ALTER TABLE ONLY rate.customer_rate
    ADD CONSTRAINT customer_rate_pkey PRIMARY KEY (quote_id);


--
-- Name: fixing fixing_pkey; Type: CONSTRAINT; Schema: rate; Owner: -
--

ALTER TABLE ONLY rate.fixing
    ADD CONSTRAINT fixing_pkey PRIMARY KEY (pair_id, fixing_date, provider_id);


--
-- Name: margin_schedule margin_schedule_pkey; Type: CONSTRAINT; Schema: rate; Owner: -
--

ALTER TABLE ONLY rate.margin_schedule
    ADD CONSTRAINT margin_schedule_pkey PRIMARY KEY (id);


--
-- Name: poll_statistic poll_statistic_pkey; Type: CONSTRAINT; Schema: rate; Owner: -
--

ALTER TABLE ONLY rate.poll_statistic
    ADD CONSTRAINT poll_statistic_pkey PRIMARY KEY (provider_id, day);


--
-- Name: provider provider_code_key; Type: CONSTRAINT; Schema: rate; Owner: -
--

ALTER TABLE ONLY rate.provider
    ADD CONSTRAINT provider_code_key UNIQUE (code);


--
-- Name: provider provider_pkey; Type: CONSTRAINT; Schema: rate; Owner: -
--

ALTER TABLE ONLY rate.provider
    ADD CONSTRAINT provider_pkey PRIMARY KEY (id);


--
-- Name: rate rate_pkey; Type: CONSTRAINT; Schema: rate; Owner: -
--

ALTER TABLE ONLY rate.rate
    ADD CONSTRAINT rate_pkey PRIMARY KEY (id);


--
-- Name: rejected_tick rejected_tick_pkey; Type: CONSTRAINT; Schema: rate; Owner: -
--

ALTER TABLE ONLY rate.rejected_tick
    ADD CONSTRAINT rejected_tick_pkey PRIMARY KEY (id);


--
-- Name: customer_rate_client_id_idx; Type: INDEX; Schema: rate; Owner: -
--

CREATE INDEX customer_rate_client_id_idx ON rate.customer_rate USING btree (client_id);


--
-- Name: customer_rate_offered_at_idx; Type: INDEX; Schema: rate; Owner: -
--

CREATE INDEX customer_rate_offered_at_idx ON rate.customer_rate USING btree (offered_at);


--
-- Name: margin_schedule_pair_id_idx; Type: INDEX; Schema: rate; Owner: -
--

CREATE INDEX margin_schedule_pair_id_idx ON rate.margin_schedule USING btree (pair_id);


--
-- Name: rate_pair_id_quoted_at_desc_idx; Type: INDEX; Schema: rate; Owner: -
--

CREATE INDEX rate_pair_id_quoted_at_desc_idx ON rate.rate USING btree (pair_id, quoted_at DESC);


--
-- Name: rate_received_at_idx; Type: INDEX; Schema: rate; Owner: -
--

CREATE INDEX rate_received_at_idx ON rate.rate USING btree (received_at);


--
-- Name: rejected_tick_seen_at_idx; Type: INDEX; Schema: rate; Owner: -
--

CREATE INDEX rejected_tick_seen_at_idx ON rate.rejected_tick USING btree (seen_at);


--
-- Name: customer_rate customer_rate_margin_id_fkey; Type: FK CONSTRAINT; Schema: rate; Owner: -
--

ALTER TABLE ONLY rate.customer_rate
    ADD CONSTRAINT customer_rate_margin_id_fkey FOREIGN KEY (margin_id) REFERENCES rate.margin_schedule(id);


--
-- Name: customer_rate customer_rate_pair_id_fkey; Type: FK CONSTRAINT; Schema: rate; Owner: -
--

ALTER TABLE ONLY rate.customer_rate
    ADD CONSTRAINT customer_rate_pair_id_fkey FOREIGN KEY (pair_id) REFERENCES rate.currency_pair(id);


--
-- Name: customer_rate customer_rate_source_rate_id_fkey; Type: FK CONSTRAINT; Schema: rate; Owner: -
--

ALTER TABLE ONLY rate.customer_rate
    ADD CONSTRAINT customer_rate_source_rate_id_fkey FOREIGN KEY (source_rate_id) REFERENCES rate.rate(id);


--
-- Name: fixing fixing_pair_id_fkey; Type: FK CONSTRAINT; Schema: rate; Owner: -
--

ALTER TABLE ONLY rate.fixing
    ADD CONSTRAINT fixing_pair_id_fkey FOREIGN KEY (pair_id) REFERENCES rate.currency_pair(id);


--
-- Name: fixing fixing_provider_id_fkey; Type: FK CONSTRAINT; Schema: rate; Owner: -
--

ALTER TABLE ONLY rate.fixing
    ADD CONSTRAINT fixing_provider_id_fkey FOREIGN KEY (provider_id) REFERENCES rate.provider(id);


--
-- Name: margin_schedule margin_schedule_pair_id_fkey; Type: FK CONSTRAINT; Schema: rate; Owner: -
--

ALTER TABLE ONLY rate.margin_schedule
    ADD CONSTRAINT margin_schedule_pair_id_fkey FOREIGN KEY (pair_id) REFERENCES rate.currency_pair(id);


--
-- Name: poll_statistic poll_statistic_provider_id_fkey; Type: FK CONSTRAINT; Schema: rate; Owner: -
--

ALTER TABLE ONLY rate.poll_statistic
    ADD CONSTRAINT poll_statistic_provider_id_fkey FOREIGN KEY (provider_id) REFERENCES rate.provider(id);


--
-- Name: rate rate_pair_id_fkey; Type: FK CONSTRAINT; Schema: rate; Owner: -
--

ALTER TABLE ONLY rate.rate
    ADD CONSTRAINT rate_pair_id_fkey FOREIGN KEY (pair_id) REFERENCES rate.currency_pair(id);


--
-- Name: rate rate_provider_id_fkey; Type: FK CONSTRAINT; Schema: rate; Owner: -
--

ALTER TABLE ONLY rate.rate
    ADD CONSTRAINT rate_provider_id_fkey FOREIGN KEY (provider_id) REFERENCES rate.provider(id);


--
-- PostgreSQL database dump complete
--

\unrestrict heartbeatdemo

