"""The text a dump has of a value becomes the value, or is said to be none."""

import duckdb
import pytest

from heartbeat_cli.ingest.dump.casts import dump_cast
from heartbeat_cli.sources import SourceType

DECIMAL = SourceType("numeric", (10 << 16 | 2) + 4)


def array(element: SourceType) -> SourceType:
    return SourceType(f"_{element.name}", element=element)


def read(type_: SourceType, text: str) -> tuple[object, ...]:
    """The value as DuckDB writes it, whether it is one of the type, whether DuckDB's type holds it, and its text."""
    cast = dump_cast("t", type_)
    with duckdb.connect(config={"threads": 1}) as database:
        database.execute("SET TimeZone = 'UTC'")
        row = database.execute(
            f"SELECT CASE WHEN {cast.fits} THEN ({cast.value})::VARCHAR END, {cast.fits}, {cast.holds or 'true'},"
            f" {cast.text} FROM (SELECT $1 AS t)",
            [text],
        ).fetchone()
    assert row is not None
    return row


@pytest.mark.parametrize(
    ("type_", "text", "value"),
    [
        (SourceType("int4"), "-5", "-5"),
        (SourceType("bool"), "t", "true"),
        (SourceType("bool"), "false", "false"),
        (DECIMAL, "-0.07", "-0.07"),
        (DECIMAL, "1.5000", "1.50"),
        (SourceType("numeric"), "12345678901234567890123456789012345678901.5", None),
        (SourceType("float8"), "1e-05", "1e-05"),
        (SourceType("float8"), "-Infinity", "-inf"),
        (SourceType("bytea"), r"\x00FF", r"\x00\xFF"),
        (SourceType("bytea"), r"\000a\\\377", r"\x00a\x5C\xFF"),
        (SourceType("date"), "0044-03-15 BC", "0044-03-15 (BC)"),
        (SourceType("date"), "infinity", "infinity"),
        (SourceType("time"), "24:00:00", "24:00:00"),
        (SourceType("timetz"), "10:00:00.5+05:30", "10:00:00.5+05:30"),
        (SourceType("timestamp"), "0044-03-15 01:02:03 BC", "0044-03-15 (BC) 01:02:03"),
        (SourceType("timestamptz"), "1880-01-01 00:00:00+00:53:28", "1879-12-31 23:06:32+00"),
        (SourceType("interval"), "-1 years -2 mons +3 days -04:05:06.789", "-1 year -2 months 3 days -04:05:06.789"),
        (SourceType("interval"), "00:00:00", "00:00:00"),
        (SourceType("bpchar", 7), "ab ", "ab"),
        (SourceType("money"), "-$1,234.50", "-1234.50"),
        (array(SourceType("int4")), "{1,NULL,-3}", "[1, NULL, -3]"),
        (array(SourceType("int4")), "{}", "[]"),
        (array(SourceType("text")), r'{a,"b,\"c\\","NULL",NULL,"",d e}', r"""[a, 'b,"c\\', 'NULL', NULL, '', d e]"""),
        (array(SourceType("box")), "{(1,1),(0,0);(2,2),(1,1)}", "['(1,1),(0,0)', '(2,2),(1,1)']"),
        (array(SourceType("interval")), '{"1 mon",-01:00:00}', "[1 month, '-01:00:00']"),
        (SourceType("mood", builtin=False, kind="e"), "so so", "so so"),
    ],
)
def test_a_value_is_what_postgresql_wrote(type_: SourceType, text: str, value: str | None) -> None:
    found = read(type_, text)
    assert found[:3] == (text if value is None else value, True, True)


@pytest.mark.parametrize(
    ("type_", "text"),
    [
        (SourceType("int4"), "12.5"),
        (SourceType("int4"), "2147483648"),
        (SourceType("int4"), " 1"),
        (SourceType("bool"), "yes"),
        (DECIMAL, "1.505"),
        (DECIMAL, "123456789.00"),
        (DECIMAL, "1e2"),
        (SourceType("uuid"), "x"),
        (SourceType("bytea"), "\\x0"),
        (SourceType("date"), "2024-13-01"),
        (SourceType("date"), "Jan 8, 1999"),
        (SourceType("timestamptz"), "2024-01-01 10:00:00"),
        (SourceType("interval"), "soon"),
        (SourceType("json"), "{a"),
        (SourceType("money"), "1.234,56 €"),
        (array(SourceType("int4")), "{1,x}"),
        (array(SourceType("int4")), "1,2"),
    ],
)
def test_a_text_postgresql_never_writes_is_no_value(type_: SourceType, text: str) -> None:
    assert read(type_, text)[:2] == (None, False)


@pytest.mark.parametrize(
    ("type_", "text", "written"),
    [
        (DECIMAL, "NaN", "NaN"),
        (SourceType("interval"), "infinity", "infinity"),
        (SourceType("timestamp"), "294276-12-31 23:59:59", "294276-12-31 23:59:59"),
        (SourceType("timestamptz"), "294247-01-01 00:00:00+02", "294246-12-31 22:00:00+00"),
        (array(SourceType("int4")), "{{1,2},{3,4}}", "{{1,2},{3,4}}"),
        (array(SourceType("int4")), "[0:1]={1,2}", "[0:1]={1,2}"),
        (array(DECIMAL), "{1.50,NaN}", "{1.50,NaN}"),
    ],
)
def test_a_value_duckdb_has_no_place_for_is_its_text(type_: SourceType, text: str, written: str) -> None:
    assert read(type_, text)[1:] == (True, False, written)


@pytest.mark.parametrize(
    ("type_", "text", "written"),
    [
        (SourceType("tstzrange"), '["2024-01-01 12:00:00+02",)', '["2024-01-01 10:00:00+00",)'),
        (SourceType("tstzrange"), "(,infinity]", "(,infinity]"),
        (SourceType("tstzrange"), "empty", "empty"),
        (
            SourceType("tstzmultirange"),
            '{["2024-01-01 12:00:00+02","2024-01-02 12:00:00+02"),["2025-01-01 12:00:00+02",)}',
            '{["2024-01-01 10:00:00+00","2024-01-02 10:00:00+00"),["2025-01-01 10:00:00+00",)}',
        ),
    ],
)
def test_ranges_of_moments_are_in_utc(type_: SourceType, text: str, written: str) -> None:
    assert read(type_, text) == (written, True, True, written)
