"""Numbers for a system that watches: the text of OpenMetrics 1.0, which Prometheus and its like read.

A number that may be shown plainly is a gauge of its own, `heartbeat_NAME_UNIT`. One that may not (stale, inexact, to be
aligned again, a candidate's) is never under that name but `heartbeat_doubtful_NAME_UNIT`: whoever draws the first draws
nothing wrong. What is true of each stands in `heartbeat_metric`, its status and its age in series of their own.
"""

import re
from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from typing import Final

from heartbeat_cli.exports.parts.door import Exported, ExportedFile, Exporter, LeftOut
from heartbeat_cli.exports.parts.subject import ExportedMetric, ExportSubject
from heartbeat_cli.marts import FRESH, LATE, NO_DATA, STALE
from heartbeat_cli.metrics import CANDIDATE_STATUSES, METRIC_STATUSES, effective_status, number_text

_MARK: Final = "# TYPE heartbeat_metric info"
_AGES: Final = (FRESH, LATE, STALE, NO_DATA)
_STATUSES: Final = tuple(dict.fromkeys((*METRIC_STATUSES, *CANDIDATE_STATUSES)))
_UNITS: Final = {"%": "percent", "min": "minutes", "h": "hours", "s": "seconds", "share": "ratio"}
# A sample of another type would be called so: a gauge must not be.
_TAKEN: Final = ("_total", "_created", "_count", "_sum", "_bucket", "_gcount", "_gsum", "_info")


def write(subject: ExportSubject, _spec: str) -> Exported:
    """One exposition, by name; it ends as the format asks."""
    families = [*_about(subject), *_states(subject), *_ages(subject), *_numbers(subject)]
    text = "".join(f"{line}\n" for line in (*families, "# EOF"))
    left = [
        LeftOut("notes and SQL", "a series has labels only; `--to json` has them"),
        *(LeftOut("value", "; ".join(e.why_not), e.metric.name) for e in subject.metrics if e.value is None),
    ]
    return Exported((ExportedFile("heartbeat.prom", text, _MARK),), left_out=tuple(left))


def _about(subject: ExportSubject) -> Iterator[str]:
    yield _MARK
    yield "# HELP heartbeat_metric What each metric is."
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


def _numbers(subject: ExportSubject) -> Iterator[str]:
    for exported in subject.metrics:
        if exported.value is None or exported.as_of is None:
            continue
        family, unit = _family(exported)
        yield f"# TYPE {family} gauge"
        if unit:
            yield f"# UNIT {family} {unit}"
        yield f"# HELP {family} {_escaped(exported.metric.label or exported.metric.question)}"
        labels = _labels({"source": exported.metric.source, "status": exported.status})
        yield f"{family}{labels} {_number(exported.value)} {_moment(exported.as_of)}"


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


EXPORTER = Exporter("a system that watches: OpenMetrics 1.0, which Prometheus reads", write, specs=("1.0",))
