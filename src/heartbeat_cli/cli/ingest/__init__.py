"""`hb ingest`: land a source's slice in the marts."""

from heartbeat_cli.cli.ingest.command import app

__all__ = ["app"]
