"""BEGIN, SAVEPOINT, ROLLBACK: what is taken back leaves no trace.

pg_dump writes none of them, and by hand nearly every transaction ends in COMMIT. So the draft is copied only where the
file goes on to a ROLLBACK before the next COMMIT.
"""

import re
import sys
from copy import deepcopy
from typing import NamedTuple

from .clauses import NotUnderstoodError
from .draft import DraftDatabase
from .lexer import DumpText
from .parse import Node
from .split import DumpStatement

_SPELT = (b"ROLLBACK", b"rollback", b"Rollback", b"ABORT", b"abort", b"Abort")
_LONGEST = len(b"ROLLBACK;")
_NEXT_END = re.compile(rb"(?:^|;)[ \t]*(ROLLBACK|ABORT|COMMIT)\b", re.IGNORECASE | re.MULTILINE)
_BEGINS = ("TRANS_STMT_BEGIN", "TRANS_STMT_START")
# A copy goes from table to table along keys and views.
_DEEP = 1_000_000


class _Point(NamedTuple):
    """A BEGIN (of no name) or a SAVEPOINT, with the draft as it was there where a ROLLBACK follows."""

    name: str | None
    draft: DraftDatabase | None


class Transactions:
    """The open transaction of a file, if there is one."""

    def __init__(self, source: DumpText) -> None:
        self._source = source
        self._points: list[_Point] = []
        # Where each spelling comes next, -1 where it never does: looked for once, and not at all without a BEGIN.
        self._next = dict.fromkeys(_SPELT, 0)

    def follow(self, draft: DraftDatabase, node: Node, statement: DumpStatement) -> DraftDatabase:
        """The draft to go on with; raises NotUnderstoodError where what is taken back cannot be."""
        kind, name = str(node.get("kind")), node.get("savepoint_name")
        if kind in _BEGINS and not self._points:
            self._points = [self._point(None, draft, statement)]
        elif kind == "TRANS_STMT_SAVEPOINT" and self._points:
            self._points.append(self._point(name, draft, statement))
        elif kind == "TRANS_STMT_ROLLBACK_TO" and any(p.name == name for p in self._points):
            while self._points[-1].name != name:
                self._points.pop()
            return _copy(_kept(self._points[-1]))
        elif kind == "TRANS_STMT_ROLLBACK" and self._points:
            first, self._points = self._points[0], []
            draft = _kept(first)
        elif kind == "TRANS_STMT_COMMIT":
            self._points = []
        if node.get("chain"):
            self._points = [self._point(None, draft, statement)]
        return draft

    def _point(self, name: str | None, draft: DraftDatabase, statement: DumpStatement) -> _Point:
        return _Point(name, _copy(draft) if self._is_taken_back(statement.end) else None)

    def _is_taken_back(self, start: int) -> bool:
        """Whether a ROLLBACK comes after `start` before a COMMIT does."""
        for word, place in self._next.items():
            if 0 <= place < start:
                self._next[word] = self._source.find(word, start)
        spelt = [place for place in self._next.values() if place >= 0]
        if not spelt:
            return False
        end = _NEXT_END.search(self._source, max(start - 1, 0), min(spelt) + _LONGEST)
        return end is not None and end[1].upper() != b"COMMIT"


def _kept(point: _Point) -> DraftDatabase:
    if point.draft is None:
        raise NotUnderstoodError("what it takes back is kept")
    return point.draft


def _copy(draft: DraftDatabase) -> DraftDatabase:
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(max(_DEEP, limit))
    try:
        return deepcopy(draft)
    finally:
        sys.setrecursionlimit(limit)
