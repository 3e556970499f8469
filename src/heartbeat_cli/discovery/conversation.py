"""Questions to a person who may want the one before asked again."""

from collections.abc import Callable
from typing import TypeVar

from heartbeat_cli.discovery.asking import Ask, Reply

_Value = TypeVar("_Value")


class GoneBack(Exception):  # noqa: N818 - a wish, and no error
    """Raised by who asks a person: the question before is to be asked again."""


class LeftOff(KeyboardInterrupt):
    """A person stopped at a question; `said` are the answers that stood by then, by key."""

    def __init__(self, said: dict[str, Reply]) -> None:
        super().__init__()
        self.said = said


def converse(questions: Callable[[Callable[[Ask], Reply]], _Value], ask: Callable[[Ask], Reply]) -> _Value:
    """What `questions` come to, which is given what asks a person.

    Where `ask` raises GoneBack they are begun anew: every answer but the last is given by itself, so that the question
    before is the one that is put. What was wrong stands no longer. Raises LeftOff for KeyboardInterrupt.
    """
    stood: list[tuple[Ask, Reply]] = []
    while True:
        again, stood = stood, []
        try:
            return questions(_remembering(ask, again, stood))
        except GoneBack:
            stood = stood[:-1]
        except KeyboardInterrupt:
            said = {one.key: reply for one, reply in stood if not one.secret}
            raise LeftOff(said) from None


def _remembering(
    ask: Callable[[Ask], Reply], again: list[tuple[Ask, Reply]], stood: list[tuple[Ask, Reply]]
) -> Callable[[Ask], Reply]:
    def put(question: Ask) -> Reply:
        if question.problem is not None and stood and stood[-1][0].key == question.key:
            stood.pop()
        if again and again[0][0].key == question.key:
            reply = again.pop(0)[1]
        else:
            again.clear()
            reply = ask(question)
        stood.append((question, reply))
        return reply

    return put
