"""Create and fill the databases of the demo on a running server, and dump their DDL."""

import subprocess
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import psycopg
from psycopg import sql

from heartbeat_cli.demo.ddl import add_references, create_tables, create_views
from heartbeat_cli.demo.description import DatabaseSpec, load_database
from heartbeat_cli.demo.postgres import ADMIN, HOST
from heartbeat_cli.demo.rows import fill
from heartbeat_cli.errors import HbError
from heartbeat_cli.mirror import packaged_binaries

# The cluster of each database, the slowest to build first.
DATABASES = {
    "A": ("webbank", "vss", "card-management", "bpm", "pdvs", "aml", "notification", "currency-rate", "vmi"),
    "B": ("mms", "mms_inst", "mss_kart"),
}
WORKERS = 2
# pg_dump guards its output with a random key; a fixed one makes the same schema give the same bytes.
RESTRICT_KEY = "heartbeatdemo"


def admin_conninfo(port: int, password: str, database: str = "postgres") -> str:
    """A connection string for the administrator of a demo server."""
    return psycopg.conninfo.make_conninfo(host=HOST, port=port, user=ADMIN, password=password, dbname=database)


@contextmanager
def admin(port: int, password: str, database: str = "postgres") -> Iterator[psycopg.Connection]:
    """A connection of the administrator, autocommit."""
    with psycopg.connect(admin_conninfo(port, password, database), autocommit=True) as connection:
        yield connection


def build_databases(
    databases: list[tuple[str, int, str]],
    scale: float | None,
    clock: datetime,
    done: Callable[[str], None] = lambda _name: None,
) -> None:
    """Create `(database, port, password)` each; with rows at `scale`, or empty when it is None.

    `done` is told each finished database. An existing database of that name is dropped first.
    """

    def build(job: tuple[str, int, str]) -> None:
        name, port, password = job
        build_database(load_database(name), port, password, scale, clock)
        done(name)

    with ThreadPoolExecutor(WORKERS) as pool:
        for _ in pool.map(build, databases):
            pass


def build_database(database: DatabaseSpec, port: int, password: str, scale: float | None, clock: datetime) -> None:
    """Create one database: tables, rows, then references, indexes and views."""
    with admin(port, password) as connection:
        name = sql.Identifier(database.name)
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(name))
        connection.execute(sql.SQL("CREATE DATABASE {}").format(name))
    with admin(port, password, database.name) as connection:
        connection.execute("DROP SCHEMA public")
        connection.execute("SET search_path = pg_catalog")
        _execute_all(connection, database.name, create_tables(database))
        if scale is not None:
            _execute_all(connection, database.name, fill(database, scale, clock))
        _execute_all(connection, database.name, add_references(database))
        _execute_all(connection, database.name, create_views(database))
        if scale is not None:
            connection.execute("VACUUM ANALYZE" if scale >= 1 else "ANALYZE")


def _execute_all(connection: psycopg.Connection, name: str, statements: Iterator[str]) -> None:
    for statement in statements:
        try:
            connection.execute(statement.encode())
        except psycopg.Error as error:
            first = " ".join(statement.split())[:160]
            raise HbError(f"{name}: {str(error).strip()}\n  in: {first}", code="demo_build_failed") from error


def dump_ddl(database: str, port: int, password: str, file: Path) -> None:
    """Write the DDL of one database with pg_dump, without owners and privileges."""
    done = subprocess.run(
        [
            packaged_binaries() / "pg_dump",
            "--schema-only",
            "--no-owner",
            "--no-privileges",
            f"--restrict-key={RESTRICT_KEY}",
            f"--file={file}",
            f"--dbname={admin_conninfo(port, password, database)}",
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        raise HbError(f"pg_dump of {database} failed: {done.stderr.strip()}", code="pg_dump_failed")
