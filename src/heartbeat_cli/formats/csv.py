"""One row per column of a table or view, for a spreadsheet or a load into another tool (RFC 4180, UTF-8, header).

Values are written as they are. A cell that begins with `=`, `+`, `-` or `@` is run by some spreadsheets, but every way
of stopping them changes the value for every other reader (a default of `-1` becomes `'-1`), so none is used.
"""

import csv
import io
from collections.abc import Iterator

from heartbeat_cli.formats import Format, Written
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
    """Rows under their headings."""
    return _write_columns(subject) if isinstance(subject, Picture) else _write_data(subject)


def _write_data(subject: TableData | SchemaData) -> Written:
    headings, rows = data_rows(subject)
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(headings)
    writer.writerows(["" if cell is None else cell for cell in row] for row in rows)
    return Written(text.getvalue())


def _write_columns(picture: Picture) -> Written:
    """Columns of tables first, then of foreign tables, then of views."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(HEADER)
    for profile in picture.tables():
        kind = "partition" if profile.table.partition_of else "foreign table" if profile.table.server else "table"
        writer.writerows(_table_rows(profile.table, kind, profile))
    for schema in picture.schemas():
        for table in schema.schema.foreign_tables:
            writer.writerows(_table_rows(table, "foreign table", None))
    for view in picture.views():
        writer.writerows(_view_rows(view))
    return Written(text.getvalue())


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
)
