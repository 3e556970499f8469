"""Styled text → lines of a width, broken between words; a word that is too long stands on a line of its own.

What is there to be copied is one word: what stands between backticks, and a piece that is a command of `hb`.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from rich.cells import cell_len, set_cell_size

from heartbeat_cli import blocks

Piece = tuple[str, str]
"""Text, and the name of its style."""
Line = list[Piece]
_PARTS = re.compile(r"^hb .+|\s+|`[^`]+`|(?:(?!`[^`]+`)\S)+")


def folded(text: str, width: int) -> list[str]:
    """Text of one style on lines, whatever lines it had; none for no text."""
    lines = fold([(" ".join(text.expandtabs().splitlines()).strip(), "")], width)
    return list(filter(None, ("".join(part for part, _ in line) for line in lines)))


def piece_of(piece: blocks.Piece, style: str = "") -> Piece:
    """A piece of a page with its own style, or with `style`."""
    return (piece.text, piece.style) if isinstance(piece, blocks.Styled) else (piece, style)


def fold(pieces: Sequence[Piece], width: int) -> list[Line]:
    """The pieces on lines; line breaks in them are kept, blanks at the end of a line are not."""
    return [folded for line in _lines(pieces) for folded in _fold_line(line, width)]


def cut_text(text: str, width: int) -> str:
    """Text on one line, its end cut where there is no room."""
    return "".join(part for part, _ in cut([(text, "")], width))


def cut(pieces: Sequence[Piece], width: int) -> Line:
    """The pieces on one line, its end cut where there is no room."""
    if sum(cell_len(text) for text, _ in pieces) <= width:
        return list(pieces)
    line: Line = []
    room = max(width - 1, 0)
    for text, style in pieces:
        line.append((set_cell_size(text, min(room, cell_len(text))), style))
        room -= cell_len(line[-1][0])
    return [*line, ("…", "")]


def _lines(pieces: Sequence[Piece]) -> Iterator[Line]:
    line: Line = []
    for text, style in pieces:
        first, *others = text.split("\n")
        line.append((first, style))
        for other in others:
            yield line
            line = [(other, style)]
    yield line


def _fold_line(pieces: Line, width: int) -> Iterator[Line]:
    if sum(cell_len(text) for text, _ in pieces) <= width:
        yield pieces
        return
    line: Line = []
    used = 0
    for blank, word in _words(pieces):
        space, room = sum(cell_len(t) for t, _ in blank), sum(cell_len(t) for t, _ in word)
        if line and used + space + room > width:
            yield _joined(line)
            line, used = list(word), room
        else:
            line += [*blank, *word]
            used += space + room
    yield _joined(line)


def _joined(pieces: Line) -> Line:
    """The pieces, those of one style that follow each other as one."""
    runs = groupby(pieces, key=lambda piece: piece[1])
    return [("".join(text for text, _ in run), style) for style, run in runs]


def _words(pieces: Line) -> Iterator[tuple[Line, Line]]:
    """Each word, which may change its style inside, with the blanks before it."""
    blank: Line = []
    word: Line = []
    for text, style in pieces:
        for part in _PARTS.findall(text):
            if not part.isspace():
                word.append((part, style))
                continue
            if word:
                yield blank, word
                blank, word = [], []
            blank.append((part, style))
    if word:
        yield blank, word
