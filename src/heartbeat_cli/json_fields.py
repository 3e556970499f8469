"""Reading back JSON that we wrote ourselves, and trusting none of it: what has not its type raises `DamagedError`.

A file may be cut off, edited, or another program's; whoever reads it takes all of it or nothing.
"""

import json
import math
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any


class DamagedError(ValueError):
    """Something else stands here than what was written."""


def read_object(text: bytes) -> Mapping[str, Any]:
    """The JSON object in `text`."""
    try:
        body = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise DamagedError(str(error)) from None
    return as_object(body)


def as_object(value: object) -> Mapping[str, Any]:
    """A value that is an object."""
    if not isinstance(value, dict):
        raise DamagedError("no object")
    return value


def text(body: Mapping[str, Any], name: str) -> str:
    """A text."""
    value = body.get(name)
    if not isinstance(value, str):
        raise DamagedError(name)
    return value


def maybe_text(body: Mapping[str, Any], name: str) -> str | None:
    """A text, or null."""
    return None if body.get(name) is None else text(body, name)


def whole(body: Mapping[str, Any], name: str) -> int:
    """A count: a whole number from zero."""
    value = body.get(name)
    if type(value) is not int or value < 0:
        raise DamagedError(name)
    return value


def maybe_whole(body: Mapping[str, Any], name: str) -> int | None:
    """An estimated count; one below zero is none."""
    value = body.get(name)
    if value is None or (type(value) is int and value < 0):
        return None
    return whole(body, name)


def real(body: Mapping[str, Any], name: str) -> float:
    """A measure: a finite number from zero."""
    value = body.get(name)
    try:
        # A truth value is a number to Python, and none to us.
        number = float(value) if isinstance(value, int | float) and not isinstance(value, bool) else math.nan
    except OverflowError:
        number = math.nan
    if not 0 <= number < math.inf:
        raise DamagedError(name)
    return number


def maybe_real(body: Mapping[str, Any], name: str) -> float | None:
    """An estimated measure; one below zero is none."""
    value = body.get(name)
    if value is None or (type(value) in (int, float) and value < 0):
        return None
    return real(body, name)


def moment(body: Mapping[str, Any], name: str) -> datetime:
    """An instant, in UTC."""
    try:
        value = datetime.fromisoformat(text(body, name))
        return (value if value.tzinfo else value.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        raise DamagedError(name) from None


def items(body: Mapping[str, Any], name: str) -> list[Any]:
    """A list of anything."""
    value = body.get(name)
    if not isinstance(value, list):
        raise DamagedError(name)
    return value


def texts(body: Mapping[str, Any], name: str) -> tuple[str, ...]:
    """A list of texts."""
    value = items(body, name)
    if not all(isinstance(item, str) for item in value):
        raise DamagedError(name)
    return tuple(value)
