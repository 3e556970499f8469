"""Telling somebody how an ingest ended, whatever ended it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import typer

from heartbeat_cli.errors import EXIT_FINDINGS, HbError, UsageError
from heartbeat_cli.formats import warn

if TYPE_CHECKING:
    from heartbeat_cli.app import Project


@contextmanager
def notifying(project: "Project", target: str | None, *, heartbeat: bool) -> Iterator[None]:
    """Send a notice where the run within fails or finds something; with `heartbeat` also where it does not.

    Raises UsageError for a target that is none. That nobody could be told is a warning.
    """
    from heartbeat_cli.app import check_target

    if target is None:
        if heartbeat:
            raise UsageError("--heartbeat goes with --notify", hint="`hb ingest --all --notify URL --heartbeat`")
        yield
        return
    check_target(target)
    since = datetime.now(UTC)
    try:
        yield
    except HbError as error:
        _tell(project, target, "failed", since, error)
        raise
    except typer.Exit as end:
        if end.exit_code or heartbeat:
            events = {0: "ran", EXIT_FINDINGS: "findings"}
            _tell(project, target, events.get(end.exit_code, "failed"), since, None)
        raise
    if heartbeat:
        _tell(project, target, "ran", since, None)


def _tell(project: "Project", target: str, event: str, since: datetime, error: HbError | None) -> None:
    from heartbeat_cli.app import notice_of, send_notice

    try:
        send_notice(target, notice_of(project.settings, event, since, error))
    except HbError as failure:
        warn(failure.message)
