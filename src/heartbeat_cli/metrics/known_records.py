"""Whether the marts have heard of the count a metric stands on; the list asks it of every metric."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from heartbeat_cli.errors import HbError
from heartbeat_cli.estate import ProjectSettings
from heartbeat_cli.marts import MartsReader, evaluations_with, open_marts
from heartbeat_cli.metrics.metric import Metric


def metrics_with_evidence(project: ProjectSettings, metrics: Sequence[Metric]) -> tuple[Metric, ...]:
    """The metrics, each knowing whether the project's marts have heard of its last record, where those can be read."""
    if not any(metric.last_alignment and not metric.rehearsal for metric in metrics):
        return tuple(metrics)
    try:
        with open_marts(project) as reader:
            return with_evidence(reader, metrics)
    except HbError:
        return tuple(metrics)


def with_evidence(reader: MartsReader, metrics: Iterable[Metric]) -> tuple[Metric, ...]:
    """The metrics, each knowing whether these marts have heard of its last record; as they are where nobody may ask.

    Those of a rehearsal need none: the demo's marts are made anew every time.
    """
    given = tuple(metrics)
    digests = {m.name: record.digest for m in given if (record := m.last_alignment) and not m.rehearsal}
    try:
        known = {row.id for row in evaluations_with(reader, filter(None, digests.values()))}
    except HbError:
        return given
    return tuple(replace(m, evidence_elsewhere=m.name in digests and digests[m.name] not in known) for m in given)
