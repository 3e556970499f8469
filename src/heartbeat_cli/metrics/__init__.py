"""Metrics: the file and the value, the guard and lineage of its SQL, its evaluation and its alignment.

What reads SQL is imported when first asked for: listing metrics needs no parser.
"""

from typing import TYPE_CHECKING

from heartbeat_cli.faces import face

if TYPE_CHECKING:
    from heartbeat_cli.metrics.alignment import (
        Comparison,
        HandCount,
        align,
        compare,
        record_mismatch,
        refuse_unalignable,
    )
    from heartbeat_cli.metrics.blind import refuse_program
    from heartbeat_cli.metrics.clock import bind_clock
    from heartbeat_cli.metrics.columns import TableColumns, resolve, unknown_columns
    from heartbeat_cli.metrics.definition import Definition, Difference, differences
    from heartbeat_cli.metrics.engine_failures import unknown_column
    from heartbeat_cli.metrics.evaluation import Value, evaluate, landed_types
    from heartbeat_cli.metrics.functions import PURE_FUNCTIONS
    from heartbeat_cli.metrics.git import first_authors
    from heartbeat_cli.metrics.guard import check_counted, check_rewritten, check_sql
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
        BLIND,
        CANDIDATE_STATUSES,
        DIRECTIONS,
        METRIC_STATUSES,
        REHEARSAL,
        SIGHTED,
        WINDOWS,
        Alignment,
        BlockedOn,
        Metric,
        Note,
    )
    from heartbeat_cli.metrics.name import name_problems
    from heartbeat_cli.metrics.receipt import EvaluationReceipt, TableRead, changed_columns, number_text, table_names
    from heartbeat_cli.metrics.recording import keep_receipts, make_receipt, metric_of, receipts_with
    from heartbeat_cli.metrics.records import (
        RecordProblem,
        effective_status,
        record_problems,
        says_something,
        what_changed,
        why_realign,
    )
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
        Rerun,
        Run,
        align_metric,
        doubt_about,
        history_of,
        parse_as_of,
        parse_count,
        run_again,
        run_metric,
        run_shown,
    )
    from heartbeat_cli.metrics.shape.columns import QueryNames
    from heartbeat_cli.metrics.shape.fan_out import FanOut, fan_outs
    from heartbeat_cli.metrics.shape.select import SqlNode, parse_view, read_shape
    from heartbeat_cli.metrics.tolerance import parse_tolerance
    from heartbeat_cli.metrics.write import move_metric, write_metric

__getattr__, __dir__ = face(
    __name__,
    {
        "alignment": "align compare Comparison HandCount record_mismatch refuse_unalignable",
        "blind": "refuse_program",
        "clock": "bind_clock",
        "columns": "TableColumns resolve unknown_columns",
        "definition": "Definition Difference differences",
        "engine_failures": "unknown_column",
        "evaluation": "evaluate landed_types Value",
        "functions": "PURE_FUNCTIONS",
        "git": "first_authors",
        "guard": "check_counted check_rewritten check_sql",
        "lineage": "parse_sql read_tables tables_of",
        "load": "find_metric load_all load_metric MetricFile read_folders read_metric_file",
        "metric": (
            "Alignment BLIND BlockedOn CANDIDATE_STATUSES DIRECTIONS Metric "
            "METRIC_STATUSES Note REHEARSAL SIGHTED WINDOWS"
        ),
        "name": "name_problems",
        "receipt": "changed_columns EvaluationReceipt number_text table_names TableRead",
        "recording": "keep_receipts make_receipt metric_of receipts_with",
        "records": "effective_status record_problems RecordProblem says_something what_changed why_realign",
        "right_source": "fallback_gaps is_registered Misuse misuses right_sources_of right_sources_read",
        "run": (
            "align_metric Aligned doubt_about history_of parse_as_of parse_count "
            "Rerun Run run_again run_metric run_shown"
        ),
        "shape.columns": "QueryNames",
        "shape.fan_out": "fan_outs FanOut",
        "shape.select": "parse_view read_shape SqlNode",
        "tolerance": "parse_tolerance",
        "write": "move_metric write_metric",
    },
)

__all__ = [
    "BLIND",
    "CANDIDATE_STATUSES",
    "DIRECTIONS",
    "METRIC_STATUSES",
    "PURE_FUNCTIONS",
    "REHEARSAL",
    "SIGHTED",
    "WINDOWS",
    "Aligned",
    "Alignment",
    "BlockedOn",
    "Comparison",
    "Definition",
    "Difference",
    "EvaluationReceipt",
    "FanOut",
    "HandCount",
    "Metric",
    "MetricFile",
    "Misuse",
    "Note",
    "QueryNames",
    "RecordProblem",
    "Rerun",
    "Run",
    "SqlNode",
    "TableColumns",
    "TableRead",
    "Value",
    "align",
    "align_metric",
    "bind_clock",
    "changed_columns",
    "check_counted",
    "check_rewritten",
    "check_sql",
    "compare",
    "differences",
    "doubt_about",
    "effective_status",
    "evaluate",
    "fallback_gaps",
    "fan_outs",
    "find_metric",
    "first_authors",
    "history_of",
    "is_registered",
    "keep_receipts",
    "landed_types",
    "load_all",
    "load_metric",
    "make_receipt",
    "metric_of",
    "misuses",
    "move_metric",
    "name_problems",
    "number_text",
    "parse_as_of",
    "parse_count",
    "parse_sql",
    "parse_tolerance",
    "parse_view",
    "read_folders",
    "read_metric_file",
    "read_shape",
    "read_tables",
    "receipts_with",
    "record_mismatch",
    "record_problems",
    "refuse_program",
    "refuse_unalignable",
    "resolve",
    "right_sources_of",
    "right_sources_read",
    "run_again",
    "run_metric",
    "run_shown",
    "says_something",
    "table_names",
    "tables_of",
    "unknown_column",
    "unknown_columns",
    "what_changed",
    "why_realign",
    "write_metric",
]
