"""`hb`: every number has a source, an owner and a count made by hand.

`from heartbeat_cli import Project` is the way in for a program; importing this package costs nothing heavy.
"""

from typing import TYPE_CHECKING, Any

from heartbeat_cli.version import __version__

if TYPE_CHECKING:
    from heartbeat_cli.app import Project

__all__ = ["Project", "__version__"]


def __getattr__(name: str) -> Any:
    if name != "Project":
        raise AttributeError(f"module 'heartbeat_cli' has no attribute '{name}'")
    from heartbeat_cli.app import Project

    return Project
