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
    from heartbeat_cli.estate.credentials import (
        DEMO_ENV_FILE,
        Connection,
        cluster_connection,
        marts_connection,
        mirror_connection,
    )
    from heartbeat_cli.estate.file_schema import schema_of_kind
    from heartbeat_cli.estate.inventory import Blocked, Inventory, Slice, Source, Subject, TableSettings
    from heartbeat_cli.estate.load import load_inventory, read_inventory
    from heartbeat_cli.estate.options import ARCHETYPES, MARTS_KINDS, MartsOptions, MartsSettings, SourceOptions
    from heartbeat_cli.estate.project import (
        DEMO_FOLDER,
        PROJECT_FILE,
        Cluster,
        ProjectSettings,
        find_project,
        load_project,
    )
    from heartbeat_cli.estate.right_source import RightSource, right_sources

__getattr__, __dir__ = face(
    __name__,
    {
        "access": "in_the_demo is_wrong_password marts_refused not_granted reason_of source_refused",
        "credentials": "Connection DEMO_ENV_FILE cluster_connection marts_connection mirror_connection",
        "file_schema": "schema_of_kind",
        "inventory": "Blocked Inventory Slice Source Subject TableSettings",
        "load": "load_inventory read_inventory",
        "options": "ARCHETYPES MARTS_KINDS MartsOptions MartsSettings SourceOptions",
        "project": "Cluster DEMO_FOLDER PROJECT_FILE ProjectSettings find_project load_project",
        "right_source": "RightSource right_sources",
    },
)

__all__ = [
    "ARCHETYPES",
    "DEMO_ENV_FILE",
    "DEMO_FOLDER",
    "MARTS_KINDS",
    "PROJECT_FILE",
    "Blocked",
    "Cluster",
    "Connection",
    "Inventory",
    "MartsOptions",
    "MartsSettings",
    "ProjectSettings",
    "RightSource",
    "Slice",
    "Source",
    "SourceOptions",
    "Subject",
    "TableSettings",
    "cluster_connection",
    "find_project",
    "in_the_demo",
    "is_wrong_password",
    "load_inventory",
    "load_project",
    "marts_connection",
    "marts_refused",
    "mirror_connection",
    "not_granted",
    "read_inventory",
    "reason_of",
    "right_sources",
    "schema_of_kind",
    "source_refused",
]
