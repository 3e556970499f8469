"""State: what hb keeps for itself between runs, in a project's `.heartbeat`: lock, run status, journal, caches.

`atomic` is the one way a file is written, `cache` the one cache, `lock` the one lock, `journal` the one journal.
"""

from typing import Final

from heartbeat_cli.state.holder import Holder, current_holder
from heartbeat_cli.state.lock import single_flight

STATE_FOLDER: Final = ".heartbeat"
"""In the project's folder; no file of it is committed."""

__all__ = ["STATE_FOLDER", "Holder", "current_holder", "single_flight"]
