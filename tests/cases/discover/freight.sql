-- A carrier: states in a dictionary with a log, keys declared, tables in the singular.
CREATE TABLE shipment_status (id smallint PRIMARY KEY, code text NOT NULL, label text NOT NULL);
CREATE TABLE depot (id integer PRIMARY KEY, depot_name text NOT NULL, city text NOT NULL, country_code char(2) NOT NULL);
CREATE TABLE shipper (
    id bigint PRIMARY KEY, company_name text NOT NULL, contact_email text NOT NULL, country_code char(2) NOT NULL,
    is_key_account boolean NOT NULL, signed_up_at timestamptz NOT NULL, left_at timestamptz
);
CREATE TABLE driver (
    id bigint PRIMARY KEY, full_name text NOT NULL, depot_id integer NOT NULL REFERENCES depot, licence_class text NOT NULL,
    hired_on date NOT NULL, left_on date
);
CREATE TABLE vehicle (
    id bigint PRIMARY KEY, plate text NOT NULL, vehicle_type text NOT NULL, depot_id integer NOT NULL REFERENCES depot,
    payload_kg integer NOT NULL, odometer_km integer NOT NULL, is_in_repair boolean NOT NULL, bought_on date NOT NULL
);
CREATE TABLE shipment (
    id bigint PRIMARY KEY, tracking_no text NOT NULL, shipper_id bigint NOT NULL REFERENCES shipper,
    origin_depot_id integer NOT NULL REFERENCES depot, status_id smallint NOT NULL REFERENCES shipment_status,
    service_level text NOT NULL, weight_kg numeric(8,2) NOT NULL, declared_value numeric(12,2) NOT NULL,
    currency_code char(3) NOT NULL, booked_at timestamptz NOT NULL, picked_up_at timestamptz, delivered_at timestamptz
);
CREATE TABLE shipment_status_log (
    id bigint PRIMARY KEY, shipment_id bigint NOT NULL REFERENCES shipment, from_status_id smallint REFERENCES shipment_status,
    to_status_id smallint NOT NULL REFERENCES shipment_status, changed_at timestamptz NOT NULL
);
CREATE TABLE delivery_attempt (
    id bigint PRIMARY KEY, shipment_id bigint NOT NULL REFERENCES shipment, driver_id bigint NOT NULL REFERENCES driver,
    attempt_no smallint NOT NULL, was_successful boolean NOT NULL, failure_reason text, attempted_at timestamptz NOT NULL
);
CREATE TABLE freight_invoice (
    id bigint PRIMARY KEY, shipper_id bigint NOT NULL REFERENCES shipper, invoice_no text NOT NULL, state text NOT NULL,
    net_amount numeric(12,2) NOT NULL, currency_code char(3) NOT NULL, issued_at timestamptz NOT NULL, due_on date NOT NULL,
    paid_at timestamptz
);
CREATE TABLE damage_claim (
    id bigint PRIMARY KEY, shipment_id bigint NOT NULL REFERENCES shipment, claimed_amount numeric(12,2) NOT NULL,
    currency_code char(3) NOT NULL, cause text NOT NULL, filed_at timestamptz NOT NULL, settled_at timestamptz,
    refused_at timestamptz
);
CREATE TABLE fuel_purchase (
    id bigint PRIMARY KEY, vehicle_id bigint NOT NULL REFERENCES vehicle, litres numeric(8,2) NOT NULL,
    total_cost numeric(10,2) NOT NULL, currency_code char(3) NOT NULL, fuelled_at timestamptz NOT NULL
);
