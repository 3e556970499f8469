"""window-bounds: a query looks as far back as its name says, and counts what is on the edge once."""

from collections.abc import Iterator
from typing import Final

from heartbeat_cli.metrics import (
    Bound,
    MetricFile,
    QueryNames,
    Span,
    begins_by_rows,
    bounds_of,
    counted_beside,
    is_about_the_clock,
    leaves_all_rows,
    spans_of,
)
from heartbeat_cli.rules.parts.evidence import Evidence
from heartbeat_cli.rules.parts.finding import ERROR, WARNING, Finding
from heartbeat_cli.rules.parts.rule import Judgement, Rule
from heartbeat_cli.text import split_words, stem_set

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

A window is one only where it holds for the rows that count. It is an error where OR lets in others, where it stands in
the ON of an outer join, where nothing says when it begins, and where `AT TIME ZONE` on one side alone shifts it. It is
a warning where it is one of another table than the one whose rows are counted, and the question does not name that.
"""
_SECONDS: Final = {"24h": 86_400.0, "7d": 7 * 86_400.0, "30d": 30 * 86_400.0}
_DAY: Final = 86_400.0


def judge(evidence: Evidence) -> Judgement:
    """A finding where window and bounds disagree, and for windows with edges in common."""
    for metric_file, query in evidence.with_queries():
        bounds = bounds_of(query)
        spans = spans_of(bounds)
        window = _SECONDS.get(metric_file.metric.window)
        if window is None:
            yield from _of_total(metric_file, spans)
        else:
            yield from _of_window(metric_file, query, bounds, window)
        yield from _of_edges(metric_file, spans)
        yield from _of_zones(metric_file, bounds)


def _of_total(metric_file: MetricFile, spans: tuple[Span, ...]) -> Iterator[Finding]:
    for span in spans:
        if span.lower.top and span.least > 0:
            message = f"the name says that everything counts, the SQL takes {_length(span)} of {span.lower.column}"
            then = "End the name in the window, or take the bound out."
            yield _finding(metric_file, span.lower, message, then, WARNING)
            return


def _of_window(
    metric_file: MetricFile, query: QueryNames, bounds: tuple[Bound, ...], window: float
) -> Iterator[Finding]:
    name = metric_file.metric.window
    spans = spans_of(bounds)
    fitting = [span for span in spans if _fits(span, window)]
    ends = [bound for bound in bounds if not bound.lower and bound.column is not None]
    if fitting:
        yield from _of_rows(metric_file, query, fitting)
    elif spans:
        about = any(span.least <= window <= span.most for span in spans)
        severity = WARNING if about and window > _DAY else ERROR
        span = spans[0]
        message = f"the name says {name}, the SQL takes {_length(span)} of {span.lower.column or 'a series'}"
        then = "Make the bounds as long as the name says, or end the name in what they are."
        yield _finding(metric_file, span.lower, message, then, severity)
    elif ends and not begins_by_rows(query):
        past = ends[0].moment.seconds < 0 or ends[0].moment.months < 0
        message = f"the name says {name}, and the SQL takes everything before: nothing says where the window begins"
        then = f"Say from when on rows count: `{ends[0].column} >= now() - interval …`."
        yield _finding(metric_file, ends[0], message, then, WARNING if past else ERROR)
    elif not is_about_the_clock(query):
        metric = metric_file.metric
        place = metric.sql_place.at(metric.sql or "")
        message = (
            f"the name says {name}, and no bound in the SQL moves with the clock: it takes the same rows every day"
        )
        hours = {"24h": "24 hours", "7d": "7 days", "30d": "30 days"}[name]
        then = f"Add `… >= now() - interval '{hours}' AND … < now()`, or end the name in total."
        yield Finding.at(ID, place, message, then)


def _of_rows(metric_file: MetricFile, query: QueryNames, spans: list[Span]) -> Iterator[Finding]:
    """Whether a window that is as long as it should be holds for the rows that are counted."""
    first = spans[0].lower
    ours = [span.lower for span in spans if not leaves_all_rows(span.lower, query)]
    if not ours:
        why = "in the ON of an outer join it keeps" if first.outer else "the same for each of them, EXISTS keeps"
        message = f"the window of {first.column} is none of the rows that count: {why} them all"
        yield _finding(metric_file, first, message, "Put it into WHERE, or into the FILTER of what it is about.", ERROR)
    elif not _holds_in_every_case(ours):
        message = f"rows that are not in the window of {ours[0].column} count, too"
        yield _finding(metric_file, ours[0], message, "Let the window stand by itself, behind AND.", ERROR)
    else:
        yield from _of_another_table(metric_file, query, ours)


def _holds_in_every_case(bounds: list[Bound]) -> bool:
    arms = [bound.arm for bound in bounds if bound.arm is not None]
    return len(arms) < len(bounds) or any({a[1] for a in arms if a[0] == at} == set(range(n)) for at, _, n in arms)


def _of_another_table(metric_file: MetricFile, query: QueryNames, bounds: list[Bound]) -> Iterator[Finding]:
    beside = [(bound, counted_beside(bound, query)) for bound in bounds]
    bound, counted = beside[0]
    if bound.of is None or counted is None or any(other is None for _, other in beside):
        return
    table, rows = bound.of.table, counted.table
    metric = metric_file.metric
    told = stem_set(f"{metric.question} {metric.name}")
    if table is None or rows is None or (stem_set(table.name) - stem_set(rows.name)) & told:
        return
    if stem_set(table.name) <= stem_set(rows.name):
        return
    message = f"the window is one of {table}, and rows of {rows} are counted, whenever these were"
    then = f"Bound a time of {rows}, or say in the question of which {' '.join(split_words(table.name))} they are."
    yield _finding(metric_file, bound, message, then, WARNING)


def _of_zones(metric_file: MetricFile, bounds: tuple[Bound, ...]) -> Iterator[Finding]:
    shifted = [bound for bound in bounds if bound.shifted]
    for bound in shifted[:1]:
        whole_days = bound.moment.anchor != "now"
        message = f"{bound.column} is held in one time zone against a moment in another: the window is shifted"
        then = "Write AT TIME ZONE on both sides, or on neither: now() and a timestamptz are the same everywhere."
        yield _finding(metric_file, bound, message, then, WARNING if whole_days else ERROR)


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
