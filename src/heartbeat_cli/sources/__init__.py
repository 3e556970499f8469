"""Sources: what an archetype declares, and what it finds to land. A member of `sources/archetypes` is an archetype."""

from typing import TYPE_CHECKING

from heartbeat_cli.faces import face

if TYPE_CHECKING:
    from heartbeat_cli.sources.archetype import Access, Archetype, archetype_of
    from heartbeat_cli.sources.plan import Counters, Cursor, Plan, PlannedDataset, PlannedTable, RowKey
    from heartbeat_cli.sources.source_type import (
        SourceType,
        numeric_modifier,
        source_text,
        source_texts,
        spell_source_type,
    )

__getattr__, __dir__ = face(
    __name__,
    {
        "archetype": "Access Archetype archetype_of",
        "plan": "Counters Cursor Plan PlannedDataset PlannedTable RowKey",
        "source_type": "SourceType numeric_modifier source_text source_texts spell_source_type",
    },
)

__all__ = [
    "Access",
    "Archetype",
    "Counters",
    "Cursor",
    "Plan",
    "PlannedDataset",
    "PlannedTable",
    "RowKey",
    "SourceType",
    "archetype_of",
    "numeric_modifier",
    "source_text",
    "source_texts",
    "spell_source_type",
]
