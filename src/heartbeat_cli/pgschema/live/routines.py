"""Rows of a live catalogue → functions and triggers."""

from typing import Any

from ..fields import fill
from ..routine import Function, Trigger

_ROUTINES = {"f": "function", "w": "window function", "p": "procedure"}
_VOLATILITY = {"i": "immutable", "s": "stable", "v": "volatile"}
_PARALLEL = {"s": "safe", "r": "restricted", "u": "unsafe"}
_ENABLED = {"O": "origin", "D": "no", "R": "replica", "A": "always"}
_ROW, _BEFORE, _INSTEAD = 1, 2, 64
_EVENTS = ((4, "insert"), (16, "update"), (8, "delete"), (32, "truncate"))
_USUAL_ROWS = 1000


def build_function(row: Any) -> Function:
    """A function of its row in `functions.sql`."""
    usual_cost = 1 if row.language in ("c", "internal") else 100
    return fill(
        Function,
        row,
        routine=_ROUTINES[row.routine],
        volatility=_VOLATILITY[row.volatility],
        parallel=_PARALLEL[row.parallel],
        cost=None if row.cost == usual_cost else row.cost,
        rows=None if row.rows in (0, _USUAL_ROWS) else row.rows,
        config=tuple(row.config or ()),
        body=row.parsed or (f"{row.binary}, {row.source}" if row.binary else row.source),
    )


def build_trigger(row: Any) -> Trigger:
    """A trigger of its row in `triggers.sql`; its condition and call stand in its definition only."""
    head, _, call = row.definition.rpartition(" EXECUTE ")
    _, _, condition = head.partition(" WHEN (")
    return fill(
        Trigger,
        row,
        timing="before" if row.kinds & _BEFORE else "instead of" if row.kinds & _INSTEAD else "after",
        events=tuple(word for bit, word in _EVENTS if row.kinds & bit),
        level="row" if row.kinds & _ROW else "statement",
        function=call.partition(" ")[2],
        when=condition.removesuffix(")") if condition else None,
        enabled=_ENABLED[row.enabled],
    )
