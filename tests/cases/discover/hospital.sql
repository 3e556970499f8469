-- A hospital of its own habits: states are texts and types, few keys are declared, dictionaries are called lookups.
CREATE TYPE triage_level AS ENUM ('immediate', 'urgent', 'standard', 'non_urgent');
CREATE TABLE department (department_id integer PRIMARY KEY, department_name text NOT NULL, floor_no integer);
CREATE TABLE physician (
    physician_id integer PRIMARY KEY, last_name text NOT NULL, department_id integer REFERENCES department (department_id),
    hired_on date NOT NULL, left_on date
);
CREATE TABLE insurance_plan (plan_id integer PRIMARY KEY, plan_name text NOT NULL, is_private boolean NOT NULL);
CREATE TABLE patient (
    patient_id bigint PRIMARY KEY, full_name text NOT NULL, birth_date date NOT NULL, sex char(1) NOT NULL,
    plan_id integer REFERENCES insurance_plan (plan_id), registered_at timestamptz NOT NULL
);
CREATE TABLE appointment (
    appointment_id bigint PRIMARY KEY, patient_id bigint NOT NULL, physician_id integer NOT NULL,
    status text NOT NULL, booked_at timestamptz NOT NULL, scheduled_for timestamptz NOT NULL, cancelled_at timestamptz
);
CREATE TABLE admission (
    admission_id bigint PRIMARY KEY, patient_id bigint NOT NULL REFERENCES patient (patient_id),
    department_id integer NOT NULL REFERENCES department (department_id), triage triage_level NOT NULL,
    admitted_at timestamptz NOT NULL, discharged_at timestamptz, is_readmission boolean NOT NULL
);
CREATE TABLE bed_transfer_log (
    id bigint PRIMARY KEY, admission_id bigint NOT NULL REFERENCES admission (admission_id),
    from_ward text, to_ward text NOT NULL, moved_at timestamptz NOT NULL
);
CREATE TABLE lab_order (
    lab_order_id bigint PRIMARY KEY, admission_id bigint NOT NULL REFERENCES admission (admission_id),
    test_name text NOT NULL, ordered_at timestamptz NOT NULL, collected_at timestamptz, reported_at timestamptz
);
CREATE TABLE invoice (
    invoice_id bigint PRIMARY KEY, patient_id bigint NOT NULL REFERENCES patient (patient_id), status text NOT NULL,
    total numeric(12,2) NOT NULL, currency char(3) NOT NULL, issued_at timestamptz NOT NULL, paid_at timestamptz,
    due_on date NOT NULL
);
CREATE TABLE medication_administration (
    id bigint PRIMARY KEY, admission_id bigint NOT NULL REFERENCES admission (admission_id),
    drug_name text NOT NULL, dose_mg numeric(8,2) NOT NULL, given_at timestamptz NOT NULL, was_refused boolean NOT NULL
);
