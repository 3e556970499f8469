"""Statements → parse trees, by libpg_query.

The trees are libpg_query's JSON, not postgast's protobuf messages: a third of the time inside the library, plain
dictionaries to walk, and no depth limit of 100 in the decoder, which nested views do reach. Statements are parsed in
batches; a batch with a bad one is parsed again one by one.
"""

import gc
import json
import re
import sys
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import count, islice
from typing import Any, NamedTuple

import orjson

from ..grammar import libpg_query
from .split import DumpStatement

Node = dict[str, Any]

_BATCH = 100
_ROOMY = 50_000
_DEEP = 60_000
_LONGEST = 3_000_000
_READINGS, _READINGS_TO_A_COLLECTION = count(1), 32
_TOO_DEEP = "nested too deeply"
# The end of a CREATE TABLE before PostgreSQL 12.
_WITH_OIDS = re.compile(rb"\ACREATE\s.*?\)\s*(WITH\s+OIDS)\s*\Z", re.IGNORECASE | re.DOTALL)
UNCLOSED = "unterminated quote or comment"


class Parsed(NamedTuple):
    """One statement with its tree, or with the reason why there is none. Data statements have neither.

    `offset` is what to subtract from a location of the tree to get an offset in `statement.text`.
    """

    statement: DumpStatement
    node: Node | None = None
    error: str | None = None
    offset: int = 0


def parse_all(statements: Iterable[DumpStatement]) -> Iterator[Parsed]:
    """Every statement, parsed, in order. Batches grow from one, so that starting again costs little."""
    source, size = iter(statements), 1
    while batch := list(islice(source, size)):
        yield from _parse_batch(batch)
        size = min(size * 2, _BATCH)


@contextmanager
def collector_off() -> Iterator[None]:
    """No garbage collection while millions of small dictionaries are made that all stay alive."""
    was_on = gc.isenabled()
    # What goes round in a circle among them would pile up in the oldest generation, which is never looked at again.
    if next(_READINGS) % _READINGS_TO_A_COLLECTION == 0:
        gc.collect()
    gc.disable()
    try:
        yield
    finally:
        # Into the oldest generation unseen: the first collection would walk through all of them.
        gc.freeze()
        gc.unfreeze()
        if was_on:
            gc.enable()


def _parse_batch(batch: list[DumpStatement]) -> list[Parsed]:
    wanted = [s for s in batch if not s.data]
    parsed = _parse_together(wanted) or [_parse_one(s) for s in wanted]
    if len(wanted) == len(batch):
        return parsed
    rest = iter(parsed)
    return [Parsed(s) if s.data else next(rest) for s in batch]


def _parse_together(wanted: list[DumpStatement]) -> list[Parsed] | None:
    """All statements in one call, None if one of them is bad or very long."""
    if any(len(s.text) >= _ROOMY or s.unclosed for s in wanted):
        return None
    nodes, _ = _parse(b"\n;\n".join([s.text for s in wanted]))
    if nodes is None or len(nodes) != len(wanted):
        return None
    found, position = [], 0
    for statement, node in zip(wanted, nodes, strict=True):
        found.append(Parsed(statement, node, None, position))
        position += len(statement.text) + 3
    return found


def _parse_one(statement: DumpStatement) -> Parsed:
    if statement.unclosed:
        return Parsed(statement, error=UNCLOSED)
    parsed = _parse_alone(statement)
    if parsed.error is not None and (old := _WITH_OIDS.search(statement.text)) is not None:
        # Today's grammar knows it no more; blanks keep every location.
        text = statement.text[: old.start(1)] + b" " * len(old[1]) + statement.text[old.end(1) :]
        parsed = _parse_alone(statement._replace(text=text))
    return parsed


def _parse_alone(statement: DumpStatement) -> Parsed:
    if len(statement.text) < _ROOMY:
        nodes, error = _parse(statement.text)
        if error == _TOO_DEEP:
            nodes, error = _parse_with_room(statement.text)
    else:
        nodes, error = _parse_with_room(statement.text)
    if nodes is None or len(nodes) != 1:
        return Parsed(statement, error=error or "not one statement")
    return Parsed(statement, nodes[0])


def _parse(sql: bytes) -> tuple[list[Node] | None, str | None]:
    lib = libpg_query()
    result = lib.pg_query_parse(sql)
    try:
        if result.error:
            return None, result.error.contents.message.decode("utf-8", "replace")
        try:
            tree = _decode(result.parse_tree)
        except RecursionError:
            return None, _TOO_DEEP
        return [s["stmt"] for s in tree["stmts"]], None
    finally:
        lib.pg_query_free_parse_result(result)


def _decode(tree: bytes) -> Any:
    try:
        return orjson.loads(tree)
    except orjson.JSONDecodeError:
        # Deeper than orjson goes; or a name that was cut at 63 bytes in the middle of a character.
        return json.loads(tree.decode("utf-8", "replace"))


def _parse_with_room(sql: bytes) -> tuple[list[Node] | None, str | None]:
    """Parse a very long or deep statement on a thread with a stack to match: libpg_query recurses without a limit."""
    answer: list[tuple[list[Node] | None, str | None]] = []
    if len(sql) > _LONGEST:
        return None, "too long to parse safely"
    stack, depth = threading.stack_size(max(256 << 20, len(sql) * 512)), sys.getrecursionlimit()
    sys.setrecursionlimit(max(_DEEP, depth))
    try:
        thread = threading.Thread(target=lambda: answer.append(_parse(sql)))
        thread.start()
        thread.join()
    finally:
        threading.stack_size(stack)
        sys.setrecursionlimit(depth)
    return answer[0]
