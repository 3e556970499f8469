"""What fails names files from the project's folder, as their owner knows them."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from heartbeat_cli.errors import HbError
from heartbeat_cli.files import from_root

if TYPE_CHECKING:
    from heartbeat_cli.estate import ProjectSettings


@contextmanager
def files_from_root(project: "ProjectSettings") -> Iterator[None]:
    """What fails inside names files from the project's folder."""
    try:
        yield
    except HbError as error:
        raise named_from_root(error, project) from error.__cause__


def named_from_root(error: HbError, project: "ProjectSettings") -> HbError:
    """A failure that names files from the project's folder."""
    place, hint = error.place, error.hint
    return error.replace(
        message=from_root(error.message, project.root),
        place=replace(place, name=from_root(place.name, project.root)) if place else None,
        hint=from_root(hint, project.root) if hint else None,
    )
