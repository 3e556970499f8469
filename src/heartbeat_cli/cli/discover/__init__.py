"""`hb discover`: from a question to a candidate, right source first."""

from heartbeat_cli.cli.discover.command import app

__all__ = ["app"]
