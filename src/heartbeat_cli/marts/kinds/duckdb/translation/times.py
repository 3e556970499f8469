"""Functions of dates, times and intervals."""

import re
from collections.abc import Callable
from typing import Final

from heartbeat_cli.marts.kinds.duckdb.translation.casts import cast
from heartbeat_cli.marts.kinds.duckdb.translation.terms import (
    BOOLEAN,
    DATE,
    INTEGERS,
    INTERVAL,
    MOMENTS,
    TEXT,
    TIME,
    TIMESTAMP,
    TIMESTAMPTZ,
    UNKNOWN,
    WHOLE,
    NotAlikeError,
    Term,
    Type,
    as_double,
    is_number,
    numeric,
)  # fmt: skip

_PLAIN_FIELDS: Final = {
    "century": "century", "day": "day", "days": "day", "decade": "decade", "dow": "dow", "doy": "doy", "hour": "hour",
    "hours": "hour", "isodow": "isodow", "isoyear": "isoyear", "millennium": "millennium", "minute": "minute",
    "minutes": "minute", "month": "month", "months": "month", "quarter": "quarter", "week": "week", "weeks": "week",
    "year": "year", "years": "year",
}  # fmt: skip
_OF_DATES: Final = (
    "century",
    "day",
    "decade",
    "dow",
    "doy",
    "isodow",
    "isoyear",
    "millennium",
    "month",
    "quarter",
    "week",
    "year",
)
_OF_INTERVALS: Final = ("day", "hour", "minute", "month", "year")
_OF_TIMES: Final = ("hour", "minute")
_SECONDS: Final = {"second": 6, "seconds": 6, "millisecond": 3, "milliseconds": 3, "microsecond": 0, "microseconds": 0}
_UNITS: Final = (
    "microseconds", "milliseconds", "second", "minute", "hour", "day", "week", "month", "quarter", "year", "decade",
    "century", "millennium",
)  # fmt: skip
_ZONE: Final = re.compile(r"[A-Za-z]+(?:[/_-][A-Za-z]+)*")
_TOKENS: Final = {
    "YYYY": "%Y", "IYYY": "%G", "HH24": "%H", "MM": "%m", "DD": "%d", "MI": "%M", "SS": "%S", "IW": "%V", "US": "%f",
    "DDD": "%j",
}  # fmt: skip
_FORMAT: Final = re.compile("(" + "|".join(sorted(_TOKENS, key=len, reverse=True)) + r")|([-/:._ ,]|T(?=HH24))")


def time_function(name: str, arguments: list[Term]) -> Term | None:
    """A call of a function of times; None where `name` is none."""
    handler = _HANDLERS.get(name)
    return handler(name, arguments) if handler is not None else None


def at_zone(zone: Term, moment: Term) -> Term:
    """`moment AT TIME ZONE zone`: a timestamp of the zone for a timestamptz, and the other way round."""
    moment = cast(moment, TIMESTAMPTZ) if moment.type in (DATE, UNKNOWN) else moment
    if moment.type not in (TIMESTAMP, TIMESTAMPTZ):
        raise NotAlikeError(f"AT TIME ZONE of {moment.type}", "it of a timestamp.")
    other = TIMESTAMPTZ if moment.type == TIMESTAMP else TIMESTAMP
    return Term(f"timezone({_zone(zone)}, {moment.sql})", other)


def _zone(zone: Term) -> str:
    if zone.text is None or not _ZONE.fullmatch(zone.text):
        raise NotAlikeError("a time zone that is not written as a name", "AT TIME ZONE 'Europe/Berlin' or 'UTC'.")
    return f"'{zone.text}'"


def _extract(name: str, arguments: list[Term]) -> Term:
    field, moment = arguments
    word = (field.text or "").lower()
    if moment.type == UNKNOWN:
        raise NotAlikeError(f"{name} of a string", "timestamp '…' or interval '…'.")
    value = _part(word, moment)
    return as_double(value) if name == "date_part" else value


def _part(word: str, moment: Term) -> Term:
    if word == "epoch":
        return _epoch(moment)
    if word in _SECONDS and moment.type in (TIMESTAMP, TIMESTAMPTZ, TIME, INTERVAL):
        return _micros(f"extract(microseconds FROM {moment.sql})", _SECONDS[word])
    plain = _PLAIN_FIELDS.get(word, "")
    allowed = {DATE: _OF_DATES, INTERVAL: _OF_INTERVALS, TIME: _OF_TIMES}.get(
        moment.type, tuple(_PLAIN_FIELDS.values())
    )
    if plain not in allowed or moment.type not in (*MOMENTS, INTERVAL, TIME):
        raise NotAlikeError(
            f"extract({word} FROM {moment.type})",
            "epoch, year, month, day, hour, minute, second, dow, isodow, doy or week.",
        )
    return Term(f"CAST(extract({plain} FROM {moment.sql}) AS DECIMAL(19, 0))", WHOLE)


def _micros(sql: str, scale: int) -> Term:
    """Microseconds as a numeric of `scale` digits, in units of that many of them."""
    whole = f"CAST({sql} AS DECIMAL(30, 0))"
    return Term(f"({whole} * {10**-scale:.{scale}f})" if scale else whole, numeric(scale))


def _epoch(moment: Term) -> Term:
    if moment.type == DATE:
        return Term(f"CAST(epoch({moment.sql}) AS DECIMAL(19, 0))", WHOLE)
    if moment.type in (TIMESTAMP, TIMESTAMPTZ):
        return _micros(f"epoch_us({moment.sql})", 6)
    if moment.type == INTERVAL:
        return _micros(f"hb_pg.interval_epoch({moment.sql})", 6)
    if moment.type == TIME:
        return _micros(f"epoch_us({moment.sql})", 6)
    raise NotAlikeError(f"extract(epoch FROM {moment.type})", "it of a timestamp, a date or an interval.")


def _truncate(_: str, arguments: list[Term]) -> Term:
    unit, moment = (arguments[0].text or "").lower(), arguments[1]
    unit = "microseconds" if unit == "microsecond" else "milliseconds" if unit == "millisecond" else unit
    if unit not in _UNITS:
        raise NotAlikeError(f"date_trunc('{unit}', …)", "one of " + ", ".join(_UNITS) + ".")
    if moment.type in (DATE, UNKNOWN):
        moment = cast(moment, TIMESTAMPTZ)
    if moment.type not in (TIMESTAMP, TIMESTAMPTZ):
        raise NotAlikeError(f"date_trunc of {moment.type}", "it of a date or timestamp.")
    if len(arguments) == 3:
        if moment.type != TIMESTAMPTZ:
            raise NotAlikeError(
                "date_trunc with a zone of a timestamp without one", "it of a timestamp with time zone."
            )
        zone = _zone(arguments[2])
        return Term(f"timezone({zone}, date_trunc('{unit}', timezone({zone}, {moment.sql})))", TIMESTAMPTZ)
    return Term(f"CAST(date_trunc('{unit}', {moment.sql}) AS {_spelled(moment.type)})", moment.type)


def _spelled(type_: Type) -> str:
    return "TIMESTAMPTZ" if type_ == TIMESTAMPTZ else "TIMESTAMP"


def _bin(_: str, arguments: list[Term]) -> Term:
    stride, moment, origin = arguments
    stride = cast(stride, INTERVAL) if stride.type == UNKNOWN else stride
    if " 0 months" not in f" {stride.sql.removeprefix('INTERVAL').strip().strip(chr(39))}":
        raise NotAlikeError("date_bin with a stride of months", "date_trunc('month', …).")
    moment = cast(moment, TIMESTAMPTZ) if moment.type in (DATE, UNKNOWN) else moment
    origin = cast(origin, moment.type)
    step = f"hb_pg.interval_epoch({stride.sql})"
    since = f"(epoch_us({moment.sql}) - epoch_us({origin.sql}))"
    down = f"CAST(floor({since} / {step}) AS BIGINT) * CAST({step} AS BIGINT)"
    return Term(f"({origin.sql} + to_microseconds({down}))", moment.type)


def _to_char(_: str, arguments: list[Term]) -> Term:
    moment, pattern = arguments
    if moment.type not in MOMENTS or pattern.text is None:
        raise NotAlikeError(
            f"to_char of {moment.type}", "round(x, 2)::text of a number, to_char(t, 'YYYY-MM-DD') of a time."
        )
    return Term(f"strftime({moment.sql}, '{_strftime(pattern.text)}')", TEXT)


def _strftime(pattern: str) -> str:
    written, at = [], 0
    while at < len(pattern):
        found = _FORMAT.match(pattern, at)
        if found is None:
            raise NotAlikeError(
                f"to_char(…, '{pattern}')", "YYYY, MM, DD, HH24, MI, SS, US, IYYY, IW, DDD, or extract(…)."
            )
        written.append(_TOKENS.get(found[0], found[0]))
        at = found.end()
    return "".join(written)


def _to_timestamp(_: str, arguments: list[Term]) -> Term:
    if len(arguments) != 1 or not is_number(arguments[0].type):
        raise NotAlikeError("to_timestamp of a text", "x::timestamptz of a text written 2026-05-08 08:00:00+00.")
    seconds = as_double(arguments[0]).sql
    return Term(f"make_timestamptz(CAST(round_even({seconds} * 1000000.0, 0) AS BIGINT))", TIMESTAMPTZ)


def _to_date(_: str, __: list[Term]) -> Term:
    raise NotAlikeError("to_date, which reads what is no date at all", "x::date of a text written 2026-05-08.")


def _date(_: str, arguments: list[Term]) -> Term:
    return cast(arguments[0], DATE)


def _timezone(_: str, arguments: list[Term]) -> Term:
    return at_zone(*arguments)


def _overlaps(_: str, arguments: list[Term]) -> Term:
    """(start, end) OVERLAPS (start, end); an interval in the place of an end is added to its start."""
    kind = next((t.type for t in arguments if t.type in (*MOMENTS, TIME)), TIMESTAMP)
    ends = []
    for start, end in (arguments[:2], arguments[2:]):
        start = cast(start, kind)
        if end.type == INTERVAL:
            end = Term(f"({start.sql} + {end.sql})", kind)
        ends += [start.sql, cast(end, kind).sql]
    return Term(f"hb_pg.overlapping({', '.join(ends)})", BOOLEAN)


def _make_interval(_: str, __: list[Term]) -> Term:
    raise NotAlikeError("make_interval(…)", "interval '1 hour' * n.")


_PARTS: Final = {
    "years": "to_years",
    "months": "to_months",
    "weeks": "to_weeks",
    "days": "to_days",
    "hours": "to_hours",
    "mins": "to_minutes",
}


def make_interval(named: dict[str, Term]) -> Term:
    """make_interval(hours => …)."""
    parts = []
    for part, term in named.items():
        if part == "secs":
            parts.append(f"to_microseconds(CAST(round_even({as_double(term).sql} * 1000000.0, 0) AS BIGINT))")
        elif part in _PARTS and term.type in INTEGERS:
            parts.append(f"{_PARTS[part]}(CAST({term.sql} AS {'BIGINT' if part in ('hours', 'mins') else 'INTEGER'}))")
        else:
            raise NotAlikeError(
                f"make_interval({part} => {term.type})", "whole years, months, weeks, days, hours, mins; secs."
            )
    return Term("(" + " + ".join(parts or ["INTERVAL '0 days'"]) + ")", INTERVAL)


_HANDLERS: Final[dict[str, Callable[[str, list[Term]], Term]]] = {
    "extract": _extract, "date_part": _extract, "date_trunc": _truncate, "date_bin": _bin, "to_char": _to_char,
    "to_timestamp": _to_timestamp, "to_date": _to_date, "date": _date, "timezone": _timezone, "overlaps": _overlaps,
    "make_interval": _make_interval,
}  # fmt: skip
