"""Running metrics of a project: opening its marts, computing, and aligning with a hand count."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from heartbeat_cli.errors import HbError, RefusedError
from heartbeat_cli.estate import PROJECT_FILE, ProjectSettings, clock_problem, load_inventory
from heartbeat_cli.files import NOWHERE
from heartbeat_cli.marts import open_marts, read_loads
from heartbeat_cli.metrics.age import refuse_unfit
from heartbeat_cli.metrics.alignment import (
    Comparison,
    HandCount,
    align,
    compare,
    mismatch,
    record_mismatch,
    refuse_count,
    refuse_unalignable,
    status_when_matched,
)
from heartbeat_cli.metrics.bench import Bench, Run, refuse_numberless
from heartbeat_cli.metrics.blind import how_given, refuse_program
from heartbeat_cli.metrics.evaluation import Value
from heartbeat_cli.metrics.guard import check_sql
from heartbeat_cli.metrics.load import load_all
from heartbeat_cli.metrics.metric import Metric
from heartbeat_cli.metrics.migration import refuse_legacy, with_migration
from heartbeat_cli.metrics.receipt import EvaluationReceipt, TableRead
from heartbeat_cli.metrics.recording import (
    declare,
    find_receipt,
    keep_receipts,
    keep_record,
    receipts_of,
    receipts_of_several,
)
from heartbeat_cli.metrics.several import run_several
from heartbeat_cli.metrics.zero import is_unexplained_zero, table_without_rows
from heartbeat_cli.mirror import MirrorDumps
from heartbeat_cli.pgschema import QName


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
    refuse_numberless(metric)
    inventory = load_inventory(project)
    with open_marts(project) as reader:
        run = Bench(project, inventory, reader).run(metric, as_of)
    return replace(run, unrecorded=keep_receipts(project, [run.receipt]))


def run_shown(project: ProjectSettings, metrics: Iterable[Metric], as_of: datetime) -> dict[str, Value | HbError]:
    """The value of every aligned or caveated metric by name, or why it has none now. Raises like `open_marts`."""
    shown = [m for m in metrics if m.status in ("aligned", "caveated", "needs_realignment")]
    tried = run_several(project, shown, as_of) if shown else ()
    return {t.metric.name: found for t in tried if (found := t.run.value if t.run else t.error) is not None}


def run_again(project: ProjectSettings, metric: Metric, receipt_id: str) -> Rerun:
    """Compute what a receipt says was computed, for its moment, from the rows there are now.

    Raises NotFoundError (`unknown_receipt`), and like `run_metric`.
    """
    inventory = load_inventory(project)
    with open_marts(project) as reader:
        receipt = find_receipt(reader, metric, receipt_id)
        then = receipt.definition
        defined = replace(metric, source=then.source, question=then.question, sql=then.sql, sql_place=NOWHERE)
        refuse_numberless(defined)
        run = Bench(project, inventory, reader).run(defined, receipt.as_of)
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


def histories_of(project: ProjectSettings, metrics: Iterable[Metric]) -> dict[str, tuple[EvaluationReceipt, ...]]:
    """The same of several metrics, by name."""
    with open_marts(project) as reader:
        return receipts_of_several(reader, metrics)


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
    refuse_numberless(metric)
    inventory, mirror = load_inventory(project), MirrorDumps(project)
    with open_marts(project) as reader:
        run = Bench(project, inventory, reader).run(metric, hand.as_of)
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
