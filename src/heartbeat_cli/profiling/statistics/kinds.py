"""What can be asked of a column, going by its type as PostgreSQL spells it."""

from typing import Final

KINDS: Final = ("integer", "decimal", "float", "moment", "span", "text", "boolean", "uuid", "bytes", "other")
NUMBERS: Final = ("integer", "decimal", "float")
ORDERED: Final = (*NUMBERS, "moment", "span", "text")
"""Kinds whose smallest and largest value mean something."""

_INTEGERS = ("smallint", "integer", "bigint", "tinyint", "hugeint", "oid")
_TEXTS = ("text", "character varying", "character", "varchar", '"char"', "name")
_SPANS = ("interval", "time without time zone", "time with time zone")


def kind_of(type_: str) -> str:
    """One of KINDS: `numeric(18,2)` → `decimal`. What has no equality or order of its own is `other`."""
    if type_.endswith("]"):
        return "other"
    base = type_.split("(", 1)[0].strip()
    tail = type_.rsplit(")", 1)[-1].strip() if "(" in type_ else ""
    name = f"{base} {tail}".strip()
    if name in _INTEGERS or name in {f"u{n}" for n in _INTEGERS}:
        return "integer"
    if name in _SPANS:
        return "span"
    if name == "date" or name.startswith("timestamp"):
        return "moment"
    if name in _TEXTS:
        return "text"
    return {
        "numeric": "decimal",
        "real": "float",
        "double precision": "float",
        "boolean": "boolean",
        "uuid": "uuid",
        "bytea": "bytes",
    }.get(name, "other")
