"""What was pulled into the mirror, and what changed by that."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from heartbeat_cli.blocks import Aside, Line, Sheet, Styled, line, number, sheet, table
from heartbeat_cli.mirror import NotPulled, Pulled
from heartbeat_cli.pgschema import Change, QName
from heartbeat_cli.sheets.document import ErrorDocument, document_of, error_document
from heartbeat_cli.wording import count, path

_NAMED_CHANGES = 3
_NAMED_TABLES = 5


def pulled_sheet(
    pulled: Sequence[Pulled], failed: Sequence[NotPulled], root: Path, pictures: Sequence[Path] = ()
) -> Sheet:
    """One line per dump and what changed in it, the pages of schemas; beside it, why the others are as they were."""
    columns = ("Source", number("Tables"), number("Columns"), "Changes", "Dump")
    return sheet(
        table(*columns, rows=(_row(one, root) for one in pulled)) if pulled else None,
        *(change for one in pulled for change in _changes(one)),
        *(line(f"to look at: {path(file, root)}", whole=True) for file in pictures),
        *_barred(pulled),
        *_failed(failed),
    )


def _row(one: Pulled, root: Path) -> tuple[str | Styled, ...]:
    tables = count(one.counts.tables) if one.counts else "-"
    columns = count(one.counts.columns) if one.counts else "-"
    return Styled(one.source, "bold"), tables, columns, _changes_word(one), path(one.file, root)


def _changes_word(one: Pulled) -> str:
    if one.dry_run:
        return "would be pulled"
    if one.changes is None:
        return "first dump"
    parts = [(sum(c.action == action for c in one.changes), action) for action in ("added", "removed", "changed")]
    return ", ".join(f"{number} {action}" for number, action in parts if number) or "none"


def _changes(one: Pulled) -> Iterator[Line]:
    changes = one.changes or ()
    for change in changes[:_NAMED_CHANGES]:
        yield line(f"  {one.source}: {change.sentence}", whole=True)
    if len(changes) > _NAMED_CHANGES:
        yield line(f"  {one.source}: and {count(len(changes) - _NAMED_CHANGES)} more", whole=True)


def _barred(pulled: Iterable[Pulled]) -> Iterator[Aside]:
    """Tables of which only the catalogue could be asked."""
    for one in pulled:
        if one.from_catalogue:
            named = ", ".join(map(str, one.from_catalogue[:_NAMED_TABLES]))
            others = len(one.from_catalogue) - _NAMED_TABLES
            named += f" and {count(others)} more" if others > 0 else ""
            said = "what they are made of is from the catalogue"
            yield Aside(f"{one.source}: pg_dump may not read {named}; {said}", "warning", one.advice)


def _failed(failed: Sequence[NotPulled]) -> Iterator[Aside]:
    reasons: dict[tuple[str, str | None], list[str]] = {}
    for one in failed:
        reasons.setdefault((one.error.message, one.error.hint), []).append(one.source)
    for (message, hint), sources in reasons.items():
        yield Aside(f"{', '.join(sources)}: {message}", "warning", hint)


# For programs


@dataclass(frozen=True, slots=True)
class PulledDumpDocument:
    """A dump that was pulled; `changes` are those against the one before, null where there was none.

    `from_catalogue` are tables that pg_dump may not read, written as the catalogue tells of them. `unchanged`: the file
    is as it was.
    """

    source: str
    database: str
    file: str
    dry_run: bool
    tables: int | None
    columns: int | None
    changes: tuple[Change, ...] | None
    from_catalogue: tuple[QName, ...]
    unchanged: bool


@dataclass(frozen=True)
class OfSource:
    """What belongs to a source."""

    source: str


@dataclass(frozen=True, slots=True)
class NotPulledDocument(ErrorDocument, OfSource):
    """A source whose dump is as it was, and why."""


@dataclass(frozen=True, slots=True)
class PullDocument:
    """`hb mirror pull --json`; `pictures` are the pages that are kept with --erd."""

    pulled: tuple[PulledDumpDocument, ...]
    failed: tuple[NotPulledDocument, ...]
    pictures: tuple[str, ...] = ()


def pulled_document(
    pulled: Iterable[Pulled], failed: Iterable[NotPulled], root: Path, pictures: Iterable[Path] = ()
) -> PullDocument:
    """What was pulled, for programs."""
    errors = (document_of(NotPulledDocument, error_document(f.error), source=f.source) for f in failed)
    return PullDocument(
        tuple(_document(one, root) for one in pulled), tuple(errors), tuple(path(file, root) for file in pictures)
    )


def _document(one: Pulled, root: Path) -> PulledDumpDocument:
    return document_of(
        PulledDumpDocument,
        one,
        file=path(one.file, root),
        tables=one.counts.tables if one.counts else None,
        columns=one.counts.columns if one.counts else None,
    )
