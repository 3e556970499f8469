"""Functions of numbers, whose result depends on which kind of number they are given."""

from collections.abc import Callable
from typing import Final

from heartbeat_cli.marts.kinds.duckdb.translation.casts import cast, rounded
from heartbeat_cli.marts.kinds.duckdb.translation.operators import arithmetic, power
from heartbeat_cli.marts.kinds.duckdb.translation.terms import (
    DOUBLE,
    FLOATS,
    INTEGER,
    INTEGERS,
    QUOTIENT,
    UNKNOWN,
    WHOLE,
    NotAlikeError,
    Term,
    as_decimal,
    as_double,
    as_quotient,
    is_number,
    is_numeric,
)  # fmt: skip

_DOUBLES: Final = {
    "ceil": "ceil({0})", "ceiling": "ceil({0})", "floor": "floor({0})", "round": "round_even({0}, 0)",
    "trunc": "trunc({0})", "sign": "CAST(sign({0}) AS DOUBLE)", "sqrt": "sqrt({0})", "exp": "exp({0})",
    "ln": "ln({0})", "log": "log10({0})", "log10": "log10({0})",
}  # fmt: skip
_ONLY_DOUBLES: Final = ("exp", "ln", "log", "log10")
_QUOTIENTS: Final = {
    "ceil": "hb_pg.up({0})",
    "ceiling": "hb_pg.up({0})",
    "floor": "hb_pg.down({0})",
    "sqrt": "hb_pg.root({0})",
}
_ABOVE: Final = 2**31


def number_function(name: str, arguments: list[Term]) -> Term | None:
    """A call of a function of numbers; None where `name` is none."""
    handler = _HANDLERS.get(name)
    if handler is None:
        return None
    arguments = [cast(t, DOUBLE) if t.type == UNKNOWN else t for t in arguments]
    if not all(is_number(t.type) for t in arguments):
        types = ", ".join(str(t.type) for t in arguments)
        raise NotAlikeError(f"{name}({types})", f"{name} of numbers.")
    return handler(name, arguments)


def _one(name: str, arguments: list[Term]) -> Term:
    if len(arguments) == 2 and name in ("round", "trunc"):
        return _to_digits(name, *arguments)
    if name == "log" and len(arguments) == 2:
        raise NotAlikeError("log(base, x), a numeric", "ln(x::double precision) / ln(2::double precision).")
    if len(arguments) != 1:
        raise NotAlikeError(f"{name} of {len(arguments)} arguments", f"{name} of one, of double precision.")
    (term,) = arguments
    if not is_numeric(term.type):
        value = as_double(term)
        return Term(_DOUBLES[name].format(value.sql), DOUBLE)
    if name in _ONLY_DOUBLES:
        raise NotAlikeError(
            f"{name} of numeric", f"{name}(x::double precision): the digits of the other depend on its value."
        )
    if name == "sign":
        value = as_quotient(term)
        return Term(f"CAST(sign(struct_extract({value.sql}, 'm')) AS DECIMAL(38, 0))", WHOLE)
    if name in ("round", "trunc"):
        return _to_digits(name, term, Term("0", INTEGER))
    if term.type.scale is not None and name != "sqrt":
        return Term(f"CAST({'ceil' if name.startswith('ceil') else name}({term.sql}) AS DECIMAL(38, 0))", WHOLE)
    return Term(_QUOTIENTS[name].format(as_quotient(term).sql), QUOTIENT)


def _to_digits(name: str, term: Term, digits: Term) -> Term:
    if term.type in FLOATS:
        raise NotAlikeError(f"{name}(double precision, n)", f"{name}(x::numeric, n), as PostgreSQL asks for.")
    if term.type in INTEGERS:
        term = as_decimal(term)
    places = _constant(digits)
    if places is None:
        raise NotAlikeError(f"{name} to a number of digits that is worked out", f"{name}(x, 2).")
    if name == "round" and 0 <= places <= 30:
        return rounded(term, places, 38)
    macro = "rounded" if name == "round" else "truncated"
    return Term(f"hb_pg.{macro}({as_quotient(term).sql}, {places})", QUOTIENT)


def _constant(term: Term) -> int | None:
    text = term.sql.strip("()")
    return int(text) if text.lstrip("-").isdigit() else None


def _absolute(_: str, arguments: list[Term]) -> Term:
    (term,) = arguments
    if term.type == QUOTIENT:
        return Term(f"hb_pg.absolute({term.sql})", QUOTIENT)
    return Term(f"abs({term.sql})", term.type)


def _modulo(_: str, arguments: list[Term]) -> Term:
    return arithmetic("%", *arguments)


def _division(_: str, arguments: list[Term]) -> Term:
    """div: the quotient without its fraction."""
    if any(t.type in FLOATS for t in arguments):
        raise NotAlikeError("div of floating point", "div of numerics.")
    a, b = (as_quotient(t) for t in arguments)
    return Term(f"hb_pg.truncated(hb_pg.divide({a.sql}, {b.sql}), 0)", QUOTIENT)


def _power(_: str, arguments: list[Term]) -> Term:
    return power(*arguments)


def _bucket(_: str, arguments: list[Term]) -> Term:
    """width_bucket of whole numbers and numerics, exactly."""
    if len(arguments) != 4 or arguments[3].type not in INTEGERS:
        raise NotAlikeError("width_bucket of a list of bounds", "width_bucket(x, low, high, count), or CASE.")
    value, low, high, count = arguments
    if any(t.type in FLOATS for t in (value, low, high)):
        bounds = ", ".join(as_double(t).sql for t in (value, low, high))
        return Term(f"hb_pg.double_bucket({bounds}, {count.sql})", INTEGER)
    x, a, b = (as_quotient(t).sql for t in (value, low, high))
    return Term(f"hb_pg.bucket({x}, {a}, {b}, {count.sql})", INTEGER)


_HANDLERS: Final[dict[str, Callable[[str, list[Term]], Term]]] = {
    **dict.fromkeys(_DOUBLES, _one),
    "abs": _absolute, "mod": _modulo, "div": _division, "power": _power, "pow": _power, "width_bucket": _bucket,
}  # fmt: skip
