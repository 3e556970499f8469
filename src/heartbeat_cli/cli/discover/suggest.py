"""`hb discover --suggest`: what is worth measuring, and opening one of it in the wizard."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from heartbeat_cli.cli.result import print_result
from heartbeat_cli.cli.session import current_session
from heartbeat_cli.errors import UsageError

if TYPE_CHECKING:
    from heartbeat_cli.discovery import GivenAnswer


def show_suggestions(target: str | None, most: int) -> None:
    """Print the best `most` suggestions for a target, or for all that has landed."""
    from heartbeat_cli.app import suggest
    from heartbeat_cli.sheets import suggestions_document, suggestions_sheet

    found = suggest(current_session().project().settings, target, most)
    print_result(found, document=suggestions_document, sheet=suggestions_sheet)


def opened_suggestion(flags: "Mapping[str, GivenAnswer]") -> "dict[str, GivenAnswer]":
    """The flags with what the suggestion that `--proposal` names answers; what was given otherwise comes first.

    Raises UsageError where no target was given.
    """
    from heartbeat_cli.app import suggested_answers

    target = flags.get("question")
    if target is None:
        raise UsageError(
            "a suggestion is opened by its source and its name",
            hint="Say which: `hb discover --suggest webbank --proposal NAME`; `hb discover --suggest` lists them.",
        )
    given = {key: answer for key, answer in flags.items() if key not in ("question", "proposal")}
    name = flags["proposal"].text
    found = suggested_answers(current_session().project().settings, str(target.text), str(name))
    return {**found, **given}
