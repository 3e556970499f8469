"""Whether a source may be read: it is entered, and asked for something."""

from collections.abc import Callable
from typing import Protocol

from heartbeat_cli.errors import HbError
from heartbeat_cli.sources.archetype import Access
from heartbeat_cli.sources.failures import ApiRefusedError


class Asking(Protocol):
    """An API that can be asked whether it lets us in."""

    def look(self) -> None:
        """Ask for as little as tells. Raises ApiRefusedError where we may not, and other HbErrors."""

    def close(self) -> None:
        """Let go of connections."""


def access_of(enter: Callable[[], Asking]) -> Access:
    """What an API says when it is entered and asked; raises nothing."""
    try:
        api = enter()
    except HbError as error:
        return Access(None, "inventory", error.message)
    try:
        api.look()
    except ApiRefusedError as error:
        return Access(False, "server", error.message)
    except HbError as error:
        return Access(None, "inventory", error.message)
    finally:
        api.close()
    return Access(True, "server")
