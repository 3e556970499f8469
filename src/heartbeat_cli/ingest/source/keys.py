"""Which columns tell a table's rows apart, and which one tells what is new in it. Pure functions over the catalogue."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final

from heartbeat_cli.pgschema import BUILT_IN_TYPES, DATE_KINDS, Column, ForeignKey, Index, QName, Table, UniqueKey, quote
from heartbeat_cli.profiling import choose_cursor as profile_cursor
from heartbeat_cli.profiling import leads_an_index, log_reason, state_log_reason
from heartbeat_cli.sources import Cursor, RowKey, SourceType

_INTEGERS: Final = {t.catalogue: t.name for t in BUILT_IN_TYPES if t.kind == "integer"}
_TIMES: Final = {t.catalogue: t.name for t in BUILT_IN_TYPES if t.kind in DATE_KINDS}
# catalogue name -> how a bound of that type is spelled. PostgreSQL and DuckDB order these alike, an index of any of the
# integers serves a comparison with bigint, and a column that is widened later keeps its key.
ORDERED_ALIKE: Final = {**dict.fromkeys(_INTEGERS, "bigint"), **_TIMES, "uuid": "uuid"}
_SPELLED: Final = {**_INTEGERS, **_TIMES}


@dataclass(frozen=True, slots=True)
class SourceColumn:
    """A column as the source's catalogue has it.

    `never_null`: proven for every row. `identity`, `numbered`: it takes the next number of a sequence. `refers`: it is
    part of a foreign key.
    """

    name: str
    type: SourceType
    number: int
    never_null: bool = False
    identity: bool = False
    numbered: bool = False
    refers: bool = False


@dataclass(frozen=True, slots=True)
class SourceIndex:
    """A usable B-tree: its key's columns in order (None for an expression), and which are sorted downwards."""

    name: str
    columns: tuple[str | None, ...]
    primary: bool = False
    unique: bool = False
    partial: bool = False
    descending: tuple[bool, ...] = ()


def choose_key(
    columns: Sequence[SourceColumn], indexes: Sequence[SourceIndex], withheld: Collection[str] = ()
) -> RowKey | None:
    """The primary key, else the shortest unique index that holds for every row; None where there is none.

    `withheld` columns do not land as they are: a key with one of them is none in the marts.
    """
    by_name = {column.name: column for column in columns}
    candidates: list[tuple[bool, int, bool, str, RowKey]] = []
    for index in indexes:
        if not index.unique or index.partial:
            continue
        names = tuple(name for name in index.columns if name is not None)
        if len(names) < len(index.columns) or any(name in withheld or not by_name[name].never_null for name in names):
            continue
        bounds = _bounds([by_name[name] for name in names], index.descending)
        candidates.append((not index.primary, len(names), not bounds, index.name, RowKey(names, bounds)))
    return min(candidates, key=lambda candidate: candidate[:4])[4] if candidates else None


def _bounds(columns: Sequence[SourceColumn], descending: Sequence[bool]) -> tuple[tuple[str, str], ...]:
    """Leading columns both sides order alike; an index sorted up and then down serves no comparison of whole rows."""
    bounds: list[tuple[str, str]] = []
    for position, column in enumerate(columns):
        spelled = ORDERED_ALIKE.get(column.type.name) if column.type.builtin and not column.type.element else None
        if spelled is None or (descending and descending[position] != descending[0]):
            break
        bounds.append((column.name, spelled))
    return tuple(bounds)


def choose_cursor(
    qname: QName,
    columns: Sequence[SourceColumn],
    indexes: Sequence[SourceIndex],
    withheld: Collection[str] = (),
    *,
    named: str | None = None,
    file: str = "",
    role: str | None = None,
) -> Cursor:
    """The column that tells what is new: the one `named` in the source's `file`, else the profile's choice.

    `role` is what people say the table is for, where they do; its name says it otherwise.

    A cursor that could miss a row is none: one that may be null, one that does not land as it is, and the time of an
    event, which says nothing about when the row arrived.
    """
    table = _as_table(qname, columns, indexes)
    if named is not None:
        kind = _kind_of(next(column for column in columns if column.name == named))
        reason = f"named in db/sources/{file}"
        if kind is None:
            return Cursor("none", None, f"{named} is {reason}, but neither a time nor an integer")
        return _safe(Cursor(kind, named, reason, indexed=leads_an_index(table, named)), columns, withheld)
    is_log = (state_log_reason(table) or log_reason(table)) is not None if role is None else role.endswith("log")
    found = profile_cursor(table, append_only=is_log)
    if found.kind == "event_time":
        return Cursor("none", None, f"{found.column} is the time of an event, not of the row's arrival")
    if found.column is None:
        return Cursor("none", None, found.reason)
    kind = "growing" if found.kind == "identity" else "updated_at"
    column = next(column for column in columns if column.name == found.column)
    if kind == "growing" and not (column.identity or column.numbered):
        return Cursor("none", None, f"nothing says that {found.column} only grows: no sequence numbers it")
    return _safe(Cursor(kind, found.column, found.reason, indexed=found.indexed), columns, withheld)


def named_cursor(columns: Sequence[SourceColumn], withheld: Collection[str], name: str, file: str) -> Cursor:
    """The cursor that `file` names for a view, whose catalogue knows of no column that it is never null."""
    column = next(one for one in columns if one.name == name)
    kind = _kind_of(column)
    if kind is None or name in withheld:
        return Cursor("none", None, f"{name} is named in {file}, but no time or integer that lands as it is")
    return Cursor(kind, name, f"named in {file}", _SPELLED[column.type.name])


def _safe(cursor: Cursor, columns: Sequence[SourceColumn], withheld: Collection[str]) -> Cursor:
    column = next(column for column in columns if column.name == cursor.column)
    if column.name in withheld:
        return Cursor("none", None, f"{column.name} does not land as it is")
    if not column.never_null:
        return Cursor("none", None, f"{column.name} may be null, and rows without it would never arrive")
    return Cursor(cursor.kind, column.name, cursor.reason, _SPELLED[column.type.name], cursor.indexed)


def _kind_of(column: SourceColumn) -> str | None:
    if not column.type.builtin or column.type.element is not None:
        return None
    if column.type.name in _TIMES:
        return "updated_at"
    return "growing" if column.type.name in _INTEGERS else None


def _as_table(qname: QName, columns: Sequence[SourceColumn], indexes: Sequence[SourceIndex]) -> Table:
    """The table as profiling knows it, as far as a cursor is chosen by it."""
    primary = next((index for index in indexes if index.primary), None)
    return Table(
        qname.schema,
        qname.name,
        columns=tuple(
            Column(
                column.name,
                _SPELLED.get(column.type.name, column.type.name) if column.type.builtin else quote(column.type.name),
                nullable=not column.never_null,
                default="nextval()" if column.numbered else None,
                identity="by default" if column.identity else None,
            )
            for column in columns
        ),
        primary_key=UniqueKey(tuple(str(name) for name in primary.columns)) if primary else None,
        foreign_keys=tuple(ForeignKey((c.name,), qname, (c.name,)) for c in columns if c.refers),
        indexes=tuple(
            Index(index.name, tuple(name or "" for name in index.columns), where="some rows" if index.partial else None)
            for index in indexes
        ),
    )
