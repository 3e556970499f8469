"""sources-exist: every source a metric names is in the inventory."""

from collections.abc import Iterator

from heartbeat_cli.errors import did_you_mean
from heartbeat_cli.files import DataPath
from heartbeat_cli.metrics import Metric
from heartbeat_cli.rules.parts.evidence import Evidence
from heartbeat_cli.rules.parts.finding import Finding
from heartbeat_cli.rules.parts.rule import Judgement, Rule

ID = "sources-exist"
WHY = """\
A source that is misspelt is nobody's: no note about it is found, and nothing that waits for it will ever become ready.
"""


def judge(evidence: Evidence) -> Judgement:
    """A finding for each source a metric names that the inventory does not."""
    known = evidence.inventory.names()
    for metric_file in evidence.files:
        for path, name in _named(metric_file.metric):
            if name not in known:
                place = metric_file.document.place_of(path)
                then = did_you_mean(name, known) or "`hb sources status` lists them all."
                yield Finding.at(ID, place, f"there is no source '{name}' in the inventory", then)


def _named(metric: Metric) -> Iterator[tuple[DataPath, str]]:
    yield ("source",), metric.source
    for index, note in enumerate(metric.notes):
        if note.source is not None:
            yield ("notes", index, "source"), note.source
    for index, blocked in enumerate(metric.blocked_on):
        yield ("blocked_on", index, "source"), blocked.source


RULE = Rule(ID, "Every source a metric names is in the inventory.", judge, needs=("inventory-valid",), why=WHY)
