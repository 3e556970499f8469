"""Rows that a query has several times because it says so: joined to a list, read by two branches, grouped twice."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import Final

from heartbeat_cli.metrics.reading import Node, names_of
from heartbeat_cli.metrics.shape.columns import QueryNames, bare, references
from heartbeat_cli.metrics.shape.expressions import calls_in, function_name, same, unplaced
from heartbeat_cli.metrics.shape.joins import Joins, joins_of
from heartbeat_cli.metrics.shape.numbers import interval_of, number_of
from heartbeat_cli.metrics.shape.select import Relation, Select, reads_tables

_COUNTING: Final = frozenset(("count", "sum", "regr_count"))
_SERIES: Final = frozenset(("generate_series", "unnest", "jsonb_array_elements", "json_array_elements"))
_OPPOSITE: Final = {"<": (">", ">="), "<=": (">",), ">": ("<", "<="), ">=": ("<",)}


@dataclass(frozen=True, slots=True)
class Copies:
    """What has rows more than once: `how` is `list`, `branches` or `groups`; the call that counts them, its offset.

    `name` is the list, or the table both branches read. `certain`: every row is there several times.
    """

    how: str
    function: str
    at: int
    name: str
    certain: bool = True


def copies(names: QueryNames) -> tuple[Copies, ...]:
    """Every aggregate of a query that counts or adds up rows the query itself has made several of."""
    found = [each for select in names.shape.selects for each in _of_select(select, names)]
    return tuple(dict.fromkeys(found))


def is_of_tables(relation: Relation) -> bool:
    """Whether rows of a relation are those of tables."""
    if relation.query is None:
        return relation.table is not None or relation.recursive
    return reads_tables(relation.query)


def _of_select(select: Select, names: QueryNames) -> Iterator[Copies]:
    calls = [c for c in select.aggregates if function_name(c) in _COUNTING and "agg_distinct" not in c]
    if not calls:
        return
    joins = joins_of(select, names)
    for call in calls:
        name = f"{function_name(call)}({'*' if call.get('agg_star') else ''})"
        at = max(call.get("location", 0), 0)
        for atom in joins.atoms:
            if _only_multiplies(atom.relation, call, select, joins):
                yield Copies("list", name, at, atom.relation.alias, not _is_over(atom.relation, call, select, joins))
            query = atom.relation.query
            if query is not None:
                yield from (Copies(how, name, at, of, certain) for how, of, certain in _of_query(query))
        for series, certain in filter(None, map(_series_in, _opened(select))):
            yield Copies("list", name, at, series, certain)


# Lists that nothing joins


def _only_multiplies(relation: Relation, call: Node, select: Select, joins: Joins) -> bool:
    """Whether each row of the others is there once for each of its own, and nothing tells which belongs to which."""
    if is_of_tables(relation) or not any(is_of_tables(a.relation) for a in joins.atoms):
        return False
    if relation.query is not None and _gives_one_row(relation.query):
        return False
    if any(True for value in relation.functions if not _is_list(value) for _ in references(value)):
        return False
    for scope, predicate in joins.conditions:
        owners = joins.owners(predicate.value, scope)
        if relation in owners and len(owners) > 1:
            return False
    grouped = set().union(*(joins.owners(value, select) for value in select.group_by))
    lateral = _is_lateral(relation) and function_name(call) != "count"
    return relation not in grouped and not (lateral and _is_over(relation, call, select, joins))


def _is_over(relation: Relation, call: Node, select: Select, joins: Joins) -> bool:
    """Whether an aggregate is over columns of the list itself."""
    return _is_lateral(relation) and relation in joins.owners({"FuncCall": call}, select)


def _is_lateral(relation: Relation) -> bool:
    """Whether a list is made of columns of the relations beside it."""
    if relation.query is not None:
        return _names_another(relation.query)
    return any(True for value in relation.functions for _ in references(value))


def _is_list(value: Node) -> bool:
    """`unnest(ARRAY[a, b])`: as many rows as are written, for each row."""
    call = value.get("FuncCall", {})
    return bool(call) and function_name(call) == "unnest" and "A_ArrayExpr" in bare(call["args"][0])


def _gives_one_row(query: Select) -> bool:
    if query.rows:
        return len(query.rows) == 1
    one = bool(query.aggregates) and not query.group_by
    nothing = not query.relations and not query.branches and _series_in(query) is None
    return one or nothing or number_of(query.limit or {}) == 1


def _names_another(query: Select) -> bool:
    """Whether a query in FROM that reads no table has columns of the relations beside it."""
    values = (*(value for row in query.rows for value in row), *(o.value or {} for o in query.outputs))
    return any(True for value in values for _ in references(value))


def _opened(select: Select) -> Iterator[Select]:
    """The queries in FROM, and in theirs, whose rows all come out."""
    for query in (r.query for r in select.relations if r.query is not None):
        yield query
        if query.plain:
            yield from _opened(query)


def _series_in(query: Select) -> tuple[str, bool] | None:
    """A series among the outputs of a query over tables, of which each row is there once for each step."""
    if not reads_tables(query):
        return None
    for output in query.outputs:
        for call in calls_in(output.value or {}):
            written = not any(True for argument in call.get("args", ()) for _ in references(argument))
            if function_name(call) in _SERIES and (written or _is_list({"FuncCall": call})):
                return function_name(call), written
    return None


# Branches and groups


def _of_query(query: Select) -> Iterator[tuple[str, str, bool]]:
    grouping = [value["GroupingSet"] for value in query.group_by if "GroupingSet" in value]
    several = [g for g in grouping if g["kind"] != "GROUPING_SET_EMPTY" and g.get("content")]
    if several and not _tells_groups(query):
        yield "groups", "", False
    steps = [b for b in query.branches if b.relations and all(r.recursive for r in b.relations)]
    if steps and any(map(reads_tables, query.branches)) and not any(map(_asks_rows, steps)):
        yield "list", steps[0].relations[0].alias, False
    branches = list(_branches(query)) if query.operation == "UNION ALL" else []
    for one, other in combinations(branches, 2):
        table = _read_alike(one, other)
        if table is not None and not any(_exclude(a, b) for a in _conditions(one) for b in _conditions(other)):
            yield "branches", table, _is_part(one, other) or _is_part(other, one)


def _asks_rows(step: Select) -> bool:
    """Whether a step of a recursion goes on by more than a number it is written to."""
    return any(len(list(references(predicate.value))) > 1 for predicate in step.conditions)


def _tells_groups(query: Select) -> bool:
    return any("GroupingFunc" in (output.value or {}) for output in query.outputs)


def _branches(query: Select) -> Iterator[Select]:
    for branch in query.branches:
        if branch.operation == "UNION ALL":
            yield from _branches(branch)
        else:
            yield branch


def _read_alike(one: Select, other: Select) -> str | None:
    """The table of which two branches read the same columns, joined alike; None where they read different rows."""
    if not one.relations or one.group_by or other.group_by or len(one.relations) != len(other.relations):
        return None
    pairs = list(zip(one.relations, other.relations, strict=True))
    if not all(_is_alike(a, b) for a, b in pairs) or not reads_tables(one):
        return None
    outputs = [[_unqualified(o.value or {}, s) for o in s.outputs] for s in (one, other)]
    return _name(one) if outputs[0] == outputs[1] else None


def _name(select: Select) -> str:
    first = select.relations[0]
    return str(first.table) if first.table is not None else first.alias


def _is_alike(one: Relation, other: Relation) -> bool:
    if one.query is not None and other.query is not None:
        if one.query is other.query:
            return True
        outputs = [[unplaced(o.value) for o in q.outputs] for q in (one.query, other.query)]
        alike = _read_alike(one.query, other.query) is not None and outputs[0] == outputs[1]
        return alike and unplaced(_conditions(one.query)) == unplaced(_conditions(other.query))
    return one.table is not None and one.table == other.table and one.query is other.query


def _conditions(select: Select) -> list[Node]:
    return [_unqualified(predicate.value, select) for predicate in select.conditions]


def _unqualified(value: Node, select: Select) -> Node:
    """An expression with the alias of each relation by its place in FROM, so that branches can be held together."""
    places = {relation.alias: str(index) for index, relation in enumerate(select.relations)}
    only = "0" if len(places) == 1 else ""

    def renamed(node: object) -> object:
        if isinstance(node, list):
            return [renamed(each) for each in node]
        if not isinstance(node, dict):
            return node
        if "ColumnRef" in node:
            *qualifiers, name = names_of(node["ColumnRef"]["fields"])
            where = places.get(qualifiers[-1], qualifiers[-1]) if qualifiers else only
            return {"ColumnRef": {"fields": [{"String": {"sval": part}} for part in (where, name)]}}
        return {key: renamed(each) for key, each in node.items()}

    found = unplaced(renamed(value))
    assert isinstance(found, dict), "of an expression"
    return found


def _is_part(one: Select, other: Select) -> bool:
    """Whether the conditions of one branch are among those of the other."""
    there = _conditions(other)
    return all(condition in there for condition in _conditions(one))


def _exclude(one: Node, other: Node) -> bool:
    """Whether no row meets both of two conditions, as far as they are written plainly."""
    for a, b in ((one, other), (other, one)):
        if a.get("BoolExpr", {}).get("boolop") == "NOT_EXPR" and same(a["BoolExpr"]["args"][0], b):
            return True
    nulls = [each.get("NullTest", {}) for each in (one, other)]
    if all(nulls):
        return same(nulls[0]["arg"], nulls[1]["arg"]) and nulls[0]["nulltesttype"] != nulls[1]["nulltesttype"]
    if any(null.get("nulltesttype") == "IS_NULL" for null in nulls):
        # What is not there is never equal to anything, nor before or after it.
        compared = [each["A_Expr"].get("lexpr", {}) for each in (one, other) if "A_Expr" in each]
        return any(null and same(null["arg"], value) for null in nulls for value in compared)
    pairs = [each.get("A_Expr", {}) for each in (one, other)]
    if all(pairs) and all("lexpr" in each for each in pairs) and same(pairs[0]["lexpr"], pairs[1]["lexpr"]):
        return _compared_apart(*pairs)
    return False


def _compared_apart(one: Node, other: Node) -> bool:
    operators = [names_of(each["name"])[-1] for each in (one, other)]
    rights = one["rexpr"], other["rexpr"]
    lists = [_listed(each) for each in (one, other)]
    if lists[0] is not None and lists[1] is not None:
        return not any(same(a, b) for a in lists[0] for b in lists[1])
    if set(operators) == {"=", "<>"}:
        return same(*rights) or lists[0] == lists[1]
    if operators[1] in _OPPOSITE.get(operators[0], ()):
        low, high = rights if operators[0].startswith(">") else rights[::-1]
        return same(low, high) or _is_not_below(low, high)
    return False


def _listed(comparison: Node) -> list[Node] | None:
    """What a column may be by a condition."""
    if names_of(comparison["name"]) != ["="]:
        return None
    if comparison["kind"] == "AEXPR_IN":
        items: list[Node] = comparison["rexpr"]["List"]["items"]
        return items
    return [comparison["rexpr"]] if comparison["kind"] == "AEXPR_OP" else None


def _is_not_below(low: Node, high: Node) -> bool:
    """Whether what is above `low` is not below `high`: both numbers, or both so long before now."""
    numbers = number_of(low), number_of(high)
    if numbers[0] is not None and numbers[1] is not None:
        return numbers[0] >= numbers[1]
    spans = [_before(each) for each in (low, high)]
    if spans[0] is None or spans[1] is None or not same(spans[0][0], spans[1][0]):
        texts = [each.get("TypeCast", {}).get("arg", each).get("A_Const", {}).get("sval") for each in (low, high)]
        return all(texts) and str(texts[0]) >= str(texts[1])
    return spans[0][1] <= spans[1][1]


def _before(value: Node) -> tuple[Node, float] | None:
    """A moment, and how many seconds before it: `now() - interval '30 days'`."""
    operation = value.get("A_Expr", {})
    if operation and names_of(operation["name"]) == ["-"] and "lexpr" in operation:
        span = interval_of(operation["rexpr"])
        return (operation["lexpr"], span[0] + span[1] * 2_592_000) if span is not None else None
    return value, 0.0
