"""currencies-mixed: amounts are added up in one currency."""

from collections.abc import Iterator

from heartbeat_cli.metrics import (
    Joins,
    Link,
    MetricFile,
    QueryNames,
    Relation,
    Select,
    SqlNode,
    fixed_by,
    joins_of,
    nodes_inside,
)
from heartbeat_cli.rules.parts.evidence import Evidence
from heartbeat_cli.rules.parts.finding import ERROR, WARNING, Finding
from heartbeat_cli.rules.parts.quantities import currency_column
from heartbeat_cli.rules.parts.rule import Judgement, Rule
from heartbeat_cli.rules.unit_fits import currency_of
from heartbeat_cli.text import split_words

ID = "currencies-mixed"
WHY = """\
Ten euros and ten yen are not twenty of anything. Where a table says in a column which currency an amount is in, a sum
or an average takes one of them:

```sql
SELECT sum(amount) FROM webbank_core.payment WHERE currency_code = 'EUR'
```

or groups by it, or converts before it adds up: multiplied by a column that is a rate (`amount * exchange_rate`), an
amount is in one currency. It is an error where the unit of the metric is a currency, and where
the SQL takes another one than the unit says; a warning elsewhere.
"""
_ADDED_UP = ("sum", "avg", "percentile_cont", "percentile_disc", "stddev", "max", "min")


def judge(evidence: Evidence) -> Judgement:
    """A finding for each aggregate over amounts of several currencies, at the aggregate."""
    for metric_file, query in evidence.with_queries():
        for select in query.shape.selects:
            joins = joins_of(select, query)
            for call in select.aggregates:
                if call["funcname"][-1]["String"]["sval"] in _ADDED_UP:
                    yield from _of_call(metric_file, query, select, joins, call)


def _of_call(
    metric_file: MetricFile, query: QueryNames, select: Select, joins: Joins, call: SqlNode
) -> Iterator[Finding]:
    metric = metric_file.metric
    place = metric.sql_place.at(metric.sql or "", max(call.get("location", 0), 0))
    references = [node for kind, node in nodes_inside(call) if kind == "ColumnRef"]
    if any(map(_is_rate, references)):
        return
    for reference in references:
        value = {"ColumnRef": reference}
        use, known = query.origin(value, select), query.column(value, select)
        currency = currency_column(*known) if known is not None else None
        if use is None or currency is None:
            continue
        asked = currency_of(metric.unit)
        if not _is_one(use.relation, currency, joins, fixed_by(call.get("agg_filter"), select, joins), select):
            name = f"{use.relation.alias}.{currency}"
            message = f"amounts of several currencies are taken together: {name} is neither asked for nor grouped by"
            severity = ERROR if asked is not None else WARNING
            yield Finding.at(ID, place, message, f"Add `{currency} = '{asked or 'EUR'}'`, or convert first.", severity)
        return


def _is_rate(reference: SqlNode) -> bool:
    """Whether a column is what amounts are converted with, by its name."""
    return "rate" in split_words(reference["fields"][-1].get("String", {}).get("sval", ""))


def _is_one(relation: Relation, currency: str, joins: Joins, fixed: tuple[Link, ...], select: Select) -> bool:
    """Whether the currency has to be one, by a condition, by what it is joined to, or by groups."""
    if relation not in {atom.relation for atom in joins.atoms}:
        # Of what a subquery gives nobody here can tell.
        return True
    links = (*joins.links, *fixed)
    pinned = {link.left.relation for link in links if link.right is None}
    sides = [pair for link in links for pair in ((link.left, link.right), (link.right, link.left))]
    of_currency = [other for mine, other in sides if mine and mine.relation is relation and mine.name == currency]
    if any(other is None or other.relation in pinned for other in of_currency):
        return True
    uses = [joins.names.meaning(value, select) for value in select.group_by]
    grouped = [joins.owner(use) for use in uses if use is not None]
    return any(use is not None and use.relation is relation and use.name == currency for use in grouped)


RULE = Rule(
    ID,
    "Amounts are added up in one currency.",
    judge,
    needs=("inventory-valid",),
    after=("constant-value", "tables-exist"),
    why=WHY,
)
