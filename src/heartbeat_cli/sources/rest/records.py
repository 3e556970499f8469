"""The records of an answer."""

from typing import Any

from heartbeat_cli.sources.failures import ApiFailedError
from heartbeat_cli.sources.rest.paths import every_at
from heartbeat_cli.sources.rest.seen import names_of
from heartbeat_cli.sources.stream import Record


def records_of(body: Any, selector: str | None) -> list[Record]:
    """The records of an answer: those at `selector`, or its only list. Raises ApiFailedError where there are none."""
    found = _selected(body, selector) if selector else _only_list(body)
    for record in found:
        if not isinstance(record, dict):
            what = f"the records are no objects, but {_kind(record)}"
            raise ApiFailedError(what, hint="Does data_selector lead to them?")
    return found


def lists_of(body: Any) -> dict[str, list[Any]]:
    """The lists that stand at the top of an answer, by name."""
    return {name: value for name, value in body.items() if isinstance(value, list)} if isinstance(body, dict) else {}


def _selected(body: Any, selector: str) -> list[Any]:
    found = every_at(selector, body)
    if found is None:
        names = f"; it has {names_of(body)}" if isinstance(body, dict) and body else ""
        raise ApiFailedError(f"the answer has nothing at data_selector '{selector}'{names}")
    return [record for value in found for record in _as_list(value)]


def _as_list(value: Any) -> list[Any]:
    if isinstance(value, list):
        return value
    return [] if value is None else [value]


def _only_list(body: Any) -> list[Any]:
    if isinstance(body, list):
        return body
    lists = lists_of(body)
    if len(lists) != 1:
        what = f"has the lists {names_of(lists)}" if lists else f"is {_kind(body)} without a list"
        raise ApiFailedError(f"the answer {what}", hint="Say with data_selector where the records are.")
    return next(iter(lists.values()))


def _kind(value: Any) -> str:
    names: dict[type, str] = {dict: "an object", list: "a list", str: "text", bool: "a truth value", type(None): "null"}
    return names.get(type(value), "a number")
