"""What looks renamed between two states of a database, and why. It is never certain: no state says what it was called.

A table that is gone and one that is new belong together where they have most of their columns in common; a column that
is gone and one that is new of the same table, where they are of one type and something else of them is the same. Where
two would fit equally well, neither is named.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import ClassVar, Generic, NamedTuple, TypeVar

from .model import Database
from .names import QName
from .relation import Column, Table

_MOSTLY = 0.8
_FEW = 3
_MOST_PAIRS = 20_000
_MOST_ALIKE = 20
_Thing = TypeVar("_Thing", Table, Column)


@dataclass(frozen=True, slots=True)
class Rename:
    """A table, or (with `table`) a column of one, that looks renamed; `evidence` is why, the strongest first."""

    json_keys: ClassVar = "object table before after evidence sentence"

    object: str
    before: str
    after: str
    evidence: tuple[str, ...]
    table: QName | None = None

    @property
    def sentence(self) -> str:
        """All of it in one line."""
        place = f"{self.table}." if self.table is not None else ""
        return f"{place}{self.before} looks renamed to {self.after}: {', '.join(self.evidence)}"


class _Match(NamedTuple, Generic[_Thing]):
    """Two that may be one, and why."""

    before: _Thing
    after: _Thing
    score: float
    evidence: tuple[str, ...]


def find_renames(before: Database, after: Database) -> tuple[Rename, ...]:
    """The tables and columns of `before` that `after` seems to call otherwise."""
    old, new = ({t.qname: t for t in database.tables()} for database in (before, after))
    gone, made = [t for q, t in old.items() if q not in new], [t for q, t in new.items() if q not in old]
    tables = _paired(m for t, other in _candidates(gone, made) if (m := _match_tables(t, other)) is not None)
    pairs = [(old[q], new[q]) for q in old if q in new] + [(m.before, m.after) for m in tables]
    return (
        *(Rename("table", str(m.before.qname), str(m.after.qname), m.evidence) for m in tables),
        *(rename for one, other in pairs for rename in _renamed_columns(one, other)),
    )


def _candidates(gone: list[Table], made: list[Table]) -> Iterator[tuple[Table, Table]]:
    """Every pair, or of very many tables those whose columns are all the same."""
    if len(gone) * len(made) <= _MOST_PAIRS:
        yield from ((one, other) for one in gone for other in made)
        return
    shapes: dict[frozenset[tuple[str, str]], list[Table]] = defaultdict(list)
    for table in made:
        shapes[_shape(table)].append(table)
    yield from ((one, other) for one in gone for other in shapes[_shape(one)][:_MOST_ALIKE])


def _shape(table: Table) -> frozenset[tuple[str, str]]:
    return frozenset((c.name, c.type) for c in table.columns)


def _renamed_columns(before: Table, after: Table) -> Iterator[Rename]:
    gone = [c for c in before.columns if after.column(c.name) is None]
    made = [c for c in after.columns if before.column(c.name) is None]
    if not gone or not made:
        return
    found = (m for c in gone for other in made if (m := _match_columns(c, other, before, after)) is not None)
    for match in _paired(found):
        yield Rename("column", match.before.name, match.after.name, match.evidence, after.qname)


def _paired(matches: Iterable[_Match[_Thing]]) -> list[_Match[_Thing]]:
    """The best matches, each thing in one of them at most; what fits two equally well is in none."""
    every = list(matches)
    scores: dict[int, list[float]] = defaultdict(list)
    for match in every:
        scores[id(match.before)].append(match.score)
        scores[id(match.after)].append(match.score)
    best = {thing: max(found) for thing, found in scores.items()}
    alone = {thing for thing, found in scores.items() if found.count(best[thing]) == 1}
    return [m for m in every if all(id(t) in alone and best[id(t)] == m.score for t in (m.before, m.after))]


def _match_tables(before: Table, after: Table) -> _Match[Table] | None:
    """Most columns are the same, by name and type; of few columns all, and something else."""
    if (before.partition_of is None) != (after.partition_of is None) or before.server != after.server:
        return None
    one, other = _shape(before), _shape(after)
    shared, every = len(one & other), len(one | other)
    if not shared or shared < _MOSTLY * every:
        return None
    columns = f"the same {shared} columns" if shared == every else f"{shared} of {every} columns are the same"
    more = tuple(_same_around(before, after))
    if shared < _FEW and not more:
        return None
    return _Match(before, after, shared / every + len(more), (columns, *more))


def _same_around(before: Table, after: Table) -> Iterator[str]:
    if before.name == after.name:
        yield "the same name in another schema"
    if before.comment is not None and before.comment == after.comment:
        yield "the same comment"
    targets = [{(k.columns, k.target) for k in table.foreign_keys} for table in (before, after)]
    if targets[0] and targets[0] == targets[1]:
        yield "the same references"


def _match_columns(before: Column, after: Column, table: Table, other: Table) -> _Match[Column] | None:
    if before.type != after.type or (before.identity, before.generated) != (after.identity, after.generated):
        return None
    evidence = tuple(_same_column(before, after, table, other))
    if not evidence:
        return None
    return _Match(before, after, len(evidence), (f"the same type {after.type}", *evidence))


def _same_column(before: Column, after: Column, table: Table, other: Table) -> Iterator[str]:
    if _neighbours(before, table, other) == _neighbours(after, other, table):
        yield "the same place"
    if before.comment is not None and before.comment == after.comment:
        yield "the same comment"
    if before.default is not None and before.default == after.default:
        yield "the same default"
    targets = [_targets(column, of) for column, of in ((before, table), (after, other))]
    if targets[0] and targets[0] == targets[1]:
        yield f"it refers to {', '.join(sorted(map(str, targets[1])))} as before"


def _neighbours(column: Column, table: Table, other: Table) -> tuple[str | None, str | None]:
    """The nearest columns before and behind that both tables have."""
    names = [c.name for c in table.columns]
    place = names.index(column.name)
    shared = {c.name for c in other.columns}
    before = next((n for n in reversed(names[:place]) if n in shared), None)
    return before, next((n for n in names[place + 1 :] if n in shared), None)


def _targets(column: Column, table: Table) -> set[QName]:
    return {key.target for key in table.foreign_keys if key.columns == (column.name,)}
