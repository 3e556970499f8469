-- A seller of software by subscription: tables in the plural, states as words, no keys declared.
CREATE TABLE plans (id integer PRIMARY KEY, name text NOT NULL, billing_interval text NOT NULL, monthly_fee numeric(8,2) NOT NULL);
CREATE TABLE accounts (
    id bigint PRIMARY KEY, company text NOT NULL, owner_email text NOT NULL, country text NOT NULL, signup_source text NOT NULL,
    is_internal boolean NOT NULL, created_at timestamptz NOT NULL, churned_at timestamptz
);
CREATE TABLE users (
    id bigint PRIMARY KEY, account_id bigint NOT NULL, email text NOT NULL, role text NOT NULL, invited_at timestamptz NOT NULL,
    activated_at timestamptz, last_login_at timestamptz
);
CREATE TABLE subscriptions (
    id bigint PRIMARY KEY, account_id bigint NOT NULL, plan_id integer NOT NULL, status text NOT NULL, seats integer NOT NULL,
    mrr numeric(10,2) NOT NULL, currency text NOT NULL, trial_started_at timestamptz, started_at timestamptz,
    cancelled_at timestamptz
);
CREATE TABLE subscription_events (
    id bigint PRIMARY KEY, subscription_id bigint NOT NULL, old_status text, new_status text NOT NULL, happened_at timestamptz NOT NULL
);
CREATE TABLE invoices (
    id bigint PRIMARY KEY, account_id bigint NOT NULL, number text NOT NULL, status text NOT NULL, amount_due numeric(12,2) NOT NULL,
    amount_paid numeric(12,2) NOT NULL, currency text NOT NULL, issued_at timestamptz NOT NULL, due_date date NOT NULL,
    paid_at timestamptz
);
CREATE TABLE charges (
    id bigint PRIMARY KEY, invoice_id bigint NOT NULL, outcome text NOT NULL, decline_reason text, amount numeric(12,2) NOT NULL,
    currency text NOT NULL, method text NOT NULL, attempted_at timestamptz NOT NULL
);
CREATE TABLE credit_notes (
    id bigint PRIMARY KEY, invoice_id bigint NOT NULL, amount numeric(12,2) NOT NULL, currency text NOT NULL, reason text NOT NULL,
    created_at timestamptz NOT NULL
);
CREATE TABLE api_requests (
    id bigint PRIMARY KEY, account_id bigint NOT NULL, endpoint text NOT NULL, status_code integer NOT NULL, latency_ms integer NOT NULL,
    requested_at timestamptz NOT NULL
);
CREATE TABLE incidents (
    id bigint PRIMARY KEY, severity text NOT NULL, title text NOT NULL, detected_at timestamptz NOT NULL, acknowledged_at timestamptz,
    resolved_at timestamptz
);
