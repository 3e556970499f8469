"""The pages of sources: where each stands, what it blocks, and which server it is on."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from heartbeat_cli.blocks import Styled
from heartbeat_cli.sheets import age_cell, granted_word, source_sheet, source_word
from heartbeat_cli.site.facts import EstateFacts
from heartbeat_cli.site.page import (
    FilterCell,
    FilterColumn,
    FilterTable,
    Inline,
    PageBlock,
    PageLink,
    PagePart,
    Pill,
    SitePage,
    cell,
    file_name,
    said,
)
from heartbeat_cli.status import SourceStatus
from heartbeat_cli.wording import count, size

SOURCES = "sources/index"
_COLUMNS = (
    FilterColumn("Source", "name"),
    FilterColumn("Role"),
    FilterColumn("Owner", "choice"),
    FilterColumn("Archetype", "choice"),
    FilterColumn("Landed", "choice"),
    FilterColumn("Granted", "choice"),
    FilterColumn("Age", "choice"),
    FilterColumn("Rows", "number"),
    FilterColumn("Blocks", "number"),
)


def source_address(name: str) -> str:
    """Where the page of a source is."""
    return f"sources/{file_name(name)}"


def sources_pages(estate: EstateFacts) -> Iterator[SitePage]:
    """The list of sources, and a page for each."""
    yield _list(estate)
    for status in estate.sources:
        yield _page(status, estate)


def _list(estate: EstateFacts) -> SitePage:
    landed = sum(status.landing.landed for status in estate.sources)
    rows = tuple(map(_row, estate.sources))
    pending = tuple(s for s in estate.sources if s.waiting and not s.landing.landed)
    return SitePage(
        SOURCES,
        "Sources",
        "list",
        f"{count(len(rows), 'source')}, {landed} landed",
        (
            FilterTable("Sources", _COLUMNS, rows),
            PagePart("Pending register", (_register(pending),), len(pending)),
            *_topology(estate.sources),
        ),
    )


def _register(pending: Sequence[SourceStatus]) -> FilterTable:
    """Sources that have not landed, each with what waits for it."""
    rows = tuple(
        (
            cell(PageLink(status.source.name, source_address(status.source.name))),
            cell(*_granted(status)),
            cell(*_listed(status.waiting)),
            cell(status.source.review or ""),
        )
        for status in pending
    )
    columns = (FilterColumn("Source", "name"), FilterColumn("Granted"), FilterColumn("Blocks"), FilterColumn("Review"))
    return FilterTable("Pending register", columns, rows)


def _listed(names: Sequence[str]) -> Iterator[Inline]:
    for place, name in enumerate(names):
        yield from (", ", name) if place else (name,)


def _row(status: SourceStatus) -> tuple[FilterCell, ...]:
    source, landing = status.source, status.landing
    word, age = source_word(status), age_cell(status.age)
    return (
        cell(PageLink(source.name, source_address(source.name)), sort=source.name),
        cell(source.role),
        cell(source.owner or "nobody", choice=source.owner or "nobody"),
        cell(source.archetype, choice=source.archetype),
        cell(Pill(word.text, word.style), choice=status.word),
        cell(*_granted(status), choice=granted_word(status.access).removesuffix("*")),
        cell(
            *((Pill(age.text, age.style),) if isinstance(age, Styled) else ()),
            choice=status.age.state if status.age else "",
            sort=status.age.seconds if status.age else None,
        ),
        cell(count(landing.rows) if landing.parts else "", sort=landing.rows if landing.parts else None),
        cell(str(len(status.waiting)) if status.waiting else "", sort=len(status.waiting)),
    )


def _granted(status: SourceStatus) -> tuple[Inline, ...]:
    word = granted_word(status.access)
    return (word.removesuffix("*"), *((Styled(" inventory", "dim"),) if word.endswith("*") else ()))


def _topology(statuses: Sequence[SourceStatus]) -> Iterator[PagePart]:
    """Every server with its databases, and what is on none."""
    ordered = sorted(statuses, key=lambda status: status.source.cluster or "~")
    for cluster, some in groupby(ordered, key=lambda status: status.source.cluster):
        on_it = tuple(some)
        title = f"Cluster {cluster}" if cluster else "On no cluster"
        yield PagePart(title, (said(*_databases(on_it)),), len(on_it))


def _databases(statuses: Sequence[SourceStatus]) -> Iterator[Inline]:
    for status in statuses:
        word = source_word(status)
        yield Pill(f"{status.source.name}: {word.text}", word.style)


def _page(status: SourceStatus, estate: EstateFacts) -> SitePage:
    source = status.source
    (_, *blocks) = source_sheet(status, estate.status, kept=True).blocks
    own = [one for one in estate.schemas if one.source == source.name]
    schemas: tuple[PageBlock, ...] = ()
    if own:
        rows = tuple((cell(PageLink(s.name, s.address)), cell(count(len(s.tables)), sort=len(s.tables))) for s in own)
        table = FilterTable("Schemas", (FilterColumn("Schema", "name"), FilterColumn("Tables", "number")), rows)
        schemas = (PagePart("Schemas", (table,), len(own)),)
    word = source_word(status)
    return SitePage(
        source_address(source.name),
        source.title or source.name,
        "source",
        source.role,
        (said(*_marks(status)), PagePart("Where it stands", tuple(blocks)), *schemas),
        names=(source.name,),
        words=" ".join(filter(None, (source.owner, source.archetype, source.cluster, source.database))),
        hint=f"{word.text}, {size(status.landing.bytes)}" if status.landing.parts else word.text,
        subtitle=source.name if source.title not in (None, "", source.name) else "",
    )


def _marks(status: SourceStatus) -> Iterator[Inline]:
    word, age = source_word(status), age_cell(status.age)
    yield Pill(word.text, word.style)
    if isinstance(age, Styled):
        yield Pill(age.text, age.style)
