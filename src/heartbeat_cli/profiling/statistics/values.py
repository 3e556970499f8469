"""What landed rows are like, as frozen values.

Values of the data are text, as the database spells them: no digit, zone or infinity is lost on the way. Every figure
says whether it is exact; of one that is not, `error` is the half-width of its 95 % interval.
"""

from dataclasses import dataclass, field
from datetime import datetime
from typing import ClassVar, Literal

from heartbeat_cli.pgschema import QName

MASK = "•••"
Depth = Literal["exact", "scan and sample", "sample", "planner statistics"]


@dataclass(frozen=True, slots=True)
class Count:
    """A number of rows or values. `error` is relative (0.01: one per cent); `at_least`: more may exist, unseen."""

    value: int
    exact: bool = True
    error: float | None = None
    at_least: bool = False


@dataclass(frozen=True, slots=True)
class Share:
    """A part of the rows, from 0 to 1. `error` is absolute (0.01: one percentage point), None where unknown."""

    value: float
    exact: bool = True
    error: float | None = None


@dataclass(frozen=True, slots=True)
class Lengths:
    """Characters of texts, bytes of bytea: shortest, mean, longest. `empty` counts those of length zero."""

    shortest: int
    mean: float
    longest: int
    empty: int


@dataclass(frozen=True, slots=True)
class TopValue:
    """A frequent value and its share of the rows; `rows` is None where only the share is known."""

    value: str
    share: Share
    rows: int | None = None


@dataclass(frozen=True, slots=True)
class Histogram:
    """Rows per bin of equal width between `low` and `high`, the smallest and largest finite value."""

    low: str
    high: str
    bins: tuple[int, ...]
    exact: bool


@dataclass(frozen=True, slots=True)
class ColumnStatistics:
    """One column. Where a figure is None, the type has none, no row has a value, or nobody looked.

    `kind` is that of its type (`pgschema.kind_of`). `quantiles` are (share of the values, value) pairs and real
    values of the column; `quantile_error` is how far off their share may be. `personal` are the categories of personal
    data the column is taken for; `masked` says that values were left out for it.
    """

    name: str
    type: str
    kind: str
    null_share: Share
    nulls: int | None = None
    distinct: Count | None = None
    minimum: str | None = None
    maximum: str | None = None
    mean: str | None = None
    quantiles: tuple[tuple[float, str], ...] = ()
    quantile_error: float | None = None
    lengths: Lengths | None = None
    top: tuple[TopValue, ...] = ()
    histogram: Histogram | None = None
    personal: tuple[str, ...] = ()
    masked: bool = False
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class KeyCheck:
    """A declared key held against the rows, exactly: `surplus` rows repeat a key, `nulls` rows have a null in it.

    Both are None where it was not checked; `why` says why.
    """

    json_keys: ClassVar = "columns primary holds surplus nulls why"

    columns: tuple[str, ...]
    primary: bool
    surplus: int | None = None
    nulls: int | None = None
    why: str | None = None

    @property
    def holds(self) -> bool | None:
        """Whether the key is one; None where it was not checked."""
        if self.surplus is None:
            return None
        return self.surplus == 0 and not (self.primary and self.nulls)


@dataclass(frozen=True, slots=True)
class CursorCheck:
    """The cursor of a table held against the rows, exactly. `created` is the column that says when a row came to be.

    `nulls` rows have no cursor. Of an updated-at column, `earlier` rows say that they were changed before they came to
    be, `later` ones that they were changed since: if none, nothing shows that the column is set on a change. Of a key,
    `late` rows came to be more than a day before one with a lower number. `unseen` is the column by which rows change
    without the cursor. What is None was not looked at; `why` says why where it should have been.
    """

    json_keys: ClassVar = "column kind created nulls earlier later late unseen why"

    column: str
    kind: str
    created: str | None = None
    nulls: int | None = None
    earlier: int | None = None
    later: int | None = None
    late: int | None = None
    unseen: str | None = None
    why: str | None = None


@dataclass(frozen=True, slots=True)
class ReferenceCheck:
    """A declared reference held against the rows, exactly: `orphans` rows point at a row that is not landed.

    None where it was not checked; `why` says why (the target is not landed).
    """

    columns: tuple[str, ...]
    target: QName
    target_columns: tuple[str, ...]
    orphans: int | None = None
    why: str | None = None


@dataclass(frozen=True, slots=True)
class NewestValue:
    """The newest finite value of the column that tells when rows came or changed, beside the project's clock."""

    column: str
    newest: datetime | None
    newest_text: str | None
    clock: datetime
    demo_clock: bool
    exact: bool = True


@dataclass(frozen=True, slots=True)
class Sample:
    """The rows that what is not exact was taken from. `blocks`: whole blocks were drawn, not single rows."""

    rows: int
    blocks: bool


@dataclass(frozen=True, slots=True)
class TableStatistics:
    """One landed table. `receipt_rows` are the rows its load wrote, None without a receipt."""

    source: str
    table: QName
    dataset: str
    rows: Count
    depth: Depth
    columns: tuple[ColumnStatistics, ...]
    sample: Sample | None = None
    keys: tuple[KeyCheck, ...] = ()
    references: tuple[ReferenceCheck, ...] = ()
    freshness: NewestValue | None = None
    loaded_at: datetime | None = None
    receipt_rows: int | None = None
    bytes: int | None = None
    notes: tuple[str, ...] = field(default=())
    cursor: CursorCheck | None = None
