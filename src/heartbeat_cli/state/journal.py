"""The journal of runs: `.heartbeat/loads.jsonl`, one JSON object per run that ended, the newest last.

It is for people and for freshness; what stands in the marts is told by the ledger beside the tables. An entry is one
appended write, so that a crash damages at most the last line, and a damaged line is left out when it is read.
"""

import json
import os
import secrets
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from heartbeat_cli import json_fields as fields
from heartbeat_cli.state.atomic import write_atomically
from heartbeat_cli.state.folder import make_private_folder
from heartbeat_cli.state.regular import NotRegularError, open_regular
from heartbeat_cli.state.run_status import RunState, RunStatus, StatusFile, TableState, read_state

JOURNAL_FILE = "loads.jsonl"
MOST_RUNS = 500
# Pruning rewrites the file; not after every run.
_SLACK = 50
# Far more than the newest 500 runs take; what is before that in a file that has grown is left alone.
_LONGEST = 1 << 24


@dataclass(frozen=True, slots=True)
class RunFailure:
    """What failed in a run: one table (`schema.table`), or the run itself where `table` is None."""

    table: str | None
    code: str
    message: str


@dataclass(frozen=True, slots=True)
class RunReport:
    """A run that ended. `started` is in UTC, `tables` counts tables by what was done with them (`backfill`, `whole`…).

    `rows` were moved and `deleted` taken out by this run. `notes` say what changed at the source. `checked` are the
    sources whose whole slice was gone through without a failure; None: all of `sources`, if the run ended well. A run
    over some tables only has checked none.
    """

    run_id: str
    sources: tuple[str, ...]
    started: datetime
    seconds: float
    outcome: RunState
    tables: Mapping[str, int] = field(default_factory=dict)
    ranges: int = 0
    rows: int = 0
    deleted: int = 0
    failures: tuple[RunFailure, ...] = ()
    load_ids: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    checked: tuple[str, ...] | None = None

    @property
    def all_tables(self) -> int:
        """Tables that were gone through."""
        return sum(self.tables.values())

    @property
    def rate(self) -> float | None:
        """Rows per second; None where nothing was moved."""
        return self.rows / self.seconds if self.rows and self.seconds > 0 else None

    def as_dict(self) -> dict[str, Any]:
        """One line of the journal, and the body of `hb loads RUN --json`."""
        return asdict(self) | {"started": self.started.isoformat(), "tables": dict(self.tables)}


def new_run_id() -> str:
    """A name for a run, short enough to be typed: `3f9a12c7`."""
    return secrets.token_hex(4)


def journal_file(state: Path) -> Path:
    """Where the journal of a state folder is."""
    return state / JOURNAL_FILE


def append_report(state: Path, report: RunReport) -> bool:
    """Enter a run and prune the journal to its newest 500; False where the disk refuses. For the holder of the lock."""
    try:
        text = json.dumps(report.as_dict(), separators=(",", ":")).encode() + b"\n"
        _append(journal_file(state), text)
    except OSError:
        return False
    with suppress(OSError):
        _prune(journal_file(state))
    return True


def read_reports(state: Path, limit: int = MOST_RUNS) -> tuple[RunReport, ...]:
    """The newest `limit` runs, newest first. DamagedError lines are left out."""
    found: list[RunReport] = []
    for report in _newest_first(journal_file(state)):
        if len(found) == min(limit, MOST_RUNS):
            break
        found.append(report)
    return tuple(found)


def read_runs(state: Path) -> tuple[RunReport, ...]:
    """As `read_reports`, and first the run the journal does not have: the one at work, or one that was killed."""
    status = StatusFile(state).seen()
    reports = read_reports(state)
    if status is None or any(report.run_id == status.run_id for report in reports):
        return reports
    return (report_of(status), *reports)


def enter_killed(state: Path) -> RunReport | None:
    """Enter the last run, if it ended without a word, before its status is replaced; returns what was entered.

    For whoever has just taken the lock.
    """
    last = next(iter(read_runs(state)), None)
    if last is None or last.outcome is not RunState.KILLED:
        return None
    known = any(report.run_id == last.run_id for report in read_reports(state))
    return last if not known and append_report(state, last) else None


def report_of(status: RunStatus) -> RunReport:
    """A run as its status tells it, up to its last word."""
    begun = [table for table in status.tables if table.state is not TableState.WAITING]
    words = Counter(status.word_of(table) for table in begun)
    return RunReport(
        run_id=status.run_id,
        sources=status.sources,
        started=status.started,
        seconds=status.seconds,
        outcome=status.state,
        tables=dict(words),
        ranges=sum(table.ranges_done for table in begun),
        rows=status.rows,
        failures=(RunFailure(None, "failed", status.failure),) if status.failure else (),
        checked=(),
    )


def _append(file: Path, text: bytes) -> None:
    make_private_folder(file.parent)
    fd = os.open(file, os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_NOFOLLOW, 0o600)
    try:
        before = os.fstat(fd).st_size
        if before and os.pread(fd, 1, before - 1) != b"\n":
            # A line that was cut off must not take ours along.
            text = b"\n" + text
        try:
            if os.write(fd, text) != len(text):
                raise OSError("no room for the whole line")
            os.fsync(fd)
        except OSError:
            os.ftruncate(fd, before)
            raise
    finally:
        os.close(fd)


def _prune(file: Path) -> None:
    lines = _end_of(file).splitlines(keepends=True)
    if len(lines) <= MOST_RUNS + _SLACK:
        return
    write_atomically(file, b"".join(lines[-MOST_RUNS:]), durable=True)


def _newest_first(file: Path) -> Iterator[RunReport]:
    try:
        lines = _end_of(file).split(b"\n")
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError, NotRegularError):
        return
    for line in reversed(lines):
        report = _read_line(line) if line.startswith(b"{") else None
        if report is not None:
            yield report


def _end_of(file: Path) -> bytes:
    """The last lines of the journal, at most 16 MiB of them."""
    with open_regular(file) as stream:
        stream.seek(max(0, os.fstat(stream.fileno()).st_size - _LONGEST))
        return stream.read(_LONGEST)


def _read_line(line: bytes) -> RunReport | None:
    try:
        return _read_report(fields.read_object(line))
    except fields.DamagedError:
        return None


def _read_report(body: Mapping[str, Any]) -> RunReport:
    tables = fields.as_object(body.get("tables"))
    return RunReport(
        run_id=fields.text(body, "run_id"),
        sources=fields.texts(body, "sources"),
        started=fields.moment(body, "started"),
        seconds=fields.real(body, "seconds"),
        outcome=read_state(body, "outcome"),
        tables={str(mode): fields.whole(tables, mode) for mode in tables},
        ranges=fields.whole(body, "ranges"),
        rows=fields.whole(body, "rows"),
        deleted=fields.whole(body, "deleted"),
        failures=tuple(_read_failure(fields.as_object(failure)) for failure in fields.items(body, "failures")),
        load_ids=fields.texts(body, "load_ids"),
        notes=fields.texts(body, "notes"),
        checked=None if body.get("checked") is None else fields.texts(body, "checked"),
    )


def _read_failure(body: Mapping[str, Any]) -> RunFailure:
    return RunFailure(fields.maybe_text(body, "table"), fields.text(body, "code"), fields.text(body, "message"))
