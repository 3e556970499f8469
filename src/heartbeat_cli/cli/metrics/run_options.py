"""What `hb metrics run` takes, and what of it goes together."""

from typing import Annotated, Final

import typer

from heartbeat_cli.cli.completion import names_of, one_of
from heartbeat_cli.cli.format_option import format_option
from heartbeat_cli.errors import UsageError

_FORMATS: Final = ("table", "json", "csv")
_SORTS: Final = ("name", "value", "change", "age", "status")

Names = Annotated[
    list[str] | None,
    typer.Argument(
        help="Metrics and candidates, or patterns of their names.",
        metavar="NAMES",
        show_default=False,
        autocompletion=names_of("metric"),
    ),
]
EveryOne = Annotated[bool, typer.Option("--all", help="Every one that has a number.")]
Status = Annotated[
    list[str] | None, typer.Option("--status", metavar="STATUS", help="Only those: aligned, caveated, candidate, …")
]
Compare = Annotated[bool, typer.Option("--change", help="Compare with the window before.")]
Since = Annotated[
    str | None,
    typer.Option("--since", metavar="SPAN|DATE", help="A series from then on: 90d, 12w, 48h or 2026-02-01."),
]
Every = Annotated[str | None, typer.Option("--every", metavar="SPAN", help="Its step, with --since.  [default: 1d]")]
By = Annotated[
    str | None, typer.Option("--by", metavar="COLUMN", help="By the values of a column its SQL reads, or alias.column.")
]
Top = Annotated[
    int | None, typer.Option("--top", metavar="N", min=1, help="How many values to list, with --by.  [default: 20]")
]
Sort = Annotated[
    str | None,
    typer.Option(
        "--sort", metavar="KEY", help="Several by name, value, change, age or status.", autocompletion=one_of(*_SORTS)
    ),
]
ReceiptId = Annotated[
    str | None, typer.Option("--receipt", metavar="ID", help="Run what this receipt says again, and compare.")
]
RowsFormat = Annotated[str, format_option(_FORMATS.__contains__, lambda: _FORMATS)]


def check_beside(since: str | None, every: str | None, by: str | None, top: int | None) -> None:
    """Raises UsageError for options that do not go together."""
    if every is not None and since is None:
        raise UsageError("--every is the step of a series", hint="Give --since, too.", code="usage")
    if top is not None and by is None:
        raise UsageError("--top is how many values of a column are listed", hint="Give --by, too.", code="usage")
    if since is not None and by is not None:
        raise UsageError("--since and --by exclude each other", hint="Leave one of them out.", code="usage")


def check_asked(names: list[str], statuses: list[str], *, every_one: bool, sort: str | None) -> None:
    """Raises UsageError where nothing is meant, or nothing can be sorted so."""
    if not names and not statuses and not every_one:
        raise UsageError("which metrics?", hint="Give names, patterns, --status or --all.", code="usage")
    if names and every_one:
        raise UsageError("--all means every metric", hint="Leave out either --all or the names.", code="usage")
    if sort is not None and sort not in _SORTS:
        raise UsageError(f"--sort: '{sort}' is nothing to sort by", hint=f"It is {', '.join(_SORTS)}.", code="usage")


def check_receipt(names: list[str], statuses: list[str], as_of: str | None) -> None:
    """Raises UsageError for what a receipt does not go with."""
    from heartbeat_cli.app import means_one

    if as_of is not None:
        raise UsageError("a receipt has its own moment", hint="Give either --receipt or --as-of.", code="usage")
    if not means_one(names, statuses):
        raise UsageError("a receipt is of one metric", hint="Give its name.", code="usage")
