"""Where the estate stands: what has landed, how old it is, what waits for what."""

from collections import Counter
from collections.abc import Mapping
from typing import Any, Final

from heartbeat_cli import sheets
from heartbeat_cli.app import Project
from heartbeat_cli.mcp.shorten import Json, without_empty
from heartbeat_cli.mcp.tool import Tool

_SHOWN: Final = ("source", "truth_for", "landed", "age", "blocks", "review")
_OF_MISSING: Final = (*_SHOWN, "needs", "why")
_OF_ONE: Final = (*_OF_MISSING, "title", "owner", "role", "legacy", "granted", "rows", "last_load", "datasets", "plan")


def _answer(project: Project, arguments: Mapping[str, Any]) -> Json:
    name = arguments.get("source")
    # No server is asked: an agent's question is no reason to open connections to a bank's databases.
    estate = project.sources(name, ask_servers=False)
    told = sheets.plain(sheets.sources_document(estate.sources, estate))
    return {
        "truth_source": project.inventory.truth_source,
        "marts_unread": told["note"],
        "metrics": _by_status(project),
        "sources": [_source(source, one=name is not None) for source in told["sources"]],
    }


def _by_status(project: Project) -> Mapping[str, int]:
    """How many metrics have each status, as they stand now and not as their files say."""
    found = project.metrics()
    told = sheets.metrics_document(found.metrics, None, found.unreadable, project.root, found.ages)
    return Counter(metric.status for metric in told.metrics)


def _source(source: Mapping[str, Any], *, one: bool) -> Json:
    """What a source needs is said where something of it is missing."""
    shown = _OF_ONE if one else _SHOWN if source["landed"] == "landed" else _OF_MISSING
    return without_empty({key: _short(source[key], key) for key in shown})


def _short(value: Any, key: str) -> Any:
    return {k: value[k] for k in ("state", "until")} if key == "age" and value else value


STATUS: Final = Tool(
    "status",
    "Sources: landed, how old, what they block; metrics by status.",
    _answer,
    {"source": {"type": "string"}},
)
