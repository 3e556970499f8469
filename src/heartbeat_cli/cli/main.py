"""`hb`: the table of commands, and the one place where failures become messages and exit codes.

Commands are loaded when they run, not when they are listed: `hb --help` and completion import none of them. That is
why each command's one-line summary stands in COMMANDS; a test holds it against the command's own docstring.
"""

import errno
import importlib
import io
import os
import signal
import sys
from collections.abc import Sequence
from itertools import pairwise
from typing import Annotated, Any, NoReturn

import typer
from typer.core import TyperGroup
from typer.main import get_command

from heartbeat_cli.cli.session import begin_session, current_session, shared_options
from heartbeat_cli.errors import EXIT_FAILED, EXIT_INTERRUPTED, EXIT_TERMINATED, HbError, UsageError

# name -> (module, one line). The order is that of `hb --help`: know, discover, land, trust, and the demo.
COMMANDS = {
    "sources": ("heartbeat_cli.cli.sources", "Every source: landed? granted? fresh? what does it block?"),
    "profile": ("heartbeat_cli.cli.profile", "What is in a database, schema, table or dump."),
    "search": ("heartbeat_cli.cli.search", "Tables and columns across the estate, truth source first."),
    "mirror": ("heartbeat_cli.cli.mirror", "The DDL mirror: what is there, load it, pull it, what changed."),
    "discover": ("heartbeat_cli.cli.discover", "From a question to a candidate metric, right source first."),
    "ingest": ("heartbeat_cli.cli.ingest", "Land a source's slice in the marts, and keep it fresh."),
    "loads": ("heartbeat_cli.cli.loads", "What ran, what runs now, and how far it is."),
    "metrics": ("heartbeat_cli.cli.metrics", "List, show, run and align metrics."),
    "check": ("heartbeat_cli.cli.check", "Hold inventory, candidates and metrics against every rule."),
    "schema": ("heartbeat_cli.cli.schema", "The JSON Schema of a kind of file, for editors and programs."),
    "demo": ("heartbeat_cli.cli.demo", "A synthetic bank on two PostgreSQL servers, to try everything on."),
}

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
    )
)
_SYSTEM_HINTS = {
    errno.ENOSPC: "Make room on that disk and run it again; what was there before is untouched.",
    errno.EDQUOT: "Make room in your quota and run it again; what was there before is untouched.",
    errno.EFBIG: "The limit on the size of a file is in the way (`ulimit -f`).",
    errno.ENOENT: "Something that was there a moment ago is gone; is the current folder still there?",
}

EPILOG = """First time here? `hb demo up`, then `hb profile webbank.core`.

What the words mean: `docs/explanation/glossary.md` in the repository of hb."""


class LazyCommands(TyperGroup):
    """A group whose commands are imported when one is invoked; listing shows stand-ins with the same summary."""

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ARG002
        if cmd_name not in COMMANDS:
            return None
        if cmd_name not in self.commands:
            self.commands[cmd_name] = _stand_in(cmd_name)
        return self.commands[cmd_name]

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        if args and args[0] in COMMANDS:
            self.commands[args[0]] = load_command(args[0])
        else:
            self.commands = {name: _stand_in(name) for name in COMMANDS}
        return super().resolve_command(ctx, args)


def _stand_in(name: str) -> TyperGroup:
    return TyperGroup(name=name, help=COMMANDS[name][1], callback=None)


def load_command(name: str) -> Any:
    """Import one of COMMANDS; its module's `app` becomes the command."""
    module = importlib.import_module(COMMANDS[name][0])
    command: Any = get_command(module.app)
    command.name = name
    return shared_options(command)


app = typer.Typer(
    cls=LazyCommands,
    name="hb",
    help="Every number has a source, an owner and a count made by hand.",
    epilog=EPILOG,
    rich_markup_mode="markdown",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


@app.callback(invoke_without_command=True)
def overview(
    ctx: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="Show the version and exit.", is_eager=True)] = False,
) -> None:
    """Every number has a source, an owner and a count made by hand.

    Without a command: where we stand, and the next useful step.
    """
    if version:
        from heartbeat_cli.version import __version__

        typer.echo(f"hb {__version__}")
        raise typer.Exit
    if ctx.invoked_subcommand is None:
        from heartbeat_cli.cli.overview import show_overview

        show_overview(current_session())


def run(args: Sequence[str]) -> int:
    """Run one command line and return its exit code; stdout and stderr are used, nothing else is."""
    begin_session(args)
    as_json = _asks_for_json(args)
    try:
        command = shared_options(get_command(app))
        code = int(command.main(args=list(args), prog_name="hb", standalone_mode=False) or 0)
        # A full disk shows here, where it can still be told.
        sys.stdout.flush()
        return code
    except typer.TyperException as error:
        return _fail(_usage_error(error), as_json, debug=False)
    except typer.Abort:
        return EXIT_INTERRUPTED
    except HbError as error:
        return _fail(error, as_json or current_session().json, debug=current_session().debug)
    except BrokenPipeError:
        # The reader of our output has gone (`hb … | head`); there is nobody left to tell.
        _forget_output()
        return EXIT_FAILED
    except OSError as error:
        if error.errno not in _NOT_OURS:
            raise
        told_in_json = error.filename is not None and (as_json or current_session().json)
        if error.filename is None:
            _forget_output()
        return _fail(_refused_by_system(error), told_in_json, debug=current_session().debug)


def _forget_output() -> None:
    """What is still to be written has nowhere to go."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _refused_by_system(error: OSError) -> HbError:
    """What the operating system refuses is for the user to change: rights, room, a folder that is gone."""
    where = str(error.filename) if error.filename is not None else "the output"
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


def _fail(error: HbError, as_json: bool, debug: bool) -> int:
    from heartbeat_cli.formats import print_error, print_json

    if debug:
        import traceback

        traceback.print_exception(error, file=sys.stderr)
    if as_json:
        from heartbeat_cli.sheets import FailureDocument, error_document

        print_json(FailureDocument(error_document(error)))
    else:
        print_error(error)
    return error.exit_code


def _terminated(_signal: int, _frame: object) -> NoReturn:
    raise SystemExit(EXIT_TERMINATED)


def _prepare_streams() -> None:
    """Output that can be written whatever the environment says: closed, unbuffered, or in an encoding without `…`."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, io.TextIOWrapper(io.FileIO(os.devnull, "w")))
        elif isinstance(stream.buffer, io.RawIOBase):
            # PYTHONUNBUFFERED: a raw stream writes a part of a long text and forgets the rest.
            buffer = io.BufferedWriter(io.FileIO(stream.fileno(), "w", closefd=False))
            setattr(sys, name, io.TextIOWrapper(buffer, stream.encoding, errors="replace"))
        else:
            stream.reconfigure(errors="replace")


def main() -> NoReturn:
    """Run this process's command line and exit."""
    signal.signal(signal.SIGTERM, _terminated)
    _prepare_streams()
    try:
        code = run(sys.argv[1:])
    except KeyboardInterrupt:
        code = EXIT_INTERRUPTED
    raise SystemExit(code)
