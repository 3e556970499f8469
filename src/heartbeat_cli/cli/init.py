"""`hb init`: a project from a connection string, a folder of dumps, or nothing."""

from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperCommand

from heartbeat_cli.cli.completion import one_of
from heartbeat_cli.cli.discover.run import answers_by_flag
from heartbeat_cli.cli.result import end_with_findings, print_result
from heartbeat_cli.cli.session import current_session

app = typer.Typer(add_completion=False, rich_markup_mode="markdown")
_MAKE = "make"


class _MartsAlone(TyperCommand):
    """`--marts` without a value has those of the project made."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        alone = [w == "--marts" and (n == len(args) or args[n].startswith("-")) for n, w in enumerate(args, 1)]
        return super().parse_args(ctx, [f"{w}={_MAKE}" if bare else w for w, bare in zip(args, alone, strict=True)])


@app.command(cls=_MartsAlone)
def init(
    from_: Annotated[
        str | None, typer.Argument(metavar="URL|DUMPS", help="postgresql://USER@HOST/DATABASE, or a folder of dumps.")
    ] = None,
    dumps: Annotated[str | None, typer.Option(help="A folder of dumps.", metavar="DIR")] = None,
    database: Annotated[list[str] | None, typer.Option(help="A database that becomes a source.")] = None,
    schema: Annotated[list[str] | None, typer.Option(help="A schema that is landed: SCHEMA or SOURCE.SCHEMA.")] = None,
    truth_source: Annotated[str | None, typer.Option(help="The source asked first.", metavar="SOURCE")] = None,
    marts: Annotated[
        str | None,
        typer.Option(
            help="duckdb, postgres, or the marts' connection string; alone, in a project: make them.",
            autocompletion=one_of("duckdb", "postgres"),
        ),
    ] = None,
    import_: Annotated[
        list[str] | None,
        typer.Option("--import", help="A Python file with a SOURCES list, a metric file, or a folder.", metavar="FILE"),
    ] = None,
    answers: Annotated[
        Path | None, typer.Option(help="A YAML file of answers; keys are flags.", metavar="FILE")
    ] = None,
) -> None:
    """A project from a connection string, a folder of dumps, or nothing.

    Reads which databases and schemas there are, asks what the flags leave open, writes heartbeat.yml, db/sources, .env
    and .gitignore, and pulls the mirror. Overwrites nothing. The password comes from the connection string, PGPASSWORD,
    .pgpass, or is asked for. Esc goes back to the question before; nothing is written before the last.

    Examples:

    - `hb init postgresql://reader@db.example.com/shop`
    - `hb init --dumps ~/dumps --truth-source shop`
    - `hb init postgresql://reader@db.example.com/shop --marts postgresql://hb@localhost/marts --no-input`
    - `hb init --import api/ingest_lib.py --import db/metrics`
    - `hb init --marts`
    """
    from heartbeat_cli.app import have_marts, set_up
    from heartbeat_cli.cli.discover.prompts import prompt_going_back
    from heartbeat_cli.cli.left_off import telling_how_to_go_on
    from heartbeat_cli.formats import show_steps
    from heartbeat_cli.sheets import init_document, init_sheet, marts_document, marts_sheet

    session = current_session()
    if marts == _MAKE:
        print_result(have_marts(session.settings()), document=marts_document, sheet=marts_sheet)
        return
    given = answers_by_flag(
        from_=from_, dumps=dumps, database=database, schema=schema, truth_source=truth_source, marts=marts,
        import_=import_,
    )  # fmt: skip
    folder = session.project_folder or Path.cwd()
    ask = prompt_going_back if session.may_prompt else None
    with telling_how_to_go_on("hb init", given):
        made = set_up(folder, given, file=answers, ask=ask, steps=show_steps)
    print_result(made, document=init_document, sheet=init_sheet)
    end_with_findings(made.report.errors > 0)
