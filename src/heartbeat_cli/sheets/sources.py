"""Every source on one page, and one source in detail."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from heartbeat_cli.blocks import (
    GAP,
    Aside,
    Block,
    GridColumn,
    Line,
    Section,
    Sheet,
    Styled,
    facts,
    line,
    number,
    sheet,
    table,
    words,
)
from heartbeat_cli.estate import Blocked, Enquiry, Freshness, Milestone, Source, SourceDecision
from heartbeat_cli.marts import Reach
from heartbeat_cli.sheets.age import AGE_STYLES, age_cell, age_words
from heartbeat_cli.sheets.document import document_of
from heartbeat_cli.sources import archetype_of
from heartbeat_cli.status import Access, EstateStatus, SourceStatus
from heartbeat_cli.wording import at, at_and_ago, count, first_names, in_words, size, some

_STYLES = {"landed": "good", "partly": "warning", "not landed": "dim", "unknown": "bad"}
_ROLES_FROM = 160
_SIZES_FROM = 140
_NEVER = 10_000
_OWNERS_FROM = 110
_ROWS_FROM = 90
_MOST_OTHERS = 4
_BELOW = 2
_MOST_MISSING = 8


def granted_word(access: Access) -> str:
    """`yes`, `no` or `?`; with a `*` where only the inventory says so."""
    word = {True: "yes", False: "no", None: "?"}[access.granted]
    return word if access.told_by == "server" or access.granted is None else f"{word}*"


def shown_words(entry: Blocked) -> str | None:
    """What the cockpit has of what is blocked: `shown with a caveat`, `removed, formerly called …`."""
    shown = {"caveat": "shown with a caveat", "removed": "removed"}.get(entry.shown or "")
    formerly = f"formerly called {entry.formerly}" if entry.formerly else None
    return ", ".join(filter(None, (shown, formerly))) or None


def sources_sheet(
    statuses: Sequence[SourceStatus], estate: EstateStatus, *, pending: bool = False, wide: bool = False
) -> Sheet:
    """A line per source, then totals; owner and role where there is room for them, `wide` below each line.

    Where only what is `pending` is asked for, what it blocks is named.
    """
    marked = any(granted_word(s.access).endswith("*") for s in statuses)
    rows = (_row(status, pending=pending) for status in statuses)
    return sheet(
        table(
            "Source",
            "Where",
            GridColumn("Role", "words", from_width=_NEVER if wide else _ROLES_FROM, most=44),
            GridColumn("Owner", "words", from_width=_NEVER if wide else _OWNERS_FROM, most=20),
            GridColumn("Archetype", optional=True),
            "Landed",
            "Granted",
            number("Rows", from_width=_ROWS_FROM),
            number("Size", from_width=_SIZES_FROM),
            "Age",
            GridColumn("Blocks", "words", "dim", below=True) if pending else number("Blocks"),
            GridColumn("", "words", from_width=0 if wide else _NEVER, below=True),
            rows=rows,
            below=_BELOW,
        ),
        GAP,
        line(_totals(statuses)),
        *_beside_the_slices(statuses),
        line("* as the inventory says; the server was not asked or does not answer", style="dim") if marked else None,
        _old(estate),
    )


def _row(status: SourceStatus, *, pending: bool) -> tuple[str | Styled, ...]:
    landing, source = status.landing, status.source
    word = f"{len(landing.parts)} of {landing.wanted}" if landing.partly else status.word
    return (
        Styled(source.name, "bold" if landing.landed else ""),
        f"{source.cluster} {source.database}" if source.cluster else "-",
        source.role,
        source.owner or "-",
        source.archetype,
        Styled(word, _STYLES[status.word]),
        granted_word(status.access),
        count(landing.rows) if landing.parts else "-",
        size(landing.bytes),
        age_cell(status.age),
        "; ".join(status.waiting) if pending else some(len(status.waiting)),
        f"{source.owner or 'no owner'}: {source.role}",
    )


def _totals(statuses: Sequence[SourceStatus]) -> str:
    words_ = Counter(status.word for status in statuses)
    told = ", ".join(f"{words_[word]} {word}" for word in _STYLES if words_[word])
    tables = sum(len(status.landing.parts) for status in statuses)
    of = sum(status.landing.wanted for status in statuses)
    rows = sum(status.landing.rows for status in statuses)
    return f"{count(len(statuses), 'source')}: {told}; {count(tables)} of {count(of, 'table')}, {count(rows, 'row')}"


def _beside_the_slices(statuses: Sequence[SourceStatus]) -> Iterator[Line]:
    """Schemas nothing of which is to land, and tables in the marts that are in no slice."""
    unwanted = [f"{s.source.name} {', '.join(s.source.not_wanted)}" for s in statuses if s.source.not_wanted]
    if unwanted:
        yield line(f"Schemas not in a slice: {'; '.join(unwanted)}")
    others = [f"{s.source.name} {first_names(s.landing.others, _MOST_OTHERS)}" for s in statuses if s.landing.others]
    if others:
        yield line(f"In the marts and in no slice: {'; '.join(others)}")


def plans_sheet(statuses: Sequence[SourceStatus]) -> Sheet:
    """The plans of the inventory: step by step what each source proves, and where it stands."""
    planned = [(status.source.plan, status) for status in statuses if status.source.plan is not None]
    if not planned:
        return sheet(line("No source has a `plan`; the key is in `hb schema source`."))
    planned.sort(key=lambda one: (one[0].name, one[0].step))
    rows = (
        (
            plan.name,
            count(plan.step),
            Styled(status.source.name, "bold" if status.landing.landed else ""),
            status.source.archetype,
            plan.proves or "-",
            Styled(status.word, _STYLES[status.word]),
            granted_word(status.access),
            status.source.owner or "-",
        )
        for plan, status in planned
    )
    columns = (
        number("Step"),
        *("Source", "Archetype", words("Proves", least=16), "Landed"),
        *(GridColumn("Granted", optional=True), GridColumn("Owner", "words", optional=True)),
    )
    return sheet(table("Plan", *columns, rows=rows))


def _old(estate: EstateStatus) -> Aside | None:
    why, as_of = estate.held.why, estate.held.as_of
    if not why:
        return None
    return Aside(f"{why}; shown as of {at(as_of)}" if as_of else f"{why}; landed state unknown", "warning")


def _dumps(reaches: Iterable[Reach]) -> str:
    """The dumps it landed from."""
    notes = [reach.dump.note.removeprefix("from ") for reach in reaches if reach.dump is not None]
    return "; ".join(dict.fromkeys(notes))


def source_sheet(status: SourceStatus, estate: EstateStatus) -> Sheet:
    """Everything known about one source."""
    source, landing, age = status.source, status.landing, status.age
    loaded = landing.loaded_at
    statuses = {metric.name: metric.status for metric in estate.metrics}
    missing = first_names(landing.missing, _MOST_MISSING)
    return sheet(
        line(Styled(source.name, "bold"), f"  {source.title}" if source.title != source.name else ""),
        facts(
            ("role", source.role),
            ("archetype", source.archetype + (", legacy" if source.legacy else "")),
            ("where", f"cluster {source.cluster}, database {source.database}" if source.cluster else None),
            ("owner", source.owner),
            ("truth for", "; ".join(subject.title for subject in source.truth_for)),
            ("granted", granted_word(status.access) + (f" ({status.access.detail})" if status.access.detail else "")),
            ("landed", str(landing) if status.unknown is None else f"unknown: {status.unknown}"),
            ("rows", f"{count(landing.rows)}  {size(landing.bytes)}" if landing.parts else None),
            ("last load", at_and_ago(loaded) if loaded else None),
            ("from", _dumps(landing.reaches) or None),
            ("age", (Styled(age.state, AGE_STYLES[age.state]), f"  {age_words(age)}") if age else None),
            ("limits", _limits(source.freshness) if age else None),
            ("why", source.why),
            ("plan", _plan(source.plan)),
            ("review", source.review),
            ("since", source.landed_since),
            ("not landed", ", ".join(source.not_wanted)),
            ("needs", None if status.access.granted else archetype_of(source).needed_first(source)),
        ),
        *_datasets(status),
        _blocked(status, statuses),
        *_agreed(source),
        _old(estate),
        GAP if landing.partly else None,
        line(f"Not landed: {missing}") if landing.partly else None,
    )


def _limits(limits: Freshness) -> str:
    return f"late after {in_words(limits.warn_after)}, stale after {in_words(limits.error_after)}"


def _datasets(status: SourceStatus) -> tuple[Block, ...]:
    if not status.source.slices or status.unknown is not None:
        return ()
    rows = []
    for slice_ in status.source.slices:
        name = status.source.dataset(slice_.schema)
        parts = sorted((p for p in status.landing.parts if p.dataset == name), key=lambda p: -p.rows)
        largest = ", ".join(f"{p.table.name} {count(p.rows)}" for p in parts[:3])
        rows.append((name, count(len(parts)), count(sum(p.rows for p in parts)), largest))
    return GAP, table("Dataset", number("Landed"), number("Rows"), words("Largest"), rows=rows)


def _plan(plan: Milestone | None) -> str | None:
    if plan is None:
        return None
    return f"{plan.name}, step {plan.step}" + (f": {plan.proves}" if plan.proves else "")


def _agreed(source: Source) -> Iterator[Block]:
    if source.decisions:
        made = (f"{d.date}  {d.what}" + (f" ({d.by})" if d.by else "") for d in source.decisions)
        yield Section("Decided", tuple(map(line, made)))
    if source.asked:
        asked = (f"{e.date}  {e.who}: {e.what}" + (f" - {e.answer}" if e.answer else "") for e in source.asked)
        yield Section("Asked", tuple(map(line, asked)))


def _blocked(status: SourceStatus, statuses: dict[str, str]) -> Section | None:
    shown = {entry.title: shown_words(entry) for entry in status.source.blocks}
    lines = (
        line(title + "".join(f"  ({word})" for word in (statuses.get(title), shown.get(title)) if word))
        for title in status.waiting
    )
    return Section("Blocked on it", tuple(lines)) if status.waiting else None


# For programs


@dataclass(frozen=True, slots=True)
class DatasetDocument:
    """A dataset of a source: how many tables of it are landed, their rows, and when the last was loaded."""

    dataset: str
    tables: int
    rows: int
    last_load: datetime | None


@dataclass(frozen=True, slots=True)
class SliceDocument:
    """How many tables are landed (null where nobody knows), of how many in the slice; `others` stand in the datasets
    and are in no slice."""

    landed: int | None
    slice: int
    others: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SourceAge:
    """To when every landed table of a source reaches (`until`), how many seconds ago that is, and whether that is
    fresh, late or stale by its limits; `table` decides. `until` is null where a table has not landed in full."""

    state: str
    until: datetime | None
    seconds: int | None
    newest_row: datetime | None
    table: str
    warn_after: int
    error_after: int


@dataclass(frozen=True, slots=True)
class SourceDocument:
    """One source: what the inventory says of it, what is landed, whether it may be read, and what waits for it.

    `landed` is `landed`, `partly`, `not` or `unknown`; `granted_told_by` is `server` or `inventory`. `age` is that of
    what has landed, null where nothing has. `not_wanted` are schemas of which nothing is to land.
    """

    source: str
    title: str
    role: str
    archetype: str
    cluster: str | None
    database: str | None
    legacy: bool
    owner: str | None
    landed: str
    tables: SliceDocument
    granted: bool | None
    granted_told_by: str
    granted_detail: str | None
    rows: int | None
    bytes: int | None
    last_load: datetime | None
    age: SourceAge | None
    datasets: tuple[DatasetDocument, ...]
    truth_for: tuple[str, ...]
    blocks: tuple[str, ...]
    blocked: tuple[Blocked, ...]
    needs: str | None
    why: str | None
    not_wanted: tuple[str, ...]
    plan: Milestone | None
    review: str | None
    landed_since: date | None
    decisions: tuple[SourceDecision, ...]
    asked: tuple[Enquiry, ...]


@dataclass(frozen=True, slots=True)
class SourcesDocument:
    """`hb sources status --json`: the sources, as of when, and why the marts could not be read just now."""

    sources: tuple[SourceDocument, ...]
    as_of: datetime | None
    note: str | None


def sources_document(statuses: Iterable[SourceStatus], estate: EstateStatus) -> SourcesDocument:
    """The sources for programs."""
    return SourcesDocument(tuple(map(_document, statuses)), estate.held.as_of, estate.held.why)


def _document(status: SourceStatus) -> SourceDocument:
    source, landing, known = status.source, status.landing, status.unknown is None
    return document_of(
        SourceDocument,
        source,
        source=source.name,
        landed="not" if status.word == "not landed" else status.word,
        tables=SliceDocument(len(landing.parts) if known else None, landing.wanted, tuple(map(str, landing.others))),
        granted=status.access.granted,
        granted_told_by=status.access.told_by,
        granted_detail=status.access.detail,
        rows=landing.rows if known else None,
        bytes=landing.bytes,
        last_load=landing.loaded_at,
        age=_age(status),
        datasets=tuple(_dataset(status, s.schema) for s in source.slices) if known else (),
        truth_for=tuple(subject.title for subject in source.truth_for),
        blocks=status.waiting,
        blocked=source.blocks,
    )


def _age(status: SourceStatus) -> SourceAge | None:
    age, limits = status.age, status.source.freshness
    if age is None:
        return None
    table = str(age.decided_by.table)
    return document_of(
        SourceAge,
        age,
        newest_row=age.newest,
        table=table,
        warn_after=limits.warn_after,
        error_after=limits.error_after,
    )


def _dataset(status: SourceStatus, schema: str) -> DatasetDocument:
    name = status.source.dataset(schema)
    parts = [part for part in status.landing.parts if part.dataset == name]
    loaded = max((part.loaded_at for part in parts), default=None)
    return DatasetDocument(name, len(parts), sum(part.rows for part in parts), loaded)
