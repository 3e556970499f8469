"""How wide names are drawn, without a font at hand: the page sets every name to the width worked out here."""

from unicodedata import east_asian_width

_NARROW, _WIDE = frozenset("ijlftr.,:;'|!I()[]{} `"), frozenset("mwMW@%")


def text_width(text: str, size: float) -> int:
    """Pixels of a text in a font of a size: about what the usual sans-serif fonts need, and half of them less."""
    return round(size * sum(map(_letter, text)))


def _letter(letter: str) -> float:
    if letter in _NARROW:
        return 0.34
    if letter in _WIDE:
        return 0.86
    if east_asian_width(letter) in "WF":
        return 1.0
    return 0.67 if letter.isupper() else 0.55
