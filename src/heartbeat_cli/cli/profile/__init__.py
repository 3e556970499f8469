"""`hb profile`: what is in a database, schema, table, column or dump file."""

from heartbeat_cli.cli.profile.command import app

__all__ = ["app"]
