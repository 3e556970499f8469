"""Rows that are no business: deleted and test ones, where the table has a column for them."""

from heartbeat_cli.discovery.proposals.known import KnownTable
from heartbeat_cli.discovery.proposals.rows import Rows
from heartbeat_cli.pgschema import DATE_KINDS, kind_of
from heartbeat_cli.text import split_words

_DELETED, _TEST = frozenset({"deleted"}), frozenset({"test", "sandbox", "dummy"})
_BARE = frozenset({"is", "at", "on", "date", "time", "record", "account", "flag"})


def not_business(rows: Rows) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The conditions that leave deleted and test rows out, and sentences that say so."""
    conditions, said = [], []
    for column in rows.known.table.columns:
        words = frozenset(split_words(column.name)) - _BARE
        is_flag = kind_of(column.type) == "boolean"
        if words and words <= _DELETED and (is_flag or kind_of(column.type) in DATE_KINDS):
            conditions.append(_unset(rows, column.name, is_flag=is_flag))
            said.append(f"deleted rows ({column.name})")
        elif words and words <= _TEST and is_flag:
            conditions.append(_unset(rows, column.name, is_flag=True))
            said.append(f"test rows ({column.name})")
    return tuple(conditions), tuple(said)


def _unset(rows: Rows, column: str, *, is_flag: bool) -> str:
    return f"{rows.written(column)} IS {'NOT TRUE' if is_flag else 'NULL'}"


def without_a_time(known: KnownTable, column: str) -> tuple[str, ...]:
    """Rows that a window cannot have because their time is not set; none where it is always."""
    found = known.columns.get(column)
    return (f"rows of {known.table.name} without {column}",) if found is not None and found.nullable else ()
