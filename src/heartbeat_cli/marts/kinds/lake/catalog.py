"""Opening a lake: a DuckDB without a file of its own, to which the lake is attached.

The catalog is a file of SQLite's, in the mode in which readers read while one process writes. No extension is looked
for beyond those that came as wheels.
"""

import os
from pathlib import Path
from typing import Final

import duckdb

from heartbeat_cli.errors import MartsFailedError
from heartbeat_cli.estate import ProjectSettings
from heartbeat_cli.marts.failures import first_line, nothing_landed
from heartbeat_cli.marts.kinds.duckdb.extension import load_extension
from heartbeat_cli.pgschema import literal
from heartbeat_cli.state import for_this_user_alone, make_private_folder

LAKE: Final = "hb_lake"
_NOT_YET: Final = "creating a new DuckLake is explicitly disabled"
_CATALOG: Final = ("META_JOURNAL_MODE 'WAL'", "META_BUSY_TIMEOUT 10000")
_NO_DOWNLOADS: Final = {"autoinstall_known_extensions": "false", "autoload_known_extensions": "false"}


def open_catalog(
    project: ProjectSettings, data: Path, *, read_only: bool, snapshot: int | None = None
) -> duckdb.DuckDBPyConnection:
    """A DuckDB in UTC that has the lake as its catalog, as it is or as it was at a `snapshot`.

    Raises HbError where it cannot be opened.
    """
    connection = duckdb.connect(":memory:", config=dict(_NO_DOWNLOADS))
    try:
        load_extension(connection, "ducklake")
        load_extension(connection, "sqlite_scanner")
        if not read_only:
            make_private_folder(data)
            make_private_folder(project.marts.path.parent)
        connection.execute("SET GLOBAL TimeZone = 'UTC'")
        with for_this_user_alone():
            attach(connection, project, data, read_only=read_only, snapshot=snapshot)
    except (duckdb.Error, OSError) as error:
        connection.close()
        if _NOT_YET in str(error):
            raise nothing_landed(project) from None
        raise _unopened(project, error) from None
    except BaseException:
        connection.close()
        raise
    return connection


def attach(
    connection: duckdb.DuckDBPyConnection,
    project: ProjectSettings,
    data: Path,
    *,
    read_only: bool,
    snapshot: int | None = None,
) -> None:
    """Have the lake as the catalog of `connection`; raises DuckDB's errors."""
    where = f"ducklake:sqlite:{project.marts.path}"
    # The folder may have moved since; files are known by their names below it.
    options = [f"DATA_PATH {literal(f'{data}{os.sep}')}", "OVERRIDE_DATA_PATH true", *_CATALOG]
    options += ["READ_ONLY"] if read_only else []
    options += [f"SNAPSHOT_VERSION {snapshot}"] if snapshot is not None else []
    connection.execute(f"ATTACH {literal(where)} AS {LAKE} ({', '.join(options)})")
    use(connection)


def use(connection: duckdb.DuckDBPyConnection) -> duckdb.DuckDBPyConnection:
    """A cursor does not know which catalog the connection has that it came from."""
    connection.execute(f"USE {LAKE}")
    return connection


def _unopened(project: ProjectSettings, error: Exception) -> MartsFailedError:
    why = error.strerror if isinstance(error, OSError) and error.strerror else first_line(error)
    return MartsFailedError(
        f"the catalog of the lake cannot be opened: {why}",
        where=str(project.marts.path),
        hint="Check `catalog` and `data` under `marts` in heartbeat.yml, their permissions and the space on the disk.",
    )
