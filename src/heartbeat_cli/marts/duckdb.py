"""Marts in one DuckDB file: opening it, and reading it.

DuckDB has one writing process and refuses readers meanwhile, so whoever comes during an ingest is told who is at it.
"""

import os
import re
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

import duckdb

from heartbeat_cli.errors import LockedError, MartsFailedError, QueryFailedError, QueryTimeoutError
from heartbeat_cli.estate import ProjectSettings
from heartbeat_cli.marts.reader import (
    QUERY_TIMEOUT_SECONDS,
    LandedTable,
    Result,
    TableShape,
    is_dataset,
    is_landed_name,
    nothing_landed,
)
from heartbeat_cli.pgschema import Column, canonical, literal, quote
from heartbeat_cli.state import Holder, busy_holder, momentary, wait_for_moment

_TO_WRITE = (
    # Rows of a table have no order; keeping one costs memory while landing.
    "preserve_insertion_order = false",
    # Units are landed side by side, each in a thread of its own; a thread more would spin while it waits for rows.
    "threads = 1",
    "memory_limit = '192MB'",
    # Weighing these up for a column of text takes more time and memory than all else a landing does to it.
    "disabled_compression_methods = 'fsst,dict_fsst,zstd,dictionary'",
)
_READERS_SECONDS = 1.0
_HOLDER = re.compile(r"\(PID (\d+)\)")


def open_duckdb(project: ProjectSettings, *, empty: bool = False) -> "DuckDbReader":
    """The marts file for reading; see `open_marts`."""
    reader = DuckDbReader(connect(project, read_only=True))
    if not empty and not reader.has_tables():
        reader.close()
        raise nothing_landed(project)
    return reader


def connect(project: ProjectSettings, *, read_only: bool, patient: bool = True) -> duckdb.DuckDBPyConnection:
    """A connection to the marts file, in UTC; `patient` waits for another process that only adds a record to it.

    Raises LockedError while another process holds the file, HbError where it cannot be opened.
    """
    connection = _open(project, read_only=read_only, patient=patient)
    try:
        connection.execute("SET GLOBAL TimeZone = 'UTC'")
        for setting in () if read_only else _TO_WRITE:
            connection.execute(f"SET GLOBAL {setting}")
    except BaseException as error:
        connection.close()
        if isinstance(error, RuntimeError):
            raise _passed_on(error) from None
        raise
    return connection


def _open(project: ProjectSettings, *, read_only: bool, patient: bool) -> duckdb.DuckDBPyConnection:
    path = project.marts.path
    try:
        if not read_only:
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            if not path.exists():
                _create(path)
        return _connect(project, read_only=read_only, patient=patient)
    except (duckdb.IOException, OSError) as error:
        if "set lock on file" in str(error):
            raise _held(project, error, read_only=read_only) from None
        raise MartsFailedError(
            f"the marts file cannot be opened: {_first_line(error)}",
            where=str(path),
            hint="Check the path under `marts` in heartbeat.yml, its permissions and the space left on the disk.",
        ) from None


def _connect(project: ProjectSettings, *, read_only: bool, patient: bool) -> duckdb.DuckDBPyConnection:
    path = str(project.marts.path)
    try:
        return duckdb.connect(path, read_only=read_only)
    except duckdb.IOException as error:
        if not patient or "set lock on file" not in str(error):
            raise
        wait_for_moment(project.state)
        return duckdb.connect(path, read_only=read_only)


def write_for_a_moment(project: ProjectSettings, statements: Sequence[str]) -> None:
    """Run statements in one transaction; readers wait for it rather than being turned away.

    Raises LockedError where others read or write the file for longer, HbError where it cannot be written.
    """
    try:
        with momentary(project.state) as alone:
            if not alone:
                raise LockedError("others are writing the marts file", where=str(project.marts.path))
            with _patiently_opened(project) as connection:
                connection.execute(";\n".join(("BEGIN", *statements, "COMMIT")))
    except (duckdb.Error, OSError) as error:
        why = error.strerror if isinstance(error, OSError) and error.strerror else _first_line(error)
        raise MartsFailedError(f"the marts file cannot be written: {why}", where=str(project.marts.path)) from None


def _patiently_opened(project: ProjectSettings) -> duckdb.DuckDBPyConnection:
    """The file for writing, as soon as those who read it just now are done."""
    end = time.monotonic() + _READERS_SECONDS
    while True:
        try:
            return connect(project, read_only=False, patient=False)
        except LockedError:
            if time.monotonic() > end:
                raise
            time.sleep(0.02)


def _passed_on(error: RuntimeError) -> BaseException:
    """The exception of a signal, which DuckDB passes on as what a RuntimeError came from."""
    return error.__cause__ or error.__context__ or KeyboardInterrupt()


def _create(path: Path) -> None:
    """A file that is there whole or not at all: DuckDB refuses one whose first pages it could not write."""
    unfinished = path.with_name(f"{path.name}.new")
    unfinished.unlink(missing_ok=True)
    try:
        duckdb.connect(str(unfinished)).close()
        unfinished.rename(path)
    finally:
        unfinished.unlink(missing_ok=True)


def _held(project: ProjectSettings, error: Exception, *, read_only: bool) -> LockedError:
    """Who has the file: an ingest signs the lock file with pid, host, since and doing; of others we have the pid."""
    path = str(project.marts.path)
    found = _HOLDER.search(str(error))
    # A process of another container or user is told as 0 or not at all.
    pid = int(found[1]) or None if found else None
    holder = _ingest_at_it(project, pid)
    if holder is not None and read_only:
        return LockedError(
            f"the marts file is being written by {holder.told(datetime.now(UTC))}",
            where=path,
            hint="DuckDB lets nobody read meanwhile. Wait for it (`hb loads --watch` shows how far it is), or keep the"
            " marts on PostgreSQL (marts.kind: postgres).",
        )
    who = f"process {pid}, which is no ingest" if pid else "another process"
    return LockedError(
        f"the marts file is {'being written by' if read_only else 'open in'} {who}",
        where=path,
        hint="DuckDB lets nobody else in meanwhile. Try again when it is done: `hb ingest --wait` waits for other"
        " ingests, and cannot tell when another program is done.",
    )


def _ingest_at_it(project: ProjectSettings, pid: int | None) -> Holder | None:
    """The ingest that has the file; not one that `pid` is no process of, and not ourselves."""
    holder = busy_holder(project.state)
    if holder is None or not holder.here:
        return holder
    processes = {holder.pid, holder.worker}
    if os.getpid() in processes or (pid is not None and pid not in processes):
        return None
    return holder


class DuckDbReader:
    """Read-only marts on DuckDB."""

    dialect = "duckdb"

    def __init__(self, connection: duckdb.DuckDBPyConnection, timeout_seconds: float = QUERY_TIMEOUT_SECONDS) -> None:
        self._connection = connection
        self._timeout = timeout_seconds
        # No query may reach files or other databases; DuckDB lets nobody switch this back on.
        try:
            connection.execute("SET enable_external_access = false")
        except RuntimeError as error:
            raise _passed_on(error) from None

    def has_tables(self) -> bool:
        return bool(self._names())

    def tables(self) -> tuple[LandedTable, ...]:
        names = self._names()
        if not names:
            return ()
        columns, counts, sizes = self._columns(names), self._counts(names), self._sizes(names)
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

    def _counts(self, names: list[tuple[str, str]]) -> list[int]:
        selects = [f"SELECT {i} AS i, count(*) AS n FROM {quote(s)}.{quote(t)}" for i, (s, t) in enumerate(names)]
        rows = self.query(" UNION ALL ".join(selects) + " ORDER BY i").rows
        return [int(str(n)) for _, n in rows]

    def _sizes(self, names: list[tuple[str, str]]) -> list[int | None]:
        """Bytes of the blocks each table has in the file, None while a part of it is in the write-ahead log only.

        DuckDB cannot be asked about a table with a quote in its name: None as well.
        """
        odd = {i for i, name in enumerate(names) if '"' in "".join(name)}
        selects = [
            f"SELECT {i} AS i, persistent, unnest(list_append(coalesce(additional_block_ids, []), block_id)) AS block"
            f" FROM pragma_storage_info({literal(f'{quote(s)}.{quote(t)}')})"
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
            with _time_limit(cursor, self._timeout):
                cursor.execute(sql)
                rows = tuple(cursor.fetchall())
        except duckdb.InterruptException:
            raise QueryTimeoutError(
                f"the query ran longer than {self._timeout:g} seconds and was stopped",
                hint="Narrow its window, or ask for fewer tables.",
                retryable=True,
            ) from None
        except duckdb.Error as error:
            raise QueryFailedError(
                f"the marts refused the query: {_first_line(error)}",
            ) from error
        except RuntimeError as error:
            raise _passed_on(error) from None
        else:
            return Result(tuple(str(column[0]) for column in cursor.description or ()), rows)
        finally:
            cursor.close()

    def close(self) -> None:
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


@contextmanager
def _time_limit(cursor: duckdb.DuckDBPyConnection, seconds: float) -> Iterator[None]:
    """DuckDB has no statement timeout of its own."""
    timer = threading.Timer(seconds, cursor.interrupt)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _first_line(error: Exception) -> str:
    return str(error).strip().splitlines()[0]
