"""realignment: an aligned metric was held against a hand count, as it is defined now."""

from heartbeat_cli.metrics import why_realign
from heartbeat_cli.rules.parts.evidence import Evidence
from heartbeat_cli.rules.parts.finding import WARNING, Finding
from heartbeat_cli.rules.parts.rule import Judgement, Rule

ID = "realignment"
WHY = """\
An alignment is an agreement about one definition. When the SQL, the unit, the window or the source change, or a later
count did not match, it does not hold any more: count again, then run `hb metrics align`. Layout and comments do not
count.
"""


def judge(evidence: Evidence) -> Judgement:
    """A finding for each metric that is shown as aligned and is not, as it is defined now."""
    for metric_file in evidence.files:
        metric, document = metric_file.metric, metric_file.document
        place = document.place_of(("status",))
        then = f"Count again, then `hb metrics align {metric.name} --count … --by … --method …`."
        # A candidate shows no number that a mismatch on record could take back, a retired metric none any more.
        why = why_realign(metric) if metric.status in ("aligned", "caveated") else None
        record = metric.last_alignment
        if metric.status == "needs_realignment":
            yield Finding.at(ID, place, "needs realignment", then)
        elif why is not None:
            message = f"{metric.status}, but {why}: it needs realignment"
            yield Finding.at(ID, place, message, then)
        elif metric.status == "caveated" and record is not None and record.fingerprint is None:
            message = "the record of its hand count is not bound to the definition: a change would go unnoticed"
            yield Finding.at(ID, document.place_of(("alignment",)), message, then, WARNING)


RULE = Rule(ID, "An aligned metric was held against a hand count, as it is defined now.", judge, why=WHY)
