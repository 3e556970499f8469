"""A metric's SQL for other programs: one statement, the tables in it called as the program calls them, and whose they
are."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from heartbeat_cli.estate import Inventory
from heartbeat_cli.files import NOWHERE, SqlPlace
from heartbeat_cli.metrics.columns_read import ALL, columns_named
from heartbeat_cli.metrics.evaluation import Mirror
from heartbeat_cli.metrics.reading import parse, walk
from heartbeat_cli.metrics.sent import only_statement
from heartbeat_cli.pgschema import Column, QName

_PART: Final = rb'(?:"(?:[^"]|"")*"|[^\s".,;()]+)'
_NAME: Final = re.compile(rb"%s\s*\.\s*%s" % (_PART, _PART))


@dataclass(frozen=True, slots=True)
class SourceTable:
    """A table of the marts that a metric reads, its source and what its DDL says of it.

    `columns` are those the SQL reads, as the DDL has them; `source` is None where no source lands as the dataset,
    `comment` and `key` where the mirror has no such table, or it has none.
    """

    table: QName
    source: str | None
    comment: str | None = None
    columns: tuple[Column, ...] = ()
    key: tuple[str, ...] = ()


def source_tables(sql: str, inventory: Inventory, mirror: Mirror) -> tuple[SourceTable, ...]:
    """The tables some SQL reads, by name. Raises InvalidFileError where it is no SQL."""
    named = columns_named(sql)
    return tuple(_source_table(table, named[table], inventory, mirror) for table in sorted(named))


def _source_table(table: QName, named: Iterable[str], inventory: Inventory, mirror: Mirror) -> SourceTable:
    found = inventory.of_dataset(table.schema)
    if found is None:
        return SourceTable(table, None)
    source, schema = found
    database = mirror(source)
    whole = database.schema(schema) if database else None
    declared = whole.table(table.name) if whole else None
    if declared is None:
        return SourceTable(table, source.name)
    wanted = set(named)
    columns = tuple(c for c in declared.columns if c.name in wanted or ALL in wanted)
    key = declared.primary_key.columns if declared.primary_key else ()
    return SourceTable(table, source.name, declared.comment, columns, key)


def with_tables_called(
    sql: str, called: Callable[[QName], str], text: Callable[[str], str] = str, place: SqlPlace = NOWHERE
) -> str:
    """The one statement of `sql`, each table in it `called` otherwise, and all that stands between changed by `text`.

    Raises InvalidFileError where it is no SQL.
    """
    statement = only_statement(sql, place)
    written, pieces, end = statement.encode(), [], 0
    for start, table in sorted(_places(statement, place)):
        name = _NAME.match(written, start)
        if name is not None:
            pieces += [text(written[end:start].decode()), called(table)]
            end = name.end()
    return "".join((*pieces, text(written[end:].decode())))


def _places(sql: str, place: SqlPlace) -> Iterator[tuple[int, QName]]:
    """Where each table is named, in bytes."""
    for kind, node in walk(parse(sql, place)):
        if kind == "RangeVar" and "schemaname" in node:
            yield node.get("location", 0), QName(node["schemaname"], node["relname"])
