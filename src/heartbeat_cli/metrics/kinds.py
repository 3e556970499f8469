"""What PostgreSQL would take an expression to be: integer, numeric, floating point, date, timestamp or interval.

Needed where PostgreSQL and DuckDB compute differently by type: `7 / 2` is 3 in PostgreSQL and 3.5 in DuckDB, so a
share written without a cast would be a different number on the other marts. sqlglot's own annotation cannot be used:
it takes sum(bigint) and extract(epoch …) for integers, which PostgreSQL does not.
"""

from collections.abc import Iterable
from typing import Final

from sqlglot import exp
from sqlglot.optimizer.scope import Scope

from heartbeat_cli.metrics.columns import TableColumns, resolve
from heartbeat_cli.pgschema import QName, built_in_type

SMALL: Final = "integer"
BIG: Final = "bigint"
NUMBER: Final = "numeric"
FLOAT: Final = "double precision"
DATE: Final = "date"
TIMESTAMP: Final = "timestamp"
INTERVAL: Final = "interval"
OTHER: Final = "other"
INTEGERS: Final = (SMALL, BIG)
_KINDS: Final = {
    "numeric": NUMBER, "float": FLOAT, "date": DATE, "interval": INTERVAL,
    "timestamp": TIMESTAMP, "timestamptz": TIMESTAMP,
}  # fmt: skip
_MARK: Final = "hb"

_SAME_AS_ARGUMENT = (
    *(exp.Paren, exp.Neg, exp.Abs, exp.Max, exp.Min, exp.Filter, exp.Window, exp.Distinct),
    *(exp.Lag, exp.Lead, exp.FirstValue, exp.LastValue, exp.NthValue, exp.Nullif),
)
_BIG_COUNTS = (exp.Count, exp.RowNumber, exp.Rank, exp.DenseRank)
_SMALL_COUNTS = (exp.Length, exp.Ntile, exp.StrPosition, exp.ArraySize)
# Of integers and numerics these are numeric, of floating point they stay floating point.
_NUMERIC_OR_FLOAT = (
    *(exp.Stddev, exp.StddevPop, exp.StddevSamp, exp.Variance, exp.VariancePop, exp.Ceil, exp.Floor, exp.Round),
    *(exp.Trunc, exp.Sign, exp.Sqrt, exp.Ln, exp.Log, exp.Exp, exp.Pow),
)
# PostgreSQL has these for numeric and for floating point, and takes integers to the latter.
_FLOAT_OF_INTEGERS = (exp.Ceil, exp.Floor, exp.Round, exp.Trunc, exp.Sign, exp.Sqrt, exp.Ln, exp.Exp, exp.Pow, exp.Log)
_TIMESTAMPS = (exp.TimestampTrunc, exp.DateTrunc, exp.AtTimeZone, exp.UnixToTime)
_CHOICES = (exp.Coalesce, exp.Greatest, exp.Least)


def kind_of_type(type_name: str) -> str:
    """The kind of a type as PostgreSQL or DuckDB spells it."""
    found = built_in_type(type_name)
    if found is None:
        return OTHER
    return (BIG if found.name == BIG else SMALL) if found.kind == "integer" else _KINDS.get(found.kind, OTHER)


class Kinds:
    """The kinds of the marked expressions of one query; None where it cannot be told."""

    def __init__(self, tree: exp.Expr, columns: TableColumns) -> None:
        """Mark every expression in `tree`, then resolve its columns in a copy of it."""
        self._types = {name: {c.name: kind_of_type(c.type) for c in cols} for name, cols in columns.items()}
        self._resolved: dict[int, tuple[exp.Expr, Scope]] = {}
        for index, node in enumerate(tree.walk()):
            node.meta[_MARK] = index
        for scope in resolve(tree, columns):
            for node in scope.walk():
                if _MARK in node.meta:
                    self._resolved[node.meta[_MARK]] = (node, scope)

    def of(self, node: exp.Expr) -> str | None:
        """The kind of a node of the tree this was made for."""
        resolved = self._resolved.get(node.meta.get(_MARK, -1))
        return self._kind(*resolved) if resolved else None

    def _kind(self, node: exp.Expr, scope: Scope) -> str | None:
        if isinstance(node, exp.Column):
            return self._column(node, scope)
        if isinstance(node, exp.Literal):
            return _literal(node)
        if isinstance(node, exp.Cast):
            return kind_of_type(node.to.sql("postgres"))
        if isinstance(node, exp.Sum):
            return {SMALL: BIG, BIG: NUMBER}.get(of := self._kind(node.this, scope) or "", of or None)
        if isinstance(node, _NUMERIC_OR_FLOAT):
            return self._numeric_or_float(node, scope)
        if isinstance(node, exp.Avg | exp.WithinGroup):
            return self._averaged(node, scope)
        if isinstance(node, exp.Add | exp.Sub | exp.Mul | exp.Div | exp.Mod | exp.IntDiv):
            return self._arithmetic(node, scope)
        if isinstance(node, exp.Case):
            branches = [branch.args["true"] for branch in node.args["ifs"]]
            return self._widest([*branches, node.args.get("default")], scope)
        if isinstance(node, _CHOICES):
            return self._widest([node.this, *node.expressions], scope)
        if isinstance(node, exp.Subquery):
            return self._projection(node.unnest(), 0)
        if isinstance(node, _SAME_AS_ARGUMENT):
            inner = node.this if node.this is not None else next(iter(node.expressions), None)
            return self._kind(inner, scope) if inner is not None else None
        return _fixed(node)

    def _column(self, column: exp.Column, scope: Scope) -> str | None:
        source = scope.sources.get(column.table)
        if isinstance(source, exp.Table):
            return self._types.get(QName(source.db, source.name), {}).get(column.name)
        if isinstance(source, Scope):
            return self._named_projection(source.expression, column.name)
        return None

    def _named_projection(self, query: exp.Expr, name: str) -> str | None:
        names = query.named_selects if isinstance(query, exp.Query) else []
        return self._projection(query, names.index(name)) if name in names else None

    def _projection(self, query: exp.Expr, index: int) -> str | None:
        if not isinstance(query, exp.Query):
            return None
        branches = [query.left, query.right] if isinstance(query, exp.SetOperation) else []
        if branches:
            return _wider(self._projection(branch.unnest(), index) for branch in branches)
        selects = query.selects
        if index >= len(selects):
            return None
        chosen = selects[index].unalias()
        resolved = self._resolved.get(chosen.meta.get(_MARK, -1))
        return self._kind(*resolved) if resolved else None

    def _widest(self, nodes: Iterable[exp.Expr | None], scope: Scope) -> str | None:
        present = [n for n in nodes if n is not None and not isinstance(n, exp.Null)]
        return _wider(self._kind(n, scope) for n in present)

    def _numeric_or_float(self, node: exp.Expr, scope: Scope) -> str | None:
        inner = self._widest([node.this, node.args.get("expression")], scope)
        if inner in INTEGERS:
            return FLOAT if isinstance(node, _FLOAT_OF_INTEGERS) and not node.args.get("decimals") else NUMBER
        return inner

    def _averaged(self, node: exp.Expr, scope: Scope) -> str | None:
        """An average or an interpolated percentile is a number, of intervals an interval; a chosen one stays itself."""
        if isinstance(node, exp.Avg):
            averaged = self._kind(node.this, scope)
            return averaged if averaged in (INTERVAL, FLOAT, None) else NUMBER
        ordered = node.find(exp.Ordered)
        inner = self._kind(ordered.this, scope) if ordered is not None else None
        if isinstance(node.this, exp.PercentileDisc | exp.Mode):
            return inner
        return INTERVAL if inner == INTERVAL else FLOAT

    def _arithmetic(self, node: exp.Binary, scope: Scope) -> str | None:
        left, right = self._kind(node.left, scope), self._kind(node.right, scope)
        if isinstance(node, exp.Sub) and left == right and left in (DATE, TIMESTAMP):
            return SMALL if left == DATE else INTERVAL
        if INTERVAL in (left, right):
            return TIMESTAMP if {left, right} & {DATE, TIMESTAMP} else INTERVAL
        if {left, right} & {DATE, TIMESTAMP}:
            return left if left in (DATE, TIMESTAMP) else right
        return _wider((left, right))


def _literal(node: exp.Literal) -> str:
    if node.is_string:
        return OTHER
    text = str(node.this)
    if not text.isdigit():
        return NUMBER
    return SMALL if int(text) < 2**31 else BIG


def _fixed(node: exp.Expr) -> str | None:
    """Expressions whose kind does not depend on their arguments."""
    if isinstance(node, _BIG_COUNTS):
        return BIG
    if isinstance(node, _SMALL_COUNTS):
        return SMALL
    if isinstance(node, exp.Extract):
        return NUMBER
    if isinstance(node, exp.PercentRank | exp.CumeDist):
        return FLOAT
    if isinstance(node, _TIMESTAMPS):
        return TIMESTAMP
    if isinstance(node, exp.Interval) or (isinstance(node, exp.Anonymous) and node.name.lower() == "age"):
        return INTERVAL
    return None


def _wider(kinds: Iterable[str | None]) -> str | None:
    """The kind PostgreSQL settles on for several; one unknown leaves it open unless another is no integer."""
    found = list(kinds)
    for kind in (OTHER, INTERVAL, TIMESTAMP, DATE, FLOAT, NUMBER):
        if kind in found:
            return kind
    if not found or None in found:
        return None
    return BIG if BIG in found else SMALL
