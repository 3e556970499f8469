"""How each PostgreSQL type lands, decided from the source's catalogue, never from the rows of a first batch.

| in the source | in DuckDB marts | in Postgres marts |
|---|---|---|
| smallint, integer, bigint, oid | SMALLINT, INTEGER, BIGINT, BIGINT | the same |
| real, double precision (with NaN, Infinity) | FLOAT, DOUBLE | the same |
| numeric(p,s), p ≤ 38 and 0 ≤ s ≤ p | DECIMAL(p,s) | numeric(p,s) |
| numeric without precision, wider, or with a negative scale | VARCHAR: no digit is lost | numeric |
| money | VARCHAR of its numeric value | numeric |
| boolean, date, uuid, bytea | BOOLEAN, DATE, UUID, BLOB | the same |
| time, time with time zone, timestamp, timestamp with time zone | the same | the same |
| interval | INTERVAL | interval |
| text, varchar(n) | VARCHAR (`''` and NULL stay apart) | the same |
| char(n) | VARCHAR without its padding | char(n) |
| json, jsonb | JSON | the same |
| enum | VARCHAR: a label added later lands too | text |
| domain | as its base type | as its base type |
| array of a type above but bytea | a LIST of it; of any other type: VARCHAR[] | the array; of any other type: text[] |
| inet, cidr, macaddr, bit, ranges, multiranges, geometric types, text search | VARCHAR of its text | the same |
| xml, composite types, types of extensions | VARCHAR of its text | text |
| any column the source's file says to `hash` | VARCHAR: SHA-256 of its text, in hex | text: the same |

DuckDB has no value for some that these types may hold: NaN in a decimal, an infinite interval, a timestamp after the
year 294246, an array with several dimensions or one that does not start at 1. They are looked for in the snapshot
before it is copied; a column that has one lands as VARCHAR of its text, and the result says so.

A hashed column is a pseudonym, not anonymous. The hash is worked out in the SELECT at the source, so the value itself
never leaves it; NULL stays NULL. It has no secret and never changes: equal values stay equal, in every table and every
load, so that joins and distinct counts work. For the same reason whoever can guess a value can recognise it: a phone
number or a date of birth is found by trying them all. What nobody needs is better excluded than hashed.
"""

from dataclasses import dataclass, replace
from typing import Final

from heartbeat_cli.marts import find_marts_kind
from heartbeat_cli.pgschema import BUILT_IN_TYPES, quote

MAX_DECIMAL_DIGITS: Final = 38
_BIGINT_DIGITS: Final = 18
_TYPMOD_HEADER: Final = 4
# The year 294247 is where DuckDB's timestamps end; PostgreSQL's go 30 years further.
_LAST_TIMESTAMP: Final = "294246-12-31"
_BEYOND: Final = 9000000000000000001


@dataclass(frozen=True, slots=True)
class SourceType:
    """A type of the source, domains resolved: catalogue name, modifier, and the element type of an array.

    `builtin` is true for the types of pg_catalog; `kind` is pg_type.typtype of the resolved type.
    """

    name: str
    typmod: int = -1
    builtin: bool = True
    kind: str = "b"
    element: "SourceType | None" = None


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """How one column lands.

    `select` is the SQL that reads it at the source, `type` its type in the marts, `form` how its values are written
    down for a checksum, `unrepresentable` a condition at the source for values `type` has no place for (None: it holds
    all), `dlt_type` its type in dlt's words.
    """

    column: str
    select: str
    type: str
    form: "Form"
    dlt_type: str = "text"
    unrepresentable: str | None = None


@dataclass(frozen=True, slots=True)
class IntegerForm:
    """A value that is not NULL as a whole number of at most `bits` bits and a sign; 64 stands for any bigint."""

    postgres: str
    duckdb: str
    bits: int = 64


@dataclass(frozen=True, slots=True)
class Form:
    """A canonical text of a value, the same on both sides. `{0}` stands for the value.

    Where a cheaper form tells values apart as well: `whole` is the value as a whole number, `bytes_` its bytes, always
    as many, as PostgreSQL and DuckDB write them.
    """

    postgres: str = "({0})::text"
    duckdb: str = "({0})::VARCHAR"
    element: "Form | None" = None
    whole: IntegerForm | None = None
    bytes_: tuple[str, str] | None = None


def _bigint(postgres: str, duckdb: str) -> IntegerForm:
    return IntegerForm(f"({postgres})::bigint", f"({duckdb})::BIGINT")


def _up_to(last: str, value: str, beyond: int) -> str:
    """SQL of either side: `value` of a date or timestamp, `beyond` of one after `last`, -`beyond` of -infinity."""
    return (
        f"CASE WHEN {{0}} > '{last}' THEN {beyond} WHEN {{0}} > '-infinity' THEN {value}"
        f" WHEN {{0}} IS NOT NULL THEN -{beyond} END"
    )


PLAIN = Form()
# One for all integers: a column that is widened keeps its checksums.
_INTEGER = Form(whole=IntegerForm("{0}", "{0}"))
_BOOL = Form(whole=IntegerForm("({0})::int", "({0})::INTEGER", 1))
_UUID = Form(bytes_=("uuid_send({0})", "({0})::BLOB"))
_FLOAT8_BITS, _FLOAT8_DUCKDB = "('x' || encode(float8send({0}), 'hex'))::bit(64)", "({0})::BIT"
_FLOAT4_BITS, _FLOAT4_DUCKDB = "('x' || encode(float4send({0}), 'hex'))::bit(32)", "({0})::BIT"
_FLOAT8 = Form(f"{_FLOAT8_BITS}::text", f"({_FLOAT8_DUCKDB})::VARCHAR", whole=_bigint(_FLOAT8_BITS, _FLOAT8_DUCKDB))
_FLOAT4 = Form(f"{_FLOAT4_BITS}::text", f"({_FLOAT4_DUCKDB})::VARCHAR", whole=_bigint(_FLOAT4_BITS, _FLOAT4_DUCKDB))
_BYTEA = Form("encode({0}, 'hex')", "lower(hex({0}))")
# DuckDB writes 0.07 as `.07` where a decimal has no digit before the point.
_DECIMAL = Form("({0})::text", "regexp_replace(({0})::VARCHAR, '^(-?)[.]', '\\10.')")
_DAYS = _up_to("5874897-12-31", "({0}) - DATE '1970-01-01'", 2147483647)
_DATE = Form(
    "CASE WHEN isfinite({0}) THEN (({0}) - date '1970-01-01')::text ELSE ({0})::text END",
    "CASE WHEN isfinite({0}) THEN date_diff('day', DATE '1970-01-01', {0})::VARCHAR ELSE ({0})::VARCHAR END",
    whole=IntegerForm(_DAYS, _DAYS, 31),
)
# date_part is PostgreSQL's one cheap way to a number: seconds in a double. DuckDB divides and multiplies the same
# doubles, so both sides agree always; a change of one microsecond is sure to show up to the year 2041.
_TIMESTAMP = Form(
    "CASE WHEN isfinite({0}) THEN (extract(epoch from {0}) * 1000000)::numeric(30,0)::text ELSE ({0})::text END",
    "CASE WHEN isfinite({0}) THEN epoch_us({0})::VARCHAR ELSE ({0})::VARCHAR END",
    whole=IntegerForm(
        _up_to(_LAST_TIMESTAMP, "(date_part('epoch', {0}) * 1000000)::bigint", _BEYOND),
        _up_to(_LAST_TIMESTAMP, "(epoch_us({0})::DOUBLE / 1000000::DOUBLE * 1000000::DOUBLE)::BIGINT", _BEYOND),
    ),
)
_INTERVAL_PARTS = (
    "(extract(year from {0}) * 12 + extract(month from {0}))::bigint::%(text)s || 'm' ||"
    " extract(day from {0})::bigint::%(text)s || 'd' || (extract(hour from {0}) * 3600000000"
    " + extract(minute from {0}) * 60000000 + extract(microseconds from {0}))::bigint::%(text)s"
)
_INTERVAL = Form(
    f"CASE WHEN isfinite({{0}}) THEN {_INTERVAL_PARTS % {'text': 'text'}} ELSE ({{0}})::text END",
    _INTERVAL_PARTS % {"text": "VARCHAR"},
)

# catalogue name -> (DuckDB type, form, dlt type); types DuckDB holds value for value.
_NATIVE: Final[dict[str, tuple[str, Form, str]]] = {
    "int2": ("SMALLINT", _INTEGER, "bigint"),
    "int4": ("INTEGER", _INTEGER, "bigint"),
    "int8": ("BIGINT", _INTEGER, "bigint"),
    "float4": ("FLOAT", _FLOAT4, "double"),
    "float8": ("DOUBLE", _FLOAT8, "double"),
    "bool": ("BOOLEAN", _BOOL, "bool"),
    "text": ("VARCHAR", PLAIN, "text"),
    "varchar": ("VARCHAR", PLAIN, "text"),
    "uuid": ("UUID", _UUID, "text"),
    "bytea": ("BLOB", _BYTEA, "binary"),
    "date": ("DATE", _DATE, "date"),
    "time": ("TIME", PLAIN, "time"),
    "timetz": ("TIME WITH TIME ZONE", PLAIN, "text"),
    "timestamp": ("TIMESTAMP", _TIMESTAMP, "timestamp"),
    "timestamptz": ("TIMESTAMP WITH TIME ZONE", _TIMESTAMP, "timestamp"),
    "interval": ("INTERVAL", _INTERVAL, "text"),
}
# Other built-in types another PostgreSQL takes as they are, in COPY's binary format.
_POSTGRES_ONLY: Final = frozenset(
    t.catalogue
    for t in BUILT_IN_TYPES
    if t.kind in ("oid", "text", "json", "numeric", "network", "bit", "geometric", "search", "range")
)


def land_column(
    column: str, type_: SourceType, marts: str, *, as_text: bool = False, hashed: bool = False
) -> ColumnMapping:
    """How `column` lands in marts of a kind; `as_text` for values its own type cannot hold.

    `hashed` lands the SHA-256 of its text in place of the value.
    """
    kind = find_marts_kind(marts)
    if hashed:
        text = f"convert_to({_as_text(quote(column), type_)}, 'UTF8')"
        return ColumnMapping(column, f"encode(sha256({text}), 'hex')", kind.text_type, PLAIN)
    return kind.map_column(column, type_, as_text=as_text)


def map_to_duckdb(column: str, type_: SourceType, *, as_text: bool = False) -> ColumnMapping:
    """How `column` lands in DuckDB."""
    value = quote(column)
    if as_text:
        return ColumnMapping(column, _as_text(value, type_), "VARCHAR", PLAIN)
    if type_.element is not None:
        return _list_in_duckdb(column, value, type_.element)
    if type_.builtin and type_.name in _NATIVE:
        duckdb_type, form, dlt_type = _NATIVE[type_.name]
        return ColumnMapping(column, value, duckdb_type, form, dlt_type, _unrepresentable(value, type_))
    if decimal := _decimal(type_):
        precision, scale = decimal
        form = _decimal_form(precision, scale)
        return ColumnMapping(column, value, f"DECIMAL({precision},{scale})", form, "decimal", f"{value} = 'NaN'")
    if type_.builtin and type_.name in ("json", "jsonb"):
        return ColumnMapping(column, f"{value}::text", "JSON", PLAIN, "json")
    if type_.builtin and type_.name == "oid":
        return ColumnMapping(column, f"{value}::bigint", "BIGINT", _INTEGER, "bigint")
    return ColumnMapping(column, _as_text(value, type_), "VARCHAR", PLAIN)


def _list_in_duckdb(column: str, value: str, element: SourceType) -> ColumnMapping:
    shape = f"array_ndims({value}) > 1 OR array_lower({value}, 1) <> 1"
    # DuckDB's reader takes an array of bytea for one of text.
    if element.builtin and element.name in _NATIVE and element.name != "bytea":
        duckdb_type, form, _ = _NATIVE[element.name]
        select, inner = value, _unrepresentable("e", element)
    elif decimal := _decimal(element):
        duckdb_type, form = f"DECIMAL({decimal[0]},{decimal[1]})", _DECIMAL
        select, inner = value, "e = 'NaN'"
    else:
        duckdb_type, form = "VARCHAR", PLAIN
        select, inner = f"{value}::text[]", None
    lost = shape if inner is None else f"{shape} OR EXISTS (SELECT FROM unnest({value}) AS u(e) WHERE {inner})"
    return ColumnMapping(column, select, f"{duckdb_type}[]", Form(element=form), "json", lost)


def map_to_postgres(column: str, type_: SourceType) -> ColumnMapping:
    """How `column` lands in PostgreSQL."""
    value = quote(column)
    if type_.element is not None:
        name, _, _ = _postgres_scalar(type_.element)
        return ColumnMapping(column, f"{value}::{name}[]", f"{name}[]", PLAIN, "json")
    name, form, dlt_type = _postgres_scalar(type_)
    if type_.builtin and type_.name == "money":
        return ColumnMapping(column, f"{value}::numeric", "numeric", PLAIN, "decimal")
    return ColumnMapping(column, f"{value}::{name}", name, form, dlt_type)


def _postgres_scalar(type_: SourceType) -> tuple[str, Form, str]:
    if not type_.builtin:
        return "text", PLAIN, "text"
    if type_.name in _NATIVE:
        return spell_source_type(type_), _NATIVE[type_.name][1], _NATIVE[type_.name][2]
    if type_.name in _POSTGRES_ONLY:
        dlt_type = {"numeric": "decimal", "json": "json", "jsonb": "json", "oid": "bigint"}.get(type_.name, "text")
        return spell_source_type(type_), PLAIN, dlt_type
    return "text", PLAIN, "text"


def spell_source_type(type_: SourceType) -> str:
    """A built-in type with its modifier, as PostgreSQL takes it back."""
    name, modifier = type_.name, type_.typmod
    if name == "char":
        return '"char"'
    if name == "numeric" and modifier >= 0:
        precision, scale = numeric_modifier(modifier)
        return f"numeric({precision},{scale})"
    if name in ("varchar", "bpchar") and modifier >= 0:
        return f"{name}({modifier - _TYPMOD_HEADER})"
    if name in ("bit", "varbit", "time", "timetz", "timestamp", "timestamptz") and modifier >= 0:
        return f"{name}({modifier})"
    return name


def numeric_modifier(typmod: int) -> tuple[int, int]:
    """Precision and scale packed in pg_attribute.atttypmod of a numeric; scales are 11 bits, signed."""
    packed = typmod - _TYPMOD_HEADER
    scale = packed & 0x7FF
    return packed >> 16 & 0xFFFF, scale - 0x800 if scale >= 0x400 else scale


def _decimal(type_: SourceType) -> tuple[int, int] | None:
    """Precision and scale of a numeric that is a DECIMAL in DuckDB, None for any other type."""
    if not type_.builtin or type_.name != "numeric" or type_.typmod < 0:
        return None
    precision, scale = numeric_modifier(type_.typmod)
    return (precision, scale) if precision <= MAX_DECIMAL_DIGITS and 0 <= scale <= precision else None


def _decimal_form(precision: int, scale: int) -> Form:
    if precision > _BIGINT_DIGITS:
        return _DECIMAL
    if not scale:
        return replace(_DECIMAL, whole=_bigint("{0}", "{0}"))
    factor = 10**scale
    # DuckDB multiplies decimals within their own 18 digits, and casts longer ones ten times as slowly.
    parts = f"trunc({{0}})::BIGINT * {factor} + (({{0}} - trunc({{0}})) * {factor})::BIGINT"
    return replace(_DECIMAL, whole=_bigint(f"({{0}}) * {factor}", parts))


def _unrepresentable(value: str, type_: SourceType) -> str | None:
    if type_.name in ("timestamp", "timestamptz"):
        return f"{value} > '{_LAST_TIMESTAMP}' AND isfinite({value})"
    if type_.name == "interval":
        return f"NOT isfinite({value})"
    return None


def _as_text(value: str, type_: SourceType) -> str:
    if type_.builtin and type_.name == "money":
        return f"{value}::numeric::text"
    if type_.builtin and type_.name == "inet":
        # A cast would add /32 to a single host; this is how PostgreSQL displays it.
        return f"abbrev({value})"
    return f"{value}::text"
