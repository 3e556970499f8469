"""migration-target: a metric that stands on a source being replaced is to be derived from the truth source."""

from heartbeat_cli.errors import Place
from heartbeat_cli.files import SqlPlace
from heartbeat_cli.metrics import MetricFile, legacy_sources, migration_target, migration_words, same_question
from heartbeat_cli.pgschema import QName
from heartbeat_cli.rules.parts.evidence import Evidence
from heartbeat_cli.rules.parts.finding import WARNING, Finding
from heartbeat_cli.rules.parts.rule import Judgement, Rule

ID = "migration-target"
WHY = """\
A source with `legacy: true` in its file is being replaced. A number on it may stand for a while, with a fallback note
that says why; it is a migration target all the same, and `hb metrics list`, `show` and `run` say so beside it. Derive
it from the truth source, hold that number against the hand count, and retire this one. While the truth source has the
table, or a metric that asks the same, a count that matches the legacy number does not align it.
"""


def judge(evidence: Evidence) -> Judgement:
    """A warning for each metric on a source that is being replaced, where it reads it."""
    truth = evidence.inventory.truth_source
    others = [f.metric for f in evidence.files]
    for metric_file in evidence.files:
        tables = evidence.lineage.get(metric_file.file, ())
        legacy = migration_target(metric_file.metric, evidence.inventory, tables)
        if legacy:
            there = same_question(metric_file.metric, truth, others)
            message = migration_words(legacy) + (f", and {there}" if there else "")
            then = f"Derive it from {truth}, hold that against the hand count, then set status: retired here."
            yield Finding.at(ID, _place(metric_file, tables, evidence), message, then, WARNING)


def _place(metric_file: MetricFile, tables: tuple[QName, ...], evidence: Evidence) -> Place:
    """The first table of such a source in its SQL, or where it says its source."""
    sql = metric_file.metric.sql or ""
    read = [table for table in tables if legacy_sources([table], evidence.inventory)]
    if not read:
        return metric_file.document.place_of(("source",))
    first = min(SqlPlace.offset_of(sql, table.name) for table in read)
    return metric_file.metric.sql_place.at(sql, first)


RULE = Rule(
    ID,
    "A metric that stands on a source being replaced is to be derived from the truth source.",
    judge,
    needs=("inventory-valid",),
    after=("metric-valid", "lineage-right-source"),
    why=WHY,
)
