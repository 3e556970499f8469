"""What a definition says beyond what most targets have a place for, as JSON has it: by the names of hb's own files."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from heartbeat_cli.exports.parts.subject import ExportedMetric
from heartbeat_cli.metrics import Alignment, Note, moment_text, number_text


def carried(exported: ExportedMetric, truth_source: str) -> dict[str, Any]:
    """Status, owner, sources and why they are right, notes, what it waits for, hand counts, and the SQL as written.

    Keys without a value are left out. Of a hand count's receipt the id is carried.
    """
    metric = exported.metric
    found = {
        "label": metric.label or None,
        "question": metric.question,
        "description": metric.description,
        "owner": metric.owner,
        "unit": metric.unit,
        "window": metric.window,
        "direction": metric.direction,
        "status": metric.status,
        "status_now": exported.status,
        "doubts": list(exported.why_not),
        "source": metric.source,
        "truth_source": truth_source,
        "right_sources": [{"source": source, "because": why} for source, why in exported.right_sources],
        "reads": [str(one.table) for one in exported.tables],
        "notes": [_note(note) for note in metric.notes],
        "blocked_on": [_present({"source": b.source, "needs": list(b.needs), "why": b.why}) for b in metric.blocked_on],
        "alignment": [_record(record) for record in metric.alignment],
        "fingerprint": metric.definition.fingerprint if metric.sql else None,
        "sql": metric.sql,
    }
    return _present(found)


def described(exported: ExportedMetric) -> str:
    """What a metric is and what stands between its number and its readers: few tools show all that is carried."""
    metric = exported.metric
    caveats = [f"Caveat until {note.source}: {note.why}" for note in metric.notes_of("caveat")]
    doubts = [f"Not to be shown as it is: {'; '.join(exported.why_not)}."] if exported.why_not else []
    return " ".join((metric.description or metric.question, *caveats, *doubts))


def _present(found: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in found.items() if value not in (None, [], ())}


def _note(note: Note) -> dict[str, Any]:
    review = note.review_by.isoformat() if note.review_by else None
    tried, stop_gap = list(note.tried), note.stop_gap or None
    return _present(
        {
            "kind": note.kind,
            "source": note.source,
            "why": note.why,
            "tried": tried,
            "review_by": review,
            "stop_gap": stop_gap,
            "drafted_by": note.drafted_by,
        }
    )


def _record(record: Alignment) -> dict[str, Any]:
    keys = ("count", "value", "as_of", "by", "method", "tolerance", "reason", "verdict", "given", "attested_by")
    found = {key: _told(getattr(record, key)) for key in keys}
    return _present({**found, "receipt": record.receipt_id, "digest": record.digest})


def _told(value: object) -> object:
    match value:
        case Decimal():
            return number_text(value)
        case datetime():
            return moment_text(value)
    return value
