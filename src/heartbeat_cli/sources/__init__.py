"""Sources: what an archetype declares, and what it finds to land. A member of `sources/archetypes` is an archetype."""

from typing import TYPE_CHECKING

from heartbeat_cli.faces import face

if TYPE_CHECKING:
    from heartbeat_cli.sources.archetype import Access, ApiArchetype, Archetype, archetype_of
    from heartbeat_cli.sources.epoch import SECONDS_FROM, not_after, per_second
    from heartbeat_cli.sources.failures import ApiFailedError, ApiRefusedError, IncompletePullError, QuotaError
    from heartbeat_cli.sources.http.client import ALONE, HttpClient
    from heartbeat_cli.sources.plan import PULLED, Counters, Cursor, Plan, PlannedDataset, PlannedTable, RowKey
    from heartbeat_cli.sources.rest.draft import SourceDraft, draft_from_answer, draft_from_openapi, write_draft
    from heartbeat_cli.sources.source_type import (
        SourceType,
        numeric_modifier,
        source_text,
        source_texts,
        spell_source_type,
    )
    from heartbeat_cli.sources.stream import (
        DOES_NOT_ADD_UP,
        Api,
        Field,
        Page,
        Portion,
        Record,
        Stream,
        Surroundings,
        read_json,
    )

__getattr__, __dir__ = face(
    __name__,
    {
        "archetype": "Access ApiArchetype Archetype archetype_of",
        "epoch": "SECONDS_FROM not_after per_second",
        "failures": "ApiFailedError ApiRefusedError IncompletePullError QuotaError",
        "http.client": "ALONE HttpClient",
        "plan": "PULLED Counters Cursor Plan PlannedDataset PlannedTable RowKey",
        "rest.draft": "SourceDraft draft_from_answer draft_from_openapi write_draft",
        "source_type": "SourceType numeric_modifier source_text source_texts spell_source_type",
        "stream": "Api DOES_NOT_ADD_UP Field Page Portion Record Stream Surroundings read_json",
    },
)

__all__ = [
    "ALONE",
    "DOES_NOT_ADD_UP",
    "PULLED",
    "SECONDS_FROM",
    "Access",
    "Api",
    "ApiArchetype",
    "ApiFailedError",
    "ApiRefusedError",
    "Archetype",
    "Counters",
    "Cursor",
    "Field",
    "HttpClient",
    "IncompletePullError",
    "Page",
    "Plan",
    "PlannedDataset",
    "PlannedTable",
    "Portion",
    "QuotaError",
    "Record",
    "RowKey",
    "SourceDraft",
    "SourceType",
    "Stream",
    "Surroundings",
    "archetype_of",
    "draft_from_answer",
    "draft_from_openapi",
    "not_after",
    "numeric_modifier",
    "per_second",
    "read_json",
    "source_text",
    "source_texts",
    "spell_source_type",
    "write_draft",
]
