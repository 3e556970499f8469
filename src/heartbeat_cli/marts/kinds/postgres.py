"""Marts in a database of a PostgreSQL server."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from typing import TYPE_CHECKING, Any

from heartbeat_cli.errors import HbError, MartsFailedError
from heartbeat_cli.estate import MartsKind, ProjectSettings
from heartbeat_cli.extras import need
from heartbeat_cli.marts.reader import MartsReader
from heartbeat_cli.pgschema import QName

if TYPE_CHECKING:
    from sqlglot import exp

    from heartbeat_cli.ingest.columns.types import ColumnMapping, SourceType
    from heartbeat_cli.ingest.engine.stop import Stop
    from heartbeat_cli.ingest.engine.transfer import MartsTransfer
    from heartbeat_cli.ingest.plan import Plan
    from heartbeat_cli.marts.advisory import HeldMarts, MartsLock
    from heartbeat_cli.metrics import SqlPlace
    from heartbeat_cli.metrics.columns import Columns
    from heartbeat_cli.profiling.statistics.dialects import Dialect

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
    }
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

    def open(self, project: ProjectSettings, *, empty: bool = False) -> MartsReader:
        """A session that reads."""
        need("postgres")
        from heartbeat_cli.marts.postgres import open_postgres

        return open_postgres(project, empty=empty)

    def write(self, project: ProjectSettings, statements: Sequence[str]) -> None:
        """On a session of its own."""
        from heartbeat_cli.marts.postgres import write_for_a_moment

        write_for_a_moment(project, statements)

    def server(self, reader: MartsReader) -> tuple[int, str]:
        """Asked of it."""
        version, encoding = reader.query(_SERVER).rows[0]
        return int(str(version)), str(encoding)

    def lock(
        self, project: ProjectSettings, doing: str, *, wait: bool, waiting: Callable[[object], None]
    ) -> "AbstractContextManager[HeldMarts | None]":
        """An advisory lock."""
        from heartbeat_cli.marts.advisory import hold_marts

        return hold_marts(project, doing, wait=wait, waiting=waiting)

    def watch(self, project: ProjectSettings, lock: "MartsLock | None") -> AbstractContextManager[Callable[[], bool]]:
        """Asked on a session of its own; raises ConnectionFailedError."""
        if lock is None:
            raise ValueError("a run into Postgres marts is decided under their lock")
        from heartbeat_cli.marts.advisory import watch_marts

        return watch_marts(project, lock)

    @contextmanager
    def transfer(self, project: ProjectSettings, plan: "Plan", stop: "Stop") -> "Iterator[MartsTransfer]":
        """COPY to COPY, through this machine."""
        from heartbeat_cli.ingest.engine.marts_postgres import postgres_marts

        with postgres_marts(project, plan, stop) as made:
            yield made

    def explain(self, error: BaseException, plan: "Plan") -> HbError | None:
        """A session that was lost, or may not write."""
        import psycopg

        if not isinstance(error, psycopg.errors.InsufficientPrivilege | psycopg.OperationalError):
            return None
        return MartsFailedError(
            f"the marts failed while the load was being recorded: {str(error).strip().splitlines()[0]}",
            hint="Run the same command again when they are well: what has landed stays.",
            code="marts_lost",
            retryable=True,
        )

    def map_column(self, column: str, type_: "SourceType", *, as_text: bool) -> "ColumnMapping":
        """See `ingest.columns.types`; every value has a type here."""
        from heartbeat_cli.ingest.columns.types import map_to_postgres

        return map_to_postgres(column, type_)

    def written_as_text(self, column: str, type_: "SourceType") -> str:
        """PostgreSQL's own text."""
        from heartbeat_cli.pgschema import quote

        return f"{quote(column)}::text"

    def cast(self, value: str, before: str, after: str, type_: str) -> str:
        """By way of text where neither is text and both hold some."""
        from heartbeat_cli.pgschema import TEXT_TYPE, family_of

        through_text = family_of(before) == family_of(after) == TEXT_TYPE and TEXT_TYPE not in (before, after)
        return f"{value}::text::{type_}" if through_text else f"{value}::{type_}"

    def choose_algorithm(self, proof: str, source_version: int, marts_version: int, *, same_encoding: bool) -> str:
        """Whole rows by the servers' own hashes: the cheapest proof of columns, too."""
        from heartbeat_cli.ingest.proof.checksum import algorithm_between_any, algorithm_between_servers

        oldest = min(source_version, marts_version)
        return (algorithm_between_servers(oldest) if same_encoding else None) or algorithm_between_any(proof)

    def sums(self, mappings: "tuple[ColumnMapping, ...]", algorithm: str) -> tuple[str, ...]:
        """See `ingest.proof.checksum`."""
        from heartbeat_cli.ingest.proof.checksum import postgres_sums

        return postgres_sums(mappings, algorithm)

    def statistics(self) -> "Dialect":
        """See `profiling.statistics.dialects`."""
        from heartbeat_cli.profiling.statistics.dialects import PostgresDialect

        return PostgresDialect()

    def metric_sql(self, tree: "exp.Expr", columns: "Columns", place: "SqlPlace") -> str:
        """As it is."""
        from heartbeat_cli.metrics.dialect import written

        return written(tree, self.dialect, place)

    def check_sent(
        self,
        sent: str,
        sql: str,
        tables: tuple[QName, ...],
        reader: MartsReader,
        place: "SqlPlace",
    ) -> None:
        """Read by PostgreSQL's grammar."""
        from heartbeat_cli.metrics.guard import check_rewritten

        check_rewritten(sent, sql, place)


KIND = PostgresKind()
