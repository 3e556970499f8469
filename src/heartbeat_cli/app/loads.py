"""The runs of an ingest: those that have ended, the one at work, and whether what they landed still agrees."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from heartbeat_cli.errors import HbError, LockedError, NotFoundError, UsageError, did_you_mean
from heartbeat_cli.estate import ProjectSettings, load_inventory
from heartbeat_cli.sheets import Look
from heartbeat_cli.state import (
    RunReport,
    RunState,
    RunStatus,
    StatusFile,
    current_holder,
    is_held,
    read_runs,
    report_of,
    single_flight,
)

if TYPE_CHECKING:
    from heartbeat_cli.ingest import VerifiedTable


@dataclass(frozen=True, slots=True)
class Verification:
    """What the check of the ledger found by source, and the sources that could not be checked."""

    found: "tuple[tuple[str, tuple[VerifiedTable, ...]], ...]"
    refused: Mapping[str, HbError]

    @property
    def differs(self) -> bool:
        """Whether the marts are not what was landed."""
        from heartbeat_cli.ingest import Verdict

        return any(one.verdict is Verdict.DIFFERS for _, verified in self.found for one in verified)


@dataclass(frozen=True, slots=True)
class FoundRun:
    """A run, and its last word where the status file is still its own."""

    report: RunReport
    status: RunStatus | None


def find_run(project: ProjectSettings, name: str) -> FoundRun:
    """The run of this name or the one that begins so; raises UsageError for several, NotFoundError for none."""
    report = _pick_run(name, read_runs(project.state))
    status = StatusFile(project.state).seen()
    return FoundRun(report, status if status is not None and status.run_id == report.run_id else None)


def _pick_run(name: str, runs: tuple[RunReport, ...]) -> RunReport:
    found = [run for run in runs if run.run_id == name] or [run for run in runs if run.run_id.startswith(name)]
    if len(found) == 1:
        return found[0]
    if found:
        raise UsageError(
            f"{len(found)} runs begin with '{name}'",
            hint=f"Give more of it: {', '.join(run.run_id for run in found[:5])}.",
            code="ambiguous_run",
        )
    hint = did_you_mean(name, [run.run_id for run in runs]) or "`hb loads` lists the runs."
    raise NotFoundError(f"there is no run '{name}'", hint=hint, code="unknown_run")


def watch(project: ProjectSettings) -> Iterator[Look]:
    """What is to be seen of the run at work, again and again until it has ended.

    A status that is gone or damaged leaves the last good one standing. Nothing where no ingest runs.
    """
    first, known = None, None
    while is_held(project.state):
        status, holder = StatusFile(project.state).read(), current_holder(project.state)
        if holder is not None:
            first = first or holder
            if (holder.pid, holder.host, holder.since) != (first.pid, first.host, first.since):
                return
            if status is not None and (status.pid, status.host) != (holder.pid, holder.host):
                status = None
        if status is not None and known is not None and status.run_id != known.run_id:
            return
        known = status or known
        yield Look(holder or first, known)


def end_of(project: ProjectSettings, last: Look) -> RunReport | None:
    """How the run that was looked at ended; None where it never told anything of itself."""
    if last.status is None:
        return None
    entered = next((run for run in read_runs(project.state) if run.run_id == last.status.run_id), None)
    if entered is not None:
        return entered
    killed = last.status.state is RunState.RUNNING
    return report_of(replace(last.status, state=RunState.KILLED) if killed else last.status)


def verify(
    project: ProjectSettings,
    names: Sequence[str] = (),
    tables: Sequence[str] = (),
    *,
    waiting: Callable[[object], None] = lambda _holder: None,
    progress: "AbstractContextManager[Callable[[VerifiedTable], None]] | None" = None,
) -> Verification:
    """Check every range of the ledger against source and marts again, of the sources `names` or of all that landed.

    `waiting` is told who holds the lock, `progress` of each table that is done. Raises NotFoundError for an unknown
    source or table, LockedError while another ingest runs.
    """
    from heartbeat_cli.ingest import landed_before, verify_all
    from heartbeat_cli.marts import keep_others_out

    inventory = load_inventory(project)
    sources = [inventory.require(name) for name in dict.fromkeys(names) or landed_before(project, inventory)]
    doing = f"checking {', '.join(source.name for source in sources)}"
    unseen: AbstractContextManager[Callable[[VerifiedTable], None]] = nullcontext(lambda _table: None)
    with (
        single_flight(project.state, doing, waiting=waiting),
        keep_others_out(project, doing) as marts,
        progress or unseen as done,
    ):
        found, refused = verify_all(project, sources, tuple(tables), done)
        verification = Verification(tuple(found), refused)
        if verification.differs and marts is not None and not marts.still_held():
            raise LockedError(
                "the lock in the marts was lost, and another ingest may have written to them during the check",
                hint="Run the same command again.",
            )
    return verification
