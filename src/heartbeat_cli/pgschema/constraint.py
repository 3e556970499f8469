"""Constraints of a table, with everything PostgreSQL's catalogue knows of them, as frozen values.

What a field's metadata says is in `fields.py`. `settings` say how the index behind a constraint is stored, where
somebody said so: `fillfactor=70`, `tablespace fast`.
"""

from dataclasses import dataclass, field
from typing import ClassVar

from .fields import NOT_COMPARED, SQL, compared_as, listed
from .names import QName


@dataclass(frozen=True, slots=True)
class UniqueKey:
    """A primary key or a unique constraint. `include` are columns the index carries beside its keys.

    `without_overlaps` (PostgreSQL 18): of rows that are equal in the other columns, the ranges in the last one do not
    overlap. `deferrable`: may be checked at the end of a transaction, and is unless told otherwise where
    `initially_deferred`. A partitioned table's is not `valid` while a partition's is missing.
    """

    kind: ClassVar[str] = "unique constraint"

    columns: tuple[str, ...]
    name: str | None = None
    comment: str | None = None
    include: tuple[str, ...] = ()
    nulls_distinct: bool = True
    deferrable: bool = False
    initially_deferred: bool = False
    without_overlaps: bool = False
    valid: bool = True
    settings: tuple[str, ...] = ()

    @property
    def definition(self) -> str | None:
        """What it is, in short."""
        return (listed(self.columns) or "") + (" WITHOUT OVERLAPS" if self.without_overlaps else "")


@dataclass(frozen=True, slots=True)
class ForeignKey:
    """A reference from `columns` to `target_columns` of `target`, in the same order.

    `match` is `simple`, `full` or `partial`. `set_columns` are those that ON DELETE SET NULL or SET DEFAULT sets, empty
    for all of them. `period` (PostgreSQL 18): the last column is a range, which has to be covered by ranges of the
    target's last column, not to be equal to one.
    """

    kind: ClassVar[str] = "foreign key"

    columns: tuple[str, ...]
    target: QName = field(metadata=compared_as(target=lambda key: key.reference))
    target_columns: tuple[str, ...] = field(metadata=NOT_COMPARED)
    name: str | None = None
    comment: str | None = None
    on_delete: str = "no action"
    on_update: str = "no action"
    deferrable: bool = False
    valid: bool = field(default=True, metadata=compared_as(valid=lambda key: _valid(key)))
    """False for NOT VALID: rows that were there before have not been held against it."""
    initially_deferred: bool = False
    match: str = "simple"
    set_columns: tuple[str, ...] = ()
    period: bool = False
    enforced: bool = True
    """False for NOT ENFORCED (PostgreSQL 18): no row is held against it; it is not valid, either."""

    @property
    def reference(self) -> str:
        """What it refers to: `core.client(id)`."""
        return f"{self.target}({', '.join(self.target_columns)})"

    @property
    def definition(self) -> str | None:
        """What it is, in short."""
        period = "PERIOD " if self.period else ""
        *rest, last = self.columns or ("",)
        return f"{listed((*rest, period + last))} -> {self.reference}"


@dataclass(frozen=True, slots=True)
class CheckConstraint:
    """A check: its SQL expression as text. `no_inherit`: tables that inherit do not get it.

    `valid` and `enforced` are as those of a foreign key.
    """

    kind: ClassVar[str] = "check"

    expression: str = field(metadata=SQL)
    name: str | None = None
    comment: str | None = None
    valid: bool = field(default=True, metadata=compared_as(valid=lambda check: _valid(check)))
    enforced: bool = True
    no_inherit: bool = False

    @property
    def definition(self) -> str | None:
        """What it is, in short."""
        return self.expression


@dataclass(frozen=True, slots=True)
class ExclusionConstraint:
    """No two rows for which every operator holds. `elements` are (column or expression, operator) pairs.

    An operator is spelt `OPERATOR(schema.&&)` where it is none of PostgreSQL's own. `options` say per element what is
    not the default, as those of an index.
    """

    kind: ClassVar[str] = "exclusion constraint"

    elements: tuple[tuple[str, str], ...] = field(
        metadata=SQL
        | compared_as(
            elements=lambda rule: tuple(element for element, _ in rule.elements),
            operators=lambda rule: " ".join(operator for _, operator in rule.elements),
        )
    )
    name: str | None = None
    method: str = "gist"
    where: str | None = field(default=None, metadata=SQL)
    comment: str | None = None
    options: tuple[str, ...] = field(
        default=(), metadata=compared_as(options=lambda rule: listed(rule.options) if any(rule.options) else None)
    )
    include: tuple[str, ...] = ()
    deferrable: bool = False
    initially_deferred: bool = False
    settings: tuple[str, ...] = ()

    @property
    def definition(self) -> str | None:
        """What it is, in short."""
        return listed(f"{element} WITH {operator}" for element, operator in self.elements)


def _valid(constraint: ForeignKey | CheckConstraint) -> str:
    """One that is not enforced has never been held against anything, which its `enforced` says."""
    return "yes" if constraint.valid or not constraint.enforced else "no"
