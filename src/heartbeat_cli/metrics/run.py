"""Running metrics of a project: opening its marts, computing, and aligning with a hand count."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from heartbeat_cli.errors import HbError, RefusedError
from heartbeat_cli.estate import PROJECT_FILE, Inventory, ProjectSettings, clock_problem, load_inventory
from heartbeat_cli.files import NOWHERE
from heartbeat_cli.marts import Age, MartsReader, landed_sources, open_marts, read_loads, read_receipts
from heartbeat_cli.metrics.age import refuse_unfit, with_age
from heartbeat_cli.metrics.alignment import (
    Comparison,
    HandCount,
    align,
    compare,
    mismatch,
    record_mismatch,
    refuse_count,
    refuse_parked,
    refuse_unalignable,
    status_when_matched,
)
from heartbeat_cli.metrics.blind import how_given, refuse_program
from heartbeat_cli.metrics.evaluation import Value, evaluate
from heartbeat_cli.metrics.guard import check_counted, check_sql
from heartbeat_cli.metrics.known_records import with_evidence
from heartbeat_cli.metrics.load import load_all
from heartbeat_cli.metrics.metric import Metric
from heartbeat_cli.metrics.migration import refuse_legacy, with_migration
from heartbeat_cli.metrics.notes import fallback_gaps
from heartbeat_cli.metrics.receipt import EvaluationReceipt, TableRead
from heartbeat_cli.metrics.recording import (
    declare,
    find_receipt,
    keep_receipts,
    keep_record,
    make_receipt,
    receipts_of,
)
from heartbeat_cli.metrics.right_source import Misuse, misuses
from heartbeat_cli.metrics.zero import is_unexplained_zero, table_without_rows
from heartbeat_cli.mirror import MirrorDumps
from heartbeat_cli.pgschema import QName


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


@dataclass(frozen=True, slots=True)
class Rerun:
    """A receipt that was run again: `run` is of its own definition and moment, `changes` say what it read that is
    not what it was."""

    receipt: EvaluationReceipt
    run: Run
    changes: tuple[str, ...]

    @property
    def same(self) -> bool:
        """Whether it gave the same value."""
        return self.run.value.value == self.receipt.value


@dataclass(frozen=True, slots=True)
class Aligned:
    """A match: the metric as it is now, the comparison, and its file; the file is None for a dry run."""

    metric: Metric
    comparison: Comparison
    file: Path | None


def run_metric(project: ProjectSettings, metric: Metric, as_of: datetime) -> Run:
    """Compute one metric from the project's marts, and keep the receipt there where they can be written.

    Raises RefusedError for what has no number: a parked or retired one, one on the wrong source (`wrong_source`), one
    whose fallback is not explained (`unexplained_fallback`); else like `evaluate` and `open_marts`.
    """
    _refuse_numberless(metric)
    inventory = load_inventory(project)
    with open_marts(project) as reader:
        run = _Bench(project, inventory, reader).run(metric, as_of)
    return replace(run, unrecorded=keep_receipts(project, [run.receipt]))


def run_shown(project: ProjectSettings, metrics: Iterable[Metric], as_of: datetime) -> dict[str, Value | HbError]:
    """The value of every aligned or caveated metric by name, or why it has none now. Raises like `open_marts`."""
    shown = [m for m in metrics if m.status in ("aligned", "caveated", "needs_realignment")]
    done = run_each(project, shown, as_of)
    return {name: run if isinstance(run, HbError) else run.value for name, run in done.items()}


def run_each(project: ProjectSettings, metrics: Iterable[Metric], as_of: datetime) -> dict[str, Run | HbError]:
    """Compute metrics in one opening of the marts: each one's run by name, or why it has no number.

    Raises like `open_marts`.
    """
    wanted, found = list(metrics), dict[str, Run | HbError]()
    if not wanted:
        return found
    inventory = load_inventory(project)
    with open_marts(project) as reader:
        bench = _Bench(project, inventory, reader)
        for metric in wanted:
            try:
                _refuse_numberless(metric)
                found[metric.name] = bench.run(metric, as_of)
            except HbError as error:
                found[metric.name] = error
    unrecorded = keep_receipts(project, [run.receipt for run in found.values() if isinstance(run, Run)])
    return {n: replace(run, unrecorded=unrecorded) if isinstance(run, Run) else run for n, run in found.items()}


def run_again(project: ProjectSettings, metric: Metric, receipt_id: str) -> Rerun:
    """Compute what a receipt says was computed, for its moment, from the rows there are now.

    Raises NotFoundError (`unknown_receipt`), and like `run_metric`.
    """
    inventory = load_inventory(project)
    with open_marts(project) as reader:
        receipt = find_receipt(reader, metric, receipt_id)
        then = receipt.definition
        defined = replace(metric, source=then.source, question=then.question, sql=then.sql, sql_place=NOWHERE)
        _refuse_numberless(defined)
        run = _Bench(project, inventory, reader).run(defined, receipt.as_of)
    kept = replace(run, unrecorded=keep_receipts(project, [run.receipt]))
    return Rerun(receipt, kept, _changes(receipt, run.receipt))


def _changes(then: EvaluationReceipt, now: EvaluationReceipt) -> tuple[str, ...]:
    """What an evaluation met that another did not: other loads, rows, types, another database."""
    before = {read.table: read for read in then.tables}
    found = [
        f"{read.table} was loaded since: {was.rows:,} rows of load {was.load} then, {read.rows:,} of {read.load} now"
        for read in now.tables
        if (was := before.get(read.table)) is not None and was != read
    ]
    types = dict(then.types_in(now.engine.partition(" ")[0]))
    found += [
        f"{column} was {types[column]}, is {type_}"
        for column, type_ in now.columns
        if types.get(column, type_) != type_
    ]
    if then.engine != now.engine:
        found.append(f"it was computed by {then.engine}, now by {now.engine}")
    return tuple(found)


def history_of(project: ProjectSettings, metric: Metric) -> tuple[EvaluationReceipt, ...]:
    """Every receipt of a metric that the marts hold, the oldest first. Raises like `open_marts`."""
    with open_marts(project) as reader:
        return receipts_of(reader, metric)


def loads_read(project: ProjectSettings, metric: Metric) -> tuple[TableRead, ...]:
    """The tables its SQL reads, as a receipt made now would name them.

    Raises like `open_marts`, and for SQL that may not run.
    """
    tables = check_sql(metric.sql, metric.sql_place) if metric.sql else ()
    if not tables:
        return ()
    with open_marts(project) as reader:
        loads = read_loads(reader, tables)
    return tuple(TableRead(str(table), loads[table].id, loads[table].rows) for table in tables)


def align_metric(
    project: ProjectSettings,
    metric: Metric,
    hand: HandCount,
    *,
    dry_run: bool = False,
    record: bool = False,
    at_terminal: bool = False,
) -> Aligned:
    """Compute a metric for the moment of a hand count, hold the two together, and move it to `db/metrics/`.

    `at_terminal` says that a person typed the count. Raises RefusedError where they do not match (`mismatch`; kept in
    the file with `record`), where the metric stands on the wrong source or leaves its fallback unexplained, where there
    is no number to compare, where the truth source should give it (`migration_target`), and where nobody who could
    have counted is there (`agent`); UsageError for a count no record can be made of.
    """
    refuse_program(project, at_terminal=at_terminal, attested_by=hand.attested_by)
    refuse_unalignable(metric)
    refuse_count(hand, project.now())
    _refuse_standing_clock(project, metric)
    _refuse_numberless(metric)
    inventory, mirror = load_inventory(project), MirrorDumps(project)
    with open_marts(project) as reader:
        run = _Bench(project, inventory, reader).run(metric, hand.as_of)
        given = how_given(project, reader, run.receipt)
        empty = table_without_rows(reader, run.receipt) if not run.value.value else None
    metric = with_migration(metric, inventory, run.value.tables)
    receipt = declare(run.receipt, inventory, mirror.database)
    _refuse_ownerless(metric)
    refuse_unfit(metric, run.age, hand.as_of)
    unrecorded = keep_receipts(project, [receipt])
    if unrecorded is not None:
        raise _unrecorded(metric, unrecorded)
    if receipt.value is None:
        raise _no_value(metric, hand.as_of)
    comparison = compare(metric, hand, receipt, given)
    if empty is not None and is_unexplained_zero(comparison.record):
        raise _nothing_to_count(metric, hand.as_of, empty)
    if not comparison.matches:
        if record and not dry_run:
            _seal_in_marts(project, metric, comparison)
            record_mismatch(metric, comparison)
        raise mismatch(metric, comparison)
    refuse_legacy(metric, run.value.tables, inventory, load_all(project)[0], mirror.database)
    if dry_run:
        return Aligned(replace(metric, status=status_when_matched(metric)), comparison, None)
    _seal_in_marts(project, metric, comparison)
    aligned, file = align(metric, comparison, project)
    return Aligned(aligned, comparison, file)


def _seal_in_marts(project: ProjectSettings, metric: Metric, comparison: Comparison) -> None:
    """A record the marts do not know of is one that nobody made with `hb metrics align`."""
    unrecorded = keep_record(project, metric.name, comparison.record)
    if unrecorded is not None:
        raise _unrecorded(metric, unrecorded)


def _unrecorded(metric: Metric, why: str) -> HbError:
    return HbError(
        f"{metric.name} cannot be aligned: no receipt of its number could be written: {why}",
        hint="An alignment points to a receipt. Try again when the marts can be written.",
        code="no_receipt",
        retryable=True,
    )


def _no_value(metric: Metric, as_of: datetime) -> RefusedError:
    return RefusedError(
        f"{metric.name} gave no number (NULL) as of {as_of:%Y-%m-%d %H:%M} UTC",
        hint="There may be no rows in its window; try another --as-of.",
        code="no_value",
    )


def _refuse_standing_clock(project: ProjectSettings, metric: Metric) -> None:
    problem = clock_problem(project)
    if problem is not None:
        raise RefusedError(
            f"{metric.name} cannot be aligned: {problem}",
            hint=f"Take clock: out of {PROJECT_FILE}; with it every number is as old as it says.",
            code="standing_clock",
        )


def _nothing_to_count(metric: Metric, as_of: datetime, table: QName) -> RefusedError:
    return RefusedError(
        f"{metric.name}: 0 as of {as_of:%Y-%m-%d %H:%M} UTC is no evidence: {table} has no row up to then",
        hint="Count for a moment when there was data; where zero is what is meant, say why with --reason.",
        code="no_data",
    )


def _refuse_numberless(metric: Metric) -> None:
    if metric.status == "parked":
        raise refuse_parked(metric)
    if metric.status == "retired":
        raise RefusedError(f"{metric.name} is retired and shows no number", code="retired")


class _Bench:
    """One opening of the marts. What is landed is found out once, and only when asked: it counts every row."""

    def __init__(self, project: ProjectSettings, inventory: Inventory, reader: MartsReader) -> None:
        self._project = project
        self._inventory = inventory
        self._reader = reader
        self._mirror = MirrorDumps(project)
        self._landed: frozenset[str] | None = None

    def run(self, metric: Metric, as_of: datetime) -> Run:
        """Judge the source first: a number that must not be shown is not computed either."""
        found = self._misuses(metric)
        _refuse_unfounded(metric, found)
        value = evaluate(metric, self._reader, as_of, self._inventory, self._mirror.database)
        value = with_age(value, self._project, self._inventory, self._reader)
        receipt = make_receipt(self._project, self._inventory, metric, value, self._reader)
        value = self._without_data(value, receipt)
        (known,) = with_evidence(self._reader, [_as_counted(metric, receipt)])
        return Run(with_migration(known, self._inventory, value.tables), value, found, receipt)

    def _without_data(self, value: Value, receipt: EvaluationReceipt) -> Value:
        """A value saying so where it counts nothing at a moment gone by, and a table it reads had no row yet."""
        if value.value or value.age is None or value.as_of >= self._project.now():
            return value
        table = table_without_rows(self._reader, receipt)
        return value if table is None else replace(value, age=value.age.without_data(table))

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
