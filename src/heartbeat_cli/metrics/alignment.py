"""Holding a number against a count made by hand, and what follows from it."""

import re
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from pathlib import Path

from heartbeat_cli.errors import MismatchError, RefusedError, UsageError
from heartbeat_cli.estate import ProjectSettings
from heartbeat_cli.metrics.metric import Alignment, Metric
from heartbeat_cli.metrics.receipt import EvaluationReceipt
from heartbeat_cli.metrics.records import OLDEST_COUNT, says_something, seal
from heartbeat_cli.metrics.tolerance import LARGEST_SHARE, USUAL_SHARE, allowed_difference, plain, share_of_count
from heartbeat_cli.metrics.write import move_metric


@dataclass(frozen=True, slots=True)
class HandCount:
    """What somebody counted: the number, who, how, for which moment, and the difference they allow.

    `reason` says why a tolerance beyond 10% of the count is right, `attested_by` where the count is written down.
    """

    count: Decimal
    by: str
    method: str
    as_of: datetime
    tolerance: str = "0"
    reason: str | None = None
    attested_by: str | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """A hand count beside the number the SQL gave: `difference` is value minus count, `allowed` its largest size."""

    record: Alignment
    difference: Decimal
    allowed: Decimal

    @property
    def matches(self) -> bool:
        """Whether the difference is within the tolerance."""
        return self.record.verdict == "match"


def refuse_count(hand: HandCount, now: datetime) -> None:
    """Raise UsageError for a count that no record can be made of: its words say nothing, its date cannot be."""
    for flag, text in (("--by", hand.by), ("--method", hand.method)):
        if not says_something(text):
            raise UsageError(f"{flag}: '{text}' says nothing", hint=f"Give {flag} in words.", code="usage")
    for flag, given in (("--reason", hand.reason), ("--attested-by", hand.attested_by)):
        if given is not None and not says_something(given):
            raise UsageError(f"{flag}: '{given}' says nothing", hint=f"Give {flag} in words.", code="usage")
    share = share_of_count(hand.tolerance, hand.count)
    if share > LARGEST_SHARE or (share > USUAL_SHARE and hand.reason is None):
        raise _too_generous(hand, share)
    if hand.as_of > now or hand.as_of < now - OLDEST_COUNT:
        raise UsageError(
            f"--as-of {hand.as_of:%Y-%m-%d %H:%M} UTC: nobody can have counted for that moment",
            hint="Give the moment the count is for.",
            code="usage",
        )


def _too_generous(hand: HandCount, share: Decimal) -> UsageError:
    if share > LARGEST_SHARE:
        return UsageError(
            f"a tolerance of {hand.tolerance} for a count of {plain(hand.count)} would let any number match",
            hint="Allow what counting by hand may miss, like --tolerance 5%.",
            code="usage",
        )
    return UsageError(
        f"--tolerance {hand.tolerance} lets the SQL be {plain(share)}% away from the count; beyond {USUAL_SHARE}% the "
        "record has to say why",
        hint="Say it with --reason, or count again.",
        code="usage",
    )


def compare(metric: Metric, hand: HandCount, receipt: EvaluationReceipt, given: str) -> Comparison:
    """Hold the value of a receipt against a count; the record is the next of the metric's. The value is a number."""
    value = receipt.value
    if value is None:
        raise ValueError("there is no value to compare")
    allowed, difference = allowed_difference(hand.tolerance, hand.count), value - hand.count
    record = Alignment(
        count=hand.count,
        value=value,
        as_of=hand.as_of,
        by=hand.by,
        method=hand.method,
        tolerance=hand.tolerance.replace(" ", ""),
        verdict="match" if abs(difference) <= allowed else "mismatch",
        reason=hand.reason,
        given=given,
        attested_by=hand.attested_by,
        receipt=receipt,
    )
    return Comparison(seal(metric, record), difference, allowed)


def refuse_unalignable(metric: Metric) -> None:
    """Raise RefusedError for a metric that no count can make a number of: parked, retired, or without SQL."""
    if metric.status == "parked":
        raise refuse_parked(metric)
    if metric.status == "retired":
        raise RefusedError(f"{metric.name} is retired", hint="Set another status first.", code="retired")
    if metric.sql is None:
        raise RefusedError(f"{metric.name} has no SQL to align", where=_where(metric), code="no_sql")


def refuse_parked(metric: Metric) -> RefusedError:
    """The refusal to give a number for a parked candidate, saying what it waits for."""
    waits = "; ".join(_wait(b.source, b.needs, b.why) for b in metric.blocked_on) or metric.source
    first = metric.blocked_on[0].source if metric.blocked_on else metric.source
    return RefusedError(
        f"{metric.name} is parked: it has no number until its right source is landed. It waits for {waits}",
        where=_where(metric),
        hint=f"`hb sources status {first}` says what {first} needs.",
        code="parked",
    )


def _wait(source: str, needs: tuple[str, ...], why: str | None) -> str:
    wanted = f" ({', '.join(needs)})" if needs else ""
    reason = re.split(r"(?<=[.!?])\s", why or "", maxsplit=1)[0].rstrip(".")
    return f"{source}{wanted}" + (f": {reason}" if reason else "")


def align(metric: Metric, comparison: Comparison, project: ProjectSettings) -> tuple[Metric, Path]:
    """Record a match and move the metric to `db/metrics/`; a metric with a caveat stays caveated.

    Raises RefusedError (`mismatch`) where the numbers do not agree; nothing is written then.
    """
    if not comparison.matches:
        raise mismatch(metric, comparison)
    aligned = replace(
        metric, status=status_when_matched(metric), alignment=(*metric.alignment, comparison.record), blocked_on=()
    )
    file = move_metric(metric, aligned, project.metrics_folder)
    return replace(aligned, file=file), file


def status_when_matched(metric: Metric) -> str:
    """A number that contains something more than it says is never more than caveated."""
    return "caveated" if metric.notes_of("caveat") else "aligned"


def record_mismatch(metric: Metric, comparison: Comparison) -> Path:
    """Append a mismatch to the metric's own file, where it stays; an aligned one then needs realignment."""
    if metric.file is None:
        raise RefusedError(f"{metric.name} has no file to keep the record in", code="no_file")
    status = "needs_realignment" if metric.status in ("aligned", "caveated") else metric.status
    kept = replace(metric, status=status, alignment=(*metric.alignment, comparison.record))
    return move_metric(metric, kept, metric.file.parent)


def mismatch(metric: Metric, comparison: Comparison) -> MismatchError:
    """The refusal to align two numbers that do not agree."""
    record = comparison.record
    unit = f" {metric.unit}" if metric.unit and metric.unit != "count" else ""
    share = f" ({abs(comparison.difference) / abs(record.count) * 100:.1f}%)" if record.count else ""
    return MismatchError(
        f"{metric.name} does not match: counted {plain(record.count)}{unit}, SQL gives {plain(record.value)}{unit}: "
        f"a difference of {plain(comparison.difference)}{share}, allowed is {plain(comparison.allowed)}",
        hint="Find out which of the two is right: read the SQL with `hb metrics show`, count again, or allow more "
        "with --tolerance. --record keeps this count in the file.",
    )


def _where(metric: Metric) -> str | None:
    return str(metric.file) if metric.file else None
