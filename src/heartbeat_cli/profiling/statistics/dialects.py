"""The few places where DuckDB's SQL and PostgreSQL's differ, for the questions asked of landed rows."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final, Protocol

from heartbeat_cli.marts import find_marts_kind

if TYPE_CHECKING:
    from heartbeat_cli.marts import MartsReader, TableShape
    from heartbeat_cli.pgschema import Column
    from heartbeat_cli.profiling.statistics.measure import Figures

    PlannerStatistics = Callable[[MartsReader, TableShape, Sequence[Column]], Figures]

from heartbeat_cli.pgschema import DATE_KINDS
from heartbeat_cli.profiling.statistics.kinds import COMPARED

_HASHES = 2**64
_FLOAT_SCALE: Final = "18446744073709551616.0"


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
    def statistics(self) -> "PlannerStatistics | None":
        """What reads the statistics the database keeps of a table's columns; None where it keeps none."""

    @property
    def counts_at_once(self) -> bool:
        """Whether the rows of a table are counted without reading them."""

    @property
    def dense_count(self) -> str | None:
        """The distinct integers of {0} between {1} and {2} by one bit each; None where that is no shorter way."""

    def text(self, value: str) -> str:
        """The value as text, as the database spells it."""

    def key(self, value: str, kind: str) -> str:
        """Something equal for equal values, whatever the type."""

    def double(self, value: str, kind: str) -> str:
        """A number, or the seconds since 1970 of a date or timestamp; only for finite ones."""

    def finite(self, value: str, kind: str) -> str:
        """A condition: neither infinite nor not-a-number."""

    def extreme(self, function: str, value: str, kind: str) -> str:
        """`min` or `max`, texts compared byte by byte."""

    def total(self, value: str, type_: str, kind: str) -> str:
        """The sum as text: exact for integers and decimals; of floats that of their 2^64th part, which fits."""

    def length(self, value: str, kind: str) -> str:
        """Characters of a text, bytes of bytea."""

    def rows_at_random(self, table: str, share: float) -> str:
        """A relation of single rows, the same ones every time."""

    def blocks_at_random(self, table: str, share: float) -> str:
        """A relation of whole blocks, read without reading the others."""

    def some_values(self, value: str, kind: str, one_in: int) -> str:
        """A condition true for one in `one_in` (a power of two) distinct values, whichever rows they stand in."""

    def quantiles(self, value: str, shares: Sequence[float], kind: str) -> str:
        """The values at these shares, as an array of text."""


def dialect_of(name: str) -> Dialect:
    """The dialect of a marts reader."""
    return find_marts_kind(name).statistics()


class DuckDbDialect:
    """See Dialect."""

    # More memory would make nothing faster here: what does not fit is written to a scratch file and read back.
    settings: Final = ("SET memory_limit = '256MB'", "SET preserve_insertion_order = false")
    # DuckDB 1.5 never finishes planning a query of some forty branches over one shared table.
    columns_together: Final = 4
    countable_values: Final = 500_000
    statistics: Final = None
    counts_at_once: Final = True
    dense_count: Final = "bit_count(bitstring_agg({0}::BIGINT, {1}::BIGINT, {2}::BIGINT))"

    def text(self, value: str) -> str:
        return f"({value})::VARCHAR"

    def key(self, value: str, kind: str) -> str:
        return value if kind in COMPARED else self.text(value)

    def double(self, value: str, kind: str) -> str:
        return f"epoch({value})" if kind in DATE_KINDS else f"({value})::DOUBLE"

    def finite(self, value: str, kind: str) -> str:
        return f"isfinite({value})" if kind in DATE_KINDS | {"float"} else f"{value} IS NOT NULL"

    def extreme(self, function: str, value: str, kind: str) -> str:  # noqa: ARG002 -- texts are bytes here
        return f"{function}({value})"

    def total(self, value: str, type_: str, kind: str) -> str:
        # The sum of a decimal of 38 digits does not fit a decimal of 38 digits.
        digits = int(type_[8:].split(",")[0]) if type_.startswith("numeric(") else 0
        if kind == "float":
            return self.text(f"sum({value}::DOUBLE / {_FLOAT_SCALE}::DOUBLE)")
        return self.text(f"sum({value}::DOUBLE)" if digits > 25 else f"sum({value})")

    def length(self, value: str, kind: str) -> str:
        return f"octet_length({value})" if kind == "bytes" else f"length({self.key(value, kind)})"

    def rows_at_random(self, table: str, share: float) -> str:
        return f"{table} WHERE hash(rowid) < {min(int(share * _HASHES), _HASHES - 1)}"

    def blocks_at_random(self, table: str, share: float) -> str:
        return f"{table} TABLESAMPLE system({share * 100:.6f} PERCENT) REPEATABLE (1)"

    def some_values(self, value: str, kind: str, one_in: int) -> str:
        return f"hash({self.key(value, kind)}) & {one_in - 1} = 0"

    def quantiles(self, value: str, shares: Sequence[float], kind: str) -> str:  # noqa: ARG002
        return f"quantile_disc({value}, [{', '.join(map(str, shares))}])::VARCHAR[]"


class PostgresDialect:
    """See Dialect."""

    settings: Final = ("SET work_mem = '64MB'",)
    columns_together: Final = 40
    countable_values: Final = 50_000
    counts_at_once: Final = False
    dense_count: Final = None

    @property
    def statistics(self) -> "PlannerStatistics":
        from heartbeat_cli.profiling.statistics.planner import read_statistics

        return read_statistics

    def text(self, value: str) -> str:
        return f"({value})::text"

    def key(self, value: str, kind: str) -> str:
        return value if kind in COMPARED else self.text(value)

    def double(self, value: str, kind: str) -> str:
        # A numeric may be too large for a double.
        return f"extract(epoch FROM {value})::float8" if kind in DATE_KINDS else value

    def finite(self, value: str, kind: str) -> str:
        if kind in DATE_KINDS:
            return f"isfinite({value})"
        if kind in ("float", "numeric"):
            return f"({value})::text NOT IN ('NaN', 'Infinity', '-Infinity')"
        return f"{value} IS NOT NULL"

    def extreme(self, function: str, value: str, kind: str) -> str:
        return f'{function}(({value})::text COLLATE "C")' if kind == "text" else f"{function}({value})"

    def total(self, value: str, type_: str, kind: str) -> str:  # noqa: ARG002
        return self.text(f"sum(({value})::float8 / {_FLOAT_SCALE}::float8)" if kind == "float" else f"sum({value})")

    def length(self, value: str, kind: str) -> str:
        return f"octet_length({value})" if kind == "bytes" else f"length({self.key(value, kind)})"

    def rows_at_random(self, table: str, share: float) -> str:
        return f"{table} TABLESAMPLE BERNOULLI ({share * 100:.6f}) REPEATABLE (1)"

    def blocks_at_random(self, table: str, share: float) -> str:
        return f"{table} TABLESAMPLE SYSTEM ({share * 100:.6f}) REPEATABLE (1)"

    def some_values(self, value: str, kind: str, one_in: int) -> str:
        return f"hash_record_extended(ROW({self.key(value, kind)}), 0) & {one_in - 1} = 0"

    def quantiles(self, value: str, shares: Sequence[float], kind: str) -> str:
        order = f'({value})::text COLLATE "C"' if kind == "text" else value
        return f"(percentile_disc(ARRAY[{', '.join(map(str, shares))}]) WITHIN GROUP (ORDER BY {order}))::text[]"
