"""fan-out: no aggregate is over rows that a join has made several of."""

from typing import Final

from heartbeat_cli.metrics import Copies, FanOut, Metric, MetricFile, copies, fan_outs
from heartbeat_cli.rules.parts.evidence import Evidence
from heartbeat_cli.rules.parts.finding import ERROR, WARNING, Finding
from heartbeat_cli.rules.parts.rule import Judgement, Rule
from heartbeat_cli.text import split_words, stem, stem_set

ID = "fan-out"
WHY = """\
A join gives one row for each pair that belongs together. Joined to a log of its states, a payment is there once for
every state it had, and `sum(p.amount)` adds its amount as often:

```sql
SELECT sum(p.amount)
FROM webbank_core.payment AS p
JOIN webbank_core.payment_state_log AS l ON l.payment_id = p.id
```

Which side may have several rows is told by the keys the tables declare, and, where the table has landed, by its rows. A
table looked up by its key, a subquery with one row for each key (GROUP BY, DISTINCT, `LIMIT 1`), `EXISTS`, `min`,
`max` and `count(DISTINCT …)` are all fine.

Sum before the join, ask with EXISTS, or take one row of the many:

```sql
SELECT sum(p.amount)
FROM webbank_core.payment AS p
WHERE EXISTS (SELECT 1 FROM webbank_core.payment_state_log AS l WHERE l.payment_id = p.id)
```

It is an error where nothing in the query can leave only one of the several rows, a warning where a condition may, where
no row that has landed has a second one yet, and where `count(*)` counts rows of another table than the question names.

A list that nothing joins (`generate_series(1, 3)`, `VALUES`, `unnest` of what is written) makes every row several of,
as do UNION ALL of branches that read the same columns of the same rows, and GROUPING SETS that are added up. A calendar
whose days are joined to the rows or grouped by is fine, and so are branches whose conditions exclude each other.
"""
_COPIES: Final = {
    "list": (
        "{function} is over rows that {name} makes several of: nothing joins it to a table",
        "Leave it out, or say in a condition which of its rows belongs to which row of the table.",
    ),
    "branches": (
        "{function} is over rows of {name} that two branches of UNION ALL read",
        "Read them once, or give the branches conditions that exclude each other.",
    ),
    "groups": (
        "{function} is over groups of the same rows: GROUPING SETS, ROLLUP and CUBE have them in several",
        "Group once, or take the groups of one kind with GROUPING(…).",
    ),
}


def judge(evidence: Evidence) -> Judgement:
    """A finding for each aggregate over copies, at the aggregate."""
    for metric_file, query in evidence.with_queries():
        written = copies(query)
        yield from (_of_copies(metric_file, each) for each in written)
        for found in fan_outs(query):
            if found.at in {each.at for each in written}:
                continue
            if found.one is not None or _counts_another(found, metric_file.metric):
                yield _finding(metric_file, found, evidence)


def _of_copies(metric_file: MetricFile, found: Copies) -> Finding:
    metric = metric_file.metric
    message, then = _COPIES[found.how]
    severity = ERROR if found.certain else WARNING
    place = metric.sql_place.at(metric.sql or "", found.at)
    return Finding.at(ID, place, message.format(function=found.function, name=found.name), then, severity)


def _finding(metric_file: MetricFile, found: FanOut, evidence: Evidence) -> Finding:
    metric = metric_file.metric
    place = metric.sql_place.at(metric.sql or "", found.at)
    copies = _copies(found, evidence)
    certain = found.one is not None and not found.narrowed and copies != 1
    return Finding.at(ID, place, _message(found, copies), _next(found), ERROR if certain else WARNING)


def _copies(found: FanOut, evidence: Evidence) -> int | None:
    if evidence.landed is None or found.many.table is None:
        return None
    # Of an empty table nothing is known.
    return evidence.landed.copies.get((found.many.table, found.key)) or None


def _message(found: FanOut, copies: int | None) -> str:
    one, many = found.first.alias, found.many.alias
    name = str(found.many.table) if found.many.table and found.many.query is None else many
    if not found.key:
        how = f"nothing says which rows of {name} belong to a row of {one}"
    else:
        how = f"{name} may have several rows for one {', '.join(found.key)}"
    if copies is not None:
        how += f" (up to {copies:,} in what has landed)" if copies > 1 else " (none in what has landed has two yet)"
    what = f"{found.function}() is over rows of {one}" if found.one else f"count(*) counts rows of {many}, not of {one}"
    return f"{what}, which the join to {many} makes several of: {how}" if found.one else f"{what}: {how}"


def _next(found: FanOut) -> str:
    if found.function == "count":
        return f"Write count(DISTINCT {found.first.alias}.<its key>), or ask for {found.many.alias} with EXISTS."
    many = found.many.alias
    return f"Ask for {many} with EXISTS, or join one row of it: GROUP BY its key, or LATERAL (… ORDER BY … LIMIT 1)."


def _counts_another(found: FanOut, metric: Metric) -> bool:
    """Whether the question is how many there are of the first table, while rows of another are counted."""
    if found.first.table is None or found.many.table is None:
        return False
    asked = _counted(metric)
    first, many = stem_set(found.first.table.name), stem_set(found.many.table.name)
    return bool(asked & first) and not asked & (many - first)


def _counted(metric: Metric) -> frozenset[str]:
    """The words behind `how many`; of a question asked otherwise those of the metric's unit and name."""
    words = split_words(metric.question)
    for index in range(len(words) - 2):
        if words[index : index + 2] in (["how", "many"], ["number", "of"]):
            return frozenset(map(stem, words[index + 2 : index + 5]))
    return stem_set(f"{metric.unit or ''} {metric.name}")


RULE = Rule(
    ID,
    "No aggregate is over rows that a join has made several of.",
    judge,
    needs=("inventory-valid",),
    after=("tables-exist",),
    why=WHY,
)
