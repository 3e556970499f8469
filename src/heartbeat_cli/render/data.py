"""Statistics of landed rows → a page for people, and printing in every format."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from heartbeat_cli.profiling.statistics.summary import TableSummary
from heartbeat_cli.profiling.statistics.values import (
    MASK,
    ColumnStatistics,
    Count,
    Freshness,
    Histogram,
    KeyCheck,
    ReferenceCheck,
    Share,
    TableStatistics,
)
from heartbeat_cli.render.console import print_json, stdout
from heartbeat_cli.render.words import ago, count, size

_BLOCKS = "▁▂▃▄▅▆▇█"
_LONG = 40
# How even the values are spread is all that masked ones tell.
_MASKED_SHOWN = 3
_WORTH_SHOWING = 0.001
_QUANTILES = {0.05: "5 %", 0.25: "25 %", 0.5: "median", 0.75: "75 %", 0.95: "95 %"}


@dataclass(frozen=True, slots=True)
class TableData:
    """What is printed for a table, or for one `column` of it."""

    target: str
    figures: TableStatistics
    column: str | None = None


@dataclass(frozen=True, slots=True)
class SchemaData:
    """What is printed for a schema or a whole source."""

    target: str
    tables: tuple[TableSummary, ...]


def print_page(result: TableData | SchemaData) -> None:
    """The page for people."""
    from rich.console import Group

    page = _schema_page(result) if isinstance(result, SchemaData) else _table_page(result)
    stdout().print(Group(*page))


def _schema_page(result: SchemaData) -> Iterator[Any]:
    from rich.text import Text

    from heartbeat_cli.render.page import Flow, headline, name_grid

    rows = sum(t.rows for t in result.tables)
    clock = next((clock_words(t.freshness) for t in result.tables if t.freshness), None)
    yield headline(result.target, None)
    tables = "1 table" if len(result.tables) == 1 else f"{len(result.tables)} tables"
    yield Flow((f"{tables} landed", f"{count(rows)} rows", "every figure is exact", *((clock,) if clock else ())))
    yield Text()
    grid = name_grid("table", "rows", "empty columns", "newest", "keys", "orphans", numbers=(1,))
    schemas = {t.table.schema for t in result.tables}
    for table in result.tables:
        name = table.table.name if len(schemas) == 1 else str(table.table)
        grid.add_row(
            Text(name, "bold"),
            count(table.rows),
            _some(table.empty),
            newest_words(table.freshness, short=True) if table.freshness else "-",
            _keys_in_short(table.keys or ()),
            _orphans_in_short(table.references or ()),
        )
    yield grid
    for table in result.tables:
        if table.receipt_rows is not None and table.receipt_rows != table.rows:
            yield _warning(f"{table.table} has {count(table.rows)} rows, its load wrote {count(table.receipt_rows)}")


def _table_page(result: TableData) -> Iterator[Any]:
    from rich.text import Text

    from heartbeat_cli.render.page import Flow, headline, listing, named_value

    figures = result.figures
    yield headline(result.target, None)
    landed = f"landed {figures.loaded_at:%Y-%m-%d %H:%M} UTC" if figures.loaded_at else "landed without a receipt"
    facts = [f"{number(figures.rows)} rows", landed, f"dataset {figures.dataset}"]
    yield Flow((*facts, *((size(figures.bytes),) if figures.bytes else ())))
    yield named_value("how", how(figures))
    if figures.freshness is not None:
        yield named_value("freshness", freshness_words(figures.freshness))
    for note in figures.notes:
        yield named_value("note", note)
    if figures.receipt_rows not in (None, figures.rows.value) and figures.rows.exact:
        yield _warning(f"the load wrote {count(figures.receipt_rows or 0)} rows: this table is not what was landed")
    for column in figures.columns:
        yield Text()
        yield from _column(column, bins=True)
    yield from listing("Keys", [_key(k) for k in figures.keys])
    yield from listing("References", [_reference(r) for r in figures.references])
    if any(c.masked for c in figures.columns):
        yield Text()
        yield Text(f"{MASK} is personal data; --reveal shows it.", "dim")


def _column(column: ColumnStatistics, *, bins: bool) -> Iterator[Any]:
    from rich.padding import Padding
    from rich.text import Text

    from heartbeat_cli.render.page import Flow

    about = f"  personal: {', '.join(column.personal)}" if column.personal else ""
    yield Text.assemble((column.name, "bold"), (f"  {column.type}", "dim"), (about, "yellow"))
    facts = [nulls(column)]
    if column.distinct is not None:
        facts.append(f"{number(column.distinct)} distinct")
    if column.minimum is not None:
        facts.append(f"{short(column.minimum)} … {short(column.maximum or '')}")
    if column.mean is not None:
        facts.append(f"mean {column.mean}")
    if column.lengths is not None:
        facts.append(lengths(column))
    facts += column.notes
    yield Padding(Flow(tuple(facts)), (0, 0, 0, 2))
    if column.quantiles:
        words = [f"{_QUANTILES.get(share, f'{share:.0%}')} {short(value)}" for share, value in column.quantiles]
        off = f"± {column.quantile_error * 100:.1f} points of rank" if column.quantile_error else None
        yield Padding(Flow((*words, *((f"about, {off}",) if off else ()))), (0, 0, 0, 2))
    if bins and column.histogram is not None:
        edges = "" if column.masked else f"  {column.histogram.low} … {column.histogram.high}"
        about = "" if column.histogram.exact else "  about"
        yield Padding(Text.assemble((picture(column.histogram), "cyan"), (edges + about, "dim")), (0, 0, 0, 2))
    if column.top:
        shown = column.top[:_MASKED_SHOWN] if all(t.value == MASK for t in column.top) else column.top
        frequent = [f"{short(t.value)} {share(t.share)}" for t in shown if t.share.value >= _WORTH_SHOWING]
        yield Padding(Flow(tuple(frequent) or ("no value stands out",)), (0, 0, 0, 2))


# Words


def number(found: Count) -> str:
    """`3,500`, `about 9,502,976 ± 0.7 %`, `at least 88,210`."""
    if found.exact:
        return count(found.value)
    if found.at_least:
        return f"at least {count(found.value)}"
    return f"about {count(found.value)}" + (f" ± {found.error * 100:.1f} %" if found.error is not None else "")


def share(found: Share) -> str:
    """`20.0 %`, `about 12.0 ± 0.2 %`; a small share is not shown as none, nor a large one as all."""
    percent = found.value * 100
    words = "0" if not percent else "<0.1" if percent < 0.1 else ">99.9" if 99.9 < percent < 100 else f"{percent:.1f}"
    words = words.removesuffix(".0")
    if found.exact:
        return f"{words} %"
    return f"about {words} ± {found.error * 100:.1f} %" if found.error is not None else f"about {words} %"


def nulls(column: ColumnStatistics) -> str:
    """`no nulls`, `all null`, `30 % null`."""
    if column.null_share.exact and column.null_share.value in (0, 1):
        return "all null" if column.null_share.value else "no nulls"
    if column.null_share.value == 0 and column.null_share.error is not None:
        return "no nulls seen"
    return f"{share(column.null_share)} null"


def lengths(column: ColumnStatistics) -> str:
    """`4 … 8 characters, mean 5; 3 empty`."""
    own = column.lengths
    if own is None:
        return ""
    unit = "bytes" if column.kind == "bytes" else "characters"
    empty = f"; {count(own.empty)} empty" if own.empty else ""
    return f"{count(own.shortest)} … {count(own.longest)} {unit}, mean {own.mean:.1f}{empty}".replace(".0;", ";")


def short(value: str) -> str:
    """A value on one line, its end cut."""
    line = "".join(c if c.isprintable() else "·" for c in value)
    return f"{line[: _LONG - 1]}…" if len(line) > _LONG else line if line.strip() else f"'{line}'"


def picture(histogram: Histogram) -> str:
    """A block per bin, as high as it has rows; a bin with none is blank."""
    most = max(histogram.bins)
    return "".join(" " if not n else _BLOCKS[min(7, n * 8 // (most + 1))] for n in histogram.bins)


def how(figures: TableStatistics) -> str:
    """What was read, and so what is exact."""
    sample = figures.sample
    if figures.depth == "exact":
        return "every row was read: all figures are exact"
    if figures.depth == "planner statistics":
        return "no row was read: what PostgreSQL's ANALYZE left; distinct may be several times too low"
    if sample is not None and sample.blocks:
        return (
            f"{count(sample.rows)} rows from blocks at random: nothing is exact; errors are 95 %, larger where"
            " neighbouring rows are alike; the smallest and largest are those seen"
        )
    rows = f"{count(sample.rows)} rows at random" if sample else "a sample"
    return f"every row was read; what says about is from {rows} or a part of the values, errors 95 %"


def clock_words(found: Freshness) -> str:
    """The moment freshness is held against."""
    return f"{'demo clock' if found.demo_clock else 'now'} {found.clock:%Y-%m-%d %H:%M} UTC"


def newest_words(found: Freshness, *, short: bool = False) -> str:
    """How long before the clock the newest row is."""
    if found.newest is None:
        return found.newest_text or "no row has one"
    when = f"{found.newest:%Y-%m-%d %H:%M}" if short else f"{found.newest:%Y-%m-%d %H:%M:%S} UTC"
    if found.newest > found.clock:
        return f"{when}, later than the clock"
    return f"{when}, {ago(found.newest, found.clock)}"


def freshness_words(found: Freshness) -> str:
    """The newest row against the clock."""
    seen = "" if found.exact else " of those seen"
    return f"newest {found.column}{seen}: {newest_words(found)} ({clock_words(found)})"


def _some(names: Sequence[str]) -> str:
    if not names:
        return "-"
    return ", ".join(names[:2]) + (f" and {len(names) - 2} more" if len(names) > 2 else "")


def _keys_in_short(keys: Sequence[KeyCheck]) -> Any:
    from rich.text import Text

    broken = [k for k in keys if k.holds is False]
    if broken:
        return Text(f"{', '.join(broken[0].columns)} broken", "red")
    unknown = [k for k in keys if k.holds is None]
    return "none" if not keys else f"{len(unknown)} not checked" if unknown else "hold"


def _orphans_in_short(references: Sequence[ReferenceCheck]) -> Any:
    from rich.text import Text

    orphans = [r for r in references if r.orphans]
    if orphans:
        return Text(f"{count(sum(r.orphans or 0 for r in orphans))} ({', '.join(orphans[0].columns)})", "yellow")
    unknown = sum(r.orphans is None for r in references)
    none = "none" if len(references) > unknown else "-"
    return f"{none}; {unknown} not checked" if unknown else none


def _key(key: KeyCheck) -> Any:
    from rich.text import Text

    word = "primary" if key.primary else "unique"
    name = Text.assemble((", ".join(key.columns), "bold"), f"  {word}: ")
    if key.holds is None:
        return name + Text(key.why or "not checked", "dim")
    if key.holds:
        return name + Text("holds, exactly" + (f"; {count(key.nulls)} rows have none" if key.nulls else ""), "green")
    said = [f"{count(key.surplus or 0)} rows repeat a key"] if key.surplus else []
    said += [f"{count(key.nulls or 0)} rows have a null in it"] if key.nulls else []
    return name + Text("; ".join(said), "red")


def _reference(found: ReferenceCheck) -> Any:
    from rich.text import Text

    name = Text.assemble((", ".join(found.columns), "bold"), f" → {found.target} ({', '.join(found.target_columns)}): ")
    if found.orphans is None:
        return name + Text(found.why or "not checked", "dim")
    if found.orphans == 0:
        return name + Text("no orphans, exactly", "green")
    rows = "1 row points" if found.orphans == 1 else f"{count(found.orphans)} rows point"
    return name + Text(f"{rows} at nothing that is landed", "yellow")


def _warning(text: str) -> Any:
    from rich.text import Text

    return Text.assemble(("warning: ", "bold yellow"), text)


def _json(result: TableData | SchemaData) -> None:
    from heartbeat_cli.render.data_plain import data_json

    print_json(data_json(result))


def _markdown(result: TableData | SchemaData) -> None:
    from heartbeat_cli.render.data_plain import markdown

    print(markdown(result))


def _csv(result: TableData | SchemaData) -> None:
    from heartbeat_cli.render.data_plain import comma_separated

    print(comma_separated(result), end="")


PRINTERS: dict[str, Callable[[TableData | SchemaData], None]] = {
    "table": print_page,
    "json": _json,
    "markdown": _markdown,
    "csv": _csv,
}
