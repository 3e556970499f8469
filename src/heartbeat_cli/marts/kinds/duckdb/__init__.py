"""Marts in one DuckDB file on this machine: all that is DuckDB's lies in this folder, a file for each thing.

Each is imported when it is used: a kind that is not costs nothing.
"""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Any

from heartbeat_cli.errors import HbError, LockedError
from heartbeat_cli.estate import ProjectSettings
from heartbeat_cli.extras import need
from heartbeat_cli.files import SqlPlace
from heartbeat_cli.marts.column_mapping import ColumnMapping, Form
from heartbeat_cli.marts.dialect import Dialect
from heartbeat_cli.marts.failures import nothing_landed
from heartbeat_cli.marts.kind import Disk, MartsKind
from heartbeat_cli.marts.reader import MartsReader
from heartbeat_cli.marts.stop import Stop
from heartbeat_cli.marts.transfer import MartsTransfer
from heartbeat_cli.pgschema import Column, QName, one_name_in_duckdb
from heartbeat_cli.sources import Plan, PlannedTable, SourceType


class DuckDbKind(MartsKind):
    """One file, one writing process, and nobody reads meanwhile."""

    title = "DuckDB"
    dialect = "duckdb"
    options: Mapping[str, Any] = {
        "path": {"type": "string", "description": "The DuckDB file, relative to this file."},
    }
    # dlt refuses longer ones.
    longest_name = 64
    usual_proof = "columns"
    text_type = "VARCHAR"
    holds_all_values = False
    counts_at_once = True
    transfer_counts = False
    # Written out, the statistics of the first column serve them.
    compares_rows = False
    retypes_together = False

    def one_name(self, name: str) -> str:
        """DuckDB does not tell `Order` from `order`."""
        return one_name_in_duckdb(name)

    def check_datasets(self, project: ProjectSettings, datasets: tuple[str, ...]) -> None:
        """None may be called as the file."""
        from heartbeat_cli.marts.kinds.duckdb.names import check_datasets

        check_datasets(project.marts.path, datasets)

    def check_table(self, table: PlannedTable) -> None:
        """Tables of a schema, and columns of a table, that differ in case only."""
        from heartbeat_cli.marts.kinds.duckdb.names import check_table

        check_table(table)

    def open(self, project: ProjectSettings) -> MartsReader:
        """The file, unless it is not there or an ingest has it."""
        if not project.marts.path.is_file():
            raise nothing_landed(project)
        need("duckdb")
        from heartbeat_cli.marts.kinds.duckdb.reader import open_duckdb

        return open_duckdb(project)

    def version(self, project: ProjectSettings) -> list[int] | None:
        """The file's inode, size and time of change, nothing where there is none; None while it is being written."""
        path = project.marts.path
        if path.with_name(f"{path.name}.wal").exists():
            return None
        try:
            facts = path.stat()
        except FileNotFoundError:
            return []
        except OSError:
            return None
        return [facts.st_ino, facts.st_size, facts.st_mtime_ns]

    def may_be_away(self, error: HbError) -> bool:
        """While somebody writes. A file that is there and cannot be read is not "landed an hour ago"."""
        return isinstance(error, LockedError)

    def write(self, project: ProjectSettings, statements: Sequence[str]) -> None:
        """The file has one writer: opened for it, and closed at once."""
        from heartbeat_cli.marts.kinds.duckdb.moment import write_for_a_moment

        write_for_a_moment(project, statements)

    def import_transfer(self) -> None:
        """The driver, and dlt's destination."""
        import heartbeat_cli.marts.kinds.duckdb.transfer  # noqa: F401

    def transfer(self, project: ProjectSettings, plan: Plan, stop: Stop) -> AbstractContextManager[MartsTransfer]:
        """DuckDB's own Postgres extension reads the source; what was pulled is in a file of DuckDB's."""
        if plan.pulled is not None:
            from heartbeat_cli.marts.kinds.duckdb.pulled import open_pulled

            return open_pulled(project, plan, stop)
        from heartbeat_cli.marts.kinds.duckdb.transfer import open_transfer

        return open_transfer(project, plan, stop)

    def explain(self, error: BaseException, plan: Plan) -> HbError | None:
        """DuckDB hands on what the source's server says, too."""
        from heartbeat_cli.marts.kinds.duckdb.errors import explain_duckdb

        return explain_duckdb(error, plan.source, plan.connection)

    def disk(self, project: ProjectSettings, source_bytes: int) -> Disk | None:
        """That of the file."""
        from heartbeat_cli.marts.kinds.duckdb.disk import disk_of

        return disk_of(project.marts.path, source_bytes)

    def map_column(self, column: str, type_: SourceType, *, as_text: bool) -> ColumnMapping:
        """Most types have their like here."""
        from heartbeat_cli.marts.kinds.duckdb.type_map import map_column

        return map_column(column, type_, as_text=as_text)

    def form_of_pulled(self, pulled: ColumnMapping) -> Form:
        """Pulls are kept in a file like this one."""
        return pulled.marts_form

    def written_as_text(self, column: str, type_: SourceType) -> str:
        """DuckDB's own text is another."""
        from heartbeat_cli.marts.kinds.duckdb.as_text import as_postgres_writes

        return as_postgres_writes(column, type_)

    def cast(self, value: str, before: str, after: str, type_: str) -> str:
        """A value that does not fit becomes NULL, and its row differs from the source's."""
        return f"TRY_CAST({value} AS {type_})"

    def sums(self, mappings: tuple[ColumnMapping, ...], algorithm: str) -> tuple[str, ...]:
        """The same numbers as the source's."""
        from heartbeat_cli.marts.kinds.duckdb.checksum import row_sums

        return row_sums(mappings, algorithm)

    def statistics(self) -> Dialect:
        """Exact where it is cheap."""
        from heartbeat_cli.marts.kinds.duckdb.statistics import DuckDbDialect

        return DuckDbDialect()

    def metric_sql(
        self, sql: str, select: Mapping[str, Any], columns: Mapping[QName, Iterable[Column]], place: SqlPlace
    ) -> str:
        """What would give another number is made alike, or refused."""
        from heartbeat_cli.marts.kinds.duckdb.metric_sql import written_for_duckdb

        return written_for_duckdb(sql, select, columns, place)

    def metric_value(self, value: object) -> object:
        """See `metric_sql`."""
        from heartbeat_cli.marts.kinds.duckdb.metric_sql import as_number

        return as_number(value)

    def check_sent(self, sent: str, sql: str, tables: tuple[QName, ...], reader: MartsReader, place: SqlPlace) -> None:
        """Read by DuckDB's own grammar."""
        from heartbeat_cli.marts.kinds.duckdb.sent import check_sent_to_duckdb

        check_sent_to_duckdb(sent, sql, tables, reader, place)


KIND = DuckDbKind()
