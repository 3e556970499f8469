"""What a run is doing, kept for whoever looks: the status file while it runs, the journal when it has ended.

A `Tracker` is told what happens and passes it on to what shows it. Nothing is written before the first word of a run,
which comes under the lock.
"""

import os
import socket
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Final

from heartbeat_cli.estate import ProjectSettings
from heartbeat_cli.ingest.jobs import UNCHANGED, SourceJob, TableJob
from heartbeat_cli.ingest.progress import Progress
from heartbeat_cli.ingest.report.forecast import expected, measured_pace
from heartbeat_cli.ingest.report.reporting import (
    Findings,
    broken_off,
    message_of,
    outcome_of,
    report_broken_off,
    report_results,
)
from heartbeat_cli.ingest.result import DatasetResult, IngestResult, LandedNow, TableFailure, TableResult
from heartbeat_cli.pgschema import QName
from heartbeat_cli.state import (
    RunFailure,
    RunState,
    RunStatus,
    StatusFile,
    TableState,
    TableStatus,
    append_report,
    enter_killed,
    new_run_id,
    read_reports,
)

TICK_SECONDS: Final = 0.5
_OVER: Final = (TableState.DONE, TableState.FAILED, TableState.UNCHANGED)

Judge = Callable[[Sequence[IngestResult], Mapping[str, SourceJob]], Findings]


def _nothing_found(_results: Sequence[IngestResult], _jobs: Mapping[str, SourceJob]) -> Findings:
    return Findings()


@dataclass
class _Table:
    """One table of the run."""

    qname: QName
    dataset: str
    state: TableState
    expected: int | None = None
    ranges_all: int = 0
    rows: int = 0
    deleted: int = 0
    done: set[int] = field(default_factory=set)
    began: float | None = None
    ended: float | None = None

    def status(self, now: float) -> TableStatus:
        seconds = 0.0 if self.began is None else (self.ended or now) - self.began
        return TableStatus(
            table=str(self.qname),
            dataset=self.dataset,
            state=self.state,
            rows=self.rows,
            expected=self.expected,
            ranges_done=len(self.done),
            ranges_all=self.ranges_all,
            seconds=round(seconds, 3),
            deleted=self.deleted,
        )


class Tracker(Progress):
    """The progress of one run. Safe across threads.

    `whole` says that every table of the sources is gone through; `judge` tells, once the results are there, what was
    found at the sources.
    """

    def __init__(
        self,
        project: ProjectSettings,
        sources: Sequence[str],
        shown: Progress,
        *,
        whole: bool = True,
        judge: Judge | None = None,
    ) -> None:
        self._project = project
        self._sources = tuple(sources)
        self._shown = shown
        self._whole = whole
        self._judge = judge or _nothing_found
        self._file = StatusFile(project.state)
        self._run_id = new_run_id()
        self._started, self._clock = datetime.now(UTC), time.monotonic()
        self._lock = threading.Lock()
        self._jobs: dict[str, SourceJob] = {}
        self._tables: dict[tuple[str, QName], _Table] = {}
        self._rows = self._deleted = 0
        self._loads: dict[str, None] = {}
        self._failures: list[RunFailure] = []
        self._first: float | None = None
        self._last: float | None = None
        self._pace: float | None = None
        self._phase = "looking at the source" + ("s" if len(self._sources) > 1 else "")
        self._state = RunState.RUNNING
        self._failure: str | None = None
        self._begun = self._ended = False
        self._stop = threading.Event()
        self._ticking = threading.Thread(target=self._tick, name="hb-status", daemon=True)

    # --- what a run tells

    def run_started(self) -> None:
        """The lock is taken. Told again by what follows, where nobody said so."""
        if not self._begun:
            self._begun = True
            enter_killed(self._project.state)
            self._ticking.start()

    def run_ended(self, results: Sequence[IngestResult], error: BaseException | None = None) -> Findings:
        """The last word, best spoken under the lock: the final status and the entry in the journal; told once."""
        if self._ended:
            return Findings()
        self._ended = True
        self._stop.set()
        if self._begun and self._ticking.is_alive():
            self._ticking.join()
        findings = Findings()
        if error is None:
            findings = self._judge(results, self._jobs)
        self._state = outcome_of(results, findings) if error is None else broken_off(error)
        self._phase = "ended"
        if error is not None and self._state is RunState.FAILED:
            self._failure = message_of(error)
        if self._begun:
            self._write_end(results, findings, error)
        return findings

    def decided(self, jobs: Sequence[SourceJob]) -> None:
        # All at once: what is to be done grows with no source that is begun.
        with self._lock:
            for job in jobs:
                self._know(job)
        self._shown.decided(jobs)

    def source_started(self, job: SourceJob) -> None:
        self.run_started()
        with self._lock:
            name = job.plan.source.name
            self._phase = "landing" + (f" {name}" if len(self._sources) > 1 else "")
            self._know(job)
            if self._pace is None and not job.idle:
                pace = measured_pace(read_reports(self._project.state), self._sources)
                self._pace = pace.rows_per_second if pace else None
        self._shown.source_started(job)

    def unit_started(self, dataset: str, table: QName, unit: int) -> None:
        now = time.monotonic()
        with self._lock:
            self._first = self._first or now
            if (known := self._tables.get((dataset, table))) is not None:
                known.state, known.ended = TableState.RUNNING, None
                known.began = known.began or now
        self._shown.unit_started(dataset, table, unit)

    def unit_done(self, unit: LandedNow) -> None:
        now = time.monotonic()
        with self._lock:
            self._rows += unit.rows
            self._deleted += unit.deleted
            self._loads[unit.load_id] = None
            self._last = now
            if (known := self._tables.get((unit.dataset, unit.qname))) is not None:
                known.rows += unit.rows
                known.deleted += unit.deleted
                known.done.add(unit.unit)
                known.ended = now
                if len(known.done) >= known.ranges_all:
                    known.state = TableState.DONE
        self._shown.unit_done(unit)

    def table_done(self, table: TableResult) -> None:
        with self._lock:
            if (known := self._tables.get((table.dataset, table.qname))) is not None:
                known.state, known.rows, known.deleted = TableState.DONE, table.rows, table.deleted
                self._rows = sum(one.rows for one in self._tables.values())
        self._shown.table_done(table)

    def table_failed(self, failure: TableFailure) -> None:
        with self._lock:
            self._failures.append(RunFailure(str(failure.qname), failure.code, failure.message))
            fresh = _Table(failure.qname, failure.dataset, TableState.FAILED)
            known = self._tables.setdefault((failure.dataset, failure.qname), fresh)
            known.state, known.ended = TableState.FAILED, time.monotonic()
        self._shown.table_failed(failure)

    def dataset_done(self, result: DatasetResult) -> None:
        self._shown.dataset_done(result)

    def message(self, text: str) -> None:
        with self._lock:
            self._phase = text
        self._shown.message(text)

    def _know(self, job: SourceJob) -> None:
        if self._jobs.get(job.plan.source.name) is job:
            return
        self._jobs[job.plan.source.name] = job
        for dataset in job.datasets:
            for table in dataset.tables:
                self._tables[dataset.dataset, table.table.qname] = _table_of(table)

    # --- what it is told as

    @property
    def landed(self) -> int:
        """Tables that are as the source has them."""
        with self._lock:
            return sum(one.state in (TableState.DONE, TableState.UNCHANGED) for one in self._tables.values())

    @property
    def begun(self) -> bool:
        """Whether the run has the lock."""
        return self._begun

    @property
    def jobs(self) -> Mapping[str, SourceJob]:
        """The job of every source that was decided on."""
        return self._jobs

    @property
    def run_id(self) -> str:
        """What `hb loads` calls the run."""
        return self._run_id

    def status(self) -> RunStatus:
        """The run as it is now."""
        now = time.monotonic()
        with self._lock:
            tables = tuple(one.status(now) for one in self._tables.values())
            rows_expected = _all_expected(tables)
            return RunStatus(
                run_id=self._run_id,
                pid=os.getpid(),
                host=socket.gethostname(),
                doing=f"landing {', '.join(self._sources)}",
                sources=self._sources,
                started=self._started,
                updated=datetime.now(UTC),
                phase=self._phase,
                state=self._state,
                tables_done=sum(one.state in _OVER for one in tables),
                tables_all=len(tables),
                rows=self._rows,
                rows_expected=rows_expected,
                rate=self._rate(),
                seconds_left=self._seconds_left(rows_expected, now),
                tables=tables,
                failure=self._failure,
            )

    def _rate(self) -> float | None:
        """Up to the last range that landed: a long one under way must not make the run look slower by the second."""
        if self._first is None or self._last is None or not self._rows:
            return None
        return round(self._rows / max(self._last - self._first, 0.001), 1)

    def _seconds_left(self, rows_expected: int | None, now: float) -> float | None:
        pace = self._rate() or self._pace
        if rows_expected is None or not pace or self._first is None or self._state is not RunState.RUNNING:
            return None
        seconds = (rows_expected - self._rows) / pace - (now - (self._last or self._first))
        return round(seconds, 1) if seconds > 0 else None

    def _tick(self) -> None:
        while True:
            self._file.write(self.status())
            if self._stop.wait(TICK_SECONDS):
                return

    def _write_end(self, results: Sequence[IngestResult], findings: Findings, error: BaseException | None) -> None:
        status = self.status()
        written = self._file.read()
        if written is None or written.run_id == self._run_id:
            self._file.write(status)
        loads = tuple(self._loads)
        if error is not None:
            append_report(self._project.state, report_broken_off(status, error, self._failures, loads, self._deleted))
        else:
            append_report(self._project.state, report_results(status, results, findings, loads, whole=self._whole))


@contextmanager
def tracking(tracker: Tracker) -> Iterator[Tracker]:
    """Tell the tracker how its run ended where the body was left by an exception."""
    try:
        yield tracker
    except BaseException as error:
        tracker.run_ended((), error)
        raise


def _table_of(job: TableJob) -> _Table:
    idle = job.mode == UNCHANGED and not job.units
    return _Table(
        qname=job.table.qname,
        dataset=job.dataset,
        state=TableState.UNCHANGED if idle else TableState.WAITING,
        expected=0 if idle else expected(job).rows,
        ranges_all=len(job.units),
    )


def _all_expected(tables: Sequence[TableStatus]) -> int | None:
    """Rows of the whole run: those that were moved, and those to come; None while nobody knows of some table."""
    whole = 0
    for table in tables:
        if table.state in _OVER:
            whole += table.rows
        elif table.expected is None:
            return None
        else:
            whole += max(table.rows, table.expected)
    return whole
