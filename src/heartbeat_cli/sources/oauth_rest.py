"""An API over HTTP that is entered by OAuth. This version does not land one."""

from heartbeat_cli.estate import Archetype

ARCHETYPE = Archetype()
