"""What the mirror has: a line per dump, or one dump in detail."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from heartbeat_cli.blocks import GAP, Block, GridColumn, Line, Sheet, Styled, facts, line, number, sheet, table
from heartbeat_cli.mirror import DumpStatus, MirrorStatus
from heartbeat_cli.sheets.document import document_of
from heartbeat_cli.wording import ago, at_and_ago, count, path, size

_NAMED_PLACES = 3
_NO_CHANGE = "no change of what `hb mirror diff` compares"
_WIDE = 120
_STATE_STYLES = {"read": "good", "lossy": "careful", "unreadable": "bad", "no dump": "dim"}
_LOADED = {"foreign": "not hb's", None: "?"}


def status_sheet(found: MirrorStatus, root: Path, *, live: bool) -> Sheet:
    """One line per database, then what is wrong with whom."""
    changed = any(s.live_changes for s in found.databases)
    told = line("Live: changes since the dump; `hb mirror diff SOURCE --live` lists them.")
    return sheet(
        table(
            "Database",
            "Cluster",
            GridColumn("Source", from_width=_WIDE),
            "Dump",
            number("Size"),
            number("Tables"),
            number("Columns", from_width=_WIDE if live else 0),
            "Read",
            "Loaded",
            GridColumn("Server", from_width=_WIDE),
            GridColumn("pg_dump", from_width=_WIDE),
            *(["Live"] if live else []),
            rows=(_row(status, live=live) for status in found.databases),
        ),
        *_remarks(found, root),
        *((GAP, told) if changed else ()),
    )


def _row(status: DumpStatus, *, live: bool) -> tuple[str | Styled, ...]:
    read = is_read(status)
    word = "yes" if status.state == "read" else status.state
    return (
        Styled(status.database, "bold" if read else ""),
        status.cluster,
        status.source.name if status.source else "-",
        ago(status.modified),
        size(status.size),
        count(status.counts.tables) if read else "-",
        count(status.counts.columns) if read else "-",
        Styled(word, _STATE_STYLES[status.state]),
        _loaded(status),
        status.server_version or "-",
        status.pg_dump_version or "-",
        *([_live_word(status)] if live else []),
    )


def is_read(status: DumpStatus) -> bool:
    """Whether it is known what the dump holds."""
    return status.state in ("read", "lossy")


def _loaded(status: DumpStatus) -> str:
    return _LOADED.get(status.loaded, status.loaded or "?")


def _live_word(status: DumpStatus) -> str:
    if status.live_changes is not None:
        return count(status.live_changes)
    return "?" if status.live_problem else "-"


def _remarks(found: MirrorStatus, root: Path) -> tuple[Block, ...]:
    lines = list(_remark_lines(found, root))
    return (GAP, *lines) if lines else ()


def _remark_lines(found: MirrorStatus, root: Path) -> Iterator[Line]:
    for status in found.databases:
        if status.state == "unreadable" and status.file is not None:
            yield line(f"{path(status.file, root)}: {status.problem}", style="wrong", whole=True)
    for status in found.databases:
        for lost in status.lost[:_NAMED_PLACES]:
            place = f"{path(lost.file, root)}:{lost.line}"
            said = f"{place}: not understood: {lost.statement} ({lost.reason})"
            yield line(said, style="warning", whole=True)
        if len(status.lost) > _NAMED_PLACES:
            yield line(f"  and {count(len(status.lost) - _NAMED_PLACES)} more there; --json lists them all", whole=True)
    yield from _unmatched(found, root)
    for why, names in _not_compared(found).items():
        yield line(f"Not held against live: {', '.join(names)}: {why}", whole=True)
    if found.server_problem:
        yield line(f"Loaded is not known: {found.server_problem}", whole=True)


def _unmatched(found: MirrorStatus, root: Path) -> Iterator[Line]:
    missing = [s.source.name for s in found.databases if s.file is None and s.source is not None]
    if missing:
        yield line(f"No dump of {', '.join(missing)}: `hb mirror pull` makes it.", whole=True)
    orphans = [path(s.file, root) for s in found.databases if s.source is None and s.file is not None]
    if orphans:
        yield line(f"No source names {', '.join(orphans)}.", whole=True)


def _not_compared(found: MirrorStatus) -> dict[str, list[str]]:
    reasons: dict[str, list[str]] = {}
    for status in found.databases:
        if status.live_problem:
            reasons.setdefault(status.live_problem, []).append(status.database)
    return reasons


def dump_sheet(found: MirrorStatus, root: Path) -> Sheet:
    """Everything known about one source's dump."""
    status = found.databases[0]
    dumped = f"PostgreSQL {status.server_version}, by pg_dump {status.pg_dump_version}"
    return sheet(
        line(Styled(status.database, "bold"), f"  cluster {status.cluster}"),
        facts(
            ("dump", path(status.file, root) if status.file else None),
            ("written", at_and_ago(status.modified) if status.modified else None),
            ("dumped from", dumped if status.server_version else None),
            ("size", size(status.size) if status.file else None),
            ("holds", _holds(status) if is_read(status) else None),
            ("read", "in full" if status.state == "read" else status.state),
            ("loaded", f"{_loaded(status)} ({found.server})"),
            ("live", _NO_CHANGE if status.live_changes == 0 else _live_difference(status)),
        ),
        *_remarks(found, root),
    )


def _holds(status: DumpStatus) -> str:
    counts = status.counts
    return (
        f"{count(counts.tables, 'table')}, {count(counts.columns, 'column')}, {count(counts.views, 'view')},"
        f" {count(counts.foreign_keys, 'foreign key')}"
    )


def _live_difference(status: DumpStatus) -> str | None:
    if status.live_changes is None or status.source is None:
        return None
    changes = count(status.live_changes, "change")
    return f"{changes} in the live database; `hb mirror diff {status.source.name} --live` lists them"


# For programs


@dataclass(frozen=True, slots=True)
class LostDocument:
    """A statement that was not understood: its place, its first words, and why."""

    file: str
    line: int
    statement: str
    reason: str


@dataclass(frozen=True, slots=True)
class DumpDocument:
    """A database's dump. `state` is `read`, `lossy`, `unreadable` or `no dump`.

    `loaded` says whether the server for exploration holds it; `live_changes` count what the live database has changed.
    """

    database: str
    cluster: str
    source: str | None
    file: str | None
    modified: datetime | None
    size: int | None
    server_version: str | None
    pg_dump_version: str | None
    state: str
    tables: int | None
    columns: int | None
    lost: tuple[LostDocument, ...]
    problem: str | None
    loaded: str | None
    live_changes: int | None
    live_problem: str | None


@dataclass(frozen=True, slots=True)
class ServerDocument:
    """The server for exploration, and why it could not be asked."""

    address: str
    problem: str | None


@dataclass(frozen=True, slots=True)
class MirrorDocument:
    """`hb mirror status --json`."""

    databases: tuple[DumpDocument, ...]
    server: ServerDocument


def status_document(found: MirrorStatus, root: Path) -> MirrorDocument:
    """The status for programs."""
    databases = tuple(_document(status, root) for status in found.databases)
    return MirrorDocument(databases, ServerDocument(found.server, found.server_problem))


def _document(status: DumpStatus, root: Path) -> DumpDocument:
    read = is_read(status)
    return document_of(
        DumpDocument,
        status,
        source=status.source.name if status.source else None,
        file=path(status.file, root) if status.file else None,
        tables=status.counts.tables if read else None,
        columns=status.counts.columns if read else None,
        lost=tuple(document_of(LostDocument, s, file=path(s.file, root)) for s in status.lost),
    )
