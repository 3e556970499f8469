"""Kinds of types: two types of one kind can stand for each other in a query, a number and a text cannot."""

import re
from typing import Final

from heartbeat_cli.pgschema.model import Database

TEXT: Final = "text"

_KINDS: Final = {
    **dict.fromkeys(("smallint", "integer", "bigint", "numeric", "real", "double precision", "oid"), "number"),
    "money": "number",
    "boolean": "boolean",
    "date": "date",
    **dict.fromkeys(("time without time zone", "time with time zone"), "time of day"),
    **dict.fromkeys(("timestamp without time zone", "timestamp with time zone"), "moment"),
    "interval": "interval",
    "uuid": "uuid",
    "bytea": "bytes",
    **dict.fromkeys(("json", "jsonb"), "json"),
}
# Other names of the same types, PostgreSQL's and DuckDB's. `varchar` without a length is text to both.
_SPELLINGS: Final = {
    "int2": "smallint",
    "int4": "integer",
    "int8": "bigint",
    "float4": "real",
    "float": "real",
    "float8": "double precision",
    "double": "double precision",
    "bool": "boolean",
    "decimal": "numeric",
    "blob": "bytea",
    "varchar": "character varying",
    "char": '"char"',
    "varbit": "bit varying",
    "timestamptz": "timestamp with time zone",
    "timestamp": "timestamp without time zone",
    "timetz": "time with time zone",
    "time": "time without time zone",
}
_MODIFIER = re.compile(r"\(([^)]*)\)")


def kind_of(type_: str, database: Database | None = None) -> str:
    """The kind of a type as `format_type` spells it, domains of `database` resolved.

    `text` stands for all that lands as text: enums, ranges, addresses, types of extensions. An array is a kind of its
    own per kind of element.
    """
    if type_.endswith("[]"):
        return kind_of(type_.removesuffix("[]"), database) + "[]"
    base = _domains(database).get(type_) if database is not None else None
    if base is not None and base != type_:
        return kind_of(base, database)
    return _KINDS.get(split_type(type_)[0], TEXT)


def split_type(type_: str) -> tuple[str, tuple[int, ...]]:
    """A type's name and its modifiers: `timestamp(3) with time zone` -> `timestamp with time zone`, (3,)."""
    found = _MODIFIER.search(type_)
    numbers = tuple(int(part) for part in found[1].split(",") if part.strip().lstrip("-").isdigit()) if found else ()
    return " ".join(_MODIFIER.sub("", type_).split()), numbers


def spell_type(type_: str) -> str:
    """A built-in type of PostgreSQL or DuckDB as `format_type` spells it: `DECIMAL(18, 2)[]` -> `numeric(18,2)[]`.

    A text without a limit is `text`, whatever it is called.
    """
    if type_.endswith("[]"):
        return spell_type(type_.removesuffix("[]")) + "[]"
    name, numbers = split_type(type_.lower())
    name = "character" if name == "bpchar" and numbers else _SPELLINGS.get(name, name)
    if not numbers:
        return "text" if name == "character varying" else name
    first, *rest = name.split(" ", 1) if name.startswith(("timestamp", "time")) else (name,)
    return " ".join((f"{first}({','.join(map(str, numbers))})", *rest))


def _domains(database: Database) -> dict[str, str]:
    return {f"{d.schema}.{d.name}": d.type for schema in database.schemas for d in schema.domains}
