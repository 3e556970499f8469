"""Where a value stands in a JSON answer, in the part of JSONPath that has one way to be read.

`data.items`, `$.data.items`, `groups[*].members`, `pages[0].next` and `['@odata.nextLink']`; `$` is the whole answer.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any, Final

_NAME: Final = r"[^\s.\[\]$*'\"]+"
_BRACKET: Final = r"\[(?:[0-9]+|\*|'[^']+'|\"[^\"]+\")\]"
PATH: Final = rf"^(?:\$|(?:\$\.)?{_NAME}|(?:\$)?{_BRACKET})(?:\.(?:{_NAME}|\*)|{_BRACKET})*$"
"""What a path looks like, as a pattern of JSON Schema."""

_STEP: Final = re.compile(rf"\$|\.?({_NAME})|\.?(\*)|\[(?:([0-9]+)|(\*)|'([^']+)'|\"([^\"]+)\")\]")
_ALL: Final = object()
MISSING: Final = object()
"""What `first_at` gives where nothing stands."""


def first_at(path: str, document: Any) -> Any:
    """The first value a path leads to, or MISSING."""
    return next(_found(document, _steps(path)), MISSING)


def every_at(path: str, document: Any) -> tuple[Any, ...] | None:
    """All values a path leads to; None where it leads nowhere, which none of no elements is not."""
    steps = _steps(path)
    fixed = steps[: steps.index(_ALL)] if _ALL in steps else steps
    if next(_found(document, fixed), MISSING) is MISSING:
        return None
    return tuple(_found(document, steps))


def column_of(path: str) -> str:
    """The column in which a record's value at `path` lands: names from the outside in, with `__` between them."""
    return "__".join(str(step) for step in _steps(path))


@cache
def _steps(path: str) -> tuple[Any, ...]:
    return tuple(_step(found) for found in _STEP.finditer(path) if found[0] != "$")


def _step(found: re.Match[str]) -> Any:
    name, star, index, all_of, quoted, double = found.groups()
    if star or all_of:
        return _ALL
    return int(index) if index else name or quoted or double


def _found(value: Any, steps: tuple[Any, ...]) -> Iterator[Any]:
    if not steps:
        yield value
        return
    step, rest = steps[0], steps[1:]
    for inner in _inside(value, step):
        yield from _found(inner, rest)


def _inside(value: Any, step: Any) -> Iterator[Any]:
    if step is _ALL:
        yield from value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    elif isinstance(value, dict | list) and step in (value if isinstance(value, dict) else range(len(value))):
        yield value[step]
