"""Operators, by what stands on both sides."""

import re
from typing import Final

from heartbeat_cli.marts.kinds.duckdb.translation.casts import cast
from heartbeat_cli.marts.kinds.duckdb.translation.terms import (
    BOOLEAN,
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
    TIMESTAMP,
    TIMESTAMPTZ,
    UNKNOWN,
    NotAlikeError,
    Term,
    Type,
    as_decimal,
    as_double,
    as_quotient,
    compared,
    in_duckdb,
    is_number,
    is_numeric,
    numeric,
)  # fmt: skip

COMPARISONS: Final = ("=", "<>", "<", "<=", ">", ">=")
_MACROS: Final = {"+": "plus", "*": "times", "/": "divide", "%": "modulo"}


def binary(operator: str, left: Term, right: Term) -> Term:
    """`left operator right`; raises NotAlikeError where both databases cannot be made to agree on it."""
    operator = "<>" if operator == "!=" else operator
    if operator in COMPARISONS:
        return compare(operator, left, right)
    if operator in ("->", "->>", "#>", "#>>", "@>", "?", "?|", "?&", "<@", "&&", "||", "~", "~*", "!~", "!~*"):
        raise NotAlikeError(f"the operator {operator} of {left.type} and {right.type}", "another operator.")
    if operator in ("&", "|", "#"):
        return _bits(operator, left, right)
    left, right = _typed(left, right)
    if is_number(left.type) and is_number(right.type):
        return arithmetic(operator, left, right)
    return _times(operator, left, right)


def _typed(left: Term, right: Term) -> tuple[Term, Term]:
    """A string takes the type of what it meets, as PostgreSQL has it."""
    if left.type == UNKNOWN and right.type != UNKNOWN:
        left = cast(left, _met(right.type))
    elif right.type == UNKNOWN and left.type != UNKNOWN:
        right = cast(right, _met(left.type))
    return left, right


def _met(type_: Type) -> Type:
    return type_


def arithmetic(operator: str, left: Term, right: Term) -> Term:
    """+ - * / % ^ of two numbers."""
    if operator == "^":
        return power(left, right)
    if left.type in FLOATS or right.type in FLOATS:
        return _of_floats(operator, left, right)
    if left.type in INTEGERS and right.type in INTEGERS:
        return _of_integers(operator, left, right)
    return _of_numerics(operator, left, right)


def power(left: Term, right: Term) -> Term:
    """Of floating point only: how many digits of a numeric power PostgreSQL gives depends on the value."""
    if is_numeric(left.type) or is_numeric(right.type):
        raise NotAlikeError("a power of numerics", "x::double precision ^ y::double precision, or x * x.")
    return Term(f"pow({as_double(left).sql}, {as_double(right).sql})", DOUBLE)


def _of_floats(operator: str, left: Term, right: Term) -> Term:
    if operator not in ("+", "-", "*", "/"):
        raise NotAlikeError(f"{operator} of floating point", "numerics: x::numeric.")
    type_ = REAL if left.type == right.type == REAL else DOUBLE
    a, b = (t if type_ == REAL else as_double(t) for t in (left, right))
    if operator == "/" and not never_zero(b.sql):
        return Term(f"hb_pg.double_divide({a.sql}, {b.sql})", type_)
    return Term(f"({a.sql} {operator} {b.sql})", type_)


def never_zero(sql: str) -> bool:
    """True for a number written out, and for NULLIF(…, 0)."""
    inner = re.sub(r"^CAST\('?([^ ()']+)'? AS [A-Z]+(\(\d+, \d+\))?\)$", r"\1", sql)
    if re.fullmatch(r"-?\d*\.?\d+", inner):
        return float(inner) != 0
    return bool(re.fullmatch(r"NULLIF\(.*, (0|CAST\(0 AS [A-Z]+\))\)", sql)) and _one_call(sql)


def _one_call(sql: str) -> bool:
    """True where the first parenthesis closes with the last."""
    depth = 0
    for at, char in enumerate(sql):
        depth += (char == "(") - (char == ")")
        if depth == 0 and char == ")":
            return at == len(sql) - 1
    return False


def _of_integers(operator: str, left: Term, right: Term) -> Term:
    type_ = max((left.type, right.type), key=INTEGERS.index)
    a, b = (t.sql if t.type == type_ else f"CAST({t.sql} AS {in_duckdb(type_)})" for t in (left, right))
    if operator in ("+", "-", "*"):
        return Term(f"({a} {operator} {b})", type_)
    if operator not in ("/", "%"):
        raise NotAlikeError(f"the operator {operator}", "+, -, *, / or %.")
    if never_zero(right.sql):
        return Term(f"({a} {'//' if operator == '/' else '%'} {b})", type_)
    return Term(f"hb_pg.whole_{'divide' if operator == '/' else 'modulo'}({a}, {b})", type_)


def _of_numerics(operator: str, left: Term, right: Term) -> Term:
    if operator in ("/", "%") or QUOTIENT in (left.type, right.type):
        a, b = as_quotient(left), as_quotient(right)
        if operator == "-":
            return Term(f"hb_pg.plus({a.sql}, hb_pg.negative({b.sql}))", QUOTIENT)
        if operator not in _MACROS:
            raise NotAlikeError(f"the operator {operator}", "+, -, *, / or %.")
        return Term(f"hb_pg.{_MACROS[operator]}({a.sql}, {b.sql})", QUOTIENT)
    a, b = as_decimal(left), as_decimal(right)
    scales = (a.type.scale or 0, b.type.scale or 0)
    if operator == "*":
        # DuckDB gives a product of two short decimals too few digits for it.
        return Term(f"(CAST({a.sql} AS {in_duckdb(a.type)}) * {b.sql})", numeric(sum(scales)))
    if operator not in ("+", "-"):
        raise NotAlikeError(f"the operator {operator}", "+, -, *, / or %.")
    return Term(f"({a.sql} {operator} {b.sql})", numeric(max(scales)))


def negated(term: Term) -> Term:
    """-x."""
    if term.type == QUOTIENT:
        return Term(f"hb_pg.negative({term.sql})", QUOTIENT)
    if is_number(term.type) or term.type == INTERVAL:
        return Term(f"(-{term.sql})", term.type)
    raise NotAlikeError(f"- of {term.type}", "- of a number.")


def compare(operator: str, left: Term, right: Term) -> Term:
    """One of COMPARISONS."""
    a, b = alike(left, right)
    if a.type == QUOTIENT:
        return Term(f"(hb_pg.compare({a.sql}, {b.sql}) {operator} 0)", BOOLEAN)
    return Term(f"({a.sql} {operator} {b.sql})", BOOLEAN)


def alike(*terms: Term) -> tuple[Term, ...]:
    """All of the type PostgreSQL compares them as."""
    type_ = compared([t.type for t in terms])
    if type_ in (JSON, OTHER):
        raise NotAlikeError(
            f"a comparison of values of type {type_}", "a comparison of the text or number in them: j ->> 'key'."
        )
    return tuple(converted(t, type_) for t in terms)


def converted(term: Term, type_: Type) -> Term:
    """A term of one branch as the type of them all."""
    if type_ == QUOTIENT and term.type != UNKNOWN:
        return as_quotient(term)
    if is_numeric(type_) and (term.type in INTEGERS or is_numeric(term.type)):
        return Term(term.sql if term.type == type_ else f"CAST({term.sql} AS {in_duckdb(type_)})", type_)
    if is_numeric(type_) and term.type == UNKNOWN and term.text is None:
        return Term("NULL", type_)
    return cast(term, type_)


def _bits(operator: str, left: Term, right: Term) -> Term:
    left, right = _typed(left, right)
    if left.type not in INTEGERS or right.type not in INTEGERS:
        raise NotAlikeError(f"the operator {operator} of {left.type} and {right.type}", "it of whole numbers.")
    type_ = max((left.type, right.type), key=INTEGERS.index)
    a, b = (f"CAST({t.sql} AS {in_duckdb(type_)})" for t in (left, right))
    return Term(f"xor({a}, {b})" if operator == "#" else f"({a} {operator} {b})", type_)


def _times(operator: str, left: Term, right: Term) -> Term:
    kinds = (left.type, right.type)
    rule = _TIMES.get((operator, str(left.type), str(right.type)))
    if rule is None and operator == "+" and left.type == INTERVAL:
        return (
            _times(operator, right, left) if right.type != INTERVAL else Term(f"({left.sql} + {right.sql})", INTERVAL)
        )
    if rule is not None:
        template, type_ = rule
        return Term(template.format(left.sql, right.sql), type_)
    if operator == "-" and left.type in (TIMESTAMP, TIMESTAMPTZ, DATE) and right.type in (TIMESTAMP, TIMESTAMPTZ, DATE):
        a, b = alike(left, right)
        return Term(f"({a.sql} - {b.sql})", INTERVAL)
    if operator == "*" and INTERVAL in kinds:
        return _multiplied(left, right)
    raise NotAlikeError(
        f"{left.type} {operator} {right.type}", "numbers: extract(epoch from …) of an interval, dates of days."
    )


def _multiplied(left: Term, right: Term) -> Term:
    span, count = (left, right) if left.type == INTERVAL else (right, left)
    if count.type not in INTEGERS:
        raise NotAlikeError(
            f"an interval times {count.type}", "a whole number of a smaller unit: interval '1 minute' * 90."
        )
    return Term(f"({span.sql} * {count.sql})", INTERVAL)


def _moved(sign: str) -> dict[tuple[str, str, str], tuple[str, Type]]:
    days = f"({{0}} {sign} CAST({{1}} AS INTEGER))"
    found: dict[tuple[str, str, str], tuple[str, Type]] = {
        (sign, "date", t.name): (days, DATE) for t in (SMALLINT, INTEGER)
    }
    found |= {(sign, t.name, "interval"): (f"({{0}} {sign} {{1}})", t) for t in (TIMESTAMP, TIMESTAMPTZ)}
    found[sign, "date", "interval"] = (f"(CAST({{0}} AS TIMESTAMP) {sign} {{1}})", TIMESTAMP)
    found[sign, "interval", "interval"] = (f"({{0}} {sign} {{1}})", INTERVAL)
    return found


_TIMES: Final[dict[tuple[str, str, str], tuple[str, Type]]] = {
    **_moved("+"),
    **_moved("-"),
    ("+", "integer", "date"): ("({1} + CAST({0} AS INTEGER))", DATE),
    ("-", "date", "date"): ("CAST(date_diff('day', {1}, {0}) AS INTEGER)", INTEGER),
    ("+", "date", "time"): ("({0} + {1})", TIMESTAMP),
    ("-", "time", "time"): ("to_microseconds(date_diff('microseconds', {1}, {0}))", INTERVAL),
}
