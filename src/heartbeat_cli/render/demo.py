"""The demo's servers as a table."""

from typing import Any

from heartbeat_cli.render.console import stdout


def print_demo(report: dict[str, Any]) -> None:
    """One line per cluster, then what to do next."""
    from rich.table import Table

    console = stdout()
    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading in ("Cluster", "Server", "Databases", "Readable"):
        table.add_column(heading, overflow="fold")
    for cluster in report["clusters"]:
        running = f"127.0.0.1:{cluster['port']}" if cluster["running"] else "down"
        table.add_row(
            cluster["cluster"], running, ", ".join(cluster["databases"]), ", ".join(cluster["granted"]) or "none"
        )
    console.print(table)
    console.print()
    if all(cluster["running"] for cluster in report["clusters"]):
        console.print(
            f"Project {report['project']}, scale {report['scale']:g}, clock {report['clock']:%Y-%m-%d %H:%M} UTC"
        )
        console.print("Next: hb profile webbank.core, then hb ingest --source webbank")
    else:
        console.print("Next: hb demo up")
