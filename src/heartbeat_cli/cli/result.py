"""What a command hands to whoever ran it: a JSON document for programs, a page for people."""

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

import typer

from heartbeat_cli.cli.session import current_session
from heartbeat_cli.errors import EXIT_FAILED, EXIT_FINDINGS, HbError

if TYPE_CHECKING:
    from heartbeat_cli.blocks import Sheet

_Value = TypeVar("_Value")


def print_result(value: _Value, *, document: "Callable[[_Value], object]", sheet: "Callable[[_Value], Sheet]") -> None:
    """Print `value` as what was asked for; only that is made of it."""
    from heartbeat_cli.formats import print_json, print_sheet

    if current_session().json:
        print_json(document(value))
    else:
        print_sheet(sheet(value))


def end_with_findings(found: bool) -> None:
    """End `hb` with the exit code that says so where something was found that somebody has to look at."""
    if found:
        raise typer.Exit(EXIT_FINDINGS)


def end_with(error: HbError | None) -> None:
    """End `hb` with a failure that its result tells of already; a document has said it in full, a page needs a word."""
    if error is None:
        return
    if current_session().json:
        raise typer.Exit(EXIT_FAILED)
    raise error


def end_refused(error: HbError) -> None:
    """End `hb` with a refusal of which the result, where it is a document, has told already."""
    raise typer.Exit(error.exit_code) if current_session().json else error
