"""What was pulled -> Postgres marts: a file of DuckDB's, written out as CSV and copied in."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb
import psycopg

from heartbeat_cli.errors import HbError
from heartbeat_cli.estate import ProjectSettings, marts_connection
from heartbeat_cli.marts.column_mapping import ColumnMapping
from heartbeat_cli.marts.failures import disk_full, first_line
from heartbeat_cli.marts.kinds.postgres.transfer import (
    PostgresMartsSession,
    PostgresTransfer,
    closing_after_failure,
    destination_maker,
    open_marts_session,
)
from heartbeat_cli.marts.stop import Stop, Stopped
from heartbeat_cli.marts.transfer import Copied, MartsTransfer, Room, Rows, TransferSession
from heartbeat_cli.pgschema import literal, quote
from heartbeat_cli.sources import PULLED, Plan

_PIECE_BYTES = 1 << 18
_MEMORY_MB = 96


@contextmanager
def open_pulled(project: ProjectSettings, plan: Plan, stop: Stop) -> Iterator[MartsTransfer]:
    """Raises ConnectionFailedError where the marts do not answer, before anything is read."""
    assert plan.pulled is not None
    connection = marts_connection(project)
    open_marts_session(connection).close()
    transfer = PostgresPulledTransfer(connection, plan, plan.pulled, stop)
    try:
        yield transfer, destination_maker(connection)
    finally:
        transfer.close()


class PostgresPulledTransfer(PostgresTransfer):
    """Lands the tables of one file in Postgres marts."""

    def __init__(self, marts: Any, plan: Plan, pulled: Path, stop: Stop) -> None:
        super().__init__(marts, plan.source, None, stop)
        self._folder = pulled.parent
        self._pulled = duckdb.connect(
            config={"memory_limit": f"{_MEMORY_MB}MB", "threads": 1, "autoinstall_known_extensions": False}
        )
        self._pulled.execute("SET GLOBAL TimeZone = 'UTC'")
        self._pulled.execute(f"ATTACH {literal(str(pulled))} AS {PULLED} (READ_ONLY)")

    @contextmanager
    def session(self, room: Room = Room.USUAL) -> Iterator[TransferSession]:
        """See Transfer."""
        marts = self._marts_session()
        source = self._pulled.cursor()
        try:
            with (
                self._stop.cancelling(source.interrupt),
                self._marts_failures(),
                marts.transaction(),
                closing_after_failure(marts),
            ):
                yield PostgresPulledSession(source, marts, self._stop, self._marts_failures, self._folder)
        except (HbError, duckdb.Error) as error:
            if self._stop.requested:
                raise Stopped from None
            if isinstance(error, duckdb.IOException):
                # Rows are written out beside the pages before they are copied in.
                raise disk_full(first_line(error)) from error
            raise
        finally:
            source.close()

    def close(self) -> None:
        """See Transfer."""
        super().close()
        self._pulled.close()


class PostgresPulledSession(PostgresMartsSession):
    """See TransferSession."""

    def __init__(
        self,
        source: duckdb.DuckDBPyConnection,
        marts: "psycopg.Connection[Any]",
        stop: Stop,
        marts_failures: Callable[[], Any],
        folder: Path,
    ) -> None:
        super().__init__(marts, stop, marts_failures)
        self._source = source
        self._folder = folder

    def ask_source(self, sql: str) -> Rows:
        return self._source.execute(sql).fetchall()

    def copy(self, query: str, mappings: Sequence[ColumnMapping], into: str) -> Copied:
        names = ", ".join(quote(mapping.column) for mapping in mappings)
        with TemporaryDirectory(dir=self._folder, prefix="csv-") as folder:
            file = Path(folder) / "rows.csv"
            # Quoted texts and bare NULLs: PostgreSQL tells an empty text from none by its quotes.
            row = self._source.execute(
                f"COPY ({query}) TO {literal(str(file))} (FORMAT csv, HEADER false, FORCE_QUOTE *, NULLSTR '')"
            ).fetchone()
            with self._marts_failures(), self._marts.cursor() as cursor:
                copy_in = f"COPY {into} ({names}) FROM STDIN (FORMAT csv)"
                with cursor.copy(copy_in.encode()) as writing, file.open("rb") as reading:
                    while piece := reading.read(_PIECE_BYTES):
                        self.write(writing, piece)
                return Copied(int(row[0]) if row else 0, cursor.rowcount)
