"""What of a source is landed: its slice held against the tables and receipts in the marts.

A table counts as landed when it stands in the marts, has a receipt, and has exactly the rows its receipt says.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from heartbeat_cli.catalog import Database, QName
from heartbeat_cli.estate import Source
from heartbeat_cli.ledger import Receipt
from heartbeat_cli.warehouse import LandedTable


@dataclass(frozen=True, slots=True)
class Landing:
    """How much of a source is in the marts: the tables that are landed, and those of its slice that are not.

    Names are `schema.table` of the source.
    """

    source: str
    tables: tuple[QName, ...] = ()
    missing: tuple[QName, ...] = ()

    @property
    def landed(self) -> bool:
        """All of the slice, and at least one table."""
        return bool(self.tables) and not self.missing

    @property
    def partly(self) -> bool:
        """Some of the slice."""
        return bool(self.tables) and bool(self.missing)

    def __str__(self) -> str:
        if self.landed:
            return f"landed, {len(self.tables)} tables"
        if self.partly:
            return f"partly landed, {len(self.tables)} of {len(self.tables) + len(self.missing)} tables"
        return "not landed"


def landing_of(
    source: Source, database: Database | None, tables: Iterable[LandedTable], receipts: Iterable[Receipt]
) -> Landing:
    """The landing of one source; `database` is its mirror, where there is one.

    Without a mirror the slice of a schema is what it names itself (`only`), or the tables that have a receipt.
    """
    receipted = {(r.dataset, r.table): r.rows for r in receipts}
    standing = {(t.dataset, t.name): t.rows for t in tables}
    found: list[QName] = []
    missing: list[QName] = []
    for part in source.slices:
        dataset = source.dataset(part.schema)
        known = _tables_of(database, part.schema) or part.only
        wanted = part.pick(known) if known else tuple(name for at, name in receipted if at == dataset)
        if not wanted:
            missing.append(QName(part.schema, "*"))
        for name in wanted:
            rows = standing.get((dataset, name))
            good = rows is not None and rows == receipted.get((dataset, name))
            (found if good else missing).append(QName(part.schema, name))
    return Landing(source.name, tuple(found), tuple(missing))


def _tables_of(database: Database | None, schema: str) -> tuple[str, ...]:
    found = database.schema(schema) if database is not None else None
    return tuple(t.name for t in found.tables if t.partition_of is None) if found is not None else ()
