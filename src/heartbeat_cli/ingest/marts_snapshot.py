"""What the marts hold of a source before an ingest: tables, receipts, ledger, and what dlt's books say. Read only."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from heartbeat_cli.errors import NotFoundError
from heartbeat_cli.estate import ProjectSettings
from heartbeat_cli.ingest.columns.reshape import snake_case
from heartbeat_cli.marts import (
    LandedRange,
    MartsReader,
    Receipt,
    TableShape,
    as_range,
    find_marts_kind,
    ledgered_datasets,
    open_marts,
    read_receipts,
    select_ranges,
)
from heartbeat_cli.pgschema import quote

# PostgreSQL counts by reading: a table larger than this is only asked whether it has rows at all.
COUNTED_BYTES = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class TableSnapshot:
    """One table in the marts. `columns` are names, types as PostgreSQL spells them and whether they may be null; None
    where there is no table.

    `rows` is None where nobody counted: a large table of Postgres marts that is not empty. `name` is what the table is
    called in the marts where that is not its name at the source.
    """

    columns: tuple[tuple[str, str, bool], ...] | None = None
    rows: int | None = None
    receipt: Receipt | None = None
    ranges: tuple[LandedRange, ...] = ()
    name: str | None = None


ABSENT = TableSnapshot()


@dataclass(frozen=True, slots=True)
class MartsSnapshot:
    """What the marts hold.

    `finished` are the load ids in dlt's books, per dataset. Of the server: `version` as server_version_num, 0 for
    DuckDB, and `encoding`, how it keeps text.
    """

    tables: Mapping[tuple[str, str], TableSnapshot] = field(default_factory=dict)
    finished: Mapping[str, frozenset[str]] = field(default_factory=dict)
    version: int = 0
    encoding: str = "UTF8"

    def of(self, dataset: str, table: str) -> TableSnapshot:
        """What there is of a table; ABSENT where the marts do not have it."""
        return self.tables.get((dataset, table), ABSENT)

    def renamed_by_dlt(self, dataset: str, table: str) -> TableSnapshot:
        """A table of somebody else's dlt pipeline, which was given a name in snake case."""
        name = snake_case(table)
        found = self.of(dataset, name)
        return replace(found, name=name) if found is not ABSENT and found.receipt is None else ABSENT


def snapshot_marts(project: ProjectSettings, datasets: Iterable[str]) -> MartsSnapshot:
    """What the marts hold in `datasets`; nothing where there are no marts yet.

    Raises LockedError, ConnectionFailedError, HbError where they cannot be read.
    """
    try:
        reader = open_marts(project, empty=True)
    except NotFoundError:
        return MartsSnapshot()
    with reader:
        return snapshot_tables(reader, datasets)


def snapshot_tables(reader: MartsReader, names: Iterable[str]) -> MartsSnapshot:
    """The same from marts that are open. Raises HbError where they cannot be read."""
    datasets = frozenset(names)
    shapes = [shape for shape in reader.shapes() if shape.dataset in datasets]
    ledgered = [dataset for dataset in ledgered_datasets(reader) if dataset in datasets]
    receipts = {(r.dataset, r.table): r for r in read_receipts(reader) if r.dataset in datasets}
    ranges: dict[tuple[str, str], list[LandedRange]] = {}
    if ledgered:
        for row in reader.query(" UNION ALL ".join(select_ranges(dataset) for dataset in ledgered)).rows:
            entry = as_range(row)
            ranges.setdefault((entry.dataset, entry.table), []).append(entry)
    counts = _counts(reader, shapes)
    tables = {
        (shape.dataset, shape.name): TableSnapshot(
            columns=tuple((column.name, column.type, column.nullable) for column in shape.columns), rows=rows
        )
        for shape, rows in zip(shapes, counts, strict=True)
    }
    everything = {*tables, *receipts, *ranges}
    return MartsSnapshot(
        {
            key: TableSnapshot(
                tables[key].columns if key in tables else None,
                tables[key].rows if key in tables else None,
                receipts.get(key),
                tuple(ranges.get(key, ())),
            )
            for key in everything
        },
        _finished(reader, datasets),
        *find_marts_kind(reader.dialect).server(reader),
    )


def _counts(reader: MartsReader, shapes: list[TableShape]) -> list[int | None]:
    if not shapes:
        return []
    selects = [
        f"SELECT {i} AS i, {'count(*)' if _is_counted(reader, shape) else '-count(*)'} AS n FROM"
        + (f" {shape.sql_name}" if _is_counted(reader, shape) else f" (SELECT 1 FROM {shape.sql_name} LIMIT 1) AS one")
        for i, shape in enumerate(shapes)
    ]
    rows = reader.query(" UNION ALL ".join(selects) + " ORDER BY i").rows
    return [None if int(str(n)) < 0 else int(str(n)) for _, n in rows]


def _is_counted(reader: MartsReader, shape: TableShape) -> bool:
    return find_marts_kind(reader.dialect).counts_at_once or (shape.bytes or 0) <= COUNTED_BYTES


def _finished(reader: MartsReader, datasets: frozenset[str]) -> dict[str, frozenset[str]]:
    found = reader.query("SELECT table_schema FROM information_schema.tables WHERE table_name = '_dlt_loads'").rows
    finished = {}
    for (schema,) in found:
        if str(schema) in datasets:
            rows = reader.query(f"SELECT load_id FROM {quote(str(schema))}._dlt_loads WHERE status = 0").rows
            finished[str(schema)] = frozenset(str(load_id) for (load_id,) in rows)
    return finished
