"""The options every command has (`--json`, `--no-input`, `--project`, `--debug`), and what they were set to.

They are added to each command rather than written in each signature, so they stand at any place of the command line
and mean the same everywhere.
"""

import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperGroup
from typer.main import get_command

from heartbeat_cli.errors import UsageError

if TYPE_CHECKING:
    from heartbeat_cli.estate import ProjectSettings


@dataclass(frozen=True, slots=True)
class Invocation:
    """What one command line asked for beyond its command."""

    json: bool = False
    no_input: bool = False
    debug: bool = False
    project_folder: Path | None = None
    arguments: tuple[str, ...] = ()

    def project(self) -> "ProjectSettings":
        """The project of this run; raises NotFoundError outside one."""
        from heartbeat_cli.estate import find_project

        return find_project(Path.cwd(), self.project_folder)

    @property
    def may_prompt(self) -> bool:
        """Only a person at a terminal is ever asked."""
        return not (self.json or self.no_input) and sys.stdin.isatty() and sys.stderr.isatty()

    def need(self, flag: str, what: str) -> UsageError:
        """The failure for a missing answer that nobody can be asked for."""
        return UsageError(
            f"{what} is missing, and there is no terminal to ask at" if not self.may_prompt else f"{what} is missing",
            hint=f"Give {flag}.",
            code="missing_flag",
        )


_session = Invocation()


def current_session() -> Invocation:
    """The session of the command line being run."""
    return _session


def answer_in_json() -> None:
    """What `--json` does, for an option that means the same (`--format json`)."""
    global _session
    _session = replace(_session, json=True)


def begin_session(arguments: Sequence[str]) -> None:
    """The defaults, for another command line; there may have been one before in the same process."""
    global _session
    _session = Invocation(arguments=tuple(arguments))


def _set(field: str) -> Any:
    def remember(value: Any) -> Any:
        global _session
        if value:
            _session = replace(_session, **{field: value})
        return value

    return remember


_PANEL = "Every command"


def _declare(
    json: Annotated[
        bool,
        typer.Option("--json", help="The result as JSON, errors too.", callback=_set("json"), rich_help_panel=_PANEL),
    ] = False,
    no_input: Annotated[
        bool,
        typer.Option(
            "--no-input", help="Never ask; fail naming the flag.", callback=_set("no_input"), rich_help_panel=_PANEL
        ),
    ] = False,
    project: Annotated[
        Path | None,
        typer.Option(
            "--project",
            help="Folder of heartbeat.yml; found upward by default.",
            metavar="DIR",
            callback=_set("project_folder"),
            rich_help_panel=_PANEL,
        ),
    ] = None,
    debug: Annotated[
        bool, typer.Option("--debug", help="Show tracebacks.", callback=_set("debug"), rich_help_panel=_PANEL)
    ] = False,
) -> None:
    """Only its parameters count: Typer turns them into options that `shared_options` hands to every command."""


def _options() -> list[Any]:
    carrier = typer.Typer(add_completion=False)
    carrier.command()(_declare)
    options = list(get_command(carrier).params)
    for option in options:
        option.expose_value = False
    return options


def shared_options(command: Any) -> Any:
    """Add the shared options to a command and to every command below it."""
    taken = {opt for param in command.params for opt in param.opts}
    command.params.extend(option for option in _options() if not set(option.opts) & taken)
    if isinstance(command, TyperGroup):
        for child in command.commands.values():
            shared_options(child)
    return command
