"""What a DBA has to grant, and what a server's refusal means."""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from heartbeat_cli.errors import AccessDeniedError, ConnectionFailedError, HbError
from heartbeat_cli.estate import Connection, Source
from heartbeat_cli.ingest.types import quote

if TYPE_CHECKING:
    import psycopg

_PLAIN_NAME = re.compile(r"[a-z_][a-z0-9_]*")


def grant_statements(source: Source, user: str, schemas: Sequence[str] = ()) -> tuple[str, ...]:
    """The GRANTs `user` needs to read the slice of `source`: on `schemas`, by default all the slice has."""
    who = _name(user)
    wanted = schemas or [slice_.schema for slice_ in source.slices]
    statements = [f"GRANT CONNECT ON DATABASE {_name(source.database or source.name)} TO {who};"]
    for schema in wanted:
        statements.append(f"GRANT USAGE ON SCHEMA {_name(schema)} TO {who};")
        statements.append(f"GRANT SELECT ON ALL TABLES IN SCHEMA {_name(schema)} TO {who};")
    return tuple(statements)


def _name(identifier: str) -> str:
    return identifier if _PLAIN_NAME.fullmatch(identifier) else quote(identifier)


def not_granted(source: Source, user: str, message: str, schemas: Sequence[str] = ()) -> HbError:
    """The failure of a source we may not read, with the exact statements to ask for."""
    statements = "\n".join(grant_statements(source, user, schemas))
    return AccessDeniedError(
        message,
        where=source.name,
        hint=f"Ask the DBA of cluster {source.cluster} to run, in database {source.database}:\n{statements}",
        code="not_granted",
    )


def connection_refused(error: "psycopg.Error", source: Source, connection: Connection) -> HbError:
    """Why a server did not let us in. libpq gives no SQLSTATE before a session exists, only text."""
    text = str(error)
    if "permission denied for database" in text or "CONNECT privilege" in text:
        return not_granted(source, connection.user, f"{connection.user} may not connect to {source.database}")
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
        f"cluster {source.cluster} at {connection.address} does not answer: {_reason(text)}",
        where=source.name,
        hint=f"Is the server up and reachable from here? {connection.env}_HOST and {connection.env}_PORT say where.",
        code="connection_failed",
        retryable=True,
    )


def marts_refused(error: "psycopg.Error", connection: Connection) -> HbError:
    """Why Postgres marts did not let us in."""
    return ConnectionFailedError(
        f"the marts at {connection.address} do not answer: {_reason(str(error))}",
        where=connection.database,
        hint=f"Is the server up? {connection.env}_HOST, _PORT, _USER, _PASSWORD and _DATABASE say where it is.",
        code="marts_unavailable",
        retryable=True,
    )


def _reason(text: str) -> str:
    """The reason in libpq's message: what follows the last `failed:` of its first line."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return lines[0].rpartition("failed: ")[2] if lines else "no reason given"
