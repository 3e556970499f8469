"""From what became of an ingest to its entry in the journal."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from heartbeat_cli.errors import HbError
from heartbeat_cli.ingest.jobs import UNCHANGED
from heartbeat_cli.ingest.result import IngestResult, TableResult
from heartbeat_cli.state import RunFailure, RunReport, RunState, RunStatus, report_of


@dataclass(frozen=True, slots=True)
class Findings:
    """What an ingest found at the source, a sentence each; `serious` where somebody should look at it (exit code 6)."""

    sentences: tuple[str, ...] = ()
    serious: bool = False


def tables_of(results: Iterable[IngestResult]) -> tuple[TableResult, ...]:
    """What became of each table, those of all sources."""
    return tuple(table for result in results for dataset in result.datasets for table in dataset.tables)


def outcome_of(results: Sequence[IngestResult], findings: Findings) -> RunState:
    """How a run ended that came to its end."""
    if any(result.stopped or result.error for result in results):
        return RunState.FAILED
    if findings.serious:
        return RunState.FINDINGS
    unchanged = all(table.mode == UNCHANGED for table in tables_of(results))
    return RunState.NOTHING_NEW if unchanged else RunState.DONE


def broken_off(error: BaseException) -> RunState:
    """How a run ended that did not come to its end."""
    return RunState.INTERRUPTED if isinstance(error, KeyboardInterrupt | SystemExit) else RunState.FAILED


def report_results(
    status: RunStatus, results: Sequence[IngestResult], findings: Findings, load_ids: Sequence[str], *, whole: bool
) -> RunReport:
    """The entry of a run that came to its end; `whole` says that no table was left out on purpose."""
    tables = tables_of(results)
    failures = [
        *(_of_source(r.source, r.error) for r in results if r.error is not None),
        *(RunFailure(str(f.qname), f.code, f.message) for r in results for f in r.stopped),
    ]
    modes = Counter(table.mode for table in tables)
    if failed := sum(len(result.stopped) for result in results):
        modes["failed"] = failed
    good = tuple(r.source for r in results if not r.stopped and r.error is None) if whole else ()
    return RunReport(
        run_id=status.run_id,
        sources=status.sources,
        started=status.started,
        seconds=round(status.seconds, 3),
        outcome=status.state,
        tables=dict(modes),
        ranges=sum(table.ranges for table in tables),
        rows=sum(table.rows for table in tables),
        deleted=sum(table.deleted for table in tables),
        failures=tuple(failures),
        load_ids=tuple(load_ids),
        notes=findings.sentences,
        checked=good,
    )


def report_broken_off(
    status: RunStatus, error: BaseException, failures: Sequence[RunFailure], load_ids: Sequence[str], deleted: int
) -> RunReport:
    """The entry of a run that was stopped or failed as a whole, as far as it got."""
    whole = () if status.state is RunState.INTERRUPTED else (_failure(error),)
    return replace(
        report_of(status), failures=(*whole, *failures), load_ids=tuple(load_ids), deleted=deleted, checked=()
    )


def message_of(error: BaseException) -> str:
    """An error in one line."""
    return " ".join(str(error).split("\n", 1)[0].split()) or type(error).__name__


def _of_source(source: str, error: HbError) -> RunFailure:
    return RunFailure(None, error.code, str(error) if error.where == source else f"{source}: {error}")


def _failure(error: BaseException) -> RunFailure:
    if isinstance(error, HbError):
        return RunFailure(None, error.code, str(error))
    return RunFailure(None, "defect", f"{type(error).__name__}: {message_of(error)}")
