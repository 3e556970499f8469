"""The figures of landed rows as one plain table: a row per column of a table, or per table of a schema."""

from typing import Any

from heartbeat_cli.profiling import ColumnStatistics, TableSummary
from heartbeat_cli.sheets.data import SchemaData, TableData

TABLE_HEADINGS = (
    *("column", "type", "personal", "null_share", "null_share_exact", "distinct", "distinct_exact", "min", "max"),
    *("mean", "p05", "p25", "median", "p75", "p95", "quantiles_exact", "shortest", "longest", "top"),
)
SCHEMA_HEADINGS = ("schema", "table", "rows", "columns", "empty_columns", "newest", "keys_hold", "orphans")
_QUANTILES = (0.05, 0.25, 0.5, 0.75, 0.95)


def data_rows(result: TableData | SchemaData) -> tuple[tuple[str, ...], list[list[Any]]]:
    """Headings, and a line per column of a table or per table of a schema; None for what is not known."""
    if isinstance(result, SchemaData):
        return SCHEMA_HEADINGS, [_summary_row(t) for t in result.tables]
    return TABLE_HEADINGS, [_column_row(c) for c in result.figures.columns]


def _summary_row(table: TableSummary) -> list[Any]:
    newest = table.freshness and (table.freshness.newest or table.freshness.newest_text)
    checked = [k.holds for k in table.keys or ()]
    holds = None if not checked or None in checked else all(checked)
    orphans = [r.orphans for r in table.references or () if r.orphans is not None]
    words = (" ".join(table.empty), newest, holds, sum(orphans) if orphans else None)
    return [table.table.schema, table.table.name, table.rows, table.columns, *words]


def _column_row(column: ColumnStatistics) -> list[Any]:
    quantiles = dict(column.quantiles)
    lengths = column.lengths
    distinct = column.distinct
    return [
        *(column.name, column.type, ", ".join(column.personal)),
        *(f"{column.null_share.value:.6g}", column.null_share.exact),
        *((distinct.value, distinct.exact) if distinct else (None, None)),
        *(column.minimum, column.maximum, column.mean),
        *(quantiles.get(share) for share in _QUANTILES),
        column.quantile_error is None if quantiles else None,
        *((lengths.shortest, lengths.longest) if lengths else (None, None)),
        "; ".join(f"{top.value} ({top.share.value:.4g})" for top in column.top),
    ]
