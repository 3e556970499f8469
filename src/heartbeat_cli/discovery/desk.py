"""The wizard's backend for one conversation: open as long as it lasts, each reply remembered."""

from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import datetime
from threading import RLock
from types import TracebackType
from typing import Any, Final, Self

from heartbeat_cli.discovery.asking import Ask, Reply
from heartbeat_cli.discovery.backend import Backend
from heartbeat_cli.discovery.conversation import StoppedAsking
from heartbeat_cli.discovery.driver import Answers, drive, start
from heartbeat_cli.discovery.effects import Effect, FindName, Survey, Write
from heartbeat_cli.errors import HbError
from heartbeat_cli.estate import ProjectSettings, load_inventory
from heartbeat_cli.marts import SourceLanding, landed_relation
from heartbeat_cli.metrics import Metric, evaluate

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

    def make_ready(self, is_wanted: Callable[[], bool] = lambda: True) -> "Desk":
        """Go ahead of the first question where every way goes, while it `is_wanted`.

        Whatever fails is told when it is asked for.
        """

        def answer(effect: Effect) -> Any:
            if not is_wanted():
                raise StoppedAsking
            return self.answer(effect)

        with suppress(HbError, StoppedAsking):
            self._count_nothing(answer(Survey()))
        with suppress(HbError, StoppedAsking):
            draft = start(self.project, as_of=self.as_of, dry_run=True).replace(proposing=True)
            drive(draft, answer, Answers({"question": "ready"}, _stop))
        return self

    def _count_nothing(self, landings: Iterable[SourceLanding]) -> None:
        """A number, computed as every number is and shown to nobody: the first one waits for nothing after it."""
        parts = (part for landing in landings for part in landing.parts)
        if (part := next(parts, None)) is not None and (reader := self.backend.reader) is not None:
            sql = f"SELECT count(*) FROM {landed_relation(part.dataset, part.table.name)} WHERE false"
            evaluate(Metric("ready", "", "", "candidate", "total", sql=sql), reader, self.as_of, self.inventory)


def _stop(_: Ask) -> Reply:
    raise StoppedAsking
