"""Changes of a schema by schema and table, and the metrics they concern."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from heartbeat_cli.blocks import GAP, Aside, Block, Line, Sheet, Styled, line, sheet
from heartbeat_cli.impact import Affected, ComparedDatabase, MirrorDiff
from heartbeat_cli.pgschema import Change, Rename
from heartbeat_cli.sheets.document import ErrorDocument, document_of, error_document
from heartbeat_cli.sheets.mirror import LostDocument
from heartbeat_cli.wording import count, path

_SIGNS = {"added": ("+", "good"), "removed": ("-", "wrong"), "changed": ("~", "warning")}
_NAMED_PLACES = 3


def diff_sheet(found: MirrorDiff, root: Path) -> Sheet:
    """Each database's changes, then the metrics; beside it what could not be compared."""
    signs = "- the marts lack it   + only the marts have it   ~ landed as another kind of type"
    return sheet(
        line(f"{found.before} → {found.after}", style="bold"),
        *(block for one in found.compared if one.changes for block in _database(one)),
        *_same(found),
        line(signs, style="dim") if found.after == "the marts" else None,
        *_metrics(found),
        *_not_compared(found, root),
    )


def _same(found: MirrorDiff) -> Iterator[Line]:
    """Databases without a difference, by what of them was not compared."""
    kinds: dict[tuple[str, ...], list[str]] = {}
    for one in found.compared:
        if not one.changes:
            kinds.setdefault(one.left_out, []).append(one.database)
    for left_out, databases in kinds.items():
        yield line(f"No difference: {', '.join(databases)}{_but_for(left_out)}")


def _but_for(left_out: Sequence[str]) -> str:
    return f" (not compared: {', '.join(left_out)})" if left_out else ""


def _database(one: ComparedDatabase) -> Iterator[Line]:
    """Grouped by schema and table; what belongs to no table comes first."""
    yield line(Styled(one.database, "bold"), f": {_summary(one)}{_but_for(one.left_out)}")
    ordered = sorted(one.changes, key=lambda c: (c.table is not None, c.table or ("", "")))
    for schema, in_schema in groupby(ordered, key=lambda c: c.table.schema if c.table else None):
        if schema is not None:
            yield line(schema, style="next", indent=2)
        for table, of_table in groupby(in_schema, key=lambda c: c.table):
            if table is not None:
                yield line(table.name, style="bold", indent=4)
            for change in of_table:
                sign = Styled(*_SIGNS[change.action])
                yield line(sign, f" {_within(change)}", indent=6 if table is not None else 2)
    for rename in one.renames:
        yield line(Styled("?", "careful"), f" {rename.sentence}", indent=2)


def _summary(one: ComparedDatabase) -> str:
    parts = [(sum(c.action == action for c in one.changes), action) for action in _SIGNS]
    return ", ".join(f"{count(number)} {action}" for number, action in parts if number)


def _within(change: Change) -> str:
    """The sentence without the name of the table it stands under."""
    prefix = f"{change.table}" if change.table else ""
    sentence = change.sentence
    return sentence.removeprefix(prefix).lstrip(":. ") if prefix and sentence.startswith(prefix) else sentence


def _metrics(found: MirrorDiff) -> Iterator[Block]:
    affected = [a for one in found.compared for a in one.affected]
    broken = [(a, a.breaking) for a in affected if a.broken]
    touched = [(a, a.touching) for a in affected if not a.broken]
    yield from _concerned("Broken metrics", "bad", broken)
    yield from _concerned("Metrics to align anew", "careful", touched)
    if not affected and any(one.changes for one in found.compared):
        yield GAP
        yield line("No metric reads what changed.")


def _concerned(title: str, style: str, metrics: list[tuple[Affected, tuple[Change, ...]]]) -> Iterator[Block]:
    if metrics:
        yield GAP
        yield line(title, style=style)
    for affected, changes in metrics:
        yield line(f"{affected.metric.name}  ({affected.metric.status})", indent=2, whole=True)
        yield from (line(change.sentence, indent=4, whole=True) for change in changes)


def _not_compared(found: MirrorDiff, root: Path) -> Iterator[Aside]:
    for unreached in found.unreached:
        yield Aside(f"{unreached.database} was not compared: {unreached.error}", "warning")
    for lost in found.lost[:_NAMED_PLACES]:
        place = f"{path(lost.file, root)}:{lost.line}"
        yield Aside(f"{place}: not understood: {lost.statement} ({lost.reason})", "warning")
    if len(found.lost) > _NAMED_PLACES:
        yield Aside(f"  and {count(len(found.lost) - _NAMED_PLACES)} more.")
    for problem in found.unread:
        place = f"{path(problem.file, root)}:{problem.line}"
        yield Aside(f"{place}: {problem.message}; what this metric reads is not known", "warning")


# For programs


@dataclass(frozen=True, slots=True)
class AffectedMetric:
    """A metric the changes concern, with those that break it and those that only touch it."""

    metric: str
    status: str
    breaks: bool
    breaking: tuple[str, ...]
    touching: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ComparedDocument:
    """A database that was compared; `left_out` are the kinds of things that are there and were not.

    `renames` are removals and additions that look like one thing with another name.
    """

    database: str
    source: str | None
    changes: tuple[Change, ...]
    renames: tuple[Rename, ...]
    left_out: tuple[str, ...]
    metrics: tuple[AffectedMetric, ...]


@dataclass(frozen=True)
class NamedDatabase:
    """What belongs to a database."""

    database: str


@dataclass(frozen=True, slots=True)
class UnreachedDocument(ErrorDocument, NamedDatabase):
    """A database that was not compared, and why."""


@dataclass(frozen=True, slots=True)
class DiffDocument:
    """`hb mirror diff --json`: the databases, and what could not be read of dumps and metrics."""

    before: str
    after: str
    databases: tuple[ComparedDocument, ...]
    broken_metrics: int
    not_compared: tuple[UnreachedDocument, ...]
    lost: tuple[LostDocument, ...]
    unread_metrics: tuple[str, ...]


def diff_document(found: MirrorDiff) -> DiffDocument:
    """The diff for programs."""
    return DiffDocument(
        before=found.before,
        after=found.after,
        databases=tuple(map(_compared, found.compared)),
        broken_metrics=found.broken,
        not_compared=tuple(
            document_of(UnreachedDocument, error_document(u.error), database=u.database) for u in found.unreached
        ),
        lost=tuple(document_of(LostDocument, s) for s in found.lost),
        unread_metrics=tuple(map(str, found.unread)),
    )


def _compared(one: ComparedDatabase) -> ComparedDocument:
    return document_of(ComparedDocument, one, metrics=tuple(map(_affected, one.affected)))


def _affected(affected: Affected) -> AffectedMetric:
    return AffectedMetric(
        metric=affected.metric.name,
        status=affected.metric.status,
        breaks=affected.broken,
        breaking=_sentences(affected.breaking),
        touching=_sentences(affected.touching),
    )


def _sentences(changes: Iterable[Change]) -> tuple[str, ...]:
    return tuple(change.sentence for change in changes)
