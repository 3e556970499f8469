"""Pulling the streams of a source: side by side, each page on the disk before the next is asked for."""

import errno
import shutil
import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from heartbeat_cli.errors import HbError, MartsFailedError
from heartbeat_cli.estate import ProjectSettings
from heartbeat_cli.ingest.jobs import DatasetJob, SourceJob, TableJob
from heartbeat_cli.ingest.progress import Progress
from heartbeat_cli.ingest.pull.pulled import columns_to_land, decide_pulled
from heartbeat_cli.ingest.pull.pulling import Pulling, everything_instead
from heartbeat_cli.ingest.pull.spool import Spool, pulls_folder, spool_of
from heartbeat_cli.ingest.pull.survey import api_of
from heartbeat_cli.ingest.pull.typed import Typed, TypedTables
from heartbeat_cli.ingest.result import TableFailure
from heartbeat_cli.marts import Stop, disk_full, marts_kind_of
from heartbeat_cli.pgschema import QName
from heartbeat_cli.sources import Api, IncompletePullError, Surroundings
from heartbeat_cli.state import make_private_folder

TYPED_FILE = "pulled.duckdb"
_TOLD_EVERY_S = 2.0
_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


def pull_source(project: ProjectSettings, job: SourceJob, stop: Stop, progress: Progress) -> SourceJob:
    """Pull what the jobs of a source want; the job that lands it. Tables that fail are part of it.

    Raises HbError where the service cannot be entered, and Stopped.
    """
    folder = pulls_folder(project, job.plan.source)
    with _disk_errors(folder):
        make_private_folder(folder)
        _clear(folder)
    around = Surroundings(stop.pause, progress.message)
    api = api_of(job.plan.source).connect(project, job.plan.source, around, job.plan.session)
    try:
        pulled = _Pull(project, job, api, stop, progress).all()
    finally:
        api.close()
    return replace(job, plan=replace(job.plan, pulled=folder / TYPED_FILE), datasets=pulled)


def forget_pulls(project: ProjectSettings, job: SourceJob, failed: frozenset[str]) -> None:
    """Remove what was pulled and has landed; streams that `failed` keep their pages, and the next run goes on."""
    folder = pulls_folder(project, job.plan.source)
    _remove_file(folder / TYPED_FILE)
    for table in job.tables:
        if table.pulling is not None and table.table.qname.name not in failed:
            assert table.table.stream is not None
            spool_of(project, job.plan.source, table.table.stream, table.pulling.wanted).remove()


class _Pull:
    """The pull of one source."""

    def __init__(self, project: ProjectSettings, job: SourceJob, api: Api, stop: Stop, progress: Progress) -> None:
        self._project = project
        self._source = job.plan.source
        self._job = job
        self._api = api
        self._stop = stop
        self._progress = progress

    def all(self) -> tuple[DatasetJob, ...]:
        file = pulls_folder(self._project, self._source) / TYPED_FILE
        with _disk_errors(file.parent):
            tables = TypedTables(file)
        try:
            with ThreadPoolExecutor(self._source.connections, thread_name_prefix="hb-pull") as pool:
                jobs = self._job.tables
                futures = {job.table.qname: pool.submit(self._pages, job, job.pulling) for job in jobs}
                return tuple(self._dataset(dataset, futures, tables) for dataset in self._job.datasets)
        finally:
            tables.close()

    def _dataset(self, dataset: DatasetJob, futures: "dict[QName, Future[Spool]]", tables: TypedTables) -> DatasetJob:
        jobs: list[TableJob] = []
        failures = list(dataset.failures)
        for job in dataset.tables:
            try:
                spool = futures[job.table.qname].result()
                self._stop.pause(0)
                jobs.append(self._typed(job, spool, tables))
            except HbError as error:
                failures.append(TableFailure(job.table.qname, dataset.dataset, error.code, error.message, error.hint))
        return replace(dataset, tables=tuple(jobs), failures=tuple(failures))

    def _typed(self, job: TableJob, spool: Spool, tables: TypedTables) -> TableJob:
        try:
            return self._decided(job, spool, tables)
        except HbError as error:
            if not isinstance(error, MartsFailedError):
                # It would be the same again for as long as these pages stand for what the service has.
                spool.remove()
            raise

    def _decided(self, job: TableJob, spool: Spool, tables: TypedTables) -> TableJob:
        pulling = job.pulling
        assert pulling is not None and job.table.stream is not None
        typed = self._table(job, pulling, spool, tables)
        landed = {column.name: column.source for column in pulling.recorded}
        if not pulling.full and dict(typed.columns) != landed:
            # Rows that have landed may have values in what is new.
            pulling = everything_instead(pulling, "its columns changed")
            job = replace(job, mode=pulling.mode, reason=pulling.reason, pulling=pulling)
            spool = self._pages(job, pulling)
            typed = self._table(job, pulling, spool, tables)
        return decide_pulled(job, pulling, spool, typed, marts_kind_of(self._project).dialect)

    def _table(self, job: TableJob, pulling: Pulling, spool: Spool, tables: TypedTables) -> Typed:
        key = job.table.key.columns if job.table.key else ()
        columns = columns_to_land(job.table, pulling, spool)
        with _disk_errors(spool.folder):
            return tables.make(job.table.qname.name, spool, columns, key, job.table.cursor.column)

    def _pages(self, job: TableJob, pulling: Pulling | None) -> Spool:
        stream = job.table.stream
        assert stream is not None and pulling is not None
        with _disk_errors(pulls_folder(self._project, self._source)):
            spool = spool_of(self._project, self._source, stream, pulling.wanted)
        told = time.monotonic()
        if spool.standing.pages:
            self._progress.message(f"{job.table.qname}: going on behind record {spool.standing.records:,}")
        with _disk_errors(spool.folder), _begun_anew_where_torn(spool):
            if not spool.standing.done:
                for page in self._api.pages(stream, spool.ask):
                    spool.append(page)
                    self._stop.pause(0)
                    if time.monotonic() - told >= _TOLD_EVERY_S:
                        told = time.monotonic()
                        self._progress.message(f"{job.table.qname}: {spool.standing.records:,} records read")
            if not spool.standing.done:
                spool.finish()
        return spool


@contextmanager
def _disk_errors(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno in _NO_ROOM:
            raise disk_full(f"{error.strerror} under {folder}") from error
        raise MartsFailedError(
            f"what is pulled cannot be written down: {error.strerror or error}",
            where=str(error.filename or folder),
            hint="That folder must be ours to write.",
            code="no_permission",
        ) from error


@contextmanager
def _begun_anew_where_torn(spool: Spool) -> Iterator[None]:
    """Pages that do not fit together are no beginning to go on from."""
    try:
        yield
    except IncompletePullError:
        spool.remove()
        raise


def _clear(folder: Path) -> None:
    """Remove what a run that was killed had made beside its pages."""
    for left in (*folder.glob("csv-*"), *folder.glob("verify-*"), folder / "spilled"):
        shutil.rmtree(left, ignore_errors=True)


def _remove_file(file: Path) -> None:
    for one in (file, file.with_name(f"{file.name}.wal")):
        one.unlink(missing_ok=True)
