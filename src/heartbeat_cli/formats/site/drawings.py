"""Small pictures as SVG: a number over time, and where a number comes from. They take their colours from the page."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import groupby

from heartbeat_cli.formats.site.words import Leads, escaped
from heartbeat_cli.site import Chart, ChartPoint, Origin, OriginTable
from heartbeat_cli.wording import minute

_WIDE, _HIGH, _MARGIN = 720, 150, 6
_SMALL_WIDE, _SMALL_HIGH, _SMALL_MARGIN = 96, 22, 2
_ROW, _HEAD, _GAP = 18, 40, 14
_SOURCE_WIDE, _TABLE_WIDE, _TO_WIDE, _BETWEEN = 130, 470, 260, 44
_MOST_COLUMNS = 12

Point = tuple[float, float]


def drawn_chart(chart: Chart) -> str:
    """The values as a line, gaps where there is none, hollow points where something is to be said against one."""
    if chart.small:
        return _spark(chart)
    places = _places(chart.points, _WIDE, _HIGH, _MARGIN)
    first, last = chart.points[0].at, chart.points[-1].at
    between = f"{escaped(chart.lowest)} to {escaped(chart.highest)}"
    return (
        f'<figure class="chart"><svg viewBox="0 0 {_WIDE} {_HIGH}" preserveAspectRatio="none" role="img"'
        f' aria-label="{escaped(chart.about)}">'
        f"{_area(places)}{_lines(places)}{_points(chart.points, places)}</svg>"
        f'<div class="ends"><span>{minute(first)}</span><span>{between}</span><span>{minute(last)}</span></div>'
        f"<figcaption>{escaped(chart.about)}</figcaption></figure>"
    )


def _spark(chart: Chart) -> str:
    places = _places(chart.points, _SMALL_WIDE, _SMALL_HIGH, _SMALL_MARGIN)
    return (
        f'<svg class="spark" viewBox="0 0 {_SMALL_WIDE} {_SMALL_HIGH}" width="{_SMALL_WIDE}" height="{_SMALL_HIGH}"'
        f' role="img" aria-label="{escaped(chart.about)}">{_lines(places)}</svg>'
    )


def _places(points: Sequence[ChartPoint], wide: int, high: int, margin: int) -> list[Point | None]:
    known = [point.value for point in points if point.value is not None]
    low, high_value = min(known, default=Decimal(0)), max(known, default=Decimal(0))
    step = (wide - 2 * margin) / max(1, len(points) - 1)

    def height(value: Decimal) -> float:
        share = float((value - low) / (high_value - low)) if high_value > low else 0.5
        return round(high - margin - share * (high - 2 * margin), 1)

    return [
        None if point.value is None else (round(margin + place * step, 1), height(point.value))
        for place, point in enumerate(points)
    ]


def _runs(places: Sequence[Point | None]) -> Iterator[list[Point]]:
    """Points that follow each other without a gap."""
    for there, some in groupby(places, key=lambda place: place is not None):
        if there:
            yield [place for place in some if place is not None]


def _lines(places: Sequence[Point | None]) -> str:
    return "".join(f'<path class="line" d="{_path(run)}"/>' for run in _runs(places))


def _area(places: Sequence[Point | None]) -> str:
    return "".join(
        f'<path class="area" d="{_path(run)}L{run[-1][0]:g} {_HIGH}L{run[0][0]:g} {_HIGH}Z"/>' for run in _runs(places)
    )


def _path(run: Sequence[Point]) -> str:
    first, *rest = run
    drawn = "".join(f"L{x:g} {y:g}" for x, y in rest) or "h0.1"
    return f"M{first[0]:g} {first[1]:g}{drawn}"


def _points(points: Sequence[ChartPoint], places: Sequence[Point | None]) -> str:
    """Strokes without a length: they are round however wide the picture is."""
    return "".join(
        f'<path class="point{"" if point.whole else " hollow"}" d="M{place[0]:g} {place[1]:g}h0">'
        f"<title>{escaped(point.text)}</title></path>"
        for point, place in zip(points, places, strict=True)
        if place is not None
    )


# Where a number comes from


def drawn_origin(origin: Origin, leads: Leads) -> str:
    """Sources at the left, tables with the columns that are read in the middle, the number at the right."""
    tops, top = [], 0
    for table in origin.tables:
        tops.append(top)
        top += _table_height(table) + _GAP
    high = top - _GAP
    wide = _SOURCE_WIDE + _TABLE_WIDE + _TO_WIDE + 2 * _BETWEEN
    drawn = "".join(_table(table, y, high, leads) for table, y in zip(origin.tables, tops, strict=True))
    target = _box(wide - _TO_WIDE, high / 2 - 18, _TO_WIDE, 36, "to", _fitting(origin.to, _TO_WIDE), origin.to)
    return (
        f'<div class="scroll" tabindex="0" role="region" aria-label="Where it comes from">'
        f'<svg class="origin" viewBox="-1 -1 {wide + 2} {high + 2}" width="{wide + 2}" height="{high + 2}" role="group"'
        f' aria-label="{escaped(_in_words(origin))}">{drawn}{target}</svg></div>'
    )


def _in_words(origin: Origin) -> str:
    tables = "; ".join(
        f"{table.table} of {table.source}: {', '.join(name for name, _, _ in table.columns)}" for table in origin.tables
    )
    return f"{origin.to} is made of {tables}"


def _table_height(table: OriginTable) -> int:
    rows = min(len(table.columns), _MOST_COLUMNS) + (len(table.columns) > _MOST_COLUMNS)
    return _HEAD + _ROW * rows + (6 if rows else 0)


def _table(table: OriginTable, top: float, high: float, leads: Leads) -> str:
    height, left = _table_height(table), _SOURCE_WIDE + _BETWEEN
    middle, right = top + height / 2, left + _TABLE_WIDE
    source = _box(0, middle - 15, _SOURCE_WIDE, 30, "source", _fitting(table.source, _SOURCE_WIDE), table.source)
    shown = table.columns[:_MOST_COLUMNS]
    more = len(table.columns) - len(shown)
    columns = "".join(_column(*column, left, top + _HEAD + _ROW * i) for i, column in enumerate(shown))
    rest = _text(left + 10, top + _HEAD + _ROW * len(shown) + 11, "faint", f"and {more} more") if more else ""
    return (
        _led(source, table.source, leads)
        + _line(_SOURCE_WIDE, middle, left, middle)
        + f'<rect class="table" x="{left}" y="{top:g}" width="{_TABLE_WIDE}" height="{height}" rx="6"/>'
        + _led(_text(left + 10, top + 17, "name", _fitting(table.table, _TABLE_WIDE)), table.table, leads)
        + _text(left + 10, top + 33, "faint", _fitting(table.comment, _TABLE_WIDE), table.comment)
        + columns
        + rest
        + _line(right, middle, right + _BETWEEN, high / 2)
    )


def _column(name: str, type_: str, comment: str, left: float, top: float) -> str:
    told = f"{type_}{', ' + comment if comment else ''}"
    return _text(left + 10, top + 11, "column", _fitting(name, 150)) + _text(
        left + 160, top + 11, "faint", _fitting(told, _TABLE_WIDE - 150), told
    )


def _led(drawn: str, name: str, leads: Leads) -> str:
    address = leads.names.get(name)
    way = leads.href(address) if address is not None else None
    return f'<a href="{escaped(way)}">{drawn}</a>' if way is not None else drawn


def _box(x: float, y: float, wide: float, high: float, css: str, text: str, whole: str) -> str:
    return (
        f'<g class="{css}"><rect x="{x:g}" y="{y:g}" width="{wide}" height="{high}" rx="6"/>'
        f'<text x="{x + wide / 2:g}" y="{y + high / 2 + 4:g}" text-anchor="middle">{escaped(text)}'
        f"<title>{escaped(whole)}</title></text></g>"
    )


def _text(x: float, y: float, css: str, text: str, whole: str = "") -> str:
    title = f"<title>{escaped(whole)}</title>" if whole and whole != text else ""
    return f'<text class="{css}" x="{x:g}" y="{y:g}">{escaped(text)}{title}</text>' if text else ""


def _line(x1: float, y1: float, x2: float, y2: float) -> str:
    bend = (x1 + x2) / 2
    return (
        f'<path class="way" d="M{x1:g} {y1:g}C{bend:g} {y1:g} {bend:g} {y2:g} {x2 - 6:g} {y2:g}"/>'
        f'<path class="tip" d="M{x2:g} {y2:g}l-8 -4v8z"/>'
    )


def _fitting(text: str, wide: float) -> str:
    most = int((wide - 16) / 6.4)
    flat = " ".join(text.split())
    return flat if len(flat) <= most else f"{flat[: most - 1]}…"
