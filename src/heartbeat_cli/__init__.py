"""`hb`: every number has a source, an owner and a count made by hand.

`from heartbeat_cli import Project` is the way in for a program; importing this package imports nothing, so that Ctrl-C
in the first moments of `hb` is caught by `__main__`.
"""

from heartbeat_cli.version import __version__

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from heartbeat_cli.app import Project

__all__ = ["Project", "__version__"]


def __getattr__(name: str) -> "Any":
    if name != "Project":
        raise AttributeError(f"module 'heartbeat_cli' has no attribute '{name}'")
    from heartbeat_cli.app import Project

    return Project
