"""Source -> DuckDB: DuckDB's own Postgres extension reads COPY's binary stream straight into the file.

The extension comes as a wheel and is loaded from its path, so nothing is downloaded. It keeps one REPEATABLE READ,
read-only transaction at the source per DuckDB transaction, which makes count, checksum and copy one snapshot. The
password travels in a secret held in memory, never in a connection string: DuckDB shows those in its catalogue and in
messages.
"""

import itertools
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from importlib import resources

import duckdb
from psycopg.conninfo import make_conninfo

from heartbeat_cli.errors import HbError
from heartbeat_cli.estate import Connection, ProjectSettings, Source
from heartbeat_cli.ingest import CONNECT_TIMEOUT_S, cancel_backend, despite_recovery, session_options
from heartbeat_cli.marts.column_mapping import ColumnMapping
from heartbeat_cli.marts.failures import statement_refused
from heartbeat_cli.marts.kinds.duckdb.destination import DuckDbMarts
from heartbeat_cli.marts.kinds.duckdb.errors import source_trouble
from heartbeat_cli.marts.kinds.duckdb.file import connect
from heartbeat_cli.marts.kinds.duckdb.memory import LandingMemory, is_short_of_memory
from heartbeat_cli.marts.kinds.duckdb.stretches import stretches
from heartbeat_cli.marts.stop import Stop, Stopped
from heartbeat_cli.marts.transfer import Copied, MartsTransfer, Room, Rows, Transfer, TransferSession
from heartbeat_cli.pgschema import literal, quote
from heartbeat_cli.sources import Plan

EXTENSION_PACKAGE = "duckdb_extension_postgres_scanner"
# What a statement alone is to blame for; anything else is the file's, the machine's or the source's trouble.
_REFUSALS = (
    duckdb.BinderException,
    duckdb.CatalogException,
    duckdb.ConstraintException,
    duckdb.ConversionException,
    duckdb.DependencyException,
    duckdb.InvalidInputException,
    duckdb.NotImplementedException,
    duckdb.OutOfRangeException,
)
_handles = itertools.count(1)


@contextmanager
def open_transfer(project: ProjectSettings, plan: Plan, stop: Stop) -> Iterator[MartsTransfer]:
    """Raises LockedError while another process has the file, HbError where it cannot be opened."""
    marts = connect(project, read_only=False)
    try:
        memory = LandingMemory(marts, project.wide_mb)
        transfer = DuckDbTransfer(marts, plan.source, plan.server, stop, memory)
        yield transfer, lambda landing: DuckDbMarts(marts, landing)
        transfer.close()
    finally:
        marts.close()


class DuckDbTransfer(Transfer):
    """Lands one source in a DuckDB file."""

    def __init__(
        self,
        marts: duckdb.DuckDBPyConnection,
        source: Source,
        connection: Connection,
        stop: Stop,
        memory: LandingMemory,
    ) -> None:
        self._marts = marts
        self._memory = memory
        self._source = source
        self._connection: Connection | None = connection
        self._stop = stop
        self._handle = f"hb_source_{next(_handles)}"
        load_extension(marts)
        # Where a table is missing DuckDB looks for names like it, in all that is attached: the source too.
        marts.execute("SET GLOBAL catalog_error_max_schemas = 0")
        despite_recovery(self._attach, stop.pause)

    def _attach(self) -> None:
        connection = self._connection
        assert connection is not None
        secret = quote(f"{self._handle}_secret")
        password = f"PASSWORD {literal(connection.password)}," if connection.password else ""
        self._marts.execute(
            f"CREATE OR REPLACE TEMPORARY SECRET {secret} (TYPE postgres, HOST {literal(connection.host)},"
            f" PORT {connection.port}, USER {literal(connection.user)}, {password}"
            f" DATABASE {literal(connection.database)})"
        )
        settings = make_conninfo(
            **dict(connection.parameters),
            options=session_options(by_pages=True),
            connect_timeout=CONNECT_TIMEOUT_S,
            client_encoding="UTF8",
            application_name="hb",
        )
        try:
            self._marts.execute(
                f"ATTACH {literal(settings)} AS {quote(self._handle)} (TYPE postgres, SECRET {secret}, READ_ONLY)"
            )
        except duckdb.Error as error:
            raise self._failure(error) from None

    def close(self) -> None:
        """See Transfer."""
        with suppress(duckdb.Error):
            self._marts.execute(f"DETACH {quote(self._handle)}")
            self._marts.execute(f"DROP SECRET IF EXISTS {quote(f'{self._handle}_secret')}")
        self._memory.close()

    @contextmanager
    def session(self, room: Room = Room.USUAL) -> "Iterator[DuckDbSession]":
        """See Transfer."""
        cursor = self._marts.cursor()
        batch_bytes = None if room is Room.USUAL else self._memory.batch_bytes
        try:
            with self._memory.room_for(room), _transaction(cursor):
                session = self._session(cursor, batch_bytes)
                with self._stop.cancelling(self._canceller(session)):
                    yield session
        except duckdb.InterruptException:
            raise Stopped from None
        except duckdb.Error as error:
            if self._stop.requested:
                raise Stopped from None
            raise self._memory.spent() if is_short_of_memory(error) else self._failure(error) from error
        finally:
            cursor.close()

    def _session(self, cursor: duckdb.DuckDBPyConnection, batch_bytes: int | None) -> "DuckDbSession":
        return DuckDbSession(cursor, self._handle, self._stop, batch_bytes)

    def _canceller(self, session: "DuckDbSession") -> Callable[[], None]:
        """How to stop this session from another thread: DuckDB does not interrupt the extension while it waits."""

        def cancel() -> None:
            session.interrupt()
            if session.backend is not None and self._connection is not None:
                cancel_backend(self._connection, session.backend)

        return cancel

    def _failure(self, error: duckdb.Error) -> HbError:
        return source_trouble(str(error), self._source, self._connection)


class DuckDbSession(TransferSession):
    """See TransferSession. `backend` is the process that serves it at the source, None as long as it asked nothing."""

    dialect = "duckdb"

    def __init__(
        self, cursor: duckdb.DuckDBPyConnection, handle: str, stop: Stop, batch_bytes: int | None = None
    ) -> None:
        self._batch_bytes = batch_bytes
        self._cursor = cursor
        self._handle = handle
        self._stop = stop
        self.backend: int | None = None

    @property
    def batch_bytes(self) -> int | None:
        return self._batch_bytes

    def ask_source(self, sql: str) -> Rows:
        self._enter_source()
        return self._ask_source(sql)

    def _ask_source(self, sql: str) -> Rows:
        return self._cursor.execute(f"SELECT * FROM {self._at_source(sql)}").fetchall()

    def _enter_source(self) -> None:
        if self.backend is None:
            ((self.backend,),) = self._ask_source("SELECT pg_backend_pid() AS pid")
            # Whoever asked for a stop until now did not know whom to cancel.
            if self._stop.requested:
                raise Stopped

    def ask_marts(self, sql: str) -> Rows:
        return self._cursor.execute(sql).fetchall()

    def run(self, sql: str) -> None:
        try:
            self._cursor.execute(sql)
        except _REFUSALS as error:
            raise statement_refused(error) from error

    def copy(self, query: str, mappings: Sequence[ColumnMapping], into: str) -> Copied:
        names = ", ".join(quote(mapping.column) for mapping in mappings)
        return self._moving(f"INSERT INTO {into} ({names}) {self._reading(query, mappings)}")

    def copy_anew(self, query: str, mappings: Sequence[ColumnMapping], into: str) -> Copied:
        self._cursor.execute(f"DROP TABLE IF EXISTS {into}")
        return self._moving(f"CREATE TABLE {into} AS {self._reading(query, mappings)}")

    def _moving(self, statement: str) -> Copied:
        self._enter_source()
        row = self._cursor.execute(statement).fetchone()
        assert row is not None
        return Copied(None, int(row[0]))

    def stage(self, query: str, mappings: Sequence[ColumnMapping], name: str) -> None:
        self._enter_source()
        self._cursor.execute(f"CREATE OR REPLACE TEMP TABLE {quote(name)} AS {self._reading(query, mappings)}")

    def stretches(self, relation: str, condition: str | None, rows: int) -> Sequence[str]:
        return stretches(self._cursor, relation, condition, rows)

    def interrupt(self) -> None:
        """Stop what runs, from another thread."""
        self._cursor.interrupt()

    def _reading(self, query: str, mappings: Sequence[ColumnMapping]) -> str:
        # Columns travel by number: the source's names may be anything, and the extension repeats them in its own SQL.
        numbers = ", ".join(f"c{i}" for i in range(len(mappings)))
        casts = ", ".join(f"c{i}::{mapping.type} AS {quote(mapping.column)}" for i, mapping in enumerate(mappings))
        return f"SELECT {casts} FROM {self._at_source(f'SELECT * FROM ({query}) AS q({numbers})')}"

    def _at_source(self, sql: str) -> str:
        return f"postgres_query({literal(self._handle)}, {literal(sql)})"


def load_extension(marts: duckdb.DuckDBPyConnection) -> None:
    """Load the Postgres extension from its wheel; raises HbError where it is for another DuckDB."""
    made_for = resources.files(EXTENSION_PACKAGE) / "extensions" / f"v{duckdb.__version__}"
    path = made_for / "postgres_scanner.duckdb_extension"
    if not path.is_file():
        raise HbError(
            f"DuckDB's Postgres extension cannot be loaded: it is not made for DuckDB {duckdb.__version__}",
            hint="pip install --force-reinstall 'heartbeat-cli[ingest]' brings the two that belong together.",
            code="no_extension",
        )
    marts.execute(f"LOAD {literal(str(path))}")


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
            # DuckDB ends some transactions itself; what matters is that nothing was committed.
            with suppress(duckdb.Error):
                cursor.execute("ROLLBACK")
