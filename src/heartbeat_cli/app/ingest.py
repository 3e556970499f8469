"""Landing sources: what is asked for, the plan, the run, and what became of it together with what it means.

`ingest.run` lands; here it is tracked for `hb loads`, its changes are held against the metrics that read them, and the
candidates it makes ready are looked up.
"""

from collections.abc import Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

from heartbeat_cli.app.readied import caveats_over, ready_now
from heartbeat_cli.errors import HbError, NoCredentialsError, NotFoundError, NotGrantedError, UsageError
from heartbeat_cli.estate import Inventory, ProjectSettings, in_the_demo, load_inventory
from heartbeat_cli.ingest import (
    Changes,
    Findings,
    IngestRequest,
    IngestResult,
    Outlook,
    Progress,
    Silent,
    SourceFindings,
    SourceJob,
    Tracker,
    find_changes,
    landed_before,
    outlook,
    plan_ingest,
    read_broken,
    receipts_or_none,
    run_ingest,
    tracking,
    untold,
)
from heartbeat_cli.state import Holder, read_reports, single_flight
from heartbeat_cli.wording import count

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from heartbeat_cli.state import RunStatus


def check_request(request: IngestRequest) -> None:
    """Raises UsageError for options that are missing or exclude each other."""
    if request.dump is not None:
        _check_dump(request)
    if not request.sources and not request.all and request.dump is None:
        raise UsageError(
            "--source is missing: which source shall be landed?",
            hint="Give --source NAME (`hb sources status` lists them), or --all for those that have landed before.",
            code="missing_flag",
        )
    if request.all and (request.sources or request.tables):
        other = "--source" if request.sources else "--table"
        raise UsageError(f"--all and {other} exclude each other", hint="Give one of the two.")
    if request.tables and len(set(request.sources)) > 1:
        raise UsageError("--table goes with one --source", hint="Run it once for each source.")
    modes = [flag for flag in ("reconcile", "adopt", "rebuild") if getattr(request, flag)]
    if len(modes) > 1:
        raise UsageError(f"--{modes[0]} and --{modes[1]} exclude each other", hint="Run one after the other.")


def _check_dump(request: IngestRequest) -> None:
    other = next((flag for flag in ("all", "reconcile", "adopt") if getattr(request, flag)), None)
    if other is not None:
        raise UsageError(f"--from and --{other} exclude each other", hint="A dump is of one source, and read whole.")
    if len(set(request.sources)) > 1:
        raise UsageError("--from goes with one --source", hint="Run it once for each source.")


def with_source_of_dump(project: ProjectSettings, request: IngestRequest) -> IngestRequest:
    """The request with the source its dump is of, where nobody named it: the one the file is called after, or the only.

    Raises NotFoundError where there is no such file, UsageError `missing_flag` where that is no source, or several.
    """
    if request.dump is None or request.sources:
        return request
    if not request.dump.exists():
        raise NotFoundError(f"there is no file {request.dump}", hint="--from takes a plain dump.", code="no_dump")
    from heartbeat_cli.pgschema import database_of

    name = database_of(request.dump)
    databases = [source for source in load_inventory(project).sources if source.mirrored is not None]
    found = [source for source in databases if name in (source.name, source.database)] or databases
    if len(found) != 1:
        raise UsageError(
            f"--source is missing: no source is called after {request.dump.name}",
            hint=f"Give --source NAME, one of {', '.join(source.name for source in found)}." if found else None,
            code="missing_flag",
        )
    return replace(request, sources=(found[0].name,))


@dataclass(frozen=True, slots=True)
class IngestPlan:
    """What an ingest would do: the jobs of each source, how much that is, what was found, and who refused."""

    jobs: tuple[SourceJob, ...]
    outlook: Outlook
    findings: Mapping[str, SourceFindings]
    refused: tuple[IngestResult, ...] = ()

    @property
    def error(self) -> HbError | None:
        """The failure that stands for all sources that cannot be planned; None where each can."""
        return _without_a_plan(self.refused)


@dataclass(frozen=True, slots=True)
class IngestOutcome:
    """What became of an ingest.

    `ready` are the candidates it made ready, `warnings` what could not be looked up or written about them.
    """

    run_id: str
    results: tuple[IngestResult, ...]
    findings: Mapping[str, SourceFindings]
    ready: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()

    @property
    def error(self) -> HbError | None:
        """The failure that stands for all that failed: the only one itself, else how many there were."""
        return _what_failed(self.results, self.run_id)

    @property
    def error_in_short(self) -> HbError | None:
        """The same, for whoever has just read what failed and why."""
        if self.error is None:
            return None
        hint = f"Run the same command again once that is settled. `hb loads {self.run_id}` keeps what failed."
        return HbError(_left_as_before(self.results), hint=hint, code=self.error.code)

    @property
    def alarms(self) -> str:
        """Every metric that breaks; where none does, the first of what else was found. What is left is counted.

        Empty where nothing was found that somebody should look at.
        """
        broken = [text for one in self.findings.values() for text in one.broken]
        others = [text for one in self.findings.values() for text in one.alarms if text not in broken]
        shown = broken or others[:1]
        more = len(broken) + len(others) - len(shown)
        return "; ".join(shown) + (f" (and {count(more)} more)" if more else "")


class Onlooker(Progress, Protocol):
    """Who is told how far an ingest is."""

    def follow(self, ask: "Callable[[], RunStatus]") -> None:
        """`ask` answers how far it is, whenever it is asked."""

    def waiting(self, holder: Holder | None) -> None:
        """The lock is held by `holder` (None: it does not say), and is waited for."""


class Unseen(Silent, Onlooker):
    """Nobody looks on."""

    def follow(self, ask: "Callable[[], RunStatus]") -> None: ...

    def waiting(self, holder: Holder | None) -> None: ...


def plan(project: ProjectSettings, request: IngestRequest) -> IngestPlan:
    """What an ingest would do; writes nothing.

    Raises UsageError for a request that cannot be, NotFoundError for an unknown source or table, HbError for a source
    or marts that cannot be read; sources that refuse while others are planned are part of the plan.
    """
    check_request(request)
    inventory = load_inventory(project)
    names = landed_before(project, inventory) if request.all else request.sources
    with _administrator_of_the_demo(project):
        jobs, refused = plan_ingest(project, inventory, names, request, keep_going=request.all or len(names) > 1)
    changes = {job.plan.source.name: [(t.table.qname, c) for t in job.tables for c in t.changes] for job in jobs}
    of_sources = {job.plan.source.name: job for job in jobs}
    findings = _look_into(project, inventory, of_sources, changes, request, remember=False)
    ahead = outlook(project, jobs, read_reports(project.state))
    return IngestPlan(tuple(jobs), ahead, findings, _as_in_the_demo(refused, project))


class IngestRun:
    """One ingest: `carry_out` runs it; what is known of it when it is broken off is here."""

    def __init__(self, project: ProjectSettings, request: IngestRequest) -> None:
        """Raises UsageError for a request that cannot be, NotFoundError for a source there is not."""
        check_request(request)
        self._project = project
        self._request = request
        self._inventory = load_inventory(project)
        for name in request.sources:
            self._inventory.require(name)
        self._findings: dict[str, SourceFindings] = {}
        self._tracker: Tracker | None = None
        self.waited = False

    @property
    def begun(self) -> bool:
        """Whether anything of it was done."""
        return self._tracker is not None and self._tracker.begun

    @property
    def landed(self) -> tuple[int, int]:
        """How many tables have landed, of how many."""
        return (self._tracker.landed, self._tracker.status().tables_all) if self._tracker is not None else (0, 0)

    def carry_out(self, onlooker: Onlooker | None = None) -> IngestOutcome:
        """Land what is missing. Raises what `ingest.run.run_ingest` raises; what has landed by then stays."""
        seen = onlooker or Unseen()
        with _administrator_of_the_demo(self._project):
            names = self._names(seen)
            self._tracker = tracker = Tracker(
                self._project, names, seen, whole=not self._request.tables, judge=self._judge
            )
            seen.follow(tracker.status)
            with tracking(tracker):
                results = run_ingest(
                    self._project,
                    self._inventory,
                    names,
                    self._request,
                    tracker,
                    keep_going=self._request.all or len(names) > 1,
                    waiting=self._noting(seen),
                )
                tracker.run_ended(results)
        ready, warnings = ready_now(self._project, self._inventory)
        warnings += caveats_over(self._project, self._inventory, results)
        results = _as_in_the_demo(results, self._project)
        return IngestOutcome(tracker.run_id, results, self._findings, ready, warnings)

    def _noting(self, onlooker: Onlooker) -> "Callable[[Holder | None], None]":
        def wait(holder: Holder | None) -> None:
            self.waited = True
            onlooker.waiting(holder)

        return wait

    def _names(self, onlooker: Onlooker) -> tuple[str, ...]:
        if not self._request.all:
            return tuple(self._inventory.require(name).name for name in dict.fromkeys(self._request.sources))
        # A DuckDB file refuses readers while somebody lands: whoever waits for the lock has to wait here already.
        doing = "looking what has landed"
        with single_flight(self._project.state, doing, wait=self._request.wait, waiting=self._noting(onlooker)):
            return landed_before(self._project, self._inventory)

    def _judge(self, results: Sequence[IngestResult], jobs: Mapping[str, SourceJob]) -> Findings:
        changes = {
            result.source: [(t.qname, c) for dataset in result.datasets for t in dataset.tables for c in t.changes]
            for result in results
        }
        self._findings = _look_into(self._project, self._inventory, jobs, changes, self._request, remember=True)
        sentences = tuple(text for found in self._findings.values() for text in found.sentences)
        return Findings(sentences, any(found.alarms for found in self._findings.values()))


def _look_into(
    project: ProjectSettings,
    inventory: Inventory,
    jobs: Mapping[str, SourceJob],
    changes: Mapping[str, Changes],
    request: IngestRequest,
    *,
    remember: bool,
) -> dict[str, SourceFindings]:
    in_part = bool(request.tables) or request.dump is not None
    found = find_changes(jobs, changes, () if in_part else receipts_or_none(project) or ())
    if remember and not in_part:
        found = untold(project, found)
    if (
        not any(one.changes or one.left.gone for one in found.values())
        and not read_broken(project).keys() & found.keys()
    ):
        return found
    # Metrics take long to load, and most hours nothing has changed.
    from heartbeat_cli.impact import with_metrics

    return with_metrics(project, inventory, jobs, found, remember=remember)


def _without_a_plan(refused: Sequence[IngestResult]) -> HbError | None:
    errors = [(result.source, result.error) for result in refused if result.error is not None]
    if not errors:
        return None
    source, first = errors[0]
    if len(errors) == 1:
        return HbError(f"{source} cannot be planned: {_why(source, first)}", hint=first.hint, code=first.code)
    return HbError(f"{', '.join(name for name, _ in errors)} cannot be planned", code="sources_failed")


def _what_failed(results: Sequence[IngestResult], run_id: str) -> HbError | None:
    """The failure the exit code stands for: the only one itself, else how many there were."""
    errors = [(result.source, result.error) for result in results if result.error is not None]
    failures = [(result.source, failure) for result in results for failure in result.stopped]
    if not errors and not failures:
        return None
    if len(errors) == 1 and not failures:
        source, error = errors[0]
        return HbError(f"{source} was left as before: {_why(source, error)}", hint=error.hint, code=error.code)
    first = f"{failures[0][1].qname}: {failures[0][1].message}" if failures else str(errors[0][1])
    return HbError(
        f"{_left_as_before(results)}; the first: {first}",
        hint=f"`hb loads {run_id}` lists what failed. Run the same command again once that is settled.",
        code="tables_failed" if failures else "sources_failed",
    )


def _why(source: str, error: HbError) -> str:
    """What was wrong, without naming the source a second time."""
    return error.message if error.where == source else str(error)


def _left_as_before(results: Sequence[IngestResult]) -> str:
    failures = sum(len(result.stopped) for result in results)
    sources = [result.source for result in results if result.error is not None]
    told = [f"{count(failures, 'table was', 'tables were')}"] if failures else []
    told += [f"{', '.join(sources)} {'was' if len(sources) == 1 else 'were'}"] if sources else []
    return f"{' and '.join(told)} left as before"


@contextmanager
def _administrator_of_the_demo(project: ProjectSettings) -> "Iterator[None]":
    try:
        yield
    except (NotGrantedError, NoCredentialsError) as error:
        raise _as_administrator(error, project) from error.__cause__


def _as_in_the_demo(results: Sequence[IngestResult], project: ProjectSettings) -> tuple[IngestResult, ...]:
    return tuple(replace(r, error=_as_administrator(r.error, project)) if r.error is not None else r for r in results)


def _as_administrator(error: HbError, project: ProjectSettings) -> HbError:
    """The failure as the demo's user should read it, who hands out the credentials of its APIs as well."""
    if project.demo and isinstance(error, NoCredentialsError):
        from heartbeat_cli.demo import APIS

        if error.where in APIS:
            return error.replace(hint=f"In the demo `hb demo grant {error.where}` hands them out.")
    return in_the_demo(error, project)
