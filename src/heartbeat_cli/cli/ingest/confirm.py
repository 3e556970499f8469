"""What `hb ingest --rebuild` asks back before it throws anything away."""

from typing import TYPE_CHECKING

import typer

from heartbeat_cli.cli.session import current_session
from heartbeat_cli.errors import EXIT_DONE

if TYPE_CHECKING:
    from heartbeat_cli.app import IngestRequest, Project, RebuildLoss


def confirm_rebuild(project: "Project", request: "IngestRequest", *, yes: bool) -> None:
    """Ask before whole sources are thrown away; ends `hb` on a no.

    Raises UsageError `missing_flag` where nobody can be asked.
    """
    if not request.rebuild or request.tables or yes:
        return
    session = current_session()
    if not session.may_prompt:
        raise session.need("--yes, or --table SCHEMA.TABLE", "the consent to throw away whole sources")
    from heartbeat_cli.app import loss_of_rebuild
    from heartbeat_cli.cli.prompts import PromptChoice, ask_choice

    answer = ask_choice(
        _question(loss_of_rebuild(project.settings, request), request),
        [PromptChoice("no", "no", "Nothing is changed."), PromptChoice("yes", "yes", "The source is read in full.")],
        "no",
    )
    if answer != "yes":
        from heartbeat_cli.formats import note

        note("Nothing was changed.")
        raise typer.Exit(EXIT_DONE)


def _question(loss: "RebuildLoss | None", request: "IngestRequest") -> str:
    from heartbeat_cli.wording import count

    if loss is None:
        whose = f" of {', '.join(request.sources)}" if request.sources else ""
        return f"Throw away everything that has landed{whose} and land it anew?"
    held = ", ".join(loss.datasets) or "nothing yet"
    lost = f"{count(loss.tables, 'landed table')} with {count(loss.rows, 'row')} ({held})"
    return f"Throw away {lost} and land {'it' if loss.tables == 1 else 'them'} anew?"
