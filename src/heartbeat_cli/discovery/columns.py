"""What a column can be used for, seen from its type as PostgreSQL spells it, and which one says when a row happened."""

import re
from typing import Final

from heartbeat_cli.pgschema import DATE_KINDS, NUMBER_KINDS, TIMESTAMP_KINDS, Column, Table, TypeKind, kind_of
from heartbeat_cli.profiling import event_column
from heartbeat_cli.text import split_words

AMOUNTS: Final[frozenset[TypeKind]] = NUMBER_KINDS | {"money"}
"""Kinds of types whose values can be summed. A domain is none in the mirror; it lands as what it is made of."""
# Times that say when a row was touched or how long it holds, not when something happened.
_HOLDING = re.compile(r"^(valid_(until|to|till)|expir)")
_LATE = re.compile(r"^(updated|modified|deleted|valid|expires|synced|loaded)")


def is_key(table: Table, column: Column) -> bool:
    """True for a key or a reference: a number nobody sums."""
    own = table.primary_key.columns if table.primary_key else ()
    return column.name in own or any(column.name in key.columns for key in table.foreign_keys)


def timestamps(table: Table) -> tuple[Column, ...]:
    """The columns a duration can run between."""
    return tuple(c for c in table.columns if kind_of(c.type) in TIMESTAMP_KINDS)


def amounts(table: Table) -> tuple[Column, ...]:
    """The columns that can be summed: numbers that are no keys."""
    return tuple(c for c in table.columns if kind_of(c.type) in AMOUNTS and not is_key(table, c))


def event_times(table: Table) -> tuple[Column, ...]:
    """The columns a window can be cut from: the event time profiling sees first, then those that are never null.

    An event that may not have come yet does not say when every row came to be, where another time does.
    """
    found = [c for c in table.columns if kind_of(c.type) in DATE_KINDS]
    event = event_column(table)
    return tuple(
        sorted(found, key=lambda c: (_is_of_a_life(c), c != event or c.nullable, is_late(c), c.nullable, c != event))
    )


def says_until_when(column: Column) -> bool:
    """Whether a time says how long something holds or lives, which is not when its row came to be."""
    return _is_of_a_life(column) or _HOLDING.match(column.name) is not None


def _is_of_a_life(column: Column) -> bool:
    """Whether a time is somebody's birth or death, which is not when the row came to be."""
    return not {"birth", "birthday", "born", "dob", "death"}.isdisjoint(split_words(column.name))


def is_late(column: Column) -> bool:
    """Whether a time says when a row was touched or how long it holds, not when something happened."""
    return _LATE.match(column.name) is not None
