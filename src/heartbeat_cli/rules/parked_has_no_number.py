"""parked-has-no-number: a parked candidate says what it waits for, lies in db/candidates and was never aligned."""

from heartbeat_cli.metrics import MetricFile
from heartbeat_cli.rules.parts.evidence import Evidence
from heartbeat_cli.rules.parts.finding import Finding
from heartbeat_cli.rules.parts.fix import Move, fingerprint
from heartbeat_cli.rules.parts.rule import Judgement, Rule

ID = "parked-has-no-number"
WHY = """\
A parked metric waits for its source. It says for which one (`blocked_on`), and shows no number: an alignment on record
would mean that a number from the wrong source was held to be right. `hb check --fix` moves one that lies in
`db/metrics/` to `db/candidates/`.
"""


def judge(evidence: Evidence) -> Judgement:
    """A finding for each parked metric on the cockpit, without a reason, or with an alignment."""
    for metric_file in evidence.files:
        metric, document = metric_file.metric, metric_file.document
        if metric.status != "parked":
            continue
        status = document.place_of(("status",))
        if metric_file.file.parent == evidence.project.metrics_folder:
            then = f"Move it to db/candidates/{metric.name}.yml."
            message = "parked, yet among the metrics the cockpit shows"
            yield Finding.at(ID, status, message, then, fix=_to_candidates(metric_file, evidence))
        if not metric.blocked_on:
            then = "Add blocked_on: [{source: …, needs: […], why: …}]."
            yield Finding.at(ID, status, "parked without saying what it waits for", then)
        if metric.alignment:
            place = document.place_of(("alignment",))
            message = "parked, yet it records an alignment: a number from the wrong source was held to be right"
            yield Finding.at(ID, place, message, "Remove the record, or take it off parked.")


def _to_candidates(metric_file: MetricFile, evidence: Evidence) -> Move | None:
    to = evidence.project.candidates_folder / metric_file.file.name
    return Move(metric_file.file, to, fingerprint(metric_file.document.text)) if to not in evidence.read else None


RULE = Rule(
    ID, "A parked candidate says what it waits for, lies in db/candidates and was never aligned.", judge, why=WHY
)
