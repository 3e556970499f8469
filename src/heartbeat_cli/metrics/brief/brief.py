"""The brief of a metric: what its owner reads who reads no SQL."""

from dataclasses import dataclass

from heartbeat_cli.metrics.brief.counted import CountInWords
from heartbeat_cli.metrics.brief.examples import Examples
from heartbeat_cli.metrics.elsewhere import SourceTable
from heartbeat_cli.metrics.metric import Metric
from heartbeat_cli.metrics.several import Tried


@dataclass(frozen=True, slots=True)
class LikeMetric:
    """A metric that asks much the same: its number as it was `tried`, how it differs, in a sentence, and what a check
    calls `wrong` with it."""

    metric: Metric
    tried: Tried | None
    differs: str | None
    wrong: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Brief:
    """What is told of a metric.

    `tried` is its number, or why there is none now; None for what has no number. `counted` is what its SQL says, None
    where nobody can read that. `doubts` say why its number must not be shown plainly. `no_examples` says why there are
    none. `open` are the questions that are still open, each a sentence.
    """

    metric: Metric
    tried: Tried | None
    doubts: tuple[str, ...]
    counted: CountInWords | None
    tables: tuple[SourceTable, ...]
    examples: Examples | None
    no_examples: str | None
    like: tuple[LikeMetric, ...]
    open: tuple[str, ...]
