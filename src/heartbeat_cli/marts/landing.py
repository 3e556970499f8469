"""What of a source is landed: its slice held against the tables and receipts in the marts.

A table counts as landed when it stands in the marts, its receipt says that all of it has arrived, and it has exactly
the rows its ranges say.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from heartbeat_cli.estate import Inventory, Source
from heartbeat_cli.marts.names import is_landed_name
from heartbeat_cli.marts.reach import Reach, reach_of
from heartbeat_cli.marts.receipt import LANDED, Receipt
from heartbeat_cli.pgschema import Database, QName
from heartbeat_cli.wording import count


class LandedTableFacts(Protocol):
    """A table in the marts; `LandedTable` is one."""

    @property
    def dataset(self) -> str:
        """The dataset it is in."""

    @property
    def name(self) -> str:
        """Its name there."""

    @property
    def rows(self) -> int:
        """How many rows it has."""

    @property
    def bytes(self) -> int | None:
        """How many bytes it takes on disk; None where nobody knows."""


@dataclass(frozen=True, slots=True)
class LandedPart:
    """One landed table of a source: `table` is `schema.table` there, `rows` and `bytes` are those in the marts.

    `reach` says to when its data reaches, None where nobody asked.
    """

    table: QName
    dataset: str
    rows: int
    bytes: int | None
    loaded_at: datetime
    reach: Reach | None = None


@dataclass(frozen=True, slots=True)
class SourceLanding:
    """How much of a source is in the marts: the tables that are landed, and those of its slice that are not.

    `others` stand in its datasets and are not of its slice: somebody else made them, or the slice has changed.
    """

    source: str
    parts: tuple[LandedPart, ...] = ()
    missing: tuple[QName, ...] = ()
    others: tuple[QName, ...] = ()

    @property
    def tables(self) -> tuple[QName, ...]:
        """The landed tables, by their names at the source."""
        return tuple(part.table for part in self.parts)

    @property
    def wanted(self) -> int:
        """How many tables the slice has."""
        return len(self.parts) + len(self.missing)

    @property
    def landed(self) -> bool:
        """All of the slice, and at least one table."""
        return bool(self.parts) and not self.missing

    @property
    def partly(self) -> bool:
        """Some of the slice."""
        return bool(self.parts) and bool(self.missing)

    @property
    def word(self) -> str:
        """`landed`, `partly` or `not landed`."""
        return "landed" if self.landed else "partly" if self.partly else "not landed"

    @property
    def rows(self) -> int:
        """How many rows they have together."""
        return sum(part.rows for part in self.parts)

    @property
    def bytes(self) -> int | None:
        """Size in the marts, None where they do not tell."""
        sizes = [part.bytes for part in self.parts if part.bytes is not None]
        return sum(sizes) if sizes else None

    @property
    def reaches(self) -> tuple[Reach, ...]:
        """To when each of its tables reaches."""
        return tuple(part.reach for part in self.parts if part.reach is not None)

    @property
    def loaded_at(self) -> datetime | None:
        """When the last of its tables was loaded."""
        return max((part.loaded_at for part in self.parts), default=None)

    def __str__(self) -> str:
        beside = f" ({len(self.others)} more there not of its slice)" if self.others else ""
        if self.landed:
            return f"landed, {count(len(self.parts), 'table')}{beside}"
        if self.partly:
            return f"partly landed, {len(self.parts)} of {count(self.wanted, 'table')}{beside}"
        return f"not landed{beside}"


def landing_of(
    source: Source, database: Database | None, tables: Iterable[LandedTableFacts], receipts: Iterable[Receipt]
) -> SourceLanding:
    """The landing of one source; `database` is its mirror, where there is one.

    Without a mirror the slice of a schema is what it names itself (`only`), or the tables that have a receipt.
    """
    receipted = {(r.dataset, r.table): r for r in receipts}
    standing = {(t.dataset, t.name): t for t in tables}
    parts: list[LandedPart] = []
    missing: list[QName] = []
    others: list[QName] = []
    for slice_ in source.slices:
        dataset = source.dataset(slice_.schema)
        known = _tables_of(database, slice_.schema) or slice_.only
        wanted = slice_.pick(known) if known else tuple(name for at, name in receipted if at == dataset)
        if not wanted:
            missing.append(QName(slice_.schema, "*"))
        beside = (name for at, name in standing if at == dataset and name not in wanted and is_landed_name(name))
        others += (QName(slice_.schema, name) for name in beside)
        for name in wanted:
            table, receipt = standing.get((dataset, name)), receipted.get((dataset, name))
            if table is not None and receipt is not None and _is_landed(table, receipt):
                parts.append(_part(QName(slice_.schema, name), table, receipt))
            else:
                missing.append(QName(slice_.schema, name))
    return SourceLanding(source.name, tuple(parts), tuple(missing), tuple(others))


def _part(name: QName, table: LandedTableFacts, receipt: Receipt) -> LandedPart:
    return LandedPart(name, table.dataset, table.rows, table.bytes, receipt.loaded_at, reach_of(receipt))


def _is_landed(table: LandedTableFacts, receipt: Receipt) -> bool:
    return receipt.state == LANDED and table.rows == receipt.rows


def unlike_receipts(tables: Iterable[LandedTableFacts], receipts: Iterable[Receipt]) -> frozenset[QName]:
    """The tables (`dataset.table`) with a receipt that are not all there, or have other rows than it says."""
    receipted = {(r.dataset, r.table): r for r in receipts}
    found = ((table, receipted.get((table.dataset, table.name))) for table in tables)
    return frozenset(
        QName(table.dataset, table.name) for table, receipt in found if receipt and not _is_landed(table, receipt)
    )


def landed_sources(
    inventory: Inventory,
    tables: Iterable[LandedTableFacts],
    receipts: Iterable[Receipt],
    mirror: Callable[[Source], Database | None],
) -> frozenset[str]:
    """The sources whose whole slice is landed; `mirror` gives the DDL of a source where there is one."""
    standing, received = tuple(tables), tuple(receipts)
    present = {table.dataset for table in standing}
    return frozenset(
        source.name
        for source in inventory.sources
        if set(source.datasets) & present and landing_of(source, mirror(source), standing, received).landed
    )


def _tables_of(database: Database | None, schema: str) -> tuple[str, ...]:
    found = database.schema(schema) if database is not None else None
    return tuple(t.name for t in found.tables if t.partition_of is None) if found is not None else ()
