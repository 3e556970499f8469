"""Driving the wizard from the command line: its answers, its events, what came of it."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from heartbeat_cli.cli.result import print_result
from heartbeat_cli.cli.session import current_session
from heartbeat_cli.errors import Place

if TYPE_CHECKING:
    from heartbeat_cli.discovery import GivenAnswer


_ARGUMENTS = {"question": "QUESTION", "from": "URL"}


def answers_by_flag(**values: str | list[str] | None) -> "dict[str, GivenAnswer]":
    """What was given on the command line, by flag; Typer passes `--in` as `in_`, a word of Python's."""
    from heartbeat_cli.discovery import GivenAnswer

    by_flag = {key.rstrip("_").replace("_", "-"): value for key, value in values.items() if value not in (None, [])}
    return {
        flag: GivenAnswer(tuple(value) if isinstance(value, list) else value, Place(_ARGUMENTS.get(flag, f"--{flag}")))
        for flag, value in by_flag.items()
    }


def discover_and_show(
    flags: "Mapping[str, GivenAnswer]",
    *,
    file: Path | None,
    resume: str | None,
    as_of: str | None,
    dry_run: bool,
    overwrite: bool,
) -> None:
    """Ask for what `flags` and `file` leave open where somebody can be asked, and print what came of it."""
    from heartbeat_cli.app import find_out
    from heartbeat_cli.cli.discover.prompts import prompt, spinner
    from heartbeat_cli.formats import note, show_event, warn
    from heartbeat_cli.sheets import outcome_document, outcome_sheet

    session = current_session()
    project = session.project()
    try:
        found = find_out(
            project.settings,
            flags,
            file=file,
            resume=resume,
            ask=prompt if session.may_prompt else None,
            show=_silent if session.json else show_event,
            during=spinner,
            as_of=project.moment(as_of) if as_of else None,
            dry_run=dry_run,
            overwrite=overwrite,
        )
    except KeyboardInterrupt:
        note("\nstopped; nothing was written")
        raise
    if found.unused:
        warn(f"not needed, and no part of this candidate: {', '.join(found.unused)}")
    print_result(
        found,
        document=lambda f: outcome_document(f.outcome, project.root),
        sheet=lambda f: outcome_sheet(f.outcome, f.inventory, project.root),
    )


def show_step(flags: "Mapping[str, GivenAnswer]", *, file: Path | None, as_of: str | None) -> bool:
    """Print what is asked after the answers in `flags` and `file`; False where nothing is left to ask.

    Ends `hb` with the exit code of the refusal where the last answer would not do.
    """
    from heartbeat_cli.app import step_on
    from heartbeat_cli.discovery import AskedStep, load_answers
    from heartbeat_cli.sheets import step_document, step_sheet

    project = current_session().project()
    given = {**(load_answers(file) if file else {}), **flags}
    found = step_on(project.settings, given, as_of=project.moment(as_of) if as_of else None)
    if not isinstance(found, AskedStep):
        return False
    print_result(found, document=step_document, sheet=step_sheet)
    if found.ask.problem is not None:
        raise typer.Exit(found.ask.problem.exit_code)
    return True


def _silent(_: object) -> None:
    """Programs read the result, not the journey."""
