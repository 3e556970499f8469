"""Marts in one DuckDB file on this machine."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from heartbeat_cli.errors import HbError, LockedError
from heartbeat_cli.estate import MartsKind, ProjectSettings
from heartbeat_cli.extras import need
from heartbeat_cli.marts.reader import MartsReader, nothing_landed
from heartbeat_cli.pgschema import QName, one_name_in_duckdb

if TYPE_CHECKING:
    from sqlglot import exp

    from heartbeat_cli.ingest.columns.types import ColumnMapping, SourceType
    from heartbeat_cli.ingest.engine.stop import Stop
    from heartbeat_cli.ingest.engine.transfer import MartsTransfer
    from heartbeat_cli.ingest.plan import Plan, PlannedTable
    from heartbeat_cli.ingest.report.disk import Disk
    from heartbeat_cli.metrics import SqlPlace
    from heartbeat_cli.metrics.columns import Columns
    from heartbeat_cli.profiling.statistics.dialects import Dialect


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
        """A file and a schema of one name are ambiguous."""
        path = project.marts.path
        if one_name_in_duckdb(path.stem) in map(one_name_in_duckdb, datasets):
            raise HbError(
                f"the marts file and the dataset are both called '{path.stem}', which DuckDB cannot tell apart",
                where=str(path),
                hint="Give marts.path in heartbeat.yml another file name.",
                code="name_collision",
            )

    def check_table(self, table: "PlannedTable") -> None:
        """Tables of a schema, and columns of a table, that differ in case only."""
        from heartbeat_cli.ingest.engine.transfer import check_names_for_duckdb

        check_names_for_duckdb(table)

    def open(self, project: ProjectSettings, *, empty: bool = False) -> MartsReader:
        """The file, unless it is not there or an ingest has it."""
        if not project.marts.path.is_file():
            raise nothing_landed(project)
        need("duckdb")
        from heartbeat_cli.marts.duckdb import open_duckdb

        return open_duckdb(project, empty=empty)

    def version(self, project: ProjectSettings) -> list[int] | None:
        """The file's inode, size and time of change; None while it is being written."""
        path = project.marts.path
        if path.with_name(f"{path.name}.wal").exists():
            return None
        try:
            facts = path.stat()
        except OSError:
            return None
        return [facts.st_ino, facts.st_size, facts.st_mtime_ns]

    def may_be_away(self, error: HbError) -> bool:
        """While somebody writes. A file that is there and cannot be read is not "landed an hour ago"."""
        return isinstance(error, LockedError)

    def write(self, project: ProjectSettings, statements: Sequence[str]) -> None:
        """The file has one writer: opened for it, and closed at once."""
        from heartbeat_cli.marts.duckdb import write_for_a_moment

        write_for_a_moment(project, statements)

    @contextmanager
    def transfer(self, project: ProjectSettings, plan: "Plan", stop: "Stop") -> "Iterator[MartsTransfer]":
        """DuckDB's own Postgres extension reads the source."""
        from heartbeat_cli.ingest.engine.marts_duckdb import duckdb_marts

        with duckdb_marts(project, plan, stop) as made:
            yield made

    def explain(self, error: BaseException, plan: "Plan") -> HbError | None:
        """DuckDB hands on what the source's server says, too."""
        from heartbeat_cli.ingest.engine.duckdb_errors import explain_duckdb

        return explain_duckdb(error, plan.source, plan.connection)

    def disk(self, project: ProjectSettings, source_bytes: int) -> "Disk | None":
        """That of the file."""
        from heartbeat_cli.ingest.report.disk import disk_of

        return disk_of(project.marts.path, source_bytes)

    def map_column(self, column: str, type_: "SourceType", *, as_text: bool) -> "ColumnMapping":
        """See `ingest.columns.types`."""
        from heartbeat_cli.ingest.columns.types import map_to_duckdb

        return map_to_duckdb(column, type_, as_text=as_text)

    def written_as_text(self, column: str, type_: "SourceType") -> str:
        """See `ingest.columns.as_text`."""
        from heartbeat_cli.ingest.columns.as_text import as_postgres_writes

        return as_postgres_writes(column, type_)

    def cast(self, value: str, before: str, after: str, type_: str) -> str:
        """A value that does not fit becomes NULL, and its row differs from the source's."""
        return f"TRY_CAST({value} AS {type_})"

    def sums(self, mappings: "tuple[ColumnMapping, ...]", algorithm: str) -> tuple[str, ...]:
        """See `ingest.proof.checksum`."""
        from heartbeat_cli.ingest.proof.checksum import duckdb_sums

        return duckdb_sums(mappings, algorithm)

    def statistics(self) -> "Dialect":
        """See `profiling.statistics.dialects`."""
        from heartbeat_cli.profiling.statistics.dialects import DuckDbDialect

        return DuckDbDialect()

    def metric_sql(self, tree: "exp.Expr", columns: "Columns", place: "SqlPlace") -> str:
        """Words translated, and what would give another number made alike."""
        from heartbeat_cli.metrics.dialect import written_for_duckdb

        return written_for_duckdb(tree, columns, place)

    def check_sent(
        self, sent: str, sql: str, tables: tuple[QName, ...], reader: MartsReader, place: "SqlPlace"
    ) -> None:
        """Read by DuckDB's own grammar."""
        from heartbeat_cli.metrics.sent import check_sent_to_duckdb

        check_sent_to_duckdb(sent, sql, tables, reader, place)


KIND = DuckDbKind()
