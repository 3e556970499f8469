"""Opening a lake: a DuckDB without a file of its own, to which the lake is attached.

A catalog in a file is SQLite's, in the mode in which readers read while one process writes. A catalog on a server is a
schema of a PostgreSQL database. No extension is looked for beyond those that came as wheels.
"""

import os
from pathlib import Path
from typing import Final

import duckdb

from heartbeat_cli.errors import MartsFailedError
from heartbeat_cli.estate import ProjectSettings, marts_connection
from heartbeat_cli.marts.failures import first_line, marts_lost, nothing_landed
from heartbeat_cli.marts.kinds.duckdb.extension import load_extension
from heartbeat_cli.pgschema import literal
from heartbeat_cli.state import for_this_user_alone, make_private_folder

LAKE: Final = "hb_lake"
_SECRET: Final = "hb_lake_catalog"
_NOT_YET: Final = "creating a new DuckLake is explicitly disabled"
_BUSY_MS: Final = 10_000
_NO_DOWNLOADS: Final = {"autoinstall_known_extensions": "false", "autoload_known_extensions": "false"}


def open_catalog(
    project: ProjectSettings, data: Path, *, read_only: bool, snapshot: int | None = None
) -> duckdb.DuckDBPyConnection:
    """A DuckDB in UTC that has the lake as its catalog, as it is or as it was at a `snapshot`.

    Raises HbError where it cannot be opened, ConnectionFailedError where the server of its catalog does not answer.
    """
    connection = duckdb.connect(":memory:", config=dict(_NO_DOWNLOADS))
    try:
        _extend(connection, project)
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
    where, options = _place(connection, project)
    # The folder may have moved since; files are known by their names below it.
    options += [f"DATA_PATH {literal(f'{data}{os.sep}')}", "OVERRIDE_DATA_PATH true"]
    options += ["READ_ONLY"] if read_only else []
    options += [f"SNAPSHOT_VERSION {snapshot}"] if snapshot is not None else []
    connection.execute(f"ATTACH {literal(where)} AS {LAKE} ({', '.join(options)})")
    use(connection)


def use(connection: duckdb.DuckDBPyConnection) -> duckdb.DuckDBPyConnection:
    """A cursor does not know which catalog the connection has that it came from."""
    connection.execute(f"USE {LAKE}")
    return connection


def _extend(connection: duckdb.DuckDBPyConnection, project: ProjectSettings) -> None:
    load_extension(connection, "ducklake")
    load_extension(connection, "postgres_scanner" if project.marts.on_server else "sqlite_scanner")


def _place(connection: duckdb.DuckDBPyConnection, project: ProjectSettings) -> tuple[str, list[str]]:
    if not project.marts.on_server:
        return f"ducklake:sqlite:{project.marts.path}", ["META_JOURNAL_MODE 'WAL'", f"META_BUSY_TIMEOUT {_BUSY_MS}"]
    server = marts_connection(project)
    password = f"PASSWORD {literal(server.password)}," if server.password else ""
    connection.execute(
        f"CREATE OR REPLACE TEMPORARY SECRET {_SECRET} (TYPE postgres, HOST {literal(server.host)}, PORT {server.port},"
        f" USER {literal(server.user)}, {password} DATABASE {literal(server.database)})"
    )
    return "ducklake:postgres:application_name=hb", [f"METADATA_SCHEMA '{LAKE}'", f"META_SECRET '{_SECRET}'"]


def _unopened(project: ProjectSettings, error: Exception) -> MartsFailedError:
    why = error.strerror if isinstance(error, OSError) and error.strerror else first_line(error)
    if project.marts.on_server:
        return marts_lost(
            f"the catalog of the lake cannot be opened: {why}",
            "Check that its server runs and who may log in, then run this again.",
        )
    return MartsFailedError(
        f"the catalog of the lake cannot be opened: {why}",
        where=str(project.marts.path),
        hint="Check `catalog` and `data` under `marts` in heartbeat.yml, their permissions and the space on the disk.",
    )
