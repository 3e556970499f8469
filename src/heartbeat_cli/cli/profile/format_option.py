"""`--format`, whose values are the formats there are, those of other packages too."""

from typing import Annotated, Any

import typer
from typer.core import TyperCommand

from heartbeat_cli.cli.session import current_session, note_option
from heartbeat_cli.errors import UsageError, did_you_mean
from heartbeat_cli.formats import FORMATS, format_names


def _known_format(value: str) -> str:
    """A format there is; `--format json` is `--json`, so failures are JSON too."""
    if not FORMATS.has(value):
        names = format_names()
        hint = did_you_mean(value, names) or f"It is {', '.join(names)}."
        raise typer.BadParameter(f"there is no format '{value}'. {hint}")
    if value == "json":
        note_option("json", True)
    return value


class ListsFormats(TyperCommand):
    """Reads the names of the formats only when they are shown: those of other packages take a look at every package."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        for option in self.params:
            if option.name == "format":
                option.metavar = "|".join(format_names())
        super().format_help(ctx, formatter)


FormatName = Annotated[
    str,
    typer.Option(
        "--format",
        help="How it is written: a page for people, or one of the others for programs and other tools.",
        callback=_known_format,
        autocompletion=lambda: list(format_names()),
    ),
]


def chosen_format(format: str) -> str:
    """The format asked for by `--format` or `--json`. Raises UsageError where they contradict each other."""
    if current_session().json and format not in ("table", "json"):
        raise UsageError(f"--json and --format {format} exclude each other", hint="Leave one of them out.")
    return "json" if current_session().json else format
