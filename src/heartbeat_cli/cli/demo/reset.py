"""`hb demo reset`."""

from pathlib import Path

from heartbeat_cli.cli.demo.options import Scale
from heartbeat_cli.cli.demo.page import show_demo
from heartbeat_cli.cli.session import current_session


def reset(scale: Scale = 1.0) -> None:
    """Back to the first day: servers and APIs built anew, marts emptied, only webbank granted.

    Examples:

    - `hb demo reset --scale 10`
    """
    from heartbeat_cli.app import find_or_make_demo
    from heartbeat_cli.formats import show_steps

    demo = find_or_make_demo(Path.cwd(), current_session().project_folder)
    with show_steps("Rebuilding the demo estate", total=12) as done:
        demo.reset(scale, done)
    show_demo(demo)
