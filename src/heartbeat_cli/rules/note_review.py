"""note-review: a fallback and a stop-gap are looked at again within a year."""

from heartbeat_cli.metrics import MetricFile, review_gaps
from heartbeat_cli.rules.parts.evidence import Evidence
from heartbeat_cli.rules.parts.finding import WARNING, Finding
from heartbeat_cli.rules.parts.rule import Judgement, Rule

ID = "note-review"
WHY = """\
A fallback and a stop-gap stand in for a better number, for a while. `review_by` is the day somebody looks whether they
still have to; it is at most a year away:

```yaml
notes:
  - kind: fallback
    source: vss
    why: The truth source has no record of refusals before 2025.
    tried: [webbank.core.client_profile_state_log]
    review_by: 2026-08-01
```

When the day has passed it is a warning. Today is what the clock of heartbeat.yml says, where it has one.
"""


def judge(evidence: Evidence) -> Judgement:
    """A finding for each fallback and stop-gap nobody would look at again, a warning where the day has come."""
    today = evidence.project.now().date()
    for metric_file in evidence.files:
        for gap in review_gaps(metric_file.metric, today):
            place = metric_file.document.place_of(("notes", gap.index, gap.key))
            yield Finding.at(ID, place, gap.message, gap.next)
        yield from _due(metric_file, evidence)


def _due(metric_file: MetricFile, evidence: Evidence) -> Judgement:
    today = evidence.project.now().date()
    for index, note in enumerate(metric_file.metric.notes):
        if note.review_by is not None and note.review_by < today:
            what = "stop-gap until" if note.stop_gap else f"{note.kind} on"
            message = f"the {what} {note.source} was to be reviewed by {note.review_by}"
            place = metric_file.document.place_of(("notes", index, "review_by"))
            yield Finding.at(ID, place, message, "Review it, then move review_by.", WARNING)


RULE = Rule(ID, "A fallback and a stop-gap say when they are looked at again, within a year.", judge, why=WHY)
