"""Sources: what an archetype declares, and what it finds to land. A member of `sources/archetypes` is an archetype."""

from typing import TYPE_CHECKING

from heartbeat_cli.faces import face

if TYPE_CHECKING:
    from heartbeat_cli.sources.archetype import Access, ApiArchetype, Archetype, archetype_of
    from heartbeat_cli.sources.failures import ApiFailedError, ApiRefusedError, IncompletePullError, QuotaError
    from heartbeat_cli.sources.plan import PULLED, Counters, Cursor, Plan, PlannedDataset, PlannedTable, RowKey
    from heartbeat_cli.sources.source_type import (
        SourceType,
        numeric_modifier,
        source_text,
        source_texts,
        spell_source_type,
    )
    from heartbeat_cli.sources.stream import Api, Field, Page, Portion, Record, Stream, Surroundings, read_json

__getattr__, __dir__ = face(
    __name__,
    {
        "archetype": "Access ApiArchetype Archetype archetype_of",
        "failures": "ApiFailedError ApiRefusedError IncompletePullError QuotaError",
        "plan": "PULLED Counters Cursor Plan PlannedDataset PlannedTable RowKey",
        "source_type": "SourceType numeric_modifier source_text source_texts spell_source_type",
        "stream": "Api Field Page Portion Record Stream Surroundings read_json",
    },
)

__all__ = [
    "PULLED",
    "Access",
    "Api",
    "ApiArchetype",
    "ApiFailedError",
    "ApiRefusedError",
    "Archetype",
    "Counters",
    "Cursor",
    "Field",
    "IncompletePullError",
    "Page",
    "Plan",
    "PlannedDataset",
    "PlannedTable",
    "Portion",
    "QuotaError",
    "Record",
    "RowKey",
    "SourceType",
    "Stream",
    "Surroundings",
    "archetype_of",
    "numeric_modifier",
    "read_json",
    "source_text",
    "source_texts",
    "spell_source_type",
]
