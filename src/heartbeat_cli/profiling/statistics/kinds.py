"""What can be asked of a column, going by the kind of its type (`pgschema.kind_of`)."""

from typing import Final

from heartbeat_cli.pgschema import DATE_KINDS, NUMBER_KINDS, TypeKind

MEASURED: Final[frozenset[TypeKind]] = NUMBER_KINDS | DATE_KINDS
"""Kinds whose values lie on a line: they have quantiles and a histogram."""
ORDERED: Final[frozenset[TypeKind]] = MEASURED | {"interval", "time", "text"}
"""Kinds whose smallest and largest value mean something."""
COMPARED: Final[frozenset[TypeKind]] = ORDERED | {"boolean", "uuid", "bytes"}
"""Kinds whose values are equal or not in every database; all others are compared by their text."""
