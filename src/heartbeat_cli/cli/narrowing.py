"""A list to choose from that what is typed narrows."""

import textwrap
from typing import Any

import questionary
from prompt_toolkit.application import Application
from prompt_toolkit.key_binding import KeyBindings
from prompt_toolkit.keys import Keys
from questionary.prompts.common import InquirerControl, create_inquirer_layout
from questionary.styles import merge_styles_default

# More than this many found by typing alone help nobody to choose.
_FOUND_AT_MOST = 20


class NarrowingControl(InquirerControl):
    """A list that what is typed narrows. Where nothing fits, what was typed is the only entry.

    questionary's own list goes on showing every choice then, and enter takes one nobody meant.
    """

    def __init__(self, shown: list[Any], more: list[Any], default: str | None) -> None:
        self._more = more
        known = default if default in [choice.value for choice in shown] else None
        super().__init__(shown, pointer="❯", use_indicator=False, initial_choice=known)

    @property
    def typed(self) -> str:
        """What is typed, without blanks around it."""
        return (self.search_filter or "").strip()

    @property
    def filtered_choices(self) -> list[Any]:
        """The choices what is typed is found in, those it names first; what was typed itself where there are none."""
        typed = self.typed.casefold()
        if not typed:
            return self.choices
        found = [c for c in (*self.choices, *self._more) if typed in c.title.casefold() or typed in c.value.casefold()]
        self.found_in_search = bool(found)
        found.sort(key=lambda choice: not _is_named(choice, typed))
        return found[:_FOUND_AT_MOST] or [questionary.Choice(f"{self.typed}  (as typed)", value=self.typed)]

    def is_selection_valid(self) -> bool:
        """Always: every entry of the list can be taken."""
        return True

    def add_text(self, text: str) -> None:
        """Type or paste."""
        self.search_filter = (self.search_filter or "") + "".join(c for c in text if c.isprintable())
        self.pointed_at = 0

    def answer(self) -> str:
        """The answer, which the closed prompt then shows."""
        self.is_answered = True
        return str(self.get_pointed_at().value)


def _is_named(choice: Any, typed: str) -> bool:
    """True where `typed` is the choice's name: whole, or a dotted one without its first parts."""
    value = choice.value.casefold()
    return bool(value == typed or value.endswith(f".{typed}"))


def narrowing_question(
    message: str, *, control: NarrowingControl, style: Any, qmark: str, output: Any
) -> questionary.Question:
    """A question whose answers are those of `control`."""

    def header() -> list[tuple[str, str]]:
        said = ("class:instruction", "(arrows, type to narrow)")
        if control.is_answered:
            said = ("class:answer", str(control.get_pointed_at().title))
        question = broken_at_words(f"{qmark} {message}", said[1], output.get_size().columns)
        return [("class:qmark", qmark), ("class:question", question.removeprefix(qmark)), said]

    return questionary.Question(
        Application(
            layout=create_inquirer_layout(control, header, output=output),
            key_bindings=_keys(control),
            style=merge_styles_default([style]),
            output=output,
        )
    )


def broken_at_words(question: str, said: str, columns: int) -> str:
    """The question on lines of `columns` cells, and what stands between it and `said`: a blank, or a line's end."""
    lines = textwrap.wrap(question, max(20, columns - 1), break_long_words=False) or [""]
    fits = len(lines[-1]) + 1 + len(said) < columns
    return "\n".join(lines) + (" " if fits else "\n")


def _keys(control: NarrowingControl) -> KeyBindings:
    keys = KeyBindings()

    @keys.add(Keys.ControlC, eager=True)
    @keys.add(Keys.ControlD, eager=True)
    def _(event: Any) -> None:
        event.app.exit(exception=KeyboardInterrupt, style="class:aborting")

    @keys.add(Keys.ControlM, eager=True)
    def _(event: Any) -> None:
        event.app.exit(result=control.answer())

    @keys.add(Keys.ControlU, eager=True)
    def _(_event: Any) -> None:
        control.search_filter, control.pointed_at = None, 0

    keys.add(Keys.Down, eager=True)(lambda _: control.select_next())
    keys.add(Keys.Up, eager=True)(lambda _: control.select_previous())
    keys.add(Keys.Backspace, eager=True)(lambda _: control.add_search_character(Keys.Backspace))
    keys.add(Keys.BracketedPaste, eager=True)(lambda event: control.add_text(event.data))
    keys.add(Keys.Any)(lambda event: control.add_text(event.data))
    return keys
