"""Short read-only sessions at a live database, for its catalogue only."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from heartbeat_cli.errors import HbError, NotFoundError
from heartbeat_cli.estate import Connection, Source, as_options, reading, reason_of, source_refused

if TYPE_CHECKING:
    import psycopg

CONNECT_SECONDS = 10
STATEMENT_MS = 60_000
LOCK_MS = 10_000
IDLE_MS = 120_000


def session_options() -> str:
    """libpq `options` of every session at a live database: read-only, bounded in time."""
    return as_options(reading(STATEMENT_MS, LOCK_MS, IDLE_MS))


@contextmanager
def open_catalogue(connection: Connection, source: Source) -> "Iterator[psycopg.Connection[Any]]":
    """A session at the source's database.

    Raises ConnectionFailedError or AccessDeniedError where the server does not let us in, HbError where it stops us.
    """
    import psycopg

    try:
        session = psycopg.connect(
            connection.conninfo(options=session_options(), connect_timeout=CONNECT_SECONDS, client_encoding="UTF8"),
            autocommit=True,
        )
    except psycopg.OperationalError as error:
        raise source_refused(str(error), source, connection, source.schemas) from None
    with session:
        try:
            yield session
        except psycopg.Error as error:
            raise HbError(
                f"the catalogue could not be read: {reason_of(str(error))}",
                where=source.name,
                hint="Try again when the server is less busy.",
                code="catalogue_unreadable",
                retryable=True,
            ) from error


def no_structure(source: Source) -> NotFoundError:
    """The failure of a source that is no database."""
    return NotFoundError(
        f"'{source.name}' is no database ({source.archetype}): there is no DDL of it",
        hint=f"`hb sources status {source.name}` shows what is known about it.",
        code="no_dump",
    )
