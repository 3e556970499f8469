"""`Project`: everything the command line does, for a program.

    from heartbeat_cli import Project

    project = Project.find()
    for hit in project.search("client birth date").found.hits:
        print(hit.target)
    print(project.metric("clients_onboarded_count_30d").run().value.value)

Each method is one use case of `app`, and imports what it needs when it is called. What a method returns is a frozen
value; what goes wrong is an `heartbeat_cli.errors.HbError`.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from heartbeat_cli.app.ingest import IngestOutcome, IngestPlan, Onlooker
    from heartbeat_cli.app.loads import FoundRun, Verification
    from heartbeat_cli.app.metric_list import MetricList
    from heartbeat_cli.app.metrics import MetricHandle
    from heartbeat_cli.app.mirror import MirrorHandle
    from heartbeat_cli.app.search import EstateSearch
    from heartbeat_cli.app.sources_verify import VerifiedInventory
    from heartbeat_cli.discovery import Ask, Event, GivenAnswer, Outcome, Reply
    from heartbeat_cli.estate import Inventory, ProjectSettings, Source
    from heartbeat_cli.exports import Export, ExportRequest
    from heartbeat_cli.impact import MirrorDiff
    from heartbeat_cli.ingest import IngestRequest
    from heartbeat_cli.rules import Report
    from heartbeat_cli.setup import AddedSource, MadeMarts, SetUp
    from heartbeat_cli.sheets import Look, MadeSite, MetricRuns, Picture, SchemaData, TableData
    from heartbeat_cli.state import RunReport
    from heartbeat_cli.status import AccessRequest, EstateStatus, HealthCheck, Overview


@dataclass(frozen=True, slots=True)
class Project:
    """A folder with a `heartbeat.yml`, and what can be done with it."""

    settings: "ProjectSettings"

    @classmethod
    def find(cls, start: Path | str | None = None, *, folder: Path | str | None = None) -> Self:
        """The project of a folder, by default the current one, or of one above it; with `folder` that of no other.

        Raises NoProjectError, InvalidFileError with file and line.
        """
        from heartbeat_cli.estate import find_project

        return cls(find_project(Path(start or Path.cwd()), Path(folder) if folder is not None else None))

    @classmethod
    def init(
        cls,
        folder: Path | str,
        answers: "Mapping[str, GivenAnswer | Reply]",
        *,
        ask: "Callable[[Ask], Reply] | None" = None,
    ) -> "SetUp":
        """Make a project of a folder; `answers` have the flags of `hb init` as keys, `ask` is called for the others.

        Nothing that is there is overwritten. Raises RefusedError for a folder that is a project, MissingAnswerError,
        ConnectionFailedError, and HbError for an answer that will not do.
        """
        from heartbeat_cli.app.setup import set_up

        return set_up(Path(folder), answers, ask=ask)

    def make_marts(self) -> "MadeMarts":
        """Have the marts ready to be landed in. Raises MartsFailedError with the SQL to ask for where we may not."""
        from heartbeat_cli.app.setup import have_marts

        return have_marts(self.settings)

    @property
    def root(self) -> Path:
        """The folder of its `heartbeat.yml`."""
        return self.settings.root

    def moment(self, text: str | None = None) -> datetime:
        """A moment as people write it (`2026-05-08`, `2026-05-08T09:00Z`), else the project's now.

        Without a zone it is UTC. Raises UsageError for what is no date and time.
        """
        from heartbeat_cli.metrics import parse_as_of

        return parse_as_of(text, self.settings)

    @property
    def clock_problem(self) -> str | None:
        """Why its moments are not those of the calendar: a clock that stands still outside of the demo."""
        from heartbeat_cli.estate import clock_problem

        return clock_problem(self.settings)

    def overview(self) -> "Overview":
        """Where we stand, and the next useful step."""
        from heartbeat_cli.app.sources import overview

        return overview(self.settings)

    @property
    def inventory(self) -> "Inventory":
        """Every source, landed or not. Raises InvalidFileError with file and line."""
        from heartbeat_cli.estate import load_inventory

        return load_inventory(self.settings)

    def source(self, name: str) -> "Source":
        """One source of the inventory. Raises NotFoundError with the closest name."""
        return self.inventory.require(name)

    def add_source(
        self,
        name: str | None,
        answers: "Mapping[str, GivenAnswer | Reply]",
        *,
        ask: "Callable[[Ask], Reply] | None" = None,
    ) -> "AddedSource":
        """Write the file of one more source; `answers` have the flags of `hb sources add` as keys, `ask` puts others.

        Nothing that is there is overwritten. Raises RefusedError for a source there is, and what the server or document
        is refused by.
        """
        from heartbeat_cli.app.addition import add_source

        return add_source(self.settings, name, answers, ask=ask)

    def profile(self, target: str, name: str | None = None) -> "Picture":
        """What is in `SOURCE`, `SOURCE.SCHEMA`, `….TABLE`, `….COLUMN`, or a dump file (then `name` is a part of it).

        Raises UsageError for what is no target, NotFoundError for what is not there, InvalidFileError for a dump that
        cannot be read. What of a dump was not understood stands in `reading.skipped`.
        """
        from heartbeat_cli.app.draw import draw_place
        from heartbeat_cli.app.target import locate

        return draw_place(locate(target, name, lambda: self.settings))

    def statistics(self, target: str, *, sample: float | None = None, reveal: bool = False) -> "TableData | SchemaData":
        """What the landed rows of a target are like; `sample` is a percentage. Personal data is masked by default."""
        from heartbeat_cli.app.statistics import statistics_of
        from heartbeat_cli.app.target import split_source

        return statistics_of(self.settings, split_source(target), target, sample=sample, reveal=reveal)

    def search(
        self, text: str, *, source: str | None = None, kinds: Sequence[str] | None = None, limit: int = 10
    ) -> "EstateSearch":
        """Tables, views and columns whose names, comments, labels or synonyms have these words, truth source first.

        `kinds` are some of `table`, `view`, `column`. Raises NotFoundError where nothing is found.
        """
        from heartbeat_cli.app.search import search_estate
        from heartbeat_cli.search import KINDS

        return search_estate(
            text, lambda: self.settings, folder=self.settings.root, source=source, kinds=kinds or KINDS, limit=limit
        )

    def sources(self, name: str | None = None, *, pending: bool = False, ask_servers: bool = True) -> "EstateStatus":
        """Every source, or one: landed, granted, fresh, and what it blocks; with `pending` what has not landed.

        Without `ask_servers` no server is reached. Raises NotFoundError for a source there is not.
        """
        from heartbeat_cli.app.sources import sources_of

        return sources_of(self.settings, name, pending=pending, ask_servers=ask_servers)

    def verify_sources(self, name: str | None = None, *, update: bool = False) -> "VerifiedInventory":
        """The inventory, or one source of it, held against the live systems; `update` writes what is now known.

        Systems that do not answer are part of the result. Raises NotFoundError for a source there is not.
        """
        from heartbeat_cli.app.sources_verify import verify_sources

        return verify_sources(self.settings, name, update=update)

    def access_request(self, name: str) -> "AccessRequest":
        """What to ask for before a source can land, and whom. Raises NotFoundError for a source there is not."""
        from heartbeat_cli.app.sources import request_access

        return request_access(self.settings, name)

    def examine(self, name: str | None = None) -> "tuple[HealthCheck, ...]":
        """What could stop the next command, of all sources or one. Raises NotFoundError for a source there is not."""
        from heartbeat_cli.app.doctor import examine_project

        return examine_project(self.settings, name)

    @property
    def mirror(self) -> "MirrorHandle":
        """The DDL-only copy of the databases."""
        from heartbeat_cli.app.mirror import MirrorHandle

        return MirrorHandle(self.settings)

    def plan(self, request: "IngestRequest") -> "IngestPlan":
        """What an ingest would do; writes nothing."""
        from heartbeat_cli.app.ingest import plan

        return plan(self.settings, request)

    def ingest(self, request: "IngestRequest", onlooker: "Onlooker | None" = None) -> "IngestOutcome":
        """Land what is missing of the sources a request names.

        A source or table that fails is part of the outcome (`error`); raises LockedError while another ingest runs.
        """
        from heartbeat_cli.app.ingest import IngestRun

        return IngestRun(self.settings, request).carry_out(onlooker)

    def loads(self, *, failed: bool = False) -> "tuple[RunReport, ...]":
        """The runs of ingest, the newest first; with `failed` only those that failed, or were killed."""
        from heartbeat_cli.state import read_runs

        runs = read_runs(self.settings.state)
        return tuple(run for run in runs if run.outcome.word in ("failed", "killed")) if failed else runs

    def find_run(self, name: str) -> "FoundRun":
        """One run by its name or the beginning of it. Raises UsageError for several, NotFoundError for none."""
        from heartbeat_cli.app.loads import find_run

        return find_run(self.settings, name)

    def watch(self) -> "Iterator[Look]":
        """What is to be seen of the run at work, again and again until it has ended; nothing where none runs."""
        from heartbeat_cli.app.loads import watch

        return watch(self.settings)

    def verify(self, *sources: str, tables: Sequence[str] = ()) -> "Verification":
        """Check every range of the ledger against source and marts again, of `sources` or of all that landed."""
        from heartbeat_cli.app.loads import verify

        return verify(self.settings, sources, tables)

    def discover(
        self,
        answers: "Mapping[str, GivenAnswer | Reply]",
        *,
        ask: "Callable[[Ask], Reply] | None" = None,
        show: "Callable[[Event], None] | None" = None,
        resume: str | None = None,
        as_of: datetime | None = None,
        dry_run: bool = False,
        overwrite: bool = False,
    ) -> "Outcome":
        """From a question to a candidate, right source first; `answers` have the flags of `hb discover` as keys.

        `ask` is called with each question that has no answer, `show` with what is found on the way; `resume` names a
        candidate to go on with, whose place is then taken. Raises MissingAnswerError where there is nobody to ask, and
        HbError for an answer that is wrong or refused.
        """
        from heartbeat_cli.app.discover import find_out

        found = find_out(
            self.settings,
            answers,
            ask=ask,
            show=show or (lambda _: None),
            resume=resume,
            as_of=as_of,
            dry_run=dry_run,
            overwrite=overwrite,
        )
        return found.outcome

    def metrics(self, *, values: bool = False, as_of: datetime | None = None) -> "MetricList":
        """Every metric and candidate; with `values` the number, now or at `as_of`, of each that shows one."""
        from heartbeat_cli.app.metric_list import list_metrics

        return list_metrics(self.settings, values=values, as_of=as_of)

    def run_metrics(
        self,
        *names: str,
        statuses: Sequence[str] = (),
        as_of: datetime | None = None,
        change: bool = False,
        since: str | None = None,
        every: str | None = None,
        by: str | None = None,
        top: int | None = None,
    ) -> "MetricRuns":
        """The numbers of several metrics, now or at `as_of`, of one snapshot of the marts.

        `names` may be patterns (`clients_*`); without any, every metric is meant, with `statuses` those that have one
        of them. A metric that fails has its `error` in its place. `change` has the window before as well. Raises
        NotFoundError for a name there is not and where nothing is meant, HbError where the marts cannot be read.
        """
        from heartbeat_cli.app.metric_runs import run_metrics

        return run_metrics(
            self.settings, names, statuses, as_of, change=change, since=since, every=every, by=by, top=top
        )

    def metric(self, name: str) -> "MetricHandle":
        """One metric or candidate. Raises NotFoundError, InvalidFileError with file and line."""
        from heartbeat_cli.app.metrics import find_metric

        return find_metric(self.settings, name)

    def make_site(
        self, folder: Path | str, as_of: datetime | None = None, *, markdown: bool = False, ask_servers: bool = True
    ) -> "MadeSite":
        """The whole estate as static pages in `folder`, its numbers now or at `as_of`; with `markdown` for a wiki.

        Without `ask_servers` what is granted is what the inventory says. A site that is there is replaced whole.
        Raises RefusedError for a folder that has anything else in it.
        """
        from heartbeat_cli.app.site import make_site

        return make_site(
            self.settings, Path(folder), as_of or self.settings.now(), markdown=markdown, ask_servers=ask_servers
        )

    def export(self, request: "ExportRequest") -> "Export":
        """Metrics in the words of another program, or in the marts for a cockpit.

        Raises NotFoundError, UsageError, RefusedError where somebody else's file or table would be overwritten.
        """
        from heartbeat_cli.app.export import export_metrics

        return export_metrics(self.settings, request)

    def check(self, *paths: Path | str) -> "Report":
        """What every rule finds in the project, or in some files and folders of it.

        Raises NotFoundError for a path that is not there, UsageError for one that holds nothing rules are about.
        """
        from heartbeat_cli.rules import all_rules, check_again, other_rules

        return check_again(self.settings, all_rules, other_rules(), *map(Path, paths))

    def mend(self, *paths: Path | str, dry_run: bool = False) -> "Report":
        """Carry out what mends a finding by itself, then check; the report has what was `mended` and what is left.

        With `dry_run` nothing is written, and `mended` has what would be. Raises as `check` does.
        """
        from heartbeat_cli.app.declared import known_rules
        from heartbeat_cli.rules import mend_project

        return mend_project(self.settings, known_rules(), *map(Path, paths), dry_run=dry_run)

    def diff(self, before: str, after: str | None = None, *, live: bool = False, marts: bool = False) -> "MirrorDiff":
        """What changed between two states of the DDL, and which metrics that breaks.

        `before` and `after` are a source, a dump file or a folder of dumps; `after` is by default the mirror's own,
        with `live` the live database, with `marts` what has landed.
        """
        from heartbeat_cli.impact import diff_mirror

        return diff_mirror(self.settings, self.inventory, before, after, live=live, marts=marts)
