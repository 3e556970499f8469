"""What the marts look like to everybody who reads them, whichever database they are.

Readers see the tables of datasets only: what dlt keeps for itself (`_dlt_…`) and the ledger's receipts (`_hb_…`) stand
in the same schemas and are left out.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from types import TracebackType
from typing import Self

from heartbeat_cli.marts.names import landed_relation
from heartbeat_cli.pgschema import Column, QName, literal


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
        return landed_relation(self.dataset, self.name)


@dataclass(frozen=True, slots=True)
class Result:
    """What a query gave."""

    columns: tuple[str, ...]
    rows: tuple[tuple[object, ...], ...]


class MartsReader(ABC):
    """Read-only marts, as a context manager. Sessions run in UTC, queries keep to the limits of the project."""

    dialect: str
    """The marts kind whose SQL is spoken."""

    most_counted: int | None = None
    """The rows of the largest table that are counted for every number of it; None where that takes no time."""

    skips_rows: bool = False
    """Whether a condition on one column spares reading the most of a table whose rows came in its order."""

    @abstractmethod
    def has_tables(self) -> bool:
        """Whether any dataset has a table. Raises HbError where the marts do not answer."""

    @abstractmethod
    def tables(self) -> tuple[LandedTable, ...]:
        """Every table of every dataset, by dataset and name. Raises HbError likewise."""

    @abstractmethod
    def shapes(self) -> tuple[TableShape, ...]:
        """The same tables without reading any: in no time, however large. Raises HbError likewise."""

    @abstractmethod
    def query(self, sql: str) -> Result:
        """Run one query, already in `dialect`. Raises HbError (`query_failed`, `query_timeout`, `marts_lost`)."""

    def measure(self, sql: str) -> Result:
        """Run a metric's query, which somebody else wrote; raises what `query` raises, and HbError (`query_limit`)."""
        return self.query(sql)

    def stretches(self, relation: str, condition: str | None, rows: int) -> Sequence[str]:  # noqa: ARG002
        """Conditions that cut the rows of `condition` into lots of at most `rows`; none where all may be read."""
        return ()

    def snapshot(self) -> AbstractContextManager[None]:
        """While it lasts all queries see the rows of one moment; marts nobody writes while they are read do so anyway.

        A query that fails leaves it as it is.
        """
        return nullcontext()

    @abstractmethod
    def close(self) -> None:
        """Let go of the marts; leaving the context does it too."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def count_rows(reader: MartsReader, tables: Iterable[tuple[str, str]]) -> list[int]:
    """The rows of tables, by dataset and name, in one query; there has to be one."""
    selects = [f"SELECT {i} AS i, count(*) AS n FROM {landed_relation(*table)}" for i, table in enumerate(tables)]
    # Not ordered there: for that an engine with little memory would write to its disk.
    rows = reader.query(" UNION ALL ".join(selects)).rows
    return [n for _, n in sorted((int(str(i)), int(str(n))) for i, n in rows)]


def views_among(reader: MartsReader, names: Iterable[QName]) -> frozenset[QName]:
    """Those of `names` that stand in the marts and are no tables: a view may be called like a table it does not read.

    Raises HbError where the marts do not answer.
    """
    asked = " OR ".join(f"(table_schema = {literal(n.schema)} AND table_name = {literal(n.name)})" for n in names)
    if not asked:
        return frozenset()
    rows = reader.query(
        "SELECT table_schema, table_name FROM information_schema.tables"
        f" WHERE table_catalog = current_database() AND table_type <> 'BASE TABLE' AND ({asked})"
    ).rows
    return frozenset(QName(str(schema), str(name)) for schema, name in rows)
