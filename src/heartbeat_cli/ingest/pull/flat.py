"""A record as texts, one for each column: objects become columns of their own, lists stay JSON."""

import hashlib
from collections.abc import Collection, Iterable, Mapping
from decimal import Decimal
from typing import Any, Final

from heartbeat_cli.errors import HbError
from heartbeat_cli.ingest.pull.kinds import BOOLEAN, JSON, TEXT, Kind, kind_of_decimal, kind_of_int, kind_of_text

BETWEEN: Final = "__"
"""What stands between the names of an object and a value in it."""
MOST_COLUMNS: Final = 1_200
_DEEPEST: Final = 4
_REPLACEMENT: Final = "\ufffd"


class Flattening:
    """Makes records flat, and remembers which columns there are and what sort of values they have.

    `kinds` are those seen before. Columns of `exclude` are left out wherever they stand, those of `hashed` become the
    SHA-256 of their text, in hex. `replaced` says that characters no database takes were replaced.
    """

    def __init__(
        self, kinds: Mapping[str, Kind | None], exclude: Collection[str] = (), hashed: Collection[str] = ()
    ) -> None:
        self.kinds: dict[str, Kind | None] = dict(kinds)
        self.replaced = False
        self._places = {name: place for place, name in enumerate(self.kinds)}
        self._exclude = frozenset(exclude)
        self._hashed = frozenset(hashed)

    def flat(self, record: Mapping[str, Any]) -> dict[str, str]:
        """The texts of a record by the places of their columns (`c0`, `c1`…), those that are null left out.

        Raises HbError where two values would be one column, or there are too many.
        """
        texts: dict[str, str] = {}
        self._put(record, "", 0, texts)
        return texts

    def flats(self, records: Iterable[Mapping[str, Any]]) -> list[dict[str, str]]:
        """The same of several."""
        return [self.flat(record) for record in records]

    def place(self, name: str) -> str:
        """What a column is called in what `flat` gives."""
        place = self._places.get(name)
        if place is None:
            if len(self._places) == MOST_COLUMNS:
                raise HbError(
                    f"its records have more than {MOST_COLUMNS:,} different names",
                    hint="`tables: {…: {columns: {exclude: […]}}}` in the source's file leaves columns out.",
                    code="too_many_columns",
                )
            place = self._places[name] = len(self._places)
            self.kinds[name] = None
        return f"c{place}"

    def _put(self, record: Mapping[str, Any], before: str, depth: int, texts: dict[str, str]) -> None:
        for key, value in record.items():
            name = before + self._clean(key)
            if name in self._exclude:
                continue
            if isinstance(value, dict) and depth < _DEEPEST:
                if value:
                    self._put(value, name + BETWEEN, depth + 1, texts)
                continue
            place = self.place(name)
            if value is None:
                continue
            text, kind = self._text(value)
            if name in self._hashed:
                text, kind = hashlib.sha256(text.encode()).hexdigest(), TEXT
            if place in texts:
                raise HbError(
                    f"two values of one record would be its column {name}",
                    hint="`tables: {…: {columns: {exclude: […]}}}` in the source's file leaves it out.",
                    code="ambiguous_column",
                )
            texts[place] = text
            known = self.kinds[name]
            if known is not kind and known != TEXT:
                self.kinds[name] = kind if known is None else known | kind

    def _text(self, value: Any) -> tuple[str, Kind]:
        if isinstance(value, str):
            text = self._clean(value)
            return text, kind_of_text(text)
        if isinstance(value, bool):
            return ("true" if value else "false"), BOOLEAN
        if isinstance(value, int):
            text = str(value)
            return text, kind_of_int(text)
        if isinstance(value, Decimal):
            return str(value), kind_of_decimal(value)
        return as_json(value), JSON

    def _clean(self, text: str) -> str:
        if text.isascii() and "\0" not in text:
            return text
        cleaned = text.replace("\0", _REPLACEMENT).encode("utf-8", "replace").decode() if _unfit(text) else text
        self.replaced |= cleaned != text
        return cleaned


def as_json(value: Any) -> str:
    """A value as JSON, its numbers as they were read."""
    import simplejson

    return str(simplejson.dumps(value, use_decimal=True, separators=(",", ":")))


def without(record: Mapping[str, Any], columns: Collection[str], before: str = "") -> dict[str, Any]:
    """A record without the values of `columns`, however deep they stand."""
    kept: dict[str, Any] = {}
    for key, value in record.items():
        name = before + key
        if name in columns:
            continue
        kept[key] = without(value, columns, name + BETWEEN) if isinstance(value, dict) else value
    return kept


def _unfit(text: str) -> bool:
    return "\0" in text or any("\ud800" <= character <= "\udfff" for character in text)
