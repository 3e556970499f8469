"""The overview on one screen."""

from typing import Any

from heartbeat_cli.render.console import stdout
from heartbeat_cli.render.words import ago, count


def print_welcome() -> None:
    """For somebody outside any project."""
    console = stdout()
    console.print("[bold]hb[/bold]: every number has a source, an owner and a count made by hand.\n")
    console.print("There is no heartbeat.yml here or above.")
    console.print("Next: [bold]hb demo up[/bold] makes ./heartbeat-demo, a whole bank to try everything on")
    console.print("      [bold]hb profile FILE.sql[/bold] reads any PostgreSQL dump, no project needed")


def print_overview(overview: Any) -> None:
    """Sources, metrics, next step."""
    console = stdout()
    console.print(f"[bold]{overview.root}[/bold]  truth source [bold]{overview.truth_source}[/bold]\n")
    if overview.unknown:
        console.print(f"Sources   {len(overview.unknown)} unknown: {overview.why_unknown}", highlight=False)
    else:
        landed = ", ".join(overview.landed) or "none"
        console.print(f"Sources   {len(overview.landed)} landed: {landed}")
    if overview.partly:
        console.print(f"          {len(overview.partly)} partly: {', '.join(overview.partly)}")
    console.print(f"          {len(overview.pending)} not landed; `hb sources status --pending` says what they block")
    if overview.last_load:
        console.print(f"Marts     {count(overview.rows)} rows, last load {ago(overview.last_load)}")
    said = ", ".join(f"{n} {status.replace('_', ' ')}" for status, n in overview.metrics.items())
    console.print(f"Metrics   {said or 'none yet'}")
    console.print(f"\nNext      [bold]{overview.next.command}[/bold]  ({overview.next.why})")
