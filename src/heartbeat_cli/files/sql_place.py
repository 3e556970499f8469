"""Where SQL stands: from a byte offset in the text to `file:line`."""

import re
from dataclasses import dataclass
from pathlib import Path

from heartbeat_cli.errors import Place


@dataclass(frozen=True, slots=True)
class SqlPlace:
    """The file SQL was read from and the 1-based line on which it begins there; None for SQL from elsewhere."""

    file: Path | None = None
    first_line: int | None = None

    def at(self, sql: str, offset: int = 0) -> Place:
        """File and line of a byte offset into the SQL, or `SQL line n` where there is no file."""
        line = sql.encode()[:offset].count(b"\n")
        return self.at_line(line + 1)

    def at_line(self, line: int) -> Place:
        """The same for a 1-based line of the SQL."""
        if self.file is None or self.first_line is None:
            return Place(f"SQL line {line}")
        return Place(str(self.file), self.first_line + line - 1)

    @classmethod
    def line_of(cls, sql: str, name: str) -> int:
        """The 1-based line of the SQL on which the word `name` first stands, 1 where it does not."""
        return sql.encode()[: cls.offset_of(sql, name)].count(b"\n") + 1

    @staticmethod
    def offset_of(sql: str, name: str) -> int:
        """The byte offset of the first word `name` in the SQL, 0 where there is none."""
        match = re.search(rf"\b{re.escape(name)}\b", sql, re.IGNORECASE)
        return len(sql[: match.start()].encode()) if match else 0


def from_root(text: str, root: Path) -> str:
    """A text with the paths of a project's files as its owner knows them: from the project's folder."""
    return text.replace(f"{root}/", "")


NOWHERE = SqlPlace()
