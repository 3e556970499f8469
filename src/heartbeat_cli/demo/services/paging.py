"""A page of a list, and what can be wrong with one: repeated, left out, empty, short."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from heartbeat_cli.demo.services.messages import Request
from heartbeat_cli.demo.services.switches import Switchboard

# name -> what `value` means and what happens; counted by the pages of lists a request asks for.
PAGE_FAILURES: Mapping[str, str] = {
    "repeat_page": "the rows of the page before come again; after them it goes on with the page that was asked for",
    "skip_page": "a page is left out: the rows of the one after it come, and it goes on behind them",
    "empty_page": "no rows, but more are said to follow; the next page is the one that was asked for",
    "short_page": "half as many rows as asked for, though more follow; it goes on behind them, which is allowed",
    "shrink": "the first `value` rows (1) are deleted before this page is cut",
    "changed": "the first row of the page is changed before it is cut, and with it its place",
}


@dataclass(frozen=True, slots=True)
class CutPage:
    """Rows of a list; `next_start` is where the next page begins, `more` whether there is one."""

    rows: Sequence[Any]
    next_start: int
    more: bool


def cut_page(rows: Sequence[Any], start: int, size: int, request: Request, switches: Switchboard) -> CutPage:
    """The page of `size` rows from `start`, or what the switches make of it."""
    if switches.take("repeat_page", request):
        return CutPage(rows[max(0, start - size) : start], start, start < len(rows))
    if switches.take("skip_page", request):
        start += size
    if switches.take("empty_page", request):
        return CutPage((), start, True)
    if switches.take("short_page", request):
        size = max(1, size // 2)
    end = min(len(rows), start + size)
    return CutPage(rows[start:end], end, end < len(rows))
