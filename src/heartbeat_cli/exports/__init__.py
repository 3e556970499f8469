"""The way out: metrics in the words of other programs, one exporter per file in this folder.

What they share lies in `parts`. An exporter takes values and hands back values: files, statements, and what it could
not carry; `parts/writing.py` puts files where they are to lie.
"""

from typing import TYPE_CHECKING

from heartbeat_cli.exports.parts.door import (
    EXPORTERS,
    Exported,
    ExportedFile,
    Exporter,
    LeftOut,
    exporter_names,
)
from heartbeat_cli.faces import face

if TYPE_CHECKING:
    from heartbeat_cli.exports.parts.carried import carried
    from heartbeat_cli.exports.parts.doubts import doubts_about
    from heartbeat_cli.exports.parts.export import Export, ExportRequest
    from heartbeat_cli.exports.parts.subject import ExportedMetric, ExportSubject
    from heartbeat_cli.exports.parts.writing import PlacedFile, place_files, refuse_others, write_placed

__getattr__, __dir__ = face(
    __name__,
    {
        "parts.carried": "carried",
        "parts.doubts": "doubts_about",
        "parts.export": "Export ExportRequest",
        "parts.subject": "ExportedMetric ExportSubject",
        "parts.writing": "place_files PlacedFile refuse_others write_placed",
    },
)

__all__ = [
    "EXPORTERS",
    "Export",
    "ExportRequest",
    "ExportSubject",
    "Exported",
    "ExportedFile",
    "ExportedMetric",
    "Exporter",
    "LeftOut",
    "PlacedFile",
    "carried",
    "doubts_about",
    "exporter_names",
    "place_files",
    "refuse_others",
    "write_placed",
]
