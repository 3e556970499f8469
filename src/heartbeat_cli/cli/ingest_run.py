"""Running an ingest from the command line: names, progress, result, exit code."""

import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

import typer

from heartbeat_cli.cli.ingest_options import IngestRequest
from heartbeat_cli.cli.session import current_session
from heartbeat_cli.errors import EXIT_FAILED, EXIT_FINDINGS, HbError, NotGrantedError

if TYPE_CHECKING:
    from heartbeat_cli.estate import Inventory, Project
    from heartbeat_cli.ingest.report.found import Changes, SourceFindings
    from heartbeat_cli.ingest.report.reporting import Findings
    from heartbeat_cli.ingest.report.tracker import Tracker
    from heartbeat_cli.ingest.result import IngestResult
    from heartbeat_cli.ingest.run import Waiting
    from heartbeat_cli.ingest.work import SourceWork
    from heartbeat_cli.state import Holder


def plan_and_show(project: "Project", inventory: "Inventory", wish: IngestRequest) -> None:
    """Print what would be done; writes nothing. Raises HbError for sources that refuse, when the others are shown."""
    from heartbeat_cli.ingest.report.forecast import outlook
    from heartbeat_cli.ingest.report.landed_before import landed_before
    from heartbeat_cli.ingest.run import plan_ingest
    from heartbeat_cli.render.ingest_plan import print_plan, print_plan_json
    from heartbeat_cli.state.journal import read_reports

    names = landed_before(project, inventory) if wish.all else wish.sources
    with _demo_hint(project):
        works, refused = plan_ingest(project, inventory, names, wish.options, keep_going=wish.all or len(names) > 1)
    changes = {work.plan.source.name: [(t.table.qname, c) for t in work.tables for c in t.changes] for work in works}
    of_sources = {work.plan.source.name: work for work in works}
    found = _look_into(project, inventory, of_sources, changes, wish, remember=False)
    ahead = outlook(project, works, read_reports(project.state))
    refused = list(_as_in_the_demo(refused, project))
    error = _without_a_plan(refused)
    if current_session().json:
        print_plan_json(works, ahead, found, refused, error)
        raise typer.Exit(EXIT_FAILED if error is not None else 0)
    print_plan(works, ahead, found, refused)
    if error is not None:
        raise error


def _without_a_plan(refused: "Sequence[IngestResult]") -> HbError | None:
    errors = [(result.source, result.error) for result in refused if result.error is not None]
    if not errors:
        return None
    source, first = errors[0]
    if len(errors) == 1:
        return HbError(f"{source} cannot be planned: {_why(source, first)}", hint=first.hint, code=first.code)
    return HbError(f"{', '.join(name for name, _ in errors)} cannot be planned", code="sources_failed")


def run_and_show(project: "Project", inventory: "Inventory", wish: IngestRequest) -> None:
    """Run, print what became of it, and end with its exit code."""
    silent = wish.all and not (sys.stdout.isatty() or sys.stderr.isatty())
    with _in_one_line(silent and not current_session().json):
        _Run(project, inventory, wish, silent=silent).carry_out()


class _Run:
    """One ingest."""

    def __init__(self, project: "Project", inventory: "Inventory", wish: IngestRequest, *, silent: bool) -> None:
        self._project = project
        self._inventory = inventory
        self._wish = wish
        self._silent = silent
        self._found: dict[str, SourceFindings] = {}
        self._waits = False

    def carry_out(self) -> None:
        from heartbeat_cli.ingest.report.tracker import Tracker
        from heartbeat_cli.render.ingest_progress import say_stopped, say_stopped_waiting, show_progress

        tracker: Tracker | None = None
        try:
            with show_progress(silent=self._silent) as shown, _demo_hint(self._project):
                waiting = self._noting(shown.waiting)
                names = self._names(waiting)
                tracker = Tracker(self._project, names, shown, whole=not self._wish.tables, judge=self._judge)
                shown.follow(tracker.status)
                results = self._ingest(names, tracker, waiting)
        except (KeyboardInterrupt, SystemExit):
            if self._waits and (tracker is None or not tracker.begun):
                say_stopped_waiting()
            else:
                say_stopped(tracker.landed if tracker else 0, tracker.status().tables_all if tracker else 0)
            raise
        self._show(results, tracker.run_id)

    def _noting(self, waiting: "Waiting") -> "Waiting":
        def wait(holder: "Holder | None") -> None:
            self._waits = True
            waiting(holder)

        return wait

    def _ingest(self, names: tuple[str, ...], tracker: "Tracker", waiting: "Waiting") -> "tuple[IngestResult, ...]":
        from heartbeat_cli.ingest.report.tracker import tracking
        from heartbeat_cli.ingest.run import run_ingest

        with tracking(tracker):
            results = run_ingest(
                self._project,
                self._inventory,
                names,
                self._wish.options,
                tracker,
                keep_going=self._wish.all or len(names) > 1,
                waiting=waiting,
            )
            tracker.run_ended(results)
        return results

    def _names(self, waiting: "Waiting") -> tuple[str, ...]:
        if not self._wish.all:
            return tuple(self._inventory.require(name).name for name in dict.fromkeys(self._wish.sources))
        from heartbeat_cli.ingest.report.landed_before import landed_before
        from heartbeat_cli.state import single_flight

        # A DuckDB file refuses readers while somebody lands: whoever waits for the lock has to wait here already.
        doing = "looking what has landed"
        with single_flight(self._project.state, doing, wait=self._wish.wait, waiting=waiting):
            return landed_before(self._project, self._inventory)

    def _judge(self, results: "Sequence[IngestResult]", works: "Mapping[str, SourceWork]") -> "Findings":
        from heartbeat_cli.ingest.report.reporting import Findings

        changes = {
            result.source: [(t.qname, c) for dataset in result.datasets for t in dataset.tables for c in t.changes]
            for result in results
        }
        self._found = _look_into(self._project, self._inventory, works, changes, self._wish, remember=True)
        sentences = tuple(text for found in self._found.values() for text in found.sentences)
        return Findings(sentences, any(found.alarms for found in self._found.values()))

    def _show(self, results: "tuple[IngestResult, ...]", run_id: str) -> None:
        from heartbeat_cli.render.ingest import print_results, print_results_json

        results = _as_in_the_demo(results, self._project)
        ready = _ready(self._project, self._inventory)
        error = _what_failed(results, run_id)
        if current_session().json:
            print_results_json(results, self._found, ready, run_id, error)
            if error is not None:
                raise typer.Exit(EXIT_FAILED)
        elif not self._silent:
            print_results(results, self._found, ready, run_id)
            error = _in_short(results, error, run_id)
        alarms = alarms_in_short(self._found.values())
        if error is not None:
            if self._silent and alarms:
                raise HbError(f"{error.message}; found: {alarms}", hint=error.hint, code=error.code)
            raise error
        if alarms:
            if self._silent and not current_session().json:
                _one_line(f"found: {alarms}", f"`hb loads {run_id}`")
            raise typer.Exit(EXIT_FINDINGS)


def alarms_in_short(found: "Iterable[SourceFindings]") -> str:
    """Every metric that breaks; where none does, the first of what else was found. What is left is counted.

    Empty where nothing was found that somebody should look at.
    """
    told = list(found)
    broken = [text for one in told for text in one.broken]
    others = [text for one in told for text in one.alarms if text not in broken]
    shown = broken or others[:1]
    more = len(broken) + len(others) - len(shown)
    return "; ".join(shown) + (f" (and {more:,} more)" if more else "")


def _look_into(
    project: "Project",
    inventory: "Inventory",
    works: "Mapping[str, SourceWork]",
    changes: "Mapping[str, Changes]",
    wish: IngestRequest,
    *,
    remember: bool,
) -> "dict[str, SourceFindings]":
    from heartbeat_cli.ingest.report.broken import read_broken
    from heartbeat_cli.ingest.report.found import find
    from heartbeat_cli.ingest.report.landed_before import receipts_or_none

    found = find(works, changes, () if wish.tables else receipts_or_none(project) or ())
    if (
        not any(one.changes or one.left.gone for one in found.values())
        and not read_broken(project).keys() & found.keys()
    ):
        return found
    # Metrics take long to load, and most hours nothing has changed.
    from heartbeat_cli.impact.ingest_found import with_metrics

    return with_metrics(project, inventory, works, found, remember=remember)


def _what_failed(results: "Sequence[IngestResult]", run_id: str) -> HbError | None:
    """The failure the exit code stands for: the only one itself, else how many there were."""
    errors = [(result.source, result.error) for result in results if result.error is not None]
    failures = [(result.source, failure) for result in results for failure in result.failures]
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


def _in_short(results: "Sequence[IngestResult]", error: HbError | None, run_id: str) -> HbError | None:
    """The same, for whoever has just read what failed and why."""
    if error is None:
        return None
    hint = f"Run the same command again once that is settled. `hb loads {run_id}` keeps what failed."
    return HbError(_left_as_before(results), hint=hint, code=error.code)


def _left_as_before(results: "Sequence[IngestResult]") -> str:
    failures = sum(len(result.failures) for result in results)
    sources = [result.source for result in results if result.error is not None]
    told = [f"{failures:,} {'table was' if failures == 1 else 'tables were'}"] if failures else []
    told += [f"{', '.join(sources)} {'was' if len(sources) == 1 else 'were'}"] if sources else []
    return f"{' and '.join(told)} left as before"


def _ready(project: "Project", inventory: "Inventory") -> tuple[str, ...]:
    """The candidates this landing made ready. What has landed has landed, whatever becomes of their files."""
    if not _somebody_waits(project):
        return ()
    from heartbeat_cli.impact import become_ready
    from heartbeat_cli.render.console import warn

    try:
        readied = become_ready(project, inventory)
    except HbError as error:
        warn(f"which candidates are ready now could not be looked up: {error}")
        return ()
    for failure in readied.failures:
        warn(f"a candidate is ready, and its file does not say so yet: {failure}")
    return tuple(metric.name for metric in readied.metrics)


def _somebody_waits(project: "Project") -> bool:
    """Whether a candidate may be parked: looking for the word is quicker than loading what reads candidates."""
    try:
        return any(b"parked" in file.read_bytes() for file in project.candidates_folder.glob("*.yml"))
    except OSError:
        return True


@contextmanager
def _demo_hint(project: "Project") -> "Iterator[None]":
    """In the demo the person at the keyboard is the administrator as well."""
    try:
        yield
    except NotGrantedError as error:
        from heartbeat_cli.estate.access import in_the_demo

        raise in_the_demo(error, project) from error.__cause__


def _as_in_the_demo(results: "Sequence[IngestResult]", project: "Project") -> "tuple[IngestResult, ...]":
    from heartbeat_cli.estate.access import in_the_demo

    return tuple(replace(r, error=in_the_demo(r.error, project)) if r.error is not None else r for r in results)


@contextmanager
def _in_one_line(wanted: bool) -> "Iterator[None]":
    """Cron mails what is said: a failure in one line, and nothing else."""
    try:
        yield
    except HbError as error:
        if not wanted or current_session().debug:
            raise
        _one_line(f"error: {error}", error.hint)
        raise typer.Exit(error.exit_code) from None


def _one_line(text: str, hint: str | None) -> None:
    whole = f"{text}; next: {hint}" if hint else text
    print(" ".join(whole.split()), file=sys.stderr)
