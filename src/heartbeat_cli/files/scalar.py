"""Where the characters of a text value stand in the YAML file it is written in.

YAML takes indentation away, folds lines and knows escapes; but what is no white space is there once in the file for
each time it is in the value, and in the same order. So characters are counted, and white space is left out.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final

_BREAK: Final = re.compile(r"\r\n|[\n\r\x85\u2028\u2029]")
_PROPERTIES: Final = re.compile(r"(?:[&!]\S*\s+)*")
_BLOCK_HEADER: Final = re.compile(r"[|>].*")
_ONE_CHARACTER: Final = {
    "'": re.compile(r"''|[^']"),
    '"': re.compile(r'\\(?:x.{2}|u.{4}|U.{8}|\r\n|.)|[^"\\]', re.DOTALL),
}
_PLAIN: Final = re.compile(r"\S")
_BLANK_ESCAPES: Final = frozenset(" \t\r\nntrvf_NLP")


@dataclass(frozen=True, slots=True)
class Scalar:
    """A value in the text of a YAML file, and the line and column it begins in, from 1."""

    text: str
    line: int
    column: int

    def place_of(self, value: str, index: int) -> tuple[int, int]:
        """Line and column of `value[index]`, where `value` is what YAML reads here.

        Of white space, and of the end of the value, it is the place behind the last character before.
        """
        before = sum(not character.isspace() for character in value[:index])
        behind = bool(before) and (index >= len(value) or value[index].isspace())
        wanted = before - 1 if behind else before
        found = next(islice(self._characters(), wanted, None), self._start())
        return self._line_and_column(found + behind)

    def _start(self) -> int:
        breaks = (0, *(match.end() for match in islice(_BREAK.finditer(self.text), self.line - 1)))
        return breaks[-1] + self.column - 1

    def _characters(self) -> Iterator[int]:
        """Where in the text each character of the value stands that is no white space."""
        properties = _PROPERTIES.match(self.text, self._start())
        start = properties.end() if properties else self._start()
        header = _BLOCK_HEADER.match(self.text, start)
        quote = self.text[start : start + 1]
        if quote not in _ONE_CHARACTER:
            yield from (match.start() for match in _PLAIN.finditer(self.text, header.end() if header else start))
            return
        for match in _ONE_CHARACTER[quote].finditer(self.text, start + 1):
            if not _is_blank(match[0]):
                yield match.start()

    def _line_and_column(self, index: int) -> tuple[int, int]:
        breaks = [match.end() for match in _BREAK.finditer(self.text, 0, index)]
        return len(breaks) + 1, index - (breaks[-1] if breaks else 0) + 1


def _is_blank(written: str) -> bool:
    """Whether one character, as it is written between quotes, stands for white space."""
    if not written.startswith("\\") or len(written) == 1:
        return written.isspace()
    letter, digits = written[1], written[2:]
    return chr(int(digits, 16)).isspace() if letter in "xuU" and digits else letter in _BLANK_ESCAPES
