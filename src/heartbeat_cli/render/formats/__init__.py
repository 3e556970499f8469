"""The formats a target can be written in: one module each, and the registry the command line reads its choices from."""

from heartbeat_cli.render.formats.csv import CSV
from heartbeat_cli.render.formats.dbml import DBML
from heartbeat_cli.render.formats.json import JSON
from heartbeat_cli.render.formats.markdown import MARKDOWN
from heartbeat_cli.render.formats.mermaid import MERMAID
from heartbeat_cli.render.formats.picture import KINDS, Format, Picture, Written
from heartbeat_cli.render.formats.table import TABLE

__all__ = ["FORMATS", "KINDS", "Format", "Picture", "Written", "formats_for"]

FORMATS = {f.name: f for f in (TABLE, JSON, MARKDOWN, CSV, DBML, MERMAID)}


def formats_for(kind: str) -> list[str]:
    """The formats that can write a kind of target."""
    return [name for name, known in FORMATS.items() if kind in known.kinds]
