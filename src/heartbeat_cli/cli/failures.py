"""What goes wrong: a message on stderr or a JSON document on stdout, and the exit code that says which kind it was."""

import errno
import sys
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import typer

from heartbeat_cli.cli.session import current_session
from heartbeat_cli.cli.streams import OutputFailedError, forget_output
from heartbeat_cli.errors import EXIT_UNREAD, HbError, UsageError
from heartbeat_cli.system_errors import refused_by_system


def tell_failure(error: Exception, args: Sequence[str]) -> int:
    """Say what a command line failed with; returns its exit code. What is a defect of `hb` is raised again."""
    as_json = _asks_for_json(args) or current_session().json
    match error:
        case typer.TyperException():
            return _tell(_usage_error(error), as_json)
        case HbError():
            return _traced(error, as_json)
        case OSError() if (refused := refused_by_system(error)) is not None:
            return _traced(refused, as_json)
    raise error


def tell_unwritten(error: OutputFailedError) -> int:
    """The output itself cannot be written: to stderr, where anybody is left to tell. Returns the exit code."""
    forget_output()
    if error.nobody_reads:
        return EXIT_UNREAD
    is_closed = error.errno == errno.EBADF
    hint = "Give it a file, a pipe or a terminal to write to." if is_closed else "Make room there and run it again."
    return _traced(HbError(error.reason, where="the output", hint=hint, code="system"), as_json=False)


def _asks_for_json(args: Sequence[str]) -> bool:
    """Read off the words, because a command line that cannot be parsed has to be answered in JSON as well."""
    return "--json" in args or "--format=json" in args or ("--format", "json") in pairwise(args)


def _usage_error(error: Any) -> HbError:
    ctx = getattr(error, "ctx", None)
    path = ctx.command_path if ctx is not None else "hb"
    message = error.format_message().replace("Value error, ", "")
    return UsageError(message, hint=f"`{path} --help` shows what it takes.")


def _traced(error: HbError, as_json: bool) -> int:
    if current_session().debug:
        import traceback

        traceback.print_exception(error, file=sys.stderr)
    return _tell(error, as_json)


def _tell(error: HbError, as_json: bool) -> int:
    from heartbeat_cli.formats import print_error, print_json

    if as_json:
        from heartbeat_cli.sheets import FailureDocument, error_document

        print_json(FailureDocument(error_document(error)))
        sys.stdout.flush()
    else:
        print_error(error)
    return error.exit_code
