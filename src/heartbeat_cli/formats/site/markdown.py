"""The pages of the site as Markdown, for a wiki or git: the same pages under the same addresses, pictures in words."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from heartbeat_cli.blocks import Block, Styled
from heartbeat_cli.formats.parts.markdown_blocks import blocks_markdown
from heartbeat_cli.formats.parts.markdown_text import code, codes, grid, heading, prose
from heartbeat_cli.formats.site.words import Leads, discreetly, leads_of
from heartbeat_cli.site import (
    Cards,
    Chart,
    FilterTable,
    Happening,
    Headline,
    Inline,
    Inlines,
    Origin,
    PageBlock,
    PageLink,
    PagePart,
    Pill,
    Saying,
    Site,
    SitePage,
    Timeline,
)
from heartbeat_cli.wording import count

Lines = list[str]
_OWN = (Saying, Headline, Chart, Cards, Origin, Timeline, FilterTable, PagePart)


def site_markdown(site: Site) -> dict[str, str]:
    """Every page by the name of its file."""
    names = leads_of(site)
    files = frozenset(page.address for page in site.pages)
    return {f"{page.address}.md": _page(page, site, Leads(names, page.address, files)) for page in site.pages}


def markdown_alone(site: Site) -> str:
    """The first page of a site, whose names lead nowhere."""
    (page, *_) = site.pages
    return _page(page, site, Leads({}, page.address))


def _page(page: SitePage, site: Site, leads: Leads) -> str:
    title = f"{prose(page.title)} {code(page.subtitle)}".strip()
    dates = f"As of {site.as_of}" + (f", data to {site.data}" if site.data else "")
    ways = " · ".join(_linked(link.text, link.to, leads) for link in site.sections)
    parts = [
        *([ways] if leads.files else []),
        heading(1, title),
        *([prose(page.lead)] if page.lead else []),
        *_blocks(page.blocks, leads, 2),
        f"*{dates}. Made by {site.made_by}.*",
    ]
    return discreetly("\n\n".join(parts)) + "\n"


def _blocks(blocks: Iterable[PageBlock], leads: Leads, level: int) -> Lines:
    found: Lines = []
    for own, some in groupby(blocks, key=lambda block: isinstance(block, _OWN)):
        if own:
            found += [text for block in some for text in _block(block, leads, level)]
        else:
            common: list[Block] = [block for block in some if not isinstance(block, _OWN)]
            found += blocks_markdown(common, level)
    return found


def _block(block: PageBlock, leads: Leads, level: int) -> Lines:
    match block:
        case Saying():
            return [_inlines(block.pieces, leads)]
        case Headline():
            return list(_headline(block, leads))
        case Chart():
            return [prose(block.about)]
        case Cards():
            return _cards(block, leads)
        case Origin():
            return _origin(block, leads)
        case Timeline():
            return ["\n".join(_happening(happening, leads) for happening in block.happenings)]
        case FilterTable():
            return _filter_table(block, leads)
        case PagePart():
            number = f" ({count(block.number)})" if block.number is not None else ""
            return [heading(level, f"{prose(block.title)}{number}"), *_blocks(block.blocks, leads, level + 1)]
        case _:
            return []


def _headline(found: Headline, leads: Leads) -> Iterator[str]:
    pills = ", ".join(prose(pill.text) for pill in found.pills)
    yield f"**{prose(found.number)}**" + (f" ({pills})" if pills else "")
    if found.doubts:
        yield "\n".join(f"> - **{prose(doubt)}**" for doubt in found.doubts)
    if found.lines:
        yield "\n".join(f"- {_inlines(line, leads)}" for line in found.lines)


def _cards(cards: Cards, leads: Leads) -> Lines:
    rows = [
        [
            _linked(title.text, title.to, leads),
            prose(found.number),
            ", ".join(prose(pill.text) for pill in found.pills),
            "; ".join((*map(prose, found.doubts), *(_inlines(line, leads) for line in found.lines))),
        ]
        for title, found in cards.cards
    ]
    return grid(("metric", "number", "status", ""), rows, (1,))


def _origin(origin: Origin, leads: Leads) -> Lines:
    rows = [
        [
            _name(table.source, leads),
            _name(table.table, leads),
            codes([name for name, _, _ in table.columns]),
            prose(table.comment),
        ]
        for table in origin.tables
    ]
    return grid(("source", "table", "columns", "comment"), rows)


def _happening(happening: Happening, leads: Leads) -> str:
    more = "".join(f"; {prose(text)}" for text in happening.lines)
    return f"- {prose(happening.when)}: {_inlines(happening.what, leads)}{more}"


def _filter_table(table: FilterTable, leads: Leads) -> Lines:
    rows = [[_inlines(cell.pieces, leads) for cell in row] for row in table.rows]
    numbers = [place for place, column in enumerate(table.columns) if column.kind == "number"]
    return grid([column.heading for column in table.columns], rows, numbers)


# Text


def _inlines(pieces: Inlines, leads: Leads) -> str:
    told = (_inline(piece, leads) for piece in pieces)
    return " ".join(" ".join(filter(None, told)).split())


def _inline(piece: Inline, leads: Leads) -> str:
    match piece:
        case PageLink():
            return _linked(piece.text, piece.to, leads)
        case Pill() | Styled():
            return _name(piece.text, leads)
        case Chart():
            return ""
        case _:
            return _name(piece, leads)


def _name(text: str, leads: Leads) -> str:
    address = leads.names.get(text)
    return _linked(text, address, leads) if address is not None else prose(text)


def _linked(text: str, to: str, leads: Leads) -> str:
    way = leads.href(to, ".md")
    return f"[{prose(text)}]({way.replace('~', '%7E')})" if way is not None and to != leads.here else prose(text)
