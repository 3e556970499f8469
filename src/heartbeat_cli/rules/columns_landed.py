"""columns-landed: every column a metric reads is in the marts, and of the type its number was made of."""

from collections.abc import Iterator

from heartbeat_cli.files import SqlPlace
from heartbeat_cli.metrics import METRIC_STATUSES, MetricFile, columns_named, parse_sql, unknown_columns
from heartbeat_cli.pgschema import Column, QName
from heartbeat_cli.rules.parts.evidence import Evidence
from heartbeat_cli.rules.parts.finding import ERROR, WARNING, Finding
from heartbeat_cli.rules.parts.landed import Landed
from heartbeat_cli.rules.parts.rule import Judgement, Rule
from heartbeat_cli.wording import at

ID = "columns-landed"
WHY = """\
A column may go from the marts while the mirror still has it: the source dropped or renamed it, or its file excludes it
by now. The metric is broken; on the cockpit that is an error, of a candidate a warning. The finding says until when the
column was there, as far as the receipts of its numbers know, and which load does not have it any more.

A column that has another type in the marts than when the number was last computed is a warning: text that was a number
sorts and compares otherwise. Of a metric that was counted, `realignment` tells both.
"""
_ALL = "*"


def judge(evidence: Evidence) -> Judgement:
    """A finding for each column a metric reads that its landed table does not have, or has with another type."""
    landed = evidence.landed
    if landed is None:
        return
    for metric_file, tables in evidence.with_lineage():
        # A table that is not landed as a whole is told by the rule about these.
        if metric_file.metric.status not in ("parked", "retired") and set(tables) <= landed.tables:
            yield from _gone(metric_file, tables, evidence, landed)
            yield from _retyped(metric_file, landed)


def _gone(metric_file: MetricFile, tables: tuple[QName, ...], evidence: Evidence, landed: Landed) -> Judgement:
    if not any(_may_lack(metric_file, table, evidence) for table in tables):
        return
    columns = {table: [Column(name, "text") for name in landed.columns[table]] for table in tables}
    for owner, column in unknown_columns(parse_sql(metric_file.metric.sql or ""), columns):
        table = owner or (tables[0] if len(tables) == 1 else None)
        name = f"{table}.{column}" if table is not None else column
        since = "; ".join(_since(metric_file, table, column, evidence, landed))
        message = f"{name} is not in the marts" + (f": {since}" if since else "")
        severity = ERROR if metric_file.metric.status in METRIC_STATUSES else WARNING
        then = "Read another column; `hb mirror diff` says what the source has."
        yield _finding(metric_file, column, message, then, severity)


def _may_lack(metric_file: MetricFile, table: QName, evidence: Evidence) -> bool:
    """Whether the table lacks something in the marts that the query names; of most tables nothing is lacking."""
    lacking = evidence.lacking(table)
    if not lacking:
        return lacking is None
    named = columns_named(metric_file.metric.sql or "").get(table, frozenset())
    return bool((lacking | {_ALL}) & named)


def _since(
    metric_file: MetricFile, table: QName | None, column: str, evidence: Evidence, landed: Landed
) -> Iterator[str]:
    """Until when it was there, what became of it, and since when it is not, as far as anybody knows."""
    if table is None:
        return
    last = landed.last.get(metric_file.metric.name)
    if last is not None and f"{table}.{column}" in dict(last.columns):
        yield f"it was there on {last.made_at:%Y-%m-%d}, when its number was computed"
    if (table, column) in evidence.gone:
        yield evidence.gone[table, column]
    if table in landed.loaded_at:
        yield f"the load of {at(landed.loaded_at[table])} does not have it"


def _retyped(metric_file: MetricFile, landed: Landed) -> Judgement:
    last = landed.last.get(metric_file.metric.name)
    then = last.types_in(landed.dialect) if last is not None else ()
    changed = [(name, was) for name, was in then if landed.types.get(name, was) != was]
    # The query may read less than it did.
    named = columns_named(metric_file.metric.sql or "") if changed else {}
    for name, was in changed:
        dataset, table, column = name.split(".", 2)
        if last is not None and {column, _ALL} & named.get(QName(dataset, table), frozenset()):
            message = f"{name} was {was} on {last.made_at:%Y-%m-%d}, when its number was computed"
            message += f"; it is {landed.types[name]} now"
            yield _finding(metric_file, column, message, "Make sure that it means the same, and run it again.", WARNING)


def _finding(metric_file: MetricFile, word: str, message: str, then: str, severity: str) -> Finding:
    metric = metric_file.metric
    sql = metric.sql or ""
    return Finding.at(ID, metric.sql_place.at(sql, SqlPlace.offset_of(sql, word)), message, then, severity)


RULE = Rule(
    ID,
    "Every column a metric reads is in the marts, and of the type its number was made of.",
    judge,
    needs=("inventory-valid",),
    after=("tables-exist", "tables-landed", "realignment"),
    why=WHY,
)
