"""alignment-receipt: the receipt a record of a hand count rests on is in the marts."""

from heartbeat_cli.metrics import EvaluationReceipt, MetricFile, number_text
from heartbeat_cli.rules.parts.evidence import Evidence
from heartbeat_cli.rules.parts.finding import WARNING, Finding, SkippedRule
from heartbeat_cli.rules.parts.landed import Landed
from heartbeat_cli.rules.parts.rule import Judgement, Rule

ID = "alignment-receipt"
WHY = """\
Each number that is shown leaves a receipt in the marts, and the record of a hand count has the one it was held
against. `hb metrics align` leaves one more row, for the record itself: a record without it was written by nobody who
counted, and a count that did not match and is gone from the file was taken out. Marts that hold the loads the receipt
names, and not the receipt, say that it was made up: an error. Marts that were landed anew since, or that are another
machine's, cannot say: a warning, and `hb metrics run NAME --receipt ID` computes it again. Nothing is said where the
marts cannot be read, nor on the demo estate, whose marts are made anew every time.
"""


def judge(evidence: Evidence) -> Judgement:
    """A finding for each record whose receipt the marts do not have.

    Marts that hold the very loads it was made from must have it. Others were landed anew since, or are another
    machine's: they cannot say. On the demo estate, whose marts are made anew every time, the same rows must give the
    same value, and that they are others is not worth a word.
    """
    if evidence.landed is None:
        return
    held = evidence.landed.receipts
    if held is None:
        yield SkippedRule(ID, "the receipts in the marts may not be read")
        return
    for metric_file in evidence.files:
        for index, record in enumerate(metric_file.metric.alignment):
            receipt = record.receipt
            if receipt is not None and receipt.id not in held:
                yield from _without(metric_file, index, receipt, evidence.landed)
                continue
            if receipt is not None and receipt.id in evidence.landed.nothing_counted:
                place = metric_file.document.place_of(("alignment", index, "value"))
                message = f"its 0 is no evidence: {evidence.landed.nothing_counted[receipt.id]} had no row up to then"
                yield Finding.at(ID, place, message, _count_again(metric_file))
            if receipt is not None and record.digest not in _digests(metric_file, evidence.landed):
                place = metric_file.document.place_of(("alignment", index))
                message = f"the marts have its receipt {receipt.id}, and know of no such count: nobody aligned it"
                yield Finding.at(ID, place, message, _count_again(metric_file))
        yield from _taken_out(metric_file, evidence.landed)


def _digests(metric_file: MetricFile, landed: Landed) -> tuple[str, ...]:
    """The records of a metric the marts know of, in the order they were made."""
    return tuple(digest for digest, _ in landed.recorded.get(metric_file.metric.name, ()))


def _taken_out(metric_file: MetricFile, landed: Landed) -> Judgement:
    """A count that did not match, made after the last the file has."""
    records = metric_file.metric.alignment
    known = _digests(metric_file, landed)
    if not records or records[-1].digest not in known:
        return
    later = landed.recorded[metric_file.metric.name][known.index(records[-1].digest) + 1 :]
    if any(verdict == "mismatch" for _, verdict in later):
        place = metric_file.document.place_of(("alignment",))
        message = "the marts know of a later count that did not match, and the file does not have it"
        yield Finding.at(ID, place, message, _count_again(metric_file))


def _count_again(metric_file: MetricFile) -> str:
    return f"Count again, then `hb metrics align {metric_file.metric.name}`."


def _without(metric_file: MetricFile, index: int, receipt: EvaluationReceipt, landed: Landed) -> Judgement:
    metric = metric_file.metric
    place = metric_file.document.place_of(("alignment", index, "receipt"))
    count_again = _count_again(metric_file)
    if _holds_its_loads(receipt, landed):
        message = f"its receipt {receipt.id} is not in the marts, which hold the loads it says it was made from"
        yield Finding.at(ID, place, message, count_again)
    elif landed.computed_again.get(receipt.id, receipt.value) != receipt.value:
        then, now = number_text(receipt.value), number_text(landed.computed_again[receipt.id])
        yield Finding.at(ID, place, f"its receipt {receipt.id} says {then}, and the same rows give {now}", count_again)
    elif not metric.rehearsal:
        message = f"these marts were landed after its receipt {receipt.id}, or elsewhere, and do not have it"
        run_again = f"See `hb metrics run {metric.name} --receipt {receipt.id}`."
        yield Finding.at(ID, place, message, run_again, WARNING)


def _holds_its_loads(receipt: EvaluationReceipt, landed: Landed) -> bool:
    return all(read.load is not None and landed.loads.get(read.table) == read.load for read in receipt.tables)


RULE = Rule(
    ID,
    "The receipt a record of a hand count rests on is in the marts.",
    judge,
    after=("alignment-record",),
    why=WHY,
    of_receipts=True,
)
