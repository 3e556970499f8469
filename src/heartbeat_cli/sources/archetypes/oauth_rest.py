"""An API over HTTP that is entered by OAuth. This version does not land one."""

from heartbeat_cli.sources import Archetype

ARCHETYPE = Archetype()
