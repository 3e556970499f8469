"""Numbers on a source that is being replaced: they are migration targets, and never what is right in the end.

`migration_target` decides it, for whoever lists, shows, runs, checks or discovers a metric; `migration_words` says it.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import replace

from heartbeat_cli.errors import HbError, RefusedError
from heartbeat_cli.estate import Inventory, Source
from heartbeat_cli.metrics.metric import Metric
from heartbeat_cli.pgschema import Database, QName
from heartbeat_cli.text import stem_set


def migration_target(metric: Metric, inventory: Inventory, tables: Collection[QName] | None = None) -> tuple[str, ...]:
    """The sources being replaced that a metric stands on, sorted; none of one that is retired.

    Those it reads, and the one it says it is of. `tables` are those its SQL reads, where they are known already.
    """
    legacy = {source.name for source in inventory.sources if source.legacy}
    if metric.status == "retired" or not legacy:
        return ()
    read = _tables(metric, inventory) if tables is None else tables
    return tuple(sorted({*legacy_sources(read, inventory), *legacy & {metric.source}}))


def with_migration(metric: Metric, inventory: Inventory, tables: Collection[QName] | None = None) -> Metric:
    """The metric, knowing by which sources it is a migration target."""
    return replace(metric, migration_target=migration_target(metric, inventory, tables))


def migration_words(legacy: Iterable[str]) -> str:
    """`migration target: vss is being replaced`; nothing without a source."""
    names = tuple(legacy)
    return f"migration target: {', '.join(names)} {'is' if len(names) == 1 else 'are'} being replaced" if names else ""


def legacy_sources(tables: Iterable[QName], inventory: Inventory) -> tuple[str, ...]:
    """The sources being replaced that these tables are of, sorted."""
    owners = (inventory.of_dataset(table.schema) for table in tables)
    return tuple(sorted({owner[0].name for owner in owners if owner is not None and owner[0].legacy}))


def _tables(metric: Metric, inventory: Inventory) -> Collection[QName]:
    """The tables its SQL reads. It is parsed only where it may name a dataset of a source being replaced."""
    sql = (metric.sql or "").casefold()
    datasets = {s.dataset(schema) for s in inventory.sources if s.legacy for schema in (*s.schemas, *_sliced(s))}
    if not any(dataset.casefold() in sql for dataset in datasets):
        return ()
    from heartbeat_cli.metrics.reading import tables_named

    try:
        return tables_named(metric.sql or "", metric.sql_place)
    except HbError:
        return ()


def _sliced(source: Source) -> tuple[str, ...]:
    return tuple(slice_.schema for slice_ in source.slices)


def refuse_legacy(
    metric: Metric,
    tables: tuple[QName, ...],
    inventory: Inventory,
    others: Iterable[Metric],
    mirror: Callable[[Source], Database | None],
) -> None:
    """Raise RefusedError (`migration_target`) for a number of a legacy source that the truth source can give.

    It can where a metric on it asks the same, or where it has every table of the same name.
    """
    legacy = migration_target(metric, inventory, tables)
    if not legacy:
        return
    instead = same_question(metric, inventory.truth_source, others) or _same_tables(tables, inventory, mirror)
    if instead is not None:
        raise RefusedError(
            f"{metric.name} is a migration target: {', '.join(legacy)} is being replaced, and {instead}",
            where=str(metric.file) if metric.file else None,
            hint=f"Hold the count against the number on {inventory.truth_source}.",
            code="migration_target",
        )


def same_question(metric: Metric, truth: str, others: Iterable[Metric]) -> str | None:
    """The metric of the truth source that asks the same over the same window, as half a sentence."""
    other = same_question_metric(metric, truth, others)
    return f"{other.name} asks the same of {truth}" if other is not None else None


def same_question_metric(metric: Metric, source: str, others: Iterable[Metric]) -> Metric | None:
    """The metric of a source that asks the same over the same window; None where there is none that has a number."""
    asked = stem_set(metric.question)
    for other in others:
        there = other.source == source and other.name != metric.name and other.status not in ("parked", "retired")
        if there and other.window == metric.window and stem_set(other.question) == asked:
            return other
    return None


def _same_tables(
    tables: tuple[QName, ...], inventory: Inventory, mirror: Callable[[Source], Database | None]
) -> str | None:
    truth = inventory.get(inventory.truth_source)
    database = mirror(truth) if truth is not None else None
    if truth is None or database is None:
        return None
    known = {table.name: schema.name for schema in database.schemas for table in schema.tables}
    old = [table.name for table in tables if legacy_sources([table], inventory)]
    if not all(name in known for name in old):
        return None
    return f"{truth.name} has {', '.join(f'{known[name]}.{name}' for name in old)}"
