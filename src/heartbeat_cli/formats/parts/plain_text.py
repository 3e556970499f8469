"""Text from outside without what would steer whoever reads it: a terminal, or a program that is told lines."""

_DIRECTIONS = (*range(0x202A, 0x202F), *range(0x2066, 0x206A))
_CONTROLS = dict.fromkeys((*range(0x20), *range(0x7F, 0xA0), *_DIRECTIONS))
for _kept in "\n\t":
    del _CONTROLS[ord(_kept)]


def without_controls(text: str) -> str:
    """The text without control characters and direction marks; none of them takes a cell, so nothing is shifted."""
    return text.translate(_CONTROLS)


def encodable(text: str) -> str:
    """The text with a mark in place of each half of a character, as a file name that is no UTF-8 has them."""
    return text.encode("utf-8", "replace").decode("utf-8")
