"""A source nobody has looked into yet: its file says what is known, and what is needed first."""

from heartbeat_cli.sources import Archetype

ARCHETYPE = Archetype()
