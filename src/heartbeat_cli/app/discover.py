"""From a question to a candidate, right source first: the answers are put together, the machine is driven."""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from heartbeat_cli.discovery import Ask, AskedStep, Effect, Event, GivenAnswer, Outcome, Reply
    from heartbeat_cli.estate import Inventory, ProjectSettings


@dataclass(frozen=True, slots=True)
class Discovery:
    """What came of a question, on which inventory; `unused` says where answers stand that nothing was asked for."""

    outcome: "Outcome"
    inventory: "Inventory"
    unused: tuple[str, ...]


def find_out(
    project: "ProjectSettings",
    answers: "Mapping[str, GivenAnswer | Reply]",
    *,
    file: Path | None = None,
    resume: str | None = None,
    ask: "Callable[[Ask], Reply] | None" = None,
    show: "Callable[[Event], None]" = lambda _: None,
    during: "Callable[[Effect], AbstractContextManager[None]]" = lambda _: nullcontext(),
    as_of: datetime | None = None,
    dry_run: bool = False,
    overwrite: bool = False,
) -> Discovery:
    """Drive the wizard to its outcome; `answers` have the flags of `hb discover` as keys.

    They come before those in `file`, and those before what the candidate `resume` holds, whose place is then taken.
    `ask` is called with each question that has no answer, `show` with what is found, `during` around what takes long.
    Raises MissingAnswerError where there is nobody to ask, and HbError for an answer that is wrong or refused.
    """
    from heartbeat_cli.discovery import Answers, discover, drafts_of, load_answers, resumed_answers, start
    from heartbeat_cli.metrics import drafting_agent

    given = {**(load_answers(file) if file else {}), **answers}
    if resume is not None:
        given = {**resumed_answers(project, resume, given), **given}
    put = Answers(given, ask)
    draft = start(
        project,
        as_of=as_of,
        dry_run=dry_run,
        overwrite=overwrite or resume is not None,
        drafted_by=drafting_agent(project),
        drafts=drafts_of(project, resume) if resume is not None else {},
    )
    outcome = discover(project, draft, put, show, during)
    return Discovery(outcome, draft.inventory, put.unused())


def step_on(
    project: "ProjectSettings",
    answers: "Mapping[str, GivenAnswer | Reply]",
    *,
    as_of: datetime | None = None,
    finish: bool = False,
    write: bool = False,
    drafted_by: str | None = None,
) -> "AskedStep | Outcome":
    """One step of the wizard: what is asked after `answers`, which have the flags of `hb discover` as keys.

    `finish` takes the default of every question that has one. Where nothing is left to ask it is the outcome, of which
    a file is written only with `write`. `drafted_by` marks its reasons as a program's. Raises HbError where an answer
    ends the journey.
    """
    from heartbeat_cli.discovery import next_step, start
    from heartbeat_cli.metrics import drafting_agent

    draft = start(project, as_of=as_of, dry_run=not write, drafted_by=drafted_by or drafting_agent(project))
    return next_step(project, draft, answers, finish=finish)
