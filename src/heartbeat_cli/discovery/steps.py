"""The wizard one step at a time, for who holds no conversation open: a program, an agent.

Nothing is kept in between: the answers given so far are the state, and are judged anew at every step.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from heartbeat_cli.discovery.answers import GivenAnswer
from heartbeat_cli.discovery.asking import Ask, Reply
from heartbeat_cli.discovery.draft import Draft
from heartbeat_cli.discovery.driver import Answers, discover
from heartbeat_cli.discovery.effects import Event, Outcome
from heartbeat_cli.estate import ProjectSettings


@dataclass(frozen=True, slots=True)
class AskedStep:
    """What is asked next, what was `seen` on the way there, and the answers that `stand`.

    Where the last answer was refused, `ask.problem` says why, and it is not among those that stand.
    """

    ask: Ask
    stand: Mapping[str, Reply]
    seen: tuple[Event, ...] = ()


class _NextAsk(Exception):  # noqa: N818 - where the walk stops, and no error
    def __init__(self, ask: Ask) -> None:
        super().__init__()
        self.ask = ask


class _StepAnswers(Answers):
    """Answers that stop the walk at the first question they leave open, or that refuses one of them."""

    def __init__(self, given: Mapping[str, GivenAnswer | Reply], *, finish: bool) -> None:
        super().__init__(given)
        self.stand: dict[str, Reply] = {}
        self._finish = finish

    @property
    def may_ask(self) -> bool:
        """Who takes a step answers the next; who wants to finish does not."""
        return not self._finish

    def reply(self, ask: Ask) -> Reply:
        if ask.problem is not None:
            self.stand.pop(ask.key, None)
            raise _NextAsk(ask)
        if ask.key in self.left:
            reply = super().reply(ask)
            self.stand[ask.key] = reply
            return reply
        if ask.default is not None and not ask.explicit and (self._finish or not ask.prompted):
            return ask.default
        raise _NextAsk(ask)


def next_step(
    project: ProjectSettings, draft: Draft, given: Mapping[str, GivenAnswer | Reply], *, finish: bool = False
) -> AskedStep | Outcome:
    """What is asked after the answers `given`, or what they come to; `finish` takes every default there is.

    Raises HbError where an answer ends the journey, or is wrong on its face.
    """
    answers = _StepAnswers(given, finish=finish)
    seen: list[Event] = []
    try:
        return discover(project, draft, answers, seen.append)
    except _NextAsk as reached:
        return AskedStep(reached.ask, answers.stand, tuple(seen))
