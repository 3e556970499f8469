"""The same question asked of another source: which of the rows a query counts are counted, or known, there too."""

from collections.abc import Callable, Iterable, Iterator, Mapping

from heartbeat_cli.errors import RefusedError
from heartbeat_cli.estate import Inventory
from heartbeat_cli.metrics.evaluation import Mirror
from heartbeat_cli.metrics.gap.changes import RowTest, SqlChange
from heartbeat_cli.metrics.gap.known import Known
from heartbeat_cli.metrics.metric import Metric
from heartbeat_cli.metrics.migrate.counted import CountedColumn, CountedRows, counted_rows
from heartbeat_cli.metrics.migrate.keys import shared_key
from heartbeat_cli.pgschema import Database, QName, Table, quote_if_needed

Tables = Callable[[Metric], Mapping[QName, Table]]
"""The tables a metric reads, as far as they are known."""


def elsewhere_changes(
    metric: Metric, known: Known, others: Iterable[Metric], tables: Tables, inventory: Inventory, mirror: Mirror
) -> tuple[SqlChange, ...]:
    """Only rows whose key the other source counts, or has at all; `others` that carry no key of them change nothing."""
    try:
        own = counted_rows(metric, known.tables)
    except RefusedError:
        return ()
    return tuple(
        change
        for other in others
        for change in _of_other(metric, own, other, tables, inventory, _databases(inventory, mirror))
    )


def _databases(inventory: Inventory, mirror: Mirror) -> dict[str, Database]:
    found = {source.name: mirror(source) for source in inventory.sources}
    return {name: database for name, database in found.items() if database is not None}


def _of_other(
    metric: Metric,
    own: CountedRows,
    other: Metric,
    tables: Tables,
    inventory: Inventory,
    databases: Mapping[str, Database],
) -> Iterator[SqlChange]:
    try:
        rows = counted_rows(other, tables(other))
    except RefusedError:
        return
    own_is_truth = metric.source == inventory.truth_source
    pair = shared_key(rows, own, inventory, databases) if own_is_truth else shared_key(own, rows, inventory, databases)
    if pair is None:
        return
    mine, theirs = (pair.truth, pair.legacy) if own_is_truth else (pair.legacy, pair.truth)
    part = f"elsewhere {other.source}"
    where = "\n  AND ".join(f"({condition.text})" for condition in rows.pieces.conditions) or "true"
    counted = f"SELECT ({theirs.written})::text FROM {rows.pieces.source} WHERE {where}"
    name = f"{quote_if_needed(theirs.table.schema)}.{quote_if_needed(theirs.table.name)}"
    held = f"SELECT ({quote_if_needed(theirs.column)})::text FROM {name}"
    for words, keys, prior in (
        (f"only those that {other.name} counts, too", counted, 1.5),
        (f"only those that {other.source} has in {theirs.table}", held, 1.5),
    ):
        yield SqlChange("another source", part, words, prior, tests=(_among(mine, keys),))


def _among(column: CountedColumn, keys: str) -> RowTest:
    return RowTest(f"({column.written})::text IN ({keys})")
