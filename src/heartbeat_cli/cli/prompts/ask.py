"""The questions there are: a text, a secret, one of several, any number of several."""

from collections.abc import Sequence

from heartbeat_cli.cli.prompts.around import ALONE, Around, PromptChoice, PromptText
from heartbeat_cli.cli.prompts.by_line import ask_by_line, is_by_line
from heartbeat_cli.cli.prompts.listing import ChoiceList


def ask_text(message: str, default: str = "", *, instruction: str | None = None, around: Around = ALONE) -> str:
    """One text, without surrounding blanks; may be empty."""
    text = around.before if isinstance(around.before, str) else default
    return str(_put(PromptText(message, instruction or "", text, around))).strip()


def ask_secret(message: str, *, around: Around = ALONE) -> str:
    """One line that is typed unseen, as it is."""
    return str(_put(PromptText(message, "", "", around, secret=True)))


def ask_choice(
    message: str,
    choices: Sequence[PromptChoice],
    default: str | None = None,
    more: Sequence[PromptChoice] = (),
    *,
    around: Around = ALONE,
) -> str:
    """The value of one of `choices`, or what was typed where it fits none; the asker judges what was typed.

    Typing narrows the list, and finds `more` beside it. `default` is the value the pointer starts on.
    """
    before = around.before if isinstance(around.before, str) else None
    known = {choice.value for choice in (*choices, *more)}
    listing = ChoiceList(choices, more, before if before in known else default)
    typed = before if before is not None and before not in known else ""
    return str(_put(PromptText(message, "arrows, type to narrow", typed, around), listing))


def ask_many(message: str, choices: Sequence[PromptChoice], *, around: Around = ALONE) -> tuple[str, ...]:
    """Any number of `choices`, none included, in their order."""
    ticked = around.before if isinstance(around.before, tuple) else ()
    listing = ChoiceList(choices, (), None, ticked=set(ticked))
    _put(PromptText(message, "space picks, enter ends", "", around), listing)
    return listing.chosen()


def _put(asked: PromptText, listing: ChoiceList | None = None) -> str:
    if is_by_line():
        return ask_by_line(asked, listing)
    from heartbeat_cli.cli.prompts.screen import ask_on_screen

    return ask_on_screen(asked, listing)
