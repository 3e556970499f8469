"""What a receipt keeps of a table's columns, and what it tells about a later look at the source."""

from dataclasses import replace

import pytest

from heartbeat_cli.ingest import ChangeKind, RecordedColumn, read_columns
from heartbeat_cli.ingest.columns.changes import compare_columns
from heartbeat_cli.ingest.columns.land_columns import land_column
from heartbeat_cli.ingest.columns.reshape import reshape
from heartbeat_cli.ingest.columns.shape import record_columns, shape_of, stored_as_text, write_columns
from heartbeat_cli.pgschema import Column, QName
from heartbeat_cli.sources import PlannedTable, SourceType

DUCKDB, POSTGRES = "duckdb", "postgres"

ENUM = SourceType("payment_kind", builtin=False, kind="e")


def numeric(precision: int, scale: int) -> SourceType:
    return SourceType("numeric", typmod=(precision << 16 | scale & 0x7FF) + 4)


def limited(name: str, length: int) -> SourceType:
    return SourceType(name, typmod=length + 4)


def a_table(
    *columns: tuple[str, SourceType], numbers: tuple[int, ...] = (), hashed: tuple[str, ...] = ()
) -> PlannedTable:
    numbers = numbers or tuple(range(1, len(columns) + 1))
    return PlannedTable(QName("core", "payment"), columns, numbers=numbers, hashed=hashed)


def recorded(table: PlannedTable, marts: str = POSTGRES, as_text: tuple[str, ...] = ()) -> tuple[RecordedColumn, ...]:
    mappings = [
        land_column(name, type_, marts, as_text=name in as_text, hashed=name in table.hashed)
        for name, type_ in table.columns
    ]
    return record_columns(table, mappings)


PAYMENT = a_table(("id", SourceType("int4")), ("amount", numeric(18, 2)), ("state", limited("varchar", 8)))


def kinds(before: PlannedTable, after: PlannedTable, marts: str = POSTGRES) -> list[tuple[str, str]]:
    difference = compare_columns(recorded(before, marts), recorded(after, marts))
    return [(change.kind.value, change.column) for change in difference.changes]


def test_columns_are_written_and_read_again() -> None:
    columns = recorded(a_table(('a"b', ENUM), ("Übung", SourceType("_int4", element=SourceType("int4")))))
    assert read_columns(write_columns(columns)) == columns
    assert [(c.kind, c.source, c.type) for c in columns] == [
        ("text", "payment_kind", "text"),
        ("number[]", "integer[]", "int4[]"),
    ]


@pytest.mark.parametrize("text", [None, "", "{", "null", "[1]", '[["a"]]', '[["a","b","c","d","e","f"]]'])
def test_what_cannot_be_read_was_not_recorded(text: str | None) -> None:
    assert read_columns(text) is None


def test_a_shape_tells_columns_apart() -> None:
    shapes = {
        shape_of(recorded(table))
        for table in (
            PAYMENT,
            replace(PAYMENT, numbers=(1, 2, 4)),
            replace(PAYMENT, hashed=("state",)),
            replace(PAYMENT, columns=(PAYMENT.columns[0], ("sum", numeric(18, 2)), PAYMENT.columns[2])),
            replace(PAYMENT, columns=PAYMENT.columns[:2], numbers=(1, 2)),
        )
    }
    assert len(shapes) == 5
    assert shape_of(recorded(PAYMENT)) == shape_of(recorded(replace(PAYMENT, rows=12)))


def test_nothing_changed() -> None:
    difference = compare_columns(recorded(PAYMENT), recorded(PAYMENT))
    assert (difference.changes, difference.keeps, difference.relands) == ((), True, False)


def with_type(before: SourceType, after: SourceType, marts: str) -> tuple[list[str], bool, bool]:
    difference = compare_columns(recorded(a_table(("c", before)), marts), recorded(a_table(("c", after)), marts))
    return [change.kind.value for change in difference.changes], difference.keeps, difference.relands


@pytest.mark.parametrize("marts", [DUCKDB, POSTGRES])
@pytest.mark.parametrize(
    ("before", "after", "kind", "keeps", "relands"),
    [
        (SourceType("int2"), SourceType("int8"), "widened", True, False),
        (SourceType("int4"), numeric(10, 0), "widened", False, False),
        (SourceType("int8"), numeric(10, 0), "retyped", False, True),
        (SourceType("int8"), SourceType("int4"), "retyped", False, True),
        (SourceType("float4"), SourceType("float8"), "widened", False, False),
        (SourceType("float8"), SourceType("float4"), "retyped", False, True),
        (SourceType("int4"), SourceType("float8"), "widened", False, False),
        (numeric(10, 2), numeric(18, 2), "widened", True, False),
        (numeric(10, 2), numeric(18, 4), "widened", False, False),
        (numeric(10, 2), numeric(11, 4), "retyped", False, True),
        (numeric(18, 2), SourceType("int8"), "retyped", False, True),
        (limited("varchar", 8), limited("varchar", 9), "widened", True, False),
        (limited("varchar", 8), SourceType("text"), "widened", True, False),
        (limited("bpchar", 3), limited("bpchar", 5), "widened", True, False),
        (limited("bpchar", 3), SourceType("text"), "widened", True, False),
        (SourceType("timestamp", typmod=0), SourceType("timestamp"), "widened", True, False),
        (SourceType("varbit", typmod=3), SourceType("varbit", typmod=5), "widened", True, False),
        (SourceType("text"), SourceType("int4"), "incompatible", False, False),
        (SourceType("timestamptz"), SourceType("date"), "incompatible", False, False),
        (SourceType("uuid"), SourceType("text"), "incompatible", False, False),
        (SourceType("text"), SourceType("_text", element=SourceType("text")), "incompatible", False, False),
    ],
)
def test_another_type(marts: str, before: SourceType, after: SourceType, kind: str, keeps: bool, relands: bool) -> None:
    found, stored, again = with_type(before, after, marts)
    assert (found, stored) == ([kind], keeps)
    if kind != "incompatible":
        assert again == relands


def test_a_limit_means_nothing_where_the_marts_have_none() -> None:
    assert with_type(limited("varchar", 9), limited("varchar", 8), DUCKDB) == (["retyped"], False, False)
    assert with_type(limited("varchar", 9), limited("varchar", 8), POSTGRES) == (["retyped"], False, True)
    # Digits after the point may have been rounded at the source, so the checksums made before say nothing.
    assert with_type(SourceType("numeric"), numeric(50, 2), DUCKDB) == (["retyped"], False, False)
    assert with_type(numeric(50, 2), SourceType("numeric"), DUCKDB) == (["widened"], True, False)


def test_an_enum_that_becomes_text_is_read_again_to_be_sure() -> None:
    assert with_type(ENUM, SourceType("text"), POSTGRES) == (["retyped"], False, False)


@pytest.mark.parametrize(
    ("after", "expected", "keeps", "relands"),
    [
        (
            a_table(*PAYMENT.columns, ("note", SourceType("text"))),
            [("added", "note")],
            False,
            True,
        ),
        (a_table(*PAYMENT.columns[:2]), [("dropped", "state")], False, False),
        (a_table(*PAYMENT.columns[:2], ("status", limited("varchar", 8))), [("renamed", "state")], True, False),
        (
            a_table(*PAYMENT.columns[:2], ("status", SourceType("text"))),
            [("renamed", "state"), ("widened", "state")],
            True,
            False,
        ),
        # The same number with another kind of value is another column.
        (
            a_table(*PAYMENT.columns[:2], ("paid", SourceType("bool"))),
            [("dropped", "state"), ("added", "paid")],
            False,
            True,
        ),
        # Swapped names, or a table made anew: whose values are whose only the rows can tell.
        (
            a_table(PAYMENT.columns[0], PAYMENT.columns[2], PAYMENT.columns[1], numbers=(1, 2, 3)),
            [],
            False,
            False,
        ),
        (a_table(*PAYMENT.columns, numbers=(1, 2, 7)), [], False, False),
    ],
)
def test_columns_come_go_and_are_renamed(
    after: PlannedTable, expected: list[tuple[str, str]], keeps: bool, relands: bool
) -> None:
    difference = compare_columns(recorded(PAYMENT), recorded(after))
    assert [(c.kind.value, c.column) for c in difference.changes] == expected
    assert (difference.keeps, difference.relands) == (keeps, relands)


def test_an_excluded_column_is_told_from_a_dropped_one() -> None:
    after = a_table(*PAYMENT.columns[:2])
    dropped, excluded = (compare_columns(recorded(PAYMENT), recorded(after), out) for out in ((), ("state",)))
    assert "gone at the source" in dropped.changes[0].sentence
    assert "excluded" in excluded.changes[0].sentence


def test_hashing_takes_the_values_out_at_once() -> None:
    hashed = replace(PAYMENT, hashed=("state",))
    assert kinds(PAYMENT, hashed) == kinds(hashed, PAYMENT) == [("hashed", "state")]
    assert compare_columns(recorded(PAYMENT), recorded(hashed)).relands
    present = [Column("id", "integer"), Column("amount", "numeric(18,2)"), Column("state", "text")]
    work = reshape('"m"."t"', POSTGRES, recorded(PAYMENT), present, recorded(hashed))
    assert work.steps[0].sql == 'ALTER TABLE "m"."t" ALTER COLUMN "state" TYPE text USING NULL::text'
    assert (len(work.steps), work.steps[0].empties) == (1, True)
    # The type of what is hashed may change as it likes.
    wider = replace(hashed, columns=(*PAYMENT.columns[:2], ("state", SourceType("uuid"))))
    assert kinds(hashed, wider) == [("retyped", "state")]


def test_values_that_landed_as_text_stay_text() -> None:
    before = recorded(PAYMENT, DUCKDB, as_text=("amount",))
    assert stored_as_text(before, PAYMENT, DUCKDB) == {"amount"}
    assert stored_as_text(before, PAYMENT, POSTGRES) == stored_as_text(None, PAYMENT, DUCKDB) == frozenset()
    wider = replace(PAYMENT, columns=(PAYMENT.columns[0], ("amount", numeric(20, 2)), PAYMENT.columns[2]))
    assert stored_as_text(before, wider, DUCKDB) == frozenset()
    first_nan = compare_columns(recorded(PAYMENT, DUCKDB), before)
    assert [(c.kind, c.before, c.after) for c in first_nan.changes] == [
        (ChangeKind.WIDENED, "DECIMAL(18,2)", "VARCHAR")
    ]
    assert (first_nan.keeps, first_nan.relands) == (False, False)


def test_a_table_that_does_not_stand_yet_needs_nothing() -> None:
    fresh = reshape('"m"."t"', DUCKDB, None, None, recorded(PAYMENT, DUCKDB))
    assert (fresh.steps, fresh.changes, fresh.relands, fresh.was) == ((), (), False, None)
    gone = reshape('"m"."t"', DUCKDB, recorded(PAYMENT, DUCKDB), None, recorded(PAYMENT, DUCKDB))
    assert (gone.steps, gone.relands) == ((), True)


def test_an_incompatible_change_leaves_the_table_alone() -> None:
    after = replace(PAYMENT, columns=(("id", SourceType("text")), *PAYMENT.columns[1:]))
    present = [Column("id", "integer"), Column("amount", "numeric(18,2)"), Column("state", "character varying(8)")]
    work = reshape('"m"."t"', POSTGRES, recorded(PAYMENT), present, recorded(after))
    assert work.incompatible
    assert work.steps == ()
    assert work.changes[0].sentence == "'id' was integer and is text now, another kind of value"
