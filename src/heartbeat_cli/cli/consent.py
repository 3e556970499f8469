"""The consent of a person before anything is thrown away."""

from collections.abc import Callable

import typer

from heartbeat_cli.cli.session import current_session
from heartbeat_cli.errors import EXIT_DONE


def need_consent(question: Callable[[], str], then: str, *, to: str, flags: str) -> None:
    """Ask a `question` at the terminal, `then` being what a yes does; ends `hb` on a no.

    Raises UsageError `missing_flag` where nobody can be asked: `flags` are what gives the consent `to` do it.
    """
    session = current_session()
    if not session.may_prompt:
        raise session.need(flags, f"the consent to {to}")
    from heartbeat_cli.cli.prompts import PromptChoice, ask_choice

    choices = [PromptChoice("no", "no", "Nothing is changed."), PromptChoice("yes", "yes", then)]
    if ask_choice(question(), choices, "no") != "yes":
        from heartbeat_cli.formats import note

        note("Nothing was changed.")
        raise typer.Exit(EXIT_DONE)
