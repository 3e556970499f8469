CREATE SCHEMA mms;
CREATE TABLE mms.outgoing_payment (id bigint PRIMARY KEY, sent_at timestamptz);
