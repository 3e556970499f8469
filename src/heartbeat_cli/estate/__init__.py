"""The estate: the project, its clusters, its sources, and which source is the right one for a question."""

from typing import TYPE_CHECKING

from heartbeat_cli.faces import face

if TYPE_CHECKING:
    from heartbeat_cli.estate.access import (
        in_the_demo,
        is_wrong_password,
        marts_refused,
        not_granted,
        reason_of,
        source_refused,
    )
    from heartbeat_cli.estate.archetype import Access, Archetype, archetype_names, archetype_of
    from heartbeat_cli.estate.credentials import (
        DEMO_ENV_FILE,
        Connection,
        cluster_connection,
        is_rehearsal,
        marts_connection,
        mirror_connection,
    )
    from heartbeat_cli.estate.file_schema import schema_of_kind
    from heartbeat_cli.estate.inventory import Blocked, Inventory, Slice, Source, Subject, TableSettings
    from heartbeat_cli.estate.load import load_inventory, read_inventory
    from heartbeat_cli.estate.marts_kind import MartsKind, find_marts_kind, marts_kind_names, marts_kind_of
    from heartbeat_cli.estate.project import (
        DEMO_FOLDER,
        PROJECT_FILE,
        Cluster,
        MartsSettings,
        ProjectSettings,
        find_project,
        load_project,
    )
    from heartbeat_cli.estate.right_source import RightSource, right_sources

__getattr__, __dir__ = face(
    __name__,
    {
        "access": "in_the_demo is_wrong_password marts_refused not_granted reason_of source_refused",
        "archetype": "Access Archetype archetype_names archetype_of",
        "credentials": ("Connection DEMO_ENV_FILE cluster_connection is_rehearsal marts_connection mirror_connection"),
        "file_schema": "schema_of_kind",
        "inventory": "Blocked Inventory Slice Source Subject TableSettings",
        "load": "load_inventory read_inventory",
        "marts_kind": "MartsKind find_marts_kind marts_kind_names marts_kind_of",
        "project": "Cluster DEMO_FOLDER MartsSettings PROJECT_FILE ProjectSettings find_project load_project",
        "right_source": "RightSource right_sources",
    },
)

__all__ = [
    "DEMO_ENV_FILE",
    "DEMO_FOLDER",
    "PROJECT_FILE",
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
    "find_marts_kind",
    "find_project",
    "in_the_demo",
    "is_rehearsal",
    "is_wrong_password",
    "load_inventory",
    "load_project",
    "marts_connection",
    "marts_kind_names",
    "marts_kind_of",
    "marts_refused",
    "mirror_connection",
    "not_granted",
    "read_inventory",
    "reason_of",
    "right_sources",
    "schema_of_kind",
    "source_refused",
]
