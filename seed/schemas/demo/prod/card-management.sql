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
-- Name: card; Type: SCHEMA; Schema: -; Owner: -
--

CREATE SCHEMA card;


--
-- Name: dict; Type: SCHEMA; Schema: -; Owner: -
--

CREATE SCHEMA dict;


--
-- Name: batch_status; Type: TYPE; Schema: card; Owner: -
--

CREATE TYPE card.batch_status AS ENUM (
    'collecting',
    'sent',
    'confirmed',
    'faulty'
);


--
-- Name: card_form; Type: TYPE; Schema: card; Owner: -
--

CREATE TYPE card.card_form AS ENUM (
    'plastic',
    'metal',
    'virtual'
);


--
-- Name: dispute_stage; Type: TYPE; Schema: card; Owner: -
--

CREATE TYPE card.dispute_stage AS ENUM (
    'OPENED',
    'CHARGEBACK_SENT',
    'REPRESENTED',
    'ARBITRATION',
    'WON',
    'LOST'
);


--
-- Name: limit_scope; Type: TYPE; Schema: card; Owner: -
--

CREATE TYPE card.limit_scope AS ENUM (
    'pos',
    'ecommerce',
    'atm',
    'contactless',
    'total'
);


--
-- Name: minor_units; Type: DOMAIN; Schema: card; Owner: -
--

CREATE DOMAIN card.minor_units AS bigint;


--
-- Name: money_amount; Type: DOMAIN; Schema: card; Owner: -
--

CREATE DOMAIN card.money_amount AS numeric(18,2);


--
-- Name: pin_event_kind; Type: TYPE; Schema: card; Owner: -
--

CREATE TYPE card.pin_event_kind AS ENUM (
    'set',
    'changed',
    'unblocked',
    'wrong_entry',
    'revealed'
);


--
-- Name: threeds_result; Type: TYPE; Schema: card; Owner: -
--

CREATE TYPE card.threeds_result AS ENUM (
    'Y',
    'A',
    'N',
    'U',
    'R'
);


--
-- Name: token_state; Type: TYPE; Schema: card; Owner: -
--

CREATE TYPE card.token_state AS ENUM (
    'inactive',
    'active',
    'suspended',
    'deleted'
);


SET default_tablespace = '';

--
-- Name: auth_request; Type: TABLE; Schema: card; Owner: -
--

CREATE TABLE card.auth_request (
    id bigint NOT NULL,
    received_at timestamp with time zone NOT NULL,
    card_id bigint NOT NULL,
    token_id uuid,
    network_ref character varying(24) NOT NULL,
    response_id smallint NOT NULL,
    channel_id smallint NOT NULL,
    category_id smallint,
    amount_minor card.minor_units NOT NULL,
    currency_code character(3) NOT NULL,
    billing_amount card.money_amount NOT NULL,
    merchant_name character varying(40),
    merchant_country character(2),
    fraud_score smallint,
    stand_in boolean DEFAULT false NOT NULL
)
PARTITION BY RANGE (received_at);


--
-- Name: TABLE auth_request; Type: COMMENT; Schema: card; Owner: -
--

COMMENT ON TABLE card.auth_request IS 'An authorisation request of the card network and the answer of the bank.';


--
-- Name: COLUMN auth_request.token_id; Type: COMMENT; Schema: card; Owner: -
--

COMMENT ON COLUMN card.auth_request.token_id IS 'card.wallet_token.id when a wallet was used; not enforced for speed.';


--
-- Name: COLUMN auth_request.network_ref; Type: COMMENT; Schema: card; Owner: -
--

COMMENT ON COLUMN card.auth_request.network_ref IS 'Retrieval reference number.';


--
-- Name: COLUMN auth_request.amount_minor; Type: COMMENT; Schema: card; Owner: -
--

COMMENT ON COLUMN card.auth_request.amount_minor IS 'In minor units of the transaction currency.';


--
-- Name: COLUMN auth_request.billing_amount; Type: COMMENT; Schema: card; Owner: -
--

COMMENT ON COLUMN card.auth_request.billing_amount IS 'In the currency of the account.';


--
-- Name: COLUMN auth_request.stand_in; Type: COMMENT; Schema: card; Owner: -
--

COMMENT ON COLUMN card.auth_request.stand_in IS 'Answered by the network while the bank was not reachable.';


SET default_table_access_method = heap;

--
-- Name: auth_request_2025_11; Type: TABLE; Schema: card; Owner: -
--

CREATE TABLE card.auth_request_2025_11 (
    id bigint CONSTRAINT auth_request_id_not_null NOT NULL,
    received_at timestamp with time zone CONSTRAINT auth_request_received_at_not_null NOT NULL,
    card_id bigint CONSTRAINT auth_request_card_id_not_null NOT NULL,
    token_id uuid,
    network_ref character varying(24) CONSTRAINT auth_request_network_ref_not_null NOT NULL,
    response_id smallint CONSTRAINT auth_request_response_id_not_null NOT NULL,
    channel_id smallint CONSTRAINT auth_request_channel_id_not_null NOT NULL,
    category_id smallint,
    amount_minor card.minor_units CONSTRAINT auth_request_amount_minor_not_null NOT NULL,
    currency_code character(3) CONSTRAINT auth_request_currency_code_not_null NOT NULL,
    billing_amount card.money_amount CONSTRAINT auth_request_billing_amount_not_null NOT NULL,
    merchant_name character varying(40),
    merchant_country character(2),
    fraud_score smallint,
    stand_in boolean DEFAULT false CONSTRAINT auth_request_stand_in_not_null NOT NULL
);


--
-- Name: auth_request_2025_12; Type: TABLE; Schema: card; Owner: -
--

CREATE TABLE card.auth_request_2025_12 (
    id bigint CONSTRAINT auth_request_id_not_null NOT NULL,
    received_at timestamp with time zone CONSTRAINT auth_request_received_at_not_null NOT NULL,
    card_id bigint CONSTRAINT auth_request_card_id_not_null NOT NULL,
    token_id uuid,
    network_ref character varying(24) CONSTRAINT auth_request_network_ref_not_null NOT NULL,
    response_id smallint CONSTRAINT auth_request_response_id_not_null NOT NULL,
    channel_id smallint CONSTRAINT auth_request_channel_id_not_null NOT NULL,
    category_id smallint,
    amount_minor card.minor_units CONSTRAINT auth_request_amount_minor_not_null NOT NULL,
    currency_code character(3) CONSTRAINT auth_request_currency_code_not_null NOT NULL,
    billing_amount card.money_amount CONSTRAINT auth_request_billing_amount_not_null NOT NULL,
    merchant_name character varying(40),
    merchant_country character(2),
    fraud_score smallint,
    stand_in boolean DEFAULT false CONSTRAINT auth_request_stand_in_not_null NOT NULL
);


--
-- Name: auth_request_2026_01; Type: TABLE; Schema: card; Owner: -
--

CREATE TABLE card.auth_request_2026_01 (
    id bigint CONSTRAINT auth_request_id_not_null NOT NULL,
    received_at timestamp with time zone CONSTRAINT auth_request_received_at_not_null NOT NULL,
    card_id bigint CONSTRAINT auth_request_card_id_not_null NOT NULL,
    token_id uuid,
    network_ref character varying(24) CONSTRAINT auth_request_network_ref_not_null NOT NULL,
    response_id smallint CONSTRAINT auth_request_response_id_not_null NOT NULL,
    channel_id smallint CONSTRAINT auth_request_channel_id_not_null NOT NULL,
    category_id smallint,
    amount_minor card.minor_units CONSTRAINT auth_request_amount_minor_not_null NOT NULL,
    currency_code character(3) CONSTRAINT auth_request_currency_code_not_null NOT NULL,
    billing_amount card.money_amount CONSTRAINT auth_request_billing_amount_not_null NOT NULL,
    merchant_name character varying(40),
    merchant_country character(2),
    fraud_score smallint,
    stand_in boolean DEFAULT false CONSTRAINT auth_request_stand_in_not_null NOT NULL
);


--
-- Name: auth_request_2026_02; Type: TABLE; Schema: card; Owner: -
--

CREATE TABLE card.auth_request_2026_02 (
    id bigint CONSTRAINT auth_request_id_not_null NOT NULL,
    received_at timestamp with time zone CONSTRAINT auth_request_received_at_not_null NOT NULL,
    card_id bigint CONSTRAINT auth_request_card_id_not_null NOT NULL,
    token_id uuid,
    network_ref character varying(24) CONSTRAINT auth_request_network_ref_not_null NOT NULL,
    response_id smallint CONSTRAINT auth_request_response_id_not_null NOT NULL,
    channel_id smallint CONSTRAINT auth_request_channel_id_not_null NOT NULL,
    category_id smallint,
    amount_minor card.minor_units CONSTRAINT auth_request_amount_minor_not_null NOT NULL,
    currency_code character(3) CONSTRAINT auth_request_currency_code_not_null NOT NULL,
    billing_amount card.money_amount CONSTRAINT auth_request_billing_amount_not_null NOT NULL,
    merchant_name character varying(40),
    merchant_country character(2),
    fraud_score smallint,
    stand_in boolean DEFAULT false CONSTRAINT auth_request_stand_in_not_null NOT NULL
);


--
-- Name: auth_request_2026_03; Type: TABLE; Schema: card; Owner: -
--

CREATE TABLE card.auth_request_2026_03 (
    id bigint CONSTRAINT auth_request_id_not_null NOT NULL,
    received_at timestamp with time zone CONSTRAINT auth_request_received_at_not_null NOT NULL,
    card_id bigint CONSTRAINT auth_request_card_id_not_null NOT NULL,
    token_id uuid,
    network_ref character varying(24) CONSTRAINT auth_request_network_ref_not_null NOT NULL,
    response_id smallint CONSTRAINT auth_request_response_id_not_null NOT NULL,
    channel_id smallint CONSTRAINT auth_request_channel_id_not_null NOT NULL,
    category_id smallint,
    amount_minor card.minor_units CONSTRAINT auth_request_amount_minor_not_null NOT NULL,
    currency_code character(3) CONSTRAINT auth_request_currency_code_not_null NOT NULL,
    billing_amount card.money_amount CONSTRAINT auth_request_billing_amount_not_null NOT NULL,
    merchant_name character varying(40),
    merchant_country character(2),
    fraud_score smallint,
    stand_in boolean DEFAULT false CONSTRAINT auth_request_stand_in_not_null NOT NULL
);


--
-- Name: auth_request_2026_04; Type: TABLE; Schema: card; Owner: -
--

CREATE TABLE card.auth_request_2026_04 (
    id bigint CONSTRAINT auth_request_id_not_null NOT NULL,
    received_at timestamp with time zone CONSTRAINT auth_request_received_at_not_null NOT NULL,
    card_id bigint CONSTRAINT auth_request_card_id_not_null NOT NULL,
    token_id uuid,
    network_ref character varying(24) CONSTRAINT auth_request_network_ref_not_null NOT NULL,
    response_id smallint CONSTRAINT auth_request_response_id_not_null NOT NULL,
    channel_id smallint CONSTRAINT auth_request_channel_id_not_null NOT NULL,
    category_id smallint,
    amount_minor card.minor_units CONSTRAINT auth_request_amount_minor_not_null NOT NULL,
    currency_code character(3) CONSTRAINT auth_request_currency_code_not_null NOT NULL,
    billing_amount card.money_amount CONSTRAINT auth_request_billing_amount_not_null NOT NULL,
    merchant_name character varying(40),
    merchant_country character(2),
    fraud_score smallint,
    stand_in boolean DEFAULT false CONSTRAINT auth_request_stand_in_not_null NOT NULL
);


--
-- Name: auth_request_2026_05; Type: TABLE; Schema: card; Owner: -
--

CREATE TABLE card.auth_request_2026_05 (
    id bigint CONSTRAINT auth_request_id_not_null NOT NULL,
    received_at timestamp with time zone CONSTRAINT auth_request_received_at_not_null NOT NULL,
    card_id bigint CONSTRAINT auth_request_card_id_not_null NOT NULL,
    token_id uuid,
    network_ref character varying(24) CONSTRAINT auth_request_network_ref_not_null NOT NULL,
    response_id smallint CONSTRAINT auth_request_response_id_not_null NOT NULL,
    channel_id smallint CONSTRAINT auth_request_channel_id_not_null NOT NULL,
    category_id smallint,
    amount_minor card.minor_units CONSTRAINT auth_request_amount_minor_not_null NOT NULL,
    currency_code character(3) CONSTRAINT auth_request_currency_code_not_null NOT NULL,
    billing_amount card.money_amount CONSTRAINT auth_request_billing_amount_not_null NOT NULL,
    merchant_name character varying(40),
    merchant_country character(2),
    fraud_score smallint,
    stand_in boolean DEFAULT false CONSTRAINT auth_request_stand_in_not_null NOT NULL
);


--
-- Name: auth_reversal; Type: TABLE; Schema: card; Owner: -
--

CREATE TABLE card.auth_reversal (
    id bigint NOT NULL,
    auth_id bigint NOT NULL,
    reversed_amount card.money_amount NOT NULL,
    is_partial boolean NOT NULL,
    origin character varying(12) NOT NULL,
    reversed_at timestamp with time zone NOT NULL
);


--
-- Name: TABLE auth_reversal; Type: COMMENT; Schema: card; Owner: -
--

COMMENT ON TABLE card.auth_reversal IS 'A full or partial cancellation of an authorisation.';


--
-- Name: COLUMN auth_reversal.auth_id; Type: COMMENT; Schema: card; Owner: -
--

COMMENT ON COLUMN card.auth_reversal.auth_id IS 'card.auth_request.id; no foreign key because that table is partitioned.';


--
-- Name: auth_reversal_id_seq; Type: SEQUENCE; Schema: card; Owner: -
--

ALTER TABLE card.auth_reversal ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME card.auth_reversal_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: card; Type: TABLE; Schema: card; Owner: -
--

CREATE TABLE card.card (
    id bigint NOT NULL,
    card_ref uuid NOT NULL,
    application_id bigint,
    client_profile_id bigint NOT NULL,
    account_id bigint NOT NULL,
    product_id smallint NOT NULL,
    status_id smallint NOT NULL,
    masked_pan character varying(19) NOT NULL,
    pan_token character varying(40) NOT NULL,
    form card.card_form NOT NULL,
    expiry_month date NOT NULL,
    replaced_card_id bigint,
    is_primary boolean DEFAULT true NOT NULL,
    issued_at timestamp with time zone NOT NULL,
    activated_at timestamp with time zone,
    closed_at timestamp with time zone,
    updated_at timestamp with time zone NOT NULL
);


--
-- Name: TABLE card; Type: COMMENT; Schema: card; Owner: -
--

COMMENT ON TABLE card.card IS 'A payment card issued to a client, plastic or virtual.';


--
-- Name: COLUMN card.card_ref; Type: COMMENT; Schema: card; Owner: -
--

COMMENT ON COLUMN card.card.card_ref IS 'Identifier other systems use; webbank.core.card_link keeps it.';


--
-- Name: COLUMN card.client_profile_id; Type: COMMENT; Schema: card; Owner: -
--

COMMENT ON COLUMN card.card.client_profile_id IS 'webbank.core.client_profile.id; another database, no foreign key.';


--
-- Name: COLUMN card.account_id; Type: COMMENT; Schema: card; Owner: -
--

COMMENT ON COLUMN card.card.account_id IS 'webbank.core.account.id; another database, no foreign key.';


--
-- Name: COLUMN card.masked_pan; Type: COMMENT; Schema: card; Owner: -
--

COMMENT ON COLUMN card.card.masked_pan IS 'First six and last four digits.';


--
-- Name: COLUMN card.pan_token; Type: COMMENT; Schema: card; Owner: -
--

COMMENT ON COLUMN card.card.pan_token IS 'Reference into the processor''s vault.';


--
-- Name: COLUMN card.expiry_month; Type: COMMENT; Schema: card; Owner: -
--

COMMENT ON COLUMN card.card.expiry_month IS 'First day of the month of expiry.';


--
-- Name: card_product; Type: TABLE; Schema: dict; Owner: -
--

CREATE TABLE dict.card_product (
    id smallint NOT NULL,
    code character varying(30) NOT NULL,
    name text NOT NULL,
    network character varying(12) NOT NULL,
    bin character(8) NOT NULL,
    is_virtual boolean NOT NULL,
    is_business boolean NOT NULL
);


--
-- Name: TABLE card_product; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON TABLE dict.card_product IS 'Card products the bank issues.';


--
-- Name: card_status; Type: TABLE; Schema: dict; Owner: -
--

CREATE TABLE dict.card_status (
    id smallint NOT NULL,
    code character varying(24) NOT NULL,
    name text NOT NULL,
    can_authorise boolean NOT NULL,
    scheme_code character(2)
);


--
-- Name: TABLE card_status; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON TABLE dict.card_status IS 'Life-cycle stages of a card.';


--
-- Name: card_active_v; Type: VIEW; Schema: card; Owner: -
--

CREATE VIEW card.card_active_v AS
 SELECT c.id,
    c.card_ref,
    c.client_profile_id,
    c.account_id,
    p.code AS product_code,
    c.masked_pan,
    c.expiry_month
   FROM ((card.card c
     JOIN dict.card_product p ON ((p.id = c.product_id)))
     JOIN dict.card_status s ON ((s.id = c.status_id)))
  WHERE s.can_authorise;


--
-- Name: VIEW card_active_v; Type: COMMENT; Schema: card; Owner: -
--

COMMENT ON VIEW card.card_active_v IS 'Cards with which a holder can pay today.';


--
-- Name: card_application; Type: TABLE; Schema: card; Owner: -
--

CREATE TABLE card.card_application (
    id bigint NOT NULL,
    client_profile_id bigint NOT NULL,
    account_id bigint NOT NULL,
    product_id smallint NOT NULL,
    status_id smallint NOT NULL,
    form card.card_form NOT NULL,
    embossed_name character varying(26) NOT NULL,
    delivery_method_id smallint,
    decline_reason text,
    applied_at timestamp with time zone NOT NULL,
    decided_at timestamp with time zone
);


--
-- Name: TABLE card_application; Type: COMMENT; Schema: card; Owner: -
--

COMMENT ON TABLE card.card_application IS 'A request of a client for a new or additional card.';


--
-- Name: COLUMN card_application.client_profile_id; Type: COMMENT; Schema: card; Owner: -
--

COMMENT ON COLUMN card.card_application.client_profile_id IS 'webbank.core.client_profile.id; another database, no foreign key.';


--
-- Name: COLUMN card_application.account_id; Type: COMMENT; Schema: card; Owner: -
--

COMMENT ON COLUMN card.card_application.account_id IS 'webbank.core.account.id; another database, no foreign key.';


--
-- Name: COLUMN card_application.embossed_name; Type: COMMENT; Schema: card; Owner: -
--

COMMENT ON COLUMN card.card_application.embossed_name IS 'Upper case Latin; personal data.';


--
-- Name: card_application_id_seq; Type: SEQUENCE; Schema: card; Owner: -
--

ALTER TABLE card.card_application ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME card.card_application_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: card_fee; Type: TABLE; Schema: card; Owner: -
--

CREATE TABLE card.card_fee (
    id bigint NOT NULL,
    card_id bigint NOT NULL,
    fee_code character varying(24) NOT NULL,
    period_month date,
    fee_amount card.money_amount NOT NULL,
    waived_by character varying(60),
    fee_charge_id bigint,
    accrued_on date NOT NULL
);


--
-- Name: TABLE card_fee; Type: COMMENT; Schema: card; Owner: -
--

COMMENT ON TABLE card.card_fee IS 'A fee for a card, to be charged by webbank.';


--
-- Name: COLUMN card_fee.fee_charge_id; Type: COMMENT; Schema: card; Owner: -
--

COMMENT ON COLUMN card.card_fee.fee_charge_id IS 'webbank.core.fee_charge.id; another database, no foreign key.';


--
-- Name: card_fee_id_seq; Type: SEQUENCE; Schema: card; Owner: -
--

ALTER TABLE card.card_fee ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME card.card_fee_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: card_id_seq; Type: SEQUENCE; Schema: card; Owner: -
--

ALTER TABLE card.card ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME card.card_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: card_limit; Type: TABLE; Schema: card; Owner: -
--

CREATE TABLE card.card_limit (
    card_id bigint NOT NULL,
    scope card.limit_scope NOT NULL,
    period_days bigint NOT NULL,
    amount_cap card.money_amount NOT NULL,
    count_cap integer,
    currency_code character(3) DEFAULT 'EUR'::bpchar NOT NULL,
    set_by_holder boolean NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    CONSTRAINT card_limit_amount_cap_check CHECK (((amount_cap)::numeric >= (0)::numeric))
);


--
-- Name: TABLE card_limit; Type: COMMENT; Schema: card; Owner: -
--

COMMENT ON TABLE card.card_limit IS 'Spending limits now in force on a card.';


--
-- Name: COLUMN card_limit.period_days; Type: COMMENT; Schema: card; Owner: -
--

COMMENT ON COLUMN card.card_limit.period_days IS '1, 7 or 30.';


--
-- Name: card_limit_change; Type: TABLE; Schema: card; Owner: -
--

CREATE TABLE card.card_limit_change (
    id bigint NOT NULL,
    card_id bigint NOT NULL,
    scope card.limit_scope NOT NULL,
    previous_cap card.money_amount,
    new_cap card.money_amount NOT NULL,
    temporary_until timestamp with time zone,
    requested_via character varying(20) NOT NULL,
    effective_at timestamp with time zone NOT NULL
);


--
-- Name: TABLE card_limit_change; Type: COMMENT; Schema: card; Owner: -
--

COMMENT ON TABLE card.card_limit_change IS 'History of changes to spending limits.';


--
-- Name: card_limit_change_id_seq; Type: SEQUENCE; Schema: card; Owner: -
--

ALTER TABLE card.card_limit_change ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME card.card_limit_change_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: card_state_log; Type: TABLE; Schema: card; Owner: -
--

CREATE TABLE card.card_state_log (
    id bigint NOT NULL,
    card_id bigint NOT NULL,
    from_status_id smallint,
    to_status_id smallint NOT NULL,
    block_reason_id smallint,
    initiated_by character varying(20) NOT NULL,
    operator_login character varying(60),
    changed_at timestamp with time zone NOT NULL
);


--
-- Name: TABLE card_state_log; Type: COMMENT; Schema: card; Owner: -
--

COMMENT ON TABLE card.card_state_log IS 'Each change of a card''s status.';


--
-- Name: COLUMN card_state_log.initiated_by; Type: COMMENT; Schema: card; Owner: -
--

COMMENT ON COLUMN card.card_state_log.initiated_by IS 'holder, operator, processor or fraud_engine.';


--
-- Name: card_state_log_id_seq; Type: SEQUENCE; Schema: card; Owner: -
--

ALTER TABLE card.card_state_log ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME card.card_state_log_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: clearing_file; Type: TABLE; Schema: card; Owner: -
--

CREATE TABLE card.clearing_file (
    id integer NOT NULL,
    network character varying(12) NOT NULL,
    file_id character varying(40) NOT NULL,
    processing_date date NOT NULL,
    cycle_no smallint NOT NULL,
    record_total integer NOT NULL,
    net_position card.money_amount,
    loaded_at timestamp with time zone NOT NULL
);


--
-- Name: TABLE clearing_file; Type: COMMENT; Schema: card; Owner: -
--

COMMENT ON TABLE card.clearing_file IS 'A clearing file of the card network.';


--
-- Name: clearing_file_id_seq; Type: SEQUENCE; Schema: card; Owner: -
--

ALTER TABLE card.clearing_file ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME card.clearing_file_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: clearing_record; Type: TABLE; Schema: card; Owner: -
--

CREATE TABLE card.clearing_record (
    id bigint NOT NULL,
    file_id integer NOT NULL,
    card_id bigint NOT NULL,
    matched_auth_id bigint,
    acquirer_ref character(23) NOT NULL,
    settlement_amount card.money_amount NOT NULL,
    interchange_fee numeric(12,6),
    fx_markup numeric(12,6),
    category_id smallint,
    posted_payment_id bigint,
    purchase_date date NOT NULL,
    posted_at timestamp with time zone
);


--
-- Name: TABLE clearing_record; Type: COMMENT; Schema: card; Owner: -
--

COMMENT ON TABLE card.clearing_record IS 'A cleared card transaction, the base of what is booked in webbank.';


--
-- Name: COLUMN clearing_record.matched_auth_id; Type: COMMENT; Schema: card; Owner: -
--

COMMENT ON COLUMN card.clearing_record.matched_auth_id IS 'card.auth_request.id; empty when no authorisation was found.';


--
-- Name: COLUMN clearing_record.acquirer_ref; Type: COMMENT; Schema: card; Owner: -
--

COMMENT ON COLUMN card.clearing_record.acquirer_ref IS 'Acquirer reference number.';


--
-- Name: COLUMN clearing_record.posted_payment_id; Type: COMMENT; Schema: card; Owner: -
--

COMMENT ON COLUMN card.clearing_record.posted_payment_id IS 'webbank.core.payment.id; another database, no foreign key.';


--
-- Name: clearing_record_id_seq; Type: SEQUENCE; Schema: card; Owner: -
--

ALTER TABLE card.clearing_record ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME card.clearing_record_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: dispute; Type: TABLE; Schema: card; Owner: -
--

CREATE TABLE card.dispute (
    id bigint NOT NULL,
    clearing_record_id bigint NOT NULL,
    reason_id smallint NOT NULL,
    stage card.dispute_stage NOT NULL,
    claimed_amount card.money_amount NOT NULL,
    provisional_credit boolean DEFAULT false NOT NULL,
    holder_statement text,
    handler_login character varying(60),
    opened_at timestamp with time zone NOT NULL,
    reply_due_on date,
    resolved_at timestamp with time zone,
    updated_at timestamp with time zone NOT NULL
);


--
-- Name: TABLE dispute; Type: COMMENT; Schema: card; Owner: -
--

COMMENT ON TABLE card.dispute IS 'A card transaction the holder does not accept.';


--
-- Name: dispute_id_seq; Type: SEQUENCE; Schema: card; Owner: -
--

ALTER TABLE card.dispute ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME card.dispute_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: dispute_message; Type: TABLE; Schema: card; Owner: -
--

CREATE TABLE card.dispute_message (
    id bigint NOT NULL,
    dispute_id bigint NOT NULL,
    outbound boolean NOT NULL,
    network_message_type character varying(20) NOT NULL,
    stage_after card.dispute_stage,
    document_keys text[],
    body text,
    exchanged_at timestamp with time zone NOT NULL
);


--
-- Name: TABLE dispute_message; Type: COMMENT; Schema: card; Owner: -
--

COMMENT ON TABLE card.dispute_message IS 'A message exchanged with the card network about a dispute.';


--
-- Name: dispute_message_id_seq; Type: SEQUENCE; Schema: card; Owner: -
--

ALTER TABLE card.dispute_message ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME card.dispute_message_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: embossing_batch; Type: TABLE; Schema: card; Owner: -
--

CREATE TABLE card.embossing_batch (
    id integer NOT NULL,
    bureau character varying(40) NOT NULL,
    file_name text NOT NULL,
    card_total integer NOT NULL,
    status card.batch_status NOT NULL,
    sent_at timestamp with time zone,
    confirmed_at timestamp with time zone,
    checksum character(8)
);


--
-- Name: TABLE embossing_batch; Type: COMMENT; Schema: card; Owner: -
--

COMMENT ON TABLE card.embossing_batch IS 'A file of cards sent to the personalisation bureau.';


--
-- Name: embossing_batch_id_seq; Type: SEQUENCE; Schema: card; Owner: -
--

ALTER TABLE card.embossing_batch ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME card.embossing_batch_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: embossing_item; Type: TABLE; Schema: card; Owner: -
--

CREATE TABLE card.embossing_item (
    batch_id integer NOT NULL,
    card_id bigint NOT NULL,
    line_no integer NOT NULL,
    design_code character varying(12) NOT NULL,
    chip_profile character varying(20) NOT NULL,
    carrier_letter character varying(12),
    fault_text text
);


--
-- Name: TABLE embossing_item; Type: COMMENT; Schema: card; Owner: -
--

COMMENT ON TABLE card.embossing_item IS 'One card inside an embossing file.';


--
-- Name: funds_hold; Type: TABLE; Schema: card; Owner: -
--

CREATE TABLE card.funds_hold (
    id bigint NOT NULL,
    card_id bigint NOT NULL,
    auth_id bigint NOT NULL,
    core_hold_ref uuid,
    held_amount card.money_amount NOT NULL,
    placed_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    released_at timestamp with time zone,
    release_cause character varying(20),
    CONSTRAINT funds_hold_held_amount_check CHECK (((held_amount)::numeric >= (0)::numeric))
);


--
-- Name: TABLE funds_hold; Type: COMMENT; Schema: card; Owner: -
--

COMMENT ON TABLE card.funds_hold IS 'An amount held on the account between authorisation and clearing.';


--
-- Name: COLUMN funds_hold.auth_id; Type: COMMENT; Schema: card; Owner: -
--

COMMENT ON COLUMN card.funds_hold.auth_id IS 'card.auth_request.id; not enforced.';


--
-- Name: COLUMN funds_hold.core_hold_ref; Type: COMMENT; Schema: card; Owner: -
--

COMMENT ON COLUMN card.funds_hold.core_hold_ref IS 'Identifier of the hold in webbank.';


--
-- Name: funds_hold_id_seq; Type: SEQUENCE; Schema: card; Owner: -
--

ALTER TABLE card.funds_hold ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME card.funds_hold_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: holder_setting; Type: TABLE; Schema: card; Owner: -
--

CREATE TABLE card.holder_setting (
    card_id bigint NOT NULL,
    contactless_enabled boolean DEFAULT true NOT NULL,
    internet_enabled boolean DEFAULT true NOT NULL,
    atm_enabled boolean DEFAULT true NOT NULL,
    abroad_enabled boolean DEFAULT false NOT NULL,
    blocked_mcc text[],
    quiet_hours_from time without time zone,
    quiet_hours_to time without time zone,
    updated_at timestamp with time zone
);


--
-- Name: TABLE holder_setting; Type: COMMENT; Schema: card; Owner: -
--

COMMENT ON TABLE card.holder_setting IS 'Switches the holder sets in the app for a card.';


--
-- Name: holder_setting_card_id_seq; Type: SEQUENCE; Schema: card; Owner: -
--

ALTER TABLE card.holder_setting ALTER COLUMN card_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME card.holder_setting_card_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: pin_event; Type: TABLE; Schema: card; Owner: -
--

CREATE TABLE card.pin_event (
    id bigint NOT NULL,
    card_id bigint NOT NULL,
    kind card.pin_event_kind NOT NULL,
    terminal_no character varying(16),
    tries_left smallint,
    happened_at timestamp with time zone NOT NULL
);


--
-- Name: TABLE pin_event; Type: COMMENT; Schema: card; Owner: -
--

COMMENT ON TABLE card.pin_event IS 'Something that happened to the PIN of a card; the PIN itself is never stored.';


--
-- Name: pin_event_id_seq; Type: SEQUENCE; Schema: card; Owner: -
--

ALTER TABLE card.pin_event ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME card.pin_event_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: processor_downtime; Type: TABLE; Schema: card; Owner: -
--

CREATE TABLE card.processor_downtime (
    id integer NOT NULL,
    started_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    node character varying(30),
    seen_by text,
    declined_estimate integer,
    coment text
);


--
-- Name: TABLE processor_downtime; Type: COMMENT; Schema: card; Owner: -
--

COMMENT ON TABLE card.processor_downtime IS 'Times in which the card processor was out of reach; entered by hand by the operations desk.';


--
-- Name: COLUMN processor_downtime.coment; Type: COMMENT; Schema: card; Owner: -
--

COMMENT ON COLUMN card.processor_downtime.coment IS 'Misspelt since the first release.';


--
-- Name: processor_downtime_id_seq; Type: SEQUENCE; Schema: card; Owner: -
--

ALTER TABLE card.processor_downtime ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME card.processor_downtime_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: shipment; Type: TABLE; Schema: card; Owner: -
--

CREATE TABLE card.shipment (
    id bigint NOT NULL,
    card_id bigint NOT NULL,
    method_id smallint NOT NULL,
    tracking_no character varying(30),
    recipient_name text NOT NULL,
    address_text text NOT NULL,
    handed_to_carrier_at timestamp with time zone,
    delivered_at timestamp with time zone,
    returned_at timestamp with time zone
);


--
-- Name: TABLE shipment; Type: COMMENT; Schema: card; Owner: -
--

COMMENT ON TABLE card.shipment IS 'The mailing of a card or a PIN letter to its holder.';


--
-- Name: COLUMN shipment.recipient_name; Type: COMMENT; Schema: card; Owner: -
--

COMMENT ON COLUMN card.shipment.recipient_name IS 'Personal data.';


--
-- Name: COLUMN shipment.address_text; Type: COMMENT; Schema: card; Owner: -
--

COMMENT ON COLUMN card.shipment.address_text IS 'Personal data; copied at the time of shipping.';


--
-- Name: shipment_id_seq; Type: SEQUENCE; Schema: card; Owner: -
--

ALTER TABLE card.shipment ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME card.shipment_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: threeds_challenge; Type: TABLE; Schema: card; Owner: -
--

CREATE TABLE card.threeds_challenge (
    acs_transaction_id uuid NOT NULL,
    card_id bigint NOT NULL,
    merchant_name text,
    purchase_amount card.money_amount NOT NULL,
    purchase_currency character(3) NOT NULL,
    exemption character varying(12),
    challenged boolean NOT NULL,
    result card.threeds_result NOT NULL,
    method character varying(16),
    browser_ip inet,
    started_at timestamp with time zone NOT NULL,
    completed_at timestamp with time zone
);


--
-- Name: TABLE threeds_challenge; Type: COMMENT; Schema: card; Owner: -
--

COMMENT ON TABLE card.threeds_challenge IS 'A strong-authentication request for an internet purchase.';


--
-- Name: COLUMN threeds_challenge.browser_ip; Type: COMMENT; Schema: card; Owner: -
--

COMMENT ON COLUMN card.threeds_challenge.browser_ip IS 'Personal data.';


--
-- Name: tokenisation_request; Type: TABLE; Schema: card; Owner: -
--

CREATE TABLE card.tokenisation_request (
    id bigint NOT NULL,
    card_id bigint NOT NULL,
    wallet_id smallint NOT NULL,
    token_id uuid,
    device_score smallint,
    account_score smallint,
    decision_path character varying(10) NOT NULL,
    otp_channel character varying(10),
    device_ip inet,
    asked_at timestamp with time zone NOT NULL,
    decided_in_ms integer
);


--
-- Name: TABLE tokenisation_request; Type: COMMENT; Schema: card; Owner: -
--

COMMENT ON TABLE card.tokenisation_request IS 'A request of a wallet to store a card, with the decision of the bank.';


--
-- Name: COLUMN tokenisation_request.token_id; Type: COMMENT; Schema: card; Owner: -
--

COMMENT ON COLUMN card.tokenisation_request.token_id IS 'Filled when the request was approved.';


--
-- Name: COLUMN tokenisation_request.decision_path; Type: COMMENT; Schema: card; Owner: -
--

COMMENT ON COLUMN card.tokenisation_request.decision_path IS 'green, yellow or red.';


--
-- Name: tokenisation_request_id_seq; Type: SEQUENCE; Schema: card; Owner: -
--

ALTER TABLE card.tokenisation_request ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME card.tokenisation_request_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: wallet_token; Type: TABLE; Schema: card; Owner: -
--

CREATE TABLE card.wallet_token (
    id uuid NOT NULL,
    card_id bigint NOT NULL,
    wallet_id smallint NOT NULL,
    token_suffix character(4) NOT NULL,
    device_name text,
    state card.token_state NOT NULL,
    provisioned_at timestamp with time zone NOT NULL,
    last_used_at timestamp with time zone,
    deleted_at timestamp with time zone
);


--
-- Name: TABLE wallet_token; Type: COMMENT; Schema: card; Owner: -
--

COMMENT ON TABLE card.wallet_token IS 'A token of a card stored in a phone, a watch or at a merchant.';


--
-- Name: application_status; Type: TABLE; Schema: dict; Owner: -
--

CREATE TABLE dict.application_status (
    id smallint NOT NULL,
    code character varying(24) NOT NULL,
    label text NOT NULL,
    sort_no smallint NOT NULL,
    is_terminal boolean NOT NULL
);


--
-- Name: TABLE application_status; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON TABLE dict.application_status IS 'Stages of an application for a card.';


--
-- Name: auth_response; Type: TABLE; Schema: dict; Owner: -
--

CREATE TABLE dict.auth_response (
    id smallint NOT NULL,
    iso_code character(2) NOT NULL,
    name text NOT NULL,
    is_approval boolean NOT NULL,
    retry_allowed boolean NOT NULL
);


--
-- Name: TABLE auth_response; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON TABLE dict.auth_response IS 'Response codes sent to the card network.';


--
-- Name: block_reason; Type: TABLE; Schema: dict; Owner: -
--

CREATE TABLE dict.block_reason (
    id smallint NOT NULL,
    code character varying(30) NOT NULL,
    title text NOT NULL,
    reversible boolean NOT NULL
);


--
-- Name: TABLE block_reason; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON TABLE dict.block_reason IS 'Why a card was blocked or frozen.';


--
-- Name: delivery_method; Type: TABLE; Schema: dict; Owner: -
--

CREATE TABLE dict.delivery_method (
    id smallint NOT NULL,
    code character varying(20) NOT NULL,
    carrier text NOT NULL,
    working_days smallint NOT NULL,
    fee_eur numeric(8,2) NOT NULL,
    is_tracked boolean NOT NULL
);


--
-- Name: TABLE delivery_method; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON TABLE dict.delivery_method IS 'Ways in which a card reaches its holder.';


--
-- Name: dispute_reason; Type: TABLE; Schema: dict; Owner: -
--

CREATE TABLE dict.dispute_reason (
    id smallint NOT NULL,
    code character varying(30) NOT NULL,
    name text NOT NULL,
    visa_code character varying(6),
    mastercard_code character varying(6),
    days_to_file smallint NOT NULL
);


--
-- Name: TABLE dispute_reason; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON TABLE dict.dispute_reason IS 'Reasons for which a card transaction can be disputed.';


--
-- Name: merchant_category; Type: TABLE; Schema: dict; Owner: -
--

CREATE TABLE dict.merchant_category (
    id smallint NOT NULL,
    mcc character(4) NOT NULL,
    description text NOT NULL,
    risk_group character varying(10) NOT NULL,
    cashback_eligible boolean NOT NULL
);


--
-- Name: TABLE merchant_category; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON TABLE dict.merchant_category IS 'Merchant category codes, the ones seen most often.';


--
-- Name: transaction_channel; Type: TABLE; Schema: dict; Owner: -
--

CREATE TABLE dict.transaction_channel (
    id smallint NOT NULL,
    code character varying(20) NOT NULL,
    title text NOT NULL,
    pos_entry_mode character(2) NOT NULL,
    card_present boolean NOT NULL,
    liability_shift boolean NOT NULL
);


--
-- Name: TABLE transaction_channel; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON TABLE dict.transaction_channel IS 'How a card was presented to the merchant.';


--
-- Name: wallet_provider; Type: TABLE; Schema: dict; Owner: -
--

CREATE TABLE dict.wallet_provider (
    id smallint NOT NULL,
    code character varying(20) NOT NULL,
    display_name text NOT NULL,
    token_requestor_id bigint NOT NULL,
    enabled_since date
);


--
-- Name: TABLE wallet_provider; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON TABLE dict.wallet_provider IS 'Wallets in which a card can be stored.';


--
-- Name: auth_request_2025_11; Type: TABLE ATTACH; Schema: card; Owner: -
--

ALTER TABLE ONLY card.auth_request ATTACH PARTITION card.auth_request_2025_11 FOR VALUES FROM ('2025-11-01 00:00:00+00') TO ('2025-12-01 00:00:00+00');


--
-- Name: auth_request_2025_12; Type: TABLE ATTACH; Schema: card; Owner: -
--

ALTER TABLE ONLY card.auth_request ATTACH PARTITION card.auth_request_2025_12 FOR VALUES FROM ('2025-12-01 00:00:00+00') TO ('2026-01-01 00:00:00+00');


--
-- Name: auth_request_2026_01; Type: TABLE ATTACH; Schema: card; Owner: -
--

ALTER TABLE ONLY card.auth_request ATTACH PARTITION card.auth_request_2026_01 FOR VALUES FROM ('2026-01-01 00:00:00+00') TO ('2026-02-01 00:00:00+00');


--
-- Name: auth_request_2026_02; Type: TABLE ATTACH; Schema: card; Owner: -
--

ALTER TABLE ONLY card.auth_request ATTACH PARTITION card.auth_request_2026_02 FOR VALUES FROM ('2026-02-01 00:00:00+00') TO ('2026-03-01 00:00:00+00');


--
-- Name: auth_request_2026_03; Type: TABLE ATTACH; Schema: card; Owner: -
--

ALTER TABLE ONLY card.auth_request ATTACH PARTITION card.auth_request_2026_03 FOR VALUES FROM ('2026-03-01 00:00:00+00') TO ('2026-04-01 00:00:00+00');


--
-- Name: auth_request_2026_04; Type: TABLE ATTACH; Schema: card; Owner: -
--

ALTER TABLE ONLY card.auth_request ATTACH PARTITION card.auth_request_2026_04 FOR VALUES FROM ('2026-04-01 00:00:00+00') TO ('2026-05-01 00:00:00+00');


--
-- Name: auth_request_2026_05; Type: TABLE ATTACH; Schema: card; Owner: -
--

ALTER TABLE ONLY card.auth_request ATTACH PARTITION card.auth_request_2026_05 FOR VALUES FROM ('2026-05-01 00:00:00+00') TO ('2026-06-01 00:00:00+00');


--
-- Name: auth_request auth_request_pkey; Type: CONSTRAINT; Schema: card; Owner: -
--

ALTER TABLE ONLY card.auth_request
    ADD CONSTRAINT auth_request_pkey PRIMARY KEY (id, received_at);


--
-- Name: auth_request_2025_11 auth_request_2025_11_pkey; Type: CONSTRAINT; Schema: card; Owner: -
--

ALTER TABLE ONLY card.auth_request_2025_11
    ADD CONSTRAINT auth_request_2025_11_pkey PRIMARY KEY (id, received_at);


--
-- Name: auth_request_2025_12 auth_request_2025_12_pkey; Type: CONSTRAINT; Schema: card; Owner: -
--

ALTER TABLE ONLY card.auth_request_2025_12
    ADD CONSTRAINT auth_request_2025_12_pkey PRIMARY KEY (id, received_at);


--
-- Name: auth_request_2026_01 auth_request_2026_01_pkey; Type: CONSTRAINT; Schema: card; Owner: -
--

ALTER TABLE ONLY card.auth_request_2026_01
    ADD CONSTRAINT auth_request_2026_01_pkey PRIMARY KEY (id, received_at);


--
-- Name: auth_request_2026_02 auth_request_2026_02_pkey; Type: CONSTRAINT; Schema: card; Owner: -
--

ALTER TABLE ONLY card.auth_request_2026_02
    ADD CONSTRAINT auth_request_2026_02_pkey PRIMARY KEY (id, received_at);


--
-- Name: auth_request_2026_03 auth_request_2026_03_pkey; Type: CONSTRAINT; Schema: card; Owner: -
--

ALTER TABLE ONLY card.auth_request_2026_03
    ADD CONSTRAINT auth_request_2026_03_pkey PRIMARY KEY (id, received_at);


--
-- Name: auth_request_2026_04 auth_request_2026_04_pkey; Type: CONSTRAINT; Schema: card; Owner: -
--

ALTER TABLE ONLY card.auth_request_2026_04
    ADD CONSTRAINT auth_request_2026_04_pkey PRIMARY KEY (id, received_at);


--
-- Name: auth_request_2026_05 auth_request_2026_05_pkey; Type: CONSTRAINT; Schema: card; Owner: -
--

ALTER TABLE ONLY card.auth_request_2026_05
    ADD CONSTRAINT auth_request_2026_05_pkey PRIMARY KEY (id, received_at);


--
-- Name: auth_reversal auth_reversal_pkey; Type: CONSTRAINT; Schema: card; Owner: -
--

ALTER TABLE ONLY card.auth_reversal
    ADD CONSTRAINT auth_reversal_pkey PRIMARY KEY (id);


--
-- Name: card_application card_application_pkey; Type: CONSTRAINT; Schema: card; Owner: -
--

ALTER TABLE ONLY card.card_application
    ADD CONSTRAINT card_application_pkey PRIMARY KEY (id);


--
-- Name: card card_card_ref_key; Type: CONSTRAINT; Schema: card; Owner: -
--

ALTER TABLE ONLY card.card
    ADD CONSTRAINT card_card_ref_key UNIQUE (card_ref);


--
-- Name: card_fee card_fee_pkey; Type: CONSTRAINT; Schema: card; Owner: -
--

ALTER TABLE ONLY card.card_fee
    ADD CONSTRAINT card_fee_pkey PRIMARY KEY (id);


--
-- Name: card_limit_change card_limit_change_pkey; Type: CONSTRAINT; Schema: card; Owner: -
--

ALTER TABLE ONLY card.card_limit_change
    ADD CONSTRAINT card_limit_change_pkey PRIMARY KEY (id);


--
-- Name: card_limit card_limit_pkey; Type: CONSTRAINT; Schema: card; Owner: -
--

ALTER TABLE ONLY card.card_limit
    ADD CONSTRAINT card_limit_pkey PRIMARY KEY (card_id, scope, period_days);


--
-- Name: card card_pan_token_key; Type: CONSTRAINT; Schema: card; Owner: -
--

ALTER TABLE ONLY card.card
    ADD CONSTRAINT card_pan_token_key UNIQUE (pan_token);


--
-- Name: card card_pkey; Type: CONSTRAINT; Schema: card; Owner: -
--

ALTER TABLE ONLY card.card
    ADD CONSTRAINT card_pkey PRIMARY KEY (id);


--
-- Name: card_state_log card_state_log_pkey; Type: CONSTRAINT; Schema: card; Owner: -
--

ALTER TABLE ONLY card.card_state_log
    ADD CONSTRAINT card_state_log_pkey PRIMARY KEY (id);


--
-- Name: clearing_file clearing_file_file_id_key; Type: CONSTRAINT; Schema: card; Owner: -
--

ALTER TABLE ONLY card.clearing_file
    ADD CONSTRAINT clearing_file_file_id_key UNIQUE (file_id);


--
-- Name: clearing_file clearing_file_pkey; Type: CONSTRAINT; Schema: card; Owner: -
--

ALTER TABLE ONLY card.clearing_file
    ADD CONSTRAINT clearing_file_pkey PRIMARY KEY (id);


--
-- Name: clearing_record clearing_record_pkey; Type: CONSTRAINT; Schema: card; Owner: -
--

ALTER TABLE ONLY card.clearing_record
    ADD CONSTRAINT clearing_record_pkey PRIMARY KEY (id);


--
-- Name: dispute_message dispute_message_pkey; Type: CONSTRAINT; Schema: card; Owner: -
--

ALTER TABLE ONLY card.dispute_message
    ADD CONSTRAINT dispute_message_pkey PRIMARY KEY (id);


--
-- Name: dispute dispute_pkey; Type: CONSTRAINT; Schema: card; Owner: -
--

ALTER TABLE ONLY card.dispute
    ADD CONSTRAINT dispute_pkey PRIMARY KEY (id);


--
-- Name: embossing_batch embossing_batch_pkey; Type: CONSTRAINT; Schema: card; Owner: -
--

ALTER TABLE ONLY card.embossing_batch
    ADD CONSTRAINT embossing_batch_pkey PRIMARY KEY (id);


--
-- Name: embossing_item embossing_item_pkey; Type: CONSTRAINT; Schema: card; Owner: -
--

ALTER TABLE ONLY card.embossing_item
    ADD CONSTRAINT embossing_item_pkey PRIMARY KEY (batch_id, card_id);


--
-- Name: funds_hold funds_hold_pkey; Type: CONSTRAINT; Schema: card; Owner: -
--

ALTER TABLE ONLY card.funds_hold
    ADD CONSTRAINT funds_hold_pkey PRIMARY KEY (id);


--
-- Name: holder_setting holder_setting_pkey; Type: CONSTRAINT; Schema: card; Owner: -
--

ALTER TABLE ONLY card.holder_setting
    ADD CONSTRAINT holder_setting_pkey PRIMARY KEY (card_id);


--
-- Name: pin_event pin_event_pkey; Type: CONSTRAINT; Schema: card; Owner: -
--

ALTER TABLE ONLY card.pin_event
    ADD CONSTRAINT pin_event_pkey PRIMARY KEY (id);


--
-- Name: processor_downtime processor_downtime_pkey; Type: CONSTRAINT; Schema: card; Owner: -
--

ALTER TABLE ONLY card.processor_downtime
    ADD CONSTRAINT processor_downtime_pkey PRIMARY KEY (id);


--
-- Name: shipment shipment_pkey; Type: CONSTRAINT; Schema: card; Owner: -
--

ALTER TABLE ONLY card.shipment
    ADD CONSTRAINT shipment_pkey PRIMARY KEY (id);


--
-- Name: threeds_challenge threeds_challenge_pkey; Type: CONSTRAINT; Schema: card; Owner: -
--

ALTER TABLE ONLY card.threeds_challenge
    ADD CONSTRAINT threeds_challenge_pkey PRIMARY KEY (acs_transaction_id);


--
-- Name: tokenisation_request tokenisation_request_pkey; Type: CONSTRAINT; Schema: card; Owner: -
--

ALTER TABLE ONLY card.tokenisation_request
    ADD CONSTRAINT tokenisation_request_pkey PRIMARY KEY (id);


--
-- Name: wallet_token wallet_token_pkey; Type: CONSTRAINT; Schema: card; Owner: -
--

ALTER TABLE ONLY card.wallet_token
    ADD CONSTRAINT wallet_token_pkey PRIMARY KEY (id);


--
-- Name: application_status application_status_code_key; Type: CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.application_status
    ADD CONSTRAINT application_status_code_key UNIQUE (code);


--
-- Name: application_status application_status_pkey; Type: CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.application_status
    ADD CONSTRAINT application_status_pkey PRIMARY KEY (id);


--
-- Name: auth_response auth_response_iso_code_key; Type: CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.auth_response
    ADD CONSTRAINT auth_response_iso_code_key UNIQUE (iso_code);


--
-- Name: auth_response auth_response_pkey; Type: CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.auth_response
    ADD CONSTRAINT auth_response_pkey PRIMARY KEY (id);


--
-- Name: block_reason block_reason_code_key; Type: CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.block_reason
    ADD CONSTRAINT block_reason_code_key UNIQUE (code);


--
-- Name: block_reason block_reason_pkey; Type: CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.block_reason
    ADD CONSTRAINT block_reason_pkey PRIMARY KEY (id);


--
-- Name: card_product card_product_code_key; Type: CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.card_product
    ADD CONSTRAINT card_product_code_key UNIQUE (code);


--
-- Name: card_product card_product_pkey; Type: CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.card_product
    ADD CONSTRAINT card_product_pkey PRIMARY KEY (id);


--
-- Name: card_status card_status_code_key; Type: CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.card_status
    ADD CONSTRAINT card_status_code_key UNIQUE (code);


--
-- Name: card_status card_status_pkey; Type: CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.card_status
    ADD CONSTRAINT card_status_pkey PRIMARY KEY (id);


--
-- Name: delivery_method delivery_method_code_key; Type: CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.delivery_method
    ADD CONSTRAINT delivery_method_code_key UNIQUE (code);


--
-- Name: delivery_method delivery_method_pkey; Type: CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.delivery_method
    ADD CONSTRAINT delivery_method_pkey PRIMARY KEY (id);


--
-- Name: dispute_reason dispute_reason_code_key; Type: CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.dispute_reason
    ADD CONSTRAINT dispute_reason_code_key UNIQUE (code);


--
-- Name: dispute_reason dispute_reason_pkey; Type: CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.dispute_reason
    ADD CONSTRAINT dispute_reason_pkey PRIMARY KEY (id);


--
-- Name: merchant_category merchant_category_mcc_key; Type: CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.merchant_category
    ADD CONSTRAINT merchant_category_mcc_key UNIQUE (mcc);


--
-- Name: merchant_category merchant_category_pkey; Type: CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.merchant_category
    ADD CONSTRAINT merchant_category_pkey PRIMARY KEY (id);


--
-- Name: transaction_channel transaction_channel_code_key; Type: CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.transaction_channel
    ADD CONSTRAINT transaction_channel_code_key UNIQUE (code);


--
-- Name: transaction_channel transaction_channel_pkey; Type: CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.transaction_channel
    ADD CONSTRAINT transaction_channel_pkey PRIMARY KEY (id);


--
-- Name: wallet_provider wallet_provider_code_key; Type: CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.wallet_provider
    ADD CONSTRAINT wallet_provider_code_key UNIQUE (code);


--
-- Name: wallet_provider wallet_provider_pkey; Type: CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.wallet_provider
    ADD CONSTRAINT wallet_provider_pkey PRIMARY KEY (id);


--
-- Name: auth_reversal_auth_id_idx; Type: INDEX; Schema: card; Owner: -
--

CREATE INDEX auth_reversal_auth_id_idx ON card.auth_reversal USING btree (auth_id);


--
-- Name: card_account_id_idx; Type: INDEX; Schema: card; Owner: -
--

CREATE INDEX card_account_id_idx ON card.card USING btree (account_id);


--
-- Name: card_application_client_profile_id_idx; Type: INDEX; Schema: card; Owner: -
--

CREATE INDEX card_application_client_profile_id_idx ON card.card_application USING btree (client_profile_id);


--
-- Name: card_application_status_id_applied_at_idx; Type: INDEX; Schema: card; Owner: -
--

CREATE INDEX card_application_status_id_applied_at_idx ON card.card_application USING btree (status_id, applied_at);


--
-- Name: card_client_profile_id_idx; Type: INDEX; Schema: card; Owner: -
--

CREATE INDEX card_client_profile_id_idx ON card.card USING btree (client_profile_id);


--
-- Name: card_expiry_month_idx; Type: INDEX; Schema: card; Owner: -
--

CREATE INDEX card_expiry_month_idx ON card.card USING btree (expiry_month);


--
-- Name: card_fee_card_id_idx; Type: INDEX; Schema: card; Owner: -
--

CREATE INDEX card_fee_card_id_idx ON card.card_fee USING btree (card_id);


--
-- Name: card_limit_change_card_id_idx; Type: INDEX; Schema: card; Owner: -
--

CREATE INDEX card_limit_change_card_id_idx ON card.card_limit_change USING btree (card_id);


--
-- Name: card_state_log_card_id_idx; Type: INDEX; Schema: card; Owner: -
--

CREATE INDEX card_state_log_card_id_idx ON card.card_state_log USING btree (card_id);


--
-- Name: card_state_log_changed_at_idx; Type: INDEX; Schema: card; Owner: -
--

CREATE INDEX card_state_log_changed_at_idx ON card.card_state_log USING btree (changed_at);


--
-- Name: card_status_id_updated_at_idx; Type: INDEX; Schema: card; Owner: -
--

CREATE INDEX card_status_id_updated_at_idx ON card.card USING btree (status_id, updated_at);


--
-- Name: clearing_record_acquirer_ref_idx; Type: INDEX; Schema: card; Owner: -
--

CREATE INDEX clearing_record_acquirer_ref_idx ON card.clearing_record USING btree (acquirer_ref);


--
-- Name: clearing_record_card_id_idx; Type: INDEX; Schema: card; Owner: -
--

CREATE INDEX clearing_record_card_id_idx ON card.clearing_record USING btree (card_id);


--
-- Name: clearing_record_posted_at_idx; Type: INDEX; Schema: card; Owner: -
--

CREATE INDEX clearing_record_posted_at_idx ON card.clearing_record USING btree (posted_at);


--
-- Name: dispute_message_dispute_id_idx; Type: INDEX; Schema: card; Owner: -
--

CREATE INDEX dispute_message_dispute_id_idx ON card.dispute_message USING btree (dispute_id);


--
-- Name: dispute_stage_reply_due_on_idx; Type: INDEX; Schema: card; Owner: -
--

CREATE INDEX dispute_stage_reply_due_on_idx ON card.dispute USING btree (stage, reply_due_on);


--
-- Name: funds_hold_card_id_idx; Type: INDEX; Schema: card; Owner: -
--

CREATE INDEX funds_hold_card_id_idx ON card.funds_hold USING btree (card_id);


--
-- Name: funds_hold_expires_at_partial_idx; Type: INDEX; Schema: card; Owner: -
--

CREATE INDEX funds_hold_expires_at_partial_idx ON card.funds_hold USING btree (expires_at) WHERE (released_at IS NULL);


--
-- Name: pin_event_card_id_happened_at_idx; Type: INDEX; Schema: card; Owner: -
--

CREATE INDEX pin_event_card_id_happened_at_idx ON card.pin_event USING btree (card_id, happened_at);


--
-- Name: shipment_card_id_idx; Type: INDEX; Schema: card; Owner: -
--

CREATE INDEX shipment_card_id_idx ON card.shipment USING btree (card_id);


--
-- Name: threeds_challenge_card_id_idx; Type: INDEX; Schema: card; Owner: -
--

CREATE INDEX threeds_challenge_card_id_idx ON card.threeds_challenge USING btree (card_id);


--
-- Name: threeds_challenge_started_at_idx; Type: INDEX; Schema: card; Owner: -
--

CREATE INDEX threeds_challenge_started_at_idx ON card.threeds_challenge USING btree (started_at);


--
-- Name: tokenisation_request_asked_at_idx; Type: INDEX; Schema: card; Owner: -
--

CREATE INDEX tokenisation_request_asked_at_idx ON card.tokenisation_request USING btree (asked_at);


--
-- Name: wallet_token_card_id_idx; Type: INDEX; Schema: card; Owner: -
--

CREATE INDEX wallet_token_card_id_idx ON card.wallet_token USING btree (card_id);


--
-- Name: wallet_token_wallet_id_state_idx; Type: INDEX; Schema: card; Owner: -
--

CREATE INDEX wallet_token_wallet_id_state_idx ON card.wallet_token USING btree (wallet_id, state);


--
-- Name: auth_request_2025_11_pkey; Type: INDEX ATTACH; Schema: card; Owner: -
--

ALTER INDEX card.auth_request_pkey ATTACH PARTITION card.auth_request_2025_11_pkey;


--
-- Name: auth_request_2025_12_pkey; Type: INDEX ATTACH; Schema: card; Owner: -
--

ALTER INDEX card.auth_request_pkey ATTACH PARTITION card.auth_request_2025_12_pkey;


--
-- Name: auth_request_2026_01_pkey; Type: INDEX ATTACH; Schema: card; Owner: -
--

ALTER INDEX card.auth_request_pkey ATTACH PARTITION card.auth_request_2026_01_pkey;


--
-- Name: auth_request_2026_02_pkey; Type: INDEX ATTACH; Schema: card; Owner: -
--

ALTER INDEX card.auth_request_pkey ATTACH PARTITION card.auth_request_2026_02_pkey;


--
-- Name: auth_request_2026_03_pkey; Type: INDEX ATTACH; Schema: card; Owner: -
--

ALTER INDEX card.auth_request_pkey ATTACH PARTITION card.auth_request_2026_03_pkey;


--
-- Name: auth_request_2026_04_pkey; Type: INDEX ATTACH; Schema: card; Owner: -
--

ALTER INDEX card.auth_request_pkey ATTACH PARTITION card.auth_request_2026_04_pkey;


--
-- Name: auth_request_2026_05_pkey; Type: INDEX ATTACH; Schema: card; Owner: -
--

ALTER INDEX card.auth_request_pkey ATTACH PARTITION card.auth_request_2026_05_pkey;


--
-- Name: auth_request auth_request_card_id_fkey; Type: FK CONSTRAINT; Schema: card; Owner: -
--

ALTER TABLE card.auth_request
    ADD CONSTRAINT auth_request_card_id_fkey FOREIGN KEY (card_id) REFERENCES card.card(id);


--
-- Name: auth_request auth_request_category_id_fkey; Type: FK CONSTRAINT; Schema: card; Owner: -
--

ALTER TABLE card.auth_request
    ADD CONSTRAINT auth_request_category_id_fkey FOREIGN KEY (category_id) REFERENCES dict.merchant_category(id);


--
-- Name: auth_request auth_request_channel_id_fkey; Type: FK CONSTRAINT; Schema: card; Owner: -
--

ALTER TABLE card.auth_request
    ADD CONSTRAINT auth_request_channel_id_fkey FOREIGN KEY (channel_id) REFERENCES dict.transaction_channel(id);


--
-- Name: auth_request auth_request_response_id_fkey; Type: FK CONSTRAINT; Schema: card; Owner: -
--

ALTER TABLE card.auth_request
    ADD CONSTRAINT auth_request_response_id_fkey FOREIGN KEY (response_id) REFERENCES dict.auth_response(id);


--
-- Name: card_application card_application_delivery_method_id_fkey; Type: FK CONSTRAINT; Schema: card; Owner: -
--

ALTER TABLE ONLY card.card_application
    ADD CONSTRAINT card_application_delivery_method_id_fkey FOREIGN KEY (delivery_method_id) REFERENCES dict.delivery_method(id);


--
-- Name: card card_application_id_fkey; Type: FK CONSTRAINT; Schema: card; Owner: -
--

ALTER TABLE ONLY card.card
    ADD CONSTRAINT card_application_id_fkey FOREIGN KEY (application_id) REFERENCES card.card_application(id);


--
-- Name: card_application card_application_product_id_fkey; Type: FK CONSTRAINT; Schema: card; Owner: -
--

ALTER TABLE ONLY card.card_application
    ADD CONSTRAINT card_application_product_id_fkey FOREIGN KEY (product_id) REFERENCES dict.card_product(id);


--
-- Name: card_application card_application_status_id_fkey; Type: FK CONSTRAINT; Schema: card; Owner: -
--

ALTER TABLE ONLY card.card_application
    ADD CONSTRAINT card_application_status_id_fkey FOREIGN KEY (status_id) REFERENCES dict.application_status(id);


--
-- Name: card_fee card_fee_card_id_fkey; Type: FK CONSTRAINT; Schema: card; Owner: -
--

ALTER TABLE ONLY card.card_fee
    ADD CONSTRAINT card_fee_card_id_fkey FOREIGN KEY (card_id) REFERENCES card.card(id);


--
-- Name: card_limit card_limit_card_id_fkey; Type: FK CONSTRAINT; Schema: card; Owner: -
--

ALTER TABLE ONLY card.card_limit
    ADD CONSTRAINT card_limit_card_id_fkey FOREIGN KEY (card_id) REFERENCES card.card(id);


--
-- Name: card_limit_change card_limit_change_card_id_fkey; Type: FK CONSTRAINT; Schema: card; Owner: -
--

ALTER TABLE ONLY card.card_limit_change
    ADD CONSTRAINT card_limit_change_card_id_fkey FOREIGN KEY (card_id) REFERENCES card.card(id);


--
-- Name: card card_product_id_fkey; Type: FK CONSTRAINT; Schema: card; Owner: -
--

ALTER TABLE ONLY card.card
    ADD CONSTRAINT card_product_id_fkey FOREIGN KEY (product_id) REFERENCES dict.card_product(id);


--
-- Name: card card_replaced_card_id_fkey; Type: FK CONSTRAINT; Schema: card; Owner: -
--

ALTER TABLE ONLY card.card
    ADD CONSTRAINT card_replaced_card_id_fkey FOREIGN KEY (replaced_card_id) REFERENCES card.card(id);


--
-- Name: card_state_log card_state_log_block_reason_id_fkey; Type: FK CONSTRAINT; Schema: card; Owner: -
--

ALTER TABLE ONLY card.card_state_log
    ADD CONSTRAINT card_state_log_block_reason_id_fkey FOREIGN KEY (block_reason_id) REFERENCES dict.block_reason(id);


--
-- Name: card_state_log card_state_log_card_id_fkey; Type: FK CONSTRAINT; Schema: card; Owner: -
--

ALTER TABLE ONLY card.card_state_log
    ADD CONSTRAINT card_state_log_card_id_fkey FOREIGN KEY (card_id) REFERENCES card.card(id);


--
-- Name: card_state_log card_state_log_from_status_id_fkey; Type: FK CONSTRAINT; Schema: card; Owner: -
--

ALTER TABLE ONLY card.card_state_log
    ADD CONSTRAINT card_state_log_from_status_id_fkey FOREIGN KEY (from_status_id) REFERENCES dict.card_status(id);


--
-- Name: card_state_log card_state_log_to_status_id_fkey; Type: FK CONSTRAINT; Schema: card; Owner: -
--

ALTER TABLE ONLY card.card_state_log
    ADD CONSTRAINT card_state_log_to_status_id_fkey FOREIGN KEY (to_status_id) REFERENCES dict.card_status(id);


--
-- Name: card card_status_id_fkey; Type: FK CONSTRAINT; Schema: card; Owner: -
--

ALTER TABLE ONLY card.card
    ADD CONSTRAINT card_status_id_fkey FOREIGN KEY (status_id) REFERENCES dict.card_status(id);


--
-- Name: clearing_record clearing_record_card_id_fkey; Type: FK CONSTRAINT; Schema: card; Owner: -
--

ALTER TABLE ONLY card.clearing_record
    ADD CONSTRAINT clearing_record_card_id_fkey FOREIGN KEY (card_id) REFERENCES card.card(id);


--
-- Name: clearing_record clearing_record_category_id_fkey; Type: FK CONSTRAINT; Schema: card; Owner: -
--

ALTER TABLE ONLY card.clearing_record
    ADD CONSTRAINT clearing_record_category_id_fkey FOREIGN KEY (category_id) REFERENCES dict.merchant_category(id);


--
-- Name: clearing_record clearing_record_file_id_fkey; Type: FK CONSTRAINT; Schema: card; Owner: -
--

ALTER TABLE ONLY card.clearing_record
    ADD CONSTRAINT clearing_record_file_id_fkey FOREIGN KEY (file_id) REFERENCES card.clearing_file(id);


--
-- Name: dispute dispute_clearing_record_id_fkey; Type: FK CONSTRAINT; Schema: card; Owner: -
--

ALTER TABLE ONLY card.dispute
    ADD CONSTRAINT dispute_clearing_record_id_fkey FOREIGN KEY (clearing_record_id) REFERENCES card.clearing_record(id);


--
-- Name: dispute_message dispute_message_dispute_id_fkey; Type: FK CONSTRAINT; Schema: card; Owner: -
--

ALTER TABLE ONLY card.dispute_message
    ADD CONSTRAINT dispute_message_dispute_id_fkey FOREIGN KEY (dispute_id) REFERENCES card.dispute(id);


--
-- Name: dispute dispute_reason_id_fkey; Type: FK CONSTRAINT; Schema: card; Owner: -
--

ALTER TABLE ONLY card.dispute
    ADD CONSTRAINT dispute_reason_id_fkey FOREIGN KEY (reason_id) REFERENCES dict.dispute_reason(id);


--
-- Name: embossing_item embossing_item_batch_id_fkey; Type: FK CONSTRAINT; Schema: card; Owner: -
--

ALTER TABLE ONLY card.embossing_item
    ADD CONSTRAINT embossing_item_batch_id_fkey FOREIGN KEY (batch_id) REFERENCES card.embossing_batch(id);


--
-- Name: embossing_item embossing_item_card_id_fkey; Type: FK CONSTRAINT; Schema: card; Owner: -
--

ALTER TABLE ONLY card.embossing_item
    ADD CONSTRAINT embossing_item_card_id_fkey FOREIGN KEY (card_id) REFERENCES card.card(id);


--
-- Name: funds_hold funds_hold_card_id_fkey; Type: FK CONSTRAINT; Schema: card; Owner: -
--

ALTER TABLE ONLY card.funds_hold
    ADD CONSTRAINT funds_hold_card_id_fkey FOREIGN KEY (card_id) REFERENCES card.card(id);


--
-- Name: holder_setting holder_setting_card_id_fkey; Type: FK CONSTRAINT; Schema: card; Owner: -
--

ALTER TABLE ONLY card.holder_setting
    ADD CONSTRAINT holder_setting_card_id_fkey FOREIGN KEY (card_id) REFERENCES card.card(id);


--
-- Name: pin_event pin_event_card_id_fkey; Type: FK CONSTRAINT; Schema: card; Owner: -
--

ALTER TABLE ONLY card.pin_event
    ADD CONSTRAINT pin_event_card_id_fkey FOREIGN KEY (card_id) REFERENCES card.card(id);


--
-- Name: shipment shipment_card_id_fkey; Type: FK CONSTRAINT; Schema: card; Owner: -
--

ALTER TABLE ONLY card.shipment
    ADD CONSTRAINT shipment_card_id_fkey FOREIGN KEY (card_id) REFERENCES card.card(id);


--
-- Name: shipment shipment_method_id_fkey; Type: FK CONSTRAINT; Schema: card; Owner: -
--

ALTER TABLE ONLY card.shipment
    ADD CONSTRAINT shipment_method_id_fkey FOREIGN KEY (method_id) REFERENCES dict.delivery_method(id);


--
-- Name: threeds_challenge threeds_challenge_card_id_fkey; Type: FK CONSTRAINT; Schema: card; Owner: -
--

ALTER TABLE ONLY card.threeds_challenge
    ADD CONSTRAINT threeds_challenge_card_id_fkey FOREIGN KEY (card_id) REFERENCES card.card(id);


--
-- Name: tokenisation_request tokenisation_request_card_id_fkey; Type: FK CONSTRAINT; Schema: card; Owner: -
--

ALTER TABLE ONLY card.tokenisation_request
    ADD CONSTRAINT tokenisation_request_card_id_fkey FOREIGN KEY (card_id) REFERENCES card.card(id);


--
-- Name: tokenisation_request tokenisation_request_token_id_fkey; Type: FK CONSTRAINT; Schema: card; Owner: -
--

ALTER TABLE ONLY card.tokenisation_request
    ADD CONSTRAINT tokenisation_request_token_id_fkey FOREIGN KEY (token_id) REFERENCES card.wallet_token(id);


--
-- Name: tokenisation_request tokenisation_request_wallet_id_fkey; Type: FK CONSTRAINT; Schema: card; Owner: -
--

ALTER TABLE ONLY card.tokenisation_request
    ADD CONSTRAINT tokenisation_request_wallet_id_fkey FOREIGN KEY (wallet_id) REFERENCES dict.wallet_provider(id);


--
-- Name: wallet_token wallet_token_card_id_fkey; Type: FK CONSTRAINT; Schema: card; Owner: -
--

ALTER TABLE ONLY card.wallet_token
    ADD CONSTRAINT wallet_token_card_id_fkey FOREIGN KEY (card_id) REFERENCES card.card(id);


--
-- Name: wallet_token wallet_token_wallet_id_fkey; Type: FK CONSTRAINT; Schema: card; Owner: -
--

ALTER TABLE ONLY card.wallet_token
    ADD CONSTRAINT wallet_token_wallet_id_fkey FOREIGN KEY (wallet_id) REFERENCES dict.wallet_provider(id);


--
-- PostgreSQL database dump complete
--

\unrestrict heartbeatdemo

