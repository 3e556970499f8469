"""`hb sources add`: one more source."""

from typing import Annotated

import typer

from heartbeat_cli.cli.completion import names_of
from heartbeat_cli.cli.discover.run import answers_by_flag
from heartbeat_cli.cli.result import print_result
from heartbeat_cli.cli.session import current_session


def add(
    name: Annotated[str | None, typer.Argument(help="What the source is to be called.")] = None,
    from_: Annotated[
        str | None, typer.Argument(metavar="URL", help="postgresql://USER@HOST/DATABASE, or where --sample is from.")
    ] = None,
    cluster: Annotated[
        str | None,
        typer.Option(help="Its cluster, or a name for a new one.", autocompletion=names_of("cluster")),
    ] = None,
    database: Annotated[str | None, typer.Option(help="Its database; by default the one of its name.")] = None,
    schema: Annotated[list[str] | None, typer.Option(help="A schema that is landed.")] = None,
    openapi: Annotated[str | None, typer.Option(help="An API, by its OpenAPI document.", metavar="FILE|URL")] = None,
    sample: Annotated[str | None, typer.Option(help="An API, by an answer of it.", metavar="FILE|URL")] = None,
) -> None:
    """One more source: its file, its slice, its variables, its DDL, and what landing it takes.

    A database is looked at read-only; an API is drafted from its OpenAPI document or from one answer. Nothing that is
    there is overwritten: heartbeat.yml, .env, .env.example and docker-compose files get lines they lack. At a terminal
    it asks for what is left open; esc goes back to the question before, and nothing is written before the last.

    Examples:

    - `hb sources add`
    - `hb sources add billing --cluster main`
    - `hb sources add shop postgresql://reader@db2.example.com/shop --cluster second`
    - `hb sources add crm --openapi openapi.json`
    - `hb sources add crm https://crm.example.com/v1/leads --sample leads.json`
    """
    from heartbeat_cli.app import add_source
    from heartbeat_cli.cli.discover.prompts import prompt_going_back
    from heartbeat_cli.cli.left_off import telling_how_to_go_on
    from heartbeat_cli.formats import show_steps
    from heartbeat_cli.sheets import added_document, added_sheet

    session = current_session()
    given = answers_by_flag(
        from_=from_, cluster=cluster, database=database, schema=schema, openapi=openapi, sample=sample
    )
    ask = prompt_going_back if session.may_prompt else None
    with telling_how_to_go_on("hb sources add", {"name": name, **given} if name else given):
        added = add_source(session.settings(), name, given, ask=ask, steps=show_steps)
    print_result(added, document=added_document, sheet=added_sheet)
