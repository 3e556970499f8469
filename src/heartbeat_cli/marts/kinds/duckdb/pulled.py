"""What was pulled -> DuckDB: one file of DuckDB's read beside another."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import duckdb

from heartbeat_cli.estate import ProjectSettings
from heartbeat_cli.marts.kinds.duckdb.destination import DuckDbMarts
from heartbeat_cli.marts.kinds.duckdb.file import connect
from heartbeat_cli.marts.kinds.duckdb.memory import LandingMemory
from heartbeat_cli.marts.kinds.duckdb.transfer import DuckDbSession, DuckDbTransfer
from heartbeat_cli.marts.stop import Stop
from heartbeat_cli.marts.transfer import MartsTransfer
from heartbeat_cli.pgschema import literal
from heartbeat_cli.sources import PULLED, Plan


@contextmanager
def open_pulled(project: ProjectSettings, plan: Plan, stop: Stop) -> Iterator[MartsTransfer]:
    """Raises LockedError while another process has the marts' file, HbError where it cannot be opened."""
    assert plan.pulled is not None
    marts = connect(project, read_only=False)
    try:
        transfer = DuckDbPulledTransfer(marts, plan, plan.pulled, stop, LandingMemory(marts, project.wide_mb))
        yield transfer, lambda landing: DuckDbMarts(marts, landing)
        transfer.close()
    finally:
        marts.close()


class DuckDbPulledTransfer(DuckDbTransfer):
    """Lands the tables of one file."""

    def __init__(
        self, marts: duckdb.DuckDBPyConnection, plan: Plan, pulled: Path, stop: Stop, memory: LandingMemory
    ) -> None:
        self._marts = marts
        self._memory = memory
        self._source = plan.source
        self._connection = None
        self._stop = stop
        marts.execute("SET GLOBAL catalog_error_max_schemas = 0")
        marts.execute(f"ATTACH {literal(str(pulled))} AS {PULLED} (READ_ONLY)")

    def close(self) -> None:
        """See Transfer."""
        with suppress(duckdb.Error):
            self._marts.execute(f"DETACH {PULLED}")
        self._memory.close()

    def _session(self, cursor: duckdb.DuckDBPyConnection, batch_bytes: int | None) -> "DuckDbPulledSession":
        return DuckDbPulledSession(cursor, PULLED, self._stop, batch_bytes)

    def _canceller(self, session: DuckDbSession) -> Callable[[], None]:
        return session.interrupt


class DuckDbPulledSession(DuckDbSession):
    """See TransferSession."""

    def _enter_source(self) -> None:
        """It is there."""

    def _at_source(self, sql: str) -> str:
        return f"({sql})"
