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
-- Name: dict; Type: SCHEMA; Schema: -; Owner: -
--

CREATE SCHEMA dict;


--
-- Name: vss; Type: SCHEMA; Schema: -; Owner: -
--

CREATE SCHEMA vss;


--
-- Name: applicant_type; Type: TYPE; Schema: vss; Owner: -
--

CREATE TYPE vss.applicant_type AS ENUM (
    'individual',
    'company'
);


--
-- Name: confidence; Type: DOMAIN; Schema: vss; Owner: -
--

CREATE DOMAIN vss.confidence AS numeric(5,4)
	CONSTRAINT confidence_check CHECK (((VALUE >= (0)::numeric) AND (VALUE <= (1)::numeric)));


--
-- Name: media_side; Type: TYPE; Schema: vss; Owner: -
--

CREATE TYPE vss.media_side AS ENUM (
    'front',
    'back',
    'selfie',
    'page'
);


--
-- Name: review_answer; Type: TYPE; Schema: vss; Owner: -
--

CREATE TYPE vss.review_answer AS ENUM (
    'GREEN',
    'RED'
);


--
-- Name: verification_outcome; Type: TYPE; Schema: vss; Owner: -
--

CREATE TYPE vss.verification_outcome AS ENUM (
    'passed',
    'failed',
    'inconclusive',
    'skipped'
);


--
-- Name: webhook_state; Type: TYPE; Schema: vss; Owner: -
--

CREATE TYPE vss.webhook_state AS ENUM (
    'received',
    'processed',
    'ignored',
    'failed'
);


SET default_tablespace = '';

SET default_table_access_method = heap;

--
-- Name: applicant_status; Type: TABLE; Schema: dict; Owner: -
--

CREATE TABLE dict.applicant_status (
    id smallint NOT NULL,
    code character varying(30) NOT NULL,
    name text NOT NULL,
    is_final boolean NOT NULL
);


--
-- Name: TABLE applicant_status; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON TABLE dict.applicant_status IS 'Stages an applicant goes through in the verification service.';


--
-- Name: check_kind; Type: TABLE; Schema: dict; Owner: -
--

CREATE TABLE dict.check_kind (
    id smallint NOT NULL,
    code character varying(30) NOT NULL,
    title text NOT NULL,
    price_eur numeric(6,3) NOT NULL
);


--
-- Name: TABLE check_kind; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON TABLE dict.check_kind IS 'Single checks made on an applicant.';


--
-- Name: id_document_kind; Type: TABLE; Schema: dict; Owner: -
--

CREATE TABLE dict.id_document_kind (
    id smallint NOT NULL,
    code character varying(24) NOT NULL,
    label text NOT NULL,
    two_sided boolean NOT NULL,
    has_chip boolean NOT NULL
);


--
-- Name: TABLE id_document_kind; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON TABLE dict.id_document_kind IS 'Identity documents the provider can read.';


--
-- Name: image_quality; Type: TABLE; Schema: dict; Owner: -
--

CREATE TABLE dict.image_quality (
    id smallint NOT NULL,
    code character varying(16) NOT NULL,
    min_sharpness numeric(4,3) NOT NULL,
    accepted boolean NOT NULL
);


--
-- Name: TABLE image_quality; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON TABLE dict.image_quality IS 'Grades of uploaded pictures.';


--
-- Name: ownership_nature; Type: TABLE; Schema: dict; Owner: -
--

CREATE TABLE dict.ownership_nature (
    id smallint NOT NULL,
    code character varying(30) NOT NULL,
    description text NOT NULL,
    counts_as_ubo boolean NOT NULL,
    register_code character varying(10)
);


--
-- Name: TABLE ownership_nature; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON TABLE dict.ownership_nature IS 'Ways in which a person controls a company.';


--
-- Name: provider_kind; Type: TABLE; Schema: dict; Owner: -
--

CREATE TABLE dict.provider_kind (
    id smallint NOT NULL,
    code character varying(20) NOT NULL,
    display_name text NOT NULL,
    webhook_version character varying(8),
    retired_on date
);


--
-- Name: TABLE provider_kind; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON TABLE dict.provider_kind IS 'Companies that carry out verifications for the bank.';


--
-- Name: reject_label; Type: TABLE; Schema: dict; Owner: -
--

CREATE TABLE dict.reject_label (
    id smallint NOT NULL,
    code character varying(40) NOT NULL,
    client_text text NOT NULL,
    can_retry boolean NOT NULL
);


--
-- Name: TABLE reject_label; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON TABLE dict.reject_label IS 'Labels the provider puts on a refused applicant.';


--
-- Name: review_queue; Type: TABLE; Schema: dict; Owner: -
--

CREATE TABLE dict.review_queue (
    id smallint NOT NULL,
    code character varying(30) NOT NULL,
    team text NOT NULL,
    sla_hours smallint NOT NULL,
    sort_weight integer NOT NULL
);


--
-- Name: TABLE review_queue; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON TABLE dict.review_queue IS 'Queues in which people of the onboarding team look at applicants.';


--
-- Name: verification_level; Type: TABLE; Schema: dict; Owner: -
--

CREATE TABLE dict.verification_level (
    id smallint NOT NULL,
    code character varying(30) NOT NULL,
    provider_level_name text NOT NULL,
    requires_liveness boolean NOT NULL,
    max_attempts smallint NOT NULL
);


--
-- Name: TABLE verification_level; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON TABLE dict.verification_level IS 'Sets of steps an applicant must pass, agreed with the verification provider.';


--
-- Name: applicant; Type: TABLE; Schema: vss; Owner: -
--

CREATE TABLE vss.applicant (
    id bigint NOT NULL,
    external_applicant_id character varying(32) NOT NULL,
    client_profile_id bigint,
    applicant_type vss.applicant_type NOT NULL,
    level_id smallint NOT NULL,
    status_id smallint NOT NULL,
    provider_id smallint NOT NULL,
    review_answer vss.review_answer,
    first_name text,
    last_name text,
    company_name text,
    birth_date date,
    email text,
    phone character varying(20),
    nationality character(2),
    submitted_lang character(2),
    created_at timestamp with time zone NOT NULL,
    completed_at timestamp with time zone,
    updated_at timestamp with time zone NOT NULL
);


--
-- Name: TABLE applicant; Type: COMMENT; Schema: vss; Owner: -
--

COMMENT ON TABLE vss.applicant IS 'A person or company that passes identity verification, one row per attempt to become a client.';


--
-- Name: COLUMN applicant.external_applicant_id; Type: COMMENT; Schema: vss; Owner: -
--

COMMENT ON COLUMN vss.applicant.external_applicant_id IS 'Identifier at the provider.';


--
-- Name: COLUMN applicant.client_profile_id; Type: COMMENT; Schema: vss; Owner: -
--

COMMENT ON COLUMN vss.applicant.client_profile_id IS 'webbank.core.client_profile.id; another database, no foreign key.';


--
-- Name: COLUMN applicant.first_name; Type: COMMENT; Schema: vss; Owner: -
--

COMMENT ON COLUMN vss.applicant.first_name IS 'Personal data; empty for companies.';


--
-- Name: COLUMN applicant.last_name; Type: COMMENT; Schema: vss; Owner: -
--

COMMENT ON COLUMN vss.applicant.last_name IS 'Personal data.';


--
-- Name: applicant_address; Type: TABLE; Schema: vss; Owner: -
--

CREATE TABLE vss.applicant_address (
    id bigint NOT NULL,
    applicant_id bigint NOT NULL,
    street text,
    house_no character varying(16),
    town text NOT NULL,
    post_code character varying(12),
    country_code character(2) NOT NULL,
    geocoded boolean DEFAULT false NOT NULL,
    proof_document_id bigint
);


--
-- Name: TABLE applicant_address; Type: COMMENT; Schema: vss; Owner: -
--

COMMENT ON TABLE vss.applicant_address IS 'An address the applicant stated, with the result of geocoding.';


--
-- Name: COLUMN applicant_address.street; Type: COMMENT; Schema: vss; Owner: -
--

COMMENT ON COLUMN vss.applicant_address.street IS 'Personal data.';


--
-- Name: applicant_address_id_seq; Type: SEQUENCE; Schema: vss; Owner: -
--

ALTER TABLE vss.applicant_address ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME vss.applicant_address_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: applicant_current_v; Type: VIEW; Schema: vss; Owner: -
--

CREATE VIEW vss.applicant_current_v AS
 SELECT a.id,
    a.external_applicant_id,
    a.client_profile_id,
    s.code AS status_code,
    a.review_answer,
    a.updated_at
   FROM (vss.applicant a
     JOIN dict.applicant_status s ON ((s.id = a.status_id)));


--
-- Name: VIEW applicant_current_v; Type: COMMENT; Schema: vss; Owner: -
--

COMMENT ON VIEW vss.applicant_current_v IS 'Applicants with the code of their present status.';


--
-- Name: applicant_document; Type: TABLE; Schema: vss; Owner: -
--

CREATE TABLE vss.applicant_document (
    id bigint NOT NULL,
    applicant_id bigint NOT NULL,
    kind_id smallint NOT NULL,
    number_masked character varying(24),
    issuing_country character(2),
    issued_on date,
    expires_on date,
    mrz_valid boolean,
    extracted jsonb,
    uploaded_at timestamp with time zone NOT NULL
);


--
-- Name: TABLE applicant_document; Type: COMMENT; Schema: vss; Owner: -
--

COMMENT ON TABLE vss.applicant_document IS 'An identity or address document an applicant handed in.';


--
-- Name: COLUMN applicant_document.number_masked; Type: COMMENT; Schema: vss; Owner: -
--

COMMENT ON COLUMN vss.applicant_document.number_masked IS 'All but the last three characters replaced.';


--
-- Name: COLUMN applicant_document.extracted; Type: COMMENT; Schema: vss; Owner: -
--

COMMENT ON COLUMN vss.applicant_document.extracted IS 'Fields read by the provider.';


--
-- Name: applicant_document_id_seq; Type: SEQUENCE; Schema: vss; Owner: -
--

ALTER TABLE vss.applicant_document ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME vss.applicant_document_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: applicant_id_seq; Type: SEQUENCE; Schema: vss; Owner: -
--

ALTER TABLE vss.applicant ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME vss.applicant_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: applicant_log; Type: TABLE; Schema: vss; Owner: -
--

CREATE TABLE vss.applicant_log (
    id bigint NOT NULL,
    applicant_id bigint NOT NULL,
    client_profile_id bigint,
    status_id smallint NOT NULL,
    review_answer vss.review_answer,
    logged_by character varying(40) DEFAULT 'webhook'::character varying NOT NULL,
    payload_digest character(32),
    logged_at timestamp with time zone NOT NULL
);


--
-- Name: TABLE applicant_log; Type: COMMENT; Schema: vss; Owner: -
--

COMMENT ON TABLE vss.applicant_log IS 'Each status an applicant was given, with the moment; diverges from webbank since the migration began.';


--
-- Name: COLUMN applicant_log.client_profile_id; Type: COMMENT; Schema: vss; Owner: -
--

COMMENT ON COLUMN vss.applicant_log.client_profile_id IS 'webbank.core.client_profile.id; another database, no foreign key.';


--
-- Name: applicant_log_id_seq; Type: SEQUENCE; Schema: vss; Owner: -
--

ALTER TABLE vss.applicant_log ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME vss.applicant_log_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: applicant_reject; Type: TABLE; Schema: vss; Owner: -
--

CREATE TABLE vss.applicant_reject (
    applicant_id bigint NOT NULL,
    label_id smallint NOT NULL,
    moderator_comment text,
    set_at timestamp with time zone NOT NULL
);


--
-- Name: TABLE applicant_reject; Type: COMMENT; Schema: vss; Owner: -
--

COMMENT ON TABLE vss.applicant_reject IS 'Reasons for which an applicant was turned down, several per applicant possible.';


--
-- Name: COLUMN applicant_reject.moderator_comment; Type: COMMENT; Schema: vss; Owner: -
--

COMMENT ON COLUMN vss.applicant_reject.moderator_comment IS 'Not shown to the client.';


--
-- Name: beneficial_owner; Type: TABLE; Schema: vss; Owner: -
--

CREATE TABLE vss.beneficial_owner (
    id bigint NOT NULL,
    company_applicant_id bigint NOT NULL,
    person_applicant_id bigint,
    nature_id smallint NOT NULL,
    owner_name text NOT NULL,
    share_percent numeric(6,3),
    declared_on date NOT NULL,
    is_verified boolean DEFAULT false NOT NULL
);


--
-- Name: TABLE beneficial_owner; Type: COMMENT; Schema: vss; Owner: -
--

COMMENT ON TABLE vss.beneficial_owner IS 'A person who owns or controls a company applicant.';


--
-- Name: COLUMN beneficial_owner.person_applicant_id; Type: COMMENT; Schema: vss; Owner: -
--

COMMENT ON COLUMN vss.beneficial_owner.person_applicant_id IS 'The owner''s own verification, when required.';


--
-- Name: COLUMN beneficial_owner.owner_name; Type: COMMENT; Schema: vss; Owner: -
--

COMMENT ON COLUMN vss.beneficial_owner.owner_name IS 'Personal data.';


--
-- Name: beneficial_owner_id_seq; Type: SEQUENCE; Schema: vss; Owner: -
--

ALTER TABLE vss.beneficial_owner ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME vss.beneficial_owner_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: client_verification; Type: TABLE; Schema: vss; Owner: -
--

CREATE TABLE vss.client_verification (
    id bigint NOT NULL,
    client_profile_id bigint NOT NULL,
    applicant_id bigint NOT NULL,
    level_id smallint NOT NULL,
    outcome vss.verification_outcome,
    attempt_no smallint DEFAULT 1 NOT NULL,
    risk_labels text[],
    valid_until date,
    started_at timestamp with time zone NOT NULL,
    finished_at timestamp with time zone,
    migrated_to_webbank boolean DEFAULT false NOT NULL
);


--
-- Name: TABLE client_verification; Type: COMMENT; Schema: vss; Owner: -
--

COMMENT ON TABLE vss.client_verification IS 'A verification of a client as the bank counts it, made of several checks.';


--
-- Name: COLUMN client_verification.client_profile_id; Type: COMMENT; Schema: vss; Owner: -
--

COMMENT ON COLUMN vss.client_verification.client_profile_id IS 'webbank.core.client_profile.id; another database, no foreign key.';


--
-- Name: client_verification_id_seq; Type: SEQUENCE; Schema: vss; Owner: -
--

ALTER TABLE vss.client_verification ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME vss.client_verification_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: company_applicant; Type: TABLE; Schema: vss; Owner: -
--

CREATE TABLE vss.company_applicant (
    applicant_id bigint NOT NULL,
    registration_no character varying(30) NOT NULL,
    register_country character(2) NOT NULL,
    incorporated_on date,
    legal_address text,
    activity_code character varying(10),
    share_capital numeric(18,2),
    register_extract jsonb,
    extract_fetched_at timestamp with time zone
);


--
-- Name: TABLE company_applicant; Type: COMMENT; Schema: vss; Owner: -
--

COMMENT ON TABLE vss.company_applicant IS 'Company data of an applicant of the company type, as read from the register.';


--
-- Name: company_applicant_applicant_id_seq; Type: SEQUENCE; Schema: vss; Owner: -
--

ALTER TABLE vss.company_applicant ALTER COLUMN applicant_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME vss.company_applicant_applicant_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: document_image; Type: TABLE; Schema: vss; Owner: -
--

CREATE TABLE vss.document_image (
    id uuid NOT NULL,
    document_id bigint,
    applicant_id bigint NOT NULL,
    side vss.media_side NOT NULL,
    quality_id smallint,
    storage_key text NOT NULL,
    mime_type character varying(40) NOT NULL,
    byte_size integer NOT NULL,
    sha1 bytea,
    purge_after date,
    captured_at timestamp with time zone NOT NULL,
    CONSTRAINT document_image_byte_size_check CHECK ((byte_size >= 0))
);


--
-- Name: TABLE document_image; Type: COMMENT; Schema: vss; Owner: -
--

COMMENT ON TABLE vss.document_image IS 'A picture or scan that belongs to a document or a selfie step.';


--
-- Name: COLUMN document_image.purge_after; Type: COMMENT; Schema: vss; Owner: -
--

COMMENT ON COLUMN vss.document_image.purge_after IS 'Retention ends five years after closure.';


--
-- Name: duplicate_candidate; Type: TABLE; Schema: vss; Owner: -
--

CREATE TABLE vss.duplicate_candidate (
    applicant_id bigint NOT NULL,
    other_applicant_id bigint NOT NULL,
    matched_attributes text[] NOT NULL,
    score vss.confidence NOT NULL,
    confirmed boolean,
    detected_at timestamp with time zone NOT NULL
);


--
-- Name: TABLE duplicate_candidate; Type: COMMENT; Schema: vss; Owner: -
--

COMMENT ON TABLE vss.duplicate_candidate IS 'Two applicants that look like the same person.';


--
-- Name: face_comparison; Type: TABLE; Schema: vss; Owner: -
--

CREATE TABLE vss.face_comparison (
    check_id bigint NOT NULL,
    selfie_image_id uuid,
    document_image_id uuid,
    similarity vss.confidence NOT NULL,
    spoof_score vss.confidence,
    model_version character varying(20) NOT NULL
);


--
-- Name: TABLE face_comparison; Type: COMMENT; Schema: vss; Owner: -
--

COMMENT ON TABLE vss.face_comparison IS 'Comparison of a selfie with the photo on a document.';


--
-- Name: face_comparison_check_id_seq; Type: SEQUENCE; Schema: vss; Owner: -
--

ALTER TABLE vss.face_comparison ALTER COLUMN check_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME vss.face_comparison_check_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: liveness_session; Type: TABLE; Schema: vss; Owner: -
--

CREATE TABLE vss.liveness_session (
    session_token uuid NOT NULL,
    applicant_id bigint NOT NULL,
    device_model text,
    os_version character varying(20),
    ip_address inet,
    prompts_shown smallint NOT NULL,
    is_live boolean,
    began_at timestamp with time zone NOT NULL,
    length_seconds numeric(6,1)
);


--
-- Name: TABLE liveness_session; Type: COMMENT; Schema: vss; Owner: -
--

COMMENT ON TABLE vss.liveness_session IS 'A guided video session in which the person proves to be present.';


--
-- Name: COLUMN liveness_session.ip_address; Type: COMMENT; Schema: vss; Owner: -
--

COMMENT ON COLUMN vss.liveness_session.ip_address IS 'Personal data.';


--
-- Name: migration_cursor; Type: TABLE; Schema: vss; Owner: -
--

CREATE TABLE vss.migration_cursor (
    stream character varying(40) NOT NULL,
    last_moved_id bigint,
    moved_total bigint DEFAULT 0 NOT NULL,
    skipped_total bigint DEFAULT 0 NOT NULL,
    last_error text,
    moved_at timestamp without time zone
);


--
-- Name: TABLE migration_cursor; Type: COMMENT; Schema: vss; Owner: -
--

COMMENT ON TABLE vss.migration_cursor IS 'How far the move of applicants to webbank has come; written by the migration job.';


--
-- Name: provider_invoice; Type: TABLE; Schema: vss; Owner: -
--

CREATE TABLE vss.provider_invoice (
    id integer NOT NULL,
    provider_id smallint NOT NULL,
    invoice_no character varying(30) NOT NULL,
    billing_month date NOT NULL,
    checks_billed integer NOT NULL,
    net_eur numeric(12,2) NOT NULL,
    vat_eur numeric(12,2) NOT NULL,
    disputed_eur numeric(12,2),
    paid_on date
);


--
-- Name: TABLE provider_invoice; Type: COMMENT; Schema: vss; Owner: -
--

COMMENT ON TABLE vss.provider_invoice IS 'A monthly invoice of a verification provider.';


--
-- Name: provider_invoice_id_seq; Type: SEQUENCE; Schema: vss; Owner: -
--

ALTER TABLE vss.provider_invoice ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME vss.provider_invoice_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: questionnaire_answer; Type: TABLE; Schema: vss; Owner: -
--

CREATE TABLE vss.questionnaire_answer (
    applicant_id bigint NOT NULL,
    question_no bigint NOT NULL,
    question_code character varying(40) NOT NULL,
    answer_text text,
    answer_options text[],
    answered_at timestamp with time zone NOT NULL
);


--
-- Name: TABLE questionnaire_answer; Type: COMMENT; Schema: vss; Owner: -
--

COMMENT ON TABLE vss.questionnaire_answer IS 'An answer to a question of the onboarding questionnaire.';


--
-- Name: resubmission_request; Type: TABLE; Schema: vss; Owner: -
--

CREATE TABLE vss.resubmission_request (
    id bigint NOT NULL,
    applicant_id bigint NOT NULL,
    document_kind_id smallint,
    label_id smallint NOT NULL,
    message_to_client text NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    answered_at timestamp with time zone,
    reminder_count smallint DEFAULT 0 NOT NULL
);


--
-- Name: TABLE resubmission_request; Type: COMMENT; Schema: vss; Owner: -
--

COMMENT ON TABLE vss.resubmission_request IS 'A request to the applicant to upload something again.';


--
-- Name: resubmission_request_id_seq; Type: SEQUENCE; Schema: vss; Owner: -
--

ALTER TABLE vss.resubmission_request ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME vss.resubmission_request_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: review_task; Type: TABLE; Schema: vss; Owner: -
--

CREATE TABLE vss.review_task (
    id bigint NOT NULL,
    applicant_id bigint NOT NULL,
    queue_id smallint NOT NULL,
    reviewer_login character varying(60),
    taken_at timestamp with time zone,
    answer vss.review_answer,
    answer_comment text,
    queued_at timestamp with time zone NOT NULL,
    done_at timestamp with time zone
);


--
-- Name: TABLE review_task; Type: COMMENT; Schema: vss; Owner: -
--

COMMENT ON TABLE vss.review_task IS 'An applicant that waits in a queue for a person''s decision.';


--
-- Name: review_task_id_seq; Type: SEQUENCE; Schema: vss; Owner: -
--

ALTER TABLE vss.review_task ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME vss.review_task_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: sdk_access_token; Type: TABLE; Schema: vss; Owner: -
--

CREATE TABLE vss.sdk_access_token (
    token_id uuid NOT NULL,
    token_hash bytea NOT NULL,
    applicant_ref character varying(32) NOT NULL,
    platform character varying(10) NOT NULL,
    issued_at timestamp with time zone NOT NULL,
    ttl interval NOT NULL
);


--
-- Name: TABLE sdk_access_token; Type: COMMENT; Schema: vss; Owner: -
--

COMMENT ON TABLE vss.sdk_access_token IS 'Short-lived token with which the mobile app opens the provider''s screen.';


--
-- Name: COLUMN sdk_access_token.applicant_ref; Type: COMMENT; Schema: vss; Owner: -
--

COMMENT ON COLUMN vss.sdk_access_token.applicant_ref IS 'External applicant identifier.';


--
-- Name: verification_check; Type: TABLE; Schema: vss; Owner: -
--

CREATE TABLE vss.verification_check (
    id bigint NOT NULL,
    verification_id bigint NOT NULL,
    kind_id smallint NOT NULL,
    outcome vss.verification_outcome NOT NULL,
    confidence vss.confidence,
    detail jsonb,
    billed_eur numeric(6,3),
    checked_at timestamp with time zone NOT NULL
);


--
-- Name: TABLE verification_check; Type: COMMENT; Schema: vss; Owner: -
--

COMMENT ON TABLE vss.verification_check IS 'One check inside a verification, with its result and price.';


--
-- Name: verification_check_id_seq; Type: SEQUENCE; Schema: vss; Owner: -
--

ALTER TABLE vss.verification_check ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME vss.verification_check_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: webhook_call; Type: TABLE; Schema: vss; Owner: -
--

CREATE TABLE vss.webhook_call (
    id bigint NOT NULL,
    provider_id smallint NOT NULL,
    event_type character varying(40) NOT NULL,
    external_applicant_id character varying(32),
    body jsonb NOT NULL,
    signature_ok boolean NOT NULL,
    state vss.webhook_state NOT NULL,
    error_text text,
    received_at timestamp with time zone NOT NULL,
    processed_at timestamp with time zone
);


--
-- Name: TABLE webhook_call; Type: COMMENT; Schema: vss; Owner: -
--

COMMENT ON TABLE vss.webhook_call IS 'A message of the verification provider as it came in.';


--
-- Name: COLUMN webhook_call.external_applicant_id; Type: COMMENT; Schema: vss; Owner: -
--

COMMENT ON COLUMN vss.webhook_call.external_applicant_id IS 'Kept as text, the applicant may not exist yet.';


--
-- Name: webhook_call_id_seq; Type: SEQUENCE; Schema: vss; Owner: -
--

ALTER TABLE vss.webhook_call ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME vss.webhook_call_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: applicant_status applicant_status_code_key; Type: CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.applicant_status
    ADD CONSTRAINT applicant_status_code_key UNIQUE (code);


--
-- Name: applicant_status applicant_status_pkey; Type: CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.applicant_status
    ADD CONSTRAINT applicant_status_pkey PRIMARY KEY (id);


--
-- Name: check_kind check_kind_code_key; Type: CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.check_kind
    ADD CONSTRAINT check_kind_code_key UNIQUE (code);


--
-- Name: check_kind check_kind_pkey; Type: CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.check_kind
    ADD CONSTRAINT check_kind_pkey PRIMARY KEY (id);


--
-- Name: id_document_kind id_document_kind_code_key; Type: CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.id_document_kind
    ADD CONSTRAINT id_document_kind_code_key UNIQUE (code);


--
-- Name: id_document_kind id_document_kind_pkey; Type: CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.id_document_kind
    ADD CONSTRAINT id_document_kind_pkey PRIMARY KEY (id);


--
-- Name: image_quality image_quality_code_key; Type: CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.image_quality
    ADD CONSTRAINT image_quality_code_key UNIQUE (code);


--
-- Name: image_quality image_quality_pkey; Type: CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.image_quality
    ADD CONSTRAINT image_quality_pkey PRIMARY KEY (id);


--
-- Name: ownership_nature ownership_nature_code_key; Type: CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.ownership_nature
    ADD CONSTRAINT ownership_nature_code_key UNIQUE (code);


--
-- Name: ownership_nature ownership_nature_pkey; Type: CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.ownership_nature
    ADD CONSTRAINT ownership_nature_pkey PRIMARY KEY (id);


--
-- Name: provider_kind provider_kind_code_key; Type: CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.provider_kind
    ADD CONSTRAINT provider_kind_code_key UNIQUE (code);


--
-- Name: provider_kind provider_kind_pkey; Type: CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.provider_kind
    ADD CONSTRAINT provider_kind_pkey PRIMARY KEY (id);


--
-- Name: reject_label reject_label_code_key; Type: CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.reject_label
    ADD CONSTRAINT reject_label_code_key UNIQUE (code);


--
-- Name: reject_label reject_label_pkey; Type: CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.reject_label
    ADD CONSTRAINT reject_label_pkey PRIMARY KEY (id);


--
-- Name: review_queue review_queue_code_key; Type: CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.review_queue
    ADD CONSTRAINT review_queue_code_key UNIQUE (code);


--
-- Name: review_queue review_queue_pkey; Type: CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.review_queue
    ADD CONSTRAINT review_queue_pkey PRIMARY KEY (id);


--
-- Name: verification_level verification_level_code_key; Type: CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.verification_level
    ADD CONSTRAINT verification_level_code_key UNIQUE (code);


--
-- Name: verification_level verification_level_pkey; Type: CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.verification_level
    ADD CONSTRAINT verification_level_pkey PRIMARY KEY (id);


--
-- Name: applicant_address applicant_address_pkey; Type: CONSTRAINT; Schema: vss; Owner: -
--

ALTER TABLE ONLY vss.applicant_address
    ADD CONSTRAINT applicant_address_pkey PRIMARY KEY (id);


--
-- Name: applicant_document applicant_document_pkey; Type: CONSTRAINT; Schema: vss; Owner: -
--

ALTER TABLE ONLY vss.applicant_document
    ADD CONSTRAINT applicant_document_pkey PRIMARY KEY (id);


--
-- Name: applicant applicant_external_applicant_id_key; Type: CONSTRAINT; Schema: vss; Owner: -
--

ALTER TABLE ONLY vss.applicant
    ADD CONSTRAINT applicant_external_applicant_id_key UNIQUE (external_applicant_id);


--
-- Name: applicant_log applicant_log_pkey; Type: CONSTRAINT; Schema: vss; Owner: -
--

ALTER TABLE ONLY vss.applicant_log
    ADD CONSTRAINT applicant_log_pkey PRIMARY KEY (id);


--
-- Name: applicant applicant_pkey; Type: CONSTRAINT; Schema: vss; Owner: -
--

ALTER TABLE ONLY vss.applicant
    ADD CONSTRAINT applicant_pkey PRIMARY KEY (id);


--
-- Name: applicant_reject applicant_reject_pkey; Type: CONSTRAINT; Schema: vss; Owner: -
--

ALTER TABLE ONLY vss.applicant_reject
    ADD CONSTRAINT applicant_reject_pkey PRIMARY KEY (applicant_id, label_id);


--
-- Name: beneficial_owner beneficial_owner_pkey; Type: CONSTRAINT; Schema: vss; Owner: -
--

ALTER TABLE ONLY vss.beneficial_owner
    ADD CONSTRAINT beneficial_owner_pkey PRIMARY KEY (id);


--
-- Name: client_verification client_verification_pkey; Type: CONSTRAINT; Schema: vss; Owner: -
--

ALTER TABLE ONLY vss.client_verification
    ADD CONSTRAINT client_verification_pkey PRIMARY KEY (id);


--
-- Name: company_applicant company_applicant_pkey; Type: CONSTRAINT; Schema: vss; Owner: -
--

ALTER TABLE ONLY vss.company_applicant
    ADD CONSTRAINT company_applicant_pkey PRIMARY KEY (applicant_id);


--
-- Name: document_image document_image_pkey; Type: CONSTRAINT; Schema: vss; Owner: -
--

ALTER TABLE ONLY vss.document_image
    ADD CONSTRAINT document_image_pkey PRIMARY KEY (id);


--
-- Name: duplicate_candidate duplicate_candidate_pkey; Type: CONSTRAINT; Schema: vss; Owner: -
--

ALTER TABLE ONLY vss.duplicate_candidate
    ADD CONSTRAINT duplicate_candidate_pkey PRIMARY KEY (applicant_id, other_applicant_id);


--
-- Name: face_comparison face_comparison_pkey; Type: CONSTRAINT; Schema: vss; Owner: -
--

ALTER TABLE ONLY vss.face_comparison
    ADD CONSTRAINT face_comparison_pkey PRIMARY KEY (check_id);


--
-- Name: liveness_session liveness_session_pkey; Type: CONSTRAINT; Schema: vss; Owner: -
--

ALTER TABLE ONLY vss.liveness_session
    ADD CONSTRAINT liveness_session_pkey PRIMARY KEY (session_token);


--
-- Name: migration_cursor migration_cursor_pkey; Type: CONSTRAINT; Schema: vss; Owner: -
--

ALTER TABLE ONLY vss.migration_cursor
    ADD CONSTRAINT migration_cursor_pkey PRIMARY KEY (stream);


--
-- Name: provider_invoice provider_invoice_pkey; Type: CONSTRAINT; Schema: vss; Owner: -
--

ALTER TABLE ONLY vss.provider_invoice
    ADD CONSTRAINT provider_invoice_pkey PRIMARY KEY (id);


--
-- Name: questionnaire_answer questionnaire_answer_pkey; Type: CONSTRAINT; Schema: vss; Owner: -
--

ALTER TABLE ONLY vss.questionnaire_answer
    ADD CONSTRAINT questionnaire_answer_pkey PRIMARY KEY (applicant_id, question_no);


--
-- Name: resubmission_request resubmission_request_pkey; Type: CONSTRAINT; Schema: vss; Owner: -
--

ALTER TABLE ONLY vss.resubmission_request
    ADD CONSTRAINT resubmission_request_pkey PRIMARY KEY (id);


--
-- Name: review_task review_task_pkey; Type: CONSTRAINT; Schema: vss; Owner: -
--

ALTER TABLE ONLY vss.review_task
    ADD CONSTRAINT review_task_pkey PRIMARY KEY (id);


--
-- Name: sdk_access_token sdk_access_token_pkey; Type: CONSTRAINT; Schema: vss; Owner: -
--

ALTER TABLE ONLY vss.sdk_access_token
    ADD CONSTRAINT sdk_access_token_pkey PRIMARY KEY (token_id);


--
-- Name: verification_check verification_check_pkey; Type: CONSTRAINT; Schema: vss; Owner: -
--

ALTER TABLE ONLY vss.verification_check
    ADD CONSTRAINT verification_check_pkey PRIMARY KEY (id);


--
-- Name: webhook_call webhook_call_pkey; Type: CONSTRAINT; Schema: vss; Owner: -
--

ALTER TABLE ONLY vss.webhook_call
    ADD CONSTRAINT webhook_call_pkey PRIMARY KEY (id);


--
-- Name: applicant_address_applicant_id_idx; Type: INDEX; Schema: vss; Owner: -
--

CREATE INDEX applicant_address_applicant_id_idx ON vss.applicant_address USING btree (applicant_id);


--
-- Name: applicant_client_profile_id_idx; Type: INDEX; Schema: vss; Owner: -
--

CREATE INDEX applicant_client_profile_id_idx ON vss.applicant USING btree (client_profile_id);


--
-- Name: applicant_document_applicant_id_idx; Type: INDEX; Schema: vss; Owner: -
--

CREATE INDEX applicant_document_applicant_id_idx ON vss.applicant_document USING btree (applicant_id);


--
-- Name: applicant_document_expires_on_idx; Type: INDEX; Schema: vss; Owner: -
--

CREATE INDEX applicant_document_expires_on_idx ON vss.applicant_document USING btree (expires_on);


--
-- Name: applicant_log_applicant_id_idx; Type: INDEX; Schema: vss; Owner: -
--

CREATE INDEX applicant_log_applicant_id_idx ON vss.applicant_log USING btree (applicant_id);


--
-- Name: applicant_log_client_profile_id_idx; Type: INDEX; Schema: vss; Owner: -
--

CREATE INDEX applicant_log_client_profile_id_idx ON vss.applicant_log USING btree (client_profile_id);


--
-- Name: applicant_log_logged_at_idx; Type: INDEX; Schema: vss; Owner: -
--

CREATE INDEX applicant_log_logged_at_idx ON vss.applicant_log USING btree (logged_at);


--
-- Name: applicant_lower_email_idx; Type: INDEX; Schema: vss; Owner: -
--

CREATE INDEX applicant_lower_email_idx ON vss.applicant USING btree (lower(email));


--
-- Name: applicant_status_id_created_at_idx; Type: INDEX; Schema: vss; Owner: -
--

CREATE INDEX applicant_status_id_created_at_idx ON vss.applicant USING btree (status_id, created_at);


--
-- Name: beneficial_owner_company_applicant_id_idx; Type: INDEX; Schema: vss; Owner: -
--

CREATE INDEX beneficial_owner_company_applicant_id_idx ON vss.beneficial_owner USING btree (company_applicant_id);


--
-- Name: client_verification_client_profile_id_idx; Type: INDEX; Schema: vss; Owner: -
--

CREATE INDEX client_verification_client_profile_id_idx ON vss.client_verification USING btree (client_profile_id);


--
-- Name: client_verification_finished_at_idx; Type: INDEX; Schema: vss; Owner: -
--

CREATE INDEX client_verification_finished_at_idx ON vss.client_verification USING btree (finished_at);


--
-- Name: client_verification_started_at_idx; Type: INDEX; Schema: vss; Owner: -
--

CREATE INDEX client_verification_started_at_idx ON vss.client_verification USING btree (started_at);


--
-- Name: company_applicant_register_country_registration_no_idx; Type: INDEX; Schema: vss; Owner: -
--

CREATE INDEX company_applicant_register_country_registration_no_idx ON vss.company_applicant USING btree (register_country, registration_no);


--
-- Name: document_image_applicant_id_idx; Type: INDEX; Schema: vss; Owner: -
--

CREATE INDEX document_image_applicant_id_idx ON vss.document_image USING btree (applicant_id);


--
-- Name: document_image_document_id_idx; Type: INDEX; Schema: vss; Owner: -
--

CREATE INDEX document_image_document_id_idx ON vss.document_image USING btree (document_id);


--
-- Name: liveness_session_applicant_id_idx; Type: INDEX; Schema: vss; Owner: -
--

CREATE INDEX liveness_session_applicant_id_idx ON vss.liveness_session USING btree (applicant_id);


--
-- Name: resubmission_request_applicant_id_idx; Type: INDEX; Schema: vss; Owner: -
--

CREATE INDEX resubmission_request_applicant_id_idx ON vss.resubmission_request USING btree (applicant_id);


--
-- Name: resubmission_request_asked_at_idx; Type: INDEX; Schema: vss; Owner: -
--

CREATE INDEX resubmission_request_asked_at_idx ON vss.resubmission_request USING btree (asked_at);


--
-- Name: review_task_applicant_id_idx; Type: INDEX; Schema: vss; Owner: -
--

CREATE INDEX review_task_applicant_id_idx ON vss.review_task USING btree (applicant_id);


--
-- Name: review_task_queue_id_queued_at_partial_idx; Type: INDEX; Schema: vss; Owner: -
--

CREATE INDEX review_task_queue_id_queued_at_partial_idx ON vss.review_task USING btree (queue_id, queued_at) WHERE (done_at IS NULL);


--
-- Name: sdk_access_token_issued_at_idx; Type: INDEX; Schema: vss; Owner: -
--

CREATE INDEX sdk_access_token_issued_at_idx ON vss.sdk_access_token USING btree (issued_at);


--
-- Name: verification_check_kind_id_outcome_idx; Type: INDEX; Schema: vss; Owner: -
--

CREATE INDEX verification_check_kind_id_outcome_idx ON vss.verification_check USING btree (kind_id, outcome);


--
-- Name: verification_check_verification_id_idx; Type: INDEX; Schema: vss; Owner: -
--

CREATE INDEX verification_check_verification_id_idx ON vss.verification_check USING btree (verification_id);


--
-- Name: webhook_call_external_applicant_id_idx; Type: INDEX; Schema: vss; Owner: -
--

CREATE INDEX webhook_call_external_applicant_id_idx ON vss.webhook_call USING btree (external_applicant_id);


--
-- Name: webhook_call_received_at_idx; Type: INDEX; Schema: vss; Owner: -
--

CREATE INDEX webhook_call_received_at_idx ON vss.webhook_call USING btree (received_at);


--
-- Name: applicant_address applicant_address_applicant_id_fkey; Type: FK CONSTRAINT; Schema: vss; Owner: -
--

ALTER TABLE ONLY vss.applicant_address
    ADD CONSTRAINT applicant_address_applicant_id_fkey FOREIGN KEY (applicant_id) REFERENCES vss.applicant(id);


--
-- Name: applicant_address applicant_address_proof_document_id_fkey; Type: FK CONSTRAINT; Schema: vss; Owner: -
--

ALTER TABLE ONLY vss.applicant_address
    ADD CONSTRAINT applicant_address_proof_document_id_fkey FOREIGN KEY (proof_document_id) REFERENCES vss.applicant_document(id);


--
-- Name: applicant_document applicant_document_applicant_id_fkey; Type: FK CONSTRAINT; Schema: vss; Owner: -
--

ALTER TABLE ONLY vss.applicant_document
    ADD CONSTRAINT applicant_document_applicant_id_fkey FOREIGN KEY (applicant_id) REFERENCES vss.applicant(id);


--
-- Name: applicant_document applicant_document_kind_id_fkey; Type: FK CONSTRAINT; Schema: vss; Owner: -
--

ALTER TABLE ONLY vss.applicant_document
    ADD CONSTRAINT applicant_document_kind_id_fkey FOREIGN KEY (kind_id) REFERENCES dict.id_document_kind(id);


--
-- Name: applicant applicant_level_id_fkey; Type: FK CONSTRAINT; Schema: vss; Owner: -
--

ALTER TABLE ONLY vss.applicant
    ADD CONSTRAINT applicant_level_id_fkey FOREIGN KEY (level_id) REFERENCES dict.verification_level(id);


--
-- Name: applicant_log applicant_log_applicant_id_fkey; Type: FK CONSTRAINT; Schema: vss; Owner: -
--

ALTER TABLE ONLY vss.applicant_log
    ADD CONSTRAINT applicant_log_applicant_id_fkey FOREIGN KEY (applicant_id) REFERENCES vss.applicant(id);


--
-- Name: applicant_log applicant_log_status_id_fkey; Type: FK CONSTRAINT; Schema: vss; Owner: -
--

ALTER TABLE ONLY vss.applicant_log
    ADD CONSTRAINT applicant_log_status_id_fkey FOREIGN KEY (status_id) REFERENCES dict.applicant_status(id);


--
-- Name: applicant applicant_provider_id_fkey; Type: FK CONSTRAINT; Schema: vss; Owner: -
--

ALTER TABLE ONLY vss.applicant
    ADD CONSTRAINT applicant_provider_id_fkey FOREIGN KEY (provider_id) REFERENCES dict.provider_kind(id);


--
-- Name: applicant_reject applicant_reject_applicant_id_fkey; Type: FK CONSTRAINT; Schema: vss; Owner: -
--

ALTER TABLE ONLY vss.applicant_reject
    ADD CONSTRAINT applicant_reject_applicant_id_fkey FOREIGN KEY (applicant_id) REFERENCES vss.applicant(id);


--
-- Name: applicant_reject applicant_reject_label_id_fkey; Type: FK CONSTRAINT; Schema: vss; Owner: -
--

ALTER TABLE ONLY vss.applicant_reject
    ADD CONSTRAINT applicant_reject_label_id_fkey FOREIGN KEY (label_id) REFERENCES dict.reject_label(id);


--
-- Name: applicant applicant_status_id_fkey; Type: FK CONSTRAINT; Schema: vss; Owner: -
--

ALTER TABLE ONLY vss.applicant
    ADD CONSTRAINT applicant_status_id_fkey FOREIGN KEY (status_id) REFERENCES dict.applicant_status(id);


--
-- Name: beneficial_owner beneficial_owner_company_applicant_id_fkey; Type: FK CONSTRAINT; Schema: vss; Owner: -
--

ALTER TABLE ONLY vss.beneficial_owner
    ADD CONSTRAINT beneficial_owner_company_applicant_id_fkey FOREIGN KEY (company_applicant_id) REFERENCES vss.company_applicant(applicant_id);


--
-- Name: beneficial_owner beneficial_owner_nature_id_fkey; Type: FK CONSTRAINT; Schema: vss; Owner: -
--

ALTER TABLE ONLY vss.beneficial_owner
    ADD CONSTRAINT beneficial_owner_nature_id_fkey FOREIGN KEY (nature_id) REFERENCES dict.ownership_nature(id);


--
-- Name: beneficial_owner beneficial_owner_person_applicant_id_fkey; Type: FK CONSTRAINT; Schema: vss; Owner: -
--

ALTER TABLE ONLY vss.beneficial_owner
    ADD CONSTRAINT beneficial_owner_person_applicant_id_fkey FOREIGN KEY (person_applicant_id) REFERENCES vss.applicant(id);


--
-- Name: client_verification client_verification_applicant_id_fkey; Type: FK CONSTRAINT; Schema: vss; Owner: -
--

ALTER TABLE ONLY vss.client_verification
    ADD CONSTRAINT client_verification_applicant_id_fkey FOREIGN KEY (applicant_id) REFERENCES vss.applicant(id);


--
-- Name: client_verification client_verification_level_id_fkey; Type: FK CONSTRAINT; Schema: vss; Owner: -
--

ALTER TABLE ONLY vss.client_verification
    ADD CONSTRAINT client_verification_level_id_fkey FOREIGN KEY (level_id) REFERENCES dict.verification_level(id);


--
-- Name: company_applicant company_applicant_applicant_id_fkey; Type: FK CONSTRAINT; Schema: vss; Owner: -
--

ALTER TABLE ONLY vss.company_applicant
    ADD CONSTRAINT company_applicant_applicant_id_fkey FOREIGN KEY (applicant_id) REFERENCES vss.applicant(id);


--
-- Name: document_image document_image_applicant_id_fkey; Type: FK CONSTRAINT; Schema: vss; Owner: -
--

ALTER TABLE ONLY vss.document_image
    ADD CONSTRAINT document_image_applicant_id_fkey FOREIGN KEY (applicant_id) REFERENCES vss.applicant(id);


--
-- Name: document_image document_image_document_id_fkey; Type: FK CONSTRAINT; Schema: vss; Owner: -
--

ALTER TABLE ONLY vss.document_image
    ADD CONSTRAINT document_image_document_id_fkey FOREIGN KEY (document_id) REFERENCES vss.applicant_document(id);


--
-- Name: document_image document_image_quality_id_fkey; Type: FK CONSTRAINT; Schema: vss; Owner: -
--

ALTER TABLE ONLY vss.document_image
    ADD CONSTRAINT document_image_quality_id_fkey FOREIGN KEY (quality_id) REFERENCES dict.image_quality(id);


--
-- Name: duplicate_candidate duplicate_candidate_applicant_id_fkey; Type: FK CONSTRAINT; Schema: vss; Owner: -
--

ALTER TABLE ONLY vss.duplicate_candidate
    ADD CONSTRAINT duplicate_candidate_applicant_id_fkey FOREIGN KEY (applicant_id) REFERENCES vss.applicant(id);


--
-- Name: duplicate_candidate duplicate_candidate_other_applicant_id_fkey; Type: FK CONSTRAINT; Schema: vss; Owner: -
--

ALTER TABLE ONLY vss.duplicate_candidate
    ADD CONSTRAINT duplicate_candidate_other_applicant_id_fkey FOREIGN KEY (other_applicant_id) REFERENCES vss.applicant(id);


--
-- Name: face_comparison face_comparison_check_id_fkey; Type: FK CONSTRAINT; Schema: vss; Owner: -
--

ALTER TABLE ONLY vss.face_comparison
    ADD CONSTRAINT face_comparison_check_id_fkey FOREIGN KEY (check_id) REFERENCES vss.verification_check(id);


--
-- Name: face_comparison face_comparison_document_image_id_fkey; Type: FK CONSTRAINT; Schema: vss; Owner: -
--

ALTER TABLE ONLY vss.face_comparison
    ADD CONSTRAINT face_comparison_document_image_id_fkey FOREIGN KEY (document_image_id) REFERENCES vss.document_image(id);


--
-- Name: face_comparison face_comparison_selfie_image_id_fkey; Type: FK CONSTRAINT; Schema: vss; Owner: -
--

ALTER TABLE ONLY vss.face_comparison
    ADD CONSTRAINT face_comparison_selfie_image_id_fkey FOREIGN KEY (selfie_image_id) REFERENCES vss.document_image(id);


--
-- Name: liveness_session liveness_session_applicant_id_fkey; Type: FK CONSTRAINT; Schema: vss; Owner: -
--

ALTER TABLE ONLY vss.liveness_session
    ADD CONSTRAINT liveness_session_applicant_id_fkey FOREIGN KEY (applicant_id) REFERENCES vss.applicant(id);


--
-- Name: provider_invoice provider_invoice_provider_id_fkey; Type: FK CONSTRAINT; Schema: vss; Owner: -
--

ALTER TABLE ONLY vss.provider_invoice
    ADD CONSTRAINT provider_invoice_provider_id_fkey FOREIGN KEY (provider_id) REFERENCES dict.provider_kind(id);


--
-- Name: questionnaire_answer questionnaire_answer_applicant_id_fkey; Type: FK CONSTRAINT; Schema: vss; Owner: -
--

ALTER TABLE ONLY vss.questionnaire_answer
    ADD CONSTRAINT questionnaire_answer_applicant_id_fkey FOREIGN KEY (applicant_id) REFERENCES vss.applicant(id);


--
-- Name: resubmission_request resubmission_request_applicant_id_fkey; Type: FK CONSTRAINT; Schema: vss; Owner: -
--

ALTER TABLE ONLY vss.resubmission_request
    ADD CONSTRAINT resubmission_request_applicant_id_fkey FOREIGN KEY (applicant_id) REFERENCES vss.applicant(id);


--
-- Name: resubmission_request resubmission_request_document_kind_id_fkey; Type: FK CONSTRAINT; Schema: vss; Owner: -
--

ALTER TABLE ONLY vss.resubmission_request
    ADD CONSTRAINT resubmission_request_document_kind_id_fkey FOREIGN KEY (document_kind_id) REFERENCES dict.id_document_kind(id);


--
-- Name: resubmission_request resubmission_request_label_id_fkey; Type: FK CONSTRAINT; Schema: vss; Owner: -
--

ALTER TABLE ONLY vss.resubmission_request
    ADD CONSTRAINT resubmission_request_label_id_fkey FOREIGN KEY (label_id) REFERENCES dict.reject_label(id);


--
-- Name: review_task review_task_applicant_id_fkey; Type: FK CONSTRAINT; Schema: vss; Owner: -
--

ALTER TABLE ONLY vss.review_task
    ADD CONSTRAINT review_task_applicant_id_fkey FOREIGN KEY (applicant_id) REFERENCES vss.applicant(id);


--
-- Name: review_task review_task_queue_id_fkey; Type: FK CONSTRAINT; Schema: vss; Owner: -
--

ALTER TABLE ONLY vss.review_task
    ADD CONSTRAINT review_task_queue_id_fkey FOREIGN KEY (queue_id) REFERENCES dict.review_queue(id);


--
-- Name: verification_check verification_check_kind_id_fkey; Type: FK CONSTRAINT; Schema: vss; Owner: -
--

ALTER TABLE ONLY vss.verification_check
    ADD CONSTRAINT verification_check_kind_id_fkey FOREIGN KEY (kind_id) REFERENCES dict.check_kind(id);


--
-- Name: verification_check verification_check_verification_id_fkey; Type: FK CONSTRAINT; Schema: vss; Owner: -
--

ALTER TABLE ONLY vss.verification_check
    ADD CONSTRAINT verification_check_verification_id_fkey FOREIGN KEY (verification_id) REFERENCES vss.client_verification(id);


--
-- Name: webhook_call webhook_call_provider_id_fkey; Type: FK CONSTRAINT; Schema: vss; Owner: -
--

ALTER TABLE ONLY vss.webhook_call
    ADD CONSTRAINT webhook_call_provider_id_fkey FOREIGN KEY (provider_id) REFERENCES dict.provider_kind(id);


--
-- PostgreSQL database dump complete
--

\unrestrict heartbeatdemo

