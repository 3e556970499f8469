"""The few places where the SQL of one kind of marts differs from another's, for the questions asked of landed rows."""

from collections.abc import Sequence
from typing import Protocol

from heartbeat_cli.marts.reader import TableShape


class Dialect(Protocol):
    """SQL fragments. `value` is always an SQL expression, `table` a quoted name, `share` a part from 0 to 1."""

    @property
    def settings(self) -> tuple[str, ...]:
        """Statements that bound what a session may take."""

    @property
    def columns_together(self) -> int:
        """How many columns of a sample one query looks at."""

    @property
    def countable_values(self) -> int:
        """How many distinct values of a large table are still counted one by one."""

    @property
    def dense_count(self) -> str | None:
        """The distinct integers of {0} between {1} and {2} by one bit each; None where that is no shorter way."""

    def text(self, value: str) -> str:
        """The value as text, as the database spells it."""

    def double(self, value: str, kind: str) -> str:
        """A number, or the seconds since 1970 of a date or timestamp; only for finite ones."""

    def finite(self, value: str, kind: str) -> str:
        """A condition: neither infinite nor not-a-number."""

    def extreme(self, function: str, value: str, kind: str) -> str:
        """`min` or `max`, texts compared byte by byte."""

    def total(self, value: str, type_: str, kind: str) -> str:
        """The sum as text: exact for integers and decimals; of floats that of their 2^64th part, which fits."""

    def rows_at_random(self, table: str, share: float) -> str:
        """A relation of single rows, the same ones every time."""

    def blocks_at_random(self, table: str, share: float) -> str:
        """A relation of whole blocks, read without reading the others."""

    def some_values(self, key: str, one_in: int) -> str:
        """A condition true for one in `one_in` (a power of two) distinct keys, whichever rows they stand in."""

    def quantiles(self, value: str, shares: Sequence[float], kind: str) -> str:
        """The values at these shares, as an array of text."""

    def planner_statistics(self, table: TableShape) -> str | None:
        """A query for what the database keeps of a table's columns; None where it keeps nothing.

        Of each column it gives the name, the share of NULLs, the number of distinct values (negative: their share of
        the rows), frequent values as an array of text, the share of each, and bounds that part the other values alike.
        """
