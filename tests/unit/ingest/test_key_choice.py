"""Which key and which cursor, at the edges: order of preference, what disqualifies, and what is left unknown."""

from dataclasses import replace

import pytest

from heartbeat_cli.ingest.source.keys import SourceColumn, SourceIndex, choose_cursor, choose_key
from heartbeat_cli.pgschema import QName
from heartbeat_cli.sources import Cursor, RowKey, SourceType

PAYMENT, LOG = QName("core", "payment"), QName("core", "payment_state_log")
NO = "none"


def column(name: str, type_: str = "int8", **more: bool) -> SourceColumn:
    return SourceColumn(name, SourceType(type_), 1, **{"never_null": True, **more})


def index(name: str, *columns: str | None, primary: bool = False, unique: bool = True, **more: object) -> SourceIndex:
    return SourceIndex(name, columns, primary=primary, unique=unique, **more)  # type: ignore[arg-type]


def primary(*columns: str, **more: object) -> SourceIndex:
    return index("pk", *columns, primary=True, **more)


COLUMNS = [column("id"), column("code", "text"), column("ref", "uuid"), column("day", "date"), column("no", "int2")]
ID, REF, CODE = RowKey(("id",), (("id", "bigint"),)), RowKey(("ref",), (("ref", "uuid"),)), RowKey(("code",))


@pytest.mark.parametrize(
    ("indexes", "key"),
    [
        # The primary key wins over a shorter one, a shorter one over one that bounds, that over an earlier name.
        ([index("a", "id"), primary("code", "no")], RowKey(("code", "no"))),
        ([index("a", "code"), index("b", "id", "no")], CODE),
        ([index("a", "code"), index("b", "id")], ID),
        ([index("b", "id"), index("a", "ref")], REF),
        ([index("a", "id"), index("b", "ref")], ID),
        ([index("a", "id", unique=False)], None),
        ([index("a", "id", unique=False), index("b", "ref")], REF),
        ([index("a", "id", partial=True), index("b", "ref")], REF),
        ([index("a", None), index("b", "ref")], REF),
        ([index("a", "id", None), index("b", "ref")], REF),
        # Sorted one way throughout, an index serves a comparison of rows; else its first columns do.
        ([primary("id", "no", descending=(False, False))], RowKey(("id", "no"), (("id", "bigint"), ("no", "bigint")))),
        ([primary("id", "no", descending=(True, True))], RowKey(("id", "no"), (("id", "bigint"), ("no", "bigint")))),
        ([primary("id", "no", descending=(True, False))], RowKey(("id", "no"), (("id", "bigint"),))),
        ([primary("id", "no", "ref", descending=(False, False, True))],
         RowKey(("id", "no", "ref"), (("id", "bigint"), ("no", "bigint")))),
        ([primary("day", "code", "id")], RowKey(("day", "code", "id"), (("day", "date"),))),
    ],
)  # fmt: skip
def test_the_key(indexes: list[SourceIndex], key: RowKey | None) -> None:
    assert choose_key(COLUMNS, indexes) == key


def test_columns_that_may_be_null_or_do_not_land_make_no_key() -> None:
    columns = [replace(COLUMNS[0], never_null=False), *COLUMNS[1:]]
    indexes = [index("a", "id"), index("b", "code")]
    assert choose_key(columns, indexes) == CODE
    assert choose_key(columns, indexes, ("code",)) is None
    assert choose_key(COLUMNS, [index("a", "code", "id"), index("b", "ref")], ("code",)) == REF


@pytest.mark.parametrize(
    ("type_", "spelled"),
    [
        ("int2", "bigint"),
        ("int4", "bigint"),
        ("int8", "bigint"),
        ("uuid", "uuid"),
        ("date", "date"),
        ("timestamp", "timestamp without time zone"),
        ("timestamptz", "timestamp with time zone"),
        ("numeric", None),
        ("oid", None),
        ("bpchar", None),
    ],
)
def test_what_bounds_a_range(type_: str, spelled: str | None) -> None:
    key = choose_key([column("c", type_)], [primary("c")])
    assert key == RowKey(("c",), (("c", spelled),) if spelled else ())


GROWS = "identity: sees new rows, not changed ones"
UPDATED = column("updated_at", "timestamptz")
NUMBERED = column("id", identity=True)
CREATED = column("created_at", "timestamptz")


@pytest.mark.parametrize(
    ("columns", "indexes", "cursor"),
    [
        (
            [NUMBERED, UPDATED],
            [primary("id"), index("i", "updated_at", unique=False)],
            Cursor("updated_at", "updated_at", "set on every change, and indexed", "timestamp with time zone", True),
        ),
        (
            [NUMBERED, UPDATED],
            [primary("id"), index("i", "updated_at", unique=False, partial=True)],
            Cursor(
                "updated_at", "updated_at", "set on every change; no index begins with it", "timestamp with time zone"
            ),
        ),
        (
            [NUMBERED, UPDATED],
            [primary("id"), index("i", "id", "updated_at"), index("j", None, "updated_at")],
            Cursor(
                "updated_at", "updated_at", "set on every change; no index begins with it", "timestamp with time zone"
            ),
        ),
        (
            [NUMBERED, column("updated_at", "timestamp")],
            [primary("id")],
            Cursor(
                "updated_at",
                "updated_at",
                "set on every change; no index begins with it",
                "timestamp without time zone",
            ),
        ),
        ([NUMBERED], [primary("id")], Cursor("growing", "id", GROWS, "bigint", True)),
        ([column("id", "int2", identity=True)], [primary("id")], Cursor("growing", "id", GROWS, "smallint", True)),
        (
            [column("id", "int4", numbered=True)],
            [primary("id")],
            Cursor("growing", "id", "numbered by a sequence: sees new rows, not changed ones", "integer", True),
        ),
        # The key is the primary one, whatever other index comes first.
        (
            [NUMBERED, column("ref", "uuid")],
            [index("a", "ref"), primary("id")],
            Cursor("growing", "id", GROWS, "bigint", True),
        ),
        (
            [NUMBERED, column("ref", "uuid")],
            [primary("ref"), index("z", "id")],
            Cursor(NO, None, "no column tells new from old: the whole table is compared"),
        ),
        (
            [column("id")],
            [primary("id")],
            Cursor(NO, None, "nothing says that id only grows: no sequence numbers it"),
        ),
        (
            [column("ref", "uuid"), CREATED],
            [primary("ref")],
            Cursor(NO, None, "created_at is the time of an event, not of the row's arrival"),
        ),
        (
            [column("ref", "uuid")],
            [primary("ref")],
            Cursor(NO, None, "no column tells new from old: the whole table is compared"),
        ),
        ([], [], Cursor(NO, None, "no column tells new from old: the whole table is compared")),
        (
            [column("ref", "uuid"), replace(UPDATED, never_null=False)],
            [primary("ref")],
            Cursor(NO, None, "updated_at may be null, and rows without it would never arrive"),
        ),
    ],
)
def test_the_cursor(columns: list[SourceColumn], indexes: list[SourceIndex], cursor: Cursor) -> None:
    assert choose_cursor(PAYMENT, columns, indexes) == cursor


@pytest.mark.parametrize("name", ["timestamp9", "timestamptz", "date", "bigint"])
def test_a_type_that_is_not_built_in_is_no_time_and_no_number(name: str) -> None:
    """Whatever it is called: nobody knows how it is ordered."""
    own = SourceType(name, builtin=False)
    columns = [replace(NUMBERED, type=own), replace(UPDATED, type=own)]
    nothing = Cursor(NO, None, "no column tells new from old: the whole table is compared")
    assert choose_cursor(PAYMENT, columns, [primary("id")]) == nothing


def test_a_cursor_that_does_not_land_is_none() -> None:
    found = choose_cursor(PAYMENT, [NUMBERED, UPDATED], [primary("id")], ("updated_at",))
    assert found == Cursor(NO, None, "updated_at does not land as it is")


@pytest.mark.parametrize(
    ("name", "columns", "cursor"),
    [
        (LOG, [NUMBERED, column("changed_at", "timestamptz")], "id"),
        (LOG, [NUMBERED, UPDATED], "id"),
        (PAYMENT, [NUMBERED, UPDATED], "updated_at"),
        (PAYMENT, [NUMBERED, column("changed_at", "timestamptz")], "changed_at"),
    ],
)
def test_rows_of_a_log_are_only_added(name: QName, columns: list[SourceColumn], cursor: str) -> None:
    assert choose_cursor(name, columns, [primary("id")]).column == cursor


@pytest.mark.parametrize(
    ("named", "cursor"),
    [
        ("id", Cursor("growing", "id", "named in db/sources/bank.yml", "bigint", True)),
        ("no", Cursor("growing", "no", "named in db/sources/bank.yml", "smallint", False)),
        ("day", Cursor("updated_at", "day", "named in db/sources/bank.yml", "date", False)),
        ("ref", Cursor(NO, None, "ref is named in db/sources/bank.yml, but neither a time nor an integer")),
        ("list", Cursor(NO, None, "list is named in db/sources/bank.yml, but neither a time nor an integer")),
        ("own", Cursor(NO, None, "own is named in db/sources/bank.yml, but neither a time nor an integer")),
        ("empty", Cursor(NO, None, "empty may be null, and rows without it would never arrive")),
        ("out", Cursor(NO, None, "out does not land as it is")),
    ],
)
def test_the_cursor_that_was_named(named: str, cursor: Cursor) -> None:
    columns = [
        *COLUMNS,
        replace(column("list"), type=SourceType("int8", element=SourceType("int8"))),
        replace(column("own"), type=SourceType("int8", builtin=False)),
        column("empty", never_null=False),
        column("out"),
        UPDATED,
    ]
    assert choose_cursor(PAYMENT, columns, [primary("id")], ("out",), named=named, file="bank.yml") == cursor
