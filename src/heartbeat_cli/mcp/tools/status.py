"""Where the estate stands: what has landed, how old it is, what waits for what."""

from collections.abc import Mapping
from typing import Any, Final

from heartbeat_cli.app import Project
from heartbeat_cli.mcp.shorten import Json, without_empty
from heartbeat_cli.mcp.tool import Tool
from heartbeat_cli.sheets import plain, sources_document

_SHOWN: Final = ("source", "title", "truth_for", "landed", "age", "blocks", "needs", "why", "review")
_OF_ONE: Final = (*_SHOWN, "owner", "role", "legacy", "granted", "rows", "last_load", "datasets", "plan")


def _answer(project: Project, arguments: Mapping[str, Any]) -> Json:
    name = arguments.get("source")
    # No server is asked: an agent's question is no reason to open connections to a bank's databases.
    estate = project.sources(name, ask_servers=False)
    told = plain(sources_document(estate.sources, estate))
    shown = _OF_ONE if name else _SHOWN
    metrics: dict[str, int] = {}
    for metric in project.metrics().metrics:
        metrics[metric.status] = metrics.get(metric.status, 0) + 1
    return {
        "truth_source": project.inventory.truth_source,
        "marts_unread": told["note"],
        "metrics": metrics,
        "sources": [without_empty({key: _short(source[key], key) for key in shown}) for source in told["sources"]],
    }


def _short(value: Any, key: str) -> Any:
    return {k: value[k] for k in ("state", "until")} if key == "age" and value else value


STATUS: Final = Tool(
    "status",
    "Sources: landed, how old, what they block; metrics by status.",
    _answer,
    {"source": {"type": "string"}},
)
