"""Running metrics of a project: opening its marts, computing, and aligning with a hand count."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path

from heartbeat_cli.errors import HbError, RefusedError, UsageError
from heartbeat_cli.estate import Inventory, ProjectSettings, load_inventory
from heartbeat_cli.marts import MartsReader, landed_sources, open_marts, read_receipts
from heartbeat_cli.metrics.alignment import (
    GENEROUS_SHARE,
    Comparison,
    align,
    compare,
    mismatch,
    plain,
    record_mismatch,
    refuse_parked,
    refuse_unalignable,
    share_of_count,
    status_when_matched,
)
from heartbeat_cli.metrics.evaluation import Value, evaluate
from heartbeat_cli.metrics.guard import check_counted, check_sql
from heartbeat_cli.metrics.metric import Metric
from heartbeat_cli.metrics.right_source import Misuse, fallback_gaps, misuses
from heartbeat_cli.mirror import MirrorDumps


@dataclass(frozen=True, slots=True)
class Run:
    """One computed metric: its value, and the warnings about the source it was computed from."""

    metric: Metric
    value: Value
    misuses: tuple[Misuse, ...] = ()


@dataclass(frozen=True, slots=True)
class HandCount:
    """What somebody counted: the number, who, how, for which moment, and the difference they allow."""

    count: Decimal
    by: str
    method: str
    as_of: datetime
    tolerance: str = "0"


@dataclass(frozen=True, slots=True)
class Aligned:
    """A match: the metric as it is now, the comparison, and its file; the file is None for a dry run."""

    metric: Metric
    comparison: Comparison
    file: Path | None


def parse_as_of(text: str | None, project: ProjectSettings) -> datetime:
    """A moment as written on a command line, UTC where it names no zone; the project's now for None."""
    if text is None:
        return project.now()
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        raise UsageError(
            f"--as-of: '{text}' is no date and time", hint="Write 2026-05-08 or 2026-05-08T09:00Z.", code="usage"
        ) from None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def parse_count(text: str) -> Decimal:
    """A hand count as written on a command line; raises UsageError."""
    try:
        number = Decimal(text.strip().replace(",", "").replace("_", ""))
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite():
        raise UsageError(f"--count: '{text}' is not a number", hint="Write --count 412 or --count 41.5.", code="usage")
    return number


def doubt_about(as_of: datetime, project: ProjectSettings, *, empty: bool) -> str | None:
    """Why a number asked for at `as_of` may say nothing: that moment is yet to come, or the number is `empty`."""
    now = project.now()
    if as_of > now:
        clock = "the project's clock" if project.clock else "now"
        why = f"--as-of {as_of:%Y-%m-%d %H:%M} UTC is later than {clock} ({now:%Y-%m-%d %H:%M} UTC)"
    elif empty and as_of != now:
        why = f"there is nothing to show for --as-of {as_of:%Y-%m-%d %H:%M} UTC"
    else:
        return None
    return f"{why}: the marts may hold no data for that moment"


def generous_tolerance(hand: HandCount) -> str | None:
    """What to say of a tolerance that lets the SQL be far away from the count, None of any other."""
    share = share_of_count(hand.tolerance, hand.count)
    if share is None or share <= GENEROUS_SHARE:
        return None
    return f"--tolerance {hand.tolerance} lets the SQL be {plain(share)}% away from the count"


def run_metric(project: ProjectSettings, metric: Metric, as_of: datetime) -> Run:
    """Compute one metric from the project's marts.

    Raises RefusedError for what has no number: a parked or retired one, one on the wrong source (`wrong_source`), one
    whose fallback is not explained (`unexplained_fallback`); else like `evaluate` and `open_marts`.
    """
    _refuse_numberless(metric)
    inventory = load_inventory(project)
    with open_marts(project) as reader:
        return _Bench(project, inventory, reader).run(metric, as_of)


def run_shown(project: ProjectSettings, metrics: Iterable[Metric], as_of: datetime) -> dict[str, Value | HbError]:
    """The value of every aligned or caveated metric by name, or why it has none now. Raises like `open_marts`."""
    shown = [m for m in metrics if m.status in ("aligned", "caveated", "needs_realignment")]
    found: dict[str, Value | HbError] = {}
    if not shown:
        return found
    inventory = load_inventory(project)
    with open_marts(project) as reader:
        bench = _Bench(project, inventory, reader)
        for metric in shown:
            try:
                found[metric.name] = bench.run(metric, as_of).value
            except HbError as error:
                found[metric.name] = error
    return found


def align_metric(project: ProjectSettings, metric: Metric, hand: HandCount, *, dry_run: bool, record: bool) -> Aligned:
    """Compute a metric for the moment of a hand count, hold the two together, and move it to `db/metrics/`.

    Raises RefusedError where they do not match (`mismatch`; kept in the file with `record`), where the metric stands
    on the wrong source or leaves its fallback unexplained, and where there is no number to compare.
    """
    refuse_unalignable(metric)
    share_of_count(hand.tolerance, hand.count)
    run = run_metric(project, metric, hand.as_of)
    _refuse_ownerless(metric)
    if run.value.value is None:
        raise RefusedError(
            f"{metric.name} gave no number (NULL) as of {hand.as_of:%Y-%m-%d %H:%M} UTC",
            hint="There may be no rows in its window; try another --as-of.",
            code="no_value",
        )
    comparison = compare(
        metric,
        run.value.value,
        count=hand.count,
        as_of=hand.as_of,
        by=hand.by,
        method=hand.method,
        tolerance=hand.tolerance,
    )
    if not comparison.matches:
        if record and not dry_run:
            record_mismatch(metric, comparison)
        raise mismatch(metric, comparison)
    if dry_run:
        return Aligned(replace(metric, status=status_when_matched(metric)), comparison, None)
    aligned, file = align(metric, comparison, project)
    return Aligned(aligned, comparison, file)


def _refuse_numberless(metric: Metric) -> None:
    if metric.status == "parked":
        raise refuse_parked(metric)
    if metric.status == "retired":
        raise RefusedError(f"{metric.name} is retired and shows no number", code="retired")


class _Bench:
    """One opening of the marts. What is landed is found out once, and only when asked: it counts every row."""

    def __init__(self, project: ProjectSettings, inventory: Inventory, reader: MartsReader) -> None:
        self._inventory = inventory
        self._reader = reader
        self._mirror = MirrorDumps(project)
        self._landed: frozenset[str] | None = None

    def run(self, metric: Metric, as_of: datetime) -> Run:
        """Judge the source first: a number that must not be shown is not computed either."""
        found = self._misuses(metric)
        _refuse_unfounded(metric, found)
        value = evaluate(metric, self._reader, as_of, self._inventory, self._mirror.database)
        return Run(metric, value, found)

    def _misuses(self, metric: Metric) -> tuple[Misuse, ...]:
        if metric.sql is None:
            return ()
        tables = check_sql(metric.sql, metric.sql_place)
        check_counted(metric.sql, metric.sql_place)
        # Most metrics are right whatever is landed.
        excused = metric.notes_of("caveat") or metric.notes_of("fallback")
        if not excused and not misuses(metric, tables, self._inventory):
            return ()
        return misuses(metric, tables, self._inventory, self._landed_sources())

    def _landed_sources(self) -> frozenset[str]:
        if self._landed is None:
            reader = self._reader
            receipts = read_receipts(reader)
            self._landed = landed_sources(self._inventory, reader.tables(), receipts, self._mirror.database)
        return self._landed


def _refuse_unfounded(metric: Metric, found: Iterable[Misuse]) -> None:
    """Nothing makes a number of the wrong source right, nor a fallback explained."""
    wrong = next((misuse for misuse in found if misuse.severity == "error"), None)
    gaps = fallback_gaps(metric)
    if wrong is not None:
        raise RefusedError(
            f"{metric.name} has no number to show: {wrong.message}",
            where=_where(metric),
            hint=wrong.next,
            code="wrong_source",
        )
    if gaps:
        raise RefusedError(
            f"{metric.name} has no number to show: {gaps[0][1]}",
            where=_where(metric),
            hint="Write why: … and tried: [<right source>.<schema>.<table>] into the note.",
            code="unexplained_fallback",
        )


def _refuse_ownerless(metric: Metric) -> None:
    if metric.owner is None:
        raise RefusedError(
            f"{metric.name} has no owner: nobody would answer for the number",
            where=_where(metric),
            hint="Add owner: … to the file.",
            code="no_owner",
        )


def _where(metric: Metric) -> str | None:
    return str(metric.file) if metric.file else None
