"""Pages as values: what is said of a value, in which order. One file per page; `blocks` are what a page is made of.

Nothing here draws, prints or decides how wide a page is: that is a format's. Every number, plural, size, time and path
is written by `wording`.
"""

from typing import TYPE_CHECKING

from heartbeat_cli.faces import face

if TYPE_CHECKING:
    from heartbeat_cli.sheets.add_source import added_document, added_sheet
    from heartbeat_cli.sheets.age import age_cell, age_words
    from heartbeat_cli.sheets.brief import brief_document, brief_sheet
    from heartbeat_cli.sheets.check import (
        Checked,
        mended_lines,
        report_document,
        report_sheet,
        report_summary,
        rule_sheet,
        rule_text,
        rules_document,
        rules_sheet,
        told_of,
    )
    from heartbeat_cli.sheets.count_plan import count_plan_document, count_plan_sheet
    from heartbeat_cli.sheets.data import SchemaData, TableData, data_sheet, summary_facts
    from heartbeat_cli.sheets.data_documents import data_document
    from heartbeat_cli.sheets.data_figures import data_rows
    from heartbeat_cli.sheets.data_words import how
    from heartbeat_cli.sheets.demo import demo_document, demo_sheet
    from heartbeat_cli.sheets.discover import event_blocks, outcome_sheet, problem_line
    from heartbeat_cli.sheets.discover_documents import outcome_document
    from heartbeat_cli.sheets.discover_sight import sight_lines
    from heartbeat_cli.sheets.discover_step import StepDocument, step_document, step_sheet
    from heartbeat_cli.sheets.doctor import doctor_document, doctor_sheet
    from heartbeat_cli.sheets.document import ErrorDocument, FailureDocument, error_document, plain
    from heartbeat_cli.sheets.export import export_asides, export_document, export_sheet, export_text
    from heartbeat_cli.sheets.gap import gap_document, gap_sheet
    from heartbeat_cli.sheets.ingest import results_sheet
    from heartbeat_cli.sheets.ingest_documents import results_document
    from heartbeat_cli.sheets.ingest_plan import plan_sheet
    from heartbeat_cli.sheets.ingest_plan_documents import plan_document
    from heartbeat_cli.sheets.loads import (
        ended_sheet,
        nothing_runs_sheet,
        run_outcome,
        run_reason,
        run_sheet,
        runs_sheet,
    )
    from heartbeat_cli.sheets.loads_documents import (
        EndedDocument,
        RunDocument,
        RunningDocument,
        run_document,
        run_in_detail,
        runs_document,
    )
    from heartbeat_cli.sheets.metric_runs import (
        SORTS,
        MetricRuns,
        change_cell,
        metric_beside_sheet,
        metric_rows,
        metric_runs_sheet,
        rows_left_out,
    )
    from heartbeat_cli.sheets.metrics import (
        about,
        aligned_sheet,
        error_words,
        metric_run_sheet,
        metric_sheet,
        metrics_sheet,
        migration_line,
        note_line,
        rerun_sheet,
        status_word,
        waits_for,
        with_unit,
    )
    from heartbeat_cli.sheets.metrics_documents import (
        aligned_document,
        metric_document,
        metric_run_document,
        metric_runs_document,
        metrics_document,
    )
    from heartbeat_cli.sheets.migrate import migration_document, migration_sheet
    from heartbeat_cli.sheets.mirror import dump_sheet, status_document, status_sheet
    from heartbeat_cli.sheets.mirror_diff import diff_document, diff_sheet
    from heartbeat_cli.sheets.mirror_load import load_plan_document, load_plan_sheet, loaded_document, loaded_sheet
    from heartbeat_cli.sheets.mirror_pull import pulled_document, pulled_sheet
    from heartbeat_cli.sheets.overview import (
        VersionDocument,
        WelcomeDocument,
        overview_document,
        overview_sheet,
        version_sheet,
        welcome_sheet,
    )
    from heartbeat_cli.sheets.profile.column import elsewhere_section
    from heartbeat_cli.sheets.profile.database import areas_of, links_section
    from heartbeat_cli.sheets.profile.decided import DecidedDocument, decided_sheet
    from heartbeat_cli.sheets.profile.document import profile_document
    from heartbeat_cli.sheets.profile.page import picture_sheet
    from heartbeat_cli.sheets.profile.picture import (
        Picture,
        filled_schemas,
        is_optional,
        is_unique,
        key_behind,
        tables_by_name,
    )
    from heartbeat_cli.sheets.profile.table import holds_words, landing_words, partitions_section
    from heartbeat_cli.sheets.profile.words import arranged
    from heartbeat_cli.sheets.schema import kinds_document, kinds_sheet
    from heartbeat_cli.sheets.search import found_document, found_sheet
    from heartbeat_cli.sheets.series import series_words
    from heartbeat_cli.sheets.setup import init_document, init_sheet, marts_document, marts_sheet
    from heartbeat_cli.sheets.site import MadeSite, site_document, site_sheet
    from heartbeat_cli.sheets.sources import (
        granted_word,
        plans_sheet,
        shown_words,
        source_sheet,
        source_word,
        sources_sheet,
    )
    from heartbeat_cli.sheets.sources_documents import sources_document
    from heartbeat_cli.sheets.sources_request import request_sheet
    from heartbeat_cli.sheets.sources_verify import verified_sources_document, verified_sources_sheet
    from heartbeat_cli.sheets.suggestions import suggestions_document, suggestions_sheet
    from heartbeat_cli.sheets.verify import verified_document, verified_sheet
    from heartbeat_cli.sheets.watch import (
        STOPPED_WAITING,
        Look,
        done_line,
        look_blocks,
        look_line,
        news_of,
        started_line,
        stopped_line,
        waiting_line,
    )

__getattr__, __dir__ = face(
    __name__,
    {
        "sources_request": "request_sheet",
        "discover_sight": "sight_lines",
        "doctor": "doctor_document doctor_sheet",
        "sources_verify": "verified_sources_document verified_sources_sheet",
        "brief": "brief_document brief_sheet",
        "check": (
            "Checked mended_lines report_document report_sheet report_summary rule_sheet rule_text rules_document "
            "rules_sheet told_of"
        ),
        "data": "summary_facts SchemaData TableData data_sheet",
        "data_documents": "data_document",
        "data_figures": "data_rows",
        "data_words": "how",
        "demo": "demo_document demo_sheet",
        "discover": "event_blocks outcome_sheet problem_line",
        "suggestions": "suggestions_document suggestions_sheet",
        "discover_documents": "outcome_document",
        "discover_step": "StepDocument step_document step_sheet",
        "document": "ErrorDocument FailureDocument error_document plain",
        "export": "export_asides export_document export_sheet export_text",
        "ingest": "results_sheet",
        "ingest_documents": "results_document",
        "ingest_plan": "plan_sheet",
        "ingest_plan_documents": "plan_document",
        "loads": "run_outcome run_reason ended_sheet nothing_runs_sheet run_sheet runs_sheet",
        "loads_documents": "EndedDocument RunDocument RunningDocument run_document run_in_detail runs_document",
        "count_plan": "count_plan_document count_plan_sheet",
        "gap": "gap_document gap_sheet",
        "age": "age_cell age_words",
        "series": "series_words",
        "metric_runs": "change_cell metric_beside_sheet metric_rows metric_runs_sheet MetricRuns rows_left_out SORTS",
        "metrics": (
            "about aligned_sheet error_words metric_run_sheet metric_sheet metrics_sheet migration_line note_line "
            "rerun_sheet status_word waits_for with_unit"
        ),
        "metrics_documents": (
            "aligned_document metric_document metric_run_document metric_runs_document metrics_document"
        ),
        "migrate": "migration_document migration_sheet",
        "mirror": "dump_sheet status_document status_sheet",
        "mirror_diff": "diff_document diff_sheet",
        "mirror_load": "load_plan_document load_plan_sheet loaded_document loaded_sheet",
        "mirror_pull": "pulled_document pulled_sheet",
        "overview": "VersionDocument WelcomeDocument overview_document overview_sheet version_sheet welcome_sheet",
        "profile.column": "elsewhere_section",
        "profile.database": "areas_of links_section",
        "profile.decided": "DecidedDocument decided_sheet",
        "profile.document": "profile_document",
        "profile.page": "picture_sheet",
        "profile.picture": ("Picture filled_schemas is_optional is_unique key_behind tables_by_name"),
        "profile.table": "holds_words landing_words partitions_section",
        "profile.words": "arranged",
        "schema": "kinds_document kinds_sheet",
        "search": "found_document found_sheet",
        "add_source": "added_document added_sheet",
        "site": "MadeSite site_document site_sheet",
        "sources": "granted_word source_word plans_sheet shown_words source_sheet sources_sheet",
        "sources_documents": "sources_document",
        "setup": "init_document init_sheet marts_document marts_sheet",
        "verify": "verified_document verified_sheet",
        "watch": "Look STOPPED_WAITING done_line look_blocks look_line news_of started_line stopped_line waiting_line",
    },
)

__all__ = [
    "SORTS",
    "STOPPED_WAITING",
    "Checked",
    "DecidedDocument",
    "EndedDocument",
    "ErrorDocument",
    "FailureDocument",
    "Look",
    "MadeSite",
    "MetricRuns",
    "Picture",
    "RunDocument",
    "RunningDocument",
    "SchemaData",
    "StepDocument",
    "TableData",
    "VersionDocument",
    "WelcomeDocument",
    "about",
    "added_document",
    "added_sheet",
    "age_cell",
    "age_words",
    "aligned_document",
    "aligned_sheet",
    "areas_of",
    "arranged",
    "brief_document",
    "brief_sheet",
    "change_cell",
    "count_plan_document",
    "count_plan_sheet",
    "data_document",
    "data_rows",
    "data_sheet",
    "decided_sheet",
    "demo_document",
    "demo_sheet",
    "diff_document",
    "diff_sheet",
    "doctor_document",
    "doctor_sheet",
    "done_line",
    "dump_sheet",
    "elsewhere_section",
    "ended_sheet",
    "error_document",
    "error_words",
    "event_blocks",
    "export_asides",
    "export_document",
    "export_sheet",
    "export_text",
    "filled_schemas",
    "found_document",
    "found_sheet",
    "gap_document",
    "gap_sheet",
    "granted_word",
    "holds_words",
    "how",
    "init_document",
    "init_sheet",
    "is_optional",
    "is_unique",
    "key_behind",
    "kinds_document",
    "kinds_sheet",
    "landing_words",
    "links_section",
    "load_plan_document",
    "load_plan_sheet",
    "loaded_document",
    "loaded_sheet",
    "look_blocks",
    "look_line",
    "marts_document",
    "marts_sheet",
    "mended_lines",
    "metric_beside_sheet",
    "metric_document",
    "metric_rows",
    "metric_run_document",
    "metric_run_sheet",
    "metric_runs_document",
    "metric_runs_sheet",
    "metric_sheet",
    "metrics_document",
    "metrics_sheet",
    "migration_document",
    "migration_line",
    "migration_sheet",
    "news_of",
    "note_line",
    "nothing_runs_sheet",
    "outcome_document",
    "outcome_sheet",
    "overview_document",
    "overview_sheet",
    "partitions_section",
    "picture_sheet",
    "plain",
    "plan_document",
    "plan_sheet",
    "plans_sheet",
    "problem_line",
    "profile_document",
    "pulled_document",
    "pulled_sheet",
    "report_document",
    "report_sheet",
    "report_summary",
    "request_sheet",
    "rerun_sheet",
    "results_document",
    "results_sheet",
    "rows_left_out",
    "rule_sheet",
    "rule_text",
    "rules_document",
    "rules_sheet",
    "run_document",
    "run_in_detail",
    "run_outcome",
    "run_reason",
    "run_sheet",
    "runs_document",
    "runs_sheet",
    "series_words",
    "shown_words",
    "sight_lines",
    "site_document",
    "site_sheet",
    "source_sheet",
    "source_word",
    "sources_document",
    "sources_sheet",
    "started_line",
    "status_document",
    "status_sheet",
    "status_word",
    "step_document",
    "step_sheet",
    "stopped_line",
    "suggestions_document",
    "suggestions_sheet",
    "summary_facts",
    "tables_by_name",
    "told_of",
    "verified_document",
    "verified_sheet",
    "verified_sources_document",
    "verified_sources_sheet",
    "version_sheet",
    "waiting_line",
    "waits_for",
    "welcome_sheet",
    "with_unit",
]
