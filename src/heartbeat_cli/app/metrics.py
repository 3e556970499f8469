"""One metric or candidate: in full, its number at a moment, its alignment, its way to the truth source.

What fails here names files from the project's folder, as their owner knows them.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from heartbeat_cli.app.from_root import files_from_root
from heartbeat_cli.app.landed import landed_text
from heartbeat_cli.app.metric_list import known_ages
from heartbeat_cli.errors import HbError, NothingLandedError
from heartbeat_cli.files import from_root

if TYPE_CHECKING:
    from pathlib import Path

    from heartbeat_cli.estate import ProjectSettings, RightSource
    from heartbeat_cli.marts import Age
    from heartbeat_cli.metrics import (
        Aligned,
        Brief,
        CountGap,
        CountPlan,
        EvaluationReceipt,
        HandCount,
        Metric,
        MigrationStanding,
        Rerun,
        Run,
        TableRead,
    )
    from heartbeat_cli.rules import Finding
    from heartbeat_cli.site import Site


@dataclass(frozen=True, slots=True)
class MetricErrors:
    """The errors a check finds in a metric: its number must not be used. `unknown` says why nobody knows of any."""

    found: "tuple[Finding, ...]" = ()
    unknown: str | None = None


@dataclass(frozen=True, slots=True)
class MetricDetails:
    """A metric, the tables its SQL reads, its right sources, each with because of what, and its receipts in the marts.

    `receipts` is None where the marts cannot be read now, `age` also where the cockpit shows no number of it.
    `errors` are those a check finds in it.
    """

    metric: "Metric"
    reads: tuple[str, ...]
    right_sources: "tuple[RightSource, ...]"
    receipts: "tuple[EvaluationReceipt, ...] | None"
    age: "Age | None" = None
    errors: MetricErrors = MetricErrors()


@dataclass(frozen=True, slots=True)
class MetricHandle:
    """One metric or candidate of a project."""

    settings: "ProjectSettings"
    metric: "Metric"

    def show(self) -> MetricDetails:
        """The metric with what its SQL reads. Raises InvalidFileError for SQL that cannot be parsed."""
        from heartbeat_cli.estate import load_inventory
        from heartbeat_cli.metrics import metrics_with_evidence, read_tables, right_sources_of, with_migration

        with files_from_root(self.settings):
            reads = tuple(str(table) for table in read_tables(self.metric.sql)) if self.metric.sql else ()
            inventory = load_inventory(self.settings)
            right = right_sources_of(self.metric, inventory)
            receipts = self._history() if self.metric.sql else ()
            ages, _unknown = known_ages(self.settings, [self.metric])
            (metric,) = metrics_with_evidence(self.settings, [with_migration(self.metric, inventory)])
            return MetricDetails(metric, reads, right, receipts, ages.get(metric.name), self.errors())

    def _history(self) -> "tuple[EvaluationReceipt, ...] | None":
        try:
            return self.receipts()
        except NothingLandedError:
            return ()
        except HbError:
            return None

    def receipts(self) -> "tuple[EvaluationReceipt, ...]":
        """The receipts of its numbers in the marts, the oldest first. Raises HbError where those cannot be read."""
        from heartbeat_cli.metrics import history_of

        with files_from_root(self.settings):
            return history_of(self.settings, self.metric)

    def brief(self, *, reveal: bool = False) -> "Brief":
        """What an owner reads without SQL: what it counts and what not, its number, examples, metrics like it.

        Keys that are personal data are masked unless `reveal`. Raises InvalidFileError for files that cannot be read.
        """
        from heartbeat_cli.app.brief import brief_of

        return brief_of(self.settings, self.metric, reveal=reveal)

    def page(self, as_of: datetime | None = None) -> "Site":
        """Its page of the site, to be sent alone: a site of one page, its number as of now or `as_of`."""
        from heartbeat_cli.app.site import site_of_metric

        return site_of_metric(self.settings, self.metric, as_of or self.settings.now())

    def run(self, as_of: datetime | None = None) -> "Run":
        """Its number at a moment, by default the project's now.

        Raises RefusedError for what has no number: parked, retired, on the wrong source, with an unexplained fallback.
        """
        from heartbeat_cli.metrics import run_metric

        with files_from_root(self.settings):
            return run_metric(self.settings, self.metric, as_of or self.settings.now())

    def errors(self, run: "Run | None" = None) -> MetricErrors:
        """The errors `hb check` finds in it, but for what it says of receipts; a `run` of it saves asking the marts."""
        from heartbeat_cli.rules import all_rules, errors_in, other_rules

        if self.metric.file is None:
            return MetricErrors()
        try:
            landed = landed_text(run.receipt.tables if run is not None else self._loads())
            return MetricErrors(errors_in(self.settings, all_rules, other_rules(), self.metric.file, landed))
        except HbError as error:
            return MetricErrors(unknown=from_root(error.message, self.settings.root))

    def _loads(self) -> "tuple[TableRead, ...] | None":
        from heartbeat_cli.metrics import loads_read

        try:
            return loads_read(self.settings, self.metric)
        except HbError:
            return None

    def run_again(self, receipt: str) -> "Rerun":
        """Compute what the receipt with this id says was computed; `same` where the value is, else `changes` say why.

        Raises NotFoundError (`unknown_receipt`), and like `run`.
        """
        from heartbeat_cli.metrics import run_again

        with files_from_root(self.settings):
            return run_again(self.settings, self.metric, receipt)

    def doubt_about(self, run: "Run") -> str | None:
        """Why the number of another moment than now may say nothing: that is yet to come or beyond the data, or there
        is no number."""
        from heartbeat_cli.metrics import doubt_about

        return doubt_about(run.value.as_of, self.settings, empty=not run.value.value, age=run.age)

    def check_age(self, as_of: datetime) -> None:
        """To be asked before anybody counts, too. Raises RefusedError (`stale`, `inexact`) where no count would do."""
        from heartbeat_cli.metrics import refuse_unfit

        with files_from_root(self.settings):
            refuse_unfit(self.metric, self.age(as_of), as_of)

    def age(self, as_of: datetime | None = None) -> "Age | None":
        """The age of its number at a moment, by default the project's now; None where it has none.

        Raises HbError where the marts cannot be read.
        """
        from heartbeat_cli.metrics import age_of_metric

        return age_of_metric(self.settings, self.metric, as_of or self.settings.now())

    def check_alignable(
        self, tolerance: str = "0", *, at_terminal: bool = False, attested_by: str | None = None
    ) -> None:
        """To be asked before anybody counts.

        Raises RefusedError for a metric that no count can make a number of, and where nobody is there who could have
        counted; UsageError for what is no tolerance, and for a count that is written down nowhere.
        """
        from heartbeat_cli.metrics import parse_tolerance, refuse_program, refuse_unalignable

        with files_from_root(self.settings):
            refuse_program(self.settings, at_terminal=at_terminal, attested_by=attested_by)
            refuse_unalignable(self.metric)
            parse_tolerance(tolerance)

    def align(
        self, hand: "HandCount", *, dry_run: bool = False, record: bool = False, at_terminal: bool = False
    ) -> "Aligned":
        """Hold it against a count a person made; where they agree it is moved to `db/metrics/`.

        Raises RefusedError where they do not; `record` keeps that count in the file. Only a person aligns: whoever
        calls this hands on what a person counted, by which method, who it was, and where it is written down
        (`attested_by`; UsageError without it, unless a person typed the count `at_terminal`). In the environment of a
        coding agent it is refused.
        """
        from heartbeat_cli.metrics import align_metric

        with files_from_root(self.settings):
            return align_metric(
                self.settings, self.metric, hand, dry_run=dry_run, record=record, at_terminal=at_terminal
            )

    def plan_count(self, as_of: datetime) -> "CountPlan":
        """What a count of it could turn on, and which part is worth counting; its number is not told.

        Raises like `run`.
        """
        from heartbeat_cli.metrics import plan_count, refuse_unalignable

        with files_from_root(self.settings):
            refuse_unalignable(self.metric)
            return plan_count(self.settings, self.metric, as_of)

    def explain(self, hand: "HandCount", *, counts: str | None = None, ids: "Path | None" = None) -> "CountGap":
        """Why a count that does not match is another number; nothing of the metric is changed.

        `counts` are further counts of parts, `2026-05-03=41,2026-05-04=39` or a file of such lines; `ids` a file of the
        ids that were counted, one a line. Raises like `run`, and UsageError for what is no part.
        """
        from heartbeat_cli.metrics import explain_gap, read_evidence

        with files_from_root(self.settings):
            return explain_gap(self.settings, self.metric, hand.count, hand.as_of, read_evidence(counts, ids))

    def migrate(
        self,
        to: str | None,
        as_of: datetime | None = None,
        *,
        onto: str | None = None,
        key: str | None = None,
        name: str | None = None,
        dry_run: bool = False,
    ) -> "MigrationStanding":
        """Hold it, on a source that is being replaced, against the number on `to`, by default the truth source.

        What takes its place is the metric `onto`, the one that asks the same, or a draft called `name` that is written
        to `db/candidates`. Raises RefusedError where it is on no such source, and what evaluating either raises.
        """
        from heartbeat_cli.estate import load_inventory
        from heartbeat_cli.metrics import compare_migration

        with files_from_root(self.settings):
            source = to or load_inventory(self.settings).truth_source
            moment = as_of or self.settings.now()
            return compare_migration(
                self.settings, self.metric, source, moment, onto=onto, key=key, name=name, dry_run=dry_run
            )

    def know(
        self,
        standing: "MigrationStanding",
        signature: str,
        why: str,
        by: str,
        *,
        at_terminal: bool = False,
        attested_by: str | None = None,
        dry_run: bool = False,
    ) -> "MigrationStanding":
        """Keep a person's reason for a difference in the file; raises where there is no such difference, or reason."""
        from heartbeat_cli.metrics import know_difference

        with files_from_root(self.settings):
            return know_difference(
                self.settings,
                standing,
                signature,
                why,
                by,
                at_terminal=at_terminal,
                attested_by=attested_by,
                dry_run=dry_run,
            )

    def flip(self, standing: "MigrationStanding", *, dry_run: bool = False) -> "MigrationStanding":
        """Retire it: the metric on the truth source takes its place.

        Raises RefusedError while that matches no hand count, or a difference has no reason.
        """
        from heartbeat_cli.metrics import flip

        with files_from_root(self.settings):
            return flip(self.settings, standing, dry_run=dry_run)


def find_metric(project: "ProjectSettings", name: str) -> MetricHandle:
    """One metric or candidate. Raises NotFoundError, InvalidFileError with file and line."""
    from heartbeat_cli import metrics

    with files_from_root(project):
        return MetricHandle(project, metrics.find_metric(project, name))


def hand_count(
    count: str,
    *,
    by: str,
    method: str,
    as_of: datetime,
    tolerance: str = "0",
    reason: str | None = None,
    attested_by: str | None = None,
) -> "HandCount":
    """A count as a person writes it: `412`, `41.5`. Raises UsageError for what is no number."""
    from heartbeat_cli.metrics import HandCount, parse_count

    return HandCount(parse_count(count), by, method, as_of, tolerance, reason, attested_by)
