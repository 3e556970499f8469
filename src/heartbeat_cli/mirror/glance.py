"""The names in a dump at a glance: lines as pg_dump begins them, for where nobody waits until it is read.

Reading a dump says what is in it; this only says what may be meant by a name that is being typed.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from heartbeat_cli.state import read_regular

_MOST_BYTES: Final = 1 << 25
_NAME: Final = r'(?:"(?:[^"]|"")+"|[^\s".(]+)'
_RELATION: Final = re.compile(
    rf"^CREATE (?:UNLOGGED |FOREIGN )?(?:(TABLE)|VIEW|MATERIALIZED VIEW) (?:IF NOT EXISTS )?({_NAME})\.({_NAME})",
    re.MULTILINE | re.IGNORECASE,
)
_COLUMN: Final = re.compile(
    rf"\s*(?!(?:CONSTRAINT|PRIMARY|UNIQUE|CHECK|EXCLUDE|FOREIGN|LIKE)\b)({_NAME})\s", re.IGNORECASE
)
_OPENS: Final = re.compile(r"\s*\(")
_MARK: Final = re.compile(r"""'(?:[^']|'')*'|"(?:[^"]|"")*"|[(),]""")


def names_at_a_glance(file: Path) -> Iterator[tuple[str, ...]]:
    """`(schema,)`, `(schema, relation)` and `(schema, table, column)` for what a dump makes, in its order.

    Of a dump of more than 32 MiB there is nothing. Raises OSError where the file cannot be read.
    """
    text = read_regular(file, _MOST_BYTES).decode("utf-8", "replace")
    seen: set[str] = set()
    for found in _RELATION.finditer(text):
        schema, relation = _unquoted(found[2]), _unquoted(found[3])
        if schema not in seen:
            seen.add(schema)
            yield (schema,)
        yield schema, relation
        items = _items(text, found.end()) if found[1] else ()
        yield from ((schema, relation, _unquoted(column[1])) for item in items if (column := _COLUMN.match(item)))


def _items(text: str, place: int) -> Iterator[str]:
    """What stands between the parentheses that begin here, comma by comma."""
    if not _OPENS.match(text, place):
        return
    depth, begin = 0, place
    for mark in _MARK.finditer(text, place):
        depth += (mark[0] == "(") - (mark[0] == ")")
        if (mark[0] == "," and depth == 1) or not depth:
            yield text[begin : mark.start()]
        if mark[0] in "(," and depth == 1:
            begin = mark.end()
        if not depth:
            return


def _unquoted(name: str) -> str:
    return name[1:-1].replace('""', '"') if name.startswith('"') else name
