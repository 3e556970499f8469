"""Joins that fan out: an aggregate over rows that a join has made several of."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from heartbeat_cli.metrics.reading import Node
from heartbeat_cli.metrics.shape.columns import ColumnUse, QueryNames
from heartbeat_cli.metrics.shape.copies import is_of_tables
from heartbeat_cli.metrics.shape.expressions import function_name
from heartbeat_cli.metrics.shape.joins import Joins, Link, fixed_by, joins_of
from heartbeat_cli.metrics.shape.select import Relation, Select

# Of these it is all the same how often a value is there.
_WHATEVER_COPIES: Final = frozenset(["min", "max", "bool_and", "bool_or", "every", "bit_and", "bit_or"])


@dataclass(frozen=True, slots=True)
class FanOut:
    """An aggregate over copies of rows.

    `function` is what it is, at the byte offset `at`. It is over the rows of `one`, None where it counts whatever rows
    there are, beginning with `first`; `many` is joined to it by `key` and may have several rows for each. `narrowed`:
    conditions on `many` may leave one of them.
    """

    function: str
    at: int
    one: Relation | None
    first: Relation
    many: Relation
    key: tuple[str, ...]
    narrowed: bool


def fan_outs(names: QueryNames) -> tuple[FanOut, ...]:
    """Every aggregate of a query whose rows a join may have made several of, by what is declared of the tables."""
    return tuple(found for select in names.shape.selects for found in _of_select(select, names))


def _of_select(select: Select, names: QueryNames) -> Iterator[FanOut]:
    calls = [call for call in select.aggregates if function_name(call) not in _WHATEVER_COPIES]
    if not calls:
        return
    joins = joins_of(select, names)
    if len(joins.atoms) < 2:
        return
    for call in calls:
        found = _of_call(call, select, joins)
        if found is not None:
            yield found


def _of_call(call: Node, select: Select, joins: Joins) -> FanOut | None:
    fixed = fixed_by(call.get("agg_filter"), select, joins)
    owners: set[Relation] = set()
    for value in _aggregated(call):
        owners |= joins.owners(value, select)
    if "agg_distinct" in call and (function_name(call) == "count" or not owners):
        return None
    if not owners:
        return _of_rows(call, select, joins, fixed)
    first = next(a.relation for a in joins.atoms if a.relation in owners)
    return _found(call, first, owners | _calendars(select, joins), joins, fixed)


def _calendars(select: Select, joins: Joins) -> set[Relation]:
    """The days and other lists whose rows are groups of their own: what is counted is there once for each."""
    grouped = {relation for value in select.group_by for relation in joins.owners(value, select)}
    return {relation for relation in grouped if not is_of_tables(relation)}


def _of_rows(call: Node, select: Select, joins: Joins, fixed: tuple[Link, ...]) -> FanOut | None:
    """count(*) counts rows of a join. That is a count of something where its groups, or one table, tell the rest."""
    first = joins.atoms[0].relation
    grouped: set[Relation] = set()
    for value in select.group_by:
        grouped |= joins.owners(value, select)
    keys = tuple(Link(use, None) for value in select.group_by if (use := _grouped(value, select, joins)) is not None)
    if grouped and first in joins.determined((), (*fixed, *keys)):
        return None
    found = _found(call, first, {first}, joins, fixed)
    return found and FanOut(found.function, found.at, None, first, found.many, found.key, found.narrowed)


def _grouped(value: Node, select: Select, joins: Joins) -> ColumnUse | None:
    use = joins.names.meaning(value, select)
    return joins.owner(use) if use is not None else None


def _found(call: Node, first: Relation, owners: set[Relation], joins: Joins, fixed: tuple[Link, ...]) -> FanOut | None:
    known = joins.determined(owners, fixed)
    many = next((atom.relation for atom in joins.atoms if atom.relation not in known), None)
    if many is None:
        return None
    pairs = [pair for link in joins.links for pair in ((link.left, link.right), (link.right, link.left))]
    key = tuple(
        dict.fromkeys(
            mine.name
            for mine, other in pairs
            if mine is not None and mine.relation is many and other is not None and other.relation in known
        )
    )
    # What is no table's has no rows that could be told apart.
    at = max(call.get("location", 0), 0)
    return FanOut(function_name(call), at, first, first, many, key, joins.narrowed(many))


def _aggregated(call: Node) -> Iterator[Node]:
    """What an aggregate is over; that of an ordered set is what it is ordered by."""
    if "agg_within_group" in call:
        yield from (entry["SortBy"]["node"] for entry in call.get("agg_order", ()))
    else:
        yield from call.get("args", ())
