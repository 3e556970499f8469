"""`hb profile`: what is in a database, schema, table, column or dump file."""

from typing import Annotated, Any

import typer
from typer.core import TyperCommand

from heartbeat_cli.app import Answer, find_answer, is_file, locate, split_source
from heartbeat_cli.cli.session import current_session, note_option
from heartbeat_cli.errors import EXIT_FINDINGS, UsageError, did_you_mean
from heartbeat_cli.formats import FORMATS, format_names, note, print_written, warn

app = typer.Typer(add_completion=False, rich_markup_mode="markdown")

_NAMED_PLACES = 3


def _known_format(value: str) -> str:
    """A format there is; `--format json` is `--json`, so failures are JSON too."""
    if not FORMATS.has(value):
        names = format_names()
        hint = did_you_mean(value, names) or f"It is {', '.join(names)}."
        raise typer.BadParameter(f"there is no format '{value}'. {hint}")
    if value == "json":
        note_option("json", True)
    return value


class _ListsFormats(TyperCommand):
    """Reads the names of the formats only when they are shown: those of other packages take a look at every package."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        for option in self.params:
            if option.name == "format":
                option.metavar = "|".join(format_names())
        super().format_help(ctx, formatter)


@app.command(cls=_ListsFormats)
def profile(
    target: Annotated[
        str,
        typer.Argument(
            help="webbank · webbank.core · webbank.core.payment · webbank.core.payment.state_id · a dump file",
            metavar="TARGET",
        ),
    ],
    name: Annotated[
        str | None,
        typer.Argument(
            help="What of a dump file: core · core.payment · core.payment.state_id.",
            metavar="NAME",
            show_default=False,
        ),
    ] = None,
    format: Annotated[
        str,
        typer.Option(
            "--format",
            help="How it is written: a page for people, or one of the others for programs and other tools.",
            callback=_known_format,
            autocompletion=lambda: list(format_names()),
        ),
    ] = "table",
    data: Annotated[
        bool, typer.Option("--data", help="Read the landed rows too: counts, empty values, ranges, frequent values.")
    ] = False,
    sample: Annotated[
        float | None, typer.Option("--sample", help="With --data: read this share of the rows.", metavar="PERCENT")
    ] = None,
    reveal: Annotated[
        bool, typer.Option("--reveal", help="With --data: show personal data instead of masking it.")
    ] = False,
) -> None:
    """What is in a database, schema, table or dump.

    Read from the DDL mirror or from any dump file; no server is asked, and a file needs no project. Exit code 6 says
    that a statement the picture depends on was not understood.

    Examples:

    - `hb profile webbank.core`
    - `hb profile webbank.core.payment`
    - `hb profile backup/shop.sql --json`
    - `hb profile backup/shop.sql core.payment.state_id`
    - `hb profile webbank.core --format mermaid > core.mmd`
    - `hb profile webbank --format csv > columns.csv`
    - `hb profile webbank.core.payment --data --sample 10`
    """
    chosen = _chosen_format(format)
    _check_data_options(target, data=data, sample=sample, reveal=reveal)
    if data:
        from heartbeat_cli.cli.profile_data import profile_landed

        profile_landed(target, split_source(target, name), sample=sample, reveal=reveal, format=chosen)
        return
    answer = find_answer(locate(target, name, current_session().project), chosen)
    print_written(answer.written)
    _report_skipped(answer)


def _chosen_format(format: str) -> str:
    if current_session().json and format not in ("table", "json"):
        raise UsageError(f"--json and --format {format} exclude each other", hint="Leave one of them out.")
    return "json" if current_session().json else format


def _check_data_options(target: str, *, data: bool, sample: float | None, reveal: bool) -> None:
    """Raise UsageError for options that say how rows are read where no rows are."""
    for flag, given in (("--sample", sample is not None), ("--reveal", reveal)):
        if given and not data:
            raise UsageError(f"{flag} says how rows are read, and no rows are without --data", hint="Add --data.")
    if data and is_file(target):
        raise UsageError(
            "--data reads landed rows, and a dump file has none",
            where=target,
            hint="Name the source instead: its landed rows are in the marts.",
        )


def _report_skipped(answer: Answer) -> None:
    """Say on stderr what could not be read; a partial read ends with the exit code of findings."""
    if not answer.skipped:
        return
    from heartbeat_cli.wording import count

    lost = [s for s in answer.skipped if s.lossy]
    what = count(len(answer.skipped), "statement was", "statements were")
    if not lost:
        note(f"{what} not understood ({answer.file}:{answer.skipped[0].line}); none shapes a table.")
        return
    warn(f"{what} not understood, so this is not all of {answer.file}:")
    for skipped in lost[:_NAMED_PLACES]:
        note(f"  {skipped.file}:{skipped.line}: {skipped.statement} ({skipped.reason})")
    if len(lost) > _NAMED_PLACES:
        note(f"  and {count(len(lost) - _NAMED_PLACES)} more; --json lists them all.")
    raise typer.Exit(EXIT_FINDINGS)
