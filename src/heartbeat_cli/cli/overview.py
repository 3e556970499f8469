"""`hb` alone: where we stand, and the next useful step."""

from heartbeat_cli.cli.result import end_with_findings, print_result
from heartbeat_cli.cli.session import Invocation
from heartbeat_cli.errors import NoProjectError


def show_overview(session: Invocation) -> None:
    """Print the overview; outside a project, how to get one."""
    from heartbeat_cli.sheets import (
        WelcomeDocument,
        overview_document,
        overview_sheet,
        welcome_sheet,
    )

    try:
        project = session.project()
    except NoProjectError:
        if session.project_folder is not None:
            raise
        welcome = WelcomeDocument(None, "hb demo up")
        print_result(welcome, document=lambda w: w, sheet=lambda _: welcome_sheet())
        return
    found = project.overview()
    print_result(found, document=overview_document, sheet=overview_sheet)
    end_with_findings(found.stale)
