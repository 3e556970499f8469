"""The shape of every metric's query over the tables of the mirror, read once for all rules that judge SQL."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path

from heartbeat_cli.errors import HbError
from heartbeat_cli.estate import Inventory
from heartbeat_cli.metrics import MetricFile, QueryNames, SqlNode, compared_in, fan_outs, parse_view, read_shape
from heartbeat_cli.mirror import MirrorDumps
from heartbeat_cli.pgschema import Database, QName, Table, View, domain_types, enum_labels


@dataclass(frozen=True, slots=True)
class Mirrored:
    """The tables and views of the mirror that metrics read, named as in the marts, domains resolved.

    `reads` has what a view reads, `trees` its query as a tree, `labels` those of the columns that are enums.
    """

    tables: dict[QName, Table] = field(default_factory=dict)
    views: dict[QName, View] = field(default_factory=dict)
    reads: dict[QName, tuple[QName, ...]] = field(default_factory=dict)
    trees: dict[QName, SqlNode] = field(default_factory=dict)
    labels: dict[QName, dict[str, tuple[str, ...]]] = field(default_factory=dict)

    def tables_of(self, name: QName) -> tuple[QName, ...]:
        """A table itself; of a view the tables it reads, down through other views."""
        if name not in self.views:
            return (name,)
        inner = (table for read in self.reads[name] if read != name for table in self.tables_of(read))
        return tuple(dict.fromkeys(inner))


def read_mirrored(lineages: Iterable[tuple[QName, ...]], inventory: Inventory, mirror: MirrorDumps) -> Mirrored:
    """What the mirror has of the tables and views metrics read, and of what those views read."""
    found = Mirrored()
    pending = [name for tables in lineages for name in tables]
    while pending:
        name = pending.pop()
        if name not in found.tables and name not in found.views:
            pending += _read(name, inventory, mirror, found)
    return found


def _read(name: QName, inventory: Inventory, mirror: MirrorDumps, found: Mirrored) -> tuple[QName, ...]:
    """Put one table or view in; what a view reads is next."""
    owner = inventory.of_dataset(name.schema)
    database = mirror.database(owner[0]) if owner is not None else None
    schema = database.schema(owner[1]) if owner is not None and database is not None else None
    if owner is None or database is None or schema is None:
        return ()
    table = schema.table(name.name)
    if table is not None:
        found.tables[name] = _without_domains(table, database)
        found.labels[name] = _labels(table, database)
        return ()
    view = next((view for view in schema.views if view.name == name.name), None)
    if view is None:
        return ()
    found.views[name] = view
    datasets = {each.name: owner[0].dataset(each.name) for each in database.schemas}
    found.reads[name] = tuple(QName(datasets.get(read.schema, read.schema), read.name) for read in view.reads)
    tree = parse_view(view.query, datasets)
    if tree is not None:
        found.trees[name] = tree
    return found.reads[name]


def _without_domains(table: Table, database: Database) -> Table:
    domains = domain_types(database)
    return replace(table, columns=tuple(replace(c, type=domains.get(c.type, c.type)) for c in table.columns))


def _labels(table: Table, database: Database) -> dict[str, tuple[str, ...]]:
    enums = enum_labels(database)
    return {c.name: enums[c.type] for c in table.columns if c.type in enums and not c.type.endswith("[]")}


def read_queries(files: Iterable[MetricFile], followed: Iterable[Path], mirrored: Mirrored) -> dict[Path, QueryNames]:
    """The query of each metric whose SQL can be followed, by its file."""
    known = set(followed)
    found: dict[Path, QueryNames] = {}
    for metric_file in files:
        if metric_file.file in known and metric_file.metric.sql is not None:
            try:
                found[metric_file.file] = QueryNames(
                    read_shape(metric_file.metric.sql, mirrored.trees), mirrored.tables
                )
            except (HbError, RecursionError):
                continue
    return found


def keys_asked(queries: Iterable[QueryNames]) -> frozenset[tuple[QName, tuple[str, ...]]]:
    """The columns of tables of which a rule wants to know how many rows share them, at most."""
    found = (fan_out for query in queries for fan_out in fan_outs(query) if fan_out.key)
    return frozenset((f.many.table, f.key) for f in found if f.many.table is not None and f.many.query is None)


def labels_asked(queries: Iterable[QueryNames]) -> frozenset[tuple[QName, str]]:
    """The columns that some metric compares with a text."""
    found: set[tuple[QName, str]] = set()
    for query in queries:
        names = {id(table): name for name, table in query.tables.items()}
        asked = (c for c in compared_in(query) if c.text is not None and c.equal and id(c.table) in names)
        found |= {(names[id(c.table)], c.column.name) for c in asked}
    return frozenset(found)
