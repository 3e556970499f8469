"""One row per column of a table or view, for a spreadsheet or a load into another tool (RFC 4180, UTF-8, header).

A cell that begins like a formula (`=`, `+`, `-`, `@`, a tab) gets an apostrophe in front, for some spreadsheets would
run it; numbers stay numbers. Written raw, for a load into another tool, every cell is as it is. Control characters and
direction marks are in neither.
"""

from collections.abc import Callable, Iterator

from heartbeat_cli.formats import Format, Written
from heartbeat_cli.formats.parts.csv_lines import csv_lines
from heartbeat_cli.formats.parts.plain_text import no_formula, without_controls
from heartbeat_cli.pgschema import Column, Table, View
from heartbeat_cli.profiling import Reference, TableProfile
from heartbeat_cli.sheets import Picture, SchemaData, TableData, data_rows

HEADER = (
    "schema",
    "table",
    "kind",
    "position",
    "column",
    "type",
    "null",
    "key",
    "refers_to",
    "default",
    "identity",
    "generated",
    "comment",
    "role",
    "personal",
    "quantity",
    "unit",
)
_UNJUDGED = ("", "", "", "")


def write(subject: Picture | TableData | SchemaData) -> Written:
    """Rows under their headings, none of them a formula."""
    return _write(subject, no_formula)


def write_raw(subject: Picture | TableData | SchemaData) -> Written:
    """Rows under their headings, formulas among them."""
    return _write(subject, lambda cell: without_controls(cell) if isinstance(cell, str) else cell)


def _write(subject: Picture | TableData | SchemaData, shown: Callable[[object], object]) -> Written:
    if isinstance(subject, Picture):
        return Written(csv_lines(HEADER, _column_rows(subject), "\r\n", shown))
    headings, rows = data_rows(subject)
    return Written(csv_lines(headings, rows, "\n", shown))


def _column_rows(picture: Picture) -> Iterator[list[object]]:
    """Columns of tables first, then of foreign tables, then of views."""
    for profile in picture.tables():
        kind = "partition" if profile.table.partition_of else "foreign table" if profile.table.server else "table"
        yield from _table_rows(profile.table, kind, profile)
    for schema in picture.schemas():
        for table in schema.schema.foreign_tables:
            yield from _table_rows(table, "foreign table", None)
    for view in picture.views():
        yield from _view_rows(view)


def _table_rows(table: Table, kind: str, profile: TableProfile | None) -> Iterator[list[object]]:
    references = profile.references_out if profile is not None else ()
    for position, column in enumerate(table.columns, start=1):
        yield [
            *table.qname,
            kind,
            position,
            column.name,
            column.type,
            "yes" if column.nullable else "no",
            "; ".join(_keys(column, table)),
            "; ".join(_targets(column, references)),
            column.default,
            column.identity,
            column.generated,
            column.comment,
            *(_judged(column, profile) if profile is not None else _UNJUDGED),
        ]


def _judged(column: Column, profile: TableProfile) -> tuple[str, str, str, str]:
    """Role of the table; rules by which the column is personal; what it counts or pays, and in what."""
    rules = "; ".join(tag.rule for tag in profile.personal.get(column.name, ()))
    quantity = profile.quantity(column.name)
    if quantity is None:
        return profile.role, rules, "", ""
    return profile.role, rules, quantity.kind, "; ".join(filter(None, (quantity.unit, quantity.currency_column)))


def _view_rows(view: View) -> Iterator[list[object]]:
    """What a dump does not say of a view's columns stays empty."""
    kind = "materialized view" if view.materialized else "view"
    comments = dict(view.column_comments)
    for place, name in enumerate(view.columns):
        known = view.types[place] if place < len(view.types) else None
        yield [*view.qname, kind, place + 1, name, known, "", "", "", "", "", "", comments.get(name), *_UNJUDGED]


def _keys(column: Column, table: Table) -> Iterator[str]:
    """`primary` for every column of the primary key, `unique` for a column that is unique by itself."""
    if table.primary_key and column.name in table.primary_key.columns:
        yield "primary"
    alone = (column.name,)
    if any(k.columns == alone for k in table.unique_keys) or any(
        i.unique and i.keys == alone and i.where is None for i in table.indexes
    ):
        yield "unique"


def _targets(column: Column, references: tuple[Reference, ...]) -> Iterator[str]:
    """`schema.table.column` of what the column points at; the table alone where the dump does not say which column."""
    for reference in references:
        if column.name in reference.columns:
            place = reference.columns.index(column.name)
            yield ".".join((*reference.target, *reference.target_columns[place : place + 1]))


FORMAT = Format(
    ("database", "file", "schema", "table", "view", "data"),
    "a spreadsheet, or a load into another tool: one row per column",
    write,
    write_raw,
)
