"""tables-landed: every table a metric reads is in the marts. A candidate that waits for one is only warned."""

from heartbeat_cli.files import SqlPlace
from heartbeat_cli.metrics import METRIC_STATUSES
from heartbeat_cli.pgschema import QName
from heartbeat_cli.rules.parts.evidence import Evidence
from heartbeat_cli.rules.parts.finding import ERROR, WARNING, Finding, SkippedRule
from heartbeat_cli.rules.parts.landed import Landed
from heartbeat_cli.rules.parts.rule import Judgement, Rule

ID = "tables-landed"
WHY = """\
A metric is computed from landed data only. On the cockpit a table that has not landed is an error; a candidate, which
shows no number yet, is only warned. The same goes for a table that has other rows than its receipt says: an ingest was
cut short, or somebody changed the rows. A view in the marts under the name of a table is an error of a candidate, too:
no landing puts it there, and it may read another source. Drop it, and land the table.
"""


def judge(evidence: Evidence) -> Judgement:
    """A finding for each table a metric reads that has not landed."""
    broken = evidence.broken.get("marts")
    if broken is not None:
        yield Finding.at(ID, broken.place, broken.message, broken.next)
        return
    if evidence.landed is None:
        if evidence.lineage:
            yield SkippedRule(ID, evidence.no_marts or "the marts cannot be opened")
        return
    for metric_file, tables in evidence.with_lineage():
        metric = metric_file.metric
        if metric.status in ("parked", "retired"):
            continue
        for table in tables:
            owner = evidence.inventory.of_dataset(table.schema)
            missing = _missing(table, evidence.landed)
            if missing is None or owner is None:
                continue
            sql = metric.sql or ""
            place = metric.sql_place.at(sql, SqlPlace.offset_of(sql, table.name))
            is_view = table in evidence.landed.views
            severity = ERROR if is_view or metric.status in METRIC_STATUSES else WARNING
            then = f"`hb ingest --source {owner[0].name}`, or status: parked until it is landed."
            if is_view:
                then = f"Drop the view; `hb ingest --source {owner[0].name}` lands the table."
            yield Finding.at(ID, place, missing, then, severity)


def _missing(table: QName, landed: Landed) -> str | None:
    if table in landed.views:
        return f"{table} is a view in the marts, not the table that lands there: it may read anything"
    if table not in landed.tables:
        return f"{table} is not landed in the marts"
    return f"{table} has not just the rows in the marts that its receipt says" if table in landed.unlike else None


RULE = Rule(
    ID,
    "Every table a metric reads is in the marts.",
    judge,
    needs=("inventory-valid",),
    after=("tables-exist",),
    why=WHY,
)
