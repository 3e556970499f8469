"""The wizard's backend for one conversation: open as long as it lasts, each reply remembered."""

from datetime import datetime
from threading import RLock
from types import TracebackType
from typing import Any, Final, Self

from heartbeat_cli.discovery.backend import Backend
from heartbeat_cli.discovery.effects import Effect, FindName, Propose, Search, Survey, Write
from heartbeat_cli.errors import HbError
from heartbeat_cli.estate import ProjectSettings, load_inventory

_ANEW: Final = (FindName, Write)
"""What is asked for every time: others may have written meanwhile."""


class Desk:
    """Answers what the machine wants, and what a person looks at while they are asked; from any thread, one at once."""

    def __init__(self, project: ProjectSettings, as_of: datetime) -> None:
        self.project, self.as_of = project, as_of
        self.inventory = load_inventory(project)
        self.backend = Backend(project, self.inventory, as_of)
        self._replies: dict[Effect, Any] = {}
        self._alone = RLock()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.backend.__exit__(kind, error, trace)

    def answer(self, effect: Effect) -> Any:
        """The reply to an effect, as it was the first time. Raises HbError as the backend does."""
        with self._alone:
            if isinstance(effect, _ANEW):
                return self.backend.answer(effect)
            if effect not in self._replies:
                self._replies[effect] = self.backend.answer(effect)
            return self._replies[effect]

    def glance(self, effect: Effect) -> Any:
        """The same for who looks beside the questions: None where it cannot be had."""
        try:
            return self.answer(effect)
        except HbError:
            return None

    def make_ready(self) -> "Desk":
        """Read ahead of the first question what every way asks for; whatever fails is told when it is asked for."""
        self.glance(Survey())
        self.glance(Search("ready", self.inventory.names()))
        self.glance(Propose("ready", (self.inventory.truth_source,)))
        return self
