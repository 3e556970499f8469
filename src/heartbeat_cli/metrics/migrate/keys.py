"""The key by which the rows of two sources are held together: what carries it on either side, and how one knows."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar

from heartbeat_cli.errors import NotFoundError, UsageError, did_you_mean
from heartbeat_cli.estate import Inventory
from heartbeat_cli.metrics.migrate.counted import CountedColumn, CountedRows
from heartbeat_cli.pgschema import Database, QName
from heartbeat_cli.profiling import same_key_elsewhere

Place = tuple[str, QName, str]


@dataclass(frozen=True, slots=True)
class KeyPair:
    """The columns of the counted rows of two sources that carry the same key, and why they are taken for it."""

    json_keys: ClassVar = "legacy_key truth_key evidence"

    legacy: CountedColumn
    truth: CountedColumn
    evidence: tuple[str, ...]

    @property
    def legacy_key(self) -> str:
        """`dataset.table.column` of the source that is being replaced."""
        return f"{self.legacy.table}.{self.legacy.column}"

    @property
    def truth_key(self) -> str:
        """`dataset.table.column` of the truth source."""
        return f"{self.truth.table}.{self.truth.column}"


def shared_key(
    legacy: CountedRows, truth: CountedRows, inventory: Inventory, databases: Mapping[str, Database]
) -> KeyPair | None:
    """The surest key that rows of both sides carry, by comments, references and names; None where there is none."""
    homes = [(column, home) for column in truth.columns if (home := _home(column, inventory, databases)) is not None]
    found = sorted(_pairs(legacy, homes, inventory, databases), key=lambda pair: -pair[0])
    return found[0][1] if found else None


def carried_key(
    rows: CountedRows, source: str, inventory: Inventory, databases: Mapping[str, Database]
) -> tuple[CountedColumn, Place] | None:
    """The column of the rows that surest carries a key of `source`, and that key; None where there is none."""
    found = [
        (key.score, column, (key.source, key.table, key.column))
        for column in rows.columns
        if (place := _place(column, inventory)) is not None
        for key in same_key_elsewhere(place, databases, inventory.truth_source)
        if key.is_key and key.source == source
    ]
    best = max(found, key=lambda one: one[0], default=None)
    return best and best[1:]


def named_key(text: str, legacy: CountedRows, truth: CountedRows) -> KeyPair:
    """The key that a person names: `applicant_no=client_no`. Raises UsageError, NotFoundError."""
    left, equals, right = (part.strip() for part in text.partition("="))
    if not equals or not left or not right:
        raise UsageError(f"'{text}' names no two columns", hint="Write it as LEGACY=TRUTH.", code="bad_key")
    return KeyPair(_column(left, legacy), _column(right, truth), ("named by --key",))


def _column(name: str, rows: CountedRows) -> CountedColumn:
    for column in rows.columns:
        if name in (column.column, column.written.replace('"', "")):
            return column
    raise NotFoundError(
        f"no counted row has a column {name}",
        hint=did_you_mean(name, [column.column for column in rows.columns]) or "`hb metrics show` has its SQL.",
        code="unknown_column",
    )


def _pairs(
    legacy: CountedRows,
    homes: list[tuple[CountedColumn, Place]],
    inventory: Inventory,
    databases: Mapping[str, Database],
) -> Iterator[tuple[float, KeyPair]]:
    for column in legacy.columns:
        place = _place(column, inventory)
        keys = same_key_elsewhere(place, databases, inventory.truth_source) if place is not None else ()
        for key in (key for key in keys if key.is_key):
            for truth, home in homes:
                if home == (key.source, key.table, key.column):
                    yield key.score, KeyPair(column, truth, key.evidence)


def _home(column: CountedColumn, inventory: Inventory, databases: Mapping[str, Database]) -> Place | None:
    """The key a column of the truth source is, or refers to."""
    place = _place(column, inventory)
    if place is None:
        return None
    keys = same_key_elsewhere(place, databases, inventory.truth_source)
    return next(((key.source, key.table, key.column) for key in keys if key.is_key), place)


def _place(column: CountedColumn, inventory: Inventory) -> Place | None:
    found = inventory.of_dataset(column.table.schema)
    return (found[0].name, QName(found[1], column.table.name), column.column) if found is not None else None
