"""The door of formats: one file each in this folder's parent, and those that other packages bring.

A format of ours is a module beside `formats/__init__.py` whose FORMAT says what it writes; its name is the file's. One
of another package is an entry point of the group `heartbeat.formats` that leads to a Format. Names are read off the
folder and the packages' metadata: nothing is imported before something is written with it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any, cast

from heartbeat_cli.errors import HbError

GROUP = "heartbeat.formats"
FIRST = "table"
KINDS = ("database", "file", "schema", "table", "view", "column", "data")
"""What a format can be given. A file is a database whose name nobody said; `data` are the figures of landed rows."""
_FOLDER = Path(__file__).parents[1]


@dataclass(frozen=True, slots=True)
class Written:
    """A target in one format: text, or the sheet a terminal lays out; and what has to be said beside it."""

    body: Any
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Format:
    """A way to write a target: the KINDS it can write, one line about it, and what writes.

    `write` is given a Picture, or for `data` a TableData or SchemaData.
    """

    kinds: tuple[str, ...]
    about: str
    write: Callable[[Any], Written]


@cache
def own_names() -> tuple[str, ...]:
    """The formats of this package: the page for people first, then by name."""
    found = {file.stem for file in _FOLDER.glob("*.py") if file.stem != "__init__"}
    return (FIRST, *sorted(found - {FIRST}))


def format_names() -> tuple[str, ...]:
    """Every format there is, those of other packages last."""
    from importlib.metadata import entry_points

    return (*own_names(), *sorted(entry_points(group=GROUP).names - set(own_names())))


def is_format(name: str) -> bool:
    """Whether there is a format of this name. One of ours goes before one of another package."""
    return is_own(name) or name in format_names()


def is_own(name: str) -> bool:
    """Whether a format is one of this package."""
    return name in own_names()


def find_format(name: str) -> Format:
    """The format of a name there is; raises HbError where another package's cannot be loaded."""
    if is_own(name):
        return cast(Format, import_module(f"heartbeat_cli.formats.{name}").FORMAT)
    from importlib.metadata import entry_points

    (entry,) = tuple(entry_points(group=GROUP, name=name))[:1]
    try:
        found = entry.load()
    except (ImportError, AttributeError) as error:
        raise _unusable(name, entry, str(error)) from error
    if not isinstance(found, Format):
        raise _unusable(name, entry, f"{entry.value} is no Format")
    return found


def _unusable(name: str, entry: Any, why: str) -> HbError:
    package = entry.dist.name if entry.dist is not None else entry.value
    return HbError(
        f"the format '{name}' cannot be used: {why}",
        where=package,
        hint=f"Install another version of {package}, or none.",
        code="broken_format",
    )


def formats_for(kind: str) -> list[str]:
    """The formats that can write a kind of target."""
    return [name for name in format_names() if kind in find_format(name).kinds]
