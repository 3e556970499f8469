"""The little of SQL's lexical structure that is needed beside libpg_query: where things begin, where they end.

libpg_query gives the tree but not the source text of an expression, and it knows neither psql's lines nor COPY data.
Everything here works on UTF-8 bytes, because libpg_query's locations are byte offsets, and every character that
matters is ASCII. Rejected: libpg_query's own scanner, which gives up at the first unterminated quote.
"""

import re
from collections.abc import Iterator
from functools import cache
from mmap import mmap
from typing import NamedTuple

from ..quoting import quote_if_needed

# The text of a dump: in memory, or a file too large for that.
DumpText = bytes | mmap
_PIECE = 1 << 20

_IDENT_START = rb"A-Za-z_\x80-\xff"
_IDENT = rb"A-Za-z0-9_$\x80-\xff"

_STANDARD = re.compile(rb"[^']*(?:''[^']*)*'")
_ESCAPED = re.compile(rb"[^'\\]*(?:(?:\\.|'')[^'\\]*)*'", re.DOTALL)
_QUOTED_NAME = re.compile(rb'[^"]*(?:""[^"]*)*"')
_DOLLAR_TAG = re.compile(rb"\$(?:[" + _IDENT_START + rb"][A-Za-z0-9_\x80-\xff]*)?\$")
_LINE_END = re.compile(rb"[\n\r]")
_COMMENT_MARK = re.compile(rb"/\*|\*/")
_IDENT_BYTE = re.compile(rb"[" + _IDENT + rb"]")
_STRUCTURAL = re.compile(rb"[()\[\],;'\"$]|--|/\*")
_BEFORE_WORDS = re.compile(rb"[('\"$]|--|/\*")
_UNTIDY = re.compile(rb"\s\s|[^\S ]|--|/\*")

_TOKEN = re.compile(
    rb"(?P<space>\s+)|(?P<comment>--[^\n\r]*|/\*)|(?P<word>[" + _IDENT_START + rb"][" + _IDENT + rb"]*)"
    rb"|(?P<number>[0-9][0-9A-Za-z_.]*)|(?P<quote>['\"$])|(?P<sign>.)",
    re.DOTALL,
)


class Token(NamedTuple):
    """One token: `kind` is word, name (quoted), string, number or sign."""

    kind: str
    start: int
    end: int
    text: bytes

    def is_word(self, word: bytes) -> bool:
        """Whether it is that keyword (in capitals), in any case."""
        return self.kind == "word" and self.text.upper() == word


def line_breaks(source: DumpText, start: int, end: int) -> int:
    """How many lines end between `start` and `end`."""
    if isinstance(source, bytes):
        return source.count(b"\n", start, end)
    return sum(source[at : min(at + _PIECE, end)].count(b"\n") for at in range(start, end, _PIECE))


def end_of_quote(text: DumpText, start: int) -> int | None:
    """Where the literal, quoted name or dollar quote that opens at `start` ends; None where it never does.

    `start` itself is returned where the character opens nothing (`$1`, or a `$` inside a name).
    """
    opening = text[start : start + 1]
    if opening == b"'":
        escaped = text[start - 1 : start] in (b"e", b"E") and not _IDENT_BYTE.match(text[start - 2 : start - 1])
        found = (_ESCAPED if escaped else _STANDARD).match(text, start + 1)
        return found.end() if found else None
    if opening == b'"':
        found = _QUOTED_NAME.match(text, start + 1)
        return found.end() if found else None
    tag = _DOLLAR_TAG.match(text, start)
    if tag is None or (start > 0 and _IDENT_BYTE.match(text, start - 1)):
        return start
    closing = text.find(tag.group(), tag.end())
    return None if closing < 0 else closing + len(tag.group())


def end_of_comment(text: DumpText, start: int) -> int | None:
    """Where the comment that opens at `start` ends (block comments nest); None for a block that never ends."""
    if text[start : start + 2] == b"--":
        # As in PostgreSQL's scanner: a carriage return ends it, too.
        end = _LINE_END.search(text, start)
        return len(text) if end is None else end.end()
    depth, position = 1, start + 2
    while depth:
        mark = _COMMENT_MARK.search(text, position)
        if mark is None:
            return None
        depth += 1 if mark.group() == b"/*" else -1
        position = mark.end()
    return position


def tokens(text: bytes, start: int = 0, end: int | None = None) -> Iterator[Token]:
    """The tokens of a statement, without space and comments. Something unterminated runs to the end."""
    limit = len(text) if end is None else end
    position = start
    while position < limit:
        found = _TOKEN.match(text, position, limit)
        assert found is not None
        kind = found.lastgroup or "sign"
        stop = found.end()
        if kind == "comment":
            stop = end_of_comment(text, position) or limit
        elif kind == "quote":
            stop = end_of_quote(text, position) or limit
            if stop == position:
                kind, stop = "sign", position + 1
            else:
                kind = "name" if text[position : position + 1] == b'"' else "string"
        elif kind == "word" and text[found.start() : stop] in (b"e", b"E") and text[stop : stop + 1] == b"'":
            stop = end_of_quote(text, stop) or limit
            kind = "string"
        if kind not in ("space", "comment"):
            yield Token(kind, position, stop, text[position:stop])
        position = stop


def _signs(text: bytes, start: int) -> Iterator[tuple[bytes, int]]:
    """Parentheses, brackets, commas and semicolons outside quotes and comments, each with its offset."""
    position = start
    while (found := _STRUCTURAL.search(text, position)) is not None:
        mark, here = found.group(), found.start()
        if mark in (b"--", b"/*"):
            position = end_of_comment(text, here) or len(text)
        elif mark in (b"'", b'"', b"$"):
            position = max(end_of_quote(text, here) or len(text), here + 1)
        else:
            yield mark, here
            position = here + 1


def parenthesis(text: bytes, start: int) -> tuple[int, int] | None:
    """The first parenthesis at or after `start`: the offsets of its inside, or None."""
    depth, inside = 0, -1
    for mark, here in _signs(text, start):
        if mark == b"(":
            depth += 1
            if depth == 1:
                inside = here + 1
        elif mark == b")" and depth:
            depth -= 1
            if not depth:
                return inside, here
    return None


def end_of_item(text: bytes, start: int) -> int:
    """Where the list item that contains `start` ends: a comma or closing parenthesis at its own depth, or the end."""
    depth = 0
    for mark, here in _signs(text, start):
        if mark in (b"(", b"["):
            depth += 1
        elif mark in (b")", b"]"):
            if not depth:
                return here
            depth -= 1
        elif not depth:
            return here
    return len(text)


def items(text: bytes, start: int, end: int | None = None) -> list[tuple[int, int]]:
    """The comma-separated items from `start` to `end`, as offsets."""
    limit = len(text) if end is None else end
    found = []
    while start <= limit:
        stop = min(end_of_item(text, start), limit)
        found.append((start, stop))
        start = stop + 1
    return found


@cache
def _joined(words: tuple[bytes, ...]) -> re.Pattern[bytes]:
    edge = rb"[" + _IDENT + rb"]"
    return re.compile(rb"(?<!" + edge + rb")" + rb"\s+".join(words) + rb"(?!" + edge + rb")", re.IGNORECASE)


def after_words(text: bytes, start: int, *words: bytes) -> int | None:
    """The offset behind the first run of `words` outside parentheses at or after `start`, or None."""
    quick = _joined(words).search(text, start)
    if quick is not None and not _BEFORE_WORDS.search(text, start, quick.start()):
        return quick.end()
    depth, matched = 0, 0
    for token in tokens(text, start):
        if token.kind == "sign":
            depth += {b"(": 1, b")": -1}.get(token.text, 0)
        if depth == 0 and token.is_word(words[matched]):
            matched += 1
            if matched == len(words):
                return token.end
        else:
            matched = int(depth == 0 and token.is_word(words[0]))
            if matched == len(words):
                return token.end
    return None


def tidy_sql(text: bytes) -> str:
    """An expression on one line: comments gone, runs of space outside quotes become one."""
    if not _UNTIDY.search(text):
        return text.strip().decode("utf-8", "replace")
    pieces: list[bytes] = []
    previous = -1
    for token in tokens(text):
        if previous >= 0 and token.start > previous:
            pieces.append(b" ")
        pieces.append(token.text)
        previous = token.end
    return b"".join(pieces).decode("utf-8", "replace")


def rename_word(expression: str, old: str, new: str) -> str:
    """`expression` with the column `old` written as `new` (both as SQL writes them in a name, unquoted)."""
    text, pieces, position = expression.encode(), [], 0
    for token in tokens(text):
        name = token.text.decode()
        if (token.kind == "word" and name.lower() == old) or (token.kind == "name" and name[1:-1] == old):
            pieces += [text[position : token.start], quote_if_needed(new).encode()]
            position = token.end
    return b"".join([*pieces, text[position:]]).decode()
