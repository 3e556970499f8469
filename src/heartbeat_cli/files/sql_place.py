"""Where SQL stands: from a byte offset in its text to file, line and column."""

import re
from dataclasses import dataclass
from pathlib import Path

from heartbeat_cli.errors import Place
from heartbeat_cli.files.scalar import Scalar


@dataclass(frozen=True, slots=True)
class SqlPlace:
    """The file SQL was read from, and how it stands there: as a value of YAML, or as it is from `first_line` on."""

    file: Path | None = None
    first_line: int = 1
    scalar: Scalar | None = None

    def at(self, sql: str, offset: int = 0) -> Place:
        """The place of a byte offset into the SQL; in what is called `SQL` where there is no file."""
        index = len(sql.encode()[:offset].decode("utf-8", "ignore"))
        if self.scalar is not None:
            line, column = self.scalar.place_of(sql, index)
        else:
            line = self.first_line + sql.count("\n", 0, index)
            column = index - sql.rfind("\n", 0, index)
        return Place(str(self.file) if self.file is not None else "SQL", line, column)

    @staticmethod
    def offset_of(sql: str, name: str) -> int:
        """The byte offset of the first word `name` in the SQL, 0 where there is none."""
        match = re.search(rf"\b{re.escape(name)}\b", sql, re.IGNORECASE)
        return len(sql[: match.start()].encode()) if match else 0


def from_root(text: str, root: Path) -> str:
    """A text with the paths of a project's files as its owner knows them: from the project's folder."""
    return text.replace(f"{root}/", "")


NOWHERE = SqlPlace()
