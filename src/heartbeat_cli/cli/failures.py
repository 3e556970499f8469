"""What goes wrong: a message on stderr or a JSON document on stdout, and the exit code that says which kind it was."""

import errno
import sys
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import typer

from heartbeat_cli.cli.session import current_session
from heartbeat_cli.cli.streams import OutputFailedError, forget_output
from heartbeat_cli.discreet import shown
from heartbeat_cli.errors import EXIT_UNREAD, HbError, UsageError

_NOT_OURS = frozenset(
    (
        errno.EACCES,
        errno.EPERM,
        errno.ENOSPC,
        errno.EDQUOT,
        errno.EFBIG,
        errno.EROFS,
        errno.ELOOP,
        errno.ENAMETOOLONG,
        errno.ENOENT,
        errno.ENOTDIR,
        errno.EIO,
        errno.EMFILE,
        errno.EPIPE,
    )
)
_SYSTEM_HINTS = {
    errno.ENOSPC: "Make room on that disk and run it again; what was there before is untouched.",
    errno.EDQUOT: "Make room in your quota and run it again; what was there before is untouched.",
    errno.EFBIG: "The limit on the size of a file is in the way (`ulimit -f`).",
    errno.ENOENT: "Something that was there a moment ago is gone; is the current folder still there?",
}


def tell_failure(error: Exception, args: Sequence[str]) -> int:
    """Say what a command line failed with; returns its exit code. What is a defect of `hb` is raised again."""
    as_json = _asks_for_json(args) or current_session().json
    match error:
        case typer.TyperException():
            return _tell(_usage_error(error), as_json)
        case HbError():
            return _traced(error, as_json)
        case OSError(errno=number) if number in _NOT_OURS:
            return _traced(_refused_by_system(error), as_json)
    raise error


def tell_unwritten(error: OutputFailedError) -> int:
    """The output itself cannot be written: to stderr, where anybody is left to tell. Returns the exit code."""
    forget_output()
    if error.nobody_reads:
        return EXIT_UNREAD
    is_closed = error.errno == errno.EBADF
    hint = "Give it a file, a pipe or a terminal to write to." if is_closed else "Make room there and run it again."
    return _traced(HbError(error.reason, where="the output", hint=hint, code="system"), as_json=False)


def _refused_by_system(error: OSError) -> HbError:
    """What the operating system refuses is for the user to change: rights, room, a folder that is gone."""
    where = str(error.filename) if error.filename is not None else None
    if where is not None and error.errno == errno.ENAMETOOLONG:
        where = shown(where)
    hint = _SYSTEM_HINTS.get(error.errno or 0, "Check that path: whose it is, and who may read and write there.")
    return HbError(f"{(error.strerror or str(error)).lower()}", where=where, hint=hint, code="system")


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
