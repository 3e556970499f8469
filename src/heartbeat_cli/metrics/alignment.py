"""Holding a number against a count made by hand, and what follows from it."""

from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Final

from heartbeat_cli.errors import RefusedError, UsageError
from heartbeat_cli.estate import ProjectSettings
from heartbeat_cli.metrics.metric import Alignment, Metric, definition_fingerprint
from heartbeat_cli.metrics.write import move_metric

LARGEST_SHARE: Final = Decimal(100)
GENEROUS_SHARE: Final = Decimal(20)


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


def parse_tolerance(text: str) -> tuple[Decimal, bool]:
    """`5%` -> (5, True), a share of the count; `2` -> (2, False), an absolute difference.

    Raises UsageError for what is no tolerance, and for a share above LARGEST_SHARE: nothing could fail to match.
    """
    written = text.strip()
    is_share = written.endswith("%")
    try:
        number = Decimal(written.removesuffix("%").strip())
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite() or number < 0:
        raise UsageError(
            f"'{text}' is not a tolerance", hint="Write --tolerance 5% (of the count) or --tolerance 2.", code="usage"
        )
    if is_share and number > LARGEST_SHARE:
        raise UsageError(
            f"a tolerance of {written} would let any number match",
            hint="Allow what counting by hand may miss, like --tolerance 5%.",
            code="usage",
        )
    return number, is_share


def share_of_count(tolerance: str, count: Decimal) -> Decimal | None:
    """A tolerance in percent of the count, None for an absolute one of a count of nothing. Raises UsageError."""
    number, is_share = parse_tolerance(tolerance)
    if is_share:
        return number
    return number / abs(count) * 100 if count else None


def compare(
    metric: Metric, value: Decimal, *, count: Decimal, as_of: datetime, by: str, method: str, tolerance: str = "0"
) -> Comparison:
    """Hold `value` against `count`; the record is bound to the metric's definition as it is now."""
    number, is_share = parse_tolerance(tolerance)
    allowed = abs(count) * number / 100 if is_share else number
    difference = value - count
    record = Alignment(
        count=count,
        value=value,
        as_of=as_of,
        by=by,
        method=method,
        tolerance=tolerance.replace(" ", ""),
        verdict="match" if abs(difference) <= allowed else "mismatch",
        fingerprint=definition_fingerprint(metric),
    )
    return Comparison(record, difference, allowed)


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
    return f"{source}{wanted}" + (f": {why.rstrip('.')}" if why else "")


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


def mismatch(metric: Metric, comparison: Comparison) -> RefusedError:
    """The refusal to align two numbers that do not agree."""
    record = comparison.record
    unit = f" {metric.unit}" if metric.unit and metric.unit != "count" else ""
    share = f" ({abs(comparison.difference) / abs(record.count) * 100:.1f}%)" if record.count else ""
    return RefusedError(
        f"{metric.name} does not match: counted {plain(record.count)}{unit}, SQL gives {plain(record.value)}{unit}: "
        f"a difference of {plain(comparison.difference)}{share}, allowed is {plain(comparison.allowed)}",
        hint="Find out which of the two is right: read the SQL with `hb metrics show`, count again, or allow more "
        "with --tolerance. --record keeps this count in the file.",
        code="mismatch",
    )


def plain(number: Decimal) -> str:
    """A number for a sentence: no exponent, no zeros at the end, six decimals at most."""
    text = format(round(number, 6), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _where(metric: Metric) -> str | None:
    return str(metric.file) if metric.file else None
