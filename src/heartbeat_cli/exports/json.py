"""Everything about each metric for a program: its definition, and its number with its status and its age."""

import json
from typing import Any, Final

from heartbeat_cli.exports.parts.carried import carried
from heartbeat_cli.exports.parts.door import Exported, ExportedFile, Exporter
from heartbeat_cli.exports.parts.subject import ExportedMetric, ExportSubject
from heartbeat_cli.metrics import moment_text, number_text

_MARK: Final = '"written_by": "hb metrics export --to json"'


def write(subject: ExportSubject, _spec: str) -> Exported:
    """One document; numbers are texts, so that no digit is lost."""
    document = {
        "written_by": "hb metrics export --to json",
        "truth_source": subject.truth_source,
        "metrics": [_metric(exported, subject.truth_source) for exported in subject.metrics],
    }
    text = json.dumps(document, ensure_ascii=False, indent=2) + "\n"
    return Exported((ExportedFile("heartbeat.json", text, _MARK),))


def _metric(exported: ExportedMetric, truth_source: str) -> dict[str, Any]:
    definition = {key: value for key, value in carried(exported, truth_source).items() if key != "status_now"}
    age = exported.age
    return {
        "name": exported.metric.name,
        **definition,
        "status": exported.status,
        "value": number_text(exported.value),
        "fit": exported.fit,
        "as_of": moment_text(exported.as_of) if exported.as_of else None,
        "age": age.state if age else None,
        "reaches_to": moment_text(age.until) if age and age.until else None,
        "age_seconds": age.seconds if age else None,
        "newest_row": moment_text(age.newest) if age and age.newest else None,
        "stale_at": moment_text(exported.stale_at) if exported.stale_at else None,
    }


EXPORTER = Exporter("a program: definitions, numbers, status and age in one JSON document", write)
