"""What sort of values a column has, by the values themselves: what holds all of them, and no digit less.

| seen | type |
|---|---|
| true, false | `boolean` |
| whole numbers of up to 18 digits | `bigint` |
| other numbers, up to 38 digits in all | `numeric(38,s)`, `s` the most decimals seen, at least two |
| numbers with an exponent, as long as that holds every digit | `double precision` |
| text that is a date, or a date and time, of ISO 8601 | `date`, `timestamp with time zone` or `without` |
| lists, and objects too deep to be columns | `json` |
| anything else, longer numbers, and values of more than one sort | `text` |
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Final

from heartbeat_cli.sources import SourceType

_BIGINT_DIGITS: Final = 18
_MOST_DIGITS: Final = 38
_USUAL_SCALE: Final = 2
_DATE: Final = re.compile(r"\d{4}-\d\d-\d\d")
_MOMENT: Final = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?(Z|[+-]\d\d(?::?\d\d)?)?")
_TYPE: Final = re.compile(r"numeric\((\d+),(\d+)\)")
_CATALOGUE: Final = {
    "boolean": "bool",
    "bigint": "int8",
    "double precision": "float8",
    "date": "date",
    "timestamp with time zone": "timestamptz",
    "timestamp without time zone": "timestamp",
    "text": "text",
    # Not jsonb: that writes its text anew, and no longer as it was sent.
    "json": "json",
    "jsonb": "json",
}
_NUMBERS: Final = ("bigint", "numeric", "double precision")


@dataclass(frozen=True, slots=True)
class Kind:
    """A type for values; of a `numeric` the most `digits` before its point and the most decimals (`scale`) seen."""

    type: str
    digits: int = 0
    scale: int = 0

    def __or__(self, other: "Kind") -> "Kind":
        """What holds the values of both."""
        if self == other:
            return self
        if self.type in _NUMBERS and other.type in _NUMBERS:
            return _number(self, other)
        return self if self.type == other.type else TEXT

    @property
    def spelled(self) -> str:
        """As PostgreSQL spells it."""
        if self.type != "numeric":
            return self.type
        scale = max(self.scale, _USUAL_SCALE)
        return f"numeric({_MOST_DIGITS},{scale})" if self.digits + scale <= _MOST_DIGITS else "text"


TEXT: Final = Kind("text")
JSON: Final = Kind("json")
BOOLEAN: Final = Kind("boolean")
DOUBLE: Final = Kind("double precision")
_DAY: Final = Kind("date")
_ZONED: Final = Kind("timestamp with time zone")
_UNZONED: Final = Kind("timestamp without time zone")


def kind_of_int(text: str) -> Kind:
    """The kind of a whole number written as `text`."""
    return _whole(len(text.lstrip("-")))


@cache
def _whole(digits: int) -> Kind:
    return Kind("bigint", digits) if digits <= _BIGINT_DIGITS else Kind("numeric", digits)


def kind_of_decimal(value: Decimal) -> Kind:
    """The kind of a number with a point or an exponent."""
    _, digits, exponent = value.as_tuple()
    if not isinstance(exponent, int) or exponent > 0:
        return DOUBLE
    return _decimal(max(len(digits) + exponent, 1), -exponent)


@cache
def _decimal(digits: int, scale: int) -> Kind:
    return Kind("numeric", digits, scale)


def kind_of_ints(texts: Sequence[str]) -> Kind:
    """The kind that holds all of some whole numbers."""
    return _whole(max(len(text.lstrip("-")) for text in texts))


def kind_of_decimals(texts: Sequence[str]) -> Kind | None:
    """The kind that holds all of some numbers with a point, as Decimals are written; None where one has an exponent."""
    if not "".join(texts).replace(".", "").replace("-", "").isdigit():
        return None
    parts = [text.partition(".") for text in texts]
    return _decimal(max(len(whole.lstrip("-")) for whole, _, _ in parts), max(len(scale) for _, _, scale in parts))


def kind_of_text(text: str) -> Kind:
    """The kind of a text."""
    if len(text) < len("2026-01-01") or text[4] != "-":
        return TEXT
    if _DATE.fullmatch(text):
        return _DAY
    if found := _MOMENT.fullmatch(text):
        return _ZONED if found[1] else _UNZONED
    return TEXT


def kind_of_type(spelled: str) -> Kind:
    """The kind a column of a type has; TEXT for a type that is none of a kind's."""
    if found := _TYPE.fullmatch(spelled):
        scale = int(found[2])
        return Kind("numeric", int(found[1]) - scale, scale)
    if spelled == "bigint":
        return Kind("bigint", _BIGINT_DIGITS)
    return Kind("json" if spelled == "jsonb" else spelled) if spelled in _CATALOGUE else TEXT


def source_type(spelled: str) -> SourceType:
    """A type of a field or kind, as a catalogue would have it. Raises ValueError for one there is none of."""
    if found := _TYPE.fullmatch(spelled):
        precision, scale = int(found[1]), int(found[2])
        return SourceType("numeric", (precision << 16 | scale) + 4)
    if spelled not in _CATALOGUE:
        raise ValueError(f"no column of a stream is '{spelled}'")
    return SourceType(_CATALOGUE[spelled])


def _number(one: Kind, other: Kind) -> Kind:
    if "double precision" in (one.type, other.type):
        return DOUBLE
    whole = Kind("bigint" if one.type == other.type == "bigint" else "numeric", max(one.digits, other.digits))
    return Kind(whole.type, whole.digits, max(one.scale, other.scale))
