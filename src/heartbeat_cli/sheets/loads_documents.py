"""Runs for programs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from heartbeat_cli.state import RunFailure, RunReport, RunState, RunStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class RunDocument:
    """A run that ended, or what is known of the one at work; `tables` counts tables by what was done with them.

    `checked` are the sources whose whole slice was gone through without a failure; null: all, if it ended well.
    """

    run_id: str
    sources: tuple[str, ...]
    started: datetime
    seconds: float
    outcome: RunState
    tables: Mapping[str, int]
    ranges: int
    rows: int
    deleted: int
    failures: tuple[RunFailure, ...]
    load_ids: tuple[str, ...]
    notes: tuple[str, ...]
    checked: tuple[str, ...] | None
    rows_per_second: float | None


@dataclass(frozen=True, slots=True)
class RunsDocument:
    """`hb loads --json`: the newest runs, and how many there are in all."""

    runs: tuple[RunDocument, ...]
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RunInDetail(RunDocument):
    """`hb loads RUN --json`: the run, and its last word where the status file is still its own."""

    status: RunStatus | None


@dataclass(frozen=True, slots=True)
class RunningDocument:
    """A line of `hb loads --watch --json` while a run is at work; an empty object before it told anything of itself.

    null where none is running.
    """

    running: RunStatus | Mapping[str, None] | None


@dataclass(frozen=True, slots=True)
class EndedDocument:
    """The last line of `hb loads --watch --json`; null for a run that never told anything of itself."""

    ended: RunDocument | None


def runs_document(runs: Sequence[RunReport], total: int) -> RunsDocument:
    """The runs for programs."""
    return RunsDocument(tuple(map(run_document, runs)), total)


def run_document(run: RunReport) -> RunDocument:
    """A run for programs."""
    return RunDocument(**_run(run))


def run_in_detail(run: RunReport, status: RunStatus | None) -> RunInDetail:
    """One run for programs."""
    return RunInDetail(**_run(run), status=status)


def _run(run: RunReport) -> dict[str, Any]:
    told = {field.name: getattr(run, field.name) for field in fields(run)}
    return told | {"rows_per_second": round(run.rate, 1) if run.rate else None}
