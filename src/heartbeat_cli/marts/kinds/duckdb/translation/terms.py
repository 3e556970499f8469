"""A piece of DuckDB's SQL together with the PostgreSQL type of its value."""

import re
from dataclasses import dataclass
from typing import Final

from heartbeat_cli.pgschema import built_in_type


@dataclass(frozen=True, slots=True)
class Type:
    """A type of PostgreSQL's, named as `format_type` does but for the two timestamps.

    `scale` is how many digits a numeric has after its point; a numeric without one is a *quotient*, whose digits differ
    from value to value, kept as the pair of marts/kinds/duckdb/macros.py. `element` is what an array holds.
    """

    name: str
    scale: int | None = None
    element: "Type | None" = None

    def __str__(self) -> str:
        return f"{self.element}[]" if self.element else self.name


@dataclass(frozen=True, slots=True)
class Term:
    """An expression. `text` is the string of a literal whose type only its surroundings decide; None in NULL."""

    sql: str
    type: Type
    text: str | None = None


class NotAlikeError(Exception):
    """What DuckDB would compute otherwise, or not at all: `what` it is, and what to write `instead`."""

    def __init__(self, what: str, instead: str) -> None:
        super().__init__(what)
        self.what, self.instead = what, instead


class UnknownColumnError(NotAlikeError):
    """A name that no table in sight has."""

    def __init__(self, name: str) -> None:
        super().__init__(name, "")


SMALLINT, INTEGER, BIGINT = Type("smallint"), Type("integer"), Type("bigint")
REAL, DOUBLE = Type("real"), Type("double precision")
QUOTIENT, WHOLE = Type("numeric"), Type("numeric", 0)
TEXT, BOOLEAN, UUID, JSON, BYTES = Type("text"), Type("boolean"), Type("uuid"), Type("json"), Type("bytea")
DATE, TIME, INTERVAL = Type("date"), Type("time"), Type("interval")
TIMESTAMP, TIMESTAMPTZ = Type("timestamp"), Type("timestamptz")
UNKNOWN, OTHER = Type("unknown"), Type("other")

INTEGERS: Final = (SMALLINT, INTEGER, BIGINT)
FLOATS: Final = (REAL, DOUBLE)
MOMENTS: Final = (DATE, TIMESTAMP, TIMESTAMPTZ)
MOST_DIGITS: Final = 38
# Digits after the point of a quotient where it has to be a DECIMAL: summed, sorted, compared with many.
FIXED_SCALE: Final = 24

_DUCKDB: Final = {
    "smallint": "SMALLINT", "integer": "INTEGER", "bigint": "BIGINT", "real": "FLOAT", "double precision": "DOUBLE",
    "text": "VARCHAR", "boolean": "BOOLEAN", "uuid": "UUID", "json": "JSON", "bytea": "BLOB", "date": "DATE",
    "time": "TIME", "interval": "INTERVAL", "timestamp": "TIMESTAMP", "timestamptz": "TIMESTAMPTZ",
}  # fmt: skip
_KINDS: Final = {
    "boolean": BOOLEAN, "text": TEXT, "date": DATE, "timestamp": TIMESTAMP, "timestamptz": TIMESTAMPTZ,
    "interval": INTERVAL, "uuid": UUID, "json": JSON, "bytes": BYTES,
}  # fmt: skip
_DECIMAL: Final = re.compile(r"(?:numeric|decimal) ?\(\s*\d+\s*,\s*(\d+)\s*\)", re.IGNORECASE)
# Beyond, 38 digits do not hold the product; reading the text takes longer.
_MULTIPLIED: Final = 6
_INTEGER_DIGITS: Final = {"smallint": 5, "integer": 10, "bigint": 19}


def numeric(scale: int) -> Type:
    """A numeric of so many digits after the point."""
    if scale > MOST_DIGITS:
        raise NotAlikeError(
            f"a numeric of {scale} digits after the point", "round(…, 6) before it is multiplied again."
        )
    return Type("numeric", scale)


def array(element: Type) -> Type:
    """An array of one dimension."""
    return Type("array", element=element)


def is_numeric(type_: Type) -> bool:
    """True for numeric, not for integers."""
    return type_.name == "numeric"


def is_number(type_: Type) -> bool:
    """True for every type one can count with."""
    return type_ in INTEGERS or type_ in FLOATS or is_numeric(type_)


def type_of_column(spelled: str) -> Type:
    """The type of a landed column, as the marts spell it."""
    if spelled.endswith("[]"):
        return array(type_of_column(spelled[:-2]))
    if found := _DECIMAL.fullmatch(spelled.strip()):
        return Type("numeric", int(found[1]))
    known = built_in_type(spelled)
    if known is None:
        return WHOLE if spelled.upper() == "HUGEINT" else OTHER
    if known.kind == "integer":
        return next(t for t in INTEGERS if t.name == known.name)
    if known.kind == "float":
        return REAL if known.name == "real" else DOUBLE
    if known.kind == "time":
        return TIME if known.catalogue == "time" else OTHER
    return _KINDS.get(known.kind, OTHER)


def in_duckdb(type_: Type) -> str:
    """How DuckDB spells a type."""
    if type_.element is not None:
        return f"{in_duckdb(type_.element)}[]"
    if is_numeric(type_):
        return (
            f"DECIMAL({MOST_DIGITS}, {type_.scale})" if type_.scale is not None else 'STRUCT("m" HUGEINT, "s" INTEGER)'
        )
    if type_.name not in _DUCKDB:
        raise NotAlikeError(f"a value of type {type_}", "a cast to a type of the table in docs/reference/engines.md.")
    return _DUCKDB[type_.name]


def literal(text: str) -> str:
    """A string of DuckDB's."""
    return "'" + text.replace("'", "''") + "'"


def paren(sql: str) -> str:
    """In parentheses, unless it is one word or call already."""
    return sql if re.fullmatch(r'[\w."]+|\d+(\.\d+)?', sql) else f"({sql})"


def as_double(term: Term) -> Term:
    """A number as double precision."""
    if term.type == DOUBLE:
        return term
    if term.type == QUOTIENT:
        return Term(f"hb_pg.to_double({term.sql})", DOUBLE)
    return Term(f"CAST({term.sql} AS DOUBLE)", DOUBLE)


def as_decimal(term: Term) -> Term:
    """An integer or numeric as a DECIMAL of as many digits as it has."""
    if term.type in INTEGERS:
        return Term(f"CAST({term.sql} AS DECIMAL({_INTEGER_DIGITS[term.type.name]}, 0))", WHOLE)
    if term.type == QUOTIENT:
        return Term(f"hb_pg.fixed({term.sql})", numeric(FIXED_SCALE))
    return term


def as_quotient(term: Term) -> Term:
    """An integer or numeric as the pair of all its digits and how many are behind the point."""
    if term.type == QUOTIENT:
        return term
    scale = term.type.scale or 0
    if scale == FIXED_SCALE:
        raise NotAlikeError(
            "a quotient out of DISTINCT, UNION or mode() computed with again", "round(x, 6) before it is put together."
        )
    if scale > _MULTIPLIED:
        return Term(f"hb_pg.number(CAST(replace(CAST({term.sql} AS VARCHAR), '.', '') AS HUGEINT), {scale})", QUOTIENT)
    whole = term.sql if not scale else f"CAST({term.sql} AS DECIMAL(38, {scale})) * {10**scale}"
    return Term(f"hb_pg.number({whole}, {scale})", QUOTIENT)


def compared(types: list[Type]) -> Type:
    """The type PostgreSQL compares and computes with: a real beside another kind of number is double precision."""
    known = [t for t in types if t != UNKNOWN]
    if REAL in known and any(t != REAL for t in known) and all(map(is_number, known)):
        return DOUBLE
    return unified(types)


def unified(types: list[Type]) -> Type:
    """The type PostgreSQL settles on for the branches of CASE, COALESCE, UNION and the values of IN."""
    known = [t for t in types if t != UNKNOWN]
    if not known:
        return TEXT
    if all(t == known[0] for t in known):
        return known[0]
    if all(map(is_number, known)):
        return _widest(known)
    if all(t in MOMENTS for t in known):
        return max(known, key=MOMENTS.index)
    names = " and ".join(sorted({str(t) for t in known}))
    raise NotAlikeError(f"{names} taken for one type", "a cast that makes them one.")


def _widest(types: list[Type]) -> Type:
    if any(t in FLOATS for t in types):
        return DOUBLE if DOUBLE in types else REAL
    if any(map(is_numeric, types)):
        if QUOTIENT in types:
            return QUOTIENT
        return numeric(max(t.scale or 0 for t in types))
    return max(types, key=INTEGERS.index)
