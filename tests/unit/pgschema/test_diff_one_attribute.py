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

FUNCTION = "CREATE FUNCTION f({}) RETURNS {} LANGUAGE {} AS {};"


def function(said: str = "", takes: str = "a integer", returns: str = "integer") -> str:
    """A function of a few words."""
    return FUNCTION.format(takes, returns, f"sql {said}", "'SELECT 1'")


FUNCTIONS = [
    (function(), function("STABLE"), "volatility volatile -> stable"),
    (function(), function("STRICT"), "strict no -> yes"),
    (function(), function("SECURITY DEFINER"), "security definer no -> yes"),
    (function(), function("LEAKPROOF"), "leakproof no -> yes"),
    (function(), function("PARALLEL SAFE"), "parallel unsafe -> safe"),
    (function(), function("COST 10"), "cost none -> 10"),
    (function(returns="SETOF integer"), function("ROWS 5", returns="SETOF integer"), "rows none -> 5"),
    (function(), function("SUPPORT s.helper"), "support none -> s.helper"),
    (function(), function("SET search_path TO core, '$user'"), 'config none -> search_path=core, "$user"'),
    (function(), function("WINDOW"), "routine function -> window function"),
    (function(), function("TRANSFORM FOR TYPE hstore"), "transforms none -> hstore"),
    (function(), function(returns="bigint"), "returns integer -> bigint"),
    (function(), function(returns="TABLE (x integer)"), "returns integer -> TABLE(x integer)"),
    (function(), function(takes="b integer"), "arguments a integer -> b integer"),
    (function(), function(takes="a integer DEFAULT 5"), "arguments a integer -> a integer DEFAULT 5"),
    (function(), function().replace("SELECT 1", "SELECT 2"), "body SELECT 1 -> SELECT 2"),
    (function(), function().replace("sql", "plpgsql"), "language sql -> plpgsql"),
    (function(), function() + "COMMENT ON FUNCTION f(integer) IS 'x';", "comment none -> x"),
    (function(), function() + "ALTER FUNCTION f(int) STABLE;", "volatility volatile -> stable"),
    (
        "CREATE FUNCTION f(a integer) RETURNS integer RETURN a + 1;",
        "CREATE FUNCTION f(a integer) RETURNS integer RETURN a + 2;",
        "body RETURN a + 1 -> RETURN a + 2",
    ),
]


def triggered(said: str, behind: str = "") -> str:
    return on_tariff(f"CREATE {said.format('TRIGGER g')} EXECUTE FUNCTION f(); {behind}")


ROW = "{} AFTER UPDATE ON tariff FOR EACH ROW"
TRIGGERS = [
    (triggered(ROW), triggered(ROW.replace("AFTER", "BEFORE")), "timing after -> before"),
    (triggered(ROW), triggered(ROW.replace("UPDATE", "UPDATE OR INSERT")), "events update -> insert, update"),
    (triggered(ROW), triggered(ROW.replace("UPDATE", "UPDATE OF id, note")), "update of none -> id, note"),
    (triggered(ROW), triggered(ROW.replace("ROW", "STATEMENT")), "level row -> statement"),
    (triggered(ROW), triggered(ROW).replace("f()", "f('x', 1)"), "function f() -> f('x', '1')"),
    (triggered(ROW), triggered(ROW + " WHEN (new.id > 0)"), "when none -> new.id > 0"),
    (
        triggered("{} AFTER INSERT ON tariff"),
        triggered("{} AFTER INSERT ON tariff REFERENCING NEW TABLE AS fresh"),
        "new table none -> fresh",
    ),
    (
        triggered("{} AFTER DELETE ON tariff"),
        triggered("{} AFTER DELETE ON tariff REFERENCING OLD TABLE AS gone"),
        "old table none -> gone",
    ),
    (triggered(ROW), triggered("CONSTRAINT " + ROW), "constraint no -> yes"),
    (
        triggered("CONSTRAINT " + ROW),
        triggered("CONSTRAINT " + ROW.replace("FOR", "DEFERRABLE FOR")),
        "deferrable no -> yes",
    ),
    (
        triggered("CONSTRAINT " + ROW.replace("FOR", "DEFERRABLE FOR")),
        triggered("CONSTRAINT " + ROW.replace("FOR", "DEFERRABLE INITIALLY DEFERRED FOR")),
        "initially deferred no -> yes",
    ),
    (
        triggered("CONSTRAINT " + ROW),
        triggered("CONSTRAINT " + ROW.replace("FOR", "FROM tariff FOR")),
        "referenced none -> public.tariff",
    ),
    (triggered(ROW), triggered(ROW, "ALTER TABLE tariff DISABLE TRIGGER g;"), "enabled origin -> no"),
    (triggered(ROW), triggered(ROW, "ALTER TABLE tariff ENABLE ALWAYS TRIGGER g;"), "enabled origin -> always"),
    (triggered(ROW), triggered(ROW, "COMMENT ON TRIGGER g ON tariff IS 'x';"), "comment none -> x"),
]

DOMAIN = "CREATE DOMAIN d AS {}; {}"
DOMAINS = [
    (DOMAIN.format("text", ""), DOMAIN.format("varchar", ""), "domain public.d: type text -> character varying"),
    (DOMAIN.format("text", ""), DOMAIN.format("text DEFAULT 'x'", ""), "domain public.d: default none -> 'x'"),
    (DOMAIN.format("text", ""), DOMAIN.format("text NOT NULL", ""), "domain public.d: nullable yes -> no"),
    (DOMAIN.format("text", ""), DOMAIN.format('text COLLATE "C"', ""), "domain public.d: collation none -> C"),
    (
        DOMAIN.format("text", "ALTER DOMAIN d ADD CONSTRAINT c CHECK (VALUE <> '');"),
        DOMAIN.format("text", "ALTER DOMAIN d ADD CONSTRAINT c CHECK (VALUE <> '') NOT VALID;"),
        "public.d: check c: valid yes -> no",
    ),
    (
        DOMAIN.format("text", "ALTER DOMAIN d ADD CONSTRAINT c CHECK (VALUE <> '') NOT VALID;"),
        DOMAIN.format(
            "text",
            "ALTER DOMAIN d ADD CONSTRAINT c CHECK (VALUE <> '') NOT VALID; ALTER DOMAIN d VALIDATE CONSTRAINT c;",
        ),
        "public.d: check c: valid no -> yes",
    ),
]

GRANTED = "CREATE TABLE t (a integer, b integer); GRANT INSERT ON t TO boss; {}"
GRANTS = [
    ("", "GRANT SELECT ON t TO clerk;", "public.t: grant to clerk added"),
    (
        "GRANT SELECT ON t TO clerk;",
        "GRANT SELECT ON t TO clerk WITH GRANT OPTION;",
        "public.t: grant to clerk: grantable none -> select",
    ),
    ("", "GRANT SELECT (a) ON t TO clerk;", "public.t.a: grant to clerk added"),
]

POLICY = "CREATE TABLE t (a integer); CREATE POLICY p ON t {};"
POLICIES = [
    ("", "AS RESTRICTIVE", "permissive yes -> no"),
    ("", "TO clerk", "roles public -> clerk"),
    ("", "FOR SELECT", "command all -> select"),
    ("USING (a > 0)", "USING (a > 1)", "using a > 0 -> a > 1"),
    ("WITH CHECK (a > 0)", "WITH CHECK (a > 1)", "check a > 0 -> a > 1"),
]

ONE_ATTRIBUTE = [
    *CONSTRAINTS,
    *((a, b, f"public.tariff: index i: {said}") for a, b, said in INDEXES),
    *ATTACHED,
    *((a, b, f"public.tariff.note: {said}") for a, b, said in COLUMNS),
    *((GENERATED.format(a), GENERATED.format(b), said) for a, b, said in GENERATED_COLUMNS),
    *((a, b, f"public.t: settings {said}") for a, b, said in SETTINGS),
    *((a, b, f"public.v: settings {said}") for a, b, said in VIEWS),
    *((a, b, f"function public.f(integer): {said}") for a, b, said in FUNCTIONS),
    *((a, b, f"public.tariff: trigger g: {said}") for a, b, said in TRIGGERS),
    *DOMAINS,
    *((GRANTED.format(a), GRANTED.format(b), said) for a, b, said in GRANTS),
    *((POLICY.format(a), POLICY.format(b), f"public.t: policy p: {said}") for a, b, said in POLICIES),
]


@pytest.mark.parametrize(("before", "after", "sentence"), ONE_ATTRIBUTE, ids=[said for *_, said in ONE_ATTRIBUTE])
def test_one_attribute_is_one_difference(before: str, after: str, sentence: str) -> None:
    old, new = read(before), read(after)
    assert [change.sentence for change in diff(old, new)] == [sentence]
    assert len(diff(new, old)) == 1
    assert (diff(old, old), diff(new, read(after))) == ((), ())


LEFT_OUT = [
    ("CREATE RULE r AS ON INSERT TO t DO NOTHING;", "rules"),
    ("ALTER TABLE t OWNER TO clerk;", "owners"),
    ("ALTER SCHEMA public OWNER TO clerk;", "owners"),
    ("ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO clerk;", "default privileges"),
    ("GRANT EXECUTE ON FUNCTION f(integer) TO clerk;", "rights on functions"),
    ("GRANT USAGE ON TYPE mood TO clerk;", "rights on types"),
    ("SET SESSION AUTHORIZATION boss; GRANT SELECT ON t TO clerk;", "grantors"),
    ("CREATE STATISTICS s ON a, b FROM t;", "statistics"),
    ("CREATE PUBLICATION p FOR TABLE t;", "publications"),
    ("CREATE AGGREGATE total(integer) (sfunc = int4pl, stype = integer);", "aggregates"),
    ("CREATE COLLATION german (locale = 'de');", "collations"),
    ("CREATE OPERATOR === (leftarg = integer, rightarg = integer, function = int4eq);", "operators"),
    ("CREATE EVENT TRIGGER e ON ddl_command_end EXECUTE FUNCTION f();", "event triggers"),
    ("SECURITY LABEL FOR x ON TABLE t IS 'secret';", "security labels"),
    ("CREATE SERVER far FOREIGN DATA WRAPPER w;", "foreign servers"),
    ("CREATE CAST (integer AS text) WITHOUT FUNCTION;", "casts"),
    ("CREATE TABLE u (a integer CONSTRAINT needed NOT NULL); DROP TABLE u;", "names of NOT NULL constraints"),
    ("ALTER TABLE t ADD CONSTRAINT needed NOT NULL a, DROP CONSTRAINT needed;", "names of NOT NULL constraints"),
    ("CREATE DOMAIN d AS text CONSTRAINT needed NOT NULL; DROP DOMAIN d;", "names of NOT NULL constraints"),
    ("CREATE TYPE r AS RANGE (subtype = float8, subtype_diff = float8mi); DROP TYPE r;", "options of range types"),
    ("CREATE TYPE b; DROP TYPE b;", "base types"),
    ("CREATE UNLOGGED SEQUENCE s; DROP SEQUENCE s;", "unlogged sequences"),
    ("CREATE EXTENSION hstore VERSION '1.8'; DROP EXTENSION hstore;", "versions of extensions"),
    ("CREATE VIEW v AS SELECT a FROM t; ALTER VIEW v ALTER a SET DEFAULT 1; DROP VIEW v;", "defaults of views"),
    ("CREATE TRIGGERS;", "statements that were not understood"),
    ("CREATE FUNCTION f() RETURNS;", "statements that were not understood"),
    ("SET work_mem = '1GB'; INSERT INTO t VALUES (1); VACUUM t; CREATE ROLE clerk;", None),
]


@pytest.mark.parametrize(("sql", "kind"), LEFT_OUT, ids=[str(kind) for _, kind in LEFT_OUT])
def test_what_has_no_room_is_named(sql: str, kind: str | None) -> None:
    plain = pgschema.read_text("CREATE TABLE t (a integer, b integer);").database
    other = pgschema.read_text(f"CREATE TABLE t (a integer, b integer); {sql}").database
    assert pgschema.left_out(plain, other) == ((kind,) if kind else ())
    assert pgschema.left_out(other, plain) == pgschema.left_out(plain, other)
    assert pgschema.left_out(plain, plain) == ()
