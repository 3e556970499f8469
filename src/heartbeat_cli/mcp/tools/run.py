"""The numbers of metrics, each with its status and age."""

from collections.abc import Mapping
from typing import Any, Final

from heartbeat_cli import sheets
from heartbeat_cli.app import Project
from heartbeat_cli.mcp.shorten import Json, without_empty
from heartbeat_cli.mcp.tool import REFUSED, Tool
from heartbeat_cli.mcp.tools.metrics import age_of

_SHOWN: Final = (
    "name", "status", "value", "unit", "as_of", "window", "source", "migration_target", "errors", "change", "series",
    "breakdown",
)  # fmt: skip


def _answer(project: Project, arguments: Mapping[str, Any]) -> Json:
    moment = project.moment(arguments["as_of"]) if "as_of" in arguments else None
    runs = project.run_metrics(
        *arguments["names"],
        as_of=moment,
        since=arguments.get("since"),
        every=arguments.get("every"),
        by=arguments.get("by"),
    )
    told = sheets.plain(sheets.metric_runs_document(runs, project.root))
    refused = told["metrics"][0]["error"] if runs.failed and told["metrics"] else None
    return without_empty(
        {
            REFUSED: refused,
            "metrics": [_number(metric) for metric in told["metrics"]],
            "without_a_number": told["numberless"],
            "unreadable": told["unreadable"],
            "doubts": [*runs.doubts, *([runs.unjudged] if runs.unjudged else [])],
        }
    )


def _number(metric: Mapping[str, Any]) -> dict[str, Any]:
    shown = {key: metric[key] for key in _SHOWN if key in metric}
    caveats = [note["why"] for note in metric["notes"] if note["kind"] == "caveat"]
    broken = [finding["message"] for finding in metric["errors"]]
    return {
        **shown,
        "caveats": caveats,
        "age": age_of(metric),
        "errors": broken,
        "must_not_be_used": bool(broken) or None,
        "error": metric["error"],
    }


RUN: Final = Tool(
    "run",
    "Numbers of metrics (names or patterns), with status and age. since/every: a series; by: parts.",
    _answer,
    {
        "names": {"type": "array", "items": {"type": "string"}, "minItems": 1, "maxItems": 20},
        "as_of": {"type": "string"},
        "since": {"type": "string", "description": "90d"},
        "every": {"type": "string", "description": "1d"},
        "by": {"type": "string", "description": "column"},
    },
    needs=("names",),
)
