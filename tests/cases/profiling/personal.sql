-- Personal data by name, type, comment and table.
CREATE SCHEMA hr;
CREATE SCHEMA dict;
CREATE TABLE dict.person_title (id smallint PRIMARY KEY, name text, gender text, email text);
CREATE TABLE hr.client (
    id bigint PRIMARY KEY, name text, first_name text, "lastName" text, birth_date date, date_of_birth_text text, born_on timestamptz,
    email text, email_hash bytea, email_count integer, email2 text, emails text[], email_template_id bigint, contact_email text, phone text, phone2 varchar(20), mobile bigint, mobile_verified boolean,
    city text, street_no integer, address text, gender text, gender_id smallint, nationality_code char(2), marital_status_id smallint REFERENCES dict.person_title,
    passport_no text, tax_id bigint, iban text, iban_length integer, pan text, cvv text, pin text, api_key uuid, client_secret text,
    username text, login text, salary numeric(12,2), diagnosis text, photo bytea, note text, remark jsonb, latitude double precision, ip inet, server_ip inet, mac macaddr, user_agent text,
    order_of_disability integer, is_person boolean, deceased_on date, birth_place text, login_count integer, line text, second_line text, alias text, other_alias text);
CREATE TABLE hr.client_address (id bigint PRIMARY KEY, street text, zip_code text, city text, country text);
CREATE TABLE hr.client_segment (id bigint PRIMARY KEY, name text, city text, gender text, note text);
CREATE TABLE hr.corporate_client (id bigint PRIMARY KEY, name text, city text, email text);
CREATE TABLE hr.address (id bigint PRIMARY KEY, street text, city text);
CREATE TABLE hr.place (id bigint PRIMARY KEY, street text, city text, salary numeric);
CREATE TABLE hr.ride (id bigint PRIMARY KEY, first_name text, street text, gender text, photo bytea, note text);
CREATE TABLE hr.birth (id bigint PRIMARY KEY, dob date, city text);
CREATE TABLE hr.flags (id bigint PRIMARY KEY, first_name boolean, city text);
CREATE TABLE hr.branch (id bigint PRIMARY KEY, email text, phone text, account_number text, username text, tax_number text, contact_person text);
CREATE TABLE hr.supplier_contact (id bigint PRIMARY KEY, email text, phone text);
CREATE TABLE hr.message (
    id bigint PRIMARY KEY, recipient text, remittance_info text, counterparty_iban text, counterparty_iban_hash text, sender_name text, sender_address text, debtor_address text, operator_name text,
    account_no text, card_number bigint, exp date, latitude numeric, device_token text, remote_addr text, allowed_ip inet, host_addr inet, cidr cidr, mac8 macaddr8);
CREATE TABLE hr.said (
    a text, b text, c text, d_code text, e text, f integer, g text, h text, i text, j date, email text, k text, code_holder text, holder_count text);
COMMENT ON COLUMN hr.said.a IS 'Personal data of the payer';
COMMENT ON COLUMN hr.said.b IS 'PII';
COMMENT ON COLUMN hr.said.c IS 'IBAN of the payer, as printed';
COMMENT ON COLUMN hr.said.d_code IS 'IBAN';
COMMENT ON COLUMN hr.said.e IS 'no personal data';
COMMENT ON COLUMN hr.said.f IS 'IBAN of the payer';
COMMENT ON COLUMN hr.said.g IS 'Number of the IBAN';
COMMENT ON COLUMN hr.said.h IS 'First name; given by the client';
COMMENT ON COLUMN hr.said.i IS 'City of the payer';
COMMENT ON COLUMN hr.said.j IS 'Date of birth of the payer';
COMMENT ON COLUMN hr.said.email IS 'never free of PII, without any personal data';
COMMENT ON COLUMN hr.said.code_holder IS 'IBAN of the payer';
COMMENT ON COLUMN hr.said.holder_count IS 'IBAN of the payer';
COMMENT ON COLUMN hr.said.k IS 'Персональные данные';
CREATE TABLE hr.employee_login (id bigint PRIMARY KEY, login_name text, user_name text, reviewer_login text, password text, password_hash text, session_token uuid);
CREATE TABLE hr.gadget (id bigint PRIMARY KEY, actor_name text, author_name text, child_name text, lead_name text, member_name text, operator_name text, user_name text, parent_name text, teacher_name text);
CREATE TABLE hr.http_client (id bigint PRIMARY KEY, name text, ip text);
CREATE TABLE hr.partners (id bigint PRIMARY KEY, full_name text, nick_name text, previous_name text, cardholder text);
CREATE TABLE hr.patient (id bigint PRIMARY KEY, diagnosis_id smallint REFERENCES dict.person_title, blood_type_code text, allergy_ref text, disability_key integer, name_id bigint, sex boolean, religion uuid, email_descriptor text);
CREATE TABLE hr.visitor_badge (id bigint PRIMARY KEY, name text, alias text, e_mail text, "eMail" text, telephone_no text, msisdn bigint, fax_number text, house_no text, social_security_number text);
