"""Driving the wizard from the command line: its answers, its events, what came of it."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from heartbeat_cli.cli.discover.hindering import tell_hindrances
from heartbeat_cli.cli.result import print_result
from heartbeat_cli.cli.session import current_session
from heartbeat_cli.errors import Place, UsageError

if TYPE_CHECKING:
    from heartbeat_cli.app import Discovery, Project
    from heartbeat_cli.cli.discover.beginning import Beginning
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


def discover(
    flags: "Mapping[str, GivenAnswer]",
    *,
    file: Path | None,
    resume: str | None,
    as_of: str | None,
    dry_run: bool,
    overwrite: bool,
) -> "Discovery":
    """Ask for what `flags` and `file` leave open where somebody can be asked; what came of it.

    `resume` is the name of a candidate, or UNFINISHED.
    """
    from heartbeat_cli.cli.discover.beginning import begin

    session = current_session()
    project = session.project()
    begun = begin(project, flags, file=file, resume=resume, as_of=as_of, dry_run=dry_run, overwrite=overwrite)
    if session.may_prompt:
        from heartbeat_cli.cli.discover.talk import talk

        return talk(project, begun)
    return _without_asking(project, begun, silent=session.json)


def _without_asking(project: "Project", begun: "Beginning", *, silent: bool) -> "Discovery":
    from heartbeat_cli.app import find_out
    from heartbeat_cli.cli.discover.prompts import spinner
    from heartbeat_cli.formats import show_event

    way = begun.way
    if not silent:
        tell_hindrances(project)
    found = find_out(
        project.settings,
        {**way.answers, **begun.flags},
        resume=way.candidate,
        show=_silent if silent else show_event,
        during=spinner,
        as_of=project.moment(way.as_of) if way.as_of else None,
        dry_run=way.dry_run,
        overwrite=way.overwrite,
    )
    begun.file.forget()
    return found


def print_found(found: "Discovery", *, brief: bool) -> None:
    """Print what came of a question; after it the `brief`, the page of its owner."""
    from heartbeat_cli.app import brief_of
    from heartbeat_cli.formats import warn
    from heartbeat_cli.sheets import outcome_document, outcome_sheet

    project = current_session().project()
    outcome = found.outcome
    moment = outcome.value.as_of if outcome.value is not None else None
    page = brief_of(project.settings, outcome.candidate, as_of=moment) if brief else None
    if found.unused:
        warn(f"not needed, and no part of this candidate: {', '.join(found.unused)}")
    print_result(
        found,
        document=lambda f: outcome_document(f.outcome, project.root, page),
        sheet=lambda f: outcome_sheet(f.outcome, f.inventory, project.root, page),
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


def show_suggestions(flags: "Mapping[str, GivenAnswer]", most: int, *, step: bool = False) -> bool:
    """Print the best `most` suggestions for the target in `flags`, or for all that has landed; False where one of them
    is named, which is to be opened.

    Raises UsageError for flags that would answer a question: nothing is asked before one is opened.
    """
    if "proposal" in flags:
        return False
    others = [str(answer.place) for key, answer in flags.items() if key != "question"] + (["--step"] if step else [])
    if others:
        raise UsageError(
            f"{', '.join(others)}: no question is asked while suggestions are listed",
            hint="Open one with --proposal NAME, and its questions can be answered.",
        )
    from heartbeat_cli.app import suggest
    from heartbeat_cli.sheets import suggestions_document, suggestions_sheet

    session, target = current_session(), flags.get("question")
    project = session.project()
    if not session.json:
        tell_hindrances(project)
    found = suggest(project.settings, str(target.text) if target else None, most)
    print_result(found, document=suggestions_document, sheet=suggestions_sheet)
    return True


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


def _silent(_: object) -> None:
    """Programs read the result, not the journey."""
