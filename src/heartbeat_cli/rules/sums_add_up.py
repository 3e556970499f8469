"""sums-add-up: nothing is summed that its column says does not add up."""

from collections.abc import Iterator

from heartbeat_cli.metrics import (
    Joins,
    Link,
    MetricFile,
    QueryNames,
    Select,
    SqlNode,
    fixed_by,
    joins_of,
    nodes_inside,
)
from heartbeat_cli.rules.parts.evidence import Evidence
from heartbeat_cli.rules.parts.finding import Finding
from heartbeat_cli.rules.parts.rule import Judgement, Rule
from heartbeat_cli.sources import DOES_NOT_ADD_UP

ID = "sums-add-up"
WHY = """\
Some numbers of a report are no parts of a whole. Who visits on two days, or comes through two channels, is in a row of
each: the users of the rows, added up, are more than there were. A rate of a day is no share of a rate of the week.
Where the comment of a column in the mirror says that it does not add up, its sum over several rows is an error:

```sql
SELECT sum("totalUsers") FROM google_analytics_reports.sessions_by_channel
```

An archetype writes such a comment beside the columns it knows of; of any other column `COMMENT ON COLUMN … IS '… does
not add up …'` in the dump, or a `description` in the source's file, says it. Read one row (every column of the key
asked for or grouped by), sum what does add up (sessions, new users), or land a report that has only the dimensions the
question needs, and take its figure as it is.
"""


def judge(evidence: Evidence) -> Judgement:
    """A finding for each sum over several rows of a column that does not add up, at the sum."""
    for metric_file, query in evidence.with_queries():
        for select in query.shape.selects:
            joins = joins_of(select, query)
            for call in select.aggregates:
                if call["funcname"][-1]["String"]["sval"] == "sum":
                    yield from _of_sum(metric_file, query, select, joins, call)


def _of_sum(
    metric_file: MetricFile, query: QueryNames, select: Select, joins: Joins, call: SqlNode
) -> Iterator[Finding]:
    metric, fixed = metric_file.metric, (*fixed_by(call.get("agg_filter"), select, joins), *_groups(select, joins))
    arguments = {"args": call.get("args", ())}
    for reference in (node for kind, node in nodes_inside(arguments) if kind == "ColumnRef"):
        value = {"ColumnRef": reference}
        use, known = query.origin(value, select), query.column(value, select)
        if use is None or known is None or DOES_NOT_ADD_UP not in (known[1].comment or "").lower():
            continue
        if use.relation not in joins.determined((), fixed):
            place = metric.sql_place.at(metric.sql or "", max(call.get("location", 0), 0))
            message = f"{use.relation.alias}.{known[1].name} {DOES_NOT_ADD_UP}, and is summed: {known[1].comment}"
            then = "Read the one row that has the figure, from a report with no other dimensions than the question's."
            yield Finding.at(ID, place, message, then)
        return


def _groups(select: Select, joins: Joins) -> Iterator[Link]:
    """What has one value in each group."""
    for value in select.group_by:
        use = joins.names.meaning(value, select)
        owner = joins.owner(use) if use is not None else None
        if owner is not None:
            yield Link(owner, None)


RULE = Rule(
    ID,
    "Nothing is summed that its column says does not add up.",
    judge,
    needs=("inventory-valid",),
    after=("tables-exist",),
    why=WHY,
)
