CREATE TYPE visit_state AS ENUM ('requested', 'confirmed', 'checked_in', 'treated', 'cancelled', 'missed');
CREATE TABLE practice (id integer PRIMARY KEY, title text NOT NULL, town text NOT NULL);
CREATE TABLE dentist (id integer PRIMARY KEY, display_name text NOT NULL, practice_id integer NOT NULL REFERENCES practice, speciality text NOT NULL);
CREATE TABLE client (id bigint PRIMARY KEY, full_name text NOT NULL, mobile_phone text, insurance_kind text NOT NULL, joined_at timestamptz NOT NULL, deleted_at timestamptz);
CREATE TABLE visit (
    id bigint PRIMARY KEY, client_id bigint NOT NULL REFERENCES client, dentist_id integer NOT NULL REFERENCES dentist, state visit_state NOT NULL,
    is_emergency boolean NOT NULL, booked_at timestamptz NOT NULL, starts_at timestamptz NOT NULL, arrived_at timestamptz, finished_at timestamptz
);
CREATE TABLE visit_state_history (
    id bigint PRIMARY KEY, visit_id bigint NOT NULL REFERENCES visit, old_state visit_state, new_state visit_state NOT NULL, changed_at timestamptz NOT NULL
);
CREATE TABLE procedure_kind (code text PRIMARY KEY, name text NOT NULL, list_price numeric(8,2) NOT NULL);
CREATE TABLE treatment (
    id bigint PRIMARY KEY, visit_id bigint NOT NULL REFERENCES visit, procedure_code text NOT NULL REFERENCES procedure_kind, tooth_no smallint,
    price numeric(8,2) NOT NULL, performed_at timestamptz NOT NULL
);
CREATE TABLE bill (
    id bigint PRIMARY KEY, visit_id bigint NOT NULL REFERENCES visit, total_due numeric(10,2) NOT NULL, currency char(3) NOT NULL, payment_status text NOT NULL,
    issued_at timestamptz NOT NULL, paid_at timestamptz, written_off_at timestamptz
);
CREATE TABLE lab_work (
    id bigint PRIMARY KEY, visit_id bigint NOT NULL REFERENCES visit, material text NOT NULL, cost numeric(8,2) NOT NULL, sent_at timestamptz NOT NULL,
    received_at timestamptz, is_remake boolean NOT NULL
);
CREATE TABLE stock_item (id bigint PRIMARY KEY, article text NOT NULL, quantity integer NOT NULL, expires_on date, practice_id integer NOT NULL REFERENCES practice);
CREATE TABLE feedback (id bigint PRIMARY KEY, visit_id bigint NOT NULL REFERENCES visit, stars smallint NOT NULL, channel text NOT NULL, submitted_at timestamptz NOT NULL);
