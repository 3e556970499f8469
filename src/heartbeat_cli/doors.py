"""Doors: what hb grows by is a dropped file. Formats, rules, detectors, marts kinds and archetypes each have one.

A member of ours is a module or a folder in the door's package, and is called as it; one of another package is an entry
point of the door's group that leads to a value of the same type. Names are read off the folder and the packages'
metadata: no member is imported before it is used.
"""

import os
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Generic, TypeVar

from heartbeat_cli.errors import HbError, NotFoundError, did_you_mean

Member = TypeVar("Member")


@dataclass(frozen=True, slots=True)
class Door(Generic[Member]):
    """One thing hb grows by.

    `noun` is what a member is called in messages, `package` the folder ours lie in, `group` the entry points of others,
    `attribute` the name of the value in a module of ours, `type` its class.
    """

    noun: str
    package: str
    group: str
    attribute: str
    type: type[Member]

    def own(self) -> tuple[str, ...]:
        """The members of this package, by name."""
        return _modules_of(self.package, self.attribute)

    def names(self) -> tuple[str, ...]:
        """Every member there is, those of other packages last."""
        own = self.own()
        return (*own, *sorted({entry.name for entry in _entries(self.group)} - set(own)))

    def has(self, name: str) -> bool:
        """Whether there is a member of this name."""
        return name in self.own() or name in self.names()

    def find(self, name: str) -> Member:
        """The member of a name; one of ours goes before one of another package.

        Raises NotFoundError where there is none, HbError (`broken_extension`) where another package's cannot be used.
        """
        if name in self.own():
            found = getattr(import_module(f"{self.package}.{name}"), self.attribute)
            assert isinstance(found, self.type), f"{self.package}.{name}.{self.attribute} is no {self.type.__name__}"
            return found
        for entry in _entries(self.group):
            if entry.name == name:
                return self._load(entry)
        guess = did_you_mean(name, self.names())
        hint = guess or f"There are: {', '.join(self.names())}."
        raise NotFoundError(
            f"there is no {self.noun} '{name}'", hint=hint, code=f"unknown_{self.noun.replace(' ', '_')}"
        )

    def others(self) -> tuple[str, ...]:
        """The members of other packages, by name."""
        return tuple(name for name in self.names() if name not in self.own())

    def members(self) -> Iterator[tuple[str, Member]]:
        """Every member with its name, imported."""
        for name in self.names():
            yield name, self.find(name)

    def _load(self, entry: Any) -> Member:
        try:
            found = entry.load()
        except (ImportError, AttributeError, TypeError) as error:
            raise self._unusable(entry, str(error)) from error
        if not isinstance(found, self.type):
            raise self._unusable(entry, f"{entry.value} is no {self.type.__name__}")
        return found

    def _unusable(self, entry: Any, why: str) -> HbError:
        package = entry.dist.name if entry.dist is not None else entry.value
        return HbError(
            f"the {self.noun} '{entry.name}' cannot be used: {why}",
            where=package,
            hint=f"Install another version of {package}, or none.",
            code="broken_extension",
        )


def narrow(door: Door[Any], type_: type[Member]) -> Door[Member]:
    """The same door, for who asks more of a member than others: all that `type_` says."""
    return replace(door, type=type_)


@cache
def _modules_of(package: str, attribute: str) -> tuple[str, ...]:
    """The modules of a package, and the folders in it that have a member; others are what members share."""
    spec = find_spec(package)
    folders = (spec.submodule_search_locations or ()) if spec is not None else ()
    modules = (file.stem for folder in folders for file in Path(folder).glob("[!_]*.py"))
    packages = (file for folder in folders for file in Path(folder).glob("*/__init__.py"))
    whole = (file.parent.name for file in packages if f"\n{attribute} = " in file.read_text(encoding="utf-8"))
    return tuple(sorted((*modules, *whole)))


@cache
def _entries(group: str) -> tuple[Any, ...]:
    from importlib.metadata import entry_points

    return tuple(entry_points(group=group))


def installed_packages() -> str:
    """A text that changes with the packages installed, and their versions. Much cheaper than reading their metadata."""
    found: set[str] = set()
    for folder in sys.path:
        with suppress(OSError), os.scandir(folder or ".") as entries:
            found.update(entry.name for entry in entries if entry.name.endswith((".dist-info", ".egg-info")))
    return " ".join(sorted(found))
