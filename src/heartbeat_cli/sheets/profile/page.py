"""A target with its profile → the page for people."""

from heartbeat_cli.blocks import Sheet
from heartbeat_cli.pgschema import View, enum_labels
from heartbeat_cli.profiling import ColumnProfile, DatabaseProfile, SchemaProfile, TableProfile
from heartbeat_cli.sheets.profile.column import column_sheet
from heartbeat_cli.sheets.profile.database import database_sheet
from heartbeat_cli.sheets.profile.picture import Picture, filled_schemas
from heartbeat_cli.sheets.profile.schema import schema_sheet
from heartbeat_cli.sheets.profile.table import table_sheet
from heartbeat_cli.sheets.profile.view import view_sheet
from heartbeat_cli.wording import count


def picture_sheet(picture: Picture) -> Sheet:
    """The page of the target's kind; a file with one filled schema shows that schema."""
    foot = _foot(picture)
    match picture.profile:
        case DatabaseProfile() as whole:
            filled = filled_schemas(whole)
            if picture.kind == "file" and len(filled) == 1:
                return schema_sheet(f"{picture.target} · {filled[0].schema.name}", filled[0], foot)
            return database_sheet(picture.target, whole, picture.database, foot)
        case SchemaProfile() as schema:
            return schema_sheet(picture.target, schema, foot)
        case TableProfile() as table:
            return table_sheet(picture.target, table, enum_labels(picture.database), foot)
        case View() as view:
            return view_sheet(picture.target, view, foot)
        case ColumnProfile() as column:
            return column_sheet(picture.target, column, foot)


def _foot(picture: Picture) -> str:
    """What of a file was understood and has no part in the picture."""
    ignored = picture.reading.ignored
    if not (picture.from_file and ignored):
        return ""
    return f"ignored: {', '.join(_counted(word, n) for word, n in sorted(ignored.items()))}"


def _counted(word: str, number: int) -> str:
    if word.endswith("s"):
        return count(number, word.removesuffix("s"), word)
    return count(number, f"{word} statement")
