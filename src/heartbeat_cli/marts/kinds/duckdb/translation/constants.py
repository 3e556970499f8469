"""Constants, types that are named, and casts to them."""

from decimal import Decimal
from typing import Final

from heartbeat_cli.marts.kinds.duckdb.translation.casts import cast, rounded
from heartbeat_cli.marts.kinds.duckdb.translation.literals import number, read_interval, read_literal
from heartbeat_cli.marts.kinds.duckdb.translation.scope import Node, Scope, names
from heartbeat_cli.marts.kinds.duckdb.translation.terms import (
    BIGINT,
    BOOLEAN,
    BYTES,
    DATE,
    DOUBLE,
    INTEGER,
    INTERVAL,
    JSON,
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
    is_numeric,
    numeric,
)  # fmt: skip

_TYPES: Final = {
    "int2": SMALLINT, "int4": INTEGER, "int8": BIGINT, "float4": REAL, "float8": DOUBLE, "numeric": QUOTIENT,
    "bool": BOOLEAN, "text": TEXT, "varchar": TEXT, "date": DATE, "time": TIME, "timestamp": TIMESTAMP,
    "timestamptz": TIMESTAMPTZ, "interval": INTERVAL, "json": JSON, "jsonb": JSON, "uuid": UUID, "bytea": BYTES,
}  # fmt: skip
_UNITS: Final = {1 << 1: "month", 1 << 2: "year", 1 << 3: "day", 1 << 10: "hour", 1 << 11: "minute", 1 << 12: "second"}


def constant(node: Node, _: Scope) -> Term:
    """A number, a string, a boolean or NULL."""
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


def cast_expression(node: Node, scope: Scope) -> Term:
    """A cast, written in any way."""
    to, numbers = type_named(node["typeName"])
    inner = scope.term(node["arg"])
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
