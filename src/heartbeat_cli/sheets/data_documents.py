"""The figures of landed rows for programs. Values of the data stay text, integers become numbers."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from heartbeat_cli.profiling import (
    MASK,
    ColumnStatistics,
    Count,
    CursorCheck,
    Histogram,
    KeyCheck,
    NewestValue,
    ReferenceCheck,
    Sample,
    Share,
    TableStatistics,
    TableSummary,
)
from heartbeat_cli.sheets.data import SchemaData, TableData
from heartbeat_cli.sheets.data_words import how
from heartbeat_cli.sheets.document import document_of


@dataclass(frozen=True, slots=True)
class FreshnessDocument:
    """The newest row of a table against the clock; `newest` is text where it is no time Python knows."""

    column: str
    newest: datetime | str | None
    clock: datetime
    demo_clock: bool
    seconds_behind: float | None
    exact: bool


@dataclass(frozen=True, slots=True)
class LengthsDocument:
    """How long the values are, in characters or bytes, and how many are empty."""

    min: int
    mean: float
    max: int
    empty: int


@dataclass(frozen=True, slots=True)
class TopValueDocument:
    """A frequent value."""

    value: int | str | None
    rows: int | None
    share: Share


@dataclass(frozen=True, slots=True)
class ColumnDocument:
    """What the values of a column are like; `quantiles` by their share."""

    column: str
    type: str
    personal: tuple[str, ...]
    masked: bool
    nulls: int | None
    null_share: Share
    distinct: Count | None
    min: int | str | None
    max: int | str | None
    mean: str | None
    quantiles: Mapping[str, int | str | None]
    quantile_error: float | None
    lengths: LengthsDocument | None
    top: tuple[TopValueDocument, ...]
    histogram: Histogram | None
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TableDataDocument:
    """`hb profile SOURCE.SCHEMA.TABLE --data --json`."""

    target: str
    source: str
    schema: str
    table: str
    dataset: str
    depth: str
    how: str
    sample: Sample | None
    rows: Count
    bytes: int | None
    loaded_at: datetime | None
    receipt_rows: int | None
    freshness: FreshnessDocument | None
    columns: tuple[ColumnDocument, ...]
    keys: tuple[KeyCheck, ...]
    references: tuple[ReferenceCheck, ...]
    cursor: CursorCheck | None
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SummaryDocument:
    """A table of a schema in a few figures."""

    schema: str
    table: str
    dataset: str
    rows: int
    columns: int
    empty_columns: tuple[str, ...]
    loaded_at: datetime | None
    receipt_rows: int | None
    freshness: FreshnessDocument | None
    keys: tuple[KeyCheck, ...]
    references: tuple[ReferenceCheck, ...]


@dataclass(frozen=True, slots=True)
class SchemaDataDocument:
    """`hb profile SOURCE.SCHEMA --data --json`, or of a whole source."""

    target: str
    exact: Literal[True]
    tables: tuple[SummaryDocument, ...]


def data_document(result: TableData | SchemaData) -> TableDataDocument | SchemaDataDocument:
    """The whole result for a program."""
    if isinstance(result, SchemaData):
        return SchemaDataDocument(result.target, True, tuple(map(_summary, result.tables)))
    return _table(result.target, result.figures)


def _table(target: str, figures: TableStatistics) -> TableDataDocument:
    return document_of(
        TableDataDocument,
        figures,
        target=target,
        schema=figures.table.schema,
        table=figures.table.name,
        how=how(figures),
        freshness=_freshness(figures.freshness),
        columns=tuple(map(_column, figures.columns)),
    )


def _column(column: ColumnStatistics) -> ColumnDocument:
    kind = column.kind
    return document_of(
        ColumnDocument,
        column,
        column=column.name,
        min=_value(column.minimum, kind),
        max=_value(column.maximum, kind),
        quantiles={f"{share:g}": _value(value, kind) for share, value in column.quantiles},
        lengths=_lengths(column),
        top=tuple(TopValueDocument(_value(top.value, kind), top.rows, top.share) for top in column.top),
    )


def _lengths(column: ColumnStatistics) -> LengthsDocument | None:
    own = column.lengths
    return None if own is None else LengthsDocument(own.shortest, round(own.mean, 4), own.longest, own.empty)


def _value(text: str | None, kind: str) -> int | str | None:
    return int(text) if text is not None and kind == "integer" and text != MASK else text


def _freshness(found: NewestValue | None) -> FreshnessDocument | None:
    if found is None:
        return None
    late = (found.clock - found.newest).total_seconds() if found.newest else None
    newest = found.newest or found.newest_text
    return FreshnessDocument(found.column, newest, found.clock, found.demo_clock, late, found.exact)


def _summary(table: TableSummary) -> SummaryDocument:
    return document_of(
        SummaryDocument,
        table,
        schema=table.table.schema,
        table=table.table.name,
        empty_columns=table.empty,
        freshness=_freshness(table.freshness),
        keys=table.keys or (),
        references=table.references or (),
    )
