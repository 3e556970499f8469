"""An API over HTTP with a key. This version does not land one."""

from heartbeat_cli.estate import Archetype

ARCHETYPE = Archetype()
