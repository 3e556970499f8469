"""What the check of the ledger found."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from heartbeat_cli.blocks import Aside, Block, Grid, GridColumn, Sheet, Styled, grid, line, sheet
from heartbeat_cli.errors import HbError
from heartbeat_cli.ingest import Verdict, VerifiedRange, VerifiedTable
from heartbeat_cli.sheets.document import ABSENT, Absent, ErrorDocument, error_document
from heartbeat_cli.wording import count

Found = Sequence[tuple[str, tuple[VerifiedTable, ...]]]
_STYLES = {Verdict.AGREES: "good", Verdict.CHANGED: "warning", Verdict.UNKNOWN: "warning", Verdict.DIFFERS: "bad"}
_OF_SEVERAL = {Verdict.AGREES: "agree", Verdict.DIFFERS: "differ"}
_MOST_RANGES = 5
_MOST_NAMED = 5


def verified_sheet(found: Found, refused: Mapping[str, HbError]) -> Sheet:
    """Per source a line of totals, which counts tables, and the tables that do not agree; last refusals."""
    return sheet(
        *(block for name, tables in found for block in _source(name, tables)),
        *_next_steps(found),
        *(_refusal(name, error) for name, error in refused.items()),
    )


def _source(name: str, tables: Sequence[VerifiedTable]) -> Iterator[Block]:
    ranges = sum(len(table.ranges) for table in tables)
    rows = sum(one.marts for table in tables for one in table.ranges)
    total = f"  {count(len(tables), 'table')}, {count(ranges, 'range')}, {count(rows, 'row')}"
    yield line(Styled(name, "bold"), total, *_verdicts(tables))
    shown = [table for table in tables if table.verdict is not Verdict.AGREES]
    widest = max((len(str(table.qname)) for table in shown), default=0)
    for table in shown:
        why = f": {table.problem}" if table.problem else ""
        yield line(f"{table.qname!s:<{widest}}  ", _verdict(table.verdict), why, indent=2)
        yield from _ranges([one for one in table.ranges if one.verdict is not Verdict.AGREES])


def _verdict(verdict: Verdict) -> Styled:
    return Styled(verdict.value, _STYLES[verdict])


def _verdicts(tables: Sequence[VerifiedTable]) -> Iterator[str | Styled]:
    verdicts = Counter(table.verdict for table in tables)
    for verdict in (verdict for verdict in Verdict if verdicts[verdict]):
        word = verdict.value if verdicts[verdict] == 1 else _OF_SEVERAL.get(verdict, verdict.value)
        yield "  "
        yield Styled(f"{count(verdicts[verdict])} {word}", _STYLES[verdict])


def _ranges(ranges: Sequence[VerifiedRange]) -> Iterator[Block]:
    """Figures below figures."""
    if ranges:
        yield _ranges_grid(ranges[:_MOST_RANGES])
    if len(ranges) > _MOST_RANGES:
        yield line(f"and {count(len(ranges) - _MOST_RANGES, 'more range')}", style="dim", indent=4)


def _ranges_grid(ranges: Sequence[VerifiedRange]) -> Grid:
    columns = (GridColumn("Range", style="dim"), GridColumn("", style="dim"))
    numbers = (GridColumn(heading, "number", "dim") for heading in ("Landed", "Marts", "Source"))
    rows = ((r.bounds, r.verdict.value, *map(count, (r.recorded, r.marts, r.source))) for r in ranges)
    return grid((*columns, *numbers), rows, indent=4)


def _next_steps(found: Found) -> Iterator[Aside]:
    differing = [(name, [str(t.qname) for t in tables if t.verdict is Verdict.DIFFERS]) for name, tables in found]
    if any(names for _, names in differing):
        yield Aside("\nThe marts are not what was landed. To land it anew:")
        for name, names in differing:
            if names:
                yield Aside(f"  hb ingest --source {name}{_table_flags(names)} --rebuild")
    elif any(table.verdict is Verdict.CHANGED for _, tables in found for table in tables):
        yield Aside(
            "\nThe source has moved on; hb ingest brings it up to date, with --reconcile what was deleted, too."
        )


def _table_flags(names: Sequence[str]) -> str:
    """` --table core.a --table core.b`; of many a place for one, as they are listed above."""
    return "".join(f" --table {name}" for name in names) if len(names) <= _MOST_NAMED else " --table TABLE"


def _refusal(name: str, error: HbError) -> Aside:
    why = error.message if error.where == name else str(error)
    return Aside(f"{name} could not be checked: {why}", "error", error.hint)


# For programs

VerdictWord = Literal["agrees", "changed", "unknown", "differs"]


@dataclass(frozen=True, slots=True)
class RangeDocument:
    """A range: its bounds, and the rows that were recorded when it landed, are in the marts and are at the source."""

    bounds: str
    verdict: VerdictWord
    recorded_rows: int
    marts_rows: int
    source_rows: int


@dataclass(frozen=True, slots=True)
class VerifiedTableDocument:
    """A table that was checked; `problem` is what is wrong with it as a whole."""

    table: str
    dataset: str
    verdict: VerdictWord
    problem: str | None
    ranges: tuple[RangeDocument, ...]


@dataclass(frozen=True, slots=True)
class VerifiedSource:
    """A source that was checked, or the error for which it could not be."""

    source: str
    tables: tuple[VerifiedTableDocument, ...]
    error: ErrorDocument | Absent = ABSENT


@dataclass(frozen=True, slots=True)
class VerifiedDocument:
    """`hb loads --verify --json`."""

    sources: tuple[VerifiedSource, ...]


def verified_document(found: Found, refused: Mapping[str, HbError]) -> VerifiedDocument:
    """The check for programs."""
    checked = [VerifiedSource(name, tuple(map(_table_document, tables))) for name, tables in found]
    unchecked = [VerifiedSource(name, (), error_document(error)) for name, error in refused.items()]
    return VerifiedDocument((*checked, *unchecked))


def _table_document(table: VerifiedTable) -> VerifiedTableDocument:
    ranges = (RangeDocument(r.bounds, _word(r.verdict), r.recorded, r.marts, r.source) for r in table.ranges)
    return VerifiedTableDocument(str(table.qname), table.dataset, _word(table.verdict), table.problem, tuple(ranges))


def _word(verdict: Verdict) -> VerdictWord:
    words: dict[Verdict, VerdictWord] = {
        Verdict.AGREES: "agrees",
        Verdict.CHANGED: "changed",
        Verdict.UNKNOWN: "unknown",
    }
    return words.get(verdict, "differs")
