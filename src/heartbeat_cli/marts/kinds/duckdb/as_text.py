"""Values that landed in DuckDB in a type of their own, as PostgreSQL would have written them.

For rows that stand in the marts only: the source cannot be asked for them again when their column becomes text. A float
in an array keeps DuckDB's spelling where PostgreSQL would begin to write exponents (1000000000000000 for 1e+15).
"""

from typing import Final

from heartbeat_cli.pgschema import quote
from heartbeat_cli.sources import SourceType

# DuckDB writes .07 for 0.07 where a decimal has no digit before the point.
_DECIMAL: Final = "regexp_replace(({0})::VARCHAR, '^(-?)[.]', '\\10.')"
# `0044-03-15 (BC) 01:02:03` is `0044-03-15 01:02:03 BC`.
_TIMESTAMP: Final = "regexp_replace(({0})::VARCHAR, '^(.*) [(]BC[)](.*)$', '\\1\\2 BC')"
_FLOAT: Final = (
    "CASE WHEN isnan({0}) THEN 'NaN' WHEN isinf({0}) THEN CASE WHEN {0} > 0 THEN 'Infinity' ELSE '-Infinity' END"
    " ELSE regexp_replace(({0})::VARCHAR, '[.]0$', '') END"
)


def _interval() -> str:
    """Each part has a sign of its own, also a plus after a negative one."""
    years, months, days = (f"extract({part} FROM {{0}})" for part in ("year", "month", "day"))
    micros = (
        "(extract(hour FROM {0}) * 3600000000 + extract(minute FROM {0}) * 60000000 + extract(microseconds FROM {0}))"
    )
    before_days = f"({years} < 0 OR {months} < 0)"
    before_time = f"CASE WHEN {days} <> 0 THEN {days} < 0 ELSE {before_days} END"
    counted = [
        _counted(years, "year", "false"),
        _counted(months, "mon", "false"),
        _counted(days, "day", before_days),
    ]
    sign = f"CASE WHEN {micros} < 0 THEN '-' WHEN {before_time} THEN '+' ELSE '' END"
    time = (
        f"CASE WHEN {micros} <> 0 OR ({years} = 0 AND {months} = 0 AND {days} = 0)"
        f" THEN {sign} || to_microseconds(abs({micros})::BIGINT)::VARCHAR END"
    )
    return f"CASE WHEN {{0}} IS NOT NULL THEN concat_ws(' ', {', '.join([*counted, time])}) END"


def _counted(number: str, unit: str, after_negative: str) -> str:
    return (
        f"CASE WHEN {number} <> 0 THEN CASE WHEN {after_negative} AND {number} > 0 THEN '+' ELSE '' END"
        f" || {number}::VARCHAR || CASE WHEN {number} = 1 THEN ' {unit}' ELSE ' {unit}s' END END"
    )


_SPELLED: Final = {
    "numeric": _DECIMAL,
    "date": _TIMESTAMP,
    "timestamp": _TIMESTAMP,
    "timestamptz": _TIMESTAMP,
    "interval": _interval(),
    "float4": _FLOAT,
    "float8": _FLOAT,
    "bytea": "'\\x' || lower(hex({0}))",
    # Only in arrays: a boolean alone always fits.
    "bool": "CASE WHEN {0} THEN 't' WHEN NOT {0} THEN 'f' END",
}
_IN_ARRAY: Final = (
    "CASE WHEN t = '' OR upper(t) = 'NULL' OR regexp_matches(t, '[{}\",\\\\\\s\\v]')"
    """ THEN '"' || regexp_replace(t, '(["\\\\])', '\\\\\\1', 'g') || '"' ELSE coalesce(t, 'NULL') END"""
)


def as_postgres_writes(column: str, type_: SourceType) -> str:
    """SQL for DuckDB: the text of the values of `column`, which has the type that the source's `type_` lands in."""
    value = quote(column)
    if type_.element is None:
        return _spelled(type_).replace("{0}", value)
    texts = f"list_transform({value}, lambda e: {_spelled(type_.element).replace('{0}', 'e')})"
    items = f"array_to_string(list_transform({texts}, lambda t: {_IN_ARRAY}), ',')"
    return f"CASE WHEN {value} IS NOT NULL THEN '{{' || {items} || '}}' END"


def _spelled(type_: SourceType) -> str:
    return _SPELLED.get(type_.name, "({0})::VARCHAR") if type_.builtin else "({0})::VARCHAR"
