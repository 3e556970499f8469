"""Aggregates: PostgreSQL's types of their results, and FILTER before the argument is worked out."""

import re
from collections.abc import Callable
from typing import Final

from heartbeat_cli.marts.kinds.duckdb.translation.casts import cast
from heartbeat_cli.marts.kinds.duckdb.translation.ordering import sorted_by
from heartbeat_cli.marts.kinds.duckdb.translation.scope import Node, Scope
from heartbeat_cli.marts.kinds.duckdb.translation.terms import (
    BIGINT,
    BOOLEAN,
    DOUBLE,
    FLOATS,
    INTEGER,
    INTEGERS,
    INTERVAL,
    JSON,
    OTHER,
    QUOTIENT,
    REAL,
    SMALLINT,
    TEXT,
    UNKNOWN,
    WHOLE,
    NotAlikeError,
    Term,
    array,
    as_decimal,
    as_double,
    as_quotient,
    is_number,
    is_numeric,
)  # fmt: skip

AGGREGATES: Final = (
    "array_agg", "avg", "bit_and", "bit_or", "bool_and", "bool_or", "corr", "count", "covar_pop", "covar_samp", "every",
    "max", "min", "regr_avgx", "regr_avgy", "regr_count", "regr_intercept", "regr_r2", "regr_slope", "stddev",
    "stddev_pop", "stddev_samp", "string_agg", "sum", "var_pop", "var_samp", "variance",
)  # fmt: skip
_SPREADS: Final = {
    "stddev": ("deviation", 1), "stddev_samp": ("deviation", 1), "stddev_pop": ("deviation", 0),
    "variance": ("variance", 1), "var_samp": ("variance", 1), "var_pop": ("variance", 0),
}  # fmt: skip
# Of the sums of hb_pg.joint; float8_corr and its neighbours in float.c.
_PAIRS: Final = {
    "corr": "CASE WHEN xx > 0 AND yy > 0 THEN xy / sqrt(xx * yy) END",
    "covar_pop": "CASE WHEN n > 0 THEN xy / n END",
    "covar_samp": "CASE WHEN n > 1 THEN xy / (n - 1) END",
    "regr_avgx": "CASE WHEN n > 0 THEN tx / n END",
    "regr_avgy": "CASE WHEN n > 0 THEN ty / n END",
    "regr_count": "n",
    "regr_intercept": "CASE WHEN xx > 0 THEN (ty - tx * xy / xx) / n END",
    "regr_r2": "CASE WHEN xx = 0 OR n = 0 THEN NULL WHEN yy = 0 THEN 1.0 ELSE (xy * xy) / (xx * yy) END",
    "regr_slope": "CASE WHEN xx > 0 THEN xy / xx END",
}

_ROW_BY_ROW: Final = 10_000

# Writes an aggregate of DuckDB's with what stands behind its argument: FILTER, ORDER BY, OVER.
Write = Callable[[str, str], str]


def aggregate(name: str, node: Node, scope: Scope) -> Term:
    """A call of one of AGGREGATES without OVER."""
    return written_aggregate(name, node, scope, "")


def written_aggregate(name: str, node: Node, scope: Scope, over: str) -> Term:
    """The same with what stands behind it."""
    if node.get("agg_star"):
        return Term(f"count(*){_filter(node, scope)}{over}", BIGINT)
    only = scope.condition(node["agg_filter"]) if "agg_filter" in node else None
    terms = [_filtered(scope.term(arg), only) for arg in node["args"]]
    distinct = "DISTINCT " if node.get("agg_distinct") else ""
    order = sorted_by(node["agg_order"], scope) if "agg_order" in node else ""
    behind = (f" FILTER (WHERE {only})" if only else "") + over

    def write(function: str, arguments: str) -> str:
        return f"{function}({distinct}{arguments}{order}){behind}"

    return _aggregate(name, terms, write, distinct=bool(distinct))


def _filter(node: Node, scope: Scope) -> str:
    return f" FILTER (WHERE {scope.condition(node['agg_filter'])})" if "agg_filter" in node else ""


def _filtered(term: Term, only: str | None) -> Term:
    """DuckDB works the argument out for rows that FILTER leaves out: 1 / x would fail on them."""
    if only is None or term.type == UNKNOWN or not set("(/") & set(term.sql):
        return term
    return Term(f"CASE WHEN {only} THEN {term.sql} END", term.type)


def _aggregate(name: str, terms: list[Term], write: Write, *, distinct: bool) -> Term:
    term = cast(terms[0], TEXT) if terms[0].type == UNKNOWN and terms[0].text is not None else terms[0]
    if name == "count":
        value = Term(f"hb_pg.fixed({term.sql})", QUOTIENT) if distinct and term.type == QUOTIENT else term
        return Term(write("count", value.sql), BIGINT)
    if name in ("every", "bool_and", "bool_or"):
        return Term(write("bool_or" if name == "bool_or" else "bool_and", cast(term, BOOLEAN).sql), BOOLEAN)
    if name in ("min", "max"):
        return _extreme(name, term, write)
    if name == "sum":
        return _sum(term, write)
    if name == "avg":
        return _average(term, write)
    if name in _SPREADS:
        return _spread(name, term, write)
    if name in _PAIRS:
        return _pair(name, terms, write)
    return _collected(name, terms, write)


def _extreme(name: str, term: Term, write: Write) -> Term:
    if term.type == QUOTIENT:
        return Term(write(f"arg_{name}", f"{term.sql}, {as_decimal(term).sql}"), QUOTIENT)
    if term.type in (BOOLEAN, JSON, OTHER) or term.type.element is not None:
        raise NotAlikeError(f"{name} of {term.type}", "bool_and or bool_or, or the value in it.")
    return Term(write(name, term.sql), term.type)


def _sum(term: Term, write: Write) -> Term:
    if term.type in (SMALLINT, INTEGER):
        return Term(f"CAST({write('sum', term.sql)} AS BIGINT)", BIGINT)
    if term.type == BIGINT:
        return Term(f"CAST({write('sum', term.sql)} AS DECIMAL(38, 0))", WHOLE)
    if term.type == QUOTIENT:
        scale = write("max", f"struct_extract({term.sql}, 's')")
        return Term(f"hb_pg.total({write('sum', as_decimal(term).sql)}, {scale})", QUOTIENT)
    if is_numeric(term.type):
        return Term(write("sum", term.sql), term.type)
    if term.type == REAL:
        raise NotAlikeError(
            "a sum of real, which PostgreSQL rounds at every row", "sum(x::double precision) or sum(x::numeric)."
        )
    if term.type == DOUBLE:
        return Term(write("sum", term.sql), DOUBLE)
    if term.type == INTERVAL:
        parts = [
            write("sum", f"{part.format(term.sql)}")
            for part in ("hb_pg.interval_months({0})", "extract(day FROM {0})", "hb_pg.interval_time({0})")
        ]
        return Term(
            f"(to_months(CAST({parts[0]} AS INTEGER)) + to_days(CAST({parts[1]} AS INTEGER))"
            f" + to_microseconds(CAST({parts[2]} AS BIGINT)))",
            INTERVAL,
        )
    raise NotAlikeError(f"a sum of {term.type}", "a sum of numbers.")


def _average(term: Term, write: Write) -> Term:
    if term.type in FLOATS:
        return Term(write("avg", as_double(term).sql), DOUBLE)
    if term.type == INTERVAL:
        months, days = write("sum", f"hb_pg.interval_months({term.sql})"), write("sum", f"extract(day FROM {term.sql})")
        micros, count = write("sum", f"hb_pg.interval_time({term.sql})"), write("count", term.sql)
        return Term(f"hb_pg.interval_average({months}, {days}, {micros}, {count})", INTERVAL)
    if not is_number(term.type):
        raise NotAlikeError(f"an average of {term.type}", "an average of numbers.")
    total, count = as_quotient(_sum(term, write)), write("count", term.sql)
    return Term(f"hb_pg.divide({total.sql}, hb_pg.number(NULLIF({count}, 0), 0))", QUOTIENT)


def _spread(name: str, term: Term, write: Write) -> Term:
    macro, less = _SPREADS[name]
    if term.type in FLOATS:
        return _spread_of_floats(name, term, write)
    if term.type not in INTEGERS and not is_numeric(term.type):
        raise NotAlikeError(f"{name} of {term.type}", f"{name} of numbers.")
    value = as_decimal(term)
    scale = value.type.scale or 0
    whole = f"CAST({value.sql} * {10**scale} AS HUGEINT)" if scale else f"CAST({value.sql} AS HUGEINT)"
    sums = write("sum", whole), write("sum", f"{whole} * {whole}")
    digits = write("max", f"struct_extract({term.sql}, 's')") if term.type == QUOTIENT else str(scale)
    if term.type == QUOTIENT:
        raise NotAlikeError(f"{name} of a quotient", f"{name}(round(x, 6)), or of x::double precision.")
    return Term(f"hb_pg.{macro}({write('count', term.sql)}, {sums[0]}, {sums[1]}, {digits}, {less})", QUOTIENT)


def _spread_of_floats(name: str, term: Term, write: Write) -> Term:
    """Row after row as PostgreSQL does it, for which DuckDB has to hold all of them."""
    macro, less = _SPREADS[name]
    value = as_double(term).sql
    sums = f"hb_pg.spread(list_filter({write('array_agg', value)}, lambda x: x IS NOT NULL))"
    share = f"struct_extract({sums}, 'q') / NULLIF(greatest(struct_extract({sums}, 'n') - {less}, 0), 0)"
    exact = share if macro == "variance" else f"sqrt({share})"
    return Term(_few(write("count", value), exact, write(name, value)), DOUBLE)


def _few(count: str, exact: str, own: str) -> str:
    """Digit for digit as PostgreSQL while there are few rows; of many, their order decides about the last digits."""
    return f"(CASE WHEN {count} <= {_ROW_BY_ROW} THEN {exact} ELSE {own} END)"


def _pair(name: str, terms: list[Term], write: Write) -> Term:
    y, x = (as_double(t).sql for t in terms)
    pairs = write("array_agg", f"CASE WHEN {x} IS NOT NULL AND {y} IS NOT NULL THEN {{'x': {x}, 'y': {y}}} END")
    sums = f"hb_pg.joint(list_filter({pairs}, lambda p: p IS NOT NULL))"
    if name == "regr_count":
        return Term(f"CAST(coalesce(struct_extract({sums}, 'n'), 0) AS BIGINT)", BIGINT)
    formula = re.sub(r"\b(n|tx|ty|xx|yy|xy)\b", r"v.\1", _PAIRS[name])
    exact = f"list_transform([{sums}], lambda v: {formula})[1]"
    return Term(_few(write("regr_count", f"{y}, {x}"), exact, write(name, f"{y}, {x}")), DOUBLE)


def _collected(name: str, terms: list[Term], write: Write) -> Term:
    term = terms[0]
    if name == "array_agg":
        return Term(write("array_agg", term.sql), array(term.type))
    if name == "string_agg":
        return Term(write("string_agg", f"{cast(term, TEXT).sql}, {cast(terms[1], TEXT).sql}"), TEXT)
    if name in ("bit_and", "bit_or") and term.type in INTEGERS:
        return Term(write(name, term.sql), term.type)
    raise NotAlikeError(f"{name} of {term.type}", "count, sum, avg, min or max.")


def within_group(name: str, node: Node, scope: Scope) -> Term:
    """percentile_cont, percentile_disc and mode."""
    only = scope.condition(node["agg_filter"]) if "agg_filter" in node else None
    behind = f" FILTER (WHERE {only})" if only else ""
    (sort,) = node["agg_order"]
    value = _filtered(scope.term(sort["SortBy"]["node"]), only)
    down = " DESC" if sort["SortBy"].get("sortby_dir") == "SORTBY_DESC" else ""
    if name == "mode":
        return _mode(value, behind, down)
    (fraction,) = (scope.term(arg) for arg in node["args"])
    shares = _shares(fraction)
    if name == "percentile_disc":
        value = as_decimal(value) if value.type == QUOTIENT else value
        if is_number(value.type):
            # Of a constant by itself DuckDB says that it orders nothing.
            value = Term(f"({value.sql} + 0)", value.type)
        return _many(
            Term(f"percentile_disc({shares}) WITHIN GROUP (ORDER BY {value.sql}{down}){behind}", value.type), fraction
        )
    if name != "percentile_cont":
        raise NotAlikeError(f"{name} WITHIN GROUP", "percentile_cont, percentile_disc or mode.")
    return _many(_interpolated(value, shares, behind, down), fraction)


def _shares(fraction: Term) -> str:
    if fraction.type.element is not None:
        return f"CAST({fraction.sql} AS DOUBLE[])"
    return cast(fraction, DOUBLE).sql if fraction.type == UNKNOWN else as_double(fraction).sql


def _many(value: Term, fraction: Term) -> Term:
    return Term(value.sql, array(value.type)) if fraction.type.element is not None else value


def _interpolated(value: Term, shares: str, behind: str, down: str) -> Term:
    if value.type == INTERVAL:
        # Only days and times have a length of their own.
        length = f"CAST(hb_pg.interval_epoch({value.sql}) AS DOUBLE)"
        micros = f"percentile_cont({shares}) WITHIN GROUP (ORDER BY {length}{down}){behind}"
        return Term(f"to_microseconds(CAST(round_even({micros}, 0) AS BIGINT))", INTERVAL)
    if not is_number(value.type):
        raise NotAlikeError(f"percentile_cont of {value.type}", "percentile_disc, or extract(epoch FROM x).")
    return Term(f"percentile_cont({shares}) WITHIN GROUP (ORDER BY {as_double(value).sql}{down}){behind}", DOUBLE)


def _mode(value: Term, behind: str, down: str) -> Term:
    """Of several that are as frequent, the first in order."""
    value = as_decimal(value) if value.type == QUOTIENT else value
    entries = f"map_entries(histogram({value.sql}){behind})"
    most = f"list_max(list_transform({entries}, lambda e: e.value))"
    keys = f"list_transform(list_filter({entries}, lambda e: e.value = {most}), lambda e: e.key)"
    return Term(f"{'list_max' if down else 'list_min'}({keys})", value.type)
