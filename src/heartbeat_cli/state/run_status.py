"""How far the running ingest is: a small file that its process writes and anybody may read, also while DuckDB marts
refuse readers.

It is replaced whole and never waited for: a disk that is full costs the telling, not the landing. What reads it takes
all of it or nothing, and believes `running` only while the lock is held.
"""

import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from heartbeat_cli import json_fields as fields
from heartbeat_cli.state.atomic import write_atomically
from heartbeat_cli.state.holder import current_holder, is_held
from heartbeat_cli.state.regular import open_regular

STATUS_FILE = "ingest.status.json"
_LONGEST = 1 << 24


class RunState(StrEnum):
    """Where a run is, or how it ended."""

    RUNNING = "running"
    DONE = "done"
    NOTHING_NEW = "nothing_new"
    FINDINGS = "findings"
    FAILED = "failed"
    INTERRUPTED = "interrupted"
    KILLED = "killed"
    """It ended without a word: its status says running, and its lock is free."""

    @property
    def word(self) -> str:
        """As people read it: `nothing new`."""
        return self.value.replace("_", " ")


class TableState(StrEnum):
    """Where a table of a run is."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class TableStatus:
    """One table of a run: `table` is `schema.table` at the source.

    `rows` were moved, `expected` are those that will be (None: nobody knows); `seconds` since its first range began.
    `deleted` were taken out, or marked, as gone at the source.
    """

    table: str
    dataset: str
    state: TableState = TableState.WAITING
    rows: int = 0
    expected: int | None = None
    ranges_done: int = 0
    ranges_all: int = 0
    seconds: float = 0.0
    deleted: int = 0


@dataclass(frozen=True, slots=True)
class RunStatus:
    """A run as its own process tells it; `started` and `updated` are in UTC.

    `doing` and `phase` are for people ("landing webbank", "looking at the source"). `rate` is in rows per second. None
    stands for what cannot be estimated. `failure` is the message of a run that failed.
    """

    run_id: str
    pid: int
    host: str
    doing: str
    sources: tuple[str, ...]
    started: datetime
    updated: datetime
    phase: str = ""
    state: RunState = RunState.RUNNING
    tables_done: int = 0
    tables_all: int = 0
    rows: int = 0
    rows_expected: int | None = None
    rate: float | None = None
    seconds_left: float | None = None
    tables: tuple[TableStatus, ...] = ()
    failure: str | None = None

    @property
    def seconds(self) -> float:
        """From the start to the last word; 0 where a clock was set back between."""
        return max(0.0, (self.updated - self.started).total_seconds())

    def word_of(self, table: TableStatus) -> str:
        """The table's state; `interrupted` for one at work when the run ended."""
        stopped = table.state is TableState.RUNNING and self.state is not RunState.RUNNING
        return RunState.INTERRUPTED.value if stopped else table.state.value

    def as_dict(self) -> dict[str, Any]:
        """The file's JSON."""
        return asdict(self) | {"started": self.started.isoformat(), "updated": self.updated.isoformat()}


class StatusFile:
    """The status file of a project's marts."""

    def __init__(self, state: Path) -> None:
        self._state = state

    @property
    def path(self) -> Path:
        """Where the file lies, whether or not there is one."""
        return self._state / STATUS_FILE

    def write(self, status: RunStatus) -> None:
        """Replace the file. Only the process that holds the lock writes; nothing is raised where it cannot."""
        with suppress(OSError, ValueError):
            text = json.dumps(status.as_dict(), separators=(",", ":"), allow_nan=False).encode()
            write_atomically(self.path, text)

    def read(self) -> RunStatus | None:
        """What was written last; None for no file and for one that is damaged. Raises nothing."""
        try:
            with open_regular(self.path) as file:
                return _read_status(fields.read_object(file.read(_LONGEST)))
        except (OSError, fields.DamagedError):
            return None

    def is_alive(self, status: RunStatus) -> bool:
        """Whether the run that wrote `status` still holds the lock."""
        holder = current_holder(self._state)
        if holder is None:
            # Held and unsigned (the disk was full): nobody else can have written a status meanwhile.
            return is_held(self._state)
        return (holder.pid, holder.host) == (status.pid, status.host)

    def seen(self) -> RunStatus | None:
        """As `read`, with the state `killed` for a run that says it is running and holds no lock any more."""
        status = self.read()
        if status is None or status.state is not RunState.RUNNING or self.is_alive(status):
            return status
        # It may have ended in good order between our two looks.
        latest = self.read()
        if latest is None or latest.run_id != status.run_id or latest.state is not RunState.RUNNING:
            return latest
        return replace(latest, state=RunState.KILLED)


def _read_status(body: Mapping[str, Any]) -> RunStatus:
    return RunStatus(
        run_id=fields.text(body, "run_id"),
        pid=fields.whole(body, "pid"),
        host=fields.text(body, "host"),
        doing=fields.text(body, "doing"),
        sources=fields.texts(body, "sources"),
        started=fields.moment(body, "started"),
        updated=fields.moment(body, "updated"),
        phase=fields.text(body, "phase"),
        state=read_state(body, "state"),
        tables_done=fields.whole(body, "tables_done"),
        tables_all=fields.whole(body, "tables_all"),
        rows=fields.whole(body, "rows"),
        rows_expected=fields.maybe_whole(body, "rows_expected"),
        rate=fields.maybe_real(body, "rate"),
        seconds_left=fields.maybe_real(body, "seconds_left"),
        tables=tuple(_read_table(fields.as_object(table)) for table in fields.items(body, "tables")),
        failure=fields.maybe_text(body, "failure"),
    )


def _read_table(body: Mapping[str, Any]) -> TableStatus:
    try:
        state = TableState(fields.text(body, "state"))
    except ValueError:
        raise fields.DamagedError("state") from None
    return TableStatus(
        table=fields.text(body, "table"),
        dataset=fields.text(body, "dataset"),
        state=state,
        rows=fields.whole(body, "rows"),
        expected=fields.maybe_whole(body, "expected"),
        ranges_done=fields.whole(body, "ranges_done"),
        ranges_all=fields.whole(body, "ranges_all"),
        seconds=fields.real(body, "seconds"),
        deleted=fields.maybe_whole(body, "deleted") or 0,
    )


def read_state(body: Mapping[str, Any], name: str) -> RunState:
    """A run's state in a file of ours; raises `fields.DamagedError`."""
    try:
        return RunState(fields.text(body, name))
    except ValueError:
        raise fields.DamagedError(name) from None
