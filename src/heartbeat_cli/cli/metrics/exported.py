"""What `hb metrics export` prints: the export itself where nothing was written, else what was written where."""

from pathlib import Path
from typing import TYPE_CHECKING

from heartbeat_cli.cli.session import current_session

if TYPE_CHECKING:
    from heartbeat_cli.app import Export


def print_export(made: "Export", root: Path) -> None:
    """Print it; what could not be carried is said beside it."""
    from heartbeat_cli.formats import Written, print_beside, print_json, print_sheet, print_written
    from heartbeat_cli.sheets import export_asides, export_document, export_sheet, export_text

    if current_session().json:
        print_json(export_document(made, root))
    elif made.placed or made.written or not (made.exported.files or made.exported.statements):
        print_sheet(export_sheet(made, root))
    else:
        print_written(Written(export_text(made)))
        print_beside(*export_asides(made))
