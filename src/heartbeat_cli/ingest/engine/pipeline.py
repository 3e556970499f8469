"""dlt pipelines as an ingest finds them: opened, cleared of what an interrupted run left, and kept small.

dlt reads its settings from the environment, so they are set there before it is imported; telemetry first. Everything
under a pipeline's folder can be made again from the marts, where dlt keeps state and schemas too.
"""

import errno
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from heartbeat_cli.errors import HbError, MartsFailedError
from heartbeat_cli.estate import ProjectSettings, Source
from heartbeat_cli.ingest.jobs import DatasetJob
from heartbeat_cli.marts import disk_full, marts_kind_of
from heartbeat_cli.sources import Plan

if TYPE_CHECKING:
    import dlt

KEPT_PACKAGES = 20
DESCRIPTORS = "descriptors-"


class WorkingFilesError(MartsFailedError):
    """dlt's own files cannot be read or written."""

    code = "pipelines_unusable"


_SETTINGS = {
    "RUNTIME__DLTHUB_TELEMETRY": "false",
    "RUNTIME__LOG_LEVEL": "CRITICAL",
    # A table that fails is recorded as such in its package and does not keep the others from landing.
    "LOAD__RAISE_ON_FAILED_JOBS": "false",
    "LOAD__DELETE_COMPLETED_JOBS": "true",
    "RUNTIME__INTERCEPT_SIGNALS": "false",
    # Names as the source has them, so that SQL written from the DDL mirror runs on the marts as it stands.
    "SCHEMA__NAMING": "direct",
}


def import_dlt(workers: int = 2) -> Any:
    """dlt, with our settings in place before its first line runs. `workers` land units at the same time."""
    for name, value in {**_SETTINGS, "LOAD__WORKERS": str(workers)}.items():
        os.environ[name] = value
    import dlt

    return dlt


def pipelines_folder(project: ProjectSettings) -> Path:
    """Where dlt keeps its working files: DLT_PIPELINES_DIR, else inside the project's state."""
    named = os.environ.get("DLT_PIPELINES_DIR")
    return Path(named) if named else project.state / "dlt"


def pipeline_folder(project: ProjectSettings, source: Source, schema: str) -> Path:
    """Where dlt keeps what it knows of one dataset's pipeline."""
    return pipelines_folder(project) / pipeline_name(source, schema)


def pipeline_name(source: Source, schema: str) -> str:
    """The dlt pipeline of one dataset."""
    name = f"{source.pipeline or source.name}_{schema}"
    return "".join(c if c.isascii() and (c.isalnum() or c == "_") else "_" for c in name)


def open_pipeline(project: ProjectSettings, plan: Plan, dataset: DatasetJob, destination: Any) -> "dlt.Pipeline":
    """The dataset's pipeline with nothing pending. Raises HbError where its folder or the marts cannot be written."""
    from dlt.common.exceptions import DltException

    folder = pipelines_folder(project)
    name = pipeline_name(plan.source, dataset.schema)
    try:
        try:
            return _open(folder, name, dataset, destination)
        except (DltException, ValueError, KeyError, FileNotFoundError) as error:
            known = explain(error, project, plan)
            if known is not None and not isinstance(known, WorkingFilesError):
                raise known from error
            # A file cut short by a crash, or gone: dlt writes most of its own without a second name.
            shutil.rmtree(folder / name, ignore_errors=True)
            return _open(folder, name, dataset, destination)
    except OSError as error:
        raise _unwritable(error, folder) from error


def _open(folder: Path, name: str, dataset: DatasetJob, destination: Any) -> "dlt.Pipeline":
    import dlt

    pipeline = dlt.pipeline(name, destination=destination, dataset_name=dataset.dataset, pipelines_dir=str(folder))
    if pipeline.has_data and not _has_books(pipeline):
        # Marts that were deleted: dlt would empty its folder when it notices, and this run's descriptors with it.
        pipeline = pipeline.drop()
    _settle(pipeline)
    forget_dropped_columns(pipeline, name, dataset)
    return pipeline


def _has_books(pipeline: "dlt.Pipeline") -> bool:
    """Whether the marts have what dlt writes down there."""
    if pipeline.default_schema_name is None:
        return True
    with pipeline.destination_client() as client:
        return bool(client.is_storage_initialized())


def _settle(pipeline: "dlt.Pipeline") -> None:
    """Let dlt finish what an interrupted run left.

    A package whose load had begun may have landed units: dlt completes it, so that their load id stands in its books.
    Units it had not landed are planned anew, and its jobs for them do nothing. A younger package has landed nothing and
    is aborted: dlt would load it in place of the new one.
    """
    working = Path(pipeline.working_dir)
    if begun_packages(working):
        pipeline.load()
    if pipeline.has_pending_data:
        pipeline.abort_packages()
    for path in _left_by_a_crash(working):
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)


def _left_by_a_crash(working: Path) -> Iterator[Path]:
    yield from working.glob(f"{DESCRIPTORS}*")
    for stage in ("normalize/new", "load/new"):
        yield from (working / stage).glob("*")
    # Files dlt was writing, under their first names.
    yield from (path for path in (working / "load" / "normalized").glob("*") if path.is_file())
    yield from working.glob("[0-9a-f]" * 16)
    # What an extraction that was killed had written so far.
    yield from (
        path for path in (working / "normalize").glob("*") if path.is_dir() and path.name not in ("new", "extracted")
    )


def begun_packages(working: Path) -> tuple[str, ...]:
    """The load ids of packages in dlt's folder of a pipeline whose load has begun and not ended."""
    return tuple(path.name for path in (working / "load" / "normalized").glob("*") if path.is_dir())


def forget_dropped_columns(pipeline: "dlt.Pipeline", schema: str, dataset: DatasetJob) -> None:
    """dlt adds columns and never removes one; its schema should say what the table has."""
    from heartbeat_cli.ingest.engine.destination import dlt_table_name

    if schema not in pipeline.schemas:
        return
    known = pipeline.schemas[schema]
    changed = False
    for job in dataset.tables:
        if (stored := known.tables.get(dlt_table_name(job.table.qname.name))) is not None:
            present = {known.naming.normalize_identifier(name) for name, _ in job.table.columns}
            for column in set(stored["columns"]) - present:
                del stored["columns"][column]
                changed = True
    if changed:
        pipeline.schemas.save_schema(known)


def prune_packages(pipeline: "dlt.Pipeline") -> None:
    """Keep the newest loaded packages; an hourly refresh would pile them up for ever."""
    loaded = sorted((Path(pipeline.working_dir) / "load" / "loaded").glob("*"), key=lambda path: path.name)
    for package in loaded[:-KEPT_PACKAGES]:
        shutil.rmtree(package, ignore_errors=True)


def explain(error: BaseException, project: ProjectSettings, plan: Plan) -> HbError | None:
    """What failed dlt's own bookkeeping, where it is something a user can settle; None where it is a defect."""
    kind = marts_kind_of(project)
    for cause in _causes(error):
        if isinstance(cause, HbError):
            return cause
        if isinstance(cause, OSError) and cause.errno is not None:
            return _unwritable(cause, pipelines_folder(project))
        if (known := kind.explain(cause, plan)) is not None:
            return known
    return None


def working_files_lost(error: BaseException) -> HbError:
    """The failure of a run whose working files were taken away or damaged while it ran."""
    return WorkingFilesError(
        f"dlt's working files changed while they were in use: {error}",
        hint="Run the same command again: what has landed stays, and they are made anew.",
        retryable=True,
    )


def _causes(error: BaseException) -> Iterator[BaseException]:
    """An exception, what it wraps the way dlt does it, and what it came from."""
    seen: set[int] = set()
    waiting: list[BaseException | None] = [error]
    while waiting:
        current = waiting.pop(0)
        if not isinstance(current, BaseException) or id(current) in seen:
            continue
        seen.add(id(current))
        yield current
        waiting += [getattr(current, "exception", None), getattr(current, "dbapi_exception", None)]
        waiting += [current.__cause__, current.__context__]


def _unwritable(error: OSError, folder: Path) -> HbError:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return disk_full(f"{error.strerror} under {folder}")
    return WorkingFilesError(
        f"dlt's working files cannot be used: {error.strerror or error}",
        where=str(error.filename or folder),
        hint="DLT_PIPELINES_DIR names the folder; it must be ours to write.",
    )
