"""Runs for programs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from heartbeat_cli.sheets.document import document_of
from heartbeat_cli.state import RunReport, RunStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class RunDocument(RunReport):
    """A run that ended, or what is known of the one at work; `tables` counts tables by what was done with them.

    `checked` are the sources whose whole slice was gone through without a failure; null: all, if it ended well.
    """

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
    return document_of(RunDocument, run, rows_per_second=_pace(run))


def run_in_detail(run: RunReport, status: RunStatus | None) -> RunInDetail:
    """One run for programs."""
    return document_of(RunInDetail, run, rows_per_second=_pace(run), status=status)


def _pace(run: RunReport) -> float | None:
    return round(run.rate, 1) if run.rate else None
