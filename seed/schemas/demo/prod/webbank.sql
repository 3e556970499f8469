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
-- Name: core; Type: SCHEMA; Schema: -; Owner: -
--

CREATE SCHEMA core;


--
-- Name: dict; Type: SCHEMA; Schema: -; Owner: -
--

CREATE SCHEMA dict;


--
-- Name: eapi; Type: SCHEMA; Schema: -; Owner: -
--

CREATE SCHEMA eapi;


--
-- Name: integration; Type: SCHEMA; Schema: -; Owner: -
--

CREATE SCHEMA integration;


--
-- Name: scb; Type: SCHEMA; Schema: -; Owner: -
--

CREATE SCHEMA scb;


--
-- Name: access_mandate; Type: TYPE; Schema: core; Owner: -
--

CREATE TYPE core.access_mandate AS ENUM (
    'owner',
    'view_only',
    'prepare',
    'sign_alone',
    'sign_jointly'
);


--
-- Name: agreement_state; Type: TYPE; Schema: core; Owner: -
--

CREATE TYPE core.agreement_state AS ENUM (
    'draft',
    'offered',
    'signed',
    'terminated',
    'superseded'
);


--
-- Name: amendment_initiator; Type: TYPE; Schema: core; Owner: -
--

CREATE TYPE core.amendment_initiator AS ENUM (
    'debtor',
    'creditor',
    'bank'
);


--
-- Name: annual_rate; Type: DOMAIN; Schema: core; Owner: -
--

CREATE DOMAIN core.annual_rate AS numeric(7,6)
	CONSTRAINT annual_rate_check CHECK (((VALUE >= (0)::numeric) AND (VALUE <= (1)::numeric)));


--
-- Name: answer_kind; Type: TYPE; Schema: core; Owner: -
--

CREATE TYPE core.answer_kind AS ENUM (
    'free_text',
    'single_choice',
    'multiple_choice',
    'amount',
    'yes_no',
    'calendar_date'
);


--
-- Name: app_user_state; Type: TYPE; Schema: core; Owner: -
--

CREATE TYPE core.app_user_state AS ENUM (
    'invited',
    'active',
    'locked',
    'disabled'
);


--
-- Name: approval_state; Type: TYPE; Schema: core; Owner: -
--

CREATE TYPE core.approval_state AS ENUM (
    'waiting',
    'approved',
    'refused',
    'expired'
);


--
-- Name: batch_source_format; Type: TYPE; Schema: core; Owner: -
--

CREATE TYPE core.batch_source_format AS ENUM (
    'pain_001',
    'csv_upload',
    'payroll_form',
    'partner_api'
);


--
-- Name: bic_code; Type: DOMAIN; Schema: core; Owner: -
--

CREATE DOMAIN core.bic_code AS character varying(11);


--
-- Name: block_origin; Type: TYPE; Schema: core; Owner: -
--

CREATE TYPE core.block_origin AS ENUM (
    'court',
    'tax_authority',
    'compliance',
    'client_wish',
    'fraud_monitoring',
    'internal'
);


--
-- Name: break_cause; Type: TYPE; Schema: core; Owner: -
--

CREATE TYPE core.break_cause AS ENUM (
    'timing',
    'missing_entry',
    'duplicate_entry',
    'wrong_amount',
    'wrong_account',
    'unknown'
);


--
-- Name: client_kind; Type: TYPE; Schema: core; Owner: -
--

CREATE TYPE core.client_kind AS ENUM (
    'person',
    'sole_trader',
    'company'
);


--
-- Name: closing_outcome; Type: TYPE; Schema: core; Owner: -
--

CREATE TYPE core.closing_outcome AS ENUM (
    'pending',
    'running',
    'done',
    'failed',
    'skipped'
);


--
-- Name: consent_event; Type: TYPE; Schema: core; Owner: -
--

CREATE TYPE core.consent_event AS ENUM (
    'given',
    'withdrawn',
    'renewed',
    'expired'
);


--
-- Name: credit_verdict; Type: TYPE; Schema: core; Owner: -
--

CREATE TYPE core.credit_verdict AS ENUM (
    'approved',
    'approved_with_conditions',
    'declined',
    'returned_for_data'
);


--
-- Name: deposit_status; Type: TYPE; Schema: core; Owner: -
--

CREATE TYPE core.deposit_status AS ENUM (
    'draft',
    'awaiting_funds',
    'active',
    'matured',
    'broken',
    'rolled_over',
    'cancelled'
);


--
-- Name: dunning_step; Type: TYPE; Schema: core; Owner: -
--

CREATE TYPE core.dunning_step AS ENUM (
    'reminder_sms',
    'reminder_letter',
    'phone_call',
    'formal_notice',
    'termination_notice',
    'court_handover'
);


--
-- Name: exchange_rate; Type: DOMAIN; Schema: core; Owner: -
--

CREATE DOMAIN core.exchange_rate AS numeric(18,8)
	CONSTRAINT exchange_rate_check CHECK ((VALUE >= (0)::numeric));


--
-- Name: fee_collection_status; Type: TYPE; Schema: core; Owner: -
--

CREATE TYPE core.fee_collection_status AS ENUM (
    'planned',
    'charged',
    'partly_charged',
    'unpaid',
    'waived',
    'refunded'
);


--
-- Name: fx_side; Type: TYPE; Schema: core; Owner: -
--

CREATE TYPE core.fx_side AS ENUM (
    'buy',
    'sell'
);


--
-- Name: hit_decision; Type: TYPE; Schema: core; Owner: -
--

CREATE TYPE core.hit_decision AS ENUM (
    'open',
    'false_positive',
    'true_match',
    'escalated'
);


--
-- Name: hold_status; Type: TYPE; Schema: core; Owner: -
--

CREATE TYPE core.hold_status AS ENUM (
    'active',
    'captured',
    'released',
    'expired'
);


--
-- Name: holder_capacity; Type: TYPE; Schema: core; Owner: -
--

CREATE TYPE core.holder_capacity AS ENUM (
    'owner',
    'joint_owner',
    'beneficiary',
    'custodian'
);


--
-- Name: iban_slot_status; Type: TYPE; Schema: core; Owner: -
--

CREATE TYPE core.iban_slot_status AS ENUM (
    'free',
    'reserved',
    'assigned',
    'retired'
);


--
-- Name: interest_direction; Type: TYPE; Schema: core; Owner: -
--

CREATE TYPE core.interest_direction AS ENUM (
    'paid_to_client',
    'charged_to_client'
);


--
-- Name: job_outcome; Type: TYPE; Schema: core; Owner: -
--

CREATE TYPE core.job_outcome AS ENUM (
    'succeeded',
    'failed',
    'skipped',
    'killed'
);


--
-- Name: journal_status; Type: TYPE; Schema: core; Owner: -
--

CREATE TYPE core.journal_status AS ENUM (
    'draft',
    'submitted',
    'approved',
    'posted',
    'rejected'
);


--
-- Name: ledger_amount; Type: DOMAIN; Schema: core; Owner: -
--

CREATE DOMAIN core.ledger_amount AS numeric(18,2);


--
-- Name: limit_scope; Type: TYPE; Schema: core; Owner: -
--

CREATE TYPE core.limit_scope AS ENUM (
    'client',
    'account',
    'card',
    'device',
    'partner'
);


--
-- Name: limit_verdict; Type: TYPE; Schema: core; Owner: -
--

CREATE TYPE core.limit_verdict AS ENUM (
    'passed',
    'passed_with_step_up',
    'stopped'
);


--
-- Name: loan_party_role; Type: TYPE; Schema: core; Owner: -
--

CREATE TYPE core.loan_party_role AS ENUM (
    'borrower',
    'co_borrower',
    'guarantor',
    'spouse_consent'
);


--
-- Name: mandate_sequence; Type: TYPE; Schema: core; Owner: -
--

CREATE TYPE core.mandate_sequence AS ENUM (
    'one_off',
    'first',
    'recurring',
    'final'
);


--
-- Name: maturity_instruction; Type: TYPE; Schema: core; Owner: -
--

CREATE TYPE core.maturity_instruction AS ENUM (
    'pay_out',
    'roll_principal',
    'roll_all'
);


--
-- Name: merge_outcome; Type: TYPE; Schema: core; Owner: -
--

CREATE TYPE core.merge_outcome AS ENUM (
    'merged',
    'rolled_back',
    'refused'
);


--
-- Name: message_author; Type: TYPE; Schema: core; Owner: -
--

CREATE TYPE core.message_author AS ENUM (
    'client',
    'bank',
    'ombudsman'
);


--
-- Name: name_check_result; Type: TYPE; Schema: core; Owner: -
--

CREATE TYPE core.name_check_result AS ENUM (
    'match',
    'close_match',
    'no_match',
    'not_possible'
);


--
-- Name: normal_side; Type: TYPE; Schema: core; Owner: -
--

CREATE TYPE core.normal_side AS ENUM (
    'debit',
    'credit'
);


--
-- Name: nostro_break_kind; Type: TYPE; Schema: core; Owner: -
--

CREATE TYPE core.nostro_break_kind AS ENUM (
    'missing_in_ledger',
    'missing_in_statement',
    'amount_differs',
    'value_date_differs',
    'duplicate'
);


--
-- Name: note_visibility; Type: TYPE; Schema: core; Owner: -
--

CREATE TYPE core.note_visibility AS ENUM (
    'branch',
    'compliance',
    'everybody'
);


--
-- Name: onboarding_state; Type: TYPE; Schema: core; Owner: -
--

CREATE TYPE core.onboarding_state AS ENUM (
    'draft',
    'submitted',
    'in_review',
    'waiting_for_client',
    'approved',
    'declined',
    'abandoned'
);


--
-- Name: outbox_state; Type: TYPE; Schema: core; Owner: -
--

CREATE TYPE core.outbox_state AS ENUM (
    'pending',
    'sent',
    'delivered',
    'bounced',
    'suppressed'
);


--
-- Name: ownership_kind; Type: TYPE; Schema: core; Owner: -
--

CREATE TYPE core.ownership_kind AS ENUM (
    'direct',
    'indirect',
    'voting_rights',
    'control_by_other_means'
);


--
-- Name: ownership_share; Type: DOMAIN; Schema: core; Owner: -
--

CREATE DOMAIN core.ownership_share AS numeric(7,6)
	CONSTRAINT ownership_share_check CHECK (((VALUE >= (0)::numeric) AND (VALUE <= (1)::numeric)));


--
-- Name: product_family; Type: TYPE; Schema: core; Owner: -
--

CREATE TYPE core.product_family AS ENUM (
    'current_account',
    'savings',
    'term_deposit',
    'card',
    'loan',
    'overdraft',
    'virtual_iban'
);


--
-- Name: relation_kind; Type: TYPE; Schema: core; Owner: -
--

CREATE TYPE core.relation_kind AS ENUM (
    'spouse',
    'parent_of',
    'guardian_of',
    'employer_of',
    'group_member',
    'authorised_signatory'
);


--
-- Name: report_status; Type: TYPE; Schema: core; Owner: -
--

CREATE TYPE core.report_status AS ENUM (
    'collecting',
    'draft',
    'validated',
    'submitted',
    'accepted',
    'rejected'
);


--
-- Name: rule_leg_source; Type: TYPE; Schema: core; Owner: -
--

CREATE TYPE core.rule_leg_source AS ENUM (
    'client_account',
    'product_control',
    'fee_income',
    'nostro',
    'suspense',
    'fixed_account'
);


--
-- Name: screening_state; Type: TYPE; Schema: core; Owner: -
--

CREATE TYPE core.screening_state AS ENUM (
    'queued',
    'sent',
    'answered',
    'timed_out',
    'failed'
);


--
-- Name: screening_verdict; Type: TYPE; Schema: core; Owner: -
--

CREATE TYPE core.screening_verdict AS ENUM (
    'open',
    'false_positive',
    'true_match',
    'escalated'
);


--
-- Name: signature_method; Type: TYPE; Schema: core; Owner: -
--

CREATE TYPE core.signature_method AS ENUM (
    'handwritten',
    'sms_code',
    'qualified_electronic',
    'app_confirmation'
);


--
-- Name: signature_mode; Type: TYPE; Schema: core; Owner: -
--

CREATE TYPE core.signature_mode AS ENUM (
    'alone',
    'two_together',
    'all_together'
);


--
-- Name: statement_status; Type: TYPE; Schema: core; Owner: -
--

CREATE TYPE core.statement_status AS ENUM (
    'requested',
    'generated',
    'failed',
    'archived'
);


--
-- Name: swift_io; Type: TYPE; Schema: core; Owner: -
--

CREATE TYPE core.swift_io AS ENUM (
    'input',
    'output'
);


--
-- Name: tariff_audience; Type: TYPE; Schema: core; Owner: -
--

CREATE TYPE core.tariff_audience AS ENUM (
    'person',
    'sole_trader',
    'company',
    'partner'
);


--
-- Name: task_urgency; Type: TYPE; Schema: core; Owner: -
--

CREATE TYPE core.task_urgency AS ENUM (
    'low',
    'normal',
    'high',
    'same_day'
);


--
-- Name: tax_regime; Type: TYPE; Schema: core; Owner: -
--

CREATE TYPE core.tax_regime AS ENUM (
    'crs',
    'fatca',
    'dac8',
    'domestic_interest'
);


--
-- Name: turnover_eur; Type: DOMAIN; Schema: core; Owner: -
--

CREATE DOMAIN core.turnover_eur AS numeric(16,2)
	CONSTRAINT turnover_eur_check CHECK ((VALUE >= (0)::numeric));


--
-- Name: client_role; Type: TYPE; Schema: eapi; Owner: -
--

CREATE TYPE eapi.client_role AS ENUM (
    'aisp',
    'pisp',
    'cbpii',
    'merchant',
    'white_label'
);


--
-- Name: consent_status; Type: TYPE; Schema: eapi; Owner: -
--

CREATE TYPE eapi.consent_status AS ENUM (
    'received',
    'valid',
    'partially_authorised',
    'revoked_by_client',
    'terminated_by_tpp',
    'expired'
);


--
-- Name: grant_kind; Type: TYPE; Schema: eapi; Owner: -
--

CREATE TYPE eapi.grant_kind AS ENUM (
    'client_credentials',
    'authorization_code',
    'refresh_token'
);


--
-- Name: breaker_state; Type: TYPE; Schema: integration; Owner: -
--

CREATE TYPE integration.breaker_state AS ENUM (
    'closed',
    'half_open',
    'open'
);


--
-- Name: inbox_status; Type: TYPE; Schema: integration; Owner: -
--

CREATE TYPE integration.inbox_status AS ENUM (
    'received',
    'processing',
    'processed',
    'ignored',
    'failed'
);


--
-- Name: job_result; Type: TYPE; Schema: integration; Owner: -
--

CREATE TYPE integration.job_result AS ENUM (
    'success',
    'partial',
    'failure',
    'cancelled'
);


--
-- Name: outbox_status; Type: TYPE; Schema: integration; Owner: -
--

CREATE TYPE integration.outbox_status AS ENUM (
    'pending',
    'publishing',
    'published',
    'failed',
    'parked'
);


--
-- Name: protocol; Type: TYPE; Schema: integration; Owner: -
--

CREATE TYPE integration.protocol AS ENUM (
    'kafka',
    'rest',
    'soap',
    'sftp',
    'mq',
    'ebics'
);


--
-- Name: system_kind; Type: TYPE; Schema: integration; Owner: -
--

CREATE TYPE integration.system_kind AS ENUM (
    'internal',
    'vendor',
    'regulator',
    'scheme',
    'partner'
);


--
-- Name: bic_code; Type: DOMAIN; Schema: scb; Owner: -
--

CREATE DOMAIN scb.bic_code AS character varying(11);


--
-- Name: break_kind; Type: TYPE; Schema: scb; Owner: -
--

CREATE TYPE scb.break_kind AS ENUM (
    'missing_ours',
    'missing_theirs',
    'amount_differs',
    'date_differs',
    'duplicate'
);


--
-- Name: file_flow; Type: TYPE; Schema: scb; Owner: -
--

CREATE TYPE scb.file_flow AS ENUM (
    'inbound',
    'outbound'
);


--
-- Name: file_kind; Type: TYPE; Schema: scb; Owner: -
--

CREATE TYPE scb.file_kind AS ENUM (
    'pacs008',
    'pacs004',
    'pacs009',
    'pacs003',
    'camt056',
    'camt029',
    'pacs002'
);


--
-- Name: instruction_status; Type: TYPE; Schema: scb; Owner: -
--

CREATE TYPE scb.instruction_status AS ENUM (
    'queued',
    'reserved',
    'submitted',
    'settled',
    'rejected',
    'revoked'
);


--
-- Name: session_phase; Type: TYPE; Schema: scb; Owner: -
--

CREATE TYPE scb.session_phase AS ENUM (
    'scheduled',
    'open',
    'cutoff',
    'calculating',
    'settled',
    'failed'
);


--
-- Name: settlement_amount; Type: DOMAIN; Schema: scb; Owner: -
--

CREATE DOMAIN scb.settlement_amount AS numeric(20,2);


--
-- Name: transfer_direction; Type: TYPE; Schema: scb; Owner: -
--

CREATE TYPE scb.transfer_direction AS ENUM (
    'fund',
    'defund'
);


SET default_tablespace = '';

SET default_table_access_method = heap;

--
-- Name: account; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.account (
    id bigint NOT NULL,
    public_id uuid NOT NULL,
    iban character varying(34) NOT NULL,
    client_id bigint NOT NULL,
    product_id bigint NOT NULL,
    tariff_plan_id bigint,
    account_type_id smallint NOT NULL,
    state_id smallint NOT NULL,
    purpose_id smallint,
    currency_code character(3) NOT NULL,
    branch_id bigint,
    gl_account_id bigint NOT NULL,
    title character varying(140),
    balance numeric(18,2) DEFAULT 0 NOT NULL,
    reserved_amount core.ledger_amount DEFAULT 0 NOT NULL,
    is_overdraft_allowed boolean DEFAULT false NOT NULL,
    is_restricted boolean DEFAULT false NOT NULL,
    last_movement_at timestamp with time zone,
    version integer DEFAULT 0 NOT NULL,
    opened_at timestamp with time zone NOT NULL,
    closed_at timestamp with time zone,
    closure_reason_id smallint,
    updated_at timestamp with time zone DEFAULT now() NOT NULL
);


--
-- Name: TABLE account; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON TABLE core.account IS 'An account kept by the bank for a client in one currency, with its current booked balance.';


--
-- Name: COLUMN account.public_id; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.account.public_id IS 'Identifier shown to the mobile application and to partners.';


--
-- Name: COLUMN account.iban; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.account.iban IS 'Electronic format, no blanks.';


--
-- Name: COLUMN account.client_id; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.account.client_id IS 'First owner; further holders are in account_holder.';


--
-- Name: COLUMN account.tariff_plan_id; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.account.tariff_plan_id IS 'Copy of the open tariff_assignment, kept for the fee engine.';


--
-- Name: COLUMN account.state_id; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.account.state_id IS 'Every change is written to account_state_log.';


--
-- Name: COLUMN account.currency_code; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.account.currency_code IS 'Never changes after opening.';


--
-- Name: COLUMN account.branch_id; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.account.branch_id IS 'Branch that earns the account''s result.';


--
-- Name: COLUMN account.gl_account_id; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.account.gl_account_id IS 'Control account in the general ledger.';


--
-- Name: COLUMN account.title; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.account.title IS 'Name the client gave the account.';


--
-- Name: COLUMN account.balance; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.account.balance IS 'Booked balance; written only by the posting engine.';


--
-- Name: COLUMN account.reserved_amount; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.account.reserved_amount IS 'Sum of the active holds.';


--
-- Name: COLUMN account.is_overdraft_allowed; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.account.is_overdraft_allowed IS 'Follows the open rows of account_overdraft.';


--
-- Name: COLUMN account.is_restricted; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.account.is_restricted IS 'True while at least one full block is in force.';


--
-- Name: COLUMN account.last_movement_at; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.account.last_movement_at IS 'Feeds the dormancy review.';


--
-- Name: COLUMN account.version; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.account.version IS 'Optimistic lock of the posting engine.';


--
-- Name: COLUMN account.opened_at; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.account.opened_at IS 'Moment the account became usable, not of the request.';


--
-- Name: account_alias; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.account_alias (
    id bigint NOT NULL,
    account_id bigint NOT NULL,
    contact_type_id smallint NOT NULL,
    alias_value text NOT NULL,
    alias_hash bytea NOT NULL,
    directory_reference uuid,
    is_default boolean DEFAULT false NOT NULL,
    registered_at timestamp with time zone DEFAULT now() NOT NULL,
    verified_at timestamp with time zone,
    removed_at timestamp with time zone
);


--
-- Name: TABLE account_alias; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON TABLE core.account_alias IS 'Telephone number, e-mail or other proxy under which an account can be paid.';


--
-- Name: COLUMN account_alias.alias_value; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.account_alias.alias_value IS 'Personal data; normalised before it is stored.';


--
-- Name: COLUMN account_alias.alias_hash; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.account_alias.alias_hash IS 'SHA-256 sent to the national proxy directory.';


--
-- Name: COLUMN account_alias.removed_at; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.account_alias.removed_at IS 'Set when the client or the directory drops the alias.';


--
-- Name: account_alias_id_seq; Type: SEQUENCE; Schema: core; Owner: -
--

ALTER TABLE core.account_alias ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME core.account_alias_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: account_balance_log; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.account_balance_log (
    id bigint NOT NULL,
    account_id bigint NOT NULL,
    entry_id bigint,
    balance_type_id smallint NOT NULL,
    balance_before numeric(18,2) NOT NULL,
    balance_after numeric(18,2) NOT NULL,
    sequence_no integer NOT NULL,
    changed_at timestamp with time zone DEFAULT now() NOT NULL
)
PARTITION BY RANGE (changed_at);


--
-- Name: TABLE account_balance_log; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON TABLE core.account_balance_log IS 'Balance of an account before and after each posting, written in the posting transaction.';


--
-- Name: COLUMN account_balance_log.entry_id; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.account_balance_log.entry_id IS 'Null for balance corrections made at migration.';


--
-- Name: COLUMN account_balance_log.sequence_no; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.account_balance_log.sequence_no IS 'Order of the change within the account.';


--
-- Name: account_balance_log_2025_11; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.account_balance_log_2025_11 (
    id bigint CONSTRAINT account_balance_log_id_not_null NOT NULL,
    account_id bigint CONSTRAINT account_balance_log_account_id_not_null NOT NULL,
    entry_id bigint,
    balance_type_id smallint CONSTRAINT account_balance_log_balance_type_id_not_null NOT NULL,
    balance_before numeric(18,2) CONSTRAINT account_balance_log_balance_before_not_null NOT NULL,
    balance_after numeric(18,2) CONSTRAINT account_balance_log_balance_after_not_null NOT NULL,
    sequence_no integer CONSTRAINT account_balance_log_sequence_no_not_null NOT NULL,
    changed_at timestamp with time zone DEFAULT now() CONSTRAINT account_balance_log_changed_at_not_null NOT NULL
);


--
-- Name: account_balance_log_2025_12; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.account_balance_log_2025_12 (
    id bigint CONSTRAINT account_balance_log_id_not_null NOT NULL,
    account_id bigint CONSTRAINT account_balance_log_account_id_not_null NOT NULL,
    entry_id bigint,
    balance_type_id smallint CONSTRAINT account_balance_log_balance_type_id_not_null NOT NULL,
    balance_before numeric(18,2) CONSTRAINT account_balance_log_balance_before_not_null NOT NULL,
    balance_after numeric(18,2) CONSTRAINT account_balance_log_balance_after_not_null NOT NULL,
    sequence_no integer CONSTRAINT account_balance_log_sequence_no_not_null NOT NULL,
    changed_at timestamp with time zone DEFAULT now() CONSTRAINT account_balance_log_changed_at_not_null NOT NULL
);


--
-- Name: account_balance_log_2026_01; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.account_balance_log_2026_01 (
    id bigint CONSTRAINT account_balance_log_id_not_null NOT NULL,
    account_id bigint CONSTRAINT account_balance_log_account_id_not_null NOT NULL,
    entry_id bigint,
    balance_type_id smallint CONSTRAINT account_balance_log_balance_type_id_not_null NOT NULL,
    balance_before numeric(18,2) CONSTRAINT account_balance_log_balance_before_not_null NOT NULL,
    balance_after numeric(18,2) CONSTRAINT account_balance_log_balance_after_not_null NOT NULL,
    sequence_no integer CONSTRAINT account_balance_log_sequence_no_not_null NOT NULL,
    changed_at timestamp with time zone DEFAULT now() CONSTRAINT account_balance_log_changed_at_not_null NOT NULL
);


--
-- Name: account_balance_log_2026_02; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.account_balance_log_2026_02 (
    id bigint CONSTRAINT account_balance_log_id_not_null NOT NULL,
    account_id bigint CONSTRAINT account_balance_log_account_id_not_null NOT NULL,
    entry_id bigint,
    balance_type_id smallint CONSTRAINT account_balance_log_balance_type_id_not_null NOT NULL,
    balance_before numeric(18,2) CONSTRAINT account_balance_log_balance_before_not_null NOT NULL,
    balance_after numeric(18,2) CONSTRAINT account_balance_log_balance_after_not_null NOT NULL,
    sequence_no integer CONSTRAINT account_balance_log_sequence_no_not_null NOT NULL,
    changed_at timestamp with time zone DEFAULT now() CONSTRAINT account_balance_log_changed_at_not_null NOT NULL
);


--
-- Name: account_balance_log_2026_03; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.account_balance_log_2026_03 (
    id bigint CONSTRAINT account_balance_log_id_not_null NOT NULL,
    account_id bigint CONSTRAINT account_balance_log_account_id_not_null NOT NULL,
    entry_id bigint,
    balance_type_id smallint CONSTRAINT account_balance_log_balance_type_id_not_null NOT NULL,
    balance_before numeric(18,2) CONSTRAINT account_balance_log_balance_before_not_null NOT NULL,
    balance_after numeric(18,2) CONSTRAINT account_balance_log_balance_after_not_null NOT NULL,
    sequence_no integer CONSTRAINT account_balance_log_sequence_no_not_null NOT NULL,
    changed_at timestamp with time zone DEFAULT now() CONSTRAINT account_balance_log_changed_at_not_null NOT NULL
);


--
-- Name: account_balance_log_2026_04; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.account_balance_log_2026_04 (
    id bigint CONSTRAINT account_balance_log_id_not_null NOT NULL,
    account_id bigint CONSTRAINT account_balance_log_account_id_not_null NOT NULL,
    entry_id bigint,
    balance_type_id smallint CONSTRAINT account_balance_log_balance_type_id_not_null NOT NULL,
    balance_before numeric(18,2) CONSTRAINT account_balance_log_balance_before_not_null NOT NULL,
    balance_after numeric(18,2) CONSTRAINT account_balance_log_balance_after_not_null NOT NULL,
    sequence_no integer CONSTRAINT account_balance_log_sequence_no_not_null NOT NULL,
    changed_at timestamp with time zone DEFAULT now() CONSTRAINT account_balance_log_changed_at_not_null NOT NULL
);


--
-- Name: account_balance_log_2026_05; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.account_balance_log_2026_05 (
    id bigint CONSTRAINT account_balance_log_id_not_null NOT NULL,
    account_id bigint CONSTRAINT account_balance_log_account_id_not_null NOT NULL,
    entry_id bigint,
    balance_type_id smallint CONSTRAINT account_balance_log_balance_type_id_not_null NOT NULL,
    balance_before numeric(18,2) CONSTRAINT account_balance_log_balance_before_not_null NOT NULL,
    balance_after numeric(18,2) CONSTRAINT account_balance_log_balance_after_not_null NOT NULL,
    sequence_no integer CONSTRAINT account_balance_log_sequence_no_not_null NOT NULL,
    changed_at timestamp with time zone DEFAULT now() CONSTRAINT account_balance_log_changed_at_not_null NOT NULL
);


--
-- Name: account_block; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.account_block (
    id bigint NOT NULL,
    account_id bigint NOT NULL,
    reason_id smallint NOT NULL,
    origin core.block_origin NOT NULL,
    blocked_amount core.ledger_amount,
    blocks_debit boolean DEFAULT true NOT NULL,
    blocks_credit boolean DEFAULT false NOT NULL,
    authority_name character varying(140),
    authority_file_no character varying(64),
    order_document_id bigint,
    protected_amount core.ledger_amount DEFAULT 0 NOT NULL,
    placed_by_id bigint,
    placed_at timestamp with time zone DEFAULT now() NOT NULL,
    valid_until date,
    lifted_at timestamp with time zone,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT account_block_blocked_amount_check CHECK (((blocked_amount)::numeric >= (0)::numeric))
);


--
-- Name: TABLE account_block; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON TABLE core.account_block IS 'A full or partial restriction laid on an account by an authority, the bank or the client.';


--
-- Name: COLUMN account_block.blocked_amount; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.account_block.blocked_amount IS 'Null blocks the whole balance.';


--
-- Name: COLUMN account_block.authority_name; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.account_block.authority_name IS 'Court, bailiff or tax office.';


--
-- Name: COLUMN account_block.authority_file_no; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.account_block.authority_file_no IS 'File number of the seizure order.';


--
-- Name: COLUMN account_block.protected_amount; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.account_block.protected_amount IS 'Monthly amount free from seizure.';


--
-- Name: COLUMN account_block.placed_by_id; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.account_block.placed_by_id IS 'Null for automatic fraud blocks.';


--
-- Name: COLUMN account_block.valid_until; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.account_block.valid_until IS 'Null for blocks without an end.';


--
-- Name: account_block_id_seq; Type: SEQUENCE; Schema: core; Owner: -
--

ALTER TABLE core.account_block ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME core.account_block_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: account_block_log; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.account_block_log (
    id bigint NOT NULL,
    account_block_id bigint NOT NULL,
    action_type_id smallint NOT NULL,
    amount_before core.ledger_amount,
    amount_after core.ledger_amount,
    payout_payment_id bigint,
    message text,
    performed_by_id bigint,
    logged_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL
);


--
-- Name: TABLE account_block_log; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON TABLE core.account_block_log IS 'Steps taken on a block, such as amount changes, partial payouts to the creditor and the release.';


--
-- Name: COLUMN account_block_log.payout_payment_id; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.account_block_log.payout_payment_id IS 'Payment to the creditor, if this step made one.';


--
-- Name: COLUMN account_block_log.message; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.account_block_log.message IS 'Text shown in the back office, may name the debtor.';


--
-- Name: account_block_log_id_seq; Type: SEQUENCE; Schema: core; Owner: -
--

ALTER TABLE core.account_block_log ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME core.account_block_log_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: account_block_open_v; Type: VIEW; Schema: core; Owner: -
--

CREATE VIEW core.account_block_open_v AS
 SELECT b.id AS account_block_id,
    a.iban,
    a.client_id,
    b.origin,
    b.reason_id,
    b.blocked_amount,
    b.placed_at,
    b.valid_until
   FROM (core.account_block b
     JOIN core.account a ON ((a.id = b.account_id)))
  WHERE (b.lifted_at IS NULL);


--
-- Name: VIEW account_block_open_v; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON VIEW core.account_block_open_v IS 'Blocks still in force, with the account they restrict and their origin.';


--
-- Name: account_closure_request; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.account_closure_request (
    id bigint NOT NULL,
    account_id bigint NOT NULL,
    requested_by_client boolean DEFAULT true NOT NULL,
    reason_id smallint NOT NULL,
    notice_until date,
    payout_iban character varying(34),
    payout_payment_id bigint,
    open_holds_count smallint DEFAULT 0 NOT NULL,
    interest_settled boolean DEFAULT false NOT NULL,
    cards_returned boolean DEFAULT false NOT NULL,
    account_switch_service boolean DEFAULT false NOT NULL,
    approved_by_id bigint,
    received_at timestamp with time zone NOT NULL,
    completed_at timestamp with time zone,
    withdrawn_at timestamp with time zone,
    updated_at timestamp with time zone DEFAULT now() NOT NULL
);


--
-- Name: TABLE account_closure_request; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON TABLE core.account_closure_request IS 'Order to close an account, with the transfer of the remaining balance and the checks still open.';


--
-- Name: COLUMN account_closure_request.requested_by_client; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.account_closure_request.requested_by_client IS 'False when the bank terminates the contract.';


--
-- Name: COLUMN account_closure_request.notice_until; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.account_closure_request.notice_until IS 'Last day of the notice period.';


--
-- Name: COLUMN account_closure_request.payout_iban; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.account_closure_request.payout_iban IS 'Personal data.';


--
-- Name: COLUMN account_closure_request.open_holds_count; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.account_closure_request.open_holds_count IS 'Closure waits until zero.';


--
-- Name: COLUMN account_closure_request.account_switch_service; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.account_closure_request.account_switch_service IS 'Closure came through the statutory switching service.';


--
-- Name: COLUMN account_closure_request.withdrawn_at; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.account_closure_request.withdrawn_at IS 'The client changed their mind.';


--
-- Name: account_closure_request_id_seq; Type: SEQUENCE; Schema: core; Owner: -
--

ALTER TABLE core.account_closure_request ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME core.account_closure_request_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: account_daily_balance; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.account_daily_balance (
    account_id bigint NOT NULL,
    balance_date date NOT NULL,
    booked_balance numeric(18,2) NOT NULL,
    value_balance numeric(18,2) NOT NULL,
    held_amount core.ledger_amount DEFAULT 0 NOT NULL,
    debit_turnover core.ledger_amount DEFAULT 0 NOT NULL,
    credit_turnover core.ledger_amount DEFAULT 0 NOT NULL,
    entry_count integer DEFAULT 0 NOT NULL,
    balance_in_base numeric(18,2),
    CONSTRAINT account_daily_balance_entry_count_check CHECK ((entry_count >= 0))
);


--
-- Name: TABLE account_daily_balance; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON TABLE core.account_daily_balance IS 'Closing balance of an account for one business day, frozen by the end-of-day run.';


--
-- Name: COLUMN account_daily_balance.balance_date; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.account_daily_balance.balance_date IS 'Accounting day, not calendar time.';


--
-- Name: COLUMN account_daily_balance.value_balance; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.account_daily_balance.value_balance IS 'By value date; the base of interest.';


--
-- Name: COLUMN account_daily_balance.entry_count; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.account_daily_balance.entry_count IS 'Entries booked on that day.';


--
-- Name: COLUMN account_daily_balance.balance_in_base; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.account_daily_balance.balance_in_base IS 'Converted to the bank''s base currency at the day''s closing rate.';


--
-- Name: account_dormancy_review; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.account_dormancy_review (
    id bigint NOT NULL,
    account_id bigint NOT NULL,
    review_year smallint NOT NULL,
    inactive_since date NOT NULL,
    balance_at_review numeric(18,2) NOT NULL,
    first_letter_on date,
    second_letter_on date,
    letter_address text,
    recieved_reply_at timestamp with time zone,
    declared_dormant_at timestamp with time zone,
    transferred_to_state_fund boolean DEFAULT false NOT NULL,
    reviewer_id bigint
);


--
-- Name: TABLE account_dormancy_review; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON TABLE core.account_dormancy_review IS 'Yearly check of an account without movements, with the letters sent to its holder.';


--
-- Name: COLUMN account_dormancy_review.inactive_since; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.account_dormancy_review.inactive_since IS 'Day of the last movement ordered by the client.';


--
-- Name: COLUMN account_dormancy_review.letter_address; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.account_dormancy_review.letter_address IS 'Personal data; the address the letter really went to.';


--
-- Name: COLUMN account_dormancy_review.recieved_reply_at; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.account_dormancy_review.recieved_reply_at IS 'Spelling kept from the first release.';


--
-- Name: account_dormancy_review_id_seq; Type: SEQUENCE; Schema: core; Owner: -
--

ALTER TABLE core.account_dormancy_review ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME core.account_dormancy_review_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: account_hold; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.account_hold (
    id uuid NOT NULL,
    account_id bigint NOT NULL,
    payment_id bigint,
    card_link_id bigint,
    amount core.ledger_amount NOT NULL,
    original_amount numeric(18,2),
    original_currency_code character(3),
    status core.hold_status DEFAULT 'active'::core.hold_status NOT NULL,
    authorization_code character(6),
    merchant_name character varying(40),
    merchant_category character(4),
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    resolved_at timestamp with time zone,
    CONSTRAINT account_hold_amount_check CHECK (((amount)::numeric >= (0)::numeric)),
    CONSTRAINT account_hold_merchant_category_check CHECK ((char_length(merchant_category) = 4))
);


--
-- Name: TABLE account_hold; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON TABLE core.account_hold IS 'Amount set aside on an account for a card authorization or an unsettled payment.';


--
-- Name: COLUMN account_hold.amount; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.account_hold.amount IS 'In the account currency.';


--
-- Name: COLUMN account_hold.original_amount; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.account_hold.original_amount IS 'In the merchant''s currency.';


--
-- Name: COLUMN account_hold.authorization_code; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.account_hold.authorization_code IS 'Given by the card processor.';


--
-- Name: COLUMN account_hold.merchant_category; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.account_hold.merchant_category IS 'ISO 18245 code.';


--
-- Name: COLUMN account_hold.expires_at; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.account_hold.expires_at IS 'Released by the hourly job after this moment.';


--
-- Name: COLUMN account_hold.resolved_at; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.account_hold.resolved_at IS 'Capture, release or expiry.';


--
-- Name: account_holder; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.account_holder (
    account_id bigint NOT NULL,
    client_id bigint NOT NULL,
    capacity core.holder_capacity DEFAULT 'owner'::core.holder_capacity NOT NULL,
    signature core.signature_mode DEFAULT 'alone'::core.signature_mode NOT NULL,
    ownership_share numeric(5,2) DEFAULT 100 NOT NULL,
    contract_document_id bigint,
    joined_on date NOT NULL,
    left_on date,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT account_holder_ownership_share_check CHECK ((ownership_share >= (0)::numeric))
);


--
-- Name: TABLE account_holder; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON TABLE core.account_holder IS 'Clients that hold an account together, with their capacity, share and way of signing.';


--
-- Name: COLUMN account_holder.client_id; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.account_holder.client_id IS 'Joint holders each have a row.';


--
-- Name: COLUMN account_holder.ownership_share; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.account_holder.ownership_share IS 'Percent; used for tax reporting of joint accounts.';


--
-- Name: COLUMN account_holder.contract_document_id; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.account_holder.contract_document_id IS 'Signed account contract.';


--
-- Name: COLUMN account_holder.left_on; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.account_holder.left_on IS 'Null while the client still holds the account.';


--
-- Name: account_id_seq; Type: SEQUENCE; Schema: core; Owner: -
--

ALTER TABLE core.account ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME core.account_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: account_opening_request; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.account_opening_request (
    id bigint NOT NULL,
    request_no character varying(20) NOT NULL,
    client_id bigint NOT NULL,
    product_id bigint NOT NULL,
    currency_code character(3) NOT NULL,
    channel_id smallint,
    wanted_purpose_id smallint,
    source_of_funds_id smallint,
    expected_monthly_turnover core.ledger_amount,
    account_id bigint,
    handled_by_id bigint,
    refusal_note text,
    submitted_at timestamp with time zone DEFAULT now() NOT NULL,
    decided_at timestamp with time zone,
    CONSTRAINT account_opening_request_expected_monthly_turnover_check CHECK (((expected_monthly_turnover)::numeric >= (0)::numeric))
);


--
-- Name: TABLE account_opening_request; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON TABLE core.account_opening_request IS 'A client''s wish to open a further account, from the application screen to the opened account or the refusal.';


--
-- Name: COLUMN account_opening_request.request_no; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.account_opening_request.request_no IS 'Printed on the client''s confirmation.';


--
-- Name: COLUMN account_opening_request.expected_monthly_turnover; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.account_opening_request.expected_monthly_turnover IS 'Declared by the client, in the account currency.';


--
-- Name: COLUMN account_opening_request.account_id; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.account_opening_request.account_id IS 'Filled when the account is opened.';


--
-- Name: COLUMN account_opening_request.handled_by_id; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.account_opening_request.handled_by_id IS 'Null if the request went through without a person.';


--
-- Name: COLUMN account_opening_request.refusal_note; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.account_opening_request.refusal_note IS 'Internal; not shown to the client.';


--
-- Name: COLUMN account_opening_request.decided_at; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.account_opening_request.decided_at IS 'Opening or refusal, whichever came.';


--
-- Name: account_opening_request_id_seq; Type: SEQUENCE; Schema: core; Owner: -
--

ALTER TABLE core.account_opening_request ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME core.account_opening_request_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: account_overdraft; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.account_overdraft (
    id bigint NOT NULL,
    account_id bigint NOT NULL,
    agreement_no character varying(24) NOT NULL,
    limit_amount core.ledger_amount NOT NULL,
    debit_rate core.annual_rate NOT NULL,
    excess_rate core.annual_rate NOT NULL,
    day_count_id smallint NOT NULL,
    granted_by_id bigint,
    scoring_reference uuid,
    valid_from date NOT NULL,
    next_review_on date,
    days_in_excess smallint DEFAULT 0 NOT NULL,
    cancelled_at timestamp with time zone,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT account_overdraft_days_in_excess_check CHECK ((days_in_excess >= 0)),
    CONSTRAINT account_overdraft_limit_amount_check CHECK (((limit_amount)::numeric >= (0)::numeric))
);


--
-- Name: TABLE account_overdraft; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON TABLE core.account_overdraft IS 'Overdraft line agreed on an account, with its amount, rates and yearly review.';


--
-- Name: COLUMN account_overdraft.limit_amount; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.account_overdraft.limit_amount IS 'In the account currency.';


--
-- Name: COLUMN account_overdraft.debit_rate; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.account_overdraft.debit_rate IS 'Within the line.';


--
-- Name: COLUMN account_overdraft.excess_rate; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.account_overdraft.excess_rate IS 'Above the line.';


--
-- Name: COLUMN account_overdraft.granted_by_id; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.account_overdraft.granted_by_id IS 'Null for automatic grants.';


--
-- Name: COLUMN account_overdraft.scoring_reference; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.account_overdraft.scoring_reference IS 'Decision of the scoring database.';


--
-- Name: COLUMN account_overdraft.days_in_excess; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.account_overdraft.days_in_excess IS 'Consecutive days; reset when the balance is back within the line.';


--
-- Name: account_overdraft_id_seq; Type: SEQUENCE; Schema: core; Owner: -
--

ALTER TABLE core.account_overdraft ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME core.account_overdraft_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: client_profile; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.client_profile (
    id bigint NOT NULL,
    public_id uuid NOT NULL,
    kind core.client_kind NOT NULL,
    profile_type_id smallint,
    state_id smallint NOT NULL,
    kyc_status_id smallint,
    risk_level_id smallint,
    country_code character(2) NOT NULL,
    language_code character(2),
    full_name text NOT NULL,
    email text,
    phone character varying(20),
    is_resident boolean DEFAULT true NOT NULL,
    home_branch_id bigint,
    relationship_manager_id bigint,
    introduced_by_id bigint,
    attributes jsonb,
    closure_reason_id smallint,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    activated_at timestamp with time zone,
    closed_at timestamp with time zone,
    updated_at timestamp with time zone DEFAULT now() NOT NULL
);


--
-- Name: TABLE client_profile; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON TABLE core.client_profile IS 'A client of the bank, person or company, from the first application to closure.';


--
-- Name: COLUMN client_profile.public_id; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.client_profile.public_id IS 'Identifier partners and the API see; never reused.';


--
-- Name: COLUMN client_profile.kind; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.client_profile.kind IS 'Decides whether client_person or client_company holds the details; never changes.';


--
-- Name: COLUMN client_profile.state_id; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.client_profile.state_id IS 'Current state; each change is also written to client_profile_state_log.';


--
-- Name: COLUMN client_profile.kyc_status_id; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.client_profile.kyc_status_id IS 'Outcome of the latest verification; null until the first one starts.';


--
-- Name: COLUMN client_profile.risk_level_id; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.client_profile.risk_level_id IS 'Copied from the latest accepted risk assessment.';


--
-- Name: COLUMN client_profile.country_code; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.client_profile.country_code IS 'Country of residence or of registration.';


--
-- Name: COLUMN client_profile.language_code; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.client_profile.language_code IS 'Language of letters and of the app.';


--
-- Name: COLUMN client_profile.full_name; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.client_profile.full_name IS 'Name as printed on statements. Personal data.';


--
-- Name: COLUMN client_profile.email; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.client_profile.email IS 'Lower case; null for companies. Personal data.';


--
-- Name: COLUMN client_profile.phone; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.client_profile.phone IS 'International format with the leading plus sign. Personal data.';


--
-- Name: COLUMN client_profile.is_resident; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.client_profile.is_resident IS 'Resident for balance of payments reporting.';


--
-- Name: COLUMN client_profile.home_branch_id; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.client_profile.home_branch_id IS 'Branch credited with the client''s business; null for clients of the app only.';


--
-- Name: COLUMN client_profile.relationship_manager_id; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.client_profile.relationship_manager_id IS 'Null for the mass market.';


--
-- Name: COLUMN client_profile.introduced_by_id; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.client_profile.introduced_by_id IS 'Client whose referral code was used at sign-up.';


--
-- Name: COLUMN client_profile.attributes; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.client_profile.attributes IS 'Free attributes of the app; keys are not governed.';


--
-- Name: COLUMN client_profile.closure_reason_id; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.client_profile.closure_reason_id IS 'Filled together with closed_at.';


--
-- Name: COLUMN client_profile.activated_at; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.client_profile.activated_at IS 'First time the client became ACTIVE.';


--
-- Name: COLUMN client_profile.updated_at; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.client_profile.updated_at IS 'Maintained by a trigger; the data warehouse loads by it.';


--
-- Name: account_overview_v; Type: VIEW; Schema: core; Owner: -
--

CREATE VIEW core.account_overview_v AS
 SELECT a.id AS account_id,
    a.iban,
    a.client_id,
    c.full_name AS client_name,
    a.currency_code,
    a.balance,
    (a.balance - (a.reserved_amount)::numeric) AS available_balance,
    a.state_id,
    a.opened_at,
    a.updated_at
   FROM (core.account a
     JOIN core.client_profile c ON ((c.id = a.client_id)))
  WHERE (a.closed_at IS NULL);


--
-- Name: VIEW account_overview_v; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON VIEW core.account_overview_v IS 'Open accounts with their holder, currency, booked balance and the balance free to spend.';


--
-- Name: account_power_of_attorney; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.account_power_of_attorney (
    id bigint NOT NULL,
    account_id bigint NOT NULL,
    grantor_client_id bigint NOT NULL,
    attorney_client_id bigint,
    attorney_name character varying(140) NOT NULL,
    deed_document_id bigint,
    may_view boolean DEFAULT true NOT NULL,
    may_pay boolean DEFAULT false NOT NULL,
    may_close boolean DEFAULT false NOT NULL,
    single_payment_cap core.ledger_amount,
    validity daterange,
    beyond_death boolean DEFAULT false NOT NULL,
    registered_by_id bigint,
    registered_at timestamp with time zone DEFAULT now() NOT NULL,
    revoked_at timestamp with time zone
);


--
-- Name: TABLE account_power_of_attorney; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON TABLE core.account_power_of_attorney IS 'Authority a holder has given another person to see or use one account.';


--
-- Name: COLUMN account_power_of_attorney.grantor_client_id; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.account_power_of_attorney.grantor_client_id IS 'Holder who signed the authority.';


--
-- Name: COLUMN account_power_of_attorney.attorney_client_id; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.account_power_of_attorney.attorney_client_id IS 'Null until the attorney is identified.';


--
-- Name: COLUMN account_power_of_attorney.attorney_name; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.account_power_of_attorney.attorney_name IS 'Personal data; as written in the deed.';


--
-- Name: COLUMN account_power_of_attorney.single_payment_cap; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.account_power_of_attorney.single_payment_cap IS 'Null means no cap of its own.';


--
-- Name: COLUMN account_power_of_attorney.validity; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.account_power_of_attorney.validity IS 'Null bounds mean until revoked.';


--
-- Name: COLUMN account_power_of_attorney.beyond_death; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.account_power_of_attorney.beyond_death IS 'Authority stays in force after the grantor''s death.';


--
-- Name: COLUMN account_power_of_attorney.registered_by_id; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.account_power_of_attorney.registered_by_id IS 'Operator who checked the deed.';


--
-- Name: account_power_of_attorney_id_seq; Type: SEQUENCE; Schema: core; Owner: -
--

ALTER TABLE core.account_power_of_attorney ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME core.account_power_of_attorney_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: account_state_log; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.account_state_log (
    id bigint NOT NULL,
    account_id bigint NOT NULL,
    from_state_id smallint,
    to_state_id smallint NOT NULL,
    changed_at timestamp with time zone DEFAULT now() NOT NULL,
    operator_id bigint,
    closure_reason_id smallint,
    note character varying(500)
);


--
-- Name: TABLE account_state_log; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON TABLE core.account_state_log IS 'Every change of an account''s state, with who or what changed it.';


--
-- Name: COLUMN account_state_log.from_state_id; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.account_state_log.from_state_id IS 'Null for the opening.';


--
-- Name: COLUMN account_state_log.operator_id; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.account_state_log.operator_id IS 'Null when a nightly job made the change.';


--
-- Name: COLUMN account_state_log.note; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.account_state_log.note IS 'Free text of the operator.';


--
-- Name: account_state_log_id_seq; Type: SEQUENCE; Schema: core; Owner: -
--

ALTER TABLE core.account_state_log ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME core.account_state_log_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: account_sweep_rule; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.account_sweep_rule (
    id bigint NOT NULL,
    master_account_id bigint NOT NULL,
    swept_account_id bigint NOT NULL,
    frequency_id smallint NOT NULL,
    target_balance core.ledger_amount DEFAULT 0 NOT NULL,
    minimum_transfer core.ledger_amount DEFAULT 1 NOT NULL,
    both_directions boolean DEFAULT false NOT NULL,
    run_at time without time zone DEFAULT '17:30:00'::time without time zone NOT NULL,
    agreed_document_id bigint,
    last_run_at timestamp with time zone,
    consecutive_failures smallint DEFAULT 0 NOT NULL,
    suspended_at timestamp with time zone,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT account_sweep_rule_minimum_transfer_check CHECK (((minimum_transfer)::numeric >= (0)::numeric))
);


--
-- Name: TABLE account_sweep_rule; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON TABLE core.account_sweep_rule IS 'Standing rule that keeps a target balance on one account by moving money from or to another.';


--
-- Name: COLUMN account_sweep_rule.minimum_transfer; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.account_sweep_rule.minimum_transfer IS 'Smaller differences are left alone.';


--
-- Name: COLUMN account_sweep_rule.both_directions; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.account_sweep_rule.both_directions IS 'False only moves money to the master account.';


--
-- Name: COLUMN account_sweep_rule.run_at; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.account_sweep_rule.run_at IS 'Local time of the bank.';


--
-- Name: COLUMN account_sweep_rule.consecutive_failures; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.account_sweep_rule.consecutive_failures IS 'The rule is suspended at five.';


--
-- Name: account_sweep_rule_id_seq; Type: SEQUENCE; Schema: core; Owner: -
--

ALTER TABLE core.account_sweep_rule ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME core.account_sweep_rule_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: agreement; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.agreement (
    id bigint NOT NULL,
    agreement_number character varying(24) NOT NULL,
    client_id bigint NOT NULL,
    template_id bigint NOT NULL,
    product_id bigint,
    replaces_agreement_id bigint,
    state core.agreement_state NOT NULL,
    signed_document_id bigint,
    offered_at timestamp with time zone NOT NULL,
    signed_at timestamp with time zone,
    in_force_during daterange,
    termination_notice_days smallint,
    terminated_at timestamp with time zone,
    updated_at timestamp with time zone DEFAULT now() NOT NULL
);


--
-- Name: TABLE agreement; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON TABLE core.agreement IS 'A contract between the bank and a client, from the framework agreement to product terms.';


--
-- Name: COLUMN agreement.product_id; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.agreement.product_id IS 'Null for the framework agreement.';


--
-- Name: COLUMN agreement.replaces_agreement_id; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.agreement.replaces_agreement_id IS 'Contract this one supersedes.';


--
-- Name: COLUMN agreement.in_force_during; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.agreement.in_force_during IS 'Open upper bound for contracts without a term.';


--
-- Name: agreement_id_seq; Type: SEQUENCE; Schema: core; Owner: -
--

ALTER TABLE core.agreement ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME core.agreement_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: agreement_signature; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.agreement_signature (
    id bigint NOT NULL,
    agreement_id bigint NOT NULL,
    signer_person_id bigint,
    signer_operator_id bigint,
    method core.signature_method NOT NULL,
    signature_blob bytea,
    certificate_serial character varying(64),
    signed_at timestamp with time zone NOT NULL,
    signed_from inet,
    is_valid boolean
);


--
-- Name: TABLE agreement_signature; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON TABLE core.agreement_signature IS 'A signature under an agreement, by an officer of the client or for the bank.';


--
-- Name: COLUMN agreement_signature.signer_person_id; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.agreement_signature.signer_person_id IS 'Null when an operator signs for the bank.';


--
-- Name: COLUMN agreement_signature.signature_blob; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.agreement_signature.signature_blob IS 'Image or signature container, by method.';


--
-- Name: COLUMN agreement_signature.certificate_serial; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.agreement_signature.certificate_serial IS 'For qualified electronic signatures only.';


--
-- Name: COLUMN agreement_signature.is_valid; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.agreement_signature.is_valid IS 'Result of the last validation of the certificate chain.';


--
-- Name: agreement_signature_id_seq; Type: SEQUENCE; Schema: core; Owner: -
--

ALTER TABLE core.agreement_signature ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME core.agreement_signature_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: app_user; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.app_user (
    id bigint NOT NULL,
    username character varying(64) NOT NULL,
    person_id bigint,
    default_client_id bigint,
    state core.app_user_state DEFAULT 'invited'::core.app_user_state NOT NULL,
    language_code character(2),
    preferred_auth_method_id smallint,
    failed_logins smallint DEFAULT 0 NOT NULL,
    locked_until timestamp with time zone,
    terms_accepted_at timestamp with time zone,
    last_seen_at timestamp with time zone,
    invited_by_id bigint,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL
);


--
-- Name: TABLE app_user; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON TABLE core.app_user IS 'A login to the mobile app and internet bank, held by a person who may act for several clients.';


--
-- Name: COLUMN app_user.username; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.app_user.username IS 'Chosen by the user. Personal data.';


--
-- Name: COLUMN app_user.person_id; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.app_user.person_id IS 'Null until the invitation is accepted.';


--
-- Name: COLUMN app_user.default_client_id; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.app_user.default_client_id IS 'Client shown first after login.';


--
-- Name: COLUMN app_user.failed_logins; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.app_user.failed_logins IS 'Consecutive failures; reset by a successful login.';


--
-- Name: COLUMN app_user.locked_until; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.app_user.locked_until IS 'Null or past when not locked.';


--
-- Name: app_user_client_access; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.app_user_client_access (
    app_user_id bigint NOT NULL,
    client_id bigint NOT NULL,
    mandate core.access_mandate NOT NULL,
    daily_ceiling numeric(14,2),
    account_scope text[],
    granted_at timestamp with time zone DEFAULT now() NOT NULL,
    agreement_id bigint,
    revoked_at timestamp with time zone,
    CONSTRAINT app_user_client_access_daily_ceiling_check CHECK ((daily_ceiling >= (0)::numeric))
);


--
-- Name: TABLE app_user_client_access; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON TABLE core.app_user_client_access IS 'Which clients an app user may act for and with what mandate.';


--
-- Name: COLUMN app_user_client_access.daily_ceiling; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.app_user_client_access.daily_ceiling IS 'Sum of payments per day under this mandate, EUR.';


--
-- Name: COLUMN app_user_client_access.account_scope; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.app_user_client_access.account_scope IS 'Account numbers the mandate is limited to; null means all.';


--
-- Name: COLUMN app_user_client_access.agreement_id; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.app_user_client_access.agreement_id IS 'Power of attorney or mandate contract.';


--
-- Name: app_user_id_seq; Type: SEQUENCE; Schema: core; Owner: -
--

ALTER TABLE core.app_user ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME core.app_user_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: app_user_lock_log; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.app_user_lock_log (
    id bigint NOT NULL,
    app_user_id bigint NOT NULL,
    from_state core.app_user_state NOT NULL,
    to_state core.app_user_state NOT NULL,
    locked_because character varying(80),
    lifted_by_operator_id bigint,
    lock_length interval,
    happened_at timestamp with time zone NOT NULL
);


--
-- Name: TABLE app_user_lock_log; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON TABLE core.app_user_lock_log IS 'Locks and unlocks of app users, with the cause and who lifted the lock.';


--
-- Name: COLUMN app_user_lock_log.lock_length; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.app_user_lock_log.lock_length IS 'Null for locks without a term.';


--
-- Name: app_user_lock_log_id_seq; Type: SEQUENCE; Schema: core; Owner: -
--

ALTER TABLE core.app_user_lock_log ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME core.app_user_lock_log_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: approval_request; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.approval_request (
    id bigint NOT NULL,
    action_type_id smallint NOT NULL,
    requested_by_id bigint NOT NULL,
    approver_id bigint,
    state core.approval_state DEFAULT 'waiting'::core.approval_state NOT NULL,
    client_id bigint,
    payment_id bigint,
    limit_rule_id bigint,
    proposed_change jsonb NOT NULL,
    amount_eur numeric(18,2),
    requested_at timestamp with time zone NOT NULL,
    decided_at timestamp with time zone,
    refusal_text text,
    CONSTRAINT approval_request_amount_eur_check CHECK ((amount_eur >= (0)::numeric))
);


--
-- Name: TABLE approval_request; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON TABLE core.approval_request IS 'A change by one operator that a second one must approve before it takes effect.';


--
-- Name: COLUMN approval_request.approver_id; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.approval_request.approver_id IS 'Null until a second operator takes it.';


--
-- Name: COLUMN approval_request.proposed_change; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.approval_request.proposed_change IS 'Columns and values to be written on approval.';


--
-- Name: COLUMN approval_request.amount_eur; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.approval_request.amount_eur IS 'Amount at stake, for routing by approval ceiling.';


--
-- Name: approval_request_id_seq; Type: SEQUENCE; Schema: core; Owner: -
--

ALTER TABLE core.approval_request ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME core.approval_request_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: auth_challenge; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.auth_challenge (
    id uuid NOT NULL,
    app_user_id bigint NOT NULL,
    auth_method_id smallint NOT NULL,
    device_id uuid,
    session_no bigint,
    payment_id bigint,
    dynamic_link character varying(64),
    issued_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    answered_at timestamp with time zone,
    is_successful boolean,
    sca_exemption character varying(32)
);


--
-- Name: TABLE auth_challenge; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON TABLE core.auth_challenge IS 'A request to an app user to confirm a login or payment with a second factor.';


--
-- Name: COLUMN auth_challenge.session_no; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.auth_challenge.session_no IS 'Session in which it was asked; no key because sessions are dropped after six months.';


--
-- Name: COLUMN auth_challenge.payment_id; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.auth_challenge.payment_id IS 'Payment to confirm; null for logins.';


--
-- Name: COLUMN auth_challenge.dynamic_link; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.auth_challenge.dynamic_link IS 'Code over amount and payee, as the payment services rules demand.';


--
-- Name: COLUMN auth_challenge.sca_exemption; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.auth_challenge.sca_exemption IS 'Exemption applied instead of a second factor, such as LOW_VALUE.';


--
-- Name: auth_credential; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.auth_credential (
    id bigint NOT NULL,
    app_user_id bigint NOT NULL,
    auth_method_id smallint NOT NULL,
    device_id uuid,
    secret_hash bytea,
    hash_parameters character varying(80),
    must_change boolean DEFAULT false NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    last_success_at timestamp with time zone,
    revoked_at timestamp with time zone
);


--
-- Name: TABLE auth_credential; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON TABLE core.auth_credential IS 'Secrets and factors of app users, stored only as hashes or public keys.';


--
-- Name: COLUMN auth_credential.device_id; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.auth_credential.device_id IS 'Set for factors bound to a device.';


--
-- Name: COLUMN auth_credential.secret_hash; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.auth_credential.secret_hash IS 'Null for factors with a public key on the device.';


--
-- Name: COLUMN auth_credential.hash_parameters; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.auth_credential.hash_parameters IS 'Algorithm and cost.';


--
-- Name: COLUMN auth_credential.must_change; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.auth_credential.must_change IS 'Forces a new secret at the next login.';


--
-- Name: auth_credential_id_seq; Type: SEQUENCE; Schema: core; Owner: -
--

ALTER TABLE core.auth_credential ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME core.auth_credential_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: auth_session; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.auth_session (
    session_no bigint NOT NULL,
    started_at timestamp with time zone DEFAULT now() NOT NULL,
    app_user_id bigint NOT NULL,
    device_id uuid,
    channel_id smallint NOT NULL,
    auth_method_id smallint,
    ip_address inet NOT NULL,
    geo_country_code character(2),
    ended_at timestamp with time zone,
    end_reason_id smallint,
    request_count integer DEFAULT 0 NOT NULL,
    risk_score numeric(5,2)
)
PARTITION BY RANGE (started_at);


--
-- Name: TABLE auth_session; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON TABLE core.auth_session IS 'Sessions of app users from login to logout or timeout.';


--
-- Name: COLUMN auth_session.session_no; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.auth_session.session_no IS 'Unique within the sequence; the time is in the key because of the partitions.';


--
-- Name: COLUMN auth_session.ip_address; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.auth_session.ip_address IS 'Personal data.';


--
-- Name: COLUMN auth_session.geo_country_code; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.auth_session.geo_country_code IS 'Derived from the address; unknown for mobile carriers abroad.';


--
-- Name: COLUMN auth_session.ended_at; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.auth_session.ended_at IS 'Null while open, and for sessions lost in a restart.';


--
-- Name: COLUMN auth_session.risk_score; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.auth_session.risk_score IS 'Score of the fraud engine at login, 0 to 100.';


--
-- Name: auth_session_2025_11; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.auth_session_2025_11 (
    session_no bigint CONSTRAINT auth_session_session_no_not_null NOT NULL,
    started_at timestamp with time zone DEFAULT now() CONSTRAINT auth_session_started_at_not_null NOT NULL,
    app_user_id bigint CONSTRAINT auth_session_app_user_id_not_null NOT NULL,
    device_id uuid,
    channel_id smallint CONSTRAINT auth_session_channel_id_not_null NOT NULL,
    auth_method_id smallint,
    ip_address inet CONSTRAINT auth_session_ip_address_not_null NOT NULL,
    geo_country_code character(2),
    ended_at timestamp with time zone,
    end_reason_id smallint,
    request_count integer DEFAULT 0 CONSTRAINT auth_session_request_count_not_null NOT NULL,
    risk_score numeric(5,2)
);


--
-- Name: auth_session_2025_12; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.auth_session_2025_12 (
    session_no bigint CONSTRAINT auth_session_session_no_not_null NOT NULL,
    started_at timestamp with time zone DEFAULT now() CONSTRAINT auth_session_started_at_not_null NOT NULL,
    app_user_id bigint CONSTRAINT auth_session_app_user_id_not_null NOT NULL,
    device_id uuid,
    channel_id smallint CONSTRAINT auth_session_channel_id_not_null NOT NULL,
    auth_method_id smallint,
    ip_address inet CONSTRAINT auth_session_ip_address_not_null NOT NULL,
    geo_country_code character(2),
    ended_at timestamp with time zone,
    end_reason_id smallint,
    request_count integer DEFAULT 0 CONSTRAINT auth_session_request_count_not_null NOT NULL,
    risk_score numeric(5,2)
);


--
-- Name: auth_session_2026_01; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.auth_session_2026_01 (
    session_no bigint CONSTRAINT auth_session_session_no_not_null NOT NULL,
    started_at timestamp with time zone DEFAULT now() CONSTRAINT auth_session_started_at_not_null NOT NULL,
    app_user_id bigint CONSTRAINT auth_session_app_user_id_not_null NOT NULL,
    device_id uuid,
    channel_id smallint CONSTRAINT auth_session_channel_id_not_null NOT NULL,
    auth_method_id smallint,
    ip_address inet CONSTRAINT auth_session_ip_address_not_null NOT NULL,
    geo_country_code character(2),
    ended_at timestamp with time zone,
    end_reason_id smallint,
    request_count integer DEFAULT 0 CONSTRAINT auth_session_request_count_not_null NOT NULL,
    risk_score numeric(5,2)
);


--
-- Name: auth_session_2026_02; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.auth_session_2026_02 (
    session_no bigint CONSTRAINT auth_session_session_no_not_null NOT NULL,
    started_at timestamp with time zone DEFAULT now() CONSTRAINT auth_session_started_at_not_null NOT NULL,
    app_user_id bigint CONSTRAINT auth_session_app_user_id_not_null NOT NULL,
    device_id uuid,
    channel_id smallint CONSTRAINT auth_session_channel_id_not_null NOT NULL,
    auth_method_id smallint,
    ip_address inet CONSTRAINT auth_session_ip_address_not_null NOT NULL,
    geo_country_code character(2),
    ended_at timestamp with time zone,
    end_reason_id smallint,
    request_count integer DEFAULT 0 CONSTRAINT auth_session_request_count_not_null NOT NULL,
    risk_score numeric(5,2)
);


--
-- Name: auth_session_2026_03; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.auth_session_2026_03 (
    session_no bigint CONSTRAINT auth_session_session_no_not_null NOT NULL,
    started_at timestamp with time zone DEFAULT now() CONSTRAINT auth_session_started_at_not_null NOT NULL,
    app_user_id bigint CONSTRAINT auth_session_app_user_id_not_null NOT NULL,
    device_id uuid,
    channel_id smallint CONSTRAINT auth_session_channel_id_not_null NOT NULL,
    auth_method_id smallint,
    ip_address inet CONSTRAINT auth_session_ip_address_not_null NOT NULL,
    geo_country_code character(2),
    ended_at timestamp with time zone,
    end_reason_id smallint,
    request_count integer DEFAULT 0 CONSTRAINT auth_session_request_count_not_null NOT NULL,
    risk_score numeric(5,2)
);


--
-- Name: auth_session_2026_04; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.auth_session_2026_04 (
    session_no bigint CONSTRAINT auth_session_session_no_not_null NOT NULL,
    started_at timestamp with time zone DEFAULT now() CONSTRAINT auth_session_started_at_not_null NOT NULL,
    app_user_id bigint CONSTRAINT auth_session_app_user_id_not_null NOT NULL,
    device_id uuid,
    channel_id smallint CONSTRAINT auth_session_channel_id_not_null NOT NULL,
    auth_method_id smallint,
    ip_address inet CONSTRAINT auth_session_ip_address_not_null NOT NULL,
    geo_country_code character(2),
    ended_at timestamp with time zone,
    end_reason_id smallint,
    request_count integer DEFAULT 0 CONSTRAINT auth_session_request_count_not_null NOT NULL,
    risk_score numeric(5,2)
);


--
-- Name: auth_session_2026_05; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.auth_session_2026_05 (
    session_no bigint CONSTRAINT auth_session_session_no_not_null NOT NULL,
    started_at timestamp with time zone DEFAULT now() CONSTRAINT auth_session_started_at_not_null NOT NULL,
    app_user_id bigint CONSTRAINT auth_session_app_user_id_not_null NOT NULL,
    device_id uuid,
    channel_id smallint CONSTRAINT auth_session_channel_id_not_null NOT NULL,
    auth_method_id smallint,
    ip_address inet CONSTRAINT auth_session_ip_address_not_null NOT NULL,
    geo_country_code character(2),
    ended_at timestamp with time zone,
    end_reason_id smallint,
    request_count integer DEFAULT 0 CONSTRAINT auth_session_request_count_not_null NOT NULL,
    risk_score numeric(5,2)
);


--
-- Name: back_office_task; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.back_office_task (
    id bigint NOT NULL,
    title character varying(160) NOT NULL,
    urgency core.task_urgency DEFAULT 'normal'::core.task_urgency NOT NULL,
    queue_name character varying(40) NOT NULL,
    client_id bigint,
    payment_id bigint,
    loan_agreement_id bigint,
    complaint_id bigint,
    raised_by_job_code character varying(60),
    raised_by_id bigint,
    assignee_id bigint,
    parent_task_id bigint,
    checklist jsonb,
    sla interval,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    taken_at timestamp with time zone,
    done_at timestamp with time zone,
    updated_at timestamp with time zone DEFAULT now() NOT NULL
);


--
-- Name: TABLE back_office_task; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON TABLE core.back_office_task IS 'A piece of manual work for the operations department, raised by a rule, a job or a colleague.';


--
-- Name: COLUMN back_office_task.queue_name; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.back_office_task.queue_name IS 'Team that works on it, for instance payments-repair.';


--
-- Name: COLUMN back_office_task.checklist; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.back_office_task.checklist IS 'Steps with their ticks.';


--
-- Name: COLUMN back_office_task.sla; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.back_office_task.sla IS 'Working time allowed by the queue''s rules.';


--
-- Name: COLUMN back_office_task.taken_at; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.back_office_task.taken_at IS 'First time an operator opened the task.';


--
-- Name: back_office_task_id_seq; Type: SEQUENCE; Schema: core; Owner: -
--

ALTER TABLE core.back_office_task ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME core.back_office_task_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: bank_holiday; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.bank_holiday (
    country_code character(2) NOT NULL,
    holiday_date date NOT NULL,
    holiday_type_id smallint NOT NULL,
    local_name text NOT NULL,
    closes_clearing boolean DEFAULT true NOT NULL,
    early_close_at time without time zone
);


--
-- Name: TABLE bank_holiday; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON TABLE core.bank_holiday IS 'Days on which a country''s banks or a currency''s clearing are closed; shifts due dates and cut-offs.';


--
-- Name: COLUMN bank_holiday.closes_clearing; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.bank_holiday.closes_clearing IS 'Payments of the country''s currency do not settle.';


--
-- Name: COLUMN bank_holiday.early_close_at; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.bank_holiday.early_close_at IS 'Half-days only.';


--
-- Name: beneficial_owner; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.beneficial_owner (
    id bigint NOT NULL,
    company_id bigint NOT NULL,
    person_id bigint NOT NULL,
    ownership core.ownership_kind NOT NULL,
    share core.ownership_share,
    through_company_name text,
    declared_on date NOT NULL,
    verified_at timestamp with time zone,
    verified_by_id bigint,
    register_discrepancy boolean DEFAULT false NOT NULL,
    valid_until date
);


--
-- Name: TABLE beneficial_owner; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON TABLE core.beneficial_owner IS 'A natural person who owns or controls a client company, as declared and then verified by compliance.';


--
-- Name: COLUMN beneficial_owner.share; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.beneficial_owner.share IS 'Fraction of capital or votes, 1 is all of it.';


--
-- Name: COLUMN beneficial_owner.through_company_name; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.beneficial_owner.through_company_name IS 'Intermediate holding, if the ownership is indirect.';


--
-- Name: COLUMN beneficial_owner.register_discrepancy; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.beneficial_owner.register_discrepancy IS 'The national register of owners says something else.';


--
-- Name: COLUMN beneficial_owner.valid_until; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.beneficial_owner.valid_until IS 'Date by which the declaration must be renewed.';


--
-- Name: beneficial_owner_id_seq; Type: SEQUENCE; Schema: core; Owner: -
--

ALTER TABLE core.beneficial_owner ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME core.beneficial_owner_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: beneficiary; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.beneficiary (
    id bigint NOT NULL,
    client_id bigint NOT NULL,
    nickname character varying(70),
    holder_name text NOT NULL,
    iban character varying(34),
    account_no character varying(34),
    bic core.bic_code,
    bank_name text,
    country_code character(2) NOT NULL,
    city text,
    currency_code character(3),
    own_account_id bigint,
    is_trusted boolean DEFAULT false NOT NULL,
    trusted_at timestamp with time zone,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    last_used_at timestamp with time zone,
    archived_at timestamp with time zone,
    updated_at timestamp with time zone DEFAULT now() NOT NULL
);


--
-- Name: TABLE beneficiary; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON TABLE core.beneficiary IS 'A payee saved by a client for repeated transfers.';


--
-- Name: COLUMN beneficiary.nickname; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.beneficiary.nickname IS 'What the client calls the payee in the app.';


--
-- Name: COLUMN beneficiary.holder_name; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.beneficiary.holder_name IS 'Personal data; legal name of the payee as the client typed it.';


--
-- Name: COLUMN beneficiary.iban; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.beneficiary.iban IS 'Personal data.';


--
-- Name: COLUMN beneficiary.account_no; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.beneficiary.account_no IS 'For countries without IBAN.';


--
-- Name: COLUMN beneficiary.bic; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.beneficiary.bic IS 'Derived from the IBAN where possible.';


--
-- Name: COLUMN beneficiary.city; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.beneficiary.city IS 'Needed by some SWIFT corridors.';


--
-- Name: COLUMN beneficiary.own_account_id; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.beneficiary.own_account_id IS 'Filled when the payee turns out to be an account in this bank.';


--
-- Name: COLUMN beneficiary.is_trusted; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.beneficiary.is_trusted IS 'Trusted payees need no second factor below the daily limit.';


--
-- Name: COLUMN beneficiary.last_used_at; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.beneficiary.last_used_at IS 'Orders the list in the app.';


--
-- Name: COLUMN beneficiary.archived_at; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.beneficiary.archived_at IS 'Hidden by the client; kept because payments refer to it.';


--
-- Name: beneficiary_change_log; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.beneficiary_change_log (
    id bigint NOT NULL,
    beneficiary_id bigint NOT NULL,
    app_user_id bigint,
    field_name character varying(40) NOT NULL,
    old_value text,
    new_value text,
    ip_address inet,
    edited_at timestamp with time zone DEFAULT now() NOT NULL
);


--
-- Name: TABLE beneficiary_change_log; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON TABLE core.beneficiary_change_log IS 'What changed in a saved payee, kept because changed account details are a common sign of fraud.';


--
-- Name: COLUMN beneficiary_change_log.field_name; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.beneficiary_change_log.field_name IS 'Column of the payee that was edited.';


--
-- Name: COLUMN beneficiary_change_log.old_value; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.beneficiary_change_log.old_value IS 'Personal data.';


--
-- Name: COLUMN beneficiary_change_log.new_value; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.beneficiary_change_log.new_value IS 'Personal data.';


--
-- Name: beneficiary_change_log_id_seq; Type: SEQUENCE; Schema: core; Owner: -
--

ALTER TABLE core.beneficiary_change_log ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME core.beneficiary_change_log_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: beneficiary_id_seq; Type: SEQUENCE; Schema: core; Owner: -
--

ALTER TABLE core.beneficiary ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME core.beneficiary_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: branch; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.branch (
    id bigint NOT NULL,
    branch_code character varying(12) NOT NULL,
    branch_name text NOT NULL,
    parent_branch_id bigint,
    country_code character(2) NOT NULL,
    region_id smallint,
    city text NOT NULL,
    street_line text,
    phone character varying(20),
    bic character varying(11),
    has_cash_desk boolean DEFAULT true NOT NULL,
    time_zone character varying(40) DEFAULT 'UTC'::character varying NOT NULL,
    manager_id bigint,
    opened_on date NOT NULL,
    closed_on date
);


--
-- Name: TABLE branch; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON TABLE core.branch IS 'Branches, service points and the head office, including closed ones.';


--
-- Name: COLUMN branch.branch_code; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.branch.branch_code IS 'Part of the account number in accounts opened before 2019.';


--
-- Name: COLUMN branch.bic; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.branch.bic IS 'Only for branches with a BIC of their own.';


--
-- Name: COLUMN branch.closed_on; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.branch.closed_on IS 'Accounts of a closed branch move to its parent.';


--
-- Name: branch_business_day; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.branch_business_day (
    branch_id bigint NOT NULL,
    business_date date NOT NULL,
    opened_at time without time zone,
    closed_at time without time zone,
    cash_at_open numeric(14,2),
    cash_at_close numeric(14,2),
    cash_difference numeric(14,2) DEFAULT 0 NOT NULL,
    visitors integer,
    closed_out_by bigint,
    remark text
);


--
-- Name: TABLE branch_business_day; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON TABLE core.branch_business_day IS 'Opening and cash closing of a branch on one business day.';


--
-- Name: COLUMN branch_business_day.cash_at_open; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.branch_business_day.cash_at_open IS 'Counted, EUR.';


--
-- Name: COLUMN branch_business_day.cash_at_close; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.branch_business_day.cash_at_close IS 'Counted, EUR.';


--
-- Name: COLUMN branch_business_day.cash_difference; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.branch_business_day.cash_difference IS 'Counted minus booked, EUR.';


--
-- Name: COLUMN branch_business_day.visitors; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.branch_business_day.visitors IS 'From the door counter; null where there is none.';


--
-- Name: branch_id_seq; Type: SEQUENCE; Schema: core; Owner: -
--

ALTER TABLE core.branch ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME core.branch_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: business_day; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.business_day (
    id integer NOT NULL,
    calendar_date date NOT NULL,
    country_code character(2),
    is_banking_day boolean DEFAULT true NOT NULL,
    is_target_day boolean DEFAULT true NOT NULL,
    holiday_type_id smallint,
    is_month_end boolean DEFAULT false NOT NULL,
    cutoff_time time without time zone DEFAULT '18:00:00'::time without time zone NOT NULL,
    opened_at timestamp with time zone,
    closed_at timestamp with time zone,
    reopened_count smallint DEFAULT 0 NOT NULL,
    closed_by_id bigint
);


--
-- Name: TABLE business_day; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON TABLE core.business_day IS 'Calendar of accounting days with the moments each was opened and closed for posting.';


--
-- Name: COLUMN business_day.is_banking_day; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.business_day.is_banking_day IS 'False on weekends and holidays.';


--
-- Name: COLUMN business_day.is_target_day; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.business_day.is_target_day IS 'TARGET2 is open.';


--
-- Name: COLUMN business_day.cutoff_time; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.business_day.cutoff_time IS 'Local time; later payments take the next day.';


--
-- Name: COLUMN business_day.reopened_count; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.business_day.reopened_count IS 'Each reopening needs the approval of finance.';


--
-- Name: business_day_id_seq; Type: SEQUENCE; Schema: core; Owner: -
--

ALTER TABLE core.business_day ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME core.business_day_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: campaign; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.campaign (
    id bigint NOT NULL,
    code character varying(20) NOT NULL,
    name text NOT NULL,
    product_id bigint,
    promo_tariff_plan_id bigint,
    partner_id bigint,
    bonus_amount numeric(10,2),
    bonus_currency_code character(3),
    budget numeric(14,2),
    target_country_codes text[],
    runs_during tstzrange NOT NULL,
    terms_document_url text,
    created_by_id bigint,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    stopped_at timestamp with time zone
);


--
-- Name: TABLE campaign; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON TABLE core.campaign IS 'A marketing action that offers a bonus or a better tariff for a limited time.';


--
-- Name: COLUMN campaign.budget; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.campaign.budget IS 'In the bonus currency; the campaign stops when it is spent.';


--
-- Name: COLUMN campaign.target_country_codes; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.campaign.target_country_codes IS 'Empty means all countries.';


--
-- Name: campaign_enrolment; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.campaign_enrolment (
    campaign_id bigint NOT NULL,
    client_id bigint NOT NULL,
    enrolled_at timestamp with time zone DEFAULT now() NOT NULL,
    consent_channel_id smallint,
    progress_pct numeric(5,2) DEFAULT 0 NOT NULL,
    qualified_at timestamp with time zone,
    reward_entry_id bigint
);


--
-- Name: TABLE campaign_enrolment; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON TABLE core.campaign_enrolment IS 'Clients who joined a campaign and whether they have met its conditions.';


--
-- Name: COLUMN campaign_enrolment.progress_pct; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.campaign_enrolment.progress_pct IS '0 to 100, recomputed nightly.';


--
-- Name: COLUMN campaign_enrolment.reward_entry_id; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.campaign_enrolment.reward_entry_id IS 'Booking of the bonus.';


--
-- Name: campaign_id_seq; Type: SEQUENCE; Schema: core; Owner: -
--

ALTER TABLE core.campaign ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME core.campaign_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: card_link; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.card_link (
    id bigint NOT NULL,
    client_id bigint NOT NULL,
    account_id bigint NOT NULL,
    external_card_id uuid NOT NULL,
    masked_pan character varying(19) NOT NULL,
    scheme_id smallint NOT NULL,
    state_id smallint NOT NULL,
    embossed_name character varying(26),
    is_virtual boolean DEFAULT false NOT NULL,
    is_default boolean DEFAULT false NOT NULL,
    expires_on date NOT NULL,
    replaces_id bigint,
    linked_at timestamp with time zone DEFAULT now() NOT NULL,
    unlinked_at timestamp with time zone,
    synced_at timestamp with time zone,
    updated_at timestamp with time zone DEFAULT now() NOT NULL
);


--
-- Name: TABLE card_link; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON TABLE core.card_link IS 'Connects a client''s account to a payment card issued in the card system.';


--
-- Name: COLUMN card_link.external_card_id; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.card_link.external_card_id IS 'Key of the card in the card database.';


--
-- Name: COLUMN card_link.masked_pan; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.card_link.masked_pan IS 'First six and last four digits only.';


--
-- Name: COLUMN card_link.embossed_name; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.card_link.embossed_name IS 'Personal data.';


--
-- Name: COLUMN card_link.is_default; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.card_link.is_default IS 'Offered first for payouts to a card.';


--
-- Name: COLUMN card_link.replaces_id; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.card_link.replaces_id IS 'Previous card after loss, theft or expiry.';


--
-- Name: COLUMN card_link.unlinked_at; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.card_link.unlinked_at IS 'Account detached from the card.';


--
-- Name: COLUMN card_link.synced_at; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.card_link.synced_at IS 'Last message about this card from the card system.';


--
-- Name: card_link_id_seq; Type: SEQUENCE; Schema: core; Owner: -
--

ALTER TABLE core.card_link ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME core.card_link_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: card_link_state_log; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.card_link_state_log (
    id bigint NOT NULL,
    card_link_id bigint NOT NULL,
    old_state_id smallint,
    new_state_id smallint NOT NULL,
    reported_event_id uuid,
    reason_text character varying(200),
    happened_at timestamp with time zone NOT NULL,
    received_at timestamp with time zone DEFAULT now() NOT NULL
);


--
-- Name: TABLE card_link_state_log; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON TABLE core.card_link_state_log IS 'Changes of a card''s state as the card system reported them.';


--
-- Name: COLUMN card_link_state_log.reported_event_id; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.card_link_state_log.reported_event_id IS 'Identifier of the incoming event, to drop repeats.';


--
-- Name: COLUMN card_link_state_log.reason_text; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.card_link_state_log.reason_text IS 'As the card system gave it, untranslated.';


--
-- Name: COLUMN card_link_state_log.happened_at; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.card_link_state_log.happened_at IS 'Clock of the card system.';


--
-- Name: COLUMN card_link_state_log.received_at; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.card_link_state_log.received_at IS 'When the event reached core banking.';


--
-- Name: card_link_state_log_id_seq; Type: SEQUENCE; Schema: core; Owner: -
--

ALTER TABLE core.card_link_state_log ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME core.card_link_state_log_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: profile_state; Type: TABLE; Schema: dict; Owner: -
--

CREATE TABLE dict.profile_state (
    id smallint NOT NULL,
    code character varying(24) NOT NULL,
    name text NOT NULL,
    is_final boolean NOT NULL,
    can_transact boolean NOT NULL
);


--
-- Name: TABLE profile_state; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON TABLE dict.profile_state IS 'Stages of a client''s life with the bank, from the first form to closure.';


--
-- Name: COLUMN profile_state.is_final; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON COLUMN dict.profile_state.is_final IS 'No way back out of this stage.';


--
-- Name: COLUMN profile_state.can_transact; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON COLUMN dict.profile_state.can_transact IS 'Whether a client in this stage may move money.';


--
-- Name: risk_level; Type: TABLE; Schema: dict; Owner: -
--

CREATE TABLE dict.risk_level (
    id smallint NOT NULL,
    code character varying(12) NOT NULL,
    name text NOT NULL,
    score_from smallint NOT NULL,
    score_to smallint NOT NULL,
    needs_senior_approval boolean NOT NULL
);


--
-- Name: TABLE risk_level; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON TABLE dict.risk_level IS 'Money laundering risk classes of clients and countries.';


--
-- Name: COLUMN risk_level.score_from; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON COLUMN dict.risk_level.score_from IS 'Lowest score of the class, inclusive.';


--
-- Name: COLUMN risk_level.score_to; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON COLUMN dict.risk_level.score_to IS 'Highest score of the class, inclusive.';


--
-- Name: COLUMN risk_level.needs_senior_approval; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON COLUMN dict.risk_level.needs_senior_approval IS 'Onboarding needs the consent of senior management.';


--
-- Name: client_active_v; Type: VIEW; Schema: core; Owner: -
--

CREATE VIEW core.client_active_v AS
 SELECT c.id,
    c.public_id,
    c.kind,
    c.full_name,
    c.country_code,
    s.code AS state_code,
    r.code AS risk_code,
    c.home_branch_id,
    c.activated_at
   FROM ((core.client_profile c
     JOIN dict.profile_state s ON ((s.id = c.state_id)))
     LEFT JOIN dict.risk_level r ON ((r.id = c.risk_level_id)))
  WHERE ((c.closed_at IS NULL) AND (c.activated_at IS NOT NULL));


--
-- Name: VIEW client_active_v; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON VIEW core.client_active_v IS 'Active clients with the readable state and risk level, used by the branch front end.';


--
-- Name: client_address; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.client_address (
    id bigint NOT NULL,
    client_id bigint NOT NULL,
    address_type_id smallint NOT NULL,
    country_code character(2) NOT NULL,
    region_id smallint,
    city text NOT NULL,
    postal_code character varying(12),
    street_line text NOT NULL,
    street_line2 text,
    valid_from date NOT NULL,
    valid_to date,
    proof_document_id bigint,
    returned_mail_count smallint DEFAULT 0 NOT NULL,
    updated_at timestamp with time zone
);


--
-- Name: TABLE client_address; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON TABLE core.client_address IS 'Postal, residential and registered addresses of clients, with the period in which each was valid.';


--
-- Name: COLUMN client_address.region_id; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.client_address.region_id IS 'Only for countries whose regions are in the dictionary.';


--
-- Name: COLUMN client_address.street_line; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.client_address.street_line IS 'Street and house number. Personal data.';


--
-- Name: COLUMN client_address.valid_to; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.client_address.valid_to IS 'Null for the present address.';


--
-- Name: COLUMN client_address.returned_mail_count; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.client_address.returned_mail_count IS 'Letters returned as undeliverable; three block paper mail.';


--
-- Name: client_address_id_seq; Type: SEQUENCE; Schema: core; Owner: -
--

ALTER TABLE core.client_address ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME core.client_address_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: client_company; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.client_company (
    id bigint NOT NULL,
    client_profile_id bigint NOT NULL,
    legal_name text NOT NULL,
    trading_name text,
    legal_form_id smallint NOT NULL,
    registration_number character varying(32) NOT NULL,
    vat_number character varying(20),
    lei character(20),
    country_code character(2) NOT NULL,
    incorporated_on date,
    main_industry_id smallint,
    employee_count integer,
    annual_turnover core.turnover_eur,
    turnover_year smallint,
    website text,
    parent_company_id bigint,
    in_liquidation boolean DEFAULT false NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL
);


--
-- Name: TABLE client_company; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON TABLE core.client_company IS 'Registration and business details of a company or sole trader that is a client.';


--
-- Name: COLUMN client_company.registration_number; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.client_company.registration_number IS 'Number in the commercial register of the country.';


--
-- Name: COLUMN client_company.vat_number; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.client_company.vat_number IS 'Checked against VIES on entry where the country takes part.';


--
-- Name: COLUMN client_company.lei; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.client_company.lei IS 'Legal entity identifier; required before the first FX forward.';


--
-- Name: COLUMN client_company.employee_count; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.client_company.employee_count IS 'Full-time equivalents of the last reported year.';


--
-- Name: COLUMN client_company.annual_turnover; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.client_company.annual_turnover IS 'Last reported year, EUR.';


--
-- Name: COLUMN client_company.parent_company_id; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.client_company.parent_company_id IS 'Direct parent, only if it is a client as well.';


--
-- Name: COLUMN client_company.in_liquidation; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.client_company.in_liquidation IS 'Set by the weekly feed of the commercial register.';


--
-- Name: client_company_id_seq; Type: SEQUENCE; Schema: core; Owner: -
--

ALTER TABLE core.client_company ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME core.client_company_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: client_consent; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.client_consent (
    id bigint NOT NULL,
    client_id bigint NOT NULL,
    consent_type_id smallint NOT NULL,
    consent_text_id bigint NOT NULL,
    is_granted boolean NOT NULL,
    partner_id bigint,
    given_at timestamp with time zone,
    expires_on date,
    withdrawn_at timestamp with time zone,
    updated_at timestamp with time zone DEFAULT now() NOT NULL
);


--
-- Name: TABLE client_consent; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON TABLE core.client_consent IS 'The present consent of a client for one purpose and the wording it was given on.';


--
-- Name: COLUMN client_consent.partner_id; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.client_consent.partner_id IS 'Third party the data may go to, for open banking consents.';


--
-- Name: COLUMN client_consent.expires_on; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.client_consent.expires_on IS 'Open banking consents end after 180 days.';


--
-- Name: client_consent_id_seq; Type: SEQUENCE; Schema: core; Owner: -
--

ALTER TABLE core.client_consent ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME core.client_consent_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: client_consent_log; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.client_consent_log (
    id bigint NOT NULL,
    consent_id bigint NOT NULL,
    event core.consent_event NOT NULL,
    occured_at timestamp with time zone NOT NULL,
    channel_id smallint,
    app_user_id bigint,
    ip_address inet,
    user_agent text
);


--
-- Name: TABLE client_consent_log; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON TABLE core.client_consent_log IS 'Evidence of consents given and withdrawn, kept for the supervisory authority and never updated.';


--
-- Name: COLUMN client_consent_log.occured_at; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.client_consent_log.occured_at IS 'Misspelt since the first release; reports depend on it.';


--
-- Name: COLUMN client_consent_log.app_user_id; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.client_consent_log.app_user_id IS 'Null for consents given on paper.';


--
-- Name: COLUMN client_consent_log.ip_address; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.client_consent_log.ip_address IS 'Personal data.';


--
-- Name: client_consent_log_id_seq; Type: SEQUENCE; Schema: core; Owner: -
--

ALTER TABLE core.client_consent_log ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME core.client_consent_log_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: client_contact; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.client_contact (
    id bigint NOT NULL,
    client_id bigint NOT NULL,
    contact_type_id smallint NOT NULL,
    contact_value text NOT NULL,
    label character varying(40),
    is_primary boolean DEFAULT false NOT NULL,
    verified_at timestamp with time zone,
    bounced_at timestamp with time zone,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    deleted_at timestamp with time zone
);


--
-- Name: TABLE client_contact; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON TABLE core.client_contact IS 'Telephone numbers and e-mail addresses of clients beyond the primary ones on the profile.';


--
-- Name: COLUMN client_contact.contact_value; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.client_contact.contact_value IS 'Normalised number or address. Personal data.';


--
-- Name: COLUMN client_contact.label; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.client_contact.label IS 'Chosen by the client in the app.';


--
-- Name: COLUMN client_contact.bounced_at; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.client_contact.bounced_at IS 'Last hard bounce reported by a delivery gateway.';


--
-- Name: COLUMN client_contact.deleted_at; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.client_contact.deleted_at IS 'Soft deletion; the row is kept for disputes.';


--
-- Name: client_contact_id_seq; Type: SEQUENCE; Schema: core; Owner: -
--

ALTER TABLE core.client_contact ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME core.client_contact_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: client_document; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.client_document (
    id bigint NOT NULL,
    client_id bigint NOT NULL,
    document_type_id smallint NOT NULL,
    kyc_document_type_id smallint,
    state_id smallint NOT NULL,
    document_number character varying(40),
    issuing_country_code character(2),
    issued_by text,
    issued_on date,
    expires_on date,
    kyc_verification_id bigint,
    uploaded_via_id smallint,
    uploaded_at timestamp with time zone DEFAULT now() NOT NULL,
    accepted_by_id bigint,
    accepted_at timestamp with time zone,
    retain_until date,
    updated_at timestamp with time zone DEFAULT now() NOT NULL
);


--
-- Name: TABLE client_document; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON TABLE core.client_document IS 'A document held for a client, such as a passport, a register extract or a proof of address.';


--
-- Name: COLUMN client_document.kyc_document_type_id; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.client_document.kyc_document_type_id IS 'Set for documents that count as proof of identity.';


--
-- Name: COLUMN client_document.document_number; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.client_document.document_number IS 'As printed. Personal data.';


--
-- Name: COLUMN client_document.issued_by; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.client_document.issued_by IS 'Authority as printed.';


--
-- Name: COLUMN client_document.expires_on; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.client_document.expires_on IS 'Null for documents without an expiry date.';


--
-- Name: COLUMN client_document.kyc_verification_id; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.client_document.kyc_verification_id IS 'Verification for which the document was collected.';


--
-- Name: COLUMN client_document.accepted_by_id; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.client_document.accepted_by_id IS 'Null when accepted by automatic checks.';


--
-- Name: COLUMN client_document.retain_until; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.client_document.retain_until IS 'End of the statutory retention period.';


--
-- Name: client_document_id_seq; Type: SEQUENCE; Schema: core; Owner: -
--

ALTER TABLE core.client_document ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME core.client_document_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: client_document_state_log; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.client_document_state_log (
    id bigint NOT NULL,
    document_id bigint NOT NULL,
    state_id smallint NOT NULL,
    valid_since timestamp with time zone NOT NULL,
    reviewer_id bigint,
    review_seconds integer,
    message_to_client text
);


--
-- Name: TABLE client_document_state_log; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON TABLE core.client_document_state_log IS 'Acceptance, refusal and expiry of client documents over time.';


--
-- Name: COLUMN client_document_state_log.review_seconds; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.client_document_state_log.review_seconds IS 'Time the reviewer had the document on screen.';


--
-- Name: COLUMN client_document_state_log.message_to_client; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.client_document_state_log.message_to_client IS 'Text shown in the app when a document is refused.';


--
-- Name: client_document_state_log_id_seq; Type: SEQUENCE; Schema: core; Owner: -
--

ALTER TABLE core.client_document_state_log ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME core.client_document_state_log_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: client_employment; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.client_employment (
    id bigint NOT NULL,
    person_id bigint NOT NULL,
    employment_status_id smallint NOT NULL,
    employer_name text,
    employer_client_id bigint,
    occupation text,
    industry_id smallint,
    income_source_id smallint,
    income_band_id smallint,
    net_monthly_income numeric(12,2),
    income_currency character(3),
    employed_since date,
    declared_at timestamp with time zone DEFAULT now() NOT NULL,
    payslip_checked boolean DEFAULT false NOT NULL,
    CONSTRAINT client_employment_net_monthly_income_check CHECK ((net_monthly_income >= (0)::numeric))
);


--
-- Name: TABLE client_employment; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON TABLE core.client_employment IS 'Employment and income a person declared, kept as history for credit decisions.';


--
-- Name: COLUMN client_employment.employer_client_id; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.client_employment.employer_client_id IS 'Set when the employer banks here too.';


--
-- Name: COLUMN client_employment.net_monthly_income; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.client_employment.net_monthly_income IS 'After tax, in income_currency.';


--
-- Name: COLUMN client_employment.payslip_checked; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.client_employment.payslip_checked IS 'An operator has seen three recent payslips.';


--
-- Name: client_employment_id_seq; Type: SEQUENCE; Schema: core; Owner: -
--

ALTER TABLE core.client_employment ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME core.client_employment_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: client_identifier; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.client_identifier (
    id bigint NOT NULL,
    client_id bigint NOT NULL,
    issuing_country_code character(2) NOT NULL,
    scheme character varying(24) NOT NULL,
    identifier_value character varying(40) NOT NULL,
    issued_by text,
    valid_to date,
    checksum_valid boolean,
    source_document_id bigint,
    entered_at timestamp with time zone DEFAULT now() NOT NULL
);


--
-- Name: TABLE client_identifier; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON TABLE core.client_identifier IS 'Tax numbers, national numbers and register numbers under which authorities know a client.';


--
-- Name: COLUMN client_identifier.scheme; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.client_identifier.scheme IS 'Type of number in the scheme list of the authority, such as TIN or EORI.';


--
-- Name: COLUMN client_identifier.identifier_value; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.client_identifier.identifier_value IS 'Personal data.';


--
-- Name: COLUMN client_identifier.issued_by; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.client_identifier.issued_by IS 'Name of the authority as on the document.';


--
-- Name: COLUMN client_identifier.checksum_valid; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.client_identifier.checksum_valid IS 'Null for schemes without a check digit.';


--
-- Name: client_identifier_id_seq; Type: SEQUENCE; Schema: core; Owner: -
--

ALTER TABLE core.client_identifier ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME core.client_identifier_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: client_merge; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.client_merge (
    id bigint NOT NULL,
    surviving_client_id bigint NOT NULL,
    "duplicateClientId" bigint NOT NULL,
    outcome core.merge_outcome NOT NULL,
    match_score numeric(5,4),
    overwritten jsonb,
    merged_by bigint NOT NULL,
    merged_at timestamp with time zone NOT NULL,
    rolled_back_at timestamp with time zone
);


--
-- Name: TABLE client_merge; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON TABLE core.client_merge IS 'A duplicate client record merged into the surviving one, with a copy of what was overwritten.';


--
-- Name: COLUMN client_merge."duplicateClientId"; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.client_merge."duplicateClientId" IS 'Camel case since the first import tool of 2017; its scripts still use it.';


--
-- Name: COLUMN client_merge.match_score; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.client_merge.match_score IS 'Similarity found by the duplicate search, 1 is identical.';


--
-- Name: COLUMN client_merge.overwritten; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.client_merge.overwritten IS 'Attributes of the duplicate before the merge. Personal data.';


--
-- Name: COLUMN client_merge.rolled_back_at; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.client_merge.rolled_back_at IS 'Possible for 30 days after the merge.';


--
-- Name: client_merge_id_seq; Type: SEQUENCE; Schema: core; Owner: -
--

ALTER TABLE core.client_merge ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME core.client_merge_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: client_name_history; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.client_name_history (
    id bigint NOT NULL,
    client_profile_id bigint NOT NULL,
    previous_name text NOT NULL,
    used_until date NOT NULL,
    change_cause character varying(60),
    proof_document_id bigint,
    operator_id bigint NOT NULL
);


--
-- Name: TABLE client_name_history; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON TABLE core.client_name_history IS 'Former names of clients after marriage, correction or a change in the commercial register.';


--
-- Name: COLUMN client_name_history.previous_name; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.client_name_history.previous_name IS 'Personal data.';


--
-- Name: COLUMN client_name_history.used_until; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.client_name_history.used_until IS 'Last day on which the name was in use.';


--
-- Name: COLUMN client_name_history.change_cause; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.client_name_history.change_cause IS 'Marriage, correction, register change.';


--
-- Name: client_name_history_id_seq; Type: SEQUENCE; Schema: core; Owner: -
--

ALTER TABLE core.client_name_history ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME core.client_name_history_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: client_note; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.client_note (
    id bigint NOT NULL,
    client_id bigint NOT NULL,
    author_id bigint NOT NULL,
    branch_id bigint,
    visibility core.note_visibility DEFAULT 'branch'::core.note_visibility NOT NULL,
    subject_line character varying(120),
    note_text text NOT NULL,
    complaint_id bigint,
    follow_up_on date,
    is_pinned boolean DEFAULT false NOT NULL,
    written_at timestamp with time zone NOT NULL,
    redacted_at timestamp with time zone
);


--
-- Name: TABLE client_note; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON TABLE core.client_note IS 'Notes of operators about conversations with a client.';


--
-- Name: COLUMN client_note.visibility; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.client_note.visibility IS 'Compliance notes are hidden from branches.';


--
-- Name: COLUMN client_note.follow_up_on; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.client_note.follow_up_on IS 'Appears in the author''s task list on that day.';


--
-- Name: COLUMN client_note.redacted_at; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.client_note.redacted_at IS 'Set when the text was blanked on a data protection request.';


--
-- Name: client_note_id_seq; Type: SEQUENCE; Schema: core; Owner: -
--

ALTER TABLE core.client_note ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME core.client_note_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: client_person; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.client_person (
    id bigint NOT NULL,
    client_profile_id bigint,
    first_name text NOT NULL,
    middle_name text,
    last_name text NOT NULL,
    birth_name text,
    birth_date date NOT NULL,
    birth_place text,
    birth_country_code character(2),
    citizenship_code character(2) NOT NULL,
    second_citizenship_code character(2),
    gender_id smallint,
    marital_status_id smallint,
    dependants_count smallint,
    pep_status_id smallint,
    is_deceased boolean DEFAULT false NOT NULL,
    deceased_on date,
    updated_at timestamp with time zone DEFAULT now() NOT NULL
);


--
-- Name: TABLE client_person; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON TABLE core.client_person IS 'Personal details of a natural person, whether a client or only an officer or owner of a client company.';


--
-- Name: COLUMN client_person.client_profile_id; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.client_person.client_profile_id IS 'Null for persons who are not clients themselves.';


--
-- Name: COLUMN client_person.first_name; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.client_person.first_name IS 'Personal data.';


--
-- Name: COLUMN client_person.last_name; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.client_person.last_name IS 'Personal data.';


--
-- Name: COLUMN client_person.birth_name; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.client_person.birth_name IS 'Personal data.';


--
-- Name: COLUMN client_person.birth_date; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.client_person.birth_date IS 'Personal data.';


--
-- Name: COLUMN client_person.birth_place; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.client_person.birth_place IS 'As in the identity document.';


--
-- Name: COLUMN client_person.dependants_count; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.client_person.dependants_count IS 'Declared, for the affordability calculation.';


--
-- Name: COLUMN client_person.deceased_on; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.client_person.deceased_on IS 'From the death certificate; blocks mandates of the person.';


--
-- Name: client_person_id_seq; Type: SEQUENCE; Schema: core; Owner: -
--

ALTER TABLE core.client_person ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME core.client_person_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: client_profile_id_seq; Type: SEQUENCE; Schema: core; Owner: -
--

ALTER TABLE core.client_profile ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME core.client_profile_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: client_profile_state_log; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.client_profile_state_log (
    id bigint NOT NULL,
    client_profile_id bigint NOT NULL,
    from_state_id smallint,
    to_state_id smallint NOT NULL,
    changed_at timestamp with time zone DEFAULT now() NOT NULL,
    operator_id bigint,
    reason text
);


--
-- Name: TABLE client_profile_state_log; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON TABLE core.client_profile_state_log IS 'Every change of state of a client, written by the onboarding and closure processes.';


--
-- Name: COLUMN client_profile_state_log.from_state_id; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.client_profile_state_log.from_state_id IS 'Null for the first row of a client.';


--
-- Name: COLUMN client_profile_state_log.operator_id; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.client_profile_state_log.operator_id IS 'Null when a process changed the state.';


--
-- Name: COLUMN client_profile_state_log.reason; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.client_profile_state_log.reason IS 'Free text of the operator, or the name of the process.';


--
-- Name: client_profile_state_log_id_seq; Type: SEQUENCE; Schema: core; Owner: -
--

ALTER TABLE core.client_profile_state_log ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME core.client_profile_state_log_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: client_referral; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.client_referral (
    id bigint NOT NULL,
    referrer_client_id bigint NOT NULL,
    referred_client_id bigint,
    onboarding_application_id bigint,
    campaign_id bigint,
    invite_code character varying(16) NOT NULL,
    invited_contact_hash bytea,
    referrer_reward numeric(10,2),
    referred_reward numeric(10,2),
    invited_at timestamp with time zone DEFAULT now() NOT NULL,
    converted_at timestamp with time zone,
    rewarded_at timestamp with time zone
);


--
-- Name: TABLE client_referral; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON TABLE core.client_referral IS 'An invitation by a client to a friend, from the shared code to the reward for both.';


--
-- Name: COLUMN client_referral.referred_client_id; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.client_referral.referred_client_id IS 'Empty until the friend opens an account.';


--
-- Name: COLUMN client_referral.invite_code; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.client_referral.invite_code IS 'Shared by the referrer as a link.';


--
-- Name: COLUMN client_referral.invited_contact_hash; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.client_referral.invited_contact_hash IS 'Hash of the friend''s e-mail or phone; the plain value is not kept.';


--
-- Name: COLUMN client_referral.converted_at; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.client_referral.converted_at IS 'The friend''s first account was opened.';


--
-- Name: client_referral_id_seq; Type: SEQUENCE; Schema: core; Owner: -
--

ALTER TABLE core.client_referral ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME core.client_referral_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: client_relation; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.client_relation (
    client_id bigint NOT NULL,
    related_client_id bigint NOT NULL,
    relation core.relation_kind NOT NULL,
    valid_during daterange,
    same_risk_group boolean DEFAULT false NOT NULL,
    evidence text,
    recorded_by bigint,
    created_at timestamp with time zone DEFAULT now() NOT NULL
);


--
-- Name: TABLE client_relation; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON TABLE core.client_relation IS 'A directed relation between two clients, used for credit groups and guardianship.';


--
-- Name: COLUMN client_relation.valid_during; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.client_relation.valid_during IS 'Open upper bound while the relation lasts.';


--
-- Name: COLUMN client_relation.same_risk_group; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.client_relation.same_risk_group IS 'Exposure of both is added up for large exposure limits.';


--
-- Name: COLUMN client_relation.evidence; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.client_relation.evidence IS 'How the relation is known, such as a marriage certificate or group chart.';


--
-- Name: client_segment; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.client_segment (
    id bigint NOT NULL,
    segment_name text NOT NULL,
    criteria_sql text,
    for_kind core.client_kind,
    service_level smallint DEFAULT 3 NOT NULL,
    owner_operator_id bigint,
    is_active boolean DEFAULT true NOT NULL,
    last_evaluated_at timestamp with time zone
);


--
-- Name: TABLE client_segment; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON TABLE core.client_segment IS 'Marketing and service segments; the criteria are evaluated every night by the segmentation job.';


--
-- Name: COLUMN client_segment.criteria_sql; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.client_segment.criteria_sql IS 'Condition run by the segmentation job on the reporting copy.';


--
-- Name: COLUMN client_segment.service_level; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.client_segment.service_level IS '1 is private banking, 3 is the mass market.';


--
-- Name: COLUMN client_segment.owner_operator_id; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.client_segment.owner_operator_id IS 'Product manager who answers for the criteria.';


--
-- Name: client_segment_id_seq; Type: SEQUENCE; Schema: core; Owner: -
--

ALTER TABLE core.client_segment ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME core.client_segment_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: client_segment_member; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.client_segment_member (
    client_id bigint NOT NULL,
    segment_id bigint NOT NULL,
    member_since date NOT NULL,
    score numeric(6,3),
    added_manually boolean DEFAULT false NOT NULL
);


--
-- Name: TABLE client_segment_member; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON TABLE core.client_segment_member IS 'Membership of clients in segments as of the last nightly evaluation.';


--
-- Name: COLUMN client_segment_member.member_since; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.client_segment_member.member_since IS 'First night of uninterrupted membership.';


--
-- Name: COLUMN client_segment_member.score; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.client_segment_member.score IS 'How well the criteria fit; segments with hard rules leave it empty.';


--
-- Name: closing_step_run; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.closing_step_run (
    id bigint NOT NULL,
    business_day_id integer NOT NULL,
    step_code character varying(40) NOT NULL,
    step_no smallint NOT NULL,
    attempt smallint DEFAULT 1 NOT NULL,
    outcome core.closing_outcome DEFAULT 'pending'::core.closing_outcome NOT NULL,
    rows_processed bigint,
    rows_failed integer DEFAULT 0 NOT NULL,
    duration interval,
    host_label character varying(64),
    error_text text,
    started_at timestamp with time zone NOT NULL,
    finished_at timestamp with time zone,
    CONSTRAINT closing_step_run_rows_failed_check CHECK ((rows_failed >= 0))
);


--
-- Name: TABLE closing_step_run; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON TABLE core.closing_step_run IS 'One run of a step of the end-of-day sequence, with its outcome and volume.';


--
-- Name: COLUMN closing_step_run.step_code; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.closing_step_run.step_code IS 'For example INTEREST_ACCRUAL or BALANCE_FREEZE.';


--
-- Name: COLUMN closing_step_run.attempt; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.closing_step_run.attempt IS 'Starts again at one each day.';


--
-- Name: COLUMN closing_step_run.host_label; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.closing_step_run.host_label IS 'Worker that ran the step.';


--
-- Name: COLUMN closing_step_run.error_text; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.closing_step_run.error_text IS 'First error only.';


--
-- Name: closing_step_run_id_seq; Type: SEQUENCE; Schema: core; Owner: -
--

ALTER TABLE core.closing_step_run ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME core.closing_step_run_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: collateral_insurance; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.collateral_insurance (
    id bigint NOT NULL,
    collateral_item_id bigint NOT NULL,
    insurer_partner_id bigint,
    policy_no character varying(40) NOT NULL,
    insured_amount numeric(18,2) NOT NULL,
    annual_premium numeric(12,2),
    deductible numeric(12,2),
    starts_on date NOT NULL,
    expires_on date NOT NULL,
    premium_paid_until date,
    cancelled_at timestamp with time zone,
    updated_at timestamp with time zone DEFAULT now() NOT NULL
);


--
-- Name: TABLE collateral_insurance; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON TABLE core.collateral_insurance IS 'An insurance policy on a collateral item that names the bank as the payee of the claim.';


--
-- Name: COLUMN collateral_insurance.insured_amount; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.collateral_insurance.insured_amount IS 'In the currency of the collateral value.';


--
-- Name: COLUMN collateral_insurance.deductible; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.collateral_insurance.deductible IS 'Part of a loss the owner bears.';


--
-- Name: COLUMN collateral_insurance.premium_paid_until; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.collateral_insurance.premium_paid_until IS 'Checked monthly; a lapse raises a back-office task.';


--
-- Name: collateral_insurance_id_seq; Type: SEQUENCE; Schema: core; Owner: -
--

ALTER TABLE core.collateral_insurance ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME core.collateral_insurance_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: collateral_item; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.collateral_item (
    id bigint NOT NULL,
    collateral_type_id smallint NOT NULL,
    owner_client_id bigint NOT NULL,
    description text NOT NULL,
    registry_no character varying(40),
    country_code character(2),
    region_id smallint,
    address_text text,
    area_m2 numeric(10,2),
    build_year smallint,
    deposit_agreement_id bigint,
    market_value numeric(18,2) NOT NULL,
    liquidation_value numeric(18,2),
    value_currency_code character(3) NOT NULL,
    last_valued_on date,
    registered_at timestamp with time zone DEFAULT now() NOT NULL,
    released_at timestamp with time zone,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT collateral_item_market_value_check CHECK ((market_value >= (0)::numeric))
);


--
-- Name: TABLE collateral_item; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON TABLE core.collateral_item IS 'An asset a client or a third party offers as security, such as a flat, a car, a deposit or equipment.';


--
-- Name: COLUMN collateral_item.description; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.collateral_item.description IS 'Short text that goes into the contract.';


--
-- Name: COLUMN collateral_item.registry_no; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.collateral_item.registry_no IS 'Number in the land, vehicle or pledge register.';


--
-- Name: COLUMN collateral_item.address_text; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.collateral_item.address_text IS 'For real estate only.';


--
-- Name: COLUMN collateral_item.deposit_agreement_id; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.collateral_item.deposit_agreement_id IS 'When the security is a deposit in this bank.';


--
-- Name: COLUMN collateral_item.market_value; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.collateral_item.market_value IS 'From the last accepted valuation.';


--
-- Name: COLUMN collateral_item.liquidation_value; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.collateral_item.liquidation_value IS 'After the haircut.';


--
-- Name: COLUMN collateral_item.released_at; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.collateral_item.released_at IS 'The security was given back to its owner.';


--
-- Name: collateral_item_id_seq; Type: SEQUENCE; Schema: core; Owner: -
--

ALTER TABLE core.collateral_item ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME core.collateral_item_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: collateral_valuation; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.collateral_valuation (
    id bigint NOT NULL,
    collateral_item_id bigint NOT NULL,
    valuer_partner_id bigint,
    method_name character varying(30) NOT NULL,
    appraised_value numeric(18,2) NOT NULL,
    haircut numeric(5,4) DEFAULT 0.2 NOT NULL,
    currency_code character(3) NOT NULL,
    report_document_id bigint,
    inspected_on date,
    valued_on date NOT NULL,
    accepted_by_id bigint,
    accepted_at timestamp with time zone,
    CONSTRAINT collateral_valuation_appraised_value_check CHECK ((appraised_value >= (0)::numeric))
);


--
-- Name: TABLE collateral_valuation; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON TABLE core.collateral_valuation IS 'An appraisal of a collateral item by an outside valuer or by a statistical model.';


--
-- Name: COLUMN collateral_valuation.valuer_partner_id; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.collateral_valuation.valuer_partner_id IS 'Null for model valuations.';


--
-- Name: COLUMN collateral_valuation.method_name; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.collateral_valuation.method_name IS 'Comparison, income, cost or model.';


--
-- Name: COLUMN collateral_valuation.haircut; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.collateral_valuation.haircut IS 'Share taken off to get the liquidation value.';


--
-- Name: COLUMN collateral_valuation.inspected_on; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.collateral_valuation.inspected_on IS 'Visit by the valuer; null for desktop appraisals.';


--
-- Name: collateral_valuation_id_seq; Type: SEQUENCE; Schema: core; Owner: -
--

ALTER TABLE core.collateral_valuation ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME core.collateral_valuation_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: company_industry; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.company_industry (
    company_id bigint NOT NULL,
    industry_id smallint NOT NULL,
    turnover_share core.ownership_share,
    declared_on date NOT NULL,
    is_restricted boolean DEFAULT false NOT NULL
);


--
-- Name: TABLE company_industry; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON TABLE core.company_industry IS 'Industries a client company works in besides the main one, with their part of the turnover.';


--
-- Name: COLUMN company_industry.turnover_share; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.company_industry.turnover_share IS 'Declared by the client, not verified.';


--
-- Name: COLUMN company_industry.is_restricted; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.company_industry.is_restricted IS 'On the list of restricted activities when it was declared.';


--
-- Name: company_officer; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.company_officer (
    id bigint NOT NULL,
    company_id bigint NOT NULL,
    person_id bigint NOT NULL,
    role_id smallint NOT NULL,
    appointed_on date NOT NULL,
    resigned_on date,
    signs_alone boolean DEFAULT false NOT NULL,
    register_extract_id bigint,
    confirmed_by bigint,
    confirmed_at timestamp with time zone
);


--
-- Name: TABLE company_officer; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON TABLE core.company_officer IS 'A person holding a function in a client company, with the dates of the mandate.';


--
-- Name: COLUMN company_officer.resigned_on; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.company_officer.resigned_on IS 'Null while the mandate lasts.';


--
-- Name: COLUMN company_officer.signs_alone; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.company_officer.signs_alone IS 'May sign for the company without a second officer.';


--
-- Name: COLUMN company_officer.register_extract_id; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.company_officer.register_extract_id IS 'Register extract that proves the mandate.';


--
-- Name: COLUMN company_officer.confirmed_by; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.company_officer.confirmed_by IS 'Operator who compared the entry with the register.';


--
-- Name: company_officer_id_seq; Type: SEQUENCE; Schema: core; Owner: -
--

ALTER TABLE core.company_officer ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME core.company_officer_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: complaint; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.complaint (
    id bigint NOT NULL,
    complaint_no character varying(20) NOT NULL,
    client_id bigint,
    category_id smallint NOT NULL,
    state_id smallint NOT NULL,
    channel_id smallint,
    branch_id bigint,
    payment_id bigint,
    card_link_id bigint,
    subject character varying(200) NOT NULL,
    claimed_amount numeric(14,2),
    compensation_paid numeric(14,2),
    currency_code character(3),
    is_justified boolean,
    is_escalated_to_ombudsman boolean DEFAULT false NOT NULL,
    owner_id bigint,
    received_at timestamp with time zone DEFAULT now() NOT NULL,
    answer_due_at timestamp with time zone NOT NULL,
    answered_at timestamp with time zone,
    closed_at timestamp with time zone,
    updated_at timestamp with time zone DEFAULT now() NOT NULL
);


--
-- Name: TABLE complaint; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON TABLE core.complaint IS 'A client''s complaint about the bank''s service, with its category, deadline and outcome.';


--
-- Name: COLUMN complaint.client_id; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.complaint.client_id IS 'Null when a person who is not a client complains.';


--
-- Name: COLUMN complaint.claimed_amount; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.complaint.claimed_amount IS 'What the client asks for.';


--
-- Name: COLUMN complaint.compensation_paid; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.complaint.compensation_paid IS 'What the bank paid in the end, goodwill included.';


--
-- Name: COLUMN complaint.is_justified; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.complaint.is_justified IS 'Empty until the review ends.';


--
-- Name: COLUMN complaint.owner_id; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.complaint.owner_id IS 'Responsible until the answer is sent.';


--
-- Name: COLUMN complaint.answer_due_at; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.complaint.answer_due_at IS '15 business days for payment services, 30 days otherwise.';


--
-- Name: COLUMN complaint.answered_at; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.complaint.answered_at IS 'Final answer sent.';


--
-- Name: complaint_id_seq; Type: SEQUENCE; Schema: core; Owner: -
--

ALTER TABLE core.complaint ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME core.complaint_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: complaint_message; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.complaint_message (
    id bigint NOT NULL,
    complaint_id bigint NOT NULL,
    author core.message_author NOT NULL,
    operator_id bigint,
    language_code character(2),
    message_text text NOT NULL,
    attachment_ids bigint[],
    posted_at timestamp with time zone DEFAULT now() NOT NULL,
    read_at timestamp with time zone
);


--
-- Name: TABLE complaint_message; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON TABLE core.complaint_message IS 'A message in the correspondence about a complaint.';


--
-- Name: COLUMN complaint_message.message_text; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.complaint_message.message_text IS 'Personal data is likely.';


--
-- Name: COLUMN complaint_message.attachment_ids; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.complaint_message.attachment_ids IS 'Keys of client_document; the array cannot carry a reference.';


--
-- Name: COLUMN complaint_message.read_at; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.complaint_message.read_at IS 'Opened by the addressee.';


--
-- Name: complaint_message_id_seq; Type: SEQUENCE; Schema: core; Owner: -
--

ALTER TABLE core.complaint_message ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME core.complaint_message_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: complaint_state_log; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.complaint_state_log (
    id bigint NOT NULL,
    complaint_id bigint NOT NULL,
    state_id smallint NOT NULL,
    entered_at timestamp with time zone DEFAULT now() NOT NULL,
    left_at timestamp with time zone,
    is_overdue boolean DEFAULT false NOT NULL,
    remark character varying(300)
);


--
-- Name: TABLE complaint_state_log; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON TABLE core.complaint_state_log IS 'Steps of a complaint through its states, reported to the regulator twice a year.';


--
-- Name: COLUMN complaint_state_log.left_at; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.complaint_state_log.left_at IS 'Null for the current state.';


--
-- Name: COLUMN complaint_state_log.is_overdue; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.complaint_state_log.is_overdue IS 'The step took longer than its norm.';


--
-- Name: complaint_state_log_id_seq; Type: SEQUENCE; Schema: core; Owner: -
--

ALTER TABLE core.complaint_state_log ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME core.complaint_state_log_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: consent_text; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.consent_text (
    id bigint NOT NULL,
    consent_type_id smallint NOT NULL,
    language_code character(2) NOT NULL,
    version_no smallint NOT NULL,
    wording text NOT NULL,
    shown_from date NOT NULL,
    shown_until date,
    dpo_approved_at timestamp with time zone
);


--
-- Name: TABLE consent_text; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON TABLE core.consent_text IS 'Wording of a consent as shown to clients, one row per version and language.';


--
-- Name: COLUMN consent_text.shown_until; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.consent_text.shown_until IS 'Null for the wording in use.';


--
-- Name: COLUMN consent_text.dpo_approved_at; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.consent_text.dpo_approved_at IS 'Approval by the data protection officer.';


--
-- Name: consent_text_id_seq; Type: SEQUENCE; Schema: core; Owner: -
--

ALTER TABLE core.consent_text ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME core.consent_text_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: contact_verification; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.contact_verification (
    id uuid NOT NULL,
    contact_id bigint NOT NULL,
    channel_id smallint NOT NULL,
    code_hash bytea NOT NULL,
    sent_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    tries smallint DEFAULT 0 NOT NULL,
    confirmed_at timestamp with time zone,
    requested_from inet,
    CONSTRAINT contact_verification_tries_check CHECK ((tries >= 0))
);


--
-- Name: TABLE contact_verification; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON TABLE core.contact_verification IS 'A code sent to a telephone number or e-mail address to prove that the client controls it.';


--
-- Name: COLUMN contact_verification.code_hash; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.contact_verification.code_hash IS 'Salted hash; the code itself is never stored.';


--
-- Name: COLUMN contact_verification.expires_at; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.contact_verification.expires_at IS 'Ten minutes after sending, thirty for e-mail.';


--
-- Name: COLUMN contact_verification.tries; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.contact_verification.tries IS 'Codes entered so far; five end the verification.';


--
-- Name: correspondent_bank; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.correspondent_bank (
    id bigint NOT NULL,
    bic core.bic_code NOT NULL,
    bank_name text NOT NULL,
    country_code character(2) NOT NULL,
    city text,
    adress_line text,
    risk_level_id smallint,
    rma_established_on date,
    due_diligence_valid_till date,
    is_target2_participant boolean DEFAULT false NOT NULL,
    is_gpi_member boolean DEFAULT false NOT NULL,
    credit_line_eur numeric(18,2),
    our_relationship_manager_id bigint,
    closed_on date,
    updated_at timestamp with time zone DEFAULT now() NOT NULL
);


--
-- Name: TABLE correspondent_bank; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON TABLE core.correspondent_bank IS 'A bank through which payments in foreign currencies or outside SEPA are sent and received.';


--
-- Name: COLUMN correspondent_bank.adress_line; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.correspondent_bank.adress_line IS 'Misspelt since 2016; exports rely on the name.';


--
-- Name: COLUMN correspondent_bank.rma_established_on; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.correspondent_bank.rma_established_on IS 'SWIFT relationship management authorisation.';


--
-- Name: COLUMN correspondent_bank.due_diligence_valid_till; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.correspondent_bank.due_diligence_valid_till IS 'No payments are routed after this date.';


--
-- Name: COLUMN correspondent_bank.is_gpi_member; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.correspondent_bank.is_gpi_member IS 'Tracks payments through SWIFT gpi.';


--
-- Name: COLUMN correspondent_bank.credit_line_eur; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.correspondent_bank.credit_line_eur IS 'Intraday line granted to us.';


--
-- Name: correspondent_bank_id_seq; Type: SEQUENCE; Schema: core; Owner: -
--

ALTER TABLE core.correspondent_bank ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME core.correspondent_bank_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: cost_center; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.cost_center (
    code character varying(12) NOT NULL,
    name text NOT NULL,
    parent_code character varying(12),
    is_profit_center boolean DEFAULT false NOT NULL,
    valid_from date NOT NULL,
    valid_to date
);


--
-- Name: TABLE cost_center; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON TABLE core.cost_center IS 'Organisational unit to which income and expenses are charged in management accounting.';


--
-- Name: deposit_agreement; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.deposit_agreement (
    id bigint NOT NULL,
    agreement_no character varying(24) NOT NULL,
    client_id bigint NOT NULL,
    deposit_account_id bigint NOT NULL,
    payout_account_id bigint NOT NULL,
    product_id bigint NOT NULL,
    rate_offer_id bigint,
    deposit_type_id smallint NOT NULL,
    status core.deposit_status DEFAULT 'draft'::core.deposit_status NOT NULL,
    principal core.ledger_amount NOT NULL,
    currency_code character(3) NOT NULL,
    nominal_rate core.annual_rate NOT NULL,
    effective_rate core.annual_rate,
    day_count_id smallint NOT NULL,
    on_maturity core.maturity_instruction DEFAULT 'pay_out'::core.maturity_instruction NOT NULL,
    rolled_from_id bigint,
    signed_document_id bigint,
    signed_at timestamp with time zone NOT NULL,
    start_date date NOT NULL,
    maturity_date date,
    broken_on date,
    break_penalty numeric(12,2),
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT deposit_agreement_principal_check CHECK (((principal)::numeric >= (0)::numeric))
);


--
-- Name: TABLE deposit_agreement; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON TABLE core.deposit_agreement IS 'A term or notice deposit agreed with a client, with its principal, rate and maturity.';


--
-- Name: COLUMN deposit_agreement.deposit_account_id; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.deposit_agreement.deposit_account_id IS 'Account on which the principal stands.';


--
-- Name: COLUMN deposit_agreement.payout_account_id; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.deposit_agreement.payout_account_id IS 'Receives interest and principal.';


--
-- Name: COLUMN deposit_agreement.nominal_rate; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.deposit_agreement.nominal_rate IS 'Fraction, 0.025 is 2.5 percent.';


--
-- Name: COLUMN deposit_agreement.effective_rate; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.deposit_agreement.effective_rate IS 'Annual equivalent shown in the contract.';


--
-- Name: COLUMN deposit_agreement.rolled_from_id; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.deposit_agreement.rolled_from_id IS 'Previous agreement of a rolled-over deposit.';


--
-- Name: COLUMN deposit_agreement.maturity_date; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.deposit_agreement.maturity_date IS 'Null for notice deposits.';


--
-- Name: COLUMN deposit_agreement.break_penalty; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.deposit_agreement.break_penalty IS 'Kept from the interest on early withdrawal.';


--
-- Name: deposit_agreement_id_seq; Type: SEQUENCE; Schema: core; Owner: -
--

ALTER TABLE core.deposit_agreement ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME core.deposit_agreement_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: deposit_rate_offer; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.deposit_rate_offer (
    id bigint NOT NULL,
    deposit_type_id smallint NOT NULL,
    currency_code character(3) NOT NULL,
    term_months smallint NOT NULL,
    amount_from core.ledger_amount DEFAULT 0 NOT NULL,
    amount_to core.ledger_amount,
    offered_rate core.annual_rate NOT NULL,
    new_money_bonus numeric(5,4) DEFAULT 0 NOT NULL,
    committee_minutes_no character varying(30),
    published_at timestamp with time zone DEFAULT now() NOT NULL,
    withdrawn_at timestamp with time zone,
    CONSTRAINT deposit_rate_offer_term_months_check CHECK ((term_months >= 0))
);


--
-- Name: TABLE deposit_rate_offer; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON TABLE core.deposit_rate_offer IS 'Deposit rate the bank quotes for a term, currency and amount band, as decided by the pricing committee.';


--
-- Name: COLUMN deposit_rate_offer.amount_to; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.deposit_rate_offer.amount_to IS 'Null for the top band.';


--
-- Name: COLUMN deposit_rate_offer.new_money_bonus; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.deposit_rate_offer.new_money_bonus IS 'Added for money that comes from another bank.';


--
-- Name: COLUMN deposit_rate_offer.committee_minutes_no; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.deposit_rate_offer.committee_minutes_no IS 'Minutes of the deciding meeting.';


--
-- Name: deposit_rate_offer_id_seq; Type: SEQUENCE; Schema: core; Owner: -
--

ALTER TABLE core.deposit_rate_offer ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME core.deposit_rate_offer_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: deposit_state_log; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.deposit_state_log (
    id bigint NOT NULL,
    deposit_agreement_id bigint NOT NULL,
    previous_status core.deposit_status,
    status core.deposit_status NOT NULL,
    rate_at_change core.annual_rate,
    triggered_by character varying(40) NOT NULL,
    correlation_id uuid,
    occurred_at timestamp with time zone DEFAULT now() NOT NULL
);


--
-- Name: TABLE deposit_state_log; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON TABLE core.deposit_state_log IS 'Changes of a deposit''s status from signature to payout, with the rate in force at each.';


--
-- Name: COLUMN deposit_state_log.triggered_by; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.deposit_state_log.triggered_by IS 'Job or screen that made the change.';


--
-- Name: COLUMN deposit_state_log.correlation_id; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.deposit_state_log.correlation_id IS 'Trace of the service call.';


--
-- Name: deposit_state_log_id_seq; Type: SEQUENCE; Schema: core; Owner: -
--

ALTER TABLE core.deposit_state_log ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME core.deposit_state_log_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: direct_debit_collection; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.direct_debit_collection (
    id bigint NOT NULL,
    mandate_id bigint NOT NULL,
    sequence core.mandate_sequence NOT NULL,
    collected_amount numeric(18,2) NOT NULL,
    due_date date NOT NULL,
    payment_id bigint,
    settlement_cycle_id bigint,
    refusal_code_id smallint,
    remittance_information character varying(140),
    presented_at timestamp with time zone DEFAULT now() NOT NULL,
    decided_at timestamp with time zone,
    CONSTRAINT direct_debit_collection_collected_amount_check CHECK ((collected_amount >= (0)::numeric))
);


--
-- Name: TABLE direct_debit_collection; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON TABLE core.direct_debit_collection IS 'A single debit presented by a creditor under a mandate.';


--
-- Name: COLUMN direct_debit_collection.sequence; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.direct_debit_collection.sequence IS 'Sequence type declared by the creditor.';


--
-- Name: COLUMN direct_debit_collection.due_date; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.direct_debit_collection.due_date IS 'Requested collection date.';


--
-- Name: COLUMN direct_debit_collection.payment_id; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.direct_debit_collection.payment_id IS 'Null until the debit is accepted and booked.';


--
-- Name: COLUMN direct_debit_collection.refusal_code_id; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.direct_debit_collection.refusal_code_id IS 'Reason we gave when refusing the debit.';


--
-- Name: direct_debit_collection_id_seq; Type: SEQUENCE; Schema: core; Owner: -
--

ALTER TABLE core.direct_debit_collection ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME core.direct_debit_collection_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: direct_debit_creditor; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.direct_debit_creditor (
    creditor_id character varying(35) NOT NULL,
    legal_name text NOT NULL,
    country_code character(2) NOT NULL,
    own_client_id bigint,
    industry_id smallint,
    is_b2b_allowed boolean DEFAULT false NOT NULL,
    refund_rate numeric(6,4),
    first_seen_on date NOT NULL,
    blocked_at timestamp with time zone
);


--
-- Name: TABLE direct_debit_creditor; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON TABLE core.direct_debit_creditor IS 'A company that collects direct debits from our clients, known by its SEPA creditor identifier.';


--
-- Name: COLUMN direct_debit_creditor.creditor_id; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.direct_debit_creditor.creditor_id IS 'SEPA creditor identifier; the business code in positions 5 to 7 is ignored when comparing.';


--
-- Name: COLUMN direct_debit_creditor.own_client_id; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.direct_debit_creditor.own_client_id IS 'When the creditor is a client of the bank.';


--
-- Name: COLUMN direct_debit_creditor.is_b2b_allowed; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.direct_debit_creditor.is_b2b_allowed IS 'May collect under the B2B scheme, without refund right.';


--
-- Name: COLUMN direct_debit_creditor.refund_rate; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.direct_debit_creditor.refund_rate IS 'Share of collections refunded in the last 90 days.';


--
-- Name: COLUMN direct_debit_creditor.blocked_at; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.direct_debit_creditor.blocked_at IS 'Set by the fraud desk; all collections are refused from then on.';


--
-- Name: direct_debit_mandate; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.direct_debit_mandate (
    id bigint NOT NULL,
    mandate_reference character varying(35) NOT NULL,
    mandate_type_id smallint NOT NULL,
    client_id bigint NOT NULL,
    account_id bigint NOT NULL,
    creditor_id character varying(35) NOT NULL,
    max_amount numeric(18,2),
    max_per_month smallint,
    last_sequence core.mandate_sequence,
    document_id bigint,
    signed_on date NOT NULL,
    last_collected_on date,
    registered_at timestamp with time zone DEFAULT now() NOT NULL,
    revoked_at timestamp with time zone,
    updated_at timestamp with time zone DEFAULT now() NOT NULL
);


--
-- Name: TABLE direct_debit_mandate; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON TABLE core.direct_debit_mandate IS 'A client''s permission for a creditor to collect money from an account.';


--
-- Name: COLUMN direct_debit_mandate.mandate_reference; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.direct_debit_mandate.mandate_reference IS 'UMR, given by the creditor.';


--
-- Name: COLUMN direct_debit_mandate.max_amount; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.direct_debit_mandate.max_amount IS 'Cap per collection, set by the client.';


--
-- Name: COLUMN direct_debit_mandate.max_per_month; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.direct_debit_mandate.max_per_month IS 'Collections allowed per calendar month.';


--
-- Name: COLUMN direct_debit_mandate.last_sequence; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.direct_debit_mandate.last_sequence IS 'Sequence type of the latest collection.';


--
-- Name: COLUMN direct_debit_mandate.document_id; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.direct_debit_mandate.document_id IS 'The signed paper, for B2B mandates only.';


--
-- Name: COLUMN direct_debit_mandate.last_collected_on; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.direct_debit_mandate.last_collected_on IS 'A mandate unused for 36 months lapses.';


--
-- Name: COLUMN direct_debit_mandate.revoked_at; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.direct_debit_mandate.revoked_at IS 'Filled when the client or the creditor ended the mandate.';


--
-- Name: direct_debit_mandate_id_seq; Type: SEQUENCE; Schema: core; Owner: -
--

ALTER TABLE core.direct_debit_mandate ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME core.direct_debit_mandate_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: direct_debit_refund_claim; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.direct_debit_refund_claim (
    id bigint NOT NULL,
    collection_id bigint NOT NULL,
    claimed_by_id bigint NOT NULL,
    is_unauthorised boolean DEFAULT false NOT NULL,
    claim_text text,
    refund_amount numeric(18,2) NOT NULL,
    interest_compensation numeric(10,2),
    payment_return_id bigint,
    handled_by_id bigint,
    claimed_at timestamp with time zone DEFAULT now() NOT NULL,
    refunded_at timestamp with time zone,
    declined_at timestamp with time zone
);


--
-- Name: TABLE direct_debit_refund_claim; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON TABLE core.direct_debit_refund_claim IS 'A client''s claim to get a collected direct debit back, within eight weeks or, when unauthorised, thirteen months.';


--
-- Name: COLUMN direct_debit_refund_claim.is_unauthorised; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.direct_debit_refund_claim.is_unauthorised IS 'No valid mandate existed, so the long deadline applies.';


--
-- Name: COLUMN direct_debit_refund_claim.interest_compensation; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.direct_debit_refund_claim.interest_compensation IS 'Owed when the client''s account was overdrawn by the debit.';


--
-- Name: direct_debit_refund_claim_id_seq; Type: SEQUENCE; Schema: core; Owner: -
--

ALTER TABLE core.direct_debit_refund_claim ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME core.direct_debit_refund_claim_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: document_file; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.document_file (
    id uuid NOT NULL,
    document_id bigint NOT NULL,
    page_no smallint DEFAULT 1 NOT NULL,
    object_key text NOT NULL,
    mime_type character varying(80) NOT NULL,
    size_bytes bigint NOT NULL,
    sha256 bytea NOT NULL,
    ocr_result jsonb,
    virus_scanned_at timestamp with time zone,
    stored_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT document_file_size_bytes_check CHECK ((size_bytes >= 0))
);


--
-- Name: TABLE document_file; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON TABLE core.document_file IS 'A scanned page or file of a client document; the content itself is in the object store.';


--
-- Name: COLUMN document_file.object_key; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.document_file.object_key IS 'Key in the document bucket.';


--
-- Name: COLUMN document_file.sha256; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.document_file.sha256 IS 'Digest taken at upload, compared by the monthly integrity job.';


--
-- Name: COLUMN document_file.ocr_result; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.document_file.ocr_result IS 'Fields read by text recognition. Personal data.';


--
-- Name: document_request; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.document_request (
    id bigint NOT NULL,
    client_id bigint NOT NULL,
    document_type_id smallint NOT NULL,
    kyc_verification_id bigint,
    loan_agreement_id bigint,
    requested_by bigint NOT NULL,
    requested_at timestamp with time zone NOT NULL,
    due_on date NOT NULL,
    reminders_sent smallint DEFAULT 0 NOT NULL,
    fulfilled_by_document_id bigint,
    cancelled_at timestamp with time zone
);


--
-- Name: TABLE document_request; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON TABLE core.document_request IS 'A demand to a client to hand in a document by a date, raised by compliance or lending.';


--
-- Name: COLUMN document_request.loan_agreement_id; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.document_request.loan_agreement_id IS 'Set for requests of the lending department.';


--
-- Name: COLUMN document_request.due_on; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.document_request.due_on IS 'The client is restricted after this date.';


--
-- Name: document_request_id_seq; Type: SEQUENCE; Schema: core; Owner: -
--

ALTER TABLE core.document_request ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME core.document_request_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: document_template; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.document_template (
    id bigint NOT NULL,
    form_code character varying(24) NOT NULL,
    revision smallint NOT NULL,
    language_code character(2) NOT NULL,
    document_type_id smallint NOT NULL,
    body_object_key text NOT NULL,
    placeholders text[],
    effective_from date NOT NULL,
    effective_to date,
    legal_approval_ref text,
    last_edited_by bigint
);


--
-- Name: TABLE document_template; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON TABLE core.document_template IS 'A version of a contract or letter form from which client paperwork is produced.';


--
-- Name: COLUMN document_template.form_code; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.document_template.form_code IS 'Form number printed in the footer.';


--
-- Name: COLUMN document_template.placeholders; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.document_template.placeholders IS 'Names the form expects to be filled.';


--
-- Name: COLUMN document_template.legal_approval_ref; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.document_template.legal_approval_ref IS 'Reference of the legal department''s approval.';


--
-- Name: document_template_id_seq; Type: SEQUENCE; Schema: core; Owner: -
--

ALTER TABLE core.document_template ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME core.document_template_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: entry; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.entry (
    id bigint NOT NULL,
    journal_id bigint NOT NULL,
    line_no smallint DEFAULT 1 NOT NULL,
    account_id bigint,
    gl_account_id bigint NOT NULL,
    payment_id bigint,
    entry_type_id smallint NOT NULL,
    transaction_type_id smallint,
    amount numeric(18,2) NOT NULL,
    is_debit boolean NOT NULL,
    currency_code character(3) NOT NULL,
    base_amount numeric(18,2),
    exchange_rate numeric(14,7),
    cost_center_code character varying(12),
    narrative character varying(140),
    booked_at timestamp with time zone DEFAULT now() NOT NULL,
    value_date date NOT NULL,
    CONSTRAINT entry_amount_check CHECK ((amount >= (0)::numeric))
);


--
-- Name: TABLE entry; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON TABLE core.entry IS 'One debit or credit in the general ledger, on a client account or on an internal one.';


--
-- Name: COLUMN entry.line_no; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.entry.line_no IS 'Position within the journal.';


--
-- Name: COLUMN entry.account_id; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.entry.account_id IS 'Null for entries on internal accounts.';


--
-- Name: COLUMN entry.amount; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.entry.amount IS 'Always positive; the side is in is_debit.';


--
-- Name: COLUMN entry.base_amount; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.entry.base_amount IS 'In the bank''s base currency.';


--
-- Name: COLUMN entry.exchange_rate; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.entry.exchange_rate IS 'Null for entries in base currency.';


--
-- Name: COLUMN entry.narrative; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.entry.narrative IS 'Printed on the statement.';


--
-- Name: COLUMN entry.booked_at; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.entry.booked_at IS 'Set by the posting engine in UTC.';


--
-- Name: COLUMN entry.value_date; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.entry.value_date IS 'Day from which interest counts.';


--
-- Name: entry_id_seq; Type: SEQUENCE; Schema: core; Owner: -
--

ALTER TABLE core.entry ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME core.entry_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: entry_reversal; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.entry_reversal (
    original_entry_id bigint NOT NULL,
    reversing_entry_id bigint NOT NULL,
    is_partial boolean DEFAULT false NOT NULL,
    reversed_amount numeric(18,2) NOT NULL,
    reason_text character varying(300) NOT NULL,
    client_informed boolean DEFAULT false NOT NULL,
    approved_by_id bigint NOT NULL,
    reversed_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT entry_reversal_reversed_amount_check CHECK ((reversed_amount >= (0)::numeric))
);


--
-- Name: TABLE entry_reversal; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON TABLE core.entry_reversal IS 'Link between a wrong entry and the one that cancels it, with the reason and the approval.';


--
-- Name: COLUMN entry_reversal.reversed_amount; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.entry_reversal.reversed_amount IS 'Equals the entry amount unless partial.';


--
-- Name: COLUMN entry_reversal.client_informed; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.entry_reversal.client_informed IS 'A message went out with the correction.';


--
-- Name: fee_charge; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.fee_charge (
    id bigint NOT NULL,
    account_id bigint NOT NULL,
    tariff_rate_id bigint,
    fee_type_id smallint NOT NULL,
    payment_id bigint,
    status core.fee_collection_status DEFAULT 'planned'::core.fee_collection_status NOT NULL,
    base_amount core.ledger_amount,
    fee_amount numeric(12,2) NOT NULL,
    vat_amount numeric(12,2) DEFAULT 0 NOT NULL,
    collected_amount numeric(12,2) DEFAULT 0 NOT NULL,
    currency_code character(3) NOT NULL,
    service_period daterange,
    due_on date NOT NULL,
    entry_id bigint,
    calculated_at timestamp with time zone DEFAULT now() NOT NULL,
    charged_at timestamp with time zone,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT fee_charge_collected_amount_check CHECK ((collected_amount >= (0)::numeric)),
    CONSTRAINT fee_charge_fee_amount_check CHECK ((fee_amount >= (0)::numeric))
);


--
-- Name: TABLE fee_charge; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON TABLE core.fee_charge IS 'A fee owed by a client for a period or an operation, with the part already collected.';


--
-- Name: COLUMN fee_charge.tariff_rate_id; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.fee_charge.tariff_rate_id IS 'Null for fees agreed one by one.';


--
-- Name: COLUMN fee_charge.payment_id; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.fee_charge.payment_id IS 'Operation that caused the fee.';


--
-- Name: COLUMN fee_charge.base_amount; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.fee_charge.base_amount IS 'Amount the percentage was taken from.';


--
-- Name: COLUMN fee_charge.collected_amount; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.fee_charge.collected_amount IS 'Sum over the collection attempts.';


--
-- Name: COLUMN fee_charge.service_period; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.fee_charge.service_period IS 'Null for fees per operation.';


--
-- Name: COLUMN fee_charge.due_on; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.fee_charge.due_on IS 'Day the engine first tries to collect.';


--
-- Name: COLUMN fee_charge.entry_id; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.fee_charge.entry_id IS 'Ledger entry of the first collection.';


--
-- Name: fee_charge_id_seq; Type: SEQUENCE; Schema: core; Owner: -
--

ALTER TABLE core.fee_charge ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME core.fee_charge_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: fee_collection_attempt; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.fee_collection_attempt (
    id bigint NOT NULL,
    fee_charge_id bigint NOT NULL,
    attempt_no smallint DEFAULT 1 NOT NULL,
    available_balance numeric(18,2) NOT NULL,
    taken_amount numeric(12,2) DEFAULT 0 NOT NULL,
    failure_code character varying(16),
    next_try_at timestamp with time zone,
    attempted_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT fee_collection_attempt_taken_amount_check CHECK ((taken_amount >= (0)::numeric))
);


--
-- Name: TABLE fee_collection_attempt; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON TABLE core.fee_collection_attempt IS 'A try to debit an unpaid fee, with the balance found and the amount taken.';


--
-- Name: COLUMN fee_collection_attempt.failure_code; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.fee_collection_attempt.failure_code IS 'Null when money was taken.';


--
-- Name: COLUMN fee_collection_attempt.next_try_at; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.fee_collection_attempt.next_try_at IS 'Null after the last try.';


--
-- Name: fee_collection_attempt_id_seq; Type: SEQUENCE; Schema: core; Owner: -
--

ALTER TABLE core.fee_collection_attempt ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME core.fee_collection_attempt_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: fee_refund; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.fee_refund (
    id bigint NOT NULL,
    fee_charge_id bigint NOT NULL,
    complaint_id bigint,
    refund_amount numeric(12,2) NOT NULL,
    is_goodwill boolean DEFAULT false NOT NULL,
    refund_entry_id bigint,
    requested_by_id bigint NOT NULL,
    second_approver_id bigint,
    requested_at timestamp with time zone DEFAULT now() NOT NULL,
    credited_at timestamp with time zone,
    CONSTRAINT fee_refund_refund_amount_check CHECK ((refund_amount >= (0)::numeric))
);


--
-- Name: TABLE fee_refund; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON TABLE core.fee_refund IS 'A fee given back to the client in whole or part, after a complaint or as goodwill.';


--
-- Name: COLUMN fee_refund.is_goodwill; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.fee_refund.is_goodwill IS 'True if the fee itself was correct.';


--
-- Name: COLUMN fee_refund.second_approver_id; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.fee_refund.second_approver_id IS 'Needed above 50 in base currency.';


--
-- Name: fee_refund_id_seq; Type: SEQUENCE; Schema: core; Owner: -
--

ALTER TABLE core.fee_refund ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME core.fee_refund_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: fee_waiver; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.fee_waiver (
    id bigint NOT NULL,
    client_id bigint NOT NULL,
    account_id bigint,
    fee_type_id smallint,
    waived_percent numeric(5,2) DEFAULT 100 NOT NULL,
    budget_amount numeric(12,2),
    used_amount numeric(12,2) DEFAULT 0 NOT NULL,
    justification text NOT NULL,
    complaint_id bigint,
    granted_by_id bigint NOT NULL,
    granted_at timestamp with time zone DEFAULT now() NOT NULL,
    runs_until date,
    CONSTRAINT fee_waiver_used_amount_check CHECK ((used_amount >= (0)::numeric))
);


--
-- Name: TABLE fee_waiver; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON TABLE core.fee_waiver IS 'Decision not to take certain fees from a client or an account for some time.';


--
-- Name: COLUMN fee_waiver.account_id; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.fee_waiver.account_id IS 'Null means all accounts of the client.';


--
-- Name: COLUMN fee_waiver.fee_type_id; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.fee_waiver.fee_type_id IS 'Null means all fees.';


--
-- Name: COLUMN fee_waiver.waived_percent; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.fee_waiver.waived_percent IS 'Percent of each fee not taken.';


--
-- Name: COLUMN fee_waiver.budget_amount; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.fee_waiver.budget_amount IS 'The waiver stops when this much was given up.';


--
-- Name: COLUMN fee_waiver.justification; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.fee_waiver.justification IS 'Read by internal audit.';


--
-- Name: fee_waiver_id_seq; Type: SEQUENCE; Schema: core; Owner: -
--

ALTER TABLE core.fee_waiver ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME core.fee_waiver_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: fx_deal; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.fx_deal (
    id bigint NOT NULL,
    deal_no character varying(20) NOT NULL,
    deal_type_id smallint NOT NULL,
    client_id bigint,
    quote_id uuid,
    correspondent_bank_id bigint,
    side core.fx_side NOT NULL,
    base_currency_code character(3) NOT NULL,
    counter_currency_code character(3) NOT NULL,
    base_amount numeric(18,2) NOT NULL,
    counter_amount numeric(18,2) NOT NULL,
    rate core.exchange_rate NOT NULL,
    debit_account_id bigint,
    credit_account_id bigint,
    trade_date date NOT NULL,
    value_date date NOT NULL,
    profit_eur numeric(14,2),
    dealer_id bigint,
    traded_at timestamp with time zone DEFAULT now() NOT NULL,
    settled_at timestamp with time zone,
    cancelled_at timestamp with time zone,
    updated_at timestamp with time zone NOT NULL,
    CONSTRAINT fx_deal_base_amount_check CHECK ((base_amount >= (0)::numeric)),
    CONSTRAINT fx_deal_counter_amount_check CHECK ((counter_amount >= (0)::numeric))
);


--
-- Name: TABLE fx_deal; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON TABLE core.fx_deal IS 'A concluded currency exchange between the bank and a client or a market counterparty.';


--
-- Name: COLUMN fx_deal.client_id; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.fx_deal.client_id IS 'Null for deals of the treasury in the market.';


--
-- Name: COLUMN fx_deal.side; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.fx_deal.side IS 'From the bank''s point of view, for the base currency.';


--
-- Name: COLUMN fx_deal.rate; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.fx_deal.rate IS 'Counter currency for one unit of base currency.';


--
-- Name: COLUMN fx_deal.debit_account_id; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.fx_deal.debit_account_id IS 'Client account that gives the sold currency.';


--
-- Name: COLUMN fx_deal.value_date; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.fx_deal.value_date IS 'Day both legs settle.';


--
-- Name: COLUMN fx_deal.profit_eur; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.fx_deal.profit_eur IS 'Against the mid rate at the time of the trade.';


--
-- Name: fx_deal_id_seq; Type: SEQUENCE; Schema: core; Owner: -
--

ALTER TABLE core.fx_deal ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME core.fx_deal_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: fx_quote; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.fx_quote (
    id uuid NOT NULL,
    client_id bigint,
    sell_currency_code character(3) NOT NULL,
    buy_currency_code character(3) NOT NULL,
    sell_amount numeric(18,2),
    market_rate core.exchange_rate NOT NULL,
    client_rate core.exchange_rate NOT NULL,
    margin_bp smallint,
    tariff_plan_id bigint,
    liquidity_source character varying(30),
    quoted_at timestamp with time zone DEFAULT now() NOT NULL,
    valid_for interval DEFAULT '00:00:30'::interval NOT NULL,
    accepted_at timestamp with time zone
);


--
-- Name: TABLE fx_quote; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON TABLE core.fx_quote IS 'An exchange rate offered to a client for a short time; most quotes are never accepted.';


--
-- Name: COLUMN fx_quote.market_rate; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.fx_quote.market_rate IS 'Mid rate from the liquidity source when quoting.';


--
-- Name: COLUMN fx_quote.margin_bp; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.fx_quote.margin_bp IS 'Basis points over the market rate.';


--
-- Name: COLUMN fx_quote.valid_for; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.fx_quote.valid_for IS 'Afterwards the quote cannot be accepted.';


--
-- Name: fx_rate_fixing; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.fx_rate_fixing (
    currency_code character(3) NOT NULL,
    fixing_date date NOT NULL,
    rate_per_eur core.exchange_rate NOT NULL,
    source_name character varying(20) DEFAULT 'ECB'::character varying NOT NULL,
    is_carried_over boolean DEFAULT false NOT NULL,
    loaded_at timestamp with time zone DEFAULT now() NOT NULL
);


--
-- Name: TABLE fx_rate_fixing; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON TABLE core.fx_rate_fixing IS 'The official reference rate of a currency against the euro on a day, used for revaluation and reports.';


--
-- Name: COLUMN fx_rate_fixing.rate_per_eur; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.fx_rate_fixing.rate_per_eur IS 'Units of the currency for one euro.';


--
-- Name: COLUMN fx_rate_fixing.is_carried_over; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.fx_rate_fixing.is_carried_over IS 'True on holidays, when the previous rate is repeated.';


--
-- Name: gl_account; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.gl_account (
    id bigint NOT NULL,
    account_no character varying(16) NOT NULL,
    name text NOT NULL,
    class_id smallint NOT NULL,
    parent_id bigint,
    currency_code character(3),
    side core.normal_side DEFAULT 'debit'::core.normal_side NOT NULL,
    is_postable boolean DEFAULT true NOT NULL,
    is_control boolean DEFAULT false NOT NULL,
    manual_posting_allowed boolean DEFAULT false NOT NULL,
    ifrs_line character varying(32),
    finrep_code character varying(24),
    opened_on date NOT NULL,
    closed_on date,
    updated_at timestamp with time zone DEFAULT now() NOT NULL
);


--
-- Name: TABLE gl_account; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON TABLE core.gl_account IS 'An account of the bank''s chart of accounts, either a heading or one that takes postings.';


--
-- Name: COLUMN gl_account.account_no; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.gl_account.account_no IS 'Number in the chart of accounts.';


--
-- Name: COLUMN gl_account.currency_code; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.gl_account.currency_code IS 'Null for multi-currency accounts.';


--
-- Name: COLUMN gl_account.side; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.gl_account.side IS 'Side on which the account normally stands.';


--
-- Name: COLUMN gl_account.is_postable; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.gl_account.is_postable IS 'False for headings.';


--
-- Name: COLUMN gl_account.is_control; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.gl_account.is_control IS 'True if client accounts are summed here.';


--
-- Name: COLUMN gl_account.ifrs_line; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.gl_account.ifrs_line IS 'Line of the balance sheet or income statement.';


--
-- Name: COLUMN gl_account.finrep_code; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.gl_account.finrep_code IS 'Template and row of the supervisory return.';


--
-- Name: COLUMN gl_account.closed_on; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.gl_account.closed_on IS 'No postings after this day.';


--
-- Name: gl_account_id_seq; Type: SEQUENCE; Schema: core; Owner: -
--

ALTER TABLE core.gl_account ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME core.gl_account_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: gl_account_mapping; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.gl_account_mapping (
    id integer NOT NULL,
    product_id bigint NOT NULL,
    currency_code character(3) NOT NULL,
    balance_gl_id bigint NOT NULL,
    overdrawn_gl_id bigint,
    accrued_interest_gl_id bigint,
    interest_expense_gl_id bigint,
    fee_income_gl_id bigint,
    write_off_gl_id bigint,
    cost_center_code character varying(12),
    effective_from date NOT NULL,
    approved_by_id bigint
);


--
-- Name: TABLE gl_account_mapping; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON TABLE core.gl_account_mapping IS 'Which general ledger accounts a product uses for balances, accrued interest, income and losses.';


--
-- Name: COLUMN gl_account_mapping.overdrawn_gl_id; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.gl_account_mapping.overdrawn_gl_id IS 'Used while the client balance is negative.';


--
-- Name: COLUMN gl_account_mapping.write_off_gl_id; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.gl_account_mapping.write_off_gl_id IS 'Loss account.';


--
-- Name: COLUMN gl_account_mapping.effective_from; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.gl_account_mapping.effective_from IS 'The latest row on or before the posting day applies.';


--
-- Name: gl_account_mapping_id_seq; Type: SEQUENCE; Schema: core; Owner: -
--

ALTER TABLE core.gl_account_mapping ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME core.gl_account_mapping_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: gl_daily_turnover; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.gl_daily_turnover (
    gl_account_id bigint NOT NULL,
    business_day_id integer NOT NULL,
    turnover_date date NOT NULL,
    currency_code character(3) NOT NULL,
    opening_balance numeric(20,2) NOT NULL,
    debit_total numeric(20,2) DEFAULT 0 NOT NULL,
    credit_total numeric(20,2) DEFAULT 0 NOT NULL,
    closing_balance numeric(20,2) NOT NULL,
    calculated_at timestamp with time zone DEFAULT now() NOT NULL
);


--
-- Name: TABLE gl_daily_turnover; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON TABLE core.gl_daily_turnover IS 'Opening balance, turnovers and closing balance of a ledger account for one accounting day.';


--
-- Name: COLUMN gl_daily_turnover.calculated_at; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.gl_daily_turnover.calculated_at IS 'Rewritten when a day is reopened.';


--
-- Name: gl_journal; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.gl_journal (
    id bigint NOT NULL,
    journal_no character varying(24) NOT NULL,
    business_day_id integer NOT NULL,
    posting_rule_code character varying(32),
    source_system character varying(24) DEFAULT 'core'::character varying NOT NULL,
    status core.journal_status DEFAULT 'draft'::core.journal_status NOT NULL,
    description character varying(200),
    total_debit core.ledger_amount DEFAULT 0 NOT NULL,
    total_credit core.ledger_amount DEFAULT 0 NOT NULL,
    line_count integer DEFAULT 0 NOT NULL,
    prepared_by_id bigint,
    approved_by_id bigint,
    supporting_file text,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    posted_at timestamp with time zone,
    CONSTRAINT gl_journal_line_count_check CHECK ((line_count >= 0))
);


--
-- Name: TABLE gl_journal; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON TABLE core.gl_journal IS 'A balanced set of ledger entries booked together, automatic or keyed in by finance.';


--
-- Name: COLUMN gl_journal.posting_rule_code; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.gl_journal.posting_rule_code IS 'Null for manual journals.';


--
-- Name: COLUMN gl_journal.source_system; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.gl_journal.source_system IS 'Component that sent the journal.';


--
-- Name: COLUMN gl_journal.total_debit; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.gl_journal.total_debit IS 'In base currency.';


--
-- Name: COLUMN gl_journal.total_credit; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.gl_journal.total_credit IS 'Must equal total_debit to be posted.';


--
-- Name: COLUMN gl_journal.approved_by_id; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.gl_journal.approved_by_id IS 'Must differ from the preparer.';


--
-- Name: COLUMN gl_journal.supporting_file; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.gl_journal.supporting_file IS 'Path in the document store.';


--
-- Name: gl_journal_id_seq; Type: SEQUENCE; Schema: core; Owner: -
--

ALTER TABLE core.gl_journal ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME core.gl_journal_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: gl_journal_state_log; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.gl_journal_state_log (
    id bigint NOT NULL,
    journal_id bigint NOT NULL,
    old_status core.journal_status,
    new_status core.journal_status NOT NULL,
    actor_id bigint,
    actor_ip inet,
    rejection_text text,
    event_time timestamp with time zone DEFAULT now() NOT NULL
);


--
-- Name: TABLE gl_journal_state_log; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON TABLE core.gl_journal_state_log IS 'Passage of a journal through preparation, four-eyes approval and posting.';


--
-- Name: COLUMN gl_journal_state_log.actor_ip; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.gl_journal_state_log.actor_ip IS 'Personal data of staff; kept for 180 days.';


--
-- Name: COLUMN gl_journal_state_log.rejection_text; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.gl_journal_state_log.rejection_text IS 'Reason of the approver.';


--
-- Name: gl_journal_state_log_id_seq; Type: SEQUENCE; Schema: core; Owner: -
--

ALTER TABLE core.gl_journal_state_log ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME core.gl_journal_state_log_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: gl_revaluation; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.gl_revaluation (
    id bigint NOT NULL,
    gl_account_id bigint NOT NULL,
    business_day_id integer NOT NULL,
    currency_code character(3) NOT NULL,
    position_amount numeric(20,2) NOT NULL,
    book_value numeric(20,2) NOT NULL,
    closing_rate numeric(14,7) NOT NULL,
    gain_loss numeric(18,2) NOT NULL,
    result_entry_id bigint,
    is_unrealized boolean DEFAULT true NOT NULL,
    revalued_at timestamp with time zone NOT NULL,
    CONSTRAINT gl_revaluation_closing_rate_check CHECK ((closing_rate >= (0)::numeric))
);


--
-- Name: TABLE gl_revaluation; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON TABLE core.gl_revaluation IS 'Monthly revaluation of a foreign-currency ledger account at the closing rate, with the resulting gain or loss.';


--
-- Name: COLUMN gl_revaluation.position_amount; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.gl_revaluation.position_amount IS 'In the foreign currency.';


--
-- Name: COLUMN gl_revaluation.closing_rate; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.gl_revaluation.closing_rate IS 'Reference rate of the central bank.';


--
-- Name: COLUMN gl_revaluation.gain_loss; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.gl_revaluation.gain_loss IS 'Positive is a gain.';


--
-- Name: COLUMN gl_revaluation.result_entry_id; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.gl_revaluation.result_entry_id IS 'Entry that booked the gain or loss.';


--
-- Name: gl_revaluation_id_seq; Type: SEQUENCE; Schema: core; Owner: -
--

ALTER TABLE core.gl_revaluation ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME core.gl_revaluation_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: gl_trial_balance_v; Type: VIEW; Schema: core; Owner: -
--

CREATE VIEW core.gl_trial_balance_v AS
 SELECT g.id AS gl_account_id,
    g.account_no,
    g.name,
    e.currency_code,
    sum(
        CASE
            WHEN e.is_debit THEN e.amount
            ELSE (0)::numeric
        END) AS debit_total,
    sum(
        CASE
            WHEN e.is_debit THEN (0)::numeric
            ELSE e.amount
        END) AS credit_total,
    max(e.booked_at) AS last_booked_at
   FROM (core.entry e
     JOIN core.gl_account g ON ((g.id = e.gl_account_id)))
  GROUP BY g.id, g.account_no, g.name, e.currency_code;


--
-- Name: VIEW gl_trial_balance_v; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON VIEW core.gl_trial_balance_v IS 'Debit and credit totals per ledger account and currency over all booked entries.';


--
-- Name: iban_allocation; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.iban_allocation (
    iban character varying(34) NOT NULL,
    iban_range_id integer NOT NULL,
    account_number bigint NOT NULL,
    check_digits character(2) NOT NULL,
    slot_status core.iban_slot_status DEFAULT 'reserved'::core.iban_slot_status NOT NULL,
    account_id bigint,
    onboarding_application_id bigint,
    reserved_until timestamp with time zone,
    assigned_at timestamp with time zone,
    retired_on date,
    CONSTRAINT iban_allocation_check_digits_check CHECK ((char_length(check_digits) = 2))
);


--
-- Name: TABLE iban_allocation; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON TABLE core.iban_allocation IS 'One IBAN taken out of a range, reserved for an application or assigned to an account.';


--
-- Name: COLUMN iban_allocation.iban; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.iban_allocation.iban IS 'Personal data once assigned.';


--
-- Name: COLUMN iban_allocation.account_number; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.iban_allocation.account_number IS 'Number inside the IBAN, without check digits.';


--
-- Name: COLUMN iban_allocation.reserved_until; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.iban_allocation.reserved_until IS 'Unassigned reservations fall back to free after this moment.';


--
-- Name: COLUMN iban_allocation.retired_on; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.iban_allocation.retired_on IS 'Retired IBANs are not reused for ten years.';


--
-- Name: iban_range; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.iban_range (
    id integer NOT NULL,
    country_code character(2) NOT NULL,
    bank_code character varying(12) NOT NULL,
    first_number bigint NOT NULL,
    last_number bigint NOT NULL,
    next_number bigint NOT NULL,
    branch_id bigint,
    partner_id bigint,
    is_virtual boolean DEFAULT false NOT NULL,
    warn_below integer DEFAULT 5000 NOT NULL,
    exhausted_at timestamp with time zone,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT iban_range_warn_below_check CHECK ((warn_below >= 0))
);


--
-- Name: TABLE iban_range; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON TABLE core.iban_range IS 'Range of account numbers a branch or partner programme may use for new IBANs.';


--
-- Name: COLUMN iban_range.bank_code; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.iban_range.bank_code IS 'National bank identifier inside the IBAN.';


--
-- Name: COLUMN iban_range.first_number; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.iban_range.first_number IS 'Inclusive.';


--
-- Name: COLUMN iban_range.last_number; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.iban_range.last_number IS 'Inclusive.';


--
-- Name: COLUMN iban_range.next_number; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.iban_range.next_number IS 'Next number the allocator will hand out.';


--
-- Name: COLUMN iban_range.partner_id; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.iban_range.partner_id IS 'Set for ranges of virtual IBANs sold to a partner.';


--
-- Name: COLUMN iban_range.warn_below; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.iban_range.warn_below IS 'Free numbers left that raise an alarm.';


--
-- Name: iban_range_id_seq; Type: SEQUENCE; Schema: core; Owner: -
--

ALTER TABLE core.iban_range ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME core.iban_range_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: interest_accrual; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.interest_accrual (
    account_id bigint NOT NULL,
    rate_term_id bigint NOT NULL,
    accrual_date date NOT NULL,
    deposit_agreement_id bigint,
    base_balance numeric(18,2) NOT NULL,
    applied_rate core.annual_rate NOT NULL,
    accrued numeric(18,8) NOT NULL,
    capitalization_id bigint,
    is_correction boolean DEFAULT false NOT NULL
);


--
-- Name: TABLE interest_accrual; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON TABLE core.interest_accrual IS 'Interest earned or owed on an account for one day under one condition.';


--
-- Name: COLUMN interest_accrual.base_balance; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.interest_accrual.base_balance IS 'Value-date balance within the tier.';


--
-- Name: COLUMN interest_accrual.accrued; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.interest_accrual.accrued IS 'Unrounded; rounding happens at capitalization.';


--
-- Name: COLUMN interest_accrual.capitalization_id; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.interest_accrual.capitalization_id IS 'Null until capitalized.';


--
-- Name: interest_capitalization; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.interest_capitalization (
    id bigint NOT NULL,
    account_id bigint NOT NULL,
    deposit_agreement_id bigint,
    direction core.interest_direction NOT NULL,
    period_start date NOT NULL,
    period_end date NOT NULL,
    gross_interest numeric(18,2) NOT NULL,
    rounding_difference numeric(10,8) DEFAULT 0 NOT NULL,
    net_interest numeric(18,2) NOT NULL,
    entry_id bigint,
    capitalized_at timestamp with time zone DEFAULT now() NOT NULL
);


--
-- Name: TABLE interest_capitalization; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON TABLE core.interest_capitalization IS 'Interest of a period added to or taken from a balance, with the tax withheld from it.';


--
-- Name: COLUMN interest_capitalization.rounding_difference; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.interest_capitalization.rounding_difference IS 'Carried to the next period.';


--
-- Name: COLUMN interest_capitalization.net_interest; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.interest_capitalization.net_interest IS 'After tax.';


--
-- Name: interest_capitalization_id_seq; Type: SEQUENCE; Schema: core; Owner: -
--

ALTER TABLE core.interest_capitalization ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME core.interest_capitalization_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: interest_rate_term; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.interest_rate_term (
    id bigint NOT NULL,
    account_id bigint NOT NULL,
    interest_type_id smallint NOT NULL,
    direction core.interest_direction NOT NULL,
    reference_index character varying(16),
    margin numeric(7,5) DEFAULT 0 NOT NULL,
    fixed_rate core.annual_rate,
    floor_rate core.annual_rate,
    balance_from core.ledger_amount DEFAULT 0 NOT NULL,
    day_count_id smallint NOT NULL,
    applies_from date NOT NULL,
    applies_to date,
    updated_at timestamp with time zone DEFAULT now() NOT NULL
);


--
-- Name: TABLE interest_rate_term; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON TABLE core.interest_rate_term IS 'Interest condition of an account for a period, fixed or linked to a reference rate.';


--
-- Name: COLUMN interest_rate_term.reference_index; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.interest_rate_term.reference_index IS 'For example ESTR or EURIBOR3M; null for fixed rates.';


--
-- Name: COLUMN interest_rate_term.margin; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.interest_rate_term.margin IS 'Percentage points over the index.';


--
-- Name: COLUMN interest_rate_term.fixed_rate; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.interest_rate_term.fixed_rate IS 'Null for linked rates.';


--
-- Name: COLUMN interest_rate_term.floor_rate; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.interest_rate_term.floor_rate IS 'The client rate never falls below.';


--
-- Name: COLUMN interest_rate_term.balance_from; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.interest_rate_term.balance_from IS 'Tier edge; the condition holds for the part above it.';


--
-- Name: interest_rate_term_id_seq; Type: SEQUENCE; Schema: core; Owner: -
--

ALTER TABLE core.interest_rate_term ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME core.interest_rate_term_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: internal_job; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.internal_job (
    code character varying(60) NOT NULL,
    title text NOT NULL,
    cron_expression character varying(60),
    after_job_code character varying(60),
    owner_branch_id bigint,
    max_duration interval,
    is_critical boolean DEFAULT false NOT NULL,
    is_enabled boolean DEFAULT true NOT NULL,
    "lastRunAt" timestamp with time zone,
    parameters jsonb DEFAULT '{}'::jsonb NOT NULL
);


--
-- Name: TABLE internal_job; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON TABLE core.internal_job IS 'A scheduled job of the core system, such as the end of day, interest accrual or statement printing.';


--
-- Name: COLUMN internal_job.cron_expression; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.internal_job.cron_expression IS 'Empty for jobs started by another job.';


--
-- Name: COLUMN internal_job.after_job_code; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.internal_job.after_job_code IS 'Starts only when that job has succeeded.';


--
-- Name: COLUMN internal_job.max_duration; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.internal_job.max_duration IS 'An alert is raised when a run takes longer.';


--
-- Name: COLUMN internal_job.is_critical; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.internal_job.is_critical IS 'A failure wakes the person on duty.';


--
-- Name: COLUMN internal_job."lastRunAt"; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.internal_job."lastRunAt" IS 'Written by the old scheduler, hence the spelling.';


--
-- Name: COLUMN internal_job.parameters; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.internal_job.parameters IS 'Passed to the job as they are.';


--
-- Name: internal_job_run; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.internal_job_run (
    id bigint NOT NULL,
    job_code character varying(60) NOT NULL,
    business_date date NOT NULL,
    outcome core.job_outcome,
    host_name character varying(60),
    processed_count integer DEFAULT 0 NOT NULL,
    failed_count integer DEFAULT 0 NOT NULL,
    log_tail text,
    restarted_by_id bigint,
    started_at timestamp with time zone DEFAULT now() NOT NULL,
    finished_at timestamp with time zone,
    CONSTRAINT internal_job_run_failed_count_check CHECK ((failed_count >= 0)),
    CONSTRAINT internal_job_run_processed_count_check CHECK ((processed_count >= 0))
);


--
-- Name: TABLE internal_job_run; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON TABLE core.internal_job_run IS 'One run of an internal job, with what it processed and how it ended.';


--
-- Name: COLUMN internal_job_run.business_date; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.internal_job_run.business_date IS 'Accounting day the run worked on.';


--
-- Name: COLUMN internal_job_run.outcome; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.internal_job_run.outcome IS 'Empty while the job runs.';


--
-- Name: COLUMN internal_job_run.failed_count; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.internal_job_run.failed_count IS 'Records put aside for manual work.';


--
-- Name: COLUMN internal_job_run.log_tail; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.internal_job_run.log_tail IS 'Last 4000 characters of the output.';


--
-- Name: internal_job_run_id_seq; Type: SEQUENCE; Schema: core; Owner: -
--

ALTER TABLE core.internal_job_run ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME core.internal_job_run_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: kyc_verification; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.kyc_verification (
    id bigint NOT NULL,
    client_id bigint NOT NULL,
    application_id bigint,
    status_id smallint NOT NULL,
    level_id smallint NOT NULL,
    provider_reference uuid,
    is_periodic_review boolean DEFAULT false NOT NULL,
    started_at timestamp with time zone DEFAULT now() NOT NULL,
    due_at timestamp with time zone,
    finished_at timestamp with time zone,
    decided_by_id bigint,
    decision_note text,
    valid_until date,
    updated_at timestamp with time zone DEFAULT now() NOT NULL
);


--
-- Name: TABLE kyc_verification; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON TABLE core.kyc_verification IS 'One run of the identity and money laundering checks on a client, at onboarding or at a periodic review.';


--
-- Name: COLUMN kyc_verification.application_id; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.kyc_verification.application_id IS 'Null for periodic and event-driven reviews.';


--
-- Name: COLUMN kyc_verification.level_id; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.kyc_verification.level_id IS 'Depth of the checks required, from simplified to enhanced.';


--
-- Name: COLUMN kyc_verification.provider_reference; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.kyc_verification.provider_reference IS 'Key of the check at the identification provider; the provider''s record is in the kyc database.';


--
-- Name: COLUMN kyc_verification.due_at; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.kyc_verification.due_at IS 'Deadline under the internal service level.';


--
-- Name: COLUMN kyc_verification.decided_by_id; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.kyc_verification.decided_by_id IS 'Null when the decision was automatic.';


--
-- Name: COLUMN kyc_verification.decision_note; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.kyc_verification.decision_note IS 'Not disclosed to the client.';


--
-- Name: COLUMN kyc_verification.valid_until; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.kyc_verification.valid_until IS 'Date on which the next review falls due.';


--
-- Name: kyc_verification_status; Type: TABLE; Schema: dict; Owner: -
--

CREATE TABLE dict.kyc_verification_status (
    id smallint NOT NULL,
    code character varying(24) NOT NULL,
    name text NOT NULL,
    blocks_onboarding boolean NOT NULL,
    sla_hours integer
);


--
-- Name: TABLE kyc_verification_status; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON TABLE dict.kyc_verification_status IS 'Outcomes and intermediate stages of one identity verification.';


--
-- Name: COLUMN kyc_verification_status.blocks_onboarding; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON COLUMN dict.kyc_verification_status.blocks_onboarding IS 'The application cannot be completed meanwhile.';


--
-- Name: COLUMN kyc_verification_status.sla_hours; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON COLUMN dict.kyc_verification_status.sla_hours IS 'Hours within which compliance must move the verification on; null when nothing is pending.';


--
-- Name: kyc_backlog_v; Type: VIEW; Schema: core; Owner: -
--

CREATE VIEW core.kyc_backlog_v AS
 SELECT k.id,
    k.client_id,
    c.full_name,
    s.code AS status_code,
    k.started_at,
    k.due_at,
    (now() - k.started_at) AS open_for,
    (k.due_at < now()) AS is_overdue
   FROM ((core.kyc_verification k
     JOIN core.client_profile c ON ((c.id = k.client_id)))
     JOIN dict.kyc_verification_status s ON ((s.id = k.status_id)))
  WHERE (k.finished_at IS NULL);


--
-- Name: VIEW kyc_backlog_v; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON VIEW core.kyc_backlog_v IS 'Verifications without a decision and how long they have been open, shown on the wall board of compliance.';


--
-- Name: kyc_verification_id_seq; Type: SEQUENCE; Schema: core; Owner: -
--

ALTER TABLE core.kyc_verification ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME core.kyc_verification_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: kyc_verification_reject; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.kyc_verification_reject (
    kyc_verification_id bigint NOT NULL,
    reject_reason_id smallint NOT NULL,
    can_be_remedied boolean DEFAULT true NOT NULL,
    explained_to_client boolean DEFAULT false NOT NULL,
    remark text
);


--
-- Name: TABLE kyc_verification_reject; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON TABLE core.kyc_verification_reject IS 'Reasons given for a declined verification; one verification can fail for several.';


--
-- Name: COLUMN kyc_verification_reject.explained_to_client; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.kyc_verification_reject.explained_to_client IS 'False where tipping off is forbidden.';


--
-- Name: kyc_verification_status_log; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.kyc_verification_status_log (
    id bigint NOT NULL,
    kyc_verification_id bigint NOT NULL,
    previous_status_id smallint,
    status_id smallint NOT NULL,
    set_at timestamp with time zone DEFAULT now() NOT NULL,
    analyst_id bigint,
    reject_reason_id smallint,
    raw_answer jsonb
);


--
-- Name: TABLE kyc_verification_status_log; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON TABLE core.kyc_verification_status_log IS 'History of the status of a verification, one row per answer of the provider or decision of an analyst.';


--
-- Name: COLUMN kyc_verification_status_log.analyst_id; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.kyc_verification_status_log.analyst_id IS 'Null when the provider''s answer set the status.';


--
-- Name: COLUMN kyc_verification_status_log.raw_answer; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.kyc_verification_status_log.raw_answer IS 'Message of the provider as received; purged after 13 months.';


--
-- Name: kyc_verification_status_log_id_seq; Type: SEQUENCE; Schema: core; Owner: -
--

ALTER TABLE core.kyc_verification_status_log ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME core.kyc_verification_status_log_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: ledger_reconciliation; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.ledger_reconciliation (
    id bigint NOT NULL,
    gl_account_id bigint NOT NULL,
    correspondent_bank_id bigint,
    business_day_id integer NOT NULL,
    compared_with character varying(48) NOT NULL,
    ledger_balance numeric(20,2) NOT NULL,
    external_balance numeric(20,2) NOT NULL,
    difference numeric(20,2) DEFAULT 0 NOT NULL,
    matched_items integer DEFAULT 0 NOT NULL,
    open_items integer DEFAULT 0 NOT NULL,
    run_mode character(1) DEFAULT 'A'::bpchar NOT NULL,
    signed_off_by_id bigint,
    started_at timestamp with time zone DEFAULT now() NOT NULL,
    signed_off_at timestamp with time zone,
    CONSTRAINT ledger_reconciliation_open_items_check CHECK ((open_items >= 0))
);


--
-- Name: TABLE ledger_reconciliation; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON TABLE core.ledger_reconciliation IS 'A comparison of a ledger account with an outside or subsidiary record for one day.';


--
-- Name: COLUMN ledger_reconciliation.correspondent_bank_id; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.ledger_reconciliation.correspondent_bank_id IS 'Set for nostro reconciliations.';


--
-- Name: COLUMN ledger_reconciliation.compared_with; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.ledger_reconciliation.compared_with IS 'Name of the other record, such as a camt.053 file.';


--
-- Name: COLUMN ledger_reconciliation.difference; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.ledger_reconciliation.difference IS 'Ledger minus external.';


--
-- Name: COLUMN ledger_reconciliation.run_mode; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.ledger_reconciliation.run_mode IS 'A automatic, M manual.';


--
-- Name: COLUMN ledger_reconciliation.signed_off_by_id; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.ledger_reconciliation.signed_off_by_id IS 'Operator of finance.';


--
-- Name: ledger_reconciliation_break; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.ledger_reconciliation_break (
    id bigint NOT NULL,
    reconciliation_id bigint NOT NULL,
    entry_id bigint,
    external_reference character varying(64),
    amount numeric(18,2) NOT NULL,
    currency_code character(3) NOT NULL,
    cause core.break_cause DEFAULT 'unknown'::core.break_cause NOT NULL,
    age_days smallint DEFAULT 0 NOT NULL,
    assigned_to_id bigint,
    correcting_entry_id bigint,
    comment_text text,
    detected_at timestamp with time zone DEFAULT now() NOT NULL,
    resolved_at timestamp with time zone,
    updated_at timestamp with time zone DEFAULT now() NOT NULL
);


--
-- Name: TABLE ledger_reconciliation_break; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON TABLE core.ledger_reconciliation_break IS 'An item that did not match in a reconciliation, followed until it is explained or corrected.';


--
-- Name: COLUMN ledger_reconciliation_break.entry_id; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.ledger_reconciliation_break.entry_id IS 'Null if the item exists only on the other side.';


--
-- Name: COLUMN ledger_reconciliation_break.external_reference; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.ledger_reconciliation_break.external_reference IS 'Reference on the other side.';


--
-- Name: COLUMN ledger_reconciliation_break.age_days; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.ledger_reconciliation_break.age_days IS 'Refreshed nightly; over 30 goes to the risk report.';


--
-- Name: COLUMN ledger_reconciliation_break.resolved_at; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.ledger_reconciliation_break.resolved_at IS 'Explained or corrected.';


--
-- Name: ledger_reconciliation_break_id_seq; Type: SEQUENCE; Schema: core; Owner: -
--

ALTER TABLE core.ledger_reconciliation_break ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME core.ledger_reconciliation_break_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: ledger_reconciliation_id_seq; Type: SEQUENCE; Schema: core; Owner: -
--

ALTER TABLE core.ledger_reconciliation ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME core.ledger_reconciliation_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: limit_check_event; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.limit_check_event (
    id bigint NOT NULL,
    payment_id bigint,
    account_id bigint NOT NULL,
    limit_rule_id bigint NOT NULL,
    verdict core.limit_verdict NOT NULL,
    asked_amount core.ledger_amount NOT NULL,
    remaining_amount core.ledger_amount,
    took interval,
    device_type_id smallint,
    checked_at timestamp with time zone DEFAULT now() NOT NULL
)
PARTITION BY RANGE (checked_at);


--
-- Name: TABLE limit_check_event; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON TABLE core.limit_check_event IS 'Result of testing a payment against a limit rule before authorization.';


--
-- Name: COLUMN limit_check_event.asked_amount; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.limit_check_event.asked_amount IS 'Amount of the payment in the rule currency.';


--
-- Name: COLUMN limit_check_event.remaining_amount; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.limit_check_event.remaining_amount IS 'Room left in the period before this payment.';


--
-- Name: COLUMN limit_check_event.took; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.limit_check_event.took IS 'Time the check needed.';


--
-- Name: limit_check_event_2025_11; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.limit_check_event_2025_11 (
    id bigint CONSTRAINT limit_check_event_id_not_null NOT NULL,
    payment_id bigint,
    account_id bigint CONSTRAINT limit_check_event_account_id_not_null NOT NULL,
    limit_rule_id bigint CONSTRAINT limit_check_event_limit_rule_id_not_null NOT NULL,
    verdict core.limit_verdict CONSTRAINT limit_check_event_verdict_not_null NOT NULL,
    asked_amount core.ledger_amount CONSTRAINT limit_check_event_asked_amount_not_null NOT NULL,
    remaining_amount core.ledger_amount,
    took interval,
    device_type_id smallint,
    checked_at timestamp with time zone DEFAULT now() CONSTRAINT limit_check_event_checked_at_not_null NOT NULL
);


--
-- Name: limit_check_event_2025_12; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.limit_check_event_2025_12 (
    id bigint CONSTRAINT limit_check_event_id_not_null NOT NULL,
    payment_id bigint,
    account_id bigint CONSTRAINT limit_check_event_account_id_not_null NOT NULL,
    limit_rule_id bigint CONSTRAINT limit_check_event_limit_rule_id_not_null NOT NULL,
    verdict core.limit_verdict CONSTRAINT limit_check_event_verdict_not_null NOT NULL,
    asked_amount core.ledger_amount CONSTRAINT limit_check_event_asked_amount_not_null NOT NULL,
    remaining_amount core.ledger_amount,
    took interval,
    device_type_id smallint,
    checked_at timestamp with time zone DEFAULT now() CONSTRAINT limit_check_event_checked_at_not_null NOT NULL
);


--
-- Name: limit_check_event_2026_01; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.limit_check_event_2026_01 (
    id bigint CONSTRAINT limit_check_event_id_not_null NOT NULL,
    payment_id bigint,
    account_id bigint CONSTRAINT limit_check_event_account_id_not_null NOT NULL,
    limit_rule_id bigint CONSTRAINT limit_check_event_limit_rule_id_not_null NOT NULL,
    verdict core.limit_verdict CONSTRAINT limit_check_event_verdict_not_null NOT NULL,
    asked_amount core.ledger_amount CONSTRAINT limit_check_event_asked_amount_not_null NOT NULL,
    remaining_amount core.ledger_amount,
    took interval,
    device_type_id smallint,
    checked_at timestamp with time zone DEFAULT now() CONSTRAINT limit_check_event_checked_at_not_null NOT NULL
);


--
-- Name: limit_check_event_2026_02; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.limit_check_event_2026_02 (
    id bigint CONSTRAINT limit_check_event_id_not_null NOT NULL,
    payment_id bigint,
    account_id bigint CONSTRAINT limit_check_event_account_id_not_null NOT NULL,
    limit_rule_id bigint CONSTRAINT limit_check_event_limit_rule_id_not_null NOT NULL,
    verdict core.limit_verdict CONSTRAINT limit_check_event_verdict_not_null NOT NULL,
    asked_amount core.ledger_amount CONSTRAINT limit_check_event_asked_amount_not_null NOT NULL,
    remaining_amount core.ledger_amount,
    took interval,
    device_type_id smallint,
    checked_at timestamp with time zone DEFAULT now() CONSTRAINT limit_check_event_checked_at_not_null NOT NULL
);


--
-- Name: limit_check_event_2026_03; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.limit_check_event_2026_03 (
    id bigint CONSTRAINT limit_check_event_id_not_null NOT NULL,
    payment_id bigint,
    account_id bigint CONSTRAINT limit_check_event_account_id_not_null NOT NULL,
    limit_rule_id bigint CONSTRAINT limit_check_event_limit_rule_id_not_null NOT NULL,
    verdict core.limit_verdict CONSTRAINT limit_check_event_verdict_not_null NOT NULL,
    asked_amount core.ledger_amount CONSTRAINT limit_check_event_asked_amount_not_null NOT NULL,
    remaining_amount core.ledger_amount,
    took interval,
    device_type_id smallint,
    checked_at timestamp with time zone DEFAULT now() CONSTRAINT limit_check_event_checked_at_not_null NOT NULL
);


--
-- Name: limit_check_event_2026_04; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.limit_check_event_2026_04 (
    id bigint CONSTRAINT limit_check_event_id_not_null NOT NULL,
    payment_id bigint,
    account_id bigint CONSTRAINT limit_check_event_account_id_not_null NOT NULL,
    limit_rule_id bigint CONSTRAINT limit_check_event_limit_rule_id_not_null NOT NULL,
    verdict core.limit_verdict CONSTRAINT limit_check_event_verdict_not_null NOT NULL,
    asked_amount core.ledger_amount CONSTRAINT limit_check_event_asked_amount_not_null NOT NULL,
    remaining_amount core.ledger_amount,
    took interval,
    device_type_id smallint,
    checked_at timestamp with time zone DEFAULT now() CONSTRAINT limit_check_event_checked_at_not_null NOT NULL
);


--
-- Name: limit_check_event_2026_05; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.limit_check_event_2026_05 (
    id bigint CONSTRAINT limit_check_event_id_not_null NOT NULL,
    payment_id bigint,
    account_id bigint CONSTRAINT limit_check_event_account_id_not_null NOT NULL,
    limit_rule_id bigint CONSTRAINT limit_check_event_limit_rule_id_not_null NOT NULL,
    verdict core.limit_verdict CONSTRAINT limit_check_event_verdict_not_null NOT NULL,
    asked_amount core.ledger_amount CONSTRAINT limit_check_event_asked_amount_not_null NOT NULL,
    remaining_amount core.ledger_amount,
    took interval,
    device_type_id smallint,
    checked_at timestamp with time zone DEFAULT now() CONSTRAINT limit_check_event_checked_at_not_null NOT NULL
);


--
-- Name: limit_override; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.limit_override (
    id bigint NOT NULL,
    limit_rule_id bigint NOT NULL,
    client_id bigint NOT NULL,
    account_id bigint,
    override_amount core.ledger_amount,
    override_count integer,
    set_by_app_user_id bigint,
    set_by_operator_id bigint,
    auth_method_id smallint,
    in_effect tstzrange,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    cancelled_at timestamp with time zone,
    CONSTRAINT limit_override_override_amount_check CHECK (((override_amount)::numeric >= (0)::numeric))
);


--
-- Name: TABLE limit_override; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON TABLE core.limit_override IS 'A different ceiling for one client or account, set by the client in the application or by staff.';


--
-- Name: COLUMN limit_override.set_by_app_user_id; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.limit_override.set_by_app_user_id IS 'Null when staff set it.';


--
-- Name: COLUMN limit_override.auth_method_id; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.limit_override.auth_method_id IS 'How the client confirmed the change.';


--
-- Name: COLUMN limit_override.in_effect; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.limit_override.in_effect IS 'Open end means until cancelled.';


--
-- Name: limit_override_id_seq; Type: SEQUENCE; Schema: core; Owner: -
--

ALTER TABLE core.limit_override ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME core.limit_override_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: limit_rule; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.limit_rule (
    id bigint NOT NULL,
    code character varying(40) NOT NULL,
    scope core.limit_scope NOT NULL,
    limit_type_id smallint NOT NULL,
    period_id smallint NOT NULL,
    kyc_level_id smallint,
    risk_level_id smallint,
    product_id bigint,
    tariff_plan_id bigint,
    payment_rail_id smallint,
    currency_code character(3) NOT NULL,
    max_amount core.ledger_amount,
    max_count integer,
    client_may_raise boolean DEFAULT false NOT NULL,
    hard_ceiling core.ledger_amount,
    priority smallint DEFAULT 100 NOT NULL,
    is_regulatory boolean DEFAULT false NOT NULL,
    active_from date NOT NULL,
    active_to date,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT limit_rule_max_amount_check CHECK (((max_amount)::numeric >= (0)::numeric)),
    CONSTRAINT limit_rule_max_count_check CHECK ((max_count >= 0))
);


--
-- Name: TABLE limit_rule; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON TABLE core.limit_rule IS 'A ceiling on amount or number of operations per period, for a client type, plan or product.';


--
-- Name: COLUMN limit_rule.kyc_level_id; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.limit_rule.kyc_level_id IS 'Applies up to this level of identification.';


--
-- Name: COLUMN limit_rule.max_amount; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.limit_rule.max_amount IS 'Per period, in the rule currency.';


--
-- Name: COLUMN limit_rule.max_count; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.limit_rule.max_count IS 'Operations per period.';


--
-- Name: COLUMN limit_rule.client_may_raise; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.limit_rule.client_may_raise IS 'The client may raise it in the application up to hard_ceiling.';


--
-- Name: COLUMN limit_rule.priority; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.limit_rule.priority IS 'The lowest number wins among rules of one type.';


--
-- Name: COLUMN limit_rule.is_regulatory; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.limit_rule.is_regulatory IS 'Staff cannot override it.';


--
-- Name: limit_rule_id_seq; Type: SEQUENCE; Schema: core; Owner: -
--

ALTER TABLE core.limit_rule ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME core.limit_rule_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: limit_usage; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.limit_usage (
    account_id bigint NOT NULL,
    limit_rule_id bigint NOT NULL,
    usage_date date NOT NULL,
    used_amount core.ledger_amount DEFAULT 0 NOT NULL,
    used_count integer DEFAULT 0 NOT NULL,
    reserved_for_pending core.ledger_amount DEFAULT 0 NOT NULL,
    last_payment_id bigint,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT limit_usage_used_count_check CHECK ((used_count >= 0))
);


--
-- Name: TABLE limit_usage; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON TABLE core.limit_usage IS 'Amount and number of operations counted against a limit rule for an account on one day.';


--
-- Name: COLUMN limit_usage.usage_date; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.limit_usage.usage_date IS 'Local date of the bank.';


--
-- Name: COLUMN limit_usage.used_count; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.limit_usage.used_count IS 'Operations of the day.';


--
-- Name: COLUMN limit_usage.reserved_for_pending; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.limit_usage.reserved_for_pending IS 'Payments authorised but not settled.';


--
-- Name: loan_agreement; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.loan_agreement (
    id bigint NOT NULL,
    agreement_no character varying(24) NOT NULL,
    client_id bigint NOT NULL,
    loan_application_id bigint,
    loan_type_id smallint NOT NULL,
    state_id smallint NOT NULL,
    product_id bigint,
    loan_account_id bigint NOT NULL,
    servicing_account_id bigint,
    currency_code character(3) NOT NULL,
    principal_amount numeric(18,2) NOT NULL,
    outstanding_principal numeric(18,2) NOT NULL,
    accrued_interest numeric(18,4) DEFAULT 0 NOT NULL,
    penalty_due numeric(14,2) DEFAULT 0 NOT NULL,
    interest_type_id smallint NOT NULL,
    day_count_convention_id smallint NOT NULL,
    repayment_type_id smallint NOT NULL,
    annual_rate_pct numeric(7,4) NOT NULL,
    apr_pct numeric(7,4),
    term_months smallint NOT NULL,
    payment_day smallint NOT NULL,
    overdue_bucket_id smallint,
    ifrs_stage smallint DEFAULT 1 NOT NULL,
    gl_account_id bigint,
    manager_id bigint,
    signed_at timestamp with time zone NOT NULL,
    disbursed_at timestamp with time zone,
    maturity_date date NOT NULL,
    closed_at timestamp with time zone,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT loan_agreement_outstanding_principal_check CHECK ((outstanding_principal >= (0)::numeric)),
    CONSTRAINT loan_agreement_principal_amount_check CHECK ((principal_amount >= (0)::numeric))
);


--
-- Name: TABLE loan_agreement; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON TABLE core.loan_agreement IS 'A signed loan contract and its current debt.';


--
-- Name: COLUMN loan_agreement.loan_application_id; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.loan_agreement.loan_application_id IS 'Null for loans taken over in the 2019 portfolio purchase.';


--
-- Name: COLUMN loan_agreement.servicing_account_id; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.loan_agreement.servicing_account_id IS 'Instalments are taken from here.';


--
-- Name: COLUMN loan_agreement.outstanding_principal; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.loan_agreement.outstanding_principal IS 'Not yet repaid, overdue part included.';


--
-- Name: COLUMN loan_agreement.accrued_interest; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.loan_agreement.accrued_interest IS 'Not yet due; four decimals are kept until capitalisation.';


--
-- Name: COLUMN loan_agreement.annual_rate_pct; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.loan_agreement.annual_rate_pct IS 'Current nominal rate; history in loan_rate_revision.';


--
-- Name: COLUMN loan_agreement.apr_pct; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.loan_agreement.apr_pct IS 'Annual percentage rate shown to the consumer.';


--
-- Name: COLUMN loan_agreement.payment_day; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.loan_agreement.payment_day IS 'Day of month of the instalment.';


--
-- Name: COLUMN loan_agreement.ifrs_stage; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.loan_agreement.ifrs_stage IS '1, 2 or 3, set by the monthly impairment run.';


--
-- Name: COLUMN loan_agreement.disbursed_at; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.loan_agreement.disbursed_at IS 'First drawdown.';


--
-- Name: loan_agreement_id_seq; Type: SEQUENCE; Schema: core; Owner: -
--

ALTER TABLE core.loan_agreement ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME core.loan_agreement_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: loan_agreement_state_log; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.loan_agreement_state_log (
    id bigint NOT NULL,
    loan_agreement_id bigint NOT NULL,
    from_state_id smallint,
    to_state_id smallint NOT NULL,
    basis_document_id bigint,
    made_by_id bigint,
    business_date date NOT NULL,
    logged_at timestamp with time zone DEFAULT now() NOT NULL
);


--
-- Name: TABLE loan_agreement_state_log; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON TABLE core.loan_agreement_state_log IS 'State changes of loan agreements with the document they rest on.';


--
-- Name: COLUMN loan_agreement_state_log.basis_document_id; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.loan_agreement_state_log.basis_document_id IS 'Signed notice, court order or closing letter.';


--
-- Name: COLUMN loan_agreement_state_log.business_date; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.loan_agreement_state_log.business_date IS 'Accounting day of the change, may precede logged_at.';


--
-- Name: loan_agreement_state_log_id_seq; Type: SEQUENCE; Schema: core; Owner: -
--

ALTER TABLE core.loan_agreement_state_log ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME core.loan_agreement_state_log_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: loan_application; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.loan_application (
    id bigint NOT NULL,
    application_no character varying(20) NOT NULL,
    client_id bigint NOT NULL,
    loan_type_id smallint NOT NULL,
    product_id bigint,
    branch_id bigint,
    channel_id smallint,
    partner_id bigint,
    requested_amount numeric(18,2) NOT NULL,
    requested_term_months smallint NOT NULL,
    currency_code character(3) NOT NULL,
    purpose_text text,
    declared_monthly_income numeric(14,2),
    income_source_id smallint,
    debt_to_income numeric(6,4),
    bureau_score smallint,
    bureau_report jsonb,
    submitted_at timestamp with time zone DEFAULT now() NOT NULL,
    withdrawn_at timestamp with time zone,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT loan_application_requested_amount_check CHECK ((requested_amount >= (0)::numeric)),
    CONSTRAINT loan_application_requested_term_months_check CHECK ((requested_term_months > 0))
);


--
-- Name: TABLE loan_application; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON TABLE core.loan_application IS 'A client''s request for a loan, from the first form to the decision or withdrawal.';


--
-- Name: COLUMN loan_application.partner_id; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.loan_application.partner_id IS 'The broker or shop that brought the client.';


--
-- Name: COLUMN loan_application.requested_term_months; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.loan_application.requested_term_months IS 'In months.';


--
-- Name: COLUMN loan_application.purpose_text; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.loan_application.purpose_text IS 'What the money is for, in the client''s words.';


--
-- Name: COLUMN loan_application.declared_monthly_income; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.loan_application.declared_monthly_income IS 'Personal data; net, as stated by the client.';


--
-- Name: COLUMN loan_application.debt_to_income; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.loan_application.debt_to_income IS 'Computed by the scoring service.';


--
-- Name: COLUMN loan_application.bureau_score; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.loan_application.bureau_score IS 'Score of the external credit bureau; null when the client has no record.';


--
-- Name: COLUMN loan_application.bureau_report; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.loan_application.bureau_report IS 'Personal data; dropped after two years.';


--
-- Name: COLUMN loan_application.submitted_at; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.loan_application.submitted_at IS 'Form sent; drafts live in the onboarding system.';


--
-- Name: loan_application_decision; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.loan_application_decision (
    id bigint NOT NULL,
    loan_application_id bigint NOT NULL,
    verdict core.credit_verdict NOT NULL,
    decided_by_id bigint,
    committee_session_no character varying(12),
    scorecard_version character varying(16),
    probability_of_default numeric(7,6),
    approved_amount numeric(18,2),
    approved_term_months smallint,
    offered_rate_pct numeric(7,4),
    conditions text[],
    decline_comment text,
    decided_at timestamp with time zone DEFAULT now() NOT NULL,
    offer_valid_until date
);


--
-- Name: TABLE loan_application_decision; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON TABLE core.loan_application_decision IS 'A decision of the scoring engine, a credit officer or the credit committee on a loan application.';


--
-- Name: COLUMN loan_application_decision.decided_by_id; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.loan_application_decision.decided_by_id IS 'Null for automatic decisions.';


--
-- Name: COLUMN loan_application_decision.scorecard_version; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.loan_application_decision.scorecard_version IS 'Model and version that produced the probability.';


--
-- Name: COLUMN loan_application_decision.probability_of_default; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.loan_application_decision.probability_of_default IS 'Within twelve months.';


--
-- Name: COLUMN loan_application_decision.offered_rate_pct; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.loan_application_decision.offered_rate_pct IS 'Nominal annual rate in percent.';


--
-- Name: COLUMN loan_application_decision.conditions; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.loan_application_decision.conditions IS 'Conditions precedent to the first drawdown.';


--
-- Name: loan_application_decision_id_seq; Type: SEQUENCE; Schema: core; Owner: -
--

ALTER TABLE core.loan_application_decision ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME core.loan_application_decision_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: loan_application_id_seq; Type: SEQUENCE; Schema: core; Owner: -
--

ALTER TABLE core.loan_application ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME core.loan_application_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: loan_application_party; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.loan_application_party (
    loan_application_id bigint NOT NULL,
    client_id bigint NOT NULL,
    role core.loan_party_role NOT NULL,
    liability_share numeric(5,4),
    consent_given_at timestamp with time zone,
    signed_at timestamp with time zone
);


--
-- Name: TABLE loan_application_party; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON TABLE core.loan_application_party IS 'The people and companies that take part in a loan application, with their role.';


--
-- Name: COLUMN loan_application_party.role; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.loan_application_party.role IS 'What the party is liable for.';


--
-- Name: COLUMN loan_application_party.liability_share; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.loan_application_party.liability_share IS '1 for joint and several liability.';


--
-- Name: COLUMN loan_application_party.consent_given_at; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.loan_application_party.consent_given_at IS 'Consent to query the credit bureau.';


--
-- Name: loan_collateral_pledge; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.loan_collateral_pledge (
    loan_agreement_id bigint NOT NULL,
    collateral_item_id bigint NOT NULL,
    charge_rank smallint DEFAULT 1 NOT NULL,
    secured_amount numeric(18,2) NOT NULL,
    pledge_deed_no character varying(30),
    registered_on date,
    valid_during daterange,
    released_at timestamp with time zone
);


--
-- Name: TABLE loan_collateral_pledge; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON TABLE core.loan_collateral_pledge IS 'Ties a collateral item to a loan, with the rank of the charge and the amount it secures.';


--
-- Name: COLUMN loan_collateral_pledge.charge_rank; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.loan_collateral_pledge.charge_rank IS '1 for the first charge.';


--
-- Name: COLUMN loan_collateral_pledge.pledge_deed_no; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.loan_collateral_pledge.pledge_deed_no IS 'Number of the notarial deed.';


--
-- Name: COLUMN loan_collateral_pledge.registered_on; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.loan_collateral_pledge.registered_on IS 'Entry in the public register.';


--
-- Name: loan_dunning_action; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.loan_dunning_action (
    id bigint NOT NULL,
    loan_agreement_id bigint NOT NULL,
    step core.dunning_step NOT NULL,
    overdue_amount numeric(18,2) NOT NULL,
    notification_channel_id smallint,
    agency_partner_id bigint,
    collector_id bigint,
    promise_to_pay_on date,
    promised_amount numeric(18,2),
    contact_result character varying(60),
    planned_for date,
    performed_at timestamp with time zone DEFAULT now() NOT NULL
);


--
-- Name: TABLE loan_dunning_action; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON TABLE core.loan_dunning_action IS 'A step taken to recover an overdue instalment, from a text message to the handover to court.';


--
-- Name: COLUMN loan_dunning_action.overdue_amount; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.loan_dunning_action.overdue_amount IS 'At the time of the action.';


--
-- Name: COLUMN loan_dunning_action.agency_partner_id; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.loan_dunning_action.agency_partner_id IS 'Outside collection agency, if the case was handed over.';


--
-- Name: COLUMN loan_dunning_action.promise_to_pay_on; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.loan_dunning_action.promise_to_pay_on IS 'Date the client named on the phone.';


--
-- Name: COLUMN loan_dunning_action.contact_result; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.loan_dunning_action.contact_result IS 'Collector''s short note.';


--
-- Name: loan_dunning_action_id_seq; Type: SEQUENCE; Schema: core; Owner: -
--

ALTER TABLE core.loan_dunning_action ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME core.loan_dunning_action_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: loan_overdue_snapshot; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.loan_overdue_snapshot (
    loan_agreement_id bigint NOT NULL,
    snapshot_date date NOT NULL,
    overdue_bucket_id smallint NOT NULL,
    days_past_due integer NOT NULL,
    overdue_principal numeric(18,2) NOT NULL,
    overdue_interest numeric(18,2) NOT NULL,
    penalty_accrued numeric(14,2) DEFAULT 0 NOT NULL,
    provision_pct numeric(7,4),
    is_default boolean DEFAULT false NOT NULL,
    computed_at timestamp with time zone DEFAULT now() NOT NULL
)
PARTITION BY RANGE (snapshot_date);


--
-- Name: TABLE loan_overdue_snapshot; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON TABLE core.loan_overdue_snapshot IS 'State of each overdue loan at the end of a day, the basis of provisioning and of the collection worklist.';


--
-- Name: COLUMN loan_overdue_snapshot.days_past_due; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.loan_overdue_snapshot.days_past_due IS 'Counted from the oldest unpaid instalment.';


--
-- Name: COLUMN loan_overdue_snapshot.provision_pct; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.loan_overdue_snapshot.provision_pct IS 'Share of the exposure set aside.';


--
-- Name: COLUMN loan_overdue_snapshot.is_default; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.loan_overdue_snapshot.is_default IS 'Regulatory definition, 90 days and above the materiality threshold.';


--
-- Name: loan_overdue_snapshot_2025_11; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.loan_overdue_snapshot_2025_11 (
    loan_agreement_id bigint CONSTRAINT loan_overdue_snapshot_loan_agreement_id_not_null NOT NULL,
    snapshot_date date CONSTRAINT loan_overdue_snapshot_snapshot_date_not_null NOT NULL,
    overdue_bucket_id smallint CONSTRAINT loan_overdue_snapshot_overdue_bucket_id_not_null NOT NULL,
    days_past_due integer CONSTRAINT loan_overdue_snapshot_days_past_due_not_null NOT NULL,
    overdue_principal numeric(18,2) CONSTRAINT loan_overdue_snapshot_overdue_principal_not_null NOT NULL,
    overdue_interest numeric(18,2) CONSTRAINT loan_overdue_snapshot_overdue_interest_not_null NOT NULL,
    penalty_accrued numeric(14,2) DEFAULT 0 CONSTRAINT loan_overdue_snapshot_penalty_accrued_not_null NOT NULL,
    provision_pct numeric(7,4),
    is_default boolean DEFAULT false CONSTRAINT loan_overdue_snapshot_is_default_not_null NOT NULL,
    computed_at timestamp with time zone DEFAULT now() CONSTRAINT loan_overdue_snapshot_computed_at_not_null NOT NULL
);


--
-- Name: loan_overdue_snapshot_2025_12; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.loan_overdue_snapshot_2025_12 (
    loan_agreement_id bigint CONSTRAINT loan_overdue_snapshot_loan_agreement_id_not_null NOT NULL,
    snapshot_date date CONSTRAINT loan_overdue_snapshot_snapshot_date_not_null NOT NULL,
    overdue_bucket_id smallint CONSTRAINT loan_overdue_snapshot_overdue_bucket_id_not_null NOT NULL,
    days_past_due integer CONSTRAINT loan_overdue_snapshot_days_past_due_not_null NOT NULL,
    overdue_principal numeric(18,2) CONSTRAINT loan_overdue_snapshot_overdue_principal_not_null NOT NULL,
    overdue_interest numeric(18,2) CONSTRAINT loan_overdue_snapshot_overdue_interest_not_null NOT NULL,
    penalty_accrued numeric(14,2) DEFAULT 0 CONSTRAINT loan_overdue_snapshot_penalty_accrued_not_null NOT NULL,
    provision_pct numeric(7,4),
    is_default boolean DEFAULT false CONSTRAINT loan_overdue_snapshot_is_default_not_null NOT NULL,
    computed_at timestamp with time zone DEFAULT now() CONSTRAINT loan_overdue_snapshot_computed_at_not_null NOT NULL
);


--
-- Name: loan_overdue_snapshot_2026_01; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.loan_overdue_snapshot_2026_01 (
    loan_agreement_id bigint CONSTRAINT loan_overdue_snapshot_loan_agreement_id_not_null NOT NULL,
    snapshot_date date CONSTRAINT loan_overdue_snapshot_snapshot_date_not_null NOT NULL,
    overdue_bucket_id smallint CONSTRAINT loan_overdue_snapshot_overdue_bucket_id_not_null NOT NULL,
    days_past_due integer CONSTRAINT loan_overdue_snapshot_days_past_due_not_null NOT NULL,
    overdue_principal numeric(18,2) CONSTRAINT loan_overdue_snapshot_overdue_principal_not_null NOT NULL,
    overdue_interest numeric(18,2) CONSTRAINT loan_overdue_snapshot_overdue_interest_not_null NOT NULL,
    penalty_accrued numeric(14,2) DEFAULT 0 CONSTRAINT loan_overdue_snapshot_penalty_accrued_not_null NOT NULL,
    provision_pct numeric(7,4),
    is_default boolean DEFAULT false CONSTRAINT loan_overdue_snapshot_is_default_not_null NOT NULL,
    computed_at timestamp with time zone DEFAULT now() CONSTRAINT loan_overdue_snapshot_computed_at_not_null NOT NULL
);


--
-- Name: loan_overdue_snapshot_2026_02; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.loan_overdue_snapshot_2026_02 (
    loan_agreement_id bigint CONSTRAINT loan_overdue_snapshot_loan_agreement_id_not_null NOT NULL,
    snapshot_date date CONSTRAINT loan_overdue_snapshot_snapshot_date_not_null NOT NULL,
    overdue_bucket_id smallint CONSTRAINT loan_overdue_snapshot_overdue_bucket_id_not_null NOT NULL,
    days_past_due integer CONSTRAINT loan_overdue_snapshot_days_past_due_not_null NOT NULL,
    overdue_principal numeric(18,2) CONSTRAINT loan_overdue_snapshot_overdue_principal_not_null NOT NULL,
    overdue_interest numeric(18,2) CONSTRAINT loan_overdue_snapshot_overdue_interest_not_null NOT NULL,
    penalty_accrued numeric(14,2) DEFAULT 0 CONSTRAINT loan_overdue_snapshot_penalty_accrued_not_null NOT NULL,
    provision_pct numeric(7,4),
    is_default boolean DEFAULT false CONSTRAINT loan_overdue_snapshot_is_default_not_null NOT NULL,
    computed_at timestamp with time zone DEFAULT now() CONSTRAINT loan_overdue_snapshot_computed_at_not_null NOT NULL
);


--
-- Name: loan_overdue_snapshot_2026_03; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.loan_overdue_snapshot_2026_03 (
    loan_agreement_id bigint CONSTRAINT loan_overdue_snapshot_loan_agreement_id_not_null NOT NULL,
    snapshot_date date CONSTRAINT loan_overdue_snapshot_snapshot_date_not_null NOT NULL,
    overdue_bucket_id smallint CONSTRAINT loan_overdue_snapshot_overdue_bucket_id_not_null NOT NULL,
    days_past_due integer CONSTRAINT loan_overdue_snapshot_days_past_due_not_null NOT NULL,
    overdue_principal numeric(18,2) CONSTRAINT loan_overdue_snapshot_overdue_principal_not_null NOT NULL,
    overdue_interest numeric(18,2) CONSTRAINT loan_overdue_snapshot_overdue_interest_not_null NOT NULL,
    penalty_accrued numeric(14,2) DEFAULT 0 CONSTRAINT loan_overdue_snapshot_penalty_accrued_not_null NOT NULL,
    provision_pct numeric(7,4),
    is_default boolean DEFAULT false CONSTRAINT loan_overdue_snapshot_is_default_not_null NOT NULL,
    computed_at timestamp with time zone DEFAULT now() CONSTRAINT loan_overdue_snapshot_computed_at_not_null NOT NULL
);


--
-- Name: loan_overdue_snapshot_2026_04; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.loan_overdue_snapshot_2026_04 (
    loan_agreement_id bigint CONSTRAINT loan_overdue_snapshot_loan_agreement_id_not_null NOT NULL,
    snapshot_date date CONSTRAINT loan_overdue_snapshot_snapshot_date_not_null NOT NULL,
    overdue_bucket_id smallint CONSTRAINT loan_overdue_snapshot_overdue_bucket_id_not_null NOT NULL,
    days_past_due integer CONSTRAINT loan_overdue_snapshot_days_past_due_not_null NOT NULL,
    overdue_principal numeric(18,2) CONSTRAINT loan_overdue_snapshot_overdue_principal_not_null NOT NULL,
    overdue_interest numeric(18,2) CONSTRAINT loan_overdue_snapshot_overdue_interest_not_null NOT NULL,
    penalty_accrued numeric(14,2) DEFAULT 0 CONSTRAINT loan_overdue_snapshot_penalty_accrued_not_null NOT NULL,
    provision_pct numeric(7,4),
    is_default boolean DEFAULT false CONSTRAINT loan_overdue_snapshot_is_default_not_null NOT NULL,
    computed_at timestamp with time zone DEFAULT now() CONSTRAINT loan_overdue_snapshot_computed_at_not_null NOT NULL
);


--
-- Name: loan_overdue_snapshot_2026_05; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.loan_overdue_snapshot_2026_05 (
    loan_agreement_id bigint CONSTRAINT loan_overdue_snapshot_loan_agreement_id_not_null NOT NULL,
    snapshot_date date CONSTRAINT loan_overdue_snapshot_snapshot_date_not_null NOT NULL,
    overdue_bucket_id smallint CONSTRAINT loan_overdue_snapshot_overdue_bucket_id_not_null NOT NULL,
    days_past_due integer CONSTRAINT loan_overdue_snapshot_days_past_due_not_null NOT NULL,
    overdue_principal numeric(18,2) CONSTRAINT loan_overdue_snapshot_overdue_principal_not_null NOT NULL,
    overdue_interest numeric(18,2) CONSTRAINT loan_overdue_snapshot_overdue_interest_not_null NOT NULL,
    penalty_accrued numeric(14,2) DEFAULT 0 CONSTRAINT loan_overdue_snapshot_penalty_accrued_not_null NOT NULL,
    provision_pct numeric(7,4),
    is_default boolean DEFAULT false CONSTRAINT loan_overdue_snapshot_is_default_not_null NOT NULL,
    computed_at timestamp with time zone DEFAULT now() CONSTRAINT loan_overdue_snapshot_computed_at_not_null NOT NULL
);


--
-- Name: loan_state; Type: TABLE; Schema: dict; Owner: -
--

CREATE TABLE dict.loan_state (
    id smallint NOT NULL,
    code character varying(16) NOT NULL,
    name text NOT NULL,
    ifrs9_stage smallint,
    accrues_interest boolean NOT NULL,
    is_final boolean NOT NULL
);


--
-- Name: TABLE loan_state; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON TABLE dict.loan_state IS 'Stages of a loan agreement, with the IFRS 9 stage assumed for each.';


--
-- Name: COLUMN loan_state.ifrs9_stage; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON COLUMN dict.loan_state.ifrs9_stage IS 'Null outside the balance sheet.';


--
-- Name: loan_portfolio_v; Type: VIEW; Schema: core; Owner: -
--

CREATE VIEW core.loan_portfolio_v AS
 SELECT l.id,
    l.agreement_no,
    l.client_id,
    c.full_name,
    s.name AS state_name,
    l.currency_code,
    l.outstanding_principal,
    ((l.outstanding_principal + l.accrued_interest) + l.penalty_due) AS total_debt,
    l.maturity_date
   FROM ((core.loan_agreement l
     JOIN core.client_profile c ON ((c.id = l.client_id)))
     JOIN dict.loan_state s ON ((s.id = l.state_id)))
  WHERE (l.closed_at IS NULL);


--
-- Name: VIEW loan_portfolio_v; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON VIEW core.loan_portfolio_v IS 'Open loans with their state and total debt, one row per agreement, for the credit risk desk.';


--
-- Name: loan_rate_revision; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.loan_rate_revision (
    id bigint NOT NULL,
    loan_agreement_id bigint NOT NULL,
    index_name character varying(20),
    index_value_pct numeric(7,4),
    margin_pct numeric(7,4),
    new_rate_pct numeric(7,4) NOT NULL,
    applies_from date NOT NULL,
    notice_sent_at timestamp with time zone,
    approved_by_id bigint,
    created_at timestamp with time zone DEFAULT now() NOT NULL
);


--
-- Name: TABLE loan_rate_revision; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON TABLE core.loan_rate_revision IS 'A change of a loan''s interest rate, by index reset, agreement with the client or penalty clause.';


--
-- Name: COLUMN loan_rate_revision.index_name; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.loan_rate_revision.index_name IS 'For instance EURIBOR 3M; empty for fixed rates.';


--
-- Name: COLUMN loan_rate_revision.margin_pct; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.loan_rate_revision.margin_pct IS 'Added to the index.';


--
-- Name: COLUMN loan_rate_revision.new_rate_pct; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.loan_rate_revision.new_rate_pct IS 'Resulting nominal annual rate.';


--
-- Name: COLUMN loan_rate_revision.notice_sent_at; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.loan_rate_revision.notice_sent_at IS 'The client must be told 30 days ahead.';


--
-- Name: loan_rate_revision_id_seq; Type: SEQUENCE; Schema: core; Owner: -
--

ALTER TABLE core.loan_rate_revision ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME core.loan_rate_revision_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: loan_repayment; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.loan_repayment (
    id bigint NOT NULL,
    loan_agreement_id bigint NOT NULL,
    payment_id bigint,
    entry_id bigint,
    amount numeric(18,2) NOT NULL,
    is_early boolean DEFAULT false NOT NULL,
    is_by_third_party boolean DEFAULT false NOT NULL,
    early_fee numeric(12,2),
    value_date date NOT NULL,
    received_at timestamp with time zone DEFAULT now() NOT NULL,
    reversed_at timestamp with time zone,
    CONSTRAINT loan_repayment_amount_check CHECK ((amount >= (0)::numeric))
);


--
-- Name: TABLE loan_repayment; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON TABLE core.loan_repayment IS 'Money received towards a loan, regular, early or from collection.';


--
-- Name: COLUMN loan_repayment.is_by_third_party; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.loan_repayment.is_by_third_party IS 'Paid by a guarantor, insurer or collector.';


--
-- Name: COLUMN loan_repayment.early_fee; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.loan_repayment.early_fee IS 'Compensation for early repayment, where the law allows it.';


--
-- Name: COLUMN loan_repayment.reversed_at; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.loan_repayment.reversed_at IS 'The incoming payment was recalled.';


--
-- Name: loan_repayment_allocation; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.loan_repayment_allocation (
    loan_repayment_id bigint NOT NULL,
    loan_agreement_id bigint NOT NULL,
    instalment_no integer NOT NULL,
    to_principal numeric(18,2) DEFAULT 0 NOT NULL,
    to_interest numeric(18,2) DEFAULT 0 NOT NULL,
    to_penalty numeric(14,2) DEFAULT 0 NOT NULL,
    allocated_at timestamp with time zone DEFAULT now() NOT NULL
);


--
-- Name: TABLE loan_repayment_allocation; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON TABLE core.loan_repayment_allocation IS 'How a repayment was spread over the instalments of the plan.';


--
-- Name: COLUMN loan_repayment_allocation.to_penalty; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.loan_repayment_allocation.to_penalty IS 'Late payment interest.';


--
-- Name: loan_repayment_id_seq; Type: SEQUENCE; Schema: core; Owner: -
--

ALTER TABLE core.loan_repayment ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME core.loan_repayment_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: loan_schedule_item; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.loan_schedule_item (
    loan_agreement_id bigint NOT NULL,
    instalment_no integer NOT NULL,
    due_date date NOT NULL,
    principal_due numeric(18,2) NOT NULL,
    interest_due numeric(18,2) NOT NULL,
    insurance_due numeric(12,2) DEFAULT 0,
    principal_paid numeric(18,2) DEFAULT 0 NOT NULL,
    interest_paid numeric(18,2) DEFAULT 0 NOT NULL,
    balance_after numeric(18,2),
    plan_version smallint DEFAULT 1 NOT NULL,
    paid_on date,
    CONSTRAINT loan_schedule_item_interest_due_check CHECK ((interest_due >= (0)::numeric)),
    CONSTRAINT loan_schedule_item_principal_due_check CHECK ((principal_due >= (0)::numeric))
);


--
-- Name: TABLE loan_schedule_item; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON TABLE core.loan_schedule_item IS 'An instalment of a loan''s repayment plan.';


--
-- Name: COLUMN loan_schedule_item.instalment_no; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.loan_schedule_item.instalment_no IS 'Counted from 1.';


--
-- Name: COLUMN loan_schedule_item.balance_after; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.loan_schedule_item.balance_after IS 'Planned principal after this instalment.';


--
-- Name: COLUMN loan_schedule_item.plan_version; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.loan_schedule_item.plan_version IS 'Grows with each early repayment or rate revision.';


--
-- Name: COLUMN loan_schedule_item.paid_on; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.loan_schedule_item.paid_on IS 'Filled when the instalment is covered in full.';


--
-- Name: login_attempt; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.login_attempt (
    attempted_at timestamp with time zone NOT NULL,
    username_typed text,
    ip_address inet,
    user_agent text,
    is_success boolean NOT NULL,
    failure_code smallint,
    gateway_node character varying(20)
);


--
-- Name: TABLE login_attempt; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON TABLE core.login_attempt IS 'Raw login attempts as the gateway saw them, also for names that do not exist; no primary key, loaded by COPY.';


--
-- Name: COLUMN login_attempt.username_typed; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.login_attempt.username_typed IS 'As typed, may belong to nobody.';


--
-- Name: COLUMN login_attempt.failure_code; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.login_attempt.failure_code IS 'Code of the gateway, explained in its manual only.';


--
-- Name: mandate_amendment; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.mandate_amendment (
    id bigint NOT NULL,
    mandate_id bigint NOT NULL,
    initiated_by core.amendment_initiator NOT NULL,
    previous_reference character varying(35),
    previous_creditor_id character varying(35),
    previous_account_id bigint,
    amendment_text text,
    effective_on date NOT NULL,
    recorded_at timestamp with time zone DEFAULT now() NOT NULL
);


--
-- Name: TABLE mandate_amendment; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON TABLE core.mandate_amendment IS 'A change to a direct debit mandate, such as a new account, a new reference or a renamed creditor.';


--
-- Name: COLUMN mandate_amendment.previous_reference; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.mandate_amendment.previous_reference IS 'Mandate reference before the change.';


--
-- Name: COLUMN mandate_amendment.amendment_text; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.mandate_amendment.amendment_text IS 'As received in the collection message.';


--
-- Name: mandate_amendment_id_seq; Type: SEQUENCE; Schema: core; Owner: -
--

ALTER TABLE core.mandate_amendment ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME core.mandate_amendment_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: message_delivery_log; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.message_delivery_log (
    id bigint NOT NULL,
    message_id bigint NOT NULL,
    gateway_name character varying(40) NOT NULL,
    gateway_message_id text,
    reported_at timestamp with time zone NOT NULL,
    new_state core.outbox_state NOT NULL,
    gateway_code character varying(16),
    price_eur numeric(8,5)
);


--
-- Name: TABLE message_delivery_log; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON TABLE core.message_delivery_log IS 'Delivery reports of SMS, e-mail and push gateways for messages sent.';


--
-- Name: COLUMN message_delivery_log.gateway_name; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.message_delivery_log.gateway_name IS 'Short name of the provider that carried the message.';


--
-- Name: COLUMN message_delivery_log.gateway_code; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.message_delivery_log.gateway_code IS 'Code of the gateway, not normalised.';


--
-- Name: COLUMN message_delivery_log.price_eur; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.message_delivery_log.price_eur IS 'Price charged by the gateway for this message.';


--
-- Name: message_delivery_log_id_seq; Type: SEQUENCE; Schema: core; Owner: -
--

ALTER TABLE core.message_delivery_log ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME core.message_delivery_log_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: message_outbox; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.message_outbox (
    id bigint NOT NULL,
    client_id bigint NOT NULL,
    template_id bigint NOT NULL,
    channel_id smallint NOT NULL,
    contact_id bigint,
    state core.outbox_state DEFAULT 'pending'::core.outbox_state NOT NULL,
    parameters jsonb,
    payment_id bigint,
    send_after timestamp with time zone,
    queued_at timestamp with time zone DEFAULT now() NOT NULL,
    sent_at timestamp with time zone,
    retry_count smallint DEFAULT 0 NOT NULL
);


--
-- Name: TABLE message_outbox; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON TABLE core.message_outbox IS 'A message queued for a client by a service, picked up by the sender of its channel.';


--
-- Name: COLUMN message_outbox.contact_id; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.message_outbox.contact_id IS 'Null when the primary contact of the profile is used.';


--
-- Name: COLUMN message_outbox.parameters; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.message_outbox.parameters IS 'Values for the placeholders. Personal data.';


--
-- Name: COLUMN message_outbox.payment_id; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.message_outbox.payment_id IS 'Payment the message is about.';


--
-- Name: COLUMN message_outbox.send_after; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.message_outbox.send_after IS 'Delays messages until quiet hours are over.';


--
-- Name: message_outbox_id_seq; Type: SEQUENCE; Schema: core; Owner: -
--

ALTER TABLE core.message_outbox ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME core.message_outbox_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: message_template; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.message_template (
    id bigint NOT NULL,
    template_key character varying(60) NOT NULL,
    channel_id smallint NOT NULL,
    language_code character(2) NOT NULL,
    subject_line text,
    body text NOT NULL,
    is_transactional boolean DEFAULT true NOT NULL,
    edited_by_id bigint,
    edited_at timestamp with time zone
);


--
-- Name: TABLE message_template; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON TABLE core.message_template IS 'Texts of the messages the bank sends, by channel and language.';


--
-- Name: COLUMN message_template.template_key; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.message_template.template_key IS 'Name by which services ask for the text.';


--
-- Name: COLUMN message_template.is_transactional; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.message_template.is_transactional IS 'Transactional messages ignore marketing preferences.';


--
-- Name: message_template_id_seq; Type: SEQUENCE; Schema: core; Owner: -
--

ALTER TABLE core.message_template ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME core.message_template_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: nostro_account; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.nostro_account (
    id bigint NOT NULL,
    correspondent_bank_id bigint NOT NULL,
    account_number character varying(34) NOT NULL,
    currency_code character(3) NOT NULL,
    gl_account_id bigint NOT NULL,
    statement_format_id smallint,
    minimum_balance numeric(18,2),
    target_balance numeric(18,2),
    closing_balance numeric(20,2),
    closing_balance_on date,
    is_reconciled_daily boolean DEFAULT true NOT NULL,
    opened_on date NOT NULL,
    closed_on date
);


--
-- Name: TABLE nostro_account; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON TABLE core.nostro_account IS 'An account the bank holds with a correspondent, mirrored by a ledger account.';


--
-- Name: COLUMN nostro_account.minimum_balance; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.nostro_account.minimum_balance IS 'Agreed with the correspondent.';


--
-- Name: COLUMN nostro_account.target_balance; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.nostro_account.target_balance IS 'Treasury tops the account up to this level.';


--
-- Name: COLUMN nostro_account.closing_balance; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.nostro_account.closing_balance IS 'From the last loaded statement.';


--
-- Name: COLUMN nostro_account.is_reconciled_daily; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.nostro_account.is_reconciled_daily IS 'Otherwise once a week.';


--
-- Name: nostro_account_id_seq; Type: SEQUENCE; Schema: core; Owner: -
--

ALTER TABLE core.nostro_account ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME core.nostro_account_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: nostro_break; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.nostro_break (
    id bigint NOT NULL,
    nostro_account_id bigint NOT NULL,
    statement_line_id bigint,
    entry_id bigint,
    investigation_id bigint,
    kind core.nostro_break_kind NOT NULL,
    difference numeric(18,2) NOT NULL,
    found_at timestamp with time zone DEFAULT now() NOT NULL,
    assignee_id bigint,
    explanation text,
    write_off_entry_id bigint,
    resolved_at timestamp with time zone
);


--
-- Name: TABLE nostro_break; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON TABLE core.nostro_break IS 'A difference between a correspondent''s statement and the ledger that somebody has to explain.';


--
-- Name: COLUMN nostro_break.difference; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.nostro_break.difference IS 'Statement minus ledger, in the account''s currency.';


--
-- Name: COLUMN nostro_break.explanation; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.nostro_break.explanation IS 'Written by the assignee; required to close.';


--
-- Name: COLUMN nostro_break.write_off_entry_id; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.nostro_break.write_off_entry_id IS 'Only for differences below the write-off limit.';


--
-- Name: nostro_break_id_seq; Type: SEQUENCE; Schema: core; Owner: -
--

ALTER TABLE core.nostro_break ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME core.nostro_break_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: nostro_open_break_v; Type: VIEW; Schema: core; Owner: -
--

CREATE VIEW core.nostro_open_break_v AS
 SELECT b.id,
    cb.bic,
    cb.bank_name,
    n.account_number,
    n.currency_code,
    b.kind,
    b.difference,
    b.found_at,
    ((now())::date - (b.found_at)::date) AS age_days
   FROM ((core.nostro_break b
     JOIN core.nostro_account n ON ((n.id = b.nostro_account_id)))
     JOIN core.correspondent_bank cb ON ((cb.id = n.correspondent_bank_id)))
  WHERE (b.resolved_at IS NULL);


--
-- Name: VIEW nostro_open_break_v; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON VIEW core.nostro_open_break_v IS 'Unresolved nostro differences with the correspondent and the age of each in days.';


--
-- Name: nostro_statement_line; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.nostro_statement_line (
    id bigint NOT NULL,
    nostro_account_id bigint NOT NULL,
    statement_no character varying(12) NOT NULL,
    line_no integer NOT NULL,
    swift_message_id bigint,
    amount numeric(18,2) NOT NULL,
    is_credit boolean NOT NULL,
    value_date date NOT NULL,
    bank_reference character varying(35),
    our_reference character varying(35),
    narrative text,
    matched_entry_id bigint,
    match_rule character varying(30),
    loaded_at timestamp with time zone DEFAULT now() NOT NULL,
    matched_at timestamp with time zone,
    CONSTRAINT nostro_statement_line_amount_check CHECK ((amount >= (0)::numeric))
);


--
-- Name: TABLE nostro_statement_line; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON TABLE core.nostro_statement_line IS 'A line of a correspondent''s statement (MT940 or camt.053), matched against the bank''s own books.';


--
-- Name: COLUMN nostro_statement_line.line_no; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.nostro_statement_line.line_no IS 'Position within the statement.';


--
-- Name: COLUMN nostro_statement_line.bank_reference; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.nostro_statement_line.bank_reference IS 'Given by the correspondent.';


--
-- Name: COLUMN nostro_statement_line.narrative; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.nostro_statement_line.narrative IS 'Field 86 as received; may hold personal data.';


--
-- Name: COLUMN nostro_statement_line.match_rule; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.nostro_statement_line.match_rule IS 'Name of the rule that matched, or MANUAL.';


--
-- Name: COLUMN nostro_statement_line.matched_at; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.nostro_statement_line.matched_at IS 'Null while the line is open.';


--
-- Name: nostro_statement_line_id_seq; Type: SEQUENCE; Schema: core; Owner: -
--

ALTER TABLE core.nostro_statement_line ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME core.nostro_statement_line_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: notification_preference; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.notification_preference (
    client_id bigint NOT NULL,
    channel_id smallint NOT NULL,
    marketing_allowed boolean DEFAULT false NOT NULL,
    alert_threshold numeric(12,2),
    quiet_from time without time zone,
    quiet_until time without time zone,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT notification_preference_alert_threshold_check CHECK ((alert_threshold >= (0)::numeric))
);


--
-- Name: TABLE notification_preference; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON TABLE core.notification_preference IS 'Whether a client wants to be reached on a channel, and when not to be disturbed.';


--
-- Name: COLUMN notification_preference.alert_threshold; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.notification_preference.alert_threshold IS 'Movements below this amount are not announced.';


--
-- Name: COLUMN notification_preference.quiet_from; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.notification_preference.quiet_from IS 'Local time of the client.';


--
-- Name: onboarding_application; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.onboarding_application (
    id bigint NOT NULL,
    application_number character varying(16) NOT NULL,
    client_profile_id bigint,
    applicant_kind core.client_kind NOT NULL,
    applicant_email text,
    state core.onboarding_state DEFAULT 'draft'::core.onboarding_state NOT NULL,
    channel_id smallint NOT NULL,
    country_code character(2),
    branch_id bigint,
    partner_id bigint,
    assigned_operator_id bigint,
    reject_reason_id smallint,
    utm_campaign text,
    started_at timestamp with time zone DEFAULT now() NOT NULL,
    submitted_at timestamp with time zone,
    decided_at timestamp with time zone,
    updated_at timestamp with time zone DEFAULT now() NOT NULL
);


--
-- Name: TABLE onboarding_application; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON TABLE core.onboarding_application IS 'A request to become a client, from the first screen of the form to approval, refusal or abandonment.';


--
-- Name: COLUMN onboarding_application.application_number; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.onboarding_application.application_number IS 'Printed on letters to the applicant.';


--
-- Name: COLUMN onboarding_application.client_profile_id; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.onboarding_application.client_profile_id IS 'Set as soon as the profile is created, usually on submission.';


--
-- Name: COLUMN onboarding_application.applicant_email; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.onboarding_application.applicant_email IS 'Personal data; erased 90 days after abandonment.';


--
-- Name: COLUMN onboarding_application.state; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.onboarding_application.state IS 'Kept in step with onboarding_application_state_log by a trigger.';


--
-- Name: COLUMN onboarding_application.partner_id; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.onboarding_application.partner_id IS 'Partner whose referral link was followed.';


--
-- Name: COLUMN onboarding_application.assigned_operator_id; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.onboarding_application.assigned_operator_id IS 'Null while the application is processed automatically.';


--
-- Name: COLUMN onboarding_application.utm_campaign; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.onboarding_application.utm_campaign IS 'Advertising campaign from the landing page.';


--
-- Name: COLUMN onboarding_application.decided_at; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.onboarding_application.decided_at IS 'Approval or refusal; abandonment leaves it empty.';


--
-- Name: onboarding_application_id_seq; Type: SEQUENCE; Schema: core; Owner: -
--

ALTER TABLE core.onboarding_application ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME core.onboarding_application_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: onboarding_application_state_log; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.onboarding_application_state_log (
    id bigint NOT NULL,
    application_id bigint NOT NULL,
    old_state core.onboarding_state,
    new_state core.onboarding_state NOT NULL,
    logged_at timestamp with time zone DEFAULT now() NOT NULL,
    db_role character varying(63) NOT NULL,
    comment_text text
);


--
-- Name: TABLE onboarding_application_state_log; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON TABLE core.onboarding_application_state_log IS 'Changes of state of an application, written by a trigger on onboarding_application.';


--
-- Name: COLUMN onboarding_application_state_log.db_role; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.onboarding_application_state_log.db_role IS 'Database role of the session that made the change.';


--
-- Name: onboarding_application_state_log_id_seq; Type: SEQUENCE; Schema: core; Owner: -
--

ALTER TABLE core.onboarding_application_state_log ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME core.onboarding_application_state_log_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: onboarding_product_choice; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.onboarding_product_choice (
    application_id bigint NOT NULL,
    product_id bigint NOT NULL,
    tariff_plan_id bigint,
    currency_code character(3),
    promo_code character varying(20),
    opened_account_id bigint,
    chosen_at timestamp with time zone NOT NULL
);


--
-- Name: TABLE onboarding_product_choice; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON TABLE core.onboarding_product_choice IS 'Products an applicant ticked in the form, opened automatically after approval.';


--
-- Name: COLUMN onboarding_product_choice.promo_code; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.onboarding_product_choice.promo_code IS 'As typed; not checked until approval.';


--
-- Name: COLUMN onboarding_product_choice.opened_account_id; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.onboarding_product_choice.opened_account_id IS 'Account opened for this choice; null while the application is undecided.';


--
-- Name: onboarding_step; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.onboarding_step (
    application_id bigint NOT NULL,
    step_no smallint NOT NULL,
    step_name character varying(48) NOT NULL,
    entered_at timestamp with time zone NOT NULL,
    completed_at timestamp with time zone,
    time_on_screen interval,
    validation_errors smallint DEFAULT 0 NOT NULL,
    payload jsonb
);


--
-- Name: TABLE onboarding_step; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON TABLE core.onboarding_step IS 'One step of an application form and how long the applicant spent on it.';


--
-- Name: COLUMN onboarding_step.step_name; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.onboarding_step.step_name IS 'Name of the screen in the form definition.';


--
-- Name: COLUMN onboarding_step.time_on_screen; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.onboarding_step.time_on_screen IS 'Without the time the app was in the background.';


--
-- Name: COLUMN onboarding_step.validation_errors; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.onboarding_step.validation_errors IS 'Times the form refused the input.';


--
-- Name: COLUMN onboarding_step.payload; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.onboarding_step.payload IS 'Answers as typed, before normalisation. Personal data.';


--
-- Name: operator; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.operator (
    id bigint NOT NULL,
    login_name character varying(40) NOT NULL,
    full_name text NOT NULL,
    work_email text,
    branch_id bigint,
    supervisor_id bigint,
    main_role_id smallint NOT NULL,
    employee_number character varying(12),
    is_external boolean DEFAULT false NOT NULL,
    approval_ceiling numeric(16,2),
    hired_on date,
    left_on date,
    last_login_at timestamp with time zone,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT operator_approval_ceiling_check CHECK ((approval_ceiling >= (0)::numeric))
);


--
-- Name: TABLE operator; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON TABLE core.operator IS 'An employee or external agent who works in the core banking front end.';


--
-- Name: COLUMN operator.full_name; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.operator.full_name IS 'Personal data of staff.';


--
-- Name: COLUMN operator.supervisor_id; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.operator.supervisor_id IS 'Approves absences and role requests.';


--
-- Name: COLUMN operator.employee_number; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.operator.employee_number IS 'Key in the personnel system; null for external agents.';


--
-- Name: COLUMN operator.approval_ceiling; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.operator.approval_ceiling IS 'Largest amount the operator may release alone, EUR.';


--
-- Name: COLUMN operator.left_on; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.operator.left_on IS 'The login is disabled on this day.';


--
-- Name: operator_absence; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.operator_absence (
    id bigint NOT NULL,
    operator_id bigint NOT NULL,
    absent_during daterange NOT NULL,
    deputy_id bigint,
    is_planned boolean DEFAULT true NOT NULL,
    entered_at timestamp with time zone NOT NULL
);


--
-- Name: TABLE operator_absence; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON TABLE core.operator_absence IS 'Planned and unplanned absences of operators; work items move to the deputy meanwhile.';


--
-- Name: COLUMN operator_absence.deputy_id; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.operator_absence.deputy_id IS 'Receives the work items meanwhile.';


--
-- Name: operator_absence_id_seq; Type: SEQUENCE; Schema: core; Owner: -
--

ALTER TABLE core.operator_absence ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME core.operator_absence_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: operator_action_log; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.operator_action_log (
    id bigint NOT NULL,
    acted_at timestamp with time zone DEFAULT now() NOT NULL,
    operator_id bigint NOT NULL,
    action_type_id smallint NOT NULL,
    client_id bigint,
    account_id bigint,
    screen character varying(60),
    workstation inet,
    old_values jsonb,
    new_values jsonb,
    duration_ms integer,
    is_privileged boolean DEFAULT false NOT NULL
)
PARTITION BY RANGE (acted_at);


--
-- Name: TABLE operator_action_log; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON TABLE core.operator_action_log IS 'Audit trail of what operators did and looked at in the front end; append only.';


--
-- Name: COLUMN operator_action_log.client_id; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.operator_action_log.client_id IS 'Client looked at or changed.';


--
-- Name: COLUMN operator_action_log.screen; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.operator_action_log.screen IS 'Name of the screen in the front end.';


--
-- Name: COLUMN operator_action_log.old_values; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.operator_action_log.old_values IS 'Changed columns only. May hold personal data.';


--
-- Name: COLUMN operator_action_log.new_values; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.operator_action_log.new_values IS 'Null for reads.';


--
-- Name: COLUMN operator_action_log.is_privileged; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.operator_action_log.is_privileged IS 'Done with an emergency role.';


--
-- Name: operator_action_log_2025_11; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.operator_action_log_2025_11 (
    id bigint CONSTRAINT operator_action_log_id_not_null NOT NULL,
    acted_at timestamp with time zone DEFAULT now() CONSTRAINT operator_action_log_acted_at_not_null NOT NULL,
    operator_id bigint CONSTRAINT operator_action_log_operator_id_not_null NOT NULL,
    action_type_id smallint CONSTRAINT operator_action_log_action_type_id_not_null NOT NULL,
    client_id bigint,
    account_id bigint,
    screen character varying(60),
    workstation inet,
    old_values jsonb,
    new_values jsonb,
    duration_ms integer,
    is_privileged boolean DEFAULT false CONSTRAINT operator_action_log_is_privileged_not_null NOT NULL
);


--
-- Name: operator_action_log_2025_12; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.operator_action_log_2025_12 (
    id bigint CONSTRAINT operator_action_log_id_not_null NOT NULL,
    acted_at timestamp with time zone DEFAULT now() CONSTRAINT operator_action_log_acted_at_not_null NOT NULL,
    operator_id bigint CONSTRAINT operator_action_log_operator_id_not_null NOT NULL,
    action_type_id smallint CONSTRAINT operator_action_log_action_type_id_not_null NOT NULL,
    client_id bigint,
    account_id bigint,
    screen character varying(60),
    workstation inet,
    old_values jsonb,
    new_values jsonb,
    duration_ms integer,
    is_privileged boolean DEFAULT false CONSTRAINT operator_action_log_is_privileged_not_null NOT NULL
);


--
-- Name: operator_action_log_2026_01; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.operator_action_log_2026_01 (
    id bigint CONSTRAINT operator_action_log_id_not_null NOT NULL,
    acted_at timestamp with time zone DEFAULT now() CONSTRAINT operator_action_log_acted_at_not_null NOT NULL,
    operator_id bigint CONSTRAINT operator_action_log_operator_id_not_null NOT NULL,
    action_type_id smallint CONSTRAINT operator_action_log_action_type_id_not_null NOT NULL,
    client_id bigint,
    account_id bigint,
    screen character varying(60),
    workstation inet,
    old_values jsonb,
    new_values jsonb,
    duration_ms integer,
    is_privileged boolean DEFAULT false CONSTRAINT operator_action_log_is_privileged_not_null NOT NULL
);


--
-- Name: operator_action_log_2026_02; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.operator_action_log_2026_02 (
    id bigint CONSTRAINT operator_action_log_id_not_null NOT NULL,
    acted_at timestamp with time zone DEFAULT now() CONSTRAINT operator_action_log_acted_at_not_null NOT NULL,
    operator_id bigint CONSTRAINT operator_action_log_operator_id_not_null NOT NULL,
    action_type_id smallint CONSTRAINT operator_action_log_action_type_id_not_null NOT NULL,
    client_id bigint,
    account_id bigint,
    screen character varying(60),
    workstation inet,
    old_values jsonb,
    new_values jsonb,
    duration_ms integer,
    is_privileged boolean DEFAULT false CONSTRAINT operator_action_log_is_privileged_not_null NOT NULL
);


--
-- Name: operator_action_log_2026_03; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.operator_action_log_2026_03 (
    id bigint CONSTRAINT operator_action_log_id_not_null NOT NULL,
    acted_at timestamp with time zone DEFAULT now() CONSTRAINT operator_action_log_acted_at_not_null NOT NULL,
    operator_id bigint CONSTRAINT operator_action_log_operator_id_not_null NOT NULL,
    action_type_id smallint CONSTRAINT operator_action_log_action_type_id_not_null NOT NULL,
    client_id bigint,
    account_id bigint,
    screen character varying(60),
    workstation inet,
    old_values jsonb,
    new_values jsonb,
    duration_ms integer,
    is_privileged boolean DEFAULT false CONSTRAINT operator_action_log_is_privileged_not_null NOT NULL
);


--
-- Name: operator_action_log_2026_04; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.operator_action_log_2026_04 (
    id bigint CONSTRAINT operator_action_log_id_not_null NOT NULL,
    acted_at timestamp with time zone DEFAULT now() CONSTRAINT operator_action_log_acted_at_not_null NOT NULL,
    operator_id bigint CONSTRAINT operator_action_log_operator_id_not_null NOT NULL,
    action_type_id smallint CONSTRAINT operator_action_log_action_type_id_not_null NOT NULL,
    client_id bigint,
    account_id bigint,
    screen character varying(60),
    workstation inet,
    old_values jsonb,
    new_values jsonb,
    duration_ms integer,
    is_privileged boolean DEFAULT false CONSTRAINT operator_action_log_is_privileged_not_null NOT NULL
);


--
-- Name: operator_action_log_2026_05; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.operator_action_log_2026_05 (
    id bigint CONSTRAINT operator_action_log_id_not_null NOT NULL,
    acted_at timestamp with time zone DEFAULT now() CONSTRAINT operator_action_log_acted_at_not_null NOT NULL,
    operator_id bigint CONSTRAINT operator_action_log_operator_id_not_null NOT NULL,
    action_type_id smallint CONSTRAINT operator_action_log_action_type_id_not_null NOT NULL,
    client_id bigint,
    account_id bigint,
    screen character varying(60),
    workstation inet,
    old_values jsonb,
    new_values jsonb,
    duration_ms integer,
    is_privileged boolean DEFAULT false CONSTRAINT operator_action_log_is_privileged_not_null NOT NULL
);


--
-- Name: operator_id_seq; Type: SEQUENCE; Schema: core; Owner: -
--

ALTER TABLE core.operator ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME core.operator_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: operator_role_grant; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.operator_role_grant (
    operator_id bigint NOT NULL,
    role_id smallint NOT NULL,
    granted_by_id bigint NOT NULL,
    granted_at timestamp with time zone NOT NULL,
    valid_until date,
    ticket_ref character varying(32),
    recertified_on date
);


--
-- Name: TABLE operator_role_grant; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON TABLE core.operator_role_grant IS 'Roles granted to operators, with who granted them and until when.';


--
-- Name: COLUMN operator_role_grant.ticket_ref; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.operator_role_grant.ticket_ref IS 'Request number in the access management tool.';


--
-- Name: COLUMN operator_role_grant.recertified_on; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.operator_role_grant.recertified_on IS 'Last half-yearly confirmation by the supervisor.';


--
-- Name: operator_workload_v; Type: VIEW; Schema: core; Owner: -
--

CREATE VIEW core.operator_workload_v AS
 SELECT id AS operator_id,
    full_name,
    branch_id,
    ( SELECT count(*) AS count
           FROM core.onboarding_application a
          WHERE ((a.assigned_operator_id = o.id) AND (a.decided_at IS NULL))) AS open_applications,
    ( SELECT count(*) AS count
           FROM core.approval_request r
          WHERE ((r.approver_id = o.id) AND (r.decided_at IS NULL))) AS waiting_approvals
   FROM core.operator o
  WHERE (left_on IS NULL);


--
-- Name: VIEW operator_workload_v; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON VIEW core.operator_workload_v IS 'Open verifications and waiting approvals per operator, for the team leads of the back office.';


--
-- Name: partner; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.partner (
    id bigint NOT NULL,
    code character varying(20) NOT NULL,
    partner_type_id smallint NOT NULL,
    legal_name text NOT NULL,
    registration_no character varying(30),
    country_code character(2) NOT NULL,
    client_profile_id bigint,
    settlement_account_id bigint,
    parent_partner_id bigint,
    risk_level_id smallint,
    contact_person text,
    contact_email text,
    callback_url text,
    allowed_networks inet[],
    contract_no character varying(30),
    contract_signed_on date,
    contract_expires_on date,
    last_due_diligence_on date,
    is_active boolean DEFAULT true NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL
);


--
-- Name: TABLE partner; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON TABLE core.partner IS 'A company the bank works with, such as an introducer, a broker, a valuer, an insurer or a fintech that uses the bank''s interfaces.';


--
-- Name: COLUMN partner.registration_no; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.partner.registration_no IS 'In the company register of its country.';


--
-- Name: COLUMN partner.client_profile_id; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.partner.client_profile_id IS 'When the partner is also a client.';


--
-- Name: COLUMN partner.settlement_account_id; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.partner.settlement_account_id IS 'Commissions are paid here.';


--
-- Name: COLUMN partner.contact_person; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.partner.contact_person IS 'Personal data.';


--
-- Name: COLUMN partner.callback_url; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.partner.callback_url IS 'Receives payment notifications.';


--
-- Name: COLUMN partner.allowed_networks; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.partner.allowed_networks IS 'Calls from other addresses are refused.';


--
-- Name: COLUMN partner.last_due_diligence_on; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.partner.last_due_diligence_on IS 'Repeated every year, or half-yearly at high risk.';


--
-- Name: partner_callback_log; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.partner_callback_log (
    id bigint NOT NULL,
    partner_id bigint NOT NULL,
    payment_id bigint,
    event_name character varying(60) NOT NULL,
    payload jsonb NOT NULL,
    http_status smallint,
    attempt smallint DEFAULT 1 NOT NULL,
    duration_ms integer,
    error_message text,
    sent_at timestamp with time zone DEFAULT now() NOT NULL,
    next_attempt_at timestamp with time zone,
    CONSTRAINT partner_callback_log_duration_ms_check CHECK ((duration_ms >= 0))
);


--
-- Name: TABLE partner_callback_log; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON TABLE core.partner_callback_log IS 'Outgoing notifications to partners'' web addresses and how they answered.';


--
-- Name: COLUMN partner_callback_log.event_name; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.partner_callback_log.event_name IS 'For instance payment.settled.';


--
-- Name: COLUMN partner_callback_log.payload; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.partner_callback_log.payload IS 'Without personal data; partners fetch details by identifier.';


--
-- Name: COLUMN partner_callback_log.http_status; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.partner_callback_log.http_status IS 'Null when no answer came.';


--
-- Name: COLUMN partner_callback_log.attempt; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.partner_callback_log.attempt IS 'Up to eight, with growing pauses.';


--
-- Name: partner_callback_log_id_seq; Type: SEQUENCE; Schema: core; Owner: -
--

ALTER TABLE core.partner_callback_log ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME core.partner_callback_log_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: partner_commission_rule; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.partner_commission_rule (
    id bigint NOT NULL,
    partner_id bigint NOT NULL,
    product_id bigint,
    tariff_plan_id bigint,
    fixed_fee numeric(12,2),
    revenue_share_pct numeric(6,3),
    monthly_cap numeric(14,2),
    currency_code character(3) DEFAULT 'EUR'::bpchar NOT NULL,
    clawback_period interval,
    valid_from date NOT NULL,
    valid_to date,
    approved_by_id bigint
);


--
-- Name: TABLE partner_commission_rule; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON TABLE core.partner_commission_rule IS 'What the bank pays a partner for a client or product it brought.';


--
-- Name: COLUMN partner_commission_rule.product_id; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.partner_commission_rule.product_id IS 'Null applies to every product.';


--
-- Name: COLUMN partner_commission_rule.fixed_fee; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.partner_commission_rule.fixed_fee IS 'Per client or contract brought.';


--
-- Name: COLUMN partner_commission_rule.revenue_share_pct; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.partner_commission_rule.revenue_share_pct IS 'Percent of fee income from the client.';


--
-- Name: COLUMN partner_commission_rule.clawback_period; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.partner_commission_rule.clawback_period IS 'Commission is taken back when the client leaves within this time.';


--
-- Name: partner_commission_rule_id_seq; Type: SEQUENCE; Schema: core; Owner: -
--

ALTER TABLE core.partner_commission_rule ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME core.partner_commission_rule_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: partner_id_seq; Type: SEQUENCE; Schema: core; Owner: -
--

ALTER TABLE core.partner ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME core.partner_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: payee_name_check; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.payee_name_check (
    id uuid NOT NULL,
    beneficiary_id bigint,
    requested_by_id bigint NOT NULL,
    checked_name text NOT NULL,
    checked_iban character varying(34) NOT NULL,
    result core.name_check_result NOT NULL,
    suggested_name text,
    was_overridden boolean DEFAULT false NOT NULL,
    response_ms integer,
    requested_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT payee_name_check_response_ms_check CHECK ((response_ms >= 0))
);


--
-- Name: TABLE payee_name_check; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON TABLE core.payee_name_check IS 'A verification-of-payee request to the payee''s bank before a euro transfer, and its answer.';


--
-- Name: COLUMN payee_name_check.checked_name; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.payee_name_check.checked_name IS 'Personal data.';


--
-- Name: COLUMN payee_name_check.suggested_name; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.payee_name_check.suggested_name IS 'Returned by the payee''s bank on a close match only.';


--
-- Name: COLUMN payee_name_check.was_overridden; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.payee_name_check.was_overridden IS 'The client went on in spite of the warning.';


--
-- Name: COLUMN payee_name_check.response_ms; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.payee_name_check.response_ms IS 'Time the payee''s bank took to answer, in milliseconds.';


--
-- Name: payment; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.payment (
    id bigint NOT NULL,
    end_to_end_id uuid NOT NULL,
    client_id bigint NOT NULL,
    account_id bigint NOT NULL,
    counter_account_id bigint,
    beneficiary_id bigint,
    batch_id bigint,
    standing_order_id bigint,
    fx_deal_id bigint,
    payment_type_id smallint NOT NULL,
    direction_id smallint NOT NULL,
    rail_id smallint NOT NULL,
    state_id smallint NOT NULL,
    priority_id smallint,
    charge_bearer_id smallint,
    purpose_id smallint,
    reject_reason_id smallint,
    amount numeric(18,2) NOT NULL,
    currency_code character(3) NOT NULL,
    purpose text,
    counterparty_name text,
    counterparty_iban character varying(34),
    counterparty_bic core.bic_code,
    channel_id smallint,
    requested_execution_date date,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    authorized_at timestamp with time zone,
    settled_at timestamp with time zone,
    rejected_at timestamp with time zone,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT payment_amount_check CHECK ((amount >= (0)::numeric))
);


--
-- Name: TABLE payment; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON TABLE core.payment IS 'A single transfer of money into, out of or within the bank, from its creation by the client or the rail to final settlement.';


--
-- Name: COLUMN payment.end_to_end_id; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.payment.end_to_end_id IS 'Travels unchanged through the rail; partners quote it in enquiries.';


--
-- Name: COLUMN payment.account_id; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.payment.account_id IS 'Our side of the transfer, debited or credited.';


--
-- Name: COLUMN payment.counter_account_id; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.payment.counter_account_id IS 'Filled for internal transfers only.';


--
-- Name: COLUMN payment.fx_deal_id; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.payment.fx_deal_id IS 'Set when the account currency differs from the payment currency.';


--
-- Name: COLUMN payment.amount; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.payment.amount IS 'In the currency of the payment, always positive; the direction is in direction_id.';


--
-- Name: COLUMN payment.purpose; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.payment.purpose IS 'Free remittance text, up to 140 characters on SEPA; may hold personal data.';


--
-- Name: COLUMN payment.counterparty_name; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.payment.counterparty_name IS 'Personal data; as received from or sent to the rail.';


--
-- Name: COLUMN payment.counterparty_iban; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.payment.counterparty_iban IS 'Personal data.';


--
-- Name: COLUMN payment.requested_execution_date; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.payment.requested_execution_date IS 'Asked for by the client; moved to the next working day after the cut-off.';


--
-- Name: COLUMN payment.authorized_at; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.payment.authorized_at IS 'Second factor passed, or operator approval above the limit.';


--
-- Name: COLUMN payment.settled_at; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.payment.settled_at IS 'Final; money has left or reached the account.';


--
-- Name: COLUMN payment.updated_at; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.payment.updated_at IS 'Touched by the engine on every state change.';


--
-- Name: payment_batch; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.payment_batch (
    id bigint NOT NULL,
    client_id bigint NOT NULL,
    debit_account_id bigint NOT NULL,
    uploaded_by_id bigint,
    source_format core.batch_source_format NOT NULL,
    file_name text,
    file_sha256 bytea,
    message_id character varying(35) NOT NULL,
    line_count integer DEFAULT 0 NOT NULL,
    control_sum numeric(18,2) NOT NULL,
    currency_code character(3) NOT NULL,
    is_salary boolean DEFAULT false NOT NULL,
    rail_id smallint,
    submitted_at timestamp with time zone DEFAULT now() NOT NULL,
    signed_at timestamp with time zone,
    completed_at timestamp with time zone,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT payment_batch_control_sum_check CHECK ((control_sum >= (0)::numeric)),
    CONSTRAINT payment_batch_line_count_check CHECK ((line_count >= 0))
);


--
-- Name: TABLE payment_batch; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON TABLE core.payment_batch IS 'A file or form with many payments that a company submits and signs as one.';


--
-- Name: COLUMN payment_batch.file_name; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.payment_batch.file_name IS 'As uploaded; shown back to the client.';


--
-- Name: COLUMN payment_batch.file_sha256; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.payment_batch.file_sha256 IS 'Stops the same file from being uploaded twice.';


--
-- Name: COLUMN payment_batch.message_id; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.payment_batch.message_id IS 'MsgId of the pain.001 header.';


--
-- Name: COLUMN payment_batch.control_sum; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.payment_batch.control_sum IS 'Sum of all lines as declared by the client.';


--
-- Name: COLUMN payment_batch.is_salary; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.payment_batch.is_salary IS 'Salary batches hide single lines from users without the payroll role.';


--
-- Name: COLUMN payment_batch.signed_at; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.payment_batch.signed_at IS 'When the last required signature was given.';


--
-- Name: COLUMN payment_batch.completed_at; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.payment_batch.completed_at IS 'All lines reached a final state.';


--
-- Name: payment_batch_id_seq; Type: SEQUENCE; Schema: core; Owner: -
--

ALTER TABLE core.payment_batch ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME core.payment_batch_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: payment_batch_line_error; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.payment_batch_line_error (
    batch_id bigint NOT NULL,
    line_no integer NOT NULL,
    field_path character varying(120),
    raw_value text,
    error_code character varying(20) NOT NULL,
    error_text text,
    found_at timestamp with time zone DEFAULT now() NOT NULL
);


--
-- Name: TABLE payment_batch_line_error; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON TABLE core.payment_batch_line_error IS 'A line of an uploaded batch that failed validation and never became a payment; the table was born as a log and has no key.';


--
-- Name: COLUMN payment_batch_line_error.line_no; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.payment_batch_line_error.line_no IS 'Counted from 1, without the header line.';


--
-- Name: COLUMN payment_batch_line_error.field_path; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.payment_batch_line_error.field_path IS 'XPath in pain.001 or the column header of the CSV.';


--
-- Name: COLUMN payment_batch_line_error.raw_value; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.payment_batch_line_error.raw_value IS 'Cut to 200 characters; may hold an IBAN.';


--
-- Name: COLUMN payment_batch_line_error.error_code; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.payment_batch_line_error.error_code IS 'Code from the validator''s catalogue.';


--
-- Name: payment_hold; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.payment_hold (
    id bigint NOT NULL,
    payment_id bigint NOT NULL,
    account_id bigint NOT NULL,
    held_amount numeric(18,2) NOT NULL,
    fee_amount numeric(10,2) DEFAULT 0 NOT NULL,
    placed_at timestamp with time zone DEFAULT now() NOT NULL,
    expires_at timestamp with time zone,
    released_at timestamp with time zone,
    release_entry_id bigint,
    CONSTRAINT payment_hold_held_amount_check CHECK ((held_amount >= (0)::numeric))
);


--
-- Name: TABLE payment_hold; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON TABLE core.payment_hold IS 'Money reserved on an account for a payment that is not booked yet.';


--
-- Name: COLUMN payment_hold.held_amount; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.payment_hold.held_amount IS 'Principal in the currency of the account.';


--
-- Name: COLUMN payment_hold.fee_amount; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.payment_hold.fee_amount IS 'Expected fee, reserved together with the principal.';


--
-- Name: COLUMN payment_hold.expires_at; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.payment_hold.expires_at IS 'The nightly job drops holds past this time.';


--
-- Name: COLUMN payment_hold.release_entry_id; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.payment_hold.release_entry_id IS 'The booking that used the hold; null when it was simply dropped.';


--
-- Name: payment_hold_id_seq; Type: SEQUENCE; Schema: core; Owner: -
--

ALTER TABLE core.payment_hold ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME core.payment_hold_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: payment_id_seq; Type: SEQUENCE; Schema: core; Owner: -
--

ALTER TABLE core.payment ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME core.payment_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: payment_state; Type: TABLE; Schema: dict; Owner: -
--

CREATE TABLE dict.payment_state (
    id smallint NOT NULL,
    code character varying(16) NOT NULL,
    name text NOT NULL,
    is_terminal boolean NOT NULL,
    iso_status character(4)
);


--
-- Name: TABLE payment_state; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON TABLE dict.payment_state IS 'Stages of a payment from entry to settlement or failure.';


--
-- Name: COLUMN payment_state.is_terminal; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON COLUMN dict.payment_state.is_terminal IS 'The payment does not leave this state, returns excepted.';


--
-- Name: COLUMN payment_state.iso_status; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON COLUMN dict.payment_state.iso_status IS 'Status of pain.002 reported to partners.';


--
-- Name: payment_in_flight_v; Type: VIEW; Schema: core; Owner: -
--

CREATE VIEW core.payment_in_flight_v AS
 SELECT p.id,
    p.end_to_end_id,
    p.client_id,
    p.rail_id,
    p.state_id,
    s.name AS state_name,
    p.amount,
    p.currency_code,
    p.created_at,
    (now() - p.created_at) AS age
   FROM (core.payment p
     JOIN dict.payment_state s ON ((s.id = p.state_id)))
  WHERE (p.state_id = ANY (ARRAY[1, 2, 3]));


--
-- Name: VIEW payment_in_flight_v; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON VIEW core.payment_in_flight_v IS 'Payments that are created, authorised or sent but not yet final, for the operations desk.';


--
-- Name: payment_investigation; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.payment_investigation (
    id bigint NOT NULL,
    case_no character varying(16) NOT NULL,
    payment_id bigint NOT NULL,
    opened_by_client_id bigint,
    assigned_operator_id bigint,
    correspondent_bank_id bigint,
    subject character varying(140) NOT NULL,
    is_non_receipt_claim boolean DEFAULT false NOT NULL,
    fee_charge_id bigint,
    answer_due_on date,
    outcome text,
    opened_at timestamp with time zone DEFAULT now() NOT NULL,
    closed_at timestamp with time zone,
    updated_at timestamp with time zone NOT NULL
);


--
-- Name: TABLE payment_investigation; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON TABLE core.payment_investigation IS 'An enquiry into the fate of a payment, opened by a client, another bank or the operations desk.';


--
-- Name: COLUMN payment_investigation.case_no; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.payment_investigation.case_no IS 'Quoted in field 20 of MT199 and in camt.027.';


--
-- Name: COLUMN payment_investigation.is_non_receipt_claim; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.payment_investigation.is_non_receipt_claim IS 'The payee says the money never came.';


--
-- Name: COLUMN payment_investigation.fee_charge_id; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.payment_investigation.fee_charge_id IS 'Investigation fee, when the client is at fault.';


--
-- Name: COLUMN payment_investigation.answer_due_on; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.payment_investigation.answer_due_on IS 'Ten bank business days for SEPA claims.';


--
-- Name: COLUMN payment_investigation.outcome; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.payment_investigation.outcome IS 'Summary sent to the client when the case is closed.';


--
-- Name: payment_investigation_id_seq; Type: SEQUENCE; Schema: core; Owner: -
--

ALTER TABLE core.payment_investigation ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME core.payment_investigation_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: payment_investigation_message; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.payment_investigation_message (
    id bigint NOT NULL,
    investigation_id bigint NOT NULL,
    swift_message_id bigint,
    author_operator_id bigint,
    is_incoming boolean NOT NULL,
    is_internal boolean DEFAULT false NOT NULL,
    body text NOT NULL,
    attachment_document_id bigint,
    sent_at timestamp with time zone DEFAULT now() NOT NULL
);


--
-- Name: TABLE payment_investigation_message; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON TABLE core.payment_investigation_message IS 'A letter, SWIFT free-format message or internal remark in a payment investigation.';


--
-- Name: COLUMN payment_investigation_message.is_internal; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.payment_investigation_message.is_internal IS 'Internal remarks are never shown to the client.';


--
-- Name: COLUMN payment_investigation_message.body; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.payment_investigation_message.body IS 'May quote account numbers and names.';


--
-- Name: COLUMN payment_investigation_message.sent_at; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.payment_investigation_message.sent_at IS 'Receipt time for incoming messages.';


--
-- Name: payment_investigation_message_id_seq; Type: SEQUENCE; Schema: core; Owner: -
--

ALTER TABLE core.payment_investigation_message ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME core.payment_investigation_message_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: payment_rail_cutoff; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.payment_rail_cutoff (
    id bigint NOT NULL,
    rail_id smallint NOT NULL,
    currency_code character(3) NOT NULL,
    priority_id smallint,
    iso_weekday smallint,
    cutoff_time time without time zone NOT NULL,
    internal_buffer interval,
    time_zone_name text DEFAULT 'Europe/Brussels'::text NOT NULL,
    effective_from date NOT NULL,
    effective_till date
);


--
-- Name: TABLE payment_rail_cutoff; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON TABLE core.payment_rail_cutoff IS 'The latest local time at which a rail still takes payments of a currency for the same business day.';


--
-- Name: COLUMN payment_rail_cutoff.iso_weekday; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.payment_rail_cutoff.iso_weekday IS '1 Monday to 7 Sunday; null for any working day.';


--
-- Name: COLUMN payment_rail_cutoff.cutoff_time; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.payment_rail_cutoff.cutoff_time IS 'Local time in time_zone_name.';


--
-- Name: COLUMN payment_rail_cutoff.internal_buffer; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.payment_rail_cutoff.internal_buffer IS 'Taken off the scheme''s own deadline to leave time for checks.';


--
-- Name: COLUMN payment_rail_cutoff.effective_from; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.payment_rail_cutoff.effective_from IS 'First day the deadline holds.';


--
-- Name: payment_rail_cutoff_id_seq; Type: SEQUENCE; Schema: core; Owner: -
--

ALTER TABLE core.payment_rail_cutoff ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME core.payment_rail_cutoff_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: payment_rejection; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.payment_rejection (
    id bigint NOT NULL,
    payment_id bigint NOT NULL,
    reject_reason_id smallint NOT NULL,
    sepa_reason_code_id smallint,
    rejected_by_bic core.bic_code,
    scheme_message_id character varying(35),
    additional_info text,
    is_client_notified boolean DEFAULT false NOT NULL,
    rejected_at timestamp with time zone DEFAULT now() NOT NULL,
    funds_released_at timestamp with time zone
);


--
-- Name: TABLE payment_rejection; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON TABLE core.payment_rejection IS 'A refusal of a payment, by our own checks or by the clearing system, with the reason as the refusing side gave it.';


--
-- Name: COLUMN payment_rejection.rejected_by_bic; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.payment_rejection.rejected_by_bic IS 'Empty when the refusal is ours.';


--
-- Name: COLUMN payment_rejection.scheme_message_id; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.payment_rejection.scheme_message_id IS 'MsgId of the pacs.002 that carried the refusal.';


--
-- Name: COLUMN payment_rejection.additional_info; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.payment_rejection.additional_info IS 'Free text of the refusing bank, usually in its own language.';


--
-- Name: COLUMN payment_rejection.is_client_notified; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.payment_rejection.is_client_notified IS 'Set by the notification service.';


--
-- Name: COLUMN payment_rejection.funds_released_at; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.payment_rejection.funds_released_at IS 'When the hold on the account was lifted.';


--
-- Name: payment_rejection_id_seq; Type: SEQUENCE; Schema: core; Owner: -
--

ALTER TABLE core.payment_rejection ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME core.payment_rejection_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: payment_return; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.payment_return (
    id bigint NOT NULL,
    original_payment_id bigint NOT NULL,
    return_payment_id bigint,
    sepa_reason_code_id smallint NOT NULL,
    returned_amount numeric(18,2) NOT NULL,
    return_charge numeric(10,2) DEFAULT 0,
    currency_code character(3) NOT NULL,
    is_recall boolean DEFAULT false NOT NULL,
    interbank_settlement_date date,
    received_at timestamp with time zone DEFAULT now() NOT NULL,
    booked_by_id bigint,
    booked_at timestamp with time zone,
    CONSTRAINT payment_return_returned_amount_check CHECK ((returned_amount >= (0)::numeric))
);


--
-- Name: TABLE payment_return; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON TABLE core.payment_return IS 'A settled payment sent back by the receiving bank or by us, with the amount that actually came back.';


--
-- Name: COLUMN payment_return.return_payment_id; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.payment_return.return_payment_id IS 'The movement that brought the money back, once booked.';


--
-- Name: COLUMN payment_return.return_charge; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.payment_return.return_charge IS 'Withheld by the returning bank.';


--
-- Name: COLUMN payment_return.is_recall; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.payment_return.is_recall IS 'True when we asked for the money back (camt.056).';


--
-- Name: COLUMN payment_return.interbank_settlement_date; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.payment_return.interbank_settlement_date IS 'From the pacs.004 message.';


--
-- Name: COLUMN payment_return.received_at; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.payment_return.received_at IS 'Arrival of the return message.';


--
-- Name: payment_return_id_seq; Type: SEQUENCE; Schema: core; Owner: -
--

ALTER TABLE core.payment_return ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME core.payment_return_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: payment_routing_rule; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.payment_routing_rule (
    id bigint NOT NULL,
    rank integer NOT NULL,
    currency_code character(3) NOT NULL,
    destination_country_code character(2),
    priority_id smallint,
    amount_from numeric(18,2) DEFAULT 0 NOT NULL,
    amount_to numeric(18,2),
    rail_id smallint NOT NULL,
    correspondent_bank_id bigint,
    bic_mask character varying(11),
    is_enabled boolean DEFAULT true NOT NULL,
    valid_during daterange,
    changed_by_id bigint,
    updated_at timestamp with time zone DEFAULT now() NOT NULL
);


--
-- Name: TABLE payment_routing_rule; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON TABLE core.payment_routing_rule IS 'Tells the payment engine which rail and which correspondent to use for an outgoing payment; the lowest matching rank wins.';


--
-- Name: COLUMN payment_routing_rule.rank; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.payment_routing_rule.rank IS 'Rules are tried in ascending order.';


--
-- Name: COLUMN payment_routing_rule.destination_country_code; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.payment_routing_rule.destination_country_code IS 'Null matches every country.';


--
-- Name: COLUMN payment_routing_rule.amount_from; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.payment_routing_rule.amount_from IS 'Inclusive.';


--
-- Name: COLUMN payment_routing_rule.amount_to; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.payment_routing_rule.amount_to IS 'Null means no upper bound.';


--
-- Name: COLUMN payment_routing_rule.correspondent_bank_id; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.payment_routing_rule.correspondent_bank_id IS 'Only for rules that lead to SWIFT.';


--
-- Name: COLUMN payment_routing_rule.bic_mask; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.payment_routing_rule.bic_mask IS 'Prefix of the receiving BIC, for instance the first six characters.';


--
-- Name: COLUMN payment_routing_rule.valid_during; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.payment_routing_rule.valid_during IS 'Empty means always.';


--
-- Name: payment_routing_rule_id_seq; Type: SEQUENCE; Schema: core; Owner: -
--

ALTER TABLE core.payment_routing_rule ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME core.payment_routing_rule_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: payment_screening_hit; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.payment_screening_hit (
    id bigint NOT NULL,
    payment_id bigint NOT NULL,
    sanction_list_id smallint NOT NULL,
    matched_field character varying(40) NOT NULL,
    matched_text text,
    list_entry_ref character varying(40),
    match_score numeric(5,2) NOT NULL,
    verdict core.screening_verdict DEFAULT 'open'::core.screening_verdict NOT NULL,
    analyst_id bigint,
    second_analyst_id bigint,
    verdict_reason text,
    raised_at timestamp with time zone DEFAULT now() NOT NULL,
    decided_at timestamp with time zone,
    CONSTRAINT payment_screening_hit_match_score_check CHECK ((match_score >= (0)::numeric))
);


--
-- Name: TABLE payment_screening_hit; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON TABLE core.payment_screening_hit IS 'A possible match between a party of a payment and a sanction list, waiting for or carrying an analyst''s verdict.';


--
-- Name: COLUMN payment_screening_hit.matched_field; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.payment_screening_hit.matched_field IS 'counterparty_name, purpose, ultimate_debtor…';


--
-- Name: COLUMN payment_screening_hit.matched_text; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.payment_screening_hit.matched_text IS 'Personal data.';


--
-- Name: COLUMN payment_screening_hit.list_entry_ref; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.payment_screening_hit.list_entry_ref IS 'Number of the entry in the list as published.';


--
-- Name: COLUMN payment_screening_hit.match_score; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.payment_screening_hit.match_score IS '0 to 100, from the screening engine.';


--
-- Name: COLUMN payment_screening_hit.second_analyst_id; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.payment_screening_hit.second_analyst_id IS 'Four-eyes rule for true matches.';


--
-- Name: COLUMN payment_screening_hit.decided_at; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.payment_screening_hit.decided_at IS 'When the analyst gave the verdict.';


--
-- Name: payment_screening_hit_id_seq; Type: SEQUENCE; Schema: core; Owner: -
--

ALTER TABLE core.payment_screening_hit ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME core.payment_screening_hit_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: payment_state_log; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.payment_state_log (
    id bigint NOT NULL,
    payment_id bigint NOT NULL,
    from_state_id smallint,
    to_state_id smallint NOT NULL,
    changed_at timestamp with time zone DEFAULT now() NOT NULL,
    operator_id bigint,
    engine_node character varying(40),
    note text
);


--
-- Name: TABLE payment_state_log; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON TABLE core.payment_state_log IS 'Every change of a payment''s state, written by the payment engine in the same transaction as the change.';


--
-- Name: COLUMN payment_state_log.from_state_id; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.payment_state_log.from_state_id IS 'Null for the first record of a payment.';


--
-- Name: COLUMN payment_state_log.operator_id; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.payment_state_log.operator_id IS 'Null when the engine acted by itself.';


--
-- Name: COLUMN payment_state_log.engine_node; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.payment_state_log.engine_node IS 'Name of the worker that moved the payment.';


--
-- Name: payment_state_log_id_seq; Type: SEQUENCE; Schema: core; Owner: -
--

ALTER TABLE core.payment_state_log ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME core.payment_state_log_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: payment_template; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.payment_template (
    id bigint NOT NULL,
    client_id bigint NOT NULL,
    beneficiary_id bigint NOT NULL,
    debit_account_id bigint,
    title character varying(80) NOT NULL,
    default_amount numeric(18,2),
    currency_code character(3) NOT NULL,
    remittance_text character varying(140),
    payment_purpose_id smallint,
    sort_position smallint DEFAULT 0 NOT NULL,
    use_count integer DEFAULT 0 NOT NULL,
    deleted_at timestamp with time zone,
    updated_at timestamp with time zone DEFAULT now() NOT NULL
);


--
-- Name: TABLE payment_template; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON TABLE core.payment_template IS 'A prepared payment that a client fills in once and sends again with a changed amount or text.';


--
-- Name: COLUMN payment_template.default_amount; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.payment_template.default_amount IS 'Offered in the form; the client may change it.';


--
-- Name: COLUMN payment_template.use_count; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.payment_template.use_count IS 'Payments made from the template so far.';


--
-- Name: payment_template_id_seq; Type: SEQUENCE; Schema: core; Owner: -
--

ALTER TABLE core.payment_template ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME core.payment_template_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: pep_declaration; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.pep_declaration (
    id bigint NOT NULL,
    person_id bigint NOT NULL,
    pep_status_id smallint NOT NULL,
    function_held text,
    function_country_code character(2),
    function_from date,
    function_to date,
    relative_of text,
    declared_at timestamp with time zone NOT NULL,
    approved_by_manager_id bigint
);


--
-- Name: TABLE pep_declaration; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON TABLE core.pep_declaration IS 'Statement of a person about political functions held by them or by close relatives.';


--
-- Name: COLUMN pep_declaration.function_held; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.pep_declaration.function_held IS 'Title of the office as declared.';


--
-- Name: COLUMN pep_declaration.function_to; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.pep_declaration.function_to IS 'Enhanced care ends one year after this date.';


--
-- Name: COLUMN pep_declaration.relative_of; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.pep_declaration.relative_of IS 'Name of the politically exposed relative. Personal data.';


--
-- Name: COLUMN pep_declaration.approved_by_manager_id; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.pep_declaration.approved_by_manager_id IS 'Senior manager who approved the relationship.';


--
-- Name: pep_declaration_id_seq; Type: SEQUENCE; Schema: core; Owner: -
--

ALTER TABLE core.pep_declaration ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME core.pep_declaration_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: posting_rule; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.posting_rule (
    code character varying(32) NOT NULL,
    name text NOT NULL,
    event_name character varying(48) NOT NULL,
    is_reversible boolean DEFAULT true NOT NULL,
    needs_four_eyes boolean DEFAULT false NOT NULL,
    active_from date NOT NULL,
    active_to date
);


--
-- Name: TABLE posting_rule; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON TABLE core.posting_rule IS 'Named accounting scheme the posting engine applies to a business event.';


--
-- Name: COLUMN posting_rule.event_name; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.posting_rule.event_name IS 'Event of the message bus that triggers the rule.';


--
-- Name: posting_rule_leg; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.posting_rule_leg (
    id integer NOT NULL,
    posting_rule_code character varying(32) NOT NULL,
    leg_no smallint NOT NULL,
    side core.normal_side NOT NULL,
    source core.rule_leg_source NOT NULL,
    fixed_gl_account_id bigint,
    entry_type_id smallint NOT NULL,
    amount_expression text DEFAULT 'amount'::text NOT NULL,
    value_date_shift smallint DEFAULT 0 NOT NULL
);


--
-- Name: TABLE posting_rule_leg; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON TABLE core.posting_rule_leg IS 'One side of an accounting scheme, saying which account is debited or credited with which part of the amount.';


--
-- Name: COLUMN posting_rule_leg.fixed_gl_account_id; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.posting_rule_leg.fixed_gl_account_id IS 'Only with source fixed_account.';


--
-- Name: COLUMN posting_rule_leg.amount_expression; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.posting_rule_leg.amount_expression IS 'Formula over the fields of the event.';


--
-- Name: COLUMN posting_rule_leg.value_date_shift; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.posting_rule_leg.value_date_shift IS 'Banking days after the event.';


--
-- Name: posting_rule_leg_id_seq; Type: SEQUENCE; Schema: core; Owner: -
--

ALTER TABLE core.posting_rule_leg ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME core.posting_rule_leg_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: product; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.product (
    id bigint NOT NULL,
    code character varying(24) NOT NULL,
    name text NOT NULL,
    family core.product_family NOT NULL,
    account_type_id smallint,
    profile_type_id smallint,
    default_currency_code character(3) NOT NULL,
    max_per_client smallint DEFAULT 1 NOT NULL,
    minimum_age smallint,
    is_payment_account boolean DEFAULT true NOT NULL,
    is_deposit_insured boolean DEFAULT true NOT NULL,
    terms_url text,
    sold_from date NOT NULL,
    sold_until date,
    owner_cost_center character varying(12),
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT product_max_per_client_check CHECK ((max_per_client >= 0))
);


--
-- Name: TABLE product; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON TABLE core.product IS 'A banking product as sold to clients, with its lifecycle in the catalogue.';


--
-- Name: COLUMN product.profile_type_id; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.product.profile_type_id IS 'Kind of client who may buy it; null for all.';


--
-- Name: COLUMN product.max_per_client; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.product.max_per_client IS 'Open contracts at one time.';


--
-- Name: COLUMN product.minimum_age; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.product.minimum_age IS 'Years; null for no minimum.';


--
-- Name: COLUMN product.is_payment_account; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.product.is_payment_account IS 'Payment account in the sense of the payment services directive.';


--
-- Name: COLUMN product.sold_from; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.product.sold_from IS 'First day in the catalogue.';


--
-- Name: COLUMN product.sold_until; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.product.sold_until IS 'Existing contracts run on after this day.';


--
-- Name: product_id_seq; Type: SEQUENCE; Schema: core; Owner: -
--

ALTER TABLE core.product ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME core.product_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: product_version; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.product_version (
    id bigint NOT NULL,
    product_id bigint NOT NULL,
    version_no smallint NOT NULL,
    terms_language_code character(2) NOT NULL,
    terms_text_sha256 bytea NOT NULL,
    change_summary text,
    notice_period interval DEFAULT '2 mons'::interval NOT NULL,
    parameters jsonb DEFAULT '{}'::jsonb NOT NULL,
    in_force_from date NOT NULL,
    approved_by_id bigint,
    approved_at timestamp with time zone
);


--
-- Name: TABLE product_version; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON TABLE core.product_version IS 'Terms of a product as in force from a given day, kept for contracts signed under older terms.';


--
-- Name: COLUMN product_version.version_no; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.product_version.version_no IS 'Starts at one per product.';


--
-- Name: COLUMN product_version.terms_text_sha256; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.product_version.terms_text_sha256 IS 'Digest of the signed-off document.';


--
-- Name: COLUMN product_version.notice_period; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.product_version.notice_period IS 'Time clients get before new terms apply.';


--
-- Name: COLUMN product_version.parameters; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.product_version.parameters IS 'Product engine settings, validated by its schema.';


--
-- Name: product_version_id_seq; Type: SEQUENCE; Schema: core; Owner: -
--

ALTER TABLE core.product_version ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME core.product_version_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: questionnaire; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.questionnaire (
    id bigint NOT NULL,
    title text NOT NULL,
    version_label character varying(12) NOT NULL,
    for_kind core.client_kind,
    language_code character(2) NOT NULL,
    published_at timestamp with time zone,
    retired_at timestamp with time zone,
    approved_by_id bigint,
    pass_mark smallint
);


--
-- Name: TABLE questionnaire; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON TABLE core.questionnaire IS 'A version of a question sheet put to clients, such as the KYC sheet or the suitability test.';


--
-- Name: COLUMN questionnaire.version_label; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.questionnaire.version_label IS 'Shown to clients on the last page.';


--
-- Name: COLUMN questionnaire.retired_at; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.questionnaire.retired_at IS 'No new submissions after this moment.';


--
-- Name: COLUMN questionnaire.pass_mark; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.questionnaire.pass_mark IS 'Points needed; null where nothing is scored.';


--
-- Name: questionnaire_answer; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.questionnaire_answer (
    submission_id bigint NOT NULL,
    question_id bigint NOT NULL,
    answer_text text,
    answer_amount numeric(16,2),
    answer_date date,
    chosen text[],
    points smallint
);


--
-- Name: TABLE questionnaire_answer; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON TABLE core.questionnaire_answer IS 'The answer to one question of a submitted questionnaire.';


--
-- Name: COLUMN questionnaire_answer.answer_text; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.questionnaire_answer.answer_text IS 'Personal data where the question asks for it.';


--
-- Name: COLUMN questionnaire_answer.answer_amount; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.questionnaire_answer.answer_amount IS 'EUR.';


--
-- Name: COLUMN questionnaire_answer.points; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.questionnaire_answer.points IS 'Null for questions without scoring.';


--
-- Name: questionnaire_id_seq; Type: SEQUENCE; Schema: core; Owner: -
--

ALTER TABLE core.questionnaire ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME core.questionnaire_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: questionnaire_question; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.questionnaire_question (
    id bigint NOT NULL,
    questionnaire_id bigint NOT NULL,
    "position" smallint NOT NULL,
    wording text NOT NULL,
    help_text text,
    answer_type core.answer_kind NOT NULL,
    choices text[],
    is_mandatory boolean DEFAULT true NOT NULL,
    feeds_risk_factor_id smallint,
    max_points smallint
);


--
-- Name: TABLE questionnaire_question; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON TABLE core.questionnaire_question IS 'A question of a questionnaire version with its order, wording and scoring.';


--
-- Name: COLUMN questionnaire_question."position"; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.questionnaire_question."position" IS 'Order on the sheet, from 1.';


--
-- Name: COLUMN questionnaire_question.choices; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.questionnaire_question.choices IS 'Only for choice questions.';


--
-- Name: COLUMN questionnaire_question.feeds_risk_factor_id; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.questionnaire_question.feeds_risk_factor_id IS 'Risk factor that reads the answer.';


--
-- Name: questionnaire_question_id_seq; Type: SEQUENCE; Schema: core; Owner: -
--

ALTER TABLE core.questionnaire_question ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME core.questionnaire_question_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: questionnaire_submission; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.questionnaire_submission (
    id bigint NOT NULL,
    questionnaire_id bigint NOT NULL,
    client_id bigint NOT NULL,
    application_id bigint,
    channel_id smallint,
    assisted_by_id bigint,
    opened_at timestamp with time zone NOT NULL,
    submitted_at timestamp with time zone,
    total_points integer,
    superseded boolean DEFAULT false NOT NULL
);


--
-- Name: TABLE questionnaire_submission; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON TABLE core.questionnaire_submission IS 'A questionnaire filled in by a client, in the app or with an operator at a branch.';


--
-- Name: COLUMN questionnaire_submission.assisted_by_id; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.questionnaire_submission.assisted_by_id IS 'Operator who filled it in with the client.';


--
-- Name: COLUMN questionnaire_submission.opened_at; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.questionnaire_submission.opened_at IS 'First screen shown.';


--
-- Name: COLUMN questionnaire_submission.superseded; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.questionnaire_submission.superseded IS 'A newer submission of the same sheet exists.';


--
-- Name: questionnaire_submission_id_seq; Type: SEQUENCE; Schema: core; Owner: -
--

ALTER TABLE core.questionnaire_submission ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME core.questionnaire_submission_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: regulatory_report; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.regulatory_report (
    id bigint NOT NULL,
    template_code character varying(24) NOT NULL,
    framework character varying(16) NOT NULL,
    reference_date date NOT NULL,
    business_day_id integer,
    status core.report_status DEFAULT 'collecting'::core.report_status NOT NULL,
    revision smallint DEFAULT 0 NOT NULL,
    is_consolidated boolean DEFAULT false NOT NULL,
    taxonomy_version character varying(16),
    validation_errors integer DEFAULT 0 NOT NULL,
    validation_warnings integer DEFAULT 0 NOT NULL,
    responsible_id bigint,
    due_at timestamp with time zone NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT regulatory_report_validation_errors_check CHECK ((validation_errors >= 0))
);


--
-- Name: TABLE regulatory_report; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON TABLE core.regulatory_report IS 'A return to the central bank or supervisor for one reporting date, with its template and state.';


--
-- Name: COLUMN regulatory_report.template_code; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.regulatory_report.template_code IS 'For example F 01.01 or C 47.00.';


--
-- Name: COLUMN regulatory_report.framework; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.regulatory_report.framework IS 'FINREP, COREP, AnaCredit or national.';


--
-- Name: COLUMN regulatory_report.revision; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.regulatory_report.revision IS 'Zero for the first submission.';


--
-- Name: COLUMN regulatory_report.taxonomy_version; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.regulatory_report.taxonomy_version IS 'EBA taxonomy release.';


--
-- Name: COLUMN regulatory_report.due_at; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.regulatory_report.due_at IS 'Deadline of the supervisor.';


--
-- Name: regulatory_report_cell; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.regulatory_report_cell (
    report_id bigint NOT NULL,
    row_code character varying(8) NOT NULL,
    col_code character varying(8) NOT NULL,
    sheet_code character varying(12),
    gl_account_id bigint,
    cell_value numeric(24,4),
    cell_text text,
    is_manual_input boolean DEFAULT false NOT NULL,
    loaded_at timestamp without time zone DEFAULT LOCALTIMESTAMP NOT NULL
);


--
-- Name: TABLE regulatory_report_cell; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON TABLE core.regulatory_report_cell IS 'Values of a return by row and column of the template; loaded in bulk and never given a primary key.';


--
-- Name: COLUMN regulatory_report_cell.sheet_code; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.regulatory_report_cell.sheet_code IS 'Only for templates with a third axis.';


--
-- Name: COLUMN regulatory_report_cell.gl_account_id; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.regulatory_report_cell.gl_account_id IS 'Set if the cell comes from one ledger account.';


--
-- Name: COLUMN regulatory_report_cell.is_manual_input; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.regulatory_report_cell.is_manual_input IS 'Keyed in rather than computed.';


--
-- Name: COLUMN regulatory_report_cell.loaded_at; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.regulatory_report_cell.loaded_at IS 'Local time, without zone.';


--
-- Name: regulatory_report_id_seq; Type: SEQUENCE; Schema: core; Owner: -
--

ALTER TABLE core.regulatory_report ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME core.regulatory_report_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: regulatory_submission_log; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.regulatory_submission_log (
    id bigint NOT NULL,
    regulatory_report_id bigint,
    tax_report_id bigint,
    portal_ticket character varying(48),
    is_answer boolean DEFAULT false NOT NULL,
    http_status smallint,
    answer_code character varying(16),
    answer_body jsonb,
    sent_by_id bigint,
    exchanged_at timestamp with time zone DEFAULT now() NOT NULL
);


--
-- Name: TABLE regulatory_submission_log; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON TABLE core.regulatory_submission_log IS 'Exchange with the supervisor''s portal about a return, each upload and each answer.';


--
-- Name: COLUMN regulatory_submission_log.portal_ticket; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.regulatory_submission_log.portal_ticket IS 'Number given by the portal.';


--
-- Name: COLUMN regulatory_submission_log.answer_body; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.regulatory_submission_log.answer_body IS 'Answer as received.';


--
-- Name: regulatory_submission_log_id_seq; Type: SEQUENCE; Schema: core; Owner: -
--

ALTER TABLE core.regulatory_submission_log ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME core.regulatory_submission_log_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: risk_assessment; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.risk_assessment (
    id bigint NOT NULL,
    client_id bigint NOT NULL,
    kyc_verification_id bigint,
    model_version character varying(16) NOT NULL,
    score numeric(7,3) NOT NULL,
    calculated_level_id smallint NOT NULL,
    accepted_level_id smallint,
    override_reason text,
    overridden_by bigint,
    assessed_at timestamp with time zone NOT NULL,
    next_assessment_on date,
    CONSTRAINT risk_assessment_score_check CHECK ((score >= (0)::numeric))
);


--
-- Name: TABLE risk_assessment; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON TABLE core.risk_assessment IS 'A calculation of the money laundering risk of a client, with the score and the level accepted.';


--
-- Name: COLUMN risk_assessment.model_version; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.risk_assessment.model_version IS 'Release of the scoring model.';


--
-- Name: COLUMN risk_assessment.score; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.risk_assessment.score IS 'Sum of the weighted factors; higher is riskier.';


--
-- Name: COLUMN risk_assessment.accepted_level_id; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.risk_assessment.accepted_level_id IS 'Differs from the calculated one after a manual override.';


--
-- Name: COLUMN risk_assessment.override_reason; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.risk_assessment.override_reason IS 'Required when the accepted level is lower than the calculated one.';


--
-- Name: risk_assessment_factor; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.risk_assessment_factor (
    assessment_id bigint NOT NULL,
    factor_id smallint NOT NULL,
    input_value text,
    weight numeric(5,3) NOT NULL,
    contribution numeric(8,4) NOT NULL,
    data_missing boolean DEFAULT false NOT NULL
);


--
-- Name: TABLE risk_assessment_factor; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON TABLE core.risk_assessment_factor IS 'Contribution of a single risk factor to a risk assessment.';


--
-- Name: COLUMN risk_assessment_factor.contribution; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.risk_assessment_factor.contribution IS 'Weight times the value of the input.';


--
-- Name: COLUMN risk_assessment_factor.data_missing; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.risk_assessment_factor.data_missing IS 'The model used its default because the input was unknown.';


--
-- Name: risk_assessment_id_seq; Type: SEQUENCE; Schema: core; Owner: -
--

ALTER TABLE core.risk_assessment ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME core.risk_assessment_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: screening_hit; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.screening_hit (
    id bigint NOT NULL,
    screening_request_id bigint NOT NULL,
    sanction_list_id smallint,
    list_entry_ref text NOT NULL,
    matched_name text NOT NULL,
    similarity numeric(5,4) NOT NULL,
    decision core.hit_decision DEFAULT 'open'::core.hit_decision NOT NULL,
    decided_by bigint,
    decided_at timestamp with time zone,
    second_decision_by bigint,
    justification text,
    detected_at timestamp with time zone NOT NULL
);


--
-- Name: TABLE screening_hit; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON TABLE core.screening_hit IS 'A possible match found by screening and what the analyst decided about it.';


--
-- Name: COLUMN screening_hit.sanction_list_id; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.screening_hit.sanction_list_id IS 'Null for PEP and adverse media hits.';


--
-- Name: COLUMN screening_hit.list_entry_ref; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.screening_hit.list_entry_ref IS 'Reference of the entry on the list.';


--
-- Name: COLUMN screening_hit.matched_name; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.screening_hit.matched_name IS 'Name or alias on the list that was matched.';


--
-- Name: COLUMN screening_hit.similarity; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.screening_hit.similarity IS '1 is an exact match.';


--
-- Name: COLUMN screening_hit.second_decision_by; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.screening_hit.second_decision_by IS 'Second pair of eyes, required for true matches.';


--
-- Name: COLUMN screening_hit.justification; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.screening_hit.justification IS 'Required for every decision; read by the auditors.';


--
-- Name: screening_hit_id_seq; Type: SEQUENCE; Schema: core; Owner: -
--

ALTER TABLE core.screening_hit ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME core.screening_hit_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: screening_request; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.screening_request (
    id bigint NOT NULL,
    client_id bigint NOT NULL,
    kyc_verification_id bigint,
    person_id bigint,
    screened_name text NOT NULL,
    state core.screening_state DEFAULT 'queued'::core.screening_state NOT NULL,
    list_version character varying(32),
    requested_at timestamp with time zone DEFAULT now() NOT NULL,
    answered_at timestamp with time zone,
    response_ms integer,
    hit_count integer DEFAULT 0 NOT NULL,
    attempt smallint DEFAULT 1 NOT NULL,
    CONSTRAINT screening_request_hit_count_check CHECK ((hit_count >= 0))
);


--
-- Name: TABLE screening_request; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON TABLE core.screening_request IS 'A name sent to the sanctions and PEP screening service, at onboarding and in the nightly re-screening.';


--
-- Name: COLUMN screening_request.kyc_verification_id; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.screening_request.kyc_verification_id IS 'Null for nightly re-screening.';


--
-- Name: COLUMN screening_request.person_id; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.screening_request.person_id IS 'Officer or owner who was screened instead of the client.';


--
-- Name: COLUMN screening_request.screened_name; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.screening_request.screened_name IS 'Name in the transliteration that was sent. Personal data.';


--
-- Name: COLUMN screening_request.list_version; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.screening_request.list_version IS 'Version of the lists the service answered from.';


--
-- Name: COLUMN screening_request.response_ms; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.screening_request.response_ms IS 'Time to the first answer, milliseconds.';


--
-- Name: COLUMN screening_request.hit_count; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.screening_request.hit_count IS 'Possible matches above the similarity threshold.';


--
-- Name: COLUMN screening_request.attempt; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.screening_request.attempt IS 'Number of the try; resends follow a timeout.';


--
-- Name: screening_request_id_seq; Type: SEQUENCE; Schema: core; Owner: -
--

ALTER TABLE core.screening_request ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME core.screening_request_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: settlement_cycle; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.settlement_cycle (
    id bigint NOT NULL,
    rail_id smallint NOT NULL,
    business_date date NOT NULL,
    cycle_no smallint NOT NULL,
    currency_code character(3) DEFAULT 'EUR'::bpchar NOT NULL,
    total_sent numeric(20,2) DEFAULT 0 NOT NULL,
    total_received numeric(20,2) DEFAULT 0 NOT NULL,
    net_position numeric(20,2),
    gl_account_id bigint,
    scheme_report jsonb,
    opened_at timestamp with time zone NOT NULL,
    closed_at timestamp with time zone,
    confirmed_at timestamp with time zone
);


--
-- Name: TABLE settlement_cycle; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON TABLE core.settlement_cycle IS 'One clearing cycle of a rail, with the net position the bank paid or received in it.';


--
-- Name: COLUMN settlement_cycle.cycle_no; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.settlement_cycle.cycle_no IS 'Number within the business day.';


--
-- Name: COLUMN settlement_cycle.total_sent; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.settlement_cycle.total_sent IS 'Sum of our outgoing payments in the cycle.';


--
-- Name: COLUMN settlement_cycle.net_position; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.settlement_cycle.net_position IS 'Negative when the bank pays in.';


--
-- Name: COLUMN settlement_cycle.gl_account_id; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.settlement_cycle.gl_account_id IS 'Clearing account the net position is booked to.';


--
-- Name: COLUMN settlement_cycle.scheme_report; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.settlement_cycle.scheme_report IS 'The clearing house''s closing report, as parsed.';


--
-- Name: COLUMN settlement_cycle.confirmed_at; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.settlement_cycle.confirmed_at IS 'When our totals agreed with the scheme''s report.';


--
-- Name: settlement_cycle_id_seq; Type: SEQUENCE; Schema: core; Owner: -
--

ALTER TABLE core.settlement_cycle ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME core.settlement_cycle_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: settlement_cycle_payment; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.settlement_cycle_payment (
    settlement_cycle_id bigint NOT NULL,
    payment_id bigint NOT NULL,
    position_in_file integer,
    interbank_amount numeric(18,2) NOT NULL,
    included_at timestamp with time zone DEFAULT now() NOT NULL
);


--
-- Name: TABLE settlement_cycle_payment; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON TABLE core.settlement_cycle_payment IS 'Places a payment into the clearing cycle that settled it; a payment returned by the scheme can appear in two cycles.';


--
-- Name: COLUMN settlement_cycle_payment.interbank_amount; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.settlement_cycle_payment.interbank_amount IS 'May differ from the payment by deducted charges.';


--
-- Name: standing_order; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.standing_order (
    id bigint NOT NULL,
    client_id bigint NOT NULL,
    account_id bigint NOT NULL,
    beneficiary_id bigint NOT NULL,
    frequency_id smallint NOT NULL,
    amount numeric(18,2) NOT NULL,
    currency_code character(3) NOT NULL,
    sweep_above numeric(18,2),
    remittance_text character varying(140),
    day_of_month smallint,
    shift_to_next_workday boolean DEFAULT true NOT NULL,
    first_date date NOT NULL,
    final_date date,
    next_run_on date,
    paused_from date,
    paused_till date,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    cancelled_at timestamp with time zone,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT standing_order_amount_check CHECK ((amount >= (0)::numeric))
);


--
-- Name: TABLE standing_order; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON TABLE core.standing_order IS 'A client''s instruction to pay the same payee on a regular date.';


--
-- Name: COLUMN standing_order.sweep_above; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.standing_order.sweep_above IS 'When set, pays out everything above this balance and ignores amount.';


--
-- Name: COLUMN standing_order.day_of_month; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.standing_order.day_of_month IS '31 means the last day.';


--
-- Name: COLUMN standing_order.first_date; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.standing_order.first_date IS 'First execution.';


--
-- Name: COLUMN standing_order.final_date; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.standing_order.final_date IS 'Last possible execution; null runs until cancelled.';


--
-- Name: COLUMN standing_order.next_run_on; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.standing_order.next_run_on IS 'Computed after each execution.';


--
-- Name: COLUMN standing_order.paused_from; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.standing_order.paused_from IS 'First day of a pause asked for by the client.';


--
-- Name: standing_order_execution; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.standing_order_execution (
    id bigint NOT NULL,
    standing_order_id bigint NOT NULL,
    due_date date NOT NULL,
    attempt_no smallint DEFAULT 1 NOT NULL,
    is_successful boolean NOT NULL,
    available_balance numeric(18,2),
    failure_reason_id smallint,
    payment_id bigint,
    attempted_at timestamp with time zone DEFAULT now() NOT NULL
);


--
-- Name: TABLE standing_order_execution; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON TABLE core.standing_order_execution IS 'One attempt to carry out a standing order on its due date.';


--
-- Name: COLUMN standing_order_execution.attempt_no; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.standing_order_execution.attempt_no IS 'Up to three attempts on consecutive days.';


--
-- Name: COLUMN standing_order_execution.available_balance; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.standing_order_execution.available_balance IS 'At the moment of the attempt.';


--
-- Name: standing_order_execution_id_seq; Type: SEQUENCE; Schema: core; Owner: -
--

ALTER TABLE core.standing_order_execution ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME core.standing_order_execution_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: standing_order_id_seq; Type: SEQUENCE; Schema: core; Owner: -
--

ALTER TABLE core.standing_order ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME core.standing_order_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: statement; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.statement (
    id bigint NOT NULL,
    account_id bigint NOT NULL,
    subscription_id bigint,
    statement_no integer NOT NULL,
    format_id smallint NOT NULL,
    language_code character(2) NOT NULL,
    status core.statement_status DEFAULT 'requested'::core.statement_status NOT NULL,
    period_from date NOT NULL,
    period_to date NOT NULL,
    opening_balance numeric(18,2) NOT NULL,
    closing_balance numeric(18,2) NOT NULL,
    line_count integer DEFAULT 0 NOT NULL,
    page_count smallint,
    storage_key text,
    file_sha256 bytea,
    requested_at timestamp with time zone DEFAULT now() NOT NULL,
    generated_at timestamp with time zone,
    archived_at timestamp with time zone,
    CONSTRAINT statement_line_count_check CHECK ((line_count >= 0))
);


--
-- Name: TABLE statement; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON TABLE core.statement IS 'An account statement produced for a period, on schedule or when the client asked for it.';


--
-- Name: COLUMN statement.subscription_id; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.statement.subscription_id IS 'Null for statements asked for once.';


--
-- Name: COLUMN statement.statement_no; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.statement.statement_no IS 'Running number within the account and year.';


--
-- Name: COLUMN statement.storage_key; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.statement.storage_key IS 'Key in the document store; contains no personal data.';


--
-- Name: COLUMN statement.file_sha256; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.statement.file_sha256 IS 'Digest of the archived file.';


--
-- Name: COLUMN statement.archived_at; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.statement.archived_at IS 'Moved to cold storage.';


--
-- Name: statement_delivery; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.statement_delivery (
    id uuid NOT NULL,
    statement_id bigint NOT NULL,
    channel_id smallint NOT NULL,
    "providerMessageId" character varying(64),
    masked_recipient character varying(80),
    attempt_count smallint DEFAULT 1 NOT NULL,
    sent_at timestamp with time zone,
    delivered_at timestamp with time zone,
    opened_at timestamp with time zone,
    bounce_text text
);


--
-- Name: TABLE statement_delivery; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON TABLE core.statement_delivery IS 'Sending of a statement to its recipient and what the delivery service said about it.';


--
-- Name: COLUMN statement_delivery."providerMessageId"; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.statement_delivery."providerMessageId" IS 'Named by the mail gateway''s library.';


--
-- Name: COLUMN statement_delivery.masked_recipient; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.statement_delivery.masked_recipient IS 'First letters and domain only.';


--
-- Name: COLUMN statement_delivery.opened_at; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.statement_delivery.opened_at IS 'Known only for the application inbox.';


--
-- Name: COLUMN statement_delivery.bounce_text; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.statement_delivery.bounce_text IS 'Answer of the mail server.';


--
-- Name: statement_id_seq; Type: SEQUENCE; Schema: core; Owner: -
--

ALTER TABLE core.statement ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME core.statement_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: statement_line; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.statement_line (
    statement_id bigint NOT NULL,
    line_no bigint NOT NULL,
    entry_id bigint NOT NULL,
    shown_date date NOT NULL,
    shown_amount numeric(18,2) NOT NULL,
    running_balance numeric(18,2) NOT NULL,
    counterparty_text character varying(140),
    bank_transaction_code character varying(20)
);


--
-- Name: TABLE statement_line; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON TABLE core.statement_line IS 'A movement as printed on a statement, with the counterparty text shown to the client.';


--
-- Name: COLUMN statement_line.shown_date; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.statement_line.shown_date IS 'Booking date in the client''s time zone.';


--
-- Name: COLUMN statement_line.shown_amount; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.statement_line.shown_amount IS 'Signed; debits are negative.';


--
-- Name: COLUMN statement_line.running_balance; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.statement_line.running_balance IS 'Balance after the line.';


--
-- Name: COLUMN statement_line.counterparty_text; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.statement_line.counterparty_text IS 'Personal data.';


--
-- Name: COLUMN statement_line.bank_transaction_code; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.statement_line.bank_transaction_code IS 'ISO 20022 domain, family and subfamily.';


--
-- Name: statement_subscription; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.statement_subscription (
    id bigint NOT NULL,
    account_id bigint NOT NULL,
    recipient_client_id bigint,
    format_id smallint NOT NULL,
    frequency_id smallint NOT NULL,
    delivery_channel_id smallint NOT NULL,
    delivery_email text,
    skip_if_no_movement boolean DEFAULT true NOT NULL,
    include_attachments boolean DEFAULT false NOT NULL,
    next_run_on date,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    stopped_at timestamp with time zone,
    updated_at timestamp with time zone DEFAULT now() NOT NULL
);


--
-- Name: TABLE statement_subscription; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON TABLE core.statement_subscription IS 'Standing order of a client for statements, with format, rhythm and way of delivery.';


--
-- Name: COLUMN statement_subscription.recipient_client_id; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.statement_subscription.recipient_client_id IS 'Holder or third person, such as an accountant.';


--
-- Name: COLUMN statement_subscription.delivery_email; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.statement_subscription.delivery_email IS 'Personal data.';


--
-- Name: COLUMN statement_subscription.next_run_on; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.statement_subscription.next_run_on IS 'Computed after each run.';


--
-- Name: COLUMN statement_subscription.stopped_at; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.statement_subscription.stopped_at IS 'Null while active.';


--
-- Name: statement_subscription_id_seq; Type: SEQUENCE; Schema: core; Owner: -
--

ALTER TABLE core.statement_subscription ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME core.statement_subscription_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: suspense_item; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.suspense_item (
    id bigint NOT NULL,
    entry_id bigint NOT NULL,
    payment_id bigint,
    gl_account_id bigint NOT NULL,
    supposed_account_id bigint,
    match_score numeric(4,3),
    remitter_name character varying(140),
    remittance_text text,
    amount core.ledger_amount NOT NULL,
    parked_at timestamp with time zone DEFAULT now() NOT NULL,
    due_back_on date NOT NULL,
    cleared_by_id bigint,
    clearing_entry_id bigint,
    cleared_at timestamp with time zone,
    CONSTRAINT suspense_item_amount_check CHECK (((amount)::numeric >= (0)::numeric))
);


--
-- Name: TABLE suspense_item; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON TABLE core.suspense_item IS 'Money parked on a suspense account because its owner or purpose is not yet known.';


--
-- Name: COLUMN suspense_item.supposed_account_id; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.suspense_item.supposed_account_id IS 'Best guess of the matching engine.';


--
-- Name: COLUMN suspense_item.match_score; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.suspense_item.match_score IS 'Between 0 and 1.';


--
-- Name: COLUMN suspense_item.remitter_name; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.suspense_item.remitter_name IS 'Personal data.';


--
-- Name: COLUMN suspense_item.remittance_text; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.suspense_item.remittance_text IS 'May hold personal data.';


--
-- Name: COLUMN suspense_item.due_back_on; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.suspense_item.due_back_on IS 'Latest day to return the money.';


--
-- Name: suspense_item_id_seq; Type: SEQUENCE; Schema: core; Owner: -
--

ALTER TABLE core.suspense_item ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME core.suspense_item_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: swift_delivery_log; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.swift_delivery_log (
    id bigint NOT NULL,
    swift_message_id bigint NOT NULL,
    report_kind character varying(8) NOT NULL,
    nak_code character varying(6),
    gateway_node inet,
    message text,
    received_at timestamp with time zone DEFAULT now() NOT NULL
);


--
-- Name: TABLE swift_delivery_log; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON TABLE core.swift_delivery_log IS 'Acknowledgements and delivery reports of the SWIFT gateway for outgoing messages.';


--
-- Name: COLUMN swift_delivery_log.report_kind; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.swift_delivery_log.report_kind IS 'ACK, NAK, MT011 or MT010.';


--
-- Name: COLUMN swift_delivery_log.nak_code; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.swift_delivery_log.nak_code IS 'For instance T27, invalid BIC in the text.';


--
-- Name: COLUMN swift_delivery_log.gateway_node; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.swift_delivery_log.gateway_node IS 'Address of the gateway that reported.';


--
-- Name: COLUMN swift_delivery_log.message; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.swift_delivery_log.message IS 'Raw report text.';


--
-- Name: swift_delivery_log_id_seq; Type: SEQUENCE; Schema: core; Owner: -
--

ALTER TABLE core.swift_delivery_log ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME core.swift_delivery_log_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: swift_message; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.swift_message (
    id bigint NOT NULL,
    message_type_id smallint NOT NULL,
    io core.swift_io NOT NULL,
    payment_id bigint,
    correspondent_bank_id bigint,
    sender_bic core.bic_code NOT NULL,
    receiver_bic core.bic_code NOT NULL,
    uetr uuid,
    sender_reference character varying(16) NOT NULL,
    related_reference character varying(16),
    session_no character(4),
    sequence_no integer,
    text_block text NOT NULL,
    is_possible_duplicate boolean DEFAULT false NOT NULL,
    value_date date,
    amount numeric(18,2),
    currency_code character(3),
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    processed_at timestamp with time zone
);


--
-- Name: TABLE swift_message; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON TABLE core.swift_message IS 'A SWIFT message the bank sent or received, MT or MX, with its full text block.';


--
-- Name: COLUMN swift_message.io; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.swift_message.io IS 'Input goes to the network, output comes from it, as SWIFT counts.';


--
-- Name: COLUMN swift_message.uetr; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.swift_message.uetr IS 'Unique end-to-end transaction reference of SWIFT gpi.';


--
-- Name: COLUMN swift_message.sender_reference; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.swift_message.sender_reference IS 'Field 20.';


--
-- Name: COLUMN swift_message.related_reference; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.swift_message.related_reference IS 'Field 21.';


--
-- Name: COLUMN swift_message.session_no; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.swift_message.session_no IS 'Together with the sequence number identifies the message in the gateway.';


--
-- Name: COLUMN swift_message.text_block; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.swift_message.text_block IS 'Block 4 as transmitted; holds personal data.';


--
-- Name: COLUMN swift_message.value_date; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.swift_message.value_date IS 'From field 32A or its MX counterpart.';


--
-- Name: COLUMN swift_message.processed_at; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.swift_message.processed_at IS 'Linked to a payment or closed by an operator.';


--
-- Name: swift_message_id_seq; Type: SEQUENCE; Schema: core; Owner: -
--

ALTER TABLE core.swift_message ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME core.swift_message_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: tariff_assignment; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.tariff_assignment (
    id bigint NOT NULL,
    account_id bigint NOT NULL,
    tariff_plan_id bigint NOT NULL,
    promo_code character varying(20),
    discount_percent numeric(5,2) DEFAULT 0 NOT NULL,
    discount_until date,
    billing_day smallint DEFAULT 1 NOT NULL,
    auto_renew boolean DEFAULT true NOT NULL,
    started_on date NOT NULL,
    ended_on date,
    created_by_app_user_id bigint,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT tariff_assignment_discount_percent_check CHECK ((discount_percent >= (0)::numeric))
);


--
-- Name: TABLE tariff_assignment; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON TABLE core.tariff_assignment IS 'Subscription of a client''s account to a tariff plan for a period.';


--
-- Name: COLUMN tariff_assignment.promo_code; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.tariff_assignment.promo_code IS 'Code of a marketing campaign.';


--
-- Name: COLUMN tariff_assignment.billing_day; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.tariff_assignment.billing_day IS 'Day of the month, 1 to 28.';


--
-- Name: COLUMN tariff_assignment.created_by_app_user_id; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.tariff_assignment.created_by_app_user_id IS 'Null when set by the bank.';


--
-- Name: tariff_assignment_id_seq; Type: SEQUENCE; Schema: core; Owner: -
--

ALTER TABLE core.tariff_assignment ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME core.tariff_assignment_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: tariff_assignment_log; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.tariff_assignment_log (
    id bigint NOT NULL,
    assignment_id bigint NOT NULL,
    old_plan_id bigint,
    new_plan_id bigint NOT NULL,
    channel_id smallint NOT NULL,
    is_upgrade boolean NOT NULL,
    settlement_amount numeric(10,2),
    operator_id bigint,
    switched_at timestamp with time zone DEFAULT now() NOT NULL
);


--
-- Name: TABLE tariff_assignment_log; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON TABLE core.tariff_assignment_log IS 'Moves of an account from one tariff plan to another, with who asked for them.';


--
-- Name: COLUMN tariff_assignment_log.channel_id; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.tariff_assignment_log.channel_id IS 'Where the change was asked for.';


--
-- Name: COLUMN tariff_assignment_log.settlement_amount; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.tariff_assignment_log.settlement_amount IS 'Pro-rata charge or credit for the broken month.';


--
-- Name: tariff_assignment_log_id_seq; Type: SEQUENCE; Schema: core; Owner: -
--

ALTER TABLE core.tariff_assignment_log ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME core.tariff_assignment_log_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: tariff_plan; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.tariff_plan (
    id bigint NOT NULL,
    code character varying(24) NOT NULL,
    title character varying(80) NOT NULL,
    kind_id smallint NOT NULL,
    audience core.tariff_audience DEFAULT 'person'::core.tariff_audience NOT NULL,
    currency_code character(3) NOT NULL,
    monthly_price numeric(10,2) DEFAULT 0 NOT NULL,
    free_transfers smallint DEFAULT 0 NOT NULL,
    free_cash_amount core.ledger_amount DEFAULT 0 NOT NULL,
    minimum_term_months smallint DEFAULT 0 NOT NULL,
    successor_id bigint,
    partner_id bigint,
    is_public boolean DEFAULT true NOT NULL,
    launched_on date NOT NULL,
    withdrawn_on date,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT tariff_plan_monthly_price_check CHECK ((monthly_price >= (0)::numeric))
);


--
-- Name: TABLE tariff_plan; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON TABLE core.tariff_plan IS 'A price list a client can subscribe to, with its monthly price and free services.';


--
-- Name: COLUMN tariff_plan.monthly_price; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.tariff_plan.monthly_price IS 'In the plan currency, VAT excluded.';


--
-- Name: COLUMN tariff_plan.free_transfers; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.tariff_plan.free_transfers IS 'Outgoing transfers per month without a fee.';


--
-- Name: COLUMN tariff_plan.free_cash_amount; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.tariff_plan.free_cash_amount IS 'Cash withdrawals per month without a fee.';


--
-- Name: COLUMN tariff_plan.successor_id; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.tariff_plan.successor_id IS 'Plan to which clients move when this one is withdrawn.';


--
-- Name: COLUMN tariff_plan.partner_id; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.tariff_plan.partner_id IS 'Set for plans of a partner programme.';


--
-- Name: COLUMN tariff_plan.is_public; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.tariff_plan.is_public IS 'False for plans offered by invitation.';


--
-- Name: COLUMN tariff_plan.withdrawn_on; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.tariff_plan.withdrawn_on IS 'No new subscriptions from this day.';


--
-- Name: tariff_plan_id_seq; Type: SEQUENCE; Schema: core; Owner: -
--

ALTER TABLE core.tariff_plan ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME core.tariff_plan_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: tariff_plan_product; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.tariff_plan_product (
    tariff_plan_id bigint NOT NULL,
    product_id bigint NOT NULL,
    included_from date NOT NULL,
    included_quantity smallint DEFAULT 1 NOT NULL,
    extra_unit_price numeric(10,2),
    is_default boolean DEFAULT false NOT NULL
);


--
-- Name: TABLE tariff_plan_product; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON TABLE core.tariff_plan_product IS 'Products a tariff plan covers, with how many of each are included in the monthly price.';


--
-- Name: COLUMN tariff_plan_product.extra_unit_price; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.tariff_plan_product.extra_unit_price IS 'Monthly price beyond the included number.';


--
-- Name: COLUMN tariff_plan_product.is_default; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.tariff_plan_product.is_default IS 'Plan proposed first when the product is opened.';


--
-- Name: tariff_rate; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.tariff_rate (
    id bigint NOT NULL,
    tariff_plan_id bigint NOT NULL,
    fee_type_id smallint NOT NULL,
    period_id smallint,
    payment_rail_id smallint,
    currency_code character(3) NOT NULL,
    fixed_amount numeric(10,2) DEFAULT 0 NOT NULL,
    percent_of_amount numeric(7,4) DEFAULT 0 NOT NULL,
    min_amount numeric(10,2),
    max_amount numeric(10,2),
    tier_from core.ledger_amount DEFAULT 0 NOT NULL,
    free_count smallint DEFAULT 0 NOT NULL,
    vat_applies boolean DEFAULT false NOT NULL,
    effective daterange,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT tariff_rate_fixed_amount_check CHECK ((fixed_amount >= (0)::numeric)),
    CONSTRAINT tariff_rate_percent_of_amount_check CHECK ((percent_of_amount >= (0)::numeric))
);


--
-- Name: TABLE tariff_rate; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON TABLE core.tariff_rate IS 'Price of one service under a tariff plan, fixed or as a share of the amount with a floor and a cap.';


--
-- Name: COLUMN tariff_rate.period_id; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.tariff_rate.period_id IS 'Null for fees per operation.';


--
-- Name: COLUMN tariff_rate.percent_of_amount; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.tariff_rate.percent_of_amount IS 'Percent, so 0.2500 is a quarter of a percent.';


--
-- Name: COLUMN tariff_rate.min_amount; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.tariff_rate.min_amount IS 'Floor of the percentage fee.';


--
-- Name: COLUMN tariff_rate.max_amount; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.tariff_rate.max_amount IS 'Cap of the percentage fee.';


--
-- Name: COLUMN tariff_rate.tier_from; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.tariff_rate.tier_from IS 'Lower edge of the amount band.';


--
-- Name: COLUMN tariff_rate.free_count; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.tariff_rate.free_count IS 'Free operations per period.';


--
-- Name: tariff_rate_id_seq; Type: SEQUENCE; Schema: core; Owner: -
--

ALTER TABLE core.tariff_rate ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME core.tariff_rate_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: tax_report; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.tax_report (
    id bigint NOT NULL,
    regime core.tax_regime NOT NULL,
    reporting_year smallint NOT NULL,
    receiving_country_code character(2) NOT NULL,
    status core.report_status DEFAULT 'collecting'::core.report_status NOT NULL,
    message_ref character varying(170),
    corrects_report_id bigint,
    account_count integer DEFAULT 0 NOT NULL,
    total_balance numeric(20,2),
    prepared_by_id bigint,
    file_bytes bigint,
    deadline date NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    accepted_at timestamp with time zone,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT tax_report_account_count_check CHECK ((account_count >= 0))
);


--
-- Name: TABLE tax_report; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON TABLE core.tax_report IS 'A yearly report of the bank to a tax office about accounts and interest of clients resident in a country.';


--
-- Name: COLUMN tax_report.message_ref; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.tax_report.message_ref IS 'Reference of the XML message.';


--
-- Name: COLUMN tax_report.total_balance; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.tax_report.total_balance IS 'Sum in base currency.';


--
-- Name: COLUMN tax_report.deadline; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.tax_report.deadline IS 'Last day to submit.';


--
-- Name: tax_report_account; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.tax_report_account (
    tax_report_id bigint NOT NULL,
    account_id bigint NOT NULL,
    reported_client_id bigint NOT NULL,
    taxpayer_no character varying(32),
    taxpayer_no_missing boolean DEFAULT false NOT NULL,
    is_undocumented boolean DEFAULT false NOT NULL,
    year_end_balance numeric(18,2) NOT NULL,
    gross_interest numeric(18,2) DEFAULT 0 NOT NULL,
    gross_proceeds numeric(18,2) DEFAULT 0 NOT NULL,
    currency_code character(3) NOT NULL,
    error_codes text[]
);


--
-- Name: TABLE tax_report_account; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON TABLE core.tax_report_account IS 'Accounts included in a tax report, with the figures reported for their holder.';


--
-- Name: COLUMN tax_report_account.taxpayer_no; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.tax_report_account.taxpayer_no IS 'Personal data; foreign tax number.';


--
-- Name: COLUMN tax_report_account.is_undocumented; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.tax_report_account.is_undocumented IS 'No self-certification on file.';


--
-- Name: COLUMN tax_report_account.gross_proceeds; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.tax_report_account.gross_proceeds IS 'Sales of financial assets.';


--
-- Name: COLUMN tax_report_account.error_codes; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.tax_report_account.error_codes IS 'Codes from the receiving office''s answer.';


--
-- Name: tax_report_id_seq; Type: SEQUENCE; Schema: core; Owner: -
--

ALTER TABLE core.tax_report ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME core.tax_report_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: tax_residency; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.tax_residency (
    id bigint NOT NULL,
    client_id bigint NOT NULL,
    country_code character(2) NOT NULL,
    status_id smallint NOT NULL,
    tin character varying(32),
    no_tin_reason character varying(80),
    is_us_person boolean DEFAULT false NOT NULL,
    self_certified_on date NOT NULL,
    certificate_document_id bigint,
    valid_from date NOT NULL,
    valid_to date,
    updated_at timestamp with time zone
);


--
-- Name: TABLE tax_residency; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON TABLE core.tax_residency IS 'Tax residencies a client declared for CRS and FATCA reporting.';


--
-- Name: COLUMN tax_residency.tin; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.tax_residency.tin IS 'Tax number in that country. Personal data.';


--
-- Name: COLUMN tax_residency.no_tin_reason; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.tax_residency.no_tin_reason IS 'Reason A, B or C of the CRS form with the explanation.';


--
-- Name: COLUMN tax_residency.is_us_person; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.tax_residency.is_us_person IS 'Reported under FATCA.';


--
-- Name: tax_residency_id_seq; Type: SEQUENCE; Schema: core; Owner: -
--

ALTER TABLE core.tax_residency ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME core.tax_residency_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: tax_withholding; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.tax_withholding (
    id bigint NOT NULL,
    client_id bigint NOT NULL,
    capitalization_id bigint NOT NULL,
    country_code character(2) NOT NULL,
    tax_residency_status_id smallint,
    taxable_amount core.ledger_amount NOT NULL,
    exemption_used core.ledger_amount DEFAULT 0 NOT NULL,
    tax_rate numeric(6,4) NOT NULL,
    tax_amount numeric(12,2) NOT NULL,
    entry_id bigint,
    withheld_at timestamp with time zone DEFAULT now() NOT NULL,
    remitted_on date,
    CONSTRAINT tax_withholding_tax_amount_check CHECK ((tax_amount >= (0)::numeric)),
    CONSTRAINT tax_withholding_tax_rate_check CHECK ((tax_rate >= (0)::numeric))
);


--
-- Name: TABLE tax_withholding; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON TABLE core.tax_withholding IS 'Tax taken from a client''s interest and owed by the bank to a tax office.';


--
-- Name: COLUMN tax_withholding.country_code; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.tax_withholding.country_code IS 'Country of the tax office.';


--
-- Name: COLUMN tax_withholding.exemption_used; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.tax_withholding.exemption_used IS 'Part of the yearly allowance consumed.';


--
-- Name: COLUMN tax_withholding.tax_rate; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.tax_withholding.tax_rate IS 'Percent, solidarity surcharge included.';


--
-- Name: COLUMN tax_withholding.remitted_on; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.tax_withholding.remitted_on IS 'Day the tax was paid to the office.';


--
-- Name: tax_withholding_id_seq; Type: SEQUENCE; Schema: core; Owner: -
--

ALTER TABLE core.tax_withholding ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME core.tax_withholding_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: user_device; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.user_device (
    id uuid NOT NULL,
    app_user_id bigint NOT NULL,
    device_type_id smallint NOT NULL,
    model_name text,
    os_version character varying(24),
    app_version character varying(16),
    push_token text,
    public_key bytea,
    is_trusted boolean DEFAULT false NOT NULL,
    is_rooted boolean,
    bound_at timestamp with time zone NOT NULL,
    last_used_at timestamp with time zone,
    unbound_at timestamp with time zone
);


--
-- Name: TABLE user_device; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON TABLE core.user_device IS 'A phone, tablet or browser bound to an app user for strong authentication.';


--
-- Name: COLUMN user_device.push_token; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.user_device.push_token IS 'Replaced by the app whenever the platform rotates it.';


--
-- Name: COLUMN user_device.public_key; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.user_device.public_key IS 'Key of the secure element, used to confirm payments.';


--
-- Name: COLUMN user_device.is_rooted; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.user_device.is_rooted IS 'Reported by the app at its last start.';


--
-- Name: COLUMN user_device.unbound_at; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.user_device.unbound_at IS 'The key is refused from then on.';


--
-- Name: video_ident_session; Type: TABLE; Schema: core; Owner: -
--

CREATE TABLE core.video_ident_session (
    id uuid NOT NULL,
    application_id bigint NOT NULL,
    document_type_id smallint,
    agent_id bigint,
    queued_at timestamp with time zone NOT NULL,
    call_started_at timestamp with time zone,
    call_ended_at timestamp with time zone,
    wait_time interval,
    is_identified boolean,
    failure_cause text,
    recording_ref text,
    quality_score smallint
);


--
-- Name: TABLE video_ident_session; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON TABLE core.video_ident_session IS 'A video call in which an agent identified an applicant by an identity document.';


--
-- Name: COLUMN video_ident_session.agent_id; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.video_ident_session.agent_id IS 'Null for calls taken by the external call centre.';


--
-- Name: COLUMN video_ident_session.wait_time; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.video_ident_session.wait_time IS 'From the queue to the first picture.';


--
-- Name: COLUMN video_ident_session.is_identified; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.video_ident_session.is_identified IS 'Null when the call broke off.';


--
-- Name: COLUMN video_ident_session.recording_ref; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.video_ident_session.recording_ref IS 'Object key in the recording store, kept five years.';


--
-- Name: COLUMN video_ident_session.quality_score; Type: COMMENT; Schema: core; Owner: -
--

COMMENT ON COLUMN core.video_ident_session.quality_score IS 'Given by the quality team to sampled calls, 1 to 5.';


--
-- Name: account_block_reason; Type: TABLE; Schema: dict; Owner: -
--

CREATE TABLE dict.account_block_reason (
    id smallint NOT NULL,
    code character varying(24) NOT NULL,
    name text NOT NULL,
    resulting_state_id smallint NOT NULL,
    unblock_authority text NOT NULL,
    max_days integer
);


--
-- Name: TABLE account_block_reason; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON TABLE dict.account_block_reason IS 'Grounds for blocking an account and the state each puts it in.';


--
-- Name: COLUMN account_block_reason.unblock_authority; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON COLUMN dict.account_block_reason.unblock_authority IS 'Department that may lift the block.';


--
-- Name: COLUMN account_block_reason.max_days; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON COLUMN dict.account_block_reason.max_days IS 'Lifted automatically afterwards; null means never.';


--
-- Name: account_purpose; Type: TABLE; Schema: dict; Owner: -
--

CREATE TABLE dict.account_purpose (
    id smallint NOT NULL,
    code character varying(20) NOT NULL,
    name text NOT NULL,
    for_company boolean NOT NULL,
    expected_monthly_turnover numeric(12,2) NOT NULL
);


--
-- Name: TABLE account_purpose; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON TABLE dict.account_purpose IS 'What the client says the account will be used for.';


--
-- Name: COLUMN account_purpose.expected_monthly_turnover; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON COLUMN dict.account_purpose.expected_monthly_turnover IS 'EUR, baseline of the transaction monitoring rules.';


--
-- Name: account_state; Type: TABLE; Schema: dict; Owner: -
--

CREATE TABLE dict.account_state (
    id smallint NOT NULL,
    code character varying(16) NOT NULL,
    name text NOT NULL,
    allows_debit boolean NOT NULL,
    allows_credit boolean NOT NULL
);


--
-- Name: TABLE account_state; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON TABLE dict.account_state IS 'Stages of an account and what may be booked in each.';


--
-- Name: COLUMN account_state.allows_debit; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON COLUMN dict.account_state.allows_debit IS 'Seizures and fees of the bank pass regardless.';


--
-- Name: account_type; Type: TABLE; Schema: dict; Owner: -
--

CREATE TABLE dict.account_type (
    id smallint NOT NULL,
    code character varying(20) NOT NULL,
    name text NOT NULL,
    gl_account_class_id smallint NOT NULL,
    is_client_money boolean NOT NULL,
    allows_overdraft boolean NOT NULL
);


--
-- Name: TABLE account_type; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON TABLE dict.account_type IS 'Kinds of accounts the bank keeps, with the ledger class they roll up to.';


--
-- Name: COLUMN account_type.is_client_money; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON COLUMN dict.account_type.is_client_money IS 'Included in deposit guarantee reporting.';


--
-- Name: address_type; Type: TABLE; Schema: dict; Owner: -
--

CREATE TABLE dict.address_type (
    id smallint NOT NULL,
    code character varying(16) NOT NULL,
    name text NOT NULL,
    is_mandatory_person boolean NOT NULL,
    is_mandatory_company boolean NOT NULL,
    needs_proof boolean NOT NULL
);


--
-- Name: TABLE address_type; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON TABLE dict.address_type IS 'Purposes for which an address of a client is kept.';


--
-- Name: COLUMN address_type.needs_proof; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON COLUMN dict.address_type.needs_proof IS 'A document not older than three months is asked for.';


--
-- Name: auth_method; Type: TABLE; Schema: dict; Owner: -
--

CREATE TABLE dict.auth_method (
    id smallint NOT NULL,
    code character varying(20) NOT NULL,
    name text NOT NULL,
    factor text NOT NULL,
    counts_for_sca boolean NOT NULL,
    code_ttl_seconds integer
);


--
-- Name: TABLE auth_method; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON TABLE dict.auth_method IS 'Ways of authentication and the factors they count as under strong customer authentication.';


--
-- Name: COLUMN auth_method.factor; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON COLUMN dict.auth_method.factor IS 'Knowledge, possession or inherence.';


--
-- Name: COLUMN auth_method.code_ttl_seconds; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON COLUMN dict.auth_method.code_ttl_seconds IS 'Validity of one code; null where no code is sent.';


--
-- Name: balance_type; Type: TABLE; Schema: dict; Owner: -
--

CREATE TABLE dict.balance_type (
    id smallint NOT NULL,
    code character varying(16) NOT NULL,
    name text NOT NULL,
    iso20022_code character(4) NOT NULL,
    includes_holds boolean NOT NULL,
    on_statement boolean NOT NULL
);


--
-- Name: TABLE balance_type; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON TABLE dict.balance_type IS 'Balances computed for an account and their ISO 20022 codes.';


--
-- Name: COLUMN balance_type.iso20022_code; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON COLUMN dict.balance_type.iso20022_code IS 'External balance type code.';


--
-- Name: COLUMN balance_type.includes_holds; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON COLUMN dict.balance_type.includes_holds IS 'Authorised card transactions are deducted.';


--
-- Name: card_scheme; Type: TABLE; Schema: dict; Owner: -
--

CREATE TABLE dict.card_scheme (
    id smallint NOT NULL,
    code character varying(12) NOT NULL,
    name text NOT NULL,
    bin_prefix character varying(6) NOT NULL,
    pan_length smallint NOT NULL,
    settlement_currency_code character(3) NOT NULL
);


--
-- Name: TABLE card_scheme; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON TABLE dict.card_scheme IS 'Card schemes with the first digits of their numbers.';


--
-- Name: COLUMN card_scheme.bin_prefix; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON COLUMN dict.card_scheme.bin_prefix IS 'Shortest prefix that identifies the scheme.';


--
-- Name: card_state; Type: TABLE; Schema: dict; Owner: -
--

CREATE TABLE dict.card_state (
    id smallint NOT NULL,
    code character varying(16) NOT NULL,
    name text NOT NULL,
    processor_code character(2) NOT NULL,
    can_be_reactivated boolean NOT NULL
);


--
-- Name: TABLE card_state; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON TABLE dict.card_state IS 'Stages of a payment card as reported by the processing centre.';


--
-- Name: COLUMN card_state.processor_code; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON COLUMN dict.card_state.processor_code IS 'Response code the processor returns for a card in this state.';


--
-- Name: COLUMN card_state.can_be_reactivated; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON COLUMN dict.card_state.can_be_reactivated IS 'The client may unfreeze it in the app.';


--
-- Name: channel; Type: TABLE; Schema: dict; Owner: -
--

CREATE TABLE dict.channel (
    id smallint NOT NULL,
    code character varying(16) NOT NULL,
    name text NOT NULL,
    is_self_service boolean NOT NULL,
    session_timeout interval
);


--
-- Name: TABLE channel; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON TABLE dict.channel IS 'Channels through which clients and staff reach the bank.';


--
-- Name: COLUMN channel.session_timeout; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON COLUMN dict.channel.session_timeout IS 'Idle time after which the session is closed.';


--
-- Name: charge_bearer; Type: TABLE; Schema: dict; Owner: -
--

CREATE TABLE dict.charge_bearer (
    id smallint NOT NULL,
    code character varying(4) NOT NULL,
    name text NOT NULL,
    swift_code character(3),
    allowed_in_eea boolean NOT NULL
);


--
-- Name: TABLE charge_bearer; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON TABLE dict.charge_bearer IS 'Who bears the charges of a transfer.';


--
-- Name: COLUMN charge_bearer.swift_code; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON COLUMN dict.charge_bearer.swift_code IS 'Value of field 71A.';


--
-- Name: COLUMN charge_bearer.allowed_in_eea; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON COLUMN dict.charge_bearer.allowed_in_eea IS 'The payment services directive forbids the others in EEA currencies.';


--
-- Name: closure_reason; Type: TABLE; Schema: dict; Owner: -
--

CREATE TABLE dict.closure_reason (
    id smallint NOT NULL,
    code character varying(24) NOT NULL,
    name text NOT NULL,
    resulting_state_id smallint NOT NULL,
    initiated_by_bank boolean NOT NULL,
    notice_days smallint NOT NULL
);


--
-- Name: TABLE closure_reason; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON TABLE dict.closure_reason IS 'Why the relationship with a client was ended.';


--
-- Name: COLUMN closure_reason.notice_days; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON COLUMN dict.closure_reason.notice_days IS 'Calendar days between letter and closure.';


--
-- Name: collateral_type; Type: TABLE; Schema: dict; Owner: -
--

CREATE TABLE dict.collateral_type (
    id smallint NOT NULL,
    code character varying(20) NOT NULL,
    name text NOT NULL,
    haircut numeric(5,2) NOT NULL,
    revaluation_months smallint NOT NULL,
    needs_register_entry boolean NOT NULL
);


--
-- Name: TABLE collateral_type; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON TABLE dict.collateral_type IS 'Kinds of collateral with haircut and valuation cycle.';


--
-- Name: COLUMN collateral_type.haircut; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON COLUMN dict.collateral_type.haircut IS 'Percent taken off the market value.';


--
-- Name: COLUMN collateral_type.revaluation_months; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON COLUMN dict.collateral_type.revaluation_months IS 'Longest age of a valuation.';


--
-- Name: company_role; Type: TABLE; Schema: dict; Owner: -
--

CREATE TABLE dict.company_role (
    id smallint NOT NULL,
    code character varying(20) NOT NULL,
    name text NOT NULL,
    may_sign boolean NOT NULL,
    must_be_identified boolean NOT NULL,
    display_order smallint NOT NULL
);


--
-- Name: TABLE company_role; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON TABLE dict.company_role IS 'Functions a person may hold in a client company.';


--
-- Name: COLUMN company_role.may_sign; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON COLUMN dict.company_role.may_sign IS 'May sign contracts in the name of the company.';


--
-- Name: COLUMN company_role.must_be_identified; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON COLUMN dict.company_role.must_be_identified IS 'Full identification is needed before activation.';


--
-- Name: complaint_category; Type: TABLE; Schema: dict; Owner: -
--

CREATE TABLE dict.complaint_category (
    id smallint NOT NULL,
    code character varying(20) NOT NULL,
    name text NOT NULL,
    answer_days smallint NOT NULL,
    is_reportable boolean NOT NULL,
    handler_role_id smallint
);


--
-- Name: TABLE complaint_category; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON TABLE dict.complaint_category IS 'Subjects of complaints with the time allowed for an answer.';


--
-- Name: COLUMN complaint_category.answer_days; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON COLUMN dict.complaint_category.answer_days IS 'Business days; payment complaints have 15 by law.';


--
-- Name: COLUMN complaint_category.is_reportable; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON COLUMN dict.complaint_category.is_reportable IS 'Counted in the yearly report to the supervisor.';


--
-- Name: complaint_state; Type: TABLE; Schema: dict; Owner: -
--

CREATE TABLE dict.complaint_state (
    id smallint NOT NULL,
    code character varying(16) NOT NULL,
    name text NOT NULL,
    clock_runs boolean NOT NULL,
    step_no smallint NOT NULL
);


--
-- Name: TABLE complaint_state; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON TABLE dict.complaint_state IS 'Stages of a complaint and whether the answer clock runs in them.';


--
-- Name: COLUMN complaint_state.clock_runs; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON COLUMN dict.complaint_state.clock_runs IS 'Time in this stage counts against the answer deadline.';


--
-- Name: consent_type; Type: TABLE; Schema: dict; Owner: -
--

CREATE TABLE dict.consent_type (
    id smallint NOT NULL,
    code character varying(24) NOT NULL,
    name text NOT NULL,
    legal_basis text NOT NULL,
    expires_after interval,
    is_revocable boolean NOT NULL
);


--
-- Name: TABLE consent_type; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON TABLE dict.consent_type IS 'Consents asked from clients, with the legal ground and term of each.';


--
-- Name: COLUMN consent_type.expires_after; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON COLUMN dict.consent_type.expires_after IS 'Null means until withdrawn.';


--
-- Name: contact_type; Type: TABLE; Schema: dict; Owner: -
--

CREATE TABLE dict.contact_type (
    id smallint NOT NULL,
    code character varying(16) NOT NULL,
    name text NOT NULL,
    validation_pattern text,
    can_be_verified boolean NOT NULL
);


--
-- Name: TABLE contact_type; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON TABLE dict.contact_type IS 'Ways to reach a client, with the pattern a value is validated against.';


--
-- Name: COLUMN contact_type.validation_pattern; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON COLUMN dict.contact_type.validation_pattern IS 'Regular expression checked by the applications.';


--
-- Name: country; Type: TABLE; Schema: dict; Owner: -
--

CREATE TABLE dict.country (
    code character(2) NOT NULL,
    alpha3 character(3) NOT NULL,
    name text NOT NULL,
    currency_code character(3),
    risk_level_id smallint NOT NULL,
    is_eea boolean NOT NULL,
    is_sepa boolean NOT NULL,
    iban_length smallint,
    dial_prefix character varying(6) NOT NULL
);


--
-- Name: TABLE country; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON TABLE dict.country IS 'Countries of ISO 3166-1 the bank knows, with risk class and SEPA membership.';


--
-- Name: COLUMN country.alpha3; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON COLUMN dict.country.alpha3 IS 'ISO 3166-1 alpha-3.';


--
-- Name: COLUMN country.currency_code; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON COLUMN dict.country.currency_code IS 'Null when the bank does not trade the national currency.';


--
-- Name: COLUMN country.risk_level_id; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON COLUMN dict.country.risk_level_id IS 'Set by compliance twice a year.';


--
-- Name: COLUMN country.iban_length; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON COLUMN dict.country.iban_length IS 'Null where IBAN is not used.';


--
-- Name: currency; Type: TABLE; Schema: dict; Owner: -
--

CREATE TABLE dict.currency (
    code character(3) NOT NULL,
    numeric_code character(3) NOT NULL,
    name text NOT NULL,
    minor_units smallint NOT NULL,
    symbol text,
    is_account_currency boolean NOT NULL,
    cutoff_time time without time zone
);


--
-- Name: TABLE currency; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON TABLE dict.currency IS 'Currencies of ISO 4217 in which accounts are kept or deals are made.';


--
-- Name: COLUMN currency.numeric_code; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON COLUMN dict.currency.numeric_code IS 'ISO 4217 number, with leading zeros.';


--
-- Name: COLUMN currency.minor_units; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON COLUMN dict.currency.minor_units IS 'Digits after the decimal point.';


--
-- Name: COLUMN currency.is_account_currency; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON COLUMN dict.currency.is_account_currency IS 'Clients may open accounts in it; the others exist for FX and transfers only.';


--
-- Name: COLUMN currency.cutoff_time; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON COLUMN dict.currency.cutoff_time IS 'Latest time for value today, Frankfurt time.';


--
-- Name: day_count_convention; Type: TABLE; Schema: dict; Owner: -
--

CREATE TABLE dict.day_count_convention (
    id smallint NOT NULL,
    code character varying(12) NOT NULL,
    name text NOT NULL,
    numerator_rule text NOT NULL,
    denominator smallint
);


--
-- Name: TABLE day_count_convention; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON TABLE dict.day_count_convention IS 'Conventions for counting days in interest formulas.';


--
-- Name: COLUMN day_count_convention.denominator; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON COLUMN dict.day_count_convention.denominator IS 'Null when the length of the year is taken from the calendar.';


--
-- Name: deposit_type; Type: TABLE; Schema: dict; Owner: -
--

CREATE TABLE dict.deposit_type (
    id smallint NOT NULL,
    code character varying(20) NOT NULL,
    name text NOT NULL,
    interest_type_id smallint NOT NULL,
    notice_days smallint NOT NULL,
    early_withdrawal boolean NOT NULL,
    min_amount numeric(12,2) NOT NULL
);


--
-- Name: TABLE deposit_type; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON TABLE dict.deposit_type IS 'Deposit products by term and right of withdrawal.';


--
-- Name: COLUMN deposit_type.notice_days; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON COLUMN dict.deposit_type.notice_days IS 'Calendar days between notice and payout.';


--
-- Name: device_type; Type: TABLE; Schema: dict; Owner: -
--

CREATE TABLE dict.device_type (
    id smallint NOT NULL,
    code character varying(16) NOT NULL,
    name text NOT NULL,
    channel_id smallint NOT NULL,
    supports_push boolean NOT NULL,
    min_os_version character varying(12)
);


--
-- Name: TABLE device_type; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON TABLE dict.device_type IS 'Devices from which sessions are opened.';


--
-- Name: COLUMN device_type.min_os_version; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON COLUMN dict.device_type.min_os_version IS 'Older versions are refused at login.';


--
-- Name: document_state; Type: TABLE; Schema: dict; Owner: -
--

CREATE TABLE dict.document_state (
    id smallint NOT NULL,
    code character varying(16) NOT NULL,
    name text NOT NULL,
    is_usable boolean NOT NULL,
    sort_order smallint NOT NULL
);


--
-- Name: TABLE document_state; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON TABLE dict.document_state IS 'Stages of a client document between upload and archive.';


--
-- Name: COLUMN document_state.is_usable; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON COLUMN dict.document_state.is_usable IS 'A document in this stage counts as evidence.';


--
-- Name: document_type; Type: TABLE; Schema: dict; Owner: -
--

CREATE TABLE dict.document_type (
    id smallint NOT NULL,
    code character varying(28) NOT NULL,
    name text NOT NULL,
    retention_years smallint NOT NULL,
    is_personal_data boolean NOT NULL
);


--
-- Name: TABLE document_type; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON TABLE dict.document_type IS 'Kinds of files in the document archive and how long they are kept.';


--
-- Name: COLUMN document_type.retention_years; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON COLUMN dict.document_type.retention_years IS 'Counted from the end of the relationship.';


--
-- Name: COLUMN document_type.is_personal_data; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON COLUMN dict.document_type.is_personal_data IS 'Covered by access and erasure requests.';


--
-- Name: employment_status; Type: TABLE; Schema: dict; Owner: -
--

CREATE TABLE dict.employment_status (
    id smallint NOT NULL,
    code character varying(24) NOT NULL,
    name text NOT NULL,
    requires_employer boolean NOT NULL,
    has_regular_income boolean NOT NULL
);


--
-- Name: TABLE employment_status; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON TABLE dict.employment_status IS 'Occupation groups used in affordability checks.';


--
-- Name: COLUMN employment_status.requires_employer; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON COLUMN dict.employment_status.requires_employer IS 'The application form asks for the employer.';


--
-- Name: entry_type; Type: TABLE; Schema: dict; Owner: -
--

CREATE TABLE dict.entry_type (
    id smallint NOT NULL,
    code character varying(20) NOT NULL,
    name text NOT NULL,
    balance_type_id smallint NOT NULL,
    is_reversible boolean NOT NULL,
    prefix character(3) NOT NULL
);


--
-- Name: TABLE entry_type; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON TABLE dict.entry_type IS 'Kinds of ledger entries and the balance they affect first.';


--
-- Name: COLUMN entry_type.is_reversible; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON COLUMN dict.entry_type.is_reversible IS 'May be undone with an entry of type REVERSAL.';


--
-- Name: COLUMN entry_type.prefix; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON COLUMN dict.entry_type.prefix IS 'First letters of the entry number on statements.';


--
-- Name: fee_period; Type: TABLE; Schema: dict; Owner: -
--

CREATE TABLE dict.fee_period (
    id smallint NOT NULL,
    code character varying(12) NOT NULL,
    name text NOT NULL,
    length interval,
    charge_day_rule text
);


--
-- Name: TABLE fee_period; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON TABLE dict.fee_period IS 'How often a fee recurs.';


--
-- Name: COLUMN fee_period.length; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON COLUMN dict.fee_period.length IS 'Null for one-off fees.';


--
-- Name: COLUMN fee_period.charge_day_rule; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON COLUMN dict.fee_period.charge_day_rule IS 'Read by people; the engine has the rule built in.';


--
-- Name: fee_type; Type: TABLE; Schema: dict; Owner: -
--

CREATE TABLE dict.fee_type (
    id smallint NOT NULL,
    code character varying(24) NOT NULL,
    name text NOT NULL,
    default_period_id smallint NOT NULL,
    is_percentage boolean NOT NULL,
    vat_rate numeric(5,2) NOT NULL,
    paf_code character varying(8)
);


--
-- Name: TABLE fee_type; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON TABLE dict.fee_type IS 'Fees of the price list and how often each is charged by default.';


--
-- Name: COLUMN fee_type.vat_rate; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON COLUMN dict.fee_type.vat_rate IS 'Percent; zero for exempt services.';


--
-- Name: COLUMN fee_type.paf_code; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON COLUMN dict.fee_type.paf_code IS 'Line of the standardised fee information document.';


--
-- Name: fx_deal_type; Type: TABLE; Schema: dict; Owner: -
--

CREATE TABLE dict.fx_deal_type (
    id smallint NOT NULL,
    code character varying(12) NOT NULL,
    name text NOT NULL,
    value_days smallint,
    is_derivative boolean NOT NULL,
    emir_reportable boolean NOT NULL
);


--
-- Name: TABLE fx_deal_type; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON TABLE dict.fx_deal_type IS 'Kinds of currency deals by settlement date and obligation.';


--
-- Name: COLUMN fx_deal_type.value_days; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON COLUMN dict.fx_deal_type.value_days IS 'Business days to settlement; null when agreed per deal.';


--
-- Name: COLUMN fx_deal_type.emir_reportable; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON COLUMN dict.fx_deal_type.emir_reportable IS 'Reported to the trade repository.';


--
-- Name: gender; Type: TABLE; Schema: dict; Owner: -
--

CREATE TABLE dict.gender (
    id smallint NOT NULL,
    code character varying(1) NOT NULL,
    name text NOT NULL,
    iso5218 smallint NOT NULL,
    salutation text
);


--
-- Name: TABLE gender; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON TABLE dict.gender IS 'Sex as printed in the identity document of a person.';


--
-- Name: COLUMN gender.iso5218; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON COLUMN dict.gender.iso5218 IS 'Numeric code of ISO/IEC 5218.';


--
-- Name: COLUMN gender.salutation; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON COLUMN dict.gender.salutation IS 'Used in letters when no title is known.';


--
-- Name: gl_account_class; Type: TABLE; Schema: dict; Owner: -
--

CREATE TABLE dict.gl_account_class (
    id smallint NOT NULL,
    code character varying(12) NOT NULL,
    name text NOT NULL,
    normal_side character(1) NOT NULL,
    on_balance_sheet boolean NOT NULL,
    number_prefix character varying(2) NOT NULL
);


--
-- Name: TABLE gl_account_class; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON TABLE dict.gl_account_class IS 'Top level classes of the chart of accounts.';


--
-- Name: COLUMN gl_account_class.normal_side; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON COLUMN dict.gl_account_class.normal_side IS 'D for debit, C for credit.';


--
-- Name: COLUMN gl_account_class.number_prefix; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON COLUMN dict.gl_account_class.number_prefix IS 'First digits of account numbers in the class.';


--
-- Name: holiday_type; Type: TABLE; Schema: dict; Owner: -
--

CREATE TABLE dict.holiday_type (
    id smallint NOT NULL,
    code character varying(16) NOT NULL,
    name text NOT NULL,
    stops_settlement boolean NOT NULL,
    closes_branches boolean NOT NULL,
    colour character(7) NOT NULL
);


--
-- Name: TABLE holiday_type; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON TABLE dict.holiday_type IS 'Kinds of days on which settlement or branches stand still.';


--
-- Name: COLUMN holiday_type.stops_settlement; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON COLUMN dict.holiday_type.stops_settlement IS 'No value date falls on such a day.';


--
-- Name: COLUMN holiday_type.colour; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON COLUMN dict.holiday_type.colour IS 'Colour in the calendar of the back office.';


--
-- Name: income_band; Type: TABLE; Schema: dict; Owner: -
--

CREATE TABLE dict.income_band (
    id smallint NOT NULL,
    code character varying(10) NOT NULL,
    name text NOT NULL,
    currency_code character(3) NOT NULL,
    amount_from numeric(12,2) NOT NULL,
    amount_to numeric(12,2)
);


--
-- Name: TABLE income_band; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON TABLE dict.income_band IS 'Monthly net income ranges offered in the onboarding form.';


--
-- Name: COLUMN income_band.amount_from; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON COLUMN dict.income_band.amount_from IS 'Inclusive.';


--
-- Name: COLUMN income_band.amount_to; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON COLUMN dict.income_band.amount_to IS 'Exclusive; null for the open top band.';


--
-- Name: income_source; Type: TABLE; Schema: dict; Owner: -
--

CREATE TABLE dict.income_source (
    id smallint NOT NULL,
    code character varying(20) NOT NULL,
    name text NOT NULL,
    haircut_percent numeric(5,2) NOT NULL,
    proof_months smallint NOT NULL
);


--
-- Name: TABLE income_source; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON TABLE dict.income_source IS 'Where the regular income of a client comes from.';


--
-- Name: COLUMN income_source.haircut_percent; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON COLUMN dict.income_source.haircut_percent IS 'Share of the income left out of the affordability calculation.';


--
-- Name: COLUMN income_source.proof_months; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON COLUMN dict.income_source.proof_months IS 'Months of payslips or statements to be shown.';


--
-- Name: industry; Type: TABLE; Schema: dict; Owner: -
--

CREATE TABLE dict.industry (
    id smallint NOT NULL,
    code character varying(6) NOT NULL,
    name text NOT NULL,
    nace_section character(1) NOT NULL,
    risk_level_id smallint NOT NULL,
    cash_intensive boolean NOT NULL
);


--
-- Name: TABLE industry; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON TABLE dict.industry IS 'Sections of the NACE classification with the bank''s own view of their risk.';


--
-- Name: COLUMN industry.nace_section; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON COLUMN dict.industry.nace_section IS 'Letter of the section.';


--
-- Name: COLUMN industry.cash_intensive; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON COLUMN dict.industry.cash_intensive IS 'Feeds the risk factor of the same name.';


--
-- Name: interest_type; Type: TABLE; Schema: dict; Owner: -
--

CREATE TABLE dict.interest_type (
    id smallint NOT NULL,
    code character varying(16) NOT NULL,
    name text NOT NULL,
    day_count_convention_id smallint NOT NULL,
    reference_rate character varying(20),
    reset_months smallint
);


--
-- Name: TABLE interest_type; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON TABLE dict.interest_type IS 'How an interest rate is set and which calendar it is counted with.';


--
-- Name: COLUMN interest_type.reference_rate; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON COLUMN dict.interest_type.reference_rate IS 'Benchmark of floating rates.';


--
-- Name: COLUMN interest_type.reset_months; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON COLUMN dict.interest_type.reset_months IS 'Months between rate resets.';


--
-- Name: kyc_document_type; Type: TABLE; Schema: dict; Owner: -
--

CREATE TABLE dict.kyc_document_type (
    id smallint NOT NULL,
    code character varying(28) NOT NULL,
    name text NOT NULL,
    document_type_id smallint NOT NULL,
    has_mrz boolean NOT NULL,
    sides_required smallint NOT NULL
);


--
-- Name: TABLE kyc_document_type; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON TABLE dict.kyc_document_type IS 'Documents accepted as evidence in identity verification.';


--
-- Name: COLUMN kyc_document_type.has_mrz; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON COLUMN dict.kyc_document_type.has_mrz IS 'The document carries a machine readable zone.';


--
-- Name: COLUMN kyc_document_type.sides_required; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON COLUMN dict.kyc_document_type.sides_required IS 'Number of pictures the applicant has to take.';


--
-- Name: kyc_level; Type: TABLE; Schema: dict; Owner: -
--

CREATE TABLE dict.kyc_level (
    id smallint NOT NULL,
    code character varying(16) NOT NULL,
    name text NOT NULL,
    yearly_turnover_limit numeric(14,2),
    review_months smallint NOT NULL
);


--
-- Name: TABLE kyc_level; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON TABLE dict.kyc_level IS 'Depth of due diligence and the yearly turnover it allows.';


--
-- Name: COLUMN kyc_level.yearly_turnover_limit; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON COLUMN dict.kyc_level.yearly_turnover_limit IS 'In EUR; null means unlimited.';


--
-- Name: COLUMN kyc_level.review_months; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON COLUMN dict.kyc_level.review_months IS 'Months until the data of the client must be confirmed again.';


--
-- Name: kyc_reject_reason; Type: TABLE; Schema: dict; Owner: -
--

CREATE TABLE dict.kyc_reject_reason (
    id smallint NOT NULL,
    code character varying(32) NOT NULL,
    name text NOT NULL,
    verification_status_id smallint NOT NULL,
    may_reapply boolean NOT NULL,
    client_message text
);


--
-- Name: TABLE kyc_reject_reason; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON TABLE dict.kyc_reject_reason IS 'Why compliance or the verification vendor turned an application down.';


--
-- Name: COLUMN kyc_reject_reason.may_reapply; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON COLUMN dict.kyc_reject_reason.may_reapply IS 'A new application is accepted without a waiting period.';


--
-- Name: COLUMN kyc_reject_reason.client_message; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON COLUMN dict.kyc_reject_reason.client_message IS 'Text shown to the applicant; null when tipping-off rules forbid an explanation.';


--
-- Name: language; Type: TABLE; Schema: dict; Owner: -
--

CREATE TABLE dict.language (
    code character(2) NOT NULL,
    native_name text NOT NULL,
    name text NOT NULL,
    is_ui_supported boolean NOT NULL,
    locale character varying(10) NOT NULL
);


--
-- Name: TABLE language; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON TABLE dict.language IS 'Languages in which the bank writes to its clients.';


--
-- Name: COLUMN language.is_ui_supported; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON COLUMN dict.language.is_ui_supported IS 'The applications are translated; otherwise letters only.';


--
-- Name: legal_form; Type: TABLE; Schema: dict; Owner: -
--

CREATE TABLE dict.legal_form (
    id smallint NOT NULL,
    code character varying(12) NOT NULL,
    name text NOT NULL,
    country_code character(2) NOT NULL,
    has_limited_liability boolean NOT NULL,
    min_capital numeric(12,2)
);


--
-- Name: TABLE legal_form; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON TABLE dict.legal_form IS 'Legal forms of companies, per country of incorporation.';


--
-- Name: COLUMN legal_form.min_capital; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON COLUMN dict.legal_form.min_capital IS 'Statutory minimum in EUR or the national currency.';


--
-- Name: limit_period; Type: TABLE; Schema: dict; Owner: -
--

CREATE TABLE dict.limit_period (
    id smallint NOT NULL,
    code character varying(12) NOT NULL,
    name text NOT NULL,
    window_length interval,
    is_rolling boolean NOT NULL
);


--
-- Name: TABLE limit_period; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON TABLE dict.limit_period IS 'Windows over which limits are counted.';


--
-- Name: COLUMN limit_period.is_rolling; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON COLUMN dict.limit_period.is_rolling IS 'False means calendar periods.';


--
-- Name: limit_type; Type: TABLE; Schema: dict; Owner: -
--

CREATE TABLE dict.limit_type (
    id smallint NOT NULL,
    code character varying(24) NOT NULL,
    name text NOT NULL,
    default_period_id smallint NOT NULL,
    counts_operations boolean NOT NULL,
    client_may_change boolean NOT NULL
);


--
-- Name: TABLE limit_type; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON TABLE dict.limit_type IS 'What a limit restricts and the period it is counted over by default.';


--
-- Name: COLUMN limit_type.counts_operations; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON COLUMN dict.limit_type.counts_operations IS 'True counts operations, false sums amounts.';


--
-- Name: COLUMN limit_type.client_may_change; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON COLUMN dict.limit_type.client_may_change IS 'Within the maximum of the tariff plan.';


--
-- Name: loan_type; Type: TABLE; Schema: dict; Owner: -
--

CREATE TABLE dict.loan_type (
    id smallint NOT NULL,
    code character varying(20) NOT NULL,
    name text NOT NULL,
    repayment_type_id smallint NOT NULL,
    interest_type_id smallint NOT NULL,
    risk_weight numeric(5,2) NOT NULL,
    is_secured boolean NOT NULL,
    max_term_months smallint NOT NULL
);


--
-- Name: TABLE loan_type; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON TABLE dict.loan_type IS 'Lending products with their usual repayment plan and risk weight.';


--
-- Name: COLUMN loan_type.risk_weight; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON COLUMN dict.loan_type.risk_weight IS 'Percent under the standardised approach.';


--
-- Name: COLUMN loan_type.max_term_months; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON COLUMN dict.loan_type.max_term_months IS 'Longest term a branch may grant.';


--
-- Name: mandate_type; Type: TABLE; Schema: dict; Owner: -
--

CREATE TABLE dict.mandate_type (
    id smallint NOT NULL,
    code character varying(12) NOT NULL,
    name text NOT NULL,
    rail_id smallint NOT NULL,
    refund_weeks smallint NOT NULL,
    debtor_may_be_consumer boolean NOT NULL
);


--
-- Name: TABLE mandate_type; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON TABLE dict.mandate_type IS 'Kinds of direct debit mandates and their refund rights.';


--
-- Name: COLUMN mandate_type.refund_weeks; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON COLUMN dict.mandate_type.refund_weeks IS 'Weeks in which the debtor may ask for a refund without a reason.';


--
-- Name: marital_status; Type: TABLE; Schema: dict; Owner: -
--

CREATE TABLE dict.marital_status (
    id smallint NOT NULL,
    code character varying(20) NOT NULL,
    name text NOT NULL,
    has_partner boolean NOT NULL,
    scoring_weight numeric(4,2) NOT NULL
);


--
-- Name: TABLE marital_status; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON TABLE dict.marital_status IS 'Marital status a client declares in a loan application.';


--
-- Name: COLUMN marital_status.scoring_weight; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON COLUMN dict.marital_status.scoring_weight IS 'Weight in the retail scoring card.';


--
-- Name: notification_channel; Type: TABLE; Schema: dict; Owner: -
--

CREATE TABLE dict.notification_channel (
    id smallint NOT NULL,
    code character varying(12) NOT NULL,
    name text NOT NULL,
    unit_cost numeric(8,4) NOT NULL,
    max_length integer,
    has_receipt boolean NOT NULL
);


--
-- Name: TABLE notification_channel; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON TABLE dict.notification_channel IS 'Media of notifications with cost and delivery guarantees.';


--
-- Name: COLUMN notification_channel.unit_cost; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON COLUMN dict.notification_channel.unit_cost IS 'EUR per message.';


--
-- Name: COLUMN notification_channel.max_length; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON COLUMN dict.notification_channel.max_length IS 'Characters; longer texts are cut.';


--
-- Name: operator_action_type; Type: TABLE; Schema: dict; Owner: -
--

CREATE TABLE dict.operator_action_type (
    id smallint NOT NULL,
    code character varying(28) NOT NULL,
    name text NOT NULL,
    requires_four_eyes boolean NOT NULL,
    requires_comment boolean NOT NULL,
    audit_severity smallint NOT NULL
);


--
-- Name: TABLE operator_action_type; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON TABLE dict.operator_action_type IS 'Staff actions that are written to the audit trail.';


--
-- Name: COLUMN operator_action_type.audit_severity; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON COLUMN dict.operator_action_type.audit_severity IS 'From 1 routine to 5 critical.';


--
-- Name: operator_role; Type: TABLE; Schema: dict; Owner: -
--

CREATE TABLE dict.operator_role (
    id smallint NOT NULL,
    code character varying(20) NOT NULL,
    name text NOT NULL,
    department text NOT NULL,
    approval_limit numeric(14,2) NOT NULL
);


--
-- Name: TABLE operator_role; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON TABLE dict.operator_role IS 'Roles of bank staff with the amount each may approve alone.';


--
-- Name: COLUMN operator_role.approval_limit; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON COLUMN dict.operator_role.approval_limit IS 'EUR per operation without a second pair of eyes.';


--
-- Name: overdue_bucket; Type: TABLE; Schema: dict; Owner: -
--

CREATE TABLE dict.overdue_bucket (
    id smallint NOT NULL,
    code character varying(12) NOT NULL,
    name text NOT NULL,
    days_from smallint NOT NULL,
    days_to smallint,
    provision_rate numeric(5,2) NOT NULL
);


--
-- Name: TABLE overdue_bucket; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON TABLE dict.overdue_bucket IS 'Buckets of days past due used in collections and provisioning.';


--
-- Name: COLUMN overdue_bucket.days_to; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON COLUMN dict.overdue_bucket.days_to IS 'Inclusive; null for the last bucket.';


--
-- Name: COLUMN overdue_bucket.provision_rate; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON COLUMN dict.overdue_bucket.provision_rate IS 'Percent of the exposure.';


--
-- Name: partner_type; Type: TABLE; Schema: dict; Owner: -
--

CREATE TABLE dict.partner_type (
    id smallint NOT NULL,
    code character varying(16) NOT NULL,
    name text NOT NULL,
    channel_id smallint,
    is_outsourcing boolean NOT NULL,
    review_every_months smallint NOT NULL
);


--
-- Name: TABLE partner_type; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON TABLE dict.partner_type IS 'Kinds of partners the bank has contracts with.';


--
-- Name: COLUMN partner_type.is_outsourcing; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON COLUMN dict.partner_type.is_outsourcing IS 'Falls under the outsourcing rules of the supervisor.';


--
-- Name: COLUMN partner_type.review_every_months; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON COLUMN dict.partner_type.review_every_months IS 'Cycle of the vendor review.';


--
-- Name: payment_direction; Type: TABLE; Schema: dict; Owner: -
--

CREATE TABLE dict.payment_direction (
    id smallint NOT NULL,
    code character varying(12) NOT NULL,
    name text NOT NULL,
    balance_sign smallint NOT NULL,
    needs_screening boolean NOT NULL
);


--
-- Name: TABLE payment_direction; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON TABLE dict.payment_direction IS 'Direction of a payment as seen from the bank.';


--
-- Name: COLUMN payment_direction.balance_sign; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON COLUMN dict.payment_direction.balance_sign IS 'Effect on the client balance, -1, 0 or 1.';


--
-- Name: COLUMN payment_direction.needs_screening; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON COLUMN dict.payment_direction.needs_screening IS 'Screened against sanction lists.';


--
-- Name: payment_priority; Type: TABLE; Schema: dict; Owner: -
--

CREATE TABLE dict.payment_priority (
    id smallint NOT NULL,
    code character varying(8) NOT NULL,
    name text NOT NULL,
    queue_weight integer NOT NULL,
    surcharge numeric(8,2) NOT NULL
);


--
-- Name: TABLE payment_priority; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON TABLE dict.payment_priority IS 'Processing priorities of outgoing payments and their surcharge.';


--
-- Name: COLUMN payment_priority.queue_weight; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON COLUMN dict.payment_priority.queue_weight IS 'Higher goes first.';


--
-- Name: COLUMN payment_priority.surcharge; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON COLUMN dict.payment_priority.surcharge IS 'In EUR, added to the fee of the tariff plan.';


--
-- Name: payment_purpose; Type: TABLE; Schema: dict; Owner: -
--

CREATE TABLE dict.payment_purpose (
    id smallint NOT NULL,
    code character varying(4) NOT NULL,
    name text NOT NULL,
    category text NOT NULL,
    is_tax_relevant boolean NOT NULL
);


--
-- Name: TABLE payment_purpose; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON TABLE dict.payment_purpose IS 'ISO 20022 purposes a payer may pick from.';


--
-- Name: COLUMN payment_purpose.category; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON COLUMN dict.payment_purpose.category IS 'Grouping in the spending overview.';


--
-- Name: payment_rail; Type: TABLE; Schema: dict; Owner: -
--

CREATE TABLE dict.payment_rail (
    id smallint NOT NULL,
    code character varying(20) NOT NULL,
    name text NOT NULL,
    currency_code character(3),
    cutoff_at time without time zone,
    is_24x7 boolean NOT NULL,
    settlement_days smallint NOT NULL,
    sla_minutes integer
);


--
-- Name: TABLE payment_rail; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON TABLE dict.payment_rail IS 'Infrastructures that carry payments, with cut-off and availability.';


--
-- Name: COLUMN payment_rail.currency_code; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON COLUMN dict.payment_rail.currency_code IS 'Null for rails that carry many currencies.';


--
-- Name: COLUMN payment_rail.cutoff_at; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON COLUMN dict.payment_rail.cutoff_at IS 'Frankfurt time; null for round the clock.';


--
-- Name: COLUMN payment_rail.settlement_days; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON COLUMN dict.payment_rail.settlement_days IS 'Business days.';


--
-- Name: COLUMN payment_rail.sla_minutes; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON COLUMN dict.payment_rail.sla_minutes IS 'Time promised to clients from authorization to settlement.';


--
-- Name: payment_reject_reason; Type: TABLE; Schema: dict; Owner: -
--

CREATE TABLE dict.payment_reject_reason (
    id smallint NOT NULL,
    code character varying(28) NOT NULL,
    name text NOT NULL,
    sepa_reason_code_id smallint,
    is_technical boolean NOT NULL,
    may_retry boolean NOT NULL
);


--
-- Name: TABLE payment_reject_reason; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON TABLE dict.payment_reject_reason IS 'The bank''s own reasons for rejecting a payment, mapped to the codes of the rulebook.';


--
-- Name: COLUMN payment_reject_reason.is_technical; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON COLUMN dict.payment_reject_reason.is_technical IS 'Counted against availability, not against the client.';


--
-- Name: COLUMN payment_reject_reason.may_retry; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON COLUMN dict.payment_reject_reason.may_retry IS 'The client may submit the same payment again.';


--
-- Name: payment_type; Type: TABLE; Schema: dict; Owner: -
--

CREATE TABLE dict.payment_type (
    id smallint NOT NULL,
    code character varying(24) NOT NULL,
    name text NOT NULL,
    default_rail_id smallint,
    is_bulk boolean NOT NULL,
    max_amount numeric(18,2)
);


--
-- Name: TABLE payment_type; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON TABLE dict.payment_type IS 'Payment products and the rail each takes unless routing decides otherwise.';


--
-- Name: COLUMN payment_type.is_bulk; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON COLUMN dict.payment_type.is_bulk IS 'Accepted as a file with many transactions.';


--
-- Name: COLUMN payment_type.max_amount; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON COLUMN dict.payment_type.max_amount IS 'In the currency of the rail; null means unlimited.';


--
-- Name: pep_status; Type: TABLE; Schema: dict; Owner: -
--

CREATE TABLE dict.pep_status (
    id smallint NOT NULL,
    code character varying(24) NOT NULL,
    name text NOT NULL,
    risk_level_id smallint NOT NULL,
    cooling_off_months smallint
);


--
-- Name: TABLE pep_status; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON TABLE dict.pep_status IS 'Political exposure of a natural person as defined by the AML directive.';


--
-- Name: COLUMN pep_status.cooling_off_months; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON COLUMN dict.pep_status.cooling_off_months IS 'Months the status is kept after the office ends.';


--
-- Name: profile_type; Type: TABLE; Schema: dict; Owner: -
--

CREATE TABLE dict.profile_type (
    id smallint NOT NULL,
    code character varying(20) NOT NULL,
    name text NOT NULL,
    required_kyc_level_id smallint NOT NULL,
    is_legal_entity boolean NOT NULL
);


--
-- Name: TABLE profile_type; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON TABLE dict.profile_type IS 'Commercial segments a client profile is opened in, with the KYC level each of them requires.';


--
-- Name: COLUMN profile_type.is_legal_entity; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON COLUMN dict.profile_type.is_legal_entity IS 'Onboarded with the company form.';


--
-- Name: region; Type: TABLE; Schema: dict; Owner: -
--

CREATE TABLE dict.region (
    id smallint NOT NULL,
    code character varying(10) NOT NULL,
    name text NOT NULL,
    country_code character(2) NOT NULL,
    nuts_code character varying(5),
    time_zone text NOT NULL
);


--
-- Name: TABLE region; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON TABLE dict.region IS 'Sales regions of the branch network inside countries.';


--
-- Name: COLUMN region.nuts_code; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON COLUMN dict.region.nuts_code IS 'Code of the EU NUTS classification.';


--
-- Name: COLUMN region.time_zone; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON COLUMN dict.region.time_zone IS 'Name in the IANA database.';


--
-- Name: repayment_type; Type: TABLE; Schema: dict; Owner: -
--

CREATE TABLE dict.repayment_type (
    id smallint NOT NULL,
    code character varying(12) NOT NULL,
    name text NOT NULL,
    equal_installments boolean NOT NULL,
    has_balloon boolean NOT NULL,
    formula text
);


--
-- Name: TABLE repayment_type; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON TABLE dict.repayment_type IS 'Shapes of repayment plans.';


--
-- Name: COLUMN repayment_type.has_balloon; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON COLUMN dict.repayment_type.has_balloon IS 'A large last instalment remains.';


--
-- Name: risk_factor; Type: TABLE; Schema: dict; Owner: -
--

CREATE TABLE dict.risk_factor (
    id smallint NOT NULL,
    code character varying(32) NOT NULL,
    name text NOT NULL,
    score_points smallint NOT NULL,
    floor_risk_level_id smallint
);


--
-- Name: TABLE risk_factor; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON TABLE dict.risk_factor IS 'Circumstances that add points to the risk score of a client.';


--
-- Name: COLUMN risk_factor.score_points; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON COLUMN dict.risk_factor.score_points IS 'Added once to the total score.';


--
-- Name: COLUMN risk_factor.floor_risk_level_id; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON COLUMN dict.risk_factor.floor_risk_level_id IS 'The client cannot score below this class while the factor applies.';


--
-- Name: sanction_list; Type: TABLE; Schema: dict; Owner: -
--

CREATE TABLE dict.sanction_list (
    id smallint NOT NULL,
    code character varying(16) NOT NULL,
    name text NOT NULL,
    issuer text NOT NULL,
    refresh_interval interval NOT NULL,
    is_mandatory boolean NOT NULL
);


--
-- Name: TABLE sanction_list; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON TABLE dict.sanction_list IS 'Sanction lists screened at onboarding and on every payment.';


--
-- Name: COLUMN sanction_list.refresh_interval; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON COLUMN dict.sanction_list.refresh_interval IS 'How often the publisher is asked for a new version.';


--
-- Name: COLUMN sanction_list.is_mandatory; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON COLUMN dict.sanction_list.is_mandatory IS 'A hit stops the payment; otherwise it only opens a case.';


--
-- Name: sepa_reason_code; Type: TABLE; Schema: dict; Owner: -
--

CREATE TABLE dict.sepa_reason_code (
    id smallint NOT NULL,
    code character varying(4) NOT NULL,
    name text NOT NULL,
    r_transaction text NOT NULL,
    valid_from date NOT NULL
);


--
-- Name: TABLE sepa_reason_code; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON TABLE dict.sepa_reason_code IS 'ISO 20022 external reason codes used in SEPA R-transactions.';


--
-- Name: COLUMN sepa_reason_code.r_transaction; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON COLUMN dict.sepa_reason_code.r_transaction IS 'Reject, return or recall.';


--
-- Name: COLUMN sepa_reason_code.valid_from; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON COLUMN dict.sepa_reason_code.valid_from IS 'Start of the rulebook version that introduced the code.';


--
-- Name: session_end_reason; Type: TABLE; Schema: dict; Owner: -
--

CREATE TABLE dict.session_end_reason (
    id smallint NOT NULL,
    code character varying(20) NOT NULL,
    name text NOT NULL,
    is_security_event boolean NOT NULL,
    ended_by text NOT NULL
);


--
-- Name: TABLE session_end_reason; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON TABLE dict.session_end_reason IS 'Why a session of a client or an operator ended.';


--
-- Name: COLUMN session_end_reason.is_security_event; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON COLUMN dict.session_end_reason.is_security_event IS 'Forwarded to security monitoring.';


--
-- Name: source_of_funds; Type: TABLE; Schema: dict; Owner: -
--

CREATE TABLE dict.source_of_funds (
    id smallint NOT NULL,
    code character varying(24) NOT NULL,
    name text NOT NULL,
    evidence_document_type_id smallint,
    evidence_threshold numeric(14,2)
);


--
-- Name: TABLE source_of_funds; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON TABLE dict.source_of_funds IS 'Declared origin of the money a client brings to the bank.';


--
-- Name: COLUMN source_of_funds.evidence_threshold; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON COLUMN dict.source_of_funds.evidence_threshold IS 'EUR amount above which evidence is asked for.';


--
-- Name: standing_order_frequency; Type: TABLE; Schema: dict; Owner: -
--

CREATE TABLE dict.standing_order_frequency (
    id smallint NOT NULL,
    code character varying(12) NOT NULL,
    name text NOT NULL,
    step interval NOT NULL,
    iso_frequency character(4) NOT NULL,
    executions_per_year smallint NOT NULL
);


--
-- Name: TABLE standing_order_frequency; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON TABLE dict.standing_order_frequency IS 'How often a standing order is executed.';


--
-- Name: COLUMN standing_order_frequency.iso_frequency; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON COLUMN dict.standing_order_frequency.iso_frequency IS 'Frequency code of ISO 20022.';


--
-- Name: statement_format; Type: TABLE; Schema: dict; Owner: -
--

CREATE TABLE dict.statement_format (
    id smallint NOT NULL,
    code character varying(12) NOT NULL,
    name text NOT NULL,
    mime_type text NOT NULL,
    file_extension character varying(6) NOT NULL,
    is_machine_readable boolean NOT NULL
);


--
-- Name: TABLE statement_format; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON TABLE dict.statement_format IS 'Formats in which statements are issued.';


--
-- Name: COLUMN statement_format.is_machine_readable; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON COLUMN dict.statement_format.is_machine_readable IS 'May be imported into accounting software.';


--
-- Name: swift_message_type; Type: TABLE; Schema: dict; Owner: -
--

CREATE TABLE dict.swift_message_type (
    id smallint NOT NULL,
    code character varying(8) NOT NULL,
    name text NOT NULL,
    mx_equivalent character varying(12),
    direction_id smallint,
    retired_on date
);


--
-- Name: TABLE swift_message_type; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON TABLE dict.swift_message_type IS 'SWIFT messages the bank exchanges, with their ISO 20022 successors.';


--
-- Name: COLUMN swift_message_type.mx_equivalent; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON COLUMN dict.swift_message_type.mx_equivalent IS 'ISO 20022 message that replaces it.';


--
-- Name: COLUMN swift_message_type.direction_id; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON COLUMN dict.swift_message_type.direction_id IS 'Null when sent both ways.';


--
-- Name: COLUMN swift_message_type.retired_on; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON COLUMN dict.swift_message_type.retired_on IS 'End of the coexistence period.';


--
-- Name: tariff_plan_kind; Type: TABLE; Schema: dict; Owner: -
--

CREATE TABLE dict.tariff_plan_kind (
    id smallint NOT NULL,
    code character varying(16) NOT NULL,
    name text NOT NULL,
    profile_type_id smallint,
    is_public boolean NOT NULL,
    withdrawn_on date
);


--
-- Name: TABLE tariff_plan_kind; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON TABLE dict.tariff_plan_kind IS 'Families of tariff plans on offer.';


--
-- Name: COLUMN tariff_plan_kind.is_public; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON COLUMN dict.tariff_plan_kind.is_public IS 'Listed on the web site.';


--
-- Name: COLUMN tariff_plan_kind.withdrawn_on; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON COLUMN dict.tariff_plan_kind.withdrawn_on IS 'No new contracts since.';


--
-- Name: tax_residency_status; Type: TABLE; Schema: dict; Owner: -
--

CREATE TABLE dict.tax_residency_status (
    id smallint NOT NULL,
    code character varying(20) NOT NULL,
    name text NOT NULL,
    crs_reportable boolean NOT NULL,
    fatca_reportable boolean NOT NULL,
    withholding_rate numeric(5,2)
);


--
-- Name: TABLE tax_residency_status; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON TABLE dict.tax_residency_status IS 'Outcome of the CRS and FATCA self-certification.';


--
-- Name: COLUMN tax_residency_status.withholding_rate; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON COLUMN dict.tax_residency_status.withholding_rate IS 'Percent of interest income, treaty relief not considered.';


--
-- Name: transaction_type; Type: TABLE; Schema: dict; Owner: -
--

CREATE TABLE dict.transaction_type (
    id smallint NOT NULL,
    code character varying(24) NOT NULL,
    name text NOT NULL,
    entry_type_id smallint NOT NULL,
    icon character varying(24) NOT NULL,
    shown_to_client boolean NOT NULL
);


--
-- Name: TABLE transaction_type; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON TABLE dict.transaction_type IS 'Transaction kinds shown to clients in the history, with the ledger entry behind each.';


--
-- Name: COLUMN transaction_type.shown_to_client; Type: COMMENT; Schema: dict; Owner: -
--

COMMENT ON COLUMN dict.transaction_type.shown_to_client IS 'Hidden ones appear in the back office only.';


--
-- Name: access_token; Type: TABLE; Schema: eapi; Owner: -
--

CREATE TABLE eapi.access_token (
    id bigint NOT NULL,
    token_hash bytea NOT NULL,
    api_client_id bigint NOT NULL,
    consent_id uuid,
    refreshed_from_id bigint,
    grant_kind eapi.grant_kind NOT NULL,
    scope text NOT NULL,
    issued_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    revoked_at timestamp with time zone,
    issuing_ip inet
);


--
-- Name: TABLE access_token; Type: COMMENT; Schema: eapi; Owner: -
--

COMMENT ON TABLE eapi.access_token IS 'Tokens issued to API clients; only hashes are stored.';


--
-- Name: COLUMN access_token.token_hash; Type: COMMENT; Schema: eapi; Owner: -
--

COMMENT ON COLUMN eapi.access_token.token_hash IS 'SHA-256 of the token.';


--
-- Name: COLUMN access_token.consent_id; Type: COMMENT; Schema: eapi; Owner: -
--

COMMENT ON COLUMN eapi.access_token.consent_id IS 'Null for tokens of the application itself.';


--
-- Name: COLUMN access_token.refreshed_from_id; Type: COMMENT; Schema: eapi; Owner: -
--

COMMENT ON COLUMN eapi.access_token.refreshed_from_id IS 'Token exchanged for this one.';


--
-- Name: COLUMN access_token.scope; Type: COMMENT; Schema: eapi; Owner: -
--

COMMENT ON COLUMN eapi.access_token.scope IS 'Space separated.';


--
-- Name: COLUMN access_token.issuing_ip; Type: COMMENT; Schema: eapi; Owner: -
--

COMMENT ON COLUMN eapi.access_token.issuing_ip IS 'Address of the caller; personal data for small partners.';


--
-- Name: access_token_id_seq; Type: SEQUENCE; Schema: eapi; Owner: -
--

ALTER TABLE eapi.access_token ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME eapi.access_token_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: api_client; Type: TABLE; Schema: eapi; Owner: -
--

CREATE TABLE eapi.api_client (
    id bigint NOT NULL,
    client_key character varying(40) NOT NULL,
    partner_id bigint NOT NULL,
    app_name text NOT NULL,
    roles text[] NOT NULL,
    primary_role eapi.client_role NOT NULL,
    api_key_hash bytea NOT NULL,
    api_key_hint character(4),
    certificate_thumbprint character varying(64),
    certificate_valid_until date,
    redirect_uris text[],
    allowed_networks text,
    is_sandbox boolean DEFAULT false NOT NULL,
    registered_at timestamp with time zone NOT NULL,
    suspended_at timestamp with time zone,
    updated_at timestamp with time zone DEFAULT now() NOT NULL
);


--
-- Name: TABLE api_client; Type: COMMENT; Schema: eapi; Owner: -
--

COMMENT ON TABLE eapi.api_client IS 'Applications of partners and licensed third parties registered to call the external API.';


--
-- Name: COLUMN api_client.client_key; Type: COMMENT; Schema: eapi; Owner: -
--

COMMENT ON COLUMN eapi.api_client.client_key IS 'Public identifier sent with every call.';


--
-- Name: COLUMN api_client.app_name; Type: COMMENT; Schema: eapi; Owner: -
--

COMMENT ON COLUMN eapi.api_client.app_name IS 'Shown to clients on the consent page.';


--
-- Name: COLUMN api_client.roles; Type: COMMENT; Schema: eapi; Owner: -
--

COMMENT ON COLUMN eapi.api_client.roles IS 'Roles in the licence of the third party.';


--
-- Name: COLUMN api_client.api_key_hash; Type: COMMENT; Schema: eapi; Owner: -
--

COMMENT ON COLUMN eapi.api_client.api_key_hash IS 'Argon2 hash of the API key; the key is shown once.';


--
-- Name: COLUMN api_client.api_key_hint; Type: COMMENT; Schema: eapi; Owner: -
--

COMMENT ON COLUMN eapi.api_client.api_key_hint IS 'Last characters of the key, for support.';


--
-- Name: COLUMN api_client.certificate_thumbprint; Type: COMMENT; Schema: eapi; Owner: -
--

COMMENT ON COLUMN eapi.api_client.certificate_thumbprint IS 'SHA-256 of the qualified certificate, in hex.';


--
-- Name: COLUMN api_client.allowed_networks; Type: COMMENT; Schema: eapi; Owner: -
--

COMMENT ON COLUMN eapi.api_client.allowed_networks IS 'Comma separated CIDR blocks; null means any.';


--
-- Name: api_client_id_seq; Type: SEQUENCE; Schema: eapi; Owner: -
--

ALTER TABLE eapi.api_client ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME eapi.api_client_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: psd_consent; Type: TABLE; Schema: eapi; Owner: -
--

CREATE TABLE eapi.psd_consent (
    id uuid NOT NULL,
    api_client_id bigint NOT NULL,
    client_profile_id bigint NOT NULL,
    account_id bigint,
    consent_type_id smallint NOT NULL,
    status eapi.consent_status DEFAULT 'received'::eapi.consent_status NOT NULL,
    frequency_per_day smallint DEFAULT 4 NOT NULL,
    recurring boolean DEFAULT true NOT NULL,
    auth_method_id smallint,
    granted_at timestamp with time zone NOT NULL,
    valid_until date NOT NULL,
    last_used_at timestamp with time zone,
    revoked_at timestamp with time zone,
    tpp_reference text
);


--
-- Name: TABLE psd_consent; Type: COMMENT; Schema: eapi; Owner: -
--

COMMENT ON TABLE eapi.psd_consent IS 'Permissions given by clients to third parties to read accounts or initiate payments.';


--
-- Name: COLUMN psd_consent.account_id; Type: COMMENT; Schema: eapi; Owner: -
--

COMMENT ON COLUMN eapi.psd_consent.account_id IS 'Null when the consent covers all accounts of the client.';


--
-- Name: COLUMN psd_consent.frequency_per_day; Type: COMMENT; Schema: eapi; Owner: -
--

COMMENT ON COLUMN eapi.psd_consent.frequency_per_day IS 'Calls allowed without the client being present.';


--
-- Name: COLUMN psd_consent.auth_method_id; Type: COMMENT; Schema: eapi; Owner: -
--

COMMENT ON COLUMN eapi.psd_consent.auth_method_id IS 'How the client confirmed.';


--
-- Name: COLUMN psd_consent.valid_until; Type: COMMENT; Schema: eapi; Owner: -
--

COMMENT ON COLUMN eapi.psd_consent.valid_until IS 'At most 180 days after granting.';


--
-- Name: COLUMN psd_consent.tpp_reference; Type: COMMENT; Schema: eapi; Owner: -
--

COMMENT ON COLUMN eapi.psd_consent.tpp_reference IS 'Reference chosen by the third party.';


--
-- Name: rate_limit; Type: TABLE; Schema: eapi; Owner: -
--

CREATE TABLE eapi.rate_limit (
    api_client_id bigint NOT NULL,
    route_group character varying(40) NOT NULL,
    effective_from date NOT NULL,
    window_length interval DEFAULT '00:01:00'::interval NOT NULL,
    max_calls integer NOT NULL,
    burst integer DEFAULT 0 NOT NULL,
    calls_in_window integer DEFAULT 0 NOT NULL,
    window_started_at timestamp with time zone,
    approved_by_id bigint,
    CONSTRAINT rate_limit_max_calls_check CHECK ((max_calls >= 0))
);


--
-- Name: TABLE rate_limit; Type: COMMENT; Schema: eapi; Owner: -
--

COMMENT ON TABLE eapi.rate_limit IS 'Call quotas agreed with API clients and how much of the present window is spent.';


--
-- Name: COLUMN rate_limit.route_group; Type: COMMENT; Schema: eapi; Owner: -
--

COMMENT ON COLUMN eapi.rate_limit.route_group IS 'Group of routes counted together.';


--
-- Name: COLUMN rate_limit.burst; Type: COMMENT; Schema: eapi; Owner: -
--

COMMENT ON COLUMN eapi.rate_limit.burst IS 'Calls tolerated above the quota.';


--
-- Name: COLUMN rate_limit.approved_by_id; Type: COMMENT; Schema: eapi; Owner: -
--

COMMENT ON COLUMN eapi.rate_limit.approved_by_id IS 'Set for quotas above the standard.';


--
-- Name: request_log; Type: TABLE; Schema: eapi; Owner: -
--

CREATE TABLE eapi.request_log (
    id bigint NOT NULL,
    requested_at timestamp with time zone NOT NULL,
    api_client_id bigint,
    consent_id uuid,
    payment_id bigint,
    request_id uuid NOT NULL,
    http_method character varying(8) NOT NULL,
    route text NOT NULL,
    http_status smallint NOT NULL,
    error_code character varying(40),
    duration_ms numeric(10,3) NOT NULL,
    response_bytes integer,
    remote_ip inet,
    psu_present boolean DEFAULT false NOT NULL
)
PARTITION BY RANGE (requested_at);


--
-- Name: TABLE request_log; Type: COMMENT; Schema: eapi; Owner: -
--

COMMENT ON TABLE eapi.request_log IS 'Calls of the external API with outcome and duration, kept for the regulator''s availability report.';


--
-- Name: COLUMN request_log.api_client_id; Type: COMMENT; Schema: eapi; Owner: -
--

COMMENT ON COLUMN eapi.request_log.api_client_id IS 'Null when the caller could not be recognised.';


--
-- Name: COLUMN request_log.request_id; Type: COMMENT; Schema: eapi; Owner: -
--

COMMENT ON COLUMN eapi.request_log.request_id IS 'X-Request-ID of the caller.';


--
-- Name: COLUMN request_log.route; Type: COMMENT; Schema: eapi; Owner: -
--

COMMENT ON COLUMN eapi.request_log.route IS 'Template of the path without identifiers.';


--
-- Name: COLUMN request_log.error_code; Type: COMMENT; Schema: eapi; Owner: -
--

COMMENT ON COLUMN eapi.request_log.error_code IS 'Code of the error catalogue, null for success.';


--
-- Name: COLUMN request_log.duration_ms; Type: COMMENT; Schema: eapi; Owner: -
--

COMMENT ON COLUMN eapi.request_log.duration_ms IS 'Measured at the gateway.';


--
-- Name: COLUMN request_log.remote_ip; Type: COMMENT; Schema: eapi; Owner: -
--

COMMENT ON COLUMN eapi.request_log.remote_ip IS 'Personal data when the PSU address is forwarded.';


--
-- Name: COLUMN request_log.psu_present; Type: COMMENT; Schema: eapi; Owner: -
--

COMMENT ON COLUMN eapi.request_log.psu_present IS 'The client was online during the call.';


--
-- Name: request_log_2025_11; Type: TABLE; Schema: eapi; Owner: -
--

CREATE TABLE eapi.request_log_2025_11 (
    id bigint CONSTRAINT request_log_id_not_null NOT NULL,
    requested_at timestamp with time zone CONSTRAINT request_log_requested_at_not_null NOT NULL,
    api_client_id bigint,
    consent_id uuid,
    payment_id bigint,
    request_id uuid CONSTRAINT request_log_request_id_not_null NOT NULL,
    http_method character varying(8) CONSTRAINT request_log_http_method_not_null NOT NULL,
    route text CONSTRAINT request_log_route_not_null NOT NULL,
    http_status smallint CONSTRAINT request_log_http_status_not_null NOT NULL,
    error_code character varying(40),
    duration_ms numeric(10,3) CONSTRAINT request_log_duration_ms_not_null NOT NULL,
    response_bytes integer,
    remote_ip inet,
    psu_present boolean DEFAULT false CONSTRAINT request_log_psu_present_not_null NOT NULL
);


--
-- Name: request_log_2025_12; Type: TABLE; Schema: eapi; Owner: -
--

CREATE TABLE eapi.request_log_2025_12 (
    id bigint CONSTRAINT request_log_id_not_null NOT NULL,
    requested_at timestamp with time zone CONSTRAINT request_log_requested_at_not_null NOT NULL,
    api_client_id bigint,
    consent_id uuid,
    payment_id bigint,
    request_id uuid CONSTRAINT request_log_request_id_not_null NOT NULL,
    http_method character varying(8) CONSTRAINT request_log_http_method_not_null NOT NULL,
    route text CONSTRAINT request_log_route_not_null NOT NULL,
    http_status smallint CONSTRAINT request_log_http_status_not_null NOT NULL,
    error_code character varying(40),
    duration_ms numeric(10,3) CONSTRAINT request_log_duration_ms_not_null NOT NULL,
    response_bytes integer,
    remote_ip inet,
    psu_present boolean DEFAULT false CONSTRAINT request_log_psu_present_not_null NOT NULL
);


--
-- Name: request_log_2026_01; Type: TABLE; Schema: eapi; Owner: -
--

CREATE TABLE eapi.request_log_2026_01 (
    id bigint CONSTRAINT request_log_id_not_null NOT NULL,
    requested_at timestamp with time zone CONSTRAINT request_log_requested_at_not_null NOT NULL,
    api_client_id bigint,
    consent_id uuid,
    payment_id bigint,
    request_id uuid CONSTRAINT request_log_request_id_not_null NOT NULL,
    http_method character varying(8) CONSTRAINT request_log_http_method_not_null NOT NULL,
    route text CONSTRAINT request_log_route_not_null NOT NULL,
    http_status smallint CONSTRAINT request_log_http_status_not_null NOT NULL,
    error_code character varying(40),
    duration_ms numeric(10,3) CONSTRAINT request_log_duration_ms_not_null NOT NULL,
    response_bytes integer,
    remote_ip inet,
    psu_present boolean DEFAULT false CONSTRAINT request_log_psu_present_not_null NOT NULL
);


--
-- Name: request_log_2026_02; Type: TABLE; Schema: eapi; Owner: -
--

CREATE TABLE eapi.request_log_2026_02 (
    id bigint CONSTRAINT request_log_id_not_null NOT NULL,
    requested_at timestamp with time zone CONSTRAINT request_log_requested_at_not_null NOT NULL,
    api_client_id bigint,
    consent_id uuid,
    payment_id bigint,
    request_id uuid CONSTRAINT request_log_request_id_not_null NOT NULL,
    http_method character varying(8) CONSTRAINT request_log_http_method_not_null NOT NULL,
    route text CONSTRAINT request_log_route_not_null NOT NULL,
    http_status smallint CONSTRAINT request_log_http_status_not_null NOT NULL,
    error_code character varying(40),
    duration_ms numeric(10,3) CONSTRAINT request_log_duration_ms_not_null NOT NULL,
    response_bytes integer,
    remote_ip inet,
    psu_present boolean DEFAULT false CONSTRAINT request_log_psu_present_not_null NOT NULL
);


--
-- Name: request_log_2026_03; Type: TABLE; Schema: eapi; Owner: -
--

CREATE TABLE eapi.request_log_2026_03 (
    id bigint CONSTRAINT request_log_id_not_null NOT NULL,
    requested_at timestamp with time zone CONSTRAINT request_log_requested_at_not_null NOT NULL,
    api_client_id bigint,
    consent_id uuid,
    payment_id bigint,
    request_id uuid CONSTRAINT request_log_request_id_not_null NOT NULL,
    http_method character varying(8) CONSTRAINT request_log_http_method_not_null NOT NULL,
    route text CONSTRAINT request_log_route_not_null NOT NULL,
    http_status smallint CONSTRAINT request_log_http_status_not_null NOT NULL,
    error_code character varying(40),
    duration_ms numeric(10,3) CONSTRAINT request_log_duration_ms_not_null NOT NULL,
    response_bytes integer,
    remote_ip inet,
    psu_present boolean DEFAULT false CONSTRAINT request_log_psu_present_not_null NOT NULL
);


--
-- Name: request_log_2026_04; Type: TABLE; Schema: eapi; Owner: -
--

CREATE TABLE eapi.request_log_2026_04 (
    id bigint CONSTRAINT request_log_id_not_null NOT NULL,
    requested_at timestamp with time zone CONSTRAINT request_log_requested_at_not_null NOT NULL,
    api_client_id bigint,
    consent_id uuid,
    payment_id bigint,
    request_id uuid CONSTRAINT request_log_request_id_not_null NOT NULL,
    http_method character varying(8) CONSTRAINT request_log_http_method_not_null NOT NULL,
    route text CONSTRAINT request_log_route_not_null NOT NULL,
    http_status smallint CONSTRAINT request_log_http_status_not_null NOT NULL,
    error_code character varying(40),
    duration_ms numeric(10,3) CONSTRAINT request_log_duration_ms_not_null NOT NULL,
    response_bytes integer,
    remote_ip inet,
    psu_present boolean DEFAULT false CONSTRAINT request_log_psu_present_not_null NOT NULL
);


--
-- Name: request_log_2026_05; Type: TABLE; Schema: eapi; Owner: -
--

CREATE TABLE eapi.request_log_2026_05 (
    id bigint CONSTRAINT request_log_id_not_null NOT NULL,
    requested_at timestamp with time zone CONSTRAINT request_log_requested_at_not_null NOT NULL,
    api_client_id bigint,
    consent_id uuid,
    payment_id bigint,
    request_id uuid CONSTRAINT request_log_request_id_not_null NOT NULL,
    http_method character varying(8) CONSTRAINT request_log_http_method_not_null NOT NULL,
    route text CONSTRAINT request_log_route_not_null NOT NULL,
    http_status smallint CONSTRAINT request_log_http_status_not_null NOT NULL,
    error_code character varying(40),
    duration_ms numeric(10,3) CONSTRAINT request_log_duration_ms_not_null NOT NULL,
    response_bytes integer,
    remote_ip inet,
    psu_present boolean DEFAULT false CONSTRAINT request_log_psu_present_not_null NOT NULL
);


--
-- Name: circuit_breaker_log; Type: TABLE; Schema: integration; Owner: -
--

CREATE TABLE integration.circuit_breaker_log (
    endpoint_id bigint NOT NULL,
    switched_at timestamp with time zone NOT NULL,
    from_state integration.breaker_state,
    to_state integration.breaker_state NOT NULL,
    failure_rate numeric(5,2),
    node text
);


--
-- Name: TABLE circuit_breaker_log; Type: COMMENT; Schema: integration; Owner: -
--

COMMENT ON TABLE integration.circuit_breaker_log IS 'Openings and closings of circuit breakers in front of endpoints; written in bulk and therefore without a key.';


--
-- Name: COLUMN circuit_breaker_log.failure_rate; Type: COMMENT; Schema: integration; Owner: -
--

COMMENT ON COLUMN integration.circuit_breaker_log.failure_rate IS 'Percent over the sliding window.';


--
-- Name: COLUMN circuit_breaker_log.node; Type: COMMENT; Schema: integration; Owner: -
--

COMMENT ON COLUMN integration.circuit_breaker_log.node IS 'Instance of the adapter.';


--
-- Name: client_id_mapping; Type: TABLE; Schema: integration; Owner: -
--

CREATE TABLE integration.client_id_mapping (
    external_system_id bigint NOT NULL,
    client_profile_id bigint NOT NULL,
    external_key character varying(64) NOT NULL,
    mapped_at timestamp with time zone DEFAULT now() NOT NULL,
    verified boolean DEFAULT false NOT NULL,
    superseded_by character varying(64)
);


--
-- Name: TABLE client_id_mapping; Type: COMMENT; Schema: integration; Owner: -
--

COMMENT ON TABLE integration.client_id_mapping IS 'Identifiers under which other systems know our clients.';


--
-- Name: COLUMN client_id_mapping.external_key; Type: COMMENT; Schema: integration; Owner: -
--

COMMENT ON COLUMN integration.client_id_mapping.external_key IS 'Personal data where the vendor derives it from a document number.';


--
-- Name: COLUMN client_id_mapping.superseded_by; Type: COMMENT; Schema: integration; Owner: -
--

COMMENT ON COLUMN integration.client_id_mapping.superseded_by IS 'New identifier after a merge at the vendor.';


--
-- Name: consumer_offset; Type: TABLE; Schema: integration; Owner: -
--

CREATE TABLE integration.consumer_offset (
    consumer_group character varying(60) NOT NULL,
    topic character varying(120) NOT NULL,
    partition_no bigint NOT NULL,
    committed_offset bigint NOT NULL,
    high_watermark bigint,
    lag_seconds numeric(10,1),
    committed_at timestamp with time zone NOT NULL
);


--
-- Name: TABLE consumer_offset; Type: COMMENT; Schema: integration; Owner: -
--

COMMENT ON TABLE integration.consumer_offset IS 'Position of every consumer group in every partition it reads, saved together with its side effects.';


--
-- Name: COLUMN consumer_offset.committed_offset; Type: COMMENT; Schema: integration; Owner: -
--

COMMENT ON COLUMN integration.consumer_offset.committed_offset IS 'Last offset handled completely.';


--
-- Name: COLUMN consumer_offset.high_watermark; Type: COMMENT; Schema: integration; Owner: -
--

COMMENT ON COLUMN integration.consumer_offset.high_watermark IS 'End of the partition at commit time.';


--
-- Name: dead_letter; Type: TABLE; Schema: integration; Owner: -
--

CREATE TABLE integration.dead_letter (
    id bigint NOT NULL,
    inbox_message_id uuid,
    outbox_message_id bigint,
    buried_at timestamp with time zone NOT NULL,
    last_error text NOT NULL,
    stack_trace text,
    retries_done smallint NOT NULL,
    triaged_by_id bigint,
    ticket character varying(20),
    requeued_at timestamp with time zone,
    discarded boolean DEFAULT false NOT NULL
);


--
-- Name: TABLE dead_letter; Type: COMMENT; Schema: integration; Owner: -
--

COMMENT ON TABLE integration.dead_letter IS 'Messages given up after all retries, waiting for somebody to look at them.';


--
-- Name: COLUMN dead_letter.ticket; Type: COMMENT; Schema: integration; Owner: -
--

COMMENT ON COLUMN integration.dead_letter.ticket IS 'Number in the incident tracker.';


--
-- Name: COLUMN dead_letter.requeued_at; Type: COMMENT; Schema: integration; Owner: -
--

COMMENT ON COLUMN integration.dead_letter.requeued_at IS 'Sent back for another try.';


--
-- Name: dead_letter_id_seq; Type: SEQUENCE; Schema: integration; Owner: -
--

ALTER TABLE integration.dead_letter ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME integration.dead_letter_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: external_system; Type: TABLE; Schema: integration; Owner: -
--

CREATE TABLE integration.external_system (
    id bigint NOT NULL,
    code character varying(32) NOT NULL,
    title text NOT NULL,
    kind integration.system_kind NOT NULL,
    partner_id bigint,
    owner_team text NOT NULL,
    criticality smallint NOT NULL,
    is_enabled boolean DEFAULT true NOT NULL,
    contact_email text,
    onboarded_on date NOT NULL,
    decommissioned_on date
);


--
-- Name: TABLE external_system; Type: COMMENT; Schema: integration; Owner: -
--

COMMENT ON TABLE integration.external_system IS 'Systems the core bank exchanges messages with, inside and outside the company.';


--
-- Name: COLUMN external_system.partner_id; Type: COMMENT; Schema: integration; Owner: -
--

COMMENT ON COLUMN integration.external_system.partner_id IS 'Contract behind the connection, for vendors and partners.';


--
-- Name: COLUMN external_system.owner_team; Type: COMMENT; Schema: integration; Owner: -
--

COMMENT ON COLUMN integration.external_system.owner_team IS 'Team on call for the connection.';


--
-- Name: COLUMN external_system.criticality; Type: COMMENT; Schema: integration; Owner: -
--

COMMENT ON COLUMN integration.external_system.criticality IS '1 stops payments, 4 nobody notices until Monday.';


--
-- Name: COLUMN external_system.contact_email; Type: COMMENT; Schema: integration; Owner: -
--

COMMENT ON COLUMN integration.external_system.contact_email IS 'Mailbox of the support desk, no personal address.';


--
-- Name: external_system_id_seq; Type: SEQUENCE; Schema: integration; Owner: -
--

ALTER TABLE integration.external_system ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME integration.external_system_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: inbox_message; Type: TABLE; Schema: integration; Owner: -
--

CREATE TABLE integration.inbox_message (
    id uuid NOT NULL,
    external_system_id bigint NOT NULL,
    external_message_id character varying(64) NOT NULL,
    "correlationId" uuid,
    message_type character varying(60) NOT NULL,
    payment_id bigint,
    body bytea,
    content_type text DEFAULT 'application/json'::text NOT NULL,
    status integration.inbox_status DEFAULT 'received'::integration.inbox_status NOT NULL,
    received_at timestamp with time zone NOT NULL,
    processed_at timestamp with time zone,
    failure text
);


--
-- Name: TABLE inbox_message; Type: COMMENT; Schema: integration; Owner: -
--

COMMENT ON TABLE integration.inbox_message IS 'Messages received from other systems, kept to recognise repeats.';


--
-- Name: COLUMN inbox_message.external_message_id; Type: COMMENT; Schema: integration; Owner: -
--

COMMENT ON COLUMN integration.inbox_message.external_message_id IS 'Identifier given by the sender.';


--
-- Name: COLUMN inbox_message."correlationId"; Type: COMMENT; Schema: integration; Owner: -
--

COMMENT ON COLUMN integration.inbox_message."correlationId" IS 'Camel case since the first release; the vendor adapter relies on it.';


--
-- Name: COLUMN inbox_message.body; Type: COMMENT; Schema: integration; Owner: -
--

COMMENT ON COLUMN integration.inbox_message.body IS 'Raw bytes, kept for disputes.';


--
-- Name: COLUMN inbox_message.failure; Type: COMMENT; Schema: integration; Owner: -
--

COMMENT ON COLUMN integration.inbox_message.failure IS 'Last error of the handler.';


--
-- Name: message_schema; Type: TABLE; Schema: integration; Owner: -
--

CREATE TABLE integration.message_schema (
    subject character varying(80) NOT NULL,
    version bigint NOT NULL,
    definition jsonb NOT NULL,
    compatibility character varying(16) DEFAULT 'BACKWARD'::character varying NOT NULL,
    registered_by text,
    registered_at timestamp with time zone NOT NULL,
    deprecated_at timestamp with time zone
);


--
-- Name: TABLE message_schema; Type: COMMENT; Schema: integration; Owner: -
--

COMMENT ON TABLE integration.message_schema IS 'Registered versions of message formats and whether producers may still use them.';


--
-- Name: COLUMN message_schema.compatibility; Type: COMMENT; Schema: integration; Owner: -
--

COMMENT ON COLUMN integration.message_schema.compatibility IS 'Rule checked when a new version is registered.';


--
-- Name: COLUMN message_schema.deprecated_at; Type: COMMENT; Schema: integration; Owner: -
--

COMMENT ON COLUMN integration.message_schema.deprecated_at IS 'Producers are warned from then on.';


--
-- Name: outbox_attempt; Type: TABLE; Schema: integration; Owner: -
--

CREATE TABLE integration.outbox_attempt (
    id bigint NOT NULL,
    outbox_message_id bigint NOT NULL,
    attempt_no smallint NOT NULL,
    endpoint_id bigint NOT NULL,
    started_at timestamp with time zone NOT NULL,
    duration_ms integer NOT NULL,
    error_class text,
    error_message text,
    next_try_at timestamp with time zone
);


--
-- Name: TABLE outbox_attempt; Type: COMMENT; Schema: integration; Owner: -
--

COMMENT ON TABLE integration.outbox_attempt IS 'Attempts of the relay to publish a message that did not go through at once.';


--
-- Name: COLUMN outbox_attempt.duration_ms; Type: COMMENT; Schema: integration; Owner: -
--

COMMENT ON COLUMN integration.outbox_attempt.duration_ms IS 'Until answer or time-out.';


--
-- Name: COLUMN outbox_attempt.next_try_at; Type: COMMENT; Schema: integration; Owner: -
--

COMMENT ON COLUMN integration.outbox_attempt.next_try_at IS 'Exponential back-off with jitter.';


--
-- Name: outbox_attempt_id_seq; Type: SEQUENCE; Schema: integration; Owner: -
--

ALTER TABLE integration.outbox_attempt ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME integration.outbox_attempt_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: outbox_message; Type: TABLE; Schema: integration; Owner: -
--

CREATE TABLE integration.outbox_message (
    id bigint NOT NULL,
    message_key uuid NOT NULL,
    aggregate_type character varying(40) NOT NULL,
    aggregate_id bigint NOT NULL,
    event_name character varying(80) NOT NULL,
    schema_version integer NOT NULL,
    client_id bigint,
    payload jsonb NOT NULL,
    headers jsonb,
    status integration.outbox_status DEFAULT 'pending'::integration.outbox_status NOT NULL,
    attempt_count smallint DEFAULT 0 NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    published_at timestamp with time zone
);


--
-- Name: TABLE outbox_message; Type: COMMENT; Schema: integration; Owner: -
--

COMMENT ON TABLE integration.outbox_message IS 'Events written in the transaction of the business change and published afterwards by the relay.';


--
-- Name: COLUMN outbox_message.message_key; Type: COMMENT; Schema: integration; Owner: -
--

COMMENT ON COLUMN integration.outbox_message.message_key IS 'Idempotency key for consumers.';


--
-- Name: COLUMN outbox_message.aggregate_id; Type: COMMENT; Schema: integration; Owner: -
--

COMMENT ON COLUMN integration.outbox_message.aggregate_id IS 'Key of the changed row in core.';


--
-- Name: COLUMN outbox_message.client_id; Type: COMMENT; Schema: integration; Owner: -
--

COMMENT ON COLUMN integration.outbox_message.client_id IS 'Used as the partition key so that events of one client keep their sequence.';


--
-- Name: COLUMN outbox_message.payload; Type: COMMENT; Schema: integration; Owner: -
--

COMMENT ON COLUMN integration.outbox_message.payload IS 'May carry personal data; purged 90 days after publishing.';


--
-- Name: COLUMN outbox_message.published_at; Type: COMMENT; Schema: integration; Owner: -
--

COMMENT ON COLUMN integration.outbox_message.published_at IS 'Set by the relay after the broker confirmed.';


--
-- Name: outbox_message_id_seq; Type: SEQUENCE; Schema: integration; Owner: -
--

ALTER TABLE integration.outbox_message ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME integration.outbox_message_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: sync_job; Type: TABLE; Schema: integration; Owner: -
--

CREATE TABLE integration.sync_job (
    id bigint NOT NULL,
    job_name character varying(60) NOT NULL,
    external_system_id bigint NOT NULL,
    cron_expression character varying(40) NOT NULL,
    time_zone text DEFAULT 'Europe/Berlin'::text NOT NULL,
    is_active boolean DEFAULT true NOT NULL,
    max_duration interval NOT NULL,
    watermark timestamp with time zone,
    parameters jsonb,
    next_run_at timestamp with time zone,
    updated_at timestamp with time zone DEFAULT now() NOT NULL
);


--
-- Name: TABLE sync_job; Type: COMMENT; Schema: integration; Owner: -
--

COMMENT ON TABLE integration.sync_job IS 'Scheduled exchanges with systems that cannot send events, such as directory downloads and report uploads.';


--
-- Name: COLUMN sync_job.cron_expression; Type: COMMENT; Schema: integration; Owner: -
--

COMMENT ON COLUMN integration.sync_job.cron_expression IS 'Five fields.';


--
-- Name: COLUMN sync_job.max_duration; Type: COMMENT; Schema: integration; Owner: -
--

COMMENT ON COLUMN integration.sync_job.max_duration IS 'An alert is raised afterwards.';


--
-- Name: COLUMN sync_job.watermark; Type: COMMENT; Schema: integration; Owner: -
--

COMMENT ON COLUMN integration.sync_job.watermark IS 'Last change already taken over.';


--
-- Name: sync_job_id_seq; Type: SEQUENCE; Schema: integration; Owner: -
--

ALTER TABLE integration.sync_job ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME integration.sync_job_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: sync_job_run; Type: TABLE; Schema: integration; Owner: -
--

CREATE TABLE integration.sync_job_run (
    id bigint NOT NULL,
    sync_job_id bigint NOT NULL,
    worker_host text,
    started_at timestamp with time zone NOT NULL,
    finished_at timestamp with time zone,
    result integration.job_result,
    rows_read bigint DEFAULT 0 NOT NULL,
    rows_changed bigint DEFAULT 0 NOT NULL,
    rows_refused integer DEFAULT 0 NOT NULL,
    started_by_id bigint,
    log_excerpt text
);


--
-- Name: TABLE sync_job_run; Type: COMMENT; Schema: integration; Owner: -
--

COMMENT ON TABLE integration.sync_job_run IS 'Executions of scheduled exchanges with counts of rows read, changed and refused.';


--
-- Name: COLUMN sync_job_run.rows_refused; Type: COMMENT; Schema: integration; Owner: -
--

COMMENT ON COLUMN integration.sync_job_run.rows_refused IS 'Failed validation and written to the refusal file.';


--
-- Name: COLUMN sync_job_run.started_by_id; Type: COMMENT; Schema: integration; Owner: -
--

COMMENT ON COLUMN integration.sync_job_run.started_by_id IS 'Set for runs started by hand.';


--
-- Name: COLUMN sync_job_run.log_excerpt; Type: COMMENT; Schema: integration; Owner: -
--

COMMENT ON COLUMN integration.sync_job_run.log_excerpt IS 'Last lines of the log.';


--
-- Name: sync_job_run_id_seq; Type: SEQUENCE; Schema: integration; Owner: -
--

ALTER TABLE integration.sync_job_run ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME integration.sync_job_run_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: system_endpoint; Type: TABLE; Schema: integration; Owner: -
--

CREATE TABLE integration.system_endpoint (
    id bigint NOT NULL,
    external_system_id bigint NOT NULL,
    protocol integration.protocol NOT NULL,
    address text NOT NULL,
    environment character varying(12) DEFAULT 'production'::character varying NOT NULL,
    secret_ref text,
    connect_timeout interval DEFAULT '00:00:05'::interval NOT NULL,
    read_timeout interval DEFAULT '00:00:30'::interval NOT NULL,
    max_parallel smallint DEFAULT 8 NOT NULL,
    certificate_expires_on date,
    changed_at timestamp with time zone DEFAULT now() NOT NULL
);


--
-- Name: TABLE system_endpoint; Type: COMMENT; Schema: integration; Owner: -
--

COMMENT ON TABLE integration.system_endpoint IS 'Technical addresses of external systems with time-outs and credentials by reference.';


--
-- Name: COLUMN system_endpoint.address; Type: COMMENT; Schema: integration; Owner: -
--

COMMENT ON COLUMN integration.system_endpoint.address IS 'URL, topic or queue name.';


--
-- Name: COLUMN system_endpoint.environment; Type: COMMENT; Schema: integration; Owner: -
--

COMMENT ON COLUMN integration.system_endpoint.environment IS 'Production, acceptance or test.';


--
-- Name: COLUMN system_endpoint.secret_ref; Type: COMMENT; Schema: integration; Owner: -
--

COMMENT ON COLUMN integration.system_endpoint.secret_ref IS 'Path in the secret store; never the secret.';


--
-- Name: COLUMN system_endpoint.max_parallel; Type: COMMENT; Schema: integration; Owner: -
--

COMMENT ON COLUMN integration.system_endpoint.max_parallel IS 'Calls in flight before requests queue up.';


--
-- Name: system_endpoint_id_seq; Type: SEQUENCE; Schema: integration; Owner: -
--

ALTER TABLE integration.system_endpoint ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME integration.system_endpoint_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: webhook_delivery; Type: TABLE; Schema: integration; Owner: -
--

CREATE TABLE integration.webhook_delivery (
    id bigint NOT NULL,
    subscription_id uuid NOT NULL,
    outbox_message_id bigint NOT NULL,
    try_no smallint NOT NULL,
    http_status smallint,
    response_excerpt character varying(500),
    latency_ms integer,
    called_at timestamp with time zone NOT NULL,
    retry_after timestamp with time zone,
    delivered boolean DEFAULT false NOT NULL
);


--
-- Name: TABLE webhook_delivery; Type: COMMENT; Schema: integration; Owner: -
--

COMMENT ON TABLE integration.webhook_delivery IS 'Calls made to the webhooks of partners and the answers received.';


--
-- Name: COLUMN webhook_delivery.http_status; Type: COMMENT; Schema: integration; Owner: -
--

COMMENT ON COLUMN integration.webhook_delivery.http_status IS 'Null when no answer came.';


--
-- Name: COLUMN webhook_delivery.response_excerpt; Type: COMMENT; Schema: integration; Owner: -
--

COMMENT ON COLUMN integration.webhook_delivery.response_excerpt IS 'First characters of the answer.';


--
-- Name: COLUMN webhook_delivery.retry_after; Type: COMMENT; Schema: integration; Owner: -
--

COMMENT ON COLUMN integration.webhook_delivery.retry_after IS 'Null when no further try is planned.';


--
-- Name: webhook_delivery_id_seq; Type: SEQUENCE; Schema: integration; Owner: -
--

ALTER TABLE integration.webhook_delivery ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME integration.webhook_delivery_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: webhook_subscription; Type: TABLE; Schema: integration; Owner: -
--

CREATE TABLE integration.webhook_subscription (
    id uuid NOT NULL,
    partner_id bigint NOT NULL,
    target_url text NOT NULL,
    event_filter text[] NOT NULL,
    signing_key_hash bytea NOT NULL,
    is_paused boolean DEFAULT false NOT NULL,
    consecutive_failures integer DEFAULT 0 NOT NULL,
    created_at timestamp with time zone NOT NULL,
    verified_at timestamp with time zone,
    updated_at timestamp with time zone DEFAULT now() NOT NULL
);


--
-- Name: TABLE webhook_subscription; Type: COMMENT; Schema: integration; Owner: -
--

COMMENT ON TABLE integration.webhook_subscription IS 'Addresses at which partners want to be told about events of their clients.';


--
-- Name: COLUMN webhook_subscription.event_filter; Type: COMMENT; Schema: integration; Owner: -
--

COMMENT ON COLUMN integration.webhook_subscription.event_filter IS 'Names of events; an empty array means all of them.';


--
-- Name: COLUMN webhook_subscription.signing_key_hash; Type: COMMENT; Schema: integration; Owner: -
--

COMMENT ON COLUMN integration.webhook_subscription.signing_key_hash IS 'SHA-256 of the shared key.';


--
-- Name: COLUMN webhook_subscription.consecutive_failures; Type: COMMENT; Schema: integration; Owner: -
--

COMMENT ON COLUMN integration.webhook_subscription.consecutive_failures IS 'Delivery is paused at 50.';


--
-- Name: COLUMN webhook_subscription.verified_at; Type: COMMENT; Schema: integration; Owner: -
--

COMMENT ON COLUMN integration.webhook_subscription.verified_at IS 'Time the challenge was answered.';


--
-- Name: cb_statement; Type: TABLE; Schema: scb; Owner: -
--

CREATE TABLE scb.cb_statement (
    id bigint NOT NULL,
    participant_account_id bigint NOT NULL,
    statement_no integer NOT NULL,
    statement_date date NOT NULL,
    opening_balance scb.settlement_amount NOT NULL,
    closing_balance scb.settlement_amount NOT NULL,
    entry_count integer NOT NULL,
    source_file_id bigint,
    received_at timestamp with time zone NOT NULL,
    is_reconciled boolean DEFAULT false NOT NULL
);


--
-- Name: TABLE cb_statement; Type: COMMENT; Schema: scb; Owner: -
--

COMMENT ON TABLE scb.cb_statement IS 'Daily statements of settlement accounts received from the central bank.';


--
-- Name: COLUMN cb_statement.statement_no; Type: COMMENT; Schema: scb; Owner: -
--

COMMENT ON COLUMN scb.cb_statement.statement_no IS 'Restarts every year.';


--
-- Name: COLUMN cb_statement.is_reconciled; Type: COMMENT; Schema: scb; Owner: -
--

COMMENT ON COLUMN scb.cb_statement.is_reconciled IS 'Every line is matched or explained.';


--
-- Name: cb_statement_id_seq; Type: SEQUENCE; Schema: scb; Owner: -
--

ALTER TABLE scb.cb_statement ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME scb.cb_statement_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: cb_statement_line; Type: TABLE; Schema: scb; Owner: -
--

CREATE TABLE scb.cb_statement_line (
    statement_id bigint NOT NULL,
    line_no bigint NOT NULL,
    booked_on date NOT NULL,
    amount scb.settlement_amount NOT NULL,
    dbcr character(1) NOT NULL,
    bank_reference character varying(35),
    narrative text,
    instruction_id uuid,
    entry_id bigint,
    matched_at timestamp with time zone,
    CONSTRAINT cb_statement_line_dbcr_check CHECK ((char_length(dbcr) = 1))
);


--
-- Name: TABLE cb_statement_line; Type: COMMENT; Schema: scb; Owner: -
--

COMMENT ON TABLE scb.cb_statement_line IS 'Single bookings of a central bank statement, matched to our settlement instructions.';


--
-- Name: COLUMN cb_statement_line.dbcr; Type: COMMENT; Schema: scb; Owner: -
--

COMMENT ON COLUMN scb.cb_statement_line.dbcr IS 'D or C, as delivered.';


--
-- Name: COLUMN cb_statement_line.bank_reference; Type: COMMENT; Schema: scb; Owner: -
--

COMMENT ON COLUMN scb.cb_statement_line.bank_reference IS 'Reference of the central bank.';


--
-- Name: COLUMN cb_statement_line.entry_id; Type: COMMENT; Schema: scb; Owner: -
--

COMMENT ON COLUMN scb.cb_statement_line.entry_id IS 'Entry in our ledger the line was matched with.';


--
-- Name: clearing_file; Type: TABLE; Schema: scb; Owner: -
--

CREATE TABLE scb.clearing_file (
    id bigint NOT NULL,
    file_reference character varying(35) NOT NULL,
    session_id bigint,
    clearing_system_code character varying(16) NOT NULL,
    payment_batch_id bigint,
    kind scb.file_kind NOT NULL,
    flow scb.file_flow NOT NULL,
    storage_path text NOT NULL,
    sha256 bytea NOT NULL,
    size_bytes bigint NOT NULL,
    transaction_count integer NOT NULL,
    control_sum scb.settlement_amount NOT NULL,
    is_test boolean DEFAULT false NOT NULL,
    created_at timestamp with time zone NOT NULL,
    acknowledged_at timestamp with time zone,
    CONSTRAINT clearing_file_control_sum_check CHECK (((control_sum)::numeric >= (0)::numeric)),
    CONSTRAINT clearing_file_transaction_count_check CHECK ((transaction_count >= 0))
);


--
-- Name: TABLE clearing_file; Type: COMMENT; Schema: scb; Owner: -
--

COMMENT ON TABLE scb.clearing_file IS 'Files sent to and received from clearing systems, with checksums and control totals.';


--
-- Name: COLUMN clearing_file.file_reference; Type: COMMENT; Schema: scb; Owner: -
--

COMMENT ON COLUMN scb.clearing_file.file_reference IS 'Reference in the file header, at most 35 characters.';


--
-- Name: COLUMN clearing_file.payment_batch_id; Type: COMMENT; Schema: scb; Owner: -
--

COMMENT ON COLUMN scb.clearing_file.payment_batch_id IS 'Client batch when the file was made of one.';


--
-- Name: COLUMN clearing_file.storage_path; Type: COMMENT; Schema: scb; Owner: -
--

COMMENT ON COLUMN scb.clearing_file.storage_path IS 'Object key in the archive bucket.';


--
-- Name: COLUMN clearing_file.sha256; Type: COMMENT; Schema: scb; Owner: -
--

COMMENT ON COLUMN scb.clearing_file.sha256 IS 'Of the signed file.';


--
-- Name: COLUMN clearing_file.control_sum; Type: COMMENT; Schema: scb; Owner: -
--

COMMENT ON COLUMN scb.clearing_file.control_sum IS 'Sum of the amounts in the file header.';


--
-- Name: COLUMN clearing_file.acknowledged_at; Type: COMMENT; Schema: scb; Owner: -
--

COMMENT ON COLUMN scb.clearing_file.acknowledged_at IS 'Time of the positive technical answer.';


--
-- Name: clearing_file_error; Type: TABLE; Schema: scb; Owner: -
--

CREATE TABLE scb.clearing_file_error (
    id bigint NOT NULL,
    clearing_file_id bigint NOT NULL,
    payment_id bigint,
    reason_code_id smallint,
    line_no integer,
    xpath text,
    error_text text NOT NULL,
    is_fatal boolean DEFAULT false NOT NULL,
    found_at timestamp with time zone NOT NULL,
    resolved_at timestamp with time zone,
    resolved_by_id bigint
);


--
-- Name: TABLE clearing_file_error; Type: COMMENT; Schema: scb; Owner: -
--

COMMENT ON TABLE scb.clearing_file_error IS 'Errors found in clearing files by our validation or reported back by the clearing system.';


--
-- Name: COLUMN clearing_file_error.xpath; Type: COMMENT; Schema: scb; Owner: -
--

COMMENT ON COLUMN scb.clearing_file_error.xpath IS 'Place in the document, for XML files.';


--
-- Name: COLUMN clearing_file_error.is_fatal; Type: COMMENT; Schema: scb; Owner: -
--

COMMENT ON COLUMN scb.clearing_file_error.is_fatal IS 'The whole file was refused.';


--
-- Name: clearing_file_error_id_seq; Type: SEQUENCE; Schema: scb; Owner: -
--

ALTER TABLE scb.clearing_file_error ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME scb.clearing_file_error_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: clearing_file_event; Type: TABLE; Schema: scb; Owner: -
--

CREATE TABLE scb.clearing_file_event (
    id bigint NOT NULL,
    clearing_file_id bigint NOT NULL,
    event_code character varying(16) NOT NULL,
    gateway_node text,
    event_time timestamp with time zone NOT NULL,
    details jsonb
);


--
-- Name: TABLE clearing_file_event; Type: COMMENT; Schema: scb; Owner: -
--

COMMENT ON TABLE scb.clearing_file_event IS 'What happened to a clearing file between creation and archive, as reported by the file gateway.';


--
-- Name: COLUMN clearing_file_event.event_code; Type: COMMENT; Schema: scb; Owner: -
--

COMMENT ON COLUMN scb.clearing_file_event.event_code IS 'Code of the gateway, such as SIGNED, UPLOADED, ACKED, NACKED, ARCHIVED.';


--
-- Name: COLUMN clearing_file_event.gateway_node; Type: COMMENT; Schema: scb; Owner: -
--

COMMENT ON COLUMN scb.clearing_file_event.gateway_node IS 'Node of the gateway that handled the file.';


--
-- Name: clearing_file_event_id_seq; Type: SEQUENCE; Schema: scb; Owner: -
--

ALTER TABLE scb.clearing_file_event ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME scb.clearing_file_event_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: clearing_file_id_seq; Type: SEQUENCE; Schema: scb; Owner: -
--

ALTER TABLE scb.clearing_file ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME scb.clearing_file_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: clearing_session; Type: TABLE; Schema: scb; Owner: -
--

CREATE TABLE scb.clearing_session (
    id bigint NOT NULL,
    clearing_system_code character varying(16) NOT NULL,
    business_date date NOT NULL,
    cycle_no smallint NOT NULL,
    phase scb.session_phase DEFAULT 'scheduled'::scb.session_phase NOT NULL,
    planned_cutoff_at timestamp with time zone NOT NULL,
    opened_at timestamp with time zone,
    settled_at timestamp with time zone,
    files_sent integer DEFAULT 0 NOT NULL,
    files_received integer DEFAULT 0 NOT NULL,
    gross_sent scb.settlement_amount DEFAULT 0 NOT NULL,
    gross_received scb.settlement_amount DEFAULT 0 NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL
);


--
-- Name: TABLE clearing_session; Type: COMMENT; Schema: scb; Owner: -
--

COMMENT ON TABLE scb.clearing_session IS 'One settlement cycle of a clearing system on one business day.';


--
-- Name: COLUMN clearing_session.cycle_no; Type: COMMENT; Schema: scb; Owner: -
--

COMMENT ON COLUMN scb.clearing_session.cycle_no IS 'Number of the cycle within the business day.';


--
-- Name: COLUMN clearing_session.planned_cutoff_at; Type: COMMENT; Schema: scb; Owner: -
--

COMMENT ON COLUMN scb.clearing_session.planned_cutoff_at IS 'Files arriving later go into the next cycle.';


--
-- Name: COLUMN clearing_session.gross_sent; Type: COMMENT; Schema: scb; Owner: -
--

COMMENT ON COLUMN scb.clearing_session.gross_sent IS 'Before netting.';


--
-- Name: clearing_session_id_seq; Type: SEQUENCE; Schema: scb; Owner: -
--

ALTER TABLE scb.clearing_session ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME scb.clearing_session_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: clearing_session_phase_log; Type: TABLE; Schema: scb; Owner: -
--

CREATE TABLE scb.clearing_session_phase_log (
    id bigint NOT NULL,
    session_id bigint NOT NULL,
    old_phase scb.session_phase,
    new_phase scb.session_phase NOT NULL,
    occurred_at timestamp with time zone NOT NULL,
    forced_by_operator_id bigint,
    note text
);


--
-- Name: TABLE clearing_session_phase_log; Type: COMMENT; Schema: scb; Owner: -
--

COMMENT ON TABLE scb.clearing_session_phase_log IS 'Every change of phase of a clearing session, written by the scheduler or by the operator who forced it.';


--
-- Name: COLUMN clearing_session_phase_log.forced_by_operator_id; Type: COMMENT; Schema: scb; Owner: -
--

COMMENT ON COLUMN scb.clearing_session_phase_log.forced_by_operator_id IS 'Null for automatic changes.';


--
-- Name: COLUMN clearing_session_phase_log.note; Type: COMMENT; Schema: scb; Owner: -
--

COMMENT ON COLUMN scb.clearing_session_phase_log.note IS 'Required by procedure when the change was forced.';


--
-- Name: clearing_session_phase_log_id_seq; Type: SEQUENCE; Schema: scb; Owner: -
--

ALTER TABLE scb.clearing_session_phase_log ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME scb.clearing_session_phase_log_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: clearing_system; Type: TABLE; Schema: scb; Owner: -
--

CREATE TABLE scb.clearing_system (
    code character varying(16) NOT NULL,
    title text NOT NULL,
    rail_id smallint NOT NULL,
    operator_name text NOT NULL,
    settlement_currency character(3) NOT NULL,
    is_gross boolean NOT NULL,
    opens_at time without time zone,
    closes_at time without time zone,
    joined_on date NOT NULL
);


--
-- Name: TABLE clearing_system; Type: COMMENT; Schema: scb; Owner: -
--

COMMENT ON TABLE scb.clearing_system IS 'Clearing and settlement systems the bank takes part in, directly or through a sponsor.';


--
-- Name: COLUMN clearing_system.operator_name; Type: COMMENT; Schema: scb; Owner: -
--

COMMENT ON COLUMN scb.clearing_system.operator_name IS 'Institution that runs the system.';


--
-- Name: COLUMN clearing_system.is_gross; Type: COMMENT; Schema: scb; Owner: -
--

COMMENT ON COLUMN scb.clearing_system.is_gross IS 'True for real-time gross settlement, false for netting.';


--
-- Name: COLUMN clearing_system.opens_at; Type: COMMENT; Schema: scb; Owner: -
--

COMMENT ON COLUMN scb.clearing_system.opens_at IS 'Frankfurt time; null for round the clock.';


--
-- Name: eligible_security; Type: TABLE; Schema: scb; Owner: -
--

CREATE TABLE scb.eligible_security (
    isin character(12) NOT NULL,
    issuer_name text NOT NULL,
    issuer_country character(2) NOT NULL,
    currency_code character(3) NOT NULL,
    coupon_rate numeric(7,4),
    maturity_date date,
    haircut_category smallint NOT NULL,
    haircut_percent numeric(5,2) NOT NULL,
    listed_on date NOT NULL,
    delisted_on date,
    CONSTRAINT eligible_security_isin_check CHECK ((char_length(isin) = 12))
);


--
-- Name: TABLE eligible_security; Type: COMMENT; Schema: scb; Owner: -
--

COMMENT ON TABLE scb.eligible_security IS 'Securities the central bank accepts as collateral, from its daily list.';


--
-- Name: COLUMN eligible_security.coupon_rate; Type: COMMENT; Schema: scb; Owner: -
--

COMMENT ON COLUMN scb.eligible_security.coupon_rate IS 'Percent a year; null for zero bonds.';


--
-- Name: COLUMN eligible_security.haircut_category; Type: COMMENT; Schema: scb; Owner: -
--

COMMENT ON COLUMN scb.eligible_security.haircut_category IS 'From 1 government bonds to 5 asset backed.';


--
-- Name: instruction_status_log; Type: TABLE; Schema: scb; Owner: -
--

CREATE TABLE scb.instruction_status_log (
    id bigint NOT NULL,
    instruction_id uuid NOT NULL,
    status_before scb.instruction_status,
    status_after scb.instruction_status NOT NULL,
    message_id character varying(35),
    raw_status character(4),
    logged_at timestamp with time zone NOT NULL
);


--
-- Name: TABLE instruction_status_log; Type: COMMENT; Schema: scb; Owner: -
--

COMMENT ON TABLE scb.instruction_status_log IS 'Status history of settlement instructions with the raw answer of the settlement system.';


--
-- Name: COLUMN instruction_status_log.message_id; Type: COMMENT; Schema: scb; Owner: -
--

COMMENT ON COLUMN scb.instruction_status_log.message_id IS 'Identification of the message that caused the change.';


--
-- Name: COLUMN instruction_status_log.raw_status; Type: COMMENT; Schema: scb; Owner: -
--

COMMENT ON COLUMN scb.instruction_status_log.raw_status IS 'Status code as received, before mapping.';


--
-- Name: instruction_status_log_id_seq; Type: SEQUENCE; Schema: scb; Owner: -
--

ALTER TABLE scb.instruction_status_log ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME scb.instruction_status_log_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: liquidity_reservation; Type: TABLE; Schema: scb; Owner: -
--

CREATE TABLE scb.liquidity_reservation (
    id bigint NOT NULL,
    participant_account_id bigint NOT NULL,
    priority_id smallint NOT NULL,
    reserved_amount scb.settlement_amount NOT NULL,
    used_amount scb.settlement_amount DEFAULT 0 NOT NULL,
    valid_during tstzrange NOT NULL,
    released_at timestamp with time zone,
    created_by_id bigint NOT NULL
);


--
-- Name: TABLE liquidity_reservation; Type: COMMENT; Schema: scb; Owner: -
--

COMMENT ON TABLE scb.liquidity_reservation IS 'Money set aside on a settlement account for a class of payments during part of a business day.';


--
-- Name: COLUMN liquidity_reservation.used_amount; Type: COMMENT; Schema: scb; Owner: -
--

COMMENT ON COLUMN scb.liquidity_reservation.used_amount IS 'Consumed by settled payments of the class.';


--
-- Name: COLUMN liquidity_reservation.valid_during; Type: COMMENT; Schema: scb; Owner: -
--

COMMENT ON COLUMN scb.liquidity_reservation.valid_during IS 'Part of the business day the reservation holds for.';


--
-- Name: liquidity_reservation_id_seq; Type: SEQUENCE; Schema: scb; Owner: -
--

ALTER TABLE scb.liquidity_reservation ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME scb.liquidity_reservation_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: liquidity_snapshot; Type: TABLE; Schema: scb; Owner: -
--

CREATE TABLE scb.liquidity_snapshot (
    id bigint NOT NULL,
    participant_account_id bigint NOT NULL,
    taken_at timestamp with time zone NOT NULL,
    balance scb.settlement_amount NOT NULL,
    reserved scb.settlement_amount NOT NULL,
    queued_out scb.settlement_amount NOT NULL,
    expected_in scb.settlement_amount NOT NULL,
    credit_line_used scb.settlement_amount DEFAULT 0 NOT NULL,
    intraday_low scb.settlement_amount
);


--
-- Name: TABLE liquidity_snapshot; Type: COMMENT; Schema: scb; Owner: -
--

COMMENT ON TABLE scb.liquidity_snapshot IS 'Balances and queues of a settlement account, read from the central bank every few minutes.';


--
-- Name: COLUMN liquidity_snapshot.queued_out; Type: COMMENT; Schema: scb; Owner: -
--

COMMENT ON COLUMN scb.liquidity_snapshot.queued_out IS 'Submitted and not settled for lack of funds.';


--
-- Name: COLUMN liquidity_snapshot.expected_in; Type: COMMENT; Schema: scb; Owner: -
--

COMMENT ON COLUMN scb.liquidity_snapshot.expected_in IS 'Forecast until the end of the day.';


--
-- Name: COLUMN liquidity_snapshot.intraday_low; Type: COMMENT; Schema: scb; Owner: -
--

COMMENT ON COLUMN scb.liquidity_snapshot.intraday_low IS 'Lowest balance since opening.';


--
-- Name: liquidity_snapshot_id_seq; Type: SEQUENCE; Schema: scb; Owner: -
--

ALTER TABLE scb.liquidity_snapshot ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME scb.liquidity_snapshot_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: liquidity_transfer; Type: TABLE; Schema: scb; Owner: -
--

CREATE TABLE scb.liquidity_transfer (
    id bigint NOT NULL,
    from_account_id bigint NOT NULL,
    to_account_id bigint NOT NULL,
    direction scb.transfer_direction NOT NULL,
    amount scb.settlement_amount NOT NULL,
    is_automatic boolean DEFAULT true NOT NULL,
    trigger_rule text,
    ordered_by_id bigint,
    approved_by_id bigint,
    ordered_at timestamp with time zone NOT NULL,
    executed_at timestamp with time zone,
    failure_text text,
    CONSTRAINT liquidity_transfer_amount_check CHECK (((amount)::numeric >= (0)::numeric))
);


--
-- Name: TABLE liquidity_transfer; Type: COMMENT; Schema: scb; Owner: -
--

COMMENT ON TABLE scb.liquidity_transfer IS 'Transfers between the main account and the dedicated accounts of instant and retail clearing.';


--
-- Name: COLUMN liquidity_transfer.trigger_rule; Type: COMMENT; Schema: scb; Owner: -
--

COMMENT ON COLUMN scb.liquidity_transfer.trigger_rule IS 'Rule of the liquidity robot that asked for the transfer.';


--
-- Name: COLUMN liquidity_transfer.approved_by_id; Type: COMMENT; Schema: scb; Owner: -
--

COMMENT ON COLUMN scb.liquidity_transfer.approved_by_id IS 'Second pair of eyes, for manual transfers only.';


--
-- Name: COLUMN liquidity_transfer.failure_text; Type: COMMENT; Schema: scb; Owner: -
--

COMMENT ON COLUMN scb.liquidity_transfer.failure_text IS 'Message of the settlement system.';


--
-- Name: liquidity_transfer_id_seq; Type: SEQUENCE; Schema: scb; Owner: -
--

ALTER TABLE scb.liquidity_transfer ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME scb.liquidity_transfer_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: net_position; Type: TABLE; Schema: scb; Owner: -
--

CREATE TABLE scb.net_position (
    session_id bigint NOT NULL,
    participant_id bigint NOT NULL,
    currency_code character(3) NOT NULL,
    debit_total scb.settlement_amount NOT NULL,
    credit_total scb.settlement_amount NOT NULL,
    net_amount numeric(20,2) NOT NULL,
    transaction_count integer NOT NULL,
    calculated_at timestamp with time zone NOT NULL,
    confirmed boolean DEFAULT false NOT NULL
);


--
-- Name: TABLE net_position; Type: COMMENT; Schema: scb; Owner: -
--

COMMENT ON TABLE scb.net_position IS 'Net result of one participant in one session and currency, as calculated by the clearing system.';


--
-- Name: COLUMN net_position.net_amount; Type: COMMENT; Schema: scb; Owner: -
--

COMMENT ON COLUMN scb.net_position.net_amount IS 'Positive when the participant receives.';


--
-- Name: COLUMN net_position.confirmed; Type: COMMENT; Schema: scb; Owner: -
--

COMMENT ON COLUMN scb.net_position.confirmed IS 'Agreed with our own calculation.';


--
-- Name: participant; Type: TABLE; Schema: scb; Owner: -
--

CREATE TABLE scb.participant (
    id bigint NOT NULL,
    bic scb.bic_code NOT NULL,
    legal_name text NOT NULL,
    country_code character(2) NOT NULL,
    clearing_system_code character varying(16) NOT NULL,
    correspondent_bank_id bigint,
    is_direct boolean DEFAULT true NOT NULL,
    reachable_from date NOT NULL,
    reachable_until date,
    directory_version character varying(12),
    updated_at timestamp with time zone DEFAULT now() NOT NULL
);


--
-- Name: TABLE participant; Type: COMMENT; Schema: scb; Owner: -
--

COMMENT ON TABLE scb.participant IS 'Institutions reachable through the clearing systems, loaded from the monthly routing directories.';


--
-- Name: COLUMN participant.bic; Type: COMMENT; Schema: scb; Owner: -
--

COMMENT ON COLUMN scb.participant.bic IS '8 or 11 characters.';


--
-- Name: COLUMN participant.correspondent_bank_id; Type: COMMENT; Schema: scb; Owner: -
--

COMMENT ON COLUMN scb.participant.correspondent_bank_id IS 'Set when the bank keeps an account there.';


--
-- Name: COLUMN participant.is_direct; Type: COMMENT; Schema: scb; Owner: -
--

COMMENT ON COLUMN scb.participant.is_direct IS 'Otherwise reachable through a direct participant.';


--
-- Name: COLUMN participant.directory_version; Type: COMMENT; Schema: scb; Owner: -
--

COMMENT ON COLUMN scb.participant.directory_version IS 'Edition of the routing directory the row came from.';


--
-- Name: participant_account; Type: TABLE; Schema: scb; Owner: -
--

CREATE TABLE scb.participant_account (
    id bigint NOT NULL,
    participant_id bigint NOT NULL,
    account_no character varying(34) NOT NULL,
    gl_account_id bigint,
    currency_code character(3) NOT NULL,
    purpose text,
    minimum_reserve scb.settlement_amount DEFAULT 0 NOT NULL,
    credit_line scb.settlement_amount DEFAULT 0 NOT NULL,
    opened_on date NOT NULL,
    closed_on date,
    CONSTRAINT participant_account_minimum_reserve_check CHECK (((minimum_reserve)::numeric >= (0)::numeric))
);


--
-- Name: TABLE participant_account; Type: COMMENT; Schema: scb; Owner: -
--

COMMENT ON TABLE scb.participant_account IS 'Settlement accounts of the bank and of its sponsored participants at the central bank.';


--
-- Name: COLUMN participant_account.gl_account_id; Type: COMMENT; Schema: scb; Owner: -
--

COMMENT ON COLUMN scb.participant_account.gl_account_id IS 'Mirror account in the general ledger.';


--
-- Name: COLUMN participant_account.purpose; Type: COMMENT; Schema: scb; Owner: -
--

COMMENT ON COLUMN scb.participant_account.purpose IS 'RTGS main account, dedicated cash account or technical account.';


--
-- Name: COLUMN participant_account.minimum_reserve; Type: COMMENT; Schema: scb; Owner: -
--

COMMENT ON COLUMN scb.participant_account.minimum_reserve IS 'Balance the liquidity robot keeps untouched.';


--
-- Name: COLUMN participant_account.credit_line; Type: COMMENT; Schema: scb; Owner: -
--

COMMENT ON COLUMN scb.participant_account.credit_line IS 'Intraday credit backed by pledged securities.';


--
-- Name: participant_account_id_seq; Type: SEQUENCE; Schema: scb; Owner: -
--

ALTER TABLE scb.participant_account ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME scb.participant_account_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: participant_id_seq; Type: SEQUENCE; Schema: scb; Owner: -
--

ALTER TABLE scb.participant ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME scb.participant_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: reconciliation_break; Type: TABLE; Schema: scb; Owner: -
--

CREATE TABLE scb.reconciliation_break (
    id bigint NOT NULL,
    kind scb.break_kind NOT NULL,
    statement_id bigint NOT NULL,
    instruction_id uuid,
    our_amount numeric(20,2),
    their_amount numeric(20,2),
    assignee_id bigint,
    detected_at timestamp with time zone NOT NULL,
    due_on date NOT NULL,
    explanation text,
    correcting_entry_id bigint,
    resolved_at timestamp with time zone
);


--
-- Name: TABLE reconciliation_break; Type: COMMENT; Schema: scb; Owner: -
--

COMMENT ON TABLE scb.reconciliation_break IS 'Differences between our ledger and the central bank''s statement that someone has to explain.';


--
-- Name: COLUMN reconciliation_break.our_amount; Type: COMMENT; Schema: scb; Owner: -
--

COMMENT ON COLUMN scb.reconciliation_break.our_amount IS 'Null when we have no booking.';


--
-- Name: COLUMN reconciliation_break.due_on; Type: COMMENT; Schema: scb; Owner: -
--

COMMENT ON COLUMN scb.reconciliation_break.due_on IS 'Set by severity; older ones go to the auditor.';


--
-- Name: reconciliation_break_id_seq; Type: SEQUENCE; Schema: scb; Owner: -
--

ALTER TABLE scb.reconciliation_break ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME scb.reconciliation_break_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: regulatory_report; Type: TABLE; Schema: scb; Owner: -
--

CREATE TABLE scb.regulatory_report (
    id bigint NOT NULL,
    report_code character varying(20) NOT NULL,
    period daterange NOT NULL,
    revision smallint DEFAULT 1 NOT NULL,
    prepared_by_id bigint NOT NULL,
    signed_by_id bigint,
    payload jsonb,
    content_hash bytea,
    due_at timestamp with time zone NOT NULL,
    submitted_at timestamp with time zone,
    accepted boolean,
    receipt_no text,
    rejection_notes text[]
);


--
-- Name: TABLE regulatory_report; Type: COMMENT; Schema: scb; Owner: -
--

COMMENT ON TABLE scb.regulatory_report IS 'Returns submitted to the central bank about payments, positions and minimum reserves.';


--
-- Name: COLUMN regulatory_report.report_code; Type: COMMENT; Schema: scb; Owner: -
--

COMMENT ON COLUMN scb.regulatory_report.report_code IS 'Code of the return in the supervisor''s catalogue.';


--
-- Name: COLUMN regulatory_report.revision; Type: COMMENT; Schema: scb; Owner: -
--

COMMENT ON COLUMN scb.regulatory_report.revision IS 'Corrections count up.';


--
-- Name: COLUMN regulatory_report.content_hash; Type: COMMENT; Schema: scb; Owner: -
--

COMMENT ON COLUMN scb.regulatory_report.content_hash IS 'SHA-256 of the file as submitted.';


--
-- Name: COLUMN regulatory_report.accepted; Type: COMMENT; Schema: scb; Owner: -
--

COMMENT ON COLUMN scb.regulatory_report.accepted IS 'Null until the supervisor has answered.';


--
-- Name: regulatory_report_id_seq; Type: SEQUENCE; Schema: scb; Owner: -
--

ALTER TABLE scb.regulatory_report ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME scb.regulatory_report_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: security_pledge; Type: TABLE; Schema: scb; Owner: -
--

CREATE TABLE scb.security_pledge (
    id bigint NOT NULL,
    isin character(12) NOT NULL,
    participant_account_id bigint NOT NULL,
    nominal numeric(20,2) NOT NULL,
    market_price numeric(12,6) NOT NULL,
    collateral_value scb.settlement_amount NOT NULL,
    custodian_reference character varying(24) NOT NULL,
    pledged_at timestamp with time zone NOT NULL,
    released_at timestamp with time zone,
    valued_on date NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    CONSTRAINT security_pledge_nominal_check CHECK ((nominal >= (0)::numeric))
);


--
-- Name: TABLE security_pledge; Type: COMMENT; Schema: scb; Owner: -
--

COMMENT ON TABLE scb.security_pledge IS 'Securities blocked in favour of the central bank to cover the intraday credit line.';


--
-- Name: COLUMN security_pledge.nominal; Type: COMMENT; Schema: scb; Owner: -
--

COMMENT ON COLUMN scb.security_pledge.nominal IS 'In the currency of the security.';


--
-- Name: COLUMN security_pledge.market_price; Type: COMMENT; Schema: scb; Owner: -
--

COMMENT ON COLUMN scb.security_pledge.market_price IS 'Percent of nominal at the last valuation.';


--
-- Name: COLUMN security_pledge.collateral_value; Type: COMMENT; Schema: scb; Owner: -
--

COMMENT ON COLUMN scb.security_pledge.collateral_value IS 'After haircut.';


--
-- Name: COLUMN security_pledge.valued_on; Type: COMMENT; Schema: scb; Owner: -
--

COMMENT ON COLUMN scb.security_pledge.valued_on IS 'Business day of the price.';


--
-- Name: security_pledge_id_seq; Type: SEQUENCE; Schema: scb; Owner: -
--

ALTER TABLE scb.security_pledge ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME scb.security_pledge_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: settlement_instruction; Type: TABLE; Schema: scb; Owner: -
--

CREATE TABLE scb.settlement_instruction (
    id uuid NOT NULL,
    instruction_no bigint NOT NULL,
    payment_id bigint,
    session_id bigint,
    clearing_file_id bigint,
    debit_account_id bigint NOT NULL,
    counterparty_id bigint NOT NULL,
    amount scb.settlement_amount NOT NULL,
    currency_code character(3) NOT NULL,
    priority_id smallint NOT NULL,
    status scb.instruction_status DEFAULT 'queued'::scb.instruction_status NOT NULL,
    settlement_date date NOT NULL,
    uetr uuid NOT NULL,
    reject_reason_id smallint,
    submitted_at timestamp with time zone,
    settled_at timestamp with time zone,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT settlement_instruction_amount_check CHECK (((amount)::numeric >= (0)::numeric))
);


--
-- Name: TABLE settlement_instruction; Type: COMMENT; Schema: scb; Owner: -
--

COMMENT ON TABLE scb.settlement_instruction IS 'Orders to move central bank money, for a single urgent payment or for the net result of a session.';


--
-- Name: COLUMN settlement_instruction.instruction_no; Type: COMMENT; Schema: scb; Owner: -
--

COMMENT ON COLUMN scb.settlement_instruction.instruction_no IS 'Running number shown to treasury.';


--
-- Name: COLUMN settlement_instruction.payment_id; Type: COMMENT; Schema: scb; Owner: -
--

COMMENT ON COLUMN scb.settlement_instruction.payment_id IS 'Null for netting instructions.';


--
-- Name: COLUMN settlement_instruction.counterparty_id; Type: COMMENT; Schema: scb; Owner: -
--

COMMENT ON COLUMN scb.settlement_instruction.counterparty_id IS 'Receiving institution.';


--
-- Name: COLUMN settlement_instruction.uetr; Type: COMMENT; Schema: scb; Owner: -
--

COMMENT ON COLUMN scb.settlement_instruction.uetr IS 'Unique end-to-end reference of the transaction.';


--
-- Name: COLUMN settlement_instruction.reject_reason_id; Type: COMMENT; Schema: scb; Owner: -
--

COMMENT ON COLUMN scb.settlement_instruction.reject_reason_id IS 'Filled by the answer of the settlement system.';


--
-- Name: account_balance_log_2025_11; Type: TABLE ATTACH; Schema: core; Owner: -
--

ALTER TABLE ONLY core.account_balance_log ATTACH PARTITION core.account_balance_log_2025_11 FOR VALUES FROM ('2025-11-01 00:00:00+00') TO ('2025-12-01 00:00:00+00');


--
-- Name: account_balance_log_2025_12; Type: TABLE ATTACH; Schema: core; Owner: -
--

ALTER TABLE ONLY core.account_balance_log ATTACH PARTITION core.account_balance_log_2025_12 FOR VALUES FROM ('2025-12-01 00:00:00+00') TO ('2026-01-01 00:00:00+00');


--
-- Name: account_balance_log_2026_01; Type: TABLE ATTACH; Schema: core; Owner: -
--

ALTER TABLE ONLY core.account_balance_log ATTACH PARTITION core.account_balance_log_2026_01 FOR VALUES FROM ('2026-01-01 00:00:00+00') TO ('2026-02-01 00:00:00+00');


--
-- Name: account_balance_log_2026_02; Type: TABLE ATTACH; Schema: core; Owner: -
--

ALTER TABLE ONLY core.account_balance_log ATTACH PARTITION core.account_balance_log_2026_02 FOR VALUES FROM ('2026-02-01 00:00:00+00') TO ('2026-03-01 00:00:00+00');


--
-- Name: account_balance_log_2026_03; Type: TABLE ATTACH; Schema: core; Owner: -
--

ALTER TABLE ONLY core.account_balance_log ATTACH PARTITION core.account_balance_log_2026_03 FOR VALUES FROM ('2026-03-01 00:00:00+00') TO ('2026-04-01 00:00:00+00');


--
-- Name: account_balance_log_2026_04; Type: TABLE ATTACH; Schema: core; Owner: -
--

ALTER TABLE ONLY core.account_balance_log ATTACH PARTITION core.account_balance_log_2026_04 FOR VALUES FROM ('2026-04-01 00:00:00+00') TO ('2026-05-01 00:00:00+00');


--
-- Name: account_balance_log_2026_05; Type: TABLE ATTACH; Schema: core; Owner: -
--

ALTER TABLE ONLY core.account_balance_log ATTACH PARTITION core.account_balance_log_2026_05 FOR VALUES FROM ('2026-05-01 00:00:00+00') TO ('2026-06-01 00:00:00+00');


--
-- Name: auth_session_2025_11; Type: TABLE ATTACH; Schema: core; Owner: -
--

ALTER TABLE ONLY core.auth_session ATTACH PARTITION core.auth_session_2025_11 FOR VALUES FROM ('2025-11-01 00:00:00+00') TO ('2025-12-01 00:00:00+00');


--
-- Name: auth_session_2025_12; Type: TABLE ATTACH; Schema: core; Owner: -
--

ALTER TABLE ONLY core.auth_session ATTACH PARTITION core.auth_session_2025_12 FOR VALUES FROM ('2025-12-01 00:00:00+00') TO ('2026-01-01 00:00:00+00');


--
-- Name: auth_session_2026_01; Type: TABLE ATTACH; Schema: core; Owner: -
--

ALTER TABLE ONLY core.auth_session ATTACH PARTITION core.auth_session_2026_01 FOR VALUES FROM ('2026-01-01 00:00:00+00') TO ('2026-02-01 00:00:00+00');


--
-- Name: auth_session_2026_02; Type: TABLE ATTACH; Schema: core; Owner: -
--

ALTER TABLE ONLY core.auth_session ATTACH PARTITION core.auth_session_2026_02 FOR VALUES FROM ('2026-02-01 00:00:00+00') TO ('2026-03-01 00:00:00+00');


--
-- Name: auth_session_2026_03; Type: TABLE ATTACH; Schema: core; Owner: -
--

ALTER TABLE ONLY core.auth_session ATTACH PARTITION core.auth_session_2026_03 FOR VALUES FROM ('2026-03-01 00:00:00+00') TO ('2026-04-01 00:00:00+00');


--
-- Name: auth_session_2026_04; Type: TABLE ATTACH; Schema: core; Owner: -
--

ALTER TABLE ONLY core.auth_session ATTACH PARTITION core.auth_session_2026_04 FOR VALUES FROM ('2026-04-01 00:00:00+00') TO ('2026-05-01 00:00:00+00');


--
-- Name: auth_session_2026_05; Type: TABLE ATTACH; Schema: core; Owner: -
--

ALTER TABLE ONLY core.auth_session ATTACH PARTITION core.auth_session_2026_05 FOR VALUES FROM ('2026-05-01 00:00:00+00') TO ('2026-06-01 00:00:00+00');


--
-- Name: limit_check_event_2025_11; Type: TABLE ATTACH; Schema: core; Owner: -
--

ALTER TABLE ONLY core.limit_check_event ATTACH PARTITION core.limit_check_event_2025_11 FOR VALUES FROM ('2025-11-01 00:00:00+00') TO ('2025-12-01 00:00:00+00');


--
-- Name: limit_check_event_2025_12; Type: TABLE ATTACH; Schema: core; Owner: -
--

ALTER TABLE ONLY core.limit_check_event ATTACH PARTITION core.limit_check_event_2025_12 FOR VALUES FROM ('2025-12-01 00:00:00+00') TO ('2026-01-01 00:00:00+00');


--
-- Name: limit_check_event_2026_01; Type: TABLE ATTACH; Schema: core; Owner: -
--

ALTER TABLE ONLY core.limit_check_event ATTACH PARTITION core.limit_check_event_2026_01 FOR VALUES FROM ('2026-01-01 00:00:00+00') TO ('2026-02-01 00:00:00+00');


--
-- Name: limit_check_event_2026_02; Type: TABLE ATTACH; Schema: core; Owner: -
--

ALTER TABLE ONLY core.limit_check_event ATTACH PARTITION core.limit_check_event_2026_02 FOR VALUES FROM ('2026-02-01 00:00:00+00') TO ('2026-03-01 00:00:00+00');


--
-- Name: limit_check_event_2026_03; Type: TABLE ATTACH; Schema: core; Owner: -
--

ALTER TABLE ONLY core.limit_check_event ATTACH PARTITION core.limit_check_event_2026_03 FOR VALUES FROM ('2026-03-01 00:00:00+00') TO ('2026-04-01 00:00:00+00');


--
-- Name: limit_check_event_2026_04; Type: TABLE ATTACH; Schema: core; Owner: -
--

ALTER TABLE ONLY core.limit_check_event ATTACH PARTITION core.limit_check_event_2026_04 FOR VALUES FROM ('2026-04-01 00:00:00+00') TO ('2026-05-01 00:00:00+00');


--
-- Name: limit_check_event_2026_05; Type: TABLE ATTACH; Schema: core; Owner: -
--

ALTER TABLE ONLY core.limit_check_event ATTACH PARTITION core.limit_check_event_2026_05 FOR VALUES FROM ('2026-05-01 00:00:00+00') TO ('2026-06-01 00:00:00+00');


--
-- Name: loan_overdue_snapshot_2025_11; Type: TABLE ATTACH; Schema: core; Owner: -
--

ALTER TABLE ONLY core.loan_overdue_snapshot ATTACH PARTITION core.loan_overdue_snapshot_2025_11 FOR VALUES FROM ('2025-11-01') TO ('2025-12-01');


--
-- Name: loan_overdue_snapshot_2025_12; Type: TABLE ATTACH; Schema: core; Owner: -
--

ALTER TABLE ONLY core.loan_overdue_snapshot ATTACH PARTITION core.loan_overdue_snapshot_2025_12 FOR VALUES FROM ('2025-12-01') TO ('2026-01-01');


--
-- Name: loan_overdue_snapshot_2026_01; Type: TABLE ATTACH; Schema: core; Owner: -
--

ALTER TABLE ONLY core.loan_overdue_snapshot ATTACH PARTITION core.loan_overdue_snapshot_2026_01 FOR VALUES FROM ('2026-01-01') TO ('2026-02-01');


--
-- Name: loan_overdue_snapshot_2026_02; Type: TABLE ATTACH; Schema: core; Owner: -
--

ALTER TABLE ONLY core.loan_overdue_snapshot ATTACH PARTITION core.loan_overdue_snapshot_2026_02 FOR VALUES FROM ('2026-02-01') TO ('2026-03-01');


--
-- Name: loan_overdue_snapshot_2026_03; Type: TABLE ATTACH; Schema: core; Owner: -
--

ALTER TABLE ONLY core.loan_overdue_snapshot ATTACH PARTITION core.loan_overdue_snapshot_2026_03 FOR VALUES FROM ('2026-03-01') TO ('2026-04-01');


--
-- Name: loan_overdue_snapshot_2026_04; Type: TABLE ATTACH; Schema: core; Owner: -
--

ALTER TABLE ONLY core.loan_overdue_snapshot ATTACH PARTITION core.loan_overdue_snapshot_2026_04 FOR VALUES FROM ('2026-04-01') TO ('2026-05-01');


--
-- Name: loan_overdue_snapshot_2026_05; Type: TABLE ATTACH; Schema: core; Owner: -
--

ALTER TABLE ONLY core.loan_overdue_snapshot ATTACH PARTITION core.loan_overdue_snapshot_2026_05 FOR VALUES FROM ('2026-05-01') TO ('2026-06-01');


--
-- Name: operator_action_log_2025_11; Type: TABLE ATTACH; Schema: core; Owner: -
--

ALTER TABLE ONLY core.operator_action_log ATTACH PARTITION core.operator_action_log_2025_11 FOR VALUES FROM ('2025-11-01 00:00:00+00') TO ('2025-12-01 00:00:00+00');


--
-- Name: operator_action_log_2025_12; Type: TABLE ATTACH; Schema: core; Owner: -
--

ALTER TABLE ONLY core.operator_action_log ATTACH PARTITION core.operator_action_log_2025_12 FOR VALUES FROM ('2025-12-01 00:00:00+00') TO ('2026-01-01 00:00:00+00');


--
-- Name: operator_action_log_2026_01; Type: TABLE ATTACH; Schema: core; Owner: -
--

ALTER TABLE ONLY core.operator_action_log ATTACH PARTITION core.operator_action_log_2026_01 FOR VALUES FROM ('2026-01-01 00:00:00+00') TO ('2026-02-01 00:00:00+00');


--
-- Name: operator_action_log_2026_02; Type: TABLE ATTACH; Schema: core; Owner: -
--

ALTER TABLE ONLY core.operator_action_log ATTACH PARTITION core.operator_action_log_2026_02 FOR VALUES FROM ('2026-02-01 00:00:00+00') TO ('2026-03-01 00:00:00+00');


--
-- Name: operator_action_log_2026_03; Type: TABLE ATTACH; Schema: core; Owner: -
--

ALTER TABLE ONLY core.operator_action_log ATTACH PARTITION core.operator_action_log_2026_03 FOR VALUES FROM ('2026-03-01 00:00:00+00') TO ('2026-04-01 00:00:00+00');


--
-- Name: operator_action_log_2026_04; Type: TABLE ATTACH; Schema: core; Owner: -
--

ALTER TABLE ONLY core.operator_action_log ATTACH PARTITION core.operator_action_log_2026_04 FOR VALUES FROM ('2026-04-01 00:00:00+00') TO ('2026-05-01 00:00:00+00');


--
-- Name: operator_action_log_2026_05; Type: TABLE ATTACH; Schema: core; Owner: -
--

ALTER TABLE ONLY core.operator_action_log ATTACH PARTITION core.operator_action_log_2026_05 FOR VALUES FROM ('2026-05-01 00:00:00+00') TO ('2026-06-01 00:00:00+00');


--
-- Name: request_log_2025_11; Type: TABLE ATTACH; Schema: eapi; Owner: -
--

ALTER TABLE ONLY eapi.request_log ATTACH PARTITION eapi.request_log_2025_11 FOR VALUES FROM ('2025-11-01 00:00:00+00') TO ('2025-12-01 00:00:00+00');


--
-- Name: request_log_2025_12; Type: TABLE ATTACH; Schema: eapi; Owner: -
--

ALTER TABLE ONLY eapi.request_log ATTACH PARTITION eapi.request_log_2025_12 FOR VALUES FROM ('2025-12-01 00:00:00+00') TO ('2026-01-01 00:00:00+00');


--
-- Name: request_log_2026_01; Type: TABLE ATTACH; Schema: eapi; Owner: -
--

ALTER TABLE ONLY eapi.request_log ATTACH PARTITION eapi.request_log_2026_01 FOR VALUES FROM ('2026-01-01 00:00:00+00') TO ('2026-02-01 00:00:00+00');


--
-- Name: request_log_2026_02; Type: TABLE ATTACH; Schema: eapi; Owner: -
--

ALTER TABLE ONLY eapi.request_log ATTACH PARTITION eapi.request_log_2026_02 FOR VALUES FROM ('2026-02-01 00:00:00+00') TO ('2026-03-01 00:00:00+00');


--
-- Name: request_log_2026_03; Type: TABLE ATTACH; Schema: eapi; Owner: -
--

ALTER TABLE ONLY eapi.request_log ATTACH PARTITION eapi.request_log_2026_03 FOR VALUES FROM ('2026-03-01 00:00:00+00') TO ('2026-04-01 00:00:00+00');


--
-- Name: request_log_2026_04; Type: TABLE ATTACH; Schema: eapi; Owner: -
--

ALTER TABLE ONLY eapi.request_log ATTACH PARTITION eapi.request_log_2026_04 FOR VALUES FROM ('2026-04-01 00:00:00+00') TO ('2026-05-01 00:00:00+00');


--
-- Name: request_log_2026_05; Type: TABLE ATTACH; Schema: eapi; Owner: -
--

ALTER TABLE ONLY eapi.request_log ATTACH PARTITION eapi.request_log_2026_05 FOR VALUES FROM ('2026-05-01 00:00:00+00') TO ('2026-06-01 00:00:00+00');


--
-- Name: account_alias account_alias_directory_reference_key; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.account_alias
    ADD CONSTRAINT account_alias_directory_reference_key UNIQUE (directory_reference);


--
-- Name: account_alias account_alias_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.account_alias
    ADD CONSTRAINT account_alias_pkey PRIMARY KEY (id);


--
-- Name: account_balance_log account_balance_log_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.account_balance_log
    ADD CONSTRAINT account_balance_log_pkey PRIMARY KEY (id, changed_at);


--
-- Name: account_balance_log_2025_11 account_balance_log_2025_11_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.account_balance_log_2025_11
    ADD CONSTRAINT account_balance_log_2025_11_pkey PRIMARY KEY (id, changed_at);


--
-- Name: account_balance_log_2025_12 account_balance_log_2025_12_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.account_balance_log_2025_12
    ADD CONSTRAINT account_balance_log_2025_12_pkey PRIMARY KEY (id, changed_at);


--
-- Name: account_balance_log_2026_01 account_balance_log_2026_01_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.account_balance_log_2026_01
    ADD CONSTRAINT account_balance_log_2026_01_pkey PRIMARY KEY (id, changed_at);


--
-- Name: account_balance_log_2026_02 account_balance_log_2026_02_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.account_balance_log_2026_02
    ADD CONSTRAINT account_balance_log_2026_02_pkey PRIMARY KEY (id, changed_at);


--
-- Name: account_balance_log_2026_03 account_balance_log_2026_03_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.account_balance_log_2026_03
    ADD CONSTRAINT account_balance_log_2026_03_pkey PRIMARY KEY (id, changed_at);


--
-- Name: account_balance_log_2026_04 account_balance_log_2026_04_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.account_balance_log_2026_04
    ADD CONSTRAINT account_balance_log_2026_04_pkey PRIMARY KEY (id, changed_at);


--
-- Name: account_balance_log_2026_05 account_balance_log_2026_05_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.account_balance_log_2026_05
    ADD CONSTRAINT account_balance_log_2026_05_pkey PRIMARY KEY (id, changed_at);


--
-- Name: account_block_log account_block_log_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.account_block_log
    ADD CONSTRAINT account_block_log_pkey PRIMARY KEY (id);


--
-- Name: account_block account_block_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.account_block
    ADD CONSTRAINT account_block_pkey PRIMARY KEY (id);


--
-- Name: account_closure_request account_closure_request_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.account_closure_request
    ADD CONSTRAINT account_closure_request_pkey PRIMARY KEY (id);


--
-- Name: account_daily_balance account_daily_balance_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.account_daily_balance
    ADD CONSTRAINT account_daily_balance_pkey PRIMARY KEY (account_id, balance_date);


--
-- Name: account_dormancy_review account_dormancy_review_account_id_review_year_key; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.account_dormancy_review
    ADD CONSTRAINT account_dormancy_review_account_id_review_year_key UNIQUE (account_id, review_year);


--
-- Name: account_dormancy_review account_dormancy_review_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.account_dormancy_review
    ADD CONSTRAINT account_dormancy_review_pkey PRIMARY KEY (id);


--
-- Name: account_hold account_hold_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.account_hold
    ADD CONSTRAINT account_hold_pkey PRIMARY KEY (id);


--
-- Name: account_holder account_holder_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.account_holder
    ADD CONSTRAINT account_holder_pkey PRIMARY KEY (account_id, client_id);


--
-- Name: account account_iban_key; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.account
    ADD CONSTRAINT account_iban_key UNIQUE (iban);


--
-- Name: account_opening_request account_opening_request_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.account_opening_request
    ADD CONSTRAINT account_opening_request_pkey PRIMARY KEY (id);


--
-- Name: account_opening_request account_opening_request_request_no_key; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.account_opening_request
    ADD CONSTRAINT account_opening_request_request_no_key UNIQUE (request_no);


--
-- Name: account_overdraft account_overdraft_agreement_no_key; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.account_overdraft
    ADD CONSTRAINT account_overdraft_agreement_no_key UNIQUE (agreement_no);


--
-- Name: account_overdraft account_overdraft_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.account_overdraft
    ADD CONSTRAINT account_overdraft_pkey PRIMARY KEY (id);


--
-- Name: account account_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.account
    ADD CONSTRAINT account_pkey PRIMARY KEY (id);


--
-- Name: account_power_of_attorney account_power_of_attorney_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.account_power_of_attorney
    ADD CONSTRAINT account_power_of_attorney_pkey PRIMARY KEY (id);


--
-- Name: account account_public_id_key; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.account
    ADD CONSTRAINT account_public_id_key UNIQUE (public_id);


--
-- Name: account_state_log account_state_log_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.account_state_log
    ADD CONSTRAINT account_state_log_pkey PRIMARY KEY (id);


--
-- Name: account_sweep_rule account_sweep_rule_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.account_sweep_rule
    ADD CONSTRAINT account_sweep_rule_pkey PRIMARY KEY (id);


--
-- Name: agreement agreement_agreement_number_key; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.agreement
    ADD CONSTRAINT agreement_agreement_number_key UNIQUE (agreement_number);


--
-- Name: agreement agreement_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.agreement
    ADD CONSTRAINT agreement_pkey PRIMARY KEY (id);


--
-- Name: agreement_signature agreement_signature_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.agreement_signature
    ADD CONSTRAINT agreement_signature_pkey PRIMARY KEY (id);


--
-- Name: app_user_client_access app_user_client_access_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.app_user_client_access
    ADD CONSTRAINT app_user_client_access_pkey PRIMARY KEY (app_user_id, client_id);


--
-- Name: app_user_lock_log app_user_lock_log_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.app_user_lock_log
    ADD CONSTRAINT app_user_lock_log_pkey PRIMARY KEY (id);


--
-- Name: app_user app_user_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.app_user
    ADD CONSTRAINT app_user_pkey PRIMARY KEY (id);


--
-- Name: app_user app_user_username_key; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.app_user
    ADD CONSTRAINT app_user_username_key UNIQUE (username);


--
-- Name: approval_request approval_request_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.approval_request
    ADD CONSTRAINT approval_request_pkey PRIMARY KEY (id);


--
-- Name: auth_challenge auth_challenge_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.auth_challenge
    ADD CONSTRAINT auth_challenge_pkey PRIMARY KEY (id);


--
-- Name: auth_credential auth_credential_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.auth_credential
    ADD CONSTRAINT auth_credential_pkey PRIMARY KEY (id);


--
-- Name: auth_session auth_session_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.auth_session
    ADD CONSTRAINT auth_session_pkey PRIMARY KEY (session_no, started_at);


--
-- Name: auth_session_2025_11 auth_session_2025_11_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.auth_session_2025_11
    ADD CONSTRAINT auth_session_2025_11_pkey PRIMARY KEY (session_no, started_at);


--
-- Name: auth_session_2025_12 auth_session_2025_12_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.auth_session_2025_12
    ADD CONSTRAINT auth_session_2025_12_pkey PRIMARY KEY (session_no, started_at);


--
-- Name: auth_session_2026_01 auth_session_2026_01_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.auth_session_2026_01
    ADD CONSTRAINT auth_session_2026_01_pkey PRIMARY KEY (session_no, started_at);


--
-- Name: auth_session_2026_02 auth_session_2026_02_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.auth_session_2026_02
    ADD CONSTRAINT auth_session_2026_02_pkey PRIMARY KEY (session_no, started_at);


--
-- Name: auth_session_2026_03 auth_session_2026_03_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.auth_session_2026_03
    ADD CONSTRAINT auth_session_2026_03_pkey PRIMARY KEY (session_no, started_at);


--
-- Name: auth_session_2026_04 auth_session_2026_04_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.auth_session_2026_04
    ADD CONSTRAINT auth_session_2026_04_pkey PRIMARY KEY (session_no, started_at);


--
-- Name: auth_session_2026_05 auth_session_2026_05_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.auth_session_2026_05
    ADD CONSTRAINT auth_session_2026_05_pkey PRIMARY KEY (session_no, started_at);


--
-- Name: back_office_task back_office_task_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.back_office_task
    ADD CONSTRAINT back_office_task_pkey PRIMARY KEY (id);


--
-- Name: bank_holiday bank_holiday_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.bank_holiday
    ADD CONSTRAINT bank_holiday_pkey PRIMARY KEY (country_code, holiday_date);


--
-- Name: beneficial_owner beneficial_owner_company_id_person_id_ownership_key; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.beneficial_owner
    ADD CONSTRAINT beneficial_owner_company_id_person_id_ownership_key UNIQUE (company_id, person_id, ownership);


--
-- Name: beneficial_owner beneficial_owner_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.beneficial_owner
    ADD CONSTRAINT beneficial_owner_pkey PRIMARY KEY (id);


--
-- Name: beneficiary_change_log beneficiary_change_log_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.beneficiary_change_log
    ADD CONSTRAINT beneficiary_change_log_pkey PRIMARY KEY (id);


--
-- Name: beneficiary beneficiary_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.beneficiary
    ADD CONSTRAINT beneficiary_pkey PRIMARY KEY (id);


--
-- Name: branch branch_branch_code_key; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.branch
    ADD CONSTRAINT branch_branch_code_key UNIQUE (branch_code);


--
-- Name: branch_business_day branch_business_day_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.branch_business_day
    ADD CONSTRAINT branch_business_day_pkey PRIMARY KEY (branch_id, business_date);


--
-- Name: branch branch_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.branch
    ADD CONSTRAINT branch_pkey PRIMARY KEY (id);


--
-- Name: business_day business_day_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.business_day
    ADD CONSTRAINT business_day_pkey PRIMARY KEY (id);


--
-- Name: campaign campaign_code_key; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.campaign
    ADD CONSTRAINT campaign_code_key UNIQUE (code);


--
-- Name: campaign_enrolment campaign_enrolment_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.campaign_enrolment
    ADD CONSTRAINT campaign_enrolment_pkey PRIMARY KEY (campaign_id, client_id);


--
-- Name: campaign campaign_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.campaign
    ADD CONSTRAINT campaign_pkey PRIMARY KEY (id);


--
-- Name: card_link card_link_external_card_id_key; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.card_link
    ADD CONSTRAINT card_link_external_card_id_key UNIQUE (external_card_id);


--
-- Name: card_link card_link_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.card_link
    ADD CONSTRAINT card_link_pkey PRIMARY KEY (id);


--
-- Name: card_link_state_log card_link_state_log_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.card_link_state_log
    ADD CONSTRAINT card_link_state_log_pkey PRIMARY KEY (id);


--
-- Name: client_address client_address_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.client_address
    ADD CONSTRAINT client_address_pkey PRIMARY KEY (id);


--
-- Name: client_company client_company_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.client_company
    ADD CONSTRAINT client_company_pkey PRIMARY KEY (id);


--
-- Name: client_company client_company_registration_number_key; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.client_company
    ADD CONSTRAINT client_company_registration_number_key UNIQUE (registration_number);


--
-- Name: client_consent_log client_consent_log_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.client_consent_log
    ADD CONSTRAINT client_consent_log_pkey PRIMARY KEY (id);


--
-- Name: client_consent client_consent_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.client_consent
    ADD CONSTRAINT client_consent_pkey PRIMARY KEY (id);


--
-- Name: client_contact client_contact_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.client_contact
    ADD CONSTRAINT client_contact_pkey PRIMARY KEY (id);


--
-- Name: client_document client_document_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.client_document
    ADD CONSTRAINT client_document_pkey PRIMARY KEY (id);


--
-- Name: client_document_state_log client_document_state_log_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.client_document_state_log
    ADD CONSTRAINT client_document_state_log_pkey PRIMARY KEY (id);


--
-- Name: client_employment client_employment_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.client_employment
    ADD CONSTRAINT client_employment_pkey PRIMARY KEY (id);


--
-- Name: client_identifier client_identifier_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.client_identifier
    ADD CONSTRAINT client_identifier_pkey PRIMARY KEY (id);


--
-- Name: client_merge client_merge_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.client_merge
    ADD CONSTRAINT client_merge_pkey PRIMARY KEY (id);


--
-- Name: client_name_history client_name_history_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.client_name_history
    ADD CONSTRAINT client_name_history_pkey PRIMARY KEY (id);


--
-- Name: client_note client_note_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.client_note
    ADD CONSTRAINT client_note_pkey PRIMARY KEY (id);


--
-- Name: client_person client_person_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.client_person
    ADD CONSTRAINT client_person_pkey PRIMARY KEY (id);


--
-- Name: client_profile client_profile_email_key; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.client_profile
    ADD CONSTRAINT client_profile_email_key UNIQUE (email);


--
-- Name: client_profile client_profile_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.client_profile
    ADD CONSTRAINT client_profile_pkey PRIMARY KEY (id);


--
-- Name: client_profile client_profile_public_id_key; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.client_profile
    ADD CONSTRAINT client_profile_public_id_key UNIQUE (public_id);


--
-- Name: client_profile_state_log client_profile_state_log_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.client_profile_state_log
    ADD CONSTRAINT client_profile_state_log_pkey PRIMARY KEY (id);


--
-- Name: client_referral client_referral_invite_code_key; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.client_referral
    ADD CONSTRAINT client_referral_invite_code_key UNIQUE (invite_code);


--
-- Name: client_referral client_referral_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.client_referral
    ADD CONSTRAINT client_referral_pkey PRIMARY KEY (id);


--
-- Name: client_relation client_relation_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.client_relation
    ADD CONSTRAINT client_relation_pkey PRIMARY KEY (client_id, related_client_id, relation);


--
-- Name: client_segment_member client_segment_member_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.client_segment_member
    ADD CONSTRAINT client_segment_member_pkey PRIMARY KEY (client_id, segment_id);


--
-- Name: client_segment client_segment_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.client_segment
    ADD CONSTRAINT client_segment_pkey PRIMARY KEY (id);


--
-- Name: closing_step_run closing_step_run_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.closing_step_run
    ADD CONSTRAINT closing_step_run_pkey PRIMARY KEY (id);


--
-- Name: collateral_insurance collateral_insurance_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.collateral_insurance
    ADD CONSTRAINT collateral_insurance_pkey PRIMARY KEY (id);


--
-- Name: collateral_insurance collateral_insurance_policy_no_key; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.collateral_insurance
    ADD CONSTRAINT collateral_insurance_policy_no_key UNIQUE (policy_no);


--
-- Name: collateral_item collateral_item_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.collateral_item
    ADD CONSTRAINT collateral_item_pkey PRIMARY KEY (id);


--
-- Name: collateral_valuation collateral_valuation_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.collateral_valuation
    ADD CONSTRAINT collateral_valuation_pkey PRIMARY KEY (id);


--
-- Name: company_industry company_industry_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.company_industry
    ADD CONSTRAINT company_industry_pkey PRIMARY KEY (company_id, industry_id);


--
-- Name: company_officer company_officer_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.company_officer
    ADD CONSTRAINT company_officer_pkey PRIMARY KEY (id);


--
-- Name: complaint complaint_complaint_no_key; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.complaint
    ADD CONSTRAINT complaint_complaint_no_key UNIQUE (complaint_no);


--
-- Name: complaint_message complaint_message_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.complaint_message
    ADD CONSTRAINT complaint_message_pkey PRIMARY KEY (id);


--
-- Name: complaint complaint_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.complaint
    ADD CONSTRAINT complaint_pkey PRIMARY KEY (id);


--
-- Name: complaint_state_log complaint_state_log_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.complaint_state_log
    ADD CONSTRAINT complaint_state_log_pkey PRIMARY KEY (id);


--
-- Name: consent_text consent_text_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.consent_text
    ADD CONSTRAINT consent_text_pkey PRIMARY KEY (id);


--
-- Name: contact_verification contact_verification_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.contact_verification
    ADD CONSTRAINT contact_verification_pkey PRIMARY KEY (id);


--
-- Name: correspondent_bank correspondent_bank_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.correspondent_bank
    ADD CONSTRAINT correspondent_bank_pkey PRIMARY KEY (id);


--
-- Name: cost_center cost_center_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.cost_center
    ADD CONSTRAINT cost_center_pkey PRIMARY KEY (code);


--
-- Name: deposit_agreement deposit_agreement_agreement_no_key; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.deposit_agreement
    ADD CONSTRAINT deposit_agreement_agreement_no_key UNIQUE (agreement_no);


--
-- Name: deposit_agreement deposit_agreement_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.deposit_agreement
    ADD CONSTRAINT deposit_agreement_pkey PRIMARY KEY (id);


--
-- Name: deposit_rate_offer deposit_rate_offer_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.deposit_rate_offer
    ADD CONSTRAINT deposit_rate_offer_pkey PRIMARY KEY (id);


--
-- Name: deposit_state_log deposit_state_log_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.deposit_state_log
    ADD CONSTRAINT deposit_state_log_pkey PRIMARY KEY (id);


--
-- Name: direct_debit_collection direct_debit_collection_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.direct_debit_collection
    ADD CONSTRAINT direct_debit_collection_pkey PRIMARY KEY (id);


--
-- Name: direct_debit_creditor direct_debit_creditor_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.direct_debit_creditor
    ADD CONSTRAINT direct_debit_creditor_pkey PRIMARY KEY (creditor_id);


--
-- Name: direct_debit_mandate direct_debit_mandate_mandate_reference_key; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.direct_debit_mandate
    ADD CONSTRAINT direct_debit_mandate_mandate_reference_key UNIQUE (mandate_reference);


--
-- Name: direct_debit_mandate direct_debit_mandate_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.direct_debit_mandate
    ADD CONSTRAINT direct_debit_mandate_pkey PRIMARY KEY (id);


--
-- Name: direct_debit_refund_claim direct_debit_refund_claim_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.direct_debit_refund_claim
    ADD CONSTRAINT direct_debit_refund_claim_pkey PRIMARY KEY (id);


--
-- Name: document_file document_file_object_key_key; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.document_file
    ADD CONSTRAINT document_file_object_key_key UNIQUE (object_key);


--
-- Name: document_file document_file_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.document_file
    ADD CONSTRAINT document_file_pkey PRIMARY KEY (id);


--
-- Name: document_request document_request_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.document_request
    ADD CONSTRAINT document_request_pkey PRIMARY KEY (id);


--
-- Name: document_template document_template_form_code_key; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.document_template
    ADD CONSTRAINT document_template_form_code_key UNIQUE (form_code);


--
-- Name: document_template document_template_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.document_template
    ADD CONSTRAINT document_template_pkey PRIMARY KEY (id);


--
-- Name: entry entry_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.entry
    ADD CONSTRAINT entry_pkey PRIMARY KEY (id);


--
-- Name: entry_reversal entry_reversal_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.entry_reversal
    ADD CONSTRAINT entry_reversal_pkey PRIMARY KEY (original_entry_id, reversing_entry_id);


--
-- Name: fee_charge fee_charge_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.fee_charge
    ADD CONSTRAINT fee_charge_pkey PRIMARY KEY (id);


--
-- Name: fee_collection_attempt fee_collection_attempt_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.fee_collection_attempt
    ADD CONSTRAINT fee_collection_attempt_pkey PRIMARY KEY (id);


--
-- Name: fee_refund fee_refund_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.fee_refund
    ADD CONSTRAINT fee_refund_pkey PRIMARY KEY (id);


--
-- Name: fee_waiver fee_waiver_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.fee_waiver
    ADD CONSTRAINT fee_waiver_pkey PRIMARY KEY (id);


--
-- Name: fx_deal fx_deal_deal_no_key; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.fx_deal
    ADD CONSTRAINT fx_deal_deal_no_key UNIQUE (deal_no);


--
-- Name: fx_deal fx_deal_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.fx_deal
    ADD CONSTRAINT fx_deal_pkey PRIMARY KEY (id);


--
-- Name: fx_quote fx_quote_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.fx_quote
    ADD CONSTRAINT fx_quote_pkey PRIMARY KEY (id);


--
-- Name: fx_rate_fixing fx_rate_fixing_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.fx_rate_fixing
    ADD CONSTRAINT fx_rate_fixing_pkey PRIMARY KEY (currency_code, fixing_date);


--
-- Name: gl_account gl_account_account_no_key; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.gl_account
    ADD CONSTRAINT gl_account_account_no_key UNIQUE (account_no);


--
-- Name: gl_account_mapping gl_account_mapping_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.gl_account_mapping
    ADD CONSTRAINT gl_account_mapping_pkey PRIMARY KEY (id);


--
-- Name: gl_account gl_account_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.gl_account
    ADD CONSTRAINT gl_account_pkey PRIMARY KEY (id);


--
-- Name: gl_daily_turnover gl_daily_turnover_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.gl_daily_turnover
    ADD CONSTRAINT gl_daily_turnover_pkey PRIMARY KEY (gl_account_id, currency_code, turnover_date);


--
-- Name: gl_journal gl_journal_journal_no_key; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.gl_journal
    ADD CONSTRAINT gl_journal_journal_no_key UNIQUE (journal_no);


--
-- Name: gl_journal gl_journal_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.gl_journal
    ADD CONSTRAINT gl_journal_pkey PRIMARY KEY (id);


--
-- Name: gl_journal_state_log gl_journal_state_log_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.gl_journal_state_log
    ADD CONSTRAINT gl_journal_state_log_pkey PRIMARY KEY (id);


--
-- Name: gl_revaluation gl_revaluation_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.gl_revaluation
    ADD CONSTRAINT gl_revaluation_pkey PRIMARY KEY (id);


--
-- Name: iban_allocation iban_allocation_account_number_key; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.iban_allocation
    ADD CONSTRAINT iban_allocation_account_number_key UNIQUE (account_number);


--
-- Name: iban_allocation iban_allocation_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.iban_allocation
    ADD CONSTRAINT iban_allocation_pkey PRIMARY KEY (iban);


--
-- Name: iban_range iban_range_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.iban_range
    ADD CONSTRAINT iban_range_pkey PRIMARY KEY (id);


--
-- Name: interest_accrual interest_accrual_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.interest_accrual
    ADD CONSTRAINT interest_accrual_pkey PRIMARY KEY (account_id, rate_term_id, accrual_date);


--
-- Name: interest_capitalization interest_capitalization_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.interest_capitalization
    ADD CONSTRAINT interest_capitalization_pkey PRIMARY KEY (id);


--
-- Name: interest_rate_term interest_rate_term_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.interest_rate_term
    ADD CONSTRAINT interest_rate_term_pkey PRIMARY KEY (id);


--
-- Name: internal_job internal_job_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.internal_job
    ADD CONSTRAINT internal_job_pkey PRIMARY KEY (code);


--
-- Name: internal_job_run internal_job_run_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.internal_job_run
    ADD CONSTRAINT internal_job_run_pkey PRIMARY KEY (id);


--
-- Name: kyc_verification kyc_verification_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.kyc_verification
    ADD CONSTRAINT kyc_verification_pkey PRIMARY KEY (id);


--
-- Name: kyc_verification_reject kyc_verification_reject_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.kyc_verification_reject
    ADD CONSTRAINT kyc_verification_reject_pkey PRIMARY KEY (kyc_verification_id, reject_reason_id);


--
-- Name: kyc_verification_status_log kyc_verification_status_log_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.kyc_verification_status_log
    ADD CONSTRAINT kyc_verification_status_log_pkey PRIMARY KEY (id);


--
-- Name: ledger_reconciliation_break ledger_reconciliation_break_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.ledger_reconciliation_break
    ADD CONSTRAINT ledger_reconciliation_break_pkey PRIMARY KEY (id);


--
-- Name: ledger_reconciliation ledger_reconciliation_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.ledger_reconciliation
    ADD CONSTRAINT ledger_reconciliation_pkey PRIMARY KEY (id);


--
-- Name: limit_check_event limit_check_event_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.limit_check_event
    ADD CONSTRAINT limit_check_event_pkey PRIMARY KEY (id, checked_at);


--
-- Name: limit_check_event_2025_11 limit_check_event_2025_11_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.limit_check_event_2025_11
    ADD CONSTRAINT limit_check_event_2025_11_pkey PRIMARY KEY (id, checked_at);


--
-- Name: limit_check_event_2025_12 limit_check_event_2025_12_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.limit_check_event_2025_12
    ADD CONSTRAINT limit_check_event_2025_12_pkey PRIMARY KEY (id, checked_at);


--
-- Name: limit_check_event_2026_01 limit_check_event_2026_01_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.limit_check_event_2026_01
    ADD CONSTRAINT limit_check_event_2026_01_pkey PRIMARY KEY (id, checked_at);


--
-- Name: limit_check_event_2026_02 limit_check_event_2026_02_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.limit_check_event_2026_02
    ADD CONSTRAINT limit_check_event_2026_02_pkey PRIMARY KEY (id, checked_at);


--
-- Name: limit_check_event_2026_03 limit_check_event_2026_03_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.limit_check_event_2026_03
    ADD CONSTRAINT limit_check_event_2026_03_pkey PRIMARY KEY (id, checked_at);


--
-- Name: limit_check_event_2026_04 limit_check_event_2026_04_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.limit_check_event_2026_04
    ADD CONSTRAINT limit_check_event_2026_04_pkey PRIMARY KEY (id, checked_at);


--
-- Name: limit_check_event_2026_05 limit_check_event_2026_05_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.limit_check_event_2026_05
    ADD CONSTRAINT limit_check_event_2026_05_pkey PRIMARY KEY (id, checked_at);


--
-- Name: limit_override limit_override_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.limit_override
    ADD CONSTRAINT limit_override_pkey PRIMARY KEY (id);


--
-- Name: limit_rule limit_rule_code_key; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.limit_rule
    ADD CONSTRAINT limit_rule_code_key UNIQUE (code);


--
-- Name: limit_rule limit_rule_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.limit_rule
    ADD CONSTRAINT limit_rule_pkey PRIMARY KEY (id);


--
-- Name: limit_usage limit_usage_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.limit_usage
    ADD CONSTRAINT limit_usage_pkey PRIMARY KEY (account_id, limit_rule_id, usage_date);


--
-- Name: loan_agreement loan_agreement_agreement_no_key; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.loan_agreement
    ADD CONSTRAINT loan_agreement_agreement_no_key UNIQUE (agreement_no);


--
-- Name: loan_agreement loan_agreement_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.loan_agreement
    ADD CONSTRAINT loan_agreement_pkey PRIMARY KEY (id);


--
-- Name: loan_agreement_state_log loan_agreement_state_log_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.loan_agreement_state_log
    ADD CONSTRAINT loan_agreement_state_log_pkey PRIMARY KEY (id);


--
-- Name: loan_application loan_application_application_no_key; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.loan_application
    ADD CONSTRAINT loan_application_application_no_key UNIQUE (application_no);


--
-- Name: loan_application_decision loan_application_decision_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.loan_application_decision
    ADD CONSTRAINT loan_application_decision_pkey PRIMARY KEY (id);


--
-- Name: loan_application_party loan_application_party_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.loan_application_party
    ADD CONSTRAINT loan_application_party_pkey PRIMARY KEY (loan_application_id, client_id);


--
-- Name: loan_application loan_application_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.loan_application
    ADD CONSTRAINT loan_application_pkey PRIMARY KEY (id);


--
-- Name: loan_collateral_pledge loan_collateral_pledge_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.loan_collateral_pledge
    ADD CONSTRAINT loan_collateral_pledge_pkey PRIMARY KEY (loan_agreement_id, collateral_item_id);


--
-- Name: loan_dunning_action loan_dunning_action_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.loan_dunning_action
    ADD CONSTRAINT loan_dunning_action_pkey PRIMARY KEY (id);


--
-- Name: loan_overdue_snapshot loan_overdue_snapshot_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.loan_overdue_snapshot
    ADD CONSTRAINT loan_overdue_snapshot_pkey PRIMARY KEY (loan_agreement_id, snapshot_date);


--
-- Name: loan_overdue_snapshot_2025_11 loan_overdue_snapshot_2025_11_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.loan_overdue_snapshot_2025_11
    ADD CONSTRAINT loan_overdue_snapshot_2025_11_pkey PRIMARY KEY (loan_agreement_id, snapshot_date);


--
-- Name: loan_overdue_snapshot_2025_12 loan_overdue_snapshot_2025_12_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.loan_overdue_snapshot_2025_12
    ADD CONSTRAINT loan_overdue_snapshot_2025_12_pkey PRIMARY KEY (loan_agreement_id, snapshot_date);


--
-- Name: loan_overdue_snapshot_2026_01 loan_overdue_snapshot_2026_01_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.loan_overdue_snapshot_2026_01
    ADD CONSTRAINT loan_overdue_snapshot_2026_01_pkey PRIMARY KEY (loan_agreement_id, snapshot_date);


--
-- Name: loan_overdue_snapshot_2026_02 loan_overdue_snapshot_2026_02_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.loan_overdue_snapshot_2026_02
    ADD CONSTRAINT loan_overdue_snapshot_2026_02_pkey PRIMARY KEY (loan_agreement_id, snapshot_date);


--
-- Name: loan_overdue_snapshot_2026_03 loan_overdue_snapshot_2026_03_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.loan_overdue_snapshot_2026_03
    ADD CONSTRAINT loan_overdue_snapshot_2026_03_pkey PRIMARY KEY (loan_agreement_id, snapshot_date);


--
-- Name: loan_overdue_snapshot_2026_04 loan_overdue_snapshot_2026_04_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.loan_overdue_snapshot_2026_04
    ADD CONSTRAINT loan_overdue_snapshot_2026_04_pkey PRIMARY KEY (loan_agreement_id, snapshot_date);


--
-- Name: loan_overdue_snapshot_2026_05 loan_overdue_snapshot_2026_05_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.loan_overdue_snapshot_2026_05
    ADD CONSTRAINT loan_overdue_snapshot_2026_05_pkey PRIMARY KEY (loan_agreement_id, snapshot_date);


--
-- Name: loan_rate_revision loan_rate_revision_loan_agreement_id_applies_from_key; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.loan_rate_revision
    ADD CONSTRAINT loan_rate_revision_loan_agreement_id_applies_from_key UNIQUE (loan_agreement_id, applies_from);


--
-- Name: loan_rate_revision loan_rate_revision_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.loan_rate_revision
    ADD CONSTRAINT loan_rate_revision_pkey PRIMARY KEY (id);


--
-- Name: loan_repayment_allocation loan_repayment_allocation_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.loan_repayment_allocation
    ADD CONSTRAINT loan_repayment_allocation_pkey PRIMARY KEY (loan_repayment_id, loan_agreement_id, instalment_no);


--
-- Name: loan_repayment loan_repayment_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.loan_repayment
    ADD CONSTRAINT loan_repayment_pkey PRIMARY KEY (id);


--
-- Name: loan_schedule_item loan_schedule_item_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.loan_schedule_item
    ADD CONSTRAINT loan_schedule_item_pkey PRIMARY KEY (loan_agreement_id, instalment_no);


--
-- Name: mandate_amendment mandate_amendment_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.mandate_amendment
    ADD CONSTRAINT mandate_amendment_pkey PRIMARY KEY (id);


--
-- Name: message_delivery_log message_delivery_log_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.message_delivery_log
    ADD CONSTRAINT message_delivery_log_pkey PRIMARY KEY (id);


--
-- Name: message_outbox message_outbox_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.message_outbox
    ADD CONSTRAINT message_outbox_pkey PRIMARY KEY (id);


--
-- Name: message_template message_template_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.message_template
    ADD CONSTRAINT message_template_pkey PRIMARY KEY (id);


--
-- Name: message_template message_template_template_key_key; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.message_template
    ADD CONSTRAINT message_template_template_key_key UNIQUE (template_key);


--
-- Name: nostro_account nostro_account_account_number_key; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.nostro_account
    ADD CONSTRAINT nostro_account_account_number_key UNIQUE (account_number);


--
-- Name: nostro_account nostro_account_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.nostro_account
    ADD CONSTRAINT nostro_account_pkey PRIMARY KEY (id);


--
-- Name: nostro_break nostro_break_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.nostro_break
    ADD CONSTRAINT nostro_break_pkey PRIMARY KEY (id);


--
-- Name: nostro_statement_line nostro_statement_line_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.nostro_statement_line
    ADD CONSTRAINT nostro_statement_line_pkey PRIMARY KEY (id);


--
-- Name: notification_preference notification_preference_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.notification_preference
    ADD CONSTRAINT notification_preference_pkey PRIMARY KEY (client_id, channel_id);


--
-- Name: onboarding_application onboarding_application_application_number_key; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.onboarding_application
    ADD CONSTRAINT onboarding_application_application_number_key UNIQUE (application_number);


--
-- Name: onboarding_application onboarding_application_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.onboarding_application
    ADD CONSTRAINT onboarding_application_pkey PRIMARY KEY (id);


--
-- Name: onboarding_application_state_log onboarding_application_state_log_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.onboarding_application_state_log
    ADD CONSTRAINT onboarding_application_state_log_pkey PRIMARY KEY (id);


--
-- Name: onboarding_product_choice onboarding_product_choice_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.onboarding_product_choice
    ADD CONSTRAINT onboarding_product_choice_pkey PRIMARY KEY (application_id, product_id);


--
-- Name: onboarding_step onboarding_step_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.onboarding_step
    ADD CONSTRAINT onboarding_step_pkey PRIMARY KEY (application_id, step_no);


--
-- Name: operator_absence operator_absence_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.operator_absence
    ADD CONSTRAINT operator_absence_pkey PRIMARY KEY (id);


--
-- Name: operator_action_log operator_action_log_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.operator_action_log
    ADD CONSTRAINT operator_action_log_pkey PRIMARY KEY (id, acted_at);


--
-- Name: operator_action_log_2025_11 operator_action_log_2025_11_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.operator_action_log_2025_11
    ADD CONSTRAINT operator_action_log_2025_11_pkey PRIMARY KEY (id, acted_at);


--
-- Name: operator_action_log_2025_12 operator_action_log_2025_12_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.operator_action_log_2025_12
    ADD CONSTRAINT operator_action_log_2025_12_pkey PRIMARY KEY (id, acted_at);


--
-- Name: operator_action_log_2026_01 operator_action_log_2026_01_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.operator_action_log_2026_01
    ADD CONSTRAINT operator_action_log_2026_01_pkey PRIMARY KEY (id, acted_at);


--
-- Name: operator_action_log_2026_02 operator_action_log_2026_02_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.operator_action_log_2026_02
    ADD CONSTRAINT operator_action_log_2026_02_pkey PRIMARY KEY (id, acted_at);


--
-- Name: operator_action_log_2026_03 operator_action_log_2026_03_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.operator_action_log_2026_03
    ADD CONSTRAINT operator_action_log_2026_03_pkey PRIMARY KEY (id, acted_at);


--
-- Name: operator_action_log_2026_04 operator_action_log_2026_04_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.operator_action_log_2026_04
    ADD CONSTRAINT operator_action_log_2026_04_pkey PRIMARY KEY (id, acted_at);


--
-- Name: operator_action_log_2026_05 operator_action_log_2026_05_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.operator_action_log_2026_05
    ADD CONSTRAINT operator_action_log_2026_05_pkey PRIMARY KEY (id, acted_at);


--
-- Name: operator operator_login_name_key; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.operator
    ADD CONSTRAINT operator_login_name_key UNIQUE (login_name);


--
-- Name: operator operator_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.operator
    ADD CONSTRAINT operator_pkey PRIMARY KEY (id);


--
-- Name: operator_role_grant operator_role_grant_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.operator_role_grant
    ADD CONSTRAINT operator_role_grant_pkey PRIMARY KEY (operator_id, role_id);


--
-- Name: operator operator_work_email_key; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.operator
    ADD CONSTRAINT operator_work_email_key UNIQUE (work_email);


--
-- Name: partner_callback_log partner_callback_log_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.partner_callback_log
    ADD CONSTRAINT partner_callback_log_pkey PRIMARY KEY (id);


--
-- Name: partner partner_code_key; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.partner
    ADD CONSTRAINT partner_code_key UNIQUE (code);


--
-- Name: partner_commission_rule partner_commission_rule_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.partner_commission_rule
    ADD CONSTRAINT partner_commission_rule_pkey PRIMARY KEY (id);


--
-- Name: partner partner_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.partner
    ADD CONSTRAINT partner_pkey PRIMARY KEY (id);


--
-- Name: payee_name_check payee_name_check_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.payee_name_check
    ADD CONSTRAINT payee_name_check_pkey PRIMARY KEY (id);


--
-- Name: payment_batch payment_batch_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.payment_batch
    ADD CONSTRAINT payment_batch_pkey PRIMARY KEY (id);


--
-- Name: payment payment_end_to_end_id_key; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.payment
    ADD CONSTRAINT payment_end_to_end_id_key UNIQUE (end_to_end_id);


--
-- Name: payment_hold payment_hold_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.payment_hold
    ADD CONSTRAINT payment_hold_pkey PRIMARY KEY (id);


--
-- Name: payment_investigation payment_investigation_case_no_key; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.payment_investigation
    ADD CONSTRAINT payment_investigation_case_no_key UNIQUE (case_no);


--
-- Name: payment_investigation_message payment_investigation_message_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.payment_investigation_message
    ADD CONSTRAINT payment_investigation_message_pkey PRIMARY KEY (id);


--
-- Name: payment_investigation payment_investigation_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.payment_investigation
    ADD CONSTRAINT payment_investigation_pkey PRIMARY KEY (id);


--
-- Name: payment payment_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.payment
    ADD CONSTRAINT payment_pkey PRIMARY KEY (id);


--
-- Name: payment_rail_cutoff payment_rail_cutoff_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.payment_rail_cutoff
    ADD CONSTRAINT payment_rail_cutoff_pkey PRIMARY KEY (id);


--
-- Name: payment_rejection payment_rejection_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.payment_rejection
    ADD CONSTRAINT payment_rejection_pkey PRIMARY KEY (id);


--
-- Name: payment_return payment_return_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.payment_return
    ADD CONSTRAINT payment_return_pkey PRIMARY KEY (id);


--
-- Name: payment_routing_rule payment_routing_rule_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.payment_routing_rule
    ADD CONSTRAINT payment_routing_rule_pkey PRIMARY KEY (id);


--
-- Name: payment_screening_hit payment_screening_hit_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.payment_screening_hit
    ADD CONSTRAINT payment_screening_hit_pkey PRIMARY KEY (id);


--
-- Name: payment_state_log payment_state_log_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.payment_state_log
    ADD CONSTRAINT payment_state_log_pkey PRIMARY KEY (id);


--
-- Name: payment_template payment_template_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.payment_template
    ADD CONSTRAINT payment_template_pkey PRIMARY KEY (id);


--
-- Name: pep_declaration pep_declaration_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.pep_declaration
    ADD CONSTRAINT pep_declaration_pkey PRIMARY KEY (id);


--
-- Name: posting_rule_leg posting_rule_leg_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.posting_rule_leg
    ADD CONSTRAINT posting_rule_leg_pkey PRIMARY KEY (id);


--
-- Name: posting_rule posting_rule_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.posting_rule
    ADD CONSTRAINT posting_rule_pkey PRIMARY KEY (code);


--
-- Name: product product_code_key; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.product
    ADD CONSTRAINT product_code_key UNIQUE (code);


--
-- Name: product product_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.product
    ADD CONSTRAINT product_pkey PRIMARY KEY (id);


--
-- Name: product_version product_version_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.product_version
    ADD CONSTRAINT product_version_pkey PRIMARY KEY (id);


--
-- Name: questionnaire_answer questionnaire_answer_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.questionnaire_answer
    ADD CONSTRAINT questionnaire_answer_pkey PRIMARY KEY (submission_id, question_id);


--
-- Name: questionnaire questionnaire_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.questionnaire
    ADD CONSTRAINT questionnaire_pkey PRIMARY KEY (id);


--
-- Name: questionnaire_question questionnaire_question_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.questionnaire_question
    ADD CONSTRAINT questionnaire_question_pkey PRIMARY KEY (id);


--
-- Name: questionnaire_submission questionnaire_submission_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.questionnaire_submission
    ADD CONSTRAINT questionnaire_submission_pkey PRIMARY KEY (id);


--
-- Name: regulatory_report regulatory_report_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.regulatory_report
    ADD CONSTRAINT regulatory_report_pkey PRIMARY KEY (id);


--
-- Name: regulatory_submission_log regulatory_submission_log_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.regulatory_submission_log
    ADD CONSTRAINT regulatory_submission_log_pkey PRIMARY KEY (id);


--
-- Name: risk_assessment_factor risk_assessment_factor_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.risk_assessment_factor
    ADD CONSTRAINT risk_assessment_factor_pkey PRIMARY KEY (assessment_id, factor_id);


--
-- Name: risk_assessment risk_assessment_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.risk_assessment
    ADD CONSTRAINT risk_assessment_pkey PRIMARY KEY (id);


--
-- Name: screening_hit screening_hit_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.screening_hit
    ADD CONSTRAINT screening_hit_pkey PRIMARY KEY (id);


--
-- Name: screening_request screening_request_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.screening_request
    ADD CONSTRAINT screening_request_pkey PRIMARY KEY (id);


--
-- Name: settlement_cycle_payment settlement_cycle_payment_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.settlement_cycle_payment
    ADD CONSTRAINT settlement_cycle_payment_pkey PRIMARY KEY (settlement_cycle_id, payment_id);


--
-- Name: settlement_cycle settlement_cycle_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.settlement_cycle
    ADD CONSTRAINT settlement_cycle_pkey PRIMARY KEY (id);


--
-- Name: standing_order_execution standing_order_execution_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.standing_order_execution
    ADD CONSTRAINT standing_order_execution_pkey PRIMARY KEY (id);


--
-- Name: standing_order standing_order_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.standing_order
    ADD CONSTRAINT standing_order_pkey PRIMARY KEY (id);


--
-- Name: statement_delivery statement_delivery_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.statement_delivery
    ADD CONSTRAINT statement_delivery_pkey PRIMARY KEY (id);


--
-- Name: statement_line statement_line_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.statement_line
    ADD CONSTRAINT statement_line_pkey PRIMARY KEY (statement_id, line_no);


--
-- Name: statement statement_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.statement
    ADD CONSTRAINT statement_pkey PRIMARY KEY (id);


--
-- Name: statement_subscription statement_subscription_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.statement_subscription
    ADD CONSTRAINT statement_subscription_pkey PRIMARY KEY (id);


--
-- Name: suspense_item suspense_item_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.suspense_item
    ADD CONSTRAINT suspense_item_pkey PRIMARY KEY (id);


--
-- Name: swift_delivery_log swift_delivery_log_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.swift_delivery_log
    ADD CONSTRAINT swift_delivery_log_pkey PRIMARY KEY (id);


--
-- Name: swift_message swift_message_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.swift_message
    ADD CONSTRAINT swift_message_pkey PRIMARY KEY (id);


--
-- Name: tariff_assignment_log tariff_assignment_log_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.tariff_assignment_log
    ADD CONSTRAINT tariff_assignment_log_pkey PRIMARY KEY (id);


--
-- Name: tariff_assignment tariff_assignment_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.tariff_assignment
    ADD CONSTRAINT tariff_assignment_pkey PRIMARY KEY (id);


--
-- Name: tariff_plan tariff_plan_code_key; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.tariff_plan
    ADD CONSTRAINT tariff_plan_code_key UNIQUE (code);


--
-- Name: tariff_plan tariff_plan_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.tariff_plan
    ADD CONSTRAINT tariff_plan_pkey PRIMARY KEY (id);


--
-- Name: tariff_plan_product tariff_plan_product_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.tariff_plan_product
    ADD CONSTRAINT tariff_plan_product_pkey PRIMARY KEY (tariff_plan_id, product_id, included_from);


--
-- Name: tariff_rate tariff_rate_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.tariff_rate
    ADD CONSTRAINT tariff_rate_pkey PRIMARY KEY (id);


--
-- Name: tax_report_account tax_report_account_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.tax_report_account
    ADD CONSTRAINT tax_report_account_pkey PRIMARY KEY (tax_report_id, account_id);


--
-- Name: tax_report tax_report_message_ref_key; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.tax_report
    ADD CONSTRAINT tax_report_message_ref_key UNIQUE (message_ref);


--
-- Name: tax_report tax_report_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.tax_report
    ADD CONSTRAINT tax_report_pkey PRIMARY KEY (id);


--
-- Name: tax_residency tax_residency_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.tax_residency
    ADD CONSTRAINT tax_residency_pkey PRIMARY KEY (id);


--
-- Name: tax_withholding tax_withholding_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.tax_withholding
    ADD CONSTRAINT tax_withholding_pkey PRIMARY KEY (id);


--
-- Name: user_device user_device_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.user_device
    ADD CONSTRAINT user_device_pkey PRIMARY KEY (id);


--
-- Name: video_ident_session video_ident_session_pkey; Type: CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.video_ident_session
    ADD CONSTRAINT video_ident_session_pkey PRIMARY KEY (id);


--
-- Name: account_block_reason account_block_reason_code_key; Type: CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.account_block_reason
    ADD CONSTRAINT account_block_reason_code_key UNIQUE (code);


--
-- Name: account_block_reason account_block_reason_pkey; Type: CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.account_block_reason
    ADD CONSTRAINT account_block_reason_pkey PRIMARY KEY (id);


--
-- Name: account_purpose account_purpose_code_key; Type: CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.account_purpose
    ADD CONSTRAINT account_purpose_code_key UNIQUE (code);


--
-- Name: account_purpose account_purpose_pkey; Type: CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.account_purpose
    ADD CONSTRAINT account_purpose_pkey PRIMARY KEY (id);


--
-- Name: account_state account_state_code_key; Type: CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.account_state
    ADD CONSTRAINT account_state_code_key UNIQUE (code);


--
-- Name: account_state account_state_pkey; Type: CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.account_state
    ADD CONSTRAINT account_state_pkey PRIMARY KEY (id);


--
-- Name: account_type account_type_code_key; Type: CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.account_type
    ADD CONSTRAINT account_type_code_key UNIQUE (code);


--
-- Name: account_type account_type_pkey; Type: CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.account_type
    ADD CONSTRAINT account_type_pkey PRIMARY KEY (id);


--
-- Name: address_type address_type_code_key; Type: CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.address_type
    ADD CONSTRAINT address_type_code_key UNIQUE (code);


--
-- Name: address_type address_type_pkey; Type: CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.address_type
    ADD CONSTRAINT address_type_pkey PRIMARY KEY (id);


--
-- Name: auth_method auth_method_code_key; Type: CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.auth_method
    ADD CONSTRAINT auth_method_code_key UNIQUE (code);


--
-- Name: auth_method auth_method_pkey; Type: CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.auth_method
    ADD CONSTRAINT auth_method_pkey PRIMARY KEY (id);


--
-- Name: balance_type balance_type_code_key; Type: CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.balance_type
    ADD CONSTRAINT balance_type_code_key UNIQUE (code);


--
-- Name: balance_type balance_type_pkey; Type: CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.balance_type
    ADD CONSTRAINT balance_type_pkey PRIMARY KEY (id);


--
-- Name: card_scheme card_scheme_code_key; Type: CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.card_scheme
    ADD CONSTRAINT card_scheme_code_key UNIQUE (code);


--
-- Name: card_scheme card_scheme_pkey; Type: CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.card_scheme
    ADD CONSTRAINT card_scheme_pkey PRIMARY KEY (id);


--
-- Name: card_state card_state_code_key; Type: CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.card_state
    ADD CONSTRAINT card_state_code_key UNIQUE (code);


--
-- Name: card_state card_state_pkey; Type: CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.card_state
    ADD CONSTRAINT card_state_pkey PRIMARY KEY (id);


--
-- Name: channel channel_code_key; Type: CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.channel
    ADD CONSTRAINT channel_code_key UNIQUE (code);


--
-- Name: channel channel_pkey; Type: CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.channel
    ADD CONSTRAINT channel_pkey PRIMARY KEY (id);


--
-- Name: charge_bearer charge_bearer_code_key; Type: CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.charge_bearer
    ADD CONSTRAINT charge_bearer_code_key UNIQUE (code);


--
-- Name: charge_bearer charge_bearer_pkey; Type: CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.charge_bearer
    ADD CONSTRAINT charge_bearer_pkey PRIMARY KEY (id);


--
-- Name: closure_reason closure_reason_code_key; Type: CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.closure_reason
    ADD CONSTRAINT closure_reason_code_key UNIQUE (code);


--
-- Name: closure_reason closure_reason_pkey; Type: CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.closure_reason
    ADD CONSTRAINT closure_reason_pkey PRIMARY KEY (id);


--
-- Name: collateral_type collateral_type_code_key; Type: CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.collateral_type
    ADD CONSTRAINT collateral_type_code_key UNIQUE (code);


--
-- Name: collateral_type collateral_type_pkey; Type: CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.collateral_type
    ADD CONSTRAINT collateral_type_pkey PRIMARY KEY (id);


--
-- Name: company_role company_role_code_key; Type: CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.company_role
    ADD CONSTRAINT company_role_code_key UNIQUE (code);


--
-- Name: company_role company_role_pkey; Type: CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.company_role
    ADD CONSTRAINT company_role_pkey PRIMARY KEY (id);


--
-- Name: complaint_category complaint_category_code_key; Type: CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.complaint_category
    ADD CONSTRAINT complaint_category_code_key UNIQUE (code);


--
-- Name: complaint_category complaint_category_pkey; Type: CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.complaint_category
    ADD CONSTRAINT complaint_category_pkey PRIMARY KEY (id);


--
-- Name: complaint_state complaint_state_code_key; Type: CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.complaint_state
    ADD CONSTRAINT complaint_state_code_key UNIQUE (code);


--
-- Name: complaint_state complaint_state_pkey; Type: CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.complaint_state
    ADD CONSTRAINT complaint_state_pkey PRIMARY KEY (id);


--
-- Name: consent_type consent_type_code_key; Type: CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.consent_type
    ADD CONSTRAINT consent_type_code_key UNIQUE (code);


--
-- Name: consent_type consent_type_pkey; Type: CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.consent_type
    ADD CONSTRAINT consent_type_pkey PRIMARY KEY (id);


--
-- Name: contact_type contact_type_code_key; Type: CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.contact_type
    ADD CONSTRAINT contact_type_code_key UNIQUE (code);


--
-- Name: contact_type contact_type_pkey; Type: CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.contact_type
    ADD CONSTRAINT contact_type_pkey PRIMARY KEY (id);


--
-- Name: country country_alpha3_key; Type: CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.country
    ADD CONSTRAINT country_alpha3_key UNIQUE (alpha3);


--
-- Name: country country_pkey; Type: CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.country
    ADD CONSTRAINT country_pkey PRIMARY KEY (code);


--
-- Name: currency currency_numeric_code_key; Type: CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.currency
    ADD CONSTRAINT currency_numeric_code_key UNIQUE (numeric_code);


--
-- Name: currency currency_pkey; Type: CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.currency
    ADD CONSTRAINT currency_pkey PRIMARY KEY (code);


--
-- Name: day_count_convention day_count_convention_code_key; Type: CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.day_count_convention
    ADD CONSTRAINT day_count_convention_code_key UNIQUE (code);


--
-- Name: day_count_convention day_count_convention_pkey; Type: CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.day_count_convention
    ADD CONSTRAINT day_count_convention_pkey PRIMARY KEY (id);


--
-- Name: deposit_type deposit_type_code_key; Type: CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.deposit_type
    ADD CONSTRAINT deposit_type_code_key UNIQUE (code);


--
-- Name: deposit_type deposit_type_pkey; Type: CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.deposit_type
    ADD CONSTRAINT deposit_type_pkey PRIMARY KEY (id);


--
-- Name: device_type device_type_code_key; Type: CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.device_type
    ADD CONSTRAINT device_type_code_key UNIQUE (code);


--
-- Name: device_type device_type_pkey; Type: CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.device_type
    ADD CONSTRAINT device_type_pkey PRIMARY KEY (id);


--
-- Name: document_state document_state_code_key; Type: CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.document_state
    ADD CONSTRAINT document_state_code_key UNIQUE (code);


--
-- Name: document_state document_state_pkey; Type: CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.document_state
    ADD CONSTRAINT document_state_pkey PRIMARY KEY (id);


--
-- Name: document_type document_type_code_key; Type: CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.document_type
    ADD CONSTRAINT document_type_code_key UNIQUE (code);


--
-- Name: document_type document_type_pkey; Type: CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.document_type
    ADD CONSTRAINT document_type_pkey PRIMARY KEY (id);


--
-- Name: employment_status employment_status_code_key; Type: CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.employment_status
    ADD CONSTRAINT employment_status_code_key UNIQUE (code);


--
-- Name: employment_status employment_status_pkey; Type: CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.employment_status
    ADD CONSTRAINT employment_status_pkey PRIMARY KEY (id);


--
-- Name: entry_type entry_type_code_key; Type: CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.entry_type
    ADD CONSTRAINT entry_type_code_key UNIQUE (code);


--
-- Name: entry_type entry_type_pkey; Type: CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.entry_type
    ADD CONSTRAINT entry_type_pkey PRIMARY KEY (id);


--
-- Name: fee_period fee_period_code_key; Type: CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.fee_period
    ADD CONSTRAINT fee_period_code_key UNIQUE (code);


--
-- Name: fee_period fee_period_pkey; Type: CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.fee_period
    ADD CONSTRAINT fee_period_pkey PRIMARY KEY (id);


--
-- Name: fee_type fee_type_code_key; Type: CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.fee_type
    ADD CONSTRAINT fee_type_code_key UNIQUE (code);


--
-- Name: fee_type fee_type_pkey; Type: CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.fee_type
    ADD CONSTRAINT fee_type_pkey PRIMARY KEY (id);


--
-- Name: fx_deal_type fx_deal_type_code_key; Type: CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.fx_deal_type
    ADD CONSTRAINT fx_deal_type_code_key UNIQUE (code);


--
-- Name: fx_deal_type fx_deal_type_pkey; Type: CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.fx_deal_type
    ADD CONSTRAINT fx_deal_type_pkey PRIMARY KEY (id);


--
-- Name: gender gender_code_key; Type: CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.gender
    ADD CONSTRAINT gender_code_key UNIQUE (code);


--
-- Name: gender gender_pkey; Type: CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.gender
    ADD CONSTRAINT gender_pkey PRIMARY KEY (id);


--
-- Name: gl_account_class gl_account_class_code_key; Type: CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.gl_account_class
    ADD CONSTRAINT gl_account_class_code_key UNIQUE (code);


--
-- Name: gl_account_class gl_account_class_pkey; Type: CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.gl_account_class
    ADD CONSTRAINT gl_account_class_pkey PRIMARY KEY (id);


--
-- Name: holiday_type holiday_type_code_key; Type: CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.holiday_type
    ADD CONSTRAINT holiday_type_code_key UNIQUE (code);


--
-- Name: holiday_type holiday_type_pkey; Type: CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.holiday_type
    ADD CONSTRAINT holiday_type_pkey PRIMARY KEY (id);


--
-- Name: income_band income_band_code_key; Type: CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.income_band
    ADD CONSTRAINT income_band_code_key UNIQUE (code);


--
-- Name: income_band income_band_pkey; Type: CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.income_band
    ADD CONSTRAINT income_band_pkey PRIMARY KEY (id);


--
-- Name: income_source income_source_code_key; Type: CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.income_source
    ADD CONSTRAINT income_source_code_key UNIQUE (code);


--
-- Name: income_source income_source_pkey; Type: CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.income_source
    ADD CONSTRAINT income_source_pkey PRIMARY KEY (id);


--
-- Name: industry industry_code_key; Type: CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.industry
    ADD CONSTRAINT industry_code_key UNIQUE (code);


--
-- Name: industry industry_pkey; Type: CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.industry
    ADD CONSTRAINT industry_pkey PRIMARY KEY (id);


--
-- Name: interest_type interest_type_code_key; Type: CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.interest_type
    ADD CONSTRAINT interest_type_code_key UNIQUE (code);


--
-- Name: interest_type interest_type_pkey; Type: CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.interest_type
    ADD CONSTRAINT interest_type_pkey PRIMARY KEY (id);


--
-- Name: kyc_document_type kyc_document_type_code_key; Type: CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.kyc_document_type
    ADD CONSTRAINT kyc_document_type_code_key UNIQUE (code);


--
-- Name: kyc_document_type kyc_document_type_pkey; Type: CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.kyc_document_type
    ADD CONSTRAINT kyc_document_type_pkey PRIMARY KEY (id);


--
-- Name: kyc_level kyc_level_code_key; Type: CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.kyc_level
    ADD CONSTRAINT kyc_level_code_key UNIQUE (code);


--
-- Name: kyc_level kyc_level_pkey; Type: CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.kyc_level
    ADD CONSTRAINT kyc_level_pkey PRIMARY KEY (id);


--
-- Name: kyc_reject_reason kyc_reject_reason_code_key; Type: CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.kyc_reject_reason
    ADD CONSTRAINT kyc_reject_reason_code_key UNIQUE (code);


--
-- Name: kyc_reject_reason kyc_reject_reason_pkey; Type: CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.kyc_reject_reason
    ADD CONSTRAINT kyc_reject_reason_pkey PRIMARY KEY (id);


--
-- Name: kyc_verification_status kyc_verification_status_code_key; Type: CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.kyc_verification_status
    ADD CONSTRAINT kyc_verification_status_code_key UNIQUE (code);


--
-- Name: kyc_verification_status kyc_verification_status_pkey; Type: CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.kyc_verification_status
    ADD CONSTRAINT kyc_verification_status_pkey PRIMARY KEY (id);


--
-- Name: language language_pkey; Type: CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.language
    ADD CONSTRAINT language_pkey PRIMARY KEY (code);


--
-- Name: legal_form legal_form_code_key; Type: CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.legal_form
    ADD CONSTRAINT legal_form_code_key UNIQUE (code);


--
-- Name: legal_form legal_form_pkey; Type: CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.legal_form
    ADD CONSTRAINT legal_form_pkey PRIMARY KEY (id);


--
-- Name: limit_period limit_period_code_key; Type: CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.limit_period
    ADD CONSTRAINT limit_period_code_key UNIQUE (code);


--
-- Name: limit_period limit_period_pkey; Type: CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.limit_period
    ADD CONSTRAINT limit_period_pkey PRIMARY KEY (id);


--
-- Name: limit_type limit_type_code_key; Type: CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.limit_type
    ADD CONSTRAINT limit_type_code_key UNIQUE (code);


--
-- Name: limit_type limit_type_pkey; Type: CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.limit_type
    ADD CONSTRAINT limit_type_pkey PRIMARY KEY (id);


--
-- Name: loan_state loan_state_code_key; Type: CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.loan_state
    ADD CONSTRAINT loan_state_code_key UNIQUE (code);


--
-- Name: loan_state loan_state_pkey; Type: CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.loan_state
    ADD CONSTRAINT loan_state_pkey PRIMARY KEY (id);


--
-- Name: loan_type loan_type_code_key; Type: CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.loan_type
    ADD CONSTRAINT loan_type_code_key UNIQUE (code);


--
-- Name: loan_type loan_type_pkey; Type: CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.loan_type
    ADD CONSTRAINT loan_type_pkey PRIMARY KEY (id);


--
-- Name: mandate_type mandate_type_code_key; Type: CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.mandate_type
    ADD CONSTRAINT mandate_type_code_key UNIQUE (code);


--
-- Name: mandate_type mandate_type_pkey; Type: CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.mandate_type
    ADD CONSTRAINT mandate_type_pkey PRIMARY KEY (id);


--
-- Name: marital_status marital_status_code_key; Type: CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.marital_status
    ADD CONSTRAINT marital_status_code_key UNIQUE (code);


--
-- Name: marital_status marital_status_pkey; Type: CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.marital_status
    ADD CONSTRAINT marital_status_pkey PRIMARY KEY (id);


--
-- Name: notification_channel notification_channel_code_key; Type: CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.notification_channel
    ADD CONSTRAINT notification_channel_code_key UNIQUE (code);


--
-- Name: notification_channel notification_channel_pkey; Type: CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.notification_channel
    ADD CONSTRAINT notification_channel_pkey PRIMARY KEY (id);


--
-- Name: operator_action_type operator_action_type_code_key; Type: CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.operator_action_type
    ADD CONSTRAINT operator_action_type_code_key UNIQUE (code);


--
-- Name: operator_action_type operator_action_type_pkey; Type: CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.operator_action_type
    ADD CONSTRAINT operator_action_type_pkey PRIMARY KEY (id);


--
-- Name: operator_role operator_role_code_key; Type: CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.operator_role
    ADD CONSTRAINT operator_role_code_key UNIQUE (code);


--
-- Name: operator_role operator_role_pkey; Type: CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.operator_role
    ADD CONSTRAINT operator_role_pkey PRIMARY KEY (id);


--
-- Name: overdue_bucket overdue_bucket_code_key; Type: CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.overdue_bucket
    ADD CONSTRAINT overdue_bucket_code_key UNIQUE (code);


--
-- Name: overdue_bucket overdue_bucket_pkey; Type: CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.overdue_bucket
    ADD CONSTRAINT overdue_bucket_pkey PRIMARY KEY (id);


--
-- Name: partner_type partner_type_code_key; Type: CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.partner_type
    ADD CONSTRAINT partner_type_code_key UNIQUE (code);


--
-- Name: partner_type partner_type_pkey; Type: CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.partner_type
    ADD CONSTRAINT partner_type_pkey PRIMARY KEY (id);


--
-- Name: payment_direction payment_direction_code_key; Type: CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.payment_direction
    ADD CONSTRAINT payment_direction_code_key UNIQUE (code);


--
-- Name: payment_direction payment_direction_pkey; Type: CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.payment_direction
    ADD CONSTRAINT payment_direction_pkey PRIMARY KEY (id);


--
-- Name: payment_priority payment_priority_code_key; Type: CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.payment_priority
    ADD CONSTRAINT payment_priority_code_key UNIQUE (code);


--
-- Name: payment_priority payment_priority_pkey; Type: CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.payment_priority
    ADD CONSTRAINT payment_priority_pkey PRIMARY KEY (id);


--
-- Name: payment_purpose payment_purpose_code_key; Type: CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.payment_purpose
    ADD CONSTRAINT payment_purpose_code_key UNIQUE (code);


--
-- Name: payment_purpose payment_purpose_pkey; Type: CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.payment_purpose
    ADD CONSTRAINT payment_purpose_pkey PRIMARY KEY (id);


--
-- Name: payment_rail payment_rail_code_key; Type: CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.payment_rail
    ADD CONSTRAINT payment_rail_code_key UNIQUE (code);


--
-- Name: payment_rail payment_rail_pkey; Type: CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.payment_rail
    ADD CONSTRAINT payment_rail_pkey PRIMARY KEY (id);


--
-- Name: payment_reject_reason payment_reject_reason_code_key; Type: CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.payment_reject_reason
    ADD CONSTRAINT payment_reject_reason_code_key UNIQUE (code);


--
-- Name: payment_reject_reason payment_reject_reason_pkey; Type: CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.payment_reject_reason
    ADD CONSTRAINT payment_reject_reason_pkey PRIMARY KEY (id);


--
-- Name: payment_state payment_state_code_key; Type: CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.payment_state
    ADD CONSTRAINT payment_state_code_key UNIQUE (code);


--
-- Name: payment_state payment_state_pkey; Type: CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.payment_state
    ADD CONSTRAINT payment_state_pkey PRIMARY KEY (id);


--
-- Name: payment_type payment_type_code_key; Type: CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.payment_type
    ADD CONSTRAINT payment_type_code_key UNIQUE (code);


--
-- Name: payment_type payment_type_pkey; Type: CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.payment_type
    ADD CONSTRAINT payment_type_pkey PRIMARY KEY (id);


--
-- Name: pep_status pep_status_code_key; Type: CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.pep_status
    ADD CONSTRAINT pep_status_code_key UNIQUE (code);


--
-- Name: pep_status pep_status_pkey; Type: CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.pep_status
    ADD CONSTRAINT pep_status_pkey PRIMARY KEY (id);


--
-- Name: profile_state profile_state_code_key; Type: CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.profile_state
    ADD CONSTRAINT profile_state_code_key UNIQUE (code);


--
-- Name: profile_state profile_state_pkey; Type: CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.profile_state
    ADD CONSTRAINT profile_state_pkey PRIMARY KEY (id);


--
-- Name: profile_type profile_type_code_key; Type: CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.profile_type
    ADD CONSTRAINT profile_type_code_key UNIQUE (code);


--
-- Name: profile_type profile_type_pkey; Type: CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.profile_type
    ADD CONSTRAINT profile_type_pkey PRIMARY KEY (id);


--
-- Name: region region_code_key; Type: CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.region
    ADD CONSTRAINT region_code_key UNIQUE (code);


--
-- Name: region region_pkey; Type: CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.region
    ADD CONSTRAINT region_pkey PRIMARY KEY (id);


--
-- Name: repayment_type repayment_type_code_key; Type: CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.repayment_type
    ADD CONSTRAINT repayment_type_code_key UNIQUE (code);


--
-- Name: repayment_type repayment_type_pkey; Type: CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.repayment_type
    ADD CONSTRAINT repayment_type_pkey PRIMARY KEY (id);


--
-- Name: risk_factor risk_factor_code_key; Type: CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.risk_factor
    ADD CONSTRAINT risk_factor_code_key UNIQUE (code);


--
-- Name: risk_factor risk_factor_pkey; Type: CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.risk_factor
    ADD CONSTRAINT risk_factor_pkey PRIMARY KEY (id);


--
-- Name: risk_level risk_level_code_key; Type: CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.risk_level
    ADD CONSTRAINT risk_level_code_key UNIQUE (code);


--
-- Name: risk_level risk_level_pkey; Type: CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.risk_level
    ADD CONSTRAINT risk_level_pkey PRIMARY KEY (id);


--
-- Name: sanction_list sanction_list_code_key; Type: CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.sanction_list
    ADD CONSTRAINT sanction_list_code_key UNIQUE (code);


--
-- Name: sanction_list sanction_list_pkey; Type: CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.sanction_list
    ADD CONSTRAINT sanction_list_pkey PRIMARY KEY (id);


--
-- Name: sepa_reason_code sepa_reason_code_code_key; Type: CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.sepa_reason_code
    ADD CONSTRAINT sepa_reason_code_code_key UNIQUE (code);


--
-- Name: sepa_reason_code sepa_reason_code_pkey; Type: CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.sepa_reason_code
    ADD CONSTRAINT sepa_reason_code_pkey PRIMARY KEY (id);


--
-- Name: session_end_reason session_end_reason_code_key; Type: CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.session_end_reason
    ADD CONSTRAINT session_end_reason_code_key UNIQUE (code);


--
-- Name: session_end_reason session_end_reason_pkey; Type: CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.session_end_reason
    ADD CONSTRAINT session_end_reason_pkey PRIMARY KEY (id);


--
-- Name: source_of_funds source_of_funds_code_key; Type: CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.source_of_funds
    ADD CONSTRAINT source_of_funds_code_key UNIQUE (code);


--
-- Name: source_of_funds source_of_funds_pkey; Type: CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.source_of_funds
    ADD CONSTRAINT source_of_funds_pkey PRIMARY KEY (id);


--
-- Name: standing_order_frequency standing_order_frequency_code_key; Type: CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.standing_order_frequency
    ADD CONSTRAINT standing_order_frequency_code_key UNIQUE (code);


--
-- Name: standing_order_frequency standing_order_frequency_pkey; Type: CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.standing_order_frequency
    ADD CONSTRAINT standing_order_frequency_pkey PRIMARY KEY (id);


--
-- Name: statement_format statement_format_code_key; Type: CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.statement_format
    ADD CONSTRAINT statement_format_code_key UNIQUE (code);


--
-- Name: statement_format statement_format_pkey; Type: CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.statement_format
    ADD CONSTRAINT statement_format_pkey PRIMARY KEY (id);


--
-- Name: swift_message_type swift_message_type_code_key; Type: CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.swift_message_type
    ADD CONSTRAINT swift_message_type_code_key UNIQUE (code);


--
-- Name: swift_message_type swift_message_type_pkey; Type: CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.swift_message_type
    ADD CONSTRAINT swift_message_type_pkey PRIMARY KEY (id);


--
-- Name: tariff_plan_kind tariff_plan_kind_code_key; Type: CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.tariff_plan_kind
    ADD CONSTRAINT tariff_plan_kind_code_key UNIQUE (code);


--
-- Name: tariff_plan_kind tariff_plan_kind_pkey; Type: CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.tariff_plan_kind
    ADD CONSTRAINT tariff_plan_kind_pkey PRIMARY KEY (id);


--
-- Name: tax_residency_status tax_residency_status_code_key; Type: CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.tax_residency_status
    ADD CONSTRAINT tax_residency_status_code_key UNIQUE (code);


--
-- Name: tax_residency_status tax_residency_status_pkey; Type: CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.tax_residency_status
    ADD CONSTRAINT tax_residency_status_pkey PRIMARY KEY (id);


--
-- Name: transaction_type transaction_type_code_key; Type: CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.transaction_type
    ADD CONSTRAINT transaction_type_code_key UNIQUE (code);


--
-- Name: transaction_type transaction_type_pkey; Type: CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.transaction_type
    ADD CONSTRAINT transaction_type_pkey PRIMARY KEY (id);


--
-- Name: access_token access_token_pkey; Type: CONSTRAINT; Schema: eapi; Owner: -
--

ALTER TABLE ONLY eapi.access_token
    ADD CONSTRAINT access_token_pkey PRIMARY KEY (id);


--
-- Name: api_client api_client_certificate_thumbprint_key; Type: CONSTRAINT; Schema: eapi; Owner: -
--

ALTER TABLE ONLY eapi.api_client
    ADD CONSTRAINT api_client_certificate_thumbprint_key UNIQUE (certificate_thumbprint);


--
-- Name: api_client api_client_client_key_key; Type: CONSTRAINT; Schema: eapi; Owner: -
--

ALTER TABLE ONLY eapi.api_client
    ADD CONSTRAINT api_client_client_key_key UNIQUE (client_key);


--
-- Name: api_client api_client_pkey; Type: CONSTRAINT; Schema: eapi; Owner: -
--

ALTER TABLE ONLY eapi.api_client
    ADD CONSTRAINT api_client_pkey PRIMARY KEY (id);


--
-- Name: psd_consent psd_consent_pkey; Type: CONSTRAINT; Schema: eapi; Owner: -
--

ALTER TABLE ONLY eapi.psd_consent
    ADD CONSTRAINT psd_consent_pkey PRIMARY KEY (id);


--
-- Name: rate_limit rate_limit_pkey; Type: CONSTRAINT; Schema: eapi; Owner: -
--

ALTER TABLE ONLY eapi.rate_limit
    ADD CONSTRAINT rate_limit_pkey PRIMARY KEY (api_client_id, route_group, effective_from);


--
-- Name: request_log request_log_pkey; Type: CONSTRAINT; Schema: eapi; Owner: -
--

ALTER TABLE ONLY eapi.request_log
    ADD CONSTRAINT request_log_pkey PRIMARY KEY (id, requested_at);


--
-- Name: request_log_2025_11 request_log_2025_11_pkey; Type: CONSTRAINT; Schema: eapi; Owner: -
--

ALTER TABLE ONLY eapi.request_log_2025_11
    ADD CONSTRAINT request_log_2025_11_pkey PRIMARY KEY (id, requested_at);


--
-- Name: request_log_2025_12 request_log_2025_12_pkey; Type: CONSTRAINT; Schema: eapi; Owner: -
--

ALTER TABLE ONLY eapi.request_log_2025_12
    ADD CONSTRAINT request_log_2025_12_pkey PRIMARY KEY (id, requested_at);


--
-- Name: request_log_2026_01 request_log_2026_01_pkey; Type: CONSTRAINT; Schema: eapi; Owner: -
--

ALTER TABLE ONLY eapi.request_log_2026_01
    ADD CONSTRAINT request_log_2026_01_pkey PRIMARY KEY (id, requested_at);


--
-- Name: request_log_2026_02 request_log_2026_02_pkey; Type: CONSTRAINT; Schema: eapi; Owner: -
--

ALTER TABLE ONLY eapi.request_log_2026_02
    ADD CONSTRAINT request_log_2026_02_pkey PRIMARY KEY (id, requested_at);


--
-- Name: request_log_2026_03 request_log_2026_03_pkey; Type: CONSTRAINT; Schema: eapi; Owner: -
--

ALTER TABLE ONLY eapi.request_log_2026_03
    ADD CONSTRAINT request_log_2026_03_pkey PRIMARY KEY (id, requested_at);


--
-- Name: request_log_2026_04 request_log_2026_04_pkey; Type: CONSTRAINT; Schema: eapi; Owner: -
--

ALTER TABLE ONLY eapi.request_log_2026_04
    ADD CONSTRAINT request_log_2026_04_pkey PRIMARY KEY (id, requested_at);


--
-- Name: request_log_2026_05 request_log_2026_05_pkey; Type: CONSTRAINT; Schema: eapi; Owner: -
--

ALTER TABLE ONLY eapi.request_log_2026_05
    ADD CONSTRAINT request_log_2026_05_pkey PRIMARY KEY (id, requested_at);


--
-- Name: client_id_mapping client_id_mapping_pkey; Type: CONSTRAINT; Schema: integration; Owner: -
--

ALTER TABLE ONLY integration.client_id_mapping
    ADD CONSTRAINT client_id_mapping_pkey PRIMARY KEY (external_system_id, client_profile_id);


--
-- Name: consumer_offset consumer_offset_pkey; Type: CONSTRAINT; Schema: integration; Owner: -
--

ALTER TABLE ONLY integration.consumer_offset
    ADD CONSTRAINT consumer_offset_pkey PRIMARY KEY (consumer_group, topic, partition_no);


--
-- Name: dead_letter dead_letter_pkey; Type: CONSTRAINT; Schema: integration; Owner: -
--

ALTER TABLE ONLY integration.dead_letter
    ADD CONSTRAINT dead_letter_pkey PRIMARY KEY (id);


--
-- Name: external_system external_system_code_key; Type: CONSTRAINT; Schema: integration; Owner: -
--

ALTER TABLE ONLY integration.external_system
    ADD CONSTRAINT external_system_code_key UNIQUE (code);


--
-- Name: external_system external_system_pkey; Type: CONSTRAINT; Schema: integration; Owner: -
--

ALTER TABLE ONLY integration.external_system
    ADD CONSTRAINT external_system_pkey PRIMARY KEY (id);


--
-- Name: inbox_message inbox_message_pkey; Type: CONSTRAINT; Schema: integration; Owner: -
--

ALTER TABLE ONLY integration.inbox_message
    ADD CONSTRAINT inbox_message_pkey PRIMARY KEY (id);


--
-- Name: message_schema message_schema_pkey; Type: CONSTRAINT; Schema: integration; Owner: -
--

ALTER TABLE ONLY integration.message_schema
    ADD CONSTRAINT message_schema_pkey PRIMARY KEY (subject, version);


--
-- Name: outbox_attempt outbox_attempt_pkey; Type: CONSTRAINT; Schema: integration; Owner: -
--

ALTER TABLE ONLY integration.outbox_attempt
    ADD CONSTRAINT outbox_attempt_pkey PRIMARY KEY (id);


--
-- Name: outbox_message outbox_message_message_key_key; Type: CONSTRAINT; Schema: integration; Owner: -
--

ALTER TABLE ONLY integration.outbox_message
    ADD CONSTRAINT outbox_message_message_key_key UNIQUE (message_key);


--
-- Name: outbox_message outbox_message_pkey; Type: CONSTRAINT; Schema: integration; Owner: -
--

ALTER TABLE ONLY integration.outbox_message
    ADD CONSTRAINT outbox_message_pkey PRIMARY KEY (id);


--
-- Name: sync_job sync_job_job_name_key; Type: CONSTRAINT; Schema: integration; Owner: -
--

ALTER TABLE ONLY integration.sync_job
    ADD CONSTRAINT sync_job_job_name_key UNIQUE (job_name);


--
-- Name: sync_job sync_job_pkey; Type: CONSTRAINT; Schema: integration; Owner: -
--

ALTER TABLE ONLY integration.sync_job
    ADD CONSTRAINT sync_job_pkey PRIMARY KEY (id);


--
-- Name: sync_job_run sync_job_run_pkey; Type: CONSTRAINT; Schema: integration; Owner: -
--

ALTER TABLE ONLY integration.sync_job_run
    ADD CONSTRAINT sync_job_run_pkey PRIMARY KEY (id);


--
-- Name: system_endpoint system_endpoint_pkey; Type: CONSTRAINT; Schema: integration; Owner: -
--

ALTER TABLE ONLY integration.system_endpoint
    ADD CONSTRAINT system_endpoint_pkey PRIMARY KEY (id);


--
-- Name: webhook_delivery webhook_delivery_pkey; Type: CONSTRAINT; Schema: integration; Owner: -
--

ALTER TABLE ONLY integration.webhook_delivery
    ADD CONSTRAINT webhook_delivery_pkey PRIMARY KEY (id);


--
-- Name: webhook_subscription webhook_subscription_pkey; Type: CONSTRAINT; Schema: integration; Owner: -
--

ALTER TABLE ONLY integration.webhook_subscription
    ADD CONSTRAINT webhook_subscription_pkey PRIMARY KEY (id);


--
-- Name: cb_statement_line cb_statement_line_pkey; Type: CONSTRAINT; Schema: scb; Owner: -
--

ALTER TABLE ONLY scb.cb_statement_line
    ADD CONSTRAINT cb_statement_line_pkey PRIMARY KEY (statement_id, line_no);


--
-- Name: cb_statement cb_statement_participant_account_id_statement_date_statemen_key; Type: CONSTRAINT; Schema: scb; Owner: -
--

ALTER TABLE ONLY scb.cb_statement
    ADD CONSTRAINT cb_statement_participant_account_id_statement_date_statemen_key UNIQUE (participant_account_id, statement_date, statement_no);


--
-- Name: cb_statement cb_statement_pkey; Type: CONSTRAINT; Schema: scb; Owner: -
--

ALTER TABLE ONLY scb.cb_statement
    ADD CONSTRAINT cb_statement_pkey PRIMARY KEY (id);


--
-- Name: clearing_file_error clearing_file_error_pkey; Type: CONSTRAINT; Schema: scb; Owner: -
--

ALTER TABLE ONLY scb.clearing_file_error
    ADD CONSTRAINT clearing_file_error_pkey PRIMARY KEY (id);


--
-- Name: clearing_file_event clearing_file_event_pkey; Type: CONSTRAINT; Schema: scb; Owner: -
--

ALTER TABLE ONLY scb.clearing_file_event
    ADD CONSTRAINT clearing_file_event_pkey PRIMARY KEY (id);


--
-- Name: clearing_file clearing_file_file_reference_key; Type: CONSTRAINT; Schema: scb; Owner: -
--

ALTER TABLE ONLY scb.clearing_file
    ADD CONSTRAINT clearing_file_file_reference_key UNIQUE (file_reference);


--
-- Name: clearing_file clearing_file_pkey; Type: CONSTRAINT; Schema: scb; Owner: -
--

ALTER TABLE ONLY scb.clearing_file
    ADD CONSTRAINT clearing_file_pkey PRIMARY KEY (id);


--
-- Name: clearing_session_phase_log clearing_session_phase_log_pkey; Type: CONSTRAINT; Schema: scb; Owner: -
--

ALTER TABLE ONLY scb.clearing_session_phase_log
    ADD CONSTRAINT clearing_session_phase_log_pkey PRIMARY KEY (id);


--
-- Name: clearing_session clearing_session_pkey; Type: CONSTRAINT; Schema: scb; Owner: -
--

ALTER TABLE ONLY scb.clearing_session
    ADD CONSTRAINT clearing_session_pkey PRIMARY KEY (id);


--
-- Name: clearing_system clearing_system_pkey; Type: CONSTRAINT; Schema: scb; Owner: -
--

ALTER TABLE ONLY scb.clearing_system
    ADD CONSTRAINT clearing_system_pkey PRIMARY KEY (code);


--
-- Name: eligible_security eligible_security_pkey; Type: CONSTRAINT; Schema: scb; Owner: -
--

ALTER TABLE ONLY scb.eligible_security
    ADD CONSTRAINT eligible_security_pkey PRIMARY KEY (isin);


--
-- Name: instruction_status_log instruction_status_log_pkey; Type: CONSTRAINT; Schema: scb; Owner: -
--

ALTER TABLE ONLY scb.instruction_status_log
    ADD CONSTRAINT instruction_status_log_pkey PRIMARY KEY (id);


--
-- Name: liquidity_reservation liquidity_reservation_pkey; Type: CONSTRAINT; Schema: scb; Owner: -
--

ALTER TABLE ONLY scb.liquidity_reservation
    ADD CONSTRAINT liquidity_reservation_pkey PRIMARY KEY (id);


--
-- Name: liquidity_snapshot liquidity_snapshot_pkey; Type: CONSTRAINT; Schema: scb; Owner: -
--

ALTER TABLE ONLY scb.liquidity_snapshot
    ADD CONSTRAINT liquidity_snapshot_pkey PRIMARY KEY (id);


--
-- Name: liquidity_transfer liquidity_transfer_pkey; Type: CONSTRAINT; Schema: scb; Owner: -
--

ALTER TABLE ONLY scb.liquidity_transfer
    ADD CONSTRAINT liquidity_transfer_pkey PRIMARY KEY (id);


--
-- Name: net_position net_position_pkey; Type: CONSTRAINT; Schema: scb; Owner: -
--

ALTER TABLE ONLY scb.net_position
    ADD CONSTRAINT net_position_pkey PRIMARY KEY (session_id, participant_id, currency_code);


--
-- Name: participant_account participant_account_account_no_key; Type: CONSTRAINT; Schema: scb; Owner: -
--

ALTER TABLE ONLY scb.participant_account
    ADD CONSTRAINT participant_account_account_no_key UNIQUE (account_no);


--
-- Name: participant_account participant_account_pkey; Type: CONSTRAINT; Schema: scb; Owner: -
--

ALTER TABLE ONLY scb.participant_account
    ADD CONSTRAINT participant_account_pkey PRIMARY KEY (id);


--
-- Name: participant participant_pkey; Type: CONSTRAINT; Schema: scb; Owner: -
--

ALTER TABLE ONLY scb.participant
    ADD CONSTRAINT participant_pkey PRIMARY KEY (id);


--
-- Name: reconciliation_break reconciliation_break_pkey; Type: CONSTRAINT; Schema: scb; Owner: -
--

ALTER TABLE ONLY scb.reconciliation_break
    ADD CONSTRAINT reconciliation_break_pkey PRIMARY KEY (id);


--
-- Name: regulatory_report regulatory_report_pkey; Type: CONSTRAINT; Schema: scb; Owner: -
--

ALTER TABLE ONLY scb.regulatory_report
    ADD CONSTRAINT regulatory_report_pkey PRIMARY KEY (id);


--
-- Name: regulatory_report regulatory_report_receipt_no_key; Type: CONSTRAINT; Schema: scb; Owner: -
--

ALTER TABLE ONLY scb.regulatory_report
    ADD CONSTRAINT regulatory_report_receipt_no_key UNIQUE (receipt_no);


--
-- Name: security_pledge security_pledge_custodian_reference_key; Type: CONSTRAINT; Schema: scb; Owner: -
--

ALTER TABLE ONLY scb.security_pledge
    ADD CONSTRAINT security_pledge_custodian_reference_key UNIQUE (custodian_reference);


--
-- Name: security_pledge security_pledge_pkey; Type: CONSTRAINT; Schema: scb; Owner: -
--

ALTER TABLE ONLY scb.security_pledge
    ADD CONSTRAINT security_pledge_pkey PRIMARY KEY (id);


--
-- Name: settlement_instruction settlement_instruction_instruction_no_key; Type: CONSTRAINT; Schema: scb; Owner: -
--

ALTER TABLE ONLY scb.settlement_instruction
    ADD CONSTRAINT settlement_instruction_instruction_no_key UNIQUE (instruction_no);


--
-- Name: settlement_instruction settlement_instruction_pkey; Type: CONSTRAINT; Schema: scb; Owner: -
--

ALTER TABLE ONLY scb.settlement_instruction
    ADD CONSTRAINT settlement_instruction_pkey PRIMARY KEY (id);


--
-- Name: account_alias_account_id_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX account_alias_account_id_idx ON core.account_alias USING btree (account_id);


--
-- Name: account_alias_lower_alias_value_partial_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX account_alias_lower_alias_value_partial_idx ON core.account_alias USING btree (lower(alias_value)) WHERE (removed_at IS NULL);


--
-- Name: account_block_account_id_partial_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX account_block_account_id_partial_idx ON core.account_block USING btree (account_id) WHERE (lifted_at IS NULL);


--
-- Name: account_block_authority_file_no_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX account_block_authority_file_no_idx ON core.account_block USING btree (authority_file_no);


--
-- Name: account_block_log_account_block_id_logged_at_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX account_block_log_account_block_id_logged_at_idx ON core.account_block_log USING btree (account_block_id, logged_at);


--
-- Name: account_block_log_logged_at_desc_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX account_block_log_logged_at_desc_idx ON core.account_block_log USING btree (logged_at DESC);


--
-- Name: account_block_placed_at_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX account_block_placed_at_idx ON core.account_block USING btree (placed_at);


--
-- Name: account_client_id_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX account_client_id_idx ON core.account USING btree (client_id);


--
-- Name: account_closure_request_account_id_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX account_closure_request_account_id_idx ON core.account_closure_request USING btree (account_id);


--
-- Name: account_closure_request_received_at_partial_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX account_closure_request_received_at_partial_idx ON core.account_closure_request USING btree (received_at) WHERE ((completed_at IS NULL) AND (withdrawn_at IS NULL));


--
-- Name: account_daily_balance_balance_date_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX account_daily_balance_balance_date_idx ON core.account_daily_balance USING btree (balance_date);


--
-- Name: account_dormancy_review_declared_dormant_at_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX account_dormancy_review_declared_dormant_at_idx ON core.account_dormancy_review USING btree (declared_dormant_at);


--
-- Name: account_gl_account_id_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX account_gl_account_id_idx ON core.account USING btree (gl_account_id);


--
-- Name: account_hold_account_id_created_at_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX account_hold_account_id_created_at_idx ON core.account_hold USING btree (account_id, created_at);


--
-- Name: account_hold_expires_at_partial_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX account_hold_expires_at_partial_idx ON core.account_hold USING btree (expires_at) WHERE (status = 'active'::core.hold_status);


--
-- Name: account_hold_payment_id_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX account_hold_payment_id_idx ON core.account_hold USING btree (payment_id);


--
-- Name: account_holder_client_id_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX account_holder_client_id_idx ON core.account_holder USING btree (client_id);


--
-- Name: account_last_movement_at_partial_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX account_last_movement_at_partial_idx ON core.account USING btree (last_movement_at) WHERE (closed_at IS NULL);


--
-- Name: account_opening_request_account_id_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX account_opening_request_account_id_idx ON core.account_opening_request USING btree (account_id);


--
-- Name: account_opening_request_client_id_submitted_at_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX account_opening_request_client_id_submitted_at_idx ON core.account_opening_request USING btree (client_id, submitted_at);


--
-- Name: account_opening_request_submitted_at_partial_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX account_opening_request_submitted_at_partial_idx ON core.account_opening_request USING btree (submitted_at) WHERE (decided_at IS NULL);


--
-- Name: account_overdraft_account_id_partial_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX account_overdraft_account_id_partial_idx ON core.account_overdraft USING btree (account_id) WHERE (cancelled_at IS NULL);


--
-- Name: account_overdraft_next_review_on_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX account_overdraft_next_review_on_idx ON core.account_overdraft USING btree (next_review_on);


--
-- Name: account_power_of_attorney_account_id_grantor_client_id_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX account_power_of_attorney_account_id_grantor_client_id_idx ON core.account_power_of_attorney USING btree (account_id, grantor_client_id);


--
-- Name: account_power_of_attorney_attorney_client_id_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX account_power_of_attorney_attorney_client_id_idx ON core.account_power_of_attorney USING btree (attorney_client_id);


--
-- Name: account_product_id_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX account_product_id_idx ON core.account USING btree (product_id);


--
-- Name: account_state_id_opened_at_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX account_state_id_opened_at_idx ON core.account USING btree (state_id, opened_at);


--
-- Name: account_state_log_account_id_changed_at_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX account_state_log_account_id_changed_at_idx ON core.account_state_log USING btree (account_id, changed_at);


--
-- Name: account_state_log_changed_at_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX account_state_log_changed_at_idx ON core.account_state_log USING btree (changed_at);


--
-- Name: account_sweep_rule_master_account_id_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX account_sweep_rule_master_account_id_idx ON core.account_sweep_rule USING btree (master_account_id);


--
-- Name: account_sweep_rule_swept_account_id_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX account_sweep_rule_swept_account_id_idx ON core.account_sweep_rule USING btree (swept_account_id);


--
-- Name: account_updated_at_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX account_updated_at_idx ON core.account USING btree (updated_at);


--
-- Name: agreement_client_id_state_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX agreement_client_id_state_idx ON core.agreement USING btree (client_id, state);


--
-- Name: agreement_signature_agreement_id_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX agreement_signature_agreement_id_idx ON core.agreement_signature USING btree (agreement_id);


--
-- Name: agreement_signature_signed_at_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX agreement_signature_signed_at_idx ON core.agreement_signature USING btree (signed_at);


--
-- Name: agreement_signature_signer_person_id_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX agreement_signature_signer_person_id_idx ON core.agreement_signature USING btree (signer_person_id);


--
-- Name: agreement_signed_at_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX agreement_signed_at_idx ON core.agreement USING btree (signed_at);


--
-- Name: app_user_client_access_client_id_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX app_user_client_access_client_id_idx ON core.app_user_client_access USING btree (client_id);


--
-- Name: app_user_default_client_id_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX app_user_default_client_id_idx ON core.app_user USING btree (default_client_id);


--
-- Name: app_user_last_seen_at_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX app_user_last_seen_at_idx ON core.app_user USING btree (last_seen_at);


--
-- Name: app_user_lock_log_app_user_id_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX app_user_lock_log_app_user_id_idx ON core.app_user_lock_log USING btree (app_user_id);


--
-- Name: app_user_lock_log_happened_at_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX app_user_lock_log_happened_at_idx ON core.app_user_lock_log USING btree (happened_at);


--
-- Name: app_user_person_id_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX app_user_person_id_idx ON core.app_user USING btree (person_id);


--
-- Name: approval_request_requested_at_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX approval_request_requested_at_idx ON core.approval_request USING btree (requested_at);


--
-- Name: approval_request_requested_by_id_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX approval_request_requested_by_id_idx ON core.approval_request USING btree (requested_by_id);


--
-- Name: approval_request_state_requested_at_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX approval_request_state_requested_at_idx ON core.approval_request USING btree (state, requested_at);


--
-- Name: auth_challenge_app_user_id_issued_at_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX auth_challenge_app_user_id_issued_at_idx ON core.auth_challenge USING btree (app_user_id, issued_at);


--
-- Name: auth_challenge_issued_at_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX auth_challenge_issued_at_idx ON core.auth_challenge USING btree (issued_at);


--
-- Name: auth_challenge_payment_id_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX auth_challenge_payment_id_idx ON core.auth_challenge USING btree (payment_id);


--
-- Name: auth_credential_app_user_id_auth_method_id_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX auth_credential_app_user_id_auth_method_id_idx ON core.auth_credential USING btree (app_user_id, auth_method_id);


--
-- Name: auth_credential_device_id_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX auth_credential_device_id_idx ON core.auth_credential USING btree (device_id);


--
-- Name: back_office_task_assignee_id_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX back_office_task_assignee_id_idx ON core.back_office_task USING btree (assignee_id);


--
-- Name: back_office_task_client_id_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX back_office_task_client_id_idx ON core.back_office_task USING btree (client_id);


--
-- Name: back_office_task_created_at_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX back_office_task_created_at_idx ON core.back_office_task USING btree (created_at);


--
-- Name: back_office_task_done_at_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX back_office_task_done_at_idx ON core.back_office_task USING btree (done_at);


--
-- Name: back_office_task_queue_name_created_at_partial_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX back_office_task_queue_name_created_at_partial_idx ON core.back_office_task USING btree (queue_name, created_at) WHERE (done_at IS NULL);


--
-- Name: bank_holiday_holiday_date_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX bank_holiday_holiday_date_idx ON core.bank_holiday USING btree (holiday_date);


--
-- Name: beneficial_owner_person_id_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX beneficial_owner_person_id_idx ON core.beneficial_owner USING btree (person_id);


--
-- Name: beneficiary_change_log_beneficiary_id_edited_at_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX beneficiary_change_log_beneficiary_id_edited_at_idx ON core.beneficiary_change_log USING btree (beneficiary_id, edited_at);


--
-- Name: beneficiary_change_log_edited_at_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX beneficiary_change_log_edited_at_idx ON core.beneficiary_change_log USING btree (edited_at);


--
-- Name: beneficiary_client_id_last_used_at_desc_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX beneficiary_client_id_last_used_at_desc_idx ON core.beneficiary USING btree (client_id, last_used_at DESC);


--
-- Name: beneficiary_created_at_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX beneficiary_created_at_idx ON core.beneficiary USING btree (created_at);


--
-- Name: beneficiary_iban_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX beneficiary_iban_idx ON core.beneficiary USING btree (iban);


--
-- Name: beneficiary_own_account_id_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX beneficiary_own_account_id_idx ON core.beneficiary USING btree (own_account_id);


--
-- Name: branch_business_day_business_date_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX branch_business_day_business_date_idx ON core.branch_business_day USING btree (business_date);


--
-- Name: business_day_calendar_date_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX business_day_calendar_date_idx ON core.business_day USING btree (calendar_date);


--
-- Name: business_day_closed_at_desc_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX business_day_closed_at_desc_idx ON core.business_day USING btree (closed_at DESC);


--
-- Name: campaign_created_at_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX campaign_created_at_idx ON core.campaign USING btree (created_at);


--
-- Name: campaign_enrolment_client_id_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX campaign_enrolment_client_id_idx ON core.campaign_enrolment USING btree (client_id);


--
-- Name: campaign_enrolment_enrolled_at_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX campaign_enrolment_enrolled_at_idx ON core.campaign_enrolment USING btree (enrolled_at);


--
-- Name: campaign_product_id_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX campaign_product_id_idx ON core.campaign USING btree (product_id);


--
-- Name: card_link_account_id_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX card_link_account_id_idx ON core.card_link USING btree (account_id);


--
-- Name: card_link_client_id_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX card_link_client_id_idx ON core.card_link USING btree (client_id);


--
-- Name: card_link_expires_on_partial_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX card_link_expires_on_partial_idx ON core.card_link USING btree (expires_on) WHERE (unlinked_at IS NULL);


--
-- Name: card_link_linked_at_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX card_link_linked_at_idx ON core.card_link USING btree (linked_at);


--
-- Name: card_link_state_id_updated_at_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX card_link_state_id_updated_at_idx ON core.card_link USING btree (state_id, updated_at);


--
-- Name: card_link_state_log_card_link_id_happened_at_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX card_link_state_log_card_link_id_happened_at_idx ON core.card_link_state_log USING btree (card_link_id, happened_at);


--
-- Name: card_link_state_log_received_at_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX card_link_state_log_received_at_idx ON core.card_link_state_log USING btree (received_at);


--
-- Name: client_address_client_id_address_type_id_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX client_address_client_id_address_type_id_idx ON core.client_address USING btree (client_id, address_type_id);


--
-- Name: client_address_postal_code_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX client_address_postal_code_idx ON core.client_address USING btree (postal_code);


--
-- Name: client_company_client_profile_id_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX client_company_client_profile_id_idx ON core.client_company USING btree (client_profile_id);


--
-- Name: client_company_parent_company_id_partial_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX client_company_parent_company_id_partial_idx ON core.client_company USING btree (parent_company_id) WHERE (parent_company_id IS NOT NULL);


--
-- Name: client_consent_client_id_consent_type_id_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX client_consent_client_id_consent_type_id_idx ON core.client_consent USING btree (client_id, consent_type_id);


--
-- Name: client_consent_expires_on_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX client_consent_expires_on_idx ON core.client_consent USING btree (expires_on);


--
-- Name: client_consent_log_consent_id_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX client_consent_log_consent_id_idx ON core.client_consent_log USING btree (consent_id);


--
-- Name: client_consent_log_occured_at_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX client_consent_log_occured_at_idx ON core.client_consent_log USING btree (occured_at);


--
-- Name: client_contact_client_id_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX client_contact_client_id_idx ON core.client_contact USING btree (client_id);


--
-- Name: client_contact_contact_value_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX client_contact_contact_value_idx ON core.client_contact USING btree (contact_value);


--
-- Name: client_document_client_id_document_type_id_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX client_document_client_id_document_type_id_idx ON core.client_document USING btree (client_id, document_type_id);


--
-- Name: client_document_expires_on_partial_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX client_document_expires_on_partial_idx ON core.client_document USING btree (expires_on) WHERE (accepted_at IS NOT NULL);


--
-- Name: client_document_kyc_verification_id_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX client_document_kyc_verification_id_idx ON core.client_document USING btree (kyc_verification_id);


--
-- Name: client_document_state_log_document_id_valid_since_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX client_document_state_log_document_id_valid_since_idx ON core.client_document_state_log USING btree (document_id, valid_since);


--
-- Name: client_document_state_log_valid_since_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX client_document_state_log_valid_since_idx ON core.client_document_state_log USING btree (valid_since);


--
-- Name: client_document_uploaded_at_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX client_document_uploaded_at_idx ON core.client_document USING btree (uploaded_at);


--
-- Name: client_employment_person_id_declared_at_desc_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX client_employment_person_id_declared_at_desc_idx ON core.client_employment USING btree (person_id, declared_at DESC);


--
-- Name: client_identifier_client_id_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX client_identifier_client_id_idx ON core.client_identifier USING btree (client_id);


--
-- Name: client_identifier_identifier_value_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX client_identifier_identifier_value_idx ON core.client_identifier USING btree (identifier_value);


--
-- Name: client_merge_merged_at_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX client_merge_merged_at_idx ON core.client_merge USING btree (merged_at);


--
-- Name: client_merge_surviving_client_id_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX client_merge_surviving_client_id_idx ON core.client_merge USING btree (surviving_client_id);


--
-- Name: client_name_history_client_profile_id_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX client_name_history_client_profile_id_idx ON core.client_name_history USING btree (client_profile_id);


--
-- Name: client_name_history_lower_previous_name_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX client_name_history_lower_previous_name_idx ON core.client_name_history USING btree (lower(previous_name));


--
-- Name: client_note_client_id_written_at_desc_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX client_note_client_id_written_at_desc_idx ON core.client_note USING btree (client_id, written_at DESC);


--
-- Name: client_note_follow_up_on_partial_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX client_note_follow_up_on_partial_idx ON core.client_note USING btree (follow_up_on) WHERE (follow_up_on IS NOT NULL);


--
-- Name: client_person_client_profile_id_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX client_person_client_profile_id_idx ON core.client_person USING btree (client_profile_id);


--
-- Name: client_person_lower_last_name_birth_date_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX client_person_lower_last_name_birth_date_idx ON core.client_person USING btree (lower(last_name), birth_date);


--
-- Name: client_profile_closed_at_desc_partial_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX client_profile_closed_at_desc_partial_idx ON core.client_profile USING btree (closed_at DESC) WHERE (closed_at IS NOT NULL);


--
-- Name: client_profile_created_at_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX client_profile_created_at_idx ON core.client_profile USING btree (created_at);


--
-- Name: client_profile_lower_full_name_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX client_profile_lower_full_name_idx ON core.client_profile USING btree (lower(full_name));


--
-- Name: client_profile_relationship_manager_id_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX client_profile_relationship_manager_id_idx ON core.client_profile USING btree (relationship_manager_id);


--
-- Name: client_profile_state_id_created_at_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX client_profile_state_id_created_at_idx ON core.client_profile USING btree (state_id, created_at);


--
-- Name: client_profile_state_log_changed_at_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX client_profile_state_log_changed_at_idx ON core.client_profile_state_log USING btree (changed_at);


--
-- Name: client_profile_state_log_client_profile_id_changed_at_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX client_profile_state_log_client_profile_id_changed_at_idx ON core.client_profile_state_log USING btree (client_profile_id, changed_at);


--
-- Name: client_profile_state_log_to_state_id_changed_at_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX client_profile_state_log_to_state_id_changed_at_idx ON core.client_profile_state_log USING btree (to_state_id, changed_at);


--
-- Name: client_profile_updated_at_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX client_profile_updated_at_idx ON core.client_profile USING btree (updated_at);


--
-- Name: client_referral_invited_at_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX client_referral_invited_at_idx ON core.client_referral USING btree (invited_at);


--
-- Name: client_referral_referred_client_id_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX client_referral_referred_client_id_idx ON core.client_referral USING btree (referred_client_id);


--
-- Name: client_referral_referrer_client_id_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX client_referral_referrer_client_id_idx ON core.client_referral USING btree (referrer_client_id);


--
-- Name: client_relation_related_client_id_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX client_relation_related_client_id_idx ON core.client_relation USING btree (related_client_id);


--
-- Name: client_segment_member_segment_id_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX client_segment_member_segment_id_idx ON core.client_segment_member USING btree (segment_id);


--
-- Name: closing_step_run_business_day_id_step_no_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX closing_step_run_business_day_id_step_no_idx ON core.closing_step_run USING btree (business_day_id, step_no);


--
-- Name: closing_step_run_outcome_partial_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX closing_step_run_outcome_partial_idx ON core.closing_step_run USING btree (outcome) WHERE (finished_at IS NULL);


--
-- Name: closing_step_run_started_at_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX closing_step_run_started_at_idx ON core.closing_step_run USING btree (started_at);


--
-- Name: collateral_insurance_collateral_item_id_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX collateral_insurance_collateral_item_id_idx ON core.collateral_insurance USING btree (collateral_item_id);


--
-- Name: collateral_insurance_expires_on_partial_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX collateral_insurance_expires_on_partial_idx ON core.collateral_insurance USING btree (expires_on) WHERE (cancelled_at IS NULL);


--
-- Name: collateral_item_collateral_type_id_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX collateral_item_collateral_type_id_idx ON core.collateral_item USING btree (collateral_type_id);


--
-- Name: collateral_item_owner_client_id_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX collateral_item_owner_client_id_idx ON core.collateral_item USING btree (owner_client_id);


--
-- Name: collateral_item_registered_at_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX collateral_item_registered_at_idx ON core.collateral_item USING btree (registered_at);


--
-- Name: collateral_item_registry_no_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX collateral_item_registry_no_idx ON core.collateral_item USING btree (registry_no);


--
-- Name: collateral_valuation_accepted_at_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX collateral_valuation_accepted_at_idx ON core.collateral_valuation USING btree (accepted_at);


--
-- Name: collateral_valuation_collateral_item_id_valued_on_desc_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX collateral_valuation_collateral_item_id_valued_on_desc_idx ON core.collateral_valuation USING btree (collateral_item_id, valued_on DESC);


--
-- Name: company_officer_company_id_resigned_on_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX company_officer_company_id_resigned_on_idx ON core.company_officer USING btree (company_id, resigned_on);


--
-- Name: company_officer_person_id_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX company_officer_person_id_idx ON core.company_officer USING btree (person_id);


--
-- Name: complaint_client_id_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX complaint_client_id_idx ON core.complaint USING btree (client_id);


--
-- Name: complaint_message_complaint_id_posted_at_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX complaint_message_complaint_id_posted_at_idx ON core.complaint_message USING btree (complaint_id, posted_at);


--
-- Name: complaint_message_posted_at_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX complaint_message_posted_at_idx ON core.complaint_message USING btree (posted_at);


--
-- Name: complaint_owner_id_partial_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX complaint_owner_id_partial_idx ON core.complaint USING btree (owner_id) WHERE (closed_at IS NULL);


--
-- Name: complaint_payment_id_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX complaint_payment_id_idx ON core.complaint USING btree (payment_id);


--
-- Name: complaint_received_at_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX complaint_received_at_idx ON core.complaint USING btree (received_at);


--
-- Name: complaint_state_id_answer_due_at_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX complaint_state_id_answer_due_at_idx ON core.complaint USING btree (state_id, answer_due_at);


--
-- Name: complaint_state_log_complaint_id_entered_at_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX complaint_state_log_complaint_id_entered_at_idx ON core.complaint_state_log USING btree (complaint_id, entered_at);


--
-- Name: complaint_state_log_entered_at_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX complaint_state_log_entered_at_idx ON core.complaint_state_log USING btree (entered_at);


--
-- Name: contact_verification_contact_id_sent_at_desc_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX contact_verification_contact_id_sent_at_desc_idx ON core.contact_verification USING btree (contact_id, sent_at DESC);


--
-- Name: correspondent_bank_bic_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX correspondent_bank_bic_idx ON core.correspondent_bank USING btree (bic);


--
-- Name: correspondent_bank_country_code_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX correspondent_bank_country_code_idx ON core.correspondent_bank USING btree (country_code);


--
-- Name: deposit_agreement_client_id_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX deposit_agreement_client_id_idx ON core.deposit_agreement USING btree (client_id);


--
-- Name: deposit_agreement_deposit_account_id_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX deposit_agreement_deposit_account_id_idx ON core.deposit_agreement USING btree (deposit_account_id);


--
-- Name: deposit_agreement_maturity_date_partial_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX deposit_agreement_maturity_date_partial_idx ON core.deposit_agreement USING btree (maturity_date) WHERE (broken_on IS NULL);


--
-- Name: deposit_agreement_signed_at_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX deposit_agreement_signed_at_idx ON core.deposit_agreement USING btree (signed_at);


--
-- Name: deposit_rate_offer_deposit_type_id_currency_code_term_months_id; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX deposit_rate_offer_deposit_type_id_currency_code_term_months_id ON core.deposit_rate_offer USING btree (deposit_type_id, currency_code, term_months);


--
-- Name: deposit_rate_offer_published_at_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX deposit_rate_offer_published_at_idx ON core.deposit_rate_offer USING btree (published_at);


--
-- Name: deposit_state_log_deposit_agreement_id_occurred_at_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX deposit_state_log_deposit_agreement_id_occurred_at_idx ON core.deposit_state_log USING btree (deposit_agreement_id, occurred_at);


--
-- Name: deposit_state_log_occurred_at_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX deposit_state_log_occurred_at_idx ON core.deposit_state_log USING btree (occurred_at);


--
-- Name: direct_debit_collection_mandate_id_due_date_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX direct_debit_collection_mandate_id_due_date_idx ON core.direct_debit_collection USING btree (mandate_id, due_date);


--
-- Name: direct_debit_collection_payment_id_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX direct_debit_collection_payment_id_idx ON core.direct_debit_collection USING btree (payment_id);


--
-- Name: direct_debit_collection_presented_at_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX direct_debit_collection_presented_at_idx ON core.direct_debit_collection USING btree (presented_at);


--
-- Name: direct_debit_creditor_own_client_id_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX direct_debit_creditor_own_client_id_idx ON core.direct_debit_creditor USING btree (own_client_id);


--
-- Name: direct_debit_mandate_account_id_partial_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX direct_debit_mandate_account_id_partial_idx ON core.direct_debit_mandate USING btree (account_id) WHERE (revoked_at IS NULL);


--
-- Name: direct_debit_mandate_client_id_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX direct_debit_mandate_client_id_idx ON core.direct_debit_mandate USING btree (client_id);


--
-- Name: direct_debit_mandate_creditor_id_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX direct_debit_mandate_creditor_id_idx ON core.direct_debit_mandate USING btree (creditor_id);


--
-- Name: direct_debit_mandate_registered_at_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX direct_debit_mandate_registered_at_idx ON core.direct_debit_mandate USING btree (registered_at);


--
-- Name: direct_debit_refund_claim_claimed_at_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX direct_debit_refund_claim_claimed_at_idx ON core.direct_debit_refund_claim USING btree (claimed_at);


--
-- Name: direct_debit_refund_claim_claimed_by_id_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX direct_debit_refund_claim_claimed_by_id_idx ON core.direct_debit_refund_claim USING btree (claimed_by_id);


--
-- Name: direct_debit_refund_claim_collection_id_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX direct_debit_refund_claim_collection_id_idx ON core.direct_debit_refund_claim USING btree (collection_id);


--
-- Name: document_file_document_id_page_no_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX document_file_document_id_page_no_idx ON core.document_file USING btree (document_id, page_no);


--
-- Name: document_file_stored_at_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX document_file_stored_at_idx ON core.document_file USING btree (stored_at);


--
-- Name: document_request_client_id_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX document_request_client_id_idx ON core.document_request USING btree (client_id);


--
-- Name: document_request_due_on_partial_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX document_request_due_on_partial_idx ON core.document_request USING btree (due_on) WHERE (fulfilled_by_document_id IS NULL);


--
-- Name: entry_account_id_booked_at_desc_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX entry_account_id_booked_at_desc_idx ON core.entry USING btree (account_id, booked_at DESC);


--
-- Name: entry_booked_at_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX entry_booked_at_idx ON core.entry USING btree (booked_at);


--
-- Name: entry_gl_account_id_value_date_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX entry_gl_account_id_value_date_idx ON core.entry USING btree (gl_account_id, value_date);


--
-- Name: entry_journal_id_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX entry_journal_id_idx ON core.entry USING btree (journal_id);


--
-- Name: entry_payment_id_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX entry_payment_id_idx ON core.entry USING btree (payment_id);


--
-- Name: entry_reversal_reversed_at_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX entry_reversal_reversed_at_idx ON core.entry_reversal USING btree (reversed_at);


--
-- Name: entry_reversal_reversing_entry_id_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX entry_reversal_reversing_entry_id_idx ON core.entry_reversal USING btree (reversing_entry_id);


--
-- Name: fee_charge_account_id_calculated_at_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX fee_charge_account_id_calculated_at_idx ON core.fee_charge USING btree (account_id, calculated_at);


--
-- Name: fee_charge_due_on_partial_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX fee_charge_due_on_partial_idx ON core.fee_charge USING btree (due_on) WHERE (charged_at IS NULL);


--
-- Name: fee_charge_payment_id_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX fee_charge_payment_id_idx ON core.fee_charge USING btree (payment_id);


--
-- Name: fee_charge_updated_at_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX fee_charge_updated_at_idx ON core.fee_charge USING btree (updated_at);


--
-- Name: fee_collection_attempt_attempted_at_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX fee_collection_attempt_attempted_at_idx ON core.fee_collection_attempt USING btree (attempted_at);


--
-- Name: fee_collection_attempt_fee_charge_id_attempt_no_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX fee_collection_attempt_fee_charge_id_attempt_no_idx ON core.fee_collection_attempt USING btree (fee_charge_id, attempt_no);


--
-- Name: fee_refund_fee_charge_id_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX fee_refund_fee_charge_id_idx ON core.fee_refund USING btree (fee_charge_id);


--
-- Name: fee_refund_requested_at_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX fee_refund_requested_at_idx ON core.fee_refund USING btree (requested_at);


--
-- Name: fee_waiver_account_id_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX fee_waiver_account_id_idx ON core.fee_waiver USING btree (account_id);


--
-- Name: fee_waiver_client_id_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX fee_waiver_client_id_idx ON core.fee_waiver USING btree (client_id);


--
-- Name: fx_deal_client_id_traded_at_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX fx_deal_client_id_traded_at_idx ON core.fx_deal USING btree (client_id, traded_at);


--
-- Name: fx_deal_quote_id_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX fx_deal_quote_id_idx ON core.fx_deal USING btree (quote_id);


--
-- Name: fx_deal_traded_at_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX fx_deal_traded_at_idx ON core.fx_deal USING btree (traded_at);


--
-- Name: fx_deal_value_date_partial_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX fx_deal_value_date_partial_idx ON core.fx_deal USING btree (value_date) WHERE (settled_at IS NULL);


--
-- Name: fx_quote_client_id_quoted_at_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX fx_quote_client_id_quoted_at_idx ON core.fx_quote USING btree (client_id, quoted_at);


--
-- Name: fx_quote_quoted_at_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX fx_quote_quoted_at_idx ON core.fx_quote USING btree (quoted_at);


--
-- Name: fx_rate_fixing_fixing_date_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX fx_rate_fixing_fixing_date_idx ON core.fx_rate_fixing USING btree (fixing_date);


--
-- Name: gl_account_class_id_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX gl_account_class_id_idx ON core.gl_account USING btree (class_id);


--
-- Name: gl_account_mapping_product_id_currency_code_effective_from_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX gl_account_mapping_product_id_currency_code_effective_from_idx ON core.gl_account_mapping USING btree (product_id, currency_code, effective_from);


--
-- Name: gl_account_parent_id_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX gl_account_parent_id_idx ON core.gl_account USING btree (parent_id);


--
-- Name: gl_daily_turnover_business_day_id_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX gl_daily_turnover_business_day_id_idx ON core.gl_daily_turnover USING btree (business_day_id);


--
-- Name: gl_daily_turnover_turnover_date_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX gl_daily_turnover_turnover_date_idx ON core.gl_daily_turnover USING btree (turnover_date);


--
-- Name: gl_journal_business_day_id_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX gl_journal_business_day_id_idx ON core.gl_journal USING btree (business_day_id);


--
-- Name: gl_journal_created_at_partial_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX gl_journal_created_at_partial_idx ON core.gl_journal USING btree (created_at) WHERE (posted_at IS NULL);


--
-- Name: gl_journal_posted_at_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX gl_journal_posted_at_idx ON core.gl_journal USING btree (posted_at);


--
-- Name: gl_journal_state_log_event_time_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX gl_journal_state_log_event_time_idx ON core.gl_journal_state_log USING btree (event_time);


--
-- Name: gl_journal_state_log_journal_id_event_time_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX gl_journal_state_log_journal_id_event_time_idx ON core.gl_journal_state_log USING btree (journal_id, event_time);


--
-- Name: gl_revaluation_gl_account_id_revalued_at_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX gl_revaluation_gl_account_id_revalued_at_idx ON core.gl_revaluation USING btree (gl_account_id, revalued_at);


--
-- Name: iban_allocation_account_id_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX iban_allocation_account_id_idx ON core.iban_allocation USING btree (account_id);


--
-- Name: iban_allocation_iban_range_id_account_number_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX iban_allocation_iban_range_id_account_number_idx ON core.iban_allocation USING btree (iban_range_id, account_number);


--
-- Name: iban_allocation_reserved_until_partial_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX iban_allocation_reserved_until_partial_idx ON core.iban_allocation USING btree (reserved_until) WHERE (slot_status = 'reserved'::core.iban_slot_status);


--
-- Name: interest_accrual_accrual_date_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX interest_accrual_accrual_date_idx ON core.interest_accrual USING btree (accrual_date);


--
-- Name: interest_accrual_capitalization_id_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX interest_accrual_capitalization_id_idx ON core.interest_accrual USING btree (capitalization_id);


--
-- Name: interest_capitalization_account_id_period_end_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX interest_capitalization_account_id_period_end_idx ON core.interest_capitalization USING btree (account_id, period_end);


--
-- Name: interest_capitalization_capitalized_at_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX interest_capitalization_capitalized_at_idx ON core.interest_capitalization USING btree (capitalized_at);


--
-- Name: interest_capitalization_deposit_agreement_id_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX interest_capitalization_deposit_agreement_id_idx ON core.interest_capitalization USING btree (deposit_agreement_id);


--
-- Name: interest_rate_term_account_id_applies_from_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX interest_rate_term_account_id_applies_from_idx ON core.interest_rate_term USING btree (account_id, applies_from);


--
-- Name: internal_job_run_business_date_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX internal_job_run_business_date_idx ON core.internal_job_run USING btree (business_date);


--
-- Name: internal_job_run_job_code_started_at_desc_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX internal_job_run_job_code_started_at_desc_idx ON core.internal_job_run USING btree (job_code, started_at DESC);


--
-- Name: internal_job_run_started_at_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX internal_job_run_started_at_idx ON core.internal_job_run USING btree (started_at);


--
-- Name: kyc_verification_client_id_started_at_desc_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX kyc_verification_client_id_started_at_desc_idx ON core.kyc_verification USING btree (client_id, started_at DESC);


--
-- Name: kyc_verification_status_id_started_at_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX kyc_verification_status_id_started_at_idx ON core.kyc_verification USING btree (status_id, started_at);


--
-- Name: kyc_verification_status_log_kyc_verification_id_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX kyc_verification_status_log_kyc_verification_id_idx ON core.kyc_verification_status_log USING btree (kyc_verification_id);


--
-- Name: kyc_verification_status_log_set_at_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX kyc_verification_status_log_set_at_idx ON core.kyc_verification_status_log USING btree (set_at);


--
-- Name: kyc_verification_updated_at_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX kyc_verification_updated_at_idx ON core.kyc_verification USING btree (updated_at);


--
-- Name: kyc_verification_valid_until_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX kyc_verification_valid_until_idx ON core.kyc_verification USING btree (valid_until);


--
-- Name: ledger_reconciliation_break_assigned_to_id_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX ledger_reconciliation_break_assigned_to_id_idx ON core.ledger_reconciliation_break USING btree (assigned_to_id);


--
-- Name: ledger_reconciliation_break_detected_at_partial_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX ledger_reconciliation_break_detected_at_partial_idx ON core.ledger_reconciliation_break USING btree (detected_at) WHERE (resolved_at IS NULL);


--
-- Name: ledger_reconciliation_break_reconciliation_id_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX ledger_reconciliation_break_reconciliation_id_idx ON core.ledger_reconciliation_break USING btree (reconciliation_id);


--
-- Name: ledger_reconciliation_gl_account_id_started_at_desc_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX ledger_reconciliation_gl_account_id_started_at_desc_idx ON core.ledger_reconciliation USING btree (gl_account_id, started_at DESC);


--
-- Name: ledger_reconciliation_started_at_partial_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX ledger_reconciliation_started_at_partial_idx ON core.ledger_reconciliation USING btree (started_at) WHERE (signed_off_at IS NULL);


--
-- Name: limit_override_account_id_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX limit_override_account_id_idx ON core.limit_override USING btree (account_id);


--
-- Name: limit_override_client_id_limit_rule_id_partial_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX limit_override_client_id_limit_rule_id_partial_idx ON core.limit_override USING btree (client_id, limit_rule_id) WHERE (cancelled_at IS NULL);


--
-- Name: limit_rule_limit_type_id_scope_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX limit_rule_limit_type_id_scope_idx ON core.limit_rule USING btree (limit_type_id, scope);


--
-- Name: limit_rule_product_id_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX limit_rule_product_id_idx ON core.limit_rule USING btree (product_id);


--
-- Name: limit_usage_limit_rule_id_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX limit_usage_limit_rule_id_idx ON core.limit_usage USING btree (limit_rule_id);


--
-- Name: limit_usage_usage_date_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX limit_usage_usage_date_idx ON core.limit_usage USING btree (usage_date);


--
-- Name: loan_agreement_client_id_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX loan_agreement_client_id_idx ON core.loan_agreement USING btree (client_id);


--
-- Name: loan_agreement_disbursed_at_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX loan_agreement_disbursed_at_idx ON core.loan_agreement USING btree (disbursed_at);


--
-- Name: loan_agreement_loan_account_id_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX loan_agreement_loan_account_id_idx ON core.loan_agreement USING btree (loan_account_id);


--
-- Name: loan_agreement_maturity_date_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX loan_agreement_maturity_date_idx ON core.loan_agreement USING btree (maturity_date);


--
-- Name: loan_agreement_overdue_bucket_id_partial_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX loan_agreement_overdue_bucket_id_partial_idx ON core.loan_agreement USING btree (overdue_bucket_id) WHERE (closed_at IS NULL);


--
-- Name: loan_agreement_signed_at_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX loan_agreement_signed_at_idx ON core.loan_agreement USING btree (signed_at);


--
-- Name: loan_agreement_state_id_updated_at_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX loan_agreement_state_id_updated_at_idx ON core.loan_agreement USING btree (state_id, updated_at);


--
-- Name: loan_agreement_state_log_loan_agreement_id_logged_at_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX loan_agreement_state_log_loan_agreement_id_logged_at_idx ON core.loan_agreement_state_log USING btree (loan_agreement_id, logged_at);


--
-- Name: loan_agreement_state_log_logged_at_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX loan_agreement_state_log_logged_at_idx ON core.loan_agreement_state_log USING btree (logged_at);


--
-- Name: loan_application_client_id_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX loan_application_client_id_idx ON core.loan_application USING btree (client_id);


--
-- Name: loan_application_decision_decided_at_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX loan_application_decision_decided_at_idx ON core.loan_application_decision USING btree (decided_at);


--
-- Name: loan_application_decision_loan_application_id_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX loan_application_decision_loan_application_id_idx ON core.loan_application_decision USING btree (loan_application_id);


--
-- Name: loan_application_partner_id_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX loan_application_partner_id_idx ON core.loan_application USING btree (partner_id);


--
-- Name: loan_application_party_client_id_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX loan_application_party_client_id_idx ON core.loan_application_party USING btree (client_id);


--
-- Name: loan_application_submitted_at_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX loan_application_submitted_at_idx ON core.loan_application USING btree (submitted_at);


--
-- Name: loan_application_updated_at_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX loan_application_updated_at_idx ON core.loan_application USING btree (updated_at);


--
-- Name: loan_collateral_pledge_collateral_item_id_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX loan_collateral_pledge_collateral_item_id_idx ON core.loan_collateral_pledge USING btree (collateral_item_id);


--
-- Name: loan_dunning_action_loan_agreement_id_performed_at_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX loan_dunning_action_loan_agreement_id_performed_at_idx ON core.loan_dunning_action USING btree (loan_agreement_id, performed_at);


--
-- Name: loan_dunning_action_performed_at_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX loan_dunning_action_performed_at_idx ON core.loan_dunning_action USING btree (performed_at);


--
-- Name: loan_dunning_action_promise_to_pay_on_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX loan_dunning_action_promise_to_pay_on_idx ON core.loan_dunning_action USING btree (promise_to_pay_on);


--
-- Name: loan_rate_revision_created_at_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX loan_rate_revision_created_at_idx ON core.loan_rate_revision USING btree (created_at);


--
-- Name: loan_repayment_allocation_loan_agreement_id_instalment_no_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX loan_repayment_allocation_loan_agreement_id_instalment_no_idx ON core.loan_repayment_allocation USING btree (loan_agreement_id, instalment_no);


--
-- Name: loan_repayment_loan_agreement_id_received_at_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX loan_repayment_loan_agreement_id_received_at_idx ON core.loan_repayment USING btree (loan_agreement_id, received_at);


--
-- Name: loan_repayment_payment_id_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX loan_repayment_payment_id_idx ON core.loan_repayment USING btree (payment_id);


--
-- Name: loan_repayment_received_at_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX loan_repayment_received_at_idx ON core.loan_repayment USING btree (received_at);


--
-- Name: loan_schedule_item_due_date_partial_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX loan_schedule_item_due_date_partial_idx ON core.loan_schedule_item USING btree (due_date) WHERE (paid_on IS NULL);


--
-- Name: login_attempt_attempted_at_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX login_attempt_attempted_at_idx ON core.login_attempt USING btree (attempted_at);


--
-- Name: login_attempt_ip_address_attempted_at_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX login_attempt_ip_address_attempted_at_idx ON core.login_attempt USING btree (ip_address, attempted_at);


--
-- Name: mandate_amendment_mandate_id_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX mandate_amendment_mandate_id_idx ON core.mandate_amendment USING btree (mandate_id);


--
-- Name: mandate_amendment_recorded_at_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX mandate_amendment_recorded_at_idx ON core.mandate_amendment USING btree (recorded_at);


--
-- Name: message_delivery_log_message_id_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX message_delivery_log_message_id_idx ON core.message_delivery_log USING btree (message_id);


--
-- Name: message_delivery_log_reported_at_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX message_delivery_log_reported_at_idx ON core.message_delivery_log USING btree (reported_at);


--
-- Name: message_outbox_client_id_queued_at_desc_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX message_outbox_client_id_queued_at_desc_idx ON core.message_outbox USING btree (client_id, queued_at DESC);


--
-- Name: message_outbox_queued_at_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX message_outbox_queued_at_idx ON core.message_outbox USING btree (queued_at);


--
-- Name: message_outbox_send_after_partial_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX message_outbox_send_after_partial_idx ON core.message_outbox USING btree (send_after) WHERE (sent_at IS NULL);


--
-- Name: nostro_account_correspondent_bank_id_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX nostro_account_correspondent_bank_id_idx ON core.nostro_account USING btree (correspondent_bank_id);


--
-- Name: nostro_account_gl_account_id_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX nostro_account_gl_account_id_idx ON core.nostro_account USING btree (gl_account_id);


--
-- Name: nostro_break_found_at_partial_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX nostro_break_found_at_partial_idx ON core.nostro_break USING btree (found_at) WHERE (resolved_at IS NULL);


--
-- Name: nostro_break_nostro_account_id_found_at_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX nostro_break_nostro_account_id_found_at_idx ON core.nostro_break USING btree (nostro_account_id, found_at);


--
-- Name: nostro_break_statement_line_id_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX nostro_break_statement_line_id_idx ON core.nostro_break USING btree (statement_line_id);


--
-- Name: nostro_statement_line_loaded_at_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX nostro_statement_line_loaded_at_idx ON core.nostro_statement_line USING btree (loaded_at);


--
-- Name: nostro_statement_line_matched_entry_id_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX nostro_statement_line_matched_entry_id_idx ON core.nostro_statement_line USING btree (matched_entry_id);


--
-- Name: nostro_statement_line_nostro_account_id_partial_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX nostro_statement_line_nostro_account_id_partial_idx ON core.nostro_statement_line USING btree (nostro_account_id) WHERE (matched_at IS NULL);


--
-- Name: nostro_statement_line_nostro_account_id_value_date_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX nostro_statement_line_nostro_account_id_value_date_idx ON core.nostro_statement_line USING btree (nostro_account_id, value_date);


--
-- Name: onboarding_application_assigned_operator_id_partial_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX onboarding_application_assigned_operator_id_partial_idx ON core.onboarding_application USING btree (assigned_operator_id) WHERE (decided_at IS NULL);


--
-- Name: onboarding_application_client_profile_id_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX onboarding_application_client_profile_id_idx ON core.onboarding_application USING btree (client_profile_id);


--
-- Name: onboarding_application_started_at_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX onboarding_application_started_at_idx ON core.onboarding_application USING btree (started_at);


--
-- Name: onboarding_application_state_log_application_id_logged_at_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX onboarding_application_state_log_application_id_logged_at_idx ON core.onboarding_application_state_log USING btree (application_id, logged_at);


--
-- Name: onboarding_application_state_log_logged_at_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX onboarding_application_state_log_logged_at_idx ON core.onboarding_application_state_log USING btree (logged_at);


--
-- Name: onboarding_application_state_started_at_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX onboarding_application_state_started_at_idx ON core.onboarding_application USING btree (state, started_at);


--
-- Name: onboarding_step_entered_at_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX onboarding_step_entered_at_idx ON core.onboarding_step USING btree (entered_at);


--
-- Name: operator_absence_operator_id_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX operator_absence_operator_id_idx ON core.operator_absence USING btree (operator_id);


--
-- Name: operator_branch_id_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX operator_branch_id_idx ON core.operator USING btree (branch_id);


--
-- Name: operator_supervisor_id_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX operator_supervisor_id_idx ON core.operator USING btree (supervisor_id);


--
-- Name: partner_callback_log_next_attempt_at_partial_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX partner_callback_log_next_attempt_at_partial_idx ON core.partner_callback_log USING btree (next_attempt_at) WHERE (next_attempt_at IS NOT NULL);


--
-- Name: partner_callback_log_partner_id_sent_at_desc_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX partner_callback_log_partner_id_sent_at_desc_idx ON core.partner_callback_log USING btree (partner_id, sent_at DESC);


--
-- Name: partner_callback_log_sent_at_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX partner_callback_log_sent_at_idx ON core.partner_callback_log USING btree (sent_at);


--
-- Name: partner_client_profile_id_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX partner_client_profile_id_idx ON core.partner USING btree (client_profile_id);


--
-- Name: partner_commission_rule_partner_id_valid_from_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX partner_commission_rule_partner_id_valid_from_idx ON core.partner_commission_rule USING btree (partner_id, valid_from);


--
-- Name: partner_contract_expires_on_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX partner_contract_expires_on_idx ON core.partner USING btree (contract_expires_on);


--
-- Name: partner_partner_type_id_partial_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX partner_partner_type_id_partial_idx ON core.partner USING btree (partner_type_id) WHERE is_active;


--
-- Name: payee_name_check_beneficiary_id_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX payee_name_check_beneficiary_id_idx ON core.payee_name_check USING btree (beneficiary_id);


--
-- Name: payee_name_check_requested_at_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX payee_name_check_requested_at_idx ON core.payee_name_check USING btree (requested_at);


--
-- Name: payee_name_check_requested_by_id_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX payee_name_check_requested_by_id_idx ON core.payee_name_check USING btree (requested_by_id);


--
-- Name: payment_account_id_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX payment_account_id_idx ON core.payment USING btree (account_id);


--
-- Name: payment_batch_client_id_submitted_at_desc_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX payment_batch_client_id_submitted_at_desc_idx ON core.payment_batch USING btree (client_id, submitted_at DESC);


--
-- Name: payment_batch_debit_account_id_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX payment_batch_debit_account_id_idx ON core.payment_batch USING btree (debit_account_id);


--
-- Name: payment_batch_id_partial_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX payment_batch_id_partial_idx ON core.payment USING btree (batch_id) WHERE (batch_id IS NOT NULL);


--
-- Name: payment_batch_line_error_batch_id_line_no_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX payment_batch_line_error_batch_id_line_no_idx ON core.payment_batch_line_error USING btree (batch_id, line_no);


--
-- Name: payment_batch_submitted_at_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX payment_batch_submitted_at_idx ON core.payment_batch USING btree (submitted_at);


--
-- Name: payment_beneficiary_id_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX payment_beneficiary_id_idx ON core.payment USING btree (beneficiary_id);


--
-- Name: payment_client_id_created_at_desc_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX payment_client_id_created_at_desc_idx ON core.payment USING btree (client_id, created_at DESC);


--
-- Name: payment_counterparty_iban_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX payment_counterparty_iban_idx ON core.payment USING btree (counterparty_iban);


--
-- Name: payment_created_at_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX payment_created_at_idx ON core.payment USING btree (created_at);


--
-- Name: payment_hold_account_id_partial_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX payment_hold_account_id_partial_idx ON core.payment_hold USING btree (account_id) WHERE (released_at IS NULL);


--
-- Name: payment_hold_payment_id_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX payment_hold_payment_id_idx ON core.payment_hold USING btree (payment_id);


--
-- Name: payment_hold_placed_at_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX payment_hold_placed_at_idx ON core.payment_hold USING btree (placed_at);


--
-- Name: payment_investigation_answer_due_on_partial_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX payment_investigation_answer_due_on_partial_idx ON core.payment_investigation USING btree (answer_due_on) WHERE (closed_at IS NULL);


--
-- Name: payment_investigation_assigned_operator_id_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX payment_investigation_assigned_operator_id_idx ON core.payment_investigation USING btree (assigned_operator_id);


--
-- Name: payment_investigation_message_investigation_id_sent_at_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX payment_investigation_message_investigation_id_sent_at_idx ON core.payment_investigation_message USING btree (investigation_id, sent_at);


--
-- Name: payment_investigation_message_swift_message_id_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX payment_investigation_message_swift_message_id_idx ON core.payment_investigation_message USING btree (swift_message_id);


--
-- Name: payment_investigation_opened_at_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX payment_investigation_opened_at_idx ON core.payment_investigation USING btree (opened_at);


--
-- Name: payment_investigation_payment_id_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX payment_investigation_payment_id_idx ON core.payment_investigation USING btree (payment_id);


--
-- Name: payment_rail_cutoff_rail_id_currency_code_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX payment_rail_cutoff_rail_id_currency_code_idx ON core.payment_rail_cutoff USING btree (rail_id, currency_code);


--
-- Name: payment_rejection_payment_id_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX payment_rejection_payment_id_idx ON core.payment_rejection USING btree (payment_id);


--
-- Name: payment_rejection_reject_reason_id_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX payment_rejection_reject_reason_id_idx ON core.payment_rejection USING btree (reject_reason_id);


--
-- Name: payment_rejection_rejected_at_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX payment_rejection_rejected_at_idx ON core.payment_rejection USING btree (rejected_at);


--
-- Name: payment_return_booked_at_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX payment_return_booked_at_idx ON core.payment_return USING btree (booked_at);


--
-- Name: payment_return_original_payment_id_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX payment_return_original_payment_id_idx ON core.payment_return USING btree (original_payment_id);


--
-- Name: payment_return_received_at_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX payment_return_received_at_idx ON core.payment_return USING btree (received_at);


--
-- Name: payment_routing_rule_currency_code_rank_partial_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX payment_routing_rule_currency_code_rank_partial_idx ON core.payment_routing_rule USING btree (currency_code, rank) WHERE is_enabled;


--
-- Name: payment_screening_hit_analyst_id_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX payment_screening_hit_analyst_id_idx ON core.payment_screening_hit USING btree (analyst_id);


--
-- Name: payment_screening_hit_payment_id_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX payment_screening_hit_payment_id_idx ON core.payment_screening_hit USING btree (payment_id);


--
-- Name: payment_screening_hit_raised_at_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX payment_screening_hit_raised_at_idx ON core.payment_screening_hit USING btree (raised_at);


--
-- Name: payment_screening_hit_verdict_raised_at_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX payment_screening_hit_verdict_raised_at_idx ON core.payment_screening_hit USING btree (verdict, raised_at);


--
-- Name: payment_state_id_created_at_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX payment_state_id_created_at_idx ON core.payment USING btree (state_id, created_at);


--
-- Name: payment_state_log_changed_at_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX payment_state_log_changed_at_idx ON core.payment_state_log USING btree (changed_at);


--
-- Name: payment_state_log_payment_id_changed_at_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX payment_state_log_payment_id_changed_at_idx ON core.payment_state_log USING btree (payment_id, changed_at);


--
-- Name: payment_state_log_to_state_id_changed_at_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX payment_state_log_to_state_id_changed_at_idx ON core.payment_state_log USING btree (to_state_id, changed_at);


--
-- Name: payment_template_beneficiary_id_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX payment_template_beneficiary_id_idx ON core.payment_template USING btree (beneficiary_id);


--
-- Name: payment_template_client_id_sort_position_partial_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX payment_template_client_id_sort_position_partial_idx ON core.payment_template USING btree (client_id, sort_position) WHERE (deleted_at IS NULL);


--
-- Name: payment_updated_at_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX payment_updated_at_idx ON core.payment USING btree (updated_at);


--
-- Name: pep_declaration_person_id_declared_at_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX pep_declaration_person_id_declared_at_idx ON core.pep_declaration USING btree (person_id, declared_at);


--
-- Name: posting_rule_leg_posting_rule_code_leg_no_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX posting_rule_leg_posting_rule_code_leg_no_idx ON core.posting_rule_leg USING btree (posting_rule_code, leg_no);


--
-- Name: product_version_in_force_from_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX product_version_in_force_from_idx ON core.product_version USING btree (in_force_from);


--
-- Name: product_version_product_id_version_no_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX product_version_product_id_version_no_idx ON core.product_version USING btree (product_id, version_no);


--
-- Name: questionnaire_question_questionnaire_id_position_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX questionnaire_question_questionnaire_id_position_idx ON core.questionnaire_question USING btree (questionnaire_id, "position");


--
-- Name: questionnaire_submission_application_id_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX questionnaire_submission_application_id_idx ON core.questionnaire_submission USING btree (application_id);


--
-- Name: questionnaire_submission_client_id_submitted_at_desc_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX questionnaire_submission_client_id_submitted_at_desc_idx ON core.questionnaire_submission USING btree (client_id, submitted_at DESC);


--
-- Name: questionnaire_submission_submitted_at_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX questionnaire_submission_submitted_at_idx ON core.questionnaire_submission USING btree (submitted_at);


--
-- Name: regulatory_report_cell_report_id_row_code_col_code_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX regulatory_report_cell_report_id_row_code_col_code_idx ON core.regulatory_report_cell USING btree (report_id, row_code, col_code);


--
-- Name: regulatory_report_due_at_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX regulatory_report_due_at_idx ON core.regulatory_report USING btree (due_at);


--
-- Name: regulatory_report_reference_date_template_code_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX regulatory_report_reference_date_template_code_idx ON core.regulatory_report USING btree (reference_date, template_code);


--
-- Name: regulatory_submission_log_exchanged_at_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX regulatory_submission_log_exchanged_at_idx ON core.regulatory_submission_log USING btree (exchanged_at);


--
-- Name: regulatory_submission_log_regulatory_report_id_exchanged_at_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX regulatory_submission_log_regulatory_report_id_exchanged_at_idx ON core.regulatory_submission_log USING btree (regulatory_report_id, exchanged_at);


--
-- Name: risk_assessment_client_id_assessed_at_desc_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX risk_assessment_client_id_assessed_at_desc_idx ON core.risk_assessment USING btree (client_id, assessed_at DESC);


--
-- Name: risk_assessment_next_assessment_on_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX risk_assessment_next_assessment_on_idx ON core.risk_assessment USING btree (next_assessment_on);


--
-- Name: screening_hit_detected_at_partial_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX screening_hit_detected_at_partial_idx ON core.screening_hit USING btree (detected_at) WHERE (decided_at IS NULL);


--
-- Name: screening_hit_screening_request_id_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX screening_hit_screening_request_id_idx ON core.screening_hit USING btree (screening_request_id);


--
-- Name: screening_request_client_id_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX screening_request_client_id_idx ON core.screening_request USING btree (client_id);


--
-- Name: screening_request_requested_at_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX screening_request_requested_at_idx ON core.screening_request USING btree (requested_at);


--
-- Name: screening_request_state_requested_at_partial_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX screening_request_state_requested_at_partial_idx ON core.screening_request USING btree (state, requested_at) WHERE (answered_at IS NULL);


--
-- Name: settlement_cycle_business_date_rail_id_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX settlement_cycle_business_date_rail_id_idx ON core.settlement_cycle USING btree (business_date, rail_id);


--
-- Name: settlement_cycle_closed_at_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX settlement_cycle_closed_at_idx ON core.settlement_cycle USING btree (closed_at);


--
-- Name: settlement_cycle_payment_included_at_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX settlement_cycle_payment_included_at_idx ON core.settlement_cycle_payment USING btree (included_at);


--
-- Name: settlement_cycle_payment_payment_id_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX settlement_cycle_payment_payment_id_idx ON core.settlement_cycle_payment USING btree (payment_id);


--
-- Name: standing_order_account_id_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX standing_order_account_id_idx ON core.standing_order USING btree (account_id);


--
-- Name: standing_order_client_id_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX standing_order_client_id_idx ON core.standing_order USING btree (client_id);


--
-- Name: standing_order_created_at_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX standing_order_created_at_idx ON core.standing_order USING btree (created_at);


--
-- Name: standing_order_execution_attempted_at_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX standing_order_execution_attempted_at_idx ON core.standing_order_execution USING btree (attempted_at);


--
-- Name: standing_order_execution_payment_id_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX standing_order_execution_payment_id_idx ON core.standing_order_execution USING btree (payment_id);


--
-- Name: standing_order_execution_standing_order_id_due_date_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX standing_order_execution_standing_order_id_due_date_idx ON core.standing_order_execution USING btree (standing_order_id, due_date);


--
-- Name: standing_order_next_run_on_partial_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX standing_order_next_run_on_partial_idx ON core.standing_order USING btree (next_run_on) WHERE (cancelled_at IS NULL);


--
-- Name: statement_account_id_period_to_desc_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX statement_account_id_period_to_desc_idx ON core.statement USING btree (account_id, period_to DESC);


--
-- Name: statement_delivery_sent_at_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX statement_delivery_sent_at_idx ON core.statement_delivery USING btree (sent_at);


--
-- Name: statement_delivery_statement_id_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX statement_delivery_statement_id_idx ON core.statement_delivery USING btree (statement_id);


--
-- Name: statement_line_entry_id_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX statement_line_entry_id_idx ON core.statement_line USING btree (entry_id);


--
-- Name: statement_requested_at_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX statement_requested_at_idx ON core.statement USING btree (requested_at);


--
-- Name: statement_requested_at_partial_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX statement_requested_at_partial_idx ON core.statement USING btree (requested_at) WHERE (generated_at IS NULL);


--
-- Name: statement_subscription_account_id_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX statement_subscription_account_id_idx ON core.statement_subscription USING btree (account_id);


--
-- Name: statement_subscription_next_run_on_partial_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX statement_subscription_next_run_on_partial_idx ON core.statement_subscription USING btree (next_run_on) WHERE (stopped_at IS NULL);


--
-- Name: suspense_item_entry_id_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX suspense_item_entry_id_idx ON core.suspense_item USING btree (entry_id);


--
-- Name: suspense_item_parked_at_partial_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX suspense_item_parked_at_partial_idx ON core.suspense_item USING btree (parked_at) WHERE (cleared_at IS NULL);


--
-- Name: swift_delivery_log_received_at_desc_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX swift_delivery_log_received_at_desc_idx ON core.swift_delivery_log USING btree (received_at DESC);


--
-- Name: swift_delivery_log_swift_message_id_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX swift_delivery_log_swift_message_id_idx ON core.swift_delivery_log USING btree (swift_message_id);


--
-- Name: swift_message_created_at_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX swift_message_created_at_idx ON core.swift_message USING btree (created_at);


--
-- Name: swift_message_payment_id_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX swift_message_payment_id_idx ON core.swift_message USING btree (payment_id);


--
-- Name: swift_message_processed_at_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX swift_message_processed_at_idx ON core.swift_message USING btree (processed_at);


--
-- Name: swift_message_sender_bic_sender_reference_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX swift_message_sender_bic_sender_reference_idx ON core.swift_message USING btree (sender_bic, sender_reference);


--
-- Name: swift_message_uetr_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX swift_message_uetr_idx ON core.swift_message USING btree (uetr);


--
-- Name: tariff_assignment_account_id_started_on_desc_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX tariff_assignment_account_id_started_on_desc_idx ON core.tariff_assignment USING btree (account_id, started_on DESC);


--
-- Name: tariff_assignment_log_assignment_id_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX tariff_assignment_log_assignment_id_idx ON core.tariff_assignment_log USING btree (assignment_id);


--
-- Name: tariff_assignment_log_switched_at_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX tariff_assignment_log_switched_at_idx ON core.tariff_assignment_log USING btree (switched_at);


--
-- Name: tariff_assignment_tariff_plan_id_partial_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX tariff_assignment_tariff_plan_id_partial_idx ON core.tariff_assignment USING btree (tariff_plan_id) WHERE (ended_on IS NULL);


--
-- Name: tariff_plan_product_product_id_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX tariff_plan_product_product_id_idx ON core.tariff_plan_product USING btree (product_id);


--
-- Name: tariff_rate_tariff_plan_id_fee_type_id_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX tariff_rate_tariff_plan_id_fee_type_id_idx ON core.tariff_rate USING btree (tariff_plan_id, fee_type_id);


--
-- Name: tax_report_account_account_id_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX tax_report_account_account_id_idx ON core.tax_report_account USING btree (account_id);


--
-- Name: tax_report_account_reported_client_id_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX tax_report_account_reported_client_id_idx ON core.tax_report_account USING btree (reported_client_id);


--
-- Name: tax_residency_client_id_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX tax_residency_client_id_idx ON core.tax_residency USING btree (client_id);


--
-- Name: tax_residency_country_code_partial_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX tax_residency_country_code_partial_idx ON core.tax_residency USING btree (country_code) WHERE (valid_to IS NULL);


--
-- Name: tax_withholding_client_id_withheld_at_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX tax_withholding_client_id_withheld_at_idx ON core.tax_withholding USING btree (client_id, withheld_at);


--
-- Name: tax_withholding_remitted_on_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX tax_withholding_remitted_on_idx ON core.tax_withholding USING btree (remitted_on);


--
-- Name: tax_withholding_withheld_at_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX tax_withholding_withheld_at_idx ON core.tax_withholding USING btree (withheld_at);


--
-- Name: user_device_app_user_id_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX user_device_app_user_id_idx ON core.user_device USING btree (app_user_id);


--
-- Name: user_device_last_used_at_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX user_device_last_used_at_idx ON core.user_device USING btree (last_used_at);


--
-- Name: video_ident_session_application_id_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX video_ident_session_application_id_idx ON core.video_ident_session USING btree (application_id);


--
-- Name: video_ident_session_queued_at_idx; Type: INDEX; Schema: core; Owner: -
--

CREATE INDEX video_ident_session_queued_at_idx ON core.video_ident_session USING btree (queued_at);


--
-- Name: access_token_api_client_id_issued_at_desc_idx; Type: INDEX; Schema: eapi; Owner: -
--

CREATE INDEX access_token_api_client_id_issued_at_desc_idx ON eapi.access_token USING btree (api_client_id, issued_at DESC);


--
-- Name: access_token_expires_at_partial_idx; Type: INDEX; Schema: eapi; Owner: -
--

CREATE INDEX access_token_expires_at_partial_idx ON eapi.access_token USING btree (expires_at) WHERE (revoked_at IS NULL);


--
-- Name: access_token_token_hash_idx; Type: INDEX; Schema: eapi; Owner: -
--

CREATE INDEX access_token_token_hash_idx ON eapi.access_token USING btree (token_hash);


--
-- Name: api_client_certificate_valid_until_partial_idx; Type: INDEX; Schema: eapi; Owner: -
--

CREATE INDEX api_client_certificate_valid_until_partial_idx ON eapi.api_client USING btree (certificate_valid_until) WHERE (suspended_at IS NULL);


--
-- Name: api_client_partner_id_idx; Type: INDEX; Schema: eapi; Owner: -
--

CREATE INDEX api_client_partner_id_idx ON eapi.api_client USING btree (partner_id);


--
-- Name: psd_consent_client_profile_id_status_idx; Type: INDEX; Schema: eapi; Owner: -
--

CREATE INDEX psd_consent_client_profile_id_status_idx ON eapi.psd_consent USING btree (client_profile_id, status);


--
-- Name: psd_consent_granted_at_idx; Type: INDEX; Schema: eapi; Owner: -
--

CREATE INDEX psd_consent_granted_at_idx ON eapi.psd_consent USING btree (granted_at);


--
-- Name: psd_consent_valid_until_partial_idx; Type: INDEX; Schema: eapi; Owner: -
--

CREATE INDEX psd_consent_valid_until_partial_idx ON eapi.psd_consent USING btree (valid_until) WHERE (revoked_at IS NULL);


--
-- Name: circuit_breaker_log_switched_at_idx; Type: INDEX; Schema: integration; Owner: -
--

CREATE INDEX circuit_breaker_log_switched_at_idx ON integration.circuit_breaker_log USING btree (switched_at);


--
-- Name: client_id_mapping_external_system_id_external_key_idx; Type: INDEX; Schema: integration; Owner: -
--

CREATE INDEX client_id_mapping_external_system_id_external_key_idx ON integration.client_id_mapping USING btree (external_system_id, external_key);


--
-- Name: dead_letter_buried_at_partial_idx; Type: INDEX; Schema: integration; Owner: -
--

CREATE INDEX dead_letter_buried_at_partial_idx ON integration.dead_letter USING btree (buried_at) WHERE ((requeued_at IS NULL) AND (NOT discarded));


--
-- Name: inbox_message_external_system_id_external_message_id_idx; Type: INDEX; Schema: integration; Owner: -
--

CREATE INDEX inbox_message_external_system_id_external_message_id_idx ON integration.inbox_message USING btree (external_system_id, external_message_id);


--
-- Name: inbox_message_payment_id_idx; Type: INDEX; Schema: integration; Owner: -
--

CREATE INDEX inbox_message_payment_id_idx ON integration.inbox_message USING btree (payment_id);


--
-- Name: inbox_message_received_at_idx; Type: INDEX; Schema: integration; Owner: -
--

CREATE INDEX inbox_message_received_at_idx ON integration.inbox_message USING btree (received_at);


--
-- Name: outbox_attempt_outbox_message_id_idx; Type: INDEX; Schema: integration; Owner: -
--

CREATE INDEX outbox_attempt_outbox_message_id_idx ON integration.outbox_attempt USING btree (outbox_message_id);


--
-- Name: outbox_attempt_started_at_idx; Type: INDEX; Schema: integration; Owner: -
--

CREATE INDEX outbox_attempt_started_at_idx ON integration.outbox_attempt USING btree (started_at);


--
-- Name: outbox_message_aggregate_type_aggregate_id_idx; Type: INDEX; Schema: integration; Owner: -
--

CREATE INDEX outbox_message_aggregate_type_aggregate_id_idx ON integration.outbox_message USING btree (aggregate_type, aggregate_id);


--
-- Name: outbox_message_client_id_idx; Type: INDEX; Schema: integration; Owner: -
--

CREATE INDEX outbox_message_client_id_idx ON integration.outbox_message USING btree (client_id);


--
-- Name: outbox_message_created_at_partial_idx; Type: INDEX; Schema: integration; Owner: -
--

CREATE INDEX outbox_message_created_at_partial_idx ON integration.outbox_message USING btree (created_at) WHERE (published_at IS NULL);


--
-- Name: sync_job_next_run_at_partial_idx; Type: INDEX; Schema: integration; Owner: -
--

CREATE INDEX sync_job_next_run_at_partial_idx ON integration.sync_job USING btree (next_run_at) WHERE is_active;


--
-- Name: sync_job_run_started_at_partial_idx; Type: INDEX; Schema: integration; Owner: -
--

CREATE INDEX sync_job_run_started_at_partial_idx ON integration.sync_job_run USING btree (started_at) WHERE (finished_at IS NULL);


--
-- Name: sync_job_run_sync_job_id_started_at_desc_idx; Type: INDEX; Schema: integration; Owner: -
--

CREATE INDEX sync_job_run_sync_job_id_started_at_desc_idx ON integration.sync_job_run USING btree (sync_job_id, started_at DESC);


--
-- Name: system_endpoint_certificate_expires_on_idx; Type: INDEX; Schema: integration; Owner: -
--

CREATE INDEX system_endpoint_certificate_expires_on_idx ON integration.system_endpoint USING btree (certificate_expires_on);


--
-- Name: system_endpoint_external_system_id_idx; Type: INDEX; Schema: integration; Owner: -
--

CREATE INDEX system_endpoint_external_system_id_idx ON integration.system_endpoint USING btree (external_system_id);


--
-- Name: webhook_delivery_retry_after_partial_idx; Type: INDEX; Schema: integration; Owner: -
--

CREATE INDEX webhook_delivery_retry_after_partial_idx ON integration.webhook_delivery USING btree (retry_after) WHERE (NOT delivered);


--
-- Name: webhook_delivery_subscription_id_called_at_desc_idx; Type: INDEX; Schema: integration; Owner: -
--

CREATE INDEX webhook_delivery_subscription_id_called_at_desc_idx ON integration.webhook_delivery USING btree (subscription_id, called_at DESC);


--
-- Name: webhook_subscription_partner_id_idx; Type: INDEX; Schema: integration; Owner: -
--

CREATE INDEX webhook_subscription_partner_id_idx ON integration.webhook_subscription USING btree (partner_id);


--
-- Name: cb_statement_line_booked_on_partial_idx; Type: INDEX; Schema: scb; Owner: -
--

CREATE INDEX cb_statement_line_booked_on_partial_idx ON scb.cb_statement_line USING btree (booked_on) WHERE (matched_at IS NULL);


--
-- Name: cb_statement_line_instruction_id_idx; Type: INDEX; Schema: scb; Owner: -
--

CREATE INDEX cb_statement_line_instruction_id_idx ON scb.cb_statement_line USING btree (instruction_id);


--
-- Name: cb_statement_received_at_idx; Type: INDEX; Schema: scb; Owner: -
--

CREATE INDEX cb_statement_received_at_idx ON scb.cb_statement USING btree (received_at);


--
-- Name: cb_statement_statement_date_partial_idx; Type: INDEX; Schema: scb; Owner: -
--

CREATE INDEX cb_statement_statement_date_partial_idx ON scb.cb_statement USING btree (statement_date) WHERE (NOT is_reconciled);


--
-- Name: clearing_file_created_at_idx; Type: INDEX; Schema: scb; Owner: -
--

CREATE INDEX clearing_file_created_at_idx ON scb.clearing_file USING btree (created_at);


--
-- Name: clearing_file_error_clearing_file_id_partial_idx; Type: INDEX; Schema: scb; Owner: -
--

CREATE INDEX clearing_file_error_clearing_file_id_partial_idx ON scb.clearing_file_error USING btree (clearing_file_id) WHERE (resolved_at IS NULL);


--
-- Name: clearing_file_error_found_at_idx; Type: INDEX; Schema: scb; Owner: -
--

CREATE INDEX clearing_file_error_found_at_idx ON scb.clearing_file_error USING btree (found_at);


--
-- Name: clearing_file_event_clearing_file_id_event_time_idx; Type: INDEX; Schema: scb; Owner: -
--

CREATE INDEX clearing_file_event_clearing_file_id_event_time_idx ON scb.clearing_file_event USING btree (clearing_file_id, event_time);


--
-- Name: clearing_file_event_event_time_desc_idx; Type: INDEX; Schema: scb; Owner: -
--

CREATE INDEX clearing_file_event_event_time_desc_idx ON scb.clearing_file_event USING btree (event_time DESC);


--
-- Name: clearing_file_flow_acknowledged_at_partial_idx; Type: INDEX; Schema: scb; Owner: -
--

CREATE INDEX clearing_file_flow_acknowledged_at_partial_idx ON scb.clearing_file USING btree (flow, acknowledged_at) WHERE (acknowledged_at IS NULL);


--
-- Name: clearing_file_session_id_idx; Type: INDEX; Schema: scb; Owner: -
--

CREATE INDEX clearing_file_session_id_idx ON scb.clearing_file USING btree (session_id);


--
-- Name: clearing_session_business_date_clearing_system_code_idx; Type: INDEX; Schema: scb; Owner: -
--

CREATE INDEX clearing_session_business_date_clearing_system_code_idx ON scb.clearing_session USING btree (business_date, clearing_system_code);


--
-- Name: clearing_session_phase_log_session_id_occurred_at_idx; Type: INDEX; Schema: scb; Owner: -
--

CREATE INDEX clearing_session_phase_log_session_id_occurred_at_idx ON scb.clearing_session_phase_log USING btree (session_id, occurred_at);


--
-- Name: clearing_session_planned_cutoff_at_partial_idx; Type: INDEX; Schema: scb; Owner: -
--

CREATE INDEX clearing_session_planned_cutoff_at_partial_idx ON scb.clearing_session USING btree (planned_cutoff_at) WHERE (settled_at IS NULL);


--
-- Name: instruction_status_log_instruction_id_idx; Type: INDEX; Schema: scb; Owner: -
--

CREATE INDEX instruction_status_log_instruction_id_idx ON scb.instruction_status_log USING btree (instruction_id);


--
-- Name: instruction_status_log_logged_at_idx; Type: INDEX; Schema: scb; Owner: -
--

CREATE INDEX instruction_status_log_logged_at_idx ON scb.instruction_status_log USING btree (logged_at);


--
-- Name: liquidity_snapshot_participant_account_id_taken_at_desc_idx; Type: INDEX; Schema: scb; Owner: -
--

CREATE INDEX liquidity_snapshot_participant_account_id_taken_at_desc_idx ON scb.liquidity_snapshot USING btree (participant_account_id, taken_at DESC);


--
-- Name: liquidity_transfer_from_account_id_executed_at_idx; Type: INDEX; Schema: scb; Owner: -
--

CREATE INDEX liquidity_transfer_from_account_id_executed_at_idx ON scb.liquidity_transfer USING btree (from_account_id, executed_at);


--
-- Name: liquidity_transfer_ordered_at_idx; Type: INDEX; Schema: scb; Owner: -
--

CREATE INDEX liquidity_transfer_ordered_at_idx ON scb.liquidity_transfer USING btree (ordered_at);


--
-- Name: net_position_calculated_at_idx; Type: INDEX; Schema: scb; Owner: -
--

CREATE INDEX net_position_calculated_at_idx ON scb.net_position USING btree (calculated_at);


--
-- Name: participant_bic_idx; Type: INDEX; Schema: scb; Owner: -
--

CREATE INDEX participant_bic_idx ON scb.participant USING btree (bic);


--
-- Name: participant_clearing_system_code_reachable_from_idx; Type: INDEX; Schema: scb; Owner: -
--

CREATE INDEX participant_clearing_system_code_reachable_from_idx ON scb.participant USING btree (clearing_system_code, reachable_from);


--
-- Name: reconciliation_break_assignee_id_due_on_partial_idx; Type: INDEX; Schema: scb; Owner: -
--

CREATE INDEX reconciliation_break_assignee_id_due_on_partial_idx ON scb.reconciliation_break USING btree (assignee_id, due_on) WHERE (resolved_at IS NULL);


--
-- Name: reconciliation_break_detected_at_idx; Type: INDEX; Schema: scb; Owner: -
--

CREATE INDEX reconciliation_break_detected_at_idx ON scb.reconciliation_break USING btree (detected_at);


--
-- Name: regulatory_report_report_code_due_at_idx; Type: INDEX; Schema: scb; Owner: -
--

CREATE INDEX regulatory_report_report_code_due_at_idx ON scb.regulatory_report USING btree (report_code, due_at);


--
-- Name: security_pledge_isin_idx; Type: INDEX; Schema: scb; Owner: -
--

CREATE INDEX security_pledge_isin_idx ON scb.security_pledge USING btree (isin);


--
-- Name: security_pledge_participant_account_id_partial_idx; Type: INDEX; Schema: scb; Owner: -
--

CREATE INDEX security_pledge_participant_account_id_partial_idx ON scb.security_pledge USING btree (participant_account_id) WHERE (released_at IS NULL);


--
-- Name: security_pledge_pledged_at_idx; Type: INDEX; Schema: scb; Owner: -
--

CREATE INDEX security_pledge_pledged_at_idx ON scb.security_pledge USING btree (pledged_at);


--
-- Name: settlement_instruction_created_at_partial_idx; Type: INDEX; Schema: scb; Owner: -
--

CREATE INDEX settlement_instruction_created_at_partial_idx ON scb.settlement_instruction USING btree (created_at) WHERE (settled_at IS NULL);


--
-- Name: settlement_instruction_payment_id_idx; Type: INDEX; Schema: scb; Owner: -
--

CREATE INDEX settlement_instruction_payment_id_idx ON scb.settlement_instruction USING btree (payment_id);


--
-- Name: settlement_instruction_settlement_date_status_idx; Type: INDEX; Schema: scb; Owner: -
--

CREATE INDEX settlement_instruction_settlement_date_status_idx ON scb.settlement_instruction USING btree (settlement_date, status);


--
-- Name: account_balance_log_2025_11_pkey; Type: INDEX ATTACH; Schema: core; Owner: -
--

ALTER INDEX core.account_balance_log_pkey ATTACH PARTITION core.account_balance_log_2025_11_pkey;


--
-- Name: account_balance_log_2025_12_pkey; Type: INDEX ATTACH; Schema: core; Owner: -
--

ALTER INDEX core.account_balance_log_pkey ATTACH PARTITION core.account_balance_log_2025_12_pkey;


--
-- Name: account_balance_log_2026_01_pkey; Type: INDEX ATTACH; Schema: core; Owner: -
--

ALTER INDEX core.account_balance_log_pkey ATTACH PARTITION core.account_balance_log_2026_01_pkey;


--
-- Name: account_balance_log_2026_02_pkey; Type: INDEX ATTACH; Schema: core; Owner: -
--

ALTER INDEX core.account_balance_log_pkey ATTACH PARTITION core.account_balance_log_2026_02_pkey;


--
-- Name: account_balance_log_2026_03_pkey; Type: INDEX ATTACH; Schema: core; Owner: -
--

ALTER INDEX core.account_balance_log_pkey ATTACH PARTITION core.account_balance_log_2026_03_pkey;


--
-- Name: account_balance_log_2026_04_pkey; Type: INDEX ATTACH; Schema: core; Owner: -
--

ALTER INDEX core.account_balance_log_pkey ATTACH PARTITION core.account_balance_log_2026_04_pkey;


--
-- Name: account_balance_log_2026_05_pkey; Type: INDEX ATTACH; Schema: core; Owner: -
--

ALTER INDEX core.account_balance_log_pkey ATTACH PARTITION core.account_balance_log_2026_05_pkey;


--
-- Name: auth_session_2025_11_pkey; Type: INDEX ATTACH; Schema: core; Owner: -
--

ALTER INDEX core.auth_session_pkey ATTACH PARTITION core.auth_session_2025_11_pkey;


--
-- Name: auth_session_2025_12_pkey; Type: INDEX ATTACH; Schema: core; Owner: -
--

ALTER INDEX core.auth_session_pkey ATTACH PARTITION core.auth_session_2025_12_pkey;


--
-- Name: auth_session_2026_01_pkey; Type: INDEX ATTACH; Schema: core; Owner: -
--

ALTER INDEX core.auth_session_pkey ATTACH PARTITION core.auth_session_2026_01_pkey;


--
-- Name: auth_session_2026_02_pkey; Type: INDEX ATTACH; Schema: core; Owner: -
--

ALTER INDEX core.auth_session_pkey ATTACH PARTITION core.auth_session_2026_02_pkey;


--
-- Name: auth_session_2026_03_pkey; Type: INDEX ATTACH; Schema: core; Owner: -
--

ALTER INDEX core.auth_session_pkey ATTACH PARTITION core.auth_session_2026_03_pkey;


--
-- Name: auth_session_2026_04_pkey; Type: INDEX ATTACH; Schema: core; Owner: -
--

ALTER INDEX core.auth_session_pkey ATTACH PARTITION core.auth_session_2026_04_pkey;


--
-- Name: auth_session_2026_05_pkey; Type: INDEX ATTACH; Schema: core; Owner: -
--

ALTER INDEX core.auth_session_pkey ATTACH PARTITION core.auth_session_2026_05_pkey;


--
-- Name: limit_check_event_2025_11_pkey; Type: INDEX ATTACH; Schema: core; Owner: -
--

ALTER INDEX core.limit_check_event_pkey ATTACH PARTITION core.limit_check_event_2025_11_pkey;


--
-- Name: limit_check_event_2025_12_pkey; Type: INDEX ATTACH; Schema: core; Owner: -
--

ALTER INDEX core.limit_check_event_pkey ATTACH PARTITION core.limit_check_event_2025_12_pkey;


--
-- Name: limit_check_event_2026_01_pkey; Type: INDEX ATTACH; Schema: core; Owner: -
--

ALTER INDEX core.limit_check_event_pkey ATTACH PARTITION core.limit_check_event_2026_01_pkey;


--
-- Name: limit_check_event_2026_02_pkey; Type: INDEX ATTACH; Schema: core; Owner: -
--

ALTER INDEX core.limit_check_event_pkey ATTACH PARTITION core.limit_check_event_2026_02_pkey;


--
-- Name: limit_check_event_2026_03_pkey; Type: INDEX ATTACH; Schema: core; Owner: -
--

ALTER INDEX core.limit_check_event_pkey ATTACH PARTITION core.limit_check_event_2026_03_pkey;


--
-- Name: limit_check_event_2026_04_pkey; Type: INDEX ATTACH; Schema: core; Owner: -
--

ALTER INDEX core.limit_check_event_pkey ATTACH PARTITION core.limit_check_event_2026_04_pkey;


--
-- Name: limit_check_event_2026_05_pkey; Type: INDEX ATTACH; Schema: core; Owner: -
--

ALTER INDEX core.limit_check_event_pkey ATTACH PARTITION core.limit_check_event_2026_05_pkey;


--
-- Name: loan_overdue_snapshot_2025_11_pkey; Type: INDEX ATTACH; Schema: core; Owner: -
--

ALTER INDEX core.loan_overdue_snapshot_pkey ATTACH PARTITION core.loan_overdue_snapshot_2025_11_pkey;


--
-- Name: loan_overdue_snapshot_2025_12_pkey; Type: INDEX ATTACH; Schema: core; Owner: -
--

ALTER INDEX core.loan_overdue_snapshot_pkey ATTACH PARTITION core.loan_overdue_snapshot_2025_12_pkey;


--
-- Name: loan_overdue_snapshot_2026_01_pkey; Type: INDEX ATTACH; Schema: core; Owner: -
--

ALTER INDEX core.loan_overdue_snapshot_pkey ATTACH PARTITION core.loan_overdue_snapshot_2026_01_pkey;


--
-- Name: loan_overdue_snapshot_2026_02_pkey; Type: INDEX ATTACH; Schema: core; Owner: -
--

ALTER INDEX core.loan_overdue_snapshot_pkey ATTACH PARTITION core.loan_overdue_snapshot_2026_02_pkey;


--
-- Name: loan_overdue_snapshot_2026_03_pkey; Type: INDEX ATTACH; Schema: core; Owner: -
--

ALTER INDEX core.loan_overdue_snapshot_pkey ATTACH PARTITION core.loan_overdue_snapshot_2026_03_pkey;


--
-- Name: loan_overdue_snapshot_2026_04_pkey; Type: INDEX ATTACH; Schema: core; Owner: -
--

ALTER INDEX core.loan_overdue_snapshot_pkey ATTACH PARTITION core.loan_overdue_snapshot_2026_04_pkey;


--
-- Name: loan_overdue_snapshot_2026_05_pkey; Type: INDEX ATTACH; Schema: core; Owner: -
--

ALTER INDEX core.loan_overdue_snapshot_pkey ATTACH PARTITION core.loan_overdue_snapshot_2026_05_pkey;


--
-- Name: operator_action_log_2025_11_pkey; Type: INDEX ATTACH; Schema: core; Owner: -
--

ALTER INDEX core.operator_action_log_pkey ATTACH PARTITION core.operator_action_log_2025_11_pkey;


--
-- Name: operator_action_log_2025_12_pkey; Type: INDEX ATTACH; Schema: core; Owner: -
--

ALTER INDEX core.operator_action_log_pkey ATTACH PARTITION core.operator_action_log_2025_12_pkey;


--
-- Name: operator_action_log_2026_01_pkey; Type: INDEX ATTACH; Schema: core; Owner: -
--

ALTER INDEX core.operator_action_log_pkey ATTACH PARTITION core.operator_action_log_2026_01_pkey;


--
-- Name: operator_action_log_2026_02_pkey; Type: INDEX ATTACH; Schema: core; Owner: -
--

ALTER INDEX core.operator_action_log_pkey ATTACH PARTITION core.operator_action_log_2026_02_pkey;


--
-- Name: operator_action_log_2026_03_pkey; Type: INDEX ATTACH; Schema: core; Owner: -
--

ALTER INDEX core.operator_action_log_pkey ATTACH PARTITION core.operator_action_log_2026_03_pkey;


--
-- Name: operator_action_log_2026_04_pkey; Type: INDEX ATTACH; Schema: core; Owner: -
--

ALTER INDEX core.operator_action_log_pkey ATTACH PARTITION core.operator_action_log_2026_04_pkey;


--
-- Name: operator_action_log_2026_05_pkey; Type: INDEX ATTACH; Schema: core; Owner: -
--

ALTER INDEX core.operator_action_log_pkey ATTACH PARTITION core.operator_action_log_2026_05_pkey;


--
-- Name: request_log_2025_11_pkey; Type: INDEX ATTACH; Schema: eapi; Owner: -
--

ALTER INDEX eapi.request_log_pkey ATTACH PARTITION eapi.request_log_2025_11_pkey;


--
-- Name: request_log_2025_12_pkey; Type: INDEX ATTACH; Schema: eapi; Owner: -
--

ALTER INDEX eapi.request_log_pkey ATTACH PARTITION eapi.request_log_2025_12_pkey;


--
-- Name: request_log_2026_01_pkey; Type: INDEX ATTACH; Schema: eapi; Owner: -
--

ALTER INDEX eapi.request_log_pkey ATTACH PARTITION eapi.request_log_2026_01_pkey;


--
-- Name: request_log_2026_02_pkey; Type: INDEX ATTACH; Schema: eapi; Owner: -
--

ALTER INDEX eapi.request_log_pkey ATTACH PARTITION eapi.request_log_2026_02_pkey;


--
-- Name: request_log_2026_03_pkey; Type: INDEX ATTACH; Schema: eapi; Owner: -
--

ALTER INDEX eapi.request_log_pkey ATTACH PARTITION eapi.request_log_2026_03_pkey;


--
-- Name: request_log_2026_04_pkey; Type: INDEX ATTACH; Schema: eapi; Owner: -
--

ALTER INDEX eapi.request_log_pkey ATTACH PARTITION eapi.request_log_2026_04_pkey;


--
-- Name: request_log_2026_05_pkey; Type: INDEX ATTACH; Schema: eapi; Owner: -
--

ALTER INDEX eapi.request_log_pkey ATTACH PARTITION eapi.request_log_2026_05_pkey;


--
-- Name: account account_account_type_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.account
    ADD CONSTRAINT account_account_type_id_fkey FOREIGN KEY (account_type_id) REFERENCES dict.account_type(id);


--
-- Name: account_alias account_alias_account_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.account_alias
    ADD CONSTRAINT account_alias_account_id_fkey FOREIGN KEY (account_id) REFERENCES core.account(id);


--
-- Name: account_alias account_alias_contact_type_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.account_alias
    ADD CONSTRAINT account_alias_contact_type_id_fkey FOREIGN KEY (contact_type_id) REFERENCES dict.contact_type(id);


--
-- Name: account_balance_log account_balance_log_account_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE core.account_balance_log
    ADD CONSTRAINT account_balance_log_account_id_fkey FOREIGN KEY (account_id) REFERENCES core.account(id);


--
-- Name: account_balance_log account_balance_log_balance_type_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE core.account_balance_log
    ADD CONSTRAINT account_balance_log_balance_type_id_fkey FOREIGN KEY (balance_type_id) REFERENCES dict.balance_type(id);


--
-- Name: account_balance_log account_balance_log_entry_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE core.account_balance_log
    ADD CONSTRAINT account_balance_log_entry_id_fkey FOREIGN KEY (entry_id) REFERENCES core.entry(id);


--
-- Name: account_block account_block_account_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.account_block
    ADD CONSTRAINT account_block_account_id_fkey FOREIGN KEY (account_id) REFERENCES core.account(id);


--
-- Name: account_block_log account_block_log_account_block_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.account_block_log
    ADD CONSTRAINT account_block_log_account_block_id_fkey FOREIGN KEY (account_block_id) REFERENCES core.account_block(id);


--
-- Name: account_block_log account_block_log_action_type_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.account_block_log
    ADD CONSTRAINT account_block_log_action_type_id_fkey FOREIGN KEY (action_type_id) REFERENCES dict.operator_action_type(id);


--
-- Name: account_block_log account_block_log_payout_payment_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.account_block_log
    ADD CONSTRAINT account_block_log_payout_payment_id_fkey FOREIGN KEY (payout_payment_id) REFERENCES core.payment(id);


--
-- Name: account_block_log account_block_log_performed_by_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.account_block_log
    ADD CONSTRAINT account_block_log_performed_by_id_fkey FOREIGN KEY (performed_by_id) REFERENCES core.operator(id);


--
-- Name: account_block account_block_order_document_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.account_block
    ADD CONSTRAINT account_block_order_document_id_fkey FOREIGN KEY (order_document_id) REFERENCES core.client_document(id);


--
-- Name: account_block account_block_placed_by_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.account_block
    ADD CONSTRAINT account_block_placed_by_id_fkey FOREIGN KEY (placed_by_id) REFERENCES core.operator(id);


--
-- Name: account_block account_block_reason_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.account_block
    ADD CONSTRAINT account_block_reason_id_fkey FOREIGN KEY (reason_id) REFERENCES dict.account_block_reason(id);


--
-- Name: account account_branch_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.account
    ADD CONSTRAINT account_branch_id_fkey FOREIGN KEY (branch_id) REFERENCES core.branch(id);


--
-- Name: account account_client_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.account
    ADD CONSTRAINT account_client_id_fkey FOREIGN KEY (client_id) REFERENCES core.client_profile(id);


--
-- Name: account account_closure_reason_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.account
    ADD CONSTRAINT account_closure_reason_id_fkey FOREIGN KEY (closure_reason_id) REFERENCES dict.closure_reason(id);


--
-- Name: account_closure_request account_closure_request_account_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.account_closure_request
    ADD CONSTRAINT account_closure_request_account_id_fkey FOREIGN KEY (account_id) REFERENCES core.account(id);


--
-- Name: account_closure_request account_closure_request_approved_by_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.account_closure_request
    ADD CONSTRAINT account_closure_request_approved_by_id_fkey FOREIGN KEY (approved_by_id) REFERENCES core.operator(id);


--
-- Name: account_closure_request account_closure_request_payout_payment_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.account_closure_request
    ADD CONSTRAINT account_closure_request_payout_payment_id_fkey FOREIGN KEY (payout_payment_id) REFERENCES core.payment(id);


--
-- Name: account_closure_request account_closure_request_reason_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.account_closure_request
    ADD CONSTRAINT account_closure_request_reason_id_fkey FOREIGN KEY (reason_id) REFERENCES dict.closure_reason(id);


--
-- Name: account account_currency_code_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.account
    ADD CONSTRAINT account_currency_code_fkey FOREIGN KEY (currency_code) REFERENCES dict.currency(code);


--
-- Name: account_daily_balance account_daily_balance_account_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.account_daily_balance
    ADD CONSTRAINT account_daily_balance_account_id_fkey FOREIGN KEY (account_id) REFERENCES core.account(id);


--
-- Name: account_dormancy_review account_dormancy_review_account_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.account_dormancy_review
    ADD CONSTRAINT account_dormancy_review_account_id_fkey FOREIGN KEY (account_id) REFERENCES core.account(id);


--
-- Name: account_dormancy_review account_dormancy_review_reviewer_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.account_dormancy_review
    ADD CONSTRAINT account_dormancy_review_reviewer_id_fkey FOREIGN KEY (reviewer_id) REFERENCES core.operator(id);


--
-- Name: account account_gl_account_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.account
    ADD CONSTRAINT account_gl_account_id_fkey FOREIGN KEY (gl_account_id) REFERENCES core.gl_account(id);


--
-- Name: account_hold account_hold_account_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.account_hold
    ADD CONSTRAINT account_hold_account_id_fkey FOREIGN KEY (account_id) REFERENCES core.account(id);


--
-- Name: account_hold account_hold_card_link_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.account_hold
    ADD CONSTRAINT account_hold_card_link_id_fkey FOREIGN KEY (card_link_id) REFERENCES core.card_link(id);


--
-- Name: account_hold account_hold_original_currency_code_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.account_hold
    ADD CONSTRAINT account_hold_original_currency_code_fkey FOREIGN KEY (original_currency_code) REFERENCES dict.currency(code);


--
-- Name: account_hold account_hold_payment_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.account_hold
    ADD CONSTRAINT account_hold_payment_id_fkey FOREIGN KEY (payment_id) REFERENCES core.payment(id);


--
-- Name: account_holder account_holder_account_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.account_holder
    ADD CONSTRAINT account_holder_account_id_fkey FOREIGN KEY (account_id) REFERENCES core.account(id);


--
-- Name: account_holder account_holder_client_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.account_holder
    ADD CONSTRAINT account_holder_client_id_fkey FOREIGN KEY (client_id) REFERENCES core.client_profile(id);


--
-- Name: account_holder account_holder_contract_document_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.account_holder
    ADD CONSTRAINT account_holder_contract_document_id_fkey FOREIGN KEY (contract_document_id) REFERENCES core.client_document(id);


--
-- Name: account_opening_request account_opening_request_account_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.account_opening_request
    ADD CONSTRAINT account_opening_request_account_id_fkey FOREIGN KEY (account_id) REFERENCES core.account(id);


--
-- Name: account_opening_request account_opening_request_channel_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.account_opening_request
    ADD CONSTRAINT account_opening_request_channel_id_fkey FOREIGN KEY (channel_id) REFERENCES dict.channel(id);


--
-- Name: account_opening_request account_opening_request_client_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.account_opening_request
    ADD CONSTRAINT account_opening_request_client_id_fkey FOREIGN KEY (client_id) REFERENCES core.client_profile(id);


--
-- Name: account_opening_request account_opening_request_currency_code_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.account_opening_request
    ADD CONSTRAINT account_opening_request_currency_code_fkey FOREIGN KEY (currency_code) REFERENCES dict.currency(code);


--
-- Name: account_opening_request account_opening_request_handled_by_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.account_opening_request
    ADD CONSTRAINT account_opening_request_handled_by_id_fkey FOREIGN KEY (handled_by_id) REFERENCES core.operator(id);


--
-- Name: account_opening_request account_opening_request_product_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.account_opening_request
    ADD CONSTRAINT account_opening_request_product_id_fkey FOREIGN KEY (product_id) REFERENCES core.product(id);


--
-- Name: account_opening_request account_opening_request_source_of_funds_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.account_opening_request
    ADD CONSTRAINT account_opening_request_source_of_funds_id_fkey FOREIGN KEY (source_of_funds_id) REFERENCES dict.source_of_funds(id);


--
-- Name: account_opening_request account_opening_request_wanted_purpose_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.account_opening_request
    ADD CONSTRAINT account_opening_request_wanted_purpose_id_fkey FOREIGN KEY (wanted_purpose_id) REFERENCES dict.account_purpose(id);


--
-- Name: account_overdraft account_overdraft_account_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.account_overdraft
    ADD CONSTRAINT account_overdraft_account_id_fkey FOREIGN KEY (account_id) REFERENCES core.account(id);


--
-- Name: account_overdraft account_overdraft_day_count_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.account_overdraft
    ADD CONSTRAINT account_overdraft_day_count_id_fkey FOREIGN KEY (day_count_id) REFERENCES dict.day_count_convention(id);


--
-- Name: account_overdraft account_overdraft_granted_by_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.account_overdraft
    ADD CONSTRAINT account_overdraft_granted_by_id_fkey FOREIGN KEY (granted_by_id) REFERENCES core.operator(id);


--
-- Name: account_power_of_attorney account_power_of_attorney_account_id_grantor_client_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.account_power_of_attorney
    ADD CONSTRAINT account_power_of_attorney_account_id_grantor_client_id_fkey FOREIGN KEY (account_id, grantor_client_id) REFERENCES core.account_holder(account_id, client_id);


--
-- Name: account_power_of_attorney account_power_of_attorney_attorney_client_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.account_power_of_attorney
    ADD CONSTRAINT account_power_of_attorney_attorney_client_id_fkey FOREIGN KEY (attorney_client_id) REFERENCES core.client_profile(id);


--
-- Name: account_power_of_attorney account_power_of_attorney_deed_document_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.account_power_of_attorney
    ADD CONSTRAINT account_power_of_attorney_deed_document_id_fkey FOREIGN KEY (deed_document_id) REFERENCES core.client_document(id);


--
-- Name: account_power_of_attorney account_power_of_attorney_registered_by_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.account_power_of_attorney
    ADD CONSTRAINT account_power_of_attorney_registered_by_id_fkey FOREIGN KEY (registered_by_id) REFERENCES core.operator(id);


--
-- Name: account account_product_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.account
    ADD CONSTRAINT account_product_id_fkey FOREIGN KEY (product_id) REFERENCES core.product(id);


--
-- Name: account account_purpose_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.account
    ADD CONSTRAINT account_purpose_id_fkey FOREIGN KEY (purpose_id) REFERENCES dict.account_purpose(id);


--
-- Name: account account_state_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.account
    ADD CONSTRAINT account_state_id_fkey FOREIGN KEY (state_id) REFERENCES dict.account_state(id);


--
-- Name: account_state_log account_state_log_account_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.account_state_log
    ADD CONSTRAINT account_state_log_account_id_fkey FOREIGN KEY (account_id) REFERENCES core.account(id);


--
-- Name: account_state_log account_state_log_closure_reason_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.account_state_log
    ADD CONSTRAINT account_state_log_closure_reason_id_fkey FOREIGN KEY (closure_reason_id) REFERENCES dict.closure_reason(id);


--
-- Name: account_state_log account_state_log_from_state_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.account_state_log
    ADD CONSTRAINT account_state_log_from_state_id_fkey FOREIGN KEY (from_state_id) REFERENCES dict.account_state(id);


--
-- Name: account_state_log account_state_log_operator_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.account_state_log
    ADD CONSTRAINT account_state_log_operator_id_fkey FOREIGN KEY (operator_id) REFERENCES core.operator(id);


--
-- Name: account_state_log account_state_log_to_state_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.account_state_log
    ADD CONSTRAINT account_state_log_to_state_id_fkey FOREIGN KEY (to_state_id) REFERENCES dict.account_state(id);


--
-- Name: account_sweep_rule account_sweep_rule_agreed_document_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.account_sweep_rule
    ADD CONSTRAINT account_sweep_rule_agreed_document_id_fkey FOREIGN KEY (agreed_document_id) REFERENCES core.client_document(id);


--
-- Name: account_sweep_rule account_sweep_rule_frequency_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.account_sweep_rule
    ADD CONSTRAINT account_sweep_rule_frequency_id_fkey FOREIGN KEY (frequency_id) REFERENCES dict.standing_order_frequency(id);


--
-- Name: account_sweep_rule account_sweep_rule_master_account_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.account_sweep_rule
    ADD CONSTRAINT account_sweep_rule_master_account_id_fkey FOREIGN KEY (master_account_id) REFERENCES core.account(id);


--
-- Name: account_sweep_rule account_sweep_rule_swept_account_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.account_sweep_rule
    ADD CONSTRAINT account_sweep_rule_swept_account_id_fkey FOREIGN KEY (swept_account_id) REFERENCES core.account(id);


--
-- Name: account account_tariff_plan_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.account
    ADD CONSTRAINT account_tariff_plan_id_fkey FOREIGN KEY (tariff_plan_id) REFERENCES core.tariff_plan(id);


--
-- Name: agreement agreement_client_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.agreement
    ADD CONSTRAINT agreement_client_id_fkey FOREIGN KEY (client_id) REFERENCES core.client_profile(id);


--
-- Name: agreement agreement_product_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.agreement
    ADD CONSTRAINT agreement_product_id_fkey FOREIGN KEY (product_id) REFERENCES core.product(id);


--
-- Name: agreement agreement_replaces_agreement_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.agreement
    ADD CONSTRAINT agreement_replaces_agreement_id_fkey FOREIGN KEY (replaces_agreement_id) REFERENCES core.agreement(id);


--
-- Name: agreement_signature agreement_signature_agreement_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.agreement_signature
    ADD CONSTRAINT agreement_signature_agreement_id_fkey FOREIGN KEY (agreement_id) REFERENCES core.agreement(id);


--
-- Name: agreement_signature agreement_signature_signer_operator_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.agreement_signature
    ADD CONSTRAINT agreement_signature_signer_operator_id_fkey FOREIGN KEY (signer_operator_id) REFERENCES core.operator(id);


--
-- Name: agreement_signature agreement_signature_signer_person_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.agreement_signature
    ADD CONSTRAINT agreement_signature_signer_person_id_fkey FOREIGN KEY (signer_person_id) REFERENCES core.client_person(id);


--
-- Name: agreement agreement_signed_document_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.agreement
    ADD CONSTRAINT agreement_signed_document_id_fkey FOREIGN KEY (signed_document_id) REFERENCES core.client_document(id);


--
-- Name: agreement agreement_template_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.agreement
    ADD CONSTRAINT agreement_template_id_fkey FOREIGN KEY (template_id) REFERENCES core.document_template(id);


--
-- Name: app_user_client_access app_user_client_access_agreement_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.app_user_client_access
    ADD CONSTRAINT app_user_client_access_agreement_id_fkey FOREIGN KEY (agreement_id) REFERENCES core.agreement(id);


--
-- Name: app_user_client_access app_user_client_access_app_user_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.app_user_client_access
    ADD CONSTRAINT app_user_client_access_app_user_id_fkey FOREIGN KEY (app_user_id) REFERENCES core.app_user(id);


--
-- Name: app_user_client_access app_user_client_access_client_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.app_user_client_access
    ADD CONSTRAINT app_user_client_access_client_id_fkey FOREIGN KEY (client_id) REFERENCES core.client_profile(id);


--
-- Name: app_user app_user_default_client_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.app_user
    ADD CONSTRAINT app_user_default_client_id_fkey FOREIGN KEY (default_client_id) REFERENCES core.client_profile(id);


--
-- Name: app_user app_user_invited_by_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.app_user
    ADD CONSTRAINT app_user_invited_by_id_fkey FOREIGN KEY (invited_by_id) REFERENCES core.operator(id);


--
-- Name: app_user app_user_language_code_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.app_user
    ADD CONSTRAINT app_user_language_code_fkey FOREIGN KEY (language_code) REFERENCES dict.language(code);


--
-- Name: app_user_lock_log app_user_lock_log_app_user_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.app_user_lock_log
    ADD CONSTRAINT app_user_lock_log_app_user_id_fkey FOREIGN KEY (app_user_id) REFERENCES core.app_user(id);


--
-- Name: app_user_lock_log app_user_lock_log_lifted_by_operator_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.app_user_lock_log
    ADD CONSTRAINT app_user_lock_log_lifted_by_operator_id_fkey FOREIGN KEY (lifted_by_operator_id) REFERENCES core.operator(id);


--
-- Name: app_user app_user_person_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.app_user
    ADD CONSTRAINT app_user_person_id_fkey FOREIGN KEY (person_id) REFERENCES core.client_person(id);


--
-- Name: app_user app_user_preferred_auth_method_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.app_user
    ADD CONSTRAINT app_user_preferred_auth_method_id_fkey FOREIGN KEY (preferred_auth_method_id) REFERENCES dict.auth_method(id);


--
-- Name: approval_request approval_request_action_type_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.approval_request
    ADD CONSTRAINT approval_request_action_type_id_fkey FOREIGN KEY (action_type_id) REFERENCES dict.operator_action_type(id);


--
-- Name: approval_request approval_request_approver_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.approval_request
    ADD CONSTRAINT approval_request_approver_id_fkey FOREIGN KEY (approver_id) REFERENCES core.operator(id);


--
-- Name: approval_request approval_request_client_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.approval_request
    ADD CONSTRAINT approval_request_client_id_fkey FOREIGN KEY (client_id) REFERENCES core.client_profile(id);


--
-- Name: approval_request approval_request_limit_rule_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.approval_request
    ADD CONSTRAINT approval_request_limit_rule_id_fkey FOREIGN KEY (limit_rule_id) REFERENCES core.limit_rule(id);


--
-- Name: approval_request approval_request_payment_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.approval_request
    ADD CONSTRAINT approval_request_payment_id_fkey FOREIGN KEY (payment_id) REFERENCES core.payment(id);


--
-- Name: approval_request approval_request_requested_by_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.approval_request
    ADD CONSTRAINT approval_request_requested_by_id_fkey FOREIGN KEY (requested_by_id) REFERENCES core.operator(id);


--
-- Name: auth_challenge auth_challenge_app_user_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.auth_challenge
    ADD CONSTRAINT auth_challenge_app_user_id_fkey FOREIGN KEY (app_user_id) REFERENCES core.app_user(id);


--
-- Name: auth_challenge auth_challenge_auth_method_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.auth_challenge
    ADD CONSTRAINT auth_challenge_auth_method_id_fkey FOREIGN KEY (auth_method_id) REFERENCES dict.auth_method(id);


--
-- Name: auth_challenge auth_challenge_device_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.auth_challenge
    ADD CONSTRAINT auth_challenge_device_id_fkey FOREIGN KEY (device_id) REFERENCES core.user_device(id);


--
-- Name: auth_challenge auth_challenge_payment_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.auth_challenge
    ADD CONSTRAINT auth_challenge_payment_id_fkey FOREIGN KEY (payment_id) REFERENCES core.payment(id);


--
-- Name: auth_credential auth_credential_app_user_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.auth_credential
    ADD CONSTRAINT auth_credential_app_user_id_fkey FOREIGN KEY (app_user_id) REFERENCES core.app_user(id);


--
-- Name: auth_credential auth_credential_auth_method_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.auth_credential
    ADD CONSTRAINT auth_credential_auth_method_id_fkey FOREIGN KEY (auth_method_id) REFERENCES dict.auth_method(id);


--
-- Name: auth_credential auth_credential_device_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.auth_credential
    ADD CONSTRAINT auth_credential_device_id_fkey FOREIGN KEY (device_id) REFERENCES core.user_device(id);


--
-- Name: auth_session auth_session_app_user_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE core.auth_session
    ADD CONSTRAINT auth_session_app_user_id_fkey FOREIGN KEY (app_user_id) REFERENCES core.app_user(id);


--
-- Name: auth_session auth_session_auth_method_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE core.auth_session
    ADD CONSTRAINT auth_session_auth_method_id_fkey FOREIGN KEY (auth_method_id) REFERENCES dict.auth_method(id);


--
-- Name: auth_session auth_session_channel_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE core.auth_session
    ADD CONSTRAINT auth_session_channel_id_fkey FOREIGN KEY (channel_id) REFERENCES dict.channel(id);


--
-- Name: auth_session auth_session_device_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE core.auth_session
    ADD CONSTRAINT auth_session_device_id_fkey FOREIGN KEY (device_id) REFERENCES core.user_device(id);


--
-- Name: auth_session auth_session_end_reason_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE core.auth_session
    ADD CONSTRAINT auth_session_end_reason_id_fkey FOREIGN KEY (end_reason_id) REFERENCES dict.session_end_reason(id);


--
-- Name: auth_session auth_session_geo_country_code_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE core.auth_session
    ADD CONSTRAINT auth_session_geo_country_code_fkey FOREIGN KEY (geo_country_code) REFERENCES dict.country(code);


--
-- Name: back_office_task back_office_task_assignee_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.back_office_task
    ADD CONSTRAINT back_office_task_assignee_id_fkey FOREIGN KEY (assignee_id) REFERENCES core.operator(id);


--
-- Name: back_office_task back_office_task_client_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.back_office_task
    ADD CONSTRAINT back_office_task_client_id_fkey FOREIGN KEY (client_id) REFERENCES core.client_profile(id);


--
-- Name: back_office_task back_office_task_complaint_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.back_office_task
    ADD CONSTRAINT back_office_task_complaint_id_fkey FOREIGN KEY (complaint_id) REFERENCES core.complaint(id);


--
-- Name: back_office_task back_office_task_loan_agreement_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.back_office_task
    ADD CONSTRAINT back_office_task_loan_agreement_id_fkey FOREIGN KEY (loan_agreement_id) REFERENCES core.loan_agreement(id);


--
-- Name: back_office_task back_office_task_parent_task_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.back_office_task
    ADD CONSTRAINT back_office_task_parent_task_id_fkey FOREIGN KEY (parent_task_id) REFERENCES core.back_office_task(id);


--
-- Name: back_office_task back_office_task_payment_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.back_office_task
    ADD CONSTRAINT back_office_task_payment_id_fkey FOREIGN KEY (payment_id) REFERENCES core.payment(id);


--
-- Name: back_office_task back_office_task_raised_by_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.back_office_task
    ADD CONSTRAINT back_office_task_raised_by_id_fkey FOREIGN KEY (raised_by_id) REFERENCES core.operator(id);


--
-- Name: back_office_task back_office_task_raised_by_job_code_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.back_office_task
    ADD CONSTRAINT back_office_task_raised_by_job_code_fkey FOREIGN KEY (raised_by_job_code) REFERENCES core.internal_job(code);


--
-- Name: bank_holiday bank_holiday_country_code_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.bank_holiday
    ADD CONSTRAINT bank_holiday_country_code_fkey FOREIGN KEY (country_code) REFERENCES dict.country(code);


--
-- Name: bank_holiday bank_holiday_holiday_type_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.bank_holiday
    ADD CONSTRAINT bank_holiday_holiday_type_id_fkey FOREIGN KEY (holiday_type_id) REFERENCES dict.holiday_type(id);


--
-- Name: beneficial_owner beneficial_owner_company_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.beneficial_owner
    ADD CONSTRAINT beneficial_owner_company_id_fkey FOREIGN KEY (company_id) REFERENCES core.client_company(id);


--
-- Name: beneficial_owner beneficial_owner_person_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.beneficial_owner
    ADD CONSTRAINT beneficial_owner_person_id_fkey FOREIGN KEY (person_id) REFERENCES core.client_person(id);


--
-- Name: beneficial_owner beneficial_owner_verified_by_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.beneficial_owner
    ADD CONSTRAINT beneficial_owner_verified_by_id_fkey FOREIGN KEY (verified_by_id) REFERENCES core.operator(id);


--
-- Name: beneficiary_change_log beneficiary_change_log_app_user_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.beneficiary_change_log
    ADD CONSTRAINT beneficiary_change_log_app_user_id_fkey FOREIGN KEY (app_user_id) REFERENCES core.app_user(id);


--
-- Name: beneficiary_change_log beneficiary_change_log_beneficiary_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.beneficiary_change_log
    ADD CONSTRAINT beneficiary_change_log_beneficiary_id_fkey FOREIGN KEY (beneficiary_id) REFERENCES core.beneficiary(id);


--
-- Name: beneficiary beneficiary_client_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.beneficiary
    ADD CONSTRAINT beneficiary_client_id_fkey FOREIGN KEY (client_id) REFERENCES core.client_profile(id);


--
-- Name: beneficiary beneficiary_country_code_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.beneficiary
    ADD CONSTRAINT beneficiary_country_code_fkey FOREIGN KEY (country_code) REFERENCES dict.country(code);


--
-- Name: beneficiary beneficiary_currency_code_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.beneficiary
    ADD CONSTRAINT beneficiary_currency_code_fkey FOREIGN KEY (currency_code) REFERENCES dict.currency(code);


--
-- Name: beneficiary beneficiary_own_account_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.beneficiary
    ADD CONSTRAINT beneficiary_own_account_id_fkey FOREIGN KEY (own_account_id) REFERENCES core.account(id);


--
-- Name: branch_business_day branch_business_day_branch_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.branch_business_day
    ADD CONSTRAINT branch_business_day_branch_id_fkey FOREIGN KEY (branch_id) REFERENCES core.branch(id);


--
-- Name: branch_business_day branch_business_day_closed_out_by_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.branch_business_day
    ADD CONSTRAINT branch_business_day_closed_out_by_fkey FOREIGN KEY (closed_out_by) REFERENCES core.operator(id);


--
-- Name: branch branch_country_code_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.branch
    ADD CONSTRAINT branch_country_code_fkey FOREIGN KEY (country_code) REFERENCES dict.country(code);


--
-- Name: branch branch_manager_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.branch
    ADD CONSTRAINT branch_manager_id_fkey FOREIGN KEY (manager_id) REFERENCES core.operator(id);


--
-- Name: branch branch_parent_branch_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.branch
    ADD CONSTRAINT branch_parent_branch_id_fkey FOREIGN KEY (parent_branch_id) REFERENCES core.branch(id);


--
-- Name: branch branch_region_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.branch
    ADD CONSTRAINT branch_region_id_fkey FOREIGN KEY (region_id) REFERENCES dict.region(id);


--
-- Name: business_day business_day_closed_by_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.business_day
    ADD CONSTRAINT business_day_closed_by_id_fkey FOREIGN KEY (closed_by_id) REFERENCES core.operator(id);


--
-- Name: business_day business_day_country_code_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.business_day
    ADD CONSTRAINT business_day_country_code_fkey FOREIGN KEY (country_code) REFERENCES dict.country(code);


--
-- Name: business_day business_day_holiday_type_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.business_day
    ADD CONSTRAINT business_day_holiday_type_id_fkey FOREIGN KEY (holiday_type_id) REFERENCES dict.holiday_type(id);


--
-- Name: campaign campaign_bonus_currency_code_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.campaign
    ADD CONSTRAINT campaign_bonus_currency_code_fkey FOREIGN KEY (bonus_currency_code) REFERENCES dict.currency(code);


--
-- Name: campaign campaign_created_by_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.campaign
    ADD CONSTRAINT campaign_created_by_id_fkey FOREIGN KEY (created_by_id) REFERENCES core.operator(id);


--
-- Name: campaign_enrolment campaign_enrolment_campaign_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.campaign_enrolment
    ADD CONSTRAINT campaign_enrolment_campaign_id_fkey FOREIGN KEY (campaign_id) REFERENCES core.campaign(id);


--
-- Name: campaign_enrolment campaign_enrolment_client_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.campaign_enrolment
    ADD CONSTRAINT campaign_enrolment_client_id_fkey FOREIGN KEY (client_id) REFERENCES core.client_profile(id);


--
-- Name: campaign_enrolment campaign_enrolment_consent_channel_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.campaign_enrolment
    ADD CONSTRAINT campaign_enrolment_consent_channel_id_fkey FOREIGN KEY (consent_channel_id) REFERENCES dict.notification_channel(id);


--
-- Name: campaign_enrolment campaign_enrolment_reward_entry_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.campaign_enrolment
    ADD CONSTRAINT campaign_enrolment_reward_entry_id_fkey FOREIGN KEY (reward_entry_id) REFERENCES core.entry(id);


--
-- Name: campaign campaign_partner_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.campaign
    ADD CONSTRAINT campaign_partner_id_fkey FOREIGN KEY (partner_id) REFERENCES core.partner(id);


--
-- Name: campaign campaign_product_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.campaign
    ADD CONSTRAINT campaign_product_id_fkey FOREIGN KEY (product_id) REFERENCES core.product(id);


--
-- Name: campaign campaign_promo_tariff_plan_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.campaign
    ADD CONSTRAINT campaign_promo_tariff_plan_id_fkey FOREIGN KEY (promo_tariff_plan_id) REFERENCES core.tariff_plan(id);


--
-- Name: card_link card_link_account_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.card_link
    ADD CONSTRAINT card_link_account_id_fkey FOREIGN KEY (account_id) REFERENCES core.account(id);


--
-- Name: card_link card_link_client_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.card_link
    ADD CONSTRAINT card_link_client_id_fkey FOREIGN KEY (client_id) REFERENCES core.client_profile(id);


--
-- Name: card_link card_link_replaces_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.card_link
    ADD CONSTRAINT card_link_replaces_id_fkey FOREIGN KEY (replaces_id) REFERENCES core.card_link(id);


--
-- Name: card_link card_link_scheme_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.card_link
    ADD CONSTRAINT card_link_scheme_id_fkey FOREIGN KEY (scheme_id) REFERENCES dict.card_scheme(id);


--
-- Name: card_link card_link_state_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.card_link
    ADD CONSTRAINT card_link_state_id_fkey FOREIGN KEY (state_id) REFERENCES dict.card_state(id);


--
-- Name: card_link_state_log card_link_state_log_card_link_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.card_link_state_log
    ADD CONSTRAINT card_link_state_log_card_link_id_fkey FOREIGN KEY (card_link_id) REFERENCES core.card_link(id);


--
-- Name: card_link_state_log card_link_state_log_new_state_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.card_link_state_log
    ADD CONSTRAINT card_link_state_log_new_state_id_fkey FOREIGN KEY (new_state_id) REFERENCES dict.card_state(id);


--
-- Name: card_link_state_log card_link_state_log_old_state_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.card_link_state_log
    ADD CONSTRAINT card_link_state_log_old_state_id_fkey FOREIGN KEY (old_state_id) REFERENCES dict.card_state(id);


--
-- Name: client_address client_address_address_type_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.client_address
    ADD CONSTRAINT client_address_address_type_id_fkey FOREIGN KEY (address_type_id) REFERENCES dict.address_type(id);


--
-- Name: client_address client_address_client_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.client_address
    ADD CONSTRAINT client_address_client_id_fkey FOREIGN KEY (client_id) REFERENCES core.client_profile(id);


--
-- Name: client_address client_address_country_code_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.client_address
    ADD CONSTRAINT client_address_country_code_fkey FOREIGN KEY (country_code) REFERENCES dict.country(code);


--
-- Name: client_address client_address_proof_document_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.client_address
    ADD CONSTRAINT client_address_proof_document_id_fkey FOREIGN KEY (proof_document_id) REFERENCES core.client_document(id);


--
-- Name: client_address client_address_region_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.client_address
    ADD CONSTRAINT client_address_region_id_fkey FOREIGN KEY (region_id) REFERENCES dict.region(id);


--
-- Name: client_company client_company_client_profile_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.client_company
    ADD CONSTRAINT client_company_client_profile_id_fkey FOREIGN KEY (client_profile_id) REFERENCES core.client_profile(id);


--
-- Name: client_company client_company_country_code_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.client_company
    ADD CONSTRAINT client_company_country_code_fkey FOREIGN KEY (country_code) REFERENCES dict.country(code);


--
-- Name: client_company client_company_legal_form_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.client_company
    ADD CONSTRAINT client_company_legal_form_id_fkey FOREIGN KEY (legal_form_id) REFERENCES dict.legal_form(id);


--
-- Name: client_company client_company_main_industry_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.client_company
    ADD CONSTRAINT client_company_main_industry_id_fkey FOREIGN KEY (main_industry_id) REFERENCES dict.industry(id);


--
-- Name: client_company client_company_parent_company_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.client_company
    ADD CONSTRAINT client_company_parent_company_id_fkey FOREIGN KEY (parent_company_id) REFERENCES core.client_company(id);


--
-- Name: client_consent client_consent_client_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.client_consent
    ADD CONSTRAINT client_consent_client_id_fkey FOREIGN KEY (client_id) REFERENCES core.client_profile(id);


--
-- Name: client_consent client_consent_consent_text_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.client_consent
    ADD CONSTRAINT client_consent_consent_text_id_fkey FOREIGN KEY (consent_text_id) REFERENCES core.consent_text(id);


--
-- Name: client_consent client_consent_consent_type_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.client_consent
    ADD CONSTRAINT client_consent_consent_type_id_fkey FOREIGN KEY (consent_type_id) REFERENCES dict.consent_type(id);


--
-- Name: client_consent_log client_consent_log_app_user_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.client_consent_log
    ADD CONSTRAINT client_consent_log_app_user_id_fkey FOREIGN KEY (app_user_id) REFERENCES core.app_user(id);


--
-- Name: client_consent_log client_consent_log_channel_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.client_consent_log
    ADD CONSTRAINT client_consent_log_channel_id_fkey FOREIGN KEY (channel_id) REFERENCES dict.channel(id);


--
-- Name: client_consent_log client_consent_log_consent_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.client_consent_log
    ADD CONSTRAINT client_consent_log_consent_id_fkey FOREIGN KEY (consent_id) REFERENCES core.client_consent(id);


--
-- Name: client_consent client_consent_partner_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.client_consent
    ADD CONSTRAINT client_consent_partner_id_fkey FOREIGN KEY (partner_id) REFERENCES core.partner(id);


--
-- Name: client_contact client_contact_client_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.client_contact
    ADD CONSTRAINT client_contact_client_id_fkey FOREIGN KEY (client_id) REFERENCES core.client_profile(id);


--
-- Name: client_contact client_contact_contact_type_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.client_contact
    ADD CONSTRAINT client_contact_contact_type_id_fkey FOREIGN KEY (contact_type_id) REFERENCES dict.contact_type(id);


--
-- Name: client_document client_document_accepted_by_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.client_document
    ADD CONSTRAINT client_document_accepted_by_id_fkey FOREIGN KEY (accepted_by_id) REFERENCES core.operator(id);


--
-- Name: client_document client_document_client_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.client_document
    ADD CONSTRAINT client_document_client_id_fkey FOREIGN KEY (client_id) REFERENCES core.client_profile(id);


--
-- Name: client_document client_document_document_type_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.client_document
    ADD CONSTRAINT client_document_document_type_id_fkey FOREIGN KEY (document_type_id) REFERENCES dict.document_type(id);


--
-- Name: client_document client_document_issuing_country_code_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.client_document
    ADD CONSTRAINT client_document_issuing_country_code_fkey FOREIGN KEY (issuing_country_code) REFERENCES dict.country(code);


--
-- Name: client_document client_document_kyc_document_type_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.client_document
    ADD CONSTRAINT client_document_kyc_document_type_id_fkey FOREIGN KEY (kyc_document_type_id) REFERENCES dict.kyc_document_type(id);


--
-- Name: client_document client_document_kyc_verification_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.client_document
    ADD CONSTRAINT client_document_kyc_verification_id_fkey FOREIGN KEY (kyc_verification_id) REFERENCES core.kyc_verification(id);


--
-- Name: client_document client_document_state_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.client_document
    ADD CONSTRAINT client_document_state_id_fkey FOREIGN KEY (state_id) REFERENCES dict.document_state(id);


--
-- Name: client_document_state_log client_document_state_log_document_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.client_document_state_log
    ADD CONSTRAINT client_document_state_log_document_id_fkey FOREIGN KEY (document_id) REFERENCES core.client_document(id);


--
-- Name: client_document_state_log client_document_state_log_reviewer_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.client_document_state_log
    ADD CONSTRAINT client_document_state_log_reviewer_id_fkey FOREIGN KEY (reviewer_id) REFERENCES core.operator(id);


--
-- Name: client_document_state_log client_document_state_log_state_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.client_document_state_log
    ADD CONSTRAINT client_document_state_log_state_id_fkey FOREIGN KEY (state_id) REFERENCES dict.document_state(id);


--
-- Name: client_document client_document_uploaded_via_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.client_document
    ADD CONSTRAINT client_document_uploaded_via_id_fkey FOREIGN KEY (uploaded_via_id) REFERENCES dict.channel(id);


--
-- Name: client_employment client_employment_employer_client_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.client_employment
    ADD CONSTRAINT client_employment_employer_client_id_fkey FOREIGN KEY (employer_client_id) REFERENCES core.client_profile(id);


--
-- Name: client_employment client_employment_employment_status_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.client_employment
    ADD CONSTRAINT client_employment_employment_status_id_fkey FOREIGN KEY (employment_status_id) REFERENCES dict.employment_status(id);


--
-- Name: client_employment client_employment_income_band_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.client_employment
    ADD CONSTRAINT client_employment_income_band_id_fkey FOREIGN KEY (income_band_id) REFERENCES dict.income_band(id);


--
-- Name: client_employment client_employment_income_currency_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.client_employment
    ADD CONSTRAINT client_employment_income_currency_fkey FOREIGN KEY (income_currency) REFERENCES dict.currency(code);


--
-- Name: client_employment client_employment_income_source_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.client_employment
    ADD CONSTRAINT client_employment_income_source_id_fkey FOREIGN KEY (income_source_id) REFERENCES dict.income_source(id);


--
-- Name: client_employment client_employment_industry_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.client_employment
    ADD CONSTRAINT client_employment_industry_id_fkey FOREIGN KEY (industry_id) REFERENCES dict.industry(id);


--
-- Name: client_employment client_employment_person_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.client_employment
    ADD CONSTRAINT client_employment_person_id_fkey FOREIGN KEY (person_id) REFERENCES core.client_person(id);


--
-- Name: client_identifier client_identifier_client_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.client_identifier
    ADD CONSTRAINT client_identifier_client_id_fkey FOREIGN KEY (client_id) REFERENCES core.client_profile(id);


--
-- Name: client_identifier client_identifier_issuing_country_code_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.client_identifier
    ADD CONSTRAINT client_identifier_issuing_country_code_fkey FOREIGN KEY (issuing_country_code) REFERENCES dict.country(code);


--
-- Name: client_identifier client_identifier_source_document_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.client_identifier
    ADD CONSTRAINT client_identifier_source_document_id_fkey FOREIGN KEY (source_document_id) REFERENCES core.client_document(id);


--
-- Name: client_merge client_merge_duplicateClientId_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.client_merge
    ADD CONSTRAINT "client_merge_duplicateClientId_fkey" FOREIGN KEY ("duplicateClientId") REFERENCES core.client_profile(id);


--
-- Name: client_merge client_merge_merged_by_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.client_merge
    ADD CONSTRAINT client_merge_merged_by_fkey FOREIGN KEY (merged_by) REFERENCES core.operator(id);


--
-- Name: client_merge client_merge_surviving_client_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.client_merge
    ADD CONSTRAINT client_merge_surviving_client_id_fkey FOREIGN KEY (surviving_client_id) REFERENCES core.client_profile(id);


--
-- Name: client_name_history client_name_history_client_profile_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.client_name_history
    ADD CONSTRAINT client_name_history_client_profile_id_fkey FOREIGN KEY (client_profile_id) REFERENCES core.client_profile(id);


--
-- Name: client_name_history client_name_history_operator_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.client_name_history
    ADD CONSTRAINT client_name_history_operator_id_fkey FOREIGN KEY (operator_id) REFERENCES core.operator(id);


--
-- Name: client_name_history client_name_history_proof_document_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.client_name_history
    ADD CONSTRAINT client_name_history_proof_document_id_fkey FOREIGN KEY (proof_document_id) REFERENCES core.client_document(id);


--
-- Name: client_note client_note_author_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.client_note
    ADD CONSTRAINT client_note_author_id_fkey FOREIGN KEY (author_id) REFERENCES core.operator(id);


--
-- Name: client_note client_note_branch_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.client_note
    ADD CONSTRAINT client_note_branch_id_fkey FOREIGN KEY (branch_id) REFERENCES core.branch(id);


--
-- Name: client_note client_note_client_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.client_note
    ADD CONSTRAINT client_note_client_id_fkey FOREIGN KEY (client_id) REFERENCES core.client_profile(id);


--
-- Name: client_note client_note_complaint_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.client_note
    ADD CONSTRAINT client_note_complaint_id_fkey FOREIGN KEY (complaint_id) REFERENCES core.complaint(id);


--
-- Name: client_person client_person_birth_country_code_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.client_person
    ADD CONSTRAINT client_person_birth_country_code_fkey FOREIGN KEY (birth_country_code) REFERENCES dict.country(code);


--
-- Name: client_person client_person_citizenship_code_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.client_person
    ADD CONSTRAINT client_person_citizenship_code_fkey FOREIGN KEY (citizenship_code) REFERENCES dict.country(code);


--
-- Name: client_person client_person_client_profile_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.client_person
    ADD CONSTRAINT client_person_client_profile_id_fkey FOREIGN KEY (client_profile_id) REFERENCES core.client_profile(id);


--
-- Name: client_person client_person_gender_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.client_person
    ADD CONSTRAINT client_person_gender_id_fkey FOREIGN KEY (gender_id) REFERENCES dict.gender(id);


--
-- Name: client_person client_person_marital_status_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.client_person
    ADD CONSTRAINT client_person_marital_status_id_fkey FOREIGN KEY (marital_status_id) REFERENCES dict.marital_status(id);


--
-- Name: client_person client_person_pep_status_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.client_person
    ADD CONSTRAINT client_person_pep_status_id_fkey FOREIGN KEY (pep_status_id) REFERENCES dict.pep_status(id);


--
-- Name: client_person client_person_second_citizenship_code_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.client_person
    ADD CONSTRAINT client_person_second_citizenship_code_fkey FOREIGN KEY (second_citizenship_code) REFERENCES dict.country(code);


--
-- Name: client_profile client_profile_closure_reason_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.client_profile
    ADD CONSTRAINT client_profile_closure_reason_id_fkey FOREIGN KEY (closure_reason_id) REFERENCES dict.closure_reason(id);


--
-- Name: client_profile client_profile_country_code_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.client_profile
    ADD CONSTRAINT client_profile_country_code_fkey FOREIGN KEY (country_code) REFERENCES dict.country(code);


--
-- Name: client_profile client_profile_home_branch_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.client_profile
    ADD CONSTRAINT client_profile_home_branch_id_fkey FOREIGN KEY (home_branch_id) REFERENCES core.branch(id);


--
-- Name: client_profile client_profile_introduced_by_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.client_profile
    ADD CONSTRAINT client_profile_introduced_by_id_fkey FOREIGN KEY (introduced_by_id) REFERENCES core.client_profile(id);


--
-- Name: client_profile client_profile_kyc_status_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.client_profile
    ADD CONSTRAINT client_profile_kyc_status_id_fkey FOREIGN KEY (kyc_status_id) REFERENCES dict.kyc_verification_status(id);


--
-- Name: client_profile client_profile_language_code_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.client_profile
    ADD CONSTRAINT client_profile_language_code_fkey FOREIGN KEY (language_code) REFERENCES dict.language(code);


--
-- Name: client_profile client_profile_profile_type_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.client_profile
    ADD CONSTRAINT client_profile_profile_type_id_fkey FOREIGN KEY (profile_type_id) REFERENCES dict.profile_type(id);


--
-- Name: client_profile client_profile_relationship_manager_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.client_profile
    ADD CONSTRAINT client_profile_relationship_manager_id_fkey FOREIGN KEY (relationship_manager_id) REFERENCES core.operator(id);


--
-- Name: client_profile client_profile_risk_level_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.client_profile
    ADD CONSTRAINT client_profile_risk_level_id_fkey FOREIGN KEY (risk_level_id) REFERENCES dict.risk_level(id);


--
-- Name: client_profile client_profile_state_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.client_profile
    ADD CONSTRAINT client_profile_state_id_fkey FOREIGN KEY (state_id) REFERENCES dict.profile_state(id);


--
-- Name: client_profile_state_log client_profile_state_log_client_profile_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.client_profile_state_log
    ADD CONSTRAINT client_profile_state_log_client_profile_id_fkey FOREIGN KEY (client_profile_id) REFERENCES core.client_profile(id);


--
-- Name: client_profile_state_log client_profile_state_log_from_state_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.client_profile_state_log
    ADD CONSTRAINT client_profile_state_log_from_state_id_fkey FOREIGN KEY (from_state_id) REFERENCES dict.profile_state(id);


--
-- Name: client_profile_state_log client_profile_state_log_operator_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.client_profile_state_log
    ADD CONSTRAINT client_profile_state_log_operator_id_fkey FOREIGN KEY (operator_id) REFERENCES core.operator(id);


--
-- Name: client_profile_state_log client_profile_state_log_to_state_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.client_profile_state_log
    ADD CONSTRAINT client_profile_state_log_to_state_id_fkey FOREIGN KEY (to_state_id) REFERENCES dict.profile_state(id);


--
-- Name: client_referral client_referral_campaign_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.client_referral
    ADD CONSTRAINT client_referral_campaign_id_fkey FOREIGN KEY (campaign_id) REFERENCES core.campaign(id);


--
-- Name: client_referral client_referral_onboarding_application_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.client_referral
    ADD CONSTRAINT client_referral_onboarding_application_id_fkey FOREIGN KEY (onboarding_application_id) REFERENCES core.onboarding_application(id);


--
-- Name: client_referral client_referral_referred_client_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.client_referral
    ADD CONSTRAINT client_referral_referred_client_id_fkey FOREIGN KEY (referred_client_id) REFERENCES core.client_profile(id);


--
-- Name: client_referral client_referral_referrer_client_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.client_referral
    ADD CONSTRAINT client_referral_referrer_client_id_fkey FOREIGN KEY (referrer_client_id) REFERENCES core.client_profile(id);


--
-- Name: client_relation client_relation_client_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.client_relation
    ADD CONSTRAINT client_relation_client_id_fkey FOREIGN KEY (client_id) REFERENCES core.client_profile(id);


--
-- Name: client_relation client_relation_recorded_by_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.client_relation
    ADD CONSTRAINT client_relation_recorded_by_fkey FOREIGN KEY (recorded_by) REFERENCES core.operator(id);


--
-- Name: client_relation client_relation_related_client_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.client_relation
    ADD CONSTRAINT client_relation_related_client_id_fkey FOREIGN KEY (related_client_id) REFERENCES core.client_profile(id);


--
-- Name: client_segment_member client_segment_member_client_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.client_segment_member
    ADD CONSTRAINT client_segment_member_client_id_fkey FOREIGN KEY (client_id) REFERENCES core.client_profile(id);


--
-- Name: client_segment_member client_segment_member_segment_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.client_segment_member
    ADD CONSTRAINT client_segment_member_segment_id_fkey FOREIGN KEY (segment_id) REFERENCES core.client_segment(id);


--
-- Name: client_segment client_segment_owner_operator_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.client_segment
    ADD CONSTRAINT client_segment_owner_operator_id_fkey FOREIGN KEY (owner_operator_id) REFERENCES core.operator(id);


--
-- Name: closing_step_run closing_step_run_business_day_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.closing_step_run
    ADD CONSTRAINT closing_step_run_business_day_id_fkey FOREIGN KEY (business_day_id) REFERENCES core.business_day(id);


--
-- Name: collateral_insurance collateral_insurance_collateral_item_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.collateral_insurance
    ADD CONSTRAINT collateral_insurance_collateral_item_id_fkey FOREIGN KEY (collateral_item_id) REFERENCES core.collateral_item(id);


--
-- Name: collateral_insurance collateral_insurance_insurer_partner_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.collateral_insurance
    ADD CONSTRAINT collateral_insurance_insurer_partner_id_fkey FOREIGN KEY (insurer_partner_id) REFERENCES core.partner(id);


--
-- Name: collateral_item collateral_item_collateral_type_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.collateral_item
    ADD CONSTRAINT collateral_item_collateral_type_id_fkey FOREIGN KEY (collateral_type_id) REFERENCES dict.collateral_type(id);


--
-- Name: collateral_item collateral_item_country_code_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.collateral_item
    ADD CONSTRAINT collateral_item_country_code_fkey FOREIGN KEY (country_code) REFERENCES dict.country(code);


--
-- Name: collateral_item collateral_item_deposit_agreement_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.collateral_item
    ADD CONSTRAINT collateral_item_deposit_agreement_id_fkey FOREIGN KEY (deposit_agreement_id) REFERENCES core.deposit_agreement(id);


--
-- Name: collateral_item collateral_item_owner_client_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.collateral_item
    ADD CONSTRAINT collateral_item_owner_client_id_fkey FOREIGN KEY (owner_client_id) REFERENCES core.client_profile(id);


--
-- Name: collateral_item collateral_item_region_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.collateral_item
    ADD CONSTRAINT collateral_item_region_id_fkey FOREIGN KEY (region_id) REFERENCES dict.region(id);


--
-- Name: collateral_item collateral_item_value_currency_code_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.collateral_item
    ADD CONSTRAINT collateral_item_value_currency_code_fkey FOREIGN KEY (value_currency_code) REFERENCES dict.currency(code);


--
-- Name: collateral_valuation collateral_valuation_accepted_by_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.collateral_valuation
    ADD CONSTRAINT collateral_valuation_accepted_by_id_fkey FOREIGN KEY (accepted_by_id) REFERENCES core.operator(id);


--
-- Name: collateral_valuation collateral_valuation_collateral_item_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.collateral_valuation
    ADD CONSTRAINT collateral_valuation_collateral_item_id_fkey FOREIGN KEY (collateral_item_id) REFERENCES core.collateral_item(id);


--
-- Name: collateral_valuation collateral_valuation_currency_code_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.collateral_valuation
    ADD CONSTRAINT collateral_valuation_currency_code_fkey FOREIGN KEY (currency_code) REFERENCES dict.currency(code);


--
-- Name: collateral_valuation collateral_valuation_report_document_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.collateral_valuation
    ADD CONSTRAINT collateral_valuation_report_document_id_fkey FOREIGN KEY (report_document_id) REFERENCES core.client_document(id);


--
-- Name: collateral_valuation collateral_valuation_valuer_partner_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.collateral_valuation
    ADD CONSTRAINT collateral_valuation_valuer_partner_id_fkey FOREIGN KEY (valuer_partner_id) REFERENCES core.partner(id);


--
-- Name: company_industry company_industry_company_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.company_industry
    ADD CONSTRAINT company_industry_company_id_fkey FOREIGN KEY (company_id) REFERENCES core.client_company(id);


--
-- Name: company_industry company_industry_industry_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.company_industry
    ADD CONSTRAINT company_industry_industry_id_fkey FOREIGN KEY (industry_id) REFERENCES dict.industry(id);


--
-- Name: company_officer company_officer_company_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.company_officer
    ADD CONSTRAINT company_officer_company_id_fkey FOREIGN KEY (company_id) REFERENCES core.client_company(id);


--
-- Name: company_officer company_officer_confirmed_by_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.company_officer
    ADD CONSTRAINT company_officer_confirmed_by_fkey FOREIGN KEY (confirmed_by) REFERENCES core.operator(id);


--
-- Name: company_officer company_officer_person_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.company_officer
    ADD CONSTRAINT company_officer_person_id_fkey FOREIGN KEY (person_id) REFERENCES core.client_person(id);


--
-- Name: company_officer company_officer_register_extract_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.company_officer
    ADD CONSTRAINT company_officer_register_extract_id_fkey FOREIGN KEY (register_extract_id) REFERENCES core.client_document(id);


--
-- Name: company_officer company_officer_role_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.company_officer
    ADD CONSTRAINT company_officer_role_id_fkey FOREIGN KEY (role_id) REFERENCES dict.company_role(id);


--
-- Name: complaint complaint_branch_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.complaint
    ADD CONSTRAINT complaint_branch_id_fkey FOREIGN KEY (branch_id) REFERENCES core.branch(id);


--
-- Name: complaint complaint_card_link_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.complaint
    ADD CONSTRAINT complaint_card_link_id_fkey FOREIGN KEY (card_link_id) REFERENCES core.card_link(id);


--
-- Name: complaint complaint_category_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.complaint
    ADD CONSTRAINT complaint_category_id_fkey FOREIGN KEY (category_id) REFERENCES dict.complaint_category(id);


--
-- Name: complaint complaint_channel_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.complaint
    ADD CONSTRAINT complaint_channel_id_fkey FOREIGN KEY (channel_id) REFERENCES dict.channel(id);


--
-- Name: complaint complaint_client_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.complaint
    ADD CONSTRAINT complaint_client_id_fkey FOREIGN KEY (client_id) REFERENCES core.client_profile(id);


--
-- Name: complaint complaint_currency_code_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.complaint
    ADD CONSTRAINT complaint_currency_code_fkey FOREIGN KEY (currency_code) REFERENCES dict.currency(code);


--
-- Name: complaint_message complaint_message_complaint_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.complaint_message
    ADD CONSTRAINT complaint_message_complaint_id_fkey FOREIGN KEY (complaint_id) REFERENCES core.complaint(id);


--
-- Name: complaint_message complaint_message_language_code_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.complaint_message
    ADD CONSTRAINT complaint_message_language_code_fkey FOREIGN KEY (language_code) REFERENCES dict.language(code);


--
-- Name: complaint_message complaint_message_operator_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.complaint_message
    ADD CONSTRAINT complaint_message_operator_id_fkey FOREIGN KEY (operator_id) REFERENCES core.operator(id);


--
-- Name: complaint complaint_owner_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.complaint
    ADD CONSTRAINT complaint_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES core.operator(id);


--
-- Name: complaint complaint_payment_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.complaint
    ADD CONSTRAINT complaint_payment_id_fkey FOREIGN KEY (payment_id) REFERENCES core.payment(id);


--
-- Name: complaint complaint_state_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.complaint
    ADD CONSTRAINT complaint_state_id_fkey FOREIGN KEY (state_id) REFERENCES dict.complaint_state(id);


--
-- Name: complaint_state_log complaint_state_log_complaint_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.complaint_state_log
    ADD CONSTRAINT complaint_state_log_complaint_id_fkey FOREIGN KEY (complaint_id) REFERENCES core.complaint(id);


--
-- Name: complaint_state_log complaint_state_log_state_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.complaint_state_log
    ADD CONSTRAINT complaint_state_log_state_id_fkey FOREIGN KEY (state_id) REFERENCES dict.complaint_state(id);


--
-- Name: consent_text consent_text_consent_type_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.consent_text
    ADD CONSTRAINT consent_text_consent_type_id_fkey FOREIGN KEY (consent_type_id) REFERENCES dict.consent_type(id);


--
-- Name: consent_text consent_text_language_code_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.consent_text
    ADD CONSTRAINT consent_text_language_code_fkey FOREIGN KEY (language_code) REFERENCES dict.language(code);


--
-- Name: contact_verification contact_verification_channel_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.contact_verification
    ADD CONSTRAINT contact_verification_channel_id_fkey FOREIGN KEY (channel_id) REFERENCES dict.notification_channel(id);


--
-- Name: contact_verification contact_verification_contact_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.contact_verification
    ADD CONSTRAINT contact_verification_contact_id_fkey FOREIGN KEY (contact_id) REFERENCES core.client_contact(id);


--
-- Name: correspondent_bank correspondent_bank_country_code_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.correspondent_bank
    ADD CONSTRAINT correspondent_bank_country_code_fkey FOREIGN KEY (country_code) REFERENCES dict.country(code);


--
-- Name: correspondent_bank correspondent_bank_our_relationship_manager_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.correspondent_bank
    ADD CONSTRAINT correspondent_bank_our_relationship_manager_id_fkey FOREIGN KEY (our_relationship_manager_id) REFERENCES core.operator(id);


--
-- Name: correspondent_bank correspondent_bank_risk_level_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.correspondent_bank
    ADD CONSTRAINT correspondent_bank_risk_level_id_fkey FOREIGN KEY (risk_level_id) REFERENCES dict.risk_level(id);


--
-- Name: cost_center cost_center_parent_code_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.cost_center
    ADD CONSTRAINT cost_center_parent_code_fkey FOREIGN KEY (parent_code) REFERENCES core.cost_center(code);


--
-- Name: deposit_agreement deposit_agreement_client_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.deposit_agreement
    ADD CONSTRAINT deposit_agreement_client_id_fkey FOREIGN KEY (client_id) REFERENCES core.client_profile(id);


--
-- Name: deposit_agreement deposit_agreement_currency_code_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.deposit_agreement
    ADD CONSTRAINT deposit_agreement_currency_code_fkey FOREIGN KEY (currency_code) REFERENCES dict.currency(code);


--
-- Name: deposit_agreement deposit_agreement_day_count_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.deposit_agreement
    ADD CONSTRAINT deposit_agreement_day_count_id_fkey FOREIGN KEY (day_count_id) REFERENCES dict.day_count_convention(id);


--
-- Name: deposit_agreement deposit_agreement_deposit_account_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.deposit_agreement
    ADD CONSTRAINT deposit_agreement_deposit_account_id_fkey FOREIGN KEY (deposit_account_id) REFERENCES core.account(id);


--
-- Name: deposit_agreement deposit_agreement_deposit_type_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.deposit_agreement
    ADD CONSTRAINT deposit_agreement_deposit_type_id_fkey FOREIGN KEY (deposit_type_id) REFERENCES dict.deposit_type(id);


--
-- Name: deposit_agreement deposit_agreement_payout_account_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.deposit_agreement
    ADD CONSTRAINT deposit_agreement_payout_account_id_fkey FOREIGN KEY (payout_account_id) REFERENCES core.account(id);


--
-- Name: deposit_agreement deposit_agreement_product_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.deposit_agreement
    ADD CONSTRAINT deposit_agreement_product_id_fkey FOREIGN KEY (product_id) REFERENCES core.product(id);


--
-- Name: deposit_agreement deposit_agreement_rate_offer_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.deposit_agreement
    ADD CONSTRAINT deposit_agreement_rate_offer_id_fkey FOREIGN KEY (rate_offer_id) REFERENCES core.deposit_rate_offer(id);


--
-- Name: deposit_agreement deposit_agreement_rolled_from_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.deposit_agreement
    ADD CONSTRAINT deposit_agreement_rolled_from_id_fkey FOREIGN KEY (rolled_from_id) REFERENCES core.deposit_agreement(id);


--
-- Name: deposit_agreement deposit_agreement_signed_document_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.deposit_agreement
    ADD CONSTRAINT deposit_agreement_signed_document_id_fkey FOREIGN KEY (signed_document_id) REFERENCES core.client_document(id);


--
-- Name: deposit_rate_offer deposit_rate_offer_currency_code_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.deposit_rate_offer
    ADD CONSTRAINT deposit_rate_offer_currency_code_fkey FOREIGN KEY (currency_code) REFERENCES dict.currency(code);


--
-- Name: deposit_rate_offer deposit_rate_offer_deposit_type_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.deposit_rate_offer
    ADD CONSTRAINT deposit_rate_offer_deposit_type_id_fkey FOREIGN KEY (deposit_type_id) REFERENCES dict.deposit_type(id);


--
-- Name: deposit_state_log deposit_state_log_deposit_agreement_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.deposit_state_log
    ADD CONSTRAINT deposit_state_log_deposit_agreement_id_fkey FOREIGN KEY (deposit_agreement_id) REFERENCES core.deposit_agreement(id);


--
-- Name: direct_debit_collection direct_debit_collection_mandate_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.direct_debit_collection
    ADD CONSTRAINT direct_debit_collection_mandate_id_fkey FOREIGN KEY (mandate_id) REFERENCES core.direct_debit_mandate(id);


--
-- Name: direct_debit_collection direct_debit_collection_payment_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.direct_debit_collection
    ADD CONSTRAINT direct_debit_collection_payment_id_fkey FOREIGN KEY (payment_id) REFERENCES core.payment(id);


--
-- Name: direct_debit_collection direct_debit_collection_refusal_code_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.direct_debit_collection
    ADD CONSTRAINT direct_debit_collection_refusal_code_id_fkey FOREIGN KEY (refusal_code_id) REFERENCES dict.sepa_reason_code(id);


--
-- Name: direct_debit_collection direct_debit_collection_settlement_cycle_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.direct_debit_collection
    ADD CONSTRAINT direct_debit_collection_settlement_cycle_id_fkey FOREIGN KEY (settlement_cycle_id) REFERENCES core.settlement_cycle(id);


--
-- Name: direct_debit_creditor direct_debit_creditor_country_code_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.direct_debit_creditor
    ADD CONSTRAINT direct_debit_creditor_country_code_fkey FOREIGN KEY (country_code) REFERENCES dict.country(code);


--
-- Name: direct_debit_creditor direct_debit_creditor_industry_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.direct_debit_creditor
    ADD CONSTRAINT direct_debit_creditor_industry_id_fkey FOREIGN KEY (industry_id) REFERENCES dict.industry(id);


--
-- Name: direct_debit_creditor direct_debit_creditor_own_client_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.direct_debit_creditor
    ADD CONSTRAINT direct_debit_creditor_own_client_id_fkey FOREIGN KEY (own_client_id) REFERENCES core.client_profile(id);


--
-- Name: direct_debit_mandate direct_debit_mandate_account_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.direct_debit_mandate
    ADD CONSTRAINT direct_debit_mandate_account_id_fkey FOREIGN KEY (account_id) REFERENCES core.account(id);


--
-- Name: direct_debit_mandate direct_debit_mandate_client_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.direct_debit_mandate
    ADD CONSTRAINT direct_debit_mandate_client_id_fkey FOREIGN KEY (client_id) REFERENCES core.client_profile(id);


--
-- Name: direct_debit_mandate direct_debit_mandate_creditor_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.direct_debit_mandate
    ADD CONSTRAINT direct_debit_mandate_creditor_id_fkey FOREIGN KEY (creditor_id) REFERENCES core.direct_debit_creditor(creditor_id);


--
-- Name: direct_debit_mandate direct_debit_mandate_document_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.direct_debit_mandate
    ADD CONSTRAINT direct_debit_mandate_document_id_fkey FOREIGN KEY (document_id) REFERENCES core.client_document(id);


--
-- Name: direct_debit_mandate direct_debit_mandate_mandate_type_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.direct_debit_mandate
    ADD CONSTRAINT direct_debit_mandate_mandate_type_id_fkey FOREIGN KEY (mandate_type_id) REFERENCES dict.mandate_type(id);


--
-- Name: direct_debit_refund_claim direct_debit_refund_claim_claimed_by_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.direct_debit_refund_claim
    ADD CONSTRAINT direct_debit_refund_claim_claimed_by_id_fkey FOREIGN KEY (claimed_by_id) REFERENCES core.client_profile(id);


--
-- Name: direct_debit_refund_claim direct_debit_refund_claim_collection_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.direct_debit_refund_claim
    ADD CONSTRAINT direct_debit_refund_claim_collection_id_fkey FOREIGN KEY (collection_id) REFERENCES core.direct_debit_collection(id);


--
-- Name: direct_debit_refund_claim direct_debit_refund_claim_handled_by_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.direct_debit_refund_claim
    ADD CONSTRAINT direct_debit_refund_claim_handled_by_id_fkey FOREIGN KEY (handled_by_id) REFERENCES core.operator(id);


--
-- Name: direct_debit_refund_claim direct_debit_refund_claim_payment_return_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.direct_debit_refund_claim
    ADD CONSTRAINT direct_debit_refund_claim_payment_return_id_fkey FOREIGN KEY (payment_return_id) REFERENCES core.payment_return(id);


--
-- Name: document_file document_file_document_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.document_file
    ADD CONSTRAINT document_file_document_id_fkey FOREIGN KEY (document_id) REFERENCES core.client_document(id);


--
-- Name: document_request document_request_client_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.document_request
    ADD CONSTRAINT document_request_client_id_fkey FOREIGN KEY (client_id) REFERENCES core.client_profile(id);


--
-- Name: document_request document_request_document_type_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.document_request
    ADD CONSTRAINT document_request_document_type_id_fkey FOREIGN KEY (document_type_id) REFERENCES dict.document_type(id);


--
-- Name: document_request document_request_fulfilled_by_document_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.document_request
    ADD CONSTRAINT document_request_fulfilled_by_document_id_fkey FOREIGN KEY (fulfilled_by_document_id) REFERENCES core.client_document(id);


--
-- Name: document_request document_request_kyc_verification_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.document_request
    ADD CONSTRAINT document_request_kyc_verification_id_fkey FOREIGN KEY (kyc_verification_id) REFERENCES core.kyc_verification(id);


--
-- Name: document_request document_request_loan_agreement_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.document_request
    ADD CONSTRAINT document_request_loan_agreement_id_fkey FOREIGN KEY (loan_agreement_id) REFERENCES core.loan_agreement(id);


--
-- Name: document_request document_request_requested_by_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.document_request
    ADD CONSTRAINT document_request_requested_by_fkey FOREIGN KEY (requested_by) REFERENCES core.operator(id);


--
-- Name: document_template document_template_document_type_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.document_template
    ADD CONSTRAINT document_template_document_type_id_fkey FOREIGN KEY (document_type_id) REFERENCES dict.document_type(id);


--
-- Name: document_template document_template_language_code_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.document_template
    ADD CONSTRAINT document_template_language_code_fkey FOREIGN KEY (language_code) REFERENCES dict.language(code);


--
-- Name: document_template document_template_last_edited_by_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.document_template
    ADD CONSTRAINT document_template_last_edited_by_fkey FOREIGN KEY (last_edited_by) REFERENCES core.operator(id);


--
-- Name: entry entry_account_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.entry
    ADD CONSTRAINT entry_account_id_fkey FOREIGN KEY (account_id) REFERENCES core.account(id);


--
-- Name: entry entry_cost_center_code_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.entry
    ADD CONSTRAINT entry_cost_center_code_fkey FOREIGN KEY (cost_center_code) REFERENCES core.cost_center(code);


--
-- Name: entry entry_currency_code_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.entry
    ADD CONSTRAINT entry_currency_code_fkey FOREIGN KEY (currency_code) REFERENCES dict.currency(code);


--
-- Name: entry entry_entry_type_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.entry
    ADD CONSTRAINT entry_entry_type_id_fkey FOREIGN KEY (entry_type_id) REFERENCES dict.entry_type(id);


--
-- Name: entry entry_gl_account_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.entry
    ADD CONSTRAINT entry_gl_account_id_fkey FOREIGN KEY (gl_account_id) REFERENCES core.gl_account(id);


--
-- Name: entry entry_journal_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.entry
    ADD CONSTRAINT entry_journal_id_fkey FOREIGN KEY (journal_id) REFERENCES core.gl_journal(id);


--
-- Name: entry entry_payment_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.entry
    ADD CONSTRAINT entry_payment_id_fkey FOREIGN KEY (payment_id) REFERENCES core.payment(id);


--
-- Name: entry_reversal entry_reversal_approved_by_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.entry_reversal
    ADD CONSTRAINT entry_reversal_approved_by_id_fkey FOREIGN KEY (approved_by_id) REFERENCES core.operator(id);


--
-- Name: entry_reversal entry_reversal_original_entry_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.entry_reversal
    ADD CONSTRAINT entry_reversal_original_entry_id_fkey FOREIGN KEY (original_entry_id) REFERENCES core.entry(id);


--
-- Name: entry_reversal entry_reversal_reversing_entry_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.entry_reversal
    ADD CONSTRAINT entry_reversal_reversing_entry_id_fkey FOREIGN KEY (reversing_entry_id) REFERENCES core.entry(id);


--
-- Name: entry entry_transaction_type_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.entry
    ADD CONSTRAINT entry_transaction_type_id_fkey FOREIGN KEY (transaction_type_id) REFERENCES dict.transaction_type(id);


--
-- Name: fee_charge fee_charge_account_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.fee_charge
    ADD CONSTRAINT fee_charge_account_id_fkey FOREIGN KEY (account_id) REFERENCES core.account(id);


--
-- Name: fee_charge fee_charge_currency_code_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.fee_charge
    ADD CONSTRAINT fee_charge_currency_code_fkey FOREIGN KEY (currency_code) REFERENCES dict.currency(code);


--
-- Name: fee_charge fee_charge_entry_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.fee_charge
    ADD CONSTRAINT fee_charge_entry_id_fkey FOREIGN KEY (entry_id) REFERENCES core.entry(id);


--
-- Name: fee_charge fee_charge_fee_type_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.fee_charge
    ADD CONSTRAINT fee_charge_fee_type_id_fkey FOREIGN KEY (fee_type_id) REFERENCES dict.fee_type(id);


--
-- Name: fee_charge fee_charge_payment_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.fee_charge
    ADD CONSTRAINT fee_charge_payment_id_fkey FOREIGN KEY (payment_id) REFERENCES core.payment(id);


--
-- Name: fee_charge fee_charge_tariff_rate_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.fee_charge
    ADD CONSTRAINT fee_charge_tariff_rate_id_fkey FOREIGN KEY (tariff_rate_id) REFERENCES core.tariff_rate(id);


--
-- Name: fee_collection_attempt fee_collection_attempt_fee_charge_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.fee_collection_attempt
    ADD CONSTRAINT fee_collection_attempt_fee_charge_id_fkey FOREIGN KEY (fee_charge_id) REFERENCES core.fee_charge(id);


--
-- Name: fee_refund fee_refund_complaint_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.fee_refund
    ADD CONSTRAINT fee_refund_complaint_id_fkey FOREIGN KEY (complaint_id) REFERENCES core.complaint(id);


--
-- Name: fee_refund fee_refund_fee_charge_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.fee_refund
    ADD CONSTRAINT fee_refund_fee_charge_id_fkey FOREIGN KEY (fee_charge_id) REFERENCES core.fee_charge(id);


--
-- Name: fee_refund fee_refund_refund_entry_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.fee_refund
    ADD CONSTRAINT fee_refund_refund_entry_id_fkey FOREIGN KEY (refund_entry_id) REFERENCES core.entry(id);


--
-- Name: fee_refund fee_refund_requested_by_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.fee_refund
    ADD CONSTRAINT fee_refund_requested_by_id_fkey FOREIGN KEY (requested_by_id) REFERENCES core.operator(id);


--
-- Name: fee_refund fee_refund_second_approver_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.fee_refund
    ADD CONSTRAINT fee_refund_second_approver_id_fkey FOREIGN KEY (second_approver_id) REFERENCES core.operator(id);


--
-- Name: fee_waiver fee_waiver_account_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.fee_waiver
    ADD CONSTRAINT fee_waiver_account_id_fkey FOREIGN KEY (account_id) REFERENCES core.account(id);


--
-- Name: fee_waiver fee_waiver_client_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.fee_waiver
    ADD CONSTRAINT fee_waiver_client_id_fkey FOREIGN KEY (client_id) REFERENCES core.client_profile(id);


--
-- Name: fee_waiver fee_waiver_complaint_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.fee_waiver
    ADD CONSTRAINT fee_waiver_complaint_id_fkey FOREIGN KEY (complaint_id) REFERENCES core.complaint(id);


--
-- Name: fee_waiver fee_waiver_fee_type_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.fee_waiver
    ADD CONSTRAINT fee_waiver_fee_type_id_fkey FOREIGN KEY (fee_type_id) REFERENCES dict.fee_type(id);


--
-- Name: fee_waiver fee_waiver_granted_by_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.fee_waiver
    ADD CONSTRAINT fee_waiver_granted_by_id_fkey FOREIGN KEY (granted_by_id) REFERENCES core.operator(id);


--
-- Name: fx_deal fx_deal_base_currency_code_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.fx_deal
    ADD CONSTRAINT fx_deal_base_currency_code_fkey FOREIGN KEY (base_currency_code) REFERENCES dict.currency(code);


--
-- Name: fx_deal fx_deal_client_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.fx_deal
    ADD CONSTRAINT fx_deal_client_id_fkey FOREIGN KEY (client_id) REFERENCES core.client_profile(id);


--
-- Name: fx_deal fx_deal_correspondent_bank_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.fx_deal
    ADD CONSTRAINT fx_deal_correspondent_bank_id_fkey FOREIGN KEY (correspondent_bank_id) REFERENCES core.correspondent_bank(id);


--
-- Name: fx_deal fx_deal_counter_currency_code_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.fx_deal
    ADD CONSTRAINT fx_deal_counter_currency_code_fkey FOREIGN KEY (counter_currency_code) REFERENCES dict.currency(code);


--
-- Name: fx_deal fx_deal_credit_account_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.fx_deal
    ADD CONSTRAINT fx_deal_credit_account_id_fkey FOREIGN KEY (credit_account_id) REFERENCES core.account(id);


--
-- Name: fx_deal fx_deal_deal_type_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.fx_deal
    ADD CONSTRAINT fx_deal_deal_type_id_fkey FOREIGN KEY (deal_type_id) REFERENCES dict.fx_deal_type(id);


--
-- Name: fx_deal fx_deal_dealer_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.fx_deal
    ADD CONSTRAINT fx_deal_dealer_id_fkey FOREIGN KEY (dealer_id) REFERENCES core.operator(id);


--
-- Name: fx_deal fx_deal_debit_account_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.fx_deal
    ADD CONSTRAINT fx_deal_debit_account_id_fkey FOREIGN KEY (debit_account_id) REFERENCES core.account(id);


--
-- Name: fx_deal fx_deal_quote_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.fx_deal
    ADD CONSTRAINT fx_deal_quote_id_fkey FOREIGN KEY (quote_id) REFERENCES core.fx_quote(id);


--
-- Name: fx_quote fx_quote_buy_currency_code_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.fx_quote
    ADD CONSTRAINT fx_quote_buy_currency_code_fkey FOREIGN KEY (buy_currency_code) REFERENCES dict.currency(code);


--
-- Name: fx_quote fx_quote_client_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.fx_quote
    ADD CONSTRAINT fx_quote_client_id_fkey FOREIGN KEY (client_id) REFERENCES core.client_profile(id);


--
-- Name: fx_quote fx_quote_sell_currency_code_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.fx_quote
    ADD CONSTRAINT fx_quote_sell_currency_code_fkey FOREIGN KEY (sell_currency_code) REFERENCES dict.currency(code);


--
-- Name: fx_quote fx_quote_tariff_plan_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.fx_quote
    ADD CONSTRAINT fx_quote_tariff_plan_id_fkey FOREIGN KEY (tariff_plan_id) REFERENCES core.tariff_plan(id);


--
-- Name: fx_rate_fixing fx_rate_fixing_currency_code_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.fx_rate_fixing
    ADD CONSTRAINT fx_rate_fixing_currency_code_fkey FOREIGN KEY (currency_code) REFERENCES dict.currency(code);


--
-- Name: gl_account gl_account_class_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.gl_account
    ADD CONSTRAINT gl_account_class_id_fkey FOREIGN KEY (class_id) REFERENCES dict.gl_account_class(id);


--
-- Name: gl_account gl_account_currency_code_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.gl_account
    ADD CONSTRAINT gl_account_currency_code_fkey FOREIGN KEY (currency_code) REFERENCES dict.currency(code);


--
-- Name: gl_account_mapping gl_account_mapping_accrued_interest_gl_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.gl_account_mapping
    ADD CONSTRAINT gl_account_mapping_accrued_interest_gl_id_fkey FOREIGN KEY (accrued_interest_gl_id) REFERENCES core.gl_account(id);


--
-- Name: gl_account_mapping gl_account_mapping_approved_by_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.gl_account_mapping
    ADD CONSTRAINT gl_account_mapping_approved_by_id_fkey FOREIGN KEY (approved_by_id) REFERENCES core.operator(id);


--
-- Name: gl_account_mapping gl_account_mapping_balance_gl_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.gl_account_mapping
    ADD CONSTRAINT gl_account_mapping_balance_gl_id_fkey FOREIGN KEY (balance_gl_id) REFERENCES core.gl_account(id);


--
-- Name: gl_account_mapping gl_account_mapping_cost_center_code_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.gl_account_mapping
    ADD CONSTRAINT gl_account_mapping_cost_center_code_fkey FOREIGN KEY (cost_center_code) REFERENCES core.cost_center(code);


--
-- Name: gl_account_mapping gl_account_mapping_currency_code_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.gl_account_mapping
    ADD CONSTRAINT gl_account_mapping_currency_code_fkey FOREIGN KEY (currency_code) REFERENCES dict.currency(code);


--
-- Name: gl_account_mapping gl_account_mapping_fee_income_gl_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.gl_account_mapping
    ADD CONSTRAINT gl_account_mapping_fee_income_gl_id_fkey FOREIGN KEY (fee_income_gl_id) REFERENCES core.gl_account(id);


--
-- Name: gl_account_mapping gl_account_mapping_interest_expense_gl_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.gl_account_mapping
    ADD CONSTRAINT gl_account_mapping_interest_expense_gl_id_fkey FOREIGN KEY (interest_expense_gl_id) REFERENCES core.gl_account(id);


--
-- Name: gl_account_mapping gl_account_mapping_overdrawn_gl_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.gl_account_mapping
    ADD CONSTRAINT gl_account_mapping_overdrawn_gl_id_fkey FOREIGN KEY (overdrawn_gl_id) REFERENCES core.gl_account(id);


--
-- Name: gl_account_mapping gl_account_mapping_product_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.gl_account_mapping
    ADD CONSTRAINT gl_account_mapping_product_id_fkey FOREIGN KEY (product_id) REFERENCES core.product(id);


--
-- Name: gl_account_mapping gl_account_mapping_write_off_gl_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.gl_account_mapping
    ADD CONSTRAINT gl_account_mapping_write_off_gl_id_fkey FOREIGN KEY (write_off_gl_id) REFERENCES core.gl_account(id);


--
-- Name: gl_account gl_account_parent_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.gl_account
    ADD CONSTRAINT gl_account_parent_id_fkey FOREIGN KEY (parent_id) REFERENCES core.gl_account(id);


--
-- Name: gl_daily_turnover gl_daily_turnover_business_day_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.gl_daily_turnover
    ADD CONSTRAINT gl_daily_turnover_business_day_id_fkey FOREIGN KEY (business_day_id) REFERENCES core.business_day(id);


--
-- Name: gl_daily_turnover gl_daily_turnover_currency_code_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.gl_daily_turnover
    ADD CONSTRAINT gl_daily_turnover_currency_code_fkey FOREIGN KEY (currency_code) REFERENCES dict.currency(code);


--
-- Name: gl_daily_turnover gl_daily_turnover_gl_account_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.gl_daily_turnover
    ADD CONSTRAINT gl_daily_turnover_gl_account_id_fkey FOREIGN KEY (gl_account_id) REFERENCES core.gl_account(id);


--
-- Name: gl_journal gl_journal_approved_by_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.gl_journal
    ADD CONSTRAINT gl_journal_approved_by_id_fkey FOREIGN KEY (approved_by_id) REFERENCES core.operator(id);


--
-- Name: gl_journal gl_journal_business_day_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.gl_journal
    ADD CONSTRAINT gl_journal_business_day_id_fkey FOREIGN KEY (business_day_id) REFERENCES core.business_day(id);


--
-- Name: gl_journal gl_journal_posting_rule_code_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.gl_journal
    ADD CONSTRAINT gl_journal_posting_rule_code_fkey FOREIGN KEY (posting_rule_code) REFERENCES core.posting_rule(code);


--
-- Name: gl_journal gl_journal_prepared_by_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.gl_journal
    ADD CONSTRAINT gl_journal_prepared_by_id_fkey FOREIGN KEY (prepared_by_id) REFERENCES core.operator(id);


--
-- Name: gl_journal_state_log gl_journal_state_log_actor_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.gl_journal_state_log
    ADD CONSTRAINT gl_journal_state_log_actor_id_fkey FOREIGN KEY (actor_id) REFERENCES core.operator(id);


--
-- Name: gl_journal_state_log gl_journal_state_log_journal_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.gl_journal_state_log
    ADD CONSTRAINT gl_journal_state_log_journal_id_fkey FOREIGN KEY (journal_id) REFERENCES core.gl_journal(id);


--
-- Name: gl_revaluation gl_revaluation_business_day_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.gl_revaluation
    ADD CONSTRAINT gl_revaluation_business_day_id_fkey FOREIGN KEY (business_day_id) REFERENCES core.business_day(id);


--
-- Name: gl_revaluation gl_revaluation_currency_code_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.gl_revaluation
    ADD CONSTRAINT gl_revaluation_currency_code_fkey FOREIGN KEY (currency_code) REFERENCES dict.currency(code);


--
-- Name: gl_revaluation gl_revaluation_gl_account_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.gl_revaluation
    ADD CONSTRAINT gl_revaluation_gl_account_id_fkey FOREIGN KEY (gl_account_id) REFERENCES core.gl_account(id);


--
-- Name: gl_revaluation gl_revaluation_result_entry_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.gl_revaluation
    ADD CONSTRAINT gl_revaluation_result_entry_id_fkey FOREIGN KEY (result_entry_id) REFERENCES core.entry(id);


--
-- Name: iban_allocation iban_allocation_account_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.iban_allocation
    ADD CONSTRAINT iban_allocation_account_id_fkey FOREIGN KEY (account_id) REFERENCES core.account(id);


--
-- Name: iban_allocation iban_allocation_iban_range_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.iban_allocation
    ADD CONSTRAINT iban_allocation_iban_range_id_fkey FOREIGN KEY (iban_range_id) REFERENCES core.iban_range(id);


--
-- Name: iban_allocation iban_allocation_onboarding_application_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.iban_allocation
    ADD CONSTRAINT iban_allocation_onboarding_application_id_fkey FOREIGN KEY (onboarding_application_id) REFERENCES core.onboarding_application(id);


--
-- Name: iban_range iban_range_branch_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.iban_range
    ADD CONSTRAINT iban_range_branch_id_fkey FOREIGN KEY (branch_id) REFERENCES core.branch(id);


--
-- Name: iban_range iban_range_country_code_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.iban_range
    ADD CONSTRAINT iban_range_country_code_fkey FOREIGN KEY (country_code) REFERENCES dict.country(code);


--
-- Name: iban_range iban_range_partner_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.iban_range
    ADD CONSTRAINT iban_range_partner_id_fkey FOREIGN KEY (partner_id) REFERENCES core.partner(id);


--
-- Name: interest_accrual interest_accrual_account_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.interest_accrual
    ADD CONSTRAINT interest_accrual_account_id_fkey FOREIGN KEY (account_id) REFERENCES core.account(id);


--
-- Name: interest_accrual interest_accrual_capitalization_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.interest_accrual
    ADD CONSTRAINT interest_accrual_capitalization_id_fkey FOREIGN KEY (capitalization_id) REFERENCES core.interest_capitalization(id);


--
-- Name: interest_accrual interest_accrual_deposit_agreement_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.interest_accrual
    ADD CONSTRAINT interest_accrual_deposit_agreement_id_fkey FOREIGN KEY (deposit_agreement_id) REFERENCES core.deposit_agreement(id);


--
-- Name: interest_accrual interest_accrual_rate_term_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.interest_accrual
    ADD CONSTRAINT interest_accrual_rate_term_id_fkey FOREIGN KEY (rate_term_id) REFERENCES core.interest_rate_term(id);


--
-- Name: interest_capitalization interest_capitalization_account_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.interest_capitalization
    ADD CONSTRAINT interest_capitalization_account_id_fkey FOREIGN KEY (account_id) REFERENCES core.account(id);


--
-- Name: interest_capitalization interest_capitalization_deposit_agreement_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.interest_capitalization
    ADD CONSTRAINT interest_capitalization_deposit_agreement_id_fkey FOREIGN KEY (deposit_agreement_id) REFERENCES core.deposit_agreement(id);


--
-- Name: interest_capitalization interest_capitalization_entry_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.interest_capitalization
    ADD CONSTRAINT interest_capitalization_entry_id_fkey FOREIGN KEY (entry_id) REFERENCES core.entry(id);


--
-- Name: interest_rate_term interest_rate_term_account_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.interest_rate_term
    ADD CONSTRAINT interest_rate_term_account_id_fkey FOREIGN KEY (account_id) REFERENCES core.account(id);


--
-- Name: interest_rate_term interest_rate_term_day_count_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.interest_rate_term
    ADD CONSTRAINT interest_rate_term_day_count_id_fkey FOREIGN KEY (day_count_id) REFERENCES dict.day_count_convention(id);


--
-- Name: interest_rate_term interest_rate_term_interest_type_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.interest_rate_term
    ADD CONSTRAINT interest_rate_term_interest_type_id_fkey FOREIGN KEY (interest_type_id) REFERENCES dict.interest_type(id);


--
-- Name: internal_job internal_job_after_job_code_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.internal_job
    ADD CONSTRAINT internal_job_after_job_code_fkey FOREIGN KEY (after_job_code) REFERENCES core.internal_job(code);


--
-- Name: internal_job internal_job_owner_branch_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.internal_job
    ADD CONSTRAINT internal_job_owner_branch_id_fkey FOREIGN KEY (owner_branch_id) REFERENCES core.branch(id);


--
-- Name: internal_job_run internal_job_run_job_code_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.internal_job_run
    ADD CONSTRAINT internal_job_run_job_code_fkey FOREIGN KEY (job_code) REFERENCES core.internal_job(code);


--
-- Name: internal_job_run internal_job_run_restarted_by_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.internal_job_run
    ADD CONSTRAINT internal_job_run_restarted_by_id_fkey FOREIGN KEY (restarted_by_id) REFERENCES core.operator(id);


--
-- Name: kyc_verification kyc_verification_application_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.kyc_verification
    ADD CONSTRAINT kyc_verification_application_id_fkey FOREIGN KEY (application_id) REFERENCES core.onboarding_application(id);


--
-- Name: kyc_verification kyc_verification_client_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.kyc_verification
    ADD CONSTRAINT kyc_verification_client_id_fkey FOREIGN KEY (client_id) REFERENCES core.client_profile(id);


--
-- Name: kyc_verification kyc_verification_decided_by_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.kyc_verification
    ADD CONSTRAINT kyc_verification_decided_by_id_fkey FOREIGN KEY (decided_by_id) REFERENCES core.operator(id);


--
-- Name: kyc_verification kyc_verification_level_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.kyc_verification
    ADD CONSTRAINT kyc_verification_level_id_fkey FOREIGN KEY (level_id) REFERENCES dict.kyc_level(id);


--
-- Name: kyc_verification_reject kyc_verification_reject_kyc_verification_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.kyc_verification_reject
    ADD CONSTRAINT kyc_verification_reject_kyc_verification_id_fkey FOREIGN KEY (kyc_verification_id) REFERENCES core.kyc_verification(id);


--
-- Name: kyc_verification_reject kyc_verification_reject_reject_reason_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.kyc_verification_reject
    ADD CONSTRAINT kyc_verification_reject_reject_reason_id_fkey FOREIGN KEY (reject_reason_id) REFERENCES dict.kyc_reject_reason(id);


--
-- Name: kyc_verification kyc_verification_status_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.kyc_verification
    ADD CONSTRAINT kyc_verification_status_id_fkey FOREIGN KEY (status_id) REFERENCES dict.kyc_verification_status(id);


--
-- Name: kyc_verification_status_log kyc_verification_status_log_analyst_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.kyc_verification_status_log
    ADD CONSTRAINT kyc_verification_status_log_analyst_id_fkey FOREIGN KEY (analyst_id) REFERENCES core.operator(id);


--
-- Name: kyc_verification_status_log kyc_verification_status_log_kyc_verification_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.kyc_verification_status_log
    ADD CONSTRAINT kyc_verification_status_log_kyc_verification_id_fkey FOREIGN KEY (kyc_verification_id) REFERENCES core.kyc_verification(id);


--
-- Name: kyc_verification_status_log kyc_verification_status_log_previous_status_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.kyc_verification_status_log
    ADD CONSTRAINT kyc_verification_status_log_previous_status_id_fkey FOREIGN KEY (previous_status_id) REFERENCES dict.kyc_verification_status(id);


--
-- Name: kyc_verification_status_log kyc_verification_status_log_reject_reason_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.kyc_verification_status_log
    ADD CONSTRAINT kyc_verification_status_log_reject_reason_id_fkey FOREIGN KEY (reject_reason_id) REFERENCES dict.kyc_reject_reason(id);


--
-- Name: kyc_verification_status_log kyc_verification_status_log_status_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.kyc_verification_status_log
    ADD CONSTRAINT kyc_verification_status_log_status_id_fkey FOREIGN KEY (status_id) REFERENCES dict.kyc_verification_status(id);


--
-- Name: ledger_reconciliation_break ledger_reconciliation_break_assigned_to_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.ledger_reconciliation_break
    ADD CONSTRAINT ledger_reconciliation_break_assigned_to_id_fkey FOREIGN KEY (assigned_to_id) REFERENCES core.operator(id);


--
-- Name: ledger_reconciliation_break ledger_reconciliation_break_correcting_entry_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.ledger_reconciliation_break
    ADD CONSTRAINT ledger_reconciliation_break_correcting_entry_id_fkey FOREIGN KEY (correcting_entry_id) REFERENCES core.entry(id);


--
-- Name: ledger_reconciliation_break ledger_reconciliation_break_currency_code_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.ledger_reconciliation_break
    ADD CONSTRAINT ledger_reconciliation_break_currency_code_fkey FOREIGN KEY (currency_code) REFERENCES dict.currency(code);


--
-- Name: ledger_reconciliation_break ledger_reconciliation_break_entry_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.ledger_reconciliation_break
    ADD CONSTRAINT ledger_reconciliation_break_entry_id_fkey FOREIGN KEY (entry_id) REFERENCES core.entry(id);


--
-- Name: ledger_reconciliation_break ledger_reconciliation_break_reconciliation_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.ledger_reconciliation_break
    ADD CONSTRAINT ledger_reconciliation_break_reconciliation_id_fkey FOREIGN KEY (reconciliation_id) REFERENCES core.ledger_reconciliation(id);


--
-- Name: ledger_reconciliation ledger_reconciliation_business_day_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.ledger_reconciliation
    ADD CONSTRAINT ledger_reconciliation_business_day_id_fkey FOREIGN KEY (business_day_id) REFERENCES core.business_day(id);


--
-- Name: ledger_reconciliation ledger_reconciliation_correspondent_bank_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.ledger_reconciliation
    ADD CONSTRAINT ledger_reconciliation_correspondent_bank_id_fkey FOREIGN KEY (correspondent_bank_id) REFERENCES core.correspondent_bank(id);


--
-- Name: ledger_reconciliation ledger_reconciliation_gl_account_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.ledger_reconciliation
    ADD CONSTRAINT ledger_reconciliation_gl_account_id_fkey FOREIGN KEY (gl_account_id) REFERENCES core.gl_account(id);


--
-- Name: ledger_reconciliation ledger_reconciliation_signed_off_by_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.ledger_reconciliation
    ADD CONSTRAINT ledger_reconciliation_signed_off_by_id_fkey FOREIGN KEY (signed_off_by_id) REFERENCES core.operator(id);


--
-- Name: limit_check_event limit_check_event_account_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE core.limit_check_event
    ADD CONSTRAINT limit_check_event_account_id_fkey FOREIGN KEY (account_id) REFERENCES core.account(id);


--
-- Name: limit_check_event limit_check_event_device_type_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE core.limit_check_event
    ADD CONSTRAINT limit_check_event_device_type_id_fkey FOREIGN KEY (device_type_id) REFERENCES dict.device_type(id);


--
-- Name: limit_check_event limit_check_event_limit_rule_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE core.limit_check_event
    ADD CONSTRAINT limit_check_event_limit_rule_id_fkey FOREIGN KEY (limit_rule_id) REFERENCES core.limit_rule(id);


--
-- Name: limit_check_event limit_check_event_payment_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE core.limit_check_event
    ADD CONSTRAINT limit_check_event_payment_id_fkey FOREIGN KEY (payment_id) REFERENCES core.payment(id);


--
-- Name: limit_override limit_override_account_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.limit_override
    ADD CONSTRAINT limit_override_account_id_fkey FOREIGN KEY (account_id) REFERENCES core.account(id);


--
-- Name: limit_override limit_override_auth_method_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.limit_override
    ADD CONSTRAINT limit_override_auth_method_id_fkey FOREIGN KEY (auth_method_id) REFERENCES dict.auth_method(id);


--
-- Name: limit_override limit_override_client_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.limit_override
    ADD CONSTRAINT limit_override_client_id_fkey FOREIGN KEY (client_id) REFERENCES core.client_profile(id);


--
-- Name: limit_override limit_override_limit_rule_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.limit_override
    ADD CONSTRAINT limit_override_limit_rule_id_fkey FOREIGN KEY (limit_rule_id) REFERENCES core.limit_rule(id);


--
-- Name: limit_override limit_override_set_by_app_user_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.limit_override
    ADD CONSTRAINT limit_override_set_by_app_user_id_fkey FOREIGN KEY (set_by_app_user_id) REFERENCES core.app_user(id);


--
-- Name: limit_override limit_override_set_by_operator_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.limit_override
    ADD CONSTRAINT limit_override_set_by_operator_id_fkey FOREIGN KEY (set_by_operator_id) REFERENCES core.operator(id);


--
-- Name: limit_rule limit_rule_currency_code_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.limit_rule
    ADD CONSTRAINT limit_rule_currency_code_fkey FOREIGN KEY (currency_code) REFERENCES dict.currency(code);


--
-- Name: limit_rule limit_rule_kyc_level_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.limit_rule
    ADD CONSTRAINT limit_rule_kyc_level_id_fkey FOREIGN KEY (kyc_level_id) REFERENCES dict.kyc_level(id);


--
-- Name: limit_rule limit_rule_limit_type_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.limit_rule
    ADD CONSTRAINT limit_rule_limit_type_id_fkey FOREIGN KEY (limit_type_id) REFERENCES dict.limit_type(id);


--
-- Name: limit_rule limit_rule_payment_rail_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.limit_rule
    ADD CONSTRAINT limit_rule_payment_rail_id_fkey FOREIGN KEY (payment_rail_id) REFERENCES dict.payment_rail(id);


--
-- Name: limit_rule limit_rule_period_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.limit_rule
    ADD CONSTRAINT limit_rule_period_id_fkey FOREIGN KEY (period_id) REFERENCES dict.limit_period(id);


--
-- Name: limit_rule limit_rule_product_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.limit_rule
    ADD CONSTRAINT limit_rule_product_id_fkey FOREIGN KEY (product_id) REFERENCES core.product(id);


--
-- Name: limit_rule limit_rule_risk_level_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.limit_rule
    ADD CONSTRAINT limit_rule_risk_level_id_fkey FOREIGN KEY (risk_level_id) REFERENCES dict.risk_level(id);


--
-- Name: limit_rule limit_rule_tariff_plan_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.limit_rule
    ADD CONSTRAINT limit_rule_tariff_plan_id_fkey FOREIGN KEY (tariff_plan_id) REFERENCES core.tariff_plan(id);


--
-- Name: limit_usage limit_usage_account_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.limit_usage
    ADD CONSTRAINT limit_usage_account_id_fkey FOREIGN KEY (account_id) REFERENCES core.account(id);


--
-- Name: limit_usage limit_usage_last_payment_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.limit_usage
    ADD CONSTRAINT limit_usage_last_payment_id_fkey FOREIGN KEY (last_payment_id) REFERENCES core.payment(id);


--
-- Name: limit_usage limit_usage_limit_rule_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.limit_usage
    ADD CONSTRAINT limit_usage_limit_rule_id_fkey FOREIGN KEY (limit_rule_id) REFERENCES core.limit_rule(id);


--
-- Name: loan_agreement loan_agreement_client_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.loan_agreement
    ADD CONSTRAINT loan_agreement_client_id_fkey FOREIGN KEY (client_id) REFERENCES core.client_profile(id);


--
-- Name: loan_agreement loan_agreement_currency_code_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.loan_agreement
    ADD CONSTRAINT loan_agreement_currency_code_fkey FOREIGN KEY (currency_code) REFERENCES dict.currency(code);


--
-- Name: loan_agreement loan_agreement_day_count_convention_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.loan_agreement
    ADD CONSTRAINT loan_agreement_day_count_convention_id_fkey FOREIGN KEY (day_count_convention_id) REFERENCES dict.day_count_convention(id);


--
-- Name: loan_agreement loan_agreement_gl_account_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.loan_agreement
    ADD CONSTRAINT loan_agreement_gl_account_id_fkey FOREIGN KEY (gl_account_id) REFERENCES core.gl_account(id);


--
-- Name: loan_agreement loan_agreement_interest_type_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.loan_agreement
    ADD CONSTRAINT loan_agreement_interest_type_id_fkey FOREIGN KEY (interest_type_id) REFERENCES dict.interest_type(id);


--
-- Name: loan_agreement loan_agreement_loan_account_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.loan_agreement
    ADD CONSTRAINT loan_agreement_loan_account_id_fkey FOREIGN KEY (loan_account_id) REFERENCES core.account(id);


--
-- Name: loan_agreement loan_agreement_loan_application_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.loan_agreement
    ADD CONSTRAINT loan_agreement_loan_application_id_fkey FOREIGN KEY (loan_application_id) REFERENCES core.loan_application(id);


--
-- Name: loan_agreement loan_agreement_loan_type_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.loan_agreement
    ADD CONSTRAINT loan_agreement_loan_type_id_fkey FOREIGN KEY (loan_type_id) REFERENCES dict.loan_type(id);


--
-- Name: loan_agreement loan_agreement_manager_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.loan_agreement
    ADD CONSTRAINT loan_agreement_manager_id_fkey FOREIGN KEY (manager_id) REFERENCES core.operator(id);


--
-- Name: loan_agreement loan_agreement_overdue_bucket_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.loan_agreement
    ADD CONSTRAINT loan_agreement_overdue_bucket_id_fkey FOREIGN KEY (overdue_bucket_id) REFERENCES dict.overdue_bucket(id);


--
-- Name: loan_agreement loan_agreement_product_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.loan_agreement
    ADD CONSTRAINT loan_agreement_product_id_fkey FOREIGN KEY (product_id) REFERENCES core.product(id);


--
-- Name: loan_agreement loan_agreement_repayment_type_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.loan_agreement
    ADD CONSTRAINT loan_agreement_repayment_type_id_fkey FOREIGN KEY (repayment_type_id) REFERENCES dict.repayment_type(id);


--
-- Name: loan_agreement loan_agreement_servicing_account_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.loan_agreement
    ADD CONSTRAINT loan_agreement_servicing_account_id_fkey FOREIGN KEY (servicing_account_id) REFERENCES core.account(id);


--
-- Name: loan_agreement loan_agreement_state_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.loan_agreement
    ADD CONSTRAINT loan_agreement_state_id_fkey FOREIGN KEY (state_id) REFERENCES dict.loan_state(id);


--
-- Name: loan_agreement_state_log loan_agreement_state_log_basis_document_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.loan_agreement_state_log
    ADD CONSTRAINT loan_agreement_state_log_basis_document_id_fkey FOREIGN KEY (basis_document_id) REFERENCES core.client_document(id);


--
-- Name: loan_agreement_state_log loan_agreement_state_log_from_state_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.loan_agreement_state_log
    ADD CONSTRAINT loan_agreement_state_log_from_state_id_fkey FOREIGN KEY (from_state_id) REFERENCES dict.loan_state(id);


--
-- Name: loan_agreement_state_log loan_agreement_state_log_loan_agreement_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.loan_agreement_state_log
    ADD CONSTRAINT loan_agreement_state_log_loan_agreement_id_fkey FOREIGN KEY (loan_agreement_id) REFERENCES core.loan_agreement(id);


--
-- Name: loan_agreement_state_log loan_agreement_state_log_made_by_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.loan_agreement_state_log
    ADD CONSTRAINT loan_agreement_state_log_made_by_id_fkey FOREIGN KEY (made_by_id) REFERENCES core.operator(id);


--
-- Name: loan_agreement_state_log loan_agreement_state_log_to_state_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.loan_agreement_state_log
    ADD CONSTRAINT loan_agreement_state_log_to_state_id_fkey FOREIGN KEY (to_state_id) REFERENCES dict.loan_state(id);


--
-- Name: loan_application loan_application_branch_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.loan_application
    ADD CONSTRAINT loan_application_branch_id_fkey FOREIGN KEY (branch_id) REFERENCES core.branch(id);


--
-- Name: loan_application loan_application_channel_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.loan_application
    ADD CONSTRAINT loan_application_channel_id_fkey FOREIGN KEY (channel_id) REFERENCES dict.channel(id);


--
-- Name: loan_application loan_application_client_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.loan_application
    ADD CONSTRAINT loan_application_client_id_fkey FOREIGN KEY (client_id) REFERENCES core.client_profile(id);


--
-- Name: loan_application loan_application_currency_code_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.loan_application
    ADD CONSTRAINT loan_application_currency_code_fkey FOREIGN KEY (currency_code) REFERENCES dict.currency(code);


--
-- Name: loan_application_decision loan_application_decision_decided_by_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.loan_application_decision
    ADD CONSTRAINT loan_application_decision_decided_by_id_fkey FOREIGN KEY (decided_by_id) REFERENCES core.operator(id);


--
-- Name: loan_application_decision loan_application_decision_loan_application_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.loan_application_decision
    ADD CONSTRAINT loan_application_decision_loan_application_id_fkey FOREIGN KEY (loan_application_id) REFERENCES core.loan_application(id);


--
-- Name: loan_application loan_application_income_source_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.loan_application
    ADD CONSTRAINT loan_application_income_source_id_fkey FOREIGN KEY (income_source_id) REFERENCES dict.income_source(id);


--
-- Name: loan_application loan_application_loan_type_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.loan_application
    ADD CONSTRAINT loan_application_loan_type_id_fkey FOREIGN KEY (loan_type_id) REFERENCES dict.loan_type(id);


--
-- Name: loan_application loan_application_partner_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.loan_application
    ADD CONSTRAINT loan_application_partner_id_fkey FOREIGN KEY (partner_id) REFERENCES core.partner(id);


--
-- Name: loan_application_party loan_application_party_client_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.loan_application_party
    ADD CONSTRAINT loan_application_party_client_id_fkey FOREIGN KEY (client_id) REFERENCES core.client_profile(id);


--
-- Name: loan_application_party loan_application_party_loan_application_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.loan_application_party
    ADD CONSTRAINT loan_application_party_loan_application_id_fkey FOREIGN KEY (loan_application_id) REFERENCES core.loan_application(id);


--
-- Name: loan_application loan_application_product_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.loan_application
    ADD CONSTRAINT loan_application_product_id_fkey FOREIGN KEY (product_id) REFERENCES core.product(id);


--
-- Name: loan_collateral_pledge loan_collateral_pledge_collateral_item_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.loan_collateral_pledge
    ADD CONSTRAINT loan_collateral_pledge_collateral_item_id_fkey FOREIGN KEY (collateral_item_id) REFERENCES core.collateral_item(id);


--
-- Name: loan_collateral_pledge loan_collateral_pledge_loan_agreement_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.loan_collateral_pledge
    ADD CONSTRAINT loan_collateral_pledge_loan_agreement_id_fkey FOREIGN KEY (loan_agreement_id) REFERENCES core.loan_agreement(id);


--
-- Name: loan_dunning_action loan_dunning_action_agency_partner_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.loan_dunning_action
    ADD CONSTRAINT loan_dunning_action_agency_partner_id_fkey FOREIGN KEY (agency_partner_id) REFERENCES core.partner(id);


--
-- Name: loan_dunning_action loan_dunning_action_collector_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.loan_dunning_action
    ADD CONSTRAINT loan_dunning_action_collector_id_fkey FOREIGN KEY (collector_id) REFERENCES core.operator(id);


--
-- Name: loan_dunning_action loan_dunning_action_loan_agreement_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.loan_dunning_action
    ADD CONSTRAINT loan_dunning_action_loan_agreement_id_fkey FOREIGN KEY (loan_agreement_id) REFERENCES core.loan_agreement(id);


--
-- Name: loan_dunning_action loan_dunning_action_notification_channel_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.loan_dunning_action
    ADD CONSTRAINT loan_dunning_action_notification_channel_id_fkey FOREIGN KEY (notification_channel_id) REFERENCES dict.notification_channel(id);


--
-- Name: loan_overdue_snapshot loan_overdue_snapshot_loan_agreement_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE core.loan_overdue_snapshot
    ADD CONSTRAINT loan_overdue_snapshot_loan_agreement_id_fkey FOREIGN KEY (loan_agreement_id) REFERENCES core.loan_agreement(id);


--
-- Name: loan_overdue_snapshot loan_overdue_snapshot_overdue_bucket_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE core.loan_overdue_snapshot
    ADD CONSTRAINT loan_overdue_snapshot_overdue_bucket_id_fkey FOREIGN KEY (overdue_bucket_id) REFERENCES dict.overdue_bucket(id);


--
-- Name: loan_rate_revision loan_rate_revision_approved_by_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.loan_rate_revision
    ADD CONSTRAINT loan_rate_revision_approved_by_id_fkey FOREIGN KEY (approved_by_id) REFERENCES core.operator(id);


--
-- Name: loan_rate_revision loan_rate_revision_loan_agreement_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.loan_rate_revision
    ADD CONSTRAINT loan_rate_revision_loan_agreement_id_fkey FOREIGN KEY (loan_agreement_id) REFERENCES core.loan_agreement(id);


--
-- Name: loan_repayment_allocation loan_repayment_allocation_loan_agreement_id_instalment_no_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.loan_repayment_allocation
    ADD CONSTRAINT loan_repayment_allocation_loan_agreement_id_instalment_no_fkey FOREIGN KEY (loan_agreement_id, instalment_no) REFERENCES core.loan_schedule_item(loan_agreement_id, instalment_no);


--
-- Name: loan_repayment_allocation loan_repayment_allocation_loan_repayment_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.loan_repayment_allocation
    ADD CONSTRAINT loan_repayment_allocation_loan_repayment_id_fkey FOREIGN KEY (loan_repayment_id) REFERENCES core.loan_repayment(id);


--
-- Name: loan_repayment loan_repayment_entry_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.loan_repayment
    ADD CONSTRAINT loan_repayment_entry_id_fkey FOREIGN KEY (entry_id) REFERENCES core.entry(id);


--
-- Name: loan_repayment loan_repayment_loan_agreement_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.loan_repayment
    ADD CONSTRAINT loan_repayment_loan_agreement_id_fkey FOREIGN KEY (loan_agreement_id) REFERENCES core.loan_agreement(id);


--
-- Name: loan_repayment loan_repayment_payment_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.loan_repayment
    ADD CONSTRAINT loan_repayment_payment_id_fkey FOREIGN KEY (payment_id) REFERENCES core.payment(id);


--
-- Name: loan_schedule_item loan_schedule_item_loan_agreement_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.loan_schedule_item
    ADD CONSTRAINT loan_schedule_item_loan_agreement_id_fkey FOREIGN KEY (loan_agreement_id) REFERENCES core.loan_agreement(id);


--
-- Name: mandate_amendment mandate_amendment_mandate_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.mandate_amendment
    ADD CONSTRAINT mandate_amendment_mandate_id_fkey FOREIGN KEY (mandate_id) REFERENCES core.direct_debit_mandate(id);


--
-- Name: mandate_amendment mandate_amendment_previous_account_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.mandate_amendment
    ADD CONSTRAINT mandate_amendment_previous_account_id_fkey FOREIGN KEY (previous_account_id) REFERENCES core.account(id);


--
-- Name: mandate_amendment mandate_amendment_previous_creditor_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.mandate_amendment
    ADD CONSTRAINT mandate_amendment_previous_creditor_id_fkey FOREIGN KEY (previous_creditor_id) REFERENCES core.direct_debit_creditor(creditor_id);


--
-- Name: message_delivery_log message_delivery_log_message_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.message_delivery_log
    ADD CONSTRAINT message_delivery_log_message_id_fkey FOREIGN KEY (message_id) REFERENCES core.message_outbox(id);


--
-- Name: message_outbox message_outbox_channel_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.message_outbox
    ADD CONSTRAINT message_outbox_channel_id_fkey FOREIGN KEY (channel_id) REFERENCES dict.notification_channel(id);


--
-- Name: message_outbox message_outbox_client_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.message_outbox
    ADD CONSTRAINT message_outbox_client_id_fkey FOREIGN KEY (client_id) REFERENCES core.client_profile(id);


--
-- Name: message_outbox message_outbox_contact_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.message_outbox
    ADD CONSTRAINT message_outbox_contact_id_fkey FOREIGN KEY (contact_id) REFERENCES core.client_contact(id);


--
-- Name: message_outbox message_outbox_payment_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.message_outbox
    ADD CONSTRAINT message_outbox_payment_id_fkey FOREIGN KEY (payment_id) REFERENCES core.payment(id);


--
-- Name: message_outbox message_outbox_template_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.message_outbox
    ADD CONSTRAINT message_outbox_template_id_fkey FOREIGN KEY (template_id) REFERENCES core.message_template(id);


--
-- Name: message_template message_template_channel_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.message_template
    ADD CONSTRAINT message_template_channel_id_fkey FOREIGN KEY (channel_id) REFERENCES dict.notification_channel(id);


--
-- Name: message_template message_template_edited_by_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.message_template
    ADD CONSTRAINT message_template_edited_by_id_fkey FOREIGN KEY (edited_by_id) REFERENCES core.operator(id);


--
-- Name: message_template message_template_language_code_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.message_template
    ADD CONSTRAINT message_template_language_code_fkey FOREIGN KEY (language_code) REFERENCES dict.language(code);


--
-- Name: nostro_account nostro_account_correspondent_bank_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.nostro_account
    ADD CONSTRAINT nostro_account_correspondent_bank_id_fkey FOREIGN KEY (correspondent_bank_id) REFERENCES core.correspondent_bank(id);


--
-- Name: nostro_account nostro_account_currency_code_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.nostro_account
    ADD CONSTRAINT nostro_account_currency_code_fkey FOREIGN KEY (currency_code) REFERENCES dict.currency(code);


--
-- Name: nostro_account nostro_account_gl_account_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.nostro_account
    ADD CONSTRAINT nostro_account_gl_account_id_fkey FOREIGN KEY (gl_account_id) REFERENCES core.gl_account(id);


--
-- Name: nostro_account nostro_account_statement_format_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.nostro_account
    ADD CONSTRAINT nostro_account_statement_format_id_fkey FOREIGN KEY (statement_format_id) REFERENCES dict.statement_format(id);


--
-- Name: nostro_break nostro_break_assignee_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.nostro_break
    ADD CONSTRAINT nostro_break_assignee_id_fkey FOREIGN KEY (assignee_id) REFERENCES core.operator(id);


--
-- Name: nostro_break nostro_break_entry_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.nostro_break
    ADD CONSTRAINT nostro_break_entry_id_fkey FOREIGN KEY (entry_id) REFERENCES core.entry(id);


--
-- Name: nostro_break nostro_break_investigation_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.nostro_break
    ADD CONSTRAINT nostro_break_investigation_id_fkey FOREIGN KEY (investigation_id) REFERENCES core.payment_investigation(id);


--
-- Name: nostro_break nostro_break_nostro_account_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.nostro_break
    ADD CONSTRAINT nostro_break_nostro_account_id_fkey FOREIGN KEY (nostro_account_id) REFERENCES core.nostro_account(id);


--
-- Name: nostro_break nostro_break_statement_line_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.nostro_break
    ADD CONSTRAINT nostro_break_statement_line_id_fkey FOREIGN KEY (statement_line_id) REFERENCES core.nostro_statement_line(id);


--
-- Name: nostro_break nostro_break_write_off_entry_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.nostro_break
    ADD CONSTRAINT nostro_break_write_off_entry_id_fkey FOREIGN KEY (write_off_entry_id) REFERENCES core.entry(id);


--
-- Name: nostro_statement_line nostro_statement_line_matched_entry_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.nostro_statement_line
    ADD CONSTRAINT nostro_statement_line_matched_entry_id_fkey FOREIGN KEY (matched_entry_id) REFERENCES core.entry(id);


--
-- Name: nostro_statement_line nostro_statement_line_nostro_account_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.nostro_statement_line
    ADD CONSTRAINT nostro_statement_line_nostro_account_id_fkey FOREIGN KEY (nostro_account_id) REFERENCES core.nostro_account(id);


--
-- Name: nostro_statement_line nostro_statement_line_swift_message_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.nostro_statement_line
    ADD CONSTRAINT nostro_statement_line_swift_message_id_fkey FOREIGN KEY (swift_message_id) REFERENCES core.swift_message(id);


--
-- Name: notification_preference notification_preference_channel_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.notification_preference
    ADD CONSTRAINT notification_preference_channel_id_fkey FOREIGN KEY (channel_id) REFERENCES dict.notification_channel(id);


--
-- Name: notification_preference notification_preference_client_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.notification_preference
    ADD CONSTRAINT notification_preference_client_id_fkey FOREIGN KEY (client_id) REFERENCES core.client_profile(id);


--
-- Name: onboarding_application onboarding_application_assigned_operator_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.onboarding_application
    ADD CONSTRAINT onboarding_application_assigned_operator_id_fkey FOREIGN KEY (assigned_operator_id) REFERENCES core.operator(id);


--
-- Name: onboarding_application onboarding_application_branch_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.onboarding_application
    ADD CONSTRAINT onboarding_application_branch_id_fkey FOREIGN KEY (branch_id) REFERENCES core.branch(id);


--
-- Name: onboarding_application onboarding_application_channel_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.onboarding_application
    ADD CONSTRAINT onboarding_application_channel_id_fkey FOREIGN KEY (channel_id) REFERENCES dict.channel(id);


--
-- Name: onboarding_application onboarding_application_client_profile_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.onboarding_application
    ADD CONSTRAINT onboarding_application_client_profile_id_fkey FOREIGN KEY (client_profile_id) REFERENCES core.client_profile(id);


--
-- Name: onboarding_application onboarding_application_country_code_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.onboarding_application
    ADD CONSTRAINT onboarding_application_country_code_fkey FOREIGN KEY (country_code) REFERENCES dict.country(code);


--
-- Name: onboarding_application onboarding_application_partner_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.onboarding_application
    ADD CONSTRAINT onboarding_application_partner_id_fkey FOREIGN KEY (partner_id) REFERENCES core.partner(id);


--
-- Name: onboarding_application onboarding_application_reject_reason_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.onboarding_application
    ADD CONSTRAINT onboarding_application_reject_reason_id_fkey FOREIGN KEY (reject_reason_id) REFERENCES dict.kyc_reject_reason(id);


--
-- Name: onboarding_application_state_log onboarding_application_state_log_application_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.onboarding_application_state_log
    ADD CONSTRAINT onboarding_application_state_log_application_id_fkey FOREIGN KEY (application_id) REFERENCES core.onboarding_application(id);


--
-- Name: onboarding_product_choice onboarding_product_choice_application_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.onboarding_product_choice
    ADD CONSTRAINT onboarding_product_choice_application_id_fkey FOREIGN KEY (application_id) REFERENCES core.onboarding_application(id);


--
-- Name: onboarding_product_choice onboarding_product_choice_currency_code_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.onboarding_product_choice
    ADD CONSTRAINT onboarding_product_choice_currency_code_fkey FOREIGN KEY (currency_code) REFERENCES dict.currency(code);


--
-- Name: onboarding_product_choice onboarding_product_choice_opened_account_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.onboarding_product_choice
    ADD CONSTRAINT onboarding_product_choice_opened_account_id_fkey FOREIGN KEY (opened_account_id) REFERENCES core.account(id);


--
-- Name: onboarding_product_choice onboarding_product_choice_product_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.onboarding_product_choice
    ADD CONSTRAINT onboarding_product_choice_product_id_fkey FOREIGN KEY (product_id) REFERENCES core.product(id);


--
-- Name: onboarding_product_choice onboarding_product_choice_tariff_plan_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.onboarding_product_choice
    ADD CONSTRAINT onboarding_product_choice_tariff_plan_id_fkey FOREIGN KEY (tariff_plan_id) REFERENCES core.tariff_plan(id);


--
-- Name: onboarding_step onboarding_step_application_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.onboarding_step
    ADD CONSTRAINT onboarding_step_application_id_fkey FOREIGN KEY (application_id) REFERENCES core.onboarding_application(id);


--
-- Name: operator_absence operator_absence_deputy_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.operator_absence
    ADD CONSTRAINT operator_absence_deputy_id_fkey FOREIGN KEY (deputy_id) REFERENCES core.operator(id);


--
-- Name: operator_absence operator_absence_operator_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.operator_absence
    ADD CONSTRAINT operator_absence_operator_id_fkey FOREIGN KEY (operator_id) REFERENCES core.operator(id);


--
-- Name: operator_action_log operator_action_log_account_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE core.operator_action_log
    ADD CONSTRAINT operator_action_log_account_id_fkey FOREIGN KEY (account_id) REFERENCES core.account(id);


--
-- Name: operator_action_log operator_action_log_action_type_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE core.operator_action_log
    ADD CONSTRAINT operator_action_log_action_type_id_fkey FOREIGN KEY (action_type_id) REFERENCES dict.operator_action_type(id);


--
-- Name: operator_action_log operator_action_log_client_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE core.operator_action_log
    ADD CONSTRAINT operator_action_log_client_id_fkey FOREIGN KEY (client_id) REFERENCES core.client_profile(id);


--
-- Name: operator_action_log operator_action_log_operator_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE core.operator_action_log
    ADD CONSTRAINT operator_action_log_operator_id_fkey FOREIGN KEY (operator_id) REFERENCES core.operator(id);


--
-- Name: operator operator_branch_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.operator
    ADD CONSTRAINT operator_branch_id_fkey FOREIGN KEY (branch_id) REFERENCES core.branch(id);


--
-- Name: operator operator_main_role_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.operator
    ADD CONSTRAINT operator_main_role_id_fkey FOREIGN KEY (main_role_id) REFERENCES dict.operator_role(id);


--
-- Name: operator_role_grant operator_role_grant_granted_by_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.operator_role_grant
    ADD CONSTRAINT operator_role_grant_granted_by_id_fkey FOREIGN KEY (granted_by_id) REFERENCES core.operator(id);


--
-- Name: operator_role_grant operator_role_grant_operator_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.operator_role_grant
    ADD CONSTRAINT operator_role_grant_operator_id_fkey FOREIGN KEY (operator_id) REFERENCES core.operator(id);


--
-- Name: operator_role_grant operator_role_grant_role_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.operator_role_grant
    ADD CONSTRAINT operator_role_grant_role_id_fkey FOREIGN KEY (role_id) REFERENCES dict.operator_role(id);


--
-- Name: operator operator_supervisor_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.operator
    ADD CONSTRAINT operator_supervisor_id_fkey FOREIGN KEY (supervisor_id) REFERENCES core.operator(id);


--
-- Name: partner_callback_log partner_callback_log_partner_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.partner_callback_log
    ADD CONSTRAINT partner_callback_log_partner_id_fkey FOREIGN KEY (partner_id) REFERENCES core.partner(id);


--
-- Name: partner_callback_log partner_callback_log_payment_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.partner_callback_log
    ADD CONSTRAINT partner_callback_log_payment_id_fkey FOREIGN KEY (payment_id) REFERENCES core.payment(id);


--
-- Name: partner partner_client_profile_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.partner
    ADD CONSTRAINT partner_client_profile_id_fkey FOREIGN KEY (client_profile_id) REFERENCES core.client_profile(id);


--
-- Name: partner_commission_rule partner_commission_rule_approved_by_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.partner_commission_rule
    ADD CONSTRAINT partner_commission_rule_approved_by_id_fkey FOREIGN KEY (approved_by_id) REFERENCES core.operator(id);


--
-- Name: partner_commission_rule partner_commission_rule_currency_code_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.partner_commission_rule
    ADD CONSTRAINT partner_commission_rule_currency_code_fkey FOREIGN KEY (currency_code) REFERENCES dict.currency(code);


--
-- Name: partner_commission_rule partner_commission_rule_partner_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.partner_commission_rule
    ADD CONSTRAINT partner_commission_rule_partner_id_fkey FOREIGN KEY (partner_id) REFERENCES core.partner(id);


--
-- Name: partner_commission_rule partner_commission_rule_product_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.partner_commission_rule
    ADD CONSTRAINT partner_commission_rule_product_id_fkey FOREIGN KEY (product_id) REFERENCES core.product(id);


--
-- Name: partner_commission_rule partner_commission_rule_tariff_plan_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.partner_commission_rule
    ADD CONSTRAINT partner_commission_rule_tariff_plan_id_fkey FOREIGN KEY (tariff_plan_id) REFERENCES core.tariff_plan(id);


--
-- Name: partner partner_country_code_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.partner
    ADD CONSTRAINT partner_country_code_fkey FOREIGN KEY (country_code) REFERENCES dict.country(code);


--
-- Name: partner partner_parent_partner_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.partner
    ADD CONSTRAINT partner_parent_partner_id_fkey FOREIGN KEY (parent_partner_id) REFERENCES core.partner(id);


--
-- Name: partner partner_partner_type_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.partner
    ADD CONSTRAINT partner_partner_type_id_fkey FOREIGN KEY (partner_type_id) REFERENCES dict.partner_type(id);


--
-- Name: partner partner_risk_level_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.partner
    ADD CONSTRAINT partner_risk_level_id_fkey FOREIGN KEY (risk_level_id) REFERENCES dict.risk_level(id);


--
-- Name: partner partner_settlement_account_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.partner
    ADD CONSTRAINT partner_settlement_account_id_fkey FOREIGN KEY (settlement_account_id) REFERENCES core.account(id);


--
-- Name: payee_name_check payee_name_check_beneficiary_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.payee_name_check
    ADD CONSTRAINT payee_name_check_beneficiary_id_fkey FOREIGN KEY (beneficiary_id) REFERENCES core.beneficiary(id);


--
-- Name: payee_name_check payee_name_check_requested_by_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.payee_name_check
    ADD CONSTRAINT payee_name_check_requested_by_id_fkey FOREIGN KEY (requested_by_id) REFERENCES core.client_profile(id);


--
-- Name: payment payment_account_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.payment
    ADD CONSTRAINT payment_account_id_fkey FOREIGN KEY (account_id) REFERENCES core.account(id);


--
-- Name: payment_batch payment_batch_client_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.payment_batch
    ADD CONSTRAINT payment_batch_client_id_fkey FOREIGN KEY (client_id) REFERENCES core.client_profile(id);


--
-- Name: payment_batch payment_batch_currency_code_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.payment_batch
    ADD CONSTRAINT payment_batch_currency_code_fkey FOREIGN KEY (currency_code) REFERENCES dict.currency(code);


--
-- Name: payment_batch payment_batch_debit_account_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.payment_batch
    ADD CONSTRAINT payment_batch_debit_account_id_fkey FOREIGN KEY (debit_account_id) REFERENCES core.account(id);


--
-- Name: payment payment_batch_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.payment
    ADD CONSTRAINT payment_batch_id_fkey FOREIGN KEY (batch_id) REFERENCES core.payment_batch(id);


--
-- Name: payment_batch_line_error payment_batch_line_error_batch_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.payment_batch_line_error
    ADD CONSTRAINT payment_batch_line_error_batch_id_fkey FOREIGN KEY (batch_id) REFERENCES core.payment_batch(id);


--
-- Name: payment_batch payment_batch_rail_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.payment_batch
    ADD CONSTRAINT payment_batch_rail_id_fkey FOREIGN KEY (rail_id) REFERENCES dict.payment_rail(id);


--
-- Name: payment_batch payment_batch_uploaded_by_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.payment_batch
    ADD CONSTRAINT payment_batch_uploaded_by_id_fkey FOREIGN KEY (uploaded_by_id) REFERENCES core.app_user(id);


--
-- Name: payment payment_beneficiary_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.payment
    ADD CONSTRAINT payment_beneficiary_id_fkey FOREIGN KEY (beneficiary_id) REFERENCES core.beneficiary(id);


--
-- Name: payment payment_channel_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.payment
    ADD CONSTRAINT payment_channel_id_fkey FOREIGN KEY (channel_id) REFERENCES dict.channel(id);


--
-- Name: payment payment_charge_bearer_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.payment
    ADD CONSTRAINT payment_charge_bearer_id_fkey FOREIGN KEY (charge_bearer_id) REFERENCES dict.charge_bearer(id);


--
-- Name: payment payment_client_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.payment
    ADD CONSTRAINT payment_client_id_fkey FOREIGN KEY (client_id) REFERENCES core.client_profile(id);


--
-- Name: payment payment_counter_account_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.payment
    ADD CONSTRAINT payment_counter_account_id_fkey FOREIGN KEY (counter_account_id) REFERENCES core.account(id);


--
-- Name: payment payment_currency_code_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.payment
    ADD CONSTRAINT payment_currency_code_fkey FOREIGN KEY (currency_code) REFERENCES dict.currency(code);


--
-- Name: payment payment_direction_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.payment
    ADD CONSTRAINT payment_direction_id_fkey FOREIGN KEY (direction_id) REFERENCES dict.payment_direction(id);


--
-- Name: payment payment_fx_deal_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.payment
    ADD CONSTRAINT payment_fx_deal_id_fkey FOREIGN KEY (fx_deal_id) REFERENCES core.fx_deal(id);


--
-- Name: payment_hold payment_hold_account_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.payment_hold
    ADD CONSTRAINT payment_hold_account_id_fkey FOREIGN KEY (account_id) REFERENCES core.account(id);


--
-- Name: payment_hold payment_hold_payment_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.payment_hold
    ADD CONSTRAINT payment_hold_payment_id_fkey FOREIGN KEY (payment_id) REFERENCES core.payment(id);


--
-- Name: payment_hold payment_hold_release_entry_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.payment_hold
    ADD CONSTRAINT payment_hold_release_entry_id_fkey FOREIGN KEY (release_entry_id) REFERENCES core.entry(id);


--
-- Name: payment_investigation payment_investigation_assigned_operator_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.payment_investigation
    ADD CONSTRAINT payment_investigation_assigned_operator_id_fkey FOREIGN KEY (assigned_operator_id) REFERENCES core.operator(id);


--
-- Name: payment_investigation payment_investigation_correspondent_bank_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.payment_investigation
    ADD CONSTRAINT payment_investigation_correspondent_bank_id_fkey FOREIGN KEY (correspondent_bank_id) REFERENCES core.correspondent_bank(id);


--
-- Name: payment_investigation payment_investigation_fee_charge_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.payment_investigation
    ADD CONSTRAINT payment_investigation_fee_charge_id_fkey FOREIGN KEY (fee_charge_id) REFERENCES core.fee_charge(id);


--
-- Name: payment_investigation_message payment_investigation_message_attachment_document_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.payment_investigation_message
    ADD CONSTRAINT payment_investigation_message_attachment_document_id_fkey FOREIGN KEY (attachment_document_id) REFERENCES core.client_document(id);


--
-- Name: payment_investigation_message payment_investigation_message_author_operator_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.payment_investigation_message
    ADD CONSTRAINT payment_investigation_message_author_operator_id_fkey FOREIGN KEY (author_operator_id) REFERENCES core.operator(id);


--
-- Name: payment_investigation_message payment_investigation_message_investigation_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.payment_investigation_message
    ADD CONSTRAINT payment_investigation_message_investigation_id_fkey FOREIGN KEY (investigation_id) REFERENCES core.payment_investigation(id);


--
-- Name: payment_investigation_message payment_investigation_message_swift_message_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.payment_investigation_message
    ADD CONSTRAINT payment_investigation_message_swift_message_id_fkey FOREIGN KEY (swift_message_id) REFERENCES core.swift_message(id);


--
-- Name: payment_investigation payment_investigation_opened_by_client_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.payment_investigation
    ADD CONSTRAINT payment_investigation_opened_by_client_id_fkey FOREIGN KEY (opened_by_client_id) REFERENCES core.client_profile(id);


--
-- Name: payment_investigation payment_investigation_payment_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.payment_investigation
    ADD CONSTRAINT payment_investigation_payment_id_fkey FOREIGN KEY (payment_id) REFERENCES core.payment(id);


--
-- Name: payment payment_payment_type_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.payment
    ADD CONSTRAINT payment_payment_type_id_fkey FOREIGN KEY (payment_type_id) REFERENCES dict.payment_type(id);


--
-- Name: payment payment_priority_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.payment
    ADD CONSTRAINT payment_priority_id_fkey FOREIGN KEY (priority_id) REFERENCES dict.payment_priority(id);


--
-- Name: payment payment_purpose_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.payment
    ADD CONSTRAINT payment_purpose_id_fkey FOREIGN KEY (purpose_id) REFERENCES dict.payment_purpose(id);


--
-- Name: payment_rail_cutoff payment_rail_cutoff_currency_code_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.payment_rail_cutoff
    ADD CONSTRAINT payment_rail_cutoff_currency_code_fkey FOREIGN KEY (currency_code) REFERENCES dict.currency(code);


--
-- Name: payment_rail_cutoff payment_rail_cutoff_priority_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.payment_rail_cutoff
    ADD CONSTRAINT payment_rail_cutoff_priority_id_fkey FOREIGN KEY (priority_id) REFERENCES dict.payment_priority(id);


--
-- Name: payment_rail_cutoff payment_rail_cutoff_rail_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.payment_rail_cutoff
    ADD CONSTRAINT payment_rail_cutoff_rail_id_fkey FOREIGN KEY (rail_id) REFERENCES dict.payment_rail(id);


--
-- Name: payment payment_rail_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.payment
    ADD CONSTRAINT payment_rail_id_fkey FOREIGN KEY (rail_id) REFERENCES dict.payment_rail(id);


--
-- Name: payment payment_reject_reason_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.payment
    ADD CONSTRAINT payment_reject_reason_id_fkey FOREIGN KEY (reject_reason_id) REFERENCES dict.payment_reject_reason(id);


--
-- Name: payment_rejection payment_rejection_payment_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.payment_rejection
    ADD CONSTRAINT payment_rejection_payment_id_fkey FOREIGN KEY (payment_id) REFERENCES core.payment(id);


--
-- Name: payment_rejection payment_rejection_reject_reason_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.payment_rejection
    ADD CONSTRAINT payment_rejection_reject_reason_id_fkey FOREIGN KEY (reject_reason_id) REFERENCES dict.payment_reject_reason(id);


--
-- Name: payment_rejection payment_rejection_sepa_reason_code_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.payment_rejection
    ADD CONSTRAINT payment_rejection_sepa_reason_code_id_fkey FOREIGN KEY (sepa_reason_code_id) REFERENCES dict.sepa_reason_code(id);


--
-- Name: payment_return payment_return_booked_by_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.payment_return
    ADD CONSTRAINT payment_return_booked_by_id_fkey FOREIGN KEY (booked_by_id) REFERENCES core.operator(id);


--
-- Name: payment_return payment_return_currency_code_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.payment_return
    ADD CONSTRAINT payment_return_currency_code_fkey FOREIGN KEY (currency_code) REFERENCES dict.currency(code);


--
-- Name: payment_return payment_return_original_payment_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.payment_return
    ADD CONSTRAINT payment_return_original_payment_id_fkey FOREIGN KEY (original_payment_id) REFERENCES core.payment(id);


--
-- Name: payment_return payment_return_return_payment_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.payment_return
    ADD CONSTRAINT payment_return_return_payment_id_fkey FOREIGN KEY (return_payment_id) REFERENCES core.payment(id);


--
-- Name: payment_return payment_return_sepa_reason_code_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.payment_return
    ADD CONSTRAINT payment_return_sepa_reason_code_id_fkey FOREIGN KEY (sepa_reason_code_id) REFERENCES dict.sepa_reason_code(id);


--
-- Name: payment_routing_rule payment_routing_rule_changed_by_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.payment_routing_rule
    ADD CONSTRAINT payment_routing_rule_changed_by_id_fkey FOREIGN KEY (changed_by_id) REFERENCES core.operator(id);


--
-- Name: payment_routing_rule payment_routing_rule_correspondent_bank_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.payment_routing_rule
    ADD CONSTRAINT payment_routing_rule_correspondent_bank_id_fkey FOREIGN KEY (correspondent_bank_id) REFERENCES core.correspondent_bank(id);


--
-- Name: payment_routing_rule payment_routing_rule_currency_code_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.payment_routing_rule
    ADD CONSTRAINT payment_routing_rule_currency_code_fkey FOREIGN KEY (currency_code) REFERENCES dict.currency(code);


--
-- Name: payment_routing_rule payment_routing_rule_destination_country_code_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.payment_routing_rule
    ADD CONSTRAINT payment_routing_rule_destination_country_code_fkey FOREIGN KEY (destination_country_code) REFERENCES dict.country(code);


--
-- Name: payment_routing_rule payment_routing_rule_priority_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.payment_routing_rule
    ADD CONSTRAINT payment_routing_rule_priority_id_fkey FOREIGN KEY (priority_id) REFERENCES dict.payment_priority(id);


--
-- Name: payment_routing_rule payment_routing_rule_rail_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.payment_routing_rule
    ADD CONSTRAINT payment_routing_rule_rail_id_fkey FOREIGN KEY (rail_id) REFERENCES dict.payment_rail(id);


--
-- Name: payment_screening_hit payment_screening_hit_analyst_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.payment_screening_hit
    ADD CONSTRAINT payment_screening_hit_analyst_id_fkey FOREIGN KEY (analyst_id) REFERENCES core.operator(id);


--
-- Name: payment_screening_hit payment_screening_hit_payment_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.payment_screening_hit
    ADD CONSTRAINT payment_screening_hit_payment_id_fkey FOREIGN KEY (payment_id) REFERENCES core.payment(id);


--
-- Name: payment_screening_hit payment_screening_hit_sanction_list_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.payment_screening_hit
    ADD CONSTRAINT payment_screening_hit_sanction_list_id_fkey FOREIGN KEY (sanction_list_id) REFERENCES dict.sanction_list(id);


--
-- Name: payment_screening_hit payment_screening_hit_second_analyst_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.payment_screening_hit
    ADD CONSTRAINT payment_screening_hit_second_analyst_id_fkey FOREIGN KEY (second_analyst_id) REFERENCES core.operator(id);


--
-- Name: payment payment_standing_order_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.payment
    ADD CONSTRAINT payment_standing_order_id_fkey FOREIGN KEY (standing_order_id) REFERENCES core.standing_order(id);


--
-- Name: payment payment_state_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.payment
    ADD CONSTRAINT payment_state_id_fkey FOREIGN KEY (state_id) REFERENCES dict.payment_state(id);


--
-- Name: payment_state_log payment_state_log_from_state_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.payment_state_log
    ADD CONSTRAINT payment_state_log_from_state_id_fkey FOREIGN KEY (from_state_id) REFERENCES dict.payment_state(id);


--
-- Name: payment_state_log payment_state_log_operator_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.payment_state_log
    ADD CONSTRAINT payment_state_log_operator_id_fkey FOREIGN KEY (operator_id) REFERENCES core.operator(id);


--
-- Name: payment_state_log payment_state_log_payment_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.payment_state_log
    ADD CONSTRAINT payment_state_log_payment_id_fkey FOREIGN KEY (payment_id) REFERENCES core.payment(id);


--
-- Name: payment_state_log payment_state_log_to_state_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.payment_state_log
    ADD CONSTRAINT payment_state_log_to_state_id_fkey FOREIGN KEY (to_state_id) REFERENCES dict.payment_state(id);


--
-- Name: payment_template payment_template_beneficiary_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.payment_template
    ADD CONSTRAINT payment_template_beneficiary_id_fkey FOREIGN KEY (beneficiary_id) REFERENCES core.beneficiary(id);


--
-- Name: payment_template payment_template_client_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.payment_template
    ADD CONSTRAINT payment_template_client_id_fkey FOREIGN KEY (client_id) REFERENCES core.client_profile(id);


--
-- Name: payment_template payment_template_currency_code_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.payment_template
    ADD CONSTRAINT payment_template_currency_code_fkey FOREIGN KEY (currency_code) REFERENCES dict.currency(code);


--
-- Name: payment_template payment_template_debit_account_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.payment_template
    ADD CONSTRAINT payment_template_debit_account_id_fkey FOREIGN KEY (debit_account_id) REFERENCES core.account(id);


--
-- Name: payment_template payment_template_payment_purpose_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.payment_template
    ADD CONSTRAINT payment_template_payment_purpose_id_fkey FOREIGN KEY (payment_purpose_id) REFERENCES dict.payment_purpose(id);


--
-- Name: pep_declaration pep_declaration_approved_by_manager_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.pep_declaration
    ADD CONSTRAINT pep_declaration_approved_by_manager_id_fkey FOREIGN KEY (approved_by_manager_id) REFERENCES core.operator(id);


--
-- Name: pep_declaration pep_declaration_function_country_code_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.pep_declaration
    ADD CONSTRAINT pep_declaration_function_country_code_fkey FOREIGN KEY (function_country_code) REFERENCES dict.country(code);


--
-- Name: pep_declaration pep_declaration_pep_status_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.pep_declaration
    ADD CONSTRAINT pep_declaration_pep_status_id_fkey FOREIGN KEY (pep_status_id) REFERENCES dict.pep_status(id);


--
-- Name: pep_declaration pep_declaration_person_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.pep_declaration
    ADD CONSTRAINT pep_declaration_person_id_fkey FOREIGN KEY (person_id) REFERENCES core.client_person(id);


--
-- Name: posting_rule_leg posting_rule_leg_entry_type_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.posting_rule_leg
    ADD CONSTRAINT posting_rule_leg_entry_type_id_fkey FOREIGN KEY (entry_type_id) REFERENCES dict.entry_type(id);


--
-- Name: posting_rule_leg posting_rule_leg_fixed_gl_account_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.posting_rule_leg
    ADD CONSTRAINT posting_rule_leg_fixed_gl_account_id_fkey FOREIGN KEY (fixed_gl_account_id) REFERENCES core.gl_account(id);


--
-- Name: posting_rule_leg posting_rule_leg_posting_rule_code_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.posting_rule_leg
    ADD CONSTRAINT posting_rule_leg_posting_rule_code_fkey FOREIGN KEY (posting_rule_code) REFERENCES core.posting_rule(code);


--
-- Name: product product_account_type_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.product
    ADD CONSTRAINT product_account_type_id_fkey FOREIGN KEY (account_type_id) REFERENCES dict.account_type(id);


--
-- Name: product product_default_currency_code_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.product
    ADD CONSTRAINT product_default_currency_code_fkey FOREIGN KEY (default_currency_code) REFERENCES dict.currency(code);


--
-- Name: product product_owner_cost_center_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.product
    ADD CONSTRAINT product_owner_cost_center_fkey FOREIGN KEY (owner_cost_center) REFERENCES core.cost_center(code);


--
-- Name: product product_profile_type_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.product
    ADD CONSTRAINT product_profile_type_id_fkey FOREIGN KEY (profile_type_id) REFERENCES dict.profile_type(id);


--
-- Name: product_version product_version_approved_by_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.product_version
    ADD CONSTRAINT product_version_approved_by_id_fkey FOREIGN KEY (approved_by_id) REFERENCES core.operator(id);


--
-- Name: product_version product_version_product_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.product_version
    ADD CONSTRAINT product_version_product_id_fkey FOREIGN KEY (product_id) REFERENCES core.product(id);


--
-- Name: product_version product_version_terms_language_code_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.product_version
    ADD CONSTRAINT product_version_terms_language_code_fkey FOREIGN KEY (terms_language_code) REFERENCES dict.language(code);


--
-- Name: questionnaire_answer questionnaire_answer_question_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.questionnaire_answer
    ADD CONSTRAINT questionnaire_answer_question_id_fkey FOREIGN KEY (question_id) REFERENCES core.questionnaire_question(id);


--
-- Name: questionnaire_answer questionnaire_answer_submission_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.questionnaire_answer
    ADD CONSTRAINT questionnaire_answer_submission_id_fkey FOREIGN KEY (submission_id) REFERENCES core.questionnaire_submission(id);


--
-- Name: questionnaire questionnaire_approved_by_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.questionnaire
    ADD CONSTRAINT questionnaire_approved_by_id_fkey FOREIGN KEY (approved_by_id) REFERENCES core.operator(id);


--
-- Name: questionnaire questionnaire_language_code_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.questionnaire
    ADD CONSTRAINT questionnaire_language_code_fkey FOREIGN KEY (language_code) REFERENCES dict.language(code);


--
-- Name: questionnaire_question questionnaire_question_feeds_risk_factor_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.questionnaire_question
    ADD CONSTRAINT questionnaire_question_feeds_risk_factor_id_fkey FOREIGN KEY (feeds_risk_factor_id) REFERENCES dict.risk_factor(id);


--
-- Name: questionnaire_question questionnaire_question_questionnaire_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.questionnaire_question
    ADD CONSTRAINT questionnaire_question_questionnaire_id_fkey FOREIGN KEY (questionnaire_id) REFERENCES core.questionnaire(id);


--
-- Name: questionnaire_submission questionnaire_submission_application_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.questionnaire_submission
    ADD CONSTRAINT questionnaire_submission_application_id_fkey FOREIGN KEY (application_id) REFERENCES core.onboarding_application(id);


--
-- Name: questionnaire_submission questionnaire_submission_assisted_by_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.questionnaire_submission
    ADD CONSTRAINT questionnaire_submission_assisted_by_id_fkey FOREIGN KEY (assisted_by_id) REFERENCES core.operator(id);


--
-- Name: questionnaire_submission questionnaire_submission_channel_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.questionnaire_submission
    ADD CONSTRAINT questionnaire_submission_channel_id_fkey FOREIGN KEY (channel_id) REFERENCES dict.channel(id);


--
-- Name: questionnaire_submission questionnaire_submission_client_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.questionnaire_submission
    ADD CONSTRAINT questionnaire_submission_client_id_fkey FOREIGN KEY (client_id) REFERENCES core.client_profile(id);


--
-- Name: questionnaire_submission questionnaire_submission_questionnaire_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.questionnaire_submission
    ADD CONSTRAINT questionnaire_submission_questionnaire_id_fkey FOREIGN KEY (questionnaire_id) REFERENCES core.questionnaire(id);


--
-- Name: regulatory_report regulatory_report_business_day_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.regulatory_report
    ADD CONSTRAINT regulatory_report_business_day_id_fkey FOREIGN KEY (business_day_id) REFERENCES core.business_day(id);


--
-- Name: regulatory_report_cell regulatory_report_cell_gl_account_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.regulatory_report_cell
    ADD CONSTRAINT regulatory_report_cell_gl_account_id_fkey FOREIGN KEY (gl_account_id) REFERENCES core.gl_account(id);


--
-- Name: regulatory_report_cell regulatory_report_cell_report_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.regulatory_report_cell
    ADD CONSTRAINT regulatory_report_cell_report_id_fkey FOREIGN KEY (report_id) REFERENCES core.regulatory_report(id);


--
-- Name: regulatory_report regulatory_report_responsible_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.regulatory_report
    ADD CONSTRAINT regulatory_report_responsible_id_fkey FOREIGN KEY (responsible_id) REFERENCES core.operator(id);


--
-- Name: regulatory_submission_log regulatory_submission_log_regulatory_report_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.regulatory_submission_log
    ADD CONSTRAINT regulatory_submission_log_regulatory_report_id_fkey FOREIGN KEY (regulatory_report_id) REFERENCES core.regulatory_report(id);


--
-- Name: regulatory_submission_log regulatory_submission_log_sent_by_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.regulatory_submission_log
    ADD CONSTRAINT regulatory_submission_log_sent_by_id_fkey FOREIGN KEY (sent_by_id) REFERENCES core.operator(id);


--
-- Name: regulatory_submission_log regulatory_submission_log_tax_report_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.regulatory_submission_log
    ADD CONSTRAINT regulatory_submission_log_tax_report_id_fkey FOREIGN KEY (tax_report_id) REFERENCES core.tax_report(id);


--
-- Name: risk_assessment risk_assessment_accepted_level_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.risk_assessment
    ADD CONSTRAINT risk_assessment_accepted_level_id_fkey FOREIGN KEY (accepted_level_id) REFERENCES dict.risk_level(id);


--
-- Name: risk_assessment risk_assessment_calculated_level_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.risk_assessment
    ADD CONSTRAINT risk_assessment_calculated_level_id_fkey FOREIGN KEY (calculated_level_id) REFERENCES dict.risk_level(id);


--
-- Name: risk_assessment risk_assessment_client_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.risk_assessment
    ADD CONSTRAINT risk_assessment_client_id_fkey FOREIGN KEY (client_id) REFERENCES core.client_profile(id);


--
-- Name: risk_assessment_factor risk_assessment_factor_assessment_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.risk_assessment_factor
    ADD CONSTRAINT risk_assessment_factor_assessment_id_fkey FOREIGN KEY (assessment_id) REFERENCES core.risk_assessment(id);


--
-- Name: risk_assessment_factor risk_assessment_factor_factor_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.risk_assessment_factor
    ADD CONSTRAINT risk_assessment_factor_factor_id_fkey FOREIGN KEY (factor_id) REFERENCES dict.risk_factor(id);


--
-- Name: risk_assessment risk_assessment_kyc_verification_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.risk_assessment
    ADD CONSTRAINT risk_assessment_kyc_verification_id_fkey FOREIGN KEY (kyc_verification_id) REFERENCES core.kyc_verification(id);


--
-- Name: risk_assessment risk_assessment_overridden_by_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.risk_assessment
    ADD CONSTRAINT risk_assessment_overridden_by_fkey FOREIGN KEY (overridden_by) REFERENCES core.operator(id);


--
-- Name: screening_hit screening_hit_decided_by_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.screening_hit
    ADD CONSTRAINT screening_hit_decided_by_fkey FOREIGN KEY (decided_by) REFERENCES core.operator(id);


--
-- Name: screening_hit screening_hit_sanction_list_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.screening_hit
    ADD CONSTRAINT screening_hit_sanction_list_id_fkey FOREIGN KEY (sanction_list_id) REFERENCES dict.sanction_list(id);


--
-- Name: screening_hit screening_hit_screening_request_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.screening_hit
    ADD CONSTRAINT screening_hit_screening_request_id_fkey FOREIGN KEY (screening_request_id) REFERENCES core.screening_request(id);


--
-- Name: screening_hit screening_hit_second_decision_by_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.screening_hit
    ADD CONSTRAINT screening_hit_second_decision_by_fkey FOREIGN KEY (second_decision_by) REFERENCES core.operator(id);


--
-- Name: screening_request screening_request_client_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.screening_request
    ADD CONSTRAINT screening_request_client_id_fkey FOREIGN KEY (client_id) REFERENCES core.client_profile(id);


--
-- Name: screening_request screening_request_kyc_verification_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.screening_request
    ADD CONSTRAINT screening_request_kyc_verification_id_fkey FOREIGN KEY (kyc_verification_id) REFERENCES core.kyc_verification(id);


--
-- Name: screening_request screening_request_person_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.screening_request
    ADD CONSTRAINT screening_request_person_id_fkey FOREIGN KEY (person_id) REFERENCES core.client_person(id);


--
-- Name: settlement_cycle settlement_cycle_currency_code_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.settlement_cycle
    ADD CONSTRAINT settlement_cycle_currency_code_fkey FOREIGN KEY (currency_code) REFERENCES dict.currency(code);


--
-- Name: settlement_cycle settlement_cycle_gl_account_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.settlement_cycle
    ADD CONSTRAINT settlement_cycle_gl_account_id_fkey FOREIGN KEY (gl_account_id) REFERENCES core.gl_account(id);


--
-- Name: settlement_cycle_payment settlement_cycle_payment_payment_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.settlement_cycle_payment
    ADD CONSTRAINT settlement_cycle_payment_payment_id_fkey FOREIGN KEY (payment_id) REFERENCES core.payment(id);


--
-- Name: settlement_cycle_payment settlement_cycle_payment_settlement_cycle_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.settlement_cycle_payment
    ADD CONSTRAINT settlement_cycle_payment_settlement_cycle_id_fkey FOREIGN KEY (settlement_cycle_id) REFERENCES core.settlement_cycle(id);


--
-- Name: settlement_cycle settlement_cycle_rail_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.settlement_cycle
    ADD CONSTRAINT settlement_cycle_rail_id_fkey FOREIGN KEY (rail_id) REFERENCES dict.payment_rail(id);


--
-- Name: standing_order standing_order_account_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.standing_order
    ADD CONSTRAINT standing_order_account_id_fkey FOREIGN KEY (account_id) REFERENCES core.account(id);


--
-- Name: standing_order standing_order_beneficiary_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.standing_order
    ADD CONSTRAINT standing_order_beneficiary_id_fkey FOREIGN KEY (beneficiary_id) REFERENCES core.beneficiary(id);


--
-- Name: standing_order standing_order_client_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.standing_order
    ADD CONSTRAINT standing_order_client_id_fkey FOREIGN KEY (client_id) REFERENCES core.client_profile(id);


--
-- Name: standing_order standing_order_currency_code_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.standing_order
    ADD CONSTRAINT standing_order_currency_code_fkey FOREIGN KEY (currency_code) REFERENCES dict.currency(code);


--
-- Name: standing_order_execution standing_order_execution_failure_reason_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.standing_order_execution
    ADD CONSTRAINT standing_order_execution_failure_reason_id_fkey FOREIGN KEY (failure_reason_id) REFERENCES dict.payment_reject_reason(id);


--
-- Name: standing_order_execution standing_order_execution_payment_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.standing_order_execution
    ADD CONSTRAINT standing_order_execution_payment_id_fkey FOREIGN KEY (payment_id) REFERENCES core.payment(id);


--
-- Name: standing_order_execution standing_order_execution_standing_order_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.standing_order_execution
    ADD CONSTRAINT standing_order_execution_standing_order_id_fkey FOREIGN KEY (standing_order_id) REFERENCES core.standing_order(id);


--
-- Name: standing_order standing_order_frequency_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.standing_order
    ADD CONSTRAINT standing_order_frequency_id_fkey FOREIGN KEY (frequency_id) REFERENCES dict.standing_order_frequency(id);


--
-- Name: statement statement_account_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.statement
    ADD CONSTRAINT statement_account_id_fkey FOREIGN KEY (account_id) REFERENCES core.account(id);


--
-- Name: statement_delivery statement_delivery_channel_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.statement_delivery
    ADD CONSTRAINT statement_delivery_channel_id_fkey FOREIGN KEY (channel_id) REFERENCES dict.notification_channel(id);


--
-- Name: statement_delivery statement_delivery_statement_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.statement_delivery
    ADD CONSTRAINT statement_delivery_statement_id_fkey FOREIGN KEY (statement_id) REFERENCES core.statement(id);


--
-- Name: statement statement_format_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.statement
    ADD CONSTRAINT statement_format_id_fkey FOREIGN KEY (format_id) REFERENCES dict.statement_format(id);


--
-- Name: statement statement_language_code_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.statement
    ADD CONSTRAINT statement_language_code_fkey FOREIGN KEY (language_code) REFERENCES dict.language(code);


--
-- Name: statement_line statement_line_entry_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.statement_line
    ADD CONSTRAINT statement_line_entry_id_fkey FOREIGN KEY (entry_id) REFERENCES core.entry(id);


--
-- Name: statement_line statement_line_statement_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.statement_line
    ADD CONSTRAINT statement_line_statement_id_fkey FOREIGN KEY (statement_id) REFERENCES core.statement(id);


--
-- Name: statement_subscription statement_subscription_account_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.statement_subscription
    ADD CONSTRAINT statement_subscription_account_id_fkey FOREIGN KEY (account_id) REFERENCES core.account(id);


--
-- Name: statement_subscription statement_subscription_delivery_channel_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.statement_subscription
    ADD CONSTRAINT statement_subscription_delivery_channel_id_fkey FOREIGN KEY (delivery_channel_id) REFERENCES dict.notification_channel(id);


--
-- Name: statement_subscription statement_subscription_format_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.statement_subscription
    ADD CONSTRAINT statement_subscription_format_id_fkey FOREIGN KEY (format_id) REFERENCES dict.statement_format(id);


--
-- Name: statement_subscription statement_subscription_frequency_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.statement_subscription
    ADD CONSTRAINT statement_subscription_frequency_id_fkey FOREIGN KEY (frequency_id) REFERENCES dict.standing_order_frequency(id);


--
-- Name: statement statement_subscription_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.statement
    ADD CONSTRAINT statement_subscription_id_fkey FOREIGN KEY (subscription_id) REFERENCES core.statement_subscription(id);


--
-- Name: statement_subscription statement_subscription_recipient_client_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.statement_subscription
    ADD CONSTRAINT statement_subscription_recipient_client_id_fkey FOREIGN KEY (recipient_client_id) REFERENCES core.client_profile(id);


--
-- Name: suspense_item suspense_item_cleared_by_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.suspense_item
    ADD CONSTRAINT suspense_item_cleared_by_id_fkey FOREIGN KEY (cleared_by_id) REFERENCES core.operator(id);


--
-- Name: suspense_item suspense_item_clearing_entry_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.suspense_item
    ADD CONSTRAINT suspense_item_clearing_entry_id_fkey FOREIGN KEY (clearing_entry_id) REFERENCES core.entry(id);


--
-- Name: suspense_item suspense_item_entry_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.suspense_item
    ADD CONSTRAINT suspense_item_entry_id_fkey FOREIGN KEY (entry_id) REFERENCES core.entry(id);


--
-- Name: suspense_item suspense_item_gl_account_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.suspense_item
    ADD CONSTRAINT suspense_item_gl_account_id_fkey FOREIGN KEY (gl_account_id) REFERENCES core.gl_account(id);


--
-- Name: suspense_item suspense_item_payment_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.suspense_item
    ADD CONSTRAINT suspense_item_payment_id_fkey FOREIGN KEY (payment_id) REFERENCES core.payment(id);


--
-- Name: suspense_item suspense_item_supposed_account_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.suspense_item
    ADD CONSTRAINT suspense_item_supposed_account_id_fkey FOREIGN KEY (supposed_account_id) REFERENCES core.account(id);


--
-- Name: swift_delivery_log swift_delivery_log_swift_message_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.swift_delivery_log
    ADD CONSTRAINT swift_delivery_log_swift_message_id_fkey FOREIGN KEY (swift_message_id) REFERENCES core.swift_message(id);


--
-- Name: swift_message swift_message_correspondent_bank_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.swift_message
    ADD CONSTRAINT swift_message_correspondent_bank_id_fkey FOREIGN KEY (correspondent_bank_id) REFERENCES core.correspondent_bank(id);


--
-- Name: swift_message swift_message_currency_code_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.swift_message
    ADD CONSTRAINT swift_message_currency_code_fkey FOREIGN KEY (currency_code) REFERENCES dict.currency(code);


--
-- Name: swift_message swift_message_message_type_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.swift_message
    ADD CONSTRAINT swift_message_message_type_id_fkey FOREIGN KEY (message_type_id) REFERENCES dict.swift_message_type(id);


--
-- Name: swift_message swift_message_payment_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.swift_message
    ADD CONSTRAINT swift_message_payment_id_fkey FOREIGN KEY (payment_id) REFERENCES core.payment(id);


--
-- Name: tariff_assignment tariff_assignment_account_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.tariff_assignment
    ADD CONSTRAINT tariff_assignment_account_id_fkey FOREIGN KEY (account_id) REFERENCES core.account(id);


--
-- Name: tariff_assignment tariff_assignment_created_by_app_user_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.tariff_assignment
    ADD CONSTRAINT tariff_assignment_created_by_app_user_id_fkey FOREIGN KEY (created_by_app_user_id) REFERENCES core.app_user(id);


--
-- Name: tariff_assignment_log tariff_assignment_log_assignment_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.tariff_assignment_log
    ADD CONSTRAINT tariff_assignment_log_assignment_id_fkey FOREIGN KEY (assignment_id) REFERENCES core.tariff_assignment(id);


--
-- Name: tariff_assignment_log tariff_assignment_log_channel_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.tariff_assignment_log
    ADD CONSTRAINT tariff_assignment_log_channel_id_fkey FOREIGN KEY (channel_id) REFERENCES dict.channel(id);


--
-- Name: tariff_assignment_log tariff_assignment_log_new_plan_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.tariff_assignment_log
    ADD CONSTRAINT tariff_assignment_log_new_plan_id_fkey FOREIGN KEY (new_plan_id) REFERENCES core.tariff_plan(id);


--
-- Name: tariff_assignment_log tariff_assignment_log_old_plan_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.tariff_assignment_log
    ADD CONSTRAINT tariff_assignment_log_old_plan_id_fkey FOREIGN KEY (old_plan_id) REFERENCES core.tariff_plan(id);


--
-- Name: tariff_assignment_log tariff_assignment_log_operator_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.tariff_assignment_log
    ADD CONSTRAINT tariff_assignment_log_operator_id_fkey FOREIGN KEY (operator_id) REFERENCES core.operator(id);


--
-- Name: tariff_assignment tariff_assignment_tariff_plan_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.tariff_assignment
    ADD CONSTRAINT tariff_assignment_tariff_plan_id_fkey FOREIGN KEY (tariff_plan_id) REFERENCES core.tariff_plan(id);


--
-- Name: tariff_plan tariff_plan_currency_code_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.tariff_plan
    ADD CONSTRAINT tariff_plan_currency_code_fkey FOREIGN KEY (currency_code) REFERENCES dict.currency(code);


--
-- Name: tariff_plan tariff_plan_kind_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.tariff_plan
    ADD CONSTRAINT tariff_plan_kind_id_fkey FOREIGN KEY (kind_id) REFERENCES dict.tariff_plan_kind(id);


--
-- Name: tariff_plan tariff_plan_partner_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.tariff_plan
    ADD CONSTRAINT tariff_plan_partner_id_fkey FOREIGN KEY (partner_id) REFERENCES core.partner(id);


--
-- Name: tariff_plan_product tariff_plan_product_product_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.tariff_plan_product
    ADD CONSTRAINT tariff_plan_product_product_id_fkey FOREIGN KEY (product_id) REFERENCES core.product(id);


--
-- Name: tariff_plan_product tariff_plan_product_tariff_plan_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.tariff_plan_product
    ADD CONSTRAINT tariff_plan_product_tariff_plan_id_fkey FOREIGN KEY (tariff_plan_id) REFERENCES core.tariff_plan(id);


--
-- Name: tariff_plan tariff_plan_successor_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.tariff_plan
    ADD CONSTRAINT tariff_plan_successor_id_fkey FOREIGN KEY (successor_id) REFERENCES core.tariff_plan(id);


--
-- Name: tariff_rate tariff_rate_currency_code_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.tariff_rate
    ADD CONSTRAINT tariff_rate_currency_code_fkey FOREIGN KEY (currency_code) REFERENCES dict.currency(code);


--
-- Name: tariff_rate tariff_rate_fee_type_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.tariff_rate
    ADD CONSTRAINT tariff_rate_fee_type_id_fkey FOREIGN KEY (fee_type_id) REFERENCES dict.fee_type(id);


--
-- Name: tariff_rate tariff_rate_payment_rail_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.tariff_rate
    ADD CONSTRAINT tariff_rate_payment_rail_id_fkey FOREIGN KEY (payment_rail_id) REFERENCES dict.payment_rail(id);


--
-- Name: tariff_rate tariff_rate_period_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.tariff_rate
    ADD CONSTRAINT tariff_rate_period_id_fkey FOREIGN KEY (period_id) REFERENCES dict.fee_period(id);


--
-- Name: tariff_rate tariff_rate_tariff_plan_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.tariff_rate
    ADD CONSTRAINT tariff_rate_tariff_plan_id_fkey FOREIGN KEY (tariff_plan_id) REFERENCES core.tariff_plan(id);


--
-- Name: tax_report_account tax_report_account_account_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.tax_report_account
    ADD CONSTRAINT tax_report_account_account_id_fkey FOREIGN KEY (account_id) REFERENCES core.account(id);


--
-- Name: tax_report_account tax_report_account_currency_code_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.tax_report_account
    ADD CONSTRAINT tax_report_account_currency_code_fkey FOREIGN KEY (currency_code) REFERENCES dict.currency(code);


--
-- Name: tax_report_account tax_report_account_reported_client_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.tax_report_account
    ADD CONSTRAINT tax_report_account_reported_client_id_fkey FOREIGN KEY (reported_client_id) REFERENCES core.client_profile(id);


--
-- Name: tax_report_account tax_report_account_tax_report_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.tax_report_account
    ADD CONSTRAINT tax_report_account_tax_report_id_fkey FOREIGN KEY (tax_report_id) REFERENCES core.tax_report(id);


--
-- Name: tax_report tax_report_corrects_report_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.tax_report
    ADD CONSTRAINT tax_report_corrects_report_id_fkey FOREIGN KEY (corrects_report_id) REFERENCES core.tax_report(id);


--
-- Name: tax_report tax_report_prepared_by_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.tax_report
    ADD CONSTRAINT tax_report_prepared_by_id_fkey FOREIGN KEY (prepared_by_id) REFERENCES core.operator(id);


--
-- Name: tax_report tax_report_receiving_country_code_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.tax_report
    ADD CONSTRAINT tax_report_receiving_country_code_fkey FOREIGN KEY (receiving_country_code) REFERENCES dict.country(code);


--
-- Name: tax_residency tax_residency_certificate_document_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.tax_residency
    ADD CONSTRAINT tax_residency_certificate_document_id_fkey FOREIGN KEY (certificate_document_id) REFERENCES core.client_document(id);


--
-- Name: tax_residency tax_residency_client_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.tax_residency
    ADD CONSTRAINT tax_residency_client_id_fkey FOREIGN KEY (client_id) REFERENCES core.client_profile(id);


--
-- Name: tax_residency tax_residency_country_code_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.tax_residency
    ADD CONSTRAINT tax_residency_country_code_fkey FOREIGN KEY (country_code) REFERENCES dict.country(code);


--
-- Name: tax_residency tax_residency_status_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.tax_residency
    ADD CONSTRAINT tax_residency_status_id_fkey FOREIGN KEY (status_id) REFERENCES dict.tax_residency_status(id);


--
-- Name: tax_withholding tax_withholding_capitalization_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.tax_withholding
    ADD CONSTRAINT tax_withholding_capitalization_id_fkey FOREIGN KEY (capitalization_id) REFERENCES core.interest_capitalization(id);


--
-- Name: tax_withholding tax_withholding_client_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.tax_withholding
    ADD CONSTRAINT tax_withholding_client_id_fkey FOREIGN KEY (client_id) REFERENCES core.client_profile(id);


--
-- Name: tax_withholding tax_withholding_country_code_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.tax_withholding
    ADD CONSTRAINT tax_withholding_country_code_fkey FOREIGN KEY (country_code) REFERENCES dict.country(code);


--
-- Name: tax_withholding tax_withholding_entry_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.tax_withholding
    ADD CONSTRAINT tax_withholding_entry_id_fkey FOREIGN KEY (entry_id) REFERENCES core.entry(id);


--
-- Name: tax_withholding tax_withholding_tax_residency_status_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.tax_withholding
    ADD CONSTRAINT tax_withholding_tax_residency_status_id_fkey FOREIGN KEY (tax_residency_status_id) REFERENCES dict.tax_residency_status(id);


--
-- Name: user_device user_device_app_user_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.user_device
    ADD CONSTRAINT user_device_app_user_id_fkey FOREIGN KEY (app_user_id) REFERENCES core.app_user(id);


--
-- Name: user_device user_device_device_type_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.user_device
    ADD CONSTRAINT user_device_device_type_id_fkey FOREIGN KEY (device_type_id) REFERENCES dict.device_type(id);


--
-- Name: video_ident_session video_ident_session_agent_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.video_ident_session
    ADD CONSTRAINT video_ident_session_agent_id_fkey FOREIGN KEY (agent_id) REFERENCES core.operator(id);


--
-- Name: video_ident_session video_ident_session_application_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.video_ident_session
    ADD CONSTRAINT video_ident_session_application_id_fkey FOREIGN KEY (application_id) REFERENCES core.onboarding_application(id);


--
-- Name: video_ident_session video_ident_session_document_type_id_fkey; Type: FK CONSTRAINT; Schema: core; Owner: -
--

ALTER TABLE ONLY core.video_ident_session
    ADD CONSTRAINT video_ident_session_document_type_id_fkey FOREIGN KEY (document_type_id) REFERENCES dict.kyc_document_type(id);


--
-- Name: account_block_reason account_block_reason_resulting_state_id_fkey; Type: FK CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.account_block_reason
    ADD CONSTRAINT account_block_reason_resulting_state_id_fkey FOREIGN KEY (resulting_state_id) REFERENCES dict.account_state(id);


--
-- Name: account_type account_type_gl_account_class_id_fkey; Type: FK CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.account_type
    ADD CONSTRAINT account_type_gl_account_class_id_fkey FOREIGN KEY (gl_account_class_id) REFERENCES dict.gl_account_class(id);


--
-- Name: card_scheme card_scheme_settlement_currency_code_fkey; Type: FK CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.card_scheme
    ADD CONSTRAINT card_scheme_settlement_currency_code_fkey FOREIGN KEY (settlement_currency_code) REFERENCES dict.currency(code);


--
-- Name: closure_reason closure_reason_resulting_state_id_fkey; Type: FK CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.closure_reason
    ADD CONSTRAINT closure_reason_resulting_state_id_fkey FOREIGN KEY (resulting_state_id) REFERENCES dict.profile_state(id);


--
-- Name: complaint_category complaint_category_handler_role_id_fkey; Type: FK CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.complaint_category
    ADD CONSTRAINT complaint_category_handler_role_id_fkey FOREIGN KEY (handler_role_id) REFERENCES dict.operator_role(id);


--
-- Name: country country_currency_code_fkey; Type: FK CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.country
    ADD CONSTRAINT country_currency_code_fkey FOREIGN KEY (currency_code) REFERENCES dict.currency(code);


--
-- Name: country country_risk_level_id_fkey; Type: FK CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.country
    ADD CONSTRAINT country_risk_level_id_fkey FOREIGN KEY (risk_level_id) REFERENCES dict.risk_level(id);


--
-- Name: deposit_type deposit_type_interest_type_id_fkey; Type: FK CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.deposit_type
    ADD CONSTRAINT deposit_type_interest_type_id_fkey FOREIGN KEY (interest_type_id) REFERENCES dict.interest_type(id);


--
-- Name: device_type device_type_channel_id_fkey; Type: FK CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.device_type
    ADD CONSTRAINT device_type_channel_id_fkey FOREIGN KEY (channel_id) REFERENCES dict.channel(id);


--
-- Name: entry_type entry_type_balance_type_id_fkey; Type: FK CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.entry_type
    ADD CONSTRAINT entry_type_balance_type_id_fkey FOREIGN KEY (balance_type_id) REFERENCES dict.balance_type(id);


--
-- Name: fee_type fee_type_default_period_id_fkey; Type: FK CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.fee_type
    ADD CONSTRAINT fee_type_default_period_id_fkey FOREIGN KEY (default_period_id) REFERENCES dict.fee_period(id);


--
-- Name: income_band income_band_currency_code_fkey; Type: FK CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.income_band
    ADD CONSTRAINT income_band_currency_code_fkey FOREIGN KEY (currency_code) REFERENCES dict.currency(code);


--
-- Name: industry industry_risk_level_id_fkey; Type: FK CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.industry
    ADD CONSTRAINT industry_risk_level_id_fkey FOREIGN KEY (risk_level_id) REFERENCES dict.risk_level(id);


--
-- Name: interest_type interest_type_day_count_convention_id_fkey; Type: FK CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.interest_type
    ADD CONSTRAINT interest_type_day_count_convention_id_fkey FOREIGN KEY (day_count_convention_id) REFERENCES dict.day_count_convention(id);


--
-- Name: kyc_document_type kyc_document_type_document_type_id_fkey; Type: FK CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.kyc_document_type
    ADD CONSTRAINT kyc_document_type_document_type_id_fkey FOREIGN KEY (document_type_id) REFERENCES dict.document_type(id);


--
-- Name: kyc_reject_reason kyc_reject_reason_verification_status_id_fkey; Type: FK CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.kyc_reject_reason
    ADD CONSTRAINT kyc_reject_reason_verification_status_id_fkey FOREIGN KEY (verification_status_id) REFERENCES dict.kyc_verification_status(id);


--
-- Name: legal_form legal_form_country_code_fkey; Type: FK CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.legal_form
    ADD CONSTRAINT legal_form_country_code_fkey FOREIGN KEY (country_code) REFERENCES dict.country(code);


--
-- Name: limit_type limit_type_default_period_id_fkey; Type: FK CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.limit_type
    ADD CONSTRAINT limit_type_default_period_id_fkey FOREIGN KEY (default_period_id) REFERENCES dict.limit_period(id);


--
-- Name: loan_type loan_type_interest_type_id_fkey; Type: FK CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.loan_type
    ADD CONSTRAINT loan_type_interest_type_id_fkey FOREIGN KEY (interest_type_id) REFERENCES dict.interest_type(id);


--
-- Name: loan_type loan_type_repayment_type_id_fkey; Type: FK CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.loan_type
    ADD CONSTRAINT loan_type_repayment_type_id_fkey FOREIGN KEY (repayment_type_id) REFERENCES dict.repayment_type(id);


--
-- Name: mandate_type mandate_type_rail_id_fkey; Type: FK CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.mandate_type
    ADD CONSTRAINT mandate_type_rail_id_fkey FOREIGN KEY (rail_id) REFERENCES dict.payment_rail(id);


--
-- Name: partner_type partner_type_channel_id_fkey; Type: FK CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.partner_type
    ADD CONSTRAINT partner_type_channel_id_fkey FOREIGN KEY (channel_id) REFERENCES dict.channel(id);


--
-- Name: payment_rail payment_rail_currency_code_fkey; Type: FK CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.payment_rail
    ADD CONSTRAINT payment_rail_currency_code_fkey FOREIGN KEY (currency_code) REFERENCES dict.currency(code);


--
-- Name: payment_reject_reason payment_reject_reason_sepa_reason_code_id_fkey; Type: FK CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.payment_reject_reason
    ADD CONSTRAINT payment_reject_reason_sepa_reason_code_id_fkey FOREIGN KEY (sepa_reason_code_id) REFERENCES dict.sepa_reason_code(id);


--
-- Name: payment_type payment_type_default_rail_id_fkey; Type: FK CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.payment_type
    ADD CONSTRAINT payment_type_default_rail_id_fkey FOREIGN KEY (default_rail_id) REFERENCES dict.payment_rail(id);


--
-- Name: pep_status pep_status_risk_level_id_fkey; Type: FK CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.pep_status
    ADD CONSTRAINT pep_status_risk_level_id_fkey FOREIGN KEY (risk_level_id) REFERENCES dict.risk_level(id);


--
-- Name: profile_type profile_type_required_kyc_level_id_fkey; Type: FK CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.profile_type
    ADD CONSTRAINT profile_type_required_kyc_level_id_fkey FOREIGN KEY (required_kyc_level_id) REFERENCES dict.kyc_level(id);


--
-- Name: region region_country_code_fkey; Type: FK CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.region
    ADD CONSTRAINT region_country_code_fkey FOREIGN KEY (country_code) REFERENCES dict.country(code);


--
-- Name: risk_factor risk_factor_floor_risk_level_id_fkey; Type: FK CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.risk_factor
    ADD CONSTRAINT risk_factor_floor_risk_level_id_fkey FOREIGN KEY (floor_risk_level_id) REFERENCES dict.risk_level(id);


--
-- Name: source_of_funds source_of_funds_evidence_document_type_id_fkey; Type: FK CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.source_of_funds
    ADD CONSTRAINT source_of_funds_evidence_document_type_id_fkey FOREIGN KEY (evidence_document_type_id) REFERENCES dict.document_type(id);


--
-- Name: swift_message_type swift_message_type_direction_id_fkey; Type: FK CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.swift_message_type
    ADD CONSTRAINT swift_message_type_direction_id_fkey FOREIGN KEY (direction_id) REFERENCES dict.payment_direction(id);


--
-- Name: tariff_plan_kind tariff_plan_kind_profile_type_id_fkey; Type: FK CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.tariff_plan_kind
    ADD CONSTRAINT tariff_plan_kind_profile_type_id_fkey FOREIGN KEY (profile_type_id) REFERENCES dict.profile_type(id);


--
-- Name: transaction_type transaction_type_entry_type_id_fkey; Type: FK CONSTRAINT; Schema: dict; Owner: -
--

ALTER TABLE ONLY dict.transaction_type
    ADD CONSTRAINT transaction_type_entry_type_id_fkey FOREIGN KEY (entry_type_id) REFERENCES dict.entry_type(id);


--
-- Name: access_token access_token_api_client_id_fkey; Type: FK CONSTRAINT; Schema: eapi; Owner: -
--

ALTER TABLE ONLY eapi.access_token
    ADD CONSTRAINT access_token_api_client_id_fkey FOREIGN KEY (api_client_id) REFERENCES eapi.api_client(id);


--
-- Name: access_token access_token_consent_id_fkey; Type: FK CONSTRAINT; Schema: eapi; Owner: -
--

ALTER TABLE ONLY eapi.access_token
    ADD CONSTRAINT access_token_consent_id_fkey FOREIGN KEY (consent_id) REFERENCES eapi.psd_consent(id);


--
-- Name: access_token access_token_refreshed_from_id_fkey; Type: FK CONSTRAINT; Schema: eapi; Owner: -
--

ALTER TABLE ONLY eapi.access_token
    ADD CONSTRAINT access_token_refreshed_from_id_fkey FOREIGN KEY (refreshed_from_id) REFERENCES eapi.access_token(id);


--
-- Name: api_client api_client_partner_id_fkey; Type: FK CONSTRAINT; Schema: eapi; Owner: -
--

ALTER TABLE ONLY eapi.api_client
    ADD CONSTRAINT api_client_partner_id_fkey FOREIGN KEY (partner_id) REFERENCES core.partner(id);


--
-- Name: psd_consent psd_consent_account_id_fkey; Type: FK CONSTRAINT; Schema: eapi; Owner: -
--

ALTER TABLE ONLY eapi.psd_consent
    ADD CONSTRAINT psd_consent_account_id_fkey FOREIGN KEY (account_id) REFERENCES core.account(id);


--
-- Name: psd_consent psd_consent_api_client_id_fkey; Type: FK CONSTRAINT; Schema: eapi; Owner: -
--

ALTER TABLE ONLY eapi.psd_consent
    ADD CONSTRAINT psd_consent_api_client_id_fkey FOREIGN KEY (api_client_id) REFERENCES eapi.api_client(id);


--
-- Name: psd_consent psd_consent_auth_method_id_fkey; Type: FK CONSTRAINT; Schema: eapi; Owner: -
--

ALTER TABLE ONLY eapi.psd_consent
    ADD CONSTRAINT psd_consent_auth_method_id_fkey FOREIGN KEY (auth_method_id) REFERENCES dict.auth_method(id);


--
-- Name: psd_consent psd_consent_client_profile_id_fkey; Type: FK CONSTRAINT; Schema: eapi; Owner: -
--

ALTER TABLE ONLY eapi.psd_consent
    ADD CONSTRAINT psd_consent_client_profile_id_fkey FOREIGN KEY (client_profile_id) REFERENCES core.client_profile(id);


--
-- Name: psd_consent psd_consent_consent_type_id_fkey; Type: FK CONSTRAINT; Schema: eapi; Owner: -
--

ALTER TABLE ONLY eapi.psd_consent
    ADD CONSTRAINT psd_consent_consent_type_id_fkey FOREIGN KEY (consent_type_id) REFERENCES dict.consent_type(id);


--
-- Name: rate_limit rate_limit_api_client_id_fkey; Type: FK CONSTRAINT; Schema: eapi; Owner: -
--

ALTER TABLE ONLY eapi.rate_limit
    ADD CONSTRAINT rate_limit_api_client_id_fkey FOREIGN KEY (api_client_id) REFERENCES eapi.api_client(id);


--
-- Name: rate_limit rate_limit_approved_by_id_fkey; Type: FK CONSTRAINT; Schema: eapi; Owner: -
--

ALTER TABLE ONLY eapi.rate_limit
    ADD CONSTRAINT rate_limit_approved_by_id_fkey FOREIGN KEY (approved_by_id) REFERENCES core.operator(id);


--
-- Name: request_log request_log_api_client_id_fkey; Type: FK CONSTRAINT; Schema: eapi; Owner: -
--

ALTER TABLE eapi.request_log
    ADD CONSTRAINT request_log_api_client_id_fkey FOREIGN KEY (api_client_id) REFERENCES eapi.api_client(id);


--
-- Name: request_log request_log_consent_id_fkey; Type: FK CONSTRAINT; Schema: eapi; Owner: -
--

ALTER TABLE eapi.request_log
    ADD CONSTRAINT request_log_consent_id_fkey FOREIGN KEY (consent_id) REFERENCES eapi.psd_consent(id);


--
-- Name: request_log request_log_payment_id_fkey; Type: FK CONSTRAINT; Schema: eapi; Owner: -
--

ALTER TABLE eapi.request_log
    ADD CONSTRAINT request_log_payment_id_fkey FOREIGN KEY (payment_id) REFERENCES core.payment(id);


--
-- Name: circuit_breaker_log circuit_breaker_log_endpoint_id_fkey; Type: FK CONSTRAINT; Schema: integration; Owner: -
--

ALTER TABLE ONLY integration.circuit_breaker_log
    ADD CONSTRAINT circuit_breaker_log_endpoint_id_fkey FOREIGN KEY (endpoint_id) REFERENCES integration.system_endpoint(id);


--
-- Name: client_id_mapping client_id_mapping_client_profile_id_fkey; Type: FK CONSTRAINT; Schema: integration; Owner: -
--

ALTER TABLE ONLY integration.client_id_mapping
    ADD CONSTRAINT client_id_mapping_client_profile_id_fkey FOREIGN KEY (client_profile_id) REFERENCES core.client_profile(id);


--
-- Name: client_id_mapping client_id_mapping_external_system_id_fkey; Type: FK CONSTRAINT; Schema: integration; Owner: -
--

ALTER TABLE ONLY integration.client_id_mapping
    ADD CONSTRAINT client_id_mapping_external_system_id_fkey FOREIGN KEY (external_system_id) REFERENCES integration.external_system(id);


--
-- Name: dead_letter dead_letter_inbox_message_id_fkey; Type: FK CONSTRAINT; Schema: integration; Owner: -
--

ALTER TABLE ONLY integration.dead_letter
    ADD CONSTRAINT dead_letter_inbox_message_id_fkey FOREIGN KEY (inbox_message_id) REFERENCES integration.inbox_message(id);


--
-- Name: dead_letter dead_letter_outbox_message_id_fkey; Type: FK CONSTRAINT; Schema: integration; Owner: -
--

ALTER TABLE ONLY integration.dead_letter
    ADD CONSTRAINT dead_letter_outbox_message_id_fkey FOREIGN KEY (outbox_message_id) REFERENCES integration.outbox_message(id);


--
-- Name: dead_letter dead_letter_triaged_by_id_fkey; Type: FK CONSTRAINT; Schema: integration; Owner: -
--

ALTER TABLE ONLY integration.dead_letter
    ADD CONSTRAINT dead_letter_triaged_by_id_fkey FOREIGN KEY (triaged_by_id) REFERENCES core.operator(id);


--
-- Name: external_system external_system_partner_id_fkey; Type: FK CONSTRAINT; Schema: integration; Owner: -
--

ALTER TABLE ONLY integration.external_system
    ADD CONSTRAINT external_system_partner_id_fkey FOREIGN KEY (partner_id) REFERENCES core.partner(id);


--
-- Name: inbox_message inbox_message_external_system_id_fkey; Type: FK CONSTRAINT; Schema: integration; Owner: -
--

ALTER TABLE ONLY integration.inbox_message
    ADD CONSTRAINT inbox_message_external_system_id_fkey FOREIGN KEY (external_system_id) REFERENCES integration.external_system(id);


--
-- Name: inbox_message inbox_message_payment_id_fkey; Type: FK CONSTRAINT; Schema: integration; Owner: -
--

ALTER TABLE ONLY integration.inbox_message
    ADD CONSTRAINT inbox_message_payment_id_fkey FOREIGN KEY (payment_id) REFERENCES core.payment(id);


--
-- Name: outbox_attempt outbox_attempt_endpoint_id_fkey; Type: FK CONSTRAINT; Schema: integration; Owner: -
--

ALTER TABLE ONLY integration.outbox_attempt
    ADD CONSTRAINT outbox_attempt_endpoint_id_fkey FOREIGN KEY (endpoint_id) REFERENCES integration.system_endpoint(id);


--
-- Name: outbox_attempt outbox_attempt_outbox_message_id_fkey; Type: FK CONSTRAINT; Schema: integration; Owner: -
--

ALTER TABLE ONLY integration.outbox_attempt
    ADD CONSTRAINT outbox_attempt_outbox_message_id_fkey FOREIGN KEY (outbox_message_id) REFERENCES integration.outbox_message(id);


--
-- Name: outbox_message outbox_message_client_id_fkey; Type: FK CONSTRAINT; Schema: integration; Owner: -
--

ALTER TABLE ONLY integration.outbox_message
    ADD CONSTRAINT outbox_message_client_id_fkey FOREIGN KEY (client_id) REFERENCES core.client_profile(id);


--
-- Name: sync_job sync_job_external_system_id_fkey; Type: FK CONSTRAINT; Schema: integration; Owner: -
--

ALTER TABLE ONLY integration.sync_job
    ADD CONSTRAINT sync_job_external_system_id_fkey FOREIGN KEY (external_system_id) REFERENCES integration.external_system(id);


--
-- Name: sync_job_run sync_job_run_started_by_id_fkey; Type: FK CONSTRAINT; Schema: integration; Owner: -
--

ALTER TABLE ONLY integration.sync_job_run
    ADD CONSTRAINT sync_job_run_started_by_id_fkey FOREIGN KEY (started_by_id) REFERENCES core.operator(id);


--
-- Name: sync_job_run sync_job_run_sync_job_id_fkey; Type: FK CONSTRAINT; Schema: integration; Owner: -
--

ALTER TABLE ONLY integration.sync_job_run
    ADD CONSTRAINT sync_job_run_sync_job_id_fkey FOREIGN KEY (sync_job_id) REFERENCES integration.sync_job(id);


--
-- Name: system_endpoint system_endpoint_external_system_id_fkey; Type: FK CONSTRAINT; Schema: integration; Owner: -
--

ALTER TABLE ONLY integration.system_endpoint
    ADD CONSTRAINT system_endpoint_external_system_id_fkey FOREIGN KEY (external_system_id) REFERENCES integration.external_system(id);


--
-- Name: webhook_delivery webhook_delivery_outbox_message_id_fkey; Type: FK CONSTRAINT; Schema: integration; Owner: -
--

ALTER TABLE ONLY integration.webhook_delivery
    ADD CONSTRAINT webhook_delivery_outbox_message_id_fkey FOREIGN KEY (outbox_message_id) REFERENCES integration.outbox_message(id);


--
-- Name: webhook_delivery webhook_delivery_subscription_id_fkey; Type: FK CONSTRAINT; Schema: integration; Owner: -
--

ALTER TABLE ONLY integration.webhook_delivery
    ADD CONSTRAINT webhook_delivery_subscription_id_fkey FOREIGN KEY (subscription_id) REFERENCES integration.webhook_subscription(id);


--
-- Name: webhook_subscription webhook_subscription_partner_id_fkey; Type: FK CONSTRAINT; Schema: integration; Owner: -
--

ALTER TABLE ONLY integration.webhook_subscription
    ADD CONSTRAINT webhook_subscription_partner_id_fkey FOREIGN KEY (partner_id) REFERENCES core.partner(id);


--
-- Name: cb_statement_line cb_statement_line_entry_id_fkey; Type: FK CONSTRAINT; Schema: scb; Owner: -
--

ALTER TABLE ONLY scb.cb_statement_line
    ADD CONSTRAINT cb_statement_line_entry_id_fkey FOREIGN KEY (entry_id) REFERENCES core.entry(id);


--
-- Name: cb_statement_line cb_statement_line_instruction_id_fkey; Type: FK CONSTRAINT; Schema: scb; Owner: -
--

ALTER TABLE ONLY scb.cb_statement_line
    ADD CONSTRAINT cb_statement_line_instruction_id_fkey FOREIGN KEY (instruction_id) REFERENCES scb.settlement_instruction(id);


--
-- Name: cb_statement_line cb_statement_line_statement_id_fkey; Type: FK CONSTRAINT; Schema: scb; Owner: -
--

ALTER TABLE ONLY scb.cb_statement_line
    ADD CONSTRAINT cb_statement_line_statement_id_fkey FOREIGN KEY (statement_id) REFERENCES scb.cb_statement(id);


--
-- Name: cb_statement cb_statement_participant_account_id_fkey; Type: FK CONSTRAINT; Schema: scb; Owner: -
--

ALTER TABLE ONLY scb.cb_statement
    ADD CONSTRAINT cb_statement_participant_account_id_fkey FOREIGN KEY (participant_account_id) REFERENCES scb.participant_account(id);


--
-- Name: cb_statement cb_statement_source_file_id_fkey; Type: FK CONSTRAINT; Schema: scb; Owner: -
--

ALTER TABLE ONLY scb.cb_statement
    ADD CONSTRAINT cb_statement_source_file_id_fkey FOREIGN KEY (source_file_id) REFERENCES scb.clearing_file(id);


--
-- Name: clearing_file clearing_file_clearing_system_code_fkey; Type: FK CONSTRAINT; Schema: scb; Owner: -
--

ALTER TABLE ONLY scb.clearing_file
    ADD CONSTRAINT clearing_file_clearing_system_code_fkey FOREIGN KEY (clearing_system_code) REFERENCES scb.clearing_system(code);


--
-- Name: clearing_file_error clearing_file_error_clearing_file_id_fkey; Type: FK CONSTRAINT; Schema: scb; Owner: -
--

ALTER TABLE ONLY scb.clearing_file_error
    ADD CONSTRAINT clearing_file_error_clearing_file_id_fkey FOREIGN KEY (clearing_file_id) REFERENCES scb.clearing_file(id);


--
-- Name: clearing_file_error clearing_file_error_payment_id_fkey; Type: FK CONSTRAINT; Schema: scb; Owner: -
--

ALTER TABLE ONLY scb.clearing_file_error
    ADD CONSTRAINT clearing_file_error_payment_id_fkey FOREIGN KEY (payment_id) REFERENCES core.payment(id);


--
-- Name: clearing_file_error clearing_file_error_reason_code_id_fkey; Type: FK CONSTRAINT; Schema: scb; Owner: -
--

ALTER TABLE ONLY scb.clearing_file_error
    ADD CONSTRAINT clearing_file_error_reason_code_id_fkey FOREIGN KEY (reason_code_id) REFERENCES dict.sepa_reason_code(id);


--
-- Name: clearing_file_error clearing_file_error_resolved_by_id_fkey; Type: FK CONSTRAINT; Schema: scb; Owner: -
--

ALTER TABLE ONLY scb.clearing_file_error
    ADD CONSTRAINT clearing_file_error_resolved_by_id_fkey FOREIGN KEY (resolved_by_id) REFERENCES core.operator(id);


--
-- Name: clearing_file_event clearing_file_event_clearing_file_id_fkey; Type: FK CONSTRAINT; Schema: scb; Owner: -
--

ALTER TABLE ONLY scb.clearing_file_event
    ADD CONSTRAINT clearing_file_event_clearing_file_id_fkey FOREIGN KEY (clearing_file_id) REFERENCES scb.clearing_file(id);


--
-- Name: clearing_file clearing_file_payment_batch_id_fkey; Type: FK CONSTRAINT; Schema: scb; Owner: -
--

ALTER TABLE ONLY scb.clearing_file
    ADD CONSTRAINT clearing_file_payment_batch_id_fkey FOREIGN KEY (payment_batch_id) REFERENCES core.payment_batch(id);


--
-- Name: clearing_file clearing_file_session_id_fkey; Type: FK CONSTRAINT; Schema: scb; Owner: -
--

ALTER TABLE ONLY scb.clearing_file
    ADD CONSTRAINT clearing_file_session_id_fkey FOREIGN KEY (session_id) REFERENCES scb.clearing_session(id);


--
-- Name: clearing_session clearing_session_clearing_system_code_fkey; Type: FK CONSTRAINT; Schema: scb; Owner: -
--

ALTER TABLE ONLY scb.clearing_session
    ADD CONSTRAINT clearing_session_clearing_system_code_fkey FOREIGN KEY (clearing_system_code) REFERENCES scb.clearing_system(code);


--
-- Name: clearing_session_phase_log clearing_session_phase_log_forced_by_operator_id_fkey; Type: FK CONSTRAINT; Schema: scb; Owner: -
--

ALTER TABLE ONLY scb.clearing_session_phase_log
    ADD CONSTRAINT clearing_session_phase_log_forced_by_operator_id_fkey FOREIGN KEY (forced_by_operator_id) REFERENCES core.operator(id);


--
-- Name: clearing_session_phase_log clearing_session_phase_log_session_id_fkey; Type: FK CONSTRAINT; Schema: scb; Owner: -
--

ALTER TABLE ONLY scb.clearing_session_phase_log
    ADD CONSTRAINT clearing_session_phase_log_session_id_fkey FOREIGN KEY (session_id) REFERENCES scb.clearing_session(id);


--
-- Name: clearing_system clearing_system_rail_id_fkey; Type: FK CONSTRAINT; Schema: scb; Owner: -
--

ALTER TABLE ONLY scb.clearing_system
    ADD CONSTRAINT clearing_system_rail_id_fkey FOREIGN KEY (rail_id) REFERENCES dict.payment_rail(id);


--
-- Name: clearing_system clearing_system_settlement_currency_fkey; Type: FK CONSTRAINT; Schema: scb; Owner: -
--

ALTER TABLE ONLY scb.clearing_system
    ADD CONSTRAINT clearing_system_settlement_currency_fkey FOREIGN KEY (settlement_currency) REFERENCES dict.currency(code);


--
-- Name: eligible_security eligible_security_currency_code_fkey; Type: FK CONSTRAINT; Schema: scb; Owner: -
--

ALTER TABLE ONLY scb.eligible_security
    ADD CONSTRAINT eligible_security_currency_code_fkey FOREIGN KEY (currency_code) REFERENCES dict.currency(code);


--
-- Name: eligible_security eligible_security_issuer_country_fkey; Type: FK CONSTRAINT; Schema: scb; Owner: -
--

ALTER TABLE ONLY scb.eligible_security
    ADD CONSTRAINT eligible_security_issuer_country_fkey FOREIGN KEY (issuer_country) REFERENCES dict.country(code);


--
-- Name: instruction_status_log instruction_status_log_instruction_id_fkey; Type: FK CONSTRAINT; Schema: scb; Owner: -
--

ALTER TABLE ONLY scb.instruction_status_log
    ADD CONSTRAINT instruction_status_log_instruction_id_fkey FOREIGN KEY (instruction_id) REFERENCES scb.settlement_instruction(id);


--
-- Name: liquidity_reservation liquidity_reservation_created_by_id_fkey; Type: FK CONSTRAINT; Schema: scb; Owner: -
--

ALTER TABLE ONLY scb.liquidity_reservation
    ADD CONSTRAINT liquidity_reservation_created_by_id_fkey FOREIGN KEY (created_by_id) REFERENCES core.operator(id);


--
-- Name: liquidity_reservation liquidity_reservation_participant_account_id_fkey; Type: FK CONSTRAINT; Schema: scb; Owner: -
--

ALTER TABLE ONLY scb.liquidity_reservation
    ADD CONSTRAINT liquidity_reservation_participant_account_id_fkey FOREIGN KEY (participant_account_id) REFERENCES scb.participant_account(id);


--
-- Name: liquidity_reservation liquidity_reservation_priority_id_fkey; Type: FK CONSTRAINT; Schema: scb; Owner: -
--

ALTER TABLE ONLY scb.liquidity_reservation
    ADD CONSTRAINT liquidity_reservation_priority_id_fkey FOREIGN KEY (priority_id) REFERENCES dict.payment_priority(id);


--
-- Name: liquidity_snapshot liquidity_snapshot_participant_account_id_fkey; Type: FK CONSTRAINT; Schema: scb; Owner: -
--

ALTER TABLE ONLY scb.liquidity_snapshot
    ADD CONSTRAINT liquidity_snapshot_participant_account_id_fkey FOREIGN KEY (participant_account_id) REFERENCES scb.participant_account(id);


--
-- Name: liquidity_transfer liquidity_transfer_approved_by_id_fkey; Type: FK CONSTRAINT; Schema: scb; Owner: -
--

ALTER TABLE ONLY scb.liquidity_transfer
    ADD CONSTRAINT liquidity_transfer_approved_by_id_fkey FOREIGN KEY (approved_by_id) REFERENCES core.operator(id);


--
-- Name: liquidity_transfer liquidity_transfer_from_account_id_fkey; Type: FK CONSTRAINT; Schema: scb; Owner: -
--

ALTER TABLE ONLY scb.liquidity_transfer
    ADD CONSTRAINT liquidity_transfer_from_account_id_fkey FOREIGN KEY (from_account_id) REFERENCES scb.participant_account(id);


--
-- Name: liquidity_transfer liquidity_transfer_ordered_by_id_fkey; Type: FK CONSTRAINT; Schema: scb; Owner: -
--

ALTER TABLE ONLY scb.liquidity_transfer
    ADD CONSTRAINT liquidity_transfer_ordered_by_id_fkey FOREIGN KEY (ordered_by_id) REFERENCES core.operator(id);


--
-- Name: liquidity_transfer liquidity_transfer_to_account_id_fkey; Type: FK CONSTRAINT; Schema: scb; Owner: -
--

ALTER TABLE ONLY scb.liquidity_transfer
    ADD CONSTRAINT liquidity_transfer_to_account_id_fkey FOREIGN KEY (to_account_id) REFERENCES scb.participant_account(id);


--
-- Name: net_position net_position_currency_code_fkey; Type: FK CONSTRAINT; Schema: scb; Owner: -
--

ALTER TABLE ONLY scb.net_position
    ADD CONSTRAINT net_position_currency_code_fkey FOREIGN KEY (currency_code) REFERENCES dict.currency(code);


--
-- Name: net_position net_position_participant_id_fkey; Type: FK CONSTRAINT; Schema: scb; Owner: -
--

ALTER TABLE ONLY scb.net_position
    ADD CONSTRAINT net_position_participant_id_fkey FOREIGN KEY (participant_id) REFERENCES scb.participant(id);


--
-- Name: net_position net_position_session_id_fkey; Type: FK CONSTRAINT; Schema: scb; Owner: -
--

ALTER TABLE ONLY scb.net_position
    ADD CONSTRAINT net_position_session_id_fkey FOREIGN KEY (session_id) REFERENCES scb.clearing_session(id);


--
-- Name: participant_account participant_account_currency_code_fkey; Type: FK CONSTRAINT; Schema: scb; Owner: -
--

ALTER TABLE ONLY scb.participant_account
    ADD CONSTRAINT participant_account_currency_code_fkey FOREIGN KEY (currency_code) REFERENCES dict.currency(code);


--
-- Name: participant_account participant_account_gl_account_id_fkey; Type: FK CONSTRAINT; Schema: scb; Owner: -
--

ALTER TABLE ONLY scb.participant_account
    ADD CONSTRAINT participant_account_gl_account_id_fkey FOREIGN KEY (gl_account_id) REFERENCES core.gl_account(id);


--
-- Name: participant_account participant_account_participant_id_fkey; Type: FK CONSTRAINT; Schema: scb; Owner: -
--

ALTER TABLE ONLY scb.participant_account
    ADD CONSTRAINT participant_account_participant_id_fkey FOREIGN KEY (participant_id) REFERENCES scb.participant(id);


--
-- Name: participant participant_clearing_system_code_fkey; Type: FK CONSTRAINT; Schema: scb; Owner: -
--

ALTER TABLE ONLY scb.participant
    ADD CONSTRAINT participant_clearing_system_code_fkey FOREIGN KEY (clearing_system_code) REFERENCES scb.clearing_system(code);


--
-- Name: participant participant_correspondent_bank_id_fkey; Type: FK CONSTRAINT; Schema: scb; Owner: -
--

ALTER TABLE ONLY scb.participant
    ADD CONSTRAINT participant_correspondent_bank_id_fkey FOREIGN KEY (correspondent_bank_id) REFERENCES core.correspondent_bank(id);


--
-- Name: participant participant_country_code_fkey; Type: FK CONSTRAINT; Schema: scb; Owner: -
--

ALTER TABLE ONLY scb.participant
    ADD CONSTRAINT participant_country_code_fkey FOREIGN KEY (country_code) REFERENCES dict.country(code);


--
-- Name: reconciliation_break reconciliation_break_assignee_id_fkey; Type: FK CONSTRAINT; Schema: scb; Owner: -
--

ALTER TABLE ONLY scb.reconciliation_break
    ADD CONSTRAINT reconciliation_break_assignee_id_fkey FOREIGN KEY (assignee_id) REFERENCES core.operator(id);


--
-- Name: reconciliation_break reconciliation_break_correcting_entry_id_fkey; Type: FK CONSTRAINT; Schema: scb; Owner: -
--

ALTER TABLE ONLY scb.reconciliation_break
    ADD CONSTRAINT reconciliation_break_correcting_entry_id_fkey FOREIGN KEY (correcting_entry_id) REFERENCES core.entry(id);


--
-- Name: reconciliation_break reconciliation_break_instruction_id_fkey; Type: FK CONSTRAINT; Schema: scb; Owner: -
--

ALTER TABLE ONLY scb.reconciliation_break
    ADD CONSTRAINT reconciliation_break_instruction_id_fkey FOREIGN KEY (instruction_id) REFERENCES scb.settlement_instruction(id);


--
-- Name: reconciliation_break reconciliation_break_statement_id_fkey; Type: FK CONSTRAINT; Schema: scb; Owner: -
--

ALTER TABLE ONLY scb.reconciliation_break
    ADD CONSTRAINT reconciliation_break_statement_id_fkey FOREIGN KEY (statement_id) REFERENCES scb.cb_statement(id);


--
-- Name: regulatory_report regulatory_report_prepared_by_id_fkey; Type: FK CONSTRAINT; Schema: scb; Owner: -
--

ALTER TABLE ONLY scb.regulatory_report
    ADD CONSTRAINT regulatory_report_prepared_by_id_fkey FOREIGN KEY (prepared_by_id) REFERENCES core.operator(id);


--
-- Name: regulatory_report regulatory_report_signed_by_id_fkey; Type: FK CONSTRAINT; Schema: scb; Owner: -
--

ALTER TABLE ONLY scb.regulatory_report
    ADD CONSTRAINT regulatory_report_signed_by_id_fkey FOREIGN KEY (signed_by_id) REFERENCES core.operator(id);


--
-- Name: security_pledge security_pledge_isin_fkey; Type: FK CONSTRAINT; Schema: scb; Owner: -
--

ALTER TABLE ONLY scb.security_pledge
    ADD CONSTRAINT security_pledge_isin_fkey FOREIGN KEY (isin) REFERENCES scb.eligible_security(isin);


--
-- Name: security_pledge security_pledge_participant_account_id_fkey; Type: FK CONSTRAINT; Schema: scb; Owner: -
--

ALTER TABLE ONLY scb.security_pledge
    ADD CONSTRAINT security_pledge_participant_account_id_fkey FOREIGN KEY (participant_account_id) REFERENCES scb.participant_account(id);


--
-- Name: settlement_instruction settlement_instruction_clearing_file_id_fkey; Type: FK CONSTRAINT; Schema: scb; Owner: -
--

ALTER TABLE ONLY scb.settlement_instruction
    ADD CONSTRAINT settlement_instruction_clearing_file_id_fkey FOREIGN KEY (clearing_file_id) REFERENCES scb.clearing_file(id);


--
-- Name: settlement_instruction settlement_instruction_counterparty_id_fkey; Type: FK CONSTRAINT; Schema: scb; Owner: -
--

ALTER TABLE ONLY scb.settlement_instruction
    ADD CONSTRAINT settlement_instruction_counterparty_id_fkey FOREIGN KEY (counterparty_id) REFERENCES scb.participant(id);


--
-- Name: settlement_instruction settlement_instruction_currency_code_fkey; Type: FK CONSTRAINT; Schema: scb; Owner: -
--

ALTER TABLE ONLY scb.settlement_instruction
    ADD CONSTRAINT settlement_instruction_currency_code_fkey FOREIGN KEY (currency_code) REFERENCES dict.currency(code);


--
-- Name: settlement_instruction settlement_instruction_debit_account_id_fkey; Type: FK CONSTRAINT; Schema: scb; Owner: -
--

ALTER TABLE ONLY scb.settlement_instruction
    ADD CONSTRAINT settlement_instruction_debit_account_id_fkey FOREIGN KEY (debit_account_id) REFERENCES scb.participant_account(id);


--
-- Name: settlement_instruction settlement_instruction_payment_id_fkey; Type: FK CONSTRAINT; Schema: scb; Owner: -
--

ALTER TABLE ONLY scb.settlement_instruction
    ADD CONSTRAINT settlement_instruction_payment_id_fkey FOREIGN KEY (payment_id) REFERENCES core.payment(id);


--
-- Name: settlement_instruction settlement_instruction_priority_id_fkey; Type: FK CONSTRAINT; Schema: scb; Owner: -
--

ALTER TABLE ONLY scb.settlement_instruction
    ADD CONSTRAINT settlement_instruction_priority_id_fkey FOREIGN KEY (priority_id) REFERENCES dict.payment_priority(id);


--
-- Name: settlement_instruction settlement_instruction_reject_reason_id_fkey; Type: FK CONSTRAINT; Schema: scb; Owner: -
--

ALTER TABLE ONLY scb.settlement_instruction
    ADD CONSTRAINT settlement_instruction_reject_reason_id_fkey FOREIGN KEY (reject_reason_id) REFERENCES dict.sepa_reason_code(id);


--
-- Name: settlement_instruction settlement_instruction_session_id_fkey; Type: FK CONSTRAINT; Schema: scb; Owner: -
--

ALTER TABLE ONLY scb.settlement_instruction
    ADD CONSTRAINT settlement_instruction_session_id_fkey FOREIGN KEY (session_id) REFERENCES scb.clearing_session(id);


--
-- PostgreSQL database dump complete
--

\unrestrict heartbeatdemo

