"""An API that gives figures, not rows. This version does not land one."""

from heartbeat_cli.estate import Archetype

ARCHETYPE = Archetype()
