"""What became of a column, at the edges: limits, digits and kinds, with the sentence that is told."""

from dataclasses import replace

import pytest
from tests.landed_table import entry

from heartbeat_cli.ingest import RecordedColumn, read_columns
from heartbeat_cli.ingest.columns.changes import Difference, compare_columns, widens
from heartbeat_cli.ingest.columns.land_columns import land_all
from heartbeat_cli.ingest.columns.shape import (
    bounds_of,
    other_bounds,
    record_columns,
    source_type_text,
    stored_as_text,
    write_columns,
)
from heartbeat_cli.pgschema import QName
from heartbeat_cli.sources import PlannedTable, RowKey, SourceType

DUCKDB, POSTGRES = "duckdb", "postgres"


def typed(spelled: str) -> SourceType:
    """`numeric(10,2)`, `varchar(8)[]`: a built-in type by its catalogue name."""
    if spelled.endswith("[]"):
        element = typed(spelled.removesuffix("[]"))
        return SourceType(f"_{element.name}", element=element)
    name, _, modifiers = spelled.rstrip(")").partition("(")
    numbers = [int(number) for number in modifiers.split(",") if number]
    if not numbers:
        return SourceType(name)
    if name == "numeric":
        return SourceType(name, typmod=(numbers[0] << 16 | numbers[1] & 0x7FF) + 4)
    return SourceType(name, typmod=numbers[0] + (4 if name in ("varchar", "bpchar") else 0))


def one(spelled: str, name: str = "c", number: int = 1, hashed: tuple[str, ...] = ()) -> PlannedTable:
    return PlannedTable(QName("core", "t"), ((name, typed(spelled)),), numbers=(number,), hashed=hashed)


def recorded(table: PlannedTable, marts: str = POSTGRES, as_text: tuple[str, ...] = ()) -> tuple[RecordedColumn, ...]:
    return record_columns(table, land_all(table, marts, as_text))


def difference(before: str, after: str, marts: str = POSTGRES) -> Difference:
    return compare_columns(recorded(one(before), marts), recorded(one(after), marts))


WIDER = ("widened", True, False)
"""Every value stays, and is written down for a checksum as before."""
REWRITTEN = ("widened", False, False)
OTHER = ("retyped", False, True)


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("int2", "int4", WIDER),
        ("int4", "int8", WIDER),
        ("int8", "int2", OTHER),
        ("int4", "int2", OTHER),
        ("int2", "numeric(5,0)", REWRITTEN),
        ("int2", "numeric(4,0)", OTHER),
        ("int2", "numeric(7,2)", REWRITTEN),
        ("int2", "numeric(6,2)", OTHER),
        ("int4", "numeric(10,0)", REWRITTEN),
        ("int4", "numeric(9,0)", OTHER),
        ("int8", "numeric(19,0)", REWRITTEN),
        ("int8", "numeric(18,0)", OTHER),
        ("int8", "numeric", REWRITTEN),
        ("int2", "float8", REWRITTEN),
        ("int8", "float8", OTHER),
        ("int2", "float4", OTHER),
        ("float4", "float8", REWRITTEN),
        ("float4", "numeric", OTHER),
        ("float8", "numeric", OTHER),
        ("numeric(10,2)", "int8", OTHER),
        ("numeric(10,2)", "numeric(10,2)", ("", True, False)),
        ("numeric(10,2)", "numeric(11,2)", WIDER),
        ("numeric(10,2)", "numeric(9,2)", OTHER),
        ("numeric(10,2)", "numeric(12,4)", REWRITTEN),
        ("numeric(10,2)", "numeric(11,4)", OTHER),
        ("numeric(10,2)", "numeric(12,1)", OTHER),
        ("numeric(10,2)", "numeric", WIDER),
        ("numeric", "numeric(30,2)", OTHER),
        ("varchar(8)", "varchar(9)", WIDER),
        ("varchar(8)", "varchar(7)", OTHER),
        ("varchar(8)", "text", WIDER),
        ("varchar(8)", "varchar", WIDER),
        ("varchar(8)", "bpchar(8)", OTHER),
        ("varchar(8)", "bpchar(9)", OTHER),
        ("text", "varchar(9)", OTHER),
        ("bpchar(3)", "varchar(3)", WIDER),
        ("bpchar(3)", "varchar(2)", OTHER),
        ("bpchar(3)", "bpchar(4)", WIDER),
        ("bpchar(3)", "bpchar(2)", OTHER),
        ("timestamp(3)", "timestamp(6)", WIDER),
        ("timestamp(3)", "timestamp(0)", OTHER),
        ("timestamp", "timestamp(3)", OTHER),
        ("timestamptz(3)", "timestamptz", WIDER),
        ("time(3)", "time", WIDER),
        ("timetz(3)", "timetz(4)", WIDER),
        ("timestamp", "timestamptz", OTHER),
        ("time", "timetz", OTHER),
        ("varbit(3)", "varbit(5)", WIDER),
        ("varbit(5)", "varbit(3)", OTHER),
        ("varbit(5)", "varbit", WIDER),
        ("bit(3)", "bit(5)", OTHER),
        ("bit(3)", "varbit(5)", OTHER),
        ("json", "jsonb", OTHER),
        ("inet", "text", OTHER),
        ("int4[]", "int8[]", REWRITTEN),
        ("int8[]", "int4[]", OTHER),
        ("numeric(10,2)[]", "numeric(12,2)[]", WIDER),
        ("numeric(10,2)[]", "numeric(12,4)[]", REWRITTEN),
        ("numeric(10,2)[]", "numeric(11,2)", ("incompatible", False, True)),
        ("int4", "int4[]", ("incompatible", False, True)),
        ("int4", "text", ("incompatible", False, True)),
        ("date", "timestamp", ("incompatible", False, True)),
        ("bool", "int4", ("incompatible", False, True)),
    ],
)
def test_one_type_after_another(before: str, after: str, expected: tuple[str, bool, bool]) -> None:
    found = difference(before, after)
    kinds = "".join(change.kind.value for change in found.changes)
    assert (kinds, found.keeps, found.relands) == expected
    assert found.incompatible is (kinds == "incompatible")


@pytest.mark.parametrize(
    ("before", "after", "keeps"),
    [
        # DuckDB has no numeric without limits: values beyond are text there.
        ("numeric", "numeric(50,2)", False),
        ("numeric(50,2)", "numeric(51,2)", True),
        ("numeric(50,2)", "numeric(51,3)", False),
        ("numeric(50,2)", "numeric(49,2)", False),
        ("numeric(50,2)", "numeric", True),
        ("varchar(8)", "varchar(9)", True),
        ("varchar(8)", "text", True),
        ("varchar(9)", "varchar(8)", False),
    ],
)
def test_where_the_marts_type_stays_only_checksums_are_in_question(before: str, after: str, keeps: bool) -> None:
    found = difference(before, after, DUCKDB)
    assert (found.keeps, found.relands) == (keeps, False)


def test_a_column_that_turned_into_text_keeps_its_rows() -> None:
    was, now = recorded(one("numeric(9,2)"), DUCKDB), recorded(one("numeric(9,2)"), DUCKDB, ("c",))
    there, back = compare_columns(was, now), compare_columns(now, was)
    assert [change.kind.value for change in (*there.changes, *back.changes)] == ["widened", "widened"]
    assert (there.keeps, there.relands, back.keeps, back.relands) == (False, False, False, True)
    assert widens(was[0], now[0])
    assert not widens(now[0], was[0])
    assert there.changes[0].sentence == (
        "'c' has values DECIMAL(9,2) has no place for; it lands as VARCHAR from now on"
    )


HASHED = ("c",)


@pytest.mark.parametrize(
    ("before", "after", "sentence"),
    [
        (one("int4"), one("int8"), "'c' was integer and is bigint now; it is widened"),
        (one("int8"), one("int4"), "'c' was bigint and is integer now"),
        (one("int4"), one("text"), "'c' was integer and is text now, another kind of value"),
        (one("int4"), one("int4", "d"), "'c' is called 'd' at the source now, and in the marts as well"),
        (
            one("text"),
            one("text", hashed=HASHED),
            "'c' lands as a hash from now on; what stood in the marts is taken out",
        ),
        (
            one("text", hashed=HASHED),
            one("text"),
            "'c' lands as it is, no longer as a hash, from now on; what stood in the marts is taken out",
        ),
        (
            one("text", hashed=HASHED),
            one("uuid", hashed=HASHED),
            "'c' was text and is uuid now; it lands as a hash as before",
        ),
    ],
)
def test_what_is_told_of_a_column(before: PlannedTable, after: PlannedTable, sentence: str) -> None:
    found = compare_columns(recorded(before), recorded(after))
    assert [change.sentence for change in found.changes] == [sentence]


def test_a_column_is_known_by_its_number_where_its_name_is_gone() -> None:
    before = recorded(one("int4"))
    assert compare_columns(before, recorded(one("int4", "d"))).renamed == (("d", "c"),)
    # Another number, or another kind of value: another column.
    assert compare_columns(before, recorded(one("int4", "d", 2))).renamed == ()
    assert compare_columns(before, recorded(one("text", "d"))).renamed == ()
    # Numbers that are not known tell nothing.
    assert compare_columns(recorded(one("int4", number=0)), recorded(one("int4", "d", 0))).renamed == ()
    pair = PlannedTable(QName("core", "t"), (("c", typed("int4")), ("d", typed("int4"))), numbers=(2, 1))
    assert compare_columns(before, recorded(pair)).renamed == ()


def test_what_is_new_and_what_is_gone() -> None:
    two = PlannedTable(QName("core", "t"), (("c", typed("int4")), ("d", typed("text"))), numbers=(1, 2))
    columns, narrow = recorded(two), recorded(one("int4"))
    added, gone = compare_columns(narrow, columns), compare_columns(columns, narrow)
    assert [change.sentence for change in (*added.changes, *gone.changes)] == [
        "'d' (text) is new at the source and lands from now on",
        "'d' (text) is gone at the source; it is dropped from the marts",
    ]
    assert (added.keeps, added.relands, gone.keeps, gone.relands) == (False, True, False, False)
    out = compare_columns(recorded(two), recorded(one("int4")), ["d"])
    assert out.changes[0].sentence == "'d' (text) is excluded from now on; it is dropped from the marts"


# --- what a receipt keeps


def test_ranges_are_cut_by_numbers_of_columns() -> None:
    columns = recorded(one("int8", number=3))
    key = RowKey(("c", "rest"), (("c", "bigint"),))
    assert bounds_of(columns, key) == [[3, "bigint"]]
    assert bounds_of(columns, None) == []
    part, whole = [entry(None, 5), entry(5, None)], [entry(None, None)]
    text = write_columns(columns, key)
    assert not other_bounds(text, part, [[3, "bigint"]])
    assert other_bounds(text, part, [[4, "bigint"]])
    assert other_bounds(text, part, [])
    assert other_bounds(text, [entry(None, 5)], [])
    assert other_bounds(text, [entry(None, None), entry(5, None)], [])
    assert not other_bounds(text, whole, [])
    assert not other_bounds(text, [], [])
    # What earlier versions wrote does not say.
    assert not other_bounds('[["c",3,"int8","number","bigint","f"]]', part, [])
    assert not other_bounds(None, part, [])


def test_columns_of_earlier_versions_are_a_list() -> None:
    assert read_columns('[["c","3","int8","number","bigint","f"]]') == (
        RecordedColumn("c", 3, "int8", "number", "bigint", "f"),
    )


def test_columns_without_numbers_have_none() -> None:
    table = replace(one("int8"), numbers=())
    assert [column.number for column in recorded(table)] == [0]


@pytest.mark.parametrize(
    ("type_", "text"),
    [
        (typed("numeric(18,2)[]"), "numeric(18,2)[]"),
        (typed("varchar(8)"), "character varying(8)"),
        (SourceType("Kind", builtin=False, kind="e"), "Kind"),
        (SourceType("_Kind", builtin=False, element=SourceType("Kind", builtin=False, kind="e")), "Kind[]"),
    ],
)
def test_a_type_for_people(type_: SourceType, text: str) -> None:
    assert source_type_text(type_) == text


def test_what_stays_text() -> None:
    table = one("numeric(9,2)")
    text = recorded(table, DUCKDB, ("c",))
    assert stored_as_text(text, table, DUCKDB) == {"c"}
    assert stored_as_text(recorded(table, DUCKDB), table, DUCKDB) == frozenset()
    assert stored_as_text(text, one("numeric(9,3)"), DUCKDB) == frozenset()
    assert stored_as_text(text, replace(table, hashed=("c",)), DUCKDB) == frozenset()
    assert stored_as_text(text, one("numeric(9,2)", "d"), DUCKDB) == frozenset()
    assert stored_as_text(recorded(one("text"), DUCKDB), one("text"), DUCKDB) == frozenset()
    assert stored_as_text(text, table, POSTGRES) == frozenset()
