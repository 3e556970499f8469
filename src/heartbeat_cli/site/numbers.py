"""A metric's number as it may be shown: what must be said beside it is said by the same value."""

from collections.abc import Iterator

from heartbeat_cli.blocks import Styled
from heartbeat_cli.errors import RefusedError
from heartbeat_cli.exports import doubts_about
from heartbeat_cli.metrics import GAPS, LikeMetric, Metric, Series, Tried, find_window, migration_words, window_title
from heartbeat_cli.sheets import (
    about,
    age_cell,
    age_words,
    change_cell,
    note_line,
    series_words,
    status_word,
    with_unit,
)
from heartbeat_cli.site.facts import MetricFacts
from heartbeat_cli.site.page import Chart, ChartPoint, Headline, Inlines, Pill
from heartbeat_cli.wording import at

_NO_NUMBER = "no number"


def headline(facts: MetricFacts) -> Headline:
    """The number with its status, age, change and doubts."""
    metric = facts.metric
    return Headline(number_text(metric, facts.brief.tried), pills(facts), tuple(_lines(facts)), doubts(facts))


def number_text(metric: Metric, tried: Tried | None) -> str:
    """The number as people read it; `no number` for what shows none, `failed` or `refused` where it should have one."""
    if tried is None:
        return _NO_NUMBER
    if tried.run is None:
        return "refused" if isinstance(tried.error, RefusedError) else "failed"
    return with_unit(tried.run.value.value, metric.unit)


def pills(facts: MetricFacts) -> tuple[Pill, ...]:
    """Its status, and how old its data is."""
    status, age = status_word(facts.metric, facts.age), age_cell(facts.age)
    aged = (Pill(age.text, age.style),) if isinstance(age, Styled) else ()
    return (Pill(status.text, status.style), *aged)


def doubts(facts: MetricFacts) -> tuple[str, ...]:
    """Why the number must not be read as if it were right; each once."""
    metric, run, tried = facts.metric, facts.run, facts.brief.tried
    found = [*facts.brief.doubts]
    found += [note_line(note) for note in metric.notes_of("fallback")]
    found += [f"wrong source: {misuse.message}" for misuse in run.misuses] if run is not None else []
    found += [migration_words(metric.migration_target) or ""]
    found += [str(tried.error)] if tried is not None and tried.error is not None else []
    return tuple(dict.fromkeys(filter(None, found)))


def _lines(facts: MetricFacts) -> Iterator[Inlines]:
    metric, run, tried = facts.metric, facts.run, facts.brief.tried
    if run is not None:
        yield f"{window_title(metric.window)}, as of {at(run.value.as_of)}", _age_tail(facts)
    if tried is not None and tried.change is not None:
        window = find_window(metric.window)
        before = window.spoken_before if window is not None else "the window before"
        change = change_cell(tried.change, metric)
        if change:
            yield change, f" against {before}"
    if about(metric) and not facts.brief.doubts:
        yield (about(metric),)
    for note in metric.notes_of("caveat"):
        yield (Styled(note_line(note), "careful"),)


def _age_tail(facts: MetricFacts) -> str:
    return f"; {age_words(facts.age)}" if facts.age is not None else ""


def like_headline(one: LikeMetric) -> Headline:
    """The number of a metric like another, for a card beside it."""
    tried = one.tried
    metric = tried.metric if tried is not None else one.metric
    age = tried.run.age if tried is not None and tried.run is not None else None
    status = status_word(metric, age)
    lines = [(text,) for text in (about(metric), one.differs or "") if text]
    stop = (*doubts_about(metric, age), *one.wrong, migration_words(metric.migration_target) or "")
    doubtful = tuple(dict.fromkeys(filter(None, stop)))
    return Headline(number_text(metric, tried), (Pill(status.text, status.style),), tuple(lines), doubtful)


def chart(series: Series, metric: Metric, *, small: bool = False) -> Chart:
    """A series as a chart."""
    known = [point.value for point in series.points if point.value is not None]
    low, high = (with_unit(pick(known), metric.unit) if known else "" for pick in (min, max))
    points = tuple(
        ChartPoint(
            point.as_of,
            None if point.state in GAPS else point.value,
            f"{at(point.as_of)}: {with_unit(point.value, metric.unit) if point.value is not None else point.state}"
            + (f" ({point.state})" if point.state != "whole" and point.value is not None else ""),
            point.state == "whole",
        )
        for point in series.points
    )
    return Chart(points, "; ".join(series_words(series, metric.unit)), low, high, small)
