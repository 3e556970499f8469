"""Numbers for a system that watches: OpenMetrics 1.0, or Prometheus' text format 0.0.4, which is older.

The older one is all that the textfile collector of a node exporter reads: it knows neither state sets nor units, and
refuses a file whose samples have times. So the moment of each number is a series of its own, too.

A number that may be shown plainly is a gauge of its own, `heartbeat_NAME_UNIT`. One that may not (stale, inexact, to be
aligned again, a candidate's) is never under that name but `heartbeat_doubtful_NAME_UNIT`: whoever draws the first draws
nothing wrong. What is true of each stands in `heartbeat_metric`, its status and its age in series of their own.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from decimal import Decimal
from typing import Final

from heartbeat_cli.exports.parts.door import Exported, ExportedFile, Exporter, LeftOut
from heartbeat_cli.exports.parts.subject import ExportedMetric, ExportSubject
from heartbeat_cli.marts import FRESH, LATE, NO_DATA, STALE
from heartbeat_cli.metrics import CANDIDATE_STATUSES, METRIC_STATUSES, effective_status, number_text

_NOW: Final = "1.0"
_BEFORE: Final = "0.0.4"
_MARK: Final = "# HELP heartbeat_metric"
_AGES: Final = (FRESH, LATE, STALE, NO_DATA)
_STATUSES: Final = tuple(dict.fromkeys((*METRIC_STATUSES, *CANDIDATE_STATUSES)))
_UNITS: Final = {"%": "percent", "min": "minutes", "h": "hours", "s": "seconds", "share": "ratio"}
# A sample of another type would be called so: a gauge must not be.
_TAKEN: Final = ("_total", "_created", "_count", "_sum", "_bucket", "_gcount", "_gsum", "_info")


def write(subject: ExportSubject, spec: str) -> Exported:
    """One exposition, by name; it ends as the format asks."""
    numbers, taken = _told_apart(subject)
    families = [*_about(subject), *_states(subject), *_ages(subject), *_moments(subject)]
    families += _numbers(numbers, timed=spec == _NOW)
    lines = (*families, "# EOF") if spec == _NOW else map(_as_before, filter(_is_known_before, families))
    left = [
        LeftOut("notes and SQL", "a series has labels only; `--to json` has them"),
        *(LeftOut("value", "; ".join(e.why_not), e.metric.name) for e in subject.metrics if e.value is None),
        *(LeftOut("value", f"another metric's number is called {_family(e)[0]}", e.metric.name) for e in taken),
    ]
    text = "".join(f"{line}\n" for line in lines)
    return Exported((ExportedFile("heartbeat.prom", text, _MARK),), left_out=tuple(left))


def _told_apart(subject: ExportSubject) -> tuple[list[ExportedMetric], list[ExportedMetric]]:
    """Those with a number, and those of them whose name is another's: a family that stands twice spoils the file."""
    first: dict[str, ExportedMetric] = {}
    known = [one for one in subject.metrics if one.value is not None and one.as_of is not None]
    for exported in known:
        first.setdefault(_family(exported)[0], exported)
    return list(first.values()), [one for one in known if one not in first.values()]


def _is_known_before(line: str) -> bool:
    return not line.startswith("# UNIT ")


def _as_before(line: str) -> str:
    """The same in the older format, where a quote in a HELP is no more than that."""
    if line.startswith("# HELP "):
        line = line.replace('\\"', '"')
    line = re.sub("^(# (?:HELP|TYPE) heartbeat_metric) ", r"\1_info ", line)
    return re.sub("^(# TYPE .* )(?:info|stateset)$", r"\1gauge", line)


def _about(subject: ExportSubject) -> Iterator[str]:
    yield "# HELP heartbeat_metric What each metric is."
    yield "# TYPE heartbeat_metric info"
    for exported in subject.metrics:
        metric = exported.metric
        told = {
            "metric": metric.name,
            "label": metric.label,
            "question": metric.question,
            "owner": metric.owner or "",
            "unit": metric.unit or "",
            "window": metric.window,
            "direction": metric.direction or "",
            "source": metric.source,
            "status": exported.status,
            "fit": "yes" if exported.fit else "no",
        }
        yield f"heartbeat_metric_info{_labels(told)} 1"


def _states(subject: ExportSubject) -> Iterator[str]:
    yield "# TYPE heartbeat_metric_status stateset"
    yield "# HELP heartbeat_metric_status The status that holds now."
    for exported in subject.metrics:
        status = effective_status(exported.metric)
        yield from _state("heartbeat_metric_status", exported, _STATUSES, status)
    yield "# TYPE heartbeat_metric_age stateset"
    yield "# HELP heartbeat_metric_age Whether the data of the number is young enough."
    for exported in subject.metrics:
        if exported.age is not None:
            yield from _state("heartbeat_metric_age", exported, _AGES, exported.age.state)


def _state(family: str, exported: ExportedMetric, states: tuple[str, ...], now: str) -> Iterator[str]:
    for state in states:
        labels = _labels({"metric": exported.metric.name, family: state})
        yield f"{family}{labels} {int(state == now)}"


def _ages(subject: ExportSubject) -> Iterator[str]:
    yield "# TYPE heartbeat_metric_age_seconds gauge"
    yield "# UNIT heartbeat_metric_age_seconds seconds"
    yield "# HELP heartbeat_metric_age_seconds How long before the moment asked for the data ends."
    for exported in subject.metrics:
        if exported.age is not None and exported.age.seconds is not None:
            yield f"heartbeat_metric_age_seconds{_labels({'metric': exported.metric.name})} {exported.age.seconds}"


def _moments(subject: ExportSubject) -> Iterator[str]:
    """When each number is of, and when its data will be too old: whoever exports no more is found by it."""
    told: dict[str, tuple[str, Callable[[ExportedMetric], datetime | None]]] = {
        "heartbeat_metric_as_of_timestamp": ("The moment the number is of.", lambda one: one.as_of),
        "heartbeat_metric_stale_at_timestamp": ("When its data will be too old.", lambda one: one.stale_at),
    }
    for name, (about, moment) in told.items():
        yield f"# TYPE {name}_seconds gauge"
        yield f"# UNIT {name}_seconds seconds"
        yield f"# HELP {name}_seconds {about}"
        for exported in subject.metrics:
            if exported.value is not None and (at := moment(exported)) is not None:
                yield f"{name}_seconds{_labels({'metric': exported.metric.name})} {_moment(at)}"


def _numbers(known: Iterable[ExportedMetric], *, timed: bool) -> Iterator[str]:
    for exported in known:
        assert exported.value is not None and exported.as_of is not None
        family, unit = _family(exported)
        yield f"# TYPE {family} gauge"
        if unit:
            yield f"# UNIT {family} {unit}"
        yield f"# HELP {family} {_escaped(exported.metric.label or exported.metric.question)}"
        labels = _labels({"source": exported.metric.source, "status": exported.status})
        time = f" {_moment(exported.as_of)}" if timed else ""
        yield f"{family}{labels} {_number(exported.value)}{time}"


def _family(exported: ExportedMetric) -> tuple[str, str]:
    """What the number is called, and its unit, which its name has to end with; empty where it has none."""
    said = exported.metric.unit or ""
    unit = "" if said == "count" else _word(_UNITS.get(said, said))
    name = f"heartbeat_{'' if exported.fit else 'doubtful_'}{_word(exported.metric.name)}"
    if unit:
        return (name if name.endswith(f"_{unit}") else f"{name}_{unit}"), unit
    return (f"{name}_value" if name.endswith(_TAKEN) else name), ""


def _word(text: str) -> str:
    return re.sub("[^a-z0-9]+", "_", text.lower()).strip("_")


def _labels(told: dict[str, str]) -> str:
    return "{" + ",".join(f'{name}="{_escaped(value)}"' for name, value in told.items()) + "}"


def _escaped(text: str) -> str:
    return " ".join(text.split()).replace("\\", "\\\\").replace('"', '\\"')


def _number(value: Decimal) -> str:
    return number_text(value) or "NaN"


def _moment(moment: datetime) -> str:
    return number_text(Decimal(str(moment.timestamp()))) or "0"


EXPORTER = Exporter("a system that watches: OpenMetrics 1.0, which Prometheus reads", write, specs=(_NOW, _BEFORE))
