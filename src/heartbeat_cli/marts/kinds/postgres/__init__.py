"""Marts in a database of a PostgreSQL server: all that is PostgreSQL's as marts lies in this folder.

Each file is imported when it is used: a kind that is not costs nothing.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Any

from heartbeat_cli.errors import HbError
from heartbeat_cli.estate import ProjectSettings, marts_connection
from heartbeat_cli.extras import need
from heartbeat_cli.files import SqlPlace
from heartbeat_cli.marts.column_mapping import ColumnMapping
from heartbeat_cli.marts.dialect import Dialect
from heartbeat_cli.marts.failures import first_line, marts_lost
from heartbeat_cli.marts.kind import MartsKind
from heartbeat_cli.marts.lock import HeldMartsLock, MartsLock
from heartbeat_cli.marts.reader import MartsReader
from heartbeat_cli.marts.stop import Stop
from heartbeat_cli.marts.transfer import MartsTransfer
from heartbeat_cli.pgschema import TEXT_TYPE, Column, QName, family_of, quote
from heartbeat_cli.sources import Plan, PlannedTable, SourceType

_SERVER = "SELECT current_setting('server_version_num'), current_setting('server_encoding')"


class PostgresKind(MartsKind):
    """A database of their own on a server, entered by `<env>_HOST`, `_PORT`, `_USER`, `_PASSWORD`, `_DATABASE`."""

    title = "PostgreSQL"
    dialect = "postgres"
    options: Mapping[str, Any] = {
        "env": {
            "type": "string",
            "pattern": "^[A-Z][A-Z0-9_]*$",
            "description": "Prefix of the connection variables of Postgres marts.",
        },
        "role": {
            "type": "string",
            "pattern": "^[A-Za-z_][A-Za-z0-9_]*$",
            "description": "The role that reads: one that can do nothing but read the datasets.",
        },
        "indexes": {
            "type": "boolean",
            "description": "Whether landed tables get an index on their key and on their cursor; they do unless said.",
        },
    }
    connection = ("HOST", "PORT", "USER", "PASSWORD", "DATABASE", "PARAMETERS")
    # PostgreSQL cuts longer ones off.
    longest_name = 63
    usual_proof = "rows"
    text_type = "text"
    holds_all_values = True
    counts_at_once = False
    transfer_counts = True
    # Compared as a row, the key's index serves them.
    compares_rows = True
    retypes_together = True

    def name_length(self, name: str) -> int:
        """Bytes."""
        return len(name.encode())

    def check_table(self, table: PlannedTable) -> None:
        """Columns whose names differ behind what PostgreSQL keeps of them."""
        from heartbeat_cli.marts.kinds.postgres.names import check_columns

        check_columns(table, self.longest_name)

    def place(self, project: ProjectSettings) -> str:
        """The database, and its server."""
        connection = marts_connection(project)
        return f"{connection.database} at {connection.address}"

    def needed_first(self, user: str, database: str) -> str | None:
        """A role, and a database of its own."""
        from heartbeat_cli.marts.kinds.postgres.make import marts_sql

        return marts_sql(user, database)

    def make(self, project: ProjectSettings) -> bool:
        """The database."""
        from heartbeat_cli.marts.kinds.postgres.make import make_marts

        return make_marts(project)

    def open(self, project: ProjectSettings) -> MartsReader:
        """A session that reads."""
        need("postgres")
        from heartbeat_cli.marts.kinds.postgres.reader import open_postgres

        return open_postgres(project)

    def indexes(self, project: ProjectSettings, dataset: str, table: PlannedTable) -> tuple[str, ...]:
        """On its key, and on its cursor where the key does not begin with it."""
        from heartbeat_cli.marts.kinds.postgres.indexes import create_indexes

        return create_indexes(dataset, table) if project.marts.options.get("indexes", True) else ()

    def write(self, project: ProjectSettings, statements: Sequence[str]) -> None:
        """On a session of its own."""
        from heartbeat_cli.marts.kinds.postgres.moment import write_for_a_moment

        write_for_a_moment(project, statements)

    def needed_to_publish(self, project: ProjectSettings, schema: str) -> str | None:
        """A schema that is ours."""
        from heartbeat_cli.marts.kinds.postgres.make import schema_sql

        return f"Ask an administrator to run:\n{schema_sql(project, schema)}"

    def server(self, reader: MartsReader) -> tuple[int, str]:
        """Asked of it."""
        version, encoding = reader.query(_SERVER).rows[0]
        return int(str(version)), str(encoding)

    def lock(
        self, project: ProjectSettings, doing: str, *, wait: bool, waiting: Callable[[object], None]
    ) -> AbstractContextManager[HeldMartsLock | None]:
        """An advisory lock."""
        from heartbeat_cli.marts.kinds.postgres.lock import hold_marts

        return hold_marts(project, doing, wait=wait, waiting=waiting)

    def watch(self, project: ProjectSettings, lock: MartsLock | None) -> AbstractContextManager[Callable[[], bool]]:
        """Asked on a session of its own; raises ConnectionFailedError."""
        if lock is None:
            raise ValueError("a run into Postgres marts is decided under their lock")
        from heartbeat_cli.marts.kinds.postgres.lock import watch_marts

        return watch_marts(project, lock)

    def import_transfer(self) -> None:
        """The driver, and dlt's destination."""
        import heartbeat_cli.marts.kinds.postgres.transfer  # noqa: F401

    def transfer(self, project: ProjectSettings, plan: Plan, stop: Stop) -> AbstractContextManager[MartsTransfer]:
        """COPY to COPY, through this machine; what was pulled comes from a file."""
        if plan.pulled is not None:
            from heartbeat_cli.marts.kinds.postgres.pulled import open_pulled

            return open_pulled(project, plan, stop)
        from heartbeat_cli.marts.kinds.postgres.transfer import open_transfer

        return open_transfer(project, plan, stop)

    def explain(self, error: BaseException, plan: Plan) -> HbError | None:
        """A session that was lost, or may not write."""
        import psycopg

        if not isinstance(error, psycopg.errors.InsufficientPrivilege | psycopg.OperationalError):
            return None
        return marts_lost(
            f"the marts failed while the load was being recorded: {first_line(error)}",
            "Run the same command again when they are well: what has landed stays.",
        )

    def map_column(self, column: str, type_: SourceType, *, as_text: bool) -> ColumnMapping:
        """Every value has a type here."""
        from heartbeat_cli.marts.kinds.postgres.type_map import map_column

        return map_column(column, type_)

    def written_as_text(self, column: str, type_: SourceType) -> str:
        """PostgreSQL's own text."""
        return f"{quote(column)}::text"

    def cast(self, value: str, before: str, after: str, type_: str) -> str:
        """By way of text where neither is text and both hold some."""
        through_text = family_of(before) == family_of(after) == TEXT_TYPE and TEXT_TYPE not in (before, after)
        return f"{value}::text::{type_}" if through_text else f"{value}::{type_}"

    def own_algorithm(self, source_version: int, marts_version: int, *, same_encoding: bool) -> str | None:
        """The servers' own hashes: the cheapest proof of columns, too."""
        from heartbeat_cli.ingest import algorithm_between_servers

        return algorithm_between_servers(min(source_version, marts_version)) if same_encoding else None

    def sums(self, mappings: tuple[ColumnMapping, ...], algorithm: str) -> tuple[str, ...]:
        """As the source's."""
        from heartbeat_cli.ingest import postgres_sums

        return postgres_sums(mappings, [(one.marts_form, quote(one.column)) for one in mappings], algorithm)

    def statistics(self) -> Dialect:
        """As cheap as can be: tables may be large."""
        from heartbeat_cli.marts.kinds.postgres.statistics import PostgresDialect

        return PostgresDialect()

    def metric_sql(
        self, sql: str, select: Mapping[str, Any], columns: Mapping[QName, Iterable[Column]], place: SqlPlace
    ) -> str:
        """As it is."""
        return sql

    def check_sent(
        self,
        sent: str,
        sql: str,
        tables: tuple[QName, ...],
        reader: MartsReader,
        place: SqlPlace,
    ) -> None:
        """Read by PostgreSQL's grammar."""
        from heartbeat_cli.metrics import check_rewritten

        check_rewritten(sent, sql, place)


KIND = PostgresKind()
