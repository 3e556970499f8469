"""What the marts look like to everybody who reads them, whichever database they are.

Readers see the tables of datasets only: what dlt keeps for itself (`_dlt_…`) and the ledger's receipts (`_hb_…`) stand
in the same schemas and are left out.
"""

from dataclasses import dataclass
from types import TracebackType
from typing import Protocol, Self

from heartbeat_cli.errors import NotFoundError, NothingLandedError
from heartbeat_cli.estate import ProjectSettings, marts_kind_of
from heartbeat_cli.pgschema import Column, quote

QUERY_TIMEOUT_SECONDS = 120
INTERNAL_PREFIXES = ("_dlt_", "_hb_")
DEFAULT_SCHEMAS = ("main", "public")


@dataclass(frozen=True, slots=True)
class LandedTable:
    """A table of a dataset: columns as PostgreSQL spells their types, exact `rows`, `bytes` on disk where known."""

    dataset: str
    name: str
    columns: tuple[Column, ...]
    rows: int
    bytes: int | None = None


@dataclass(frozen=True, slots=True)
class TableShape:
    """A table of a dataset as the catalogue has it, no row counted.

    `estimated_rows` is what the database believes, None where it does not know; `bytes` on disk where known.
    """

    dataset: str
    name: str
    columns: tuple[Column, ...]
    estimated_rows: int | None = None
    bytes: int | None = None

    @property
    def sql_name(self) -> str:
        """The table in a query, quoted."""
        return f"{quote(self.dataset)}.{quote(self.name)}"


@dataclass(frozen=True, slots=True)
class Result:
    """What a query gave."""

    columns: tuple[str, ...]
    rows: tuple[tuple[object, ...], ...]


class MartsReader(Protocol):
    """Read-only marts, as a context manager. Sessions run in UTC, queries stop after QUERY_TIMEOUT_SECONDS."""

    @property
    def dialect(self) -> str:
        """The marts kind whose SQL is spoken."""

    def tables(self) -> tuple[LandedTable, ...]:
        """Every table of every dataset, by dataset and name. Raises HbError where the marts do not answer."""

    def shapes(self) -> tuple[TableShape, ...]:
        """The same tables without reading any: in no time, however large. Raises HbError likewise."""

    def query(self, sql: str) -> Result:
        """Run one query, already in `dialect`. Raises HbError (`query_failed`, `query_timeout`, `marts_lost`)."""

    def close(self) -> None:
        """Let go of the marts; leaving the context does it too."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...


def is_dataset(schema: str) -> bool:
    """True for a schema that can be a dataset, false for the database's own and the default one."""
    return schema not in (*DEFAULT_SCHEMAS, "information_schema") and not schema.startswith("pg_")


def is_landed_name(table: str) -> bool:
    """False for the tables dlt and the ledger keep inside a dataset."""
    return not table.startswith(INTERNAL_PREFIXES)


def open_marts(project: ProjectSettings, *, empty: bool = False) -> MartsReader:
    """The project's marts, for reading; marts without a table only where they may be `empty`.

    Raises NotFoundError (`no_marts`) while nothing has landed, LockedError while an ingest holds the DuckDB file,
    ConnectionFailedError where Postgres marts do not answer, MissingExtraError without the library that reads them.
    """
    return marts_kind_of(project).open(project, empty=empty)


def nothing_landed(project: ProjectSettings) -> NotFoundError:
    """The failure of reading marts that have no table yet."""
    return NothingLandedError(
        "nothing has landed in the marts yet",
        hint=f"Land the truth source: `hb ingest --source {project.truth_source}`.",
    )
