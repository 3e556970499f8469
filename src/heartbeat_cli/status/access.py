"""May we read a source: what its archetype finds out when it asks, else what the inventory declares."""

from collections.abc import Mapping

from heartbeat_cli.estate import ProjectSettings, Source
from heartbeat_cli.sources import Access, Archetype, archetype_of


def probe_access(
    project: ProjectSettings, sources: tuple[Source, ...], *, ask_servers: bool = True
) -> Mapping[str, Access]:
    """The access to every source, by name."""
    access = {source.name: Access(source.believed_granted, "inventory") for source in sources}
    if ask_servers:
        alike: dict[Archetype, list[Source]] = {}
        for source in sources:
            alike.setdefault(archetype_of(source), []).append(source)
        for archetype, own in alike.items():
            access.update(archetype.probe(project, tuple(own)))
    return access
