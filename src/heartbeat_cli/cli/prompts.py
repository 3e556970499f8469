"""Questions to a person at a terminal: with `narrowing`, the only place that knows questionary.

Prompts are drawn on stderr, so that stdout stays the result and can be piped. Ctrl-C and Ctrl-D at a prompt raise
KeyboardInterrupt, which ends `hb` with 130. Whoever asks makes sure first that somebody is there
(`Invocation.may_prompt`).
"""

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

import questionary
from prompt_toolkit.key_binding import KeyBindings, merge_key_bindings
from prompt_toolkit.keys import Keys
from prompt_toolkit.output import create_output

from heartbeat_cli.cli.narrowing import NarrowingControl, narrowing_question
from heartbeat_cli.errors import NotFoundError

_ESC_RAISES: ContextVar[type[Exception] | None] = ContextVar("_ESC_RAISES", default=None)
_STYLE = questionary.Style(
    [
        ("qmark", "fg:ansicyan bold"),
        ("question", "bold"),
        ("answer", "fg:ansigreen bold"),
        ("pointer", "fg:ansicyan bold"),
        ("highlighted", "fg:ansicyan bold"),
        ("selected", "noreverse"),
        ("instruction", "fg:ansibrightblack"),
        ("description", "fg:ansibrightblack"),
        ("separator", "fg:ansibrightblack"),
    ]
)


@dataclass(frozen=True, slots=True)
class PromptChoice:
    """One choice: what is returned, what is shown, and a line about it under the list."""

    value: str
    title: str
    about: str | None = None


def ask_text(message: str, default: str = "", *, instruction: str | None = None) -> str:
    """One line of text, without surrounding blanks; may be empty."""
    return str(_ask(questionary.text, message, default=default, instruction=_hint(instruction))).strip()


def ask_in_editor(text: str, ending: str) -> str:
    """What a text comes back as from the person's own editor ($VISUAL, $EDITOR); as it was where nothing was saved.

    Raises NotFoundError where the editor cannot be started.
    """
    import click

    try:
        edited = click.edit(text, extension=ending)
    except click.ClickException as error:
        hint = "Set EDITOR to one that is here, or give the SQL with --sql."
        raise NotFoundError(f"the editor did not start: {error.message}", hint=hint, code="no_editor") from None
    return text if edited is None else edited


def ask_secret(message: str) -> str:
    """One line that is typed unseen, as it is."""
    return str(_ask(questionary.password, message))


def ask_choice(
    message: str,
    choices: Sequence[PromptChoice | str],
    default: str | None = None,
    more: Sequence[PromptChoice | str] = (),
) -> str:
    """The value of one of `choices`, or what was typed where it fits none; the asker judges what was typed.

    Typing narrows the list, and finds `more` beside it. `default` is the value the pointer starts on.
    """
    shown = [_choice(choice) for choice in choices]
    control = NarrowingControl(shown, [_choice(choice) for choice in more], default)
    return str(_ask(narrowing_question, message, control=control))


def ask_many(message: str, choices: Sequence[PromptChoice | str]) -> tuple[str, ...]:
    """Any number of `choices`, none included, in their order."""
    chosen: list[str] = _ask(
        questionary.checkbox,
        message,
        choices=[_choice(choice) for choice in choices],
        pointer="❯",
        instruction="(space picks, enter ends)",
    )
    return tuple(chosen)


@contextmanager
def may_go_back(going_back: type[Exception]) -> Iterator[None]:
    """Within it esc at a prompt raises `going_back`."""
    token = _ESC_RAISES.set(going_back)
    try:
        yield
    finally:
        _ESC_RAISES.reset(token)


def _escape(going_back: type[Exception]) -> KeyBindings:
    keys = KeyBindings()

    @keys.add(Keys.Escape, eager=True)
    def _(event: Any) -> None:
        event.app.exit(exception=going_back, style="class:aborting")

    return keys


def _choice(choice: PromptChoice | str) -> Any:
    if isinstance(choice, str):
        return questionary.Choice(choice, value=choice)
    return questionary.Choice(choice.title, value=choice.value, description=choice.about)


def _hint(instruction: str | None) -> str | None:
    return f"({instruction}) " if instruction else None


def _ask(prompt: Callable[..., Any], message: str, **options: Any) -> Any:
    question = prompt(message, style=_STYLE, qmark="?", output=create_output(stdout=sys.stderr), **options)
    if (going_back := _ESC_RAISES.get()) is not None:
        keys = question.application.key_bindings
        question.application.key_bindings = merge_key_bindings([keys, _escape(going_back)])
    try:
        return question.unsafe_ask()
    except EOFError:
        raise KeyboardInterrupt from None
