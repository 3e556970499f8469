"""The demo's servers as a table."""

from typing import Any

from heartbeat_cli.render.console import stdout


def print_demo(report: dict[str, Any], next_step: str) -> None:
    """One line per cluster, then what to do next."""
    from rich.table import Table

    console = stdout()
    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading in ("Cluster", "Server", "Databases", "Readable"):
        table.add_column(heading, overflow="fold")
    for cluster in report["clusters"]:
        granted = ", ".join(cluster["granted"]) or "none"
        table.add_row(cluster["cluster"], _server(cluster), ", ".join(cluster["databases"]), granted)
    console.print(table)
    console.print()
    if all(cluster["running"] and cluster["built"] for cluster in report["clusters"]):
        clock = f"{report['clock']:%Y-%m-%d %H:%M} UTC" if report["clock"] else "real time"
        console.print(f"Project {report['project']}, scale {report['scale']:g}, clock {clock}", soft_wrap=True)
        console.print(f"Next: {next_step}")
    else:
        console.print("Next: hb demo up")


def _server(cluster: dict[str, Any]) -> str:
    """Where a server is, or what it lacks."""
    if not cluster["running"]:
        return "down"
    return f"127.0.0.1:{cluster['port']}" if cluster["built"] else "not built to the end"
