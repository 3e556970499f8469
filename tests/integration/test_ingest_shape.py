"""Tables in real marts brought into another shape, with the rows they have."""

import hashlib
import shutil
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import psycopg
import pytest
from tests.conftest import TestServer

from heartbeat_cli.ingest import ChangeKind, RecordedColumn
from heartbeat_cli.ingest.columns.land_columns import land_column
from heartbeat_cli.ingest.columns.reshape import DELETED_AT, Reshape, carry_out, reshape, snake_case
from heartbeat_cli.ingest.columns.shape import record_columns
from heartbeat_cli.pgschema import Column, QName, canonical
from heartbeat_cli.sources import PlannedTable, SourceType

DUCKDB, POSTGRES = "duckdb", "postgres"

TEXT, INTEGER, BIGINT = SourceType("text"), SourceType("int4"), SourceType("int8")
UUID, JSONB, MOMENT = SourceType("uuid"), SourceType("jsonb"), SourceType("timestamptz")
INTEGERS = SourceType("_int4", element=INTEGER)
FAILURES = (duckdb.Error, psycopg.Error)
_COLUMNS = (
    "SELECT attname, format_type(atttypid, atttypmod), NOT attnotnull FROM pg_attribute"
    " WHERE attrelid = '{}'::regclass AND attnum > 0 AND NOT attisdropped ORDER BY attnum"
)


def numeric(precision: int, scale: int) -> SourceType:
    return SourceType("numeric", typmod=(precision << 16 | scale & 0x7FF) + 4)


def limited(name: str, length: int) -> SourceType:
    return SourceType(name, typmod=length + 4)


@dataclass
class Marts:
    """Real marts with an empty schema `m`."""

    kind: str
    session: Any

    def run(self, statement: str) -> Any:
        """One statement, which leaves nothing behind where it fails."""
        if self.kind == POSTGRES:
            with self.session.transaction():
                return self.session.execute(statement)
        return self.session.execute(statement)

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        found: list[tuple[Any, ...]] = self.session.execute(query).fetchall()
        return found

    def standing(self, table: str = "m.t") -> list[Column]:
        if self.kind == POSTGRES:
            return [Column(name, type_, nullable=free) for name, type_, free in self.rows(_COLUMNS.format(table))]
        return [Column(row[0], canonical(row[1]), nullable=row[2] == "YES") for row in self.rows(f"DESCRIBE {table}")]

    def columns(self, *columns: tuple[str, SourceType], hashed: tuple[str, ...] = ()) -> tuple[RecordedColumn, ...]:
        numbers = tuple(range(1, len(columns) + 1))
        table = PlannedTable(QName("core", "t"), columns, numbers=numbers, hashed=hashed)
        return record_columns(table, [land_column(n, t, self.kind, hashed=n in hashed) for n, t in columns])

    def make(self, columns: Sequence[RecordedColumn], *rows: str) -> None:
        """`m.t` as it lands, with rows given as SQL."""
        self.run("DROP TABLE IF EXISTS m.t")
        self.run(f"CREATE TABLE m.t ({', '.join(f'{chr(34)}{c.name}{chr(34)} {c.type}' for c in columns)})")
        for row in rows:
            self.run(f"INSERT INTO m.t VALUES ({row})")

    def plan(
        self, recorded: Sequence[RecordedColumn] | None, wanted: Sequence[RecordedColumn], **asked: Any
    ) -> Reshape:
        return reshape('"m"."t"', self.kind, recorded, self.standing(), wanted, **asked)

    def bring(
        self, recorded: Sequence[RecordedColumn] | None, wanted: Sequence[RecordedColumn], **asked: Any
    ) -> Reshape:
        """Reshape `m.t` and see that nothing is left to do."""
        work = self.plan(recorded, wanted, **asked)
        carry_out(work.steps, self.run, FAILURES)
        left = self.plan(wanted, wanted, **asked)
        assert (left.steps, left.keeps, left.relands) == ((), True, False)
        return work


@pytest.fixture(params=[DUCKDB, POSTGRES])
def marts(request: pytest.FixtureRequest, postgres_server: TestServer, tmp_path: Path) -> Iterator[Marts]:
    if request.param == DUCKDB:
        with duckdb.connect(str(tmp_path / "marts.duckdb")) as session:
            session.execute("SET GLOBAL TimeZone = 'UTC'")
            session.execute("CREATE SCHEMA m")
            yield Marts(DUCKDB, session)
        return
    login: dict[str, Any] = {
        "host": "127.0.0.1",
        "port": postgres_server.port,
        "user": "postgres",
        "dbname": "postgres",
    }
    # Another time zone than the source's: no cast may depend on it.
    options = "-c timezone=Asia/Tokyo -c client_min_messages=warning"
    with psycopg.connect(**login, password=postgres_server.password, options=options, autocommit=True) as session:
        session.execute("DROP SCHEMA IF EXISTS m CASCADE")
        session.execute("CREATE SCHEMA m")
        yield Marts(POSTGRES, session)
        session.execute("DROP SCHEMA m CASCADE")


BEFORE = (
    ("id", INTEGER),
    ("state", limited("varchar", 8)),
    ("amount", numeric(10, 2)),
    ("ratio", SourceType("float4")),
    ("gone", TEXT),
    ("at", SourceType("timestamp", typmod=0)),
    ("code", limited("bpchar", 3)),
    ("marks", INTEGERS),
)
AFTER = (
    ("id", BIGINT),
    ("Status", TEXT),
    ("amount", numeric(18, 4)),
    ("ratio", SourceType("float8")),
    ("at", SourceType("timestamp")),
    ("code", limited("bpchar", 5)),
    ("marks", SourceType("_int8", element=BIGINT)),
    ("note", JSONB),
)
ROW = {
    DUCKDB: "{}, 'NEW', {}.5, 0.1, 'x', TIMESTAMP '2026-05-08 10:11:12', 'ab', [1, NULL]",
    POSTGRES: "{}, 'NEW', {}.5, 0.1, 'x', TIMESTAMP '2026-05-08 10:11:12', 'ab', '{{1,NULL}}'",
}
LANDED = "2026-05-08T10:11:12"


def drifted(marts: Marts) -> tuple[tuple[RecordedColumn, ...], tuple[RecordedColumn, ...]]:
    """Columns before and after; the column that goes leaves a hole in the numbers."""
    before, after = marts.columns(*BEFORE), marts.columns(*AFTER)
    numbers = (1, 2, 3, 4, 6, 7, 8, 9)
    return before, tuple(replace(column, number=number) for column, number in zip(after, numbers, strict=True))


def assert_drifted(marts: Marts) -> None:
    rows = marts.rows('SELECT id, "Status", amount, ratio, "at", trim(code), marks, note FROM m.t ORDER BY id')
    assert [row[:3] for row in rows] == [(1, "NEW", Decimal("1.5000")), (2, "NEW", Decimal("2.5000"))]
    assert rows[0][3] == pytest.approx(0.1)
    assert rows[0][3] != 0.1, "the digits a float4 had, no others"
    assert (rows[0][4].isoformat(), *rows[0][5:]) == (LANDED, "ab", [1, None], None)


def test_a_table_follows_its_source_with_its_rows(marts: Marts) -> None:
    before, after = drifted(marts)
    marts.make(before, *(ROW[marts.kind].format(i, i) for i in (1, 2)))
    work = marts.bring(before, after)
    assert sorted((change.kind.value, change.column) for change in work.changes) == [
        ("added", "note"),
        ("dropped", "gone"),
        ("renamed", "state"),
        *(("widened", name) for name in ("amount", "at", "code", "id", "marks", "ratio", "state")),
    ]
    assert (work.keeps, work.relands) == (False, True)
    assert_drifted(marts)


def test_a_reshape_cut_short_anywhere_goes_on(marts: Marts) -> None:
    before, after = drifted(marts)
    marts.make(before, *(ROW[marts.kind].format(i, i) for i in (1, 2)))
    steps = marts.plan(before, after).steps
    assert len(steps) > 3
    for cut in range(len(steps) + 1):
        marts.make(before, *(ROW[marts.kind].format(i, i) for i in (1, 2)))
        carry_out(steps[:cut], marts.run, ())
        again = marts.bring(before, after)
        assert [change.kind for change in again.changes if change.kind is ChangeKind.REPAIRED] == []
        assert_drifted(marts)


def test_what_keeps_every_value_keeps_the_ledger(marts: Marts) -> None:
    before = marts.columns(("id", INTEGER), ("state", limited("varchar", 3)))
    after = marts.columns(("id", BIGINT), ("Status", TEXT))
    marts.make(before, "1, 'NEW'")
    work = marts.bring(before, after)
    assert (work.keeps, work.relands) == (True, False)
    assert work.was != work.shape
    assert [step.instead for step in work.steps] == [()] * len(work.steps)
    assert marts.rows('SELECT id, "Status" FROM m.t') == [(1, "NEW")]


def test_one_rewrite_on_postgres(marts: Marts) -> None:
    before, after = drifted(marts)
    marts.make(before)
    retyping = [step.sql for step in marts.plan(before, after).steps if " TYPE " in step.sql]
    assert len(retyping) == (1 if marts.kind == POSTGRES else 4)


def test_what_others_did_to_a_table_is_undone(marts: Marts) -> None:
    columns = marts.columns(("id", BIGINT), ("name", TEXT), ("amount", numeric(18, 2)))
    marts.make(columns, "1, 'a', 1.5")
    for action in (
        "DROP COLUMN name",
        "ALTER COLUMN amount TYPE varchar",
        "ADD COLUMN my_note varchar DEFAULT 'mine'",
        "ALTER COLUMN my_note SET NOT NULL",
        "ALTER COLUMN id SET NOT NULL",
        'ADD COLUMN "_dlt_id" varchar',
    ):
        marts.run(f"ALTER TABLE m.t {action}")
    work = marts.bring(columns, columns)
    assert (work.keeps, work.relands) == (False, True)
    assert [(c.kind.value, c.column) for c in work.changes] == [
        ("repaired", "name"),
        ("repaired", "amount"),
        ("foreign", "my_note"),
        ("foreign", "_dlt_id"),
    ]
    assert marts.rows("SELECT id, name, amount, my_note FROM m.t") == [(1, None, Decimal("1.50"), "mine")]
    marts.run("INSERT INTO m.t (id) VALUES (NULL)")


def test_a_stranger_under_the_new_name_of_a_column_is_not_trusted(marts: Marts) -> None:
    before, after = marts.columns(("id", BIGINT), ("a", TEXT)), marts.columns(("id", BIGINT), ("b", TEXT))
    marts.make(before, "1, 'a'")
    marts.run("ALTER TABLE m.t ADD COLUMN b varchar")
    work = marts.bring(before, after)
    assert [change.kind.value for change in work.changes] == ["renamed", "repaired"]
    assert (work.keeps, work.relands) == (False, True)
    assert [column.name for column in marts.standing()] == ["id", "b"]


def test_the_mark_of_deleted_rows_is_ours(marts: Marts) -> None:
    columns = marts.columns(("id", BIGINT))
    marts.make(columns, "1")
    work = marts.bring(columns, columns, marks=True)
    assert (work.changes, work.keeps) == ((), True)
    assert marts.rows(f"SELECT id, {DELETED_AT} FROM m.t") == [(1, None)]
    assert marts.plan(columns, columns, marks=True).steps == ()


def test_marks_that_are_no_longer_wanted_go_with_their_rows(marts: Marts) -> None:
    columns = marts.columns(("id", BIGINT))
    marts.make(columns, "1")
    marts.bring(columns, columns, marks=True)
    marts.run("INSERT INTO m.t VALUES (2, TIMESTAMP '2026-01-01')")
    work = marts.bring(columns, columns)
    assert (work.changes, work.keeps) == ((), False)
    assert marts.rows("SELECT * FROM m.t") == [(1,)]


def test_a_hash_leaves_no_value_behind(marts: Marts) -> None:
    plain = marts.columns(("id", BIGINT), ("email", TEXT))
    hashed = marts.columns(("id", BIGINT), ("email", TEXT), hashed=("email",))
    for recorded in (plain, None):
        marts.make(plain, "1, 'a@b.example'")
        work = marts.plan(recorded, hashed)
        carry_out(work.steps, marts.run, ())
        assert marts.rows("SELECT * FROM m.t") == [(1, None)]
    assert work.relands is False, "adopted rows are compared anyway"


def test_what_is_excluded_does_not_stay(marts: Marts) -> None:
    columns = marts.columns(("id", BIGINT))
    for recorded, name in ((marts.columns(("id", BIGINT), ("pinHash", TEXT)), "pinHash"), (None, "pin_hash")):
        marts.make(columns, "1")
        marts.run(f'ALTER TABLE m.t ADD COLUMN "{name}" varchar')
        marts.bring(recorded, columns, excluded=("pinHash",))
        assert [column.name for column in marts.standing()] == ["id"]


def test_a_hash_is_the_same_everywhere(postgres_server: TestServer) -> None:
    login: dict[str, Any] = {"host": "127.0.0.1", "port": postgres_server.port, "user": "postgres"}
    values = {
        "text": ("naïve €", "naïve €"),
        "int8": ("7", "7"),
        "inet": ("10.0.0.1", "10.0.0.1"),
        "text[]": ("{}", "{}"),
    }
    with psycopg.connect(**login, password=postgres_server.password) as session:
        for type_, (value, text) in values.items():
            element = SourceType("text") if type_ == "text[]" else None
            for marts in (DUCKDB, POSTGRES):
                landing = land_column("c", SourceType(type_, element=element), marts, hashed=True)
                query = f"SELECT {landing.select} FROM (VALUES ('{value}'::{type_}), (NULL)) AS t(c)"
                found = session.execute(query.encode()).fetchall()
                assert found == [(hashlib.sha256(text.encode()).hexdigest(),), (None,)], type_


ADOPTED = (
    ("clientId", UUID),
    ("Order", SourceType("int2")),
    ("amount", numeric(12, 4)),
    ("rate", SourceType("numeric")),
    ("paidAt", MOMENT),
    ("at", SourceType("timestamp")),
    ("body", JSONB),
    ("marks", INTEGERS),
    ("on", SourceType("date")),
    ("note", TEXT),
)
ID = uuid.UUID("0190a3c1-0000-7000-8000-000000000001")
# What dlt's destination for PostgreSQL makes of such rows.
DLT_POSTGRES = f"""
CREATE TABLE m.t (client_id character varying NOT NULL, "order" bigint, amount numeric(38,9), rate numeric(38,9),
    paid_at timestamp with time zone, at timestamp with time zone, body jsonb, marks jsonb, "on" date,
    _dlt_load_id character varying NOT NULL, _dlt_id character varying NOT NULL UNIQUE);
INSERT INTO m.t VALUES ('{ID}', 7, 1.5, 0.25, '2026-05-08 10:11:12+00', '2026-05-08 10:11:12+00', '{{"a": 1}}',
    '[1, 2]', '2026-05-08', '1', 'x');
"""


def landed_by_dlt(marts: Marts, folder: Path) -> None:
    """`m.t` as a dlt pipeline of somebody else landed it: on DuckDB by dlt itself, whose Postgres driver we lack."""
    if marts.kind == POSTGRES:
        marts.session.execute(DLT_POSTGRES)
        return
    import dlt

    moment = datetime(2026, 5, 8, 10, 11, 12, tzinfo=UTC)
    row = {"clientId": str(ID), "Order": 7, "amount": Decimal("1.5"), "rate": Decimal("0.25"), "paidAt": moment}
    row |= {"at": moment, "body": {"a": 1}, "marks": [1, 2], "on": moment.date()}
    hints: Any = {"clientId": {"nullable": False}, "body": {"data_type": "json"}, "marks": {"data_type": "json"}}
    with duckdb.connect(str(folder / "theirs.duckdb")) as theirs:
        pipeline = dlt.pipeline(
            "theirs", str(folder / "dlt"), destination=dlt.destinations.duckdb(theirs), dataset_name="m"
        )
        pipeline.run([row], table_name="t", columns=hints)
    marts.run("DROP TABLE IF EXISTS m.t")
    marts.run(f"ATTACH '{folder / 'theirs.duckdb'}' AS theirs")
    ddl = marts.rows("SELECT sql FROM duckdb_tables() WHERE database_name = 'theirs' AND table_name = 't'")[0][0]
    marts.run(ddl.replace("theirs.", ""))
    marts.run("INSERT INTO m.t SELECT * FROM theirs.m.t")
    shutil.rmtree(folder / "dlt", ignore_errors=True)


def test_a_table_of_somebody_elses_dlt_is_adopted_with_its_rows(
    marts: Marts, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Ours, where another test of this process has landed something.
    monkeypatch.delenv("SCHEMA__NAMING", raising=False)
    landed_by_dlt(marts, tmp_path)
    assert {"client_id", "order", "_dlt_id", "_dlt_load_id"} <= {column.name for column in marts.standing()}
    assert not all(column.nullable for column in marts.standing())
    columns = marts.columns(*ADOPTED)
    work = marts.bring(None, columns)
    assert (work.changes, work.keeps, work.was) == ((), False, None)
    assert {column.name for column in marts.standing()} == {name for name, _ in ADOPTED}
    types = {column.name: column.type for column in marts.standing()}
    assert (types["clientId"], types["Order"], types["amount"]) == ("uuid", "smallint", "numeric(12,4)")
    assert types["marks"] == "integer[]"
    row = marts.rows('SELECT "clientId", "Order", amount, rate, "at", marks, "on", note FROM m.t')[0]
    assert row[:3] == (ID, 7, Decimal("1.5000"))
    assert Decimal(row[3]) == Decimal("0.25")
    assert row[4].isoformat() == LANDED
    # PostgreSQL has no cast from jsonb to an array: these values come from the source again.
    assert row[5] == ([1, 2] if marts.kind == DUCKDB else None)
    assert (row[6].isoformat(), row[7]) == ("2026-05-08", None)
    assert marts.rows("SELECT count(*) FROM m.t WHERE \"paidAt\" = TIMESTAMPTZ '2026-05-08 10:11:12+00'") == [(1,)]


def test_an_adoption_cut_short_anywhere_goes_on(marts: Marts, tmp_path: Path) -> None:
    landed_by_dlt(marts, tmp_path)
    marts.run("CREATE TABLE m.kept AS SELECT * FROM m.t")
    columns = marts.columns(*ADOPTED)
    for cut in range(len(marts.plan(None, columns).steps)):
        marts.run("DROP TABLE m.t")
        marts.run("CREATE TABLE m.t AS SELECT * FROM m.kept")
        carry_out(marts.plan(None, columns).steps[:cut], marts.run, FAILURES)
        marts.bring(None, columns)
        assert marts.rows('SELECT "clientId", "Order" FROM m.t') == [(ID, 7)]


def test_a_value_that_cannot_be_cast_costs_only_its_own(marts: Marts) -> None:
    theirs = marts.columns(("id", TEXT), ("n", TEXT))
    wanted = marts.columns(("id", UUID), ("n", BIGINT))
    marts.make(theirs, f"'{ID}', '1'", "'abc', '2'")
    carry_out(marts.plan(None, wanted).steps, marts.run, FAILURES)
    found = marts.rows("SELECT id, n FROM m.t ORDER BY n")
    assert found == [(ID if marts.kind == DUCKDB else None, 1), (None, 2)]


def test_names_are_what_dlt_makes_of_them() -> None:
    from dlt.common.normalizers.naming.snake_case import NamingConvention

    theirs = NamingConvention(63).normalize_identifier
    names = (
        "Order",
        "clientId",
        "card-management",
        "x_",
        "amount$",
        "IBANCode",
        "a__b",
        "1st",
        "naïve €",
        "A",
        "HTTP2Go",
    )
    assert [snake_case(name) for name in names] == [theirs(name) for name in names]


def test_what_duckdb_refuses(tmp_path: Path) -> None:
    """The limits told in `reshape`, so that another version of DuckDB does not make them untrue unseen."""
    with duckdb.connect(str(tmp_path / "m.duckdb")) as session:
        session.execute("CREATE TABLE t (id BIGINT, a VARCHAR, k INTEGER PRIMARY KEY)")
        session.execute("INSERT INTO t VALUES (1, '1', 1)")
        with pytest.raises(duckdb.Error, match="UNIQUE or PRIMARY KEY"):
            session.execute("ALTER TABLE t ALTER COLUMN k TYPE BIGINT USING k::BIGINT")
        session.execute("BEGIN")
        session.execute("DELETE FROM t WHERE id = 1")
        session.execute("ALTER TABLE t ALTER COLUMN a TYPE INTEGER USING a::INTEGER")
        with pytest.raises(duckdb.Error, match="altered"):
            session.execute("COMMIT")
        session.execute("CREATE INDEX i ON t (id)")
        for action in ("ALTER COLUMN a TYPE INTEGER", "RENAME COLUMN a TO b", "DROP COLUMN a"):
            with pytest.raises(duckdb.Error, match="depend"):
                session.execute(f"ALTER TABLE t {action}")
        session.execute("ALTER TABLE t ADD COLUMN z INTEGER")


def test_a_view_on_a_column_is_named(marts: Marts) -> None:
    columns = marts.columns(("id", INTEGER))
    marts.make(columns, "1")
    marts.run("CREATE VIEW m.v AS SELECT id FROM m.t")
    work = marts.plan(columns, marts.columns(("id", BIGINT)))
    if marts.kind == DUCKDB:
        carry_out(work.steps, marts.run, ())
        return
    with pytest.raises(psycopg.Error, match="view"):
        carry_out(work.steps, marts.run, FAILURES)
    assert marts.rows("SELECT id FROM m.t") == [(1,)]
