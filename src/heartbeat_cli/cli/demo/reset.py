"""`hb demo reset`."""

from pathlib import Path
from typing import Annotated

import typer

from heartbeat_cli.cli.consent import need_consent
from heartbeat_cli.cli.demo.options import Scale
from heartbeat_cli.cli.demo.page import show_demo
from heartbeat_cli.cli.session import current_session


def reset(scale: Scale = 1.0, yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False) -> None:
    """Back to the first day: servers and APIs built anew, marts emptied, only webbank granted.

    Asks before anything is thrown away; without a terminal it needs `--yes`.

    Examples:

    - `hb demo reset`
    - `hb demo reset --yes --scale 10`
    """
    from heartbeat_cli.app import find_or_make_demo
    from heartbeat_cli.formats import show_steps

    demo = find_or_make_demo(Path.cwd(), current_session().project_folder)
    if demo.begun and not yes:
        need_consent(
            lambda: "Throw away the demo's servers and everything that has landed of them?",
            "The demo is built anew.",
            to="throw away the demo",
            flags="--yes",
        )
    with show_steps("Rebuilding the demo estate", total=12) as done:
        demo.reset(scale, done)
    show_demo(demo)
