"""The commands of ALTER TABLE about how things are stored."""

from collections.abc import Callable

from ..settings import changed
from .command import Command
from .storage import set_column, set_foreign_options, set_options


def set_column_setting(command: Command) -> None:
    """ALTER COLUMN … SET STATISTICS, STORAGE, COMPRESSION, (…), OPTIONS (…)."""
    if command.table.is_view:
        command.draft.left_out.add("settings of views' columns")
    for column in command.columns():
        set_column(column, command.node)


def set_table_options(command: Command) -> None:
    """SET (…) and RESET (…)."""
    command.table.settings = set_options(command.table.settings, command.node)


def set_table_foreign_options(command: Command) -> None:
    """OPTIONS (…) of a foreign table."""
    command.table.settings = set_foreign_options(command.table.settings, command.node["def"]["List"]["items"])


def set_place(name: str) -> Callable[[Command], None]:
    """SET TABLESPACE, SET ACCESS METHOD, CLUSTER ON and SET WITHOUT CLUSTER."""

    def put(command: Command) -> None:
        value = command.node.get("name")
        usual = value in (None, "pg_default", "heap")
        command.table.settings = changed(command.table.settings, name, None if usual else value)

    return put


def set_replica_identity(command: Command) -> None:
    """REPLICA IDENTITY."""
    said = command.node["def"]["ReplicaIdentityStmt"]
    word = {"f": "full", "n": "nothing", "i": f"index {said.get('name')}"}.get(said["identity_type"])
    command.table.settings = changed(command.table.settings, "replica identity", word)
