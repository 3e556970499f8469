"""`hb mcp`: the estate for an agent."""

import typer

from heartbeat_cli.cli.session import current_session

app = typer.Typer(add_completion=False, rich_markup_mode="markdown")


@app.command()
def mcp() -> None:
    """The estate for an agent, over the Model Context Protocol.

    Answers over stdin and stdout until stdin ends. Eight tools: status, search, describe, metrics, run, discover,
    check, explain_gap. An agent reads, and proposes: it can write a candidate and nothing else. It aligns nothing,
    gives no reason in a person's place, replaces no file, and sees no personal data. Needs the extra `mcp`:
    `pip install 'heartbeat-cli[mcp]'`.

    Examples:

    - `hb mcp`
    - `hb --project /srv/bank mcp`
    - `claude mcp add hb -- hb --project /srv/bank mcp`
    """
    from heartbeat_cli.mcp import serve

    serve(current_session().project().root)
