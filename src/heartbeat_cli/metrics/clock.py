"""The moment a metric is computed for: every clock in its SQL is replaced by one instant before it runs.

Only so does `--as-of` give the same number twice, and only so can a number be held against a count made for that day.
PostgreSQL has more clocks than `now()`: `current_date`, the strings 'now' and 'today' cast to a time, and `age` of one
argument, which counts from the midnight of today. They are found in the tree of PostgreSQL's grammar and replaced in
the text, so that all else runs as it was written.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from heartbeat_cli.errors import RefusedError
from heartbeat_cli.files import NOWHERE, SqlPlace
from heartbeat_cli.metrics.functions import CLOCK_FUNCTIONS
from heartbeat_cli.metrics.reading import Node, parse

_DAYS_FROM_TODAY: Final = {"today": 0, "tomorrow": 1, "yesterday": -1}
_CLOCK_WORDS: Final = ("now", *_DAYS_FROM_TODAY)
_TIME_TYPES: Final = ("date", "time", "timetz", "timestamp", "timestamptz")
_TEXT_TYPES: Final = ("text", "varchar", "bpchar", "name")
_CALL: Final = re.compile(rb'[\w."]+\s*\(\s*\)')
_CALL_BEGUN: Final = re.compile(rb'[\w."]+\s*\(')
_VALUE: Final = re.compile(rb"\w+(?:\s*\(\s*\d+\s*\))?")
_STRING: Final = re.compile(rb"'(?:[^']|'')*'")


@dataclass(frozen=True, slots=True)
class _Edit:
    """Bytes of the SQL and what stands in their place."""

    start: int
    end: int
    text: str


def bind_clock(sql: str, as_of: datetime, place: SqlPlace = NOWHERE) -> str:
    """`sql` with every clock at `as_of` (UTC).

    Raises InvalidFileError for what is no SQL, RefusedError for a clock word in a string whose meaning only the
    database would decide.
    """
    written, moment = sql.encode(), as_of.astimezone(UTC)
    edits = [edit for node in _nodes(parse(sql, place)) if (edit := _edit(node, written, moment, sql, place))]
    for edit in sorted(edits, key=lambda e: (e.start, e.end), reverse=True):
        written = written[: edit.start] + edit.text.encode() + written[edit.end :]
    return written.decode()


@dataclass(frozen=True, slots=True)
class _Placed:
    """A node of the tree with the two casts around it, where it stands in one."""

    kind: str
    node: Node
    cast: str | None
    outer: str | None


def _nodes(tree: Any) -> Iterator[_Placed]:
    pending: list[tuple[Any, str | None, str | None]] = [(tree, None, None)]
    while pending:
        value, cast, outer = pending.pop()
        if isinstance(value, list):
            pending.extend((item, cast, outer) for item in value)
        elif isinstance(value, dict):
            for kind, child in value.items():
                if isinstance(child, dict):
                    yield _Placed(kind, child, cast, outer)
                inner = (_type(child), cast) if kind == "TypeCast" else (cast, outer) if kind == "arg" else (None, None)
                pending.append((child, *inner))


def _type(cast: Node) -> str:
    return str(cast["typeName"]["names"][-1]["String"]["sval"])


def _edit(placed: _Placed, written: bytes, moment: datetime, sql: str, place: SqlPlace) -> _Edit | None:
    if placed.kind == "FuncCall":
        return _call(placed.node, written, moment, sql, place)
    if placed.kind == "SQLValueFunction":
        return _found(_VALUE, placed.node, written, _value(placed.node, moment), sql, place)
    if placed.kind == "A_Const" and "sval" in placed.node:
        return _word(placed, written, moment, sql, place)
    return None


def _call(node: Node, written: bytes, moment: datetime, sql: str, place: SqlPlace) -> _Edit | None:
    name = node["funcname"][-1]["String"]["sval"]
    if name in CLOCK_FUNCTIONS:
        return _found(_CALL, node, written, _cast(moment.isoformat(" "), "TIMESTAMPTZ"), sql, place)
    if name == "age" and len(node.get("args", ())) == 1:
        edit = _found(_CALL_BEGUN, node, written, f"{_cast(moment.date().isoformat(), 'TIMESTAMP')}, ", sql, place)
        return _Edit(edit.end, edit.end, edit.text)
    return None


def _found(pattern: re.Pattern[bytes], node: Node, written: bytes, text: str, sql: str, place: SqlPlace) -> _Edit:
    start = node.get("location", 0)
    match = pattern.match(written, start)
    if match is None:
        raise RefusedError(
            "a clock is written so that it cannot be set to another day",
            where=place.at(sql, start),
            hint="Write now(), current_date or current_timestamp plainly.",
            code="sql_refused",
        )
    return _Edit(match.start(), match.end(), text)


def _cast(text: str, kind: str) -> str:
    return f"CAST('{text}' AS {kind})"


def _value(node: Node, moment: datetime) -> str:
    """`current_date` and its like; `current_timestamp(0)` is rounded to that many digits of a second."""
    name = node["op"].removeprefix("SVFOP_").removesuffix("_N")
    rounded = _rounded(moment, node.get("typmod", 0)) if node["op"].endswith("_N") else moment
    if name == "CURRENT_DATE":
        return _cast(moment.date().isoformat(), "DATE")
    if name == "CURRENT_TIME":
        return _cast(rounded.timetz().isoformat(), "TIMETZ")
    if name == "LOCALTIME":
        return _cast(rounded.time().isoformat(), "TIME")
    if name == "LOCALTIMESTAMP":
        return _cast(rounded.replace(tzinfo=None).isoformat(" "), "TIMESTAMP")
    return _cast(rounded.isoformat(" "), "TIMESTAMPTZ")


def _rounded(moment: datetime, digits: int) -> datetime:
    step = 10 ** (6 - min(digits, 6))
    return moment + timedelta(microseconds=(moment.microsecond + step // 2) // step * step - moment.microsecond)


def _word(placed: _Placed, written: bytes, moment: datetime, sql: str, place: SqlPlace) -> _Edit | None:
    """'now' and 'today' where they become a time."""
    text = placed.node["sval"].get("sval", "")
    words = text.strip().lower().split()
    if not words or words[0] not in _CLOCK_WORDS:
        return None
    if placed.cast in _TIME_TYPES and len(words) == 1:
        return _found(_STRING, placed.node, written, f"'{_word_at(words[0], placed.cast, moment)}'", sql, place)
    becomes_time = placed.cast in _TIME_TYPES or (placed.cast is not None and placed.outer is not None)
    if (placed.cast in _TEXT_TYPES or len(words) > 1) and not becomes_time:
        return None
    raise RefusedError(
        f"'{text}' may mean the time the database has, which cannot be set to another day",
        where=place.at(sql, placed.node.get("location", 0)),
        hint=f"Write now() or current_date for the time, '{text}'::text for the word.",
        code="sql_refused",
    )


def _word_at(word: str, kind: str | None, moment: datetime) -> str:
    if word in _DAYS_FROM_TODAY:
        midnight = moment.replace(hour=0, minute=0, second=0, microsecond=0)
        moment = midnight + timedelta(days=_DAYS_FROM_TODAY[word])
    if kind == "date":
        return moment.date().isoformat()
    if kind in ("time", "timetz"):
        return (moment.time() if kind == "time" else moment.timetz()).isoformat()
    return (moment.replace(tzinfo=None) if kind == "timestamp" else moment).isoformat(" ")
