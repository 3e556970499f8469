"""What a value is a number of: rows, seconds, money, a share; in which scale, and whether it is whole."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Final

from heartbeat_cli.metrics.functions import AGGREGATES
from heartbeat_cli.metrics.reading import Node, names_of
from heartbeat_cli.metrics.shape.columns import QueryNames
from heartbeat_cli.metrics.shape.expressions import function_name
from heartbeat_cli.metrics.shape.numbers import number_of
from heartbeat_cli.metrics.shape.select import Select
from heartbeat_cli.pgschema import Column, Table

_WHOLE_TYPES: Final = frozenset(("int2", "int4", "int8"))
_SAME: Final = frozenset(("round", "trunc", "ceil", "ceiling", "floor", "abs", "sum", "min", "max", "avg", "mode"))


@dataclass(frozen=True, slots=True)
class Dimension:
    """What a number counts. `kind`: count, time, money, ratio, flag or number.

    One of it is `scale` rows, seconds, units of currency, or wholes. `whole`: an integer to PostgreSQL. `currency` is
    that of money whose column says so.
    """

    kind: str
    scale: float = 1.0
    whole: bool = False
    currency: str | None = None


Money = Callable[[Table, Column], Dimension | None]
"""What a column is a number of, where its name or type says so."""

_NUMBER: Final = Dimension("number")


def dimension_of(value: Node, select: Select, names: QueryNames, of_column: Money, depth: int = 0) -> Dimension:
    """What an expression is a number of; `number` where nobody can tell."""
    if depth > 100 or not value:
        return _NUMBER

    def of(inner: Node, within: Select = select) -> Dimension:
        return dimension_of(inner, within, names, of_column, depth + 1)

    (kind, node), *_ = value.items()
    match kind:
        case "A_Const":
            return Dimension("number", whole="ival" in node)
        case "TypeCast":
            return _cast(node, of)
        case "FuncCall":
            return _call(node, of)
        case "A_Expr":
            return _operation(node, of)
        case "CoalesceExpr" | "MinMaxExpr":
            return _first(map(of, node["args"]))
        case "CaseExpr":
            results = [when["CaseWhen"]["result"] for when in node["args"]]
            return _chosen([*results, *([node["defresult"]] if "defresult" in node else [])], of)
        case "SubLink" if node.get("subLinkType") == "EXPR_SUBLINK":
            inner = names.shape.subquery(node)
            outputs = [o.value for o in inner.outputs if o.value is not None]
            return of(outputs[0], inner) if outputs else _NUMBER
        case "ColumnRef":
            return _column(value, select, names, of_column, of)
    return _NUMBER


def _column(
    value: Node, select: Select, names: QueryNames, of_column: Money, of: Callable[..., Dimension]
) -> Dimension:
    use = names.meaning(value, select)
    output = names.output(use) if use is not None else None
    if use is not None and output is not None and output.value is not None and use.relation.query is not None:
        query = use.relation.query
        return Dimension(*_plain(of(output.value, query.branches[0] if query.branches else query)))
    known = names.column(value, select)
    if known is None:
        return _NUMBER
    found = of_column(*known)
    whole = known[1].type in ("smallint", "integer", "bigint")
    return replace(found, whole=whole) if found is not None else Dimension("number", whole=whole)


def _plain(found: Dimension) -> tuple[str, float, bool, str | None]:
    return found.kind, found.scale, found.whole, found.currency


def _cast(node: Node, of: Callable[..., Dimension]) -> Dimension:
    inner = of(node["arg"])
    if "A_Expr" in node["arg"] or "BoolExpr" in node["arg"] or "NullTest" in node["arg"]:
        inner = Dimension("flag") if inner == _NUMBER else inner
    return replace(inner, whole=names_of(node["typeName"]["names"])[-1] in _WHOLE_TYPES)


def _call(call: Node, of: Callable[..., Dimension]) -> Dimension:
    name, args = function_name(call), call.get("args", [])
    if name == "count":
        return Dimension("count", whole=True)
    if name == "extract":
        part = args[0].get("A_Const", {}).get("sval", {}).get("sval", "") if args else ""
        return Dimension("time") if part.lower() == "epoch" else _NUMBER
    if "agg_within_group" in call:
        return replace(of(call["agg_order"][0]["SortBy"]["node"]), whole=False)
    if name not in _SAME or not args:
        return _NUMBER if name not in AGGREGATES else Dimension("number")
    inner = of(args[0])
    if name == "avg":
        return Dimension("ratio", inner.scale) if inner.kind == "flag" else replace(inner, whole=False)
    if name == "sum":
        return Dimension("count", inner.scale, inner.whole) if inner.kind == "flag" else inner
    return inner if name in ("min", "max", "abs") else replace(inner, whole=False)


def _operation(node: Node, of: Callable[..., Dimension]) -> Dimension:
    if node["kind"] == "AEXPR_NULLIF":
        return of(node["lexpr"])
    if node["kind"] != "AEXPR_OP" or "lexpr" not in node:
        return _NUMBER
    operator = names_of(node["name"])[-1]
    left, right = of(node["lexpr"]), of(node["rexpr"])
    numbers = number_of(node["lexpr"]), number_of(node["rexpr"])
    whole = left.whole and right.whole
    if operator in ("+", "-"):
        return replace(left if left.kind != "number" else right, whole=whole)
    if operator == "*":
        for factor, other in ((numbers[0], right), (numbers[1], left)):
            if factor:
                return replace(other, scale=other.scale / factor, whole=whole)
        return replace(left if left.kind not in ("number", "count") else right, whole=whole)
    if operator == "/":
        if numbers[1]:
            return replace(left, scale=left.scale * numbers[1], whole=whole)
        if left.kind == right.kind and left.kind != "number":
            return Dimension("ratio", left.scale / right.scale, whole)
        return replace(left, whole=whole) if right.kind == "count" else Dimension("number", whole=whole)
    return _NUMBER


def _chosen(results: list[Node], of: Callable[..., Dimension]) -> Dimension:
    """Of written numbers, which stand for yes and no, a flag: 1 is a whole, 100 a hundredth of one."""
    written = [number_of(result) for result in results if "isnull" not in result.get("A_Const", {})]
    known = [number for number in written if number is not None]
    if (
        written
        and len(known) == len(written)
        and max(known, default=0) in (1.0, 100.0)
        and min(known) in (0.0, 1.0, 100.0)
    ):
        return Dimension(
            "flag", 1 / max(known), all(of(r).whole for r in results if "isnull" not in r.get("A_Const", {}))
        )
    return _first(map(of, results))


def _first(found: Iterable[Dimension]) -> Dimension:
    all_ = list(found)
    return next((each for each in all_ if each.kind != "number"), all_[0] if all_ else _NUMBER)
