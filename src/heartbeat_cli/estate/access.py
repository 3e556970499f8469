"""What a PostgreSQL server's refusal means, and what a DBA has to grant.

Before there is a session libpq gives no SQLSTATE, only text; that text is all these functions take.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from heartbeat_cli.errors import (
    AccessDeniedError,
    ConnectionFailedError,
    HbError,
    MartsFailedError,
    NotGrantedError,
    UnreachableError,
)
from heartbeat_cli.estate.credentials import Connection
from heartbeat_cli.estate.inventory import Slice, Source
from heartbeat_cli.estate.project import ProjectSettings
from heartbeat_cli.pgschema import quote_if_needed


@dataclass(frozen=True, slots=True)
class WantedTable:
    """A table to be read: all of it, or only `columns`, where the others are to stay hidden."""

    schema: str
    name: str
    columns: tuple[str, ...] = ()


def grant_statements(source: Source, user: str, schemas: Sequence[str] = ()) -> tuple[str, ...]:
    """The GRANTs `user` needs to read `source`: all of `schemas`, by default what its slice has.

    What only the server knows (which tables an `except` leaves, which columns are not excluded) is a comment.
    """
    who = quote_if_needed(user)
    statements = [f"GRANT CONNECT ON DATABASE {quote_if_needed(source.database or source.name)} TO {who};"]
    slices = [Slice(schema) for schema in schemas] or source.slices
    for slice_ in slices:
        statements.append(f"GRANT USAGE ON SCHEMA {quote_if_needed(slice_.schema)} TO {who};")
        hidden = () if schemas else _with_hidden_columns(source, slice_)
        statements += _slice_grants(slice_, hidden, who)
    return tuple(statements)


def _with_hidden_columns(source: Source, slice_: Slice) -> tuple[str, ...]:
    named = [name.partition(".") for name, settings in source.tables if settings.exclude]
    return slice_.pick(table for schema, _, table in named if schema == slice_.schema)


def _slice_grants(slice_: Slice, hidden: Sequence[str], who: str) -> list[str]:
    schema = quote_if_needed(slice_.schema)
    if not slice_.only and not slice_.but and not hidden:
        return [f"GRANT SELECT ON ALL TABLES IN SCHEMA {schema} TO {who};"]
    tables = [f"{schema}.{quote_if_needed(name)}" for name in slice_.only if name not in hidden]
    statements = [f"GRANT SELECT ON {', '.join(tables)} TO {who};"] if tables else []
    if hidden or not slice_.only:
        statements.append(f"-- Then run `hb ingest --plan`: it names the tables and columns of {schema} still needed.")
    return statements


def table_grants(user: str, closed: Iterable[str], tables: Iterable[WantedTable]) -> tuple[str, ...]:
    """The GRANTs `user` needs to read `tables`, and nothing else; `closed` are schemas it may not even use."""
    who = quote_if_needed(user)
    statements = [f"GRANT USAGE ON SCHEMA {quote_if_needed(schema)} TO {who};" for schema in closed]
    whole = [table for table in tables if not table.columns]
    if whole:
        statements.append(f"GRANT SELECT ON {', '.join(map(_spelled, whole))} TO {who};")
    for table in (table for table in tables if table.columns):
        columns = ", ".join(map(quote_if_needed, table.columns))
        statements.append(f"GRANT SELECT ({columns}) ON {_spelled(table)} TO {who};")
    return tuple(statements)


def _spelled(table: WantedTable) -> str:
    return f"{quote_if_needed(table.schema)}.{quote_if_needed(table.name)}"


def not_granted(
    source: Source, user: str, message: str, schemas: Sequence[str] = (), statements: Sequence[str] = ()
) -> AccessDeniedError:
    """The failure of a source we may not read, with the exact statements to ask for."""
    asked = "\n".join(statements or grant_statements(source, user, schemas))
    return NotGrantedError(
        message,
        where=source.name,
        hint=f"Ask the DBA of cluster {source.cluster} to run, in database {source.database}:\n{asked}",
    )


def rows_hidden(source: Source, user: str, table: str) -> AccessDeniedError:
    """The failure of a table of which `user` sees some rows only."""
    return NotGrantedError(
        f"row-level security hides rows of {table} from {user}, and what is hidden would be missing in silence",
        where=source.name,
        hint=f"Ask the DBA of cluster {source.cluster} to run: ALTER ROLE {quote_if_needed(user)} BYPASSRLS; (no GRANT"
        " and no policy does it), or leave the table out of the slice.",
    )


def in_the_demo(error: HbError, project: ProjectSettings) -> HbError:
    """The failure as the demo's user should read it: who sits at the keyboard is the administrator as well."""
    if not project.demo or not isinstance(error, NotGrantedError):
        return error
    return error.replace(hint=f"{error.hint}\nIn the demo that is you: `hb demo grant {error.where}`.")


def source_refused(text: str, source: Source, connection: Connection, schemas: Sequence[str] = ()) -> HbError:
    """Why the server of a source did not let us in; `schemas` are those we came for, by default its slice's."""
    if "permission denied for database" in text or "CONNECT privilege" in text:
        message = f"{connection.user} may not connect to {source.database}"
        return not_granted(source, connection.user, message, schemas)
    if is_wrong_password(text):
        message, hint = password_refused(text, f"cluster {source.cluster} at {connection.address} refuses", connection)
        return ConnectionFailedError(message, where=source.name, hint=hint, code="wrong_password")
    if f'database "{connection.database}" does not exist' in text:
        return ConnectionFailedError(
            f"there is no database '{connection.database}' at {connection.address}",
            where=source.name,
            hint=f"Check `database` in {source.file.name} and {connection.env}_HOST.",
            code="no_database",
        )
    return UnreachableError(
        f"cluster {source.cluster} at {connection.address} does not answer: {reason_of(text)}",
        where=source.name,
        hint=f"Is the server up and reachable from here? {connection.env}_HOST and {connection.env}_PORT say where.",
        retryable=True,
    )


def marts_refused(text: str, connection: Connection) -> MartsFailedError:
    """Why Postgres marts did not let us in: they do not answer, or answer no."""
    said, database = None, connection.database
    if "permission denied for database" in text or "CONNECT privilege" in text:
        said = f"{connection.user} may not connect to the marts, database {database} at {connection.address}"
        hint = f"Grant it there: GRANT CONNECT ON DATABASE {quote_if_needed(database)} TO"
        hint += f" {quote_if_needed(connection.user)};"
    elif is_wrong_password(text):
        said, hint = password_refused(text, f"the marts at {connection.address} refuse", connection)
    elif f'database "{database}" does not exist' in text:
        said = f"there is no database '{database}' for the marts at {connection.address}"
        hint = "`hb init --marts` makes it, or says what to ask for."
        hint += f" {connection.env}_DATABASE, _HOST and _PORT say where it is looked for."
    if said is not None:
        return MartsFailedError(
            said,
            where=database,
            hint=hint,
        )
    if "FATAL:" in text:
        return MartsFailedError(
            f"the marts at {connection.address} let nobody in: {reason_of(text)}",
            where=database,
            hint=f"Run the same command again when they do; {connection.env}_USER and _DATABASE say as whom and where.",
            retryable=True,
        )
    return MartsFailedError(
        f"the marts at {connection.address} do not answer: {reason_of(text)}",
        where=connection.database,
        hint=f"Is the server up? {connection.env}_HOST, _PORT, _USER, _PASSWORD and _DATABASE say where it is.",
        retryable=True,
    )


def is_wrong_password(text: str) -> bool:
    """Whether a server refused the password, or was given none."""
    return "password authentication failed" in text or wants_password(text)


def wants_password(text: str) -> bool:
    """Whether a server asked for a password, and none was there to be given."""
    return "no password supplied" in text


def password_refused(text: str, refuses: str, connection: Connection) -> tuple[str, str]:
    """What to say where `is_wrong_password`, and what to do; `refuses` names the server and what it does."""
    if wants_password(text):
        hint = f"Set {connection.env}_PASSWORD in the environment or in .env; ~/.pgpass is read as well."
        return f"{refuses} {connection.user} without a password, and none is set", hint
    hint = f"Check {connection.env}_USER and {connection.env}_PASSWORD."
    return f"{refuses} the password of {connection.user}", hint


def reason_of(text: str) -> str:
    """The reason in a server's or libpq's message: what follows the last `failed:` of its first line."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return lines[0].rpartition("failed: ")[2] if lines else "no reason given"
