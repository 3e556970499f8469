"""Values in words: a frozen value as indented lines, whatever its class is called, without what is at its default.

A case file's expectation is such a text, so a whole database or profile can be compared, read and reviewed at once.
"""

import os
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import datetime
from pathlib import Path
from typing import Any


def told(value: object) -> str:
    """`value` in words, a line for each value in it."""
    return "\n".join(_lines(value, 0)) + "\n"


def in_a_line(value: object) -> str:
    """`value` in words, without the values in it."""
    return next(_lines(value, 0))


def held_against(value: object, file: Path) -> None:
    """`value` in words (a text as it is) is what `file` says.

    HB_RETELL=1 writes the file instead, for a person to read.
    """
    text = value if isinstance(value, str) else told(value)
    if os.environ.get("HB_RETELL"):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode())
    # Bytes, because CSV ends its lines with two.
    assert text == (file.read_bytes().decode() if file.is_file() else "")


def _lines(value: object, depth: int) -> Iterator[str]:
    words, parts = [], []
    for name, part in _told_fields(value):
        if _is_many(part):
            parts.append((name, list(part.items()) if isinstance(part, Mapping) else list(part)))
        elif is_dataclass(part):
            inside = list(_lines(part, 0))
            if len(inside) == 1:
                words.append(f"{name}=[{inside[0]}]")
            else:
                parts.append((name, [part]))
        else:
            words.append(_said(name, part))
    yield "  " * depth + " ".join(words)
    for name, several in parts:
        yield "  " * (depth + 1) + f"{name}:"
        for each in several:
            yield from _lines(each, depth + 2)


def _told_fields(value: Any) -> Iterator[tuple[str, Any]]:
    if not is_dataclass(value):
        yield "", value
        return
    for field in fields(value):
        part = getattr(value, field.name)
        if part != _default(field):
            yield field.name, part


def _default(field: "Field[Any]") -> object:
    return field.default_factory() if field.default_factory is not MISSING else field.default


def _is_many(part: object) -> bool:
    if isinstance(part, Mapping):
        return True
    return isinstance(part, tuple) and any(is_dataclass(each) for each in part)


def _said(name: str, part: object) -> str:
    if part is True:
        return name
    text = part if isinstance(part, str) and name in ("schema", "name") else _plain(part)
    return text if name in ("", "schema", "name") else f"{name}={text}"


def _plain(part: object) -> str:
    if hasattr(part, "_fields"):
        return str(part)
    if isinstance(part, tuple):
        return "(" + ", ".join(_plain(each) for each in part) + ")"
    return str(part) if isinstance(part, datetime) else repr(part)
