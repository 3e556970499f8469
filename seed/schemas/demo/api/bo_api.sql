-- The streams of BO API, as `hb mirror pull bo_api` found them.

CREATE SCHEMA api;

CREATE TABLE api.cases (
    amount__value numeric(38,2),
    id text NOT NULL,
    kind text,
    status text,
    payment_id bigint,
    client_id bigint,
    amount__currency text,
    opened_at timestamp with time zone,
    resolved_at timestamp with time zone,
    resolution text,
    assigned_to__id bigint,
    assigned_to__team text,
    tags json,
    updated_at timestamp with time zone,
    _raw json,
    PRIMARY KEY (id)
);
COMMENT ON TABLE api.cases IS 'Back-office cases, from opened to resolved.';

CREATE TABLE api.operator_actions (
    id text NOT NULL,
    action text,
    case_id text,
    operator__id bigint,
    operator__team text,
    performed_at timestamp with time zone,
    duration_seconds bigint,
    is_manual boolean,
    note text,
    updated_at timestamp with time zone,
    _raw json,
    PRIMARY KEY (id)
);
COMMENT ON TABLE api.operator_actions IS 'What operators did, an action each.';

CREATE TABLE api.queue (
    id text NOT NULL,
    queue text,
    case_id text,
    priority bigint,
    state text,
    entered_at timestamp with time zone,
    assigned_at timestamp with time zone,
    left_at timestamp with time zone,
    assigned_to__id bigint,
    assigned_to__team text,
    updated_at timestamp with time zone,
    _raw json,
    PRIMARY KEY (id)
);
COMMENT ON TABLE api.queue IS 'What waits or waited for an operator.';
