"""`hb metrics migrate` without its command line: the legacy number beside the one that takes its place."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from heartbeat_cli.errors import NotFoundError, RefusedError, UsageError
from heartbeat_cli.estate import Inventory, ProjectSettings, Source, load_inventory
from heartbeat_cli.marts import MartsReader, open_snapshot
from heartbeat_cli.metrics.asked import doubt_about
from heartbeat_cli.metrics.bench import Bench, Run, refuse_numberless
from heartbeat_cli.metrics.guard import check_sql
from heartbeat_cli.metrics.known_records import with_evidence
from heartbeat_cli.metrics.load import find_metric, load_all
from heartbeat_cli.metrics.metric import Metric
from heartbeat_cli.metrics.migrate.compare import RowsAtMoment
from heartbeat_cli.metrics.migrate.counted import CountedColumn, CountedRows, counted_rows
from heartbeat_cli.metrics.migrate.draft import DraftedWindow, Proposal, propose
from heartbeat_cli.metrics.migrate.keys import carried_key, named_key, shared_key
from heartbeat_cli.metrics.migrate.standing import MigrationStanding
from heartbeat_cli.metrics.migration import legacy_sources, same_question_metric
from heartbeat_cli.metrics.name import name_problems
from heartbeat_cli.metrics.personal import is_personal
from heartbeat_cli.metrics.recording import keep_receipts
from heartbeat_cli.metrics.write import write_metric
from heartbeat_cli.mirror import MirrorDumps
from heartbeat_cli.pgschema import Database, QName, Table

_CLOSE: Final = 0.5
"""A draft shares at least this much of its keys with the legacy number."""


def compare_migration(
    project: ProjectSettings,
    metric: Metric,
    to: str,
    as_of: datetime,
    *,
    onto: str | None = None,
    key: str | None = None,
    name: str | None = None,
    dry_run: bool = False,
) -> MigrationStanding:
    """Hold a legacy number against the one on the truth source `to`, which is drafted where there is none.

    `onto` names that metric, `name` the draft, `key` the columns that carry the same key (`legacy=truth`). A draft is
    written to `db/candidates`, unless it is a `dry_run`. Raises RefusedError where the metric is on no source that is
    being replaced, NotFoundError for a source or metric there is not, and what evaluating either of them raises.
    """
    inventory = load_inventory(project)
    source = inventory.require(to)
    legacy_source = _legacy_source(metric, inventory, source)
    truth = _counterpart(project, metric, source, onto)
    with open_snapshot(project) as reader:
        work = _MigrationWork(Bench(project, inventory, reader), MirrorDumps(project), metric, source, as_of)
        standing, runs = work.standing(legacy_source, truth, key, name)
    if standing.drafted and standing.truth is not None and not dry_run:
        standing = replace(standing, file=write_metric(standing.truth, project.candidates_folder))
    doubts = (doubt_about(as_of, project, empty=not run.value.value, age=run.age) for run in runs)
    return replace(
        standing,
        doubts=tuple(dict.fromkeys(filter(None, doubts))) if as_of != project.now() else (),
        unrecorded=keep_receipts(project, [run.receipt for run in runs]),
    )


def _legacy_source(metric: Metric, inventory: Inventory, source: Source) -> str:
    if metric.sql is None:
        raise RefusedError(f"{metric.name} has no SQL to migrate", code="no_sql")
    legacy = legacy_sources(check_sql(metric.sql, metric.sql_place), inventory)
    if not legacy or legacy == (source.name,):
        raise RefusedError(
            f"{metric.name} reads no source that is being replaced",
            where=str(metric.file) if metric.file else None,
            hint="`legacy: true` in db/sources/SOURCE.yml says that a source is.",
            code="no_legacy",
        )
    return legacy[0]


def _counterpart(project: ProjectSettings, metric: Metric, source: Source, onto: str | None) -> Metric | None:
    name = onto or (metric.migration.to if metric.migration is not None else None)
    if name is None:
        return same_question_metric(metric, source.name, load_all(project)[0])
    found = find_metric(project, name)
    if found.source != source.name:
        raise UsageError(f"{name} is on {found.source}, not on {source.name}", code="usage")
    return found


@dataclass(frozen=True, slots=True)
class _MigrationWork:
    """One migration at one moment."""

    bench: Bench
    mirror: MirrorDumps
    metric: Metric
    source: Source
    as_of: datetime

    def standing(
        self, legacy_source: str, truth: Metric | None, key: str | None, name: str | None
    ) -> tuple[MigrationStanding, tuple[Run, ...]]:
        """Both numbers and what differs between them, and the evaluations they are of."""
        legacy = self.bench.compute_unjudged(self.metric, self.as_of)
        standing = MigrationStanding(legacy.metric, truth, legacy_source, self.source.name, self.as_of, legacy.value)
        if truth is None:
            standing = self.drafted(standing, name)
        if standing.truth is None:
            return standing, (legacy,)
        refuse_numberless(standing.truth)
        run = self.bench.compute(standing.truth, self.as_of)
        known = with_evidence(self.reader, [legacy.metric, run.metric])
        standing = replace(standing, legacy=known[0], truth=known[1], truth_value=run.value)
        kept = standing.migration.key if standing.migration is not None else None
        return self.compared(standing, known[1], key or kept).with_total().with_known(), (legacy, run)

    @property
    def reader(self) -> MartsReader:
        return self.bench.reader

    @property
    def inventory(self) -> Inventory:
        return self.bench.inventory

    def compared(self, standing: MigrationStanding, truth: Metric, key: str | None) -> MigrationStanding:
        """Row by row, where that can be."""
        try:
            legacy_rows, truth_rows = self._rows(self.metric), self._rows(truth)
        except RefusedError as error:
            return replace(standing, no_rows=error.message)
        databases = self._databases(standing.legacy_source)
        pair = (
            named_key(key, legacy_rows, truth_rows)
            if key is not None
            else shared_key(legacy_rows, truth_rows, self.inventory, databases)
        )
        if pair is None:
            return replace(standing, no_rows="no column of their rows is known to carry the same key (--key names it)")
        personal = tuple(column for column in (pair.legacy, pair.truth) if self._is_personal(column))
        telling = tuple(column for column in legacy_rows.columns if not self._is_personal(column))
        tables = self._tables(check_sql(self.metric.sql or ""))
        compared = RowsAtMoment(
            self.reader, replace(legacy_rows, columns=telling), truth_rows, pair, self.bench.project.time_zone
        )
        found = compared.compare(self.metric.window, self.as_of, tables, keys=not personal)
        if personal:
            pair = replace(pair, evidence=(*pair.evidence, "personal data, so no key is shown"))
        return replace(standing, key=pair, rows=found)

    def _is_personal(self, column: CountedColumn) -> bool:
        return is_personal(self.bench.project, self.inventory, self.mirror, column.table, column.column)

    def drafted(self, standing: MigrationStanding, name: str | None) -> MigrationStanding:
        """With the likeliest count on the truth source in place of the one nobody has written."""
        try:
            rows = self._rows(self.metric)
        except RefusedError as error:
            return replace(standing, no_rows=error.message)
        databases = self._databases(standing.legacy_source)
        carried = carried_key(rows, self.source.name, self.inventory, databases)
        if carried is None:
            return replace(standing, no_rows=f"no column of its rows is known to carry a key of {self.source.name}")
        column, (_, table, _) = carried
        told = RowsAtMoment.legacy_keys(self.reader, rows, column, self.as_of)
        window = DraftedWindow.of(self.metric.window, self.as_of, self.bench.project.time_zone)
        proposals = propose(self.reader, told, table, self.source, databases[self.source.name], window)
        standing = replace(standing, proposals=proposals)
        if not proposals or proposals[0].share < _CLOSE:
            return replace(standing, no_rows=f"nothing on {self.source.name} counts half of the same")
        return replace(standing, truth=self._draft(proposals[0], name or self._name(standing)), drafted=True)

    def _name(self, standing: MigrationStanding) -> str:
        """That of the legacy metric without its source."""
        return "_".join(word for word in self.metric.name.split("_") if word != standing.legacy_source)

    def _draft(self, proposal: Proposal, name: str) -> Metric:
        known = {metric.name for metric in load_all(self.bench.project)[0]}
        if name in known:
            raise RefusedError(
                f"{name} is there already, and is not said to be what takes the place of {self.metric.name}",
                hint=f"`--onto {name}` holds them together; `--name` gives the draft another name.",
                code="exists",
            )
        draft = Metric(
            name,
            self.metric.question,
            self.source.name,
            "candidate",
            self.metric.window,
            self.metric.label,
            f"Drafted from {self.metric.name}: {proposal.both} of its {proposal.legacy} keys are counted here as well.",
            self.metric.owner,
            self.metric.unit,
            self.metric.direction,
            proposal.sql,
        )
        for problem in name_problems(draft):
            raise UsageError(
                f"a draft cannot be called so: {problem}", hint="Give another with --name.", code="bad_name"
            )
        return draft

    def _rows(self, metric: Metric) -> CountedRows:
        return counted_rows(metric, self._tables(check_sql(metric.sql or "", metric.sql_place)))

    def _tables(self, tables: tuple[QName, ...]) -> Mapping[QName, Table]:
        """The tables of the mirror, named as in the marts."""
        found = {}
        for table in tables:
            owner = self.inventory.of_dataset(table.schema)
            database = self.mirror.database(owner[0]) if owner is not None else None
            schema = database.schema(owner[1]) if owner is not None and database is not None else None
            known = schema.table(table.name) if schema is not None else None
            if known is not None:
                found[table] = known
        return found

    def _databases(self, legacy_source: str) -> dict[str, Database]:
        """The mirror of both sources. Raises NotFoundError where one has none."""
        found = {}
        for name in (legacy_source, self.source.name):
            database = self.mirror.database(self.inventory.require(name))
            if database is None:
                raise NotFoundError(
                    f"the mirror has no DDL of {name}", hint=f"Pull it: `hb mirror pull {name}`.", code="not_mirrored"
                )
            found[name] = database
        return found
