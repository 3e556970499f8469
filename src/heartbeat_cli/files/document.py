"""A YAML file as values that know where each of them stands, and what is wrong with it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from heartbeat_cli.discreet import discreet
from heartbeat_cli.errors import InvalidFileError, Place
from heartbeat_cli.files.scalar import Scalar

DataPath = tuple[str | int, ...]
"""The way to a value: `("tables", 0, "name")`."""


class Mark(NamedTuple):
    """Where a value stands, from 1: the line and column of its key or dash's content, and those of its own."""

    line: int
    column: int
    value_line: int
    value_column: int

    @property
    def beside(self) -> int | None:
        """The column of the value where it stands behind its key; an alias has the place of its anchor, before."""
        return self.value_column if self.value_line == self.line and self.value_column > self.column else None


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with a file: where it stands and what is wrong, with a code where it has its own."""

    file: Path
    line: int
    message: str
    code: str | None = None
    column: int | None = None

    def __str__(self) -> str:
        return f"{self.place}: {self.message}"

    @property
    def place(self) -> Place:
        """The file, line and column."""
        return Place(str(self.file), self.line, self.column)

    @classmethod
    def of(cls, error: InvalidFileError, file: Path) -> "Problem":
        """What kept `file` from being read, as one thing wrong with it."""
        place = error.place or Place(str(file))
        return cls(file, place.line or 1, error.message, column=place.column)


def failure(problems: Sequence[Problem], rest: str) -> InvalidFileError:
    """The first problem as what a command fails with; the hint counts the others, `rest` says where they are."""
    first, more = problems[0], len(problems) - 1
    hint = f"{more} more {rest}" if more else None
    return InvalidFileError(first.message, where=first.place, hint=hint, code=first.code)


@dataclass(frozen=True, slots=True)
class Document:
    """A parsed YAML file: `data` as plain Python values, `marks` where each stands by its path, its `text`."""

    file: Path
    data: Any
    marks: Mapping[DataPath, Mark]
    text: str

    def mark_of(self, path: Sequence[str | int]) -> Mark:
        """Where `path` stands, or the closest enclosing value that has a mark."""
        for end in range(len(path), -1, -1):
            mark = self.marks.get(tuple(path[:end]))
            if mark is not None:
                return mark
        return Mark(1, 1, 1, 1)

    def line_of(self, path: Sequence[str | int]) -> int:
        """The line of `path`, or of the closest enclosing value that has one."""
        return self.mark_of(path).line

    def place_of(self, path: Sequence[str | int]) -> Place:
        """The file, line and column of `path`: of a key, of a list's item, or of the closest value around that."""
        mark = self.mark_of(path)
        return Place(str(self.file), mark.line, mark.column)

    def scalar(self, path: Sequence[str | int]) -> Scalar:
        """The value at `path` as it is written."""
        mark = self.mark_of(path)
        return Scalar(self.text, mark.value_line, mark.value_column)

    def problem(
        self, path: Sequence[str | int], message: str, code: str | None = None, *, key: bool = False
    ) -> Problem:
        """What is wrong with the value at `path`, or with its `key`."""
        mark = self.mark_of(path)
        column = None if key else mark.beside
        return Problem(self.file, mark.line, discreet(message), code, column or mark.column)
