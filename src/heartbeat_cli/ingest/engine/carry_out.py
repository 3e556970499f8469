"""Carrying out the job of a run, source by source, in the process that holds the marts open."""

from collections.abc import Callable

from heartbeat_cli.errors import HbError
from heartbeat_cli.estate import ProjectSettings
from heartbeat_cli.ingest.dump.stage_dump import forget_staged, stage_dump
from heartbeat_cli.ingest.engine.dataset import land_dataset
from heartbeat_cli.ingest.engine.pipeline import import_dlt
from heartbeat_cli.ingest.engine.signals import stopping_on_signals
from heartbeat_cli.ingest.jobs import IngestJob, SourceJob
from heartbeat_cli.ingest.progress import Progress
from heartbeat_cli.ingest.pull.pull import forget_pulls, pull_source
from heartbeat_cli.ingest.result import OF_THE_MARTS, IngestResult
from heartbeat_cli.marts import Stop, marts_kind_of

Reading = Callable[[ProjectSettings, SourceJob, Stop, Progress], SourceJob]


def carry_out(ingest_job: IngestJob, progress: Progress) -> tuple[IngestResult, ...]:
    """Land every source that has something to do. The locks are the caller's.

    Raises HbError where nothing can go on, KeyboardInterrupt or SystemExit where the process was told to stop.
    """
    results = []
    with marts_kind_of(ingest_job.project).watch(ingest_job.project, ingest_job.lock) as still_held:
        for job in ingest_job.sources:
            try:
                results.append(land_source(ingest_job.project, job, progress, still_held))
            except HbError as error:
                if not ingest_job.keep_going or isinstance(error, OF_THE_MARTS):
                    raise
                results.append(IngestResult(job.plan.source.name, (), job.plan.missing, error=error))
    return tuple(results)


def land_source(
    project: ProjectSettings, job: SourceJob, progress: Progress, still_held: Callable[[], bool] = lambda: True
) -> IngestResult:
    """Carry out the job of one source; `still_held` says whether the marts are still ours."""
    stop = Stop()
    progress.source_started(job)
    import_dlt(job.plan.source.connections)
    if any(table.pulling is not None for table in job.tables):
        job = _before_landing(pull_source, project, job, stop, progress)
    if job.plan.dump is not None:
        job = _before_landing(stage_dump, project, job, stop, progress)
    with marts_kind_of(project).transfer(project, job.plan, stop) as (transfer, make_destination):
        results = tuple(
            land_dataset(project, job.plan, dataset, transfer, make_destination, stop, progress, still_held)
            for dataset in job.datasets
        )
    if job.plan.dump is not None:
        forget_staged(project)
    elif job.plan.pulled is not None:
        forget_pulls(project, job, frozenset(failure.qname.name for one in results for failure in one.failures))
    return IngestResult(job.plan.source.name, results, job.plan.missing)


def _before_landing(
    read: Reading, project: ProjectSettings, job: SourceJob, stop: Stop, progress: Progress
) -> SourceJob:
    with stopping_on_signals(stop):
        return read(project, job, stop, progress)
