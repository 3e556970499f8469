"""alignment-record: what a record of a hand count says can be true, and it is as it was written."""

from heartbeat_cli.metrics import record_problems
from heartbeat_cli.rules.parts.evidence import Evidence
from heartbeat_cli.rules.parts.finding import ERROR, WARNING, Finding
from heartbeat_cli.rules.parts.rule import Judgement, Rule

ID = "alignment-record"
WHY = """\
A record of a hand count is written by `hb metrics align`, and judged again on every check. Count, value, tolerance
and verdict agree; a tolerance beyond 10% of the count has a reason; the dates can be; it says who counted and how; it
rests on a receipt. Records are chained: one that was edited, moved, taken out, or copied from another metric breaks
the chain. A record of a rehearsal counts on the demo estate only.

A record is never mended by hand: count again, run `hb metrics align`, and remove the one that is wrong.
"""


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
    why=WHY,
)
