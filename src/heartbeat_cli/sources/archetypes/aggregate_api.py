"""An API that gives figures, not rows. This version does not land one."""

from heartbeat_cli.sources import Archetype

ARCHETYPE = Archetype()
