"""The SQL of `hb profile --data` on DuckDB."""

from collections.abc import Sequence
from typing import Final

from heartbeat_cli.marts import Dialect, TableShape
from heartbeat_cli.pgschema import DATE_KINDS

_HASHES: Final = 2**64
_FLOAT_SCALE: Final = "18446744073709551616.0"


class DuckDbDialect(Dialect):
    """See Dialect."""

    settings: Final = ("SET preserve_insertion_order = false",)
    # DuckDB 1.5 never finishes planning a query of some forty branches over one shared table.
    columns_together: Final = 4
    countable_values: Final = 500_000
    dense_count: Final = "bit_count(bitstring_agg({0}::BIGINT, {1}::BIGINT, {2}::BIGINT))"

    def text(self, value: str) -> str:
        return f"({value})::VARCHAR"

    def double(self, value: str, kind: str) -> str:
        return f"epoch({value})" if kind in DATE_KINDS else f"({value})::DOUBLE"

    def finite(self, value: str, kind: str) -> str:
        return f"isfinite({value})" if kind in DATE_KINDS | {"float"} else f"{value} IS NOT NULL"

    def extreme(self, function: str, value: str, kind: str) -> str:
        return f"{function}({value})"

    def total(self, value: str, type_: str, kind: str) -> str:
        # The sum of a decimal of 38 digits does not fit a decimal of 38 digits.
        digits = int(type_[8:].split(",")[0]) if type_.startswith("numeric(") else 0
        if kind == "float":
            return self.text(f"sum({value}::DOUBLE / {_FLOAT_SCALE}::DOUBLE)")
        return self.text(f"sum({value}::DOUBLE)" if digits > 25 else f"sum({value})")

    def rows_at_random(self, table: str, share: float) -> str:
        return f"{table} WHERE hash(rowid) < {min(int(share * _HASHES), _HASHES - 1)}"

    def blocks_at_random(self, table: str, share: float) -> str:
        return f"{table} TABLESAMPLE system({share * 100:.6f} PERCENT) REPEATABLE (1)"

    def some_values(self, key: str, one_in: int) -> str:
        return f"hash({key}) & {one_in - 1} = 0"

    def quantiles(self, value: str, shares: Sequence[float], kind: str) -> str:
        return f"quantile_disc({value}, [{', '.join(map(str, shares))}])::VARCHAR[]"

    def planner_statistics(self, table: TableShape) -> None:
        return None
