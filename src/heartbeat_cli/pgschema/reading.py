"""What reading a dump gave. Apart from the reader, so that a reading from a cache needs none of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from .model import Database


@dataclass(frozen=True, slots=True)
class SkippedStatement:
    """A statement that was not understood: where, how it begins, why; `lossy` if structure was lost with it."""

    file: str
    line: int
    statement: str
    reason: str = ""
    lossy: bool = False


@dataclass(frozen=True, slots=True)
class DumpReading:
    """What a dump holds: the database, how many statements were understood, and those that were not.

    `ignored` counts, of the statements understood, those that leave no trace because nothing here has a use for them:
    rules, settings, rows.
    """

    json_keys: ClassVar = "statements lossy skipped ignored"

    database: Database
    file: str
    statements: int
    skipped: tuple[SkippedStatement, ...] = ()
    ignored: Mapping[str, int] = field(default_factory=dict)

    @property
    def lossy(self) -> bool:
        """Whether any table, column, key, index, view, type or comment is missing from `database`."""
        return any(s.lossy for s in self.skipped)
