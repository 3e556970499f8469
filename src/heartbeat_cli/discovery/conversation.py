"""Questions to a person who may go back, change what was said, stop, and come again another day.

What was said is not bound to one way through the questions: after a change they are put anew, and each later answer
that still fits stands by itself.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from heartbeat_cli.discovery.asking import Ask, Reply

_Value = TypeVar("_Value")


class GoneBack(Exception):  # noqa: N818 - a wish, and no error
    """Raised by who asks a person: the question before is to be asked again. `typed` is what stood there unsaid."""

    def __init__(self, typed: str = "") -> None:
        super().__init__()
        self.typed = typed


class LeftOff(KeyboardInterrupt):
    """A person stopped at a question; `said` are the answers that stood by then, by key."""

    def __init__(self, said: dict[str, Reply]) -> None:
        super().__init__()
        self.said = said


class StoppedAsking(KeyboardInterrupt):
    """Raised by who asks a person: they stop here, and `typed` is what stood there unsaid."""

    def __init__(self, typed: str = "") -> None:
        super().__init__()
        self.typed = typed


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer of a person. `offered` was the default at the time, and `listed` whether it was one of the options.

    What is `unsaid` was typed and not given yet.
    """

    key: str
    reply: Reply
    offered: Reply | None = None
    listed: bool = False
    unsaid: bool = False

    def fits(self, question: Ask) -> bool:
        """Whether it may stand for an answer to the question as it is put now; what was typed the asker judges."""
        if self.unsaid or question.problem is not None:
            return False
        if self.reply == self.offered:
            return question.default == self.offered
        return not self.listed or _is_listed(question, self.reply)


def said_to(question: Ask, reply: Reply) -> Answered:
    """What was said to a question."""
    return Answered(question.key, reply, question.default, _is_listed(question, reply))


def _is_listed(question: Ask, reply: Reply) -> bool:
    listed = {option.value for option in (*question.options, *question.more)}
    return bool(listed) and listed.issuperset((reply,) if isinstance(reply, str) else reply)


def _unkept(_: Sequence[Answered]) -> None:
    """Who does not go on another day keeps nothing."""


def converse(
    questions: Callable[[Callable[[Ask], Reply]], _Value],
    ask: Callable[[Ask], Reply],
    said: Sequence[Answered] = (),
    keep: Callable[[Sequence[Answered]], None] = _unkept,
) -> _Value:
    """What `questions` come to, which is given what asks a person; `said` stands already, as far as it fits.

    Where `ask` raises GoneBack they are begun anew, and the one before is put; later answers stand again where they
    fit. `keep` is called with all that was said after each answer, secrets left out. Raises LeftOff for
    KeyboardInterrupt.
    """
    conversation = _Conversation(ask, said, keep)
    while True:
        try:
            return questions(conversation.put)
        except GoneBack as back:
            conversation.go_back(back.typed)
        except KeyboardInterrupt as stop:
            conversation.stop(stop.typed if isinstance(stop, StoppedAsking) else "")
            raise LeftOff(conversation.stands()) from None


class _Conversation:
    """`stood` was said on this way through, in order; `ahead` was said before and may stand again."""

    def __init__(
        self, ask: Callable[[Ask], Reply], said: Sequence[Answered], keep: Callable[[Sequence[Answered]], None]
    ):
        self._ask, self._keep = ask, keep
        self._stood: list[Answered] = []
        self._ahead = list(said)
        self._secret: set[str] = set()
        self._open: Ask | None = None
        self._at = 0
        self._wanted: int | None = None

    def put(self, question: Ask) -> Reply:
        """The answer to a question: what was said to it where that fits, else what a person says now."""
        self._at, before = self._place(question)
        if before is None or self._at == self._wanted or not before.fits(question):
            self._wanted = None
            self._set(said_to(question, self._put(question, before)), before)
            self._keep(self._kept())
        else:
            self._set(before, before)
        return self._stood[self._at].reply

    def _put(self, question: Ask, before: Answered | None) -> Reply:
        self._open = replace(question, before=before.reply if before is not None else question.before)
        reply = self._ask(self._open)
        self._secret |= {question.key} if question.secret else set()
        self._open = None
        return reply

    def _place(self, question: Ask) -> tuple[int, Answered | None]:
        """Where in the order of what was said the answer belongs, and what was said there: a refused one is mended."""
        if question.problem is not None:
            for at in reversed(range(len(self._stood))):
                if self._stood[at].key == question.key:
                    return at, self._stood[at]
        return len(self._stood), next((one for one in self._ahead if one.key == question.key), None)

    def _set(self, said: Answered, before: Answered | None) -> None:
        if self._at == len(self._stood) and before is not None:
            self._ahead.remove(before)
        self._stood[self._at : self._at + 1] = [said]

    def go_back(self, typed: str) -> None:
        """Have the question before the one that was put asked again; nothing that was said or typed is forgotten."""
        self._note(typed)
        self._ahead = [*self._stood, *self._ahead]
        self._stood = []
        self._wanted = max(self._at - 1, 0)

    def stop(self, typed: str) -> None:
        """Keep what was typed last, too."""
        if typed:
            self._note(typed)
            self._keep(self._kept())

    def _note(self, typed: str) -> None:
        if self._open is None or self._open.secret or typed in ("", self._open.before):
            return
        unsaid = Answered(self._open.key, typed, unsaid=True)
        if self._at < len(self._stood):
            self._stood[self._at] = unsaid
        else:
            self._ahead = [unsaid, *(one for one in self._ahead if one.key != unsaid.key)]

    def stands(self) -> dict[str, Reply]:
        """The answers that stood when a person stopped."""
        stood = self._stood[: self._at] if self._open is not None else self._stood
        return {one.key: one.reply for one in stood if one.key not in self._secret}

    def _kept(self) -> tuple[Answered, ...]:
        return tuple(one for one in (*self._stood, *self._ahead) if one.key not in self._secret)
