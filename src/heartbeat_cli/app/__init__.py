"""The use cases: a typed request in, a value out. The command line, a notebook, a scheduler and an agent call the same.

`project.Project` is the face for programs (`from heartbeat_cli import Project`); the other modules are its verbs.
"""

from typing import TYPE_CHECKING

from heartbeat_cli.faces import face

if TYPE_CHECKING:
    from heartbeat_cli.app.addition import add_source
    from heartbeat_cli.app.brief import brief_of
    from heartbeat_cli.app.check import check_files
    from heartbeat_cli.app.completion import (
        cluster_names,
        database_names,
        exporter_names,
        kind_names,
        metric_names,
        rule_names,
        run_names,
        source_names,
        table_names,
        target_names,
    )
    from heartbeat_cli.app.container import run_in_container
    from heartbeat_cli.app.declared import explained_rule, file_kinds, file_schema, known_rules
    from heartbeat_cli.app.demo import find_demo, find_or_make_demo, grant_flawed
    from heartbeat_cli.app.discover import Discovery, find_out, step_on
    from heartbeat_cli.app.export import export_metrics
    from heartbeat_cli.app.ingest import IngestOutcome, IngestRun, check_request, plan, with_source_of_dump
    from heartbeat_cli.app.loads import FoundRun, end_of, find_run, verify, watch
    from heartbeat_cli.app.metric_list import MetricList
    from heartbeat_cli.app.metric_runs import means_one
    from heartbeat_cli.app.metrics import MetricDetails, MetricHandle, hand_count
    from heartbeat_cli.app.mirror import LoadedMirror, MirrorHandle, MirrorLoadPlan, MirrorPull
    from heartbeat_cli.app.notify import Notice, check_target, notice_of, send_notice
    from heartbeat_cli.app.profile import Answer, find_answer
    from heartbeat_cli.app.profile_decisions import GUESSES, decide
    from heartbeat_cli.app.project import Project
    from heartbeat_cli.app.rebuild import RebuildLoss, loss_of_rebuild
    from heartbeat_cli.app.search import search_estate
    from heartbeat_cli.app.setup import have_marts, set_up
    from heartbeat_cli.app.site_server import open_page, serving
    from heartbeat_cli.app.sources_verify import VerifiedInventory
    from heartbeat_cli.app.statistics import statistics_of
    from heartbeat_cli.app.steps import Steps
    from heartbeat_cli.app.suggestions import suggest, suggested_answers
    from heartbeat_cli.app.target import is_file, locate, split_source
    from heartbeat_cli.exports import Export, ExportRequest
    from heartbeat_cli.ingest import IngestRequest

__getattr__, __dir__ = face(
    __name__,
    {
        "notify": "Notice check_target notice_of send_notice",
        "addition": "add_source",
        "sources_verify": "VerifiedInventory",
        "brief": "brief_of",
        "check": "check_files",
        "completion": (
            "cluster_names database_names exporter_names kind_names metric_names rule_names run_names source_names "
            "table_names target_names"
        ),
        "container": "run_in_container",
        "profile_decisions": "GUESSES decide",
        "declared": "explained_rule file_kinds file_schema known_rules",
        "demo": "find_demo find_or_make_demo grant_flawed",
        "suggestions": "suggest suggested_answers",
        "discover": "Discovery find_out step_on",
        "export": "Export ExportRequest export_metrics",
        "ingest": "IngestOutcome IngestRequest IngestRun check_request plan with_source_of_dump",
        "loads": "FoundRun end_of find_run verify watch",
        "metric_runs": "means_one",
        "metric_list": "MetricList",
        "metrics": "MetricDetails MetricHandle hand_count",
        "mirror": "LoadedMirror MirrorHandle MirrorLoadPlan MirrorPull",
        "profile": "Answer find_answer",
        "project": "Project",
        "rebuild": "RebuildLoss loss_of_rebuild",
        "search": "search_estate",
        "setup": "have_marts set_up",
        "site_server": "open_page serving",
        "statistics": "statistics_of",
        "steps": "Steps",
        "target": "is_file locate split_source",
    },
)

__all__ = [
    "GUESSES",
    "Answer",
    "Discovery",
    "Export",
    "ExportRequest",
    "FoundRun",
    "IngestOutcome",
    "IngestRequest",
    "IngestRun",
    "LoadedMirror",
    "MetricDetails",
    "MetricHandle",
    "MetricList",
    "MirrorHandle",
    "MirrorLoadPlan",
    "MirrorPull",
    "Notice",
    "Project",
    "RebuildLoss",
    "Steps",
    "VerifiedInventory",
    "add_source",
    "brief_of",
    "check_files",
    "check_request",
    "check_target",
    "cluster_names",
    "database_names",
    "decide",
    "end_of",
    "explained_rule",
    "export_metrics",
    "exporter_names",
    "file_kinds",
    "file_schema",
    "find_answer",
    "find_demo",
    "find_or_make_demo",
    "find_out",
    "find_run",
    "grant_flawed",
    "hand_count",
    "have_marts",
    "is_file",
    "kind_names",
    "known_rules",
    "locate",
    "loss_of_rebuild",
    "means_one",
    "metric_names",
    "notice_of",
    "open_page",
    "plan",
    "rule_names",
    "run_in_container",
    "run_names",
    "search_estate",
    "send_notice",
    "serving",
    "set_up",
    "source_names",
    "split_source",
    "statistics_of",
    "step_on",
    "suggest",
    "suggested_answers",
    "table_names",
    "target_names",
    "verify",
    "watch",
    "with_source_of_dump",
]
