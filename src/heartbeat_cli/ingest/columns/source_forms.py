"""How the source writes the values of each type down for a checksum; marts that hold them write them alike."""

from typing import Final

from heartbeat_cli.marts import Form, WholeNumber

LAST_TIMESTAMP: Final = "294246-12-31"
"""The year 294247 is where DuckDB's timestamps end; PostgreSQL's go 30 years further."""
_BEYOND: Final = 9000000000000000001


def timestamp_number(value: str) -> WholeNumber:
    """SQL of either side: `value` of a timestamp, and numbers of their own for one after the last and for -infinity."""
    return WholeNumber(_up_to(LAST_TIMESTAMP, value, _BEYOND))


def _up_to(last: str, value: str, beyond: int) -> str:
    """`value` of a date or timestamp, `beyond` of one after `last`, -`beyond` of -infinity."""
    return (
        f"CASE WHEN {{0}} > '{last}' THEN {beyond} WHEN {{0}} > '-infinity' THEN {value}"
        f" WHEN {{0}} IS NOT NULL THEN -{beyond} END"
    )


def bigint(sql: str) -> WholeNumber:
    """A bigint of the source."""
    return WholeNumber(f"({sql})::bigint")


_AS_TEXT: Final = "({0})::text"
_FLOAT4_BITS: Final = "('x' || encode(float4send({0}), 'hex'))::bit(32)"
_FLOAT8_BITS: Final = "('x' || encode(float8send({0}), 'hex'))::bit(64)"
PLAIN: Final = Form(_AS_TEXT)
# One for all integers: a column that is widened keeps its checksums.
INTEGER: Final = Form(_AS_TEXT, whole=WholeNumber("{0}"))
# The same on either side.
DAYS: Final = WholeNumber(_up_to("5874897-12-31", "({0}) - DATE '1970-01-01'", 2147483647), 31)
_DATE: Final = Form(
    "CASE WHEN isfinite({0}) THEN (({0}) - date '1970-01-01')::text ELSE ({0})::text END",
    whole=DAYS,
)
# date_part is PostgreSQL's one cheap way to a number: seconds in a double. Marts divide and multiply the same doubles,
# so both sides agree always; a change of one microsecond is sure to show up to the year 2041.
_TIMESTAMP: Final = Form(
    "CASE WHEN isfinite({0}) THEN (extract(epoch from {0}) * 1000000)::numeric(30,0)::text ELSE ({0})::text END",
    whole=timestamp_number("(date_part('epoch', {0}) * 1000000)::bigint"),
)
INTERVAL_PARTS: Final = (
    "(extract(year from {0}) * 12 + extract(month from {0}))::bigint::%(text)s || 'm' ||"
    " extract(day from {0})::bigint::%(text)s || 'd' || (extract(hour from {0}) * 3600000000"
    " + extract(minute from {0}) * 60000000 + extract(microseconds from {0}))::bigint::%(text)s"
)
"""Text of an interval on either side; `text` is the type it is cast to."""
_INTERVAL: Final = Form(f"CASE WHEN isfinite({{0}}) THEN {INTERVAL_PARTS % {'text': 'text'}} ELSE ({{0}})::text END")

SOURCE_FORMS: Final[dict[str, tuple[Form, str]]] = {
    "int2": (INTEGER, "bigint"),
    "int4": (INTEGER, "bigint"),
    "int8": (INTEGER, "bigint"),
    "float4": (Form(f"{_FLOAT4_BITS}::text", whole=bigint(_FLOAT4_BITS)), "double"),
    "float8": (Form(f"{_FLOAT8_BITS}::text", whole=bigint(_FLOAT8_BITS)), "double"),
    "bool": (Form(_AS_TEXT, whole=WholeNumber("({0})::int", 1)), "bool"),
    "text": (PLAIN, "text"),
    "varchar": (PLAIN, "text"),
    "uuid": (Form(_AS_TEXT, bytes_="uuid_send({0})"), "text"),
    "bytea": (Form("encode({0}, 'hex')"), "binary"),
    "date": (_DATE, "date"),
    "time": (PLAIN, "time"),
    "timetz": (PLAIN, "text"),
    "timestamp": (_TIMESTAMP, "timestamp"),
    "timestamptz": (_TIMESTAMP, "timestamp"),
    "interval": (_INTERVAL, "text"),
}
"""By catalogue name, with the type in dlt's words: the types whose values are more than their text."""
