"""Rows that a query picks by what says nothing about them: their surrogate key, their place, or none at all."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from heartbeat_cli.metrics.reading import Node, names_of
from heartbeat_cli.metrics.shape.columns import ColumnUse, QueryNames, bare, references
from heartbeat_cli.metrics.shape.expressions import calls_in, function_name, nodes_inside, same
from heartbeat_cli.metrics.shape.joins import joins_of
from heartbeat_cli.metrics.shape.numbers import number_of
from heartbeat_cli.metrics.shape.select import Select, reads_tables
from heartbeat_cli.pgschema import Table, kind_of

_ORDER: Final = frozenset(("<", "<=", ">", ">="))
_COMPARISONS: Final = _ORDER | {"=", "BETWEEN", "~", "~*", "~~", "~~*"}
_KINDS: Final = ("AEXPR_OP", "AEXPR_IN", "AEXPR_OP_ANY", "AEXPR_BETWEEN", "AEXPR_LIKE", "AEXPR_ILIKE")
_KEY_KINDS: Final = ("integer", "numeric", "uuid")
_POSITIONS: Final = frozenset(("nth_value", "lag", "lead"))
# A year of months, and what is before that.
_FEW: Final = 12


@dataclass(frozen=True, slots=True)
class Pick:
    """A way in which rows are picked, and its byte offset.

    `how` is by the `key` of a table, by their `place` (OFFSET), as an `edge` (the largest up to a number that is
    written), `unordered` (LIMIT without ORDER BY), or `hidden` (HAVING of a single number); `what` is the column or the
    number in question.
    """

    how: str
    what: str
    at: int


def picks(names: QueryNames) -> tuple[Pick, ...]:
    """Every pick of rows in a query."""
    found = [pick for select in names.shape.selects for pick in _of_select(select, names)]
    return tuple(dict.fromkeys(found))


def _of_select(select: Select, names: QueryNames) -> Iterator[Pick]:
    yield from _by_place(select, names)
    for value in (*(p.value for p in select.conditions), *select.values()):
        for kind, node in nodes_inside(value):
            if kind == "A_Expr" and node["kind"] in _KINDS:
                yield from _by_key(node, select, names)
            elif kind == "SubLink":
                yield from _by_keys_of_some(node, select, names)
            else:
                yield from _by_position(kind, node)
    for call in select.aggregates:
        yield from _edges(call, select)
    written = [n for part in (select.having or {},) for n in _numbers_in(part)]
    if select is names.shape.root and select.having is not None and not select.group_by and max(written, default=0) > 1:
        yield Pick("hidden", f"{max(written):g}", _place_of(select.having))


def _numbers_in(value: Node) -> Iterator[float]:
    for kind, node in nodes_inside(value):
        number = number_of({kind: node}) if kind == "A_Const" else None
        if number is not None:
            yield number


def _place_of(value: Node) -> int:
    return min((n["location"] for _, n in nodes_inside(value) if n.get("location", -1) >= 0), default=0)


# By place


def _by_place(select: Select, names: QueryNames) -> Iterator[Pick]:
    offset = number_of(bare(select.offset or {}))
    if offset is not None and offset > 1:
        yield Pick("place", f"{offset + 1:g}", _place_of(select.offset or {}))
    root = select is names.shape.root
    if select.limit is None or select.order_by or (select.branches and not root) or select.rows:
        return
    one_row = select.grouped and not select.group_by and not select.branches
    whole = root or (number_of(bare(select.limit)) or 0) > 1
    if whole and not one_row and reads_tables(select):
        yield Pick("unordered", "", _place_of(select.limit))


def _by_position(kind: str, node: Node) -> Iterator[Pick]:
    """`nth_value(id, 432)`, `lag(id, 432)`, `(array_agg(id))[432]`."""
    position: Node = {}
    if kind == "FuncCall" and function_name(node) in _POSITIONS and len(node.get("args", ())) > 1:
        position = node["args"][1]
    elif kind == "A_Indirection" and "FuncCall" in bare(node["arg"]):
        aggregated = function_name(bare(node["arg"])["FuncCall"]) == "array_agg"
        position = node["indirection"][-1].get("A_Indices", {}).get("uidx", {}) if aggregated else {}
    number = number_of(position)
    if number is not None and number > _FEW:
        yield Pick("place", f"{number:g}", _place_of(position))


def _edges(call: Node, select: Select) -> Iterator[Pick]:
    """`max(n)` of what is at most 432 is 432."""
    name = function_name(call)
    if name not in ("min", "max"):
        return
    toward = "<" if name == "max" else ">"
    for comparison in (p.value.get("A_Expr", {}) for p in select.conditions):
        operator = names_of(comparison.get("name", []))[-1:] or [""]
        if operator[0] not in (toward, f"{toward}=") or not same(bare(comparison["lexpr"]), bare(call["args"][0])):
            continue
        number = number_of(comparison["rexpr"])
        if number is not None and abs(number) > 1:
            yield Pick("edge", f"{number:g}", max(comparison.get("location", 0), 0))


# By key


def _by_key(node: Node, select: Select, names: QueryNames) -> Iterator[Pick]:
    if names_of(node["name"])[-1] not in _COMPARISONS:
        return
    condition = {"A_Expr": node}
    named = [(reference, names.origin(reference, select)) for reference in references(condition)]
    keyed = [use for _, use in named if use is not None and _is_key(use, names)]
    others = [reference for reference, use in named if use not in keyed]
    if len({use.relation for use in keyed}) != 1 or not all(_is_written(r, select, names) for r in others):
        return
    if _asks_rows(condition, names) or _says_nothing(node):
        return
    ranged = node["kind"] == "AEXPR_BETWEEN" or names_of(node["name"])[-1] in _ORDER
    if ranged or not (_is_looked_up(keyed[0], names) or _is_asked_for(keyed[0], names)):
        yield Pick("key", keyed[0].name, max(node.get("location", 0), 0))


def _asks_rows(condition: Node, names: QueryNames) -> bool:
    """Whether a condition has something in it that rows come to."""
    links = (node for kind, node in nodes_inside(condition) if kind == "SubLink")
    if any(reads_tables(names.shape.subquery(link)) for link in links):
        return True
    return any("over" in c or function_name(c) in ("count", "min", "max", "sum") for c in calls_in(condition))


def _by_keys_of_some(link: Node, select: Select, names: QueryNames) -> Iterator[Pick]:
    """`id IN (SELECT id … LIMIT 432)`, of the table itself."""
    use = names.origin(link["testexpr"], select) if "testexpr" in link else None
    inner = names.shape.subquery(link)
    number = number_of(bare(inner.limit or {}))
    if use is None or not _is_key(use, names):
        return
    if not reads_tables(inner):
        yield Pick("key", use.name, _place_of(link["testexpr"]))
    if number is None:
        return
    value = inner.outputs[0].value
    same_key = names.origin(value, inner) if value is not None else None
    if same_key is not None and same_key.relation.table == use.relation.table and same_key.name == use.name:
        yield Pick("key", use.name, _place_of(link["testexpr"]))


def _is_key(use: ColumnUse, names: QueryNames) -> bool:
    table = names.tables.get(use.relation.table) if use.relation.table is not None else None
    column = table.column(use.name) if table is not None else None
    if table is None or column is None or kind_of(column.type) not in _KEY_KINDS:
        return False
    return (
        table.primary_key is not None
        and table.primary_key.columns == (use.name,)
        and not _is_reference(table, use.name)
    )


def _is_reference(table: Table, name: str) -> bool:
    return any(key.columns == (name,) for key in table.foreign_keys)


def _is_written(reference: Node, select: Select, names: QueryNames) -> bool:
    """Whether a column is one of a series or a list."""
    use = names.meaning(reference, select)
    if use is None or use.relation.table is not None or use.relation.recursive:
        return False
    return use.relation.query is None or not reads_tables(use.relation.query)


def _says_nothing(node: Node) -> bool:
    """`id > 0`."""
    numbers = [number_of(node[side]) for side in ("lexpr", "rexpr") if side in node]
    plain = any("ColumnRef" in node.get(side, {}) for side in ("lexpr", "rexpr"))
    return plain and any(number is not None and number <= 0 for number in numbers)


def _is_looked_up(use: ColumnUse, names: QueryNames) -> bool:
    """Whether the row is one that another table's row refers to: its key is what stands there."""
    joins = joins_of(use.select, names)
    return any(
        mine is not None and mine.relation is use.relation and mine.name == use.name and _is_row(other)
        for link in joins.links
        for mine, other in ((link.left, link.right), (link.right, link.left))
    )


def _is_row(use: ColumnUse | None) -> bool:
    return use is not None and (use.relation.table is not None or use.relation.query is not None)


def _is_asked_for(use: ColumnUse, names: QueryNames) -> bool:
    """Whether a subquery in an expression looks the row up."""
    return any(inner is use.select for inner in names.shape.subqueries.values())
