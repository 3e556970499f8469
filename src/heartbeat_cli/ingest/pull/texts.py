"""Values as texts, every digit and character of them, and what kind of column holds them."""

import hashlib
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any, Final

import orjson

from heartbeat_cli.ingest.pull.kinds import (
    BOOLEAN,
    DOUBLE,
    JSON,
    TEXT,
    Kind,
    kind_of_decimal,
    kind_of_decimals,
    kind_of_int,
    kind_of_ints,
    kind_of_text,
)

Text = str | None
"""None is no value."""
_REPLACEMENT: Final = "\ufffd"
_LONGEST_INT: Final = 1 << 63


class Texts:
    """Makes texts of values. `replaced` says that characters no database takes were replaced."""

    def __init__(self) -> None:
        self.replaced = False

    def of(self, values: Sequence[Any], kind: Kind | None) -> tuple[Sequence[Text], Kind | None]:
        """The texts of the values of a column, and the kind that holds these and what was seen before (`kind`)."""
        sorts = set(map(type, values)) - {type(None)}
        if not sorts:
            return values, kind
        texts, seen = self._of_one_sort(values, sorts.pop(), kind) if len(sorts) == 1 else self._mixed(values)
        return texts, joined_kind(kind, seen)

    def hashed(self, values: Sequence[Any]) -> Sequence[Text]:
        """The SHA-256 of the text of each value, in hex."""
        texts, _ = self.of(values, None)
        return [None if text is None else hashlib.sha256(text.encode()).hexdigest() for text in texts]

    def _of_one_sort(self, values: Sequence[Any], sort: type, kind: Kind | None) -> tuple[Sequence[Text], Kind]:
        if sort is str:
            texts = self._fit(values)
            return texts, TEXT if kind == TEXT else _joined(map(kind_of_text, set(_present(texts))))
        texts = [None if value is None else str(value) for value in values]
        if sort is int:
            return texts, kind_of_ints(_present(texts))
        if sort is Decimal and (seen := kind_of_decimals(_present(texts))) is not None:
            return texts, seen
        return self._mixed(values)

    def _mixed(self, values: Sequence[Any]) -> tuple[Sequence[Text], Kind]:
        found = [None if value is None else self._one(value) for value in values]
        return [one and one[0] for one in found], _joined({one[1] for one in found if one})

    def _one(self, value: Any) -> tuple[str, Kind]:
        if isinstance(value, str):
            text = self.fit(value)
            return text, kind_of_text(text)
        if isinstance(value, bool):
            return ("true" if value else "false"), BOOLEAN
        if isinstance(value, int):
            return (text := str(value)), kind_of_int(text)
        if isinstance(value, Decimal):
            kind = kind_of_decimal(value)
            # Small ones are written with an exponent otherwise.
            return (str(value) if kind is DOUBLE else f"{value:f}"), kind
        return as_json(value), JSON

    def _fit(self, values: Sequence[Any]) -> Sequence[Text]:
        """Texts that a database takes; nearly always they all are."""
        together = "".join(_present(values))
        if together.isascii() and "\0" not in together:
            return values
        return [None if value is None else self.fit(value) for value in values]

    def fit(self, text: str) -> str:
        """A text that a database takes."""
        if text.isascii() and "\0" not in text:
            return text
        fitting = without_unfit(text)
        self.replaced |= fitting != text
        return fitting


def joined_kind(one: Kind | None, other: Kind | None) -> Kind | None:
    """What holds the values of both; None is the kind of a column that never had one."""
    return one | other if one is not None and other is not None else one or other


def as_json(value: Any) -> str:
    """A value as JSON, its numbers as they were read; what is no text of Unicode is replaced."""
    try:
        return orjson.dumps(value, default=_number).decode()
    except TypeError:
        return orjson.dumps(_mended(value), default=_number).decode()


def without_unfit(text: str) -> str:
    """A text without zeros and halves of characters, which no database takes."""
    return _whole(text.replace("\0", _REPLACEMENT))


def _present(texts: Sequence[Text]) -> Sequence[str]:
    return [text for text in texts if text is not None]


def _joined(kinds: Iterable[Kind]) -> Kind:
    joined: Kind | None = None
    last: Kind | None = None
    for kind in kinds:
        # Most are the same object.
        if kind is not last:
            joined, last = joined_kind(joined, kind), kind
    assert joined is not None
    return joined


def _number(value: Any) -> orjson.Fragment:
    return orjson.Fragment(str(value))


def _mended(value: Any) -> Any:
    """With what orjson refuses as what it takes: long numbers, halves of characters."""
    if isinstance(value, dict):
        return {_mended(key): _mended(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_mended(one) for one in value]
    if isinstance(value, int) and not -_LONGEST_INT <= value < _LONGEST_INT:
        return Decimal(value)
    return _whole(value) if isinstance(value, str) else value


def _whole(text: str) -> str:
    return text.encode("utf-8", "replace").decode()
