"""`hb demo status`."""

from pathlib import Path

from heartbeat_cli.cli.demo.page import show_demo
from heartbeat_cli.cli.session import current_session


def status() -> None:
    """Which servers and APIs run, where, and what may be read of them.

    Examples:

    - `hb demo status --json`
    """
    from heartbeat_cli.app import find_demo

    show_demo(find_demo(Path.cwd(), current_session().project_folder))
