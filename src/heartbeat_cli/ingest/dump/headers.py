"""What stands before rows in a dump: the table they are of, their columns, and the search path that names it."""

import re
from dataclasses import dataclass
from typing import Final

from heartbeat_cli.errors import HbError
from heartbeat_cli.pgschema import DumpText, QName, fold_name

_NAME: Final = rb'(?:"(?:[^"]|"")+"|[^\s".,();\']+)'
_NAMES: Final = rb"\(\s*(?P<columns>" + _NAME + rb"(?:\s*,\s*" + _NAME + rb")*)?\s*\)"
_TABLE: Final = rb"(?:(?P<schema>" + _NAME + rb")\s*\.\s*)?(?P<table>" + _NAME + rb")"
_COPY: Final = re.compile(
    rb"COPY\s+(?:ONLY\s+)?" + _TABLE + rb"\s*(?:" + _NAMES + rb")?\s*FROM\s+STDIN\b(?P<options>[^;]*);[^\n]*(?:\n|\Z)",
    re.IGNORECASE,
)
_INSERT: Final = re.compile(
    rb"INSERT\s+INTO\s+(?:ONLY\s+)?"
    + _TABLE
    + rb"\s*(?:"
    + _NAMES
    + rb")?\s*(?:OVERRIDING\s+SYSTEM\s+VALUE\s+)?VALUES\s*",
    re.IGNORECASE,
)
_ONE: Final = re.compile(_NAME)
_PATH: Final = re.compile(
    rb"SET\s+(?:SESSION\s+)?search_path\s*(?:=|TO)\s*(.+)|SELECT\s+(?:pg_catalog\s*\.\s*)?set_config\s*\(\s*'search_path'\s*,\s*'([^']*)'",
    re.IGNORECASE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class RowsHeader:
    """The table as the dump names it (`schema` None: by the search path), its columns (None: all), where rows begin."""

    schema: str | None
    table: str
    columns: tuple[str, ...] | None
    end: int


class SearchPath:
    """The schema a name without one is looked for in, as SET statements of the dump have it."""

    def __init__(self) -> None:
        self._first = "public"

    def follow(self, statement: bytes) -> None:
        """Read a statement that may change it."""
        found = _PATH.match(statement)
        if found is None:
            return
        names = [_plain(name) for name in _ONE.findall((found[1] or found[2]).replace(b"'", b'"'))]
        self._first = next((name for name in names if name not in ("pg_catalog", "")), "public")

    def of(self, header: RowsHeader) -> QName:
        """The table's whole name."""
        return QName(header.schema or self._first, header.table)


def read_copy(text: DumpText, start: int, where: str) -> RowsHeader:
    """The header of a COPY. Raises HbError for one whose rows are in another form than pg_dump's."""
    found = _COPY.match(text, start)
    if found is None or found["options"].strip():
        raise HbError(
            "the rows of this COPY are in another form than pg_dump writes",
            where=where,
            hint="Make the dump with pg_dump, without options of COPY.",
            code="dump_not_plain",
        )
    return _header(found)


def read_insert(text: DumpText, start: int, where: str) -> RowsHeader:
    """The header of an INSERT. Raises HbError for one without literal rows."""
    found = _INSERT.match(text, start)
    if found is None:
        raise HbError(
            "this INSERT has no rows of literals",
            where=where,
            hint="Make the dump with pg_dump, which writes values and nothing to be worked out.",
            code="dump_not_plain",
        )
    return _header(found)


def _header(found: "re.Match[bytes]") -> RowsHeader:
    schema, columns = found["schema"], found["columns"]
    # `()` is a table without columns, none is all of them.
    empty = () if found.re is _COPY and b"()" in found[0] else None
    names = tuple(_plain(name) for name in _ONE.findall(columns)) if columns is not None else empty
    return RowsHeader(_plain(schema) if schema else None, _plain(found["table"]), names, found.end())


def _plain(name: bytes) -> str:
    text = name.decode()
    return text[1:-1].replace('""', '"') if text.startswith('"') else fold_name(text)
