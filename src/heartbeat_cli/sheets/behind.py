"""What stands behind a number that was just computed: what it was before, and some of its rows."""

from collections.abc import Iterator
from dataclasses import dataclass

from heartbeat_cli.blocks import Block, Cell, GridColumn, Styled, facts, line, table
from heartbeat_cli.discovery import Behind
from heartbeat_cli.metrics import Breakdown, RowSample
from heartbeat_cli.sheets.breakdown import breakdown_blocks
from heartbeat_cli.sheets.series import series_words, sparkline
from heartbeat_cli.wording import one_line

_CELLS = 14


@dataclass(frozen=True, slots=True)
class SampleDocument:
    """Some of the rows a number is made of: columns of one table as it is called in the marts. Values of `masked`
    columns are personal data, and shown to nobody."""

    table: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str | None, ...], ...]
    masked: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PartsDocument:
    """What the question wants the number split by: the `by` it is split by, the words `unsplit` of which there is no
    column, and the window of one `step` of the series it wants, where the number has another."""

    by: tuple[Breakdown, ...]
    unsplit: tuple[str, ...]
    step: str | None


def parts_document(behind: Behind | None) -> PartsDocument | None:
    """The parts for programs; None where the question wants none."""
    if behind is None or not (behind.parts or behind.whole or behind.step):
        return None
    return PartsDocument(behind.parts, behind.whole, behind.step)


def sample_document(behind: Behind | None) -> SampleDocument | None:
    """The rows for programs; None where there are none."""
    if behind is None or behind.sample is None:
        return None
    return SampleDocument(str(behind.sample.table), behind.sample.columns, behind.sample.rows, behind.masked)


def behind_blocks(behind: Behind) -> Iterator[Block]:
    """The line of what it was, in words; then the rows as they stand in the marts."""
    if behind.series is not None:
        first, *rest = series_words(behind.series, behind.unit)
        yield facts(
            ("so far", f"{sparkline(behind.series, _CELLS)}  {first}"), *(("", text) for text in rest), style="next"
        )
    for part in behind.parts:
        yield line("in parts", style="next")
        yield from breakdown_blocks(part, behind.unit)
    if behind.whole:
        named = " and ".join(behind.whole)
        way = "`hb metrics run NAME --by COLUMN`"
        yield line(f"not by {named}: its tables have no column of that name to split it by; {way}", whole=True)
    if behind.step is not None:
        yield line(
            f"not step by step: a metric with the window {behind.step} is, and --since draws its line", whole=True
        )
    if behind.sample is not None and behind.sample.rows:
        yield line("some of its rows", style="next")
        yield table(
            *(GridColumn(name, "cut") for name in behind.sample.columns), rows=_cells(behind.sample), heading="dim"
        )
    if behind.masked:
        yield line(f"not shown, for it is personal data: {', '.join(behind.masked)}", style="dim", whole=True)


def _cells(sample: RowSample) -> Iterator[tuple[Cell, ...]]:
    for row in sample.rows:
        yield tuple(Styled("null", "dim") if value is None else one_line(value) for value in row)
