"""The wizard's questions at a terminal."""

from collections.abc import Iterable
from contextlib import AbstractContextManager
from typing import Any

from heartbeat_cli.discovery import Ask, Effect, Evaluate, GoneBack, Option, Propose, Reply, Search, Survey, Write
from heartbeat_cli.formats import show_problem, show_working

_DOING: dict[type, str] = {
    Survey: "reading what has landed",
    Search: "searching the mirror",
    Propose: "looking for what would answer it",
    Evaluate: "computing the number",
    Write: "writing the candidate",
}


def spinner(effect: Effect) -> AbstractContextManager[None]:
    """What is being done, shown while it is."""
    return show_working(_DOING.get(type(effect), "reading"))


def prompt(ask: Ask) -> Reply:
    """The answer a person types or chooses; what was wrong with the last one is shown first."""
    from heartbeat_cli.cli.prompts import ask_choice, ask_in_editor, ask_many, ask_secret, ask_text

    if ask.problem is not None:
        show_problem(ask.problem)
    default = ask.default if isinstance(ask.default, str) else ""
    if ask.begin is not None:
        return ask_in_editor(ask.begin, ".sql")
    if ask.secret:
        return ask_secret(ask.message)
    if ask.many and ask.options:
        return ask_many(ask.message, _choices(ask.options))
    if ask.options:
        return ask_choice(ask.message, _choices(ask.options), default or None, _choices(ask.more))
    text = ask_text(ask.message, default, instruction=ask.instruction)
    return (text,) if ask.many else text


def prompt_going_back(ask: Ask) -> Reply:
    """The same where esc goes back to the question before: raises GoneBack."""
    from heartbeat_cli.cli.prompts import may_go_back

    with may_go_back(GoneBack):
        return prompt(ask)


def _choices(options: Iterable[Option]) -> list[Any]:
    from heartbeat_cli.cli.prompts import PromptChoice

    return [PromptChoice(option.value, option.title, option.about) for option in options]
