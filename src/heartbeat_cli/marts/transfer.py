"""What every transfer into the marts has in common.

A transfer opens sessions: one snapshot of the source and one transaction in the marts, which end together. Whatever is
done in a session has happened when it ends well, and has not when the process dies in it.
"""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from enum import Enum
from typing import Any, Protocol

from heartbeat_cli.marts.column_mapping import ColumnMapping

Rows = Sequence[tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class Copied:
    """How many rows a copy moved, as the source (None: it does not say) and the marts counted them.

    `appended` is a condition that holds for most likely all of them and few others, where that saves looking through
    the whole table for them.
    """

    sent: int | None
    stored: int
    appended: str | None = None

    def __add__(self, other: "Copied") -> "Copied":
        """Both together; nothing is known of where they were appended."""
        sent = None if self.sent is None or other.sent is None else self.sent + other.sent
        return Copied(sent, self.stored + other.stored)


class Room(Enum):
    """How much memory the rows of a session may take."""

    USUAL = "usual"
    """As many rows at once as the marts like."""
    BATCHES = "batches"
    """Rows that may be wide: as many at once as have so many bytes together."""
    ALL = "all"
    """The same, with all the memory there may be."""


class TransferSession(Protocol):
    """A snapshot of the source and a transaction in the marts."""

    @property
    def dialect(self) -> str:
        """The marts kind whose SQL is spoken."""

    @property
    def batch_bytes(self) -> int | None:
        """How many bytes of values may be in hand at once; None where nothing depends on how wide rows are."""

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

    def stretches(self, relation: str, condition: str | None, rows: int) -> Sequence[str]:
        """Conditions that cut the marts' rows of `condition` into lots of at most `rows`; where there are batches."""


class Transfer(Protocol):
    """Opens sessions. One instance serves several threads."""

    def session(self, room: Room = Room.USUAL) -> AbstractContextManager[TransferSession]:
        """A session that commits when its body ends well; `room` is what wide rows may need.

        Raises HbError (MemoryLimitError where memory is short), and Stopped when told to stop.
        """

    def close(self) -> None:
        """Let go of both sides."""


MartsTransfer = tuple[Transfer, Callable[[Any], Any]]
"""A transfer, and what makes dlt's destination of the function that lands a unit."""
