"""The formats a target can be written in: one module each, and the registry the command line reads its choices from."""

from heartbeat_cli.render.formats.written import KINDS, Format, Written

__all__ = ["FORMATS", "KINDS", "Format", "Written", "formats_for"]

_DIAGRAM = ("database", "file", "schema", "table")

FORMATS = {
    f.name: f
    for f in (
        Format("table", KINDS),
        Format("json", KINDS),
        Format("markdown", KINDS),
        Format("csv", (*_DIAGRAM, "view")),
        Format("dbml", _DIAGRAM),
        Format("mermaid", _DIAGRAM),
    )
}


def formats_for(kind: str) -> list[str]:
    """The formats that can write a kind of target."""
    return [name for name, known in FORMATS.items() if kind in known.kinds]
