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
understood stands beside it, in `skipped`; what cannot be read at all is a `PgSchemaError`. `quote` and `literal` spell
names and texts in SQL, `kind_of` and `canonical` say what types mean, `split_statements` takes a dump apart.

The room imports nothing of the program around it. Importing it loads neither psycopg nor PostgreSQL's grammar; the
functions do, when they are called.
"""

from importlib import import_module
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .constraint import CheckConstraint, ExclusionConstraint, ForeignKey, UniqueKey
from .counts import Counts, count_objects
from .errors import FileMissingError, GrammarMissingError, NotADumpError, PgSchemaError
from .model import CompositeType, Database, Domain, EnumType, Extension, RangeType, Schema, Sequence
from .names import QName
from .quoting import fold_name, literal, one_name_in_duckdb, quote, quote_for_marts, quote_if_needed
from .reading import DumpReading, SkippedStatement
from .relation import Column, Grant, Index, Policy, Table, View
from .routine import Function, Trigger

if TYPE_CHECKING:
    import psycopg

    from .changes import Change
    from .dump import (
        DumpStatement,
        DumpText,
        database_of,
        lost_its_end,
        open_dump,
        split_statements,
        tidy_sql,
        without_rows,
    )
    from .grammar import libpg_query
    from .renames import Rename
    from .types import (
        BUILT_IN_TYPES,
        DATE_KINDS,
        NUMBER_KINDS,
        TEXT_TYPE,
        TIMESTAMP_KINDS,
        TypeKind,
        built_in_type,
        can_carry,
        canonical,
        domain_types,
        enum_labels,
        family_of,
        kind_of,
        named_type,
        split_type,
    )

# Imported when they are first asked for: most readers of a schema need none of them.
_HOMES = {
    "changes": "Change",
    "renames": "Rename",
    "dump": "DumpStatement DumpText database_of lost_its_end open_dump split_statements tidy_sql without_rows",
    "grammar": "libpg_query",
    "types": (
        "BUILT_IN_TYPES DATE_KINDS NUMBER_KINDS TEXT_TYPE TIMESTAMP_KINDS TypeKind built_in_type can_carry canonical "
        "domain_types enum_labels family_of kind_of named_type split_type"
    ),
}
_MODULES = {name: module for module, names in _HOMES.items() for name in names.split()}

__all__ = [
    "BUILT_IN_TYPES",
    "DATE_KINDS",
    "NUMBER_KINDS",
    "TEXT_TYPE",
    "TIMESTAMP_KINDS",
    "Change",
    "CheckConstraint",
    "Column",
    "CompositeType",
    "Counts",
    "Database",
    "Domain",
    "DumpReading",
    "DumpStatement",
    "DumpText",
    "EnumType",
    "ExclusionConstraint",
    "Extension",
    "FileMissingError",
    "ForeignKey",
    "Function",
    "GrammarMissingError",
    "Grant",
    "Index",
    "NotADumpError",
    "PgSchemaError",
    "Policy",
    "QName",
    "RangeType",
    "Rename",
    "Schema",
    "Sequence",
    "SkippedStatement",
    "Table",
    "Trigger",
    "TypeKind",
    "UniqueKey",
    "View",
    "built_in_type",
    "can_carry",
    "canonical",
    "count_objects",
    "database_of",
    "diff",
    "domain_types",
    "enum_labels",
    "family_of",
    "find_renames",
    "fold_name",
    "kind_of",
    "left_out",
    "libpg_query",
    "literal",
    "lost_its_end",
    "named_type",
    "one_name_in_duckdb",
    "open_dump",
    "quote",
    "quote_for_marts",
    "quote_if_needed",
    "read",
    "read_live",
    "read_text",
    "split_statements",
    "split_type",
    "tidy_sql",
    "without_rows",
]


def read(path: "str | PathLike[str]", *, name: str | None = None) -> DumpReading:
    """The database a dump file describes, and what of it was not understood.

    `name` is the database's name, the file's stem by default. Raises FileMissingError or NotADumpError where the file
    is no SQL text, holds no SQL statement or several databases, and GrammarMissingError.
    """
    from .dump import read_dump

    return read_dump(Path(path), name=name)


def read_text(
    sql: "str | DumpText", *, file: str = "<text>", name: str = "text", wanted: str | None = None
) -> DumpReading:
    """`read` for a dump already in memory (bytes: UTF-8); `file` is what it is called where a line is named.

    Of several databases in it, the `wanted` one is read.
    """
    from .dump import read_dump_text

    return read_dump_text(sql.encode() if isinstance(sql, str) else sql, file=file, name=name, wanted=wanted)


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


def find_renames(before: Database, after: Database) -> "tuple[Rename, ...]":
    """The tables and columns of `before` that `after` seems to call otherwise, each with why it looks so."""
    from . import renames

    return renames.find_renames(before, after)


def left_out(before: Database, after: Database) -> tuple[str, ...]:
    """The kinds of things one of the two has and `diff` knows nothing of, in the plural, by the alphabet."""
    return tuple(sorted({*before.left_out, *after.left_out}))


def __getattr__(name: str) -> Any:
    module = _MODULES.get(name)
    if module is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    globals()[name] = value = getattr(import_module(f"{__name__}.{module}"), name)
    return value
