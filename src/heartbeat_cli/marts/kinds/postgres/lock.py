"""The lock in Postgres marts: it keeps out ingests of other machines, and a lost session frees it.

Taken before anything is decided: a decision is only true as long as nobody else lands, and whoever waited for another
machine would carry out what that one has changed meanwhile. `state.lock` is the one on this machine.

The session that has it belongs to the process that decides. The one that writes is given the session's socket, which it
never uses: the connection stands until both are gone, so a process that still writes keeps the lock although the other
was killed. Whether the marts still have it, the writer asks on a session of its own.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import psycopg

from heartbeat_cli.errors import LockedError
from heartbeat_cli.estate import PINNED, Connection, ProjectSettings, as_options, marts_connection, marts_refused
from heartbeat_cli.marts import MartsLock

# One number for all of hb, made from the letters of its name.
LOCK_KEY = 0x6862_696E_6765_7374
# Each look is a session of its own: the one that gets the lock began when it got it, and that is what others are told.
POLL_SECONDS = 1.0
_CLOSING_SECONDS = 0.5
_CLOSING_POLL_SECONDS = 0.05
_NAME = "hb: "

_LOCK = "l.locktype = 'advisory' AND l.objsubid = 1 AND (l.classid::bigint << 32 | l.objid::bigint) = %s"
_HOLDER = f"""
SELECT a.pid, host(a.client_addr), a.application_name, a.backend_start
FROM pg_locks l JOIN pg_stat_activity a USING (pid) JOIN pg_database d ON d.oid = l.database
WHERE {_LOCK} AND l.granted AND d.datname = current_database()
"""
_TAKE = """
SELECT pg_try_advisory_lock(%s), a.pid, a.backend_start FROM pg_stat_activity a WHERE a.pid = pg_backend_pid()
"""
# A number of a session is given again when it has ended; together with its beginning it is not.
_STANDS = f"""
SELECT FROM pg_locks l JOIN pg_stat_activity a USING (pid)
WHERE {_LOCK} AND l.granted AND a.pid = %s AND a.backend_start = %s
"""
# No timeout may end a session that only waits (not every server has each), and a machine that is gone is noticed within
# a minute, where the server's own default is two hours.
_SETTINGS = """
SELECT set_config(s.name, w.value, false)
FROM pg_settings s JOIN (VALUES
  ('application_name', %s), ('statement_timeout', '0'), ('lock_timeout', '0'), ('idle_session_timeout', '0'),
  ('tcp_keepalives_idle', '30'), ('tcp_keepalives_interval', '10'), ('tcp_keepalives_count', '3')
) w (name, value) USING (name)
"""


@dataclass(frozen=True, slots=True)
class MartsHolder:
    """Who holds Postgres marts: its session there, from where, doing what, since when (None: we may not see it)."""

    pid: int
    address: str | None
    doing: str | None
    since: datetime | None

    def __str__(self) -> str:
        where = f"from {self.address}" if self.address else "from an address we may not see"
        doing = f", {self.doing}" if self.doing else ""
        since = f", since {self.since:%Y-%m-%d %H:%M:%S %Z}" if self.since else ""
        return f"session {self.pid} {where}{doing}{since}"


class AdvisoryLock:
    """The lock of Postgres marts in our hands, as long as its session lives."""

    def __init__(self, session: "psycopg.Connection[Any]", lock: MartsLock) -> None:
        self._session = session
        self.lock = lock

    def fileno(self) -> int:
        """The session's socket: a process started with `pass_fds=[held.fileno()]` keeps the lock until it is gone."""
        return self._session.fileno()

    def still_held(self) -> bool:
        """Whether the marts still have our lock: False once its session was lost or ended.

        Asks the server; where that does not answer, it takes up to 20 seconds.
        """
        return _stands(self._session, self.lock)

    def close(self) -> None:
        """Let go of it, as far as it is ours alone."""
        self._session.close()


def _ignore(holder: MartsHolder | None) -> None: ...


@contextmanager
def hold_marts(
    project: ProjectSettings,
    doing: str,
    *,
    wait: bool = False,
    waiting: Callable[[MartsHolder | None], None] = _ignore,
) -> Iterator[AdvisoryLock]:
    """Hold the advisory lock of Postgres marts while the body runs.

    `wait` and `waiting` are as in `single_flight`. Raises LockedError, ConnectionFailedError (also while it waits).
    """
    reported: int | None = None
    begun = False
    # A server takes a moment to see that a session was closed: that of the run before this one, perhaps.
    closing_until = time.monotonic() + _CLOSING_SECONDS
    while True:
        held, holder = _attempt(marts_connection(project), doing)
        if held is not None:
            break
        if not wait:
            if time.monotonic() > closing_until:
                raise _taken(holder)
            time.sleep(_CLOSING_POLL_SECONDS)
            continue
        pid = holder.pid if holder is not None else None
        if not begun or (pid is not None and pid != reported):
            waiting(holder)
            begun, reported = True, pid
        time.sleep(POLL_SECONDS)
    try:
        yield held
    finally:
        held.close()


@contextmanager
def watch_marts(project: ProjectSettings, lock: MartsLock) -> Iterator[Callable[[], bool]]:
    """What tells whether the marts still have a lock that another process took, as `AdvisoryLock.still_held` does.

    Raises ConnectionFailedError.
    """
    connection = marts_connection(project)
    try:
        session = _open(connection, "watching the lock")
    except psycopg.OperationalError as error:
        raise marts_refused(str(error), connection) from None
    try:
        yield lambda: _stands(session, lock)
    finally:
        session.close()


def _attempt(connection: Connection, doing: str) -> tuple[AdvisoryLock | None, MartsHolder | None]:
    """The lock, or else who has it (None: it was freed in that moment)."""
    try:
        session = _open(connection, doing)
        try:
            taken, pid, since = session.execute(_TAKE, (LOCK_KEY,)).fetchall()[0]
            if taken:
                return AdvisoryLock(session, MartsLock(pid, since)), None
            holder = _holder(session)
        except BaseException:
            session.close()
            raise
    except psycopg.OperationalError as error:
        raise marts_refused(str(error), connection) from None
    session.close()
    return None, holder


def _open(connection: Connection, doing: str) -> "psycopg.Connection[Any]":
    conninfo = connection.conninfo(
        options=as_options(PINNED),
        connect_timeout=15,
        keepalives_idle=10,
        keepalives_interval=5,
        keepalives_count=2,
        tcp_user_timeout=20_000,
    )
    session = psycopg.connect(conninfo, autocommit=True)
    try:
        session.execute(_SETTINGS, (f"{_NAME}{doing}"[:63],))
    except BaseException:
        session.close()
        raise
    return session


def _stands(session: "psycopg.Connection[Any]", lock: MartsLock) -> bool:
    try:
        return session.execute(_STANDS, (LOCK_KEY, lock.pid, lock.since)).fetchone() is not None
    except psycopg.Error:
        return False


def _holder(session: "psycopg.Connection[Any]") -> MartsHolder | None:
    row = session.execute(_HOLDER, (LOCK_KEY,)).fetchone()
    if row is None:
        return None
    pid, address, name, since = row
    return MartsHolder(pid, address, (name or "").removeprefix(_NAME) or None, since)


def _taken(holder: MartsHolder | None) -> LockedError:
    if holder is None:
        return LockedError("another ingest is writing to these marts", hint="Try again in a moment.")
    return LockedError(
        f"another ingest is writing to these marts: {holder}",
        hint=(
            "Wait for it, or stop it on its machine: everything done is kept. The lock of a machine that is gone frees"
            f" itself when the marts notice; `SELECT pg_terminate_backend({holder.pid})` in the marts frees it now."
        ),
    )
