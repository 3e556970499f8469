"""Whether what a candidate waits for has landed."""

from collections.abc import Collection, Mapping

from heartbeat_cli.estate import Inventory, Source
from heartbeat_cli.metrics.metric import BlockedOn
from heartbeat_cli.pgschema import QName

LandedColumns = Mapping[QName, Collection[str]]
"""The columns of each table in the marts."""


def is_provided(blocked: BlockedOn, inventory: Inventory, landed: Collection[str], columns: LandedColumns) -> bool:
    """Whether its source is one of those that are `landed` in full, with every table and column that is needed."""
    return blocked.source in landed and not needs_lacking(blocked, inventory, columns)


def needs_lacking(blocked: BlockedOn, inventory: Inventory, columns: LandedColumns) -> tuple[str, ...]:
    """The tables and columns it needs that are not in the marts; all of a source the inventory does not name."""
    source = next((source for source in inventory.sources if source.name == blocked.source), None)
    return tuple(need for need in blocked.needs if source is None or not _stands(need, source, columns))


def _stands(need: str, source: Source, columns: LandedColumns) -> bool:
    """True where `need`, as `[source.]schema.table[.column]`, is in the marts.

    A source may be called like one of its schemas; then whichever reading is there counts.
    """
    words = need.split(".")
    readings = [words, words[1:]] if words[0] == source.name else [words]
    for schema, table, *column in (reading for reading in readings if 2 <= len(reading) <= 3):
        landed = columns.get(QName(source.dataset(schema), table))
        if landed is not None and set(column) <= set(landed):
            return True
    return False
