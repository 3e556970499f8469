"""duplicate-metric: no two metrics compute the same number."""

from collections.abc import Iterable, Iterator

from heartbeat_cli.files import from_root
from heartbeat_cli.metrics import MetricFile, sql_fingerprint
from heartbeat_cli.rules.parts.evidence import Evidence
from heartbeat_cli.rules.parts.finding import WARNING, Finding
from heartbeat_cli.rules.parts.rule import Judgement, Rule

ID = "duplicate-metric"
WHY = """\
One number under two names is counted by hand twice, or once and trusted twice; and when one of the two is mended, the
cockpit shows both. Two files are duplicates where their SQL is the same as PostgreSQL reads it: layout, comments, case,
aliases, the order of conditions and the name of the result change nothing. Another window or another unit is another
metric. Keep the one that was counted; `status: retired` retires the other.
"""


def judge(evidence: Evidence) -> Judgement:
    """A warning for each metric that computes what one before it does: the cockpit's come first, then by name."""
    for alike in _reading_alike(evidence):
        known: dict[str, MetricFile] = {}
        for metric_file in alike:
            metric = metric_file.metric
            first = known.setdefault(sql_fingerprint(metric.sql or ""), metric_file)
            # A name given twice is another rule's business.
            if first.metric.name != metric.name:
                yield _finding(metric_file, first, evidence)


def _reading_alike(evidence: Evidence) -> Iterator[list[MetricFile]]:
    """Metrics of one window and unit that read the same tables, where there are several: only these are compared."""
    groups: dict[object, list[MetricFile]] = {}
    for metric_file, tables in evidence.with_lineage():
        if metric_file.metric.status != "retired":
            metric = metric_file.metric
            groups.setdefault((metric.window, (metric.unit or "").casefold(), tables), []).append(metric_file)
    for files in groups.values():
        if len({metric_file.metric.name for metric_file in files}) > 1:
            yield list(_by_standing(files, evidence))


def _by_standing(files: Iterable[MetricFile], evidence: Evidence) -> list[MetricFile]:
    shown = evidence.project.metrics_folder
    return sorted(files, key=lambda metric_file: (metric_file.file.parent != shown, metric_file.metric.name))


def _finding(metric_file: MetricFile, first: MetricFile, evidence: Evidence) -> Finding:
    metric = metric_file.metric
    there = from_root(str(first.file), evidence.project.root)
    message = f"computes the same as {first.metric.name} ({there})"
    then = "Keep one of the two; status: retired takes the other away."
    return Finding.at(ID, metric.sql_place.at(metric.sql or ""), message, then, WARNING)


RULE = Rule(
    ID,
    "No two metrics compute the same number.",
    judge,
    after=("metric-valid", "lineage-right-source"),
    why=WHY,
)
