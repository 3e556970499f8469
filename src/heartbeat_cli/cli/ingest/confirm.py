"""What `hb ingest --rebuild` asks back before it throws anything away."""

from typing import TYPE_CHECKING

from heartbeat_cli.cli.consent import need_consent

if TYPE_CHECKING:
    from heartbeat_cli.app import IngestRequest, Project


def confirm_rebuild(project: "Project", request: "IngestRequest", *, yes: bool) -> None:
    """Ask before whole sources are thrown away; ends `hb` on a no.

    Raises UsageError `missing_flag` where nobody can be asked.
    """
    if not request.rebuild or request.tables or yes:
        return
    need_consent(
        lambda: _question(project, request),
        "The source is read in full.",
        to="throw away whole sources",
        flags="--yes, or --table SCHEMA.TABLE",
    )


def _question(project: "Project", request: "IngestRequest") -> str:
    from heartbeat_cli.app import loss_of_rebuild
    from heartbeat_cli.wording import count

    loss = loss_of_rebuild(project.settings, request)
    if loss is None:
        whose = f" of {', '.join(request.sources)}" if request.sources else ""
        return f"Throw away everything that has landed{whose} and land it anew?"
    held = ", ".join(loss.datasets) or "nothing yet"
    lost = f"{count(loss.tables, 'landed table')} with {count(loss.rows, 'row')} ({held})"
    return f"Throw away {lost} and land {'it' if loss.tables == 1 else 'them'} anew?"
