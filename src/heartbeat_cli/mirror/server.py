"""The server that can hold the mirror: whose databases are on it, one load at a time, and the swap of a database.

A database that `hb` loaded says so in its comment, together with the dump it came from; only such a one is replaced
without being told to.
"""

import json
import socket
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Final

from heartbeat_cli.errors import ConnectionFailedError, HbError, LockedError
from heartbeat_cli.estate import PINNED, Connection, as_options, is_wrong_password, password_refused, reason_of

if TYPE_CHECKING:
    import psycopg

# Made from the letters of "hbmirror".
LOCK_KEY: Final = 0x6862_6D69_7272_6F72
SCRATCH_PREFIX: Final = "hb_scratch_"
_MARK = "hb mirror "
_SWAP_ATTEMPTS: Final = 5
_CONNECT_SECONDS: Final = 5

_HOLDER = """
SELECT a.pid, coalesce(host(a.client_addr), 'this machine'), a.backend_start
FROM pg_locks AS l JOIN pg_stat_activity AS a USING (pid) JOIN pg_database AS d ON d.oid = l.database
WHERE l.locktype = 'advisory' AND l.granted AND d.datname = current_database()
  AND (l.classid::bigint << 32 | l.objid::bigint) = %s
"""
_DATABASES = """
SELECT datname, shobj_description(oid, 'pg_database') FROM pg_database WHERE NOT datistemplate ORDER BY datname
"""


@dataclass(frozen=True, slots=True)
class ServerMark:
    """What a loaded database says of itself: its dump's name and digest, when (ISO 8601), and whether all of it."""

    dump: str
    digest: str
    loaded: str
    whole: bool


@contextmanager
def open_server(connection: Connection) -> "Iterator[psycopg.Connection[Any]]":
    """An autocommit session at the server; raises ConnectionFailedError (`connection_failed`, `wrong_password`)."""
    _knock(connection)
    import psycopg

    try:
        session = psycopg.connect(
            connection.conninfo(options=as_options(PINNED), connect_timeout=_CONNECT_SECONDS), autocommit=True
        )
    except psycopg.OperationalError as error:
        raise _refused(str(error), connection) from None
    with session:
        try:
            yield session
        except psycopg.Error as error:
            raise _failed(error, session.closed, connection) from error


def _knock(connection: Connection) -> None:
    """Most machines have no such server; finding that out must not cost loading a driver."""
    if connection.host.startswith("/"):
        return
    try:
        socket.create_connection((connection.host, connection.port), timeout=_CONNECT_SECONDS).close()
    except OSError as error:
        raise _refused(error.strerror or str(error), connection) from None


@contextmanager
def hold_server(connection: Connection) -> "Iterator[psycopg.Connection[Any]]":
    """`open_server` as the only one who loads; raises LockedError saying who else does. A lost session frees it."""
    with open_server(connection) as session:
        session.execute("SELECT set_config('application_name', 'hb: loading the mirror', false)")
        row = session.execute("SELECT pg_try_advisory_lock(%s)", (LOCK_KEY,)).fetchone()
        if row is None or not row[0]:
            raise _taken(session, connection)
        yield session


def read_marks(session: "psycopg.Connection[Any]") -> Mapping[str, ServerMark | None]:
    """The databases of the server by name, None for those that are not ours."""
    return {name: _read_mark(comment) for name, comment in session.execute(_DATABASES).fetchall()}


def drop_leftovers(session: "psycopg.Connection[Any]") -> tuple[str, ...]:
    """Drop what killed loads left behind; only to be called while the server is held."""
    left = tuple(name for name in read_marks(session) if name.startswith(SCRATCH_PREFIX))
    for name in left:
        drop_database(session, name)
    return left


def drop_database(session: "psycopg.Connection[Any]", name: str) -> None:
    """Drop a database and end the sessions in it; nothing happens where there is none."""
    from psycopg import sql

    session.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def create_database(session: "psycopg.Connection[Any]", name: str) -> None:
    """An empty UTF-8 database without anything a local template may have."""
    from psycopg import sql

    statement = "CREATE DATABASE {} TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C'"
    session.execute(sql.SQL(statement).format(sql.Identifier(name)))


def create_role(session: "psycopg.Connection[Any]", name: str) -> bool:
    """A role that may do nothing, not even log in; False where we may not make one."""
    import psycopg
    from psycopg import sql

    try:
        session.execute(sql.SQL("CREATE ROLE {} NOLOGIN").format(sql.Identifier(name)))
    except (psycopg.errors.InsufficientPrivilege, psycopg.errors.ReservedName):
        return False
    return True


def swap_in(session: "psycopg.Connection[Any]", scratch: str, name: str, mark: ServerMark) -> None:
    """Put `scratch` in the place of `name`, in one transaction; sessions in the old one end.

    Raises HbError (`database_in_use`) where somebody keeps entering it.
    """
    import psycopg
    from psycopg import sql

    old, there = f"{SCRATCH_PREFIX}old_{scratch.removeprefix(SCRATCH_PREFIX)}"[:63], name in read_marks(session)
    rename = sql.SQL("ALTER DATABASE {} RENAME TO {}")
    for attempt in range(_SWAP_ATTEMPTS):
        session.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", (name,))
        try:
            with session.transaction():
                if there:
                    session.execute(rename.format(sql.Identifier(name), sql.Identifier(old)))
                session.execute(rename.format(sql.Identifier(scratch), sql.Identifier(name)))
                comment = sql.SQL("COMMENT ON DATABASE {} IS {}")
                text = _MARK + json.dumps(asdict(mark))
                session.execute(comment.format(sql.Identifier(name), sql.Literal(text)))
            break
        except psycopg.errors.ObjectInUse:
            if attempt == _SWAP_ATTEMPTS - 1:
                raise HbError(
                    f"the database '{name}' is in use and could not be replaced",
                    hint="Close the sessions in it and load again; the old one is untouched.",
                    code="database_in_use",
                    retryable=True,
                ) from None
    # What cannot be dropped now goes with the next load's leftovers.
    with suppress(psycopg.Error):
        drop_database(session, old)


def _read_mark(comment: str | None) -> ServerMark | None:
    if comment is None or not comment.startswith(_MARK):
        return None
    try:
        return ServerMark(**json.loads(comment.removeprefix(_MARK)))
    except (ValueError, TypeError):
        return None


def _refused(text: str, connection: Connection) -> ConnectionFailedError:
    if is_wrong_password(text):
        refuses = f"the server of the mirror at {connection.address} refuses"
        message, hint = password_refused(text, refuses, connection)
        return ConnectionFailedError(message, hint=hint, code="wrong_password")
    return ConnectionFailedError(
        f"the server of the mirror at {connection.address} does not answer: {reason_of(text)}",
        hint=f"Start it, or say where another one is: {connection.env}_HOST, _PORT, _USER and _PASSWORD.",
        retryable=True,
    )


def _failed(error: "psycopg.Error", lost: bool, connection: Connection) -> HbError:
    reason = reason_of(str(error))
    if lost:
        return ConnectionFailedError(
            f"the connection to the server of the mirror was lost: {reason}",
            hint="Run the same command again when it is back; what was loaded stays.",
            code="connection_lost",
            retryable=True,
        )
    hint = None
    if error.sqlstate == "42501":
        hint = f"{connection.user} has to be a superuser there, or at least CREATEDB and CREATEROLE."
    return HbError(f"the server of the mirror refused: {reason}", hint=hint, code="server_refused")


def _taken(session: "psycopg.Connection[Any]", connection: Connection) -> LockedError:
    row = session.execute(_HOLDER, (LOCK_KEY,)).fetchone()
    if row is None:
        return LockedError("another `hb mirror load` is at work on this server", hint="Try again in a moment.")
    pid, address, since = row
    return LockedError(
        f"another `hb mirror load` is at work on {connection.address}: from {address}, since {since:%Y-%m-%d %H:%M:%S}",
        hint=f"Wait for it. If its machine is gone: SELECT pg_terminate_backend({pid}); there frees the lock.",
    )
