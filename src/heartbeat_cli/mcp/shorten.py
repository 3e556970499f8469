"""Answers made short enough to be read by a model: what is long is cut where it is longest, and the answer says so.

Texts that were written in databases and files lose their control characters, so that nothing in a comment can be taken
for the end of the answer.
"""

import json
import re
from typing import Any, Final

_TEXT: Final = 600
"""Longer texts are cut: a comment of three pages says what it is about in its first lines."""
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\U000e0000-\U000e007f]")

Json = Any


def shortened(value: Json, longest: int) -> str:
    """`value` as JSON of at most `longest` characters.

    A list that is cut has beside it, under its name and `_left_out`, how many are missing.
    """
    value = _readable(value)
    text = _written(value)
    while len(text) > longest:
        if not _cut(value):
            return _written({"too_long": f"{len(text)} characters; ask for less"})
        text = _written(value)
    return text


def without_empty(value: Json) -> Json:
    """`value` without keys that say nothing: null, an empty list, text or object."""
    if isinstance(value, dict):
        kept = {key: without_empty(inner) for key, inner in value.items()}
        return {key: inner for key, inner in kept.items() if inner not in (None, [], {}, "")}
    return [without_empty(inner) for inner in value] if isinstance(value, list) else value


def _written(value: Json) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _readable(value: Json) -> Json:
    match value:
        case str():
            text = _UNSEEN.sub(" ", value)
            return text if len(text) <= _TEXT else f"{text[:_TEXT]}…"
        case dict():
            return {key: inner if key == "sql" else _readable(inner) for key, inner in value.items()}
        case list() | tuple():
            return [_readable(inner) for inner in value]
        case _:
            return value


def _cut(value: Json) -> bool:
    """Halve the list that is longest as text; False where no list has more than one entry."""
    lists = [(len(_written(inner)), key, parent) for key, parent, inner in _lists(value)]
    if not lists:
        return False
    _, key, parent = max(lists, key=lambda found: found[0])
    entries = parent[key]
    kept = entries[: len(entries) // 2]
    parent[f"{key}_left_out"] = parent.get(f"{key}_left_out", 0) + len(entries) - len(kept)
    parent[key] = kept
    return True


def _lists(value: Json) -> list[tuple[str, dict[str, Json], list[Json]]]:
    """The lists of more than one entry that stand in objects, outer ones first."""
    found: list[tuple[str, dict[str, Json], list[Json]]] = []
    if isinstance(value, dict):
        for key, inner in value.items():
            if isinstance(inner, list) and len(inner) > 1:
                found.append((key, value, inner))
            found += _lists(inner)
    elif isinstance(value, list):
        for inner in value:
            found += _lists(inner)
    return found
