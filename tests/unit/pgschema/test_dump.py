"""Statements → catalog values, and what happens to statements that are broken."""

from pathlib import Path

import pytest

from heartbeat_cli import pgschema
from heartbeat_cli.pgschema import (
    CheckConstraint,
    Column,
    Database,
    DumpReading,
    EnumType,
    FileMissingError,
    ForeignKey,
    Index,
    NotADumpError,
    PgSchemaError,
    QName,
    Schema,
    Table,
    UniqueKey,
    View,
)

CASES = Path(__file__).parents[2] / "cases" / "dumps"
OK = "CREATE TABLE ok (id integer);\n"
PG_HEADER = "--\n-- PostgreSQL database dump\n--\n\n"


def read(sql: str) -> DumpReading:
    return pgschema.read_text(sql.encode(), file="x.sql", name="x")


def tables(reading: DumpReading) -> dict[str, Table]:
    return {str(t.qname): t for t in reading.database.tables()}


def one(sql: str) -> Table:
    return read(sql).database.tables()[0]


@pytest.fixture(scope="module")
def everything() -> DumpReading:
    return pgschema.read(CASES / "everything.sql")


def test_every_kind_of_statement_is_understood(everything: DumpReading) -> None:
    assert everything.skipped == ()
    assert sorted(tables(everything)) == [
        "core.base",
        "core.child",
        "core.client",
        "core.copied",
        "core.payment",
        "core.payment_2025",
        "core.payment_2026",
        "core.refers",
        "core.typed",
        "dict.kept",
        "dict.state",
        "dict.unqualified",
    ]


def test_columns_are_spelt_as_the_catalogue_spells_them(everything: DumpReading) -> None:
    assert tables(everything)["core.client"].columns == (
        Column("id", "bigint", nullable=False, identity="always"),
        Column("Order", "integer", nullable=False, default="nextval('core.order_seq'::regclass)"),
        Column("kind", "core.client_kind", nullable=False, default="'person'::core.client_kind"),
        Column("info", "jsonb", default='\'{"a, b": ")"}\'::jsonb'),
        Column("Übung", "text", comment="tab\there; and a semicolon", collation="C"),
        Column("fullName", "character varying(120)", nullable=False),
        Column("tags", "character varying(10)[]", default="'{}'::varchar[]"),
        Column("waited", "interval day to second(3)", nullable=False),
        Column("paid", "timestamp(3) with time zone"),
        Column("flags", "bit varying(8)"),
        Column("letter", "character(3)", default="'a, b'"),
        Column("doubled", "integer", generated='("Order" * 2)'),
        Column("balance", "core.amount", default="0"),
        Column("state_id", "smallint"),
        Column("created_at", "timestamp with time zone", nullable=False, default="now()"),
    )


def test_keys_checks_and_indexes(everything: DumpReading) -> None:
    client = tables(everything)["core.client"]
    assert client.primary_key == UniqueKey(("id",), "client_pkey")
    assert client.foreign_keys == (ForeignKey(("state_id",), QName("dict", "state"), ("id",), "client_state_id_fkey"),)
    assert client.checks == (
        CheckConstraint('length("fullName") > 1', "client_full_name_check"),
        CheckConstraint('"Order" > 0 AND "Order" < 100000', "weird (name"),
    )
    assert client.indexes == (
        Index(
            "client_low",
            ('lower("fullName")', "state_id"),
            where="(state_id IS NOT NULL)",
            options=("DESC NULLS LAST", ""),
        ),
        Index("client_expr_idx", ('("Order" + 1)',), unique=True),
        Index("client_incl", ("created_at",), include=("kind",)),
    )


def test_partitions_carry_what_their_parent_has(everything: DumpReading) -> None:
    first, second = (tables(everything)[f"core.payment_{year}"] for year in (2025, 2026))
    parent = tables(everything)["core.payment"]
    assert parent.partitioned_by == "RANGE (made_on)"
    assert {t.partition_of for t in (first, second)} == {QName("core", "payment")}
    assert first.primary_key == UniqueKey(("id", "made_on"), "payment_2025_pkey")
    assert [i.name for i in first.indexes] == ["payment_2025_client_id_idx", "payment_2025_amount"]
    assert first.foreign_keys == second.foreign_keys == ()
    assert [c.name for c in first.columns] == [c.name for c in parent.columns]


def test_inherited_typed_and_copied_tables(everything: DumpReading) -> None:
    found = tables(everything)
    assert [c.name for c in found["core.child"].columns] == ["created_at", "note", "id", "late"]
    assert [c.type for c in found["core.typed"].columns] == ["text", "character varying(80)"]
    assert [c.name for c in found["core.copied"].columns] == [c.name for c in found["core.client"].columns]


def test_later_statements_change_earlier_ones(everything: DumpReading) -> None:
    found = tables(everything)
    assert found["dict.kept"].unique_keys == (UniqueKey(("a", "b"), "ab"),)
    assert found["core.refers"].foreign_keys == ()
    core = everything.database.schema("core")
    assert core is not None
    assert core.comment == "The bank's core"
    assert core.enums == (
        EnumType("core", "client_kind", ("person", "trader", "company"), 'Person; company (or "trader")'),
    )


def test_a_placeholder_view_is_counted_once(everything: DumpReading) -> None:
    core = everything.database.schema("core")
    assert core is not None
    query = 'SELECT c.id, c."Übung" AS name FROM core.client c'
    view = core.views[0]
    assert view == View(
        "core", "clients", query, columns=("id", "name"), comment="View", line=view.line,
        column_comments=(("name", "View column"),), types=("bigint", "text"), reads=(QName("core", "client"),),
    )  # fmt: skip
    assert [(v.name, v.materialized, v.indexes) for v in core.views[1:]] == [
        ("totals", True, (Index("totals_client", ("client_id",), unique=True),))
    ]


def test_the_same_name_in_two_schemas_is_two_tables() -> None:
    found = read("CREATE SCHEMA a; CREATE SCHEMA b; CREATE TABLE a.t (x int); CREATE TABLE b.t (y int);")
    assert found.database == Database(
        "x",
        (
            Schema("a", (Table("a", "t", (Column("x", "integer"),), line=1),)),
            Schema("b", (Table("b", "t", (Column("y", "integer"),), line=1),)),
        ),
    )


@pytest.mark.parametrize(
    ("written", "spelt"),
    [
        ("int", "integer"),
        ("varchar", "character varying"),
        ("char(3)", "character(3)"),
        ("char", "character(1)"),
        ('"char"', '"char"'),
        ("decimal(10)", "numeric(10,0)"),
        ("numeric(18,2)", "numeric(18,2)"),
        ("timestamptz(3)", "timestamp(3) with time zone"),
        ("time", "time without time zone"),
        ("float", "double precision"),
        ("float(3)", "real"),
        ("int[][]", "integer[]"),
        ("interval year to month", "interval year to month"),
        ("public.citext", "public.citext"),
        ('"Odd Type"', '"Odd Type"'),
        ("bit varying(3)", "bit varying(3)"),
    ],
)
def test_types(written: str, spelt: str) -> None:
    assert one(f"CREATE TABLE t (c {written});").columns == (Column("c", spelt),)


def test_serial_becomes_what_it_stands_for() -> None:
    expected = Column("id", "bigint", nullable=False, default="nextval('public.t_id_seq'::regclass)")
    assert one("CREATE TABLE t (id bigserial);").columns == (expected,)


def test_default_ends_where_the_next_clause_begins() -> None:
    table = one("CREATE TABLE t (a text DEFAULT 'x, y)' || now()::text NOT NULL UNIQUE, b int DEFAULT NULL);")
    assert [(c.default, c.nullable) for c in table.columns] == [("'x, y)' || now()::text", False), (None, True)]


def test_search_path() -> None:
    found = read(
        "CREATE SCHEMA s; SET search_path = s; CREATE TABLE t (x int); RESET search_path; CREATE TABLE u (x int);"
    )
    assert list(tables(found)) == ["public.u", "s.t"]


@pytest.mark.parametrize(
    ("sql", "lines", "known"),
    [
        (OK + "CREATE TABLE bad (a int,,);\nCREATE TABLE c (d int);", [2], ["ok", "c"]),
        (OK + "CREATE TABLE bad (a int;\nCREATE TABLE c (d int);", [2], ["ok", "c"]),
        (OK + "COMMENT ON TABLE ok IS 'it's';\nCREATE TABLE c (d int);\nCREATE TABLE e (f text DEFAULT 'x');", [2],
         ["ok", "c", "e"]),
        (OK + "CREATE TABLE bad (a int,,)\nCREATE TABLE c (d int);\nCREATE TABLE e (f int);", [2], ["ok", "c", "e"]),
        (OK + "CRAETE TABLE x (a int);", [2], ["ok"]),
        (OK + "ALTER TABLE nowhere ADD PRIMARY KEY (id);", [2], ["ok"]),
        (OK + OK, [2], ["ok"]),
        (OK + "/* never closed\nCREATE TABLE c (d int);\n", [2], ["ok", "c"]),
    ],
)  # fmt: skip
def test_a_bad_statement_never_costs_the_rest(sql: str, lines: list[int], known: list[str]) -> None:
    found = read(sql)
    assert [s.line for s in found.skipped] == lines
    assert [t.name for t in found.database.tables()] == known
    assert found.lossy


def test_a_bad_function_loses_no_structure() -> None:
    found = read(OK + "CREATE FUNCTION no body here;\n")
    assert [(s.line, s.lossy) for s in found.skipped] == [(2, False)]


@pytest.mark.parametrize(
    ("tail", "line"),
    [
        ("CREATE TABLE z (a int,\n  b te", 6),
        ("ALTER TABLE ok ADD PRIMARY KEY (id)", 6),
        ("COPY ok (id) FROM stdin;\n1\n", 6),
        ("", 5),
    ],
)
def test_a_cut_dump_says_where(tail: str, line: int) -> None:
    found = read(PG_HEADER + OK + tail)
    assert [t.name for t in found.database.tables()] == ["ok"]
    assert [(s.line, s.lossy) for s in found.skipped] == [(line, True)]
    assert found.skipped[0].reason.startswith("the file ends")


def test_the_last_semicolon_may_be_missing_by_hand() -> None:
    found = read(OK + "ALTER TABLE ok ADD PRIMARY KEY (id)")
    assert (found.skipped, found.database.tables()[0].primary_key) == ((), UniqueKey(("id",), "ok_pkey"))


@pytest.mark.parametrize("depth", [100, 1_000, 20_000, 200_000])
@pytest.mark.parametrize("shape", ["parenthesis", "chain"])
def test_depth_never_crashes(depth: int, shape: str) -> None:
    expression = "(" * depth + "1" + ")" * depth if shape == "parenthesis" else "1+" * depth + "1"
    found = read(OK + f"CREATE VIEW deep AS SELECT {expression};\nCREATE TABLE c (d int);")
    assert [t.name for t in found.database.tables()] == ["ok", "c"]
    assert len(found.skipped) + sum(len(s.views) for s in found.database.schemas) == 1


def test_many_bad_statements_take_no_quadratic_time() -> None:
    assert len(read(OK + "CREATE TABLE x (id int,,)\n" * 2_000).skipped) == 2_000


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "invalid_file"),
        (b"  \n", "invalid_file"),
        (b"-- only a comment\n", "invalid_file"),
        (b"PGDMP\x01\x0e\x00", "custom_format"),
        ("CREATE TABLE a (b int);".encode("utf-16"), "not_utf8"),
        (b"CREATE TABLE a (b int);\n\x00", "binary"),
        (b"\x1f\x8b\x08\x00", "compressed"),
        (b"-- MySQL dump 10.13\nCREATE TABLE `a` (`b` int) ENGINE=InnoDB;", "mysql_dump"),
        (b"CREATE TABLE a (b int);\n-- caf\xe9\n", "not_utf8"),
        (b"hello world", "not_postgres"),
        (b"\\connect a\nCREATE TABLE t (x int);\n\\connect b\nCREATE TABLE t (x int);", "several_databases"),
    ],
)
def test_what_is_no_dump_gets_one_clear_answer(tmp_path: Path, content: bytes, code: str) -> None:
    file = tmp_path / "x.sql"
    file.write_bytes(content)
    with pytest.raises(NotADumpError) as raised:
        pgschema.read(file)
    assert raised.value.code == code
    assert str(file) in str(raised.value)


def test_a_missing_file_and_a_folder(tmp_path: Path) -> None:
    with pytest.raises(FileMissingError):
        pgschema.read(tmp_path / "nothing.sql")
    with pytest.raises(PgSchemaError) as raised:
        pgschema.read(tmp_path)
    assert raised.value.code == "is_a_folder"


def test_a_dump_in_its_own_encoding(tmp_path: Path) -> None:
    file = tmp_path / "x.sql"
    file.write_bytes("SET client_encoding = 'LATIN1';\nCREATE TABLE café (x int);\n".encode("latin-1"))
    assert [t.name for t in pgschema.read(file).database.tables()] == ["café"]


def test_windows_line_ends_and_a_byte_order_mark(tmp_path: Path) -> None:
    file = tmp_path / "x.sql"
    copy = "COPY ok (id) FROM stdin;\n1\n\\.\nCREATE TABLE c (d int);\n"
    file.write_bytes(b"\xef\xbb\xbf" + (OK + copy).replace("\n", "\r\n").encode())
    assert [t.name for t in pgschema.read(file).database.tables()] == ["ok", "c"]


def test_lines_are_those_of_the_file() -> None:
    start = "-- one\n/* two\nthree */\n\nCREATE TABLE a (\n b int\n);\n"
    found = read(start + "COPY a FROM stdin;\n1\n\\.\n\nCREATE TABLE c (d int);")
    assert [(t.name, t.line) for t in found.database.tables()] == [("a", 5), ("c", 12)]


@pytest.mark.parametrize(
    ("written", "collation"),
    [("", None), ('COLLATE pg_catalog."C"', "C"), ('COLLATE "C"', "C"), ("COLLATE core.word", "core.word"),
     ('COLLATE pg_catalog."default"', None), ('COLLATE "default"', None)],
)  # fmt: skip
def test_a_collation_has_its_schema_unless_that_is_the_catalogue(written: str, collation: str | None) -> None:
    database = read(f"CREATE SCHEMA core; CREATE TABLE core.t (c text {written});").database
    (table,) = database.tables()
    assert table.columns[0].collation == collation


@pytest.mark.parametrize(
    ("statement", "skipped"),
    [
        (f"CREATE SEQUENCE s START WITH {'9' * 5000};", 1),
        ("CREATE SEQUENCE s INCREMENT BY 1.5;", 1),
        ("CREATE SEQUENCE s MINVALUE -9223372036854775808 MAXVALUE 9223372036854775807;", 0),
        (f"CREATE VIEW v AS SELECT {'9' * 5000} AS a;", 0),
        (f"CREATE TABLE t (a numeric DEFAULT {'9' * 5000}, CHECK (a > {'9' * 5000}));", 0),
    ],
)
def test_a_number_without_an_end_is_no_defect(statement: str, skipped: int) -> None:
    assert len(read(OK + statement).skipped) == skipped
