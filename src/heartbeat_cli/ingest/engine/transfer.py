"""What every transfer into the marts has in common.

A transfer opens sessions: one snapshot of the source and one transaction in the marts, which end together. Whatever is
done in a session has happened when it ends well, and has not when the process dies in it.
"""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any, Protocol

from heartbeat_cli.errors import HbError, MartsFailedError
from heartbeat_cli.ingest.columns.types import ColumnMapping
from heartbeat_cli.ingest.plan import PlannedTable
from heartbeat_cli.pgschema import one_name_in_duckdb, quote

RESERVED_PREFIXES = ("_dlt_", "_hb_")

Rows = Sequence[tuple[Any, ...]]


class MartsRefusedError(HbError):
    """The marts cannot do what a statement says, however often it is tried: a cast that fails, a type without one."""

    code = "marts_failed"


@dataclass(frozen=True, slots=True)
class Copied:
    """How many rows a copy moved, as the source (None: it does not say) and the marts counted them.

    `appended` is a condition that holds for most likely all of them and few others, where that saves looking through
    the whole table for them.
    """

    sent: int | None
    stored: int
    appended: str | None = None


class TransferSession(Protocol):
    """A snapshot of the source and a transaction in the marts."""

    @property
    def dialect(self) -> str:
        """The marts kind whose SQL is spoken."""

    def ask_source(self, sql: str) -> Rows:
        """Run a query in the source's snapshot. Raises HbError, and Stopped when told to stop."""

    def ask_marts(self, sql: str) -> Rows:
        """Run a query in the transaction of the marts; raises likewise."""

    def run(self, sql: str) -> None:
        """Run a statement in the transaction of the marts; raises likewise."""

    def copy(self, query: str, mappings: Sequence[ColumnMapping], into: str) -> Copied:
        """Append what `query` gives at the source, a column per landing, to the marts' table `into`."""

    def copy_anew(self, query: str, mappings: Sequence[ColumnMapping], into: str) -> Copied:
        """The same, over whatever `into` is: it has these rows and columns afterwards, and no others."""

    def stage(self, query: str, mappings: Sequence[ColumnMapping], name: str) -> None:
        """The same, into a new temporary table that is gone with the session."""


class Transfer(Protocol):
    """Opens sessions. One instance serves several threads."""

    def session(self) -> AbstractContextManager[TransferSession]:
        """A session that commits when its body ends well; raises HbError, and Stopped when told to stop."""

    def close(self) -> None:
        """Let go of both sides."""


MartsTransfer = tuple[Transfer, Callable[[Any], Any]]
"""A transfer, and what makes dlt's destination of the function that lands a unit."""


def check_landable(table: PlannedTable) -> None:
    """Raises HbError for a table no marts can hold: one without columns, or with a name dlt or the ledger claim."""
    if not table.columns:
        raise HbError("the table has no columns", where=str(table.qname), code="no_columns")
    _check_prefix(table.qname.name, table)


def check_names_for_duckdb(table: PlannedTable) -> None:
    """Raises HbError `name_collision`, `reserved_name`: DuckDB does not tell `Id` from `id`."""
    _check_prefix(one_name_in_duckdb(table.qname.name), table)
    if table.namesakes:
        names = ", ".join(f"'{name}'" for name in sorted((*table.namesakes, table.qname.name)))
        raise HbError(
            f"tables {names} are one name in DuckDB",
            where=str(table.qname),
            hint="Leave all but one of them out of the slice, or keep the marts on PostgreSQL.",
            code="name_collision",
        )
    seen: dict[str, str] = {}
    for name, _ in table.columns:
        if (other := seen.setdefault(one_name_in_duckdb(name), name)) != name:
            raise HbError(
                f"columns '{other}' and '{name}' are one name in DuckDB",
                where=str(table.qname),
                hint="Leave one of them out (`tables: … columns: {exclude: […]}`), or keep the marts on PostgreSQL.",
                code="name_collision",
            )


def _check_prefix(name: str, table: PlannedTable) -> None:
    if name.startswith(RESERVED_PREFIXES):
        raise HbError(
            f"names that begin with {' or '.join(RESERVED_PREFIXES)} are kept for bookkeeping in the marts",
            where=str(table.qname),
            hint="Leave the table out of the slice.",
            code="reserved_name",
        )


def disk_full(text: str) -> HbError:
    """The failure of marts that cannot grow."""
    return MartsFailedError(
        f"no room to write: {text}",
        hint="Make room on that disk, then run the same command again: what has landed stays.",
        code="disk_full",
        retryable=True,
    )


def landed_relation(dataset: str, table: str) -> str:
    """A table of the marts, quoted."""
    return f"{quote(dataset)}.{quote(table)}"
