"""window-bounds: a query looks as far back as its name says, and counts what is on the edge once."""

from collections.abc import Iterator
from typing import Final

from heartbeat_cli.metrics import (
    CALENDAR,
    PERIOD,
    SINCE,
    TOTAL,
    Bound,
    MetricFile,
    QueryNames,
    Span,
    Window,
    begins_by_rows,
    bounds_of,
    calendar_window,
    counted_beside,
    find_window,
    is_about_the_clock,
    leaves_all_rows,
    spans_of,
    written_days,
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

`_last_month` is the calendar month before this one, and no 30 days: it begins and ends where a month does, at midnight
in the project's time zone. Weeks begin on Monday. `_this_month` begins so, and ends now.

```sql
WHERE created_at >= (date_trunc('month', now() AT TIME ZONE 'Europe/Berlin') - interval '1 month')
                    AT TIME ZONE 'Europe/Berlin'
  AND created_at < date_trunc('month', now() AT TIME ZONE 'Europe/Berlin') AT TIME ZONE 'Europe/Berlin'
```

It is a warning where the months of the SQL are those of another time zone than the project's. `_since_2026_01_01` has
that day in its SQL, `_in_2026_03` the 1st of March as the beginning and the 1st of April as the end.

The edges matter as well. With `BETWEEN`, or `>=` and `<=`, a row right on the edge is in two windows; with `>` and
`<` it is in none. A month has 28 to 31 days, which `_30d` says it has not.

A window is one only where it holds for the rows that count. It is an error where OR lets in others, where it stands in
the ON of an outer join, where nothing says when it begins, and where `AT TIME ZONE` on one side alone shifts it. It is
a warning where it is one of another table than the one whose rows are counted, and the question does not name that.
"""
_DAY: Final = 86_400.0


def judge(evidence: Evidence) -> Judgement:
    """A finding where window and bounds disagree, and for windows with edges in common."""
    for metric_file, query in evidence.with_queries():
        bounds = bounds_of(query)
        spans = spans_of(bounds)
        window = find_window(metric_file.metric.window)
        if window is None or window.kind == TOTAL:
            yield from _of_total(metric_file, spans)
        elif window.kind in (SINCE, PERIOD):
            yield from _of_since(metric_file, query, window)
        else:
            yield from _of_window(metric_file, query, bounds, window, evidence.project.time_zone)
            yield from _of_days(metric_file, spans, window, evidence.project.time_zone)
        yield from _of_edges(metric_file, spans)
        yield from _of_zones(metric_file, bounds)


def _of_total(metric_file: MetricFile, spans: tuple[Span, ...]) -> Iterator[Finding]:
    for span in spans:
        if span.lower.top and (span.least > 0 or calendar_window(span) is not None):
            message = f"the name says that everything counts, the SQL takes {_length(span)} of {span.lower.column}"
            then = "End the name in the window, or take the bound out."
            yield _finding(metric_file, span.lower, message, then, WARNING)
            return


def _of_window(
    metric_file: MetricFile, query: QueryNames, bounds: tuple[Bound, ...], window: Window, zone: str | None
) -> Iterator[Finding]:
    name = window.name
    spans = spans_of(bounds)
    fitting = [span for span in spans if _fits(span, window)]
    ends = [bound for bound in bounds if not bound.lower and bound.column is not None]
    if fitting:
        yield from _of_rows(metric_file, query, fitting)
    elif spans:
        seconds = _seconds(window)
        about = any(span.least <= seconds <= span.most for span in spans)
        severity = WARNING if about and seconds > _DAY else ERROR
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
        begin, end = window.bounds("timestamptz", zone) or ("", "")
        then = f"Add `… >= {begin} AND … < {end}`, or end the name in total."
        yield Finding.at(ID, place, message, then)


def _of_since(metric_file: MetricFile, query: QueryNames, window: Window) -> Iterator[Finding]:
    """A window that begins on a day has that day in its SQL, and midnight where the project's days begin."""
    days = written_days(query)
    if any(written.day == window.day for written in days):
        yield from _of_end(metric_file, query, window)
        return
    metric = metric_file.metric
    at = days[0].at if days else 0
    taken = f"the SQL takes what came since {days[0].day}" if days else "no bound in the SQL is that day"
    then = f"Write `… >= '{window.day}'` as the beginning, or end the name in what it is."
    yield Finding.at(ID, metric.sql_place.at(metric.sql or "", at), f"the name says {window.name}, and {taken}", then)


def _of_end(metric_file: MetricFile, query: QueryNames, window: Window) -> Iterator[Finding]:
    """A period of the calendar ends where the next begins."""
    days = written_days(query, ending=True)
    if window.behind is None or any(written.day == window.behind for written in days):
        return
    metric = metric_file.metric
    at = days[0].at if days else 0
    taken = f"the SQL takes what came before {days[0].day}" if days else "no bound in the SQL is its end"
    then = f"Write `… < '{window.behind}'` as the end, or end the name in what it is."
    yield Finding.at(ID, metric.sql_place.at(metric.sql or "", at), f"the name says {window.name}, and {taken}", then)


def _of_days(metric_file: MetricFile, spans: tuple[Span, ...], window: Window, zone: str | None) -> Iterator[Finding]:
    """Whether a window of the calendar is one of the project's own."""
    lower = next((span.lower for span in spans if window.kind == CALENDAR and calendar_window(span) == window), None)
    if lower is None or zone is None or lower.zone in (None, zone.casefold()):
        return
    begins = f"its {window.unit}s begin at midnight in {lower.zone}" if lower.zone != "utc" else "its days are of UTC"
    message = f"{window.name} of {lower.column}: {begins}, and the project's in {zone}"
    then = f"Write date_trunc('{window.unit}', now() AT TIME ZONE '{zone}') AT TIME ZONE '{zone}'."
    yield _finding(metric_file, lower, message, then, WARNING)


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


def _seconds(window: Window) -> float:
    """How long a rolling window is; a calendar one is of no length."""
    return window.span.total_seconds() if window.span is not None else 0.0


def _fits(span: Span, looked: Window) -> bool:
    calendar = calendar_window(span)
    # Of dates, yesterday is all that a day can be.
    is_day = calendar is not None and calendar.unit == "day" and span.lower.date
    if looked.kind == CALENDAR or (calendar is not None and not is_day):
        return calendar == looked
    window = _seconds(looked)
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
    if (calendar := calendar_window(span)) is not None:
        return calendar.spoken
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
