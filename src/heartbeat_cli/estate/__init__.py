"""The estate: the project, its clusters, its sources, and which source is the right one for a question."""

from heartbeat_cli.estate.archetype import Access, Archetype, archetype_names, archetype_of
from heartbeat_cli.estate.credentials import Connection, cluster_connection, marts_connection
from heartbeat_cli.estate.file_schema import file_schema
from heartbeat_cli.estate.inventory import Blocked, Inventory, Slice, Source, Subject, TableSettings
from heartbeat_cli.estate.load import load_inventory, read_inventory
from heartbeat_cli.estate.marts_kind import MartsKind, marts_kind, marts_kind_names, marts_kind_of
from heartbeat_cli.estate.project import Cluster, MartsSettings, ProjectSettings, find_project, load_project
from heartbeat_cli.estate.right_source import RightSource, right_sources

__all__ = [
    "Access",
    "Archetype",
    "Blocked",
    "Cluster",
    "Connection",
    "Inventory",
    "MartsKind",
    "MartsSettings",
    "ProjectSettings",
    "RightSource",
    "Slice",
    "Source",
    "Subject",
    "TableSettings",
    "archetype_names",
    "archetype_of",
    "cluster_connection",
    "file_schema",
    "find_project",
    "load_inventory",
    "load_project",
    "marts_connection",
    "marts_kind",
    "marts_kind_names",
    "marts_kind_of",
    "read_inventory",
    "right_sources",
]
