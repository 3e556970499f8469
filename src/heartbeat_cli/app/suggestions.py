"""Numbers worth measuring, without a question: mined from what is known of the tables, each opens in the wizard."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from heartbeat_cli.app.target import split_target

if TYPE_CHECKING:
    from heartbeat_cli.discovery import GivenAnswer, Suggestions
    from heartbeat_cli.estate import ProjectSettings

USUAL_MOST = 5
_FORMS = "SOURCE, SOURCE.SCHEMA or SOURCE.SCHEMA.TABLE."


def suggest(project: "ProjectSettings", target: str | None, most: int = USUAL_MOST) -> "Suggestions":
    """At most `most` numbers worth measuring over `target`, or over all that has landed.

    Raises UsageError for what is no target, NotFoundError where there is none of it, and RefusedError for a source that
    waits for a review.
    """
    from heartbeat_cli.discovery import Backend, gather_suggestions, start, suggestion_target
    from heartbeat_cli.metrics import load_all

    draft = start(project)
    wanted = suggestion_target(split_target(target, 3, _FORMS), draft.inventory) if target is not None else None
    with Backend(project, draft.inventory, draft.as_of) as backend:
        return gather_suggestions(backend, draft, wanted, load_all(project)[0], most)


def suggested_answers(project: "ProjectSettings", target: str, name: str) -> "Mapping[str, GivenAnswer]":
    """What the wizard is answered to open the suggestion for `target` called `name`.

    Raises what `suggest` raises, and NotFoundError where nothing is suggested by that name.
    """
    from heartbeat_cli.discovery import Backend, GivenAnswer, find_suggestion, start, suggestion_target
    from heartbeat_cli.errors import Place
    from heartbeat_cli.metrics import load_all

    draft = start(project)
    wanted = suggestion_target(split_target(target, 3, _FORMS), draft.inventory)
    with Backend(project, draft.inventory, draft.as_of) as backend:
        found = find_suggestion(backend, draft, wanted, load_all(project)[0], name)
    place = Place(f"the suggestion {name}")
    return {key: GivenAnswer(text, place, spare=True) for key, text in found.answers.items() if text}
