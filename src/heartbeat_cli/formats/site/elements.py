"""The blocks of a page as HTML: headings, lists and tables that mean what they are."""

import re
from collections.abc import Iterable
from dataclasses import replace

from heartbeat_cli.blocks import (
    Aside,
    Block,
    Cell,
    Either,
    Fact,
    Facts,
    Grid,
    GridColumn,
    Line,
    Names,
    Phrases,
    Section,
    Styled,
    TextBlock,
)
from heartbeat_cli.formats.site.drawings import drawn_chart, drawn_origin
from heartbeat_cli.formats.site.words import Leads, escaped
from heartbeat_cli.site import (
    Cards,
    Chart,
    FilterCell,
    FilterColumn,
    FilterTable,
    Happening,
    Headline,
    Inline,
    Origin,
    PageBlock,
    PageLink,
    PagePart,
    Pill,
    Saying,
    Timeline,
)
from heartbeat_cli.wording import count

_KEYWORDS = (
    "select from where and or not in is null join left right full outer inner cross on using group by order having "
    "limit case when then else end as distinct with union all exists between like interval filter over partition "
    "within cast true false asc desc lateral"
)
_NOT_PLAIN = re.compile(r"[^a-z0-9_.]+")
_STRING = r"(?P<string>&#x27;(?:[^&]|&(?!#x27;))*&#x27;)"
_SQL = re.compile(rf"{_STRING}|(?P<remark>--[^\n]*)|\b(?P<word>{'|'.join(_KEYWORDS.split())})\b", re.IGNORECASE)


def written(blocks: Iterable[PageBlock], leads: Leads, level: int = 2) -> str:
    """Blocks under each other; `level` is that of the next heading."""
    return "".join(_block(block, leads, level) for block in blocks)


def _block(block: PageBlock, leads: Leads, level: int) -> str:
    match block:
        case Saying():
            return f'<p class="say">{_inlines(block.pieces, leads)}</p>'
        case Headline():
            return _headline(block, leads)
        case Chart():
            return drawn_chart(block)
        case Cards():
            return _cards(block, leads, level)
        case Origin():
            return drawn_origin(block, leads)
        case Timeline():
            return f'<ol class="timeline">{"".join(_happening(h, leads) for h in block.happenings)}</ol>'
        case FilterTable():
            return _filter_table(block, leads)
        case PagePart():
            return _part(block, leads, level)
        case _:
            return _common(block, leads, level)


def _common(block: Block, leads: Leads, level: int) -> str:
    match block:
        case Line(pieces=()):
            return ""
        case Line():
            indent = f" in{min(block.indent, 4)}" if block.indent else ""
            return f'<p class="say{indent}">{_inlines(block.pieces, leads)}</p>'
        case Fact():
            return _facts([(block.name, f"{escaped(block.lead)}{_cell(block.value, leads)}")])
        case Facts():
            return _facts([(name, _inlines(pieces, leads)) for name, pieces in block.rows])
        case Grid():
            return _grid(block, leads)
        case Phrases():
            return f'<p class="say">{" · ".join(map(leads.prose, block.phrases))}</p>'
        case TextBlock():
            return f'<pre tabindex="0"><code>{_sql(block.text)}</code></pre>'
        case Aside():
            then = f" {leads.prose(block.next)}" if block.next else ""
            return f'<p class="aside {escaped(block.kind)}">{leads.prose(block.text)}{then}</p>'
        case Section():
            return _part(PagePart(block.title, block.blocks, block.number, block.remark), leads, level)
        case Either():
            return written(block.wide, leads, level)


# Text


def _inlines(pieces: Iterable[Inline], leads: Leads) -> str:
    return "".join(_inline(piece, leads) for piece in pieces)


def _inline(piece: Inline, leads: Leads) -> str:
    match piece:
        case str():
            return leads.prose(piece)
        case Styled():
            return f'<span class="{escaped(piece.style or "plain")}">{leads.prose(piece.text)}</span>'
        case PageLink():
            return leads.linked(piece.text, piece.to, piece.style)
        case Pill():
            return f'<span class="pill {escaped(piece.style or "plain")}">{escaped(piece.text)}</span>'
        case Chart():
            return drawn_chart(piece)


def _cell(cell: Cell, leads: Leads) -> str:
    if isinstance(cell, Names):
        return ", ".join(f"<code>{leads.name(name)}</code>" for name in cell.shown)
    return _inline(cell, leads)


def _sql(text: str) -> str:
    def marked(found: re.Match[str]) -> str:
        return f'<span class="sql-{found.lastgroup}">{found[0]}</span>'

    return _SQL.sub(marked, escaped(text))


# Lists and tables


def _facts(rows: Iterable[tuple[str, str]]) -> str:
    told = "".join(f"<div><dt>{escaped(name)}</dt><dd>{value}</dd></div>" for name, value in rows)
    return f'<dl class="facts">{told}</dl>'


def _grid(grid: Grid, leads: Leads) -> str:
    heads = "".join(f'<th scope="col"{_numeric(c.kind)}>{_heading(c.heading)}</th>' for c in grid.columns)
    rows = "".join(f"<tr>{_cells(row, grid.columns, leads)}</tr>" for row in grid.rows)
    more = grid.number - len(grid.rows)
    rest = f'<p class="say dim">and {count(more)} more</p>' if more > 0 else ""
    return _scrolled(f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>") + rest


def _heading(text: str) -> str:
    return escaped(text) or '<span class="unseen">more</span>'


def _scrolled(table: str) -> str:
    return f'<div class="scroll" tabindex="0" role="region" aria-label="Table">{table}</div>'


def _cells(row: tuple[Cell, ...], columns: tuple[GridColumn, ...], leads: Leads) -> str:
    return "".join(
        f"<td{_numeric(column.kind)}>{_cell(cell, leads)}</td>" for cell, column in zip(row, columns, strict=True)
    )


def _numeric(kind: str) -> str:
    return ' class="number"' if kind == "number" else ""


def _filter_table(table: FilterTable, leads: Leads) -> str:
    heads = "".join(
        f'<th scope="col" data-kind="{escaped(column.kind)}"{_numeric(column.kind)}>{escaped(column.heading)}</th>'
        for column in table.columns
    )
    rows = "".join(f"<tr>{_filter_cells(row, table.columns, leads)}</tr>" for row in table.rows)
    return (
        f'<div class="filtered"><table class="filter" aria-label="{escaped(table.about)}">'
        f"<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div>"
    )


def _filter_cells(row: tuple[FilterCell, ...], columns: tuple[FilterColumn, ...], leads: Leads) -> str:
    return "".join(_filter_cell(cell, column, leads) for cell, column in zip(row, columns, strict=True))


def _filter_cell(cell: FilterCell, column: FilterColumn, leads: Leads) -> str:
    sort = f' data-sort="{escaped(cell.sort)}"' if cell.sort is not None else ""
    choice = f' data-choice="{escaped(cell.choice)}"' if column.kind == "choice" else ""
    label = f' data-label="{escaped(column.heading)}"'
    inner = _inlines(cell.pieces, leads if column.kind != "choice" else replace(leads, names={}))
    return f"<td{sort}{choice}{label}{_numeric(column.kind)}>{inner}</td>"


# A number, and what happened


def _headline(found: Headline, leads: Leads) -> str:
    pills = "".join(_inline(pill, leads) for pill in found.pills)
    doubts = "".join(f"<li>{leads.prose(doubt)}</li>" for doubt in found.doubts)
    lines = "".join(f"<p>{_inlines(pieces, leads)}</p>" for pieces in found.lines)
    return (
        f'<div class="headline{" doubted" if doubts else ""}"><p class="figure">{escaped(found.number)}</p>'
        f'<p class="pills">{pills}</p>{f"""<ul class="doubts">{doubts}</ul>""" if doubts else ""}{lines}</div>'
    )


def _cards(cards: Cards, leads: Leads, level: int) -> str:
    drawn = "".join(
        f"<li><h{level}>{_inline(title, leads)}</h{level}>{_headline(found, leads)}</li>"
        for title, found in cards.cards
    )
    return f'<ul class="cards">{drawn}</ul>'


def _happening(happening: Happening, leads: Leads) -> str:
    lines = "".join(f'<p class="dim">{leads.prose(text)}</p>' for text in happening.lines)
    return (
        f'<li class="{escaped(happening.style or "plain")}"><p class="when">{escaped(happening.when)}</p>'
        f"<div><p>{_inlines(happening.what, leads)}</p>{lines}</div></li>"
    )


def _part(part: PagePart, leads: Leads, level: int) -> str:
    number = f' <span class="dim">{count(part.number)}</span>' if part.number is not None else ""
    remark = f' <span class="dim">{escaped(part.remark)}</span>' if part.remark else ""
    head = f"<h{level}>{escaped(part.title)}{number}{remark}</h{level}>"
    inner = written(part.blocks, leads, min(level + 1, 6))
    place = escaped(_NOT_PLAIN.sub("-", part.title.lower()).strip("-"))
    if part.folded:
        return f'<section id="{place}"><details><summary>{head}</summary>{inner}</details></section>'
    return f'<section id="{place}">{head}{inner}</section>'
