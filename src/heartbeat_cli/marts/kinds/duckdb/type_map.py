"""How each type of the source lands in DuckDB.

| in the source | in DuckDB marts |
|---|---|
| smallint, integer, bigint, oid | SMALLINT, INTEGER, BIGINT, BIGINT |
| real, double precision (with NaN, Infinity) | FLOAT, DOUBLE |
| numeric(p,s), p ≤ 38 and 0 ≤ s ≤ p | DECIMAL(p,s) |
| numeric without precision, wider, or with a negative scale | VARCHAR: no digit is lost |
| money | VARCHAR of its numeric value |
| boolean, date, uuid, bytea | BOOLEAN, DATE, UUID, BLOB |
| time, time with time zone, timestamp, timestamp with time zone | the same |
| interval | INTERVAL |
| text, varchar(n) | VARCHAR (`''` and NULL stay apart) |
| char(n) | VARCHAR without its padding |
| json, jsonb | JSON |
| enum | VARCHAR: a label added later lands too |
| domain | as its base type |
| array of a type above but bytea | a LIST of it; of any other type: VARCHAR[] |
| anything else: inet, bit, ranges, geometry, xml, composite types, types of extensions | VARCHAR of its text |

DuckDB has no value for some that these types may hold: NaN in a decimal, an infinite interval, a timestamp after the
year 294246, an array with several dimensions or one that does not start at 1. They are looked for in the snapshot
before it is copied; a column that has one lands as VARCHAR of its text, and the result says so.
"""

from dataclasses import replace
from typing import Final

from heartbeat_cli.ingest.columns.source_forms import (
    DAYS,
    INTEGER,
    INTERVAL_PARTS,
    LAST_TIMESTAMP,
    PLAIN,
    SOURCE_FORMS,
    bigint,
    timestamp_number,
)
from heartbeat_cli.marts import ColumnMapping, Form, WholeNumber
from heartbeat_cli.pgschema import quote
from heartbeat_cli.sources import SourceType, numeric_modifier, source_text, source_texts, spell_source_type

MAX_DECIMAL_DIGITS: Final = 38
_BIGINT_DIGITS: Final = 18


def _bigint(sql: str) -> WholeNumber:
    return WholeNumber(f"({sql})::BIGINT")


_AS_TEXT: Final = "({0})::VARCHAR"
_PLAIN = Form(_AS_TEXT)
_INTEGER = Form(_AS_TEXT, whole=WholeNumber("{0}"))
_FLOAT = Form("(({0})::BIT)::VARCHAR", whole=_bigint("({0})::BIT"))
# DuckDB writes 0.07 as `.07` where a decimal has no digit before the point.
_DECIMAL = Form("regexp_replace(({0})::VARCHAR, '^(-?)[.]', '\\10.')")
_DATE = Form(
    "CASE WHEN isfinite({0}) THEN date_diff('day', DATE '1970-01-01', {0})::VARCHAR ELSE ({0})::VARCHAR END",
    whole=DAYS,
)
_TIMESTAMP = Form(
    "CASE WHEN isfinite({0}) THEN epoch_us({0})::VARCHAR ELSE ({0})::VARCHAR END",
    whole=timestamp_number("(epoch_us({0})::DOUBLE / 1000000::DOUBLE * 1000000::DOUBLE)::BIGINT"),
)

# catalogue name -> (type, form): types DuckDB holds value for value.
_NATIVE: Final[dict[str, tuple[str, Form]]] = {
    "int2": ("SMALLINT", _INTEGER),
    "int4": ("INTEGER", _INTEGER),
    "int8": ("BIGINT", _INTEGER),
    "float4": ("FLOAT", _FLOAT),
    "float8": ("DOUBLE", _FLOAT),
    "bool": ("BOOLEAN", Form(_AS_TEXT, whole=WholeNumber("({0})::INTEGER", 1))),
    "text": ("VARCHAR", _PLAIN),
    "varchar": ("VARCHAR", _PLAIN),
    "uuid": ("UUID", Form(_AS_TEXT, bytes_="({0})::BLOB")),
    "bytea": ("BLOB", Form("lower(hex({0}))")),
    "date": ("DATE", _DATE),
    "time": ("TIME", _PLAIN),
    "timetz": ("TIME WITH TIME ZONE", _PLAIN),
    "timestamp": ("TIMESTAMP", _TIMESTAMP),
    "timestamptz": ("TIMESTAMP WITH TIME ZONE", _TIMESTAMP),
    "interval": ("INTERVAL", Form(INTERVAL_PARTS % {"text": "VARCHAR"})),
}


def map_column(column: str, type_: SourceType, *, as_text: bool = False) -> ColumnMapping:
    """How `column` lands; `as_text` where it has values its own type here cannot hold."""
    value = quote(column)
    text = ColumnMapping(column, source_text(value, type_), "VARCHAR", PLAIN, _PLAIN)
    if as_text:
        return text
    if type_.element is not None:
        return _list(column, value, type_.element)
    if type_.builtin and type_.name in _NATIVE:
        native, marts_form = _NATIVE[type_.name]
        form, dlt_type = SOURCE_FORMS[type_.name]
        return ColumnMapping(column, value, native, form, marts_form, dlt_type, _unrepresentable(value, type_))
    if decimal := _decimal(type_):
        forms = _decimal_forms(*decimal)
        return ColumnMapping(column, value, _spell_decimal(decimal), *forms, "decimal", f"{value} = 'NaN'")
    if type_.builtin and type_.name in ("json", "jsonb"):
        return ColumnMapping(column, f"{value}::text", "JSON", PLAIN, _PLAIN, "json")
    if type_.builtin and type_.name == "oid":
        return ColumnMapping(column, f"{value}::bigint", "BIGINT", INTEGER, _INTEGER, "bigint")
    return text


def _list(column: str, value: str, element: SourceType) -> ColumnMapping:
    shape = f"array_ndims({value}) > 1 OR array_lower({value}, 1) <> 1"
    # DuckDB's reader takes an array of bytea for one of text.
    if element.builtin and element.name in _NATIVE and element.name != "bytea":
        native, marts_form = _NATIVE[element.name]
        # Of an array of a domain DuckDB's reader does not know what it has in hand.
        select = f"{value}::{spell_source_type(element)}[]"
        form, inner = SOURCE_FORMS[element.name][0], _unrepresentable("e", element)
    elif decimal := _decimal(element):
        native, marts_form = _spell_decimal(decimal), _DECIMAL
        select, form, inner = f"{value}::{spell_source_type(element)}[]", PLAIN, "e = 'NaN'"
    else:
        native, marts_form = "VARCHAR", _PLAIN
        select, form, inner = source_texts(value, element), PLAIN, None
    lost = shape if inner is None else f"{shape} OR EXISTS (SELECT FROM unnest({value}) AS u(e) WHERE {inner})"
    forms = replace(PLAIN, element=form), replace(_PLAIN, element=marts_form)
    return ColumnMapping(column, select, f"{native}[]", *forms, "json", lost)


def _decimal(type_: SourceType) -> tuple[int, int] | None:
    """Precision and scale of a numeric that is a DECIMAL here, None for any other type."""
    if not type_.builtin or type_.name != "numeric" or type_.typmod < 0:
        return None
    precision, scale = numeric_modifier(type_.typmod)
    return (precision, scale) if precision <= MAX_DECIMAL_DIGITS and 0 <= scale <= precision else None


def _spell_decimal(decimal: tuple[int, int]) -> str:
    return f"DECIMAL({decimal[0]},{decimal[1]})"


def _decimal_forms(precision: int, scale: int) -> tuple[Form, Form]:
    """At the source and here."""
    if precision > _BIGINT_DIGITS:
        return PLAIN, _DECIMAL
    if not scale:
        return replace(PLAIN, whole=bigint("{0}")), replace(_DECIMAL, whole=_bigint("{0}"))
    factor = 10**scale
    # DuckDB multiplies decimals within their own 18 digits, and casts longer ones ten times as slowly.
    parts = f"trunc({{0}})::BIGINT * {factor} + (({{0}} - trunc({{0}})) * {factor})::BIGINT"
    return replace(PLAIN, whole=bigint(f"({{0}}) * {factor}")), replace(_DECIMAL, whole=_bigint(parts))


def _unrepresentable(value: str, type_: SourceType) -> str | None:
    if type_.name in ("timestamp", "timestamptz"):
        return f"{value} > '{LAST_TIMESTAMP}' AND isfinite({value})"
    if type_.name == "interval":
        return f"NOT isfinite({value})"
    return None
