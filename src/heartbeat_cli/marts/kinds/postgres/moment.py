"""Adding a record to Postgres marts, on a session of its own."""

from collections.abc import Sequence

import psycopg

from heartbeat_cli.errors import MartsFailedError
from heartbeat_cli.estate import PINNED, ProjectSettings, as_options, marts_connection, marts_refused
from heartbeat_cli.marts.failures import first_line

_MILLISECONDS = 5_000


def write_for_a_moment(project: ProjectSettings, statements: Sequence[str]) -> None:
    """Run statements in one transaction.

    Raises ConnectionFailedError where the marts do not answer, HbError where they may not be written.
    """
    connection = marts_connection(project)
    timeouts = dict.fromkeys(("statement_timeout", "lock_timeout"), str(_MILLISECONDS))
    options = as_options({**PINNED, **timeouts})
    try:
        session = psycopg.connect(connection.conninfo(options=options, connect_timeout=15, client_encoding="UTF8"))
    except psycopg.OperationalError as error:
        raise marts_refused(str(error), connection) from None
    try:
        with session:
            # Two who create the same schema at once fail each other, IF NOT EXISTS or not.
            session.execute("SELECT pg_advisory_xact_lock(hashtext('hb: records'))")
            for statement in statements:
                session.execute(statement.encode())
    except psycopg.Error as error:
        raise MartsFailedError(f"the marts cannot be written: {first_line(error)}") from None
