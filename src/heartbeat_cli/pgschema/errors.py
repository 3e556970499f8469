"""What keeps a schema from being read: each error says what happened, where, and what to do next."""

from typing import ClassVar


class PgSchemaError(Exception):
    """A failure with a message, the file and line it is about (None: no file, all of it) and a hint.

    `code` is a stable word for programs. Everything is read-only and survives pickling.
    """

    default_code: ClassVar[str] = "failed"

    def __init__(
        self,
        message: str,
        file: str | None = None,
        line: int | None = None,
        hint: str | None = None,
        code: str | None = None,
    ) -> None:
        super().__init__(message, file, line, hint, code or self.default_code)

    @property
    def message(self) -> str:
        """What happened, in one line."""
        return str(self.args[0])

    @property
    def file(self) -> str | None:
        """The file it is about, as the caller named it."""
        file: str | None = self.args[1]
        return file

    @property
    def line(self) -> int | None:
        """The line in `file`, counted from 1."""
        line: int | None = self.args[2]
        return line

    @property
    def hint(self) -> str | None:
        """What to do next."""
        hint: str | None = self.args[3]
        return hint

    @property
    def code(self) -> str:
        """`no_such_file`, `invalid_file`, `not_postgres`, `custom_format`, `no_grammar` …"""
        return str(self.args[4])

    @property
    def where(self) -> str | None:
        """`file:line`, or `file` where there is no line."""
        return f"{self.file}:{self.line}" if self.line is not None else self.file

    def __str__(self) -> str:
        return f"{self.where}: {self.message}" if self.file else self.message


class FileMissingError(PgSchemaError):
    """There is no such file."""

    default_code = "no_such_file"


class NotADumpError(PgSchemaError):
    """A file that exists and is no dump of one PostgreSQL database in text form, or cannot be read at all."""

    default_code = "invalid_file"


class GrammarMissingError(PgSchemaError):
    """This machine has no libpg_query, without which no SQL is understood."""

    default_code = "no_grammar"
