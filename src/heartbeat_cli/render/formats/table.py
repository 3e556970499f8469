"""The page for people at a terminal."""

from typing import Any

from heartbeat_cli.catalog import View
from heartbeat_cli.profiling.values import ColumnProfile, DatabaseProfile, SchemaProfile, TableProfile
from heartbeat_cli.render.formats.picture import KINDS, Format, Picture, Written, enum_labels, filled_schemas


def write_table(picture: Picture) -> Written:
    """The page of the target's kind; a file with one filled schema shows that schema."""
    return Written(_page(picture))


def _page(picture: Picture) -> Any:
    from heartbeat_cli.render import profile as pages

    match picture.profile:
        case DatabaseProfile() as whole:
            filled = filled_schemas(whole)
            if picture.kind == "file" and len(filled) == 1:
                return pages.schema_page(f"{picture.target} · {filled[0].schema.name}", filled[0])
            return pages.database_page(picture.target, whole)
        case SchemaProfile() as schema:
            return pages.schema_page(picture.target, schema)
        case TableProfile() as table:
            return pages.table_page(picture.target, table, enum_labels(picture.database))
        case View() as view:
            return pages.view_page(picture.target, view)
        case ColumnProfile() as column:
            return pages.column_page(picture.target, column)


TABLE = Format("table", KINDS, write_table)
