"""Short read-only sessions at a live database, for its catalogue only; and what a refusal means."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from heartbeat_cli.errors import AccessDeniedError, ConnectionFailedError, HbError, NotFoundError
from heartbeat_cli.estate import Connection, Source

if TYPE_CHECKING:
    import psycopg

CONNECT_SECONDS = 10
_SETTINGS = {
    "statement_timeout": "60000",
    "lock_timeout": "10000",
    "idle_in_transaction_session_timeout": "120000",
    "default_transaction_read_only": "on",
}


def session_options() -> str:
    """libpq `options` of every session at a live database: read-only, bounded in time."""
    return " ".join(f"-c {name}={value}" for name, value in _SETTINGS.items())


@contextmanager
def open_catalogue(connection: Connection, source: Source) -> "Iterator[psycopg.Connection[Any]]":
    """A session at the source's database.

    Raises ConnectionFailedError or AccessDeniedError where the server does not let us in, HbError where it stops us.
    """
    import psycopg

    try:
        session = psycopg.connect(
            connection.conninfo(options=session_options(), connect_timeout=CONNECT_SECONDS), autocommit=True
        )
    except psycopg.OperationalError as error:
        raise refused(str(error), source, connection) from None
    with session:
        try:
            yield session
        except psycopg.Error as error:
            raise HbError(
                f"the catalogue could not be read: {first_line(str(error))}",
                where=source.name,
                hint="Try again when the server is less busy.",
                code="catalogue_unreadable",
                retryable=True,
            ) from error


def refused(text: str, source: Source, connection: Connection) -> HbError:
    """Why a server did not let us in, from libpq's message: it gives no SQLSTATE before there is a session."""
    if "permission denied for database" in text or "CONNECT privilege" in text:
        return not_granted(source, connection, {}, f"{connection.user} may not connect to {source.database}")
    if "password authentication failed" in text or "no password supplied" in text:
        return ConnectionFailedError(
            f"cluster {source.cluster} at {connection.address} refuses the password of {connection.user}",
            where=source.name,
            hint=f"Check {connection.env}_USER and {connection.env}_PASSWORD.",
            code="wrong_password",
        )
    if f'database "{connection.database}" does not exist' in text:
        return ConnectionFailedError(
            f"there is no database '{connection.database}' at {connection.address}",
            where=source.name,
            hint=f"Check `database` in {source.file.name} and {connection.env}_HOST.",
            code="no_database",
        )
    return ConnectionFailedError(
        f"cluster {source.cluster} at {connection.address} does not answer: {first_line(text)}",
        where=source.name,
        hint=f"Is the server up and reachable from here? {connection.env}_HOST and {connection.env}_PORT say where.",
        code="connection_failed",
        retryable=True,
    )


def not_granted(
    source: Source, connection: Connection, unreadable: Mapping[str, int], message: str | None = None
) -> AccessDeniedError:
    """The failure of a source whose DDL we may not read, with the statements to ask for.

    `unreadable` counts the tables per schema that `pg_dump` could not lock; without it, those of the inventory are
    asked for.
    """
    from psycopg import sql

    told = ", ".join(f"{count} in {schema}" for schema, count in unreadable.items())
    to = sql.SQL(" TO {};").format(sql.Identifier(connection.user))
    asked = [sql.SQL("GRANT CONNECT ON DATABASE {}").format(sql.Identifier(connection.database))]
    for schema in map(sql.Identifier, unreadable or source.schemas):
        asked += [sql.SQL("GRANT USAGE ON SCHEMA {}").format(schema)]
        asked += [sql.SQL("GRANT SELECT ON ALL TABLES IN SCHEMA {}").format(schema)]
    lines = "\n".join((statement + to).as_string() for statement in asked)
    return AccessDeniedError(
        message or f"{connection.user} may not read every table of {source.database} ({told}); pg_dump needs all",
        where=source.name,
        hint=f"Ask the DBA of cluster {source.cluster} to run, in database {source.database}:\n{lines}",
        code="not_granted",
    )


def no_structure(source: Source) -> NotFoundError:
    """The failure of a source that is no database."""
    return NotFoundError(
        f"'{source.name}' is no database ({source.archetype}): there is no DDL of it",
        hint=f"`hb sources status {source.name}` shows what is known about it.",
        code="no_dump",
    )


def first_line(text: str) -> str:
    """The reason in a server's or libpq's message: what follows the last `failed:` of its first line."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return lines[0].rpartition("failed: ")[2] if lines else "no reason given"
