"""What a candidate already says about itself, as answers given beforehand: how a parked question is gone on with."""

from collections.abc import Collection, Mapping

from heartbeat_cli.discovery.answers import GivenAnswer
from heartbeat_cli.errors import Place, RefusedError, UsageError
from heartbeat_cli.estate import ProjectSettings
from heartbeat_cli.metrics import Metric, find_metric


def resumed_answers(project: ProjectSettings, name: str, given: Collection[str]) -> Mapping[str, GivenAnswer]:
    """The answers the candidate `name` holds, by key; each may go unused. `given` are the keys answered otherwise.

    Raises NotFoundError where there is no such candidate, RefusedError where it is a metric, and UsageError where
    another name is given.
    """
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


def drafts_of(project: ProjectSettings, name: str) -> Mapping[str, str]:
    """The reasons of the candidate `name` that nobody has taken over, each with the program that wrote it down."""
    notes = find_metric(project, name).notes
    return {note.why: note.drafted_by for note in notes if note.drafted_by is not None}


def _known(candidate: Metric, given: Collection[str]) -> dict[str, str | tuple[str, ...] | None]:
    fallbacks = candidate.notes_of("fallback")
    own_sql = None if {"table", "measure"} & set(given) else candidate.sql
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
        "about": next((f"{note.source}={note.why}" for note in candidate.notes_of("subject")), None),
        "caveat": tuple(f"{note.source}={note.why}" for note in candidate.notes_of("caveat") if not note.stop_gap),
        "stop-gap": tuple(f"{note.source}={note.why}" for note in candidate.notes_of("caveat") if note.stop_gap),
    }
