"""Indexing what has landed, where the marts need it: after the rows, which come faster without."""

from collections.abc import Sequence

from heartbeat_cli.estate import ProjectSettings
from heartbeat_cli.ingest.jobs import TableJob
from heartbeat_cli.ingest.progress import Progress
from heartbeat_cli.marts import MartsRefusedError, Transfer, marts_kind_of


def index_tables(
    project: ProjectSettings, dataset: str, jobs: Sequence[TableJob], transfer: Transfer, progress: Progress
) -> None:
    """Make the indexes that are lacking. One that cannot be made fails nothing: the rows are there without it.

    Raises HbError where the marts are in the way.
    """
    kind = marts_kind_of(project)
    statements = [(job, one) for job in jobs for one in kind.indexes(project, dataset, job.table)]
    if not statements:
        return
    try:
        with transfer.session() as session:
            for _, statement in statements:
                session.run(statement)
    except MartsRefusedError:
        for job, statement in statements:
            _one_by_one(transfer, job, statement, progress)


def _one_by_one(transfer: Transfer, job: TableJob, statement: str, progress: Progress) -> None:
    try:
        with transfer.session() as session:
            session.run(statement)
    except MartsRefusedError as error:
        progress.message(f"{job.table.qname} has no index: {error.message}")
