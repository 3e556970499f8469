"""The keys of a file that are a door's members' to declare: where marts are, how a source is reached."""

from collections.abc import Mapping
from typing import Any, Protocol, TypeVar

from heartbeat_cli.doors import Door


class HasOptions(Protocol):
    """A member of a door that has keys of its own in a file of the project."""

    options: Mapping[str, Any]


Member = TypeVar("Member", bound=HasOptions)


def known_options(door: Door[Member], named: object) -> dict[str, Any]:
    """JSON Schemas, by key, of hb's own members of a door and of the one that is `named`.

    A file keeps the keys of hb's other members: whoever tries one does not lose what the one before needs.
    """
    names = dict.fromkeys((*door.own(), *(name for name in door.names() if name == named)))
    return {key: schema for name in names for key, schema in door.find(name).options.items()}
