"""One step of the wizard for programs: what is asked, what may be answered and why, what is known by now."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Final

from heartbeat_cli.blocks import Line, Sheet, Styled, line, sheet
from heartbeat_cli.discovery import (
    Ask,
    AskedStep,
    Behind,
    Chosen,
    Composed,
    Counted,
    Event,
    Looked,
    MeasuredBefore,
    NearNumber,
    Option,
    Reply,
)
from heartbeat_cli.marts import Age
from heartbeat_cli.metrics import Series
from heartbeat_cli.sheets.behind import PartsDocument, SampleDocument, parts_document, sample_document
from heartbeat_cli.sheets.discover_documents import NearDocument, near_documents
from heartbeat_cli.sheets.document import ErrorDocument, error_or_none

_TABLES: Final = 12
_OF_TABLES: Final = ("proposal", "table", "needs")
"""The questions for which it matters which tables were found; later ones are asked over one that was chosen."""


@dataclass(frozen=True, slots=True)
class AllowedAnswer:
    """One answer that is allowed, as it is given, as people read it, and what it is about; `preview` is the SQL or the
    columns behind it."""

    answer: str
    title: str
    about: str | None
    preview: str | None


@dataclass(frozen=True, slots=True)
class AskDocument:
    """What is asked. `key` is the flag of `hb discover` that answers, `default` what stands where nobody answers.

    `allowed` are the answers to choose from, empty where any text may do; `more` is how many others there are.
    `refused` is why the last answer to it would not do.
    """

    key: str
    question: str
    instruction: str | None
    many: bool
    default: Reply | None
    allowed: tuple[AllowedAnswer, ...]
    more: int
    refused: ErrorDocument | None


@dataclass(frozen=True, slots=True)
class FoundTable:
    """A table that was found, whether it has landed, and the words of the question it has."""

    table: str
    landed: bool
    words: tuple[str, ...]
    comment: str | None


@dataclass(frozen=True, slots=True)
class KnownDocument:
    """What is known by now: the right sources and why, tables that were found, the SQL, its number, metrics `near` it,
    what it was at earlier moments, its parts where the question wants them, some of the rows it is made of.

    A number of the way is of a candidate: nobody has held it against a count.
    """

    right_sources: tuple[str, ...]
    tables: tuple[FoundTable, ...]
    sql: str | None
    value: Decimal | None
    unit: str | None
    as_of: datetime | None
    age: Age | None
    near: tuple[NearDocument, ...]
    series: Series | None
    parts: PartsDocument | None
    sample: SampleDocument | None


@dataclass(frozen=True, slots=True)
class StepDocument:
    """`hb discover --step --json`: what is asked next. `answers` are those that stand: hand them on with the next."""

    ask: AskDocument
    answers: Mapping[str, Reply]
    known: KnownDocument


def step_document(step: AskedStep) -> StepDocument:
    """A step for programs."""
    return StepDocument(_ask(step.ask), step.stand, _known(step.seen, with_tables=step.ask.key in _OF_TABLES))


def step_sheet(step: AskedStep) -> Sheet:
    """A step for people who look at what a program is asked."""
    ask = step.ask
    return sheet(
        line(Styled(ask.message, "bold"), f"  --{ask.key}", whole=True),
        line(str(ask.problem), style="bad", whole=True) if ask.problem is not None else None,
        line(ask.instruction, style="dim", indent=2) if ask.instruction else None,
        *(block for option in ask.options for block in _option(option)),
        line(f"{len(ask.more)} others", style="dim") if ask.more else None,
    )


def _option(option: Option) -> Iterator[Line]:
    said = "" if option.title.startswith(option.value) else f"  {option.title}"
    yield line(Styled(option.value, "next"), said or option.title.removeprefix(option.value), whole=True)
    if option.about:
        yield line(option.about, style="dim", indent=4, whole=True)


def _ask(ask: Ask) -> AskDocument:
    allowed = tuple(
        AllowedAnswer(option.value, option.title, option.about, _text(option.preview)) for option in ask.options
    )
    refused = error_or_none(ask.problem)
    return AskDocument(ask.key, ask.message, ask.instruction, ask.many, ask.default, allowed, len(ask.more), refused)


def _text(preview: object) -> str | None:
    """What is only looked at when somebody points at it is not looked at for a program."""
    return preview if isinstance(preview, str) else None


def _known(seen: tuple[Event, ...], *, with_tables: bool) -> KnownDocument:
    right: tuple[str, ...] = ()
    tables: tuple[FoundTable, ...] = ()
    sql, counted, behind = None, None, None
    near: tuple[NearNumber, ...] = ()
    for event in seen:
        match event:
            case Chosen():
                right = tuple(found.because for found in event.right)
            case Looked() if with_tables:
                tables = _tables(event)
            case Composed():
                sql = event.sql
            case Counted():
                counted = event
            case Behind():
                behind = event
            case MeasuredBefore():
                near = event.numbers
    value = counted.value if counted is not None else None
    return KnownDocument(
        right,
        tables,
        sql,
        value.value if value is not None else None,
        counted.unit if counted is not None else None,
        value.as_of if value is not None else None,
        value.age if value is not None else None,
        near_documents(near),
        behind.series if behind is not None else None,
        parts_document(behind),
        sample_document(behind),
    )


def _tables(looked: Looked) -> tuple[FoundTable, ...]:
    landed = {landing.source: landing.tables for landing in looked.landings}
    found = (
        FoundTable(f"{each.source}.{hit.table}", hit.table in landed.get(each.source, ()), hit.matched, hit.hit.comment)
        for each in looked.searched
        for hit in each.hits
    )
    return tuple(found)[:_TABLES]
