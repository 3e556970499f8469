"""constant-value: the value of a metric comes from rows of the tables its SQL names."""

from heartbeat_cli.errors import RefusedError
from heartbeat_cli.metrics import check_counted
from heartbeat_cli.rules.parts.evidence import Evidence
from heartbeat_cli.rules.parts.finding import Finding
from heartbeat_cli.rules.parts.rule import Judgement, Rule

ID = "constant-value"
WHY = """\
A number that somebody wrote into the SQL is nobody's count, whichever table stands behind FROM:

```sql
SELECT max(432) FROM webbank_core.client_profile
```

The value has to depend on rows: on how many there are, or on what stands in their columns. `coalesce(NULL, 432)`, a
number of steps of `generate_series`, a CASE that chooses between written numbers and `0 * count(*) + 432` do not. Nor
do the parts of `ntile(432)`, the rows numbered up to 432, a text filled up to 432 letters, a branch of UNION that adds
a row, or a group asked for by its size: worked out over made-up tables, small and large, a value has to change.
What may stand in place of a value is nothing, a flag or a whole: NULL, 0, 1, -1 and 100, as in `coalesce(sum(amount),
0)`.

`hb metrics run` refuses such a metric, too.
"""


def judge(evidence: Evidence) -> Judgement:
    """A finding for each output that is the same whatever the tables hold."""
    for metric_file, _ in evidence.with_lineage():
        metric = metric_file.metric
        try:
            check_counted(metric.sql or "", metric.sql_place, evidence.queries.get(metric_file.file))
        except RefusedError as error:
            yield Finding.at(ID, error.place or metric_file.document.place_of(("sql",)), error.message, error.hint)


RULE = Rule(ID, "The value of a metric comes from rows of the tables its SQL names.", judge, why=WHY)
