"""alignment-receipt: the receipt a record of a hand count rests on is in the marts."""

from heartbeat_cli.metrics import EvaluationReceipt
from heartbeat_cli.rules.parts.evidence import Evidence, Landed
from heartbeat_cli.rules.parts.finding import ERROR, WARNING, Finding
from heartbeat_cli.rules.parts.rule import Judgement, Rule

ID = "alignment-receipt"
WHY = """\
Each number that is shown leaves a receipt in the marts, and the record of a hand count has the one it was held
against. Marts that hold the loads the receipt names, and not the receipt, say that it was made up: an error. Marts
that were landed anew since, or that are another machine's, cannot say: a warning, and `hb metrics run NAME --receipt
ID` computes it again. Nothing is said where the marts cannot be read, nor on the demo estate, whose marts are made
anew every time.
"""


def judge(evidence: Evidence) -> Judgement:
    """A finding for each record whose receipt the marts do not have.

    Marts that hold the very loads it was made from must have it. Others were landed anew since, or are another
    machine's: they cannot say; on the demo estate, whose marts are made anew every time, that is not worth a word.
    """
    if evidence.landed is None:
        return
    for metric_file in evidence.files:
        for index, record in enumerate(metric_file.metric.alignment):
            receipt = record.receipt
            if receipt is None or receipt.id in evidence.landed.receipts:
                continue
            place = metric_file.document.place_of(("alignment", index, "receipt"))
            if _holds_its_loads(receipt, evidence.landed):
                message = f"its receipt {receipt.id} is not in the marts, which hold the loads it says it was made from"
                then = f"Count again, then `hb metrics align {metric_file.metric.name}`."
                yield Finding.at(ID, place, message, then, ERROR)
            elif not metric_file.metric.rehearsal:
                message = f"these marts were landed after its receipt {receipt.id}, or elsewhere, and do not have it"
                then = f"See `hb metrics run {metric_file.metric.name} --receipt {receipt.id}`."
                yield Finding.at(ID, place, message, then, WARNING)


def _holds_its_loads(receipt: EvaluationReceipt, landed: Landed) -> bool:
    return all(read.load is not None and landed.loads.get(read.table) == read.load for read in receipt.tables)


RULE = Rule(
    ID, "The receipt a record of a hand count rests on is in the marts.", judge, after=("alignment-record",), why=WHY
)
