"""`hb` alone: where we stand, and the next useful step."""

from heartbeat_cli.cli.session import Invocation
from heartbeat_cli.errors import NoProjectError


def show_overview(session: Invocation) -> None:
    """Print the overview; outside a project, how to get one."""
    from heartbeat_cli.formats import print_json, print_sheet

    try:
        project = session.project()
    except NoProjectError:
        if session.project_folder is not None:
            raise
        from heartbeat_cli.sheets import WelcomeDocument, welcome_sheet

        print_json(WelcomeDocument(None, "hb demo up")) if session.json else print_sheet(welcome_sheet())
        return
    from heartbeat_cli.estate import load_inventory
    from heartbeat_cli.sheets import overview_document, overview_sheet
    from heartbeat_cli.status import overview_of, read_estate_status

    inventory = load_inventory(project)
    overview = overview_of(project, inventory, read_estate_status(project, inventory))
    print_json(overview_document(overview)) if session.json else print_sheet(overview_sheet(overview))
