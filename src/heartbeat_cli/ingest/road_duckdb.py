"""Source -> DuckDB: DuckDB's own Postgres extension reads COPY's binary stream straight into the file.

The extension comes as a wheel and is loaded from its path, so nothing is downloaded. Each table has a database handle
of its own at the source: the extension keeps one REPEATABLE READ, read-only transaction per DuckDB transaction, which
makes count and copy one snapshot. The password travels in a secret held in memory, never in a connection string:
DuckDB shows those in its catalogue and in messages.
"""

import itertools
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from importlib import resources
from typing import Any

import duckdb

from heartbeat_cli.catalog.quoting import literal, quote
from heartbeat_cli.errors import HbError
from heartbeat_cli.estate import Connection, Source
from heartbeat_cli.ingest.connect import CONNECT_TIMEOUT_S, cancel_backend, session_options
from heartbeat_cli.ingest.duckdb_errors import source_trouble
from heartbeat_cli.ingest.plan import LandedNow, PlannedDataset, PlannedTable
from heartbeat_cli.ingest.road import (
    Counted,
    check_landable,
    create_receipts,
    landed_relation,
    write_receipt,
)
from heartbeat_cli.ingest.stop import Stop, Stopped
from heartbeat_cli.ingest.types import DUCKDB, Landing, land_column

EXTENSION_PACKAGE = "duckdb_extension_postgres_scanner"
_handles = itertools.count(1)


class DuckDbRoad:
    """Lands tables of one source in a DuckDB file. One instance serves several threads."""

    def __init__(self, marts: duckdb.DuckDBPyConnection, source: Source, connection: Connection, stop: Stop) -> None:
        self._marts = marts
        self._source = source
        self._connection = connection
        self._stop = stop
        self._handle = f"hb_source_{next(_handles)}"
        self._prepared: set[str] = set()
        self._preparing = threading.Lock()
        load_extension(marts)
        self._attach()

    def _attach(self) -> None:
        connection = self._connection
        secret = quote(f"{self._handle}_secret")
        self._marts.execute(
            f"CREATE OR REPLACE TEMPORARY SECRET {secret} (TYPE postgres, HOST {literal(connection.host)},"
            f" PORT {connection.port}, USER {literal(connection.user)}, PASSWORD {literal(connection.password)},"
            f" DATABASE {literal(connection.database)})"
        )
        settings = f"options='{session_options()}' connect_timeout={CONNECT_TIMEOUT_S} application_name=hb"
        try:
            self._marts.execute(
                f"ATTACH {literal(settings)} AS {quote(self._handle)} (TYPE postgres, SECRET {secret}, READ_ONLY)"
            )
        except duckdb.Error as error:
            raise self._failure(error) from None

    def close(self) -> None:
        """Let go of the source."""
        self._marts.execute(f"DETACH {quote(self._handle)}")
        self._marts.execute(f"DROP SECRET IF EXISTS {quote(f'{self._handle}_secret')}")

    def land(self, dataset: PlannedDataset, table: PlannedTable, load_id: str) -> LandedNow:
        """See Road."""
        _check_names(table)
        self._prepare(dataset)
        cursor = self._marts.cursor()
        started = time.monotonic()
        try:
            with _transaction(cursor), self._stop.cancelling(self._canceller(cursor)):
                source_rows, landings, notes = self._inspect(cursor, table)
                self._replace(cursor, dataset, table, landings)
                relation = landed_relation(dataset, table)
                counted = Counted(source_rows, _one(cursor, f"SELECT count(*) FROM {relation}")[0])
                counted.check(table)
                seconds = time.monotonic() - started
                for statement in write_receipt(dataset, table, counted, load_id, seconds):
                    cursor.execute(statement)
        except duckdb.InterruptException:
            raise Stopped from None
        except duckdb.Error as error:
            if self._stop.requested:
                raise Stopped from None
            raise self._failure(error) from error
        finally:
            cursor.close()
        return LandedNow(table.qname, dataset.dataset, counted.rows, load_id, seconds, notes)

    def _prepare(self, dataset: PlannedDataset) -> None:
        """Make the receipts table before anybody needs it: two transactions cannot both create it."""
        with self._preparing:
            if dataset.dataset not in self._prepared:
                with self._marts.cursor() as cursor:
                    cursor.execute(create_receipts(dataset))
                self._prepared.add(dataset.dataset)

    def _canceller(self, cursor: duckdb.DuckDBPyConnection) -> Callable[[], None]:
        """How to stop this transaction from another thread: DuckDB does not interrupt the extension while it waits."""
        (backend,) = _one(cursor, f"SELECT * FROM {self._at_source('SELECT pg_backend_pid() AS pid')}")

        def cancel() -> None:
            cursor.interrupt()
            cancel_backend(self._connection, backend)

        return cancel

    def _inspect(
        self, cursor: duckdb.DuckDBPyConnection, table: PlannedTable
    ) -> tuple[int, tuple[Landing, ...], tuple[str, ...]]:
        """Count the snapshot, and find the columns with values DuckDB has no place for."""
        landings = [land_column(name, type_, DUCKDB) for name, type_ in table.columns]
        doubtful = [landing for landing in landings if landing.unfit]
        checks = "".join(f", coalesce(bool_or({landing.unfit}), false) AS c{i}" for i, landing in enumerate(doubtful))
        counting = self._at_source(f"SELECT count(*) AS n{checks} FROM {table.relation}")
        counts = _one(cursor, f"SELECT * FROM {counting}")
        as_text = {landing.column for landing, unfit in zip(doubtful, counts[1:], strict=True) if unfit}
        final = tuple(land_column(name, type_, DUCKDB, as_text=name in as_text) for name, type_ in table.columns)
        notes = tuple(
            f"{landing.column} has values {landing.type} cannot hold: landed as text"
            for landing in landings
            if landing.column in as_text
        )
        return counts[0], final, notes

    def _replace(
        self,
        cursor: duckdb.DuckDBPyConnection,
        dataset: PlannedDataset,
        table: PlannedTable,
        landings: Sequence[Landing],
    ) -> None:
        relation = landed_relation(dataset, table)
        # Columns travel by number: the source's names may be anything, and the extension repeats them in its own SQL.
        reads = ", ".join(f"{landing.select} AS c{i}" for i, landing in enumerate(landings))
        casts = ", ".join(f"c{i}::{landing.type} AS {quote(landing.column)}" for i, landing in enumerate(landings))
        rows = self._at_source(f"SELECT {reads} FROM {table.relation}")
        cursor.execute(f"DROP TABLE IF EXISTS {relation}")
        # A third faster than filling a table made beforehand.
        cursor.execute(f"CREATE TABLE {relation} AS SELECT {casts} FROM {rows}")

    def _at_source(self, sql: str) -> str:
        return f"postgres_query({literal(self._handle)}, {literal(sql)})"

    def _failure(self, error: duckdb.Error) -> HbError:
        return source_trouble(str(error), self._source, self._connection)


def load_extension(marts: duckdb.DuckDBPyConnection) -> None:
    """Load the Postgres extension from its wheel; raises HbError where it is missing or for another DuckDB."""
    try:
        root = resources.files(EXTENSION_PACKAGE)
    except ModuleNotFoundError:
        raise _no_extension("its package is not installed") from None
    path = root / "extensions" / f"v{duckdb.__version__}" / "postgres_scanner.duckdb_extension"
    if not path.is_file():
        raise _no_extension(f"it is not made for DuckDB {duckdb.__version__}")
    marts.execute(f"LOAD {literal(str(path))}")


def _no_extension(why: str) -> HbError:
    return HbError(
        f"DuckDB's Postgres extension cannot be loaded: {why}",
        hint=f"Install heartbeat-cli again: it asks for duckdb {duckdb.__version__} and the extension of that version.",
        code="no_extension",
    )


def _check_names(table: PlannedTable) -> None:
    """DuckDB does not tell `Id` from `id`."""
    check_landable(table)
    seen: dict[str, str] = {}
    for name, _ in table.columns:
        if (other := seen.setdefault(name.casefold(), name)) != name:
            raise HbError(
                f"columns '{other}' and '{name}' are one name in DuckDB",
                where=str(table.qname),
                hint="Leave the table out of the slice, or keep the marts on PostgreSQL.",
                code="name_collision",
            )


@contextmanager
def _transaction(cursor: duckdb.DuckDBPyConnection) -> Iterator[None]:
    cursor.execute("BEGIN TRANSACTION")
    committed = False
    try:
        yield
        cursor.execute("COMMIT")
        committed = True
    finally:
        if not committed:
            _roll_back(cursor)


def _roll_back(cursor: duckdb.DuckDBPyConnection) -> None:
    try:
        cursor.execute("ROLLBACK")
    except duckdb.Error:
        # DuckDB ends some transactions itself; what matters is that nothing was committed.
        return


def _one(cursor: duckdb.DuckDBPyConnection, sql: str) -> tuple[Any, ...]:
    row = cursor.execute(sql).fetchone()
    assert row is not None
    return row
