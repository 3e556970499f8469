"""What is left of a database's history: every kind of statement that changes what an earlier one made."""

import subprocess
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest
from tests.conftest import TestServer

from heartbeat_cli import pgschema
from heartbeat_cli.demo.build import admin, admin_conninfo
from heartbeat_cli.demo.postgres import packaged_binaries
from heartbeat_cli.pgschema import (
    Column,
    DumpReading,
    ForeignKey,
    Grant,
    QName,
    Schema,
    Sequence,
    Table,
    View,
    diff,
    read_live,
)

REPLAY = Path(__file__).parents[2] / "cases" / "dumps" / "replay.sql"
OPTIONS = (
    ("--schema-only",),
    ("--schema-only", "-C", "--clean", "--if-exists"),
    ("--schema-only", "--clean", "--quote-all-identifiers"),
    ("--inserts", "--use-set-session-authorization"),
    (),
)
EXPRESSIONS = ("default", "expression", "generated", "where", "keys", "query", "using", "check")
TWO = "CREATE TABLE a (id integer PRIMARY KEY, x text); CREATE TABLE b (id integer, a_id integer REFERENCES a);"


def read(sql: str) -> DumpReading:
    return pgschema.read_text(sql.encode(), file="x.sql", name="x")


def public(sql: str) -> Schema:
    found = read(sql)
    assert found.skipped == ()
    (schema,) = found.database.schemas
    return schema


def table(sql: str, name: str) -> Table:
    found = public(sql).table(name)
    assert found is not None
    return found


def test_what_is_left_is_what_postgres_has(postgres_server: TestServer, tmp_path: Path) -> None:
    uri = admin_conninfo(postgres_server.port, postgres_server.password, "replay")
    binaries = packaged_binaries()
    with admin(postgres_server.port, postgres_server.password) as connection:
        known = {name for (name,) in connection.execute("SELECT rolname FROM pg_roles")}
        for role in sorted({"replay_reader", "replay_writer"} - known):
            connection.execute(f"CREATE ROLE {role}".encode())
        connection.execute("CREATE DATABASE replay")
    subprocess.run([binaries / "psql", uri, "-q", "-v", "ON_ERROR_STOP=1", "-f", REPLAY], check=True)
    with psycopg.connect(uri, autocommit=True) as connection:
        live = read_live(connection)
        # Expressions are spelt as they were written; the server spells them anew.
        changes = diff(pgschema.read(REPLAY).database, live)
        assert [c.sentence for c in changes if c.attribute not in EXPRESSIONS] == []
        connection.execute("COMMENT ON DATABASE replay IS 'What is left'")
        live = read_live(connection)
    for number, options in enumerate(OPTIONS):
        dump = tmp_path / f"{number}.sql"
        subprocess.run([binaries / "pg_dump", *options, "--file", dump, uri], check=True)
        reading = pgschema.read(dump)
        assert reading.skipped == ()
        # Only with CREATE DATABASE does pg_dump write what is about the database itself.
        expected = live if "-C" in options else replace(live, comment=None)
        assert (options, [c.sentence for c in diff(reading.database, expected)]) == (options, [])


@pytest.mark.parametrize(
    ("sql", "reason"),
    [
        (TWO + "DROP TABLE a;", "public.b depends on public.a, and there is no CASCADE"),
        (TWO + "CREATE VIEW v AS SELECT x FROM a; ALTER TABLE a DROP COLUMN x;", "public.v depends on public.a.x"),
        (TWO + "ALTER TABLE a DROP CONSTRAINT a_pkey;", "public.b depends on a_pkey"),
        ("CREATE TYPE e AS ENUM ('a'); CREATE TABLE t (c e); DROP TYPE e;", "public.t depends on public.e"),
        ("CREATE SCHEMA s CREATE TABLE t (); DROP SCHEMA s;", "s.t depends on schema s"),
        ("CREATE TABLE t (id serial); DROP SEQUENCE t_id_seq;", "public.t depends on public.t_id_seq"),
        ("CREATE TABLE t (id int); ALTER TABLE t DROP CONSTRAINT nothing;", "public.t has no constraint nothing"),
        ("CREATE TABLE t (id int); COMMENT ON SEQUENCE s IS 'x';", "no sequence s"),
        ("CREATE TABLE t (id int); CREATE TABLE c AS SELECT f(id) AS n FROM t;", "the types of the columns (n)"),
        ("BEGIN; DO 'BEGIN\nCOMMIT; END'; CREATE TABLE t (); ROLLBACK;", "what it takes back is kept"),
        ("DO $$ BEGIN EXECUTE 'CREATE TABLE t (id int)'; END $$; CREATE TABLE u ();", "it makes up statements"),
        ("CREATE TABLE t (); DROP OWNED BY bob;", "which objects those are only the database knows"),
        ("CREATE TABLE t (); IMPORT FOREIGN SCHEMA x FROM SERVER s INTO public;", "only the other server knows"),
    ],
)
def test_what_cannot_be_applied_is_reported(sql: str, reason: str) -> None:
    found = read(sql)
    (skipped,) = found.skipped
    assert (found.lossy, reason in skipped.reason) == (True, True), skipped.reason


def test_a_right_on_something_unknown_is_reported_and_costs_no_structure() -> None:
    found = read("CREATE TABLE t (id int); GRANT SELECT ON u TO bob;")
    (skipped,) = found.skipped
    assert (found.lossy, skipped.reason) == (False, "no table u")


@pytest.mark.parametrize(
    ("ddl", "names", "types"),
    [
        ("SELECT * FROM a", ("id", "x"), ("integer", "text")),
        ("SELECT b.*, a.x AS y FROM a JOIN b ON a.id = b.a_id", ("id", "a_id", "y"), ("integer", "integer", "text")),
        ("SELECT * FROM a JOIN b USING (id)", ("id", "x", "a_id"), ("integer", "text", "integer")),
        ("SELECT * FROM b NATURAL JOIN a", ("id", "a_id", "x"), ("integer", "integer", "text")),
        ("SELECT * FROM (SELECT id AS k FROM a) q", ("k",), ("integer",)),
        ("WITH a AS (SELECT 1 AS one) SELECT * FROM a", ("one",), ("integer",)),
        ("SELECT x FROM a UNION SELECT 'x'", ("x",), ("text",)),
        ("VALUES (1, 'x')", ("column1", "column2"), ("integer", "text")),
        ("SELECT id::bigint, now(), count(*) FROM a GROUP BY id", ("id", "now", "count"),
         ("bigint", "timestamp with time zone", "bigint")),
        ("SELECT id + 1, CASE WHEN true THEN id END FROM a", ("?column?", "case"), (None, "integer")),
        ("SELECT n FROM generate_series(1, 3) AS n", ("n",), ()),
        ("SELECT * FROM nobody_knows()", (), ()),
        ("SELECT (SELECT max(x) FROM a), EXISTS (SELECT FROM b)", ("max", "exists"), ("text", "boolean")),
        ("SELECT q.* FROM (a JOIN b USING (id)) AS q (k)", ("k", "x", "a_id"), ("integer", "text", "integer")),
    ],
)  # fmt: skip
def test_columns_of_a_view(ddl: str, names: tuple[str, ...], types: tuple[str | None, ...]) -> None:
    view = public(f"{TWO} CREATE VIEW v AS {ddl};").views[0]
    assert (view.columns, view.types) == (names, types)


def test_a_view_reads_relations_not_the_names_of_its_own_queries() -> None:
    view = public(TWO + "CREATE VIEW v AS WITH a AS (SELECT id FROM b WHERE EXISTS (SELECT FROM a)) TABLE a;").views[0]
    assert view.reads == (QName("public", "a"), QName("public", "b"))


def test_a_deep_query_takes_no_exponential_time() -> None:
    query = "SELECT id FROM a"
    for _ in range(40):
        query = f"SELECT ({query} LIMIT 1) AS id FROM a"
    assert public(f"{TWO} CREATE VIEW v AS {query};").views[0].types == ("integer",)


def test_dropping_takes_along_what_hangs_on_it() -> None:
    sql = TWO + "CREATE VIEW v AS SELECT * FROM a; CREATE VIEW w AS SELECT * FROM v; DROP TABLE a CASCADE;"
    assert public(sql) == Schema(
        "public", (Table("public", "b", (Column("id", "integer"), Column("a_id", "integer")), line=1),)
    )


def test_partitions_go_with_their_parent() -> None:
    sql = "CREATE TABLE p (d date) PARTITION BY RANGE (d); CREATE TABLE q PARTITION OF p DEFAULT; CREATE TABLE r ();"
    assert [t.name for t in public(sql + "DROP TABLE p;").tables] == ["r"]


def test_a_detached_partition_keeps_its_references() -> None:
    sql = TWO + (
        "CREATE TABLE p (d date, a integer REFERENCES a ON DELETE CASCADE) PARTITION BY RANGE (d);"
        "CREATE TABLE q PARTITION OF p DEFAULT; ALTER TABLE p DETACH PARTITION q;"
    )
    found = table(sql, "q")
    assert (found.partition_of, found.bound) == (None, None)
    assert found.foreign_keys == (ForeignKey(("a",), QName("public", "a"), ("id",), "p_a_fkey", on_delete="cascade"),)


def test_sequences_follow_their_table() -> None:
    sql = "CREATE SCHEMA s; CREATE TABLE t (id smallserial); ALTER TABLE t SET SCHEMA s; ALTER TABLE s.t RENAME TO u;"
    (schema,) = read(sql).database.schemas
    assert schema.sequences == (Sequence("s", "t_id_seq", "smallint", maximum=32767, owned_by=(QName("s", "u"), "id")),)
    assert schema.tables[0].columns[0].default == "nextval('s.t_id_seq'::regclass)"


def test_rights_are_what_was_granted_and_not_revoked() -> None:
    sql = TWO + (
        "ALTER TABLE a OWNER TO boss; GRANT ALL ON a TO boss, clerk; REVOKE ALL ON a FROM boss;"
        "REVOKE MAINTAIN, TRIGGER, TRUNCATE ON a FROM clerk; GRANT UPDATE (x, id) ON a TO PUBLIC WITH GRANT OPTION;"
    )
    assert table(sql, "a").grants == (
        Grant("clerk", ("delete", "insert", "references", "select", "update")),
        Grant("public", ("update",), ("update",), ("id", "x")),
    )


def test_all_rights_are_fewer_before_17() -> None:
    sql = "SET statement_timeout = 0; CREATE TABLE t (); GRANT ALL ON t TO clerk;"
    assert "maintain" not in table(sql, "t").grants[0].privileges
    sql = "SET statement_timeout = 0; SET transaction_timeout = 0; CREATE TABLE t (); GRANT ALL ON t TO clerk;"
    assert "maintain" in table(sql, "t").grants[0].privileges


def test_a_migration_that_can_be_run_twice() -> None:
    sql = """
    DO $$ BEGIN CREATE TYPE e AS ENUM ('a'); EXCEPTION WHEN duplicate_object THEN NULL; END $$;
    DO $$ BEGIN CREATE TYPE e AS ENUM ('a'); EXCEPTION WHEN duplicate_object THEN NULL; END $$;
    DO $$ DECLARE v text; BEGIN FOREACH v IN ARRAY ARRAY['b', 'it''s'] LOOP
        EXECUTE format('ALTER TYPE e ADD VALUE IF NOT EXISTS %L', v); END LOOP; END $$;
    """
    assert public(sql).enums[0].labels == ("a", "b", "it's")


def test_renames_reach_expressions() -> None:
    sql = (
        "CREATE SCHEMA s; CREATE TYPE s.e AS ENUM ('a'); CREATE TABLE s.t (c s.e DEFAULT 'a'::s.e);"
        "CREATE VIEW s.v AS SELECT c FROM s.t; ALTER TABLE s.t RENAME TO u; ALTER TYPE s.e RENAME TO f;"
        'ALTER SCHEMA s RENAME TO "Z";'
    )
    (schema,) = read(sql).database.schemas
    assert schema.tables[0].columns == (Column("c", '"Z".f', default="'a'::\"Z\".f"),)
    assert schema.views == (
        View("Z", "v", 'SELECT c FROM "Z".u', columns=("c",), line=1, types=('"Z".f',), reads=(QName("Z", "u"),)),
    )


def test_many_partitions_take_no_quadratic_time() -> None:
    sql = "CREATE TABLE p (id integer, d date) PARTITION BY RANGE (d); CREATE INDEX p_id ON ONLY p (id);\n"
    for number in range(3_000):
        sql += f"CREATE TABLE p_{number} (id integer, d date); CREATE INDEX p_{number}_i ON p_{number} (id);\n"
        sql += f"ALTER TABLE ONLY p ATTACH PARTITION p_{number} FOR VALUES FROM ('{number}') TO ('{number + 1}');\n"
        sql += f"ALTER INDEX p_id ATTACH PARTITION p_{number}_i;\n"
    assert len(public(sql).tables) == 3_001


@pytest.mark.parametrize(
    ("query", "change", "after"),
    [
        ("SELECT id, x FROM a", "ALTER TABLE a RENAME x TO y", "SELECT id, a.y AS x FROM a"),
        ("SELECT a.x AS k FROM a ORDER BY x", "ALTER TABLE a RENAME x TO y", "SELECT a.y AS k FROM a ORDER BY a.y"),
        ("SELECT q.id FROM (SELECT id FROM a) q", "ALTER TABLE a RENAME id TO n",
         "SELECT q.id FROM (SELECT a.n AS id FROM a) q"),
        ("SELECT x FROM a, b WHERE b.id = a_id", "ALTER TABLE b RENAME a_id TO x",
         "SELECT x FROM a, b WHERE b.id = b.x"),
        ("SELECT a.id, public.a.x FROM a", "ALTER TABLE a RENAME TO c", "SELECT c.id, public.c.x FROM public.c"),
        ("SELECT d.id FROM public.a AS d", "ALTER TABLE a RENAME TO c", "SELECT d.id FROM public.c AS d"),
        ("SELECT 'a.id', a.* FROM a JOIN b ON b.a_id = a.id", 'ALTER TABLE a RENAME TO "A"',
         'SELECT \'a.id\', "A".* FROM public."A" JOIN b ON b.a_id = "A".id'),
        # PostgreSQL gives the column an alias there that no simple edit of the text says.
        ("SELECT id FROM a JOIN b USING (id)", "ALTER TABLE a RENAME id TO n", "SELECT id FROM a JOIN b USING (id)"),
    ],
)  # fmt: skip
def test_queries_follow_a_new_name(query: str, change: str, after: str) -> None:
    assert public(f"{TWO} CREATE VIEW v AS {query}; {change};").views[0].query == after


def test_a_column_a_parent_gave_is_no_pattern_for_others() -> None:
    sql = "CREATE TABLE p (id integer NOT NULL); CREATE TABLE c (id integer, x text) INHERITS (p);"
    assert table(sql + "CREATE TABLE t (id integer, x text);", "t").columns == (
        Column("id", "integer"),
        Column("x", "text"),
    )


def test_a_typed_table_may_say_more_about_any_of_its_columns() -> None:
    sql = "CREATE TYPE k AS (a text, b text); CREATE TABLE t OF k (a DEFAULT 'x' NOT NULL, b NOT NULL);"
    assert [(c.type, c.nullable, c.default) for c in table(sql, "t").columns] == [
        ("text", False, "'x'"),
        ("text", False, None),
    ]


def test_with_oids_is_no_longer_said_and_costs_no_table() -> None:
    assert table("CREATE TABLE t (id integer CHECK (id > 0))\nWITH OIDS;", "t").checks[0].expression == "id > 0"


@pytest.mark.parametrize(
    ("server", "dumper", "rights", "grants"),
    [
        (14, 14, "", ()),
        (14, 14, "REVOKE ALL ON SCHEMA public FROM PUBLIC; GRANT USAGE ON SCHEMA public TO PUBLIC;", ("usage",)),
        (14, 18, "REVOKE USAGE ON SCHEMA public FROM PUBLIC; GRANT ALL ON SCHEMA public TO PUBLIC;", ()),
        (14, 18, "GRANT SELECT ON t TO bob;", ("usage",)),
        (14, 18, "", ()),
        (18, 18, "GRANT ALL ON SCHEMA public TO PUBLIC;", ("create", "usage")),
    ],
)
def test_what_everybody_may_do_in_public(server: int, dumper: int, rights: str, grants: tuple[str, ...]) -> None:
    head = f"-- Dumped from database version {server}.2\n-- Dumped by pg_dump version {dumper}.1\n"
    found = [g.privileges for g in public(f"{head}CREATE TABLE t (); {rights}").grants]
    assert found == ([grants] if grants else [])
