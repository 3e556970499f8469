"""The smallest thing that lands or does not, and what is done with it."""

from dataclasses import dataclass, field
from enum import StrEnum

from heartbeat_cli.marts import Bounds
from heartbeat_cli.pgschema import QName


class Action(StrEnum):
    """What is done with one unit of a table."""

    REPLACE = "replace"
    """Delete the range in the marts and copy it anew."""
    COMPARE = "compare"
    """Compare checksums first, and replace the range only where they differ."""
    MERGE = "merge"
    """Copy the rows the cursor finds, over those with the same key."""
    WHOLE = "whole"
    """One consistent read of a table without a key, swapped in."""
    ABSORB = "absorb"
    """Land what was pulled over the rows with the same key, and take out what the pull says is gone."""
    PRUNE = "prune"
    """Take out what the source no longer has: count the keys of the range, and compare them where counts differ."""


@dataclass(frozen=True, slots=True)
class Unit:
    """The smallest thing that lands or does not: one range of one table, in one transaction.

    `number` tells the units of a table apart. `fresh` says that the marts hold nothing of the range. `since` is where
    a MERGE begins, as text of the cursor's type; `added` how many rows the source says were added since the last load,
    those of transactions that were rolled back among them (None: it does not say).
    """

    table: QName
    number: int
    action: Action
    bounds: Bounds = field(default=Bounds())
    rows: int | None = None
    fresh: bool = False
    since: str | None = None
    added: int | None = None
