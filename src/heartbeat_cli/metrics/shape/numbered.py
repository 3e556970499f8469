"""Rows that are numbered in a query, and conditions that leave as many of them as are written."""

from typing import Final

from heartbeat_cli.metrics.reading import Node, names_of
from heartbeat_cli.metrics.shape.columns import QueryNames, bare, references
from heartbeat_cli.metrics.shape.expressions import function_name, nodes_inside
from heartbeat_cli.metrics.shape.numbers import number_of
from heartbeat_cli.metrics.shape.select import Select

_RANKS: Final = frozenset(("rank", "dense_rank"))


def is_number_of_row(value: Node, select: Select, names: QueryNames) -> bool:
    """Whether an expression is the number of a row among all rows, worked out here or in a query in FROM."""
    call = _numbering(value, select, names)
    return call is not None


def _numbering(value: Node, select: Select, names: QueryNames) -> Node | None:
    for _ in range(20):
        value = bare(value)
        call = value.get("FuncCall")
        if call is not None:
            return call if _numbers_all(call) else None
        use = names.meaning(value, select)
        output = names.output(use) if use is not None else None
        query = use.relation.query if use is not None else None
        if output is None or output.value is None or query is None or query.branches or query.rows:
            return None
        value, select = output.value, query
    return None


def _numbers_all(call: Node) -> bool:
    """A window over all rows, not over those of each client, that counts them."""
    window = call.get("over", {})
    if not window or "partitionClause" in window or "name" in window:
        return False
    name = function_name(call)
    if name == "row_number" or name in _RANKS:
        return True
    added = name == "sum" and number_of(call["args"][0]) is not None
    return "orderClause" in window and (name == "count" or added)


def leaves_written(condition: Node, select: Select, names: QueryNames) -> bool:
    """Whether a condition holds numbers of rows against nothing but what is written: `n <= 432`."""
    if not any(relation.query is not None for relation in select.relations):
        return False
    asked = [each for each in references(condition) if not _is_of_a_list(each, select, names)]
    numbered = [_numbering(reference, select, names) for reference in asked]
    if not numbered or any(call is None for call in numbered) or _asks_tables(condition, names):
        return False
    # Of rows that share the first place there may be any number.
    ranked = any(function_name(call) in _RANKS for call in numbered if call is not None)
    return not (ranked and _is_first(condition))


def _is_of_a_list(reference: Node, select: Select, names: QueryNames) -> bool:
    """Whether a column is one of a series or of what `unnest` is given, which are no rows of tables."""
    use = names.meaning(reference, select)
    return (
        use is not None
        and bool(use.relation.functions)
        and not any(True for value in use.relation.functions for _ in references(value))
    )


def _asks_tables(condition: Node, names: QueryNames) -> bool:
    links = (node for kind, node in nodes_inside(condition) if kind == "SubLink")
    return any(names.shape.subquery(link).relations for link in links)


def _is_first(condition: Node) -> bool:
    comparison = condition.get("A_Expr", {})
    return bool(comparison) and names_of(comparison["name"]) == ["="] and number_of(comparison["rexpr"]) == 1
