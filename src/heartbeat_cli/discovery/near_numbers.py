"""Which metrics ask the same as a question or as the SQL that answers it, and how they differ, in a sentence."""

from collections.abc import Callable, Iterable, Iterator

from heartbeat_cli.discovery.effects import NearNumber
from heartbeat_cli.metrics import (
    ANOTHER_WINDOW,
    EQUAL,
    Metric,
    NearMetric,
    Value,
    counted_or_none,
    difference,
    metrics_like,
    near_metrics,
)

ASKED_ALIKE = "asked alike"
_MOST = 3


def near_numbers(
    question: str, sql: str | None, metrics: Iterable[Metric], value_of: Callable[[Metric], Value | None]
) -> tuple[NearNumber, ...]:
    """The metrics nearest to the SQL, with its number one that is equal; without SQL those that ask much the same.

    None that is retired.
    """
    if sql is None:
        asked = Metric("", question, "", "candidate", "total", label=question)
        alike = metrics_like(asked, metrics)
        return tuple(NearNumber(m, ASKED_ALIKE, f"it asks “{m.question}”") for m in alike)
    return tuple(_told(sql, near_metrics(sql, metrics)[:_MOST], value_of))


def _told(sql: str, found: Iterable[NearMetric], value_of: Callable[[Metric], Value | None]) -> Iterator[NearNumber]:
    for near in found:
        value = value_of(near.metric) if near.how == EQUAL else None
        yield NearNumber(near.metric, near.how, _differs(sql, near), value)


def _differs(sql: str, near: NearMetric) -> str:
    if near.how == EQUAL:
        return "the same"
    mine, theirs = (counted_or_none(text, lambda _table, _column: ()) for text in (sql, near.metric.sql))
    told = difference(mine, theirs) if mine is not None and theirs is not None else None
    if near.how == ANOTHER_WINDOW:
        return f"the same but for the window, which is {near.metric.window} there"
    return told or "made of the same rows"
