"""PostgreSQL schemas as values: read from a dump or a live catalogue, and compared. No server, no configuration.

    >>> import heartbeat_cli.pgschema as pgschema
    >>> old = pgschema.read_text("CREATE TABLE bank.client (id bigint PRIMARY KEY, name varchar(80));")
    >>> old.database.schema("bank").table("client").column("name").type
    'character varying(80)'
    >>> new = pgschema.read_text("CREATE TABLE bank.client (id bigint PRIMARY KEY, name text NOT NULL);")
    >>> for change in pgschema.diff(old.database, new.database):
    ...     print(change.sentence)
    bank.client.name: type character varying(80) -> text
    bank.client.name: nullable yes -> no

`read(path)` reads a dump's file and `read_live(connection)` a catalogue; both give a `Database`. What of a dump was not
understood stands beside it, in `skipped`; what cannot be read at all is a `PgSchemaError`. `pgschema.quoting` spells
names and texts in SQL, `pgschema.types` says what types mean, `pgschema.dump` has the parts of the reader.

The room imports nothing of the program around it. Importing it loads neither psycopg nor PostgreSQL's grammar; the
functions do, when they are called.
"""

from os import PathLike
from typing import TYPE_CHECKING, Any

from .counts import Counts, count_objects
from .errors import FileMissingError, GrammarMissingError, NotADumpError, PgSchemaError
from .model import CompositeType, Database, Domain, EnumType, Extension, RangeType, Schema, Sequence
from .reading import DumpReading, SkippedStatement
from .relation import (
    CheckConstraint,
    Column,
    ExclusionConstraint,
    ForeignKey,
    Grant,
    Index,
    Policy,
    QName,
    Table,
    UniqueKey,
    View,
)

if TYPE_CHECKING:
    import psycopg

    from .changes import Change

__all__ = [
    "Change",
    "CheckConstraint",
    "Column",
    "CompositeType",
    "Counts",
    "Database",
    "Domain",
    "DumpReading",
    "EnumType",
    "ExclusionConstraint",
    "Extension",
    "FileMissingError",
    "ForeignKey",
    "GrammarMissingError",
    "Grant",
    "Index",
    "NotADumpError",
    "PgSchemaError",
    "Policy",
    "QName",
    "RangeType",
    "Schema",
    "Sequence",
    "SkippedStatement",
    "Table",
    "UniqueKey",
    "View",
    "count_objects",
    "diff",
    "read",
    "read_live",
    "read_text",
]


def read(path: "str | PathLike[str]", *, name: str | None = None) -> DumpReading:
    """The database a dump file describes, and what of it was not understood.

    `name` is the database's name, the file's stem by default. Raises FileMissingError or NotADumpError where the file
    is no SQL text, holds no SQL statement or several databases, and GrammarMissingError.
    """
    from pathlib import Path

    from .dump import read_dump

    return read_dump(Path(path), name=name)


def read_text(sql: str | bytes, *, file: str = "<text>", name: str = "text") -> DumpReading:
    """`read` for a dump already in memory (bytes: UTF-8); `file` is what it is called where a line is named."""
    from .dump import read_dump_text

    return read_dump_text(sql.encode() if isinstance(sql, str) else sql, file=file, name=name)


def read_live(connection: "psycopg.Connection[Any]") -> Database:
    """The database `connection` is connected to, from its catalogue; needs no right beyond connecting.

    Raises what psycopg raises.
    """
    from .live import read

    return read.read_live(connection)


def diff(before: Database, after: Database) -> "tuple[Change, ...]":
    """What has to happen to `before` to make it `after`: removals, then changes and additions in `after`'s order.

    The names of the databases are not compared. Raises GrammarMissingError where two expressions have to be parsed.
    """
    from . import changes

    return changes.diff(before, after)


def __getattr__(name: str) -> Any:
    if name == "Change":
        from .changes import Change

        return Change
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
