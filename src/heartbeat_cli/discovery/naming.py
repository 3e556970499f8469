"""A name for a question and its measure: `<subject>_<measure>[_<aggregation>][_<unit>]_<window>`. Suggestions only."""

import re

from heartbeat_cli.discovery.measure import COUNT, COUNT_DISTINCT, PERCENTILE, SHARE, SUM, Measure
from heartbeat_cli.discovery.understanding import without_time
from heartbeat_cli.estate import Source
from heartbeat_cli.metrics import without_ending
from heartbeat_cli.search import content_words
from heartbeat_cli.text import stem_set

DEFAULT_WINDOW = "30d"
_LONGEST_SUBJECT = 5
_QUESTION = re.compile(r"^(how|what|which|who|when|where|why|do|does|did|is|are|was|were|can)\b", re.IGNORECASE)
_WORD = re.compile(r"[a-z][a-z0-9]*")
_SMALL_WORDS = "a an and at by for from in of on or our per the to with who that how many much number count"
_SMALL = frozenset(_SMALL_WORDS.split())
# What stands behind the subject and measure of a name, before its window: aggregation and unit.
_TAIL = re.compile(r"(_(avg|median|p\d\d|sum|min|sec|s|h|days|pct|eur))*$")
_RATES = ("rate", "share", "ratio", "percentage")


def suggest_name(question: str, table: str, labels: tuple[str, ...], measure: Measure, window: str) -> str:
    """A name for a measure over `table` restricted to `labels` of dictionaries."""
    subject = subject_of(question)
    if not subject:
        subject = [*(_WORD.findall("_".join(labels).casefold()))[:2], *_words(table)]
    words = _with_measure(subject, measure)
    return "_".join([*words, window])


def suggest_parked_name(question: str, sources: tuple[Source, ...], window: str) -> str:
    """A name for a question whose source is not landed: the one the inventory already has for it, else a new one."""
    question = without_time(question)
    asked = _subject_stems(question)
    for source in sources:
        for blocked in source.blocks:
            if blocked.metric and asked == _subject_stems(
                _TAIL.sub("", without_ending(blocked.metric)).replace("_", " ")
            ):
                return blocked.metric
    subject = _words("_".join(subject_of(question) or content_words(question)[:_LONGEST_SUBJECT])) or ["question"]
    measure = "time" if question.strip().casefold().startswith("how long") else "count"
    return "_".join([*subject, *([measure] if len(subject) == 1 else []), window])


def spelled_name(name: str, window: str) -> str:
    """The words of `name` as the name of a metric over `window`; of one word alone nobody knows what is measured."""
    snake = re.sub(r"\W+", "_", f" {name.strip()}")
    words = _words(snake[: len(without_ending(snake.lower()))]) or ["question"]
    return "_".join([*words, *(["count"] if len(words) == 1 else []), window])


def _subject_stems(text: str) -> frozenset[str]:
    return stem_set(" ".join(content_words(text)))


def subject_of(question: str) -> list[str]:
    """The words of a short question that name its subject; none where it is too long for a name."""
    plain = without_time(question)
    if _QUESTION.match(plain.strip()):
        words = [w for word in content_words(plain) for w in _words(word)]
    else:
        words = [w for w in _words(plain) if w not in _SMALL]
    return words if len(words) <= _LONGEST_SUBJECT else []


def _with_measure(subject: list[str], measure: Measure) -> list[str]:
    if measure.kind in (COUNT, COUNT_DISTINCT):
        distinct = _words(measure.column or "")[:-1] if measure.kind == COUNT_DISTINCT else []
        return _ended([*subject, *(w for w in distinct if w not in subject)], ("count", "volume", "number"), "count")
    if measure.kind == SHARE:
        return _ended(subject, _RATES, "rate")
    if measure.until is not None:
        timed = [*subject] if "time" in subject else [*subject, *_span(measure), "time"]
        return [*timed, measure.word, *([measure.time_unit] if measure.time_unit else [])]
    column = [w for w in _words(measure.column or "") if w not in subject]
    aggregation = [measure.word] if measure.kind in (SUM, PERCENTILE) or measure.word not in subject else []
    return [*subject, *column, *aggregation]


def _span(measure: Measure) -> list[str]:
    ends = (re.sub(r"_(at|on|time|ts)$", "", name) for name in (measure.column or "", measure.until or ""))
    first, last = ("_".join(_words(end)) for end in ends)
    return [first, "to", last]


def _ended(words: list[str], endings: tuple[str, ...], ending: str) -> list[str]:
    return words if words and words[-1] in endings else [*words, ending]


def _words(text: str) -> list[str]:
    return _WORD.findall(re.sub(r"(?<=[a-z])(?=[A-Z])", "_", text).casefold())
