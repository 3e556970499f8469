"""What a column can be used for, told from its type as PostgreSQL spells it, and which one says when a row happened."""

import re

from heartbeat_cli.pgschema import Column, Table
from heartbeat_cli.profiling.cursors import event_column

NUMBER, MOMENT, DATE, TRUTH, TEXT, OTHER = "number", "moment", "date", "truth", "text", "other"
_NUMERIC = ("smallint", "integer", "bigint", "numeric", "decimal", "real", "double precision", "money")
# Times that say when a row was touched or how long it holds, not when something happened.
_LATE = re.compile(r"^(updated|modified|deleted|valid|expires|synced|loaded)")


def kind_of(column: Column) -> str:
    """`number`, `moment` (date and time), `date`, `truth`, `text` or `other`.

    A domain is `other` in the mirror; in the marts it has landed as what it is made of.
    """
    type_name = column.type.casefold()
    if type_name.endswith("[]"):
        return OTHER
    if type_name.startswith("timestamp"):
        return MOMENT
    if type_name == "date":
        return DATE
    if type_name.startswith(_NUMERIC):
        return NUMBER
    if type_name == "boolean":
        return TRUTH
    return TEXT if type_name.startswith(("text", "character", "varchar")) else OTHER


def is_key(table: Table, column: Column) -> bool:
    """True for a key or a reference: a number nobody sums."""
    own = table.primary_key.columns if table.primary_key else ()
    return column.name in own or any(column.name in key.columns for key in table.foreign_keys)


def moments(table: Table) -> tuple[Column, ...]:
    """The columns a duration can run between."""
    return tuple(c for c in table.columns if kind_of(c) == MOMENT)


def amounts(table: Table) -> tuple[Column, ...]:
    """The columns that can be summed: numbers that are no keys."""
    return tuple(c for c in table.columns if kind_of(c) == NUMBER and not is_key(table, c))


def event_times(table: Table) -> tuple[Column, ...]:
    """The columns a window can be cut from: the event time profiling sees first, then those that are never null."""
    found = [c for c in table.columns if kind_of(c) in (MOMENT, DATE)]
    event = event_column(table)
    return tuple(sorted(found, key=lambda c: (c != event, bool(_LATE.match(c.name)), c.nullable)))
