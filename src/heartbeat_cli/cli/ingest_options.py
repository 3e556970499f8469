"""What `hb ingest` asks back before it runs."""

from typing import TYPE_CHECKING

import typer

from heartbeat_cli.cli.session import current_session
from heartbeat_cli.errors import EXIT_DONE, HbError, did_you_mean

if TYPE_CHECKING:
    from heartbeat_cli.app import IngestRequest
    from heartbeat_cli.estate import Inventory, ProjectSettings

PROOFS = ("count", "columns", "rows")


def known_proof(value: str | None) -> str | None:
    """One of PROOFS, or None for the marts' usual one."""
    if value is not None and value not in PROOFS:
        hint = did_you_mean(value, PROOFS) or f"It is {', '.join(PROOFS)}."
        raise typer.BadParameter(f"there is no proof '{value}'. {hint}")
    return value


def confirm_rebuild(project: "ProjectSettings", inventory: "Inventory", request: "IngestRequest", *, yes: bool) -> None:
    """Ask before whole sources are thrown away; ends `hb` on a no.

    Raises UsageError `missing_flag` where nobody can be asked.
    """
    if not request.rebuild or request.tables or yes:
        return
    if not current_session().may_prompt:
        raise current_session().need("--yes, or --table SCHEMA.TABLE", "the consent to throw away whole sources")
    from heartbeat_cli.cli.prompts import PromptChoice, ask_choice

    answer = ask_choice(
        _question(project, inventory, request),
        [PromptChoice("no", "no", "Nothing is changed."), PromptChoice("yes", "yes", "The source is read in full.")],
        "no",
    )
    if answer != "yes":
        from heartbeat_cli.formats import note

        note("Nothing was changed.")
        raise typer.Exit(EXIT_DONE)


def _question(project: "ProjectSettings", inventory: "Inventory", request: "IngestRequest") -> str:
    from heartbeat_cli.ingest import receipts_in_marts
    from heartbeat_cli.wording import count

    try:
        receipts = receipts_in_marts(project)
    except HbError:
        whose = f" of {', '.join(request.sources)}" if request.sources else ""
        return f"Throw away everything that has landed{whose} and land it anew?"
    names = request.sources or inventory.names()
    datasets = [dataset for name in names for dataset in inventory.require(name).datasets]
    own = [receipt for receipt in receipts if receipt.dataset in datasets]
    held = ", ".join(dict.fromkeys(receipt.dataset for receipt in own))
    tables = count(len(own), "landed table")
    lost = f"{tables} with {count(sum(r.rows for r in own))} rows ({held or 'nothing yet'})"
    return f"Throw away {lost} and land {'it' if len(own) == 1 else 'them'} anew?"
