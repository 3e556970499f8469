"""Reading the rows a job wants out of their dump, and the job that lands them."""

import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from heartbeat_cli.errors import HbError, MartsFailedError
from heartbeat_cli.estate import ProjectSettings
from heartbeat_cli.ingest.columns.land_columns import land_all
from heartbeat_cli.ingest.columns.shape import record_columns, shape_of, write_columns
from heartbeat_cli.ingest.decide import made_anew
from heartbeat_cli.ingest.dump.dump_file import open_rows
from heartbeat_cli.ingest.dump.staging import StagedTable, StagedTables, remove_staged
from heartbeat_cli.ingest.dump.survey import DumpRows
from heartbeat_cli.ingest.jobs import DatasetJob, SourceJob, TableJob
from heartbeat_cli.ingest.progress import Progress
from heartbeat_cli.ingest.result import TableFailure
from heartbeat_cli.ingest.unit import Action, Unit
from heartbeat_cli.marts import Stop, find_marts_kind, marts_kind_of
from heartbeat_cli.pgschema import DumpText
from heartbeat_cli.state import make_private_folder

STAGED_FILE = "rows.duckdb"
_TOLD_EVERY_S = 2.0


def stage_dump(project: ProjectSettings, job: SourceJob, stop: Stop, progress: Progress) -> SourceJob:
    """Read what the jobs of a source want of its dump; the job that lands it.

    Tables with a row or value that is none fail. Raises HbError where the file cannot be read, and Stopped.
    """
    rows: DumpRows = job.plan.dump
    with _staging(project) as file:
        text = open_rows(rows.file.path)
        if rows.file.changed:
            raise HbError(
                "the dump has changed while it was being read",
                where=str(rows.file.path),
                hint="Run the same command again once it is written.",
                code="dump_changed",
                retryable=True,
            )
        tables = StagedTables(file)
        try:
            datasets = tuple(_staged(project, job, dataset, text, tables, stop, progress) for dataset in job.datasets)
        finally:
            tables.close()
    return replace(job, plan=replace(job.plan, pulled=file), datasets=datasets)


def forget_staged(project: ProjectSettings) -> None:
    """Remove what was read of a dump."""
    remove_staged(_folder(project) / STAGED_FILE)
    shutil.rmtree(_folder(project), ignore_errors=True)


def _folder(project: ProjectSettings) -> Path:
    return project.state / "dumps"


@contextmanager
def _staging(project: ProjectSettings) -> Iterator[Path]:
    """The file to stage in, in a folder of ours; gone where that fails."""
    folder = _folder(project)
    try:
        shutil.rmtree(folder, ignore_errors=True)
        make_private_folder(folder)
    except OSError as error:
        raise MartsFailedError(
            f"the dump's rows cannot be written down: {error.strerror or error}",
            where=str(error.filename or folder),
            hint="That folder must be ours to write.",
            code="no_permission",
        ) from error
    try:
        yield folder / STAGED_FILE
    except BaseException:
        forget_staged(project)
        raise


def _staged(
    project: ProjectSettings,
    job: SourceJob,
    dataset: DatasetJob,
    text: DumpText,
    tables: StagedTables,
    stop: Stop,
    progress: Progress,
) -> DatasetJob:
    rows: DumpRows = job.plan.dump
    where, blocks, dialect = str(rows.file.path), dict(rows.blocks), marts_kind_of(project).dialect
    jobs: list[TableJob] = []
    failures = list(dataset.failures)
    for one in dataset.tables:
        if not one.units:
            jobs.append(one)
            continue
        try:
            told = time.monotonic()
            for read in tables.stage(one.table, text, blocks[one.table.qname], where):
                stop.pause(0)
                if time.monotonic() - told >= _TOLD_EVERY_S:
                    told = time.monotonic()
                    progress.message(f"{one.table.qname}: {read:,} rows read")
            jobs.append(_ready(one, tables.typed(one.table, where), dialect))
        except MartsFailedError:
            raise
        except HbError as error:
            failures.append(TableFailure(one.table.qname, dataset.dataset, error.code, str(error), error.hint))
    return replace(dataset, tables=tuple(jobs), failures=tuple(failures))


def _ready(job: TableJob, staged: StagedTable, dialect: str) -> TableJob:
    """The job that lands a table from the file: over what is there where that has the same columns, else anew."""
    table = replace(job.table, rows=staged.rows)
    mappings = land_all(table, dialect, staged.as_text)
    columns = record_columns(table, mappings)
    shape = shape_of(columns)
    said = (f"{', '.join(staged.as_text)} have values DuckDB's types cannot hold: landed as text",)
    ready = replace(
        job,
        table=table,
        as_text=staged.as_text,
        shape=shape,
        columns=write_columns(columns, table.key),
        notes=(*job.notes, *(said if staged.as_text and not find_marts_kind(dialect).holds_all_values else ())),
    )
    if job.stored and all(entry.shape == shape for entry in job.stored):
        return replace(ready, units=(Unit(table.qname, 0, Action.COMPARE, rows=staged.rows),))
    if table.deletes == "mark":
        unit = Unit(table.qname, 0, Action.REPLACE, rows=staged.rows, fresh=True)
        return replace(ready, units=(unit,), prepare=made_anew(job.dataset, table, mappings), stored=())
    unit = Unit(table.qname, 0, Action.WHOLE, rows=staged.rows, fresh=True)
    return replace(ready, units=(unit,), stored=())
