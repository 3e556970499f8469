"""Source -> Postgres marts: two libpq sessions, COPY's binary stream handed from one to the other.

Rows never become Python objects. Each thread keeps its two connections from one session to the next. A table that is
landed whole keeps its identity where its shape has not changed (grants, views and indexes others made on it): readers
see the old rows until the commit.
"""

import select
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

import psycopg
from psycopg import pq

from heartbeat_cli.catalog.quoting import quote
from heartbeat_cli.errors import HbError
from heartbeat_cli.estate import Connection, Source
from heartbeat_cli.estate.access import marts_refused
from heartbeat_cli.ingest.connect import CANCEL_TIMEOUT_S, connect_source, source_failure
from heartbeat_cli.ingest.road import Copied, MartsRefusedError, Rows, disk_full
from heartbeat_cli.ingest.stop import Stop, Stopped
from heartbeat_cli.ingest.types import POSTGRES, Landing

if TYPE_CHECKING:
    from psycopg.pq.abc import PGconn

BUNDLE_BYTES = 256 * 1024
_WAIT_SECONDS = 0.5

_SHAPE = """
SELECT a.attname, format_type(a.atttypid, a.atttypmod)
FROM pg_attribute a WHERE a.attrelid = to_regclass(%s) AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum
"""


class PostgresRoad:
    """Lands one source in Postgres marts."""

    def __init__(self, marts: Connection, source: Source, connection: Connection, stop: Stop) -> None:
        self._marts = marts
        self._source = source
        self._connection = connection
        self._stop = stop
        self._own = threading.local()
        self._opened: list[psycopg.Connection[Any]] = []

    @contextmanager
    def session(self) -> "Iterator[PostgresSession]":
        """See Road."""
        try:
            source, marts = self._sessions()
            with (
                self._stop.cancelling(_cancel(source)),
                self._stop.cancelling(_cancel(marts)),
                self._source_failures(),
                source.transaction(),
                self._marts_failures(),
                marts.transaction(),
                _closing_after_failure(source, marts),
            ):
                yield PostgresSession(source, marts, self._stop, self._source_failures, self._marts_failures)
        except HbError:
            if self._stop.requested:
                raise Stopped from None
            raise

    def close(self) -> None:
        """See Road."""
        for session in self._opened:
            session.close()

    def _sessions(self) -> "tuple[psycopg.Connection[Any], psycopg.Connection[Any]]":
        kept: tuple[psycopg.Connection[Any], psycopg.Connection[Any]] | None = getattr(self._own, "pair", None)
        if kept is None or any(session.closed for session in kept):
            pair = (connect_source(self._connection, self._source), open_marts_session(self._marts))
            self._opened += pair
            self._own.pair = kept = pair
        return kept

    @contextmanager
    def _source_failures(self) -> Iterator[None]:
        try:
            yield
        except psycopg.Error as error:
            raise source_failure(str(error), error.sqlstate, self._source, self._connection) from error

    @contextmanager
    def _marts_failures(self) -> Iterator[None]:
        try:
            yield
        except psycopg.Error as error:
            raise _marts_failure(error, self._marts) from error


class PostgresSession:
    """See road.Session."""

    dialect = POSTGRES

    def __init__(
        self,
        source: "psycopg.Connection[Any]",
        marts: "psycopg.Connection[Any]",
        stop: Stop,
        source_failures: Callable[[], Any],
        marts_failures: Callable[[], Any],
    ) -> None:
        self._source = source
        self._marts = marts
        self._stop = stop
        self._source_failures = source_failures
        self._marts_failures = marts_failures

    def ask_source(self, sql: str) -> Rows:
        with self._source_failures():
            return self._source.execute(sql.encode()).fetchall()

    def ask_marts(self, sql: str) -> Rows:
        with self._marts_failures():
            return self._marts.execute(sql.encode()).fetchall()

    def run(self, sql: str) -> None:
        with self._marts_failures():
            self._marts.execute(sql.encode())

    def copy(self, query: str, landings: Sequence[Landing], into: str) -> Copied:
        names = ", ".join(quote(landing.column) for landing in landings)
        copy_in = f"COPY {into} ({names}) FROM STDIN (FORMAT binary)"
        stream = CopyStream(self._source, f"COPY ({query}) TO STDOUT (FORMAT binary)")
        with self._marts_failures(), self._marts.cursor() as cursor:
            with cursor.copy(copy_in.encode()) as writing:
                for bundle in self._guarded(stream):
                    writing.write(bundle)
            return Copied(stream.rows, cursor.rowcount)

    def copy_anew(self, query: str, landings: Sequence[Landing], into: str) -> Copied:
        with self._marts_failures():
            _make_room(self._marts, into, landings)
        return self.copy(query, landings, into)

    def stage(self, query: str, landings: Sequence[Landing], name: str) -> None:
        columns = ", ".join(f"{quote(landing.column)} {landing.type}" for landing in landings)
        self.run(f"CREATE TEMP TABLE {quote(name)} ({columns}) ON COMMIT DROP")
        self.copy(query, landings, quote(name))
        # Never analysed by itself, and joined right away.
        self.run(f"ANALYZE {quote(name)}")

    def _guarded(self, stream: "CopyStream") -> Iterator[bytes]:
        with self._source_failures():
            for bundle in stream:
                if self._stop.requested:
                    raise Stopped
                yield bundle


@contextmanager
def _closing_after_failure(*sessions: "psycopg.Connection[Any]") -> Iterator[None]:
    """A stream broken off in the middle leaves a session that can do nothing else; the servers roll back."""
    try:
        yield
    except BaseException:
        for session in sessions:
            session.close()
        raise


def marts_conninfo(connection: Connection) -> str:
    """How sessions that write to the marts are opened."""
    return connection.conninfo(
        connect_timeout=15, client_encoding="UTF8", keepalives_idle=30, options="-c timezone=UTC"
    )


def open_marts_session(connection: Connection) -> "psycopg.Connection[Any]":
    """A session in the marts that writes; raises ConnectionFailedError."""
    try:
        return psycopg.connect(marts_conninfo(connection), autocommit=True)
    except psycopg.OperationalError as error:
        raise marts_refused(str(error), connection) from None


def _cancel(session: "psycopg.Connection[Any]") -> Callable[[], None]:
    def cancel() -> None:
        # A server that no longer answers has nothing left to cancel.
        with suppress(psycopg.Error):
            session.cancel_safe(timeout=CANCEL_TIMEOUT_S)

    return cancel


class CopyStream:
    """What a COPY … TO STDOUT sends, in bundles; iterating raises psycopg.Error where it does not end well.

    libpq gives a row at a time; handing rows on in bundles is what makes this fast. `rows` is how many there were, once
    the stream has ended.
    """

    def __init__(self, session: "psycopg.Connection[Any]", statement: str) -> None:
        self._out: PGconn = session.pgconn
        self._statement = statement
        self.rows: int | None = None

    def __iter__(self) -> Iterator[bytes]:
        begun = self._out.exec_(self._statement.encode())
        if begun.status != pq.ExecStatus.COPY_OUT:
            raise psycopg.errors.error_from_result(begun, encoding="utf-8")
        bundle: list[bytes] = []
        size = 0
        next_row = self._out.get_copy_data
        while True:
            length, data = next_row(1)
            if length > 0:
                bundle.append(bytes(data))
                size += length
                if size >= BUNDLE_BYTES:
                    yield b"".join(bundle)
                    bundle.clear()
                    size = 0
            elif length == 0:
                # Waits without blocking other threads.
                select.select([self._out.socket], [], [], _WAIT_SECONDS)
                self._out.consume_input()
            else:
                break
        self._finish()
        yield b"".join(bundle)

    def _finish(self) -> None:
        """The source's last word: whether everything was sent."""
        while (result := self._out.get_result()) is not None:
            if result.status not in (pq.ExecStatus.COMMAND_OK, pq.ExecStatus.COPY_OUT):
                raise psycopg.errors.error_from_result(result, encoding="utf-8")
            self.rows = result.command_tuples if result.command_tuples is not None else self.rows


def _make_room(marts: "psycopg.Connection[Any]", relation: str, landings: Sequence[Landing]) -> None:
    """An empty table of the right shape: the old one emptied, or a new one."""
    found = marts.execute(_SHAPE, (relation,)).fetchall()
    if found and found == [(landing.column, _canonical(marts, landing.type)) for landing in landings]:
        marts.execute(f"DELETE FROM {relation}".encode())
        return
    if found:
        marts.execute(f"DROP TABLE {relation}".encode())
    columns = ", ".join(f"{quote(landing.column)} {landing.type}" for landing in landings)
    marts.execute(f"CREATE TABLE {relation} ({columns})".encode())


def _canonical(marts: "psycopg.Connection[Any]", type_: str) -> str:
    """How the server itself spells a type."""
    cursor = marts.execute(f"SELECT NULL::{type_}".encode())
    assert cursor.description is not None and cursor.pgresult is not None
    row = marts.execute(
        "SELECT format_type(%s::oid, %s)", (cursor.pgresult.ftype(0), cursor.pgresult.fmod(0))
    ).fetchone()
    assert row is not None
    return str(row[0])


def _marts_failure(error: psycopg.Error, connection: Connection) -> HbError:
    """What a failed statement in the marts means to a user."""
    first = (str(error).strip().splitlines() or ["no reason given"])[0]
    state = error.sqlstate
    if state == "53100":
        return disk_full(first)
    if state == "2BP01":
        detail = error.diag.message_detail or ""
        return HbError(
            f"the table's columns changed at the source, and something in the marts depends on the old ones: {detail}",
            hint="Drop or change what depends on it, then run the same command again.",
            code="marts_dependents",
        )
    if state == "42501":
        return HbError(
            f"{connection.user} may not write to the marts: {first}",
            hint=f"GRANT CREATE ON DATABASE {quote(connection.database)} TO {quote(connection.user)};",
            code="marts_not_granted",
        )
    if state is None or state.startswith(("08", "57P")):
        return HbError(
            f"the connection to the marts was lost: {first}",
            hint="Run the same command again when they are back: what has landed stays.",
            code="marts_lost",
            retryable=True,
        )
    return MartsRefusedError(f"the marts refused: {first}")
