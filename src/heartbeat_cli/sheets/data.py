"""What the landed rows of a table, or of every table of a schema, are like."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from heartbeat_cli.blocks import (
    GAP,
    Block,
    GridColumn,
    Line,
    Phrases,
    Section,
    Sheet,
    Styled,
    facts,
    grid,
    line,
    number,
    words,
)
from heartbeat_cli.profiling import MASK, ColumnStatistics, KeyCheck, ReferenceCheck, TableStatistics, TableSummary
from heartbeat_cli.sheets.data_words import (
    clock_words,
    cursor_check_words,
    freshness_words,
    how,
    lengths,
    newest_words,
    nulls,
    number_words,
    picture,
    share,
    value_in_short,
)
from heartbeat_cli.wording import at, count, size

# How even the values are spread is all that masked ones tell.
_MASKED_SHOWN = 3
_WORTH_SHOWING = 0.001
_QUANTILES = {0.05: "5 %", 0.25: "25 %", 0.5: "median", 0.75: "75 %", 0.95: "95 %"}
_NAMES = 12
_LEAST_WORDS = 16


@dataclass(frozen=True, slots=True)
class TableData:
    """What is said of a table, or of one `column` of it."""

    target: str
    figures: TableStatistics
    column: str | None = None


@dataclass(frozen=True, slots=True)
class SchemaData:
    """What is said of a schema or a whole source."""

    target: str
    tables: tuple[TableSummary, ...]


def data_sheet(result: TableData | SchemaData) -> Sheet:
    """The page for people."""
    blocks = _schema(result) if isinstance(result, SchemaData) else _table(result)
    return Sheet(result.target, None, tuple(blocks))


def _schema(result: SchemaData) -> Iterator[Block]:
    rows = sum(t.rows for t in result.tables)
    clock = next((clock_words(t.freshness) for t in result.tables if t.freshness), None)
    tables = f"{count(len(result.tables), 'table')} landed"
    yield Phrases((tables, count(rows, "row"), "every figure is exact", *((clock,) if clock else ())))
    yield GAP
    several = len({t.table.schema for t in result.tables}) > 1
    columns = (
        *(GridColumn("table", style="bold"), number("rows")),
        *(words(heading, least=_LEAST_WORDS) for heading in ("empty columns", "newest", "keys", "orphans")),
    )
    yield grid(columns, (_table_row(t, several=several) for t in result.tables))
    for table in result.tables:
        if table.receipt_rows is not None and table.receipt_rows != table.rows:
            yield _warning(f"{table.table} has {count(table.rows, 'row')}, its load wrote {count(table.receipt_rows)}")


def _table_row(table: TableSummary, *, several: bool) -> tuple[str | Styled, ...]:
    return (
        str(table.table) if several else table.table.name,
        count(table.rows),
        _some(table.empty),
        newest_words(table.freshness, short=True) if table.freshness else "-",
        _keys_in_short(table.keys or ()),
        _orphans_in_short(table.references or ()),
    )


def summary_facts(table: TableSummary) -> tuple[tuple[str, str | tuple[Styled, ...] | None], ...]:
    """What a landed table is like, each figure under its name; none is a value of a row but the newest time."""

    def told(piece: str | Styled) -> str | tuple[Styled, ...]:
        return (piece,) if isinstance(piece, Styled) else piece

    newest = table.freshness.newest if table.freshness is not None else None
    return (
        ("rows", count(table.rows)),
        ("loaded", at(table.loaded_at) if table.loaded_at else None),
        ("newest row", at(newest) if newest is not None else None),
        ("keys", told(_keys_in_short(table.keys or ()))),
        ("orphans", told(_orphans_in_short(table.references or ()))),
        ("empty columns", ", ".join(table.empty)),
    )


def _table(result: TableData) -> Iterator[Block]:
    figures = result.figures
    landed = f"landed {at(figures.loaded_at)}" if figures.loaded_at else "landed without a receipt"
    said = [
        f"{number_words(figures.rows)} {'row' if figures.rows.value == 1 else 'rows'}",
        landed,
        f"dataset {figures.dataset}",
    ]
    yield Phrases((*said, *((size(figures.bytes),) if figures.bytes else ())))
    yield facts(
        ("how", how(figures)),
        ("freshness", freshness_words(figures.freshness) if figures.freshness is not None else None),
        ("cursor", cursor_check_words(figures.cursor) if figures.cursor is not None else None),
        *(("note", note) for note in figures.notes),
        least=_NAMES,
    )
    if figures.receipt_rows not in (None, figures.rows.value) and figures.rows.exact:
        yield _warning(f"the load wrote {count(figures.receipt_rows or 0, 'row')}: this table is not what was landed")
    for column in figures.columns:
        yield from _column(column)
    yield from _listed("Keys", [_key(k) for k in figures.keys])
    yield from _listed("References", [_reference(r) for r in figures.references])
    if any(c.masked for c in figures.columns):
        yield GAP
        yield line(f"{MASK} is personal data; --reveal shows it.", style="dim")


def _listed(title: str, lines: Sequence[Line]) -> Iterator[Section]:
    if lines:
        yield Section(title, tuple(lines), len(lines))


def _warning(text: str) -> Line:
    return line(Styled("warning: ", "careful"), text)


def _column(column: ColumnStatistics) -> Iterator[Block]:
    about = f"  personal: {', '.join(column.personal)}" if column.personal else ""
    yield GAP
    yield line(Styled(column.name, "bold"), Styled(f"  {column.type}", "dim"), Styled(about, "warning"))
    yield _indented(*_column_facts(column))
    if column.quantiles:
        shares = (f"{_QUANTILES.get(part, f'{part:.0%}')} {value_in_short(value)}" for part, value in column.quantiles)
        off = f"about, ± {column.quantile_error * 100:.1f} points of rank" if column.quantile_error else None
        yield _indented(*shares, *((off,) if off else ()))
    if column.histogram is not None:
        edges = "" if column.masked else f"  {column.histogram.low} … {column.histogram.high}"
        about = "" if column.histogram.exact else "  about"
        yield line(Styled(picture(column.histogram), "next"), Styled(edges + about, "dim"), indent=2)
    if column.top:
        yield _indented(*(_frequent(column) or ("no value stands out",)))


def _indented(*phrases: str) -> Phrases:
    return Phrases(phrases, indent=2)


def _column_facts(column: ColumnStatistics) -> list[str]:
    said = [nulls(column)]
    if column.distinct is not None:
        said.append(f"{number_words(column.distinct)} distinct")
    if column.minimum is not None:
        said.append(f"{value_in_short(column.minimum)} … {value_in_short(column.maximum or '')}")
    if column.mean is not None:
        said.append(f"mean {column.mean}")
    if column.lengths is not None:
        said.append(lengths(column))
    return [*said, *column.notes]


def _frequent(column: ColumnStatistics) -> tuple[str, ...]:
    shown = column.top[:_MASKED_SHOWN] if all(t.value == MASK for t in column.top) else column.top
    return tuple(f"{value_in_short(t.value)} {share(t.share)}" for t in shown if t.share.value >= _WORTH_SHOWING)


def _some(names: Sequence[str]) -> str:
    if not names:
        return "-"
    return ", ".join(names[:2]) + (f" and {len(names) - 2} more" if len(names) > 2 else "")


def _keys_in_short(keys: Sequence[KeyCheck]) -> str | Styled:
    broken = [k for k in keys if k.holds is False]
    if broken:
        return Styled(f"{', '.join(broken[0].columns)} broken", "wrong")
    unknown = [k for k in keys if k.holds is None]
    return "none" if not keys else f"{len(unknown)} not checked" if unknown else "hold"


def _orphans_in_short(references: Sequence[ReferenceCheck]) -> str | Styled:
    orphans = [r for r in references if r.orphans]
    if orphans:
        number = count(sum(r.orphans or 0 for r in orphans))
        return Styled(f"{number} ({', '.join(orphans[0].columns)})", "warning")
    unknown = sum(r.orphans is None for r in references)
    none = "none" if len(references) > unknown else "-"
    return f"{none}; {unknown} not checked" if unknown else none


def _key(key: KeyCheck) -> Line:
    name = Styled(", ".join(key.columns), "bold"), f"  {'primary' if key.primary else 'unique'}: "
    if key.holds is None:
        return line(*name, Styled(key.why or "not checked", "dim"))
    if key.holds:
        without = f"; {count(key.nulls, 'row has', 'rows have')} none" if key.nulls else ""
        return line(*name, Styled(f"holds, exactly{without}", "good"))
    said = [count(key.surplus, "row repeats a key", "rows repeat a key")] if key.surplus else []
    said += [f"{count(key.nulls, 'row has', 'rows have')} a null in it"] if key.nulls else []
    return line(*name, Styled("; ".join(said), "wrong"))


def _reference(found: ReferenceCheck) -> Line:
    target = f" → {found.target} ({', '.join(found.target_columns)}): "
    name = Styled(", ".join(found.columns), "bold"), target
    if found.orphans is None:
        return line(*name, Styled(found.why or "not checked", "dim"))
    if found.orphans == 0:
        return line(*name, Styled("no orphans, exactly", "good"))
    rows = count(found.orphans, "row points", "rows point")
    return line(*name, Styled(f"{rows} at nothing that is landed", "warning"))
