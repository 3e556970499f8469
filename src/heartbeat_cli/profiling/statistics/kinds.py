"""What can be asked of a column, going by the kind of its type (`pgschema.types.kind_of`)."""

from typing import Final

from heartbeat_cli.marts import Dialect
from heartbeat_cli.pgschema.types import DATES, NUMBERS, Kind

MEASURED: Final[frozenset[Kind]] = NUMBERS | DATES
"""Kinds whose values lie on a line: they have quantiles and a histogram."""
ORDERED: Final[frozenset[Kind]] = MEASURED | {"interval", "time", "text"}
"""Kinds whose smallest and largest value mean something."""
COMPARED: Final[frozenset[Kind]] = ORDERED | {"boolean", "uuid", "bytes"}
"""Kinds whose values are equal or not in every database; all others are compared by their text."""


def key_of(dialect: Dialect, value: str, kind: str) -> str:
    """SQL for something equal for equal values, whatever the type."""
    return value if kind in COMPARED else dialect.text(value)


def length_of(dialect: Dialect, value: str, kind: str) -> str:
    """SQL for the characters of a text, the bytes of bytea."""
    return f"octet_length({value})" if kind == "bytes" else f"length({key_of(dialect, value, kind)})"
