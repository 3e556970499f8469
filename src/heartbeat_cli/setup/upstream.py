"""A server is asked, in sessions that can only read, which databases it has and what is in them."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

from heartbeat_cli.errors import ConnectionFailedError, HbError, UnreachableError
from heartbeat_cli.estate import as_options, is_wrong_password, reading, reason_of, wants_password
from heartbeat_cli.setup.address import ServerAddress
from heartbeat_cli.setup.found import FoundDatabase, FoundSchema

if TYPE_CHECKING:
    import psycopg

_CONNECT_SECONDS: Final = 10
_MOST_DATABASES: Final = 200
_USUAL: Final = "postgres"

_DATABASES: Final = """
SELECT datname, shobj_description(oid, 'pg_database')
FROM pg_database
WHERE datallowconn AND NOT datistemplate AND has_database_privilege(oid, 'CONNECT')
ORDER BY datname
LIMIT %s
"""
_SCHEMAS: Final = """
SELECT n.nspname, array_agg(c.relname::text ORDER BY c.relname),
  CASE WHEN bool_or(c.reltuples < 0) THEN NULL ELSE sum(c.reltuples)::bigint END,
  bool_and(has_schema_privilege(n.oid, 'USAGE') AND has_table_privilege(c.oid, 'SELECT')),
  bool_and(e.objid IS NOT NULL)
FROM pg_class AS c
JOIN pg_namespace AS n ON n.oid = c.relnamespace
LEFT JOIN pg_depend AS e ON e.classid = 'pg_class'::regclass AND e.objid = c.oid AND e.deptype = 'e'
WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition
  AND n.nspname NOT LIKE 'pg\\_%%' AND n.nspname <> 'information_schema'
GROUP BY n.nspname
ORDER BY n.nspname
"""


def look_upstream(address: ServerAddress, env: str) -> tuple[FoundDatabase, ...]:
    """Every database of the server that we may enter, with its schemas; the one that was named first.

    A database that lets us in and tells nothing is left out, but for the one that was named. Raises
    ConnectionFailedError where the server does not let us in.
    """
    with _session(address, env, address.database or _USUAL) as session:
        databases = session.execute(_DATABASES.encode(), (_MOST_DATABASES,)).fetchall()
    found = []
    for name, comment in sorted(databases, key=lambda row: row[0] != address.database):
        try:
            found.append(FoundDatabase(name, _schemas(address, env, name), comment))
        except HbError:
            if name == address.database:
                raise
    return tuple(found)


def lets_in(address: ServerAddress, env: str) -> bool:
    """Whether a server asks for no password, or libpq finds one by itself (PGPASSFILE, ~/.pgpass).

    Raises UnreachableError where it does not answer.
    """
    try:
        with _session(address, env, address.database or _USUAL):
            return True
    except UnreachableError:
        raise
    except ConnectionFailedError as error:
        return error.code != "wrong_password"


def _schemas(address: ServerAddress, env: str, database: str) -> tuple[FoundSchema, ...]:
    with _session(address, env, database) as session:
        rows = session.execute(_SCHEMAS.encode(), ()).fetchall()
    return tuple(FoundSchema(name, tuple(tables), *others) for name, tables, *others in rows)


@contextmanager
def _session(address: ServerAddress, env: str, database: str) -> "Iterator[psycopg.Connection[Any]]":
    import psycopg

    options = as_options(reading(60_000, 10_000, 120_000))
    connection = address.connection(env, database)
    try:
        session = psycopg.connect(
            connection.conninfo(options=options, connect_timeout=_CONNECT_SECONDS, client_encoding="UTF8"),
            autocommit=True,
        )
    except psycopg.OperationalError as error:
        raise _refused(str(error), address, database) from None
    with session:
        try:
            yield session
        except psycopg.Error as error:
            raise HbError(
                f"the catalogue of {database} could not be read: {reason_of(str(error))}", code="catalogue_unreadable"
            ) from None


def _refused(text: str, address: ServerAddress, database: str) -> ConnectionFailedError:
    where = f"{address.host}:{address.port}"
    if is_wrong_password(text):
        missing = wants_password(text)
        return ConnectionFailedError(
            f"the server at {where} refuses {address.user} without a password, and none is set"
            if missing
            else f"the server at {where} refuses the password of {address.user}",
            hint="Set PGPASSWORD; without it hb asks." if missing else "Check PGPASSWORD; without it hb asks.",
            code="wrong_password",
        )
    if f'database "{database}" does not exist' in text:
        return ConnectionFailedError(
            f"there is no database '{database}' at {where}",
            hint="Name one that is there at the end of the connection string.",
            code="no_database",
        )
    if "permission denied for database" in text:
        return ConnectionFailedError(f"{address.user} may not connect to {database}", code="no_permission")
    return UnreachableError(
        f"the server at {where} does not answer: {reason_of(text)}",
        hint="Is it up and reachable from here?",
        retryable=True,
    )
