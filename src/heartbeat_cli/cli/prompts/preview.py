"""What is shown beside a list is looked up while the list stays usable, and once."""

import asyncio
from collections.abc import Callable, Sequence
from typing import Any


class Previews:
    """The lines about each entry that was pointed at."""

    def __init__(self, look: Callable[[str, bool], Sequence[str]]) -> None:
        self._look = look
        self._found: dict[tuple[str, bool], Sequence[str]] = {}
        self._wanted: tuple[str, bool] | None = None
        self._busy = False

    def lines(self, value: str, app: Any, *, beside: bool) -> Sequence[str]:
        """Those of an entry; none until they are there, and then it is drawn again."""
        wanted = (value, beside)
        if wanted not in self._found:
            self._wanted = wanted
            if not self._busy and app.loop is not None:
                self._busy = True
                app.create_background_task(self._fetch(app))
        return self._found.get(wanted, ())

    async def _fetch(self, app: Any) -> None:
        """What was pointed at last; whoever runs down a list does not wait for all it passes."""
        loop = asyncio.get_running_loop()
        while self._wanted is not None:
            wanted, self._wanted = self._wanted, None
            self._found[wanted] = await loop.run_in_executor(None, self._look, *wanted)
            app.invalidate()
        self._busy = False
