"""SQL for DuckDB: the text a dump has of a value -> the value, in the type DuckDB marts have for it.

What PostgreSQL writes is what is read: a text PostgreSQL would take for a value of the type, but never writes (`1_000`,
a date by the name of its month), is none here, rather than guessed at.
"""

from dataclasses import dataclass
from typing import Final

from heartbeat_cli.ingest.columns.source_forms import LAST_TIMESTAMP
from heartbeat_cli.marts import find_marts_kind
from heartbeat_cli.pgschema import literal
from heartbeat_cli.sources import SourceType, numeric_modifier

KIND: Final = "duckdb"
_DAY: Final = "[0-9]{4,7}-[0-9]{2}-[0-9]{2}"
_CLOCK: Final = "[0-9]{2}:[0-9]{2}:[0-9]{2}([.][0-9]{1,6})?"
_ZONE: Final = "[+-][0-9]{2}(:[0-9]{2}){0,2}"
_ENDLESS: Final = "-?infinity"
_SHAPES: Final = {
    "int2": "-?[0-9]+",
    "int4": "-?[0-9]+",
    "int8": "-?[0-9]+",
    "oid": "[0-9]+",
    "float4": "-?[0-9]+([.][0-9]+)?(e[+-]?[0-9]+)?|NaN|-?Infinity",
    "float8": "-?[0-9]+([.][0-9]+)?(e[+-]?[0-9]+)?|NaN|-?Infinity",
    "bool": "t|f|true|false",
    "uuid": "[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}",
    "bytea": r"\\x([0-9a-fA-F]{2})*|([^\\]|\\\\|\\[0-3][0-7]{2})*",
    "date": f"{_DAY}( BC)?|{_ENDLESS}",
    "time": _CLOCK,
    "timetz": f"{_CLOCK}{_ZONE}",
    "timestamp": f"{_DAY} {_CLOCK}( BC)?|{_ENDLESS}",
    "timestamptz": f"{_DAY} {_CLOCK}{_ZONE}( BC)?|{_ENDLESS}",
    "interval": (
        "([+-]?[0-9]+ years?)? ?([+-]?[0-9]+ mons?)? ?([+-]?[0-9]+ days?)?"
        " ?([+-]?[0-9]+:[0-9]{2}:[0-9]{2}([.][0-9]+)?)?"
        f"|{_ENDLESS}"
    ),
}
_INTERVAL: Final = (
    "to_months((coalesce(try_cast(regexp_extract({0}, '([+-]?[0-9]+) year', 1) AS INTEGER), 0) * 12"
    " + coalesce(try_cast(regexp_extract({0}, '([+-]?[0-9]+) mon', 1) AS INTEGER), 0))::INTEGER)"
    " + to_days(coalesce(try_cast(regexp_extract({0}, '([+-]?[0-9]+) day', 1) AS INTEGER), 0))"
    " + to_microseconds((CASE WHEN regexp_matches({0}, '-[0-9]+:[0-9]{2}:') THEN -1 ELSE 1 END)"
    " * (coalesce(try_cast(regexp_extract({0}, '([0-9]+):[0-9]{2}:', 1) AS BIGINT), 0) * 3600000000"
    " + coalesce(try_cast(regexp_extract({0}, ':([0-9]{2}):', 1) AS BIGINT), 0) * 60000000"
    " + coalesce((try_cast(regexp_extract({0}, ':([0-9]{2}([.][0-9]+)?)$', 1) AS DECIMAL(18,6))"
    " * 1000000)::BIGINT, 0)))"
)
# A database whose bytea_output is `escape` writes printable bytes as they are.
_HEX: Final = (
    "CASE WHEN starts_with({0}, '\\x') THEN substr({0}, 3) WHEN {0} IS NOT NULL THEN array_to_string("
    "list_transform(regexp_extract_all({0}, '(?s)\\\\[0-3][0-7]{2}|\\\\\\\\|.'), lambda b: format('{:02x}',"
    " CASE WHEN length(b) = 4 THEN b[2]::INTEGER * 64 + b[3]::INTEGER * 8 + b[4]::INTEGER"
    " ELSE ascii(b[1]) END)), '') END"
)
_BC: Final = "regexp_replace({0}, '^([^ ]+)(.*) BC$', '\\1 (BC)\\2')"
_ITEM: Final = '"(?:[^"\\\\]|\\\\.)*"|[^{}",]+'
_CENTS: Final = "-?[^0-9.,()-]*[0-9]{1,3}((,[0-9]{3})*|[0-9]*)([.][0-9]+)?"
_ENDS: Final = '([\\[(])"?([^",]*)"?,"?([^",\\])]*)"?([\\])])'


@dataclass(frozen=True, slots=True)
class DumpCast:
    """How the text of a column becomes its value.

    `value` gives it, NULL where there is none; `fits` says that a text is one of the type, `holds` (None: always) that
    DuckDB's type has a place for it. `text` is what PostgreSQL would write, for a column that lands as text.
    """

    value: str
    fits: str
    holds: str | None
    text: str


def dump_cast(column: str, type_: SourceType) -> DumpCast:
    """For the texts in `column`, SQL of a VARCHAR, of a type of the source."""
    if type_.element is not None:
        return _array(column, type_)
    name = type_.name if type_.builtin else ""
    if name == "numeric":
        return _numeric(column, type_)
    native = find_marts_kind(KIND).map_column("c", type_, as_text=False).type
    if name in _SHAPES:
        return _native(column, name, native)
    if name in ("json", "jsonb"):
        return DumpCast(f"{column}::JSON", f"json_valid({column})", None, column)
    text = _text(column, name)
    fits = f"regexp_full_match({column}, {literal(_CENTS)})" if name == "money" else "true"
    return DumpCast(text, fits, None, text)


def _native(column: str, name: str, native: str) -> DumpCast:
    shape = f"regexp_full_match({column}, {literal(_SHAPES[name])})"
    holds = None
    if name == "bytea":
        value = f"TRY(from_hex({_HEX.replace('{0}', column)}))"
    elif name == "interval":
        value = f"CASE WHEN {column} <> '' THEN {_INTERVAL.replace('{0}', column)} END"
        holds = f"NOT {column} LIKE '%infinity'"
    else:
        value = f"TRY_CAST({_BC.replace('{0}', column) if 'date' in name or 'stamp' in name else column} AS {native})"
    fits = f"{shape} AND {value} IS NOT NULL"
    if name in ("timestamp", "timestamptz"):
        # Years beyond DuckDB's have six digits, and it reads some that the sums of both sides do not.
        far = f"regexp_matches({column}, '^29(4[2-9]|[5-9])[0-9]{{3}}-|^294[2-9]')"
        holds = f"(NOT {far} OR coalesce({value} <= '{LAST_TIMESTAMP}', false))"
        fits = f"{shape} AND ({value} IS NOT NULL OR {far})"
    return DumpCast(value, fits, holds, _spelled(column, value, name))


def _spelled(column: str, value: str, name: str) -> str:
    """The value as PostgreSQL writes it in a session of ours: moments in UTC, bytes in hexadecimal."""
    if name == "bool":
        return f"CASE WHEN {column} IN ('t', 'true') THEN 'true' WHEN {column} IS NOT NULL THEN 'false' END"
    if name == "bytea":
        return f"'\\x' || lower({_HEX.replace('{0}', column)})"
    if name == "timestamptz":
        written = find_marts_kind(KIND).written_as_text("v", SourceType(name)).replace('"v"', f"({value})")
        return f"coalesce({written}, {column})"
    return column


def _numeric(column: str, type_: SourceType) -> DumpCast:
    if type_.typmod < 0:
        return DumpCast(column, f"regexp_full_match({column}, '-?[0-9]+([.][0-9]+)?|NaN|-?Infinity')", None, column)
    native = find_marts_kind(KIND).map_column("c", type_, as_text=False).type
    _, scale = numeric_modifier(type_.typmod)
    digits = f"regexp_full_match({column}, '-?[0-9]+([.][0-9]{{0,{max(scale, 0)}}}0*)?')"
    if native == "VARCHAR":
        return DumpCast(column, f"({digits} OR {column} = 'NaN')", None, column)
    value = f"TRY_CAST({column} AS {native})"
    return DumpCast(value, f"({digits} AND {value} IS NOT NULL OR {column} = 'NaN')", f"{column} <> 'NaN'", column)


def _text(column: str, name: str) -> str:
    """The value as text, where DuckDB has no type for it."""
    if name == "bpchar":
        return f"rtrim({column}, ' ')"
    if name == "money":
        return f"regexp_replace({column}, '[^0-9.-]', '', 'g')"
    if name in ("tstzrange", "tstzmultirange"):
        return _ranges(column)
    return column


def _ranges(column: str) -> str:
    """Ranges of moments in UTC."""

    def end(number: int) -> str:
        found = f"regexp_extract(r, {literal(_ENDS)}, {number})"
        moment = dump_cast(found, SourceType("timestamptz")).text
        return f"CASE WHEN {found} IN ('', 'infinity', '-infinity') THEN {found} ELSE '\"' || {moment} || '\"' END"

    opened, closed = (f"regexp_extract(r, {literal(_ENDS)}, {number})" for number in (1, 4))
    one = f"{opened} || {end(2)} || ',' || {end(3)} || {closed}"
    several = f"list_transform(regexp_extract_all({column}, {literal(_ENDS)}), lambda r: {one})"
    joined = f"array_to_string({several}, ',')"
    return (
        f"CASE WHEN {column} = 'empty' THEN {column}"
        f" WHEN {column} LIKE '{{%' THEN '{{' || {joined} || '}}' WHEN {column} IS NOT NULL THEN {joined} END"
    )


def _array(column: str, type_: SourceType) -> DumpCast:
    element = type_.element
    assert element is not None
    delimiter = ";" if element.builtin and element.name == "box" else ","
    item = _ITEM.replace(",", delimiter)
    quoted = "regexp_replace(substr(i, 2, length(i) - 2), '(?s)\\\\(.)', '\\1', 'g')"
    texts = (
        f"list_transform(regexp_extract_all({column}, {literal('(?s)' + item)}),"
        f" lambda i: CASE WHEN i[1] = '\"' THEN {quoted} WHEN upper(i) = 'NULL' THEN NULL ELSE i END)"
    )
    native = find_marts_kind(KIND).map_column("c", type_, as_text=False).type
    inner = dump_cast("t", element)
    value = inner.value if native != "VARCHAR[]" else inner.text
    shape = f"({column} NOT LIKE '{{{{%' AND {column} NOT LIKE '[%')"
    listed = f"CASE WHEN {column} IS NOT NULL THEN list_transform({texts}, lambda t: {value})::{native} END"
    bad = f"len(list_filter({texts}, lambda t: t IS NOT NULL AND NOT coalesce({inner.fits}, false)))"
    unheld = f" AND len(list_filter({texts}, lambda t: NOT ({inner.holds}))) = 0" if inner.holds else ""
    return DumpCast(
        listed,
        f"(NOT {shape} OR ({column} LIKE '{{%}}' AND {bad} = 0))",
        f"({shape}{unheld})",
        column,
    )
