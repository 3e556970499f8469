"""What a query says of itself that would take memory or time without an end; the marts' own limits come after.

Only what is written is judged: how long a text is repeated to, how many steps a series has, whether a recursion ends,
whether two tables are joined by anything.
"""

from collections.abc import Iterator
from datetime import datetime
from itertools import combinations
from math import prod
from typing import Final

from heartbeat_cli.metrics.reading import Node, names_of
from heartbeat_cli.metrics.shape.columns import QueryNames, references
from heartbeat_cli.metrics.shape.expressions import calls_in, function_name, nodes_inside
from heartbeat_cli.metrics.shape.joins import Joins, joins_of
from heartbeat_cli.metrics.shape.numbers import interval_of, number_of
from heartbeat_cli.metrics.shape.select import Relation, Select, Shape

_LONGEST_TEXT: Final = 10_000
_MOST_STEPS: Final = 1_000_000
_MOST_TABLES: Final = 40
_LARGEST_EXPONENT: Final = 1_000
_LONGEST_NUMBER: Final = 400
_MOST_CUBED: Final = 6
_SHORTEST_STEP: Final = 60.0  # seconds, of a series whose ends only the data tells
_SECONDS_OF_A_MONTH: Final = 30 * 86_400
_LENGTHENED: Final = {"repeat": 1, "lpad": 1, "rpad": 1}
_ORDER: Final = frozenset(("<", "<=", ">", ">="))

_GROWING: Final = frozenset(("+", "*", "||"))
_SHRINKING: Final = frozenset(("-", "/"))

Offence = tuple[str, int]


def endless(shape: Shape) -> Iterator[Offence]:
    """Every reason why a query would not come to an end in reasonable memory and time, with its byte offset."""
    names = QueryNames(shape, {})
    tables = [r for select in shape.selects for r in select.relations if r.table is not None]
    if len(tables) > _MOST_TABLES:
        yield f"the query reads tables {len(tables)} times; {_MOST_TABLES} is more than any metric needs", tables[-1].at
    for select in shape.selects:
        for value in _expressions(select):
            yield from _of_calls(value)
            yield from _of_numbers(value)
        yield from _of_series(select)
        yield from _of_groups(select)
        yield from _of_recursion(select, names)
        yield from _of_joins(joins_of(select, names))


def _expressions(select: Select) -> Iterator[Node]:
    yield from _outside_from(select)
    yield from (call for relation in select.relations for call in relation.functions)


def _outside_from(select: Select) -> Iterator[Node]:
    yield from select.values()
    yield from (predicate.value for predicate in select.conditions)
    yield from select.group_by
    yield from (value for row in select.rows for value in row)


def _at(node: Node) -> int:
    return max(int(node.get("location", 0)), 0)


# Texts and numbers


def _of_calls(value: Node) -> Iterator[Offence]:
    for call in calls_in(value):
        name = function_name(call)
        if name in _LENGTHENED and len(call.get("args", ())) > 1:
            length = _length(call)
            if length is None:
                yield f"{name}() to a length that is not written may fill the memory", _at(call)
            elif length > _LONGEST_TEXT:
                yield f"{name}() makes texts of {_count(length)} characters; {_LONGEST_TEXT:,} are allowed", _at(call)
        elif name in ("power", "exp"):
            yield from _of_exponent(call["args"][-1], _at(call))


def _length(call: Node) -> float | None:
    """How long a text becomes; of what is repeated inside as often as both say."""
    times = number_of(call["args"][1])
    if times is None or function_name(call) != "repeat":
        return times
    inner = [_length(c) for c in calls_in(call["args"][0]) if function_name(c) in _LENGTHENED and len(c["args"]) > 1]
    if None in inner:
        return None
    text = call["args"][0].get("A_Const", {}).get("sval", {}).get("sval", "x")
    return times * max([len(text), *(length for length in inner if length is not None)])


def _of_numbers(value: Node) -> Iterator[Offence]:
    for kind, node in nodes_inside(value):
        if kind == "A_Const" and "fval" in node and _is_huge(node["fval"]["fval"]):
            yield f"a number of more than {_LONGEST_NUMBER} digits", _at(node)
        elif kind == "A_Expr" and node["kind"] == "AEXPR_OP" and names_of(node["name"])[-1] == "^":
            yield from _of_exponent(node["rexpr"], _at(node))


def _is_huge(text: str) -> bool:
    _, _, exponent = text.lower().partition("e")
    return len(text) > _LONGEST_NUMBER or (exponent.lstrip("+-").isdigit() and int(exponent) > _LONGEST_NUMBER)


def _of_exponent(exponent: Node, at: int) -> Iterator[Offence]:
    number = number_of(exponent)
    if number is not None and abs(number) > _LARGEST_EXPONENT:
        yield f"to the power of {_count(number)}: numbers of that size fill the memory", at


def _count(number: float) -> str:
    return f"{number:,.0f}" if abs(number) < 1e15 else "countless"


# Series, groups, recursion


def _of_series(select: Select) -> Iterator[Offence]:
    sizes: list[float] = []
    for relation in select.relations:
        for entry in relation.functions:
            call = entry.get("FuncCall")
            if call is not None and function_name(call) == "generate_series":
                size = _steps(call)
                if size is None:
                    yield (
                        "generate_series() in steps that may be without number: write its ends, or longer steps",
                        _at(call),
                    )
                    continue
                sizes.append(size)
                if size > _MOST_STEPS:
                    yield f"generate_series() of {_count(size)} steps; {_MOST_STEPS:,} are allowed", _at(call)
    if len(sizes) > 1 and all(size <= _MOST_STEPS for size in sizes) and prod(sizes) > _MOST_STEPS:
        yield (
            f"series that give {_count(prod(sizes))} rows together; {_MOST_STEPS:,} are allowed",
            select.relations[0].at,
        )
    for value in _outside_from(select):
        for call in calls_in(value):
            size = _steps(call) if function_name(call) == "generate_series" else 0
            if size is None or size > _MOST_STEPS:
                yield f"generate_series() of more than {_MOST_STEPS:,} steps", _at(call)


def _steps(call: Node) -> float | None:
    """About how many steps a series has: 0 of one whose ends only the data tells and that cannot have too many."""
    args = call.get("args", [])
    step = interval_of(args[2]) if len(args) > 2 else None
    if step is not None:
        seconds = abs(step[0] + step[1] * _SECONDS_OF_A_MONTH)
        span = _span(args[0], args[1])
        if span is not None and seconds:
            return span / seconds
        return 0 if seconds >= _SHORTEST_STEP else None
    numbers = [number_of(arg) for arg in args]
    if len(numbers) > 1 and None not in numbers:
        start, stop, by = numbers[0] or 0.0, numbers[1] or 0.0, (numbers[2] or 0.0) if len(numbers) > 2 else 1.0
        return max((stop - start) / by + 1, 0) if by else float("inf")
    written = [n for arg in args for n in _written(arg)]
    return None if any(abs(number) > _MOST_STEPS for number in written) else 0


def _span(start: Node, stop: Node) -> float | None:
    """The seconds between two moments that are written."""
    moments = [_moment(value) for value in (start, stop)]
    if moments[0] is None or moments[1] is None:
        return None
    return abs((moments[1] - moments[0]).total_seconds())


def _moment(value: Node) -> datetime | None:
    text = value.get("TypeCast", {}).get("arg", value).get("A_Const", {}).get("sval", {}).get("sval")
    try:
        return datetime.fromisoformat(text).replace(tzinfo=None) if text else None
    except ValueError:
        return None


def _written(value: Node) -> Iterator[float]:
    for kind, node in nodes_inside(value):
        number = number_of({kind: node}) if kind in ("A_Const", "A_Expr") else None
        if number is not None:
            yield number


def _of_groups(select: Select) -> Iterator[Offence]:
    for value in select.group_by:
        grouping = value.get("GroupingSet", {})
        if grouping.get("kind") == "GROUPING_SET_CUBE" and len(grouping.get("content", ())) > _MOST_CUBED:
            yield f"CUBE over more than {_MOST_CUBED} columns groups the rows too many times", _at(grouping)


def _of_recursion(select: Select, names: QueryNames) -> Iterator[Offence]:
    """A recursion ends where each step asks a table for more, or counts up to a number that is written."""
    recursive = [relation for relation in select.relations if relation.recursive]
    if not recursive:
        return
    if len(recursive) > 1:
        yield "a recursion that joins its own rows with each other doubles them at every step", recursive[1].at
    elif not _asks_a_table(select, recursive[0], names) and not _counts_up(select, recursive[0], names):
        yield "a recursion without an end: nothing in it says when to stop", recursive[0].at


def _asks_a_table(select: Select, recursive: Relation, names: QueryNames) -> bool:
    """Whether a column of the rows so far has to equal one of a table."""
    joins = joins_of(select, names)
    return any(
        link.right is not None
        and (link.left.relation is recursive) != (link.right.relation is recursive)
        and any(side.relation.table is not None for side in (link.left, link.right))
        for link in joins.links
    )


def _counts_up(select: Select, recursive: Relation, names: QueryNames) -> bool:
    """Whether what grows has to stay below something that is written, or what shrinks above it."""
    operators = {
        names_of(node["name"])[-1]
        for output in select.outputs
        for kind, node in nodes_inside(output.value or {})
        if kind == "A_Expr"
    }
    for predicate in select.conditions:
        comparison = predicate.value.get("A_Expr", {})
        operator = names_of(comparison.get("name", []))[-1:] or [""]
        if operator[0] not in _ORDER or "lexpr" not in comparison:
            continue
        for mine, other, below in (("lexpr", "rexpr", "<"), ("rexpr", "lexpr", ">")):
            grows = operator[0].startswith(below)
            uses = [names.meaning(reference, select) for reference in references(comparison[mine])]
            is_mine = any(use is not None and use.relation is recursive for use in uses)
            if is_mine and operators & (_GROWING if grows else _SHRINKING) and _is_limit(comparison[other]):
                return True
    return False


def _is_limit(value: Node) -> bool:
    """A number of steps that is not too large, or a moment."""
    number = number_of(value)
    if number is not None:
        return abs(number) <= _MOST_STEPS
    return not any(True for _ in references(value))


# Joins


def _of_joins(joins: Joins) -> Iterator[Offence]:
    """Two tables that nothing joins give a row for each pair of rows."""
    large = [a.relation for a in joins.atoms if _is_large(a.relation, joins)]
    if len(large) < 2 or _cannot_be_told(joins):
        return
    group = {atom.relation: atom.relation for atom in joins.atoms}

    def root(relation: Relation) -> Relation:
        while group[relation] is not relation:
            relation = group[relation]
        return relation

    for one, other in _joined(joins):
        group[root(one)] = root(other)
    alone = next((r for r in large if root(r) is not root(large[0])), None)
    if alone is not None:
        yield (
            f"nothing joins {alone.alias} to {large[0].alias}: each of its rows would be paired with all of the others",
            alone.at,
        )


def _is_large(relation: Relation, joins: Joins) -> bool:
    if relation.query is not None:
        query = relation.query
        return not (query.limit or query.grouped or query.rows or query.distinct) and _has_table(query)
    pinned = any(link.right is None and link.left.relation is relation for link in joins.links)
    return relation.table is not None and not pinned


def _has_table(query: Select) -> bool:
    inner = (*query.branches, *(r.query for r in query.relations if r.query is not None))
    return any(r.table is not None for r in query.relations) or any(map(_has_table, inner))


def _cannot_be_told(joins: Joins) -> bool:
    """Whether a condition names a column without saying of which table."""
    return any(
        joins.names.meaning(reference, select) is None
        for select, predicate in joins.conditions
        for reference in references(predicate.value)
    )


def _joined(joins: Joins) -> Iterator[tuple[Relation, Relation]]:
    for select, predicate in joins.conditions:
        natural = predicate.value.get("NaturalJoin")
        if natural is not None:
            sides = [r for r in select.relations if r.alias in (natural["left"], natural["right"])]
            yield from combinations(sides, 2)
        for part in _arms(predicate.value):
            owners = sorted(part_owners(part, select, joins), key=lambda r: r.at)
            yield from ((a, b) for a, b in combinations(owners, 2) if not _is_loose(part, a, b))
    yield from _lateral(joins)


def _arms(value: Node) -> Iterator[Node]:
    """A condition; of OR only where each of its parts would do."""
    arms = value.get("BoolExpr", {})
    if arms.get("boolop") != "OR_EXPR":
        yield value
    elif all(any(True for _ in references(arm)) for arm in arms["args"]):
        yield from arms["args"]


def part_owners(value: Node, select: Select, joins: Joins) -> set[Relation]:
    """The atoms a condition names, those named in its subqueries too."""
    owners = joins.owners(value, select)
    for link in (node for kind, node in nodes_inside(value) if kind == "SubLink"):
        inner = joins.names.shape.subquery(link)
        for predicate in inner.conditions:
            owners |= joins.owners(predicate.value, inner)
    return owners


def _is_loose(value: Node, one: Relation, other: Relation) -> bool:
    """A condition that leaves nearly all pairs: `<>`, or which of two rows of one table comes first."""
    comparison = value.get("A_Expr", {})
    operator = names_of(comparison.get("name", []))[-1:] or [""]
    if operator[0] == "<>" or comparison.get("kind") == "AEXPR_DISTINCT":
        return True
    return operator[0] in _ORDER and one.table is not None and one.table == other.table


def _lateral(joins: Joins) -> Iterator[tuple[Relation, Relation]]:
    """What a function or a LATERAL query names of the relations beside it."""
    for atom in joins.atoms:
        values = list(atom.relation.functions)
        scopes = [(value, atom.select) for value in values]
        if atom.relation.query is not None:
            scopes += [(p.value, atom.relation.query) for p in atom.relation.query.conditions]
        for value, select in scopes:
            for owner in joins.owners(value, select):
                yield atom.relation, owner
