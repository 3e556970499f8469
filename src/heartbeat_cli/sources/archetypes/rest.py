"""An API over HTTP with a key. This version does not land one."""

from heartbeat_cli.sources import Archetype

ARCHETYPE = Archetype()
