"""Records as columns of texts: objects become columns of their own, lists stay JSON.

Most records of a page have the same names in the same order. Those are taken together, a column at a time.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from heartbeat_cli.errors import HbError
from heartbeat_cli.ingest.pull.kinds import TEXT, Kind
from heartbeat_cli.ingest.pull.texts import Text, Texts, without_unfit

BETWEEN: Final = "__"
"""What stands between the names of an object and a value in it."""
MOST_COLUMNS: Final = 1_200
_DEEPEST: Final = 4
LEAVE_OUT: Final = "`tables: {…: {columns: {exclude: […]}}}` in the source's file leaves columns out."
"""What helps where records are wider than a table."""


@dataclass(slots=True)
class _Column:
    """A column as it is known so far; None for a kind where it had no value yet, and a place where it is left out."""

    name: str
    place: int | None
    kind: Kind | None = None
    hashed: bool = False


@dataclass(frozen=True, slots=True)
class _Some:
    """Some records of a page, or objects in them, with the rows they are of. `before` stands before their names."""

    records: Sequence[Mapping[str, Any]]
    rows: Sequence[int]
    before: str = ""
    depth: int = 0

    def alike(self) -> "Iterator[_Some]":
        """Those with the same names in the same order together."""
        groups: dict[tuple[str, ...], list[int]] = {}
        for position, record in enumerate(self.records):
            groups.setdefault(tuple(record), []).append(position)
        if len(groups) <= 1:
            yield self
            return
        for positions in groups.values():
            yield self._at(self.records, positions, self.before, self.depth)

    def inside(self, values: Sequence[Any], positions: Sequence[int], name: str) -> "_Some":
        """The objects called `name` that stand at some positions."""
        return self._at(values, positions, name + BETWEEN, self.depth + 1)

    def _at(self, values: Sequence[Any], positions: Sequence[int], before: str, depth: int) -> "_Some":
        return _Some([values[i] for i in positions], [self.rows[i] for i in positions], before, depth)


class Flattening:
    """Makes records flat, and remembers which columns there are and what sort of values they have.

    `kinds` are those seen before. Columns of `exclude` are left out wherever they stand, those of `hashed` become the
    SHA-256 of their text, in hex. `replaced` says that characters no database takes were replaced.
    """

    def __init__(
        self, kinds: Mapping[str, Kind | None], exclude: Collection[str] = (), hashed: Collection[str] = ()
    ) -> None:
        self._exclude = frozenset(exclude)
        self._hashed = frozenset(hashed)
        self._texts = Texts()
        self._columns: dict[str, _Column] = {}
        self._known: dict[tuple[str, str], _Column] = {}
        for name, kind in kinds.items():
            self._column(name).kind = kind

    @property
    def kinds(self) -> dict[str, Kind | None]:
        """The columns in the order they were seen, and what holds their values; None where there was none."""
        return {name: column.kind for name, column in self._columns.items()}

    @property
    def replaced(self) -> bool:
        """Whether characters no database takes were replaced."""
        return self._texts.replaced

    def flat(self, records: Sequence[Mapping[str, Any]]) -> dict[str, Sequence[Text]]:
        """The texts of records by column, all that are known: one for each record, None where it has no value.

        Raises HbError where two values would be one column, or there are too many.
        """
        page = _FlatPage(len(records))
        self._put(_Some(records, range(len(records))), page)
        return {name: page.column(column.place) for name, column in self._columns.items()}

    def _put(self, some: _Some, page: "_FlatPage") -> None:
        for alike in some.alike():
            names = alike.records[0] if alike.records else ()
            columns = zip(*(record.values() for record in alike.records), strict=True)
            for key, values in zip(names, columns, strict=True):
                self._put_values(alike, key, values, page)

    def _put_values(self, some: _Some, key: str, values: Sequence[Any], page: "_FlatPage") -> None:
        name = some.before + column_name(key)
        if name not in self._hashed and (objects := [i for i, value in enumerate(values) if type(value) is dict]):
            if some.depth < _DEEPEST:
                if name not in self._exclude:
                    self._put(some.inside(values, objects, name), page)
                if len(objects) == len(values):
                    return
                values = [None if type(value) is dict else value for value in values]
            else:
                values = [self._open_part(value, name) for value in values]
        column = self._known.get((some.before, key)) or self._know(some.before, key)
        if column.place is not None:
            page.put(column.name, column.place, some.rows, self._texts_of(column, values))

    def _texts_of(self, column: _Column, values: Sequence[Any]) -> Sequence[Text]:
        if column.hashed:
            texts = self._texts.hashed(values)
            column.kind = TEXT if any(texts) else column.kind
            return texts
        texts, column.kind = self._texts.of(values, column.kind)
        return texts

    def _open_part(self, value: Any, name: str) -> Any:
        withheld = self._exclude | self._hashed
        return without(value, withheld, name + BETWEEN) if withheld and type(value) is dict else value

    def _know(self, before: str, key: str) -> _Column:
        name = before + column_name(key)
        self._texts.replaced |= "\0" in key or not key
        column = _Column(name, None) if name in self._exclude else self._column(name)
        self._known[before, key] = column
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
            column = _Column(name, len(self._columns), hashed=name in self._hashed)
            self._columns[name] = column
        return column


class _FlatPage:
    """The columns of a page as they come together."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._columns: dict[int, Sequence[Text]] = {}

    def put(self, name: str, place: int, rows: Sequence[int], texts: Sequence[Text]) -> None:
        if len(rows) == self._size and place not in self._columns:
            self._columns[place] = texts
            return
        column = list(self._columns.get(place, [None] * self._size))
        for row, text in zip(rows, texts, strict=True):
            if text is None:
                continue
            if column[row] is not None:
                raise HbError(
                    f"two values of one record would be its column {name}", hint=LEAVE_OUT, code="ambiguous_column"
                )
            column[row] = text
        self._columns[place] = column

    def column(self, place: int | None) -> Sequence[Text]:
        assert place is not None
        return self._columns.get(place, [None] * self._size)


def column_name(key: str) -> str:
    """The part of a column's name that a value called `key` has: no database takes a name without a character."""
    return without_unfit(key) or "_"


def without(record: Mapping[str, Any], columns: Collection[str], before: str = "") -> dict[str, Any]:
    """A record without the values of `columns`, however deep they stand."""
    kept: dict[str, Any] = {}
    for key, value in record.items():
        name = before + column_name(key)
        if name in columns:
            continue
        kept[key] = without(value, columns, name + BETWEEN) if isinstance(value, dict) else value
    return kept
