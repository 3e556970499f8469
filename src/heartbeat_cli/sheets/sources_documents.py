"""Where the sources stand, for programs."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from heartbeat_cli.estate import Blocked, Enquiry, Milestone, SourceDecision
from heartbeat_cli.sheets.document import document_of
from heartbeat_cli.status import EstateStatus, SourceStatus


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
