-- What one column says by itself: its keys, indexes, checks, labels, references and states.
CREATE SCHEMA desk;
CREATE TYPE desk.mood AS ENUM ('good', 'bad');
CREATE TYPE desk."Status" AS ENUM ('on', 'off');
CREATE TABLE desk.person (
    id bigint PRIMARY KEY, code text UNIQUE, mail text, mood desk.mood, moods desk.mood[], status desk."Status", age integer, ages integer,
    CONSTRAINT grown CHECK (age > 17 AND ages <> 3), CONSTRAINT older CHECK (ages > 1));
CREATE UNIQUE INDEX person_mail ON desk.person (mail);
CREATE UNIQUE INDEX person_age ON desk.person (age) WHERE age > 18;
CREATE UNIQUE INDEX person_two ON desk.person (ages, mood);
CREATE INDEX person_ages ON desk.person (ages);
CREATE INDEX person_lower ON desk.person (lower(code));
CREATE TABLE desk.visit (person_id bigint REFERENCES desk.person, day date, host_id bigint, state text, PRIMARY KEY (person_id, day));
CREATE TABLE desk.visit_line (person_id bigint, day date, line integer, PRIMARY KEY (person_id, day, line), FOREIGN KEY (person_id, day) REFERENCES desk.visit);
CREATE TABLE desk.visit_log (id bigserial PRIMARY KEY, visit_day date, person_id bigint, old_state text, new_state text, at timestamptz NOT NULL);
