"""What can be asked of a column, going by the kind of its type (`pgschema.kind_of`)."""

from typing import Final

from heartbeat_cli.marts import Dialect
from heartbeat_cli.pgschema import DATE_KINDS, NUMBER_KINDS, TypeKind

MEASURED: Final[frozenset[TypeKind]] = NUMBER_KINDS | DATE_KINDS
"""Kinds whose values lie on a line: they have quantiles and a histogram."""
ORDERED: Final[frozenset[TypeKind]] = MEASURED | {"interval", "time", "text"}
"""Kinds whose smallest and largest value mean something."""
COMPARED: Final[frozenset[TypeKind]] = ORDERED | {"boolean", "uuid", "bytes"}
"""Kinds whose values are equal or not in every database; all others are compared by their text."""


def key_of(dialect: Dialect, value: str, kind: str) -> str:
    """SQL for something equal for equal values, whatever the type."""
    return value if kind in COMPARED else dialect.text(value)


def length_of(dialect: Dialect, value: str, kind: str) -> str:
    """SQL for the characters of a text, the bytes of bytea."""
    return f"octet_length({value})" if kind == "bytes" else f"length({key_of(dialect, value, kind)})"
