"""Dump text → statements, with psql's own lines and COPY data taken out.

libpg_query knows neither of the two, and one bad statement must not cost the rest; so the text is split first, lazily,
and the reader may ask to start again at a later place (`resume_at`) when a statement was broken by a missing semicolon
or an open quote.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from .lexer import DumpText, end_of_comment, end_of_quote, line_breaks, tokens

# What most statements are: no comment, function body or backslash in them. One match takes such a statement whole.
# What is repeated looks ahead first and then cannot fail: Python before 3.11.5 does not go back to where a possessive
# repetition that failed had begun.
_GAP = re.compile(rb"(?:[\s;]++|(?=--)[^\n\r]*+)*+")
_PIECE = rb"(?='[^'\\]*+')'[^']*+'|(?=\"[^\"]*+\")\"[^\"]*+\"|(?!--)-|(?!/\*)/"
_WHOLE = re.compile(rb"[^'\"$;\\/-]*+(?:(?:%s)[^'\"$;\\/-]*+)*+;" % _PIECE)
_COMPOUND = re.compile(rb"CREATE\s+(?:OR\s+REPLACE\s+)?(?:RULE|FUNCTION|PROCEDURE)\s", re.IGNORECASE)

_INTERESTING = re.compile(rb"['\"$;()\\]|--|/\*")
_NOT_SPACE = re.compile(rb"\S")
_COPY = re.compile(rb"COPY\s", re.IGNORECASE)
_DATA = re.compile(rb"INSERT\s|COPY\s[^;]*?\sFROM\s+STDIN\b", re.IGNORECASE)
_DATA_BEGINS = frozenset(b"CcIi")
_DATA_KEPT = 1_000
_COPY_END = re.compile(rb"^\\\.[ \t\r]*(?:\n|\Z)", re.MULTILINE)
_RULE = re.compile(rb"CREATE\s+(?:OR\s+REPLACE\s+)?RULE\s", re.IGNORECASE)
_ROUTINE = re.compile(rb"CREATE\s+(?:OR\s+REPLACE\s+)?(?:FUNCTION|PROCEDURE)\s", re.IGNORECASE)
_ATOMIC = re.compile(rb"\bBEGIN\s+ATOMIC\b", re.IGNORECASE)
_CONNECT = re.compile(rb"\\c(?:onnect)?\s+(?:-reuse-previous=\S+\s+)?(\"(?:[^\"]|\"\")+\"|'[^']+'|[^\s]+)")
_FRESH_START = re.compile(
    rb"^(?:CREATE|ALTER|COMMENT\s+ON|DROP|GRANT|REVOKE|COPY|INSERT\s+INTO)\s", re.IGNORECASE | re.MULTILINE
)


class DumpStatement(NamedTuple):
    """One statement without its semicolon; `end` is where splitting goes on. `cut`: the file ended inside it.

    `connect` is the database a psql `\\connect` line switched to before this statement. `data`: rows, not structure; of
    their text only the beginning is kept. `unclosed`: a quote or comment in it never ends.
    """

    text: bytes
    start: int
    end: int
    line: int
    cut: bool = False
    connect: str | None = None
    data: bool = False
    unclosed: bool = False


def split_statements(
    source: DumpText, start: int = 0, line: int = 1, *, eager: bool = False
) -> Iterator[DumpStatement]:
    """The statements of `source` from `start` on (`line` is the line of `start`).

    `eager` is for the ground behind a broken statement: a line that opens a statement ends the one before it, too.
    """
    position, begin, depth = start, -1, 0
    counted, connect, unclosed = start, None, False
    while True:
        if begin < 0 and not eager:
            gap = _GAP.match(source, position)
            position = gap.end() if gap else position
            whole = _WHOLE.match(source, position)
            if whole is not None and not _COMPOUND.match(source, position):
                line += line_breaks(source, counted, position)
                counted = position
                statement = _finish(source, position, whole.end() - 1, line, connect)
                yield statement
                position, connect = statement.end, None
                continue
        found = _INTERESTING.search(source, position)
        here = len(source) if found is None else found.start()
        if begin < 0:
            first = _NOT_SPACE.search(source, position, here)
            begin = first.start() if first else -1
        if eager and begin >= 0:
            fresh = _FRESH_START.search(source, max(position, begin + 1), here + 12)
            if fresh is not None and fresh.start() < here:
                line += line_breaks(source, counted, begin)
                yield DumpStatement(source[begin : fresh.start()].rstrip(), begin, fresh.start(), line, connect=connect)
                position = counted = fresh.start()
                line += line_breaks(source, begin, position)
                begin, depth, connect = -1, 0, None
                continue
        if found is None:
            break
        mark = found.group()
        if mark in (b"--", b"/*"):
            stop = end_of_comment(source, here)
            if stop is None:
                begin, unclosed = here if begin < 0 else begin, True
                break
            position = stop
            continue
        if mark == b"\\" and begin < 0:
            newline = source.find(b"\n", here)
            position = len(source) if newline < 0 else newline + 1
            switch = _CONNECT.match(source, here, position)
            if switch:
                connect = _unquote(switch.group(1))
            continue
        if begin < 0 and mark != b";":
            begin = here
        position = found.end()
        if mark in (b"'", b'"', b"$"):
            stop = end_of_quote(source, here)
            if stop is None:
                unclosed = True
                break
            position = max(stop, position)
        elif mark == b"(":
            depth += 1
        elif mark == b")":
            depth -= 1
        elif mark == b";" and begin < 0:
            depth = 0
        elif mark == b";":
            text = source[begin:here]
            if (depth > 0 and _RULE.match(text)) or _inside_atomic(text):
                continue
            line += line_breaks(source, counted, begin)
            counted = begin
            statement = _finish(source, begin, here, line, connect)
            yield statement
            position, begin, depth, connect = statement.end, -1, 0, None
    if begin >= 0:
        line += line_breaks(source, counted, begin)
        data = _is_data(source, begin)
        text = source[begin : begin + _DATA_KEPT] if data else source[begin:].rstrip()
        yield DumpStatement(text, begin, len(source), line, True, connect, data, unclosed)


def _finish(source: DumpText, begin: int, semicolon: int, line: int, connect: str | None) -> DumpStatement:
    """The statement from `begin` to its semicolon, with the rows behind it if it is a COPY."""
    if source[begin] not in _DATA_BEGINS or not _is_data(source, begin):
        return DumpStatement(source[begin:semicolon], begin, semicolon + 1, line, False, connect)
    text, end, cut = source[begin : min(semicolon, begin + _DATA_KEPT)], semicolon + 1, False
    if _COPY.match(text):
        data_end = _COPY_END.search(source, end)
        end, cut = (len(source), True) if data_end is None else (data_end.end(), False)
    return DumpStatement(text, begin, end, line, cut, connect, True)


def _is_data(source: DumpText, begin: int) -> bool:
    """Rows, not structure: they are taken out, never parsed."""
    return _DATA.match(source, begin) is not None


def without_rows(source: DumpText) -> bytes:
    """The text without its COPY blocks and INSERTs."""
    kept, position = [], 0
    for statement in split_statements(source):
        if statement.data:
            kept.append(source[position : statement.start])
            position = statement.end
    return b"".join([*kept, source[position:]])


def resume_at(statement: DumpStatement) -> int | None:
    """Where to start splitting again after a broken statement: a later line that opens a statement of its own.

    Lines inside a closed dollar quote don't count (that is a function's body); lines inside a quoted literal or name
    do, because a stray quote shifts everything behind it.
    """
    text = statement.text
    candidates = (found.start() for found in _FRESH_START.finditer(text, 1))
    candidate = next(candidates, None)
    for token in tokens(text):
        body = token.kind == "string" and token.text.startswith(b"$") and not (statement.cut and token.end == len(text))
        while candidate is not None and candidate < token.end:
            if not (body and candidate > token.start):
                return statement.start + candidate
            candidate = next(candidates, None)
        if candidate is None:
            return None
    return None if candidate is None else statement.start + candidate


def _inside_atomic(text: bytes) -> bool:
    """Whether `text` stops inside a routine's BEGIN ATOMIC … END body."""
    if not _ROUTINE.match(text) or not _ATOMIC.search(text):
        return False
    depth = 0
    for token in tokens(text):
        if token.is_word(b"BEGIN") or (token.is_word(b"CASE") and depth):
            depth += 1
        elif token.is_word(b"END") and depth:
            depth -= 1
    return depth > 0


def _unquote(name: bytes) -> str:
    text = name.decode("utf-8", "replace")
    if text.startswith("'"):
        return _unquote(text.strip("'").encode()) if "dbname=" not in text else text.split("dbname=")[1].strip("'\" ")
    if text.startswith('"'):
        text = text[1:-1].replace('""', '"')
    return text.split("dbname=")[1].strip("'\" ") if "dbname=" in text else text
