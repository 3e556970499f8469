"""From a plan to jobs: what the marts hold, what is new at the source, and where to cut, asked once per source."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from heartbeat_cli.estate import ProjectSettings
from heartbeat_cli.ingest.decide import Circumstances, decide
from heartbeat_cli.ingest.engine.pipeline import begun_packages, pipeline_folder
from heartbeat_cli.ingest.jobs import DatasetJob, SourceJob, TableJob
from heartbeat_cli.ingest.marts_snapshot import ABSENT, MartsSnapshot, snapshot_marts
from heartbeat_cli.ingest.proof.checksum import Proof, choose_algorithm
from heartbeat_cli.ingest.request import IngestRequest
from heartbeat_cli.ingest.result import TableFailure
from heartbeat_cli.ingest.source.connect import open_source, source_failure
from heartbeat_cli.ingest.source.cutting import cut
from heartbeat_cli.ingest.source.source_changes import SourceCounts, count_at_source
from heartbeat_cli.ingest.source.width import with_width
from heartbeat_cli.ingest.watermark import select_watermark, written_counters
from heartbeat_cli.marts import Bounds, marts_kind_of
from heartbeat_cli.pgschema import QName
from heartbeat_cli.sources import Plan, PlannedDataset, PlannedTable

if TYPE_CHECKING:
    import psycopg


def make_jobs(project: ProjectSettings, plan: Plan, request: IngestRequest) -> SourceJob:
    """Decide what to do with every table of a plan; reads both sides, writes nothing.

    Raises HbError where either cannot be read.
    """
    marts_kind_of(project).check_datasets(project, tuple(dataset.dataset for dataset in plan.datasets))
    marts = snapshot_marts(project, [dataset.dataset for dataset in plan.datasets])
    with open_source(plan.server, plan.source) as session:
        counts = _counts(session, plan, marts)
        datasets = tuple(
            _dataset(project, plan, dataset, marts, _Source(session, plan, counts, project.range_rows), request)
            for dataset in plan.datasets
        )
    return SourceJob(plan, datasets)


def _counts(session: "psycopg.Connection[Any]", plan: Plan, marts: MartsSnapshot) -> dict[QName, SourceCounts]:
    """The counts of every table; one whose counters have not moved is not asked for its cursor's maximum."""
    still: dict[QName, SourceCounts] = {}
    for dataset in plan.datasets:
        for table in dataset.tables:
            receipt = marts.of(dataset.dataset, table.qname.name).receipt
            if (
                receipt is not None
                and table.counters is not None
                and receipt.counters == written_counters(table.counters)
            ):
                still[table.qname] = SourceCounts(counters=table.counters)
    return still | count_at_source(session, [table for table in plan.tables if table.qname not in still])


class _Source:
    """What is asked of the source while deciding."""

    def __init__(
        self,
        session: "psycopg.Connection[Any]",
        plan: Plan,
        counts: Mapping[QName, SourceCounts],
        range_rows: int,
    ) -> None:
        self._session = session
        self._plan = plan
        self._range_rows = range_rows
        self.counts = counts

    def cut(self, table: PlannedTable) -> tuple[Bounds, ...]:
        """Raises HbError where the table is locked."""
        import psycopg

        try:
            with self._session.transaction():
                return cut(self._session, table, self._range_rows)
        except psycopg.errors.LockNotAvailable as error:
            raise source_failure(str(error), error.sqlstate, self._plan.source, self._plan.server) from None

    def with_width(self, table: PlannedTable) -> PlannedTable:
        """The table, known for wide values where it has such."""
        return with_width(self._session, table)

    def watermark(self, table: PlannedTable) -> str | None:
        """The watermark now, however long it takes to find; None where the table is locked."""
        import psycopg

        query = f"SELECT {select_watermark(table.cursor)} FROM {table.relation}"
        try:
            with self._session.transaction():
                row = self._session.execute(query.encode()).fetchone()
        except psycopg.errors.LockNotAvailable:
            return None
        return None if row is None else row[0]


def _dataset(
    project: ProjectSettings,
    plan: Plan,
    dataset: PlannedDataset,
    marts: MartsSnapshot,
    source: _Source,
    request: IngestRequest,
) -> DatasetJob:
    kind = marts_kind_of(project)
    usual = Proof(kind.usual_proof)
    proof = Proof(request.proof or project.proof or usual)
    choose = partial(
        choose_algorithm,
        marts=kind.dialect,
        source_version=plan.server_version,
        marts_version=marts.version,
        same_encoding=plan.encoding == marts.encoding,
    )
    pending = begun_packages(pipeline_folder(project, plan.source, dataset.schema))
    about = Circumstances(
        source=plan.source,
        dataset=dataset.dataset,
        dialect=kind.dialect,
        algorithm=choose(proof),
        thorough=choose(usual),
        request=request,
        finished=marts.finished.get(dataset.dataset, frozenset()) | frozenset(pending),
        cut=source.cut,
    )
    jobs: list[TableJob] = []
    failures: list[TableFailure] = []
    for table in dataset.tables:
        snapshot = marts.of(dataset.dataset, table.qname.name)
        if request.adopt and snapshot is ABSENT:
            snapshot = marts.renamed_by_dlt(dataset.dataset, table.qname.name)
        made = decide(source.with_width(table), snapshot, source.counts.get(table.qname), about)
        if isinstance(made, TableFailure):
            failures.append(made)
        elif made.measures and made.units and not made.single:
            jobs.append(replace(made, watermark=source.watermark(table), measures=False))
        else:
            jobs.append(made)
    return DatasetJob(dataset.dataset, dataset.schema, tuple(jobs), tuple(failures), bool(pending))
