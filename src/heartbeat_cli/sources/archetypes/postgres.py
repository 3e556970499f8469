"""A database on a PostgreSQL server: the archetype that lands."""

from collections.abc import Mapping, Sequence
from typing import Any

from heartbeat_cli.estate import ProjectSettings, Source
from heartbeat_cli.sources import Access, Archetype, Plan


class Postgres(Archetype):
    """Reached as `cluster` of heartbeat.yml says; what to ask a DBA for are GRANTs, which every refusal spells out."""

    options: Mapping[str, Any] = {
        "cluster": {"type": "string", "description": "A cluster of heartbeat.yml."},
        "database": {"type": "string"},
    }
    required = ("cluster", "database", "schemas")
    lands = True

    def probe(self, project: ProjectSettings, sources: tuple[Source, ...]) -> Mapping[str, Access]:
        """Every cluster is asked whether we may read what the slices want."""
        from heartbeat_cli.status import ask_clusters

        return ask_clusters(project, sources)

    def survey(self, project: ProjectSettings, source: Source, only: Sequence[str] = ()) -> Plan:
        """The catalogue says which tables there are, what their columns are, and what tells their rows apart."""
        from heartbeat_cli.ingest import survey_database

        return survey_database(project, source, only)


ARCHETYPE = Postgres()
