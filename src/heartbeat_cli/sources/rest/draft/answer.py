"""A draft from one answer: where its records are, what they are, and what stands beside them."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final
from urllib.parse import parse_qsl, urlsplit

from heartbeat_cli.sources.failures import ApiFailedError
from heartbeat_cli.sources.rest.draft.guesses import guess_changed, guess_key, guess_paginator, guess_since
from heartbeat_cli.sources.rest.draft.write import SourceDraft
from heartbeat_cli.sources.rest.paths import first_at
from heartbeat_cli.sources.rest.records import lists_of

_DEEPEST: Final = 4


def draft_from_answer(url: str, answer: Any) -> SourceDraft:
    """A source with the one resource that was asked at `url`. Raises ApiFailedError where an answer has no records."""
    parts = urlsplit(url)
    folder, _, last = parts.path.rstrip("/").rpartition("/")
    name = resource_name(last)
    selector = find_records(answer)
    if selector is None:
        raise ApiFailedError("the answer has no list of records", hint="Draft it from the answer that lists them.")
    records = answer if selector == "$" else first_at(selector, answer)
    fields = {key: value for record in reversed(records) for key, value in record.items()}
    asked = dict(parse_qsl(parts.query))
    paginator = guess_paginator({key: {} for key in asked}, beside(answer, selector))
    doubts = () if paginator else (f"{name}: nothing in the answer says how pages follow each other.",)
    endpoint: dict[str, Any] = {"path": last, **({} if selector == "$" else {"data_selector": selector})}
    endpoint["paginator"] = paginator or "single_page"
    since, changed = guess_since(asked), guess_changed(fields)
    if since and changed:
        endpoint["incremental"] = {"cursor_path": changed, "start_param": since}
    key = guess_key(fields, name)
    resource = {"name": name, "endpoint": endpoint, **({"primary_key": key} if key else {})}
    if columns := dict(_columns(records)):
        resource["columns"] = columns
    host = parts.hostname or "the API"
    return SourceDraft(
        host, {"base_url": f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{folder}"}, [resource], doubts
    )


def resource_name(text: str) -> str:
    """A name for a resource: small letters, digits and `_`."""
    spaced = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", text.removesuffix(".json"))
    found = re.sub(r"[^a-z0-9]+", "_", spaced.casefold()).strip("_") or "records"
    return found if found[0].isalpha() else f"r_{found}"


def find_records(answer: Any, path: str = "") -> str | None:
    """The path of the list of objects nearest to the top; `$` where the answer is one, None where there is none."""
    if isinstance(answer, list):
        return "$" if all(isinstance(record, dict) for record in answer) else None
    level: list[tuple[str, Any]] = [(path, answer)]
    for _ in range(_DEEPEST):
        lists = [(at, found) for at, inner in level for at, found in _lists(at, inner)]
        if lists:
            return max(lists, key=lambda one: len(one[1]))[0]
        level = [(at, value) for where, inner in level for at, value in _objects(where, inner)]
    return None


def _lists(path: str, value: Any) -> Iterator[tuple[str, list[Any]]]:
    for name, found in lists_of(value).items():
        if all(isinstance(record, dict) for record in found):
            yield step(path, name), found


def _objects(path: str, value: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(value, dict):
        yield from ((step(path, name), inner) for name, inner in value.items() if isinstance(inner, dict))


def step(path: str, name: str) -> str:
    """The path of a name inside of what stands at `path`."""
    quoted = name if re.fullmatch(r"[^\s.\[\]$*'\"]+", name) else f"['{name}']"
    return f"{path}{quoted}" if quoted.startswith("[") or not path else f"{path}.{quoted}"


def beside(answer: Any, selector: str, path: str = "", depth: int = 0) -> list[str]:
    """Paths of the single values that stand beside the records."""
    if not isinstance(answer, dict) or depth == _DEEPEST:
        return []
    found: list[str] = []
    for name, value in answer.items():
        at = step(path, name)
        if isinstance(value, dict):
            found += beside(value, selector, at, depth + 1)
        elif at != selector and not isinstance(value, list):
            found.append(at)
    return found


def _columns(records: Sequence[Mapping[str, Any]], prefix: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    names = dict.fromkeys(name for record in records for name in record)
    for name in names:
        values = [record[name] for record in records if record.get(name) is not None]
        if values and all(isinstance(value, dict) for value in values):
            yield from _columns(values, f"{prefix}{name}__")
        elif values and len(kinds := {_kind(value) for value in values}) == 1:
            yield f"{prefix}{name}", {"data_type": kinds.pop()}


def _kind(value: Any) -> str:
    match value:
        case bool():
            return "bool"
        case int():
            return "bigint"
        case float() | Decimal():
            return "decimal"
        case str():
            return _kind_of_text(value)
    return "json"


def _kind_of_text(value: str) -> str:
    try:
        if re.fullmatch(r"\d{4}-\d\d-\d\d", value):
            date.fromisoformat(value)
            return "date"
        if re.match(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d", value) and datetime.fromisoformat(value).tzinfo:
            return "timestamp"
    except ValueError:
        pass
    return "text"
