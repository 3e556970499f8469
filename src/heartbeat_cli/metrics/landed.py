"""Which sources are landed, as far as a metric needs to know, and the DDL mirror that says what a slice holds."""

from collections.abc import Callable, Iterable

from heartbeat_cli.catalog import Database, QName
from heartbeat_cli.errors import InvalidFileError, NotFoundError
from heartbeat_cli.estate import Inventory, Project, Source
from heartbeat_cli.ledger import Receipt
from heartbeat_cli.warehouse import LandedTable


class MirrorDumps:
    """The databases of the mirror by source, each dump read when it is first asked for and never again."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._read: dict[str, tuple[Database | None, str]] = {}

    def database(self, source: Source) -> Database | None:
        """The source's database, None where the mirror has none that can be read."""
        return self.reading(source)[0]

    def reading(self, source: Source) -> tuple[Database | None, str]:
        """The database, or None and why."""
        if source.name not in self._read:
            self._read[source.name] = self._load(source)
        return self._read[source.name]

    def _load(self, source: Source) -> tuple[Database | None, str]:
        from heartbeat_cli.mirror.dump import read_dump
        from heartbeat_cli.mirror.locate import find_dump

        if source.cluster is None or source.database is None:
            return None, f"{source.name} is no database of a cluster"
        try:
            file = find_dump(self._project.mirror, self._project.cluster(source.cluster), source.database)
            return read_dump(file).database, ""
        except (NotFoundError, InvalidFileError) as error:
            return None, str(error)


def landed_sources(
    inventory: Inventory,
    tables: Iterable[LandedTable],
    receipts: Iterable[Receipt],
    mirror: Callable[[Source], Database | None],
) -> frozenset[str]:
    """The sources whose whole slice is in the marts, each table with a receipt of as many rows as it has.

    `mirror` gives the DDL of a source and says what a slice of *all* tables holds; where it knows nothing, one landed
    table per schema has to do.
    """
    receipted = {(r.dataset, r.table): r.rows for r in receipts}
    standing = {QName(t.dataset, t.name) for t in tables if receipted.get((t.dataset, t.name)) == t.rows}
    datasets = {table.schema for table in standing}
    return frozenset(
        source.name
        for source in inventory.sources
        if source.slices and set(source.datasets) <= datasets and not _missing(source, mirror(source), standing)
    )


def _missing(source: Source, database: Database | None, standing: set[QName]) -> bool:
    for part in source.slices:
        schema = database.schema(part.schema) if database is not None else None
        known = [t.name for t in schema.tables if t.partition_of is None] if schema is not None else part.only
        dataset = source.dataset(part.schema)
        if any(QName(dataset, name) not in standing for name in part.pick(known)):
            return True
    return False
