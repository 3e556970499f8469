"""What must exist before Postgres marts can be landed in: as SQL for a DBA, and made where we may."""

from typing import TYPE_CHECKING, Any, Final

from heartbeat_cli.errors import HbError, MartsFailedError
from heartbeat_cli.estate import Connection, ProjectSettings, marts_connection, marts_refused
from heartbeat_cli.extras import need
from heartbeat_cli.pgschema import quote, quote_if_needed

if TYPE_CHECKING:
    import psycopg

_SECONDS: Final = 10
_MAY_CREATE: Final = "SELECT has_database_privilege(current_database(), 'CREATE')"
_ROLE: Final = "SELECT pg_has_role(current_user, %s, 'MEMBER') FROM pg_roles WHERE rolname = %s"


def marts_sql(user: str, database: str, role: str | None = None) -> str:
    """What an administrator runs once for Postgres marts; the password is set by hand, and stands nowhere."""
    who, what = quote_if_needed(user), quote_if_needed(database)
    lines = [
        "-- What must exist for the marts. Run it once, as an administrator of their server.",
        f"CREATE ROLE {who} LOGIN;  -- unless there is one; then, in psql: \\password {who}",
        f"CREATE DATABASE {what} OWNER {who} TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C';",
    ]
    if role:
        lines += [f"CREATE ROLE {quote_if_needed(role)} NOLOGIN;", f"GRANT {quote_if_needed(role)} TO {who};"]
    return "\n".join(lines) + "\n"


def schema_sql(project: ProjectSettings, schema: str) -> str:
    """What an administrator runs where we may make no schema: it is made ours, and who reads the marts reads it."""
    user, role = quote_if_needed(marts_connection(project).user), project.marts.options.get("role")
    lines = [
        f"CREATE SCHEMA IF NOT EXISTS {quote_if_needed(schema)};",
        f"ALTER SCHEMA {quote_if_needed(schema)} OWNER TO {user};",
    ]
    if role:
        lines.append(f"GRANT USAGE ON SCHEMA {quote_if_needed(schema)} TO {quote_if_needed(role)};")
    return "\n".join(lines) + "\n"


def make_marts(project: ProjectSettings) -> bool:
    """Have the database of the marts: made where there is none and we may make one; whether it was.

    Raises MartsFailedError with the SQL to ask for where we may not, and where the server does not let us in.
    """
    need("postgres")
    connection, role = marts_connection(project), project.marts.options.get("role")
    try:
        with _entered(connection, connection.database) as session:
            _hold_sound(session, connection, role)
    except MartsFailedError as error:
        if "there is no database" not in error.message:
            raise error.replace(hint=_asking(error, connection, role)) from None
        _create(connection, role)
        return True
    return False


def _entered(connection: Connection, database: str) -> "psycopg.Connection[Any]":
    import psycopg

    try:
        return psycopg.connect(
            connection.conninfo(database, connect_timeout=_SECONDS, client_encoding="UTF8"), autocommit=True
        )
    except psycopg.Error as error:
        raise marts_refused(str(error), connection) from None


def _hold_sound(session: "psycopg.Connection[Any]", connection: Connection, role: str | None) -> None:
    """Raises MartsFailedError where we may not make datasets there, or not become the role that reads."""
    (may_create,) = session.execute(_MAY_CREATE).fetchone() or (False,)
    if not may_create:
        grant = (
            f"GRANT CREATE ON DATABASE {quote_if_needed(connection.database)} TO {quote_if_needed(connection.user)};"
        )
        raise MartsFailedError(
            f"{connection.user} may make no datasets in {connection.database}",
            where=connection.database,
            hint=f"Ask an administrator to run: {grant}",
        )
    if role and session.execute(_ROLE, (role, role)).fetchone() != (True,):
        raise MartsFailedError(
            f"{connection.user} cannot become {role}, the role that reads",
            where=connection.database,
            hint=f"Ask an administrator to run: GRANT {quote_if_needed(role)} TO {quote_if_needed(connection.user)};",
        )


def _create(connection: Connection, role: str | None) -> None:
    import psycopg

    with _entered(connection, "postgres") as session:
        try:
            session.execute(
                f"CREATE DATABASE {quote(connection.database)} TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C'".encode()
            )
        except psycopg.errors.DuplicateDatabase:
            return
        except psycopg.Error as error:
            refused = MartsFailedError(
                f"the database of the marts cannot be made: {str(error).splitlines()[0]}", where=connection.database
            )
            raise refused.replace(hint=_asking(refused, connection, role)) from None


def _asking(error: HbError, connection: Connection, role: str | None) -> str | None:
    """What to ask an administrator for, unless the failure says so itself."""
    if error.retryable or (error.hint or "").startswith("Ask an administrator"):
        return error.hint
    return (
        f"Ask an administrator of {connection.address} to run:\n{marts_sql(connection.user, connection.database, role)}"
    )
