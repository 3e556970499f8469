"""What tells the rows of a view apart, and what is new in it: what somebody has named."""

import pytest

from heartbeat_cli.estate import Slice
from heartbeat_cli.ingest.source.keys import SourceColumn
from heartbeat_cli.ingest.source.views import of_view, with_heirs
from heartbeat_cli.sources import Cursor, RowKey, SourceType

COLUMNS = [
    SourceColumn("id", SourceType("int8"), 1),
    SourceColumn("at", SourceType("timestamptz"), 2),
    SourceColumn("note", SourceType("text"), 3),
]
NO_KEY = Cursor("none", None, "a view, and no `key` says what tells its rows apart")
NO_CURSOR = " is named in f, but no time or integer that lands as it is"


@pytest.mark.parametrize(
    ("key", "withheld", "cursor", "found"),
    [
        ((), (), None, (None, NO_KEY)),
        ((), (), "at", (None, NO_KEY)),
        (("id",), ("id",), "at", (None, NO_KEY)),
        (
            ("id",),
            (),
            None,
            (RowKey(("id",)), Cursor("none", None, "a view, and no `cursor` says what is new")),
        ),
        (("id",), (), "at", (RowKey(("id",)), Cursor("updated_at", "at", "named in f", "timestamp with time zone"))),
        (("id", "at"), (), "id", (RowKey(("id", "at")), Cursor("growing", "id", "named in f", "bigint"))),
        *(
            (
                ("id",),
                withheld,
                name,
                (
                    RowKey(("id",)),
                    Cursor("none", None, f"{name}{NO_CURSOR}"),
                ),
            )
            for name, withheld in (("note", ()), ("at", ("at",)))
        ),
    ],
)
def test_a_view_has_the_key_and_the_cursor_that_are_named(
    key: tuple[str, ...], withheld: tuple[str, ...], cursor: str | None, found: tuple[RowKey | None, Cursor]
) -> None:
    assert of_view(COLUMNS, key, withheld, cursor, "f") == found


def test_a_table_others_inherit_from_says_whose_rows_it_has() -> None:
    assert with_heirs(2).reason == "its rows are also those of 2 tables that inherit from it, as SELECT has it"


@pytest.mark.parametrize(
    ("slice_", "tables", "views"),
    [
        (Slice("s"), ("a", "b", "v"), ()),
        (Slice("s", views=("v",)), ("a", "b", "v"), ("v",)),
        (Slice("s", only=("a",), views=("v",)), ("a", "v"), ("a", "v")),
        (Slice("s", only=("a", "v")), ("a", "v"), ("a", "v")),
        (Slice("s", but=("a",), views=("v",)), ("b", "v"), ("v",)),
    ],
)
def test_a_view_is_wanted_where_it_is_named(slice_: Slice, tables: tuple[str, ...], views: tuple[str, ...]) -> None:
    names = ("a", "b", "v")
    assert slice_.pick(names) == tables
    assert tuple(name for name in names if slice_.wants_view(name)) == views
