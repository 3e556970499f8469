"""`hb metrics migrate` without its command line: draft, compare, say what is known, flip."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import ClassVar

from heartbeat_cli.errors import NotFoundError, RefusedError, UsageError, did_you_mean
from heartbeat_cli.estate import Inventory, ProjectSettings, Source, load_inventory
from heartbeat_cli.marts import MartsReader, open_marts
from heartbeat_cli.metrics.blind import refuse_program
from heartbeat_cli.metrics.evaluation import Value, evaluate
from heartbeat_cli.metrics.guard import check_sql
from heartbeat_cli.metrics.known_records import metrics_with_evidence
from heartbeat_cli.metrics.load import find_metric, load_all, load_metric
from heartbeat_cli.metrics.metric import KnownDifference, Metric, Migration
from heartbeat_cli.metrics.migrate.compare import RowComparison, RowsAtMoment
from heartbeat_cli.metrics.migrate.counted import CountedRows, counted_rows
from heartbeat_cli.metrics.migrate.draft import DraftedWindow, Proposal, propose
from heartbeat_cli.metrics.migrate.keys import KeyPair, carried_key, named_key, shared_key
from heartbeat_cli.metrics.migration import legacy_sources, same_question_metric
from heartbeat_cli.metrics.substance import says_nothing
from heartbeat_cli.metrics.write import move_metric, write_metric
from heartbeat_cli.mirror import MirrorDumps
from heartbeat_cli.pgschema import Database, QName, Table

_CLOSE = 0.5
"""A draft shares at least this much of its keys with the legacy number."""
_GROWN = 2
"""A reason covers at most this many times the rows it was given for."""


@dataclass(frozen=True, slots=True)
class MigrationStanding:
    """A number on a source that is being replaced beside the one that takes its place.

    `legacy` counts on `legacy_source`, `truth` on the truth source; `drafted` says that nobody wrote the latter yet,
    and `file` where it was put. `rows` holds them together row by row under `key`; `no_rows` says why that cannot be.
    `proposals` are the counts on the truth source that share most keys, where one was looked for.
    """

    json_keys: ClassVar = "as_of legacy_source truth_source key rows no_rows proposals drafted"

    legacy: Metric
    truth: Metric | None
    legacy_source: str
    truth_source: str
    as_of: datetime
    legacy_value: Value
    truth_value: Value | None = None
    key: KeyPair | None = None
    rows: RowComparison | None = None
    no_rows: str | None = None
    proposals: tuple[Proposal, ...] = ()
    drafted: bool = False
    file: Path | None = None

    @property
    def unexplained(self) -> tuple[str, ...]:
        """The signatures of differences nobody has given a reason for."""
        return tuple(d.signature for d in self.rows.differences if d.known is None) if self.rows else ()


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
    known = metric.migration.key if metric.migration is not None else None
    work = _MigrationWork(project, inventory, MirrorDumps(project), metric, source, as_of)
    with open_marts(project) as reader:
        standing = MigrationStanding(
            metric, truth, legacy_source, to, as_of, evaluate(metric, reader, as_of, inventory, work.mirror.database)
        )
        if truth is None:
            standing = work.drafted(standing, reader, name)
        if standing.truth is not None:
            standing = work.compared(standing, reader, key or known)
    if standing.drafted and standing.truth is not None and not dry_run:
        standing = replace(standing, file=write_metric(standing.truth, project.candidates_folder))
    return standing


def know_difference(
    project: ProjectSettings,
    standing: MigrationStanding,
    signature: str,
    why: str,
    by: str,
    *,
    at_terminal: bool,
    attested_by: str | None = None,
    dry_run: bool = False,
) -> MigrationStanding:
    """Keep a person's reason why rows differ, in the file of the legacy metric; says how it stands then.

    Raises RefusedError in an agent's environment, UsageError for a reason that is none, NotFoundError for a signature
    no difference has.
    """
    refuse_program(project, at_terminal=at_terminal, attested_by=attested_by)
    if (problem := says_nothing(why, (), (standing.legacy.question, standing.legacy.name))) is not None:
        raise UsageError(f"--why {problem}", hint="Say in a sentence why these rows differ.", code="bad_reason")
    found = {d.signature: d for d in standing.rows.differences} if standing.rows else {}
    if signature not in found:
        raise NotFoundError(
            f"no difference has the signature '{signature}'",
            hint=did_you_mean(signature, list(found)) or "`hb metrics migrate` lists them.",
            code="unknown_difference",
        )
    assert standing.truth is not None
    migration = standing.legacy.migration or Migration(standing.truth.name)
    known = KnownDifference(signature, why.strip(), by, found[signature].rows)
    others = tuple(one for one in migration.known if one.signature != signature)
    legacy = _filed(standing.legacy, replace(migration, known=(*others, known)), dry_run=dry_run)
    assert standing.rows is not None
    told = [replace(d, known=why.strip()) if d.signature == signature else d for d in standing.rows.differences]
    return replace(standing, legacy=legacy, rows=replace(standing.rows, differences=tuple(told)))


def flip(project: ProjectSettings, standing: MigrationStanding, *, dry_run: bool = False) -> MigrationStanding:
    """Put the number on the truth source in the place of the legacy one, which is retired; says how it stands then.

    Raises RefusedError where that was done (`flipped`), while the number on the truth source matches no hand count
    (`not_aligned`), or rows differ and nobody has said why (`unexplained_difference`).
    """
    truth, before = standing.truth, standing.legacy.migration
    if before is not None and before.flipped is not None:
        raise RefusedError(
            f"{before.to} has taken the place of {standing.legacy.name} on {before.flipped}",
            where=str(standing.legacy.file) if standing.legacy.file else None,
            hint="Nothing is left to do.",
            code="flipped",
        )
    if truth is None or standing.drafted:
        raise RefusedError(
            f"{standing.legacy.name} has nothing on {standing.truth_source} to take its place",
            hint="Look at the draft, and hold it against a hand count.",
            code="not_aligned",
        )
    (seen,) = metrics_with_evidence(project, [truth])
    if seen.status != "aligned":
        raise RefusedError(
            f"{truth.name} is {seen.status}: it matches no hand count",
            where=str(truth.file) if truth.file else None,
            hint=f"`hb metrics align {truth.name}` holds it against one.",
            code="not_aligned",
        )
    if standing.unexplained:
        raise RefusedError(
            f"rows of {standing.legacy.name} and {truth.name} differ, and nobody has said why: "
            + ", ".join(f"'{signature}'" for signature in standing.unexplained),
            hint=f'`hb metrics migrate {standing.legacy.name} --know SIGNATURE --why "…" --by WHO` keeps a reason.',
            code="unexplained_difference",
        )
    flipped = replace(before or Migration(truth.name), flipped=project.now().date())
    legacy = _filed(replace(standing.legacy, status="retired"), flipped, dry_run=dry_run)
    return replace(standing, legacy=legacy)


def _filed(metric: Metric, migration: Migration, *, dry_run: bool) -> Metric:
    changed = replace(metric, migration=migration)
    if dry_run:
        return changed
    assert metric.file is not None
    return replace(changed, file=move_metric(load_metric(metric.file), changed, metric.file.parent))


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

    project: ProjectSettings
    inventory: Inventory
    mirror: MirrorDumps
    metric: Metric
    source: Source
    as_of: datetime

    def compared(self, standing: MigrationStanding, reader: MartsReader, key: str | None) -> MigrationStanding:
        truth = standing.truth
        assert truth is not None
        value = evaluate(truth, reader, self.as_of, self.inventory, self.mirror.database)
        standing = replace(standing, truth_value=value)
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
        tables = self._tables(check_sql(self.metric.sql or ""))
        found = RowsAtMoment(reader, legacy_rows, truth_rows, pair, self.project.time_zone).compare(
            self.metric.window, self.as_of, tables
        )
        return replace(standing, key=pair, rows=self._with_known(found))

    def drafted(self, standing: MigrationStanding, reader: MartsReader, name: str | None) -> MigrationStanding:
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
        told = RowsAtMoment.legacy_keys(reader, rows, column, self.as_of)
        window = DraftedWindow.of(self.metric.window, self.as_of, self.project.time_zone)
        proposals = propose(reader, told, table, self.source, databases[self.source.name], window)
        standing = replace(standing, proposals=proposals)
        if not proposals or proposals[0].share < _CLOSE:
            return replace(standing, no_rows=f"nothing on {self.source.name} counts half of the same")
        return replace(standing, truth=self._draft(proposals[0], name or self._name(standing)), drafted=True)

    def _name(self, standing: MigrationStanding) -> str:
        """That of the legacy metric without its source."""
        return "_".join(word for word in self.metric.name.split("_") if word != standing.legacy_source)

    def _draft(self, proposal: Proposal, name: str) -> Metric:
        known = {metric.name for metric in load_all(self.project)[0]}
        if name in known:
            raise RefusedError(
                f"{name} is there already, and is not said to be what takes the place of {self.metric.name}",
                hint=f"`--onto {name}` holds them together; `--name` gives the draft another name.",
                code="exists",
            )
        return Metric(
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

    def _with_known(self, rows: RowComparison) -> RowComparison:
        migration = self.metric.migration
        reasons = {known.signature: known for known in migration.known} if migration is not None else {}
        told = []
        for one in rows.differences:
            reason = reasons.get(one.signature)
            covered = reason is not None and one.rows <= _GROWN * max(reason.rows, 1)
            told.append(replace(one, known=reason.why if reason is not None and covered else None))
        return replace(rows, differences=tuple(told))

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
