"""The cockpit's own tables: what hb publishes in the marts, in the schema `heartbeat`, all of it in one transaction."""

import json

from heartbeat_cli.exports.parts.carried import carried
from heartbeat_cli.exports.parts.door import Exported, Exporter
from heartbeat_cli.exports.parts.subject import ExportedMetric, ExportSubject
from heartbeat_cli.marts import Cell, publishing
from heartbeat_cli.metrics import number_text


def write(subject: ExportSubject, _spec: str) -> Exported:
    """The statements, a definition and a value for each metric; a number that there is none of is NULL."""
    metrics = [_definition(exported, subject.truth_source) for exported in subject.metrics]
    values = [_value(exported) for exported in subject.metrics]
    return Exported(statements=publishing(metrics, values, whole=subject.whole))


def _definition(exported: ExportedMetric, truth_source: str) -> dict[str, Cell]:
    metric, record = exported.metric, exported.metric.last_alignment
    notes = carried(exported, truth_source).get("notes")
    return {
        "name": metric.name,
        "label": metric.label,
        "question": metric.question,
        "description": metric.description,
        "owner": metric.owner,
        "unit": metric.unit,
        "time_window": metric.window,
        "direction": metric.direction,
        "source": metric.source,
        "waits_for": ", ".join(dict.fromkeys(blocked.source for blocked in metric.blocked_on)) or None,
        "notes": json.dumps(notes, ensure_ascii=False) if notes else None,
        "sql": metric.sql,
        "fingerprint": metric.definition.fingerprint if metric.sql else None,
        "status": exported.status,
        "counted": number_text(record.count) if record else None,
        "counted_as_of": record.as_of if record else None,
        "counted_by": record.by if record else None,
    }


def _value(exported: ExportedMetric) -> dict[str, Cell]:
    age, number = exported.age, number_text(exported.value)
    return {
        "metric": exported.metric.name,
        "as_of": exported.as_of,
        "value": number,
        "value_exact": number,
        "status": exported.status,
        "fit": exported.fit,
        "doubts": "; ".join(exported.why_not) or None,
        "age": age.state if age else None,
        "reaches_to": age.until if age else None,
        "age_seconds": age.seconds if age else None,
        "newest_row": age.newest if age else None,
        "stale_at": exported.stale_at,
        "receipt": exported.receipt,
    }


EXPORTER = Exporter("a cockpit that reads the marts: tables in the schema heartbeat", write, to_marts=True)
