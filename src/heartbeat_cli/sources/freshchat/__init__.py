"""Freshchat's raw reports: asked for, waited for, and read as CSV."""

from typing import TYPE_CHECKING

from heartbeat_cli.faces import face

if TYPE_CHECKING:
    from heartbeat_cli.sources.freshchat.api import FreshchatApi, RawReport
    from heartbeat_cli.sources.freshchat.table import column_of, read_table

__getattr__, __dir__ = face(__name__, {"api": "FreshchatApi RawReport", "table": "column_of read_table"})

__all__ = ["FreshchatApi", "RawReport", "column_of", "read_table"]
