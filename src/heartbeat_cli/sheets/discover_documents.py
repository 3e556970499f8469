"""What came of the wizard's journey, for programs."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from pathlib import Path

from heartbeat_cli.discovery import NearNumber, Outcome, Searched, SourceLanding
from heartbeat_cli.estate import RightSource
from heartbeat_cli.marts import Age
from heartbeat_cli.metrics import Brief, Metric, Series, effective_status
from heartbeat_cli.sheets.behind import PartsDocument, SampleDocument, parts_document, sample_document
from heartbeat_cli.sheets.brief import BriefDocument, brief_document
from heartbeat_cli.wording import path


@dataclass(frozen=True, slots=True)
class RightSourceDocument:
    """A right source: the subject it is truth for, the word that said so, and whether it has landed."""

    source: str
    subject: str | None
    term: str | None
    because: str
    landed: bool


@dataclass(frozen=True, slots=True)
class HitDocument:
    """A table that fits the question, and the words of it that are found there."""

    table: str
    matched: tuple[str, ...]
    score: float
    landed: bool
    comment: str | None


@dataclass(frozen=True, slots=True)
class SearchedDocument:
    """A source that was looked at; `note` says why nothing could be found in it."""

    source: str
    note: str | None
    tables: tuple[HitDocument, ...]


@dataclass(frozen=True, slots=True)
class NearDocument:
    """A metric that asks the same or nearly: `how` is `equal`, `another window`, `same rows` or `asked alike`.

    `value` is the number of an equal one, null for others and where there is none.
    """

    name: str
    status: str
    how: str
    differs: str
    value: Decimal | None


@dataclass(frozen=True, slots=True)
class OutcomeDocument:
    """`hb discover --json`. `right_source` is the most specific one, `right_sources` are all of them.

    `value`, `as_of` and `age` are null where no number is shown, `file` where none was written. `series` is what the
    number was at earlier moments, `sample` some of the rows it is made of; null where one query does not tell. `parts`
    are what the question wants it split by, null where that is nothing, `brief` is what its owner reads, with --brief.
    """

    candidate: Metric
    right_source: RightSourceDocument
    right_sources: tuple[RightSourceDocument, ...]
    searched: tuple[SearchedDocument, ...]
    value: Decimal | None
    as_of: datetime | None
    age: Age | None
    sql: str | None
    file: str | None
    status: str
    near: tuple[NearDocument, ...]
    series: Series | None
    parts: PartsDocument | None
    sample: SampleDocument | None
    brief: BriefDocument | None


def outcome_document(outcome: Outcome, root: Path, brief: Brief | None = None) -> OutcomeDocument:
    """The outcome for programs, with what its owner reads where that was asked for."""
    landed = {landing.source: landing for landing in outcome.landings}
    right = tuple(_right(right, landed) for right in outcome.right)
    value = outcome.value
    return OutcomeDocument(
        candidate=outcome.candidate,
        right_source=right[0],
        right_sources=right,
        searched=tuple(_searched(searched, landed) for searched in outcome.searched),
        value=value.value if value is not None else None,
        as_of=value.as_of if value is not None else None,
        age=value.age if value is not None else None,
        sql=outcome.candidate.sql,
        file=path(outcome.file, root) if outcome.file else None,
        status=outcome.candidate.status,
        near=near_documents(outcome.near),
        series=outcome.behind.series if outcome.behind is not None else None,
        parts=parts_document(outcome.behind),
        sample=sample_document(outcome.behind),
        brief=brief_document(brief) if brief is not None else None,
    )


def near_documents(numbers: Iterable[NearNumber]) -> tuple[NearDocument, ...]:
    """Metrics that ask the same or nearly, for programs."""
    return tuple(
        NearDocument(
            near.metric.name,
            effective_status(near.metric),
            near.how,
            near.differs,
            near.value.value if near.value is not None else None,
        )
        for near in numbers
    )


def _right(right: RightSource, landed: Mapping[str, SourceLanding]) -> RightSourceDocument:
    landing = landed.get(right.source.name)
    return RightSourceDocument(
        source=right.source.name,
        subject=right.subject.title if right.subject else None,
        term=right.term,
        because=right.because,
        landed=landing.landed if landing is not None else False,
    )


def _searched(searched: Searched, landed: Mapping[str, SourceLanding]) -> SearchedDocument:
    landing = landed.get(searched.source)
    tables = landing.tables if landing is not None else ()
    hits = (HitDocument(str(h.table), h.matched, h.hit.score, h.table in tables, h.hit.comment) for h in searched.hits)
    return SearchedDocument(searched.source, searched.note, tuple(hits))
