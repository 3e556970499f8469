"""Which rows a bound leaves: those that are counted, those another table refers to, or all of them."""

from collections.abc import Iterator

from heartbeat_cli.metrics.shape.bounds import Bound
from heartbeat_cli.metrics.shape.columns import QueryNames, references
from heartbeat_cli.metrics.shape.expressions import nodes_inside
from heartbeat_cli.metrics.shape.joins import Joins, joins_of
from heartbeat_cli.metrics.shape.select import Relation, Select
from heartbeat_cli.pgschema import DATE_KINDS, kind_of


def leaves_all_rows(bound: Bound, names: QueryNames) -> bool:
    """Whether a bound leaves every row that is counted: in the ON of an outer join it only says what is looked up.

    So it does in an EXISTS that is the same for every row.
    """
    if not bound.outer:
        return _is_in_one_answer(bound, names)
    scopes = list(_counting(bound, names))
    return bool(scopes) and not any(_asks_for_joined(select, joins) for select, joins in scopes)


def _is_in_one_answer(bound: Bound, names: QueryNames) -> bool:
    asked = (
        node
        for s in names.shape.selects
        for p in s.conditions
        for kind, node in nodes_inside(p.value)
        if kind == "SubLink"
    )
    for link in (link for link in asked if link.get("subLinkType") == "EXISTS_SUBLINK"):
        inner = names.shape.subquery(link)
        if any(relation is bound.of for relation in inner.relations):
            uses = [names.meaning(each, inner) for p in inner.conditions for each in references(p.value)]
            return all(use is not None and use.select is inner for use in uses)
    return False


def _asks_for_joined(select: Select, joins: Joins) -> bool:
    values = [*select.aggregates_over(), *select.group_by]
    values += [p.value for p in select.conditions if not p.outer]
    return any(r.joined != "inner" for value in values for r in joins.owners(value, select))


def counted_beside(bound: Bound, names: QueryNames) -> Relation | None:
    """The table whose rows are counted where the bound is of one they refer to, though they have a time."""
    for select, joins in _counting(bound, names):
        counted = _counted(select, joins)
        if counted is not None and counted is not bound.of and bound.of in joins.determined({counted}):
            return counted if _has_time(counted, names) else None
    return None


def _counting(bound: Bound, names: QueryNames) -> Iterator[tuple[Select, Joins]]:
    """The selects that take rows together of which the bound's relation is one."""
    for select in names.shape.selects:
        if select.aggregates:
            joins = joins_of(select, names)
            if any(atom.relation is bound.of for atom in joins.atoms):
                yield select, joins


def _counted(select: Select, joins: Joins) -> Relation | None:
    owners = {relation for value in select.aggregates_over() for relation in joins.owners(value, select)}
    if owners:
        return next(iter(owners)) if len(owners) == 1 else None
    relations = [atom.relation for atom in joins.atoms]
    return next((r for r in relations if len(joins.determined({r})) == len(relations)), None)


def _has_time(relation: Relation, names: QueryNames) -> bool:
    table = names.tables.get(relation.table) if relation.table is not None else None
    return table is not None and any(kind_of(column.type) in DATE_KINDS for column in table.columns)
