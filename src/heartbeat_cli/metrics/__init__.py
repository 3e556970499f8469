"""Metrics: the file and the value, the guard and lineage of its SQL, its evaluation and its alignment.

What reads SQL is imported when first asked for: listing metrics needs no parser.
"""

from typing import TYPE_CHECKING

from heartbeat_cli.faces import face

if TYPE_CHECKING:
    from heartbeat_cli.metrics.alignment import (
        Comparison,
        align,
        compare,
        parse_tolerance,
        record_mismatch,
        refuse_unalignable,
    )
    from heartbeat_cli.metrics.clock import bind_clock
    from heartbeat_cli.metrics.columns import resolve, unknown_columns
    from heartbeat_cli.metrics.evaluation import Value, evaluate
    from heartbeat_cli.metrics.guard import check_counted, check_sql
    from heartbeat_cli.metrics.lineage import parse_sql, read_tables, tables_of
    from heartbeat_cli.metrics.load import (
        MetricFile,
        find_metric,
        load_all,
        load_metric,
        read_folders,
        read_metric_file,
    )
    from heartbeat_cli.metrics.metric import (
        CANDIDATE_STATUSES,
        DIRECTIONS,
        METRIC_STATUSES,
        WINDOWS,
        Alignment,
        BlockedOn,
        Metric,
        Note,
        definition_fingerprint,
        effective_status,
        why_realign,
    )
    from heartbeat_cli.metrics.name import name_problems
    from heartbeat_cli.metrics.right_source import (
        Misuse,
        fallback_gaps,
        is_registered,
        misuses,
        right_sources_of,
        right_sources_read,
    )
    from heartbeat_cli.metrics.run import (
        Aligned,
        HandCount,
        Run,
        align_metric,
        doubt_about,
        generous_tolerance,
        parse_as_of,
        parse_count,
        run_metric,
        run_shown,
    )
    from heartbeat_cli.metrics.shape.columns import QueryNames
    from heartbeat_cli.metrics.shape.fan_out import FanOut, fan_outs
    from heartbeat_cli.metrics.shape.select import SqlNode, parse_view, read_shape
    from heartbeat_cli.metrics.write import move_metric, write_metric

__getattr__, __dir__ = face(
    __name__,
    {
        "alignment": "Comparison align compare parse_tolerance record_mismatch refuse_unalignable",
        "clock": "bind_clock",
        "columns": "resolve unknown_columns",
        "evaluation": "Value evaluate",
        "guard": "check_counted check_sql",
        "lineage": "parse_sql read_tables tables_of",
        "load": "MetricFile find_metric load_all load_metric read_folders read_metric_file",
        "metric": (
            "Alignment BlockedOn CANDIDATE_STATUSES DIRECTIONS METRIC_STATUSES Metric Note WINDOWS "
            "definition_fingerprint effective_status why_realign"
        ),
        "name": "name_problems",
        "right_source": "Misuse fallback_gaps is_registered misuses right_sources_of right_sources_read",
        "run": (
            "Aligned HandCount Run align_metric doubt_about generous_tolerance parse_as_of parse_count "
            "run_metric run_shown"
        ),
        "shape.columns": "QueryNames",
        "shape.fan_out": "FanOut fan_outs",
        "shape.select": "SqlNode parse_view read_shape",
        "write": "move_metric write_metric",
    },
)

__all__ = [
    "CANDIDATE_STATUSES",
    "DIRECTIONS",
    "METRIC_STATUSES",
    "WINDOWS",
    "Aligned",
    "Alignment",
    "BlockedOn",
    "Comparison",
    "FanOut",
    "HandCount",
    "Metric",
    "MetricFile",
    "Misuse",
    "Note",
    "QueryNames",
    "Run",
    "SqlNode",
    "Value",
    "align",
    "align_metric",
    "bind_clock",
    "check_counted",
    "check_sql",
    "compare",
    "definition_fingerprint",
    "doubt_about",
    "effective_status",
    "evaluate",
    "fallback_gaps",
    "fan_outs",
    "find_metric",
    "generous_tolerance",
    "is_registered",
    "load_all",
    "load_metric",
    "misuses",
    "move_metric",
    "name_problems",
    "parse_as_of",
    "parse_count",
    "parse_sql",
    "parse_tolerance",
    "parse_view",
    "read_folders",
    "read_metric_file",
    "read_shape",
    "read_tables",
    "record_mismatch",
    "refuse_unalignable",
    "resolve",
    "right_sources_of",
    "right_sources_read",
    "run_metric",
    "run_shown",
    "tables_of",
    "unknown_columns",
    "why_realign",
    "write_metric",
]
