"""Metrics: the file and the value, the guard and lineage of its SQL, its evaluation and its alignment.

What reads SQL is imported when first asked for: listing metrics needs no parser.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from heartbeat_cli.metrics.alignment import Comparison, align, compare, parse_tolerance, record_mismatch
from heartbeat_cli.metrics.load import MetricFile, find_metric, load_all, load_metric, read_folders, read_metric_file
from heartbeat_cli.metrics.metric import (
    Alignment,
    BlockedOn,
    Metric,
    Note,
    definition_fingerprint,
    effective_status,
    why_realign,
)
from heartbeat_cli.metrics.name import name_problems
from heartbeat_cli.metrics.right_source import Misuse, fallback_gaps, misuses, right_sources_of
from heartbeat_cli.metrics.write import move_metric, write_metric

if TYPE_CHECKING:
    from heartbeat_cli.metrics.evaluation import Value, evaluate
    from heartbeat_cli.metrics.guard import check_sql
    from heartbeat_cli.metrics.lineage import read_tables

_PARSING = {
    "Value": "heartbeat_cli.metrics.evaluation",
    "evaluate": "heartbeat_cli.metrics.evaluation",
    "check_sql": "heartbeat_cli.metrics.guard",
    "read_tables": "heartbeat_cli.metrics.lineage",
}

__all__ = [
    "Alignment",
    "BlockedOn",
    "Comparison",
    "Metric",
    "MetricFile",
    "Misuse",
    "Note",
    "Value",
    "align",
    "check_sql",
    "compare",
    "definition_fingerprint",
    "effective_status",
    "evaluate",
    "fallback_gaps",
    "find_metric",
    "load_all",
    "load_metric",
    "misuses",
    "move_metric",
    "name_problems",
    "parse_tolerance",
    "read_folders",
    "read_metric_file",
    "read_tables",
    "record_mismatch",
    "right_sources_of",
    "why_realign",
    "write_metric",
]


def __getattr__(name: str) -> Any:
    if name not in _PARSING:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_PARSING[name]), name)
