"""`hb loads`: the runs of `hb ingest`, past and present."""

from heartbeat_cli.cli.loads.command import app

__all__ = ["app"]
