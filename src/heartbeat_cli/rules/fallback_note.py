"""fallback-note: a fallback note says what was tried first, and is about something the SQL reads."""

from heartbeat_cli.metrics import MetricFile, tried_gaps
from heartbeat_cli.rules.parts.evidence import Evidence
from heartbeat_cli.rules.parts.finding import WARNING, Finding
from heartbeat_cli.rules.parts.rule import Judgement, Rule

ID = "fallback-note"
WHY = """\
A number that is read from another source than the right one is only as good as the search before it. The note says
which tables of the right source were tried first:

```yaml
notes:
  - kind: fallback
    source: vss
    why: The truth source has no record of refusals before 2025.
    tried: [webbank.core.client_profile_state_log]
    review_by: 2026-08-01
```

Each is a table the mirror has, of another source than the one the number comes from, and one is of the right source.
Where the mirror has no dump of a source, the schemas of its file in `db/sources/` are what is known of it. Where the
SQL does not read the source of the note any more, it is a warning.
"""


def judge(evidence: Evidence) -> Judgement:
    """A finding for each fallback note that names nothing that was tried, and for each that no longer applies."""
    for metric_file in evidence.files:
        tables = evidence.lineage.get(metric_file.file, ())
        for gap in tried_gaps(metric_file.metric, tables, evidence.inventory, evidence.database):
            place = metric_file.document.place_of(("notes", gap.index, gap.key))
            yield Finding.at(ID, place, gap.message, gap.next)
        yield from _stale(metric_file, evidence)


def _stale(metric_file: MetricFile, evidence: Evidence) -> Judgement:
    tables = evidence.lineage.get(metric_file.file)
    owners = {evidence.inventory.of_dataset(table.schema) for table in tables or ()}
    read = {owner[0].name for owner in owners if owner is not None}
    for index, note in enumerate(metric_file.metric.notes):
        if note.kind == "fallback" and tables is not None and note.source not in read:
            message = f"the fallback note is about {note.source}, which the SQL does not read"
            place = metric_file.document.place_of(("notes", index))
            yield Finding.at(ID, place, message, "Remove the note.", WARNING)


RULE = Rule(
    ID,
    "A fallback note says what was tried first, and is about something the SQL reads.",
    judge,
    needs=("inventory-valid",),
    why=WHY,
)
