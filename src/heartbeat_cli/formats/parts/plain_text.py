"""Text from outside without what would steer whoever reads it: a terminal, a spreadsheet, a program told lines."""

import json
import re
from typing import Any

_DIRECTIONS = (0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))
_BREAKS = (0x2028, 0x2029)
_CONTROLS = dict.fromkeys((*range(0x20), *range(0x7F, 0xA0), *_DIRECTIONS, *_BREAKS))
for _kept in "\n\t":
    del _CONTROLS[ord(_kept)]
_STEERING = re.compile(f"[{''.join(map(chr, _CONTROLS.keys() - {ord(chr(13))}))}]|\r(?!\n)")
_UNESCAPED = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
_FORMULA = re.compile("[=+\\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")
_NUMBER = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?%?")


def without_controls(text: str) -> str:
    """The text without control characters and direction marks; none of them takes a cell, so nothing is shifted."""
    return text.translate(_CONTROLS)


def harmless(text: str) -> str:
    """A whole document without them; its lines end as they did."""
    return _STEERING.sub("", text)


def harmless_json(value: Any, indent: int | None = 2) -> str:
    """A JSON document in which they are escapes: a program reads what there was, a terminal is not told it."""
    text = json.dumps(value, ensure_ascii=False, indent=indent)
    return _UNESCAPED.sub(lambda found: f"\\u{ord(found[0]):04x}", text) + "\n"


def no_formula(cell: object) -> object:
    """A cell of a spreadsheet that is no formula: what begins like one is marked as text. Numbers stay numbers."""
    if not isinstance(cell, str):
        return cell
    text = without_controls(cell)
    begins = _FORMULA.match(cell) or _FORMULA.match(text)
    return f"'{text}" if begins and not is_number(text) else text


def is_number(text: str) -> bool:
    """Whether the text is a number as a spreadsheet reads one: `-1.5`, `2e-7`, `12%`."""
    return _NUMBER.fullmatch(text) is not None


def encodable(text: str) -> str:
    """The text with a mark in place of each half of a character, as a file name that is no UTF-8 has them."""
    return text.encode("utf-8", "replace").decode("utf-8")
