"""The demo's servers and APIs, and what to do next."""

from dataclasses import dataclass
from datetime import datetime

from heartbeat_cli.blocks import GAP, Sheet, line, sheet, table, words
from heartbeat_cli.demo import ApiStatus, ClusterStatus, Demo
from heartbeat_cli.wording import at


@dataclass(frozen=True, slots=True)
class DemoDocument:
    """What every `hb demo … --json` says; `scale` is null before the estate was built, `clock` the demo's own time."""

    project: str
    scale: float | None
    clock: datetime | None
    clusters: tuple[ClusterStatus, ...]
    apis: tuple[ApiStatus, ...]


def demo_document(demo: Demo) -> DemoDocument:
    """Where the demo stands."""
    state = demo.load()
    return DemoDocument(
        str(demo.project.root), state.scale if state else None, demo.project.clock, demo.status(), demo.apis()
    )


def demo_sheet(report: DemoDocument, next_step: str) -> Sheet:
    """One line per cluster and API, then what to do next."""
    rows = ((c.cluster, _server(c), ", ".join(c.databases), ", ".join(c.granted) or "none") for c in report.clusters)
    apis = ((a.source, _address(a.running, a.port), "yes" if a.granted else "no") for a in report.apis)
    up = all(c.running and c.built for c in report.clusters) and all(a.running for a in report.apis)
    clock = at(report.clock) if report.clock else "real time"
    project = line(f"Project {report.project}, scale {report.scale or 0:g}, clock {clock}", whole=True)
    return sheet(
        table("Cluster", "Server", words("Databases"), words("Readable"), rows=rows),
        GAP,
        table("API", "Server", "Credentials", rows=apis),
        GAP,
        project if up else None,
        line("Next: ", next_step if up else "hb demo up"),
    )


def _server(cluster: ClusterStatus) -> str:
    """Where a server is, or what it lacks."""
    if cluster.running and not cluster.built:
        return "not built to the end"
    return _address(cluster.running, cluster.port)


def _address(running: bool, port: int | None) -> str:
    return f"127.0.0.1:{port}" if running else "down"
