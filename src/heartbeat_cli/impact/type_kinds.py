"""Kinds of types: two types of one kind can stand for each other in a query, a number and a text cannot."""

import re
from typing import Final

from heartbeat_cli.catalog import Database

TEXT: Final = "text"

_KINDS: Final = {
    **dict.fromkeys(("smallint", "integer", "bigint", "numeric", "real", "double precision", "oid"), "number"),
    "boolean": "boolean",
    "date": "date",
    **dict.fromkeys(("time without time zone", "time with time zone"), "time of day"),
    **dict.fromkeys(("timestamp without time zone", "timestamp with time zone"), "moment"),
    "interval": "interval",
    "uuid": "uuid",
    "bytea": "bytes",
    **dict.fromkeys(("json", "jsonb"), "json"),
}
_MODIFIER = re.compile(r"\([^)]*\)")


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
    return _KINDS.get(" ".join(_MODIFIER.sub("", type_).split()), TEXT)


def _domains(database: Database) -> dict[str, str]:
    return {f"{d.schema}.{d.name}": d.type for schema in database.schemas for d in schema.domains}
