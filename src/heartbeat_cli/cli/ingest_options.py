"""What `hb ingest` was asked for, and whether that can be asked."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import typer

from heartbeat_cli.cli.session import current_session
from heartbeat_cli.errors import EXIT_DONE, HbError, UsageError, did_you_mean

if TYPE_CHECKING:
    from heartbeat_cli.estate import Inventory, Project
    from heartbeat_cli.ingest.options import IngestOptions

PROOFS = ("count", "columns", "rows")


@dataclass(frozen=True, slots=True)
class IngestRequest:
    """The command line of one ingest; `all` stands for every source that has landed before."""

    sources: tuple[str, ...] = ()
    all: bool = False
    tables: tuple[str, ...] = ()
    reconcile: bool = False
    adopt: bool = False
    rebuild: bool = False
    proof: str | None = None
    wait: bool = False

    @property
    def options(self) -> "IngestOptions":
        from heartbeat_cli.ingest.options import IngestOptions

        return IngestOptions(self.tables, self.reconcile, self.adopt, self.rebuild, self.proof, self.wait)


def known_proof(value: str | None) -> str | None:
    """One of PROOFS, or None for the marts' usual one."""
    if value is not None and value not in PROOFS:
        hint = did_you_mean(value, PROOFS) or f"It is {', '.join(PROOFS)}."
        raise typer.BadParameter(f"there is no proof '{value}'. {hint}")
    return value


def check_wish(wish: IngestRequest) -> None:
    """Raises UsageError for options that are missing or exclude each other."""
    if not wish.sources and not wish.all:
        raise UsageError(
            "--source is missing: which source shall be landed?",
            hint="Give --source NAME (`hb sources status` lists them), or --all for those that have landed before.",
            code="missing_flag",
        )
    if wish.all and (wish.sources or wish.tables):
        other = "--source" if wish.sources else "--table"
        raise UsageError(f"--all and {other} exclude each other", hint="Give one of the two.")
    if wish.tables and len(set(wish.sources)) > 1:
        raise UsageError("--table goes with one --source", hint="Run it once for each source.")
    modes = [flag for flag in ("reconcile", "adopt", "rebuild") if getattr(wish, flag)]
    if len(modes) > 1:
        raise UsageError(f"--{modes[0]} and --{modes[1]} exclude each other", hint="Run one after the other.")


def confirm_rebuild(project: "Project", inventory: "Inventory", wish: IngestRequest, *, yes: bool) -> None:
    """Ask before whole sources are thrown away; ends `hb` on a no.

    Raises UsageError `missing_flag` where nobody can be asked.
    """
    if not wish.rebuild or wish.tables or yes:
        return
    if not current_session().may_prompt:
        raise current_session().need("--yes, or --table SCHEMA.TABLE", "the consent to throw away whole sources")
    from heartbeat_cli.cli.prompts import PromptChoice, ask_choice

    answer = ask_choice(
        _question(project, inventory, wish),
        [PromptChoice("no", "no", "Nothing is changed."), PromptChoice("yes", "yes", "The source is read in full.")],
        "no",
    )
    if answer != "yes":
        from heartbeat_cli.render.console import note

        note("Nothing was changed.")
        raise typer.Exit(EXIT_DONE)


def _question(project: "Project", inventory: "Inventory", wish: IngestRequest) -> str:
    from heartbeat_cli.ingest.report.landed_before import receipts_in_marts
    from heartbeat_cli.render.words import count

    try:
        receipts = receipts_in_marts(project)
    except HbError:
        whose = f" of {', '.join(wish.sources)}" if wish.sources else ""
        return f"Throw away everything that has landed{whose} and land it anew?"
    names = wish.sources or inventory.names()
    datasets = [dataset for name in names for dataset in inventory.require(name).datasets]
    own = [receipt for receipt in receipts if receipt.dataset in datasets]
    held = ", ".join(dict.fromkeys(receipt.dataset for receipt in own))
    tables = "1 landed table" if len(own) == 1 else f"{count(len(own))} landed tables"
    lost = f"{tables} with {count(sum(r.rows for r in own))} rows ({held or 'nothing yet'})"
    return f"Throw away {lost} and land {'it' if len(own) == 1 else 'them'} anew?"
