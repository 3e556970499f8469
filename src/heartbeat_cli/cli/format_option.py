"""`--format`, whose values are the formats there are, those of other packages too."""

from collections.abc import Callable
from typing import Any

import typer
from typer.core import TyperCommand

from heartbeat_cli.cli.session import current_session, note_option
from heartbeat_cli.errors import UsageError, did_you_mean

Names = Callable[[], tuple[str, ...]]
"""The formats of a command, the page for people first."""


def format_option(has: Callable[[str], bool], names: Names) -> Any:
    """The option of a command that writes in one of these formats; `has` tells fast whether there is one."""

    def known(value: str) -> str:
        """A format there is; `--format json` is `--json`, so failures are JSON too."""
        if not has(value):
            hint = did_you_mean(value, names()) or f"It is {', '.join(names())}."
            raise typer.BadParameter(f"there is no format '{value}'. {hint}")
        if value == "json":
            note_option("json", True)
        return value

    return typer.Option(
        "--format",
        help="How it is written.",
        metavar="FORMAT",
        callback=known,
        autocompletion=lambda: list(names()),
    )


def listing(names: Names, of: str = "format", about: str = "How it is written") -> type[TyperCommand]:
    """A command that reads the names an option takes only when its help is shown: it takes a look at every package."""

    class ListsNames(TyperCommand):
        def format_help(self, ctx: Any, formatter: Any) -> None:
            options: list[Any] = self.params
            for option in options:
                if option.name == of:
                    option.help = f"{about}: {', '.join(names())}."
            super().format_help(ctx, formatter)

    return ListsNames


def chosen_format(format: str) -> str:
    """The format asked for by `--format` or `--json`. Raises UsageError where they contradict each other."""
    if current_session().json and format not in ("table", "json"):
        raise UsageError(f"--json and --format {format} exclude each other", hint="Leave one of them out.")
    return "json" if current_session().json else format
