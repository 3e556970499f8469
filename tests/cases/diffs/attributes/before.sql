-- One object of each kind; in after.sql every attribute of each is another.
COMMENT ON DATABASE attributes IS 'Before';
CREATE EXTENSION hstore SCHEMA public;
COMMENT ON EXTENSION hstore IS 'pairs';
CREATE SCHEMA a;
COMMENT ON SCHEMA a IS 'a';
CREATE TYPE a.kind AS ENUM ('x', 'y');
CREATE TYPE a.place AS (street text, city text COLLATE "C", zip text);
CREATE TYPE a.span AS RANGE (subtype = date, multirange_type_name = a.spans);
CREATE DOMAIN a.amount AS numeric(10,2) DEFAULT 0 NOT NULL CONSTRAINT positive CHECK (VALUE > 0);
CREATE DOMAIN a.word AS text COLLATE "C";
CREATE SEQUENCE a.s AS integer START 1 INCREMENT 1 MINVALUE 1 MAXVALUE 100 CACHE 1 NO CYCLE;
CREATE TABLE a.other (id bigint PRIMARY KEY, code text UNIQUE);
CREATE TABLE a.first_parent (id bigint);
CREATE TABLE a.second_parent (id bigint);
CREATE TABLE a.t (
    id bigint GENERATED ALWAYS AS IDENTITY, type integer, nullable text, defaulted text DEFAULT 'a', computed integer GENERATED ALWAYS AS (type + 1) STORED, virtual integer GENERATED ALWAYS AS (type * 2) STORED,
    collated text, said text, moved text, again text, null_default text DEFAULT NULL, domain_default a.word DEFAULT NULL,
    CONSTRAINT t_pkey PRIMARY KEY (id), CONSTRAINT t_key UNIQUE (type, said) INCLUDE (moved), CONSTRAINT t_nulls UNIQUE (said), CONSTRAINT t_fkey FOREIGN KEY (type) REFERENCES a.other (id),
    CONSTRAINT positive CHECK (type > 0), CONSTRAINT apart EXCLUDE USING gist (type WITH =, said WITH <>) WHERE (type > 0));
ALTER TABLE a.t ADD CONSTRAINT t_later FOREIGN KEY (type) REFERENCES a.other (id) NOT VALID;
COMMENT ON TABLE a.t IS 'Before';
COMMENT ON COLUMN a.t.said IS 'Before';
COMMENT ON CONSTRAINT t_fkey ON a.t IS 'Before';
COMMENT ON CONSTRAINT t_pkey ON a.t IS 'Before';
COMMENT ON CONSTRAINT t_key ON a.t IS 'Before';
COMMENT ON CONSTRAINT positive ON a.t IS 'Before';
CREATE INDEX i ON a.t (type, lower(said)) INCLUDE (moved) WHERE (type > 0);
CREATE UNIQUE INDEX i_unique ON a.t (said);
COMMENT ON INDEX a.i IS 'Before';
ALTER TABLE a.t ENABLE ROW LEVEL SECURITY;
CREATE POLICY p ON a.t FOR SELECT TO reader USING (id > 0);
CREATE POLICY p_check ON a.t FOR INSERT WITH CHECK (id > 0);
COMMENT ON POLICY p ON a.t IS 'Before';
CREATE TABLE a.parted (id bigint, day date) PARTITION BY RANGE (id);
CREATE TABLE a.part PARTITION OF a.parted FOR VALUES FROM (1) TO (10);
CREATE TABLE a.child (more text) INHERITS (a.first_parent);
CREATE TABLE a.typed OF a.place;
CREATE UNLOGGED TABLE a.fast (id bigint);
CREATE FOREIGN TABLE a.far (id bigint) SERVER one;
CREATE VIEW a.v AS SELECT o.id, o.code FROM a.other o;
COMMENT ON VIEW a.v IS 'Before';
COMMENT ON COLUMN a.v.code IS 'Before';
CREATE MATERIALIZED VIEW a.m AS SELECT o.id FROM a.other o;
CREATE INDEX m_id ON a.m (id);
GRANT USAGE ON SCHEMA a TO reader;
GRANT SELECT, UPDATE ON a.t TO reader WITH GRANT OPTION;
GRANT SELECT (id, type) ON a.t TO clerk;
GRANT SELECT ON a.v TO reader;
GRANT USAGE ON SEQUENCE a.s TO reader;
CREATE SEQUENCE a.owned OWNED BY a.other.id;
CREATE SEQUENCE a.given_away OWNED BY a.other.id;
CREATE TABLE a.looked_up (id bigint, code text);
GRANT SELECT (id) ON a.looked_up TO reader;
GRANT SELECT (code) ON a.looked_up TO reader;
