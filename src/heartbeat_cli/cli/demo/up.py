"""`hb demo up`."""

from pathlib import Path

from heartbeat_cli.cli.demo.options import Scale
from heartbeat_cli.cli.demo.page import show_demo
from heartbeat_cli.cli.session import current_session


def up(scale: Scale = 1.0) -> None:
    """Build the estate if need be, and start its servers and APIs.

    Examples:

    - `hb demo up`
    - `hb demo up --scale 10`
    """
    from heartbeat_cli.app import find_or_make_demo
    from heartbeat_cli.formats import show_steps

    demo = find_or_make_demo(Path.cwd(), current_session().project_folder)
    with show_steps("Building the demo estate", total=12) as done:
        demo.up(scale, done)
    show_demo(demo)
