"""What a value adds up to, and how it is spelled: the numbers of ledgers that were written must stay what they are."""

import hashlib
from collections.abc import Iterator

import duckdb
import pytest

from heartbeat_cli.ingest import ROWS_MD5
from heartbeat_cli.ingest.columns.land_columns import land_column
from heartbeat_cli.ingest.proof.checksum import COLUMNS, ROWS_PG, ROWS_PG18, marts_sums
from heartbeat_cli.ingest.proof.source_sums import source_sums
from heartbeat_cli.marts import ColumnMapping
from heartbeat_cli.marts.kinds.duckdb.as_text import as_postgres_writes
from heartbeat_cli.sources import SourceType

DUCKDB, POSTGRES = "duckdb", "postgres"


def numeric(precision: int, scale: int) -> SourceType:
    return SourceType("numeric", typmod=(precision << 16 | scale & 0x7FF) + 4)


def array(element: SourceType) -> SourceType:
    return SourceType(f"_{element.name}", element=element)


INT, TEXT, UUID, BOOL = SourceType("int4"), SourceType("text"), SourceType("uuid"), SourceType("bool")
DATE, MOMENT, LOCAL = SourceType("date"), SourceType("timestamptz"), SourceType("timestamp")
INTERVAL, BYTES, FLOAT4, FLOAT8 = (SourceType(name) for name in ("interval", "bytea", "float4", "float8"))
ENUM = SourceType("kind", builtin=False, kind="e")


@pytest.fixture(scope="module")
def marts() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as connection:
        connection.execute("SET TimeZone = 'UTC'")
        yield connection


def summed(marts: duckdb.DuckDBPyConnection, type_: SourceType, value: str, algorithm: str) -> int:
    landing = land_column("c", type_, DUCKDB)
    (sums,) = marts_sums([landing], algorithm, DUCKDB)
    row = marts.execute(f"SELECT {sums} FROM (SELECT ({value})::{landing.type} AS c)").fetchone()
    assert row is not None
    return int(row[0])


def by_md5(text: str) -> int:
    """60 bits of the md5 of a row's text."""
    return int(hashlib.md5(text.encode()).hexdigest()[:15], 16)


@pytest.mark.parametrize(
    ("type_", "value", "text", "columns"),
    [
        (INT, "-7", "-7", -13869513567),
        (INT, "NULL", None, 4254936228254487028),
        (SourceType("int8"), "4294967292", "4294967292", 1981359081),
        (SourceType("oid"), "7", "7", 13869513567),
        (BOOL, "true", "true", 4254936228882270501),
        (UUID, "'0a000000-0000-0000-0000-0000000000ff'", "0a000000-0000-0000-0000-0000000000ff", 2039155076339244270),
        (TEXT, "''", "", 6030292591253064915),
        (TEXT, "'x'", "x", 4487041726736788395),
        (BYTES, r"'\x0A\xFF'", "0aff", 2953998712450512540),
        (numeric(9, 2), "0.07", "0.07", 13869513567),
        (numeric(9, 2), "-0.07", "-0.07", -13869513567),
        (numeric(9, 2), "12.5", "12.50", 2476698851250),
        (numeric(9, 0), "12", "12", 23776308972),
        (numeric(38, 38), "0.5", f"0.5{'0' * 37}", 2418606283246357050),
        (FLOAT8, "1.5", f"0011111111111{'0' * 51}", 2122274109589402509),
        (FLOAT4, "1.5", f"0011111111{'0' * 22}", 2119157691313029120),
        (DATE, "'1970-01-02'", "1", 3962718163),
        (DATE, "'1969-12-31'", "-1", -3962718163),
        (DATE, "'infinity'", "infinity", 8509872452712380461),
        (LOCAL, "'1970-01-01 00:00:01.5'", "1500000", 2972038621500000),
        (MOMENT, "'-infinity'", "-infinity", -2759594637888575136),
        (SourceType("time"), "'10:00:00.5'", "10:00:00.5", 434914367105701395),
        (INTERVAL, "'1 year 2 months 3 days 04:05:06.7'", "14m3d14706700000", 3117362205556468980),
        (INTERVAL, "'-1 month'", "-1m0d0", 5041322416041510060),
        (SourceType("jsonb"), "'{\"a\": 1}'", '{"a": 1}', 1896734607576016230),
        (array(INT), "[1, NULL, 3]", "=1\x1e!\x1e=3#3", 3384978549045310800),
        (array(INT), "[]", "#0", 4013537796063040410),
        (array(numeric(9, 2)), "[0.07]", "=0.07#1", 1206311356287809640),
        (array(BOOL), "[true]", "=true#1", 4889016111416830470),
    ],
)
def test_what_a_value_adds_up_to(
    marts: duckdb.DuckDBPyConnection, type_: SourceType, value: str, text: str | None, columns: int
) -> None:
    assert summed(marts, type_, value, ROWS_MD5) == by_md5("!" if text is None else f"={text}")
    assert summed(marts, type_, value, COLUMNS) == columns


WIDE = {"id": INT, "note": TEXT, "ref": UUID, "tags": array(TEXT), "ok": BOOL, "on": DATE, "at": MOMENT}
ROWS = """
  (1, 'a', '0a000000-0000-0000-0000-0000000000ff', ['x', NULL], true, '2026-05-08', '2026-05-08 10:00:00.25+00'),
  (2, NULL, NULL, NULL, NULL, NULL, NULL), (-3, '', 'ffffffff-ffff-ffff-ffff-ffffffffffff', [], false, 'infinity',
   '-infinity')
"""


def mappings(marts: str, *names: str) -> list[ColumnMapping]:
    return [land_column(name, WIDE[name], marts) for name in names or WIDE]


@pytest.mark.parametrize(
    ("algorithm", "expected"),
    [(COLUMNS, 19302964867387051921), (ROWS_MD5, 1985825739834507454)],
)
def test_what_rows_add_up_to(marts: duckdb.DuckDBPyConnection, algorithm: str, expected: int) -> None:
    here = mappings(DUCKDB)
    columns = ", ".join(f'"{one.column}" {one.type}' for one in here)
    marts.execute(f"CREATE OR REPLACE TEMP TABLE t ({columns}); INSERT INTO t VALUES {ROWS}")
    (sums,) = marts_sums(here, algorithm, DUCKDB)
    assert marts.execute(f"SELECT {sums} FROM t").fetchone() == (expected,)
    halves = marts.execute(f"SELECT {sums} FROM t GROUP BY id > 0").fetchall()
    assert sum(half for (half,) in halves) == expected
    assert marts.execute(f"SELECT {sums} FROM t WHERE false").fetchone() == (0,)


ITEMS = (
    "CASE WHEN (\"tags\"::text[]) IS NOT NULL THEN (SELECT coalesce(string_agg(coalesce('=' || ((e)::text), '!'),"
    " chr(30) ORDER BY i), '') || '#' || count(*) FROM unnest(\"tags\"::text[]) WITH ORDINALITY AS u(e, i)) END"
)
TEXTS = f'textsend(coalesce((("note"))::text, chr(30)) || chr(31) || coalesce({ITEMS}, chr(30)))'
DIGEST = f"md5({TEXTS} || coalesce(uuid_send(\"ref\"), '\\x1e'))::varchar(8)"
ID_WORD = 'coalesce((("id")) % 4294967291 * 1981359081, 4254936228254487028)'
LINE = " || chr(31) || ".join(
    f"coalesce('=' || ({value}), '!')" for value in ('(("id"))::text', '(("note"))::text', '(("ref"))::text', ITEMS)
)
HASHED = 'coalesce(hashint4extended(("id"::int4), 1), 4254936228882270501)'
SHORT = ("id", "note", "ref", "tags")


@pytest.mark.parametrize(
    ("names", "algorithm", "version", "number"),
    [
        (SHORT, COLUMNS, 0, f"{ID_WORD} # ('x' || {DIGEST})::bit(32)::bigint * 1694518155"),
        (SHORT, COLUMNS, 159999, f"{ID_WORD} # ('x' || {DIGEST})::bit(32)::bigint * 1694518155"),
        (SHORT, COLUMNS, 160000, f"{ID_WORD} # ('0x' || {DIGEST})::bigint * 1694518155"),
        (("id",), COLUMNS, 160000, ID_WORD),
        (
            ("ref",),
            COLUMNS,
            0,
            "('x' || md5(coalesce(uuid_send(\"ref\"), '\\x1e'))::varchar(8))::bit(32)::bigint * 1694518155",
        ),
        (
            ("note",),
            COLUMNS,
            0,
            "('x' || md5(textsend(coalesce(((\"note\"))::text, chr(30))))::varchar(8))::bit(32)::bigint * 1694518155",
        ),
        (SHORT, ROWS_MD5, 0, f"('x' || substr(md5(textsend({LINE})), 1, 15))::bit(60)::bigint"),
        (SHORT, ROWS_MD5, 160000, f"('0x' || substr(md5(textsend({LINE})), 1, 15))::bigint"),
    ],
)
def test_the_sum_at_the_source(names: tuple[str, ...], algorithm: str, version: int, number: str) -> None:
    assert source_sums(mappings(DUCKDB, *names), algorithm, version) == (f"coalesce(sum({number}), 0)",)


@pytest.mark.parametrize(
    ("names", "algorithm", "words"),
    [
        (("id",), ROWS_PG, HASHED),
        (
            ("id", "note", "tags", "at", "ok"),
            ROWS_PG,
            f'{HASHED} # coalesce(hashtextextended(("note"::text) COLLATE "C", 2), 4227848325400174815) #'
            ' hash_record_extended(ROW(("tags"::text[]) COLLATE "C", ("at"::timestamptz), ("ok"::bool)), 0)',
        ),
        (
            ("id", "tags", "at", "ok"),
            ROWS_PG18,
            f'{HASHED} # coalesce(timestamptz_hash_extended(("at"::timestamptz), 3), 2733462619198901177) #'
            ' coalesce(hashboolextended(("ok"::bool), 4), 4594061160801716961) #'
            ' hash_record_extended(ROW(("tags"::text[]) COLLATE "C"), 0)',
        ),
    ],
)
def test_postgres_own_hashes(names: tuple[str, ...], algorithm: str, words: str) -> None:
    assert source_sums(mappings(POSTGRES, *names), algorithm) == (f"coalesce(sum({words}), 0)",)


@pytest.mark.parametrize(
    ("type_", "function", "collated", "since"),
    [
        (SourceType("int2"), "hashint2extended", "", ROWS_PG),
        (SourceType("int8"), "hashint8extended", "", ROWS_PG),
        (numeric(9, 2), "hash_numeric_extended", "", ROWS_PG),
        (FLOAT4, "hashfloat4extended", "", ROWS_PG),
        (FLOAT8, "hashfloat8extended", "", ROWS_PG),
        (SourceType("varchar", 8), "hashtextextended", ' COLLATE "C"', ROWS_PG),
        (SourceType("bpchar", 8), "hashbpcharextended", ' COLLATE "C"', ROWS_PG),
        (UUID, "uuid_hash_extended", "", ROWS_PG),
        (DATE, "hashdateextended", "", ROWS_PG18),
        (LOCAL, "timestamp_hash_extended", "", ROWS_PG18),
        (BYTES, "hashbyteaextended", "", ROWS_PG18),
    ],
)
def test_the_hash_of_a_type(type_: SourceType, function: str, collated: str, since: str) -> None:
    landing = land_column("c", type_, POSTGRES)
    by_name = f"coalesce(sum(coalesce({function}(({landing.select}){collated}, 1), 4254936228882270501)), 0)"
    of_record = f"coalesce(sum(hash_record_extended(ROW(({landing.select})), 0)), 0)"
    assert source_sums([landing], ROWS_PG18) == (by_name,)
    assert source_sums([landing], ROWS_PG) == (by_name if since == ROWS_PG else of_record,)


TEXTED = ("json", "bit", "varbit", "point", "line", "lseg", "box", "path", "polygon", "circle", "tsvector", "tsquery")
UNHASHED = [*((name, "::text") for name in TEXTED), ("inet", ""), ("jsonb", ""), ("daterange", "")]


@pytest.mark.parametrize(("name", "seen"), UNHASHED)
def test_types_without_a_hash_are_hashed_as_text(name: str, seen: str) -> None:
    (sums,) = source_sums([land_column("c", SourceType(name), POSTGRES)], ROWS_PG)
    assert sums == f'coalesce(sum(hash_record_extended(ROW(("c"::{name}){seen}), 0)), 0)'


@pytest.mark.parametrize(
    ("type_", "value", "text"),
    [
        (INT, "7", "7"),
        (TEXT, "'x'", "x"),
        (UUID, "NULL", None),
        (ENUM, "'x'", "x"),
        (BYTES, r"'\x0A'", r"\x0a"),
        (numeric(9, 2), ".07", "0.07"),
        (numeric(9, 2), "-0.07", "-0.07"),
        (numeric(9, 2), "10.5", "10.50"),
        (DATE, "'0044-03-15 (BC)'", "0044-03-15 BC"),
        (DATE, "'2026-05-08'", "2026-05-08"),
        (LOCAL, "'0044-03-15 (BC) 01:02:03'", "0044-03-15 01:02:03 BC"),
        (MOMENT, "'2026-05-08 10:00:00+02'", "2026-05-08 08:00:00+00"),
        (FLOAT8, "1", "1"),
        (FLOAT8, "1.5", "1.5"),
        (FLOAT8, "'nan'", "NaN"),
        (FLOAT8, "'inf'", "Infinity"),
        (FLOAT8, "'-inf'", "-Infinity"),
        (FLOAT4, "1", "1"),
        (INTERVAL, "NULL", None),
        (INTERVAL, "'0 days'", "00:00:00"),
        (INTERVAL, "'1 year'", "1 year"),
        (INTERVAL, "'2 years 1 month 1 day'", "2 years 1 mon 1 day"),
        (INTERVAL, "'3 months 2 days'", "3 mons 2 days"),
        (INTERVAL, "'-1 year 3 days'", "-1 years +3 days"),
        (INTERVAL, "'-1 year 2 months'", "-10 mons"),
        (INTERVAL, "'1 month -3 days 04:05:06.7'", "1 mon -3 days +04:05:06.7"),
        (INTERVAL, "'-1 month 00:00:01'", "-1 mons +00:00:01"),
        (INTERVAL, "'-00:00:01.5'", "-00:00:01.5"),
        (INTERVAL, "'-2 days 03:00:00'", "-2 days +03:00:00"),
        (INTERVAL, "'25 hours'", "25:00:00"),
        (array(INT), "NULL", None),
        (array(INT), "[]", "{}"),
        (array(INT), "[1, NULL, 3]", "{1,NULL,3}"),
        (array(BOOL), "[true, false, NULL]", "{t,f,NULL}"),
        (array(numeric(9, 2)), "[.07]", "{0.07}"),
        (array(FLOAT8), "[1, 'nan'::DOUBLE]", "{1,NaN}"),
        (array(LOCAL), "['2026-05-08 10:00:00']", '{"2026-05-08 10:00:00"}'),
        (
            array(TEXT),
            r"""['a', '', 'NULL', 'null', 'a b', 'a,b', '{', '}', '"', '\', 'é']""",
            r"""{a,"","NULL","null","a b","a,b","{","}","\"","\\",é}""",
        ),
    ],
)
def test_a_value_as_postgres_writes_it(
    marts: duckdb.DuckDBPyConnection, type_: SourceType, value: str, text: str | None
) -> None:
    landed = land_column("c", type_, DUCKDB).type
    sql = f"SELECT {as_postgres_writes('c', type_)} FROM (SELECT ({value})::{landed} AS c)"
    assert marts.execute(sql).fetchone() == (text,)
