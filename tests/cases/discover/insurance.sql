-- An insurer: text states with a log, dates beside times, a schema that says it its own way.
CREATE TABLE branch_office (office_id integer PRIMARY KEY, office_name text NOT NULL, region text NOT NULL);
CREATE TABLE policyholder (
    policyholder_id bigint PRIMARY KEY, full_name text NOT NULL, birth_date date NOT NULL, gender text NOT NULL, city text NOT NULL,
    registered_on date NOT NULL
);
CREATE TABLE policy (
    policy_id bigint PRIMARY KEY, policyholder_id bigint NOT NULL REFERENCES policyholder, office_id integer NOT NULL REFERENCES branch_office,
    line_of_business text NOT NULL, policy_status text NOT NULL, sum_insured numeric(14,2) NOT NULL, annual_premium numeric(10,2) NOT NULL,
    signed_at timestamptz NOT NULL, lapsed_at timestamptz, terminated_at timestamptz
);
CREATE TABLE insurance_claim (
    claim_id bigint PRIMARY KEY, policy_id bigint NOT NULL REFERENCES policy, claim_status text NOT NULL, peril text NOT NULL,
    estimated_loss numeric(14,2) NOT NULL, is_fraud_suspected boolean NOT NULL, occurred_on date NOT NULL, reported_at timestamptz NOT NULL,
    decided_at timestamptz, closed_at timestamptz
);
CREATE TABLE insurance_claim_history (
    history_id bigint PRIMARY KEY, claim_id bigint NOT NULL REFERENCES insurance_claim, previous_status text, claim_status text NOT NULL,
    entered_at timestamptz NOT NULL
);
CREATE TABLE payout (
    payout_id bigint PRIMARY KEY, claim_id bigint NOT NULL REFERENCES insurance_claim, payout_amount numeric(14,2) NOT NULL,
    payee_kind text NOT NULL, approved_at timestamptz NOT NULL, executed_at timestamptz
);
CREATE TABLE premium_instalment (
    instalment_id bigint PRIMARY KEY, policy_id bigint NOT NULL REFERENCES policy, amount_payable numeric(10,2) NOT NULL, due_on date NOT NULL,
    received_on date, is_reminded boolean NOT NULL
);
CREATE TABLE survey_visit (
    visit_id bigint PRIMARY KEY, claim_id bigint NOT NULL REFERENCES insurance_claim, surveyor_name text NOT NULL, ordered_at timestamptz NOT NULL,
    visited_at timestamptz, report_filed_at timestamptz, travelled_km numeric(7,1)
);
CREATE TABLE phone_call (
    call_id bigint PRIMARY KEY, policyholder_id bigint NOT NULL REFERENCES policyholder, topic text NOT NULL, was_answered boolean NOT NULL,
    wait_seconds integer NOT NULL, talk_seconds integer, called_at timestamptz NOT NULL
);
