"""What a format hands back, and the formats there are by name. Nothing is imported before it is written with."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from heartbeat_cli.render.formats.picture import Picture

KINDS = ("database", "file", "schema", "table", "view", "column")
"""What a target can be. A file is a database whose name nobody said."""


@dataclass(frozen=True, slots=True)
class Written:
    """A target in one format: text, or for the terminal something rich prints; and what has to be said beside it."""

    body: Any
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Format:
    """A way to write a target: its name on the command line, the kinds it can write, and where it is done.

    A format called `x` is written by `write_x` of the module `x` beside this one.
    """

    name: str
    kinds: tuple[str, ...]

    def write(self, picture: "Picture") -> Written:
        """The target in this format, which must be of one of `kinds`."""
        module = import_module(f"heartbeat_cli.render.formats.{self.name}")
        return cast(Callable[["Picture"], Written], getattr(module, f"write_{self.name}"))(picture)
