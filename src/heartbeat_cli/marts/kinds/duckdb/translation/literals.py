"""What PostgreSQL reads in a string that becomes a time, an interval or a number, written so that DuckDB cannot differ.

Only spellings that mean one thing everywhere: `08/05/2026` depends on a setting, and is refused.
"""

import re
from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal, InvalidOperation
from typing import Final

from heartbeat_cli.marts.kinds.duckdb.translation.terms import (
    BOOLEAN,
    DATE,
    DOUBLE,
    INTEGERS,
    INTERVAL,
    JSON,
    REAL,
    TEXT,
    TIME,
    TIMESTAMP,
    TIMESTAMPTZ,
    UUID,
    NotAlikeError,
    Term,
    Type,
    in_duckdb,
    is_number,
    literal,
    numeric,
)  # fmt: skip

_MOMENT: Final = re.compile(
    r"(\d{4}-\d{2}-\d{2})(?:[ T](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?) ?(Z|UTC|[+-]\d{2}(?::?\d{2})?)?)?", re.IGNORECASE
)
_CLOCK: Final = re.compile(r"\d{2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?")
_UNITS: Final = {
    "microseconds": ("microsecond", "us"), "milliseconds": ("millisecond", "ms"),
    "seconds": ("second", "secs", "sec", "s"), "minutes": ("minute", "mins", "min", "m"),
    "hours": ("hour", "hrs", "hr", "h"), "days": ("day", "d"), "weeks": ("week", "w"),
    "months": ("month", "mons", "mon"), "years": ("year", "yrs", "yr", "y"),
}  # fmt: skip
_UNIT_OF: Final = {spelled: unit for unit, others in _UNITS.items() for spelled in (unit, *others)}
_MICROS: Final = {
    "microseconds": 1, "milliseconds": 1000, "seconds": 10**6, "minutes": 60 * 10**6, "hours": 3600 * 10**6,
    "days": 86400 * 10**6, "weeks": 7 * 86400 * 10**6, "months": 30 * 86400 * 10**6,
}  # fmt: skip
_PART: Final = re.compile(
    r"\s*([+-]?)\s*(?:(\d+):(\d{2})(?::(\d{2}(?:\.\d{1,6})?))?|(\d*\.?\d+)\s*([a-z]+))\s*", re.IGNORECASE
)
_TRUE, _FALSE = (
    ("t", "tr", "tru", "true", "y", "ye", "yes", "on", "1"),
    ("f", "fa", "fal", "fals", "false", "n", "no", "of", "off", "0"),
)
_WRITE_MOMENT: Final = "2026-05-08 or 2026-05-08 08:00:00+00."
_WHOLE: Final = re.compile(r"\s*[+-]?\d+\s*")
_ENDLESS: Final = ("infinity", "-infinity")


def read_literal(text: str, type_: Type) -> Term:
    """A string as a value of `type_`."""
    if type_ == TEXT:
        return Term(literal(text), TEXT)
    if type_ in (DATE, TIMESTAMP, TIMESTAMPTZ):
        return _moment(text, type_)
    if type_ == TIME:
        return _time_of_day(text)
    if type_ == INTERVAL:
        return Term(_written(*read_interval(text)), INTERVAL)
    if type_ == BOOLEAN:
        return _boolean(text)
    if is_number(type_):
        return _number(text, type_)
    if type_.element is not None:
        return _array(text, type_)
    if type_ in (UUID, JSON):
        return Term(f"CAST({literal(text)} AS {in_duckdb(type_)})", type_)
    raise NotAlikeError(f"'{text}' as {type_}", "a value of a plainer type.")


def read_moment(text: str) -> datetime:
    """A date and time; without a zone it is UTC. Raises NotAlikeError."""
    found = _MOMENT.fullmatch(text.strip())
    if found is None:
        raise NotAlikeError(f"the time '{text}'", _WRITE_MOMENT)
    day, clock, zone = found.groups()
    try:
        moment = datetime.combine(date.fromisoformat(day), time.fromisoformat(clock) if clock else time())
    except ValueError:
        raise NotAlikeError(f"'{text}', which is no date and time", _WRITE_MOMENT) from None
    return moment.replace(tzinfo=_zone(zone))


def _zone(text: str | None) -> timezone:
    if text is None or text.upper() in ("Z", "UTC"):
        return UTC
    digits = text[1:].replace(":", "").ljust(4, "0")
    offset = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    return timezone(-offset if text[0] == "-" else offset)


def _moment(text: str, type_: Type) -> Term:
    if text.strip().lower() in _ENDLESS:
        return Term(f"CAST('{text.strip().lower()}' AS {in_duckdb(type_)})", type_)
    moment = read_moment(text)
    if type_ == DATE:
        return Term(f"DATE '{moment.date().isoformat()}'", DATE)
    if type_ == TIMESTAMP:
        return Term(f"TIMESTAMP '{moment.replace(tzinfo=None).isoformat(' ')}'", TIMESTAMP)
    return Term(f"TIMESTAMPTZ '{moment.astimezone(UTC).isoformat(' ')}'", TIMESTAMPTZ)


def _time_of_day(text: str) -> Term:
    if not _CLOCK.fullmatch(text.strip()):
        raise NotAlikeError(f"the time of day '{text}'", "08:00 or 08:00:00.")
    return Term(f"TIME '{time.fromisoformat(text.strip()).isoformat()}'", TIME)


def read_interval(text: str, unit: str | None = None) -> tuple[int, int, int]:
    """Months, days and microseconds; `unit` is that of a bare number."""
    rest = text.strip()
    if unit and re.fullmatch(r"[+-]?\d*\.?\d+", rest):
        rest = f"{rest} {unit}"
    months, days, micros = 0, 0, Decimal(0)
    while rest:
        found = _PART.match(rest)
        if found is None or (found[6] and found[6].lower() not in _UNIT_OF):
            raise NotAlikeError(f"the interval '{text}'", "interval '1 day 02:30:00' or '3 months 2 days 4 hours'.")
        sign = -1 if found[1] == "-" else 1
        if found[5] is None:
            clock = int(found[2]) * 3600 + int(found[3]) * 60 + Decimal(found[4] or 0)
            micros += sign * clock * 10**6
        else:
            more = _measured(sign * Decimal(found[5]), _UNIT_OF[found[6].lower()])
            months, days, micros = months + more[0], days + more[1], micros + more[2]
        rest = rest[found.end() :]
    return months, days, int(micros.to_integral_value())


def _measured(count: Decimal, unit: str) -> tuple[int, int, Decimal]:
    """PostgreSQL hands a fraction of a month down as days of thirty a month, of a day as time."""
    if unit == "years":
        return int((count * 12).to_integral_value()), 0, Decimal(0)
    if unit == "months":
        whole = int(count)
        days = (count - whole) * 30
        return whole, int(days), (days - int(days)) * _MICROS["days"]
    if unit in ("weeks", "days"):
        days = count * (7 if unit == "weeks" else 1)
        return 0, int(days), (days - int(days)) * _MICROS["days"]
    return 0, 0, count * _MICROS[unit]


def _written(months: int, days: int, micros: int) -> str:
    return f"INTERVAL '{months} months {days} days {micros} microseconds'"


def _boolean(text: str) -> Term:
    word = text.strip().lower()
    if word not in (*_TRUE, *_FALSE):
        raise NotAlikeError(f"'{text}' as a boolean", "true or false.")
    return Term("TRUE" if word in _TRUE else "FALSE", BOOLEAN)


def _number(text: str, type_: Type) -> Term:
    word = text.strip()
    if type_ in INTEGERS:
        if not _WHOLE.fullmatch(text):
            raise NotAlikeError(f"'{text}' as {type_}", "a whole number.")
        return Term(f"CAST({int(word)} AS {in_duckdb(type_)})", type_)
    if type_ in (DOUBLE, REAL):
        if word.lower() in (*_ENDLESS, "nan"):
            return Term(f"CAST('{word.lower()}' AS {in_duckdb(type_)})", type_)
        _decimal(text)
        return Term(f"CAST('{word}' AS {in_duckdb(type_)})", type_)
    return number(_decimal(text))


def _decimal(text: str) -> Decimal:
    try:
        value = Decimal(text.strip())
    except InvalidOperation:
        value = Decimal("NaN")
    if not value.is_finite():
        raise NotAlikeError(f"'{text}' as a number", "a number like 12.5.")
    return value


def number(value: Decimal) -> Term:
    """A numeric with its own digits."""
    scale = max(0, -int(value.as_tuple().exponent))
    text = f"{value:f}"
    if len(text.lstrip("-").replace(".", "")) > 38:
        raise NotAlikeError(f"the number {text}", "a number of at most 38 digits.")
    digits = len(text.lstrip("-").replace(".", ""))
    return Term(
        f"CAST({literal(text)} AS DECIMAL({max(digits, scale)}, {scale}))" if "." not in text else text, numeric(scale)
    )


def _array(text: str, type_: Type) -> Term:
    inner = text.strip()
    assert type_.element is not None
    if not re.fullmatch(r'\{[^{}"\\]*\}', inner):
        raise NotAlikeError(f"the array '{text}'", "ARRAY['a', 'b'].")
    items = [item.strip() for item in inner[1:-1].split(",")] if inner[1:-1].strip() else []
    values = ["NULL" if item.lower() == "null" else read_literal(item, type_.element).sql for item in items]
    return Term(f"CAST([{', '.join(values)}] AS {in_duckdb(type_)})", type_)
