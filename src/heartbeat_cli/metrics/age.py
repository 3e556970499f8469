"""How old the numbers of metrics are, and what follows where they are stale."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from heartbeat_cli.errors import HbError, RefusedError
from heartbeat_cli.estate import Inventory, ProjectSettings, load_inventory
from heartbeat_cli.marts import (
    NO_DATA,
    STALE,
    Age,
    MartsReader,
    Reach,
    Receipt,
    age_of,
    open_marts,
    reach_of,
    read_reach,
)
from heartbeat_cli.metrics.metric import Metric
from heartbeat_cli.metrics.records import effective_status
from heartbeat_cli.pgschema import QName

if TYPE_CHECKING:
    from heartbeat_cli.metrics.evaluation import Value

INEXACT_WORD = "inexact"
_SHOWN = ("aligned", "caveated", "needs_realignment")


def shown_status(metric: Metric, age: Age | None) -> str:
    """The status as it is shown beside a number of this age.

    A number that is stale or inexact is nothing plainly, one of a moment without data is nothing at all, and one whose
    count these marts know nothing of is not plainly aligned.
    """
    if age is not None and age.state == NO_DATA:
        return NO_DATA
    status = effective_status(metric)
    if metric.evidence_elsewhere and status in ("aligned", "caveated"):
        status = f"{status}, evidence elsewhere"
    if age is None:
        return status
    return ", ".join([status, *([INEXACT_WORD] if age.inexact else []), *([STALE] if age.stale else [])])


def is_shown(metric: Metric) -> bool:
    """Whether the cockpit shows a number of it."""
    return metric.status in _SHOWN and metric.sql is not None


def with_age(value: "Value", project: ProjectSettings, inventory: Inventory, reader: MartsReader) -> "Value":
    """A value with the age of the rows it was computed from."""
    age = age_of(read_reach(reader, value.tables), value.as_of, project.now(), inventory)
    return replace(value, age=age)


def ages_of(project: ProjectSettings, metrics: Iterable[Metric], as_of: datetime) -> dict[str, Age]:
    """The age of every number the cockpit shows, by the metric's name; none is computed. Raises like `open_marts`."""
    shown = [metric for metric in metrics if is_shown(metric)]
    if not shown:
        return {}
    with open_marts(project) as reader:
        read = _tables_by_name(shown)
        reaches = read_reach(reader, (table for tables in read.values() for table in tables))
    return _ages(read, reaches, project, load_inventory(project), as_of)


def age_of_metric(project: ProjectSettings, metric: Metric, as_of: datetime) -> Age | None:
    """The age a number of this metric would have, shown or not; None without SQL. Raises like `open_marts`."""
    tables = _tables(metric)
    if not tables:
        return None
    with open_marts(project) as reader:
        return age_of(read_reach(reader, tables), as_of, project.now(), load_inventory(project))


def ages_by_receipts(
    project: ProjectSettings, inventory: Inventory, metrics: Iterable[Metric], receipts: Iterable[Receipt]
) -> dict[str, Age]:
    """The same now, for marts that have these receipts."""
    return _ages(_tables_by_name(metrics), map(reach_of, receipts), project, inventory, project.now())


def _tables_by_name(metrics: Iterable[Metric]) -> dict[str, frozenset[QName]]:
    return {metric.name: _tables(metric) for metric in metrics if is_shown(metric)}


def _ages(
    read: dict[str, frozenset[QName]],
    reaches: Iterable[Reach],
    project: ProjectSettings,
    inventory: Inventory,
    as_of: datetime,
) -> dict[str, Age]:
    known = {reach.table: reach for reach in reaches}
    found = {
        name: age_of([known.get(t, Reach(t)) for t in sorted(tables)], as_of, project.now(), inventory)
        for name, tables in read.items()
    }
    return {name: age for name, age in found.items() if age is not None}


def _tables(metric: Metric) -> frozenset[QName]:
    """The tables its SQL reads; none where that is no SQL, which gives no number either."""
    from heartbeat_cli.metrics.reading import tables_named

    try:
        return tables_named(metric.sql or "", metric.sql_place)
    except HbError:
        return frozenset()


def refuse_unfit(metric: Metric, age: Age | None, as_of: datetime) -> None:
    """Raise RefusedError for a number nobody can hold a count against.

    `stale`: its data does not reach so far. `inexact`: its source says itself that it is no exact count.
    """
    if age is None:
        return
    if age.inexact:
        raise RefusedError(
            f"{metric.name} is inexact, so no count can be held against it: {', '.join(age.inexact)}",
            where=str(metric.file) if metric.file else None,
            hint="Ask the source for less at a time (fewer dimensions, shorter windows), and read it again with"
            " `hb ingest --reconcile`.",
            code="inexact",
        )
    if not age.stale:
        return
    decided = age.decided_by
    reaches = f"reaches to {decided.until:%Y-%m-%d %H:%M} UTC" if decided.until else "has not landed in full"
    remedy = decided.refreshed_by or "an ingest"
    raise RefusedError(
        f"{metric.name} is stale as of {as_of:%Y-%m-%d %H:%M} UTC, so no count can be held against it: "
        f"{decided.table} {reaches}",
        where=str(metric.file) if metric.file else None,
        hint=f"{remedy} brings it up to date; a count for a moment before can be given with --as-of.",
        code="stale",
    )
