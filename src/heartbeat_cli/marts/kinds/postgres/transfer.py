"""Source -> Postgres marts: COPY's binary stream handed from one session to another.

Rows never become Python objects. Each thread keeps its two connections from one session to the next. A table that is
landed whole keeps its identity where its shape has not changed (grants, views and indexes others made on it): readers
see the old rows until the commit.
"""

import threading
from abc import ABC
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from typing import Any

import psycopg

from heartbeat_cli.errors import HbError
from heartbeat_cli.estate import (
    PINNED,
    Connection,
    ProjectSettings,
    Source,
    as_options,
    marts_connection,
    marts_refused,
)
from heartbeat_cli.ingest import CANCEL_TIMEOUT_S, SourceStream
from heartbeat_cli.marts.column_mapping import ColumnMapping
from heartbeat_cli.marts.failures import disk_full, first_line, marts_lost, statement_refused
from heartbeat_cli.marts.kinds.postgres.destination import PostgresMarts
from heartbeat_cli.marts.stop import Stop, Stopped
from heartbeat_cli.marts.transfer import Copied, MartsTransfer, Room, Rows, Transfer, TransferSession
from heartbeat_cli.pgschema import quote
from heartbeat_cli.sources import Plan

_PAGES_IN_ADVANCE = 1024
# What others made of the tables (triggers, rules) may depend on where names are looked for.
_WRITING = {name: value for name, value in PINNED.items() if name != "search_path"}
# Deadlocks, memory and connections that ran out, locks not granted in time, statements that were cancelled, disks that
# failed: no statement is to blame for these.
_FOR_NOW = ("40", "53", "55P03", "57014", "58")

_SHAPE = """
SELECT a.attname, format_type(a.atttypid, a.atttypmod)
FROM pg_attribute a WHERE a.attrelid = to_regclass(%s) AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum
"""


@contextmanager
def open_transfer(project: ProjectSettings, plan: Plan, stop: Stop) -> Iterator[MartsTransfer]:
    """Raises ConnectionFailedError where the marts do not answer, before anything is read."""
    connection = marts_connection(project)
    open_marts_session(connection).close()
    transfer = PostgresTransfer(connection, plan.source, plan.server, stop)
    yield transfer, destination_maker(connection)


def destination_maker(connection: Connection) -> Callable[[Any], PostgresMarts]:
    """What makes dlt's destination, which is told where the marts are and never how to enter.

    So its traces and dumps have nothing to leak.
    """
    known = {
        "host": connection.host,
        "port": connection.port,
        "database": connection.database,
        "username": connection.user,
        "password": "not-here",
    }
    conninfo = marts_conninfo(connection)
    return lambda landing: PostgresMarts(known, conninfo, landing)


class PostgresTransfer(Transfer):
    """Lands one source in Postgres marts."""

    def __init__(self, marts: Connection, source: Source, connection: Connection | None, stop: Stop) -> None:
        self._marts = marts
        self._source = source
        self._connection = connection
        self._stop = stop
        self._own = threading.local()
        self._opened: list[psycopg.Connection[Any] | SourceStream] = []

    @contextmanager
    def session(self, room: Room = Room.USUAL) -> "Iterator[TransferSession]":
        """See Transfer."""
        try:
            source, marts = self._sessions()
            with (
                self._stop.cancelling(source.cancel),
                self._stop.cancelling(_cancel(marts)),
                source.transaction(),
                self._marts_failures(),
                marts.transaction(),
                closing_after_failure(marts),
            ):
                yield PostgresSession(source, marts, self._stop, self._marts_failures)
        except HbError:
            if self._stop.requested:
                raise Stopped from None
            raise

    def close(self) -> None:
        """See Transfer."""
        for session in self._opened:
            session.close()

    def _sessions(self) -> "tuple[SourceStream, psycopg.Connection[Any]]":
        stored: tuple[SourceStream, psycopg.Connection[Any]] | None = getattr(self._own, "pair", None)
        if stored is None or any(session.closed for session in stored):
            for session in stored or ():
                session.close()
            assert self._connection is not None
            pair = (SourceStream(self._connection, self._source), open_marts_session(self._marts))
            self._opened += pair
            self._own.pair = stored = pair
        return stored

    def _marts_session(self) -> "psycopg.Connection[Any]":
        """This thread's session in the marts, where nothing is read from a server."""
        known: psycopg.Connection[Any] | None = getattr(self._own, "marts", None)
        if known is None or known.closed:
            known = open_marts_session(self._marts)
            self._opened.append(known)
            self._own.marts = known
        return known

    @contextmanager
    def _marts_failures(self) -> Iterator[None]:
        try:
            yield
        except psycopg.Error as error:
            raise _marts_failure(error, self._marts) from error


class PostgresMartsSession(TransferSession, ABC):
    """The marts' side of a session; where its rows come from is for those that derive from it."""

    dialect = "postgres"
    batch_bytes = None

    def __init__(self, marts: "psycopg.Connection[Any]", stop: Stop, marts_failures: Callable[[], Any]) -> None:
        self._marts = marts
        self._stop = stop
        self._marts_failures = marts_failures

    def ask_marts(self, sql: str) -> Rows:
        with self._marts_failures():
            return self._marts.execute(sql.encode()).fetchall()

    def run(self, sql: str) -> None:
        with self._marts_failures():
            self._marts.execute(sql.encode())

    def copy_anew(self, query: str, mappings: Sequence[ColumnMapping], into: str) -> Copied:
        with self._marts_failures():
            _make_room(self._marts, into, mappings)
        return self.copy(query, mappings, into)

    def stage(self, query: str, mappings: Sequence[ColumnMapping], name: str) -> None:
        columns = ", ".join(f"{quote(mapping.column)} {mapping.type}" for mapping in mappings)
        self.run(f"CREATE TEMP TABLE {quote(name)} ({columns}) ON COMMIT DROP")
        self.copy(query, mappings, quote(name))
        # Never analysed by itself, and joined right away.
        self.run(f"ANALYZE {quote(name)}")

    def stretches(self, relation: str, condition: str | None, rows: int) -> Sequence[str]:
        """See TransferSession."""
        return ()

    def write(self, writing: "psycopg.Copy", data: bytes) -> None:
        """Hand on a piece of a COPY. Raises Stopped when told to stop."""
        if self._stop.requested:
            raise Stopped
        writing.write(data)


class PostgresSession(PostgresMartsSession):
    """See TransferSession."""

    def __init__(
        self, source: SourceStream, marts: "psycopg.Connection[Any]", stop: Stop, marts_failures: Callable[[], Any]
    ) -> None:
        super().__init__(marts, stop, marts_failures)
        self._source = source

    def ask_source(self, sql: str) -> Rows:
        return self._source.ask(sql)

    def copy(self, query: str, mappings: Sequence[ColumnMapping], into: str) -> Copied:
        names = ", ".join(quote(mapping.column) for mapping in mappings)
        copy_in = f"COPY {into} ({names}) FROM STDIN (FORMAT binary)"
        with self._marts_failures(), self._marts.cursor() as cursor:
            appended = _appended(self._marts, into)
            with cursor.copy(copy_in.encode()) as writing:
                rows = self._source.copy(query, partial(self.write, writing))
            return Copied(rows, cursor.rowcount, appended)


@contextmanager
def closing_after_failure(*sessions: "psycopg.Connection[Any]") -> Iterator[None]:
    """Close the sessions where the body fails.

    A stream broken off in the middle leaves one that can do nothing else; the servers roll back.
    """
    try:
        yield
    except BaseException:
        for session in sessions:
            session.close()
        raise


def marts_conninfo(connection: Connection) -> str:
    """How sessions that write to the marts are opened."""
    return connection.conninfo(
        connect_timeout=15, client_encoding="UTF8", keepalives_idle=30, options=as_options(_WRITING)
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


def _appended(marts: "psycopg.Connection[Any]", relation: str) -> str:
    """Rows that are added from now on go to the end of the table: a scan by ctid finds them there.

    To be found by it they have to lie in the last pages of now, which other sessions may have made in advance, or
    behind them; some may fill older pages that were left half empty.
    """
    size = marts.execute(
        "SELECT pg_relation_size(%s::regclass) / current_setting('block_size')::bigint", (relation,)
    ).fetchone()
    assert size is not None
    return f"ctid >= '({max(size[0] - _PAGES_IN_ADVANCE, 0)},0)'::tid"


def _make_room(marts: "psycopg.Connection[Any]", relation: str, mappings: Sequence[ColumnMapping]) -> None:
    """An empty table of the right shape: the old one emptied, or a new one."""
    found = marts.execute(_SHAPE, (relation,)).fetchall()
    if found and found == [(mapping.column, _canonical(marts, mapping.type)) for mapping in mappings]:
        marts.execute(f"DELETE FROM {relation}".encode())
        return
    if found:
        marts.execute(f"DROP TABLE {relation}".encode())
    columns = ", ".join(f"{quote(mapping.column)} {mapping.type}" for mapping in mappings)
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
    first, state = first_line(error), error.sqlstate
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
        hint = "Run the same command again when they are back: what has landed stays."
        return marts_lost(f"the connection to the marts was lost: {first}", hint)
    if state.startswith(_FOR_NOW):
        return HbError(
            f"the marts could not do it now: {first}",
            hint="Run the same command again when less is going on there: what has landed stays.",
            code="marts_busy",
            retryable=True,
        )
    return statement_refused(error)
