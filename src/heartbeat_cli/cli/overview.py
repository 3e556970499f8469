"""`hb` alone: where we stand, and the next useful step."""

from heartbeat_cli.cli.session import Invocation
from heartbeat_cli.errors import NoProjectError


def show_overview(session: Invocation) -> None:
    """Print the overview; outside a project, how to get one."""
    from heartbeat_cli.render.console import print_json

    try:
        project = session.project()
    except NoProjectError:
        if session.project_folder is not None:
            raise
        from heartbeat_cli.render.overview import print_welcome

        print_json({"project": None, "next": "hb demo up"}) if session.json else print_welcome()
        return
    from heartbeat_cli.estate import load_inventory
    from heartbeat_cli.render.overview import print_overview
    from heartbeat_cli.status import read_standing
    from heartbeat_cli.status.overview import overview_of

    inventory = load_inventory(project)
    overview = overview_of(project, inventory, read_standing(project, inventory))
    print_json(overview.as_dict()) if session.json else print_overview(overview)
