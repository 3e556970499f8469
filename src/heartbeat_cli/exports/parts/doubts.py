"""Why a number must not be shown as if it were right."""

from collections.abc import Iterator

from heartbeat_cli.marts import NO_DATA, Age
from heartbeat_cli.metrics import Metric, effective_status, why_realign


def doubts_about(metric: Metric, age: Age | None) -> tuple[str, ...]:
    """What stands between a metric's number and whoever reads it, in words; none where it may be shown plainly."""
    return (*_of_the_metric(metric), *(_of_the_age(age) if age is not None else ()))


def _of_the_metric(metric: Metric) -> Iterator[str]:
    status = effective_status(metric)
    if status == "needs_realignment":
        yield f"needs realignment: {why_realign(metric) or 'its definition is to be aligned again'}"
    elif status == "parked":
        waits = ", ".join(dict.fromkeys(b.source for b in metric.blocked_on)) or metric.source
        yield f"parked: it waits for {waits}"
    elif status == "retired":
        yield "retired: it shows no number any more"
    elif status not in ("aligned", "caveated"):
        yield f"{status}: no hand count stands behind it"
    if metric.evidence_elsewhere and status in ("aligned", "caveated"):
        yield "evidence elsewhere: these marts know nothing of its hand count"


def _of_the_age(age: Age) -> Iterator[str]:
    decided = age.decided_by
    if age.state == NO_DATA:
        yield f"no data: {decided.table} has no row up to then"
    elif age.stale:
        reaches = f"reaches to {decided.until:%Y-%m-%d %H:%M} UTC" if decided.until else "has not landed in full"
        yield f"stale: {decided.table} {reaches}"
    if age.inexact:
        yield f"inexact: {', '.join(age.inexact)}"
