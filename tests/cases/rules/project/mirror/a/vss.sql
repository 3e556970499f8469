CREATE SCHEMA vss;
CREATE TABLE vss.applicant_log (id bigint PRIMARY KEY, status_id smallint NOT NULL, logged_at timestamptz NOT NULL);
