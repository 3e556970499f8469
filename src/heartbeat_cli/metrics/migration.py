"""Numbers on a source that is being replaced: they are migration targets, and never what is right in the end."""

from collections.abc import Callable, Iterable

from heartbeat_cli.errors import RefusedError
from heartbeat_cli.estate import Inventory, Source
from heartbeat_cli.metrics.metric import Metric
from heartbeat_cli.pgschema import Database, QName
from heartbeat_cli.text import stem_set


def legacy_sources(tables: Iterable[QName], inventory: Inventory) -> tuple[str, ...]:
    """The sources being replaced that these tables are of, sorted."""
    owners = (inventory.of_dataset(table.schema) for table in tables)
    return tuple(sorted({owner[0].name for owner in owners if owner is not None and owner[0].legacy}))


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
    legacy = legacy_sources(tables, inventory)
    if not legacy:
        return
    truth = inventory.truth_source
    instead = _same_question(metric, truth, others) or _same_tables(tables, inventory, mirror)
    if instead is not None:
        raise RefusedError(
            f"{metric.name} is a migration target: {', '.join(legacy)} is being replaced, and {instead}",
            where=str(metric.file) if metric.file else None,
            hint=f"Hold the count against the number on {truth}.",
            code="migration_target",
        )


def _same_question(metric: Metric, truth: str, others: Iterable[Metric]) -> str | None:
    asked = stem_set(metric.question)
    for other in others:
        on_truth = other.source == truth and other.name != metric.name and other.status not in ("parked", "retired")
        if on_truth and other.window == metric.window and stem_set(other.question) == asked:
            return f"{other.name} asks the same of {truth}"
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
