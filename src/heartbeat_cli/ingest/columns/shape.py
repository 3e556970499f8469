"""What a landed table consists of, as its receipt keeps it: enough to tell later what has changed at the source."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from heartbeat_cli.ingest.columns.land_columns import land_column
from heartbeat_cli.marts import ColumnMapping, find_marts_kind
from heartbeat_cli.pgschema import TEXT_TYPE, canonical, family_of
from heartbeat_cli.sources import SourceType, spell_source_type

if TYPE_CHECKING:
    # The plan's own values speak of changed columns.
    from heartbeat_cli.marts import LandedRange
    from heartbeat_cli.sources import PlannedTable, RowKey

HASH: Final = "hash"
"""The kind of a column that lands as a hash, whatever its type."""
_RECORDED: Final = {"timestamp": "moment", "time": "time of day"}
"""The words of receipts for two families of types: with another one every table would count as changed."""


@dataclass(frozen=True, slots=True)
class RecordedColumn:
    """One column of a landed table.

    `number` is its number in the source's catalogue, which outlives a rename (0: not known). `type` is its type in the
    marts and `source` that at the source. `kind` says what sort of values it has; `form` is short for how they are
    written down for a checksum.
    """

    name: str
    number: int
    type: str
    kind: str
    source: str
    form: str


def record_columns(table: "PlannedTable", mappings: Sequence[ColumnMapping]) -> tuple[RecordedColumn, ...]:
    """The columns of `table` as they land, in its order; `mappings` are one per column of it."""
    numbers = table.numbers or (0,) * len(table.columns)
    return tuple(
        RecordedColumn(
            name=name,
            number=number,
            type=mapping.type,
            kind=HASH if name in table.hashed else _kind(type_),
            source=source_type_text(type_),
            form=_digest(repr((mapping.form, mapping.marts_form)), 8),
        )
        for (name, type_), number, mapping in zip(table.columns, numbers, mappings, strict=True)
    )


def source_type_text(type_: SourceType) -> str:
    """The type for people: `numeric(18,2)[]`, or a type of the user's own by its name."""
    if type_.element is not None:
        return source_type_text(type_.element) + "[]"
    return canonical(spell_source_type(type_)) if type_.builtin else type_.name


def _kind(type_: SourceType) -> str:
    if type_.element is not None:
        return _kind(type_.element) + "[]"
    family = family_of(source_type_text(type_)) if type_.builtin else TEXT_TYPE
    return _RECORDED.get(family, family)


def write_columns(columns: Iterable[RecordedColumn], key: "RowKey | None" = None) -> str:
    """The columns, and what the ranges are cut by, as the receipt keeps them."""
    recorded = tuple(columns)
    return _json({"columns": _rows(recorded), "bounds": bounds_of(recorded, key)})


def read_columns(text: str | None) -> tuple[RecordedColumn, ...] | None:
    """The columns `write_columns` wrote; None where there is nothing, or nothing this version can read."""
    try:
        stored = json.loads(text or "")
        rows = stored if isinstance(stored, list) else stored["columns"]
        return tuple(
            RecordedColumn(name, int(number), type_, kind, source, form)
            for name, number, type_, kind, source, form in rows
        )
    except (ValueError, TypeError, LookupError):
        return None


def _read_bounds(text: str | None) -> list[list[object]] | None:
    try:
        return list(json.loads(text or "")["bounds"])
    except (ValueError, TypeError, LookupError):
        return None


def other_bounds(text: str | None, entries: Iterable["LandedRange"], bounds: list[list[object]]) -> bool:
    """Whether there are ranges that were cut by something else than `bounds`; `text` is what `write_columns` wrote."""
    recorded = _read_bounds(text)
    return recorded is not None and recorded != bounds and any(not entry.bounds.whole for entry in entries)


def bounds_of(columns: Iterable[RecordedColumn], key: "RowKey | None") -> list[list[object]]:
    """What a table's ranges are cut by: numbers of columns, which outlive a rename, and the types of the bounds."""
    numbers = {column.name: column.number for column in columns}
    return [[numbers[name], type_] for name, type_ in key.bounds] if key else []


def shape_of(columns: Iterable[RecordedColumn]) -> str:
    """A short text for the columns a range was landed with: only checksums of one shape can be compared."""
    return _digest(_json(_rows(columns)), 12)


def _rows(columns: Iterable[RecordedColumn]) -> list[list[object]]:
    return [[c.name, c.number, c.type, c.kind, c.source, c.form] for c in columns]


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def stored_as_text(recorded: Iterable[RecordedColumn] | None, table: "PlannedTable", marts: str) -> frozenset[str]:
    """The columns that landed as text because of their values, and have to stay so while their type is the same."""
    known = {column.name: column for column in recorded or ()}
    kind = find_marts_kind(marts)
    return frozenset(
        name
        for name, type_ in table.columns
        if not kind.holds_all_values
        and name not in table.hashed
        and (was := known.get(name)) is not None
        and was.source == source_type_text(type_)
        and was.type == kind.text_type != land_column(name, type_, marts).type
    )


def _digest(text: str, length: int) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:length]
