"""lineage-right-source: what a metric's SQL reads is the right source for its question, or a note says why not."""

from heartbeat_cli.errors import Place
from heartbeat_cli.files import SqlPlace
from heartbeat_cli.metrics import MetricFile, Misuse, misuses
from heartbeat_cli.rules.parts.evidence import Evidence
from heartbeat_cli.rules.parts.finding import Finding
from heartbeat_cli.rules.parts.rule import Judgement, Rule

ID = "lineage-right-source"
WHY = """\
What a metric reads is taken from its SQL, never from what its file claims. A number from the truth source is wrong
where another source is truth for the question, however well the table is called; a number from any other source needs
a note that says why.

Read the right source. While it is not landed, park the metric (`status: parked` and `blocked_on`), or, where the
register allows it, say in a caveat what the number contains. [The right source](../../explanation/right-source.md)
has the whole story.
"""


def judge(evidence: Evidence) -> Judgement:
    """A finding for each dataset a metric reads without its being right, or explained."""
    landed = evidence.landed.sources if evidence.landed is not None else None
    for metric_file, tables in evidence.with_lineage():
        for misuse in misuses(metric_file.metric, tables, evidence.inventory, landed):
            yield Finding.at(ID, _place(metric_file, misuse), misuse.message, misuse.next, misuse.severity)


def _place(metric_file: MetricFile, misuse: Misuse) -> Place:
    metric = metric_file.metric
    if misuse.dataset is None or metric.sql is None:
        return metric_file.document.place_of(("source",))
    return metric.sql_place.at(metric.sql, SqlPlace.offset_of(metric.sql, misuse.dataset))


RULE = Rule(
    ID,
    "What a metric's SQL reads is the right source for its question, or a note says why not.",
    judge,
    needs=("inventory-valid",),
    why=WHY,
)
