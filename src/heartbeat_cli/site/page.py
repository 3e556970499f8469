"""What the site is made of: pages at addresses, of the blocks any page is made of and of a few more.

An address is the page's file without its ending (`metrics/kyc_pass_rate_30d`); it stays the same while the name does.
"""

import hashlib
import re
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from heartbeat_cli.blocks import Block, Piece

_PLAIN = re.compile(r"[a-z0-9_][a-z0-9_.-]{0,119}")
_ODD = re.compile(r"[^A-Za-z0-9_.-]+")
_KEPT, _DIGITS = 60, 10


def file_name(name: str) -> str:
    """A name as a part of an address: itself where it is small letters, digits and `_.-`, else made plain.

    No two names share one, also where a disk takes `A` for `a`.
    """
    if _PLAIN.fullmatch(name):
        return name
    told = _ODD.sub("-", name).strip(".-")[:_KEPT]
    return f"{told}~{hashlib.sha256(name.encode('utf-8', 'surrogatepass')).hexdigest()[:_DIGITS]}"


@dataclass(frozen=True, slots=True)
class PageLink:
    """Words that lead to an address of the site; with `place` to a part of that page."""

    text: str
    to: str
    style: str = ""


@dataclass(frozen=True, slots=True)
class Pill:
    """A word that says how something stands, such as a status."""

    text: str
    style: str = ""


@dataclass(frozen=True, slots=True)
class ChartPoint:
    """A value as of a moment; None where there is none, `whole` where nothing is to be said against it."""

    at: datetime
    value: Decimal | None
    text: str
    whole: bool = True


@dataclass(frozen=True, slots=True)
class Chart:
    """A number over time. `about` says it in words; a `small` one is as high as a line of text."""

    points: tuple[ChartPoint, ...]
    about: str
    lowest: str = ""
    highest: str = ""
    small: bool = False


Inline = Piece | PageLink | Pill | Chart
Inlines = tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Saying:
    """A sentence that has links, or a row of pills."""

    pieces: Inlines


@dataclass(frozen=True, slots=True)
class Headline:
    """A number with all that has to be said beside it.

    `doubts` are why it must not be read as if it were right; it is then not shown as one that is.
    """

    number: str
    pills: tuple[Pill, ...] = ()
    lines: tuple[Inlines, ...] = ()
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Cards:
    """A few things side by side, each a headline under a title."""

    cards: tuple[tuple[PageLink, Headline], ...]


@dataclass(frozen=True, slots=True)
class OriginTable:
    """A table a number comes from: its source, and the columns that are read, each with type and comment."""

    source: str
    table: str
    comment: str
    columns: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a number comes from, from source over table and column to the number `to`."""

    tables: tuple[OriginTable, ...]
    to: str


@dataclass(frozen=True, slots=True)
class Happening:
    """One thing that happened: when, what, and what else there is to say of it."""

    when: str
    what: Inlines
    lines: tuple[str, ...] = ()
    style: str = ""


@dataclass(frozen=True, slots=True)
class Timeline:
    """What happened, the newest first."""

    happenings: tuple[Happening, ...]


@dataclass(frozen=True, slots=True)
class FilterColumn:
    """A column of a table that readers sort and filter. `kind` is `name`, `number`, `words` or `choice`: one of few
    words, of which a reader chooses one."""

    heading: str
    kind: str = "words"


@dataclass(frozen=True, slots=True)
class FilterCell:
    """A cell, what it is sorted by where that is not its text, and what a `choice` takes it for."""

    pieces: Inlines
    sort: Decimal | int | str | None = None
    choice: str = ""


@dataclass(frozen=True, slots=True)
class FilterTable:
    """Rows that readers search, sort and filter; all of them are there without a script."""

    about: str
    columns: tuple[FilterColumn, ...]
    rows: tuple[tuple[FilterCell, ...], ...]


@dataclass(frozen=True, slots=True)
class PagePart:
    """A heading and what stands below it; a `folded` one is opened by who wants it."""

    title: str
    blocks: "tuple[PageBlock, ...]"
    number: int | None = None
    remark: str = ""
    folded: bool = False


PageBlock = Saying | Headline | Chart | Cards | Origin | Timeline | FilterTable | PagePart | Block


@dataclass(frozen=True, slots=True)
class SitePage:
    """One page: where it is, what it is called and is (`kind`), in a sentence (`lead`), and its blocks.

    `names` are what other pages call it: whoever writes one leads here. `words` are what it is found by besides.
    """

    address: str
    title: str
    kind: str
    lead: str = ""
    blocks: tuple[PageBlock, ...] = ()
    names: tuple[str, ...] = ()
    words: str = ""
    hint: str = ""
    subtitle: str = ""


@dataclass(frozen=True, slots=True)
class Site:
    """All pages of an estate, `as_of` one moment, and to when its data reaches.

    `pictures` are addresses of pages that are drawn elsewhere: the pictures of schemas.
    """

    title: str
    as_of: str
    data: str
    made_by: str
    pages: tuple[SitePage, ...]
    sections: tuple[PageLink, ...]
    pictures: tuple[str, ...] = ()


def said(*pieces: Inline) -> Saying:
    """A sentence of the pieces that are there."""
    return Saying(tuple(piece for piece in pieces if piece))


def cell(*pieces: Inline, sort: Decimal | int | str | None = None, choice: str = "") -> FilterCell:
    """A cell of the pieces that are there."""
    return FilterCell(tuple(piece for piece in pieces if piece), sort, choice)
