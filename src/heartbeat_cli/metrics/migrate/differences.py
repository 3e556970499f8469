"""Why two counts of the same thing differ, row by row: each kind of difference with its rows, and its signature."""

from dataclasses import dataclass, replace
from typing import ClassVar, Final

KINDS: Final = {
    "keyless": "rows of {legacy} that belong to no key",
    "doubled": "rows of {legacy} for a key that is counted already",
    "legacy_only": "rows only {legacy} counts",
    "legacy_moved": "rows {legacy} counts now, and {truth} in another window",
    "truth_only": "rows only {truth} counts",
    "truth_moved": "rows {truth} counts now, and {legacy} in another window",
    "truth_doubled": "rows of {truth} for a key that is counted already",
    "truth_keyless": "rows of {truth} that belong to no key",
    "total": "the two numbers, whose rows cannot be held together",
}
"""What each kind of difference is, in the order in which they are told."""
TOTAL: Final = "total"
_OF_THE_TRUTH: Final = ("truth_only", "truth_moved", "truth_doubled", "truth_keyless")
_MOSTLY: Final = 0.95
_RARELY: Final = 0.05


@dataclass(frozen=True, slots=True)
class RowDifference:
    """Rows of one kind: how many, some of their keys, and what sets them apart (`logged_by = 'test'`).

    `known` is why somebody said this is so; None where nobody has.
    """

    json_keys: ClassVar = "kind rows keys apart signature known"

    kind: str
    rows: int
    keys: tuple[str, ...] = ()
    apart: str | None = None
    known: str | None = None

    @property
    def signature(self) -> str:
        """What it is recognised by the next time: its kind, and what sets its rows apart."""
        return f"{self.kind}: {self.apart}" if self.apart else self.kind

    @property
    def effect(self) -> int:
        """What it adds to the legacy number, compared with that of the truth source."""
        return -self.rows if self.kind in _OF_THE_TRUTH else self.rows

    def words(self, legacy: str, truth: str) -> str:
        """What it is, with the names of both sources."""
        return KINDS[self.kind].format(legacy=legacy, truth=truth)


@dataclass(frozen=True, slots=True)
class ValueShare:
    """How many rows of one kind, and of all others of its side, have a value in a column."""

    kind: str
    column: str
    value: str
    inside: int
    outside: int


def set_apart(difference: RowDifference, shares: list[ValueShare], others: int) -> RowDifference:
    """The difference with what nearly all of its rows have and nearly no `others`, where there is such a value."""
    fitting = [
        share
        for share in shares
        if share.kind == difference.kind
        and share.inside >= _MOSTLY * difference.rows
        and share.outside <= _RARELY * max(others, 1)
    ]
    best = max(fitting, key=lambda s: (s.inside * max(others, 1) - s.outside * difference.rows, s.column), default=None)
    if best is None or difference.rows < 2:
        return difference
    return replace(difference, apart=f"{best.column} = '{best.value}'" if best.value else f"{best.column} is null")
