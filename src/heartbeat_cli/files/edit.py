"""One value into the text of a YAML file: every other line stays as it is, comments too."""

import json
import re
from pathlib import Path
from typing import Any

from heartbeat_cli.errors import InvalidFileError, Place
from heartbeat_cli.files.document import Document
from heartbeat_cli.files.parse import parse_document

_PLAIN = re.compile(r"[A-Za-z_][\w .-]*")
_SPECIAL = frozenset({"true", "false", "null", "yes", "no", "on", "off", "y", "n"})
_VALUE = re.compile(r"(.*?:)(?:\s+[^#\s][^#]*?)?(\s+#.*)?$")


def set_value(text: str, file: Path, path: tuple[str, ...], value: str | bool) -> str:
    """The text of a file of mappings with `value` at `path`; keys that are not there are added.

    Raises InvalidFileError where the place is written so that no line can be put there (`{a: b}` on one line).
    """
    document = parse_document(text, file)
    wanted = _with(document.data or {}, path, value)
    known = next(n for n in range(len(path), -1, -1) if n == 0 or path[:n] in document.marks)
    edited = _replaced(document, path, value) if known == len(path) else _added(document, path, known, value)
    try:
        is_so = parse_document(edited, file).data == wanted
    except InvalidFileError:
        is_so = False
    if not is_so:
        hint = f"Write it by hand: {': '.join(path)}: {_written(value)}."
        raise InvalidFileError("no line can be added here", where=_place(document, path[:known]), hint=hint)
    return edited


def _place(document: Document, path: tuple[str, ...]) -> Place:
    return document.place_of(path)


def _with(data: Any, path: tuple[str, ...], value: str | bool) -> Any:
    inside = data if isinstance(data, dict) else {}
    below = value if len(path) == 1 else _with(inside.get(path[0], {}), path[1:], value)
    return {**inside, path[0]: below}


def _replaced(document: Document, path: tuple[str, ...], value: str | bool) -> str:
    lines = document.text.splitlines(keepends=True)
    number = document.line_of(path) - 1
    body = lines[number].rstrip("\r\n")
    after_key = document.mark_of(path).column - 1
    found = _VALUE.match(body[after_key:])
    if found is not None:
        kept = body[:after_key] + found[1]
        lines[number] = f"{kept} {_written(value)}{found[2] or ''}" + lines[number][len(body) :]
    return "".join(lines)


def _added(document: Document, path: tuple[str, ...], known: int, value: str | bool) -> str:
    """New lines below the key that is there, before the others of it."""
    text = document.text if not document.text or document.text.endswith("\n") else document.text + "\n"
    lines = text.splitlines(keepends=True)
    below = [mark for at, mark in document.marks.items() if len(at) == known + 1 and at[:known] == path[:known]]
    if below:
        indent, number = min(mark.column for mark in below) - 1, min(mark.line for mark in below) - 1
    elif known:
        indent, number = document.mark_of(path[:known]).column + 1, document.line_of(path[:known])
    else:
        indent, number = 0, len(lines)
    new = [f"{' ' * (indent + 2 * n)}{_written(key)}:\n" for n, key in enumerate(path[known:])]
    new[-1] = new[-1].rstrip("\n") + f" {_written(value)}\n"
    return "".join((*lines[:number], *new, *lines[number:]))


def _written(value: str | bool) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    is_plain = _PLAIN.fullmatch(value) is not None and value == value.strip() and value.lower() not in _SPECIAL
    return value if is_plain else json.dumps(value, ensure_ascii=False)
