"""select-star: a metric names what it gives."""

from heartbeat_cli.metrics import Select
from heartbeat_cli.rules.parts.evidence import Evidence
from heartbeat_cli.rules.parts.finding import ERROR, WARNING, Finding
from heartbeat_cli.rules.parts.rule import Judgement, Rule

ID = "select-star"
WHY = """\
A metric is one number. `SELECT *` gives every column there is, today and after the next change of the table:

```sql
SELECT count(*) FROM webbank_core.client_profile
```

`count(*)` counts rows and is fine, and so is `*` in a subquery whose columns are named outside. Where rows are told
apart by all of their columns (`SELECT DISTINCT *`, `UNION`, `EXCEPT`) a new column changes the number: that is a
warning.
"""


def judge(evidence: Evidence) -> Judgement:
    """A finding for each `*` that is a result, or decides which rows are the same."""
    for metric_file, query in evidence.with_queries():
        metric, root = metric_file.metric, query.shape.root
        outermost = root.branches or (root,)
        for select in query.shape.selects:
            at = _star_of_tables(select)
            if at is None:
                continue
            place = metric.sql_place.at(metric.sql or "", at)
            around = query.shape.around.get(select)
            if select in outermost:
                message = "a metric is one number, `*` is every column of the table"
                yield Finding.at(ID, place, message, "Name what is counted, added up or chosen.", ERROR)
            elif select.distinct or (around is not None and around.branches and around.distinct):
                message = "rows are told apart by every column: a new one changes the number"
                yield Finding.at(ID, place, message, "Name the columns that make a row another one.", WARNING)


def _star_of_tables(select: Select) -> int | None:
    """Where `*` stands for the columns of a table."""
    if not any(relation.table is not None for relation in select.relations):
        return None
    return next((output.at for output in select.outputs if output.value is None), None)


RULE = Rule(ID, "A metric names what it gives.", judge, after=("constant-value", "tables-exist"), why=WHY)
