"""A small estate for tests of ingest: databases made from SQL, and projects with marts of either kind."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg import sql

from heartbeat_cli.estate import Inventory, ProjectSettings, load_inventory, load_project
from heartbeat_cli.ingest import IngestRequest, IngestResult, run_ingest
from tests.conftest import TestServer

CASES = Path(__file__).parent / "cases" / "ingest"
MARTS = ("duckdb", "postgres")
# For what goes one way in both, apart from long runs.
DUCKDB_OFTEN = ("duckdb", pytest.param("postgres", marks=pytest.mark.soak))
POSTGRES_OFTEN = ("postgres", pytest.param("duckdb", marks=pytest.mark.soak))


def admin(server: TestServer, database: str = "postgres") -> "psycopg.Connection[Any]":
    """A session as the administrator, each statement on its own."""
    return psycopg.connect(
        host="127.0.0.1",
        port=server.port,
        user="postgres",
        password=server.password,
        dbname=database,
        client_encoding="UTF8",
        autocommit=True,
    )


def make_database(server: TestServer, name: str, statements: str = "", encoding: str = "UTF8") -> str:
    """A new database, replacing one of that name."""
    create = sql.SQL("CREATE DATABASE {} TEMPLATE template0 ENCODING {} LOCALE 'C'")
    with admin(server) as session:
        session.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))
        session.execute(create.format(sql.Identifier(name), sql.Literal(encoding)))
    if statements:
        with admin(server, name) as session:
            session.execute(statements.encode())
    return name


def change_source(server: TestServer, database: str, *statements: str) -> None:
    """Run statements at the source, and let its counters say so at once: they trail by up to a second."""
    with admin(server, database) as session:
        for statement in statements:
            session.execute(statement.encode())
        session.execute("SELECT pg_stat_force_next_flush()")


def make_user(server: TestServer, name: str, password: str) -> None:
    """A role that may log in and nothing else; its grants in every database of these tests go."""
    with admin(server) as session:
        if session.execute("SELECT FROM pg_roles WHERE rolname = %s", (name,)).fetchone() is None:
            session.execute(sql.SQL("CREATE ROLE {} LOGIN").format(sql.Identifier(name)))
        session.execute(sql.SQL("ALTER ROLE {} PASSWORD {}").format(sql.Identifier(name), sql.Literal(password)))


def make_project(
    root: Path,
    server: TestServer,
    marts: str,
    database: str,
    slices: dict[str, str],
    *,
    source: str = "bank",
    user: str = "postgres",
    password: str | None = None,
    marts_database: str = "marts",
    range_rows: int | None = None,
) -> ProjectSettings:
    """A project with one source on `server`. `slices` is YAML per schema; Postgres marts get an empty database."""
    (root / "db" / "sources").mkdir(parents=True, exist_ok=True)
    (root / "heartbeat.yml").write_text(
        f"truth_source: {source}\nmarts: {{kind: {marts}}}\n"
        "clusters:\n  A: {mirror: prod, env: SOURCE_PG, title: test cluster}\n"
        + (f"ingest: {{range_rows: {range_rows}}}\n" if range_rows else "")
    )
    schemas = "".join(f'  "{schema}": {{slice: {wanted}}}\n' for schema, wanted in slices.items())
    (root / "db" / "sources" / f"{source}.yml").write_text(
        f"source: {source}\ntitle: Bank\nrole: test\narchetype: postgres\naccess: granted\n"
        f"cluster: A\ndatabase: {database}\nschemas:\n{schemas}"
    )
    (root / ".env").write_text(
        f"SOURCE_PG_HOST=127.0.0.1\nSOURCE_PG_PORT={server.port}\nSOURCE_PG_USER={user}\n"
        f"SOURCE_PG_PASSWORD={server.password if password is None else password}\n"
        f"MARTS_PG_HOST=127.0.0.1\nMARTS_PG_PORT={server.port}\nMARTS_PG_USER=postgres\n"
        f"MARTS_PG_PASSWORD={server.password}\nMARTS_PG_DATABASE={marts_database}\n"
    )
    if marts == "postgres":
        make_database(server, marts_database)
    return load_project(root / "heartbeat.yml")


def inventory_of(project: ProjectSettings) -> Inventory:
    return load_inventory(project)


def ingest(project: ProjectSettings, *tables: str, source: str = "bank", **asked: Any) -> IngestResult:
    """Land the source in this process; `asked` are fields of IngestRequest."""
    request = IngestRequest(tables=tables, **asked)
    return run_ingest(project, load_inventory(project), [source], request, isolated=False)[0]


def landed_tables(result: IngestResult) -> Sequence[str]:
    """`schema.table` of everything that landed, sorted."""
    return sorted(str(table.qname) for dataset in result.datasets for table in dataset.tables)
