"""What the rules find: of everything, or of one metric."""

from collections.abc import Mapping
from typing import Any, Final

from heartbeat_cli import sheets, wording
from heartbeat_cli.app import Project
from heartbeat_cli.mcp.shorten import Json, without_empty
from heartbeat_cli.mcp.tool import Tool

_SHOWN: Final = ("rule", "severity", "message", "next")


def _answer(project: Project, arguments: Mapping[str, Any]) -> Json:
    report = project.check(*_files(project, arguments.get("metric")))
    found = [
        {**{key: getattr(f, key) for key in _SHOWN}, "at": f"{wording.path(f.file, project.root)}:{f.line}"}
        for f in report.findings
    ]
    errors = sum(f["severity"] == "error" for f in found)
    return without_empty(
        {
            "errors": str(errors),
            "warnings": str(len(found) - errors),
            "findings": sheets.plain(sorted(found, key=lambda f: f["severity"])),
            "skipped": [f"{skipped.rule}: {skipped.why}" for skipped in report.skipped],
        }
    )


def _files(project: Project, metric: str | None) -> tuple[Any, ...]:
    file = project.metric(metric).metric.file if metric is not None else None
    return (file,) if file is not None else ()


CHECK: Final = Tool(
    "check",
    "What is wrong: rules held against inventory, candidates and metrics, or one metric.",
    _answer,
    {"metric": {"type": "string"}},
)
