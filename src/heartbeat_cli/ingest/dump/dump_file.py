"""A dump as a source of rows: which file it is, when it was made, and where its rows stand in it."""

import hashlib
import mmap
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from heartbeat_cli.errors import HbError, InvalidFileError
from heartbeat_cli.ingest.dump.headers import SearchPath, read_copy, read_insert
from heartbeat_cli.marts import DumpOrigin
from heartbeat_cli.mirror import hb_errors
from heartbeat_cli.pgschema import (
    Database,
    DumpStatement,
    DumpText,
    QName,
    database_of,
    lost_its_end,
    open_dump,
    read_text,
    split_statements,
)

_MAPPED: Final = 1 << 24
_EDGE: Final = 1 << 16
_MADE: Final = re.compile(rb"^-- (?:Started|Completed) on (\d{4}-\d\d-\d\d \d\d:\d\d:\d\d)", re.MULTILINE)
_ROWS_OF: Final = re.compile(
    rb"^-- (?:Data for )?Name: ([^\n]+); Type: TABLE DATA; Schema: ([^\n]+); Owner: ", re.MULTILINE
)


@dataclass(frozen=True, slots=True)
class RowsBlock:
    """Rows of one table that stand together, from `start` to `end` in the dump's text; `line` is that of the first.

    `copied`: they are a COPY's, otherwise those of INSERTs. `columns` are None where the dump names none: all.
    """

    table: QName
    columns: tuple[str, ...] | None
    start: int
    end: int
    line: int
    copied: bool


@dataclass(frozen=True, slots=True)
class DumpFile:
    """One file: what receipts say of it, and its size and time of change when it was looked at."""

    path: Path
    origin: DumpOrigin
    stamp: tuple[int, int]

    @property
    def changed(self) -> bool:
        """Whether the file is another since."""
        return _stamp(self.path) != self.stamp


def look_at_dump(path: Path, text: DumpText) -> DumpFile:
    """What a dump is, by its `text` and its file."""
    made = _made(text) or datetime.fromtimestamp(path.stat().st_mtime, UTC).replace(microsecond=0)
    return DumpFile(path, DumpOrigin(str(path.resolve()), digest_of(path), made), _stamp(path))


def digest_of(path: Path) -> str:
    """The SHA-256 of a file's bytes, in hex. Raises OSError."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def open_rows(path: Path) -> DumpText:
    """The dump's text, every character as it is. Raises HbError for what is no whole dump in text form."""
    try:
        with hb_errors():
            text = open_dump(path, exact=True)
    except InvalidFileError as error:
        if error.code != "custom_format":
            raise
        raise error.replace(hint=f"`pg_restore -f {path.stem}.sql {path}` writes it as SQL, with its rows.") from None
    if lost_its_end(text):
        raise cut_short(path, None)
    return text


def cut_short(path: Path, line: int | None) -> HbError:
    """The failure of a file that ends too early."""
    return HbError(
        "the dump is cut short"
        + (": these rows have no end" if line else ": its last line, that it is complete, is missing"),
        where=f"{path}:{line}" if line else str(path),
        hint="Make it again, or fetch it again; nothing of it was landed.",
        code="dump_cut_short",
    )


def read_structure(path: Path, text: DumpText, wanted: str | None) -> Database:
    """The tables a dump declares; of several databases those of the `wanted` one. Raises InvalidFileError."""
    with hb_errors():
        return read_text(text, file=str(path), name=database_of(path), wanted=wanted).database


def has_rows(path: Path) -> bool:
    """Whether a file is a whole dump in text form with a row in it."""
    try:
        text = open_rows(path)
        return any(block.start < block.end for block in find_rows(path, text, None))
    except HbError:
        return False


def find_rows(path: Path, text: DumpText, database: str | None) -> Iterator[RowsBlock]:
    """Where rows stand, in the file's order; of the `database` where the file connects to it.

    A table pg_dump announces without a row has an empty block. Raises HbError for a block that does not end, and for
    rows in a form that is none of pg_dump's.
    """
    connected: str | None = None
    search, behind, let_go_of = SearchPath(), 0, 0
    several = database is not None and _connects_to(text, database)
    inserts: RowsBlock | None = None
    for statement in split_statements(text):
        if statement.connect is not None:
            connected, search = statement.connect, SearchPath()
        here = not several or connected == database
        if not statement.data:
            search.follow(statement.text)
        found = _block(path, text, statement, search) if statement.data and here else None
        if inserts is not None and (found is None or not _continues(inserts, found)):
            yield inserts
            inserts = None
        if here:
            yield from _announced(text, behind, statement.start)
        if found is not None and found.copied:
            yield found
        elif found is not None:
            inserts = found if inserts is None else _together(inserts, found)
        behind = statement.end
        if behind - let_go_of > _MAPPED:
            let_go(text, behind)
            let_go_of = behind
    if inserts is not None:
        yield inserts
    if not several or connected == database:
        yield from _announced(text, behind, len(text))


def _connects_to(text: DumpText, database: str) -> bool:
    return any(statement.connect == database for statement in split_statements(text))


def _announced(text: DumpText, start: int, end: int) -> Iterator[RowsBlock]:
    for found in _ROWS_OF.finditer(text, start, end):
        table = QName(found[2].decode(), found[1].decode())
        yield RowsBlock(table, None, end, end, 0, copied=False)


def _block(path: Path, text: DumpText, statement: DumpStatement, search: SearchPath) -> RowsBlock:
    where = f"{path}:{statement.line}"
    if statement.cut:
        raise cut_short(path, statement.line)
    if statement.text[:1] in b"Ii":
        header = read_insert(text, statement.start, where)
        return RowsBlock(
            search.of(header), header.columns, statement.start, statement.end, statement.line, copied=False
        )
    header = read_copy(text, statement.start, where)
    end = text.rfind(b"\\.", header.end, statement.end)
    line = statement.line + text[statement.start : header.end].count(b"\n")
    return RowsBlock(search.of(header), header.columns, header.end, end, line, copied=True)


def _continues(inserts: RowsBlock, found: RowsBlock) -> bool:
    return not found.copied and (inserts.table, inserts.columns) == (found.table, found.columns)


def _together(inserts: RowsBlock, found: RowsBlock) -> RowsBlock:
    return RowsBlock(inserts.table, inserts.columns, inserts.start, found.end, inserts.line, copied=False)


def _made(text: DumpText) -> datetime | None:
    """When pg_dump began, by its own word: it says so only with --verbose, and in the local time of its machine."""
    for start in (0, max(0, len(text) - _EDGE)):
        if found := _MADE.search(text, start, start + _EDGE):
            return datetime.fromisoformat(found[1].decode()).replace(tzinfo=UTC)
    return None


def _stamp(path: Path) -> tuple[int, int]:
    facts = path.stat()
    return facts.st_size, facts.st_mtime_ns


def let_go(text: DumpText, behind: int) -> None:
    """Forget a mapped file up to here: what was read of it counts as our memory until we say otherwise."""
    if isinstance(text, mmap.mmap):
        text.madvise(mmap.MADV_DONTNEED, 0, behind // mmap.PAGESIZE * mmap.PAGESIZE)
