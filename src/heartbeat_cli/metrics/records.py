"""Records of hand counts: sealed when they are written, judged again whenever they are read.

Each record carries a digest of itself, of its metric's name and of the record before it, so that one that was edited,
moved or copied from another metric is found by reading the file alone.
"""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Final

from heartbeat_cli.errors import UsageError
from heartbeat_cli.metrics.definition import differences
from heartbeat_cli.metrics.metric import GIVEN, REHEARSAL, Alignment, Metric
from heartbeat_cli.metrics.receipt import digest_of, moment_text, number_text, receipt_fields
from heartbeat_cli.metrics.tolerance import LARGEST_SHARE, USUAL_SHARE, allowed_difference, share_of_count

CHAIN: Final = "1"
"""The way a digest is worked out. Another way gets another number, and this one stays."""

OLDEST_COUNT: Final = timedelta(days=3653)
"""Ten years: nobody counts for a moment longer ago, and no marts reach back so far."""

_DIGITS = 32
_UNBOUND = "the record rests on no receipt: it was written by hand, or by an older hb"
# Letters to Unicode, and blanks to whoever looks.
_BLANK_LETTERS = "\u115f\u1160\u3164\uffa0"


@dataclass(frozen=True, slots=True)
class RecordProblem:
    """What is wrong with a record: `index` in the file's list, `key` the field it is about, None for all of it.

    `unbound` where nothing else is wrong with it than that it rests on no receipt.
    """

    index: int
    key: str | None
    message: str
    unbound: bool = False


def seal(metric: Metric, record: Alignment) -> Alignment:
    """The record as the next of a metric's: with the digest that binds it to its place."""
    previous = metric.alignment[-1].digest if metric.alignment else None
    return replace(record, digest=record_digest(metric.name, previous, record))


def record_digest(name: str, previous: str | None, record: Alignment) -> str:
    """The digest of a record that follows the one with the digest `previous`: `1-` and 32 hexadecimal digits."""
    receipt = record.receipt
    content = {
        "metric": name,
        "previous": previous,
        "count": number_text(record.count),
        "value": number_text(record.value),
        "as_of": moment_text(record.as_of),
        "by": record.by,
        "method": record.method,
        "tolerance": record.tolerance,
        "verdict": record.verdict,
        "reason": record.reason,
        "given": record.given,
        "attested_by": record.attested_by,
        "receipt": receipt_fields(receipt) if receipt is not None else None,
    }
    return f"{CHAIN}-{digest_of(content)[:_DIGITS]}"


def says_something(text: str | None) -> bool:
    """Whether there is a letter or a digit in a text, in any script."""
    return any(unicodedata.category(c)[0] in "LN" and c not in _BLANK_LETTERS for c in text or "")


def record_problems(metric: Metric, now: datetime | None = None) -> tuple[RecordProblem, ...]:
    """Everything in a metric's records that cannot be; their dates are judged where `now` is given."""
    return tuple(
        RecordProblem(index, key, message, unbound=message == _UNBOUND)
        for index, record in enumerate(metric.alignment)
        for key, message in _problems(metric, index, record, now)
    )


def dates_hold(metric: Metric, now: datetime, until: datetime) -> bool:
    """Whether what is to be said of its records' dates is the same at every moment from `now` to `until`."""
    moments = [r.as_of for r in metric.alignment] + [r.receipt.made_at for r in metric.alignment if r.receipt]
    turns = ((now, until), (now - OLDEST_COUNT, until - OLDEST_COUNT))
    return not any(begin < moment <= end for moment in moments for begin, end in turns)


def _problems(metric: Metric, index: int, record: Alignment, now: datetime | None) -> Iterator[tuple[str | None, str]]:
    yield from _who_and_how(record)
    yield from _arithmetic(record)
    if now is not None:
        yield from _dates(record, now)
    if record.given == REHEARSAL and not metric.rehearsal:
        yield "given", "the record is of a rehearsal on the demo estate, and counts nowhere else"
    yield from _seal(metric, index, record)


def _who_and_how(record: Alignment) -> Iterator[tuple[str, str]]:
    for key, what in (("by", "who counted"), ("method", "how it was counted")):
        if not says_something(getattr(record, key)):
            yield key, f"the record does not say {what}"
    for key in ("reason", "attested_by"):
        text = getattr(record, key)
        if text is not None and not says_something(text):
            yield key, f"{key} is there and says nothing"


def _arithmetic(record: Alignment) -> Iterator[tuple[str, str]]:
    try:
        allowed = allowed_difference(record.tolerance, record.count)
        share = share_of_count(record.tolerance, record.count)
    except UsageError as error:
        yield "tolerance", error.message
        return
    matches = abs(record.value - record.count) <= allowed
    if matches != (record.verdict == "match"):
        told = f"count {number_text(record.count)} and value {number_text(record.value)}"
        yield "verdict", f"{told} are no {record.verdict} within {record.tolerance}"
    if share > LARGEST_SHARE:
        yield "tolerance", f"a tolerance of {record.tolerance} for a count of {number_text(record.count)} fits anything"
    elif share > USUAL_SHARE and not says_something(record.reason):
        yield "tolerance", f"a tolerance of {record.tolerance} is beyond {USUAL_SHARE}% of the count without a reason"


def _dates(record: Alignment, now: datetime) -> Iterator[tuple[str, str]]:
    if record.as_of > now:
        yield "as_of", f"the count is for {_day(record.as_of)}, which has not come yet"
    elif record.as_of < now - OLDEST_COUNT:
        yield "as_of", f"the count is for {_day(record.as_of)}, before there was any data"
    receipt = record.receipt
    if receipt is None:
        return
    if receipt.made_at > now:
        yield "receipt", f"its receipt is of {_day(receipt.made_at)}, which has not come yet"
    elif receipt.made_at < record.as_of:
        yield "receipt", "its receipt is from before the moment it is for"


def _day(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%d}"


def _seal(metric: Metric, index: int, record: Alignment) -> Iterator[tuple[str | None, str]]:
    if record.receipt is None or record.digest is None or record.given not in GIVEN:
        yield None, _UNBOUND
        return
    previous = metric.alignment[index - 1].digest if index else None
    if record.digest != record_digest(metric.name, previous, record):
        yield None, "the record was changed after it was written, moved, or copied from another metric"


def why_realign(metric: Metric) -> str | None:
    """Why the alignment of an aligned or caveated metric does not hold, None where it does."""
    record = metric.last_alignment
    if record is None:
        return "no hand count is on record" if metric.status == "aligned" else None
    # What a caveat explains needs no count, and a count that binds nothing takes nothing from it.
    problem = next((p for p in record_problems(metric) if not (p.unbound and metric.status == "caveated")), None)
    if problem is not None:
        return problem.message
    if record.verdict != "match":
        return f"the last hand count ({_day(record.as_of)}) did not match"
    changes = what_changed(metric)
    if changes:
        return f"the definition changed after the hand count of {_day(record.as_of)}: {changes}"
    moved = "; ".join(metric.columns_changed)
    return f"what it reads changed after the hand count of {_day(record.as_of)}: {moved}" if moved else None


def what_changed(metric: Metric) -> str | None:
    """What of the definition is not as it was when the last count was made, None where all that counts is."""
    record = metric.last_alignment
    if record is None or record.receipt is None:
        return None
    found = differences(record.receipt.definition, metric.definition)
    return "; ".join(map(str, found)) if any(d.revokes for d in found) else None


def effective_status(metric: Metric) -> str:
    """The status that holds now, whatever the file says: an alignment of another definition is none.

    A caveated metric may carry no record; an aligned one may not.
    """
    if metric.status not in ("aligned", "caveated"):
        return metric.status
    return "needs_realignment" if why_realign(metric) else metric.status
