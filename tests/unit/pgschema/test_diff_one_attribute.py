"""Two scripts that differ in one attribute of one object → that difference and no other; read twice, none.

Every attribute that PostgreSQL's grammar and catalogue know of a constraint, an index, a column, a table and the rest
has its line here.
"""

import pytest

from heartbeat_cli import pgschema
from heartbeat_cli.pgschema import Database, diff

TARIFF = "CREATE TABLE tariff (id integer NOT NULL, other integer, during daterange NOT NULL, note text);"
KEYED = "CREATE TABLE tariff (id integer, during daterange, UNIQUE (id, during), PRIMARY KEY (id));"


def read(sql: str) -> Database:
    reading = pgschema.read_text(sql, name="one")
    assert reading.skipped == ()
    return reading.database


def on_tariff(clause: str) -> str:
    """A table with a constraint, an index's or a column's statement behind it."""
    return f"{TARIFF} {clause}"


def added(constraint: str) -> str:
    return f"{TARIFF} ALTER TABLE tariff ADD CONSTRAINT c {constraint};"


def referring(constraint: str) -> str:
    return f"""{KEYED} CREATE TABLE used (id integer, more integer, during daterange);
        ALTER TABLE used ADD CONSTRAINT c {constraint};"""


CONSTRAINTS = [
    (
        added("PRIMARY KEY (id, during)"),
        added("PRIMARY KEY (id, during WITHOUT OVERLAPS)"),
        "public.tariff: primary key: without overlaps no -> yes",
    ),
    (
        added("UNIQUE (id, during)"),
        added("UNIQUE (id, during WITHOUT OVERLAPS)"),
        "public.tariff: unique constraint c: without overlaps no -> yes",
    ),
    (
        referring("FOREIGN KEY (id, during) REFERENCES tariff (id, during)"),
        referring("FOREIGN KEY (id, PERIOD during) REFERENCES tariff (id, PERIOD during)"),
        "public.used: foreign key c: period no -> yes",
    ),
    (
        added("UNIQUE (id) DEFERRABLE"),
        added("UNIQUE (id) DEFERRABLE INITIALLY DEFERRED"),
        "public.tariff: unique constraint c: initially deferred no -> yes",
    ),
    (
        added("UNIQUE (id)"),
        added("UNIQUE (id) DEFERRABLE"),
        "public.tariff: unique constraint c: deferrable no -> yes",
    ),
    (
        added("UNIQUE (id)"),
        added("UNIQUE NULLS NOT DISTINCT (id)"),
        "public.tariff: unique constraint c: nulls distinct yes -> no",
    ),
    (
        added("UNIQUE (id)"),
        added("UNIQUE (id) INCLUDE (other)"),
        "public.tariff: unique constraint c: include none -> other",
    ),
    (
        added("UNIQUE (id)"),
        added("UNIQUE (id) WITH (fillfactor = 70)"),
        "public.tariff: unique constraint c: settings none -> fillfactor=70",
    ),
    (
        added("PRIMARY KEY (id) USING INDEX TABLESPACE slow"),
        added("PRIMARY KEY (id) USING INDEX TABLESPACE fast"),
        "public.tariff: primary key: settings tablespace=slow -> tablespace=fast",
    ),
    (
        referring("FOREIGN KEY (id) REFERENCES tariff DEFERRABLE"),
        referring("FOREIGN KEY (id) REFERENCES tariff DEFERRABLE INITIALLY DEFERRED"),
        "public.used: foreign key c: initially deferred no -> yes",
    ),
    (
        referring("FOREIGN KEY (id) REFERENCES tariff"),
        referring("FOREIGN KEY (id) REFERENCES tariff DEFERRABLE"),
        "public.used: foreign key c: deferrable no -> yes",
    ),
    (
        referring("FOREIGN KEY (id) REFERENCES tariff"),
        referring("FOREIGN KEY (id) REFERENCES tariff NOT VALID"),
        "public.used: foreign key c: valid yes -> no",
    ),
    (
        referring("FOREIGN KEY (id) REFERENCES tariff"),
        referring("FOREIGN KEY (id) REFERENCES tariff NOT ENFORCED"),
        "public.used: foreign key c: enforced yes -> no",
    ),
    (
        referring("FOREIGN KEY (id) REFERENCES tariff"),
        referring("FOREIGN KEY (id) REFERENCES tariff MATCH FULL"),
        "public.used: foreign key c: match simple -> full",
    ),
    (
        referring("FOREIGN KEY (id, during) REFERENCES tariff (id, during) ON DELETE SET NULL"),
        referring("FOREIGN KEY (id, during) REFERENCES tariff (id, during) ON DELETE SET NULL (id)"),
        "public.used: foreign key c: set columns none -> id",
    ),
    (
        referring("FOREIGN KEY (id) REFERENCES tariff"),
        referring("FOREIGN KEY (id) REFERENCES tariff ON DELETE CASCADE"),
        "public.used: foreign key c: on delete no action -> cascade",
    ),
    (
        referring("FOREIGN KEY (id) REFERENCES tariff"),
        referring("FOREIGN KEY (id) REFERENCES tariff ON UPDATE RESTRICT"),
        "public.used: foreign key c: on update no action -> restrict",
    ),
    (added("CHECK (id > 0)"), added("CHECK (id > 0) NOT VALID"), "public.tariff: check c: valid yes -> no"),
    (added("CHECK (id > 0)"), added("CHECK (id > 0) NOT ENFORCED"), "public.tariff: check c: enforced yes -> no"),
    (added("CHECK (id > 0)"), added("CHECK (id > 0) NO INHERIT"), "public.tariff: check c: no inherit no -> yes"),
    (
        added("EXCLUDE USING gist (id WITH =, during WITH &&)"),
        added("EXCLUDE USING gist (id WITH =, during WITH -|-)"),
        "public.tariff: exclusion constraint c: operators = && -> = -|-",
    ),
    (
        added("EXCLUDE USING gist (id WITH =)"),
        added("EXCLUDE USING gist (id gist_int4_ops WITH =)"),
        "public.tariff: exclusion constraint c: options none -> gist_int4_ops",
    ),
    (
        added("EXCLUDE USING gist (id WITH =)"),
        added("EXCLUDE USING gist (id WITH =) WHERE (id > 0)"),
        "public.tariff: exclusion constraint c: where none -> id > 0",
    ),
    (
        added("EXCLUDE USING gist (id WITH =)"),
        added("EXCLUDE USING gist (id WITH =) INCLUDE (other)"),
        "public.tariff: exclusion constraint c: include none -> other",
    ),
    (
        added("EXCLUDE USING gist (id WITH =)"),
        added("EXCLUDE USING gist (id WITH =) WITH (fillfactor = 70)"),
        "public.tariff: exclusion constraint c: settings none -> fillfactor=70",
    ),
    (
        added("EXCLUDE USING gist (id WITH =)"),
        added("EXCLUDE USING gist (id WITH =) DEFERRABLE"),
        "public.tariff: exclusion constraint c: deferrable no -> yes",
    ),
    (
        added("EXCLUDE USING gist (id WITH =) DEFERRABLE"),
        added("EXCLUDE USING gist (id WITH =) INITIALLY DEFERRED"),
        "public.tariff: exclusion constraint c: initially deferred no -> yes",
    ),
]

PARTED = """CREATE TABLE log (a integer NOT NULL, b integer) PARTITION BY LIST (b);
    CREATE TABLE log_1 PARTITION OF log FOR VALUES IN (1);"""


def indexed(clause: str) -> str:
    return on_tariff(f"CREATE INDEX i ON tariff {clause};")


INDEXES = [
    (indexed("(note)"), indexed("(note text_pattern_ops)"), "options none -> text_pattern_ops"),
    (indexed("(note text_ops)"), indexed("(note gist_ops (siglen = 8))"), "options none -> gist_ops (siglen=8)"),
    (indexed("(note)"), indexed('(note COLLATE "C")'), 'options none -> COLLATE "C"'),
    (indexed("(note)"), indexed("(note DESC)"), "options none -> DESC"),
    (indexed("(note)"), indexed("(note NULLS FIRST)"), "options none -> NULLS FIRST"),
    (indexed("(note)"), indexed("(note) WITH (fillfactor = 70)"), "settings none -> fillfactor=70"),
    (
        indexed("(note) TABLESPACE slow"),
        indexed("(note) TABLESPACE fast"),
        "settings tablespace=slow -> tablespace=fast",
    ),
    (
        indexed("((id + 1))"),
        indexed("((id + 1)); ALTER INDEX i ALTER COLUMN 1 SET STATISTICS 500"),
        "settings none -> statistics of key 1=500",
    ),
    (indexed("(note)"), indexed("(note) WHERE id > 0"), "where none -> id > 0"),
    (indexed("(note)"), indexed("(note) INCLUDE (id)"), "include none -> id"),
    (indexed("(note)"), indexed("(id)"), "keys note -> id"),
    (indexed("(note)"), indexed("USING hash (note)"), "method btree -> hash"),
    (indexed("(id)").replace("INDEX", "UNIQUE INDEX"), indexed("(id)"), "unique yes -> no"),
    (
        indexed("(id)").replace("INDEX", "UNIQUE INDEX"),
        indexed("(id) NULLS NOT DISTINCT").replace("INDEX", "UNIQUE INDEX"),
        "nulls distinct yes -> no",
    ),
]

ATTACHED = [
    (
        f"{PARTED} ALTER TABLE log_1 ADD CONSTRAINT log_1_key UNIQUE (a, b); CREATE UNIQUE INDEX i ON ONLY log (a, b);",
        f"""{PARTED} ALTER TABLE log_1 ADD CONSTRAINT log_1_key UNIQUE (a, b); CREATE UNIQUE INDEX i ON ONLY log (a, b);
            ALTER INDEX i ATTACH PARTITION log_1_key;""",
        "public.log: index i: valid no -> yes",
    ),
    (
        f"""{PARTED} ALTER TABLE ONLY log ADD CONSTRAINT k UNIQUE (a, b);
            ALTER TABLE log_1 ADD CONSTRAINT log_1_key UNIQUE (a, b);""",
        f"""{PARTED} ALTER TABLE ONLY log ADD CONSTRAINT k UNIQUE (a, b);
            ALTER TABLE log_1 ADD CONSTRAINT log_1_key UNIQUE (a, b); ALTER INDEX k ATTACH PARTITION log_1_key;""",
        "public.log: unique constraint k: valid no -> yes",
    ),
]


def altered(column: str) -> str:
    return on_tariff(f"ALTER TABLE tariff ALTER COLUMN note {column};")


COLUMNS = [
    (on_tariff(""), altered("SET STORAGE EXTERNAL"), "settings none -> storage=external"),
    (on_tariff(""), altered("SET COMPRESSION lz4"), "settings none -> compression=lz4"),
    (on_tariff(""), altered("SET STATISTICS 500"), "settings none -> statistics=500"),
    (on_tariff(""), altered("SET (n_distinct = 100)"), "settings none -> n_distinct=100"),
    (on_tariff(""), altered("SET DEFAULT 'x'"), "default none -> 'x'"),
    (on_tariff(""), altered('TYPE text COLLATE "C"'), "collation none -> C"),
    (altered("SET NOT NULL"), on_tariff(""), "nullable no -> yes"),
    (
        altered("SET NOT NULL"),
        on_tariff("ALTER TABLE tariff ADD CONSTRAINT n NOT NULL note NOT VALID;"),
        "settings none -> not null=not valid",
    ),
    (
        altered("SET NOT NULL"),
        on_tariff("ALTER TABLE tariff ADD CONSTRAINT n NOT NULL note NO INHERIT;"),
        "settings none -> not null=no inherit",
    ),
]

GENERATED = "CREATE TABLE t (a integer, b integer GENERATED {});"
GENERATED_COLUMNS = [
    ("ALWAYS AS (a * 2) STORED", "ALWAYS AS (a * 2) VIRTUAL", "public.t.b: virtual no -> yes"),
    ("ALWAYS AS (a * 2) STORED", "ALWAYS AS (a * 3) STORED", "public.t.b: generated a * 2 -> a * 3"),
    ("ALWAYS AS IDENTITY", "BY DEFAULT AS IDENTITY", "public.t.b: identity always -> by default"),
    ("ALWAYS AS IDENTITY", "ALWAYS AS IDENTITY (START 5)", "sequence public.t_b_seq: start 1 -> 5"),
    ("ALWAYS AS IDENTITY", "ALWAYS AS IDENTITY (INCREMENT 5)", "sequence public.t_b_seq: increment 1 -> 5"),
    ("ALWAYS AS IDENTITY", "ALWAYS AS IDENTITY (CACHE 5)", "sequence public.t_b_seq: cache 1 -> 5"),
    ("ALWAYS AS IDENTITY", "ALWAYS AS IDENTITY (CYCLE)", "sequence public.t_b_seq: cycle no -> yes"),
]

PLAIN = "CREATE TABLE t (a integer, b text)"
VIEW = "CREATE VIEW v {} AS SELECT 1 AS one {};"
VIEWS = [
    (VIEW.format("", ""), VIEW.format("WITH (security_barrier)", ""), "none -> security_barrier=true"),
    (VIEW.format("", ""), VIEW.format("WITH (security_invoker = on)", ""), "none -> security_invoker=true"),
    (VIEW.format("", ""), VIEW.format("", "WITH LOCAL CHECK OPTION"), "none -> check_option=local"),
    (
        VIEW.replace("VIEW", "MATERIALIZED VIEW").format("", ""),
        VIEW.replace("VIEW", "MATERIALIZED VIEW").format("WITH (fillfactor = 70)", ""),
        "none -> fillfactor=70",
    ),
]
SETTINGS = [
    (f"{PLAIN};", f"{PLAIN} WITH (fillfactor = 70);", "none -> fillfactor=70"),
    (f"{PLAIN};", f"{PLAIN} WITH (autovacuum_enabled = off);", "none -> autovacuum_enabled=false"),
    (
        f"{PLAIN} WITH (toast.autovacuum_enabled = false, autovacuum_enabled = false);",
        f"{PLAIN} WITH (autovacuum_enabled = false);",
        "autovacuum_enabled=false, toast.autovacuum_enabled=false -> autovacuum_enabled=false",
    ),
    (f"{PLAIN};", f"{PLAIN} TABLESPACE fast;", "none -> tablespace=fast"),
    (f"{PLAIN};", f"SET default_tablespace = fast; {PLAIN};", "none -> tablespace=fast"),
    (f"{PLAIN};", f"{PLAIN} USING columnar;", "none -> access method=columnar"),
    (f"{PLAIN};", f"{PLAIN}; ALTER TABLE t REPLICA IDENTITY FULL;", "none -> replica identity=full"),
    (
        f"{PLAIN}; CREATE INDEX i ON t (a);",
        f"{PLAIN}; CREATE INDEX i ON t (a); ALTER TABLE t CLUSTER ON i;",
        "none -> clustered on=i",
    ),
]

ONE_ATTRIBUTE = [
    *CONSTRAINTS,
    *((a, b, f"public.tariff: index i: {said}") for a, b, said in INDEXES),
    *ATTACHED,
    *((a, b, f"public.tariff.note: {said}") for a, b, said in COLUMNS),
    *((GENERATED.format(a), GENERATED.format(b), said) for a, b, said in GENERATED_COLUMNS),
    *((a, b, f"public.t: settings {said}") for a, b, said in SETTINGS),
    *((a, b, f"public.v: settings {said}") for a, b, said in VIEWS),
]


@pytest.mark.parametrize(("before", "after", "sentence"), ONE_ATTRIBUTE, ids=[said for *_, said in ONE_ATTRIBUTE])
def test_one_attribute_is_one_difference(before: str, after: str, sentence: str) -> None:
    old, new = read(before), read(after)
    assert [change.sentence for change in diff(old, new)] == [sentence]
    assert len(diff(new, old)) == 1
    assert (diff(old, old), diff(new, read(after))) == ((), ())
