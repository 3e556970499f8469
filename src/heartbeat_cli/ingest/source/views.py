"""What tells the rows of a view apart, and of a table that others inherit from: nothing, unless somebody says so."""

from collections.abc import Collection, Sequence

from heartbeat_cli.ingest.source.keys import SourceColumn, named_cursor
from heartbeat_cli.sources import Cursor, RowKey
from heartbeat_cli.wording import count


def with_heirs(tables: int) -> Cursor:
    """The cursor of a table whose rows are also those of `tables` that inherit from it: no key holds for them all."""
    heirs = count(tables, "table that inherits", "tables that inherit")
    return Cursor("none", None, f"its rows are also those of {heirs} from it, as SELECT has it")


def of_view(
    columns: Sequence[SourceColumn], key: Sequence[str], withheld: Collection[str], cursor: str | None, file: str
) -> tuple[RowKey | None, Cursor]:
    """The key and the cursor that the source's `file` names for a view; never cut into ranges.

    Without a key rows cannot be put in place of others, and without a cursor it lands whole where it has changed.
    """
    if not key or any(name in withheld for name in key):
        return None, Cursor("none", None, "a view, and no `key` says what tells its rows apart")
    if cursor is None:
        return RowKey(tuple(key)), Cursor("none", None, "a view, and no `cursor` says what is new")
    return RowKey(tuple(key)), named_cursor(columns, withheld, cursor, file)
