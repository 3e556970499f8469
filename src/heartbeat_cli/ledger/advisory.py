"""The lock in Postgres marts: it keeps out ingests of other machines, and a lost session frees it.

Taken by the process that writes, and only while it writes; `ledger.lock` is the one on this machine.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import psycopg

from heartbeat_cli.errors import LockedError
from heartbeat_cli.estate import Connection, Project, marts_connection
from heartbeat_cli.estate.access import marts_refused

# One number for all of hb, made from the letters of its name.
LOCK_KEY = 0x6862_696E_6765_7374
# Each look is a session of its own: the one that gets the lock began when it got it, and that is what others are told.
POLL_SECONDS = 1.0
_NAME = "hb: "

_LOCK = "l.locktype = 'advisory' AND l.objsubid = 1 AND (l.classid::bigint << 32 | l.objid::bigint) = %s"
_HOLDER = f"""
SELECT a.pid, host(a.client_addr), a.application_name, a.backend_start
FROM pg_locks l JOIN pg_stat_activity a USING (pid) JOIN pg_database d ON d.oid = l.database
WHERE {_LOCK} AND l.granted AND d.datname = current_database()
"""
_OURS = f"SELECT FROM pg_locks l WHERE {_LOCK} AND l.granted AND l.pid = pg_backend_pid()"
# No timeout may end a session that only waits (not every server has each), and a machine that is gone is noticed within
# a minute, where the server's own default is two hours.
_SETTINGS = """
SELECT set_config(s.name, w.value, false)
FROM pg_settings s JOIN (VALUES
  ('statement_timeout', '0'), ('lock_timeout', '0'), ('idle_session_timeout', '0'),
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


class HeldMarts:
    """The lock of Postgres marts in our hands, as long as its session lives."""

    def __init__(self, session: "psycopg.Connection[Any]") -> None:
        self._session = session

    def still_held(self) -> bool:
        """Whether the marts still have our lock: False once its session was lost, ended or moved by a pooler.

        Asks the server; where that does not answer, it takes up to 20 seconds.
        """
        try:
            return self._session.execute(_OURS, (LOCK_KEY,)).fetchone() is not None
        except psycopg.Error:
            return False


def _nobody_told(holder: MartsHolder | None) -> None: ...


@contextmanager
def hold_marts(
    project: Project,
    doing: str,
    *,
    wait: bool = False,
    waiting: Callable[[MartsHolder | None], None] = _nobody_told,
) -> Iterator[HeldMarts]:
    """Hold the advisory lock of Postgres marts while the body runs.

    `wait` and `waiting` are as in `single_flight`. Raises LockedError, ConnectionFailedError (also while it waits).
    """
    told: int | None = None
    begun = False
    while True:
        session, holder = _attempt(marts_connection(project), doing)
        if session is not None:
            break
        if not wait:
            raise _taken(holder)
        pid = holder.pid if holder is not None else None
        if not begun or (pid is not None and pid != told):
            waiting(holder)
            begun, told = True, pid
        time.sleep(POLL_SECONDS)
    try:
        yield HeldMarts(session)
    finally:
        session.close()


def _attempt(connection: Connection, doing: str) -> "tuple[psycopg.Connection[Any] | None, MartsHolder | None]":
    """A session that has the lock, or else who has it (None: it was freed in that moment)."""
    conninfo = connection.conninfo(
        connect_timeout=15, keepalives_idle=10, keepalives_interval=5, keepalives_count=2, tcp_user_timeout=20_000
    )
    try:
        session = psycopg.connect(conninfo, autocommit=True)
        try:
            session.execute("SELECT set_config('application_name', %s, false)", (f"{_NAME}{doing}"[:63],))
            session.execute(_SETTINGS)
            row = session.execute("SELECT pg_try_advisory_lock(%s)", (LOCK_KEY,)).fetchone()
            if row and row[0]:
                return session, None
            holder = _holder(session)
        except BaseException:
            session.close()
            raise
    except psycopg.OperationalError as error:
        raise marts_refused(str(error), connection) from None
    session.close()
    return None, holder


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
