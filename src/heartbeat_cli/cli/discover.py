"""`hb discover`: from a question to a candidate, right source first."""

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from heartbeat_cli.cli import discover_options as options
from heartbeat_cli.cli.session import current_session
from heartbeat_cli.errors import Place, RefusedError, UsageError

if TYPE_CHECKING:
    from heartbeat_cli.discovery import Draft, GivenAnswer
    from heartbeat_cli.estate import Project
    from heartbeat_cli.metrics import Metric

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
    from heartbeat_cli.discovery import Draft
    from heartbeat_cli.estate import load_inventory

    project = current_session().project()
    flags = _by_flag(
        question=question, table=table, measure=measure, column=column, until=until, in_=in_, share_where=share_where,
        where=where, window=window, time=time, sql=sql, name=name, label=label, description=description, owner=owner,
        unit=unit, direction=direction, fallback_note=fallback_note, tried=tried, review_by=review_by, caveat=caveat,
        needs=needs,
    )  # fmt: skip
    given = _given(flags, project, answers, resume)
    moment = _moment(as_of) if as_of else project.now()
    draft = Draft(load_inventory(project), moment, dry_run=dry_run, replace=replace or resume is not None)
    _discover(draft, project, given)


def _discover(draft: "Draft", project: "Project", given: "Mapping[str, GivenAnswer]") -> None:
    from heartbeat_cli.cli.discover_drive import Answers, drive
    from heartbeat_cli.discovery import Backend, validate_answers
    from heartbeat_cli.formats import note, print_json, print_sheet, warn
    from heartbeat_cli.formats.terminal.wizard import show_event
    from heartbeat_cli.sheets.discover import outcome_sheet
    from heartbeat_cli.sheets.discover_document import outcome_document

    session = current_session()
    replies = Answers(given, session)
    with Backend(project, draft.inventory, draft.as_of) as world:
        validate_answers(given, draft.inventory, world.file_of, replace=draft.replace)
        try:
            outcome = drive(draft, world, replies, _silent if session.json else show_event)
        except KeyboardInterrupt:
            note("\nstopped; nothing was written")
            raise
    if replies.unused():
        warn(f"not needed, and no part of this candidate: {', '.join(replies.unused())}")
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
    flags: "Mapping[str, GivenAnswer]", project: "Project", answers: Path | None, resume: str | None
) -> "Mapping[str, GivenAnswer]":
    """The answers given beforehand: by a candidate that is resumed, by a file, by a flag; the last one counts."""
    from heartbeat_cli.discovery import load_answers

    given = {**(load_answers(answers) if answers else {}), **flags}
    if resume is not None:
        given = {**_resumed(project, resume, given), **given}
    if "sql" in given and "table" in given:
        raise UsageError(
            f"{given['sql'].place} and {given['table'].place} exclude each other",
            hint="SQL of your own names its tables itself.",
        )
    return given


def _resumed(project: "Project", name: str, given: "Mapping[str, GivenAnswer]") -> "Mapping[str, GivenAnswer]":
    """What a candidate already says about itself."""
    from heartbeat_cli.discovery import GivenAnswer
    from heartbeat_cli.metrics import find_metric

    candidate = find_metric(project, name)
    if candidate.file is not None and candidate.file.parent != project.candidates_folder:
        raise RefusedError(
            f"{name} is a metric, no candidate", where=str(candidate.file), hint="Edit its file, then align it again."
        )
    if "name" in given:
        raise UsageError("--resume keeps the candidate's name", hint="Leave --name out.")
    return {
        key: GivenAnswer(text, Place(f"{name}.yml"), spare=True)
        for key, text in _known(candidate, given).items()
        if text
    }


def _known(candidate: "Metric", given: "Mapping[str, GivenAnswer]") -> dict[str, str | tuple[str, ...] | None]:
    fallbacks = candidate.notes_of("fallback")
    own_sql = None if {"table", "measure"} & given.keys() else candidate.sql
    return {
        "question": candidate.question,
        "name": candidate.name,
        "window": candidate.window,
        "label": candidate.label,
        "description": candidate.description,
        "owner": candidate.owner,
        "unit": candidate.unit,
        "direction": candidate.direction,
        "sql": own_sql,
        "fallback-note": tuple(f"{note.source}={note.why}" for note in fallbacks),
        "tried": tuple(table for note in fallbacks for table in note.tried),
        "review-by": next((str(note.review_by) for note in fallbacks if note.review_by), None),
        "needs": tuple(need for blocked in candidate.blocked_on for need in blocked.needs),
        "caveat": tuple(f"{note.source}={note.why}" for note in candidate.notes_of("caveat")),
    }


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise UsageError(f"--as-of '{text}' is no date and time", hint="For example: 2026-05-08T09:00Z.") from None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
