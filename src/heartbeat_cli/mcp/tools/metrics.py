"""The metrics there are, or all that is known of one but its number."""

from collections.abc import Mapping
from typing import Any, Final

from heartbeat_cli import sheets
from heartbeat_cli.app import Project
from heartbeat_cli.mcp.shorten import Json, without_empty
from heartbeat_cli.mcp.tool import Tool

_LISTED: Final = ("name", "status", "question", "source", "owner")
_SHOWN: Final = (
    "name", "label", "question", "description", "owner", "unit", "window", "direction", "source", "migration_target",
    "status", "file", "blocked_on", "notes", "alignment", "migration", "sql", "reads", "right_sources", "errors",
)  # fmt: skip


def _answer(project: Project, arguments: Mapping[str, Any]) -> Json:
    name = arguments.get("name")
    if name is None:
        found = project.metrics()
        told = sheets.plain(sheets.metrics_document(found.metrics, None, found.unreadable, project.root, found.ages))
        listed = [{**{key: m[key] for key in _LISTED}, "age": age_of(m)} for m in told["metrics"]]
        return without_empty({"metrics": listed, "unreadable": told["unreadable"], "doubt": found.doubt})
    m = project.metric(name).show()
    told = sheets.plain(
        sheets.metric_document(m.metric, m.reads, m.right_sources, m.receipts, project.root, m.age, m.errors.found)
    )
    shown = {key: told[key] for key in _SHOWN}
    shown["right_sources"] = [right.because for right in m.right_sources]
    return without_empty({**shown, "age": age_of(told)})


def age_of(metric: Mapping[str, Any]) -> dict[str, Any] | None:
    """The age of a metric's number, in two words; None where it has none."""
    age = metric["age"]
    return {key: age[key] for key in ("state", "until", "inexact") if age[key]} if age else None


METRICS: Final = Tool(
    "metrics",
    "All metrics with status and age; with a name: definition, sources, notes, alignments, errors.",
    _answer,
    {"name": {"type": "string"}},
)
