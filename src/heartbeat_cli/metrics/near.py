"""Metrics whose SQL asks the same as another, or nearly: the same, the same over another time, or of the same rows."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from heartbeat_cli.errors import InvalidFileError
from heartbeat_cli.metrics.canonical import canonical_tree
from heartbeat_cli.metrics.functions import CLOCK_FUNCTIONS
from heartbeat_cli.metrics.metric import Metric
from heartbeat_cli.metrics.reading import Node, parse
from heartbeat_cli.metrics.shape.expressions import conjuncts, function_name

EQUAL: Final = "equal"
ANOTHER_WINDOW: Final = "another window"
SAME_ROWS: Final = "same rows"
_CLOSEST: Final = (EQUAL, ANOTHER_WINDOW, SAME_ROWS)


@dataclass(frozen=True, slots=True)
class QueryLikeness:
    """What a query is held against others by, each part as canonical text.

    `whole` is all of it, `windowless` without conditions on the clock, `rows` also without what is made of the rows.
    """

    whole: str
    windowless: str
    rows: str

    def how_near(self, other: "QueryLikeness") -> str | None:
        """`equal`, `another window`, `same rows`; None where they have nothing in common."""
        if self.whole == other.whole:
            return EQUAL
        if self.windowless == other.windowless:
            return ANOTHER_WINDOW
        return SAME_ROWS if self.rows == other.rows else None


@dataclass(frozen=True, slots=True)
class NearMetric:
    """A metric near a query: `how` is `equal`, `another window` (the same over another time), or `same rows` (the same
    tables under the same conditions, of which something else is made)."""

    metric: Metric
    how: str


def likeness_of(sql: str) -> QueryLikeness | None:
    """What a query is held against others by; None for what is no SQL, and for what is nested too deeply to compare."""
    try:
        tree = parse(sql)
        windowless = [_timeless(statement) for statement in tree]
        return QueryLikeness(
            canonical_tree(tree), canonical_tree(windowless), canonical_tree([_rows_only(each) for each in windowless])
        )
    except (InvalidFileError, RecursionError):
        return None


def near_metrics(sql: str, others: Iterable[Metric]) -> tuple[NearMetric, ...]:
    """Those of `others` that are near a query, the nearest first; none that is retired."""
    asked = likeness_of(sql)
    found = list(_near(asked, others)) if asked is not None else []
    return tuple(sorted(found, key=lambda near: (_CLOSEST.index(near.how), near.metric.name)))


def _near(asked: QueryLikeness, others: Iterable[Metric]) -> Iterator[NearMetric]:
    for metric in others:
        likeness = likeness_of(metric.sql) if metric.sql and metric.status != "retired" else None
        how = asked.how_near(likeness) if likeness is not None else None
        if how is not None:
            yield NearMetric(metric, how)


def _timeless(node: Any) -> Any:
    """A tree without the conditions that name the clock, in the query and in those inside of it."""
    if isinstance(node, list):
        return [_timeless(each) for each in node]
    if not isinstance(node, dict):
        return node
    kept = {key: value for key, value in node.items() if key != "whereClause"}
    if "whereClause" in node:
        timeless = [part for part in conjuncts(node["whereClause"]) if not _names_the_clock(part)]
        if timeless:
            all_of = {"BoolExpr": {"boolop": "AND_EXPR", "args": timeless}}
            kept["whereClause"] = timeless[0] if len(timeless) == 1 else all_of
    return {key: _timeless(value) for key, value in kept.items()}


def _names_the_clock(node: Any) -> bool:
    if isinstance(node, list):
        return any(map(_names_the_clock, node))
    if not isinstance(node, dict):
        return False
    call = node.get("FuncCall")
    if "SQLValueFunction" in node or (call is not None and function_name(call) in CLOCK_FUNCTIONS):
        return True
    return any(map(_names_the_clock, node.values()))


def _rows_only(statement: Node) -> Node:
    """A statement without what it makes of its rows."""
    select = statement.get("stmt", {}).get("SelectStmt")
    if select is None:
        return statement
    return {**statement, "stmt": {"SelectStmt": {**select, "targetList": []}}}
