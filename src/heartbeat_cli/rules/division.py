"""division: what is divided by cannot be zero, and a share keeps its fraction."""

from collections.abc import Iterator

from heartbeat_cli.metrics import MetricFile, QueryNames, Select, SqlNode, dimension_of, nodes_inside, number_of
from heartbeat_cli.rules.parts.evidence import Evidence
from heartbeat_cli.rules.parts.finding import ERROR, WARNING, Finding
from heartbeat_cli.rules.parts.quantities import of_column
from heartbeat_cli.rules.parts.rule import Judgement, Rule

ID = "division"
WHY = """\
On a day without rows `count(*)` is 0, and a share has no number but an error. With `nullif` it is empty instead:

```sql
SELECT 100.0 * count(*) FILTER (WHERE rejected_at IS NOT NULL) / nullif(count(*), 0)
```

Two whole numbers divide to a whole number: `count(*) FILTER (…) / count(*)` is 0 for every share below 1. Write
`100.0 *` or `::numeric` first.

It is an error where the fraction of a share is dropped, a warning where the divisor may be zero. A divisor that is
written, `nullif`, `greatest(…, 1)`, a CASE or a FILTER around the division and groups, which always have rows, are
fine.
"""


def judge(evidence: Evidence) -> Judgement:
    """A finding for each division by what may be zero, and for each that drops the fraction of a share."""
    for metric_file, query in evidence.with_queries():
        for select in query.shape.selects:
            for value in select.values():
                yield from _of_value(metric_file, query, select, value)


def _of_value(metric_file: MetricFile, query: QueryNames, select: Select, value: SqlNode) -> Iterator[Finding]:
    metric = metric_file.metric
    around = [node for kind, node in nodes_inside(value) if kind == "CaseExpr" or "agg_filter" in node]
    guarded = {id(node) for each in around for _, node in nodes_inside(each)}
    for kind, node in nodes_inside(value):
        if kind != "A_Expr" or node["kind"] != "AEXPR_OP" or "lexpr" not in node:
            continue
        if node["name"][-1]["String"]["sval"] != "/":
            continue
        place = metric.sql_place.at(metric.sql or "", max(node.get("location", 0), 0))
        left, right = (dimension_of(node[side], select, query, of_column) for side in ("lexpr", "rexpr"))
        if left.whole and right.whole and left.kind in ("count", "flag") and right.kind in ("count", "flag"):
            message = "whole numbers divide to a whole number: the fraction of the share is dropped"
            yield Finding.at(ID, place, message, "Write 100.0 * … / …, or ::numeric behind the first.", ERROR)
        if id(node) not in guarded and _may_be_zero(node["rexpr"], select):
            message = "what is divided by may be zero, on a day without rows if on no other"
            yield Finding.at(
                ID, place, message, "Write nullif(…, 0): the number is then empty instead of an error.", WARNING
            )


def _may_be_zero(divisor: SqlNode, select: Select) -> bool:
    number = number_of(divisor)
    if number is not None:
        return number == 0
    kinds = [(kind, node) for kind, node in nodes_inside(divisor)]
    if any(kind == "A_Expr" and node["kind"] == "AEXPR_NULLIF" for kind, node in kinds):
        return False
    if any(kind in ("MinMaxExpr", "CaseExpr") for kind, _ in kinds) or select.having is not None:
        return False
    called = [node["funcname"][-1]["String"]["sval"] for kind, node in kinds if kind == "FuncCall"]
    if "count" in called and select.group_by:
        return False
    if not any(name in ("count", "sum", "avg", "min", "max") for name in called):
        return not _is_asked_for(divisor, select)
    return True


def _is_asked_for(divisor: SqlNode, select: Select) -> bool:
    """Whether a condition is about the columns that are divided by."""
    names = {str(node["fields"]) for kind, node in nodes_inside(divisor) if kind == "ColumnRef"}
    names = {name.split("'location'")[0] for name in names}
    return any(
        str(node["fields"]).split("'location'")[0] in names
        for predicate in select.conditions
        for kind, node in nodes_inside(predicate.value)
        if kind == "ColumnRef"
    )


RULE = Rule(
    ID,
    "What is divided by cannot be zero, and a share keeps its fraction.",
    judge,
    needs=("inventory-valid",),
    after=("constant-value", "tables-exist"),
    why=WHY,
)
