"""The marts as the rules see them: what stands in them, and what the rules want to know of its rows."""

from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from heartbeat_cli.errors import HbError
from heartbeat_cli.estate import Inventory, ProjectSettings
from heartbeat_cli.marts import (
    LandedTable,
    MartsReader,
    landed_sources,
    open_marts,
    read_receipts,
    unlike_receipts,
    views_among,
)
from heartbeat_cli.metrics import (
    EvaluationReceipt,
    MetricFile,
    QueryNames,
    evaluate,
    is_unexplained_zero,
    landed_types,
    metric_of,
    newest_receipts,
    receipts_with,
    recorded_counts,
    table_names,
    table_without_rows,
)
from heartbeat_cli.mirror import MirrorDumps
from heartbeat_cli.pgschema import QName, quote
from heartbeat_cli.rules.parts.queries import keys_asked, labels_asked

Key = tuple[QName, tuple[str, ...]]
_MOST_ROWS = 1_000_000
_MOST_LABELS = 1_000


@dataclass(frozen=True, slots=True)
class Landed:
    """The marts: their tables and the sources that are landed in full.

    `unlike` are the tables that are not all there, or have other rows than their receipt says.
    `loads` has the last load of each table by the ledger. Of the tables that records of alignment name, `types` has the
    type of each column (`dataset.table.column`), as `dialect` spells it. `receipts` has those of these records that the
    marts hold, by id, None where they may not be read. `computed_again` has the values of records of rehearsals whose
    receipts they do not hold, by the id of these, where the tables have as many rows as those say.
    """

    tables: frozenset[QName]
    sources: frozenset[str]
    columns: Mapping[QName, tuple[str, ...]] = field(default_factory=dict)
    copies: Mapping[tuple[QName, tuple[str, ...]], int] = field(default_factory=dict)
    """The most rows that share these columns of a table, where a rule asks and the table is not too large."""
    loads: dict[str, str] = field(default_factory=dict)
    dialect: str = ""
    types: dict[str, str] = field(default_factory=dict)
    receipts: dict[str, EvaluationReceipt] | None = field(default_factory=dict)
    computed_again: dict[str, Decimal | None] = field(default_factory=dict)
    labels: Mapping[tuple[QName, str], tuple[str, ...]] = field(default_factory=dict)
    """The texts in a column of a small table, such as a dictionary, that a metric asks for one of."""
    unlike: frozenset[QName] = frozenset()
    recorded: Mapping[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)
    """The records of counts the marts know of, by metric: digest and verdict, in order."""
    nothing_counted: Mapping[str, QName] = field(default_factory=dict)
    """Of records of a zero without a reason, by the id of the receipt: a table that had no row up to then."""
    views: frozenset[QName] = frozenset()
    """What metrics read as tables and are views in the marts."""
    last: Mapping[str, EvaluationReceipt] = field(default_factory=dict)
    """The newest receipt of each metric that nobody has counted, by its name; `types` has its columns, too."""
    loaded_at: Mapping[QName, datetime] = field(default_factory=dict)
    """When the last load of a table was, by the ledger."""


def read_landed(
    project: ProjectSettings,
    inventory: Inventory,
    mirror: MirrorDumps,
    files: Collection[MetricFile],
    queries: Collection[QueryNames],
    read: frozenset[QName],
) -> tuple[Landed | None, HbError | None]:
    """The marts of a project, or why they cannot be read. `queries` are those of the metrics, `read` their tables."""
    counted = [r.receipt for f in files for r in f.metric.alignment if r.receipt is not None]
    try:
        with open_marts(project) as reader:
            tables = {QName(t.dataset, t.name): t for t in reader.tables()}
            receipts = read_receipts(reader)
            last = _last(files, reader)
            types = landed_types({t for receipt in (*counted, *last.values()) for t in table_names(receipt)}, reader)
            kept = _kept(counted, reader)
            recorded = recorded_counts(reader) if kept else {}
            copies = _copies(keys_asked(queries), tables, reader)
            labels = _labels(labels_asked(queries), tables, reader)
            rehearsed = {r.receipt for f in files if f.metric.rehearsal for r in f.metric.alignment if r.receipt}
            zeros = _nothing_counted(files, tables, reader)
            views = views_among(reader, read - tables.keys())
            again = _again((r for r in rehearsed if r.id not in (kept or ())), tables, reader)
    except HbError as error:
        return None, error
    sources = landed_sources(inventory, tables.values(), receipts, mirror.database)
    columns = {name: tuple(column.name for column in table.columns) for name, table in tables.items()}
    loads = {f"{r.dataset}.{r.table}": r.load_id for r in receipts}
    unlike = unlike_receipts(tables.values(), receipts)
    return Landed(
        frozenset(tables),
        sources,
        columns,
        copies,
        loads,
        dialect=reader.dialect,
        types=types,
        receipts=kept,
        computed_again=again,
        labels=labels,
        unlike=unlike,
        recorded=recorded,
        nothing_counted=zeros,
        views=views,
        last=last,
        loaded_at={QName(r.dataset, r.table): r.loaded_at for r in receipts},
    ), None


def _kept(receipts: Iterable[EvaluationReceipt], reader: MartsReader) -> dict[str, EvaluationReceipt] | None:
    """Whoever may read the datasets need not be allowed to read what was computed from them."""
    try:
        return receipts_with(reader, (receipt.id for receipt in receipts))
    except HbError:
        return None


def _nothing_counted(
    files: Iterable[MetricFile], tables: Mapping[QName, LandedTable], reader: MartsReader
) -> dict[str, QName]:
    """Marts with fewer rows than it read say nothing of a receipt."""
    found: dict[str, QName] = {}
    for receipt in (r.receipt for f in files for r in f.metric.alignment if r.receipt and is_unexplained_zero(r)):
        reads = zip(table_names(receipt), receipt.tables, strict=True)
        if all(name in tables and tables[name].rows >= read.rows for name, read in reads):
            with suppress(HbError):
                table = table_without_rows(reader, receipt)
                found |= {receipt.id: table} if table else {}
    return found


def _last(files: Iterable[MetricFile], reader: MartsReader) -> dict[str, EvaluationReceipt]:
    """Of a counted metric the record says what it read."""
    uncounted = (f.metric for f in files if f.metric.sql is not None and f.metric.status not in ("parked", "retired"))
    names = [m.name for m in uncounted if m.last_alignment is None or m.last_alignment.receipt is None]
    try:
        return newest_receipts(reader, names)
    except HbError:
        return {}


def _again(
    receipts: Iterable[EvaluationReceipt], tables: Mapping[QName, LandedTable], reader: MartsReader
) -> dict[str, Decimal | None]:
    """The demo's rows are the same wherever there are as many of them."""
    found: dict[str, Decimal | None] = {}
    for receipt in receipts:
        reads = zip(table_names(receipt), receipt.tables, strict=True)
        if all(name in tables and tables[name].rows == read.rows for name, read in reads):
            with suppress(HbError):
                found[receipt.id] = evaluate(metric_of(receipt), reader, receipt.as_of).value
    return found


def _labels(
    asked: Iterable[tuple[QName, str]], tables: Mapping[QName, LandedTable], reader: MartsReader
) -> dict[tuple[QName, str], tuple[str, ...]]:
    """The texts in columns of tables that are as small as dictionaries are."""
    found: dict[tuple[QName, str], tuple[str, ...]] = {}
    for name, column in asked:
        table = tables.get(name)
        if table is None or not 0 < table.rows <= _MOST_LABELS or column not in {c.name for c in table.columns}:
            continue
        rows = reader.query(f"SELECT DISTINCT {quote(column)} FROM {quote(name.schema)}.{quote(name.name)}").rows
        found[name, column] = tuple(str(value) for (value,) in rows if value is not None)
    return found


def _copies(keys: Iterable[Key], tables: Mapping[QName, LandedTable], reader: MartsReader) -> dict[Key, int]:
    """The most rows that share a key, of tables that are read in no time."""
    found: dict[Key, int] = {}
    for name, key in keys:
        table = tables.get(name)
        if table is None or table.rows > _MOST_ROWS or not set(key) <= {column.name for column in table.columns}:
            continue
        columns = ", ".join(map(quote, key))
        counted = f"SELECT count(*) AS n FROM {quote(name.schema)}.{quote(name.name)} GROUP BY {columns}"
        rows = reader.query(f"SELECT max(n) FROM ({counted}) AS counted").rows
        found[name, key] = int(str(rows[0][0] or 0))
    return found
