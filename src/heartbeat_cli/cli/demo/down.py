"""`hb demo down`."""

from pathlib import Path

from heartbeat_cli.cli.demo.page import show_demo
from heartbeat_cli.cli.session import current_session


def down() -> None:
    """Stop servers and APIs; their data stays.

    Examples:

    - `hb demo down`
    """
    from heartbeat_cli.app import find_demo

    demo = find_demo(Path.cwd(), current_session().project_folder)
    demo.down()
    show_demo(demo)
