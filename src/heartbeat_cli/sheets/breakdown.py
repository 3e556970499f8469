"""A metric by the values of a column: as a grid and as rows."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from heartbeat_cli.blocks import Block, GridColumn, Line, Styled, line, number, table
from heartbeat_cli.metrics import Breakdown, Metric, Segment, number_text
from heartbeat_cli.sheets.metrics import with_unit
from heartbeat_cli.wording import count, figure

SEGMENT_HEADINGS: Final = (
    *("metric", "as_of", "column", "segment", "label", "value", "unit", "adds_up", "status", "wrong"),
)
_NONE, _EMPTY, _REST = "(none)", "(empty)", "(rest)"


def breakdown_blocks(breakdown: Breakdown, unit: str | None) -> tuple[Block, ...]:
    """A line for each segment, the rest, and whether they add up."""
    labels = any(segment.label is not None for segment in breakdown.segments)
    total = _total(breakdown)
    columns: list[GridColumn | str] = [
        breakdown.column,
        *(["Label"] if labels else []),
        number("Value"),
        *([number("Share")] if total else []),
    ]
    rows = [*breakdown.segments, *([Segment(_REST, breakdown.rest)] if breakdown.rest is not None else [])]
    shown = table(*columns, rows=(_row(segment, unit, total, labels=labels) for segment in rows))
    return shown, _adds_up(breakdown)


def _total(breakdown: Breakdown) -> Decimal | None:
    """What shares are of; None where the values do not add up, or to nothing."""
    values = [segment.value or Decimal(0) for segment in breakdown.segments]
    if not breakdown.adds_up or any(value < 0 for value in values):
        return None
    return sum(values, breakdown.rest or Decimal(0)) or None


def _row(segment: Segment, unit: str | None, total: Decimal | None, *, labels: bool) -> tuple[str, ...]:
    share = [f"{figure(round(100 * (segment.value or Decimal(0)) / total, 1))}%"] if total else []
    label = [segment.label or ""] if labels else []
    return _named(segment.segment), *label, with_unit(segment.value, unit), *share


def _named(segment: str | None) -> str:
    """On one line, and nothing that is called nothing."""
    return _NONE if segment is None else " ".join(segment.split()) or _EMPTY


def _adds_up(breakdown: Breakdown) -> Line:
    if not breakdown.segments:
        return line(Styled("there is no row to split", "dim"))
    more = f"; {count(breakdown.more, 'more segment')}" if breakdown.more else ""
    said = "the segments add up to the number" if breakdown.adds_up else "these values do not add up to the number"
    return line(Styled(f"{said}{more}", "dim"), whole=True)


def segment_rows(
    metric: Metric, breakdown: Breakdown, as_of: str, status: str, wrong: str
) -> Iterator[tuple[object, ...]]:
    """A row for each segment that is listed, and one for the rest where it has a value.

    `status` and what is `wrong` are the metric's.
    """
    begin, end = (metric.name, as_of, breakdown.column), ("yes" if breakdown.adds_up else "no", status, wrong or None)
    for segment in breakdown.segments:
        yield *begin, segment.segment, segment.label, number_text(segment.value), metric.unit, *end
    if breakdown.rest is not None:
        yield *begin, _REST, None, number_text(breakdown.rest), metric.unit, *end
