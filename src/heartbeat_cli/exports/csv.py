"""A line for each metric, for a spreadsheet or a load into another tool (RFC 4180, UTF-8, header).

The number stands beside its status, its age, and whether it may be shown plainly. A cell that begins like a formula
gets an apostrophe in front, for some spreadsheets would run it.
"""

import csv
import io
import re
from typing import Final

from heartbeat_cli.exports.parts.door import Exported, ExportedFile, Exporter
from heartbeat_cli.exports.parts.subject import ExportedMetric, ExportSubject
from heartbeat_cli.metrics import moment_text, number_text

_HEADER: Final = (
    *("metric", "label", "value", "unit", "fit", "status", "age", "as_of", "reaches_to", "age_seconds", "doubts"),
    *("question", "description", "owner", "window", "direction", "source", "waits_for", "notes", "counted"),
    *("counted_as_of", "counted_by", "fingerprint"),
)
_MARK: Final = "metric,label,value,unit,fit,status,age,"
_FORMULA: Final = re.compile("[=+\\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")


def write(subject: ExportSubject, _spec: str) -> Exported:
    """Rows under their headings; no number is rounded."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(_HEADER)
    writer.writerows(_row(exported) for exported in subject.metrics)
    return Exported((ExportedFile("heartbeat.csv", text.getvalue(), _MARK),))


def _row(exported: ExportedMetric) -> list[str]:
    """Numbers and moments are hb's own; what people wrote is made harmless."""
    metric, age, record = exported.metric, exported.age, exported.metric.last_alignment
    return [
        metric.name,
        _cell(metric.label),
        number_text(exported.value) or "",
        _cell(metric.unit),
        "yes" if exported.fit else "no",
        exported.status,
        age.state if age else "",
        moment_text(exported.as_of) if exported.as_of else "",
        moment_text(age.until) if age and age.until else "",
        str(age.seconds) if age and age.seconds is not None else "",
        _cell("; ".join(exported.why_not)),
        _cell(metric.question),
        _cell(metric.description),
        _cell(metric.owner),
        metric.window,
        metric.direction or "",
        metric.source,
        "; ".join(dict.fromkeys(blocked.source for blocked in metric.blocked_on)),
        _cell("; ".join(f"{note.kind}: {note.why}" for note in metric.notes)),
        (number_text(record.count) or "") if record else "",
        moment_text(record.as_of) if record else "",
        _cell(record.by) if record else "",
        metric.definition.fingerprint if metric.sql else "",
    ]


def _cell(text: str | None) -> str:
    """On one line, and no formula."""
    told = " ".join((text or "").split())
    return f"'{told}" if _FORMULA.match(told) else told


EXPORTER = Exporter("a spreadsheet, or a load into another tool: a line for each metric", write)
