"""Tables that cannot land as they are, remembered from run to run: each is told once, not every hour.

It is a hint in `.heartbeat` and no more; a file that is gone or damaged is one that remembers nothing.
"""

import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from typing import Final

from heartbeat_cli import json_fields as fields
from heartbeat_cli.estate import ProjectSettings
from heartbeat_cli.ingest.report.found import SourceFindings
from heartbeat_cli.state import write_atomically

TOLD_FILE: Final = "told.json"


def untold(project: ProjectSettings, found: Mapping[str, SourceFindings]) -> dict[str, SourceFindings]:
    """`found` without the tables an earlier run has told of in the same words; the next run is told in turn.

    For the holder of the lock, of whole sources. Raises nothing.
    """
    told = _read(project)
    now = {name: [f"{one.qname}: {one.message}" for one in findings.unlandable] for name, findings in found.items()}
    if any(told.get(name, []) != texts for name, texts in now.items()):
        _write(project, told | now)
    return {name: _without(findings, told.get(name, [])) for name, findings in found.items()}


def _without(findings: SourceFindings, told: list[str]) -> SourceFindings:
    new = tuple(one for one in findings.unlandable if f"{one.qname}: {one.message}" not in told)
    return replace(findings, unlandable=new)


def _read(project: ProjectSettings) -> dict[str, list[str]]:
    try:
        body = fields.read_object((project.state / TOLD_FILE).read_bytes())
        return {name: [str(text) for text in fields.items(body, name)] for name in body}
    except (OSError, fields.DamagedError, ValueError):
        return {}


def _write(project: ProjectSettings, told: Mapping[str, list[str]]) -> None:
    stored = {name: texts for name, texts in told.items() if texts}
    with suppress(OSError):
        write_atomically(project.state / TOLD_FILE, json.dumps(stored, ensure_ascii=False).encode())
