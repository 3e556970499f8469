"""Metrics: the file and the value, the guard and lineage of its SQL, its evaluation and its alignment.

What reads SQL is imported when first asked for: listing metrics needs no parser.
"""

from typing import TYPE_CHECKING

from heartbeat_cli.faces import face

if TYPE_CHECKING:
    from heartbeat_cli.metrics.age import (
        age_of_metric,
        ages_by_receipts,
        ages_of,
        is_shown,
        refuse_unfit,
        shown_status,
        with_age,
    )
    from heartbeat_cli.metrics.alignment import (
        Comparison,
        HandCount,
        align,
        compare,
        record_mismatch,
        refuse_unalignable,
    )
    from heartbeat_cli.metrics.asked import doubt_about, parse_as_of, parse_count
    from heartbeat_cli.metrics.bench import Bench, Run
    from heartbeat_cli.metrics.blind import drafting_agent, refuse_program
    from heartbeat_cli.metrics.breakdown import USUAL_TOP, Breakdown, Segment, break_down
    from heartbeat_cli.metrics.brief.alike import difference, metrics_like
    from heartbeat_cli.metrics.brief.brief import Brief, LikeMetric
    from heartbeat_cli.metrics.brief.counted import CountInWords, counted_or_none
    from heartbeat_cli.metrics.brief.examples import Examples, RowSample, example_rows, sample_rows
    from heartbeat_cli.metrics.change import WindowChange
    from heartbeat_cli.metrics.chosen import ChosenMetrics, choose, is_pattern
    from heartbeat_cli.metrics.clock import bind_clock
    from heartbeat_cli.metrics.columns import TableColumns, resolve, unknown_columns
    from heartbeat_cli.metrics.columns_read import columns_named
    from heartbeat_cli.metrics.definition import Definition, DefinitionChange, differences, sql_fingerprint
    from heartbeat_cli.metrics.elsewhere import SourceTable, source_tables, with_tables_called
    from heartbeat_cli.metrics.engine_failures import unknown_column
    from heartbeat_cli.metrics.evaluation import Value, evaluate, landed_types
    from heartbeat_cli.metrics.functions import PURE_FUNCTIONS
    from heartbeat_cli.metrics.gap.evidence import FurtherCounts, read_evidence
    from heartbeat_cli.metrics.gap.explain import CountGap, Reason, explain_gap
    from heartbeat_cli.metrics.gap.ids import IdSides, Split
    from heartbeat_cli.metrics.gap.plan import CountPlan, OtherWays, plan_count
    from heartbeat_cli.metrics.gap.ranking import PartCount
    from heartbeat_cli.metrics.git import checkout_of, first_authors, history_state, left_open
    from heartbeat_cli.metrics.guard import check_counted, check_rewritten, check_sql
    from heartbeat_cli.metrics.known_records import metrics_with_evidence
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
        Alignment,
        BlockedOn,
        KnownDifference,
        Metric,
        Migration,
        Note,
    )
    from heartbeat_cli.metrics.migrate.compare import DayPair, RowComparison
    from heartbeat_cli.metrics.migrate.decide import flip, know_difference
    from heartbeat_cli.metrics.migrate.differences import RowDifference
    from heartbeat_cli.metrics.migrate.draft import Proposal
    from heartbeat_cli.metrics.migrate.keys import KeyPair
    from heartbeat_cli.metrics.migrate.migrate import compare_migration
    from heartbeat_cli.metrics.migrate.standing import MigrationStanding
    from heartbeat_cli.metrics.migration import (
        legacy_sources,
        migration_target,
        migration_words,
        same_question,
        with_migration,
    )
    from heartbeat_cli.metrics.name import name_problems
    from heartbeat_cli.metrics.near import (
        ANOTHER_WINDOW,
        EQUAL,
        SAME_ROWS,
        NearMetric,
        QueryLikeness,
        likeness_of,
        near_metrics,
    )
    from heartbeat_cli.metrics.notes import (
        NoteGap,
        fallback_gaps,
        reason_gaps,
        reason_problem,
        review_gaps,
        review_problem,
        tried_gaps,
        tried_problems,
        tried_sources,
        tried_table,
    )
    from heartbeat_cli.metrics.personal import declared_table, is_personal, personal_columns
    from heartbeat_cli.metrics.receipt import (
        EvaluationReceipt,
        TableRead,
        changed_columns,
        moment_text,
        number_text,
        table_names,
    )
    from heartbeat_cli.metrics.recording import (
        keep_receipts,
        make_receipt,
        metric_of,
        newest_receipts,
        receipts_with,
        recorded_counts,
    )
    from heartbeat_cli.metrics.records import (
        RecordProblem,
        dates_hold,
        effective_status,
        record_problems,
        says_something,
        what_changed,
        why_realign,
    )
    from heartbeat_cli.metrics.right_source import (
        Misuse,
        is_registered,
        misuses,
        right_sources_of,
        right_sources_read,
    )
    from heartbeat_cli.metrics.run import (
        Aligned,
        Rerun,
        align_metric,
        histories_of,
        history_of,
        loads_read,
        run_again,
        run_metric,
        run_shown,
    )
    from heartbeat_cli.metrics.series.points import GAPS, Point, Series, series_at_once
    from heartbeat_cli.metrics.series.schedule import Schedule, parse_schedule
    from heartbeat_cli.metrics.several import Beside, Tried, run_several
    from heartbeat_cli.metrics.shape.adjusted import Adjustment, adjustments
    from heartbeat_cli.metrics.shape.bounds import Bound, begins_by_rows, bounds_of, is_about_the_clock
    from heartbeat_cli.metrics.shape.calendar import WrittenDay, calendar_window, written_days
    from heartbeat_cli.metrics.shape.columns import QueryNames
    from heartbeat_cli.metrics.shape.comparisons import ColumnComparison, compared_in
    from heartbeat_cli.metrics.shape.copies import Copies, copies
    from heartbeat_cli.metrics.shape.dimension import Dimension, dimension_of
    from heartbeat_cli.metrics.shape.expressions import nodes_inside
    from heartbeat_cli.metrics.shape.fan_out import FanOut, fan_outs
    from heartbeat_cli.metrics.shape.joins import Joins, Link, fixed_by, joins_of
    from heartbeat_cli.metrics.shape.numbers import number_of
    from heartbeat_cli.metrics.shape.picked import Pick, picks
    from heartbeat_cli.metrics.shape.read import parse_view, read_shape
    from heartbeat_cli.metrics.shape.select import Relation, Select, SqlNode
    from heartbeat_cli.metrics.shape.spans import Span, spans_of
    from heartbeat_cli.metrics.shape.windowed import counted_beside, leaves_all_rows
    from heartbeat_cli.metrics.tolerance import parse_tolerance
    from heartbeat_cli.metrics.waiting import is_provided, needs_lacking
    from heartbeat_cli.metrics.window import (
        CALENDAR,
        PERIOD,
        ROLLING,
        SINCE,
        TOTAL,
        Window,
        find_window,
        usual_windows,
        window_ending,
        window_title,
        without_ending,
    )
    from heartbeat_cli.metrics.write import move_metric, write_metric
    from heartbeat_cli.metrics.zero import is_unexplained_zero, table_without_rows

__getattr__, __dir__ = face(
    __name__,
    {
        "asked": "doubt_about parse_as_of parse_count",
        "age": "age_of_metric ages_by_receipts ages_of is_shown refuse_unfit shown_status with_age",
        "alignment": "align compare Comparison HandCount record_mismatch refuse_unalignable",
        "bench": "Bench Run",
        "blind": "drafting_agent refuse_program",
        "breakdown": "break_down Breakdown Segment USUAL_TOP",
        "change": "WindowChange",
        "chosen": "choose ChosenMetrics is_pattern",
        "brief.alike": "difference metrics_like",
        "brief.brief": "Brief LikeMetric",
        "brief.counted": "CountInWords counted_or_none",
        "brief.examples": "example_rows sample_rows Examples RowSample",
        "clock": "bind_clock",
        "columns": "resolve TableColumns unknown_columns",
        "columns_read": "columns_named",
        "definition": "Definition DefinitionChange differences sql_fingerprint",
        "elsewhere": "source_tables SourceTable with_tables_called",
        "engine_failures": "unknown_column",
        "evaluation": "evaluate landed_types Value",
        "functions": "PURE_FUNCTIONS",
        "gap.evidence": "FurtherCounts read_evidence",
        "gap.explain": "CountGap explain_gap Reason",
        "gap.plan": "CountPlan OtherWays plan_count",
        "gap.ids": "IdSides Split",
        "gap.ranking": "PartCount",
        "git": "checkout_of first_authors history_state left_open",
        "guard": "check_counted check_rewritten check_sql",
        "lineage": "parse_sql read_tables tables_of",
        "load": "find_metric load_all load_metric MetricFile read_folders read_metric_file",
        "metric": (
            "Alignment BLIND BlockedOn CANDIDATE_STATUSES DIRECTIONS "
            "KnownDifference Metric METRIC_STATUSES Migration Note REHEARSAL SIGHTED"
        ),
        "migrate.compare": "DayPair RowComparison",
        "migrate.differences": "RowDifference",
        "migrate.draft": "Proposal",
        "migrate.keys": "KeyPair",
        "migrate.decide": "flip know_difference",
        "migrate.migrate": "compare_migration",
        "migrate.standing": "MigrationStanding",
        "migration": "legacy_sources migration_target migration_words same_question with_migration",
        "name": "name_problems",
        "near": "ANOTHER_WINDOW EQUAL NearMetric QueryLikeness SAME_ROWS likeness_of near_metrics",
        "notes": (
            "NoteGap fallback_gaps reason_gaps reason_problem review_gaps review_problem tried_gaps tried_problems "
            "tried_sources tried_table"
        ),
        "personal": "declared_table is_personal personal_columns",
        "receipt": "changed_columns EvaluationReceipt moment_text number_text table_names TableRead",
        "recording": "keep_receipts make_receipt metric_of newest_receipts receipts_with recorded_counts",
        "records": "dates_hold effective_status record_problems RecordProblem says_something what_changed why_realign",
        "right_source": "is_registered Misuse misuses right_sources_of right_sources_read",
        "known_records": "metrics_with_evidence",
        "run": "align_metric Aligned histories_of history_of loads_read Rerun run_again run_metric run_shown",
        "several": "Beside run_several Tried",
        "series.points": "series_at_once GAPS Point Series",
        "series.schedule": "parse_schedule Schedule",
        "shape.adjusted": "Adjustment adjustments",
        "shape.calendar": "calendar_window WrittenDay written_days",
        "shape.bounds": "begins_by_rows Bound bounds_of is_about_the_clock",
        "shape.columns": "QueryNames",
        "shape.comparisons": "ColumnComparison compared_in",
        "shape.copies": "Copies copies",
        "shape.dimension": "Dimension dimension_of",
        "shape.fan_out": "fan_outs FanOut",
        "shape.joins": "fixed_by Joins joins_of Link",
        "shape.numbers": "number_of",
        "shape.picked": "Pick picks",
        "shape.expressions": "nodes_inside",
        "shape.read": "parse_view read_shape",
        "shape.select": "Relation Select SqlNode",
        "shape.spans": "Span spans_of",
        "shape.windowed": "counted_beside leaves_all_rows",
        "tolerance": "parse_tolerance",
        "waiting": "is_provided needs_lacking",
        "window": (
            "CALENDAR find_window PERIOD ROLLING SINCE TOTAL usual_windows Window window_ending window_title "
            "without_ending"
        ),
        "write": "move_metric write_metric",
        "zero": "is_unexplained_zero table_without_rows",
    },
)

__all__ = [
    "ANOTHER_WINDOW",
    "BLIND",
    "CALENDAR",
    "CANDIDATE_STATUSES",
    "DIRECTIONS",
    "EQUAL",
    "GAPS",
    "METRIC_STATUSES",
    "PERIOD",
    "PURE_FUNCTIONS",
    "REHEARSAL",
    "ROLLING",
    "SAME_ROWS",
    "SIGHTED",
    "SINCE",
    "TOTAL",
    "USUAL_TOP",
    "Adjustment",
    "Aligned",
    "Alignment",
    "Bench",
    "Beside",
    "BlockedOn",
    "Bound",
    "Breakdown",
    "Brief",
    "ChosenMetrics",
    "ColumnComparison",
    "Comparison",
    "Copies",
    "CountGap",
    "CountInWords",
    "CountPlan",
    "DayPair",
    "Definition",
    "DefinitionChange",
    "Dimension",
    "EvaluationReceipt",
    "Examples",
    "FanOut",
    "FurtherCounts",
    "HandCount",
    "IdSides",
    "Joins",
    "KeyPair",
    "KnownDifference",
    "LikeMetric",
    "Link",
    "Metric",
    "MetricFile",
    "Migration",
    "MigrationStanding",
    "Misuse",
    "NearMetric",
    "Note",
    "NoteGap",
    "OtherWays",
    "PartCount",
    "Pick",
    "Point",
    "Proposal",
    "QueryLikeness",
    "QueryNames",
    "Reason",
    "RecordProblem",
    "Relation",
    "Rerun",
    "RowComparison",
    "RowDifference",
    "RowSample",
    "Run",
    "Schedule",
    "Segment",
    "Select",
    "Series",
    "SourceTable",
    "Span",
    "Split",
    "SqlNode",
    "TableColumns",
    "TableRead",
    "Tried",
    "Value",
    "Window",
    "WindowChange",
    "WrittenDay",
    "adjustments",
    "age_of_metric",
    "ages_by_receipts",
    "ages_of",
    "align",
    "align_metric",
    "begins_by_rows",
    "bind_clock",
    "bounds_of",
    "break_down",
    "calendar_window",
    "changed_columns",
    "check_counted",
    "check_rewritten",
    "check_sql",
    "checkout_of",
    "choose",
    "columns_named",
    "compare",
    "compare_migration",
    "compared_in",
    "copies",
    "counted_beside",
    "counted_or_none",
    "dates_hold",
    "declared_table",
    "difference",
    "differences",
    "dimension_of",
    "doubt_about",
    "drafting_agent",
    "effective_status",
    "evaluate",
    "example_rows",
    "explain_gap",
    "fallback_gaps",
    "fan_outs",
    "find_metric",
    "find_window",
    "first_authors",
    "fixed_by",
    "flip",
    "histories_of",
    "history_of",
    "history_state",
    "is_about_the_clock",
    "is_pattern",
    "is_personal",
    "is_provided",
    "is_registered",
    "is_shown",
    "is_unexplained_zero",
    "joins_of",
    "keep_receipts",
    "know_difference",
    "landed_types",
    "leaves_all_rows",
    "left_open",
    "legacy_sources",
    "likeness_of",
    "load_all",
    "load_metric",
    "loads_read",
    "make_receipt",
    "metric_of",
    "metrics_like",
    "metrics_with_evidence",
    "migration_target",
    "migration_words",
    "misuses",
    "moment_text",
    "move_metric",
    "name_problems",
    "near_metrics",
    "needs_lacking",
    "newest_receipts",
    "nodes_inside",
    "number_of",
    "number_text",
    "parse_as_of",
    "parse_count",
    "parse_schedule",
    "parse_sql",
    "parse_tolerance",
    "parse_view",
    "personal_columns",
    "picks",
    "plan_count",
    "read_evidence",
    "read_folders",
    "read_metric_file",
    "read_shape",
    "read_tables",
    "reason_gaps",
    "reason_problem",
    "receipts_with",
    "record_mismatch",
    "record_problems",
    "recorded_counts",
    "refuse_program",
    "refuse_unalignable",
    "refuse_unfit",
    "resolve",
    "review_gaps",
    "review_problem",
    "right_sources_of",
    "right_sources_read",
    "run_again",
    "run_metric",
    "run_several",
    "run_shown",
    "same_question",
    "sample_rows",
    "says_something",
    "series_at_once",
    "shown_status",
    "source_tables",
    "spans_of",
    "sql_fingerprint",
    "table_names",
    "table_without_rows",
    "tables_of",
    "tried_gaps",
    "tried_problems",
    "tried_sources",
    "tried_table",
    "unknown_column",
    "unknown_columns",
    "usual_windows",
    "what_changed",
    "why_realign",
    "window_ending",
    "window_title",
    "with_age",
    "with_migration",
    "with_tables_called",
    "without_ending",
    "write_metric",
    "written_days",
]
