"""The page for people at a terminal."""

from heartbeat_cli.blocks import shortened
from heartbeat_cli.formats import KINDS, Format, Written
from heartbeat_cli.sheets import Picture, SchemaData, TableData, data_sheet, picture_sheet


def write(subject: Picture | TableData | SchemaData) -> Written:
    """The page, with no more in it than a terminal shows."""
    return Written(shortened(picture_sheet(subject)) if isinstance(subject, Picture) else data_sheet(subject))


FORMAT = Format(KINDS, "people at a terminal; the default", write)
