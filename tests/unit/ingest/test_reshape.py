"""The statements that bring a table in the marts into shape, and what is told of what others did to it."""

from collections.abc import Sequence

import pytest

from heartbeat_cli.ingest import RecordedColumn
from heartbeat_cli.ingest.columns.land_columns import land_all
from heartbeat_cli.ingest.columns.reshape import Reshape, Step, carry_out, reshape, snake_case
from heartbeat_cli.ingest.columns.shape import record_columns
from heartbeat_cli.pgschema import Column, QName
from heartbeat_cli.sources import PlannedTable, SourceType

DUCKDB, POSTGRES = "duckdb", "postgres"

RELATION = '"m"."t"'
INT, LONG, TEXT, REAL = SourceType("int4"), SourceType("int8"), SourceType("text"), SourceType("float8")
MOMENT, LOCAL, MONEY = (
    SourceType("timestamptz"),
    SourceType("timestamp"),
    SourceType("numeric", typmod=(9 << 16 | 2) + 4),
)
JSON, ADDRESS = SourceType("jsonb"), SourceType("inet")
# How a column of each type stands in the marts, as PostgreSQL spells it.
STANDS = {INT: "integer", LONG: "bigint", TEXT: "text", REAL: "double precision"}

Columns = dict[str, SourceType]


def recorded(columns: Columns, marts: str, hashed: tuple[str, ...] = ()) -> tuple[RecordedColumn, ...]:
    """Columns numbered by the first letter of their names, so that `a2` is `a` renamed."""
    numbers = tuple(ord(name[0].lower()) for name in columns)
    table = PlannedTable(QName("core", "t"), tuple(columns.items()), numbers=numbers, hashed=hashed)
    return record_columns(table, land_all(table, marts, ()))


def present(columns: Columns) -> list[Column]:
    return [Column(name, STANDS[type_]) for name, type_ in columns.items()]


def shaped(
    marts: str,
    before: Columns | None,
    after: Columns,
    stands: Sequence[Column] | None = None,
    *,
    hashed: tuple[str, ...] = (),
    excluded: Sequence[str] = (),
    marks: bool = False,
) -> Reshape:
    was = recorded(before, marts) if before is not None else None
    here = present(before or {}) if stands is None else stands
    return reshape(RELATION, marts, was, here, recorded(after, marts, hashed), excluded=excluded, marks=marks)


def statements(steps: Sequence[Step]) -> list[str]:
    return [step.sql.removeprefix(f"ALTER TABLE {RELATION} ") for step in steps]


A, AB = {"a": INT}, {"a": INT, "b": TEXT}
DELETED = Column("_hb_deleted_at", "timestamp with time zone")
MARK = '"_hb_deleted_at"'


@pytest.mark.parametrize(
    ("before", "after", "steps"),
    [
        (AB, AB, []),
        (A, AB, ['ADD COLUMN "b" text']),
        (AB, A, ['DROP COLUMN "b"']),
        (A, {"a2": INT}, ['RENAME COLUMN "a" TO "a2"']),
        (A, {"a": LONG}, ['ALTER COLUMN "a" TYPE int8 USING "a"::int8']),
        (A, {"a2": LONG}, ['RENAME COLUMN "a" TO "a2"', 'ALTER COLUMN "a2" TYPE int8 USING "a2"::int8']),
        ({"a": LONG}, A, ['ALTER COLUMN "a" TYPE int4 USING "a"::int4']),
        (AB, {"b": TEXT, "c": REAL}, ['ADD COLUMN "c" float8', 'DROP COLUMN "a"']),
        # The whole table is rewritten for a type: once for all of them.
        (
            {"a": INT, "b": INT},
            {"a": LONG, "b": LONG},
            ['ALTER COLUMN "a" TYPE int8 USING "a"::int8, ALTER COLUMN "b" TYPE int8 USING "b"::int8'],
        ),
    ],
)
def test_on_postgres(before: Columns, after: Columns, steps: list[str]) -> None:
    assert statements(shaped(POSTGRES, before, after).steps) == steps


@pytest.mark.parametrize(
    ("before", "after", "steps"),
    [
        (A, AB, ['ADD COLUMN "b" VARCHAR']),
        (A, {"a": LONG}, ['ALTER COLUMN "a" TYPE BIGINT USING "a"::BIGINT']),
        ({"a": LONG}, A, ['ALTER COLUMN "a" TYPE INTEGER USING TRY_CAST("a" AS INTEGER)']),
        (
            {"a": INT, "b": INT},
            {"a": LONG, "b": LONG},
            ['ALTER COLUMN "a" TYPE BIGINT USING "a"::BIGINT', 'ALTER COLUMN "b" TYPE BIGINT USING "b"::BIGINT'],
        ),
    ],
)
def test_on_duckdb(before: Columns, after: Columns, steps: list[str]) -> None:
    assert statements(shaped(DUCKDB, before, after).steps) == steps


def test_a_cast_that_may_fail_costs_the_values_of_its_column() -> None:
    (step,) = shaped(POSTGRES, {"a": LONG}, A).steps
    (instead,) = step.instead
    assert (step.columns, step.empties) == (("a",), False)
    assert (statements([instead]), instead.empties) == (['ALTER COLUMN "a" TYPE int4 USING NULL::int4'], True)
    # One that keeps every value has nothing in its stead.
    assert shaped(POSTGRES, A, {"a": LONG}).steps[0].instead == ()


def test_of_several_casts_each_may_fail_alone() -> None:
    (step,) = shaped(POSTGRES, {"a": LONG, "b": LONG}, {"a": INT, "b": INT}).steps
    assert step.columns == ("a", "b")
    assert statements(step.instead) == [
        'ALTER COLUMN "a" TYPE int4 USING "a"::int4',
        'ALTER COLUMN "b" TYPE int4 USING "b"::int4',
    ]
    assert all(alone.instead for alone in step.instead)
    both = shaped(POSTGRES, {"a": LONG, "b": INT}, {"a": INT, "b": LONG}).steps[0]
    assert len(both.instead) == 2
    safe = shaped(POSTGRES, {"a": INT, "b": INT}, {"a": LONG, "b": LONG}).steps[0]
    assert (safe.instead, safe.empties) == ((), False)


def test_values_that_are_to_be_hashed_go_first() -> None:
    found = shaped(POSTGRES, {"a": INT, "b": TEXT, "c": TEXT}, {"a": LONG, "b": TEXT, "c": TEXT}, hashed=("b", "c"))
    assert statements(found.steps) == [
        'ALTER COLUMN "b" TYPE text USING NULL::text, ALTER COLUMN "c" TYPE text USING NULL::text',
        'ALTER COLUMN "a" TYPE int8 USING "a"::int8',
    ]
    assert [step.empties for step in found.steps] == [True, False]
    assert (found.keeps, found.relands) == (False, True)


@pytest.mark.parametrize(
    ("stood", "wanted", "cast"),
    [
        ("timestamp without time zone", MOMENT, "timezone('UTC', \"a\")::timestamptz"),
        ("timestamp(3) without time zone", MOMENT, "timezone('UTC', \"a\")::timestamptz"),
        ("timestamp with time zone", LOCAL, "timezone('UTC', \"a\")::timestamp"),
        ("timestamp(3) without time zone", LOCAL, '"a"::timestamp'),
        ("timestamp with time zone", TEXT, '"a"::text'),
        # Two types that are text to the marts have no cast of their own.
        ("cidr", ADDRESS, '"a"::text::inet'),
        ("text", ADDRESS, '"a"::inet'),
        ("text", JSON, '"a"::jsonb'),
        ("bigint", INT, '"a"::int4'),
    ],
)
def test_how_a_column_of_somebody_elses_is_cast(stood: str, wanted: SourceType, cast: str) -> None:
    (step,) = shaped(POSTGRES, None, {"a": wanted}, [Column("a", stood)]).steps
    assert statements([step])[0].partition(" USING ")[2] == cast
    assert step.instead[0].empties
    moment = shaped(DUCKDB, None, {"a": MOMENT}, [Column("a", "TIMESTAMP")]).steps[0]
    assert "TRY_CAST(timezone('UTC', \"a\") AS TIMESTAMP WITH TIME ZONE)" in moment.sql


def test_a_hash_replaces_what_others_landed_as_it_was() -> None:
    (step,) = shaped(POSTGRES, None, {"b": TEXT}, [Column("b", "text")], hashed=("b",)).steps
    assert (statements([step]), step.empties) == (['ALTER COLUMN "b" TYPE text USING NULL::text'], True)


def test_rows_that_were_marked_as_gone_go_with_the_mark() -> None:
    added = shaped(POSTGRES, A, A, marks=True)
    assert statements(added.steps) == [f"ADD COLUMN {MARK} timestamp with time zone"]
    assert (added.keeps, added.changes) == (True, ())
    stands = [*present(A), DELETED]
    there = shaped(POSTGRES, A, A, stands, marks=True)
    assert (there.steps, there.keeps, there.relands) == ((), True, False)
    gone = shaped(POSTGRES, A, A, stands)
    assert statements(gone.steps) == [f"DELETE FROM {RELATION} WHERE {MARK} IS NOT NULL", f"DROP COLUMN {MARK}"]
    assert (gone.keeps, gone.changes) == (False, ())


@pytest.mark.parametrize(
    ("stands", "steps", "told"),
    [
        ([Column("a", "integer")], ['ADD COLUMN "b" text'], ["'b' is missing in the marts; it is added again"]),
        (
            [Column("a", "bigint"), Column("b", "text")],
            ['ALTER COLUMN "a" TYPE int4 USING "a"::int4'],
            ["'a' was made bigint in the marts; it is int4 again"],
        ),
        (
            [*present(AB), Column("x", "uuid")],
            [],
            ["'x' (uuid) is in the marts only; it is left alone"],
        ),
        (
            [*present(AB), Column("x", "uuid", nullable=False)],
            ['ALTER COLUMN "x" DROP NOT NULL'],
            ["'x' (uuid) is in the marts only; it is left alone, but may be empty now"],
        ),
        (
            [Column("a", "integer", nullable=False), Column("b", "text")],
            ['ALTER COLUMN "a" DROP NOT NULL'],
            [],
        ),
        ([*present(AB), Column("_dlt_id", "text")], [], ["'_dlt_id' (text) is in the marts only; it is left alone"]),
    ],
)
def test_what_others_did_is_undone_or_left(stands: list[Column], steps: list[str], told: list[str]) -> None:
    found = shaped(POSTGRES, AB, AB, stands)
    assert statements(found.steps) == steps
    assert [change.sentence for change in found.changes] == told
    repaired = any(change.kind.value == "repaired" for change in found.changes)
    assert (found.keeps, found.relands) == (not repaired, repaired)


def test_a_reshape_that_was_cut_short_is_no_repair() -> None:
    done = shaped(POSTGRES, A, {"a": LONG}, [Column("a", "bigint")])
    assert (done.steps, [change.kind.value for change in done.changes]) == ((), ["widened"])
    renamed = shaped(POSTGRES, A, {"a2": INT}, [Column("a2", "integer")])
    assert (renamed.steps, [change.kind.value for change in renamed.changes]) == ((), ["renamed"])
    assert (renamed.keeps, renamed.relands) == (True, False)


def test_a_stranger_under_a_new_name_is_not_trusted() -> None:
    found = shaped(POSTGRES, A, {"a2": INT}, [Column("a", "integer"), Column("a2", "integer")])
    assert [change.sentence for change in found.changes] == [
        "'a' is called 'a2' at the source now, and in the marts as well",
        "'a2' stood in the marts and was not the source's; its values are replaced",
    ]
    assert (statements(found.steps), found.relands) == (['DROP COLUMN "a"'], True)


def test_names_that_differ_in_case_are_one_on_duckdb() -> None:
    stands = [Column("A", "integer")]
    assert statements(shaped(DUCKDB, None, A, stands).steps) == ['RENAME COLUMN "A" TO "a"']
    assert statements(shaped(POSTGRES, A, A, stands).steps) == ['ADD COLUMN "a" int4']


def test_excluded_columns_do_not_stay() -> None:
    stands = [*present(A), Column("e_mail", "text"), Column("eMail", "text"), Column("_dlt_id", "text")]
    ours = shaped(POSTGRES, A, A, stands, excluded=["eMail"])
    assert statements(ours.steps) == ['DROP COLUMN "eMail"']
    # dlt gave the column a name of its own.
    adopted = shaped(POSTGRES, None, A, stands, excluded=["eMail"])
    assert statements(adopted.steps) == ['DROP COLUMN "e_mail"', 'DROP COLUMN "eMail"', 'DROP COLUMN "_dlt_id"']
    assert adopted.changes == ()
    assert (adopted.keeps, adopted.relands, adopted.was) == (False, False, None)


def test_an_adopted_table_gets_the_sources_names_back() -> None:
    found = shaped(POSTGRES, None, {"bookedAt": INT, "a": INT}, [Column("booked_at", "integer")])
    assert statements(found.steps) == ['RENAME COLUMN "booked_at" TO "bookedAt"', 'ADD COLUMN "a" int4']
    assert found.relands


def test_shapes_are_told() -> None:
    same, other = shaped(POSTGRES, A, A), shaped(POSTGRES, A, AB)
    assert same.shape == same.was == other.was
    assert other.shape != other.was


class RefusedError(Exception):
    pass


def test_a_step_that_fails_is_done_in_another_way() -> None:
    done: list[str] = []

    def execute(sql: str) -> None:
        done.append(sql)
        if sql.startswith("fail"):
            raise RefusedError

    last = Step("last", ())
    carry_out([Step("good", (), (last,)), Step("fail", (), (Step("fail too", (), (last,)),))], execute, (RefusedError,))
    assert done == ["good", "fail", "fail too", "last"]
    with pytest.raises(RefusedError):
        carry_out([Step("fail", ()), last], execute, (RefusedError,))
    with pytest.raises(RefusedError):
        carry_out([Step("fail", (), (last,))], execute, (ValueError,))


@pytest.mark.parametrize(
    ("name", "snake"),
    [
        ("payment", "payment"),
        ("bookedAt", "booked_at"),
        ("HTTPServer", "http_server"),
        ("aB1C", "a_b1_c"),
        (" a b ", "a_b"),
        ("a--b", "a_b"),
        ("a+b*c@d|e", "axbxcadle"),
        ("1st", "_1st"),
        ("trailing_", "trailingx"),
        ("trailing__", "trailingxx"),
        ("a__b", "a_b"),
        ("ähnlich", "_hnlich"),
        ("Übung$", "_bungx"),
    ],
)
def test_the_name_dlt_gives(name: str, snake: str) -> None:
    assert snake_case(name) == snake
