"""Postgres marts for one run: the transfer, and the destination dlt keeps its books in."""

from collections.abc import Iterator
from contextlib import contextmanager

from heartbeat_cli.estate import ProjectSettings, marts_connection
from heartbeat_cli.ingest.engine.destination import PostgresMarts
from heartbeat_cli.ingest.engine.stop import Stop
from heartbeat_cli.ingest.engine.transfer import MartsTransfer
from heartbeat_cli.ingest.engine.transfer_postgres import PostgresTransfer, marts_conninfo, open_marts_session
from heartbeat_cli.ingest.plan import Plan


@contextmanager
def postgres_marts(project: ProjectSettings, plan: Plan, stop: Stop) -> Iterator[MartsTransfer]:
    """Raises ConnectionFailedError where the marts do not answer, before anything is read."""
    connection = marts_connection(project)
    open_marts_session(connection).close()
    # dlt is told where the marts are, never how to enter: its traces and dumps have nothing to leak.
    known = {
        "host": connection.host,
        "port": connection.port,
        "database": connection.database,
        "username": connection.user,
        "password": "not-here",
    }
    conninfo = marts_conninfo(connection)
    transfer = PostgresTransfer(connection, plan.source, plan.connection, stop)
    yield transfer, lambda landing: PostgresMarts(known, conninfo, landing)
