"""The lock in Postgres marts: it keeps out ingests of other machines, and a lost session frees it."""

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg

from heartbeat_cli.errors import LockedError
from heartbeat_cli.estate import Project, marts_connection
from heartbeat_cli.estate.access import marts_refused

# One number for all of hb, made from the letters of its name.
LOCK_KEY = 0x6862_696E_6765_7374

_HOLDER = """
SELECT a.pid, coalesce(host(a.client_addr), 'this machine'), a.application_name, a.backend_start
FROM pg_locks l JOIN pg_stat_activity a USING (pid) JOIN pg_database d ON d.oid = l.database
WHERE l.locktype = 'advisory' AND l.granted AND d.datname = current_database()
  AND (l.classid::bigint << 32 | l.objid::bigint) = %s
"""


@contextmanager
def hold_marts(project: Project, doing: str) -> Iterator[None]:
    """Hold the advisory lock of the marts while the body runs; raises LockedError, ConnectionFailedError."""
    connection = marts_connection(project)
    try:
        session = psycopg.connect(connection.conninfo(connect_timeout=15, keepalives_idle=30), autocommit=True)
    except psycopg.OperationalError as error:
        raise marts_refused(str(error), connection) from None
    with session:
        session.execute("SELECT set_config('application_name', %s, false)", (f"hb: {doing}"[:63],))
        row = session.execute("SELECT pg_try_advisory_lock(%s)", (LOCK_KEY,)).fetchone()
        if row is None or not row[0]:
            raise _taken(session)
        yield


def _taken(session: psycopg.Connection[tuple[object, ...]]) -> LockedError:
    row = session.execute(_HOLDER, (LOCK_KEY,)).fetchone()
    if row is None:
        return LockedError("another ingest is writing to these marts", hint="Try again in a moment.")
    pid, address, what, since = row
    return LockedError(
        f"another ingest is writing to these marts from {address}: {what}, since {since:%Y-%m-%d %H:%M:%S %Z}",
        hint=f"Wait for it. If its machine is gone: SELECT pg_terminate_backend({pid}); in the marts frees the lock.",
    )
