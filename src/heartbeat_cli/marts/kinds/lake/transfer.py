"""Source -> lake: as into a DuckDB file, but that a transaction ends in parquet files and a snapshot of the catalog.

One session writes at a time: each rests on the snapshot it began with, and a catalog lets two of them end only where
they have nothing in common. Which they have, for the ledger is one table.
"""

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import duckdb

from heartbeat_cli.errors import HbError
from heartbeat_cli.estate import ProjectSettings
from heartbeat_cli.marts.failures import marts_lost
from heartbeat_cli.marts.kinds.duckdb.file import USUAL_MEMORY_MB
from heartbeat_cli.marts.kinds.duckdb.memory import LandingMemory
from heartbeat_cli.marts.kinds.duckdb.pulled import DuckDbPulledSession, DuckDbPulledTransfer
from heartbeat_cli.marts.kinds.duckdb.transfer import DuckDbSession, DuckDbTransfer
from heartbeat_cli.marts.kinds.lake.catalog import open_catalog, use
from heartbeat_cli.marts.kinds.lake.destination import LakeMarts
from heartbeat_cli.marts.kinds.lake.stretches import stretches
from heartbeat_cli.marts.stop import Stop
from heartbeat_cli.marts.transfer import MartsTransfer, Room
from heartbeat_cli.pgschema import literal
from heartbeat_cli.sources import PULLED, Plan
from heartbeat_cli.state import wait_for_moment

_TO_WRITE: Final = (
    "preserve_insertion_order = false",
    # DuckLake's commit on two threads has brought the whole process down.
    "threads = 1",
    f"memory_limit = '{USUAL_MEMORY_MB}MB'",
)


@contextmanager
def open_transfer(project: ProjectSettings, data: Path, plan: Plan, stop: Stop) -> Iterator[MartsTransfer]:
    """Raises HbError where the lake cannot be opened."""
    wait_for_moment(project.state)
    marts = open_catalog(project, data, read_only=False)
    try:
        for setting in (*_TO_WRITE, f"temp_directory = {literal(str(project.state / 'spill'))}"):
            marts.execute(f"SET GLOBAL {setting}")
        memory = LandingMemory(marts, project.wide_mb)
        transfer: _OneAtATime = (
            LakeTransfer(marts, plan.source, plan.server, stop, memory)
            if plan.pulled is None
            else LakePulledTransfer(marts, plan, plan.pulled, stop, memory)
        )
        yield transfer, lambda landing: LakeMarts(marts, landing, transfer.turn)
        transfer.close()
    finally:
        marts.close()


class LakeSession(DuckDbSession):
    """See TransferSession."""

    dialect = "lake"

    def stretches(self, relation: str, condition: str | None, rows: int) -> Sequence[str]:
        return stretches(self._cursor, relation, condition, rows)


class LakePulledSession(LakeSession, DuckDbPulledSession):
    """The same, from a file of DuckDB's."""


class _OneAtATime(DuckDbTransfer):
    """Sessions one after another, each with the lake as its catalog."""

    def __init__(self, *given: Any) -> None:
        self.turn = threading.RLock()
        super().__init__(*given)

    @contextmanager
    def session(self, room: Room = Room.USUAL) -> Iterator[DuckDbSession]:
        """See Transfer."""
        with self.turn, super().session(room) as session:
            yield session

    def _cursor(self) -> duckdb.DuckDBPyConnection:
        return use(super()._cursor())

    def _failure(self, error: duckdb.Error) -> HbError:
        if not isinstance(error, duckdb.TransactionException):
            return super()._failure(error)
        why = str(error).strip().splitlines()[-1]
        return marts_lost(f"the catalog of the lake took no more: {why}", "Run the same command again.")


class LakeTransfer(_OneAtATime):
    """Lands one source in a lake."""

    def _session(self, cursor: duckdb.DuckDBPyConnection, batch_bytes: int | None) -> LakeSession:
        return LakeSession(cursor, self._handle, self._stop, batch_bytes)


class LakePulledTransfer(_OneAtATime, DuckDbPulledTransfer):
    """Lands the tables of one file."""

    def _session(self, cursor: duckdb.DuckDBPyConnection, batch_bytes: int | None) -> LakePulledSession:
        return LakePulledSession(cursor, PULLED, self._stop, batch_bytes)
