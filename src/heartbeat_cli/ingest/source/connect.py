"""Sessions at the source: read-only, one snapshot, bounded in time, and spelling values one way only."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from itertools import count
from typing import TYPE_CHECKING, Any, TypeVar

from heartbeat_cli.errors import (
    ConnectionFailedError,
    HbError,
    RecoveryConflictError,
    SourceFailedError,
    SourceLostError,
)
from heartbeat_cli.estate import Connection, Source, as_options, not_granted, reading, rows_hidden, source_refused

if TYPE_CHECKING:
    import psycopg

STATEMENT_TIMEOUT_MS = 4 * 60 * 60 * 1000
LOCK_TIMEOUT_MS = 10 * 1000
IDLE_TIMEOUT_MS = 10 * 60 * 1000
CONNECT_TIMEOUT_S = 15
CANCEL_TIMEOUT_S = 3
RECOVERY_TRIES = 5
_FIRST_PAUSE_S = 1.0
_NOT_UTF8 = ("invalid byte sequence for encoding", 'has no equivalent in encoding "utf8"')

# A range's rows are read page by page, wherever they lie, rather than in the index's order: that saves a fifth of a
# plain scan. Left to itself PostgreSQL goes by the index. What has no index to use is scanned as ever.
_BY_PAGES = {"enable_indexscan": "off", "enable_seqscan": "off", "enable_bitmapscan": "on", "work_mem": "16MB"}


def session_settings(*, by_pages: bool = False) -> dict[str, str]:
    """The settings of every session at a source; `by_pages` for those that read whole ranges."""
    settings = reading(STATEMENT_TIMEOUT_MS, LOCK_TIMEOUT_MS, IDLE_TIMEOUT_MS)
    return settings | (_BY_PAGES if by_pages else {})


def session_options(*, by_pages: bool = False) -> str:
    """The same as libpq's `options`."""
    return as_options(session_settings(by_pages=by_pages))


Read = TypeVar("Read")


def despite_recovery(read: Callable[[], Read], pause: Callable[[float], object] = time.sleep) -> Read:
    """What `read` gives, tried again after longer and longer pauses where a replica broke it off for its recovery.

    Raises what `read` raises, RecoveryConflictError after the last try, and what `pause` raises.
    """
    for attempt in count(1):
        try:
            return read()
        except RecoveryConflictError:
            if attempt == RECOVERY_TRIES:
                raise
        pause(_FIRST_PAUSE_S * 2 ** (attempt - 1))
    raise AssertionError


@contextmanager
def open_source(connection: Connection, source: Source) -> "Iterator[psycopg.Connection[Any]]":
    """A session in one REPEATABLE READ, read-only transaction.

    Raises ConnectionFailedError or AccessDeniedError where the server does not let us in, HbError where a statement
    fails.
    """
    import psycopg

    with connect_source(connection, source) as session, session.transaction():
        try:
            yield session
        except psycopg.Error as error:
            raise source_failure(str(error), error.sqlstate, source, connection) from error


def connect_source(connection: Connection, source: Source) -> "psycopg.Connection[Any]":
    """A session whose transactions are REPEATABLE READ and read-only; raises as `open_source` does."""
    import psycopg

    try:
        session = psycopg.connect(
            connection.conninfo(
                options=session_options(), connect_timeout=CONNECT_TIMEOUT_S, client_encoding="UTF8", keepalives_idle=30
            ),
            autocommit=True,
        )
    except psycopg.OperationalError as error:
        raise source_refused(str(error), source, connection) from None
    session.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
    session.read_only = True
    return session


def cancel_backend(connection: Connection, pid: int) -> None:
    """Stop what the session `pid` of ours is doing at the source. A source that no longer answers is left alone."""
    import psycopg

    with suppress(psycopg.Error), _enter_briefly(connection) as session:
        session.execute("SELECT pg_cancel_backend(%s)", (pid,))


def _enter_briefly(connection: Connection) -> "psycopg.Connection[Any]":
    import psycopg

    return psycopg.connect(connection.conninfo(options=session_options(), connect_timeout=CANCEL_TIMEOUT_S))


def source_failure(text: str, sqlstate: str | None, source: Source, connection: Connection) -> HbError:
    """What a failed statement at the source means to a user. `text` is the server's message."""
    first = text.strip().splitlines()[0] if text.strip() else "no reason given"
    lowered = text.lower()
    if "conflict with recovery" in lowered:
        return RecoveryConflictError(
            "the replica broke off the read to go on replaying its primary's changes",
            where=source.name,
            hint="Run the same command again; `hot_standby_feedback` or a longer `max_standby_streaming_delay` helps.",
            retryable=True,
        )
    if "row-level security" in lowered:
        _, quoted, table = first.partition('"')
        return rows_hidden(source, connection.user, table.partition('"')[0] if quoted else "a table")
    if sqlstate == "42501" or "permission denied for" in lowered:
        return not_granted(source, connection.user, first)
    if sqlstate == "57014" or "statement timeout" in lowered:
        return HbError(
            f"the source stopped the statement: {first}",
            hint="Try again when the source is less busy, or land the table alone with --table.",
            code="source_timeout",
            retryable=True,
        )
    if sqlstate == "55P03" or "lock timeout" in lowered:
        return HbError(
            "another session at the source keeps the table locked",
            hint="Try again when it is done (a migration, perhaps).",
            code="source_locked",
            retryable=True,
        )
    if sqlstate in ("22021", "22P05") or any(words in lowered for words in _NOT_UTF8):
        return HbError(
            f"the source has text that cannot be read as UTF-8: {first}",
            hint="Mend the rows there (a database of SQL_ASCII takes any bytes for text), or leave such columns out"
            " (`tables: … columns: {exclude: […]}`).",
            code="not_utf8",
        )
    if sqlstate is None or sqlstate.startswith(("08", "57P")):
        return source_lost(first, source)
    return SourceFailedError(
        f"the source refused: {first}",
    )


def source_lost(reason: str, source: Source) -> ConnectionFailedError:
    """The failure of a server that went away while it was being read."""
    return SourceLostError(
        f"the connection to the source was lost: {reason}",
        where=source.name,
        hint="Run the same command again when it is back: what has landed stays, the rest is read anew.",
        retryable=True,
    )
