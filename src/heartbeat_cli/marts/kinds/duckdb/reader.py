"""Reading the DuckDB file."""

import os
from collections.abc import Sequence
from pathlib import Path

import duckdb

from heartbeat_cli.errors import QueryLimitError
from heartbeat_cli.estate import USUAL_LIMITS, ProjectSettings, QueryLimits
from heartbeat_cli.marts.failures import memory_spent, query_refused, query_timed_out, spill_spent
from heartbeat_cli.marts.kinds.duckdb.alarm import Alarm
from heartbeat_cli.marts.kinds.duckdb.file import connect, is_locked, passed_on
from heartbeat_cli.marts.kinds.duckdb.macros import CATALOGUE, create_macros
from heartbeat_cli.marts.kinds.duckdb.stretches import stretches
from heartbeat_cli.marts.names import is_dataset, is_landed_name, landed_relation
from heartbeat_cli.marts.reader import LandedTable, MartsReader, Result, TableShape, count_rows
from heartbeat_cli.pgschema import Column, canonical, literal
from heartbeat_cli.state import make_private_folder

_MB_PER_THREAD = 64


def open_duckdb(project: ProjectSettings) -> "DuckDbReader":
    """The marts file for reading; see `open_marts`."""
    return DuckDbReader(connect(project, read_only=True), project.limits, _spill_folder(project))


class DuckDbReader(MartsReader):
    """Read-only marts on DuckDB."""

    dialect = "duckdb"
    skips_rows = True

    def __init__(
        self, connection: duckdb.DuckDBPyConnection, limits: QueryLimits = USUAL_LIMITS, spill: Path | None = None
    ) -> None:
        self._connection = connection
        self._limits = limits
        self._alarm = Alarm(limits.seconds)
        try:
            connection.execute(CATALOGUE)
            if not is_locked(connection):
                _bind(connection, limits, spill)
        except RuntimeError as error:
            raise passed_on(error) from None

    def has_tables(self) -> bool:
        return bool(self._names())

    def tables(self) -> tuple[LandedTable, ...]:
        names = self._names()
        if not names:
            return ()
        columns, counts, sizes = self._columns(names), count_rows(self, names), self._sizes(names)
        return tuple(
            LandedTable(dataset, name, tuple(columns[dataset, name]), rows, sizes[i])
            for i, ((dataset, name), rows) in enumerate(zip(names, counts, strict=True))
        )

    def shapes(self) -> tuple[TableShape, ...]:
        names = self._names()
        columns = self._columns(names)
        return tuple(TableShape(dataset, name, tuple(columns[dataset, name])) for dataset, name in names)

    def _columns(self, names: list[tuple[str, str]]) -> dict[tuple[str, str], list[Column]]:
        columns: dict[tuple[str, str], list[Column]] = {name: [] for name in names}
        for schema, table, column, type_, nullable in self.query(
            "SELECT schema_name, table_name, column_name, data_type, is_nullable FROM duckdb_columns()"
            " WHERE database_name = current_database() ORDER BY schema_name, table_name, column_index"
        ).rows:
            if (own := columns.get((str(schema), str(table)))) is not None:
                own.append(Column(str(column), canonical(str(type_)), nullable=bool(nullable)))
        return columns

    def _names(self) -> list[tuple[str, str]]:
        found = self.query(
            "SELECT schema_name, table_name FROM duckdb_tables() WHERE database_name = current_database()"
            " AND NOT internal ORDER BY schema_name, table_name"
        ).rows
        return [(str(s), str(t)) for s, t in found if is_dataset(str(s)) and is_landed_name(str(t))]

    def _sizes(self, names: list[tuple[str, str]]) -> list[int | None]:
        """Bytes of the blocks each table has in the file, None while a part of it is in the write-ahead log only.

        DuckDB cannot be asked about a table with a quote in its name: None as well.
        """
        odd = {i for i, name in enumerate(names) if '"' in "".join(name)}
        selects = [
            f"SELECT {i} AS i, persistent, unnest(list_append(coalesce(additional_block_ids, []), block_id)) AS block"
            f" FROM pragma_storage_info({literal(landed_relation(s, t))})"
            for i, (s, t) in enumerate(names)
            if i not in odd
        ]
        # A table without rows has no segments, and takes no room.
        sizes: list[int | None] = [None if i in odd else 0 for i in range(len(names))]
        if not selects:
            return sizes
        rows = self.query(
            "SELECT i, bool_and(persistent), count(DISTINCT block) FILTER (WHERE block >= 0)"
            " * (SELECT block_size FROM pragma_database_size() WHERE database_name = current_database())"
            f" FROM ({' UNION ALL '.join(selects)}) GROUP BY i"
        ).rows
        for i, whole, size in rows:
            sizes[int(str(i))] = int(str(size)) if whole else None
        return sizes

    def query(self, sql: str) -> Result:
        """See MartsReader. Runs beside other queries of the same reader."""
        cursor = self._connection.cursor()
        try:
            with self._alarm.over(cursor):
                for statement in create_macros(sql):
                    cursor.execute(statement)
                cursor.execute(sql)
                rows = tuple(cursor.fetchall())
        except duckdb.InterruptException:
            raise query_timed_out(self._limits.seconds) from None
        except duckdb.OutOfMemoryException as error:
            raise _spent(error, self._limits) from None
        except duckdb.Error as error:
            raise query_refused(error) from error
        except RuntimeError as error:
            raise passed_on(error) from None
        else:
            return Result(tuple(str(column[0]) for column in cursor.description or ()), rows)
        finally:
            cursor.close()

    def stretches(self, relation: str, condition: str | None, rows: int) -> Sequence[str]:
        return stretches(self._connection, relation, condition, rows)

    def measure(self, sql: str) -> Result:
        """See MartsReader. From now on nobody changes a setting of this file."""
        if not is_locked(self._connection):
            self._connection.execute("SET lock_configuration = true")
        return self.query(sql)

    def close(self) -> None:
        self._alarm.close()
        self._connection.close()


def _spill_folder(project: ProjectSettings) -> Path | None:
    """Where nobody else looks: what does not fit into memory are rows. None where hb cannot keep anything."""
    try:
        make_private_folder(project.state)
    except OSError:
        return None
    return project.state / "spill"


def _bind(connection: duckdb.DuckDBPyConnection, limits: QueryLimits, spill: Path | None) -> None:
    """No query reaches files or other databases, or takes more than it may."""
    found = connection.execute("SELECT current_setting('temp_directory')").fetchone()
    # Another reader of this process has set it, and nothing of the file system is set twice.
    if spill is not None and found != (str(spill),):
        connection.execute(f"SET temp_directory = {literal(str(spill))}")
    connection.execute(f"SET memory_limit = '{limits.memory_mb}MB'")
    # Each has some of it in hand.
    threads = max(1, min(os.cpu_count() or 1, limits.memory_mb // _MB_PER_THREAD))
    connection.execute(f"SET threads = {threads}")
    connection.execute(f"SET max_temp_directory_size = '{limits.spill_mb}MB'")
    connection.execute("SET enable_external_access = false")


def _spent(error: duckdb.OutOfMemoryException, limits: QueryLimits) -> QueryLimitError:
    if "offload" in str(error) or "max_temp_directory_size" in str(error):
        return spill_spent(limits.spill_mb)
    return memory_spent(limits.memory_mb)
