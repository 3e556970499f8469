"""The options every command has: `--json`, `--no-input`, `--project`, `--debug`.

They are added to each command rather than written in each signature, so they stand at any place of the command line
and mean the same everywhere.
"""

from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup
from typer.main import get_command

from heartbeat_cli.cli.session import note_option


def _set(field: str) -> Any:
    def remember(value: Any) -> Any:
        if value:
            note_option(field, value)
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
