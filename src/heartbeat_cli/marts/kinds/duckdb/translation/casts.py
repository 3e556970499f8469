"""Casts: what PostgreSQL makes of a value of one type as another."""

from typing import Final

from heartbeat_cli.marts.kinds.duckdb.translation.literals import read_literal
from heartbeat_cli.marts.kinds.duckdb.translation.terms import (
    BOOLEAN,
    DATE,
    DOUBLE,
    FLOATS,
    INTEGERS,
    JSON,
    MOMENTS,
    MOST_DIGITS,
    QUOTIENT,
    REAL,
    TEXT,
    TIME,
    TIMESTAMP,
    TIMESTAMPTZ,
    UNKNOWN,
    UUID,
    NotAlikeError,
    Term,
    Type,
    as_decimal,
    as_double,
    as_quotient,
    in_duckdb,
    is_numeric,
    numeric,
)  # fmt: skip

_FLOAT_DIGITS: Final = {REAL: 6, DOUBLE: 15}
_AS_THEY_ARE: Final = (
    *((a, b) for a in MOMENTS for b in MOMENTS),
    *((TIMESTAMP, TIME), (BOOLEAN, TEXT), (UUID, TEXT), (TEXT, UUID), (TEXT, JSON)),
    *((t, TEXT) for t in INTEGERS), *((DATE, TEXT),),
)  # fmt: skip
_JSON_TEXT: Final = "hb_pg.json_text("
_ISO_DATE: Final = "^\\s*[0-9]{4}-[0-9]{2}-[0-9]{2}\\s*$"
_ISO_CLOCK: Final = "[0-9]{2}:[0-9]{2}(:[0-9]{2}([.][0-9]{1,6})?)?([+-][0-9]{2}(:?[0-9]{2})?|Z)?"
_ISO_MOMENT: Final = f"^\\s*[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}([ T]{_ISO_CLOCK})?\\s*$"
_WRITTEN: Final = {DATE: _ISO_DATE, TIMESTAMP: _ISO_MOMENT, TIMESTAMPTZ: _ISO_MOMENT}


def cast(term: Term, to: Type) -> Term:
    """`term` as `to`; a numeric without scale keeps the digits it has."""
    if term.type == UNKNOWN:
        return read_literal(term.text, to) if term.text is not None else Term(f"CAST(NULL AS {in_duckdb(to)})", to)
    if term.type == to:
        return term
    if term.sql.startswith(_JSON_TEXT) and (to in (*INTEGERS, *FLOATS) or is_numeric(to)):
        # As a number it may have lost its last noughts.
        term = Term("hb_pg.json_digits(" + term.sql.removeprefix(_JSON_TEXT), TEXT)
    if to in INTEGERS:
        return _as_integer(term, to)
    if is_numeric(to):
        return _as_numeric(term, to)
    if to in FLOATS:
        return _as_float(term, to)
    if to == TEXT:
        return _as_text(term)
    if to in _WRITTEN and term.type == TEXT:
        return _read_moment(term, to)
    if (term.type, to) == (TIMESTAMPTZ, TIME):
        return Term(f"CAST(CAST({term.sql} AS TIMESTAMP) AS TIME)", TIME)
    if (term.type, to) == (TEXT, BOOLEAN):
        return Term(f"hb_pg.text_boolean({term.sql})", BOOLEAN)
    if to == BOOLEAN and term.type in INTEGERS:
        return Term(f"({term.sql} <> 0)", BOOLEAN)
    if to.element is not None and term.type.element is not None:
        inner = cast(Term("e", term.type.element), to.element)
        return Term(f"list_transform({term.sql}, lambda e: {inner.sql})", to)
    if (term.type, to) in _AS_THEY_ARE:
        return _plain(term, to)
    raise _none(term, to)


def _plain(term: Term, to: Type) -> Term:
    return Term(f"CAST({term.sql} AS {in_duckdb(to)})", to)


def _none(term: Term, to: Type) -> NotAlikeError:
    return NotAlikeError(f"a cast from {term.type} to {to}", "the value as it is, or a cast both databases have.")


def _as_integer(term: Term, to: Type) -> Term:
    if term.type in INTEGERS or term.type == BOOLEAN:
        return _plain(term, to)
    if term.type in FLOATS:
        return Term(f"CAST(round_even({term.sql}, 0) AS {in_duckdb(to)})", to)
    if term.type == QUOTIENT:
        return Term(f"CAST(struct_extract(hb_pg.rounded({term.sql}, 0), 'm') AS {in_duckdb(to)})", to)
    if is_numeric(term.type):
        return Term(f"CAST(round({term.sql}, 0) AS {in_duckdb(to)})", to)
    if term.type == TEXT:
        return Term(f"hb_pg.text_{to.name}({term.sql})", to)
    raise _none(term, to)


def _as_numeric(term: Term, to: Type) -> Term:
    if term.type == TEXT:
        value = Term(f"hb_pg.text_number({term.sql})", QUOTIENT)
    elif term.type in FLOATS:
        value = Term(f"hb_pg.double_number({term.sql}, {_FLOAT_DIGITS[term.type]})", QUOTIENT)
    elif term.type in INTEGERS or is_numeric(term.type):
        value = term
    else:
        raise _none(term, to)
    if to.scale is None:
        return as_decimal(value) if value.type in INTEGERS else value
    return rounded(value, to.scale, MOST_DIGITS)


def rounded(term: Term, scale: int, digits: int) -> Term:
    """A number as a DECIMAL of so many digits, `scale` of them behind the point; halves go away from zero."""
    type_ = numeric(scale)
    decimal = f"DECIMAL({digits}, {scale})"
    if term.type == QUOTIENT:
        return Term(f"CAST(hb_pg.decimal_text(hb_pg.rounded({term.sql}, {scale})) AS {decimal})", type_)
    if (term.type.scale or 0) > scale:
        return Term(f"CAST(round({term.sql}, {scale}) AS {decimal})", type_)
    return Term(f"CAST({term.sql} AS {decimal})", type_)


def _as_float(term: Term, to: Type) -> Term:
    if term.type == TEXT:
        value = Term(f"hb_pg.text_double({term.sql})", DOUBLE)
    elif term.type in (*FLOATS, *INTEGERS) or is_numeric(term.type):
        value = as_double(term)
    else:
        raise _none(term, to)
    return value if to == DOUBLE else Term(f"CAST({value.sql} AS FLOAT)", REAL)


def _as_text(term: Term) -> Term:
    if is_numeric(term.type):
        return Term(f"hb_pg.decimal_text({as_quotient(term).sql})", TEXT)
    if (term.type, TEXT) in _AS_THEY_ARE or term.type in (TIMESTAMP, TIMESTAMPTZ):
        return _plain(term, TEXT)
    if term.type in FLOATS:
        raise NotAlikeError(f"{term.type} as text", "round(x::numeric, 2)::text: the two write other digits.")
    raise NotAlikeError(f"{term.type} as text", "the part of it that is wanted: extract(…), ->>.")


def _read_moment(term: Term, to: Type) -> Term:
    """Text as a date or time, where it is written year first."""
    good = f"regexp_matches({term.sql}, '{_WRITTEN[to]}')"
    failed = f"error('a text that is no {to} written like 2026-05-08')"
    value = f"CAST({term.sql} AS {in_duckdb(to)})"
    return Term(f"(CASE WHEN {term.sql} IS NULL OR {good} THEN {value} ELSE {failed} END)", to)
