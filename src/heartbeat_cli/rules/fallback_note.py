"""fallback-note: a fallback note says why, what was tried first, and is about something the SQL reads."""

from heartbeat_cli.metrics import MetricFile, fallback_gaps
from heartbeat_cli.rules.parts.evidence import Evidence
from heartbeat_cli.rules.parts.finding import WARNING, Finding
from heartbeat_cli.rules.parts.rule import Judgement, Rule

ID = "fallback-note"
WHY = """\
A number that is read from another source than the right one is only as good as the reason for it. The note says why,
which tables of the right source were tried first, and until when the reason is to be looked at again:

```yaml
notes:
  - kind: fallback
    source: vss
    why: The truth source has no record of refusals before 2025.
    tried: [webbank.core.client_profile_state_log]
    review_by: 2026-08-01
```

It is a warning where the SQL does not read that source any more, and where the day to review it has passed.
"""


def judge(evidence: Evidence) -> Judgement:
    """A finding for each fallback note with a gap, and for each that no longer applies."""
    for metric_file in evidence.files:
        for index, gap in fallback_gaps(metric_file.metric):
            place = metric_file.document.place_of(("notes", index))
            yield Finding.at(ID, place, gap, "Write why: … and tried: [<right source>.<schema>.<table>].")
        yield from _stale(metric_file, evidence)


def _stale(metric_file: MetricFile, evidence: Evidence) -> Judgement:
    tables = evidence.lineage.get(metric_file.file)
    owners = {evidence.inventory.of_dataset(table.schema) for table in tables or ()}
    read = {owner[0].name for owner in owners if owner is not None}
    today = evidence.project.now().date()
    for index, note in enumerate(metric_file.metric.notes):
        if note.kind != "fallback":
            continue
        place = metric_file.document.place_of(("notes", index))
        if tables is not None and note.source not in read:
            message = f"the fallback note is about {note.source}, which the SQL does not read"
            yield Finding.at(ID, place, message, "Remove the note.", WARNING)
        if note.review_by is not None and note.review_by < today:
            message = f"the fallback on {note.source} was to be reviewed by {note.review_by}"
            yield Finding.at(ID, place, message, "Review it, then move review_by.", WARNING)


RULE = Rule(
    ID,
    "A fallback note says why, what was tried first, and is about something the SQL reads.",
    judge,
    needs=("inventory-valid",),
    why=WHY,
)
