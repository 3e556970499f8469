"""The estate: the project, its clusters, its sources, and which source is the right one for a question."""

from typing import TYPE_CHECKING

from heartbeat_cli.faces import face

if TYPE_CHECKING:
    from heartbeat_cli.estate.access import (
        WantedTable,
        in_the_demo,
        is_wrong_password,
        marts_refused,
        not_granted,
        password_refused,
        reason_of,
        rows_hidden,
        source_refused,
        table_grants,
        wants_password,
    )
    from heartbeat_cli.estate.agreed import Enquiry, Milestone, SourceDecision
    from heartbeat_cli.estate.credentials import (
        DEMO_APIS,
        DEMO_ENV_FILE,
        SAID_ELSEWHERE,
        SET_BY_HB,
        Connection,
        clock_problem,
        cluster_connection,
        has_connection,
        is_rehearsal,
        marts_connection,
        may_rehearse,
        mirror_connection,
        read_environment,
    )
    from heartbeat_cli.estate.decisions import (
        PROFILE_FILE,
        UNDECIDED,
        ColumnDecision,
        Decisions,
        TableDecision,
        load_decisions,
        read_decisions,
        split_target_of_table,
    )
    from heartbeat_cli.estate.file_schema import schema_of_kind
    from heartbeat_cli.estate.inventory import (
        API_FOLDER,
        USUAL_FRESHNESS,
        Blocked,
        Freshness,
        Inventory,
        Slice,
        Source,
        Subject,
        TableSettings,
    )
    from heartbeat_cli.estate.limits import USUAL_LIMITS, QueryLimits
    from heartbeat_cli.estate.load import load_inventory, read_inventory
    from heartbeat_cli.estate.options import (
        ARCHETYPES,
        MARTS_KINDS,
        USUAL_KIND,
        MartsOptions,
        MartsSettings,
        SourceOptions,
    )
    from heartbeat_cli.estate.page import is_written, sources_not_named, sources_page, sources_page_file
    from heartbeat_cli.estate.phrases import Term, first_met, phrases_of
    from heartbeat_cli.estate.project import (
        DEMO_FOLDER,
        PROJECT_FILE,
        Cluster,
        ProjectSettings,
        find_project,
        load_project,
    )
    from heartbeat_cli.estate.right_source import Doubt, RightSource, doubts, right_sources
    from heartbeat_cli.estate.session_settings import PINNED, as_options, reading

__getattr__, __dir__ = face(
    __name__,
    {
        "agreed": "Enquiry Milestone SourceDecision",
        "access": "WantedTable in_the_demo is_wrong_password marts_refused not_granted password_refused reason_of "
        "rows_hidden source_refused table_grants wants_password",
        "credentials": (
            "Connection DEMO_APIS DEMO_ENV_FILE SAID_ELSEWHERE SET_BY_HB clock_problem cluster_connection "
            "has_connection is_rehearsal marts_connection may_rehearse mirror_connection read_environment"
        ),
        "decisions": (
            "ColumnDecision Decisions PROFILE_FILE TableDecision UNDECIDED load_decisions read_decisions "
            "split_target_of_table"
        ),
        "file_schema": "schema_of_kind",
        "inventory": "API_FOLDER Blocked Freshness Inventory Slice Source Subject TableSettings USUAL_FRESHNESS",
        "load": "load_inventory read_inventory",
        "options": "ARCHETYPES MARTS_KINDS USUAL_KIND MartsOptions MartsSettings SourceOptions",
        "phrases": "Term first_met phrases_of",
        "limits": "QueryLimits USUAL_LIMITS",
        "project": "Cluster DEMO_FOLDER PROJECT_FILE ProjectSettings find_project load_project",
        "right_source": "Doubt RightSource doubts right_sources",
        "session_settings": "PINNED as_options reading",
        "page": "is_written sources_not_named sources_page sources_page_file",
    },
)

__all__ = [
    "API_FOLDER",
    "ARCHETYPES",
    "DEMO_APIS",
    "DEMO_ENV_FILE",
    "DEMO_FOLDER",
    "MARTS_KINDS",
    "PINNED",
    "PROFILE_FILE",
    "PROJECT_FILE",
    "SAID_ELSEWHERE",
    "SET_BY_HB",
    "UNDECIDED",
    "USUAL_FRESHNESS",
    "USUAL_KIND",
    "USUAL_LIMITS",
    "Blocked",
    "Cluster",
    "ColumnDecision",
    "Connection",
    "Decisions",
    "Doubt",
    "Enquiry",
    "Freshness",
    "Inventory",
    "MartsOptions",
    "MartsSettings",
    "Milestone",
    "ProjectSettings",
    "QueryLimits",
    "RightSource",
    "Slice",
    "Source",
    "SourceDecision",
    "SourceOptions",
    "Subject",
    "TableDecision",
    "TableSettings",
    "Term",
    "WantedTable",
    "as_options",
    "clock_problem",
    "cluster_connection",
    "doubts",
    "find_project",
    "first_met",
    "has_connection",
    "in_the_demo",
    "is_rehearsal",
    "is_written",
    "is_wrong_password",
    "load_decisions",
    "load_inventory",
    "load_project",
    "marts_connection",
    "marts_refused",
    "may_rehearse",
    "mirror_connection",
    "not_granted",
    "password_refused",
    "phrases_of",
    "read_decisions",
    "read_environment",
    "read_inventory",
    "reading",
    "reason_of",
    "right_sources",
    "rows_hidden",
    "schema_of_kind",
    "source_refused",
    "sources_not_named",
    "sources_page",
    "sources_page_file",
    "split_target_of_table",
    "table_grants",
    "wants_password",
]
