"""Reading Postgres marts."""

import contextlib
from collections.abc import Iterator
from typing import Any

import psycopg

from heartbeat_cli.estate import (
    PINNED,
    USUAL_LIMITS,
    ProjectSettings,
    QueryLimits,
    as_options,
    marts_connection,
    marts_refused,
)
from heartbeat_cli.marts.failures import (
    first_line,
    marts_lost,
    memory_spent,
    query_refused,
    query_timed_out,
    spill_spent,
)
from heartbeat_cli.marts.names import is_dataset, is_landed_name
from heartbeat_cli.marts.reader import LandedTable, MartsReader, Result, TableShape, count_rows
from heartbeat_cli.pgschema import Column, quote

_COLUMNS = """
SELECT n.nspname, c.relname, pg_table_size(c.oid), a.attname, format_type(a.atttypid, a.atttypmod), NOT a.attnotnull
FROM pg_class c
JOIN pg_namespace n ON n.oid = c.relnamespace
JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition
ORDER BY n.nspname, c.relname, a.attnum
"""
# A partitioned table has its rows in its partitions; it is empty itself, and may never have been analyzed.
_ESTIMATES = """
SELECT n.nspname, c.relname, coalesce(p.tuples, c.reltuples), coalesce(p.bytes, pg_table_size(c.oid))
FROM pg_class c
JOIN pg_namespace n ON n.oid = c.relnamespace
LEFT JOIN LATERAL (
  SELECT CASE WHEN min(l.reltuples) < 0 THEN -1 ELSE sum(l.reltuples) END AS tuples, sum(pg_table_size(l.oid)) AS bytes
  FROM pg_partition_tree(c.oid) AS t JOIN pg_class AS l ON l.oid = t.relid
  WHERE t.isleaf
) AS p ON c.relkind = 'p'
WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition
"""

# Each sort and hash of a query may take it.
_MOST_WORK_MB = 64


def open_postgres(project: ProjectSettings) -> "PostgresReader":
    """Postgres marts for reading; see `open_marts`."""
    connection = marts_connection(project)
    options = _session_options(project.limits)
    try:
        session = psycopg.connect(
            connection.conninfo(options=options, connect_timeout=15, client_encoding="UTF8"), autocommit=True
        )
        _bind(session, project)
    except psycopg.Error as error:
        raise marts_refused(str(error), connection) from None
    return PostgresReader(session, project.limits)


def _bind(session: psycopg.Connection[Any], project: ProjectSettings) -> None:
    """What an option of the connection cannot say: a limit not everybody may set, and the role that reads."""
    with contextlib.suppress(psycopg.errors.InsufficientPrivilege):
        session.execute(f"SET temp_file_limit = '{project.limits.spill_mb}MB'".encode())
    if role := project.marts.options.get("role"):
        session.execute(f"SET ROLE {quote(role)}".encode())


def _session_options(limits: QueryLimits) -> str:
    """What makes values and their text the same on every server, and a session one that can only read."""
    settings = {
        **PINNED,
        "statement_timeout": str(round(limits.seconds * 1000)),
        "default_transaction_read_only": "on",
        "work_mem": f"{min(limits.memory_mb, _MOST_WORK_MB)}MB",
    }
    return as_options(settings)


class PostgresReader(MartsReader):
    """Read-only marts on PostgreSQL."""

    dialect = "postgres"
    most_counted = 100_000

    def __init__(self, session: psycopg.Connection[Any], limits: QueryLimits = USUAL_LIMITS) -> None:
        self._session, self._limits = session, limits
        self._in_snapshot = False

    def has_tables(self) -> bool:
        """Whether anything has landed. Raises HbError where the marts do not answer."""
        return bool(self._columns())

    def tables(self) -> tuple[LandedTable, ...]:
        tables = self._columns()
        if not tables:
            return ()
        counts = count_rows(self, ((dataset, name) for dataset, name, _ in tables))
        return tuple(
            LandedTable(dataset, name, tuple(columns), rows, size)
            for ((dataset, name, size), columns), rows in zip(tables.items(), counts, strict=True)
        )

    def shapes(self) -> tuple[TableShape, ...]:
        known = {(str(s), str(t)): (float(str(n)), int(str(b))) for s, t, n, b in self.query(_ESTIMATES).rows}
        found = []
        for (dataset, name, _), columns in self._columns().items():
            rows, size = known[dataset, name]
            found.append(TableShape(dataset, name, tuple(columns), None if rows < 0 else int(rows), size))
        return tuple(found)

    def _columns(self) -> dict[tuple[str, str, int], list[Column]]:
        tables: dict[tuple[str, str, int], list[Column]] = {}
        for dataset, name, size, column, type_, nullable in self.query(_COLUMNS).rows:
            if is_dataset(str(dataset)) and is_landed_name(str(name)):
                own = tables.setdefault((str(dataset), str(name), int(str(size))), [])
                own.append(Column(str(column), str(type_), nullable=bool(nullable)))
        return tables

    def query(self, sql: str) -> Result:
        """See MartsReader."""
        try:
            with self._kept():
                cursor = self._session.execute(sql.encode())
            rows = tuple(tuple(row) for row in cursor.fetchall()) if cursor.description else ()
        except psycopg.errors.QueryCanceled:
            raise query_timed_out(self._limits.seconds) from None
        except psycopg.errors.ConfigurationLimitExceeded:
            raise spill_spent(self._limits.spill_mb) from None
        except (psycopg.errors.OutOfMemory, psycopg.errors.ProgramLimitExceeded):
            raise memory_spent(1024) from None
        except psycopg.Error as error:
            if self._session.closed:
                message = f"the connection to the marts was lost: {first_line(error)}"
                raise marts_lost(message, "Run the same command again when they are back.") from None
            raise query_refused(error) from error
        return Result(tuple(column.name for column in cursor.description or ()), rows)

    @contextlib.contextmanager
    def snapshot(self) -> Iterator[None]:
        """See MartsReader."""
        self.query("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        self._in_snapshot = True
        try:
            yield
        finally:
            self._in_snapshot = False
            if not self._session.closed:
                self.query("ROLLBACK")

    def _kept(self) -> contextlib.AbstractContextManager[object]:
        """A savepoint within a snapshot: PostgreSQL would drop that with the query that fails."""
        return self._session.transaction() if self._in_snapshot else contextlib.nullcontext()

    def close(self) -> None:
        self._session.close()
