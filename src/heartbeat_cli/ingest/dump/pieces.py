"""The rows of a dump, piece by piece, as lines DuckDB reads: the number of a row's line, a tab, the row as COPY has it.

Number 0 stands for *the next one*: a COPY has a line for each row.
"""

import re
from collections.abc import Iterator
from typing import Final

from heartbeat_cli.errors import HbError
from heartbeat_cli.ingest.dump.dump_file import RowsBlock, let_go
from heartbeat_cli.ingest.dump.headers import read_insert
from heartbeat_cli.pgschema import DumpText, split_statements

PIECE_BYTES: Final = 1 << 22
_MOST_ROW_BYTES: Final = 1 << 28
# What pg_dump writes: a pair of backslashes is taken out before.
_UNUSUAL: Final = re.compile(rb"\\(?:[^bfnrtvN]|(?<![\t\n]\\)N|N(?![\t\n]))")
_ESCAPE: Final = re.compile(rb"\\(x[0-9A-Fa-f]{1,2}|[0-7]{1,3}|.)", re.DOTALL)
_USUAL: Final = {
    b"\b": b"\\b",
    b"\f": b"\\f",
    b"\n": b"\\n",
    b"\r": b"\\r",
    b"\t": b"\\t",
    b"\v": b"\\v",
    b"\\": b"\\\\",
}
_LETTERS: Final = {b"b": b"\b", b"f": b"\f", b"n": b"\n", b"r": b"\r", b"t": b"\t", b"v": b"\v", b"\\": b"\\"}
_TO_ESCAPE: Final = re.compile(rb"[\b\f\n\r\t\v\\]")
_VALUE: Final = re.compile(
    rb"\s*(?:(?P<word>NULL|DEFAULT|TRUE|FALSE)|(?P<number>[+-]?[0-9.][0-9.eE+-]*)"
    rb"|(?P<how>[BbEeXxNn]?)'(?P<text>(?:[^']|'')*)')\s*(?:::\s*[\w .\"\[\]()]+?)?\s*(?P<end>[,)])",
    re.IGNORECASE,
)


def pieces(text: DumpText, block: RowsBlock, where: str) -> Iterator[tuple[bytes, int]]:
    """Lines of at most some megabytes, or of one row, and the number of the first one's line in the dump.

    Raises HbError for what is no row.
    """
    yield from _copied(text, block, where) if block.copied else _inserted(text, block, where)


def _copied(text: DumpText, block: RowsBlock, where: str) -> Iterator[tuple[bytes, int]]:
    start, line = block.start, block.line
    windows = text[block.start : block.start + PIECE_BYTES].partition(b"\n")[0].endswith(b"\r")
    while start < block.end:
        stop = _end_of_piece(text, start, block.end)
        rows = bytes(text[start:stop])
        if windows:
            rows = rows.replace(b"\r\n", b"\n")
        if b"\r" in rows:
            raise _no_row("there is a carriage return in the row", where, line + rows[: rows.index(b"\r")].count(b"\n"))
        lines = rows.count(b"\n")
        if b"\\" in rows and _UNUSUAL.search(b"\n" + rows.replace(b"\\\\", b"")):
            rows = _as_usual(rows)
        yield b"0\t" + rows[:-1].replace(b"\n", b"\n0\t") + b"\n", line
        start, line = stop, line + lines
        let_go(text, start)


def _end_of_piece(text: DumpText, start: int, end: int) -> int:
    if end - start <= PIECE_BYTES:
        return end
    newline = text.rfind(b"\n", start, start + PIECE_BYTES)
    if newline < 0:
        newline = text.find(b"\n", start, end)
    return newline + 1 if newline >= 0 else end


def _as_usual(rows: bytes) -> bytes:
    """The same rows with every escape as pg_dump writes it, and NULLs alone as \\N."""

    def field(value: bytes) -> bytes:
        return value if value == b"\\N" else _escaped(_ESCAPE.sub(_meant, value))

    lines = rows[:-1].split(b"\n") if b"\\\n" not in rows else re.split(rb"(?<!\\)\n", rows[:-1])
    return b"\n".join(b"\t".join(map(field, line.split(b"\t"))) for line in lines) + b"\n"


def _meant(escape: "re.Match[bytes]") -> bytes:
    letter = escape[1]
    if letter in _LETTERS:
        return _LETTERS[letter]
    if letter[:1] == b"x" and len(letter) > 1:
        return bytes((int(letter[1:], 16),))
    return bytes((int(letter, 8) & 255,)) if letter.isdigit() and letter[:1] < b"8" else letter


def _escaped(value: bytes) -> bytes:
    return _TO_ESCAPE.sub(lambda found: _USUAL[found[0]], value)


def _inserted(text: DumpText, block: RowsBlock, where: str) -> Iterator[tuple[bytes, int]]:
    lines: list[bytes] = []
    size = 0
    if block.start == block.end:
        return
    for statement in split_statements(text, block.start, block.line):
        if statement.start >= block.end:
            break
        for row in _rows(bytes(text[statement.start : statement.end]), where, statement.line):
            lines.append(b"%d\t%b\n" % (statement.line, row))
            size += len(lines[-1])
        if size >= PIECE_BYTES:
            yield b"".join(lines), block.line
            lines, size = [], 0
            let_go(text, statement.end)
    if lines:
        yield b"".join(lines), block.line


def _rows(statement: bytes, where: str, line: int) -> Iterator[bytes]:
    position = read_insert(statement, 0, f"{where}:{line}").end
    while True:
        if statement[position : position + 1] != b"(":
            raise _no_row("the rows of this INSERT are no literals", where, line)
        position += 1
        values: list[bytes] = []
        while True:
            found = _VALUE.match(statement, position)
            if found is None:
                raise _no_row(f"value {len(values) + 1} of this INSERT is no literal", where, line)
            values.append(_value(found, where, line))
            position = found.end()
            if found["end"] == b")":
                break
        yield b"\t".join(values)
        rest = statement[position:].lstrip()
        if not rest.startswith(b","):
            return
        position = statement.index(b"(", position)


def _value(found: "re.Match[bytes]", where: str, line: int) -> bytes:
    """As COPY has it. A generated column's DEFAULT is nobody's value."""
    word, number, how = found["word"], found["number"], (found["how"] or b"").upper()
    if word is not None:
        return {b"TRUE": b"t", b"FALSE": b"f"}.get(word.upper(), b"\\N")
    if number is not None:
        return number
    if how == b"X":
        raise _no_row("a bit string in hexadecimal is none of pg_dump's literals", where, line)
    value = found["text"].replace(b"''", b"'")
    return _escaped(_ESCAPE.sub(_meant, value) if how == b"E" else value)


def _no_row(what: str, where: str, line: int) -> HbError:
    return HbError(what, where=f"{where}:{line}", hint="Make the dump with pg_dump.", code="dump_not_plain")
