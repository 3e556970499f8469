"""The door of formats: one file each in this folder's parent, and those that other packages bring.

A format of ours is a module beside `formats/__init__.py` whose FORMAT says what it writes; its name is the file's. One
of another package is an entry point of the group `heartbeat.formats` that leads to a Format. Names are read off the
folder and the packages' metadata: nothing is imported before something is written with it. What `hb check` found has
formats of its own, in the folder `formats/reports` and the group `heartbeat.report_formats`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from heartbeat_cli.doors import Door
from heartbeat_cli.errors import UsageError

FIRST = "table"
KINDS = ("database", "file", "schema", "table", "view", "column", "data")
"""What a format can be given. A file is a database whose name nobody said; `data` are the figures of landed rows."""


@dataclass(frozen=True, slots=True)
class Written:
    """A target in one format: text, or the sheet a terminal lays out; and what has to be said beside it."""

    body: Any
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Format:
    """A way to write a target: the KINDS it can write, one line about it, and what writes.

    `write` is given a Picture, or for `data` a TableData or SchemaData. `write_raw` writes the same with everything as
    it is, where `write` changes what its readers would run; None where there is no such thing.
    """

    kinds: tuple[str, ...]
    about: str
    write: Callable[[Any], Written]
    write_raw: Callable[[Any], Written] | None = None

    def writer(self, *, raw: bool = False) -> Callable[[Any], Written]:
        """What writes; raises UsageError where there is no raw form."""
        if not raw:
            return self.write
        if self.write_raw is None:
            raise UsageError(
                "--raw is for --format csv: the other formats have no cells that a spreadsheet runs",
                hint="Leave --raw out.",
            )
        return self.write_raw


FORMATS = Door("format", "heartbeat_cli.formats", "heartbeat.formats", "FORMAT", Format)


@dataclass(frozen=True, slots=True)
class ReportFormat:
    """A way to write what `hb check` found: one line about it, and what writes a Checked."""

    about: str
    write: Callable[[Any], Written]


REPORT_FORMATS = Door("format", "heartbeat_cli.formats.reports", "heartbeat.report_formats", "FORMAT", ReportFormat)


def report_format_names() -> tuple[str, ...]:
    """Every format of a report: the page for people first, those of other packages last."""
    return (FIRST, *(name for name in REPORT_FORMATS.names() if name != FIRST))


def format_names() -> tuple[str, ...]:
    """Every format there is: the page for people first, those of other packages last."""
    return (FIRST, *(name for name in FORMATS.names() if name != FIRST))


def is_own(name: str) -> bool:
    """Whether a format is one of this package."""
    return name in FORMATS.own()


def formats_for(kind: str) -> list[str]:
    """The formats that can write a kind of target."""
    return [name for name in format_names() if kind in FORMATS.find(name).kinds]
