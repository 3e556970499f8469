import pytest

from heartbeat_cli.ingest.source.keys import SourceColumn, SourceIndex, choose_cursor, choose_key
from heartbeat_cli.pgschema import QName
from heartbeat_cli.sources import Cursor, RowKey, SourceType

TABLE = QName("core", "payment")


def column(name: str, type_: str = "int8", **more: bool) -> SourceColumn:
    return SourceColumn(name, SourceType(type_), 1, **{"never_null": True, **more})


def primary(*columns: str, descending: tuple[bool, ...] = ()) -> SourceIndex:
    return SourceIndex("pk", columns, primary=True, unique=True, descending=descending)


def unique(name: str, *columns: str | None, partial: bool = False) -> SourceIndex:
    return SourceIndex(name, columns, unique=True, partial=partial)


COLUMNS = [
    column("id"),
    column("code", "text"),
    column("ref", "uuid"),
    column("nullable", never_null=False),
    column("at", "timestamptz"),
]


@pytest.mark.parametrize(
    ("indexes", "withheld", "key"),
    [
        ([], (), None),
        ([primary("id")], (), RowKey(("id",), (("id", "bigint"),))),
        ([primary("code")], (), RowKey(("code",))),
        ([primary("id", "code")], (), RowKey(("id", "code"), (("id", "bigint"),))),
        ([primary("code", "id")], (), RowKey(("code", "id"))),
        (
            [primary("id", "at")],
            (),
            RowKey(("id", "at"), (("id", "bigint"), ("at", "timestamp with time zone"))),
        ),
        (
            [primary("id", "ref", descending=(True, True))],
            (),
            RowKey(("id", "ref"), (("id", "bigint"), ("ref", "uuid"))),
        ),
        ([primary("id", "ref", descending=(False, True))], (), RowKey(("id", "ref"), (("id", "bigint"),))),
        ([unique("a", "ref"), primary("id", "code")], (), RowKey(("id", "code"), (("id", "bigint"),))),
        ([unique("a", "id", "ref"), unique("b", "code")], (), RowKey(("code",))),
        ([unique("a", "code"), unique("b", "ref")], (), RowKey(("ref",), (("ref", "uuid"),))),
        ([unique("a", "nullable")], (), None),
        ([unique("a", "id", partial=True)], (), None),
        ([unique("a", "id", None)], (), None),
        ([SourceIndex("plain", ("id",))], (), None),
        ([primary("id", "code")], ("code",), None),
        ([primary("code"), unique("b", "id")], ("code",), RowKey(("id",), (("id", "bigint"),))),
    ],
)
def test_key(indexes: list[SourceIndex], withheld: tuple[str, ...], key: RowKey | None) -> None:
    assert choose_key(COLUMNS, indexes, withheld) == key


@pytest.mark.parametrize(
    ("type_", "spelled"),
    [
        (SourceType("int2"), "bigint"),
        (SourceType("int4"), "bigint"),
        (SourceType("date"), "date"),
        (SourceType("timestamp", typmod=3), "timestamp without time zone"),
        (SourceType("numeric"), None),
        (SourceType("varchar"), None),
        (SourceType("uuid", builtin=False), None),
        (SourceType("_int4", element=SourceType("int4")), None),
    ],
)
def test_only_types_both_sides_order_alike_bound_a_range(type_: SourceType, spelled: str | None) -> None:
    key = choose_key([SourceColumn("id", type_, 1, never_null=True)], [primary("id")])
    assert key == RowKey(("id",), (("id", spelled),) if spelled else ())


def test_what_changes_is_found_by_updated_at() -> None:
    columns = [column("id", identity=True), column("updated_at", "timestamptz")]
    plain = choose_cursor(TABLE, columns, [primary("id")])
    assert (plain.kind, plain.column, plain.type) == ("updated_at", "updated_at", "timestamp with time zone")
    assert not plain.indexed
    assert "no index" in plain.reason
    indexes = [primary("id"), SourceIndex("i", ("updated_at",))]
    assert choose_cursor(TABLE, columns, indexes).indexed
    partial = SourceIndex("i", ("updated_at",), partial=True)
    assert not choose_cursor(TABLE, columns, [primary("id"), partial]).indexed


@pytest.mark.parametrize(
    ("columns", "kind"),
    [
        ([column("id", identity=True)], "growing"),
        ([column("id", "int4", numbered=True)], "growing"),
        ([column("id")], "none"),
        ([column("id", refers=True)], "none"),
        ([column("id", "int4")], "none"),
        ([column("id", "uuid")], "none"),
    ],
)
def test_a_key_that_grows(columns: list[SourceColumn], kind: str) -> None:
    assert choose_cursor(TABLE, columns, [primary("id")]).kind == kind


def test_the_type_of_a_growing_key_is_the_columns_own() -> None:
    assert choose_cursor(TABLE, [column("id", "int4", identity=True)], [primary("id")]).type == "integer"


@pytest.mark.parametrize(
    ("columns", "withheld", "words"),
    [
        ([column("updated_at", "timestamptz", never_null=False)], (), "may be null"),
        ([column("updated_at", "timestamptz")], ("updated_at",), "does not land"),
        ([column("created_at", "timestamptz")], (), "time of an event"),
        ([column("name", "text")], (), "no column tells new from old"),
    ],
)
def test_a_cursor_that_could_miss_a_row_is_none(
    columns: list[SourceColumn], withheld: tuple[str, ...], words: str
) -> None:
    cursor = choose_cursor(TABLE, [column("ref", "uuid"), *columns], [primary("ref")], withheld)
    assert (cursor.kind, cursor.column) == ("none", None)
    assert words in cursor.reason


def test_what_people_say_a_table_is_for_wins_over_its_name() -> None:
    columns = [column("id", identity=True), column("changed_at", "timestamptz", never_null=True)]
    assert choose_cursor(TABLE, columns, [primary("id")], role="log").column == "id"
    assert choose_cursor(QName("core", "door_log"), columns, [primary("id")], role="entity").column == "changed_at"


def test_in_a_log_the_time_of_a_change_is_not_the_rows() -> None:
    log = QName("core", "payment_state_log")
    columns = [column("id", identity=True), column("changed_at", "timestamptz")]
    assert choose_cursor(log, columns, [primary("id")]).column == "id"


@pytest.mark.parametrize(
    ("named", "kind", "type_"),
    [("at", "updated_at", "timestamp with time zone"), ("id", "growing", "bigint")],
)
def test_the_one_named_in_the_sources_file_wins(named: str, kind: str, type_: str) -> None:
    columns = [*COLUMNS, column("updated_at", "timestamptz")]
    cursor = choose_cursor(TABLE, columns, [primary("id")], named=named, file="x.yml")
    assert cursor == Cursor(kind, named, "named in db/sources/x.yml", type_, indexed=named == "id")


@pytest.mark.parametrize(("named", "words"), [("code", "neither a time nor an integer"), ("nullable", "may be null")])
def test_one_that_is_named_has_to_be_safe_as_well(named: str, words: str) -> None:
    cursor = choose_cursor(TABLE, COLUMNS, [primary("id")], named=named, file="x.yml")
    assert cursor.kind == "none"
    assert words in cursor.reason
