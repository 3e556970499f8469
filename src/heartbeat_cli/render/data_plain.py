"""Statistics of landed rows → JSON, Markdown and CSV. Values of the data stay text, integers become numbers."""

import csv
import io
from typing import Any

from heartbeat_cli.profiling.statistics.summary import TableSummary
from heartbeat_cli.profiling.statistics.values import (
    MASK,
    ColumnStatistics,
    Count,
    Freshness,
    KeyCheck,
    ReferenceCheck,
    Share,
    TableStatistics,
)
from heartbeat_cli.render.data import SchemaData, TableData, how

TABLE_HEADINGS = (
    *("column", "type", "personal", "null_share", "null_share_exact", "distinct", "distinct_exact", "min", "max"),
    *("mean", "p05", "p25", "median", "p75", "p95", "quantiles_exact", "shortest", "longest", "top"),
)
SCHEMA_HEADINGS = ("schema", "table", "rows", "columns", "empty_columns", "newest", "keys_hold", "orphans")
_QUANTILES = (0.05, 0.25, 0.5, 0.75, 0.95)


def data_json(result: TableData | SchemaData) -> dict[str, Any]:
    """The whole result for a program."""
    if isinstance(result, SchemaData):
        return {"target": result.target, "exact": True, "tables": [_summary(t) for t in result.tables]}
    return {"target": result.target, **_table(result.figures)}


def rows(result: TableData | SchemaData) -> tuple[tuple[str, ...], list[list[Any]]]:
    """Headings, and a line per column of a table or per table of a schema."""
    if isinstance(result, SchemaData):
        return SCHEMA_HEADINGS, [_summary_row(t) for t in result.tables]
    return TABLE_HEADINGS, [_column_row(c) for c in result.figures.columns]


def comma_separated(result: TableData | SchemaData) -> str:
    """CSV with a line of headings."""
    headings, lines = rows(result)
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(headings)
    writer.writerows(["" if cell is None else cell for cell in line] for line in lines)
    return text.getvalue()


def markdown(result: TableData | SchemaData) -> str:
    """A heading, how it was read, and a table."""
    headings, lines = rows(result)
    said = "Every figure is exact."
    if isinstance(result, TableData):
        said = f"{result.figures.rows.value:,} rows; {how(result.figures)}."
    grid = [_line(headings), _line(["---"] * len(headings)), *(_line(line) for line in lines)]
    return "\n".join([f"# {result.target}", "", said, "", *grid])


def _line(cells: Any) -> str:
    words = ["" if c is None else " ".join(str(c).split()).replace("|", "\\|") for c in cells]
    return f"| {' | '.join(words)} |"


def _table(figures: TableStatistics) -> dict[str, Any]:
    sample = figures.sample
    return {
        "source": figures.source,
        "schema": figures.table.schema,
        "table": figures.table.name,
        "dataset": figures.dataset,
        "depth": figures.depth,
        "how": how(figures),
        "sample": {"rows": sample.rows, "blocks": sample.blocks} if sample else None,
        "rows": _count(figures.rows),
        "bytes": figures.bytes,
        "loaded_at": figures.loaded_at,
        "receipt_rows": figures.receipt_rows,
        "freshness": _freshness(figures.freshness),
        "columns": [_column(c) for c in figures.columns],
        "keys": [_key(k) for k in figures.keys],
        "references": [_reference(r) for r in figures.references],
        "notes": list(figures.notes),
    }


def _column(column: ColumnStatistics) -> dict[str, Any]:
    lengths, histogram = column.lengths, column.histogram
    return {
        "column": column.name,
        "type": column.type,
        "personal": list(column.personal),
        "masked": column.masked,
        "nulls": column.nulls,
        "null_share": _share(column.null_share),
        "distinct": _count(column.distinct) if column.distinct else None,
        "min": _value(column.minimum, column.kind),
        "max": _value(column.maximum, column.kind),
        "mean": column.mean,
        "quantiles": {f"{share:g}": _value(value, column.kind) for share, value in column.quantiles},
        "quantile_error": column.quantile_error,
        "lengths": lengths
        and {
            "min": lengths.shortest,
            "mean": round(lengths.mean, 4),
            "max": lengths.longest,
            "empty": lengths.empty,
        },
        "top": [
            {"value": _value(top.value, column.kind), "rows": top.rows, "share": _share(top.share)}
            for top in column.top
        ],
        "histogram": histogram
        and {"low": histogram.low, "high": histogram.high, "bins": list(histogram.bins), "exact": histogram.exact},
        "notes": list(column.notes),
    }


def _value(text: str | None, kind: str) -> Any:
    return int(text) if text is not None and kind == "integer" and text != MASK else text


def _count(count: Count) -> dict[str, Any]:
    return {"value": count.value, "exact": count.exact, "error": count.error, "at_least": count.at_least}


def _share(share: Share) -> dict[str, Any]:
    return {"value": share.value, "exact": share.exact, "error": share.error}


def _freshness(found: Freshness | None) -> dict[str, Any] | None:
    if found is None:
        return None
    late = (found.clock - found.newest).total_seconds() if found.newest else None
    return {
        "column": found.column,
        "newest": found.newest or found.newest_text,
        "clock": found.clock,
        "demo_clock": found.demo_clock,
        "seconds_behind": late,
        "exact": found.exact,
    }


def _key(key: KeyCheck) -> dict[str, Any]:
    return {
        "columns": list(key.columns),
        "primary": key.primary,
        "holds": key.holds,
        "surplus": key.surplus,
        "nulls": key.nulls,
        "why": key.why,
    }


def _reference(found: ReferenceCheck) -> dict[str, Any]:
    return {
        "columns": list(found.columns),
        "target": str(found.target),
        "target_columns": list(found.target_columns),
        "orphans": found.orphans,
        "why": found.why,
    }


def _summary(table: TableSummary) -> dict[str, Any]:
    return {
        "schema": table.table.schema,
        "table": table.table.name,
        "dataset": table.dataset,
        "rows": table.rows,
        "columns": table.columns,
        "empty_columns": list(table.empty),
        "loaded_at": table.loaded_at,
        "receipt_rows": table.receipt_rows,
        "freshness": _freshness(table.freshness),
        "keys": [_key(k) for k in table.keys or ()],
        "references": [_reference(r) for r in table.references or ()],
    }


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
