"""alignment-record: what a record of a hand count says can be true, and it is as it was written."""

from heartbeat_cli.metrics import record_problems
from heartbeat_cli.rules.parts.evidence import Evidence
from heartbeat_cli.rules.parts.finding import ERROR, WARNING, Finding
from heartbeat_cli.rules.parts.rule import Judgement, Rule

ID = "alignment-record"


def judge(evidence: Evidence) -> Judgement:
    """A finding for everything in a record that does not agree with the rest of it, with its metric, or with itself."""
    now = evidence.project.now()
    for metric_file in evidence.files:
        metric = metric_file.metric
        then = f"Records are written by `hb metrics align {metric.name}`: count again, and remove this one."
        for problem in record_problems(metric, now):
            path: tuple[str | int, ...] = ("alignment", problem.index)
            path += (problem.key,) if problem.key else ()
            severity = WARNING if problem.unbound and metric.status == "caveated" else ERROR
            yield Finding.at(ID, metric_file.document.place_of(path), problem.message, then, severity)


RULE = Rule(
    ID,
    "What a record of a hand count says can be true, and it is as it was written.",
    judge,
    after=("parked-has-no-number",),
)
