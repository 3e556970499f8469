"""Drives the wizard: one loop that answers what the machine wants, from flags, a file, a person, or the world."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from heartbeat_cli.cli.session import Invocation
from heartbeat_cli.discovery import (
    Ask,
    Backend,
    Done,
    Draft,
    Evaluate,
    Event,
    GivenAnswer,
    Option,
    Outcome,
    Search,
    Survey,
    Tell,
    Write,
    advance,
    next_effect,
)
from heartbeat_cli.errors import HbError
from heartbeat_cli.formats.terminal.wizard import show_problem, working

_DOING: dict[type, str] = {
    Survey: "reading what has landed",
    Search: "searching the mirror",
    Evaluate: "computing the number",
    Write: "writing the candidate",
}

_EXAMPLES = 4

Reply = str | tuple[str, ...]


class Answers:
    """The answers to Ask: given beforehand, typed by a person, or the default; each given one is used once."""

    def __init__(self, given: Mapping[str, GivenAnswer], session: Invocation) -> None:
        self._given = dict(given)
        self._session = session
        self._last: GivenAnswer | None = None

    def reply(self, ask: Ask) -> Reply:
        """The answer to `ask`.

        Raises the problem of an answer that was given beforehand, and UsageError (`missing_flag`) or the question's
        own refusal where nobody can be asked.
        """
        if ask.problem is not None:
            self._fail_unless_typed(ask.problem)
        self._last = self._given.pop(ask.key, None)
        if self._last is not None:
            return _shaped(ask, self._last.text)
        if ask.prompted and self._session.may_prompt:
            return _prompt(ask)
        if ask.default is not None:
            return ask.default
        raise ask.refusal or self._session.need(_flag(ask), f"the answer to “{ask.message}”")

    def unused(self) -> tuple[str, ...]:
        """Where answers stand that no question was asked for."""
        return tuple(str(given.place) for given in self._given.values() if not given.spare)

    def _fail_unless_typed(self, problem: HbError) -> None:
        if self._last is None and self._session.may_prompt:
            show_problem(problem)
            return
        if self._last is not None and problem.place is None:
            raise problem.replace(place=self._last.place) from problem.__cause__
        raise problem


def drive(draft: Draft, world: Backend, answers: Answers, tell: Callable[[Event], None]) -> Outcome:
    """Walk from a draft to its outcome; raises HbError where an answer is missing, wrong or refused."""
    while True:
        effect = next_effect(draft)
        reply: Any = None
        match effect:
            case Done(outcome):
                return outcome
            case Ask():
                reply = answers.reply(effect)
            case Tell(event):
                tell(event)
            case _:
                with working(_DOING.get(type(effect), "reading")):
                    reply = world.answer(effect)
        draft = advance(draft, reply)


def _flag(ask: Ask) -> str:
    """The flag that answers, with a few of the answers it takes; the question is an argument."""
    if ask.key == "question":
        return 'the question as an argument: `hb discover "…"`'
    values = [option.value for option in ask.options[:_EXAMPLES]]
    return f"--{ask.key}" + (f", for example one of: {', '.join(values)}" if values else "")


def _shaped(ask: Ask, text: Reply) -> Reply:
    if ask.many:
        return (text,) if isinstance(text, str) else text
    return text if isinstance(text, str) else " ".join(text)


def _prompt(ask: Ask) -> Reply:
    from heartbeat_cli.cli.prompts import ask_choice, ask_many, ask_text

    default = ask.default if isinstance(ask.default, str) else ""
    if ask.many and ask.options:
        return ask_many(ask.message, _choices(ask.options))
    if ask.options:
        return ask_choice(ask.message, _choices(ask.options), default or None, _choices(ask.more))
    text = ask_text(ask.message, default, instruction=ask.instruction)
    return (text,) if ask.many else text


def _choices(options: Iterable[Option]) -> list[Any]:
    from heartbeat_cli.cli.prompts import PromptChoice

    return [PromptChoice(option.value, option.title, option.about) for option in options]
