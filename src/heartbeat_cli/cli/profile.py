"""`hb profile`: what is in a database, schema, table, column or dump file."""

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from heartbeat_cli.cli.session import answer_in_json, current_session
from heartbeat_cli.cli.target import Target, is_file, locate, split_source
from heartbeat_cli.errors import EXIT_FINDINGS, UsageError, did_you_mean
from heartbeat_cli.render.formats import FORMATS, Written, formats_for
from heartbeat_cli.state.cache import cached

if TYPE_CHECKING:
    from heartbeat_cli.pgschema.reading import SkippedStatement
    from heartbeat_cli.render.formats.picture import Picture

app = typer.Typer(add_completion=False, rich_markup_mode="markdown")

_NAMED_PLACES = 3
_COLUMN = 3
"""How many names a column's target has after its source."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What is printed of a target, and what of its dump was not understood. Small enough to be remembered."""

    written: Written
    file: str
    skipped: "tuple[SkippedStatement, ...]"


def _known_format(value: str) -> str:
    """One of FORMATS; `--format json` is `--json`, so failures are JSON too."""
    if value not in FORMATS:
        known = ", ".join(FORMATS)
        raise typer.BadParameter(f"there is no format '{value}'. {did_you_mean(value, FORMATS) or f'It is {known}.'}")
    if value == "json":
        answer_in_json()
    return value


@app.command()
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
            metavar="|".join(FORMATS),
            callback=_known_format,
            autocompletion=lambda: list(FORMATS),
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

        source, *names = split_source(target, name)
        profile_landed(target, names, source, sample=sample, reveal=reveal, format=chosen)
        return
    answer = find_answer(locate(target, name), chosen)
    _print(answer.written)
    _report_skipped(answer)


def find_answer(place: Target, format: str) -> Answer:
    """A target in a format: remembered for a project's until one of the files it is made from changes."""

    def work_out() -> Answer:
        from heartbeat_cli.cli.profile_draw import draw_place

        picture = draw_place(place)
        return Answer(write(picture, format), picture.reading.file, picture.reading.skipped)

    if place.project is None:
        return work_out()
    what = f"{format} of {place.names} in {place.text}"
    return cached(place.project.state, what, _files(place), work_out)


def _files(place: Target) -> list[Path]:
    """What an answer is made from: the dump and the inventory's entry; for a column every dump and entry there is."""
    project = place.project
    if project is None:
        return [place.path]
    files = [place.path, project.root / "heartbeat.yml"]
    if len(place.names) < _COLUMN:
        return [*files, place.entry.file] if place.entry else files
    from heartbeat_cli.mirror.locate import list_mirror

    dumps = [dump.file for dump in list_mirror(project.mirror, project.clusters)]
    return [*files, *dumps, *sorted(project.sources_folder.glob("*.yml"))]


def write(picture: "Picture", format: str) -> Written:
    """The picture in a format; raises UsageError where the format cannot write this kind of target."""
    if picture.kind not in FORMATS[format].kinds:
        raise UsageError(
            f"{format} cannot show a {picture.kind}",
            where=picture.target,
            hint=f"A {picture.kind} can be shown as {', '.join(formats_for(picture.kind))}.",
        )
    return FORMATS[format].write(picture)


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


def _print(written: Written) -> None:
    from heartbeat_cli.render.console import note, stdout

    if isinstance(written.body, str):
        sys.stdout.write(written.body)
    else:
        stdout().print(written.body, crop=False)
    for line in written.notes:
        note(line)


def _report_skipped(answer: Answer) -> None:
    """Say on stderr what could not be read; a partial read ends with the exit code of findings."""
    if not answer.skipped:
        return
    from heartbeat_cli.render.console import note, warn

    lost = [s for s in answer.skipped if s.lossy]
    number = len(answer.skipped)
    what = "1 statement was" if number == 1 else f"{number:,} statements were"
    if not lost:
        note(f"{what} not understood ({answer.file}:{answer.skipped[0].line}); none shapes a table.")
        return
    warn(f"{what} not understood, so this is not all of {answer.file}:")
    for skipped in lost[:_NAMED_PLACES]:
        note(f"  {skipped.file}:{skipped.line}: {skipped.statement} ({skipped.reason})")
    if len(lost) > _NAMED_PLACES:
        note(f"  and {len(lost) - _NAMED_PLACES:,} more; --json lists them all.")
    raise typer.Exit(EXIT_FINDINGS)
