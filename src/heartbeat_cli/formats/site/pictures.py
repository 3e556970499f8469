"""The picture of a schema as a page of the site: as discreet as the others."""

from heartbeat_cli.formats.html import picture_page
from heartbeat_cli.formats.site.words import discreetly
from heartbeat_cli.site import MirroredSchema


def schema_picture(schema: MirroredSchema) -> str:
    """The page, whose comments are shown as everywhere on the site; it leads to the page of the schema, and from each
    table to the table's."""
    return picture_page(
        schema.drawn, lambda table: _way(schema.address_of(table)), _way(schema.address), shown=discreetly
    )


def _way(address: str) -> str:
    return f"../{address}.html"
