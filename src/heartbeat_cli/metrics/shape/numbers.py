"""Numbers and spans of time that are written in a query."""

import re
from typing import Final

from heartbeat_cli.metrics.reading import Node, names_of
from heartbeat_cli.metrics.shape.expressions import function_name

_SECONDS: Final = {
    "microsecond": 1e-6, "millisecond": 1e-3, "ms": 1e-3, "second": 1.0, "sec": 1.0, "s": 1.0,
    "minute": 60.0, "min": 60.0, "m": 60.0, "hour": 3600.0, "hr": 3600.0, "h": 3600.0,
    "day": 86400.0, "d": 86400.0, "week": 604800.0, "w": 604800.0,
}  # fmt: skip
_MONTHS: Final = {"month": 1, "mon": 1, "year": 12, "y": 12, "yr": 12, "decade": 120, "century": 1200}
_PART: Final = re.compile(r"([+-]?\d+(?:\.\d+)?)\s*([a-z]+)|([+-]?)(\d+):(\d+)(?::(\d+(?:\.\d+)?))?")
_UNITS: Final = {2: "month", 4: "year", 8: "day", 1024: "hour", 2048: "minute", 4096: "second"}
_PLAIN_CASTS: Final = frozenset(("int2", "int4", "int8", "numeric", "float4", "float8"))


def number_of(value: Node) -> float | None:
    """The number an expression of written numbers comes to, None of any other."""
    try:
        return _number(value)
    except (ArithmeticError, ValueError):
        return None


def _number(value: Node) -> float | None:
    constant = value.get("A_Const")
    if constant is not None:
        return _constant(constant)
    cast = value.get("TypeCast")
    if cast is not None:
        return _cast(cast)
    call = value.get("FuncCall")
    if call is not None and function_name(call) == "power" and len(call.get("args", ())) == 2:
        return _computed("^", *call["args"])
    operation = value.get("A_Expr")
    if operation is not None and operation["kind"] == "AEXPR_OP":
        return _computed(names_of(operation["name"])[-1], operation.get("lexpr"), operation["rexpr"])
    return None


def _constant(constant: Node) -> float | None:
    if "ival" in constant:
        return float(constant["ival"].get("ival", 0))
    return float(constant["fval"]["fval"]) if "fval" in constant else None


def _cast(cast: Node) -> float | None:
    text = cast["arg"].get("A_Const", {}).get("sval", {}).get("sval")
    if names_of(cast["typeName"]["names"])[-1] not in _PLAIN_CASTS:
        return None
    return float(text) if text is not None else _number(cast["arg"])


def _computed(operator: str, left: Node | None, right: Node) -> float | None:
    b = _number(right)
    a = _number(left) if left is not None else 0.0
    if a is None or b is None:
        return None
    if operator == "/":
        return a / b
    if operator == "^":
        return a**b if abs(b) < 1e6 else float("inf")
    done = {"+": a + b, "-": a - b, "*": a * b}
    return done.get(operator)


def interval_of(value: Node) -> tuple[float, int] | None:
    """An interval that is written out, as seconds and months; None of any other expression."""
    cast = value.get("TypeCast")
    if cast is not None and names_of(cast["typeName"]["names"])[-1] == "interval":
        return _written(cast["arg"], cast["typeName"].get("typmods", ()))
    call = value.get("FuncCall")
    if call is not None and function_name(call) == "make_interval":
        return _made(call.get("args", ()))
    operation = value.get("A_Expr")
    if operation is not None and operation["kind"] == "AEXPR_OP" and "lexpr" in operation:
        return _scaled(names_of(operation["name"])[-1], operation["lexpr"], operation["rexpr"])
    return None


def _written(argument: Node, modifiers: "tuple[Node, ...] | list[Node]") -> tuple[float, int] | None:
    text = argument.get("A_Const", {}).get("sval", {}).get("sval")
    if text is None:
        return None
    mask = modifiers[0].get("A_Const", {}).get("ival", {}).get("ival", 0) if len(modifiers) == 1 else 0
    return parse_interval(
        f"{text} {_UNITS[mask]}" if mask in _UNITS and re.fullmatch(r"\s*[+-]?[\d.]+\s*", text) else text
    )


def parse_interval(text: str) -> tuple[float, int] | None:
    """Seconds and months of an interval as PostgreSQL reads it (`30 days`, `1 mon 02:00`); None where it is another."""
    seconds, months = 0.0, 0
    rest = text.strip().lower()
    if not rest or _PART.sub("", rest).strip(" ,+"):
        return None
    for number, unit, sign, hours, minutes, rest_seconds in _PART.findall(rest):
        if unit:
            known = unit if unit in _SECONDS or unit in _MONTHS else unit.removesuffix("s")
            if known in _SECONDS:
                seconds += float(number) * _SECONDS[known]
            elif known in _MONTHS:
                months += round(float(number) * _MONTHS[known])
            else:
                return None
        else:
            time = int(hours) * 3600 + int(minutes) * 60 + float(rest_seconds or 0)
            seconds += -time if sign == "-" else time
    return seconds, months


def _made(args: "tuple[Node, ...] | list[Node]") -> tuple[float, int] | None:
    """make_interval(days => 30), its parts by name or in their order."""
    order = ("year", "month", "week", "day", "hour", "minute", "second")
    seconds, months = 0.0, 0
    for index, arg in enumerate(args):
        named = arg.get("NamedArgExpr")
        unit = named["name"].removesuffix("s") if named is not None else order[index]
        unit = {"min": "minute", "sec": "second", "hour": "hour"}.get(unit, unit)
        number = number_of(named["arg"] if named is not None else arg)
        if number is None:
            return None
        if unit in _MONTHS:
            months += round(number * _MONTHS[unit])
        elif unit in _SECONDS:
            seconds += number * _SECONDS[unit]
    return seconds, months


def _scaled(operator: str, left: Node, right: Node) -> tuple[float, int] | None:
    one, other = interval_of(left), interval_of(right)
    if operator in ("+", "-") and one is not None and other is not None:
        sign = 1 if operator == "+" else -1
        return one[0] + sign * other[0], one[1] + sign * other[1]
    if operator == "*":
        span, factor = (one, number_of(right)) if one is not None else (other, number_of(left))
        if span is not None and factor is not None:
            return span[0] * factor, round(span[1] * factor)
    if operator == "/" and one is not None and (divisor := number_of(right)):
        return one[0] / divisor, round(one[1] / divisor)
    return None
