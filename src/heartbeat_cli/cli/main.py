"""`hb`: one command line in, its exit code out."""

import gc
import signal
import sys
from collections.abc import Sequence
from typing import Annotated, NoReturn

import typer
from typer.main import get_command

from heartbeat_cli.cli.commands import LazyCommands
from heartbeat_cli.cli.completion import take_shell_names
from heartbeat_cli.cli.session import begin_session, current_session
from heartbeat_cli.cli.shared_options import shared_options
from heartbeat_cli.cli.streams import OutputFailedError, end_on_sigterm, forget_output, prepare_streams
from heartbeat_cli.errors import EXIT_INTERRUPTED, HbError

EPILOG = """First time here? `hb demo up`, then `hb profile webbank.core`. Your own databases: `hb init`.

What the words mean: `docs/explanation/glossary.md` in the repository of hb."""


app = typer.Typer(
    cls=LazyCommands,
    name="hb",
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

    Examples:

    - `hb`
    - `hb profile webbank.core`
    - `hb discover "KYC pass rate"`
    - `hb --version --json`
    """
    if version:
        from heartbeat_cli.cli.version import show_version

        show_version()
        raise typer.Exit
    if ctx.invoked_subcommand is None:
        from heartbeat_cli.cli.overview import show_overview

        show_overview(current_session())


def run(args: Sequence[str]) -> int:
    """Run one command line and return its exit code; stdout and stderr are used, nothing else is."""
    begin_session(args)
    try:
        return _carried_out(args)
    except OutputFailedError as error:
        from heartbeat_cli.cli.failures import tell_unwritten

        return tell_unwritten(error)


def _carried_out(args: Sequence[str]) -> int:
    try:
        command = take_shell_names(shared_options(get_command(app)))
        code = int(command.main(args=list(args), prog_name="hb", standalone_mode=False) or 0)
        # A full disk shows here, where it can still be told.
        sys.stdout.flush()
        return code
    except typer.Abort:
        return EXIT_INTERRUPTED
    except (typer.TyperException, HbError, OSError) as error:
        from heartbeat_cli.cli.failures import tell_failure

        return tell_failure(error, args)


def main() -> NoReturn:
    """Run this process's command line and exit."""
    end_on_sigterm()
    prepare_streams()
    # A command lives for seconds and leaves few cycles behind: looking for them takes up to a tenth of its time.
    gc.set_threshold(100_000, 20, 100)
    try:
        code = run(sys.argv[1:])
    except KeyboardInterrupt:
        code = EXIT_INTERRUPTED
    finally:
        forget_output()
    # What has ended is not interrupted any more: Ctrl-C while Python takes itself down would change the exit code.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    raise SystemExit(code)
