"""A metric's SQL for DuckDB, where translating the words is not enough to get the same number.

| PostgreSQL | DuckDB by itself | here |
|---|---|---|
| whole number / whole number: whole number | fraction | `//` |
| division by zero: error | infinity, or NULL | error |
| percentile of intervals | no such function | percentile of microseconds |
| percentile of anything else: double precision | of its own type: of 1 and 2 with no decimals 1 | of doubles |
| numeric rounds halves away from zero | computed as floating point, halves to even | as a decimal |
| floating point rounds halves to even | halves away from zero | to even |
| `div` of fractions: whole number | fraction | truncated |
| seconds have a fraction | whole seconds | microseconds, divided |
| `to_char` has its own formats | those of `strftime` | those that mean the same, others refused |
| `every`, `cardinality`, `jsonb_array_length`… | other names | its names |

Not made alike: `%` of fractions, which DuckDB computes in floating point. What DuckDB does not have at all
(`width_bucket`, `overlay`, `jsonb_array_elements`) ends with its error.
"""

import re

from sqlglot import exp

from heartbeat_cli.errors import RefusedError
from heartbeat_cli.files import SqlPlace
from heartbeat_cli.metrics import DIVISION_BY_ZERO, TableColumns, written_for
from heartbeat_cli.metrics.kinds import FLOAT, INTEGERS, INTERVAL, NUMBER, Kinds

_DUCKDB_NAMES = {
    "cardinality": "len",
    "every": "bool_and",
    "jsonb_array_length": "json_array_length",
    "jsonb_extract_path_text": "json_extract_path_text",
    "octet_length": "strlen",
}
_PER_SECOND = {"second": "1000000.0", "seconds": "1000000.0", "milliseconds": "1000.0", "millisecond": "1000.0"}
_SAME_FORMAT = re.compile(r"(?:%[YmdHMSGV]|[-/:._ T])+")


def written_for_duckdb(tree: exp.Expr, columns: TableColumns, place: SqlPlace) -> str:
    """What DuckDB understands otherwise, made alike; raises as `metrics.sent.to_marts` does."""
    tree = tree.copy()
    kinds = Kinds(tree, columns)
    nodes = list(tree.walk(bfs=True))
    whole = {id(n) for n in nodes if isinstance(n, exp.Div | exp.IntDiv) and _is_whole(n, kinds, place)}
    for node in nodes:
        _refuse_format(node, place)
    rounded = {id(n): kinds.of(n.this) for n in nodes if _rounds(n)}
    percentiles = {id(n): _ordered_kind(n, kinds) for n in nodes if _is_percentile(n)}
    # Innermost first: replacing a node leaves those above it in the tree, not those below.
    for node in reversed(nodes):
        if isinstance(node, exp.Div | exp.IntDiv | exp.Mod):
            _replace_division(node, id(node) in whole)
        elif isinstance(node, exp.Extract):
            _replace_seconds(node)
        elif id(node) in rounded:
            _replace_rounding(node, rounded[id(node)])
        elif isinstance(node, exp.Anonymous):
            node.set("this", _DUCKDB_NAMES.get(node.name.lower(), node.name))
        elif id(node) in percentiles:
            _replace_percentile(node, percentiles[id(node)])
    return written_for(tree, "duckdb", place)


def _replace_division(node: exp.Binary, whole: bool) -> None:
    if not _never_zero(node.right):
        node.right.replace(_checked(node.right.copy()))
    if whole:
        node.replace(exp.Paren(this=exp.IntDiv(this=node.left.copy(), expression=node.right.copy())))
    elif isinstance(node, exp.IntDiv):
        node.replace(exp.Trunc(this=exp.Div(this=node.left.copy(), expression=node.right.copy())))


def _replace_seconds(node: exp.Extract) -> None:
    divisor = _PER_SECOND.get(node.name.lower())
    if divisor is not None:
        whole = exp.Extract(this=exp.var("microseconds"), expression=node.expression.copy())
        node.replace(exp.Paren(this=exp.Div(this=whole, expression=exp.Literal.number(divisor))))


def _refuse_format(node: exp.Expr, place: SqlPlace) -> None:
    if isinstance(node, exp.TimeToStr) and not _SAME_FORMAT.fullmatch(node.args["format"].name):
        raise RefusedError(
            f"`{node.sql('postgres')}` is written differently by the two databases the marts can be in",
            where=place.at(""),
            hint="to_char may use YYYY, MM, DD, HH24, MI, SS, IYYY, IW; extract() and date_trunc() say the rest.",
            code="sql_refused",
        )


def _is_whole(node: exp.Binary, kinds: Kinds, place: SqlPlace) -> bool:
    known = [kind for kind in (kinds.of(node.left), kinds.of(node.right)) if kind is not None]
    if any(kind not in INTEGERS for kind in known):
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


def _rounds(node: exp.Expr) -> bool:
    return isinstance(node, exp.Round) or (isinstance(node, exp.Cast) and node.is_type(*exp.DataType.INTEGER_TYPES))


def _replace_rounding(node: exp.Expr, kind: str | None) -> None:
    """DuckDB divides and averages numerics in floating point; twelve decimals bring the decimal halves back."""
    value = node.this
    if kind == NUMBER:
        exact = exp.cast(value.copy(), "DECIMAL(38, 12)", dialect="duckdb")
        value.replace(exact if isinstance(node, exp.Round) else exp.Round(this=exact))
    elif kind == FLOAT and isinstance(node, exp.Round) and not node.args.get("decimals"):
        node.replace(exp.Anonymous(this="round_even", expressions=[value.copy(), exp.Literal.number(0)]))


def _is_percentile(node: exp.Expr) -> bool:
    return isinstance(node, exp.WithinGroup) and isinstance(node.this, exp.PercentileCont)


def _ordered_kind(node: exp.Expr, kinds: Kinds) -> str | None:
    ordered = node.find(exp.Ordered)
    return kinds.of(ordered.this) if ordered is not None else None


def _as_interpolated(value: exp.Expr, kind: str | None) -> exp.Expr:
    if kind == INTERVAL:
        return exp.Anonymous(this="epoch_us", expressions=[value])
    return exp.cast(value, exp.DataType.Type.DOUBLE)


def _replace_percentile(node: exp.Expr, kind: str | None) -> None:
    """PostgreSQL interpolates intervals and double precision, and takes every number to the latter."""
    for ordered in node.find_all(exp.Ordered):
        ordered.this.replace(_as_interpolated(ordered.this.copy(), kind))
    if kind == INTERVAL:
        whole = exp.cast(node.copy(), exp.DataType.Type.BIGINT)
        node.replace(exp.Anonymous(this="to_microseconds", expressions=[whole]))
