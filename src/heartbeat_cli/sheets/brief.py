"""The brief of a metric: one page that an owner reads without SQL."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from itertools import chain

from heartbeat_cli.blocks import Block, Line, Phrases, Section, Sheet, Styled, facts, line, sheet, table, words
from heartbeat_cli.marts import Age
from heartbeat_cli.metrics import (
    Alignment,
    BlockedOn,
    Brief,
    CountInWords,
    Examples,
    LikeMetric,
    Series,
    SourceTable,
    WindowChange,
    find_window,
    shown_status,
)
from heartbeat_cli.profiling import MASK
from heartbeat_cli.sheets.age import age_words
from heartbeat_cli.sheets.document import ErrorDocument, error_or_none
from heartbeat_cli.sheets.metric_runs import change_words
from heartbeat_cli.sheets.metrics import STATUS_STYLES, about, alignment_lines, note_line, with_unit
from heartbeat_cli.sheets.series import series_lines
from heartbeat_cli.wording import at


@dataclass(frozen=True, slots=True)
class BriefSource:
    """A table a metric reads, the source it is of, and what its DDL says of it."""

    table: str
    source: str | None
    comment: str | None


@dataclass(frozen=True, slots=True)
class LikeDocument:
    """A metric that asks much the same, its number, how it differs, in a sentence, and what a check calls wrong."""

    name: str
    status: str
    value: Decimal | None
    differs: str | None
    wrong: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefDocument:
    """`hb metrics show --brief --json`: what an owner is told of a metric.

    `counted` is what its SQL says, null where that has no words. `doubts` say why the number must not be shown plainly,
    `error` why there is none now, `change` how it stands to the window before, `series` what it was over 30 days.
    `no_examples` says why there are none.
    """

    name: str
    label: str
    question: str
    description: str | None
    owner: str | None
    status: str
    value: Decimal | None
    unit: str | None
    as_of: datetime | None
    age: Age | None
    change: WindowChange | None
    series: Series | None
    doubts: tuple[str, ...]
    error: ErrorDocument | None
    counted: CountInWords | None
    examples: Examples | None
    no_examples: str | None
    sources: tuple[BriefSource, ...]
    blocked_on: tuple[BlockedOn, ...]
    alignment: tuple[Alignment, ...]
    like: tuple[LikeDocument, ...]
    open: tuple[str, ...]


def brief_document(brief: Brief) -> BriefDocument:
    """A brief for programs."""
    metric, tried = brief.metric, brief.tried
    run = tried.run if tried is not None else None
    return BriefDocument(
        name=metric.name,
        label=metric.label,
        question=metric.question,
        description=metric.description,
        owner=metric.owner,
        status=shown_status(metric, run.age if run else None),
        value=run.value.value if run else None,
        unit=metric.unit,
        as_of=run.value.as_of if run else None,
        age=run.age if run else None,
        change=tried.change if tried is not None else None,
        series=tried.series if tried is not None else None,
        doubts=brief.doubts,
        error=error_or_none(tried.error) if tried is not None else None,
        counted=brief.counted,
        examples=brief.examples,
        no_examples=brief.no_examples,
        sources=tuple(BriefSource(str(one.table), one.source, one.comment) for one in brief.tables),
        blocked_on=metric.blocked_on,
        alignment=metric.alignment,
        like=tuple(_like_document(one) for one in brief.like),
        open=brief.open,
    )


def _like_document(one: LikeMetric) -> LikeDocument:
    run = one.tried.run if one.tried is not None else None
    status = shown_status(run.metric if run else one.metric, run.age if run else None)
    return LikeDocument(one.metric.name, status, run.value.value if run else None, one.differs, one.wrong)


def brief_sheet(brief: Brief) -> Sheet:
    """The page: the number first, then what it is of."""
    metric = brief.metric
    return sheet(
        line(Styled(metric.label or metric.name, "bold"), f"  {metric.name}", whole=True),
        line(metric.question, whole=True),
        line(metric.description, whole=True) if metric.description else None,
        facts(("number", _number(brief)), ("status", _status(brief)), ("owner", metric.owner or "nobody")),
        *_sections(brief),
    )


def _number(brief: Brief) -> tuple[str | Styled, ...]:
    """With the moment it is of, its age, and how it stands to the window before."""
    tried = brief.tried
    if tried is None:
        return ("none: a parked or retired metric shows no number",)
    if tried.run is None:
        return (f"none now: {tried.error.message}" if tried.error is not None else "none now",)
    run, change = tried.run, tried.change
    told = [f"as of {at(run.value.as_of)}", age_words(run.age) if run.age is not None else ""]
    if change is not None and change.difference is not None:
        window = find_window(brief.metric.window)
        before = window.spoken_before if window is not None else "the window before"
        told.append(f"{change_words(change, brief.metric)} against {before}")
    return Styled(with_unit(run.value.value, brief.metric.unit), "bold"), f"  {'; '.join(filter(None, told))}"


def _status(brief: Brief) -> tuple[str | Styled, ...]:
    run = brief.tried.run if brief.tried is not None else None
    status = shown_status(brief.metric, run.age if run else None)
    style = STATUS_STYLES.get(status, "bad")
    why = f"  {'; '.join(brief.doubts)}" if brief.doubts else ""
    return Styled(status, style), why


def _sections(brief: Brief) -> Iterator[Section]:
    metric, counted = brief.metric, brief.counted
    series = brief.tried.series if brief.tried is not None else None
    if series is not None:
        yield Section("Over time", series_lines(series, metric))
    if counted is not None:
        yield from _texts("What it counts", _counts(counted))
        yield from _texts("What it leaves out", counted.left_out)
    yield from _texts("How it is counted", (note_line(note) for note in metric.notes_of("method")))
    yield from _examples(brief)
    yield from _sources(brief.tables)
    yield from _texts("Counted by hand", chain.from_iterable(map(alignment_lines, metric.alignment)))
    if brief.like:
        yield Section("Like it", tuple(chain.from_iterable(map(_like, brief.like))))
    yield from _texts("Open", brief.open)


def _texts(title: str, texts: Iterable[str]) -> Iterator[Section]:
    found = tuple(line(text, whole=True) for text in texts)
    if found:
        yield Section(title, found)


def _counts(counted: CountInWords) -> Iterator[str]:
    """A line for each thing it says."""
    yield f"It {counted.measure} {counted.rows}"
    yield from (f"only where {condition}" for condition in counted.only)
    yield from (f"and, as SQL says it: {condition}" for condition in counted.also)
    yield from counted.window


def _examples(brief: Brief) -> Iterator[Section]:
    found = brief.examples
    if found is None:
        if brief.no_examples:
            yield Section("Examples", (line(f"none: {brief.no_examples}", whole=True),))
        return
    title = f"Examples: {found.column} of {found.table}"
    if found.masked:
        yield Section(title, (line(f"{MASK} is personal data; --reveal shows it", whole=True),))
    elif found.ids:
        yield Section(title, (Phrases(found.ids),))
    else:
        yield Section(title, (line("no row at this moment"),))


def _sources(tables: tuple[SourceTable, ...]) -> Iterator[Section]:
    rows = [(str(one.table), one.source or "no source", one.comment or "") for one in tables]
    if rows:
        yield Section("Where it comes from", (_grid(rows),))


def _grid(rows: list[tuple[str, str, str]]) -> Block:
    return table("Table", "Source", words("", "dim"), rows=rows)


def _like(one: LikeMetric) -> Iterator[Line]:
    told = _like_document(one)
    value = with_unit(told.value, one.metric.unit) if told.value is not None else "no number"
    why = f"  {about(one.metric)}" if told.value is None and about(one.metric) else ""
    yield line(Styled(f"{told.name}  ", "bold"), f"{value}  {told.status}{why}", whole=True)
    for wrong in one.wrong:
        yield line(Styled(wrong, "bad"), indent=2, whole=True)
    if one.differs:
        yield line(one.differs, indent=2, whole=True)
    for note in one.metric.notes:
        yield line(note_line(note), indent=2, whole=True)
