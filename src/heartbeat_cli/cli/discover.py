"""`hb discover`: from a question to a candidate, right source first."""

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from heartbeat_cli.cli import discover_options as options
from heartbeat_cli.cli.session import current_session
from heartbeat_cli.errors import Place, UsageError

if TYPE_CHECKING:
    from heartbeat_cli.discovery import GivenAnswer
    from heartbeat_cli.estate import ProjectSettings

app = typer.Typer(add_completion=False, rich_markup_mode="markdown")


@app.command()
def discover(
    question: options.Question = None,
    table: options.Table = None,
    measure: options.Measure = None,
    column: options.Column = None,
    until: options.Until = None,
    in_: options.In = None,
    share_where: options.ShareWhere = None,
    where: options.Where = None,
    window: options.Window = None,
    time: options.Time = None,
    sql: options.Sql = None,
    as_of: options.AsOf = None,
    name: options.Name = None,
    label: options.Label = None,
    description: options.Description = None,
    owner: options.Owner = None,
    unit: options.Unit = None,
    direction: options.Direction = None,
    fallback_note: options.FallbackNote = None,
    tried: options.Tried = None,
    review_by: options.ReviewBy = None,
    caveat: options.Caveat = None,
    needs: options.Needs = None,
    answers: options.AnswersFile = None,
    resume: options.Resume = None,
    replace: options.Replace = False,
    dry_run: options.DryRun = False,
) -> None:
    """From a question to a candidate metric, right source first.

    Asks for what the flags leave open, looks in the right source before any other, shows the SQL and the number, and
    writes a candidate. Where the right source is not landed the candidate is parked, and no number is shown.

    Examples:

    - `hb discover`
    - `hb discover "KYC pass rate"`
    - `hb discover "Active clients" --table webbank.core.client_profile --measure count`
    - `hb discover --answers active-clients.yml --dry-run`
    """
    project = current_session().project()
    flags = _by_flag(
        question=question, table=table, measure=measure, column=column, until=until, in_=in_, share_where=share_where,
        where=where, window=window, time=time, sql=sql, name=name, label=label, description=description, owner=owner,
        unit=unit, direction=direction, fallback_note=fallback_note, tried=tried, review_by=review_by, caveat=caveat,
        needs=needs,
    )  # fmt: skip
    _discover(project, _given(flags, project, answers, resume), as_of, dry_run, replace or resume is not None)


def _discover(
    project: "ProjectSettings", given: "Mapping[str, GivenAnswer]", as_of: str | None, dry_run: bool, replace: bool
) -> None:
    from heartbeat_cli.cli.discover_prompts import prompt, spinner
    from heartbeat_cli.discovery import Answers, start
    from heartbeat_cli.discovery import discover as find_out
    from heartbeat_cli.formats import note, print_json, print_sheet, show_event, warn
    from heartbeat_cli.sheets import outcome_document, outcome_sheet

    session = current_session()
    answers = Answers(given, prompt if session.may_prompt else None)
    draft = start(project, as_of=_timestamp(as_of) if as_of else None, dry_run=dry_run, overwrite=replace)
    try:
        outcome = find_out(project, draft, answers, _silent if session.json else show_event, spinner)
    except KeyboardInterrupt:
        note("\nstopped; nothing was written")
        raise
    if answers.unused():
        warn(f"not needed, and no part of this candidate: {', '.join(answers.unused())}")
    if session.json:
        print_json(outcome_document(outcome, project.root))
    else:
        print_sheet(outcome_sheet(outcome, draft.inventory, project.root))


def _silent(_: object) -> None:
    """Programs read the result, not the journey."""


def _by_flag(**values: str | list[str] | None) -> "dict[str, GivenAnswer]":
    """What was given on the command line, by flag; Typer passes `--in` as `in_`, a word of Python's."""
    from heartbeat_cli.discovery import GivenAnswer

    by_flag = {key.rstrip("_").replace("_", "-"): value for key, value in values.items() if value not in (None, [])}
    return {
        flag: GivenAnswer(
            tuple(value) if isinstance(value, list) else value, Place("QUESTION" if flag == "question" else f"--{flag}")
        )
        for flag, value in by_flag.items()
    }


def _given(
    flags: "Mapping[str, GivenAnswer]", project: "ProjectSettings", answers: Path | None, resume: str | None
) -> "Mapping[str, GivenAnswer]":
    """The answers given beforehand: by a candidate that is resumed, by a file, by a flag; the last one counts."""
    from heartbeat_cli.discovery import load_answers, resumed_answers

    given = {**(load_answers(answers) if answers else {}), **flags}
    return {**resumed_answers(project, resume, given), **given} if resume is not None else given


def _timestamp(text: str) -> datetime:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        raise UsageError(f"--as-of '{text}' is no date and time", hint="For example: 2026-05-08T09:00Z.") from None
    return found if found.tzinfo else found.replace(tzinfo=UTC)
