"""One look at the marts, and the metrics computed on it: all of them of the same rows, each with its receipt."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache, cached_property
from pathlib import Path

from heartbeat_cli.errors import HbError, RefusedError
from heartbeat_cli.estate import Inventory, ProjectSettings
from heartbeat_cli.marts import Age, MartsReader, landed_sources, read_receipts
from heartbeat_cli.metrics.age import with_age
from heartbeat_cli.metrics.alignment import refuse_parked
from heartbeat_cli.metrics.evaluation import Value, evaluate
from heartbeat_cli.metrics.git import revision
from heartbeat_cli.metrics.guard import check_counted, check_sql
from heartbeat_cli.metrics.known_records import with_evidence
from heartbeat_cli.metrics.metric import Metric
from heartbeat_cli.metrics.migration import with_migration
from heartbeat_cli.metrics.notes import fallback_gaps
from heartbeat_cli.metrics.receipt import EvaluationReceipt
from heartbeat_cli.metrics.recording import make_receipt
from heartbeat_cli.metrics.right_source import Misuse, misuses
from heartbeat_cli.metrics.zero import table_without_rows
from heartbeat_cli.mirror import MirrorDumps


@dataclass(frozen=True, slots=True)
class Run:
    """One computed metric: its value, the warnings about the source it was computed from, and its receipt.

    `unrecorded` says why the marts do not have the receipt; None where they do.
    """

    metric: Metric
    value: Value
    misuses: tuple[Misuse, ...]
    receipt: EvaluationReceipt
    unrecorded: str | None = None

    @property
    def age(self) -> Age | None:
        """How old the number is; None where it reads no table."""
        return self.value.age


class Bench:
    """One look at the marts. What is landed, and the commit, are found out once, and only when asked."""

    def __init__(self, project: ProjectSettings, inventory: Inventory, reader: MartsReader) -> None:
        self.project = project
        self.inventory = inventory
        self.reader = reader
        self._mirror = MirrorDumps(project)
        self._landed: frozenset[str] | None = None

    def run(self, metric: Metric, as_of: datetime) -> Run:
        """A metric's number with its receipt, which nobody has kept yet.

        Judges the source first: a number that must not be shown is not computed either. Raises RefusedError, and like
        `evaluate`.
        """
        run = self.compute(metric, as_of)
        (known,) = with_evidence(self.reader, [run.metric])
        return replace(run, metric=known)

    def run_all(self, metrics: Iterable[Metric], as_of: datetime) -> dict[str, Run | HbError]:
        """The same of many by name, or what stood in the way of one."""
        found: dict[str, Run | HbError] = {}
        for metric in metrics:
            try:
                refuse_numberless(metric)
                found[metric.name] = self.compute(metric, as_of)
            except HbError as error:
                found[metric.name] = error
        runs = [run for run in found.values() if isinstance(run, Run)]
        known = with_evidence(self.reader, [run.metric for run in runs])
        return found | {metric.name: replace(run, metric=metric) for run, metric in zip(runs, known, strict=True)}

    def compute(self, metric: Metric, as_of: datetime) -> Run:
        """As `run`, without asking whether the marts have heard of the metric's count."""
        found = self._misuses(metric)
        _refuse_unfounded(metric, found)
        return self._computed(metric, as_of, found)

    def compute_unjudged(self, metric: Metric, as_of: datetime) -> Run:
        """As `compute`, whatever source it is on: to be held against the number that takes its place."""
        return self._computed(metric, as_of, self._misuses(metric))

    def _computed(self, metric: Metric, as_of: datetime, found: tuple[Misuse, ...]) -> Run:
        value = with_age(self.value(metric, as_of), self.project, self.inventory, self.reader)
        receipt = make_receipt(self.project, self.inventory, metric, value, self.reader, self._commit_of)
        value = self._without_data(value, receipt)
        metric = with_migration(_as_counted(metric, receipt), self.inventory, value.tables)
        return Run(metric, value, found, receipt)

    def value(self, metric: Metric, as_of: datetime) -> Value:
        """What its SQL gives, which is no number to be shown by itself. Raises like `evaluate`."""
        return evaluate(metric, self.reader, as_of, self.inventory, self._mirror.database)

    @cached_property
    def _commit_of(self) -> Callable[[Path], str | None]:
        return cache(revision)

    def _without_data(self, value: Value, receipt: EvaluationReceipt) -> Value:
        """A value saying so where it counts nothing at a moment gone by, and a table it reads had no row yet."""
        if value.value or value.age is None or value.as_of >= self.project.now():
            return value
        table = table_without_rows(self.reader, receipt)
        return value if table is None else replace(value, age=value.age.without_data(table))

    def _misuses(self, metric: Metric) -> tuple[Misuse, ...]:
        if metric.sql is None:
            return ()
        tables = check_sql(metric.sql, metric.sql_place)
        check_counted(metric.sql, metric.sql_place)
        # Most metrics are right whatever is landed.
        excused = metric.notes_of("caveat") or metric.notes_of("fallback")
        if not excused and not misuses(metric, tables, self.inventory):
            return ()
        return misuses(metric, tables, self.inventory, self._landed_sources())

    def _landed_sources(self) -> frozenset[str]:
        if self._landed is None:
            reader = self.reader
            receipts = read_receipts(reader)
            self._landed = landed_sources(self.inventory, reader.tables(), receipts, self._mirror.database)
        return self._landed


def _as_counted(metric: Metric, now: EvaluationReceipt) -> Metric:
    """The metric, knowing which of the columns it reads are not as they were when it was counted."""
    record = metric.last_alignment
    if record is None or record.receipt is None:
        return metric
    changed = record.receipt.changed_types(now.engine.partition(" ")[0], dict(now.columns))
    return replace(metric, columns_changed=changed)


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


def refuse_numberless(metric: Metric) -> None:
    """Raise RefusedError for a metric that is parked or retired."""
    if metric.status == "parked":
        raise refuse_parked(metric)
    if metric.status == "retired":
        raise RefusedError(f"{metric.name} is retired and shows no number", code="retired")


def _where(metric: Metric) -> str | None:
    return str(metric.file) if metric.file else None
