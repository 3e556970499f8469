"""Expressions of PostgreSQL's tree, written for DuckDB with their types."""

from collections.abc import Callable
from decimal import Decimal
from functools import reduce
from typing import Final

from heartbeat_cli.marts.kinds.duckdb.translation.aggregates import AGGREGATES, aggregate, within_group
from heartbeat_cli.marts.kinds.duckdb.translation.casts import cast, rounded
from heartbeat_cli.marts.kinds.duckdb.translation.catalogue import call
from heartbeat_cli.marts.kinds.duckdb.translation.documents import OPERATORS, json_function, json_operator
from heartbeat_cli.marts.kinds.duckdb.translation.literals import number, read_interval, read_literal
from heartbeat_cli.marts.kinds.duckdb.translation.numbers import number_function
from heartbeat_cli.marts.kinds.duckdb.translation.operators import (
    alike,
    binary,
    compare,
    converted,
    negated,
)
from heartbeat_cli.marts.kinds.duckdb.translation.patterns import counted, extracted, like, matches, replaced
from heartbeat_cli.marts.kinds.duckdb.translation.scope import Node, Scope, names
from heartbeat_cli.marts.kinds.duckdb.translation.terms import (
    BIGINT,
    BOOLEAN,
    BYTES,
    DATE,
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
    TIME,
    TIMESTAMP,
    TIMESTAMPTZ,
    UNKNOWN,
    UUID,
    NotAlikeError,
    Term,
    Type,
    array,
    as_decimal,
    as_double,
    is_numeric,
    numeric,
    unified,
)  # fmt: skip
from heartbeat_cli.marts.kinds.duckdb.translation.times import make_interval, time_function
from heartbeat_cli.marts.kinds.duckdb.translation.windows import window_function

_TYPES: Final = {
    "int2": SMALLINT, "int4": INTEGER, "int8": BIGINT, "float4": REAL, "float8": DOUBLE, "numeric": QUOTIENT,
    "bool": BOOLEAN, "text": TEXT, "varchar": TEXT, "date": DATE, "time": TIME, "timestamp": TIMESTAMP,
    "timestamptz": TIMESTAMPTZ, "interval": INTERVAL, "json": JSON, "jsonb": JSON, "uuid": UUID, "bytea": BYTES,
}  # fmt: skip
_UNITS: Final = {1 << 1: "month", 1 << 2: "year", 1 << 3: "day", 1 << 10: "hour", 1 << 11: "minute", 1 << 12: "second"}
_INSTEAD: Final = {
    "any_value": ("any_value(), which does not say which value", "min(x) or max(x)."),
    "reverse": ("reverse()", "right(x, n) or a comparison with LIKE '%end'."),
    "initcap": ("initcap()", "lower(x) or upper(x)."),
    "similar_to_escape": ("SIMILAR TO", "LIKE, or ~ 'pattern'."),
    "tstzrange": ("a range", "two comparisons: t >= a AND t < b."),
    "jsonb_build_object": ("a JSON object that is built", "the values themselves."),
    "regexp_match": ("regexp_match(), which gives an array", "substring(x FROM 'pattern')."),
    "scale": ("scale()", "a comparison with round(x, n)."),
    "justify_days": ("justify_days()", "extract(epoch FROM x) / 86400."),
    "justify_hours": ("justify_hours()", "extract(epoch FROM x) / 3600."),
    "justify_interval": ("justify_interval()", "extract(epoch FROM x)."),
    "overlay": ("overlay()", "left(x, n) || y || substring(x, m)."),
    "array_remove": ("array_remove()", "unnest(a) in FROM with a condition."),
    "array_position": ("array_position()", "'x' = ANY(a)."),
}  # fmt: skip
_SET_RETURNING: Final = (
    "generate_series", "unnest", "jsonb_array_elements", "jsonb_array_elements_text", "json_array_elements",
    "json_array_elements_text",
)  # fmt: skip


def term_of(node: Node, scope: Scope) -> Term:
    """An expression as a term. Raises NotAlikeError where DuckDB could not be made to agree with PostgreSQL."""
    ((kind, inner),) = node.items()
    handler = _HANDLERS.get(kind)
    if handler is None:
        raise NotAlikeError(f"an expression of the kind {kind}", "it in plainer words.")
    return handler(inner, scope)


def condition(node: Node, scope: Scope) -> str:
    """A WHERE, HAVING, ON, FILTER or WHEN."""
    term = term_of(node, scope)
    if term.type == UNKNOWN:
        term = cast(term, BOOLEAN)
    if term.type != BOOLEAN:
        raise NotAlikeError(f"a condition that is {term.type}", "a comparison.")
    return term.sql


def terms_of(nodes: list[Node], scope: Scope) -> list[Term]:
    """Several."""
    return [term_of(node, scope) for node in nodes]


def _column(node: Node, scope: Scope) -> Term:
    parts = names(node["fields"])
    relation = scope.relation(parts[0]) if len(parts) == 1 and not scope.has(parts[0]) else None
    if relation is not None and relation.scalar:
        return scope.column([relation.name, relation.columns[0][0]])
    if parts[-1] == "*" or relation is not None:
        raise NotAlikeError("a whole row as a value", "the column that is meant.")
    return scope.column(parts)


def _constant(node: Node, scope: Scope) -> Term:
    if node.get("isnull"):
        return Term("NULL", UNKNOWN)
    if "ival" in node:
        return Term(str(node["ival"].get("ival", 0)), INTEGER)
    if "fval" in node:
        return _big_or_fraction(node["fval"]["fval"])
    if "boolval" in node:
        return Term("TRUE" if node["boolval"].get("boolval") else "FALSE", BOOLEAN)
    if "sval" in node:
        text = node["sval"].get("sval", "")
        return Term("'" + text.replace("'", "''") + "'", UNKNOWN, text)
    raise NotAlikeError("a constant of bits", "a whole number.")


def _big_or_fraction(text: str) -> Term:
    if text.startswith("0") and text[1:2].lower() in ("x", "o", "b"):
        return _whole(int(text.replace("_", ""), 0))
    plain = text.replace("_", "")
    return _whole(int(plain)) if plain.isdigit() else number(Decimal(plain))


def _whole(value: int) -> Term:
    if value < 2**31:
        return Term(str(value), INTEGER)
    return Term(f"CAST({value} AS BIGINT)", BIGINT) if value < 2**63 else number(Decimal(value))


def type_named(node: Node) -> tuple[Type, list[int]]:
    """The type a cast names, and its numbers."""
    *_, name = names(node["names"])
    numbers = [m["A_Const"].get("ival", {}).get("ival", 0) for m in node.get("typmods", ()) if "A_Const" in m]
    if name not in _TYPES:
        raise NotAlikeError(
            f"the type {name}",
            "one of integer, bigint, numeric, double precision, text, boolean, date, time,"
            " timestamp, timestamptz, interval, jsonb, uuid.",
        )
    type_ = _TYPES[name]
    return (array(type_) if node.get("arrayBounds") else type_), numbers


def _cast(node: Node, scope: Scope) -> Term:
    to, numbers = type_named(node["typeName"])
    inner = term_of(node["arg"], scope)
    if to == INTERVAL and numbers and inner.type == UNKNOWN and inner.text is not None:
        unit = _UNITS.get(numbers[0])
        if unit is None:
            raise NotAlikeError("an interval from one unit to another", "interval '1 day 2 hours'.")
        months, days, micros = read_interval(inner.text, unit)
        return read_literal(f"{months} months {days} days {micros} microseconds", INTERVAL)
    value = cast(inner, to)
    if not numbers:
        return value
    if is_numeric(to):
        return _limited(value, numbers)
    if to == TEXT:
        return Term(f"left({value.sql}, {numbers[0]})", TEXT)
    raise NotAlikeError(f"a cast to {to}({numbers[0]})", "date_trunc('second', x) or no number of digits.")


def _limited(value: Term, numbers: list[int]) -> Term:
    digits, scale = numbers[0], numbers[1] if len(numbers) > 1 else 0
    if digits > 38 or not 0 <= scale <= digits:
        raise NotAlikeError(f"numeric({digits}, {scale})", "numeric of at most 38 digits.")
    if value.type == UNKNOWN:
        return Term(f"CAST(NULL AS DECIMAL({digits}, {scale}))", numeric(scale))
    return rounded(value, scale, digits)


def _operation(node: Node, scope: Scope) -> Term:
    kind, operator = node["kind"], names(node.get("name", []))[-1]
    if kind == "AEXPR_OP" and "lexpr" not in node:
        return _prefixed(operator, term_of(node["rexpr"], scope))
    if kind in _KINDS:
        return _KINDS[kind](node, operator, scope)
    raise NotAlikeError("SIMILAR TO" if kind == "AEXPR_SIMILAR" else f"the operation {kind}", "LIKE, or ~ 'pattern'.")


def _prefixed(operator: str, term: Term) -> Term:
    if operator == "-":
        return negated(cast(term, DOUBLE) if term.type == UNKNOWN else term)
    if operator == "+":
        return term
    if operator == "@":
        found = number_function("abs", [term])
    elif operator in ("|/", "||/"):
        found = number_function("sqrt", [cast(term, DOUBLE)]) if operator == "|/" else call("cbrt", [term])
    elif operator == "~" and term.type in INTEGERS:
        found = Term(f"(-1 - {term.sql})", term.type)
    else:
        found = None
    if found is None:
        raise NotAlikeError(f"the operator {operator}", "a function.")
    return found


def _plain(node: Node, operator: str, scope: Scope) -> Term:
    if "RowExpr" in node["lexpr"] and "RowExpr" in node["rexpr"]:
        return _rows(node, operator, scope)
    left, right = term_of(node["lexpr"], scope), term_of(node["rexpr"], scope)
    if operator in ("~", "~*", "!~", "!~*"):
        return matches(left, right, negated=operator[0] == "!", cased=operator[-1] != "*")
    if operator == "||":
        return _concatenated(left, right)
    if operator in ("&&", "@>", "<@") and left.type.element is not None:
        return _arrays(operator, left, right)
    if operator in OPERATORS:
        return json_operator(operator, left, right)
    return binary(operator, left, right)


def _rows(node: Node, operator: str, scope: Scope) -> Term:
    """(a, b) = (c, d)."""
    if operator not in ("=", "<>"):
        raise NotAlikeError(f"rows held together by {operator}", "a > c OR (a = c AND b > d).")
    left, right = (terms_of(node[side]["RowExpr"]["args"], scope) for side in ("lexpr", "rexpr"))
    if len(left) != len(right):
        raise NotAlikeError("rows of unequal length", "rows of the same length.")
    parts = [compare("=", a, b).sql for a, b in zip(left, right, strict=True)]
    joined = "(" + " AND ".join(parts) + ")"
    return Term(joined if operator == "=" else f"(NOT {joined})", BOOLEAN)


def _concatenated(left: Term, right: Term) -> Term:
    if left.type.element is not None or right.type.element is not None:
        raise NotAlikeError("arrays put together by ||", "each of them by itself.")
    return Term(f"({_as_text(left).sql} || {_as_text(right).sql})", TEXT)


def _as_text(term: Term) -> Term:
    return cast(term, TEXT)


def _arrays(operator: str, left: Term, right: Term) -> Term:
    right = cast(right, left.type) if right.type == UNKNOWN else right
    if left.type != right.type:
        raise NotAlikeError(f"{left.type} {operator} {right.type}", "arrays of one type.")
    if operator == "&&":
        return Term(f"list_has_any({left.sql}, {right.sql})", BOOLEAN)
    whole, part = (left, right) if operator == "@>" else (right, left)
    return Term(f"list_has_all({whole.sql}, {part.sql})", BOOLEAN)


def _in(node: Node, operator: str, scope: Scope) -> Term:
    items = node["rexpr"].get("List", {}).get("items", [])
    negated_ = operator == "<>"
    if "RowExpr" in node["lexpr"]:
        parts = [_rows({"lexpr": node["lexpr"], "rexpr": item}, "=", scope).sql for item in items]
        return Term(f"({'NOT ' if negated_ else ''}({' OR '.join(parts)}))", BOOLEAN)
    value, values = term_of(node["lexpr"], scope), terms_of(items, scope)
    left, *rest = branches([value, *values]) if len(values) > 1 else alike(value, *values)
    if left.type == QUOTIENT:
        joined = " OR ".join(f"hb_pg.compare({left.sql}, {item.sql}) = 0" for item in rest)
        return Term(f"({'NOT ' if negated_ else ''}({joined}))", BOOLEAN)
    return Term(f"({left.sql} {'NOT ' if negated_ else ''}IN ({', '.join(item.sql for item in rest)}))", BOOLEAN)


def _between(node: Node, operator: str, scope: Scope) -> Term:
    value = term_of(node["lexpr"], scope)
    low, high = terms_of(node["rexpr"]["List"]["items"], scope)
    if "SYM" in node["kind"]:
        raise NotAlikeError("BETWEEN SYMMETRIC", "BETWEEN least(a, b) AND greatest(a, b).")
    inside = f"({compare('>=', value, low).sql} AND {compare('<=', value, high).sql})"
    return Term(f"(NOT {inside})" if "NOT" in node["kind"] else inside, BOOLEAN)


def _distinct(node: Node, operator: str, scope: Scope) -> Term:
    a, b = alike(term_of(node["lexpr"], scope), term_of(node["rexpr"], scope))
    if a.type == QUOTIENT:
        a, b = (Term(f"hb_pg.fixed({t.sql})", t.type) for t in (a, b))
    word = "IS NOT DISTINCT FROM" if node["kind"] == "AEXPR_NOT_DISTINCT" else "IS DISTINCT FROM"
    return Term(f"({a.sql} {word} {b.sql})", BOOLEAN)


def _nullif(node: Node, operator: str, scope: Scope) -> Term:
    value, other = term_of(node["lexpr"], scope), term_of(node["rexpr"], scope)
    if value.type == UNKNOWN:
        value = cast(value, TEXT if other.type == UNKNOWN else other.type)
    if is_numeric(value.type) or value.type != other.type:
        same = compare("=", value, other)
        value = _compared(value, other)
        if value.type != QUOTIENT and other.sql in ("0", "0.0"):
            return Term(f"NULLIF({value.sql}, 0)", value.type)
        return Term(f"(CASE WHEN {same.sql} THEN NULL ELSE {value.sql} END)", value.type)
    return Term(f"NULLIF({value.sql}, {other.sql})", value.type)


def _compared(value: Term, other: Term) -> Term:
    """The value as the equality of PostgreSQL's takes it: whole numbers and floats stay, numerics give way."""
    floats = [t.type for t in (value, other) if t.type in FLOATS]
    if floats and value.type not in FLOATS:
        return as_double(value)
    if floats and is_numeric(other.type):
        return as_double(value)
    return as_decimal(value) if value.type in INTEGERS and is_numeric(other.type) else value


def _like(node: Node, operator: str, scope: Scope) -> Term:
    pattern, escape = node["rexpr"], None
    if "FuncCall" in pattern and names(pattern["FuncCall"]["funcname"])[-1] == "like_escape":
        form, mark = pattern["FuncCall"]["args"]
        pattern, escape = form, term_of(mark, scope)
    return like(
        term_of(node["lexpr"], scope), term_of(pattern, scope), escape,
        negated=operator.startswith("!"), cased=node["kind"] == "AEXPR_LIKE",
    )  # fmt: skip


def _any(node: Node, operator: str, scope: Scope) -> Term:
    """x = ANY(array); one that is written out is a list of values."""
    if (listed := _listed(node["rexpr"])) is not None and (operator, node["kind"]) in _LISTS:
        return _in({"lexpr": node["lexpr"], "rexpr": {"List": {"items": listed}}}, operator, scope)
    value, items = term_of(node["lexpr"], scope), term_of(node["rexpr"], scope)
    if items.type == UNKNOWN:
        items = cast(items, array(TEXT if value.type == UNKNOWN else value.type))
    if items.type.element is None or operator not in ("=", "<>"):
        raise NotAlikeError(f"{operator} ANY of {items.type}", "= ANY(array), or EXISTS with a condition.")
    element = items.type.element
    if node["kind"] == "AEXPR_OP_ALL" and operator == "<>":
        return Term(f"(NOT hb_pg.any_of({items.sql}, {converted(value, element).sql}))", BOOLEAN)
    if node["kind"] == "AEXPR_OP_ALL" or operator != "=":
        raise NotAlikeError(f"{operator} {'ALL' if 'ALL' in node['kind'] else 'ANY'} of an array", "= ANY or <> ALL.")
    if is_numeric(element) or element != unified([value.type, element]):
        a, b = alike(value, Term("", element))
        if b.type != element:
            raise NotAlikeError(f"{value.type} = ANY of {items.type}", "a cast of the value to what the array holds.")
    return Term(f"hb_pg.any_of({items.sql}, {converted(value, element).sql})", BOOLEAN)


_LISTS: Final = (("=", "AEXPR_OP_ANY"), ("<>", "AEXPR_OP_ALL"))


def _listed(node: Node) -> list[Node] | None:
    """The elements of ARRAY[…], each under the cast of the whole."""
    if "A_ArrayExpr" in node:
        return list(node["A_ArrayExpr"].get("elements", [])) or None
    inner = node.get("TypeCast", {})
    listed = _listed(inner["arg"]) if inner else None
    if listed is None:
        return None
    type_name = {k: v for k, v in inner["typeName"].items() if k != "arrayBounds"}
    return [{"TypeCast": {"arg": item, "typeName": type_name}} for item in listed]


def _boolean(node: Node, scope: Scope) -> Term:
    parts = [condition(arg, scope) for arg in node["args"]]
    if node["boolop"] == "NOT_EXPR":
        return Term(f"(NOT {parts[0]})", BOOLEAN)
    return Term("(" + (" AND " if node["boolop"] == "AND_EXPR" else " OR ").join(parts) + ")", BOOLEAN)


def _null_test(node: Node, scope: Scope) -> Term:
    term = term_of(node["arg"], scope)
    return Term(f"({term.sql} IS {'NOT ' if node['nulltesttype'] == 'IS_NOT_NULL' else ''}NULL)", BOOLEAN)


def _boolean_test(node: Node, scope: Scope) -> Term:
    tested = node["booltesttype"].removeprefix("IS_")
    no, word = ("NOT ", tested.removeprefix("NOT_")) if tested.startswith("NOT_") else ("", tested)
    value = condition(node["arg"], scope)
    return Term(f"({value} IS {no}{'NULL' if word == 'UNKNOWN' else word})", BOOLEAN)


def _case(node: Node, scope: Scope) -> Term:
    whens = [when["CaseWhen"] for when in node["args"]]
    if "arg" in node:
        value = term_of(node["arg"], scope)
        tests = [compare("=", value, term_of(when["expr"], scope)).sql for when in whens]
    else:
        tests = [condition(when["expr"], scope) for when in whens]
    results = terms_of([when["result"] for when in whens], scope)
    default = term_of(node["defresult"], scope) if "defresult" in node else Term("NULL", UNKNOWN)
    *results, default = branches([*results, default])
    cases = " ".join(f"WHEN {test} THEN {result.sql}" for test, result in zip(tests, results, strict=True))
    return Term(f"(CASE {cases} ELSE {default.sql} END)", default.type)


def branches(terms: list[Term]) -> list[Term]:
    """All of the type PostgreSQL gives them together."""
    type_ = unified([t.type for t in terms])
    return [converted(t, type_) for t in terms]


def _coalesce(node: Node, scope: Scope) -> Term:
    terms = branches(terms_of(node["args"], scope))
    return Term(f"COALESCE({', '.join(t.sql for t in terms)})", terms[0].type)


def _extreme(node: Node, scope: Scope) -> Term:
    terms = branches(terms_of(node["args"], scope))
    type_ = terms[0].type
    if type_ == QUOTIENT:
        macro = "larger" if node["op"] == "IS_GREATEST" else "smaller"
        return reduce(lambda a, b: Term(f"hb_pg.{macro}({a.sql}, {b.sql})", QUOTIENT), terms)
    word = "greatest" if node["op"] == "IS_GREATEST" else "least"
    return Term(f"{word}({', '.join(t.sql for t in terms)})", type_)


def _call(node: Node, scope: Scope) -> Term:
    name = names(node["funcname"])[-1]
    if "over" in node:
        return window_function(name, node, scope, term_of, condition)
    if node.get("agg_within_group"):
        return within_group(name, node, scope, term_of, condition)
    if name in AGGREGATES:
        return aggregate(name, node, scope, term_of, condition)
    if name in _INSTEAD:
        raise NotAlikeError(*_INSTEAD[name])
    if name in _SET_RETURNING:
        raise NotAlikeError(f"{name}() outside of FROM", f"FROM …, {name}(…) AS x.")
    if name == "make_interval":
        return make_interval(
            {
                a["NamedArgExpr"]["name"]: term_of(a["NamedArgExpr"]["arg"], scope)
                for a in node.get("args", ())
                if "NamedArgExpr" in a
            }
        )
    return function(name, terms_of(node.get("args", []), scope))


def function(name: str, arguments: list[Term]) -> Term:
    """A call of a function that is no aggregate."""
    special = _SPECIAL.get(name)
    found = (
        (special(arguments) if special else None)
        or number_function(name, arguments)
        or time_function(name, arguments)
        or json_function(name, arguments)
        or call(name, arguments)
    )
    if found is None:
        raise NotAlikeError(f"{name}()", "a function of the table in docs/reference/engines.md.")
    return found


def _substring(arguments: list[Term]) -> Term | None:
    if len(arguments) == 2 and arguments[1].type in (TEXT, UNKNOWN):
        return extracted(*arguments)
    return None


def _regexp_replace(arguments: list[Term]) -> Term | None:
    if len(arguments) not in (3, 4) or any(a.text is None for a in arguments[1:]):
        raise NotAlikeError("regexp_replace with a pattern that is worked out", "regexp_replace(x, '[^0-9]', '', 'g').")
    return replaced(arguments[0], arguments[1], arguments[2], (arguments[3].text or "") if len(arguments) == 4 else "")


def _regexp_like(arguments: list[Term]) -> Term | None:
    flags = (arguments[2].text or "?") if len(arguments) == 3 else ""
    if set(flags) - {"i", "c"}:
        raise NotAlikeError(f"regexp_like with the flags '{flags}'", "the flag i, or none.")
    return matches(*arguments[:2], cased="i" not in flags)


def _regexp_count(arguments: list[Term]) -> Term | None:
    if len(arguments) != 2:
        raise NotAlikeError("regexp_count from a place or with flags", "regexp_count(x, 'pattern').")
    return counted(*arguments)


def _concat(arguments: list[Term]) -> Term | None:
    return Term(f"concat({', '.join(_shown(t) for t in arguments)})", TEXT)


def _concat_ws(arguments: list[Term]) -> Term | None:
    return Term(f"concat_ws({', '.join(_shown(t) for t in arguments)})", TEXT)


def _shown(term: Term) -> str:
    """concat writes true and false with one letter."""
    return (
        f"CASE WHEN {term.sql} THEN 't' WHEN NOT {term.sql} THEN 'f' END"
        if term.type == BOOLEAN
        else _as_text(term).sql
    )


_SPECIAL: Final[dict[str, Callable[[list[Term]], Term | None]]] = {
    "substring": _substring, "regexp_replace": _regexp_replace, "regexp_like": _regexp_like,
    "regexp_count": _regexp_count, "concat": _concat, "concat_ws": _concat_ws,
}  # fmt: skip


def _sublink(node: Node, scope: Scope) -> Term:
    kind = node["subLinkType"]
    query = scope.query(node["subselect"]["SelectStmt"])
    if kind == "EXISTS_SUBLINK":
        return Term(f"EXISTS ({query.sql})", BOOLEAN)
    if kind == "EXPR_SUBLINK":
        return Term(f"({query.sql})", query.columns[0][1])
    if kind == "ARRAY_SUBLINK":
        return Term(f"ARRAY({query.sql})", array(query.columns[0][1]))
    return _quantified(node, query.sql, query.columns[0][1], scope)


def _quantified(node: Node, sql: str, column: Type, scope: Scope) -> Term:
    operator = names(node["operName"])[-1] if "operName" in node else "="
    if "RowExpr" in node["testexpr"]:
        raise NotAlikeError("a row held against a query", "EXISTS with a condition for each column.")
    value = term_of(node["testexpr"], scope)
    if QUOTIENT in (value.type, column):
        raise NotAlikeError("a quotient held against the rows of a query", "round(x, 6) on both sides.")
    type_ = unified([value.type, column])
    value = converted(value, type_)
    word = "ANY" if node["subLinkType"] == "ANY_SUBLINK" else "ALL"
    return Term(f"({value.sql} {operator} {word} ({sql}))", BOOLEAN)


def _array(node: Node, scope: Scope) -> Term:
    terms = terms_of(node.get("elements", []), scope)
    if not terms:
        raise NotAlikeError("an array without elements", "ARRAY['a'].")
    terms = branches(terms)
    return Term(f"[{', '.join(t.sql for t in terms)}]", array(terms[0].type))


def _indirection(node: Node, scope: Scope) -> Term:
    value = term_of(node["arg"], scope)
    steps = node["indirection"]
    if (
        value.type.element is None
        or len(steps) != 1
        or "A_Indices" not in steps[0]
        or steps[0]["A_Indices"].get("is_slice")
    ):
        raise NotAlikeError("a part of a value by brackets", "a[1] of an array.")
    place = term_of(steps[0]["A_Indices"]["uidx"], scope)
    if place.type not in INTEGERS:
        raise NotAlikeError("a place in an array that is no whole number", "a[1].")
    return Term(f"(CASE WHEN {place.sql} >= 1 THEN {value.sql}[{place.sql}] END)", value.type.element)


def _current(node: Node, scope: Scope) -> Term:
    raise NotAlikeError("a clock that was not bound", "now().")


def _row(node: Node, scope: Scope) -> Term:
    """(a, b) as one value, to be counted."""
    parts = (f"'f{i}': {t.sql}" for i, t in enumerate(terms_of(node["args"], scope)))
    return Term("{" + ", ".join(parts) + "}", OTHER)


def _collated(node: Node, scope: Scope) -> Term:
    """DuckDB orders text by its bytes, which is what "C" is."""
    name = names(node["collname"])[-1]
    if name not in ("C", "POSIX", "ucs_basic"):
        raise NotAlikeError(f'COLLATE "{name}"', 'COLLATE "C".')
    return cast(term_of(node["arg"], scope), TEXT)


def _grouping(node: Node, scope: Scope) -> Term:
    terms = terms_of(node["args"], scope)
    return Term(f"CAST(GROUPING({', '.join(t.sql for t in terms)}) AS INTEGER)", INTEGER)


_KINDS: Final[dict[str, Callable[[Node, str, Scope], Term]]] = {
    "AEXPR_OP": _plain, "AEXPR_IN": _in, "AEXPR_BETWEEN": _between, "AEXPR_NOT_BETWEEN": _between,
    "AEXPR_BETWEEN_SYM": _between, "AEXPR_NOT_BETWEEN_SYM": _between, "AEXPR_DISTINCT": _distinct,
    "AEXPR_NOT_DISTINCT": _distinct, "AEXPR_NULLIF": _nullif, "AEXPR_LIKE": _like, "AEXPR_ILIKE": _like,
    "AEXPR_OP_ANY": _any, "AEXPR_OP_ALL": _any,
}  # fmt: skip
_HANDLERS: Final[dict[str, Callable[[Node, Scope], Term]]] = {
    "ColumnRef": _column, "A_Const": _constant, "TypeCast": _cast, "A_Expr": _operation, "BoolExpr": _boolean,
    "NullTest": _null_test, "BooleanTest": _boolean_test, "CaseExpr": _case, "CoalesceExpr": _coalesce,
    "MinMaxExpr": _extreme, "FuncCall": _call, "SubLink": _sublink, "A_ArrayExpr": _array,
    "A_Indirection": _indirection, "SQLValueFunction": _current, "GroupingFunc": _grouping, "RowExpr": _row,
    "CollateClause": _collated,
}  # fmt: skip
