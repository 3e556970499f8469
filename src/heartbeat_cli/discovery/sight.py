"""What is seen of a table by somebody who has to choose one: a few values, none of them personal data."""

from typing import Final

from heartbeat_cli.discovery.effects import SeenColumn, Sight
from heartbeat_cli.estate import TableDecision
from heartbeat_cli.marts import LandedPart, MartsReader, landed_relation
from heartbeat_cli.pgschema import Column, Table, kind_of, quote
from heartbeat_cli.profiling import personal_tags

_ROWS_SEEN: Final = 50
_VALUES_OF_A_COLUMN: Final = 3
_LONGEST: Final = 40
_ROWS_LOOKED_THROUGH: Final = 10_000
_DIFFERENT_AT_MOST: Final = 30
_DOCUMENTS: Final = ("json", "xml", "bytes")


def is_shown(table: Table, column: Column, decision: TableDecision | None) -> bool:
    """Whether values of a column may be shown: in a document anything may stand."""
    return kind_of(column.type) not in _DOCUMENTS and not personal_tags(table, column, decision)


def sight_of(
    table: Table, declared: Table | None, decision: TableDecision | None, part: LandedPart | None, reader: MartsReader
) -> Sight:
    """A landed table. Of one that has no DDL nobody knows what is personal, and no value is shown.

    Raises HbError where the marts do not answer.
    """
    shown = [c for c in table.columns if declared is not None and is_shown(declared, c, decision)]
    values = _values(shown, landed_relation(part.dataset, table.name), reader) if shown and part is not None else {}
    columns = tuple(
        SeenColumn(c.name, c.type, c.comment, values.get(c.name, ()), masked=c not in shown) for c in table.columns
    )
    reached = (part.reach.verified_at if part.reach is not None else None) or part.loaded_at if part else None
    return Sight(table.comment, columns, part.rows if part is not None else None, reached)


def unlanded_sight(table: Table) -> Sight:
    """A table of the mirror that has not landed."""
    return Sight(table.comment, tuple(SeenColumn(c.name, c.type, c.comment) for c in table.columns))


def different_values(relation: str, column: Column, reader: MartsReader) -> tuple[str, ...]:
    """The values of a column among its first rows, sorted; none of them where there are many, or they are no words.

    Raises HbError where the marts do not answer.
    """
    if kind_of(column.type) != "text":
        return ()
    name = quote(column.name)
    some = f"SELECT {name} FROM {relation} WHERE {name} IS NOT NULL LIMIT {_ROWS_LOOKED_THROUGH}"
    rows = reader.query(
        f"SELECT DISTINCT {name} FROM ({some}) AS looked ORDER BY 1 LIMIT {_DIFFERENT_AT_MOST + 1}"
    ).rows
    found = tuple(str(value) for (value,) in rows)
    return found if len(found) <= _DIFFERENT_AT_MOST and all(len(text) <= _LONGEST for text in found) else ()


def _values(columns: list[Column], relation: str, reader: MartsReader) -> dict[str, tuple[str, ...]]:
    names = ", ".join(quote(c.name) for c in columns)
    rows = reader.query(f"SELECT {names} FROM {relation} LIMIT {_ROWS_SEEN}").rows
    return {
        column.name: tuple(dict.fromkeys(str(v)[:_LONGEST] for v in values if v is not None))[:_VALUES_OF_A_COLUMN]
        for column, values in zip(columns, zip(*rows, strict=True), strict=False)
    }
