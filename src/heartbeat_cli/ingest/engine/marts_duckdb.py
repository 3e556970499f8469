"""DuckDB marts for one run: the transfer, and the destination dlt keeps its books in."""

from collections.abc import Iterator
from contextlib import contextmanager

from heartbeat_cli.estate import ProjectSettings
from heartbeat_cli.ingest.engine.destination import DuckDbMarts
from heartbeat_cli.ingest.engine.stop import Stop
from heartbeat_cli.ingest.engine.transfer import MartsTransfer
from heartbeat_cli.ingest.engine.transfer_duckdb import DuckDbTransfer
from heartbeat_cli.ingest.plan import Plan
from heartbeat_cli.marts import connect


@contextmanager
def duckdb_marts(project: ProjectSettings, plan: Plan, stop: Stop) -> Iterator[MartsTransfer]:
    """Raises LockedError while another process has the file, HbError where it cannot be opened."""
    marts = connect(project, read_only=False)
    try:
        transfer = DuckDbTransfer(marts, plan.source, plan.connection, stop)
        yield transfer, lambda landing: DuckDbMarts(marts, landing)
        transfer.close()
    finally:
        marts.close()
