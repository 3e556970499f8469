"""Every source on one page, and one source in detail."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

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
from heartbeat_cli.estate import Blocked, Freshness, Milestone, Source
from heartbeat_cli.marts import Reach
from heartbeat_cli.sheets.age import AGE_STYLES, age_cell, age_words
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


def source_word(status: SourceStatus) -> Styled:
    """`landed`, `3 of 41`, `not landed`, or `unknown`."""
    landing = status.landing
    word = f"{len(landing.parts)} of {landing.wanted}" if landing.partly else status.word
    return Styled(word, _STYLES[status.word])


def _row(status: SourceStatus, *, pending: bool) -> tuple[str | Styled, ...]:
    landing, source = status.landing, status.source
    return (
        Styled(source.name, "bold" if landing.landed else ""),
        f"{source.cluster} {source.database}" if source.cluster else "-",
        source.role,
        source.owner or "-",
        source.archetype,
        source_word(status),
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


def source_sheet(status: SourceStatus, estate: EstateStatus, *, kept: bool = False) -> Sheet:
    """Everything known about one source; a page that is `kept` says nothing of how long ago, and names no host."""
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
            ("granted", _granted(status, kept=kept)),
            ("landed", str(landing) if status.unknown is None else f"unknown: {status.unknown}"),
            ("rows", f"{count(landing.rows)}  {size(landing.bytes)}" if landing.parts else None),
            ("last load", (at(loaded) if kept else at_and_ago(loaded)) if loaded else None),
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


def _granted(status: SourceStatus, *, kept: bool) -> str:
    word, detail = granted_word(status.access), status.access.detail
    if kept:
        return f"{word.removesuffix('*')}, by the inventory" if word.endswith("*") else word
    return word + (f" ({detail})" if detail else "")


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
