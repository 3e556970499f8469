-- Inheritance: several parents, diamonds, what is added to and taken from parents later.
CREATE SCHEMA tree;
CREATE TABLE tree.thing (id integer NOT NULL, name text DEFAULT 'thing', CONSTRAINT thing_name CHECK (name <> ''));
CREATE TABLE tree.living (born date, CONSTRAINT born_late CHECK (born > '1900-01-01'::date)) INHERITS (tree.thing);
CREATE TABLE tree.owned (owner text NOT NULL) INHERITS (tree.thing);
CREATE TABLE tree.pet (nick text, name text DEFAULT 'pet') INHERITS (tree.living, tree.owned);
CREATE TABLE tree.dog (PRIMARY KEY (id)) INHERITS (tree.pet);
CREATE TABLE tree.alone (id integer, only_here text, CONSTRAINT not_passed CHECK (id > 0) NO INHERIT);
CREATE TABLE tree.below_alone (more text) INHERITS (tree.alone);
ALTER TABLE tree.thing ADD COLUMN weight numeric(6,2) DEFAULT 1.5;
ALTER TABLE tree.thing ADD CONSTRAINT weight_positive CHECK (weight > 0::numeric);
ALTER TABLE tree.living ALTER COLUMN born SET NOT NULL;
ALTER TABLE tree.thing RENAME COLUMN name TO title;
ALTER TABLE ONLY tree.thing ALTER COLUMN weight SET DEFAULT 2.5;
ALTER TABLE tree.pet ALTER COLUMN title SET DEFAULT 'a pet';
CREATE TABLE tree.joins_later (id integer NOT NULL, title text, weight numeric(6,2), extra text,
    CONSTRAINT thing_name CHECK (title <> ''), CONSTRAINT weight_positive CHECK (weight > 0::numeric));
ALTER TABLE tree.joins_later INHERIT tree.thing;
CREATE TABLE tree.leaves (again text) INHERITS (tree.alone);
ALTER TABLE tree.leaves NO INHERIT tree.alone;
COMMENT ON COLUMN tree.thing.title IS 'Called so';
COMMENT ON COLUMN tree.dog.title IS 'Barks at';
COMMENT ON TABLE tree.dog IS 'Dogs';
CREATE INDEX thing_title ON tree.thing (title);
CREATE INDEX dog_title ON tree.dog (title text_pattern_ops);
ALTER TABLE tree.thing DROP COLUMN weight;
