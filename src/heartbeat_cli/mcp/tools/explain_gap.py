"""Why a person's count is another number. The count is not recorded: only a person aligns."""

from collections.abc import Mapping
from typing import Any, Final

from heartbeat_cli import app, sheets
from heartbeat_cli.errors import MismatchError, UsageError
from heartbeat_cli.mcp.shorten import Json, without_empty
from heartbeat_cli.mcp.tool import Tool

_SHOWN: Final = (
    "metric", "value", "count", "as_of", "verdict", "reasons", "closing", "changes", "next", "unvaried", "parts",
)  # fmt: skip


def _answer(project: app.Project, arguments: Mapping[str, Any]) -> Json:
    handle = project.metric(arguments["metric"])
    hand = app.hand_count(str(arguments["count"]), by="", method="", as_of=project.moment(arguments.get("as_of")))
    gap = handle.explain(hand, counts=_counts(arguments.get("counts", {})))
    if gap.value == gap.count:
        return {"metric": handle.metric.name, "value": str(gap.value), "count": str(gap.count), "verdict": "the same"}
    differs = MismatchError(f"{handle.metric.name}: counted {gap.count}, the SQL gives {gap.value}")
    told = sheets.plain(sheets.gap_document(gap, differs))
    return without_empty({**{key: told[key] for key in _SHOWN}, "recorded": "nothing"})


def _counts(counts: Mapping[str, Any]) -> str | None:
    if any("=" in key or "," in key or "\n" in key for key in counts):
        raise UsageError("a part is a day or a value", hint='For example: {"2026-05-03": 41}.')
    return ",".join(f"{key}={value}" for key, value in counts.items()) or None


EXPLAIN_GAP: Final = Tool(
    "explain_gap",
    "Why a person's hand count differs from a metric, how sure, the next count worth making. Records nothing.",
    _answer,
    {
        "metric": {"type": "string"},
        "count": {"type": "number"},
        "as_of": {"type": "string"},
        "counts": {
            "type": "object",
            "additionalProperties": {"type": "number"},
            "description": "more: {day or value: count}",
        },
    },
    needs=("metric", "count"),
)
