"""The archetypes of hb, one file each: the ways a source is reached, and what each asks for first."""

from heartbeat_cli.estate import Access, Archetype, archetype_names, archetype_of

__all__ = ["Access", "Archetype", "archetype_names", "archetype_of"]
