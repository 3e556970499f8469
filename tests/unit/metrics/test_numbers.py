"""The number PostgreSQL would give, computed by DuckDB, and what is told where there is none."""

from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from heartbeat_cli.errors import HbError, InvalidFileError, NotFoundError, RefusedError
from heartbeat_cli.estate import Inventory, Slice, Source
from heartbeat_cli.files.sql_place import SqlPlace
from heartbeat_cli.marts.kinds.duckdb.reader import DuckDbReader
from heartbeat_cli.metrics import Metric, evaluate
from heartbeat_cli.metrics.evaluation import landed_columns
from heartbeat_cli.metrics.sent import to_marts
from heartbeat_cli.pgschema import Column, Database, QName, Schema, Table

AS_OF = datetime(2026, 5, 8, 9, 0, tzinfo=UTC)
ROWS = """
CREATE SCHEMA s;
CREATE TABLE s.t (
  id bigint, n integer, small smallint, amount numeric(18, 2), ratio double precision, note text, "Odd" integer,
  ok boolean,
  begun timestamp with time zone, ended timestamp with time zone, day date
);
INSERT INTO s.t VALUES
  (1, 7, 2, 2.50, 2.5, 'rent', 5, true, '2026-05-08 08:00:00.25+00', '2026-05-08 08:30:00.75+00', '2026-05-08'),
  (2, -7, 2, -7.50, 0.5, 'Größe', 6, false, '2026-05-07 08:00:00+00', '2026-05-07 08:00:10+00', '2026-05-01'),
  (3, 0, 0, 0.00, 1.5, '', NULL, true, '2026-05-06 08:00:00+00', NULL, NULL);
CREATE TABLE s.u (t_id bigint, x integer);
CREATE VIEW s.v AS SELECT * FROM s.u;
INSERT INTO s.u VALUES (1, 3), (1, 4), (2, 5);
"""


@pytest.fixture(scope="module")
def reader() -> Iterator[DuckDbReader]:
    session = duckdb.connect(":memory:")
    session.execute(ROWS)
    session.execute("SET TimeZone = 'UTC'")
    with DuckDbReader(session) as opened:
        yield opened


def metric(sql: str) -> Metric:
    return Metric(
        "x_count_total", "How many?", "bank", "candidate", "total", sql=sql, sql_place=SqlPlace(Path("x.yml"), 5)
    )


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        # A quotient of whole numbers is whole, towards zero; one side that is not makes it a fraction.
        ("max(n / small) WHERE id = 1", "3"),
        ("max(n / small) WHERE id = 2", "-3"),
        ("max(n / 2) WHERE id = 1", "3"),
        ("max(n / 2.0) WHERE id = 1", "3.5"),
        ("max(id / n) WHERE id = 1", "0"),
        ("max(amount / 2) WHERE id = 1", "1.25"),
        ("max(ratio / 2) WHERE id = 1", "1.25"),
        ("max(n / amount) WHERE id = 1", "2.8"),
        ("max(n::numeric / small) WHERE id = 1", "3.5"),
        ("max(amount::int / small) WHERE id = 1", "1"),
        ("count(*) / 2", "1"),
        ("count(*) FILTER (WHERE ok) / count(*)", "0"),
        ("100 * count(*) FILTER (WHERE ok) / count(*)", "66"),
        ("max(n) / 2 * 2", "6"),
        ("sum(n + 7) / 2", "10"),
        ("sum(id) / 4", "1.5"),
        ("avg(n + 1) / 2", "0.5"),
        ('max("Odd" / 4)', "1"),
        ("max((n / 2) / 2) WHERE id = 1", "1"),
        ("max(length(note) / 2)", "2"),
        ("max(extract(hour FROM begun) / 3)", "2.666666666666666667"),
        ("max(day - date '2026-05-01') / 2", "3"),
        ("(SELECT sum(x) FROM s.u) / 5 WHERE id = 1", "2"),
        ("(SELECT max(n) FROM s.t) / 2 WHERE id = 1", "3"),
        ("max(CASE WHEN ok THEN n ELSE 1 END / 2)", "3"),
        ("max(CASE WHEN ok THEN n END / 2)", "3"),
        ("max(CASE WHEN ok THEN n ELSE 1.0 END / 2)", "3.5"),
        ("max(coalesce(n, 0.0) / 2)", "3.5"),
        ("max(coalesce(n, 0) / 2)", "3"),
        ("max(greatest(n, small) / 2)", "3"),
        ("max(nullif(n, 0) / 2)", "3"),
        ("max(abs(n) / 2)", "3"),
        ("max(-n / 2)", "3"),
        ("max(round(n) / 2)", "3.5"),
        ("max(round(n, 0) / 2)", "3.5"),
        ("max(n % 4)", "3"),
        ("min(n % 4)", "-3"),
        # `div` truncates, whatever is divided.
        ("min(div(amount, 2))", "-3"),
        ("max(div(amount, 2))", "1"),
        ("min(div(n, 2))", "-3"),
        ("max(div(n, 2.0))", "3"),
        # Numerics round halves away from zero, floating point to even.
        ("max(round(amount))", "3"),
        ("min(round(amount))", "-8"),
        ("max(round(ratio)) WHERE id = 1", "2"),
        ("max(round(ratio)) WHERE id = 2", "0"),
        ("max(round(ratio)) WHERE id = 3", "2"),
        ("max(ratio::int) WHERE id = 1", "2"),
        ("max(amount::int) WHERE id = 1", "3"),
        ("max(round(amount / 100, 3))", "0.025"),
        ("max(round(amount / 1000, 2) * 100)", "0"),
        ("max(round(1.005::numeric * id, 2)) WHERE id = 1", "1.01"),
        ("max(round(avg_, 1)) FROM (SELECT avg(amount) - 0.05 AS avg_ FROM s.t WHERE id = 1) AS q", "2.5"),
        # Seconds have a fraction, and are asked for in several ways.
        ("max(extract(second FROM ended)) WHERE id = 1", "0.75"),
        ("max(extract(seconds FROM ended)) WHERE id = 1", "0.75"),
        ("max(extract(milliseconds FROM ended)) WHERE id = 1", "750"),
        ("max(extract(millisecond FROM ended)) WHERE id = 1", "750"),
        ("max(extract(minute FROM ended))", "30"),
        ("max(extract(epoch FROM ended - begun)) WHERE id = 1", "1800.5"),
        ("max(extract(epoch FROM ended - begun) / 60) WHERE id = 2", "0.16666666666666666"),
        # Percentiles of intervals are intervals.
        ("extract(epoch FROM percentile_cont(0.5) WITHIN GROUP (ORDER BY ended - begun))", "905.25"),
        ("extract(epoch FROM percentile_cont(1) WITHIN GROUP (ORDER BY ended - begun)) / 60", "30.008333333333333"),
        ("extract(epoch FROM percentile_disc(0.5) WITHIN GROUP (ORDER BY ended - begun))", "10"),
        ("percentile_cont(0.5) WITHIN GROUP (ORDER BY ratio)", "1.5"),
        ("percentile_disc(0.5) WITHIN GROUP (ORDER BY n) / 2", "0"),
        ("percentile_disc(1) WITHIN GROUP (ORDER BY n) / 2", "3"),
        # Functions that have another name in DuckDB.
        ("max(octet_length(note))", "7"),
        ("max(length(note))", "5"),
        ("max(OCTET_LENGTH(note))", "7"),
        ("cardinality(array_agg(n))", "3"),
        ("every(ok)::int", "0"),
        ("bool_or(ok)::int", "1"),
        ("max(jsonb_array_length('[4, 5, 6]'::jsonb))", "3"),
        ("max(jsonb_extract_path_text('{\"a\": \"9\"}'::jsonb, 'a')::int)", "9"),
        ("max(to_char(begun, 'YYYY')::int)", "2026"),
        ("max(to_char(begun, 'YYYYMMDD')::int)", "20260508"),
        ("max(to_char(begun, 'HH24MISS')::int)", "80000"),
        ("max(to_char(begun, 'IYYYIW')::int)", "202619"),
        ("count(*) FILTER (WHERE to_char(day, 'YYYY-MM-DD') = '2026-05-01')", "1"),
        # A zero that nullif keeps away, or that cannot be one.
        ("max(id / nullif(small, 0)) WHERE id = 3", None),
        ("max(amount / nullif(small, 0.0)) WHERE id = 1", "1.25"),
        ("max(n / 1)", "7"),
        ("sum(CASE WHEN n <> 0 THEN 14 / n ELSE 0 END)", "0"),
        ("max(n) WHERE id > 99", None),
        ("sum(amount)", "-5.00"),
        ("count(*) FILTER (WHERE begun > now() - interval '2 days')", "2"),
    ],
)
def test_number(expression: str, expected: str | None, reader: DuckDbReader) -> None:
    selected, where, rows = expression.partition(" WHERE id")
    sql = f"SELECT {expression}" if " AS q" in expression else f"SELECT {selected} FROM s.t{where}{rows}"
    value = evaluate(metric(sql), reader, AS_OF).value
    if expected is None:
        assert value is None
    else:
        assert value is not None
        assert float(value) == pytest.approx(float(expected), rel=1e-12, abs=1e-12)


@pytest.mark.parametrize(
    "expression",
    [
        "max(id / small)",
        "max(id / (small - 2)) FILTER (WHERE id < 3)",
        "max(amount / small)",
        "max(id % small)",
        "max(div(amount, small))",
        "max(id / nullif(small, 1))",
        "max(id / nullif(small, 2))",
        "max(id / 0)",
        "max(id / 0.0)",
        "max(id / (0))",
        "sum(amount) / (count(*) - 3)",
    ],
)
def test_division_by_zero_is_a_mistake(expression: str, reader: DuckDbReader) -> None:
    with pytest.raises(InvalidFileError) as caught:
        evaluate(metric(f"SELECT {expression} FROM s.t"), reader, AS_OF)
    assert (caught.value.code, caught.value.where) == ("division_by_zero", "x.yml:5:1")
    assert caught.value.message == "the SQL divides by zero on this data"
    assert "nullif(divisor, 0)" in (caught.value.hint or "")


@pytest.mark.parametrize(
    ("sql", "error", "code", "message"),
    [
        ("SELECT id FROM s.t", InvalidFileError, "bad_sql", "one number; this SQL gave more than one row"),
        ("SELECT id FROM s.t WHERE id > 9", InvalidFileError, "bad_sql", "one number; this SQL gave no row"),
        ("SELECT * FROM s.u WHERE x = 3", InvalidFileError, "bad_sql", "one number; this SQL gave 2 columns"),
        ("SELECT max(note) FROM s.t", InvalidFileError, "bad_sql", "this SQL gave rent (str)"),
        ("SELECT bool_or(ok) FROM s.t", InvalidFileError, "bad_sql", "this SQL gave True (bool)"),
        ("SELECT max(ratio) * 'Infinity'::double precision FROM s.t", InvalidFileError, "bad_sql", "finite number"),
        ("SELECT max(ended - begun) FROM s.t", InvalidFileError, "bad_sql", "this SQL gave 0:30:00.500000 (timedelta)"),
        ("SELECT max(no_such) FROM s.t", InvalidFileError, "bad_sql", "the tables it reads have no column no_such"),
        ("SELECT max(to_char(begun, 'Day')) FROM s.t", RefusedError, "sql_refused", "to_char(…, 'Day')"),
        ("SELECT 1 / max(to_date(note, 'YYYY')) FROM s.t", RefusedError, "sql_refused", "number for to_date"),
        ("SELECT max(note::int) FROM s.t", InvalidFileError, "bad_sql", "a text is no integer"),
        ("SELECT (SELECT n FROM s.t)", InvalidFileError, "bad_sql", "a query in brackets gave more than one row"),
        ("SELECT sum(n * 2000000000) FROM s.t", InvalidFileError, "bad_sql", "a number grew beyond its type"),
        ("SELECT count(*) FROM s.t WHERE note = 'now'", RefusedError, "sql_refused", "cannot be set to another day"),
        ("SELECT count(*) FROM s.nope", NotFoundError, "not_landed", "not landed in the marts: s.nope"),
        ("SELECT count(*) FROM s.v", NotFoundError, "not_landed", "not landed in the marts: s.v"),
        ("SELECT count(*) FROM s.nope JOIN r.x USING (id) JOIN s.t USING (id)",
         NotFoundError, "not_landed", "not landed in the marts: r.x, s.nope"),
        ("SELECT pg_sleep(1) FROM s.t", RefusedError, "sql_refused", "pg_sleep"),
    ],
)  # fmt: skip
def test_no_number(sql: str, error: type[HbError], code: str, message: str, reader: DuckDbReader) -> None:
    with pytest.raises(error) as caught:
        evaluate(metric(sql), reader, AS_OF)
    assert (type(caught.value), caught.value.code) == (error, code)
    assert message in caught.value.message


def test_no_sql_no_number(reader: DuckDbReader) -> None:
    with pytest.raises(RefusedError, match="x_count_total has no SQL to run") as caught:
        evaluate(Metric("x_count_total", "q", "bank", "parked", "total"), reader, AS_OF)
    assert (caught.value.code, caught.value.where) == ("no_sql", None)


def test_a_value_tells_when_and_how(reader: DuckDbReader) -> None:
    value = evaluate(metric("SELECT count(*) FROM s.t WHERE day <= current_date"), reader, AS_OF)
    assert (value.value, value.as_of) == (Decimal(2), AS_OF)
    assert 0 < value.seconds < 10
    assert "DATE '2026-05-08'" in value.sql


BANK = Source(
    "bank", "bank", "r", "postgres", "granted", Path("bank.yml"), "A", "bank", ("core", "dict"), (Slice("core"),)
)
AML = Source("aml", "aml", "r", "postgres", "granted", Path("aml.yml"), "A", "aml", ("aml",), (Slice("aml"),))
INVENTORY = Inventory((BANK, AML), "bank")
MIRROR = Database("bank", (Schema("core", (Table("core", "payment", ()), Table("core", "client", ()))),))


@pytest.mark.parametrize(
    ("tables", "inventory", "mirrored", "code", "hint"),
    [
        ("bank_core.payment", INVENTORY, True, "not_landed", "Land it: `hb ingest --source bank`."),
        (
            "bank_core.payment aml_aml.alert", INVENTORY, True, "not_landed",
            "Land it: `hb ingest --source aml`, `hb ingest --source bank`.",
        ),
        (
            "nobody.t other.u bank_core.client", INVENTORY, True, "not_landed",
            "No source of the inventory lands as nobody, other. Land it: `hb ingest --source bank`.",
        ),
        ("nobody.t", INVENTORY, True, "not_landed",
         "No source of the inventory lands as nobody. `hb sources status` shows what is landed."),
        ("bank_core.payment", None, False, "not_landed", "`hb sources status` shows what is landed."),
        ("bank_core.payments", INVENTORY, False, "not_landed", "Land it: `hb ingest --source bank`."),
        ("bank_core.payments", INVENTORY, True, "unknown_table", "Did you mean 'payment'?"),
        ("bank_core.xyzzy", INVENTORY, True, "unknown_table", "`hb profile bank.core` lists its tables."),
        ("bank_dict.x", INVENTORY, True, "not_landed", "Land it: `hb ingest --source bank`."),
        ("aml_aml.alert bank_core.xyzzy", INVENTORY, True, "unknown_table", "`hb profile bank.core` lists its tables."),
    ],
)  # fmt: skip
def test_tables_that_are_not_landed(
    tables: str, inventory: Inventory | None, mirrored: bool, code: str, hint: str, reader: DuckDbReader
) -> None:
    names = tuple(QName(*name.split(".")) for name in tables.split())
    mirror = {"bank": MIRROR}
    with pytest.raises(NotFoundError) as caught:
        landed_columns(names, reader, inventory, (lambda s: mirror.get(s.name)) if mirrored else None)
    assert (caught.value.code, caught.value.hint) == (code, hint)


def test_columns_as_the_marts_have_them(reader: DuckDbReader) -> None:
    name = QName("s", "u")
    assert landed_columns((name,), reader) == {name: (Column("t_id", "BIGINT"), Column("x", "INTEGER"))}


COLUMNS = {QName("s", "t"): (Column("n", "integer"), Column("amount", "numeric(18,2)"), Column("note", "text"))}


@pytest.mark.parametrize(
    ("expression", "written"),
    [
        ("n / 2", '("t"."n" // 2)'),
        ("n / nullif(n, 0)", '("t"."n" // NULLIF("t"."n", 0))'),
        ("n / n", 'hb_pg.whole_divide("t"."n", "t"."n")'),
        ("amount + n", '("t"."amount" + CAST("t"."n" AS DECIMAL(10, 0)))'),
        ("round(amount, 1)", 'CAST(round("t"."amount", 1) AS DECIMAL(38, 1))'),
        ("n::bigint", 'CAST("t"."n" AS BIGINT)'),
        ("octet_length(note)", 'CAST(strlen("t"."note") AS INTEGER)'),
        ("0x1F + 1_000", "(31 + 1000)"),
    ],
)
def test_what_is_written_for_duckdb(expression: str, written: str) -> None:
    sql = f"SELECT {expression} AS x FROM s.t ;"
    assert to_marts(sql, "duckdb", COLUMNS) == f'SELECT {written} AS "x" FROM "s"."t" AS "t"'
    assert to_marts(sql, "postgres", COLUMNS) == f"SELECT {expression} AS x FROM s.t"


def test_what_cannot_be_made_alike_names_its_place_and_what_to_write() -> None:
    place = SqlPlace(Path("x.yml"), 7)
    with pytest.raises(RefusedError) as caught:
        to_marts("SELECT to_char(date '2026-05-08', 'Mon') FROM s.t", "duckdb", COLUMNS, place)
    assert (caught.value.where, caught.value.code) == ("x.yml:7:1", "sql_refused")
    assert caught.value.hint is not None
    assert caught.value.hint.startswith("Write YYYY, MM, DD")


@pytest.mark.parametrize("sql", [f"SELECT {'abs(' * 240}n{')' * 240} FROM s.t", "SELECT extract(epoch) FROM s.t"])
def test_what_nobody_foresaw_is_refused(sql: str) -> None:
    with pytest.raises(HbError):
        to_marts(sql, "duckdb", COLUMNS)


def test_a_number_has_no_noughts_at_its_end(reader: DuckDbReader) -> None:
    values = [evaluate(metric(f"SELECT {x} FROM s.t"), reader, AS_OF).value for x in ("sum(amount)", "sum(id) * 100")]
    assert [str(value) for value in values] == ["-5", "600"]
