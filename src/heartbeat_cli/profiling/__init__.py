"""Schema → what is in it: references, roles, cursors, and what detectors find. Pure functions over catalogue values.

`facts` is what is known of a schema, each fact found once; a file of `detectors` finds one kind of thing in it and says
how that is shown; `profiles` holds both for a database, schema, table or column. `statistics` reads landed rows.

What other rooms use is imported when it is asked for: most of them need one function and none of the detectors.
"""

from typing import TYPE_CHECKING

from heartbeat_cli.faces import face

if TYPE_CHECKING:
    from heartbeat_cli.profiling.commented import UnknownName, unknown_names, with_comments
    from heartbeat_cli.profiling.cursors import choose_cursor, event_column, leads_an_index
    from heartbeat_cli.profiling.detectors.areas import SubjectArea, areas_section
    from heartbeat_cli.profiling.detectors.connections import Connected
    from heartbeat_cli.profiling.detectors.gaps import NO_PRIMARY_KEY, NO_REFERENCE
    from heartbeat_cli.profiling.detectors.inferred import InferredReference, inferred_references
    from heartbeat_cli.profiling.detectors.parts.communities import communities
    from heartbeat_cli.profiling.detectors.parts.currencies import currency_columns
    from heartbeat_cli.profiling.detectors.parts.detector import DETECTORS, Detector, ProfiledSubject, Shown, brought
    from heartbeat_cli.profiling.detectors.parts.inconsistency import Inconsistency
    from heartbeat_cli.profiling.detectors.parts.wording import local, tally
    from heartbeat_cli.profiling.detectors.personal import PersonalTag, personal_tags
    from heartbeat_cli.profiling.detectors.quantities import Quantity, quantities, quantity_words
    from heartbeat_cli.profiling.detectors.recommended_slice import SliceChoice, cursor_summary
    from heartbeat_cli.profiling.detectors.states import StateLog, StateMachine, state_machines
    from heartbeat_cli.profiling.elsewhere import KeyElsewhere, same_key_elsewhere
    from heartbeat_cli.profiling.facts import DatabaseFacts, SchemaFacts
    from heartbeat_cli.profiling.profiles import (
        ColumnProfile,
        DatabaseProfile,
        SchemaProfile,
        Sections,
        TableContext,
        TableProfile,
    )
    from heartbeat_cli.profiling.roles import (
        DICTIONARY_SCHEMAS,
        FRAMEWORK_TABLES,
        dictionary_reason,
        log_reason,
        state_log_reason,
        subject_of,
    )
    from heartbeat_cli.profiling.schema_profile import profile_database, profile_schema
    from heartbeat_cli.profiling.statistics.landed import open_landed
    from heartbeat_cli.profiling.statistics.summary import TableSummary, summarise_tables
    from heartbeat_cli.profiling.statistics.table import table_statistics
    from heartbeat_cli.profiling.statistics.values import (
        MASK,
        ColumnStatistics,
        Count,
        CursorCheck,
        Histogram,
        KeyCheck,
        NewestValue,
        ReferenceCheck,
        Sample,
        Share,
        TableStatistics,
    )
    from heartbeat_cli.profiling.table_profile import profile_column, profile_table_in_context
    from heartbeat_cli.profiling.values import CursorChoice, Dictionary, EventLog, PlannedSlice, Reference

__getattr__, __dir__ = face(
    __name__,
    {
        "commented": "UnknownName unknown_names with_comments",
        "cursors": "choose_cursor event_column leads_an_index",
        "detectors.areas": "SubjectArea areas_section",
        "detectors.connections": "Connected",
        "detectors.gaps": "NO_PRIMARY_KEY NO_REFERENCE",
        "detectors.inferred": "InferredReference inferred_references",
        "detectors.parts.communities": "communities",
        "detectors.parts.currencies": "currency_columns",
        "detectors.parts.detector": "DETECTORS Detector ProfiledSubject Shown brought",
        "detectors.parts.inconsistency": "Inconsistency",
        "detectors.parts.wording": "local tally",
        "detectors.personal": "PersonalTag personal_tags",
        "detectors.quantities": "Quantity quantities quantity_words",
        "detectors.recommended_slice": "SliceChoice cursor_summary",
        "detectors.states": "StateLog StateMachine state_machines",
        "elsewhere": "KeyElsewhere same_key_elsewhere",
        "facts": "DatabaseFacts SchemaFacts",
        "profiles": "ColumnProfile DatabaseProfile SchemaProfile Sections TableContext TableProfile",
        "roles": "DICTIONARY_SCHEMAS FRAMEWORK_TABLES dictionary_reason log_reason state_log_reason subject_of",
        "schema_profile": "profile_database profile_schema",
        "statistics.landed": "open_landed",
        "statistics.summary": "TableSummary summarise_tables",
        "statistics.table": "table_statistics",
        "statistics.values": (
            "ColumnStatistics Count CursorCheck NewestValue Histogram KeyCheck MASK ReferenceCheck Sample Share"
            " TableStatistics"
        ),
        "table_profile": "profile_column profile_table_in_context",
        "values": "CursorChoice Dictionary EventLog PlannedSlice Reference",
    },
)

__all__ = [
    "DETECTORS",
    "DICTIONARY_SCHEMAS",
    "FRAMEWORK_TABLES",
    "MASK",
    "NO_PRIMARY_KEY",
    "NO_REFERENCE",
    "ColumnProfile",
    "ColumnStatistics",
    "Connected",
    "Count",
    "CursorCheck",
    "CursorChoice",
    "DatabaseFacts",
    "DatabaseProfile",
    "Detector",
    "Dictionary",
    "EventLog",
    "Histogram",
    "Inconsistency",
    "InferredReference",
    "KeyCheck",
    "KeyElsewhere",
    "NewestValue",
    "PersonalTag",
    "PlannedSlice",
    "ProfiledSubject",
    "Quantity",
    "Reference",
    "ReferenceCheck",
    "Sample",
    "SchemaFacts",
    "SchemaProfile",
    "Sections",
    "Share",
    "Shown",
    "SliceChoice",
    "StateLog",
    "StateMachine",
    "SubjectArea",
    "TableContext",
    "TableProfile",
    "TableStatistics",
    "TableSummary",
    "UnknownName",
    "areas_section",
    "brought",
    "choose_cursor",
    "communities",
    "currency_columns",
    "cursor_summary",
    "dictionary_reason",
    "event_column",
    "inferred_references",
    "leads_an_index",
    "local",
    "log_reason",
    "open_landed",
    "personal_tags",
    "profile_column",
    "profile_database",
    "profile_schema",
    "profile_table_in_context",
    "quantities",
    "quantity_words",
    "same_key_elsewhere",
    "state_log_reason",
    "state_machines",
    "subject_of",
    "summarise_tables",
    "table_statistics",
    "tally",
    "unknown_names",
    "with_comments",
]
