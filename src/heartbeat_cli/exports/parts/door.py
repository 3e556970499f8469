"""The door of exporters: one file each in this folder's parent, and those that other packages bring.

An exporter of ours is a module beside `exports/__init__.py` whose EXPORTER says what it writes; its name is the file's.
One of another package is an entry point of the group `heartbeat.exporters` that leads to an Exporter.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from heartbeat_cli.doors import Door
from heartbeat_cli.errors import UsageError


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Something the target has no place for: `what` it is, `why`, and the `metric`, None where it is all of them."""

    what: str
    why: str
    metric: str | None = None

    def __str__(self) -> str:
        whose = f"{self.metric}: " if self.metric else ""
        return f"{whose}{self.what}: {self.why}"


@dataclass(frozen=True, slots=True)
class ExportedFile:
    """A file of an export: its name, its text, and the `mark` by which it is known again.

    The mark stands in the first lines of the text, and in no file that anybody else writes.
    """

    name: str
    text: str
    mark: str


@dataclass(frozen=True, slots=True)
class Exported:
    """What an exporter made: files, or statements for the marts, and what it could not carry."""

    files: tuple[ExportedFile, ...] = ()
    statements: tuple[str, ...] = ()
    left_out: tuple[LeftOut, ...] = ()


@dataclass(frozen=True, slots=True)
class Exporter:
    """A way out: one line about it, and what writes an ExportSubject.

    `numbers` says whether the metrics are computed for it, `several` whether it writes a folder of files. `specs` are
    the versions of the target's specification it can write, the one that is usual first.
    """

    about: str
    write: Callable[[Any, str], Exported]
    numbers: bool = True
    several: bool = False
    specs: tuple[str, ...] = ()
    to_marts: bool = False

    def spec(self, asked: str | None) -> str:
        """The version to write; empty where the target has none. Raises UsageError for one it cannot write."""
        if asked is None:
            return self.specs[0] if self.specs else ""
        if asked not in self.specs:
            hint = f"There are: {', '.join(self.specs)}." if self.specs else "Leave --spec out."
            raise UsageError(f"there is no version {asked} to write", hint=hint, code="unknown_spec")
        return asked


EXPORTERS = Door("exporter", "heartbeat_cli.exports", "heartbeat.exporters", "EXPORTER", Exporter)


def exporter_names() -> tuple[str, ...]:
    """Every exporter there is, those of other packages last."""
    return EXPORTERS.names()
