"""window-bounds: a query looks as far back as its name says, and counts what is on the edge once."""

from collections.abc import Iterator
from typing import Final

from heartbeat_cli.metrics import Bound, MetricFile, QueryNames, Span, bounds_of, is_about_the_clock, spans_of
from heartbeat_cli.rules.parts.evidence import Evidence
from heartbeat_cli.rules.parts.finding import ERROR, WARNING, Finding
from heartbeat_cli.rules.parts.rule import Judgement, Rule

ID = "window-bounds"
WHY = """\
`…_24h` is read as a day, whatever its SQL looks at. A window has a beginning and an end:

```sql
WHERE created_at >= now() - interval '24 hours'
  AND created_at < now()
```

It is an error where no bound by the clock is as long as the name says, and where there is none. `_total` has no
window: a beginning that moves with the clock is a warning.

The edges matter as well. With `BETWEEN`, or `>=` and `<=`, a row right on the edge is in two windows; with `>` and
`<` it is in none. A month has 28 to 31 days, which `_30d` says it has not.
"""
_SECONDS: Final = {"24h": 86_400.0, "7d": 7 * 86_400.0, "30d": 30 * 86_400.0}
_DAY: Final = 86_400.0


def judge(evidence: Evidence) -> Judgement:
    """A finding where window and bounds disagree, and for windows with edges in common."""
    for metric_file, query in evidence.with_queries():
        spans = spans_of(bounds_of(query))
        window = _SECONDS.get(metric_file.metric.window)
        if window is None:
            yield from _of_total(metric_file, spans)
        else:
            yield from _of_window(metric_file, query, spans, window)
        yield from _of_edges(metric_file, spans)


def _of_total(metric_file: MetricFile, spans: tuple[Span, ...]) -> Iterator[Finding]:
    for span in spans:
        if span.lower.top and span.least > 0:
            message = f"the name says that everything counts, the SQL takes {_length(span)} of {span.lower.column}"
            then = "End the name in the window, or take the bound out."
            yield _finding(metric_file, span.lower, message, then, WARNING)
            return


def _of_window(metric_file: MetricFile, query: QueryNames, spans: tuple[Span, ...], window: float) -> Iterator[Finding]:
    name = metric_file.metric.window
    if any(_fits(span, window) for span in spans):
        return
    if spans:
        about = any(span.least <= window <= span.most for span in spans)
        severity = WARNING if about and window > _DAY else ERROR
        span = spans[0]
        message = f"the name says {name}, the SQL takes {_length(span)} of {span.lower.column or 'a series'}"
        then = "Make the bounds as long as the name says, or end the name in what they are."
        yield _finding(metric_file, span.lower, message, then, severity)
    elif not is_about_the_clock(query):
        metric = metric_file.metric
        place = metric.sql_place.at(metric.sql or "")
        message = (
            f"the name says {name}, and no bound in the SQL moves with the clock: it takes the same rows every day"
        )
        hours = {"24h": "24 hours", "7d": "7 days", "30d": "30 days"}[name]
        then = f"Add `… >= now() - interval '{hours}' AND … < now()`, or end the name in total."
        yield Finding.at(ID, place, message, then)


def _fits(span: Span, window: float) -> bool:
    if span.least == span.most == window:
        return True
    # Whole days, today among them or not.
    days = span.lower.moment.anchor == "day" and not span.lower.moment.months
    series = span.lower.column is None
    if series:
        return abs(span.most - window) <= _DAY or abs(span.least - window) <= _DAY
    return days and window > _DAY and span.least <= window <= span.most


def _of_edges(metric_file: MetricFile, spans: tuple[Span, ...]) -> Iterator[Finding]:
    told: set[str | None] = set()
    for span in spans:
        lower, upper = span.lower, span.upper
        if lower.column in told or lower.column is None or span.least + span.most <= 0:
            continue
        told.add(lower.column)
        if upper is None:
            continue
        if lower.closed and upper.closed and not lower.date:
            message = f"a row right on the edge of {lower.column} counts in two windows: both ends are in it"
            yield _finding(
                metric_file, lower, message, f"Write >= for the beginning and < for the end of {lower.column}.", WARNING
            )
        elif not lower.closed and not upper.closed:
            message = f"a row right on the edge of {lower.column} counts in no window: neither end is in it"
            yield _finding(
                metric_file, lower, message, f"Write >= for the beginning and < for the end of {lower.column}.", WARNING
            )


def _length(span: Span) -> str:
    least, most = (_words(seconds) for seconds in (span.least, span.most))
    return least if least == most else f"{least} to {most}"


def _words(seconds: float) -> str:
    seconds = max(seconds, 0)
    if seconds >= 2 * _DAY or (seconds and seconds % _DAY == 0 and seconds > _DAY):
        return f"{seconds / _DAY:g} days"
    return f"{seconds / 3600:g} hours" if seconds >= 3600 or not seconds else f"{seconds / 60:g} minutes"


def _finding(metric_file: MetricFile, bound: Bound, message: str, then: str, severity: str) -> Finding:
    metric = metric_file.metric
    return Finding.at(ID, metric.sql_place.at(metric.sql or "", bound.at), message, then, severity)


RULE = Rule(
    ID,
    "A query looks as far back as its name says, and counts what is on the edge once.",
    judge,
    needs=("inventory-valid",),
    after=("constant-value", "tables-exist"),
    why=WHY,
)
