"""PostgreSQL to the dialect of the marts, where translating the words is not enough to get the same number.

| PostgreSQL | DuckDB by itself | here |
|---|---|---|
| whole number / whole number: whole number | fraction | `//` |
| division by zero: error | infinity, or NULL | error |
| percentile of intervals | no such function | percentile of microseconds |
"""

from sqlglot import exp

from heartbeat_cli.errors import RefusedError
from heartbeat_cli.metrics.columns import Columns
from heartbeat_cli.metrics.kinds import INTERVAL, WHOLE, Kinds
from heartbeat_cli.metrics.place import NOWHERE, Place

DIVISION_BY_ZERO = "division by zero"


def to_marts(tree: exp.Expr, dialect: str, columns: Columns, place: Place = NOWHERE) -> str:
    """The SQL of a bound tree in the marts' dialect; `columns` are those of the tables it reads.

    Raises RefusedError where it divides two things whose types cannot be told.
    """
    if dialect != "duckdb":
        return tree.sql(dialect=dialect)
    tree = tree.copy()
    kinds = Kinds(tree, columns)
    nodes = list(tree.walk(bfs=True))
    whole = {id(n) for n in nodes if isinstance(n, exp.Div) and _is_whole(n, kinds, place)}
    percentiles = {id(n) for n in nodes if _is_percentile_of_intervals(n, kinds)}
    # Innermost first: replacing a node leaves those above it in the tree, not those below.
    for node in reversed(nodes):
        if isinstance(node, exp.Div | exp.IntDiv | exp.Mod):
            _replace_division(node, id(node) in whole)
        elif id(node) in percentiles:
            _replace_percentile(node)
    return tree.sql(dialect=dialect)


def _replace_division(node: exp.Binary, whole: bool) -> None:
    if not _never_zero(node.right):
        node.right.replace(_checked(node.right.copy()))
    if whole:
        node.replace(exp.Paren(this=exp.IntDiv(this=node.left.copy(), expression=node.right.copy())))


def _is_whole(node: exp.Binary, kinds: Kinds, place: Place) -> bool:
    known = [kind for kind in (kinds.of(node.left), kinds.of(node.right)) if kind is not None]
    if any(kind not in WHOLE for kind in known):
        return False
    if len(known) == 2:
        return True
    raise RefusedError(
        f"cannot tell whether `{node.sql('postgres')}` divides whole numbers, which would drop the fraction",
        where=place.at(""),
        hint="Cast one side: ::numeric keeps the fraction, ::bigint on both sides drops it.",
        code="sql_refused",
    )


def _never_zero(divisor: exp.Expr) -> bool:
    inner = divisor.unnest()
    if isinstance(inner, exp.Literal) and not inner.is_string:
        return float(str(inner.this)) != 0
    return isinstance(inner, exp.Nullif) and inner.expression.sql() in ("0", "0.0")


def _checked(divisor: exp.Expr) -> exp.Expr:
    error = exp.Anonymous(this="error", expressions=[exp.Literal.string(DIVISION_BY_ZERO)])
    is_zero = exp.EQ(this=exp.paren(divisor.copy()), expression=exp.Literal.number(0))
    return exp.Case(ifs=[exp.If(this=is_zero, true=error)], default=divisor)


def _is_percentile_of_intervals(node: exp.Expr, kinds: Kinds) -> bool:
    if not (isinstance(node, exp.WithinGroup) and isinstance(node.this, exp.PercentileCont)):
        return False
    ordered = node.find(exp.Ordered)
    return ordered is not None and kinds.of(ordered.this) == INTERVAL


def _replace_percentile(node: exp.Expr) -> None:
    for ordered in node.find_all(exp.Ordered):
        ordered.this.replace(exp.Anonymous(this="epoch_us", expressions=[ordered.this.copy()]))
    whole = exp.cast(node.copy(), exp.DataType.Type.BIGINT)
    node.replace(exp.Anonymous(this="to_microseconds", expressions=[whole]))
