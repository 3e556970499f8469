"""Schema → what is in it: references, roles, cursors, and what detectors find. Pure functions over catalogue values.

`facts` is what is known of a schema, each fact found once; a file of `detectors` finds one kind of thing in it and says
how that is shown; `profiles` holds both for a database, schema, table or column. `statistics` reads landed rows.

What other rooms use is imported when it is asked for: most of them need one function and none of the detectors.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from heartbeat_cli.profiling.cursors import choose_cursor as choose_cursor
    from heartbeat_cli.profiling.cursors import event_column as event_column
    from heartbeat_cli.profiling.cursors import leads_an_index as leads_an_index
    from heartbeat_cli.profiling.detectors.areas import SubjectArea as SubjectArea
    from heartbeat_cli.profiling.detectors.areas import areas_section as areas_section
    from heartbeat_cli.profiling.detectors.gaps import NO_PRIMARY_KEY as NO_PRIMARY_KEY
    from heartbeat_cli.profiling.detectors.gaps import NO_REFERENCE as NO_REFERENCE
    from heartbeat_cli.profiling.detectors.inferred import InferredReference as InferredReference
    from heartbeat_cli.profiling.detectors.parts.detector import DETECTORS as DETECTORS
    from heartbeat_cli.profiling.detectors.parts.detector import brought as brought
    from heartbeat_cli.profiling.detectors.parts.inconsistency import Inconsistency as Inconsistency
    from heartbeat_cli.profiling.detectors.parts.wording import local as local
    from heartbeat_cli.profiling.detectors.parts.wording import tally as tally
    from heartbeat_cli.profiling.detectors.personal import PersonalTag as PersonalTag
    from heartbeat_cli.profiling.detectors.quantities import Quantity as Quantity
    from heartbeat_cli.profiling.detectors.quantities import quantity_words as quantity_words
    from heartbeat_cli.profiling.detectors.recommended_slice import SliceChoice as SliceChoice
    from heartbeat_cli.profiling.detectors.recommended_slice import cursor_summary as cursor_summary
    from heartbeat_cli.profiling.detectors.states import StateMachine as StateMachine
    from heartbeat_cli.profiling.elsewhere import KeyElsewhere as KeyElsewhere
    from heartbeat_cli.profiling.elsewhere import same_key_elsewhere as same_key_elsewhere
    from heartbeat_cli.profiling.profiles import ColumnProfile as ColumnProfile
    from heartbeat_cli.profiling.profiles import DatabaseProfile as DatabaseProfile
    from heartbeat_cli.profiling.profiles import SchemaProfile as SchemaProfile
    from heartbeat_cli.profiling.profiles import Sections as Sections
    from heartbeat_cli.profiling.profiles import TableContext as TableContext
    from heartbeat_cli.profiling.profiles import TableProfile as TableProfile
    from heartbeat_cli.profiling.roles import DICTIONARY_SCHEMAS as DICTIONARY_SCHEMAS
    from heartbeat_cli.profiling.roles import dictionary_reason as dictionary_reason
    from heartbeat_cli.profiling.roles import log_reason as log_reason
    from heartbeat_cli.profiling.roles import state_log_reason as state_log_reason
    from heartbeat_cli.profiling.roles import subject_of as subject_of
    from heartbeat_cli.profiling.schema_profile import profile_database as profile_database
    from heartbeat_cli.profiling.schema_profile import profile_schema as profile_schema
    from heartbeat_cli.profiling.table_profile import profile_column as profile_column
    from heartbeat_cli.profiling.table_profile import profile_table_in_context as profile_table_in_context
    from heartbeat_cli.profiling.values import CursorChoice as CursorChoice
    from heartbeat_cli.profiling.values import Dictionary as Dictionary
    from heartbeat_cli.profiling.values import EventLog as EventLog
    from heartbeat_cli.profiling.values import PlannedSlice as PlannedSlice
    from heartbeat_cli.profiling.values import Reference as Reference

_MODULES = {
    "cursors": "choose_cursor event_column leads_an_index",
    "detectors.areas": "SubjectArea areas_section",
    "detectors.parts.inconsistency": "Inconsistency",
    "detectors.gaps": "NO_PRIMARY_KEY NO_REFERENCE",
    "detectors.inferred": "InferredReference",
    "detectors.parts.detector": "DETECTORS brought",
    "detectors.parts.wording": "local tally",
    "detectors.personal": "PersonalTag",
    "detectors.quantities": "Quantity quantity_words",
    "detectors.recommended_slice": "SliceChoice cursor_summary",
    "detectors.states": "StateMachine",
    "elsewhere": "KeyElsewhere same_key_elsewhere",
    "profiles": "ColumnProfile DatabaseProfile SchemaProfile Sections TableContext TableProfile",
    "roles": "DICTIONARY_SCHEMAS dictionary_reason log_reason state_log_reason subject_of",
    "schema_profile": "profile_database profile_schema",
    "table_profile": "profile_column profile_table_in_context",
    "values": "CursorChoice Dictionary EventLog PlannedSlice Reference",
}
_HOMES = {name: module for module, names in _MODULES.items() for name in names.split()}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    return sorted(_HOMES)
