"""A record as texts, one for each column: objects become columns of their own, lists stay JSON."""

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

import orjson

from heartbeat_cli.errors import HbError
from heartbeat_cli.ingest.pull.kinds import (
    BOOLEAN,
    DOUBLE,
    JSON,
    TEXT,
    Kind,
    kind_of_decimal,
    kind_of_int,
    kind_of_text,
)

BETWEEN: Final = "__"
"""What stands between the names of an object and a value in it."""
MOST_COLUMNS: Final = 1_200
_DEEPEST: Final = 4
_REPLACEMENT: Final = "\ufffd"
_LONGEST_INT: Final = 1 << 63
LEAVE_OUT: Final = "`tables: {…: {columns: {exclude: […]}}}` in the source's file leaves columns out."
"""What helps where records are wider than a table."""


@dataclass(slots=True)
class _Column:
    """A column as it is known so far; None for a kind where it had no value yet."""

    name: str
    place: str
    kind: Kind | None = None
    excluded: bool = False
    hashed: bool = False


class Flattening:
    """Makes records flat, and remembers which columns there are and what sort of values they have.

    `kinds` are those seen before. Columns of `exclude` are left out wherever they stand, those of `hashed` become the
    SHA-256 of their text, in hex. `replaced` says that characters no database takes were replaced.
    """

    def __init__(
        self, kinds: Mapping[str, Kind | None], exclude: Collection[str] = (), hashed: Collection[str] = ()
    ) -> None:
        self.replaced = False
        self._exclude = frozenset(exclude)
        self._hashed = frozenset(hashed)
        self._columns: dict[str, _Column] = {}
        # By what stands before a name, and the name: most records have the same ones.
        self._known: dict[str, dict[str, _Column]] = {}
        for name, kind in kinds.items():
            self._column(name).kind = kind

    @property
    def kinds(self) -> dict[str, Kind | None]:
        """The columns in the order they were seen, and what holds their values; None where there was none."""
        return {name: column.kind for name, column in self._columns.items()}

    def flat(self, record: Mapping[str, Any]) -> dict[str, str]:
        """The texts of a record by the places of their columns (`c0`, `c1`…), those that are null left out.

        Raises HbError where two values would be one column, or there are too many.
        """
        texts: dict[str, str] = {}
        self._put(record, "", 0, texts)
        return texts

    def _put(self, record: Mapping[str, Any], before: str, depth: int, texts: dict[str, str]) -> None:
        known = self._known.setdefault(before, {})
        for key, value in record.items():
            if type(value) is dict and (name := before + column_name(key)) not in self._hashed:
                if depth < _DEEPEST:
                    if value and name not in self._exclude:
                        self._put(value, name + BETWEEN, depth + 1, texts)
                    continue
                value = self._open_part(value, name)
            column = known.get(key) or self._know(known, before, key)
            if value is None or column.excluded:
                continue
            text = self._text(column, value)
            if column.place in texts:
                raise HbError(
                    f"two values of one record would be its column {column.name}",
                    hint=LEAVE_OUT,
                    code="ambiguous_column",
                )
            texts[column.place] = text

    def _open_part(self, value: Mapping[str, Any], name: str) -> Mapping[str, Any]:
        withheld = self._exclude | self._hashed
        return without(value, withheld, name + BETWEEN) if withheld else value

    def _know(self, known: dict[str, _Column], before: str, key: str) -> _Column:
        name = before + column_name(key)
        self.replaced |= "\0" in key or not key
        column = _Column(name, "", excluded=True) if name in self._exclude else self._column(name)
        known[key] = column
        return column

    def _column(self, name: str) -> _Column:
        column = self._columns.get(name)
        if column is None:
            if len(self._columns) == MOST_COLUMNS:
                raise HbError(
                    f"its records have more than {MOST_COLUMNS:,} different names",
                    hint=LEAVE_OUT,
                    code="too_many_columns",
                )
            column = _Column(name, f"c{len(self._columns)}", hashed=name in self._hashed)
            self._columns[name] = column
        return column

    def _text(self, column: _Column, value: Any) -> str:
        """The text of a value; its column holds it from now on."""
        if isinstance(value, str):
            text = value if value.isascii() and "\0" not in value else self._clean(value)
            kind = TEXT if column.kind is TEXT else kind_of_text(text)
        elif isinstance(value, bool):
            text, kind = ("true" if value else "false"), BOOLEAN
        elif isinstance(value, int):
            text = str(value)
            kind = kind_of_int(text)
        elif isinstance(value, Decimal):
            kind = kind_of_decimal(value)
            # Small ones are written with an exponent otherwise.
            text = str(value) if kind is DOUBLE else f"{value:f}"
        else:
            text, kind = as_json(value), JSON
        if column.hashed:
            text, kind = hashlib.sha256(text.encode()).hexdigest(), TEXT
        if column.kind is not kind:
            column.kind = kind if column.kind is None else column.kind | kind
        return text

    def _clean(self, text: str) -> str:
        cleaned = _without_unfit(text)
        self.replaced |= cleaned != text
        return cleaned


def as_json(value: Any) -> str:
    """A value as JSON, its numbers as they were read; what is no text of Unicode is replaced."""
    try:
        return orjson.dumps(value, default=_number).decode()
    except TypeError:
        return orjson.dumps(_mended(value), default=_number).decode()


def column_name(key: str) -> str:
    """The part of a column's name that a value called `key` has: no database takes a name without a character."""
    return _without_unfit(key) or "_"


def value_of(record: Mapping[str, Any], column: str) -> Any:
    """The value of a record that lands in a column, None where there is none."""
    if column in record:
        return record[column]
    for key, inside in record.items():
        if isinstance(inside, dict) and column.startswith(key + BETWEEN):
            return value_of(inside, column.removeprefix(key + BETWEEN))
    return None


def without(record: Mapping[str, Any], columns: Collection[str], before: str = "") -> dict[str, Any]:
    """A record without the values of `columns`, however deep they stand."""
    kept: dict[str, Any] = {}
    for key, value in record.items():
        name = before + column_name(key)
        if name in columns:
            continue
        kept[key] = without(value, columns, name + BETWEEN) if isinstance(value, dict) else value
    return kept


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


def _without_unfit(text: str) -> str:
    return _whole(text.replace("\0", _REPLACEMENT))
