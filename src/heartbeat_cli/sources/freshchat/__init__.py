"""Freshchat's raw reports: asked for, waited for, and read as CSV."""

from typing import TYPE_CHECKING

from heartbeat_cli.faces import face

if TYPE_CHECKING:
    from heartbeat_cli.sources.freshchat.api import FreshchatApi, RawReport
    from heartbeat_cli.sources.freshchat.table import read_table

__getattr__, __dir__ = face(__name__, {"api": "FreshchatApi RawReport", "table": "read_table"})

__all__ = ["FreshchatApi", "RawReport", "read_table"]
