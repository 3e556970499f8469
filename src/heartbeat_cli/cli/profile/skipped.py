"""What of a dump was not understood, and what of db/profile.yml is about nothing."""

from typing import TYPE_CHECKING

import typer

from heartbeat_cli.errors import EXIT_FINDINGS
from heartbeat_cli.formats import note, warn

if TYPE_CHECKING:
    from heartbeat_cli.app import Answer

_NAMED_PLACES = 3


def report_unknown(answer: "Answer") -> None:
    """Say on stderr which decisions are about tables and columns that are not there; the profile is no less whole."""
    for unknown in answer.unknown[:_NAMED_PLACES]:
        warn(f"{unknown.place}: {unknown.message}. {unknown.hint}")
    if len(answer.unknown) > _NAMED_PLACES:
        note(f"and {len(answer.unknown) - _NAMED_PLACES} more; `hb check` lists them all.")


def report_skipped(answer: "Answer") -> None:
    """Say on stderr what could not be read; a partial read ends with the exit code of findings."""
    if not answer.skipped:
        return
    from heartbeat_cli.wording import count

    lost = [s for s in answer.skipped if s.lossy]
    what = count(len(answer.skipped), "statement was", "statements were")
    if not lost:
        note(f"{what} not understood ({answer.file}:{answer.skipped[0].line}); none shapes a table.")
        return
    warn(f"{what} not understood, so this is not all of {answer.file}:")
    for skipped in lost[:_NAMED_PLACES]:
        note(f"  {skipped.file}:{skipped.line}: {skipped.statement} ({skipped.reason})")
    if len(lost) > _NAMED_PLACES:
        note(f"  and {count(len(lost) - _NAMED_PLACES)} more; --json lists them all.")
    raise typer.Exit(EXIT_FINDINGS)
