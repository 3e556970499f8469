"""What can be asked of a column, going by the kind of its type (`pgschema.types.kind_of`)."""

from typing import Final

from heartbeat_cli.pgschema.types import DATES, NUMBERS, Kind

MEASURED: Final[frozenset[Kind]] = NUMBERS | DATES
"""Kinds whose values lie on a line: they have quantiles and a histogram."""
ORDERED: Final[frozenset[Kind]] = MEASURED | {"interval", "time", "text"}
"""Kinds whose smallest and largest value mean something."""
COMPARED: Final[frozenset[Kind]] = ORDERED | {"boolean", "uuid", "bytes"}
"""Kinds whose values are equal or not in every database; all others are compared by their text."""
