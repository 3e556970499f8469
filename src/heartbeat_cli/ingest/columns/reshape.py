"""Bringing a table in the marts to the shape its rows will land in, with the rows it has.

The table is held against what its receipt recorded, against what stands in the marts, and against what should land. A
table that has no receipt was landed by somebody else's dlt pipeline and is adopted: its columns get the source's names
and types back, and dlt's own go. Values are only cast here; whether they are the source's is for checksums to tell.

What the databases allow, as tried on DuckDB 1.5.5 and PostgreSQL 18 with rows in the table:

- DuckDB alters one column at a time and rewrites only that. Several ALTERs may share a transaction, and it may write to
  the table after them; a DELETE or UPDATE before them fails at COMMIT, as does a write of any other session. A failed
  statement ends the transaction and there are no savepoints, so the steps are run one by one, each on its own.
- DuckDB refuses all of these but ADD COLUMN on a table with an index, a new type or DROP for a column of a primary key,
  a unique constraint or a generated column, and DROP for the last column. dlt makes none of them unless told to. Views
  do not hinder it, and fail later when their column is gone.
- PostgreSQL rewrites the whole table for a new type, so all of them go in one ALTER TABLE. A view on the column hinders
  a new type and DROP COLUMN, and the error names it. A failed statement can be taken back to a savepoint.
"""

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from heartbeat_cli.ingest.columns.changes import ChangeKind, ColumnChange, Difference, compare_columns, widens
from heartbeat_cli.ingest.columns.shape import HASH, RecordedColumn, shape_of
from heartbeat_cli.marts import find_marts_kind
from heartbeat_cli.pgschema import TIMESTAMP_KINDS, Column, canonical, kind_of, quote

DELETED_AT: Final = "_hb_deleted_at"
"""When a row was found gone at the source, in tables that keep such rows."""


@dataclass(frozen=True, slots=True)
class Step:
    """One statement and the columns it is about, by their names after it.

    Where it fails, because of a value or because there is no such cast, `instead` is done; without one the table
    cannot be brought into shape. `empties` says that it takes the column's values out. A step that cannot fail because
    of a value has no `instead`, so that no value is lost to a lock that was not granted in time.
    """

    sql: str
    columns: tuple[str, ...]
    instead: tuple["Step", ...] = ()
    empties: bool = False


@dataclass(frozen=True, slots=True)
class Reshape:
    """What has to be done to a table in the marts before rows can land in it.

    `shape` is that of the columns as they will be, `was` that of the recorded ones. Ranges landed under another shape
    cannot be told by their checksums any more, unless `keeps`: then entries of the shape `was` are entries of `shape`.
    `relands` says that rows in the marts are known not to be the source's; else comparing them will do.

    Neither database does all of it in one transaction. So that a crash between two statements loses nothing: unless
    `keeps`, first take the shape out of the table's ledger entries, then run `steps`, then record the columns.
    """

    shape: str
    was: str | None = None
    steps: tuple[Step, ...] = ()
    changes: tuple[ColumnChange, ...] = ()
    keeps: bool = False
    relands: bool = False
    incompatible: bool = False


def reshape(
    relation: str,
    marts: str,
    recorded: Sequence[RecordedColumn] | None,
    present: Sequence[Column] | None,
    wanted: Sequence[RecordedColumn],
    *,
    excluded: Collection[str] = (),
    marks: bool = False,
) -> Reshape:
    """How to bring `relation` (quoted, of the marts) from `recorded` and `present` to `wanted`.

    `present` are its columns now, types as the marts or `MartsReader.shapes` spell them, None for no table. `excluded`
    columns must not stand in the marts; with `marks` the table gets the column that marks deleted rows, without it the
    rows so marked go, and the column.
    """
    difference = compare_columns(recorded, wanted, excluded) if recorded is not None else Difference()
    shape, was = shape_of(wanted), shape_of(recorded) if recorded is not None else None
    if difference.incompatible:
        return Reshape(shape, was, changes=difference.changes, incompatible=True)
    if present is None:
        return Reshape(shape, was, changes=difference.changes, relands=recorded is not None)
    alteration = _Alteration(relation, marts, recorded, present, wanted, difference, excluded)
    steps, repairs, foreign = alteration.steps(marks=marks), alteration.repairs(), alteration.foreign()
    missing = any(place is None for place in alteration.places.values())
    return Reshape(
        shape,
        was,
        steps=tuple(steps),
        changes=(*difference.changes, *repairs, *foreign),
        keeps=difference.keeps and not repairs and (marks or not alteration.marked),
        relands=difference.relands or bool(repairs) or missing,
    )


def carry_out(steps: Iterable[Step], execute: Callable[[str], object], failures: tuple[type[Exception], ...]) -> None:
    """Run the steps with `execute`.

    What `execute` raises of `failures` sends a step to its `instead`, or out of here where there is none. In a
    transaction of PostgreSQL `execute` has to set a savepoint.
    """
    for step in steps:
        try:
            execute(step.sql)
        except failures:
            if not step.instead:
                raise
            carry_out(step.instead, execute, failures)


class _Alteration:
    """One table on its way from `present` to `wanted`."""

    def __init__(
        self,
        relation: str,
        marts: str,
        recorded: Sequence[RecordedColumn] | None,
        present: Sequence[Column],
        wanted: Sequence[RecordedColumn],
        difference: Difference,
        excluded: Collection[str],
    ) -> None:
        self._kind, self._wanted, self._difference = find_marts_kind(marts), wanted, difference
        self._adopts = recorded is None
        self._recorded = {column.name: column for column in recorded or ()}
        self._relation = relation
        self._alter = f"ALTER TABLE {relation}"
        self.places = self._find(present)
        taken = {place.name for place in self.places.values() if place is not None}
        rest = [column for column in present if column.name not in taken and column.name != DELETED_AT]
        self.marked = any(column.name == DELETED_AT for column in present)
        unwanted = {*self._recorded, *excluded, *(snake_case(name) for name in excluded if self._adopts)}
        self._dropped = [c for c in rest if c.name in unwanted or (self._adopts and c.name.startswith("_dlt_"))]
        self._foreign = [c for c in rest if c not in self._dropped]

    def _find(self, present: Sequence[Column]) -> dict[str, Column | None]:
        """Where each wanted column stands: under its own name, the one it had before, or the one dlt would give it."""
        # DuckDB does not tell "Order" from "order", so neither can be missing while the other stands.
        fold = self._kind.one_name
        free = {fold(column.name): column for column in present}
        places = {column.name: free.pop(fold(column.name), None) for column in self._wanted}
        former = dict(self._difference.renamed)
        for name, place in places.items():
            if place is None:
                other = snake_case(name) if self._adopts else former.get(name, name)
                places[name] = free.pop(fold(other), None)
        return places

    def steps(self, *, marks: bool) -> list[Step]:
        placed = [(column, place) for column in self._wanted if (place := self.places[column.name]) is not None]
        loose = [(column.name, place) for column, place in placed] + [(c.name, c) for c in self._foreign]
        steps = [
            self._step(f"RENAME COLUMN {quote(place.name)} TO {quote(column.name)}", column.name)
            for column, place in placed
            if column.name != place.name
        ]
        steps += [
            self._step(f"ALTER COLUMN {quote(name)} DROP NOT NULL", name) for name, place in loose if not place.nullable
        ]
        retyping = [step for column, place in placed for step in self._retype(column, place)]
        steps += self._together([step for step in retyping if step.empties])
        steps += self._together([step for step in retyping if not step.empties])
        steps += [
            self._step(f"ADD COLUMN {quote(column.name)} {column.type}", column.name)
            for column in self._wanted
            if self.places[column.name] is None
        ]
        if marks and not self.marked:
            steps.append(self._step(f"ADD COLUMN {quote(DELETED_AT)} timestamp with time zone", DELETED_AT))
        if self.marked and not marks:
            marked = f"DELETE FROM {self._relation} WHERE {quote(DELETED_AT)} IS NOT NULL"
            steps += [Step(marked, (DELETED_AT,)), self._step(f"DROP COLUMN {quote(DELETED_AT)}", DELETED_AT)]
        steps += [self._step(f"DROP COLUMN {quote(c.name)}", c.name) for c in self._dropped]
        return steps

    def _step(self, action: str, column: str, *instead: Step, empties: bool = False) -> Step:
        return Step(f"{self._alter} {action}", (column,), instead, empties)

    def _retype(self, column: RecordedColumn, place: Column) -> list[Step]:
        action = f"ALTER COLUMN {quote(column.name)} TYPE {column.type} USING "
        empty = self._step(f"{action}NULL::{column.type}", column.name, empties=True)
        # What others landed as it is must not stay where a hash should be.
        if column.name in self._difference.hashed or (self._adopts and column.kind == HASH):
            return [empty]
        if canonical(place.type) == canonical(column.type):
            return []
        if self._exact(column, place):
            return [self._step(f"{action}{quote(column.name)}::{column.type}", column.name)]
        return [self._step(action + self._cast(column, place), column.name, empty)]

    def _exact(self, column: RecordedColumn, place: Column) -> bool:
        """True for a change that keeps every value, on a column that stands as it was recorded."""
        former = dict(self._difference.renamed).get(column.name, column.name)
        was = self._recorded.get(former)
        return was is not None and widens(was, column) and canonical(place.type) == canonical(was.type)

    def _cast(self, column: RecordedColumn, place: Column) -> str:
        value, before, after = quote(column.name), canonical(place.type), canonical(column.type)
        if {kind_of(before), kind_of(after)} == TIMESTAMP_KINDS:
            value = f"timezone('UTC', {value})"
        return self._kind.cast(value, before, after, column.type)

    def _together(self, steps: list[Step]) -> list[Step]:
        """One statement for all of them where each would rewrite the table, else each alone."""
        if not self._kind.retypes_together or len(steps) < 2:
            return steps
        actions = ", ".join(step.sql.removeprefix(f"{self._alter} ") for step in steps)
        names = tuple(name for step in steps for name in step.columns)
        apart = tuple(steps) if any(step.instead for step in steps) else ()
        return [Step(f"{self._alter} {actions}", names, apart, empties=all(step.empties for step in steps))]

    def repairs(self) -> list[ColumnChange]:
        """Recorded columns that do not stand as they were left, nor as a reshape cut short would leave them."""
        former = dict(self._difference.renamed)
        present = {place.name for place in self.places.values() if place} | {c.name for c in self._dropped}
        found = []
        for column in self._wanted:
            was = self._recorded.get(former.get(column.name, column.name))
            place = self.places[column.name]
            if was is None:
                continue
            if place is None:
                sentence = f"'{column.name}' is missing in the marts; it is added again"
                found.append(ColumnChange(ChangeKind.REPAIRED, column.name, None, column.type, sentence))
            elif canonical(place.type) not in (canonical(was.type), canonical(column.type)):
                sentence = f"'{column.name}' was made {place.type} in the marts; it is {column.type} again"
                found.append(ColumnChange(ChangeKind.REPAIRED, column.name, place.type, column.type, sentence))
            elif was.name != column.name and place.name == column.name and was.name in present:
                sentence = f"'{column.name}' stood in the marts and was not the source's; its values are replaced"
                found.append(ColumnChange(ChangeKind.REPAIRED, column.name, place.type, column.type, sentence))
        return found

    def foreign(self) -> list[ColumnChange]:
        return [
            ColumnChange(
                ChangeKind.FOREIGN,
                column.name,
                column.type,
                None,
                f"'{column.name}' ({column.type}) is in the marts only; it is left alone"
                + ("" if column.nullable else ", but may be empty now"),
            )
            for column in self._foreign
        ]


_NOT_ALPHANUMERIC: Final = re.compile(r"[^a-zA-Z\d_]+")
_REDUCED: Final = str.maketrans("+-*@|", "x_xal")


def snake_case(name: str) -> str:
    """The name dlt's default naming gives a table or column, but for names over its limit, which it shortens."""
    reduced = _NOT_ALPHANUMERIC.sub("_", name.strip().translate(_REDUCED))
    broken = re.sub(r"([a-z0-9])([A-Z])", r"\1_\2", re.sub(r"([^_])([A-Z][a-z]+)", r"\1_\2", reduced)).lower()
    led = f"_{broken}" if broken[:1].isdigit() else broken
    plain = led.rstrip("_")
    return re.sub(r"__+", "_", plain + "x" * (len(led) - len(plain)))
