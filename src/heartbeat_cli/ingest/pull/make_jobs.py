"""From the plan of an API to jobs: what the marts hold, and what is to be pulled of each stream."""

from heartbeat_cli.errors import HbError
from heartbeat_cli.estate import ProjectSettings
from heartbeat_cli.ingest.engine.pipeline import begun_packages, pipeline_folder
from heartbeat_cli.ingest.jobs import DatasetJob, SourceJob, TableJob
from heartbeat_cli.ingest.marts_snapshot import ABSENT, MartsSnapshot, TableSnapshot, snapshot_marts
from heartbeat_cli.ingest.proof.checksum import COLUMNS, COUNT, Proof, choose_algorithm
from heartbeat_cli.ingest.pull.pulling import Pulling, decide_pull
from heartbeat_cli.ingest.request import IngestRequest
from heartbeat_cli.ingest.result import TableFailure
from heartbeat_cli.ingest.unit import Action, Unit
from heartbeat_cli.marts import UnlandableError, check_landable, marts_kind_of
from heartbeat_cli.sources import Plan, PlannedDataset, PlannedTable


def make_pull_jobs(project: ProjectSettings, plan: Plan, request: IngestRequest) -> SourceJob:
    """Decide what to pull of every table of a plan; reads the marts, writes nothing.

    What is landed of it is decided when it has been pulled. Raises HbError where the marts cannot be read.
    """
    marts_kind_of(project).check_datasets(project, tuple(dataset.dataset for dataset in plan.datasets))
    marts = snapshot_marts(project, [dataset.dataset for dataset in plan.datasets])
    return SourceJob(plan, tuple(_dataset(project, plan, dataset, marts, request) for dataset in plan.datasets))


def _dataset(
    project: ProjectSettings, plan: Plan, dataset: PlannedDataset, marts: MartsSnapshot, request: IngestRequest
) -> DatasetJob:
    pending = begun_packages(pipeline_folder(project, plan.source, dataset.schema))
    finished = marts.finished.get(dataset.dataset, frozenset()) | frozenset(pending)
    jobs: list[TableJob] = []
    failures: list[TableFailure] = []
    for table in dataset.tables:
        snapshot = marts.of(dataset.dataset, table.qname.name)
        settings = plan.source.settings(str(table.qname))
        try:
            _check(project, dataset, table, snapshot, request)
            pulling = decide_pull(table, snapshot, settings.exclude, settings.hash, finished, request)
        except HbError as error:
            lasting = isinstance(error, UnlandableError)
            failures.append(TableFailure(table.qname, dataset.dataset, error.code, error.message, error.hint, lasting))
        else:
            jobs.append(_job(project, dataset, table, pulling, request))
    return DatasetJob(dataset.dataset, dataset.schema, tuple(jobs), tuple(failures), bool(pending))


def _check(
    project: ProjectSettings,
    dataset: PlannedDataset,
    table: PlannedTable,
    snapshot: TableSnapshot,
    request: IngestRequest,
) -> None:
    if table.columns:
        check_landable(table)
    marts_kind_of(project).check_table(table)
    if table.deletes == "mark" and table.key is None:
        raise UnlandableError(
            "rows that are gone can only be marked where a key tells them apart, and it has none",
            hint="Take `deletes: mark` from the table in the source's file, or name its key.",
            code="no_key",
        )
    theirs = snapshot is not ABSENT and snapshot.columns is not None and snapshot.receipt is None
    if theirs and not snapshot.ranges and not request.rebuild:
        raise HbError(
            f"{dataset.dataset} has a table of that name that hb did not land",
            hint="`--rebuild` lands it anew.",
            code="not_ours",
        )


def _job(
    project: ProjectSettings, dataset: PlannedDataset, table: PlannedTable, pulling: Pulling, request: IngestRequest
) -> TableJob:
    kind = marts_kind_of(project)
    proof = Proof(request.proof or project.proof or kind.usual_proof)
    # Summed up in DuckDB on the way, whatever the marts are: PostgreSQL's own hashes are none of its functions.
    algorithm = choose_algorithm(proof, "duckdb", 0, 0)
    if algorithm == COUNT:
        algorithm = COLUMNS
    action = Action.WHOLE if pulling.full else Action.ABSORB
    unit = Unit(table.qname, 0, action, rows=table.rows if pulling.full else None, fresh=pulling.anew)
    return TableJob(
        dataset=dataset.dataset,
        table=table,
        mode=pulling.mode,
        reason=pulling.reason,
        units=(unit,),
        algorithm=algorithm,
        shape="",
        columns="",
        stored=pulling.stored,
        pulling=pulling,
    )
