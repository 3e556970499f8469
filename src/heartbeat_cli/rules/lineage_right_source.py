"""lineage-right-source: what a metric's SQL reads is the right source for its question, or a note says why not."""

from heartbeat_cli.errors import Place
from heartbeat_cli.files import SqlPlace
from heartbeat_cli.metrics import MetricFile, Misuse, misuses
from heartbeat_cli.rules.parts.evidence import Evidence
from heartbeat_cli.rules.parts.finding import Finding
from heartbeat_cli.rules.parts.rule import Judgement, Rule

ID = "lineage-right-source"


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
)
