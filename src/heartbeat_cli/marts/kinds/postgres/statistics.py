"""The SQL of `hb profile --data` on PostgreSQL."""

from collections.abc import Sequence
from typing import Final

from heartbeat_cli.marts import Dialect, TableShape
from heartbeat_cli.pgschema import DATE_KINDS, literal

_FLOAT_SCALE: Final = "18446744073709551616.0"
_PLANNER_STATISTICS = """
SELECT attname, null_frac, n_distinct, most_common_vals::text::text[], most_common_freqs, histogram_bounds::text::text[]
FROM (SELECT *, row_number() OVER (PARTITION BY attname ORDER BY inherited DESC) AS nth FROM pg_stats
      WHERE schemaname = {schema} AND tablename = {table}) AS s
WHERE nth = 1
"""


class PostgresDialect(Dialect):
    """See Dialect."""

    settings: Final = ()
    columns_together: Final = 40
    countable_values: Final = 50_000
    dense_count: Final = None

    def text(self, value: str) -> str:
        return f"({value})::text"

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

    def total(self, value: str, type_: str, kind: str) -> str:
        return self.text(f"sum(({value})::float8 / {_FLOAT_SCALE}::float8)" if kind == "float" else f"sum({value})")

    def rows_at_random(self, table: str, share: float) -> str:
        return f"{table} TABLESAMPLE BERNOULLI ({share * 100:.6f}) REPEATABLE (1)"

    def blocks_at_random(self, table: str, share: float) -> str:
        return f"{table} TABLESAMPLE SYSTEM ({share * 100:.6f}) REPEATABLE (1)"

    def some_values(self, key: str, one_in: int) -> str:
        return f"hash_record_extended(ROW({key}), 0) & {one_in - 1} = 0"

    def quantiles(self, value: str, shares: Sequence[float], kind: str) -> str:
        order = f'({value})::text COLLATE "C"' if kind == "text" else value
        return f"(percentile_disc(ARRAY[{', '.join(map(str, shares))}]) WITHIN GROUP (ORDER BY {order}))::text[]"

    def planner_statistics(self, table: TableShape) -> str:
        return _PLANNER_STATISTICS.format(schema=literal(table.dataset), table=literal(table.name))
