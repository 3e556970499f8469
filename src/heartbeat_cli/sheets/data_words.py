"""How figures of landed rows are spelt: what is exact, what is about, and how far off it may be."""

from heartbeat_cli.profiling import ColumnStatistics, Count, CursorCheck, Histogram, NewestValue, Share, TableStatistics
from heartbeat_cli.wording import ago, at, at_second, count, minute

_BLOCKS = "▁▂▃▄▅▆▇█"
_LONG = 40


def number_words(found: Count) -> str:
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


def value_in_short(value: str) -> str:
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
            f"{count(sample.rows, 'row')} from blocks at random: nothing is exact; errors are 95 %, larger where"
            " neighbouring rows are alike; the smallest and largest are those seen"
        )
    rows = f"{count(sample.rows, 'row')} at random" if sample else "a sample"
    return f"every row was read; what says about is from {rows} or a part of the values, errors 95 %"


def clock_words(found: NewestValue) -> str:
    """The time freshness is held against."""
    return f"{'demo clock' if found.demo_clock else 'now'} {at(found.clock)}"


def newest_words(found: NewestValue, *, short: bool = False) -> str:
    """How long before the clock the newest row is."""
    if found.newest is None:
        return found.newest_text or "no row has one"
    when = minute(found.newest) if short else at_second(found.newest)
    if found.newest > found.clock:
        return f"{when}, later than the clock"
    return f"{when}, {ago(found.newest, found.clock)}"


def freshness_words(found: NewestValue) -> str:
    """The newest row against the clock."""
    seen = "" if found.exact else " of those seen"
    return f"newest {found.column}{seen}: {newest_words(found)} ({clock_words(found)})"


def cursor_check_words(found: CursorCheck) -> str:
    """What the rows say of the cursor: what it would miss, else that nothing speaks against it."""
    if found.why is not None:
        return f"{found.column}: not checked, {found.why}"
    said = [
        (found.nulls, "row has none and would never arrive", "rows have none and would never arrive"),
        (found.earlier, f"row has one before its {found.created}", f"rows have one before their {found.created}"),
        (found.late, "row is a day older than one before it", "rows are a day older than one before them"),
    ]
    words = [count(number, one, many) for number, one, many in said if number]
    if found.later == 0:
        words.append(f"never later than {found.created}: nothing shows that a change sets it")
    if found.unseen is not None:
        words.append(f"changed rows are not seen ({found.unseen})")
    return f"{found.column}: {'; '.join(words) or 'nothing speaks against it'}"
