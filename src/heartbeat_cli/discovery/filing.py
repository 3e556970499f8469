"""The last stages: a name that is free, who owns the number, and the file."""

from pathlib import Path

from heartbeat_cli.discovery.asking import Ask, Option
from heartbeat_cli.discovery.condition import Condition
from heartbeat_cli.discovery.draft import Draft
from heartbeat_cli.discovery.effects import Done, Effect, FindName, Outcome, Write
from heartbeat_cli.discovery.measure import COUNT, Measure
from heartbeat_cli.discovery.naming import (
    DEFAULT_WINDOW,
    spelled_name,
    subject_of,
    suggest_name,
    suggest_parked_name,
)
from heartbeat_cli.discovery.stages import Stage
from heartbeat_cli.discovery.suggested import parse_window, suggested_window
from heartbeat_cli.errors import RefusedError, UsageError, did_you_mean
from heartbeat_cli.metrics import DIRECTIONS, TOTAL, Metric, misuses, name_problems, window_ending
from heartbeat_cli.pgschema import QName

_LONGEST_EXAMPLE = 80
_DIRECTION_TITLES = {
    "up_is_good": "up is good",
    "down_is_good": "down is good",
    "neutral": "neither",
}


def wants_parked_window(draft: Draft) -> Ask | None:
    """A parked candidate has no query to cut a window from, only a name that ends in one."""
    if not draft.waiting or draft.window is not None:
        return None
    named = suggested_window(draft.understood)
    default = named.name if named is not None else DEFAULT_WINDOW
    return Ask("window", "Over which time?", default=default, prompted=False)


def settle_parked_window(draft: Draft, reply: str) -> Draft:
    """Raises UsageError for what is no window."""
    return draft.replace(window=parse_window(reply))


def wants_name(draft: Draft) -> Ask | FindName | None:
    """Asks for a name, then who has it already."""
    if draft.name is None:
        return Ask("name", "Its name?", default=suggested_name(draft))
    return None if draft.name_free else FindName(draft.name)


def suggested_name(draft: Draft) -> str:
    """The name a draft would get if nobody says another."""
    window = draft.window or DEFAULT_WINDOW
    if draft.proposal is not None and not draft.waiting:
        return f"{draft.proposal.name.removesuffix(f'_{draft.proposal.window.name}')}_{window}"
    question = draft.question or ""
    if draft.waiting:
        sources = tuple(draft.inventory.require(blocked.source) for blocked in draft.waiting)
        name = suggest_parked_name(question, sources, window)
        if draft.measure is None or name.endswith(f"_{window}"):
            return name
    labels = _labels(draft.where) + _labels(draft.share)
    table = draft.table.name if draft.table is not None else draft.reads[0].table.name if draft.reads else ""
    if draft.measure is None:
        subject = subject_of(question)
        if len(subject) > 1:
            return "_".join([*subject, window])
        return suggest_name(question, table, labels, Measure(COUNT), window)
    return suggest_name(question, table, labels, draft.measure, window)


def _labels(condition: Condition | None) -> tuple[str, ...]:
    return condition.labels if condition is not None else ()


def settle_name(draft: Draft, reply: str | Path | Metric | None) -> Draft:
    """The reply is a name, or what has it already; a question that was parked before on the same sources stays so."""
    if draft.name is None:
        return _named(draft, str(reply).strip())
    if isinstance(reply, Metric) and not draft.overwrite and _waits_alike(draft, reply):
        return draft.replace(name_free=True, existing=reply, file=reply.file)
    problem = _conflict(draft.name, reply, overwrite=draft.overwrite)
    if problem is None:
        return draft.replace(name_free=True)
    return draft.replace(name=None, problem=problem)


def _conflict(name: str, has: str | Path | Metric | None, *, overwrite: bool) -> RefusedError | None:
    """Why `name` cannot be had; a question that was parked under it can be gone on with."""
    file = has.file if isinstance(has, Metric) else has
    problem = name_conflict(name, file, overwrite=overwrite) if file is not None else None
    if problem is None or not isinstance(has, Metric) or has.sql is not None:
        return problem
    return problem.replace(hint=f"Go on with it: `hb discover --resume {name}`. {problem.hint}")


def _waits_alike(draft: Draft, before: Metric) -> bool:
    now = {blocked.source for blocked in draft.waiting or ()}
    return bool(now) and now == {blocked.source for blocked in before.blocked_on}


def name_conflict(name: str, file: str | Path, *, overwrite: bool) -> RefusedError | None:
    """Why `name` cannot be had while `file` has it; None where it may take the candidate's place."""
    if overwrite and _is_candidate(file):
        return None
    what = "candidate" if _is_candidate(file) else "metric"
    hint = "Give another with --name" + (", or take its place with --replace." if what == "candidate" else ".")
    return RefusedError(f"there is already a {what} called {name}", where=str(file), hint=hint, code="name_taken")


def check_name(name: str, window: str | None, unit: str | None) -> None:
    """Raises UsageError where `name` breaks the grammar, or says another window or unit than those already known."""
    ending = window_ending(name)
    said = window or (ending.name if ending is not None else TOTAL)
    metric = Metric(name=name, question="", source="", status="candidate", window=said, unit=unit)
    problems = name_problems(metric)
    if problems:
        raise UsageError(problems[0], hint=_for_example(spelled_name(name, metric.window)), code="bad_name")


def _named(draft: Draft, name: str) -> Draft:
    ending = window_ending(name)
    window = ending.name if ending is not None else draft.window
    if (not draft.waiting or draft.measure is not None) and window != draft.window:
        raise UsageError(f"'{name}' ends in {window}, and the query's window is {draft.window}", code="bad_name")
    named = draft.replace(name=name, window=window)
    problems = name_problems(named.candidate())
    if problems:
        raise UsageError(problems[0], hint=_for_example(suggested_name(draft)), code="bad_name")
    _check_source(named)
    return named


def _for_example(name: str) -> str:
    """A name nobody would type is no example."""
    return f"For example: {name}." if len(name) <= _LONGEST_EXAMPLE else "Words in small letters, joined by _."


def _check_source(draft: Draft) -> None:
    """A name is part of the question: one that says KYC pass rate makes another source the right one."""
    tables = [QName(home.dataset, home.table.name) for home in draft.reads]
    landed = [landing.source for landing in draft.landings or () if landing.tables]
    found = [m for m in misuses(draft.candidate(), tables, draft.inventory, landed) if m.severity == "error"]
    if found:
        raise RefusedError(f"as {draft.name}, it {found[0].message}", hint=found[0].next, code="wrong_source")


def _is_candidate(file: str | Path) -> bool:
    return Path(file).parent.name == "candidates"


def wants_owner(draft: Draft) -> Ask | None:
    """Asks who answers for the number; a parked candidate may do without."""
    if draft.owner is not None:
        return None
    default = "" if draft.waiting else None
    return Ask("owner", "Who owns the number?", default=default, prompted=not draft.waiting, instruction="a team")


def settle_owner(draft: Draft, reply: str) -> Draft:
    """Raises UsageError where a number would have no owner."""
    if not reply.strip() and not draft.waiting:
        raise UsageError("every number has an owner")
    return draft.replace(owner=reply.strip())


def wants_unit(draft: Draft) -> Ask | None:
    """Asks for the unit, with the measure's own as the default."""
    if draft.unit is not None:
        return None
    default = draft.measure.unit if draft.measure is not None else None
    if default is None and (draft.measure is not None or draft.own_sql):
        default = draft.understood.unit
    default = draft.proposal.unit if draft.proposal is not None else default
    if draft.waiting:
        default = default or ""
    return Ask("unit", "In which unit?", default=default, prompted=not draft.waiting, instruction="min, percent, EUR")


def settle_unit(draft: Draft, reply: str) -> Draft:
    """Raises UsageError where a number would have no unit, or another than its name says."""
    if not reply.strip() and not draft.waiting:
        raise UsageError("every number has a unit")
    known = draft.replace(unit=reply.strip())
    problems = name_problems(known.candidate())
    if problems:
        raise UsageError(problems[0])
    return known


def wants_direction(draft: Draft) -> Ask | None:
    """Asks which way is good; a parked candidate may leave it open."""
    if draft.direction is not None:
        return None
    options = tuple(Option(d, _DIRECTION_TITLES[d]) for d in DIRECTIONS)
    default = "" if draft.waiting else draft.proposal.direction if draft.proposal is not None else "neutral"
    return Ask("direction", "Which way is good?", options=options, default=default, prompted=not draft.waiting)


def settle_direction(draft: Draft, reply: str) -> Draft:
    """Raises UsageError for what is no direction."""
    direction = reply.strip()
    if direction or not draft.waiting:
        check_direction(direction)
    return draft.replace(direction=direction)


def check_direction(direction: str) -> None:
    """Raises UsageError where `direction` is none."""
    if direction not in DIRECTIONS:
        hint = did_you_mean(direction, DIRECTIONS) or f"One of: {', '.join(DIRECTIONS)}."
        raise UsageError(f"'{direction}' is no direction", hint=hint)


def wants_label(draft: Draft) -> Ask | None:
    """Takes the question as the label where no other was given."""
    if draft.label is not None:
        return None
    label = draft.proposal.label if draft.proposal is not None else (draft.question or "").rstrip("?! .")
    return Ask("label", "Its label on the cockpit?", default=label[:1].upper() + label[1:], prompted=False)


def wants_words(draft: Draft) -> Ask | None:
    """Takes a description where one was given; nobody is asked for it."""
    if draft.description is not None:
        return None
    described = draft.proposal.described if draft.proposal is not None else ""
    return Ask("description", "What is and is not counted?", default=described, prompted=False)


def wants_file(draft: Draft) -> Effect | None:
    """Has the candidate written; a dry run writes nothing."""
    if draft.file is not None or draft.dry_run:
        return None
    return Write(draft.candidate(), overwrite=draft.overwrite)


def wants_end(draft: Draft) -> Done:
    """The journey is over: the candidate, where it stands, and what led to it."""
    value = None if draft.waiting else draft.value
    return Done(
        Outcome(
            draft.existing or draft.candidate(),
            draft.right,
            draft.searched or (),
            draft.landings or (),
            value,
            draft.file,
            draft.unused,
            already_parked=draft.existing is not None,
            near=draft.near or draft.alike or (),
            behind=draft.behind if value is not None else None,
        )
    )


FILING = (
    Stage("parked window", wants_parked_window, settle_parked_window),
    Stage("name", wants_name, settle_name),
    Stage("owner", wants_owner, settle_owner),
    Stage("unit", wants_unit, settle_unit),
    Stage("direction", wants_direction, settle_direction),
    Stage("label", wants_label, lambda draft, reply: draft.replace(label=str(reply).strip())),
    Stage("words", wants_words, lambda draft, reply: draft.replace(description=str(reply).strip())),
    Stage("file", wants_file, lambda draft, reply: draft.replace(file=reply)),
    Stage("end", wants_end, lambda draft, _: draft),
)
