"""What a metric is: the definition a hand count is bound to, and how two of them differ.

A record of alignment keeps the whole definition it was made of, as text. Whether it still is the metric's is worked out
from the two texts each time, by one grammar and one program: no upgrade of either can make the same definition look
like another one. Layout, comments, the case of names and the spelling of constants are not part of it.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, fields
from difflib import SequenceMatcher
from typing import Final

from heartbeat_cli.errors import InvalidFileError

ALGORITHM: Final = "3"
"""The way a fingerprint is worked out. A fingerprint is a name to look things up by, and decides about no alignment."""

_SHOWN = 100


@dataclass(frozen=True, slots=True)
class Definition:
    """What defines a number: what is asked, and the SQL that answers it. `label` is what the cockpit calls it."""

    name: str
    label: str
    question: str
    unit: str | None
    window: str
    direction: str | None
    source: str
    sql: str

    @property
    def fingerprint(self) -> str:
        """A short name, the same for all definitions that mean the same: `3-` and 32 hexadecimal digits."""
        parts = [" ".join((getattr(self, f.name) or "").split()) for f in fields(self) if f.name != "sql"]
        return f"{ALGORITHM}-{_digest([*parts, _readable(self.sql)])}"


@dataclass(frozen=True, slots=True)
class DefinitionChange:
    """A part of a definition that was something else: `then` and `now`."""

    part: str
    then: str
    now: str

    @property
    def revokes(self) -> bool:
        """Whether a count made for the one says nothing about the other; another label is only told."""
        return self.part != "label"

    def __str__(self) -> str:
        if self.part == "sql":
            then, now = _first_change(self.then, self.now)
            return f"SQL was `{then}`, is `{now}`"
        return f"{self.part} was '{_cut(self.then)}', is '{_cut(self.now)}'"


def differences(then: Definition, now: Definition) -> tuple[DefinitionChange, ...]:
    """The parts in which two definitions differ in meaning."""
    found = []
    for f in fields(Definition):
        before, after = getattr(then, f.name) or "", getattr(now, f.name) or ""
        same = _same_sql(before, after) if f.name == "sql" else before.split() == after.split()
        if not same:
            found.append(DefinitionChange(f.name, before, after))
    return tuple(found)


def sql_fingerprint(sql: str) -> str:
    """A short name of SQL, the same for all that means the same."""
    return f"{ALGORITHM}-{_digest([_readable(sql)])}"


def _digest(parts: list[str]) -> str:
    return hashlib.sha256(json.dumps(parts, ensure_ascii=False).encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _readable(sql: str) -> str:
    """The SQL without layout, or as it stands where it is none: that, too, is a definition that can change."""
    from heartbeat_cli.metrics.canonical import canonical

    try:
        return canonical(sql)
    except (InvalidFileError, RecursionError):
        return sql


def _same_sql(then: str, now: str) -> bool:
    # Most definitions never change, and a text that is the same needs no grammar.
    return then == now or _readable(then) == _readable(now)


def _first_change(then: str, now: str) -> tuple[str, str]:
    """The first stretch of lines in which two texts differ, on one line each."""
    before, after = _lines(then), _lines(now)
    for tag, i, j, k, m in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag != "equal":
            return _cut(" ".join(before[i:j])) or "nothing", _cut(" ".join(after[k:m])) or "nothing"
    return _cut(then), _cut(now)


def _lines(sql: str) -> list[str]:
    return list(_told(sql))


def _told(sql: str) -> Iterator[str]:
    for line in sql.splitlines():
        text = " ".join(line.split())
        if text and not text.startswith("--"):
            yield text


def _cut(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"
