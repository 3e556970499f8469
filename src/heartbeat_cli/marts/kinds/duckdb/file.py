"""Opening the DuckDB file.

DuckDB has one writing process and refuses readers meanwhile, so whoever comes during an ingest is told who is at it.
"""

import os
import re
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from heartbeat_cli.errors import LockedError, MartsFailedError
from heartbeat_cli.estate import ProjectSettings
from heartbeat_cli.marts.failures import first_line
from heartbeat_cli.state import Holder, busy_holder, for_this_user_alone, make_private_folder, wait_for_moment

USUAL_MEMORY_MB = 192
"""What landing takes of memory, apart from rows that are very wide."""
_TO_WRITE = (
    # Rows of a table have no order; keeping one costs memory while landing.
    "preserve_insertion_order = false",
    # Units are landed side by side, each in a thread of its own; a thread more would spin while it waits for rows.
    "threads = 1",
    f"memory_limit = '{USUAL_MEMORY_MB}MB'",
    # Weighing these up for a column of text takes more time and memory than all else a landing does to it.
    "disabled_compression_methods = 'fsst,dict_fsst,zstd,dictionary'",
)
_HOLDER = re.compile(r"\(PID (\d+)\)")


def connect(project: ProjectSettings, *, read_only: bool, patient: bool = True) -> duckdb.DuckDBPyConnection:
    """A connection to the marts file, in UTC; `patient` waits for another process that only adds a record to it.

    Raises LockedError while another process holds the file, HbError where it cannot be opened.
    """
    connection = _open(project, read_only=read_only, patient=patient)
    try:
        # Where this process reads the file already, it is as that reader has it.
        if not is_locked(connection):
            connection.execute("SET GLOBAL TimeZone = 'UTC'")
        for setting in () if read_only else _TO_WRITE:
            connection.execute(f"SET GLOBAL {setting}")
    except BaseException as error:
        connection.close()
        if isinstance(error, RuntimeError):
            raise passed_on(error) from None
        raise
    return connection


def _open(project: ProjectSettings, *, read_only: bool, patient: bool) -> duckdb.DuckDBPyConnection:
    path = project.marts.path
    if any("\ud800" <= character <= "\udfff" for character in str(path)):
        raise MartsFailedError(
            "the path of the marts file is not UTF-8, and DuckDB opens no other",
            where=str(path),
            hint="Give `marts: {path: …}` in heartbeat.yml a folder whose name is UTF-8.",
        )
    try:
        if not read_only:
            make_private_folder(path.parent)
            if not path.exists():
                _create(path)
        return _connect(project, read_only=read_only, patient=patient)
    except (duckdb.IOException, OSError) as error:
        if "set lock on file" in str(error):
            raise _held(project, error, read_only=read_only) from None
        raise MartsFailedError(
            f"the marts file cannot be opened: {first_line(error)}",
            where=str(path),
            hint="Check the path under `marts` in heartbeat.yml, its permissions and the space left on the disk.",
        ) from None


def _connect(project: ProjectSettings, *, read_only: bool, patient: bool) -> duckdb.DuckDBPyConnection:
    path = str(project.marts.path)
    try:
        return duckdb.connect(path, read_only=read_only)
    except duckdb.IOException as error:
        if not patient or "set lock on file" not in str(error):
            raise
        wait_for_moment(project.state)
        return duckdb.connect(path, read_only=read_only)


def is_locked(connection: duckdb.DuckDBPyConnection) -> bool:
    """Whether the settings of this file cannot be changed any more."""
    found = connection.execute("SELECT current_setting('lock_configuration')").fetchone()
    return bool(found and found[0])


def passed_on(error: RuntimeError) -> BaseException:
    """The exception of a signal, which DuckDB passes on as what a RuntimeError came from."""
    return error.__cause__ or error.__context__ or KeyboardInterrupt()


def _create(path: Path) -> None:
    """A file that is there whole or not at all: DuckDB refuses one whose first pages it could not write."""
    unfinished = path.with_name(f"{path.name}.new")
    unfinished.unlink(missing_ok=True)
    try:
        with for_this_user_alone():
            duckdb.connect(str(unfinished)).close()
        unfinished.rename(path)
    finally:
        unfinished.unlink(missing_ok=True)


def _held(project: ProjectSettings, error: Exception, *, read_only: bool) -> LockedError:
    """Who has the file: an ingest signs the lock file with pid, host, since and doing; of others we have the pid."""
    path = str(project.marts.path)
    found = _HOLDER.search(str(error))
    # A process of another container or user is told as 0 or not at all.
    pid = int(found[1]) or None if found else None
    holder = _ingest_at_it(project, pid)
    if holder is not None and read_only:
        return LockedError(
            f"the marts file is being written by {holder.told(datetime.now(UTC))}",
            where=path,
            hint="DuckDB lets nobody read meanwhile. Wait for it (`hb loads --watch` shows how far it is), or keep the"
            " marts on PostgreSQL (marts.kind: postgres).",
        )
    who = f"process {pid}, which is no ingest" if pid else "another process"
    return LockedError(
        f"the marts file is {'being written by' if read_only else 'open in'} {who}",
        where=path,
        hint="DuckDB lets nobody else in meanwhile. Try again when it is done: `hb ingest --wait` waits for other"
        " ingests, and cannot tell when another program is done.",
    )


def _ingest_at_it(project: ProjectSettings, pid: int | None) -> Holder | None:
    """The ingest that has the file; not one that `pid` is no process of, and not ourselves."""
    holder = busy_holder(project.state)
    if holder is None or not holder.here:
        return holder
    processes = {holder.pid, holder.worker}
    if os.getpid() in processes or (pid is not None and pid not in processes):
        return None
    return holder
