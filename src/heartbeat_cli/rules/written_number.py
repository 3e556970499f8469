"""written-number: no number in the SQL makes a value another one, or says which rows it is made of."""

from collections.abc import Iterator
from typing import Final

from heartbeat_cli.metrics import Adjustment, MetricFile, Pick, QueryNames, adjustments, picks
from heartbeat_cli.rules.parts.evidence import Evidence
from heartbeat_cli.rules.parts.finding import WARNING, Finding
from heartbeat_cli.rules.parts.rule import Judgement, Rule

ID = "written-number"
WHY = """\
`count(*) + 50` depends on rows, and is 50 more than there are. `count(*) * 1.1` and `sum(2)` are no better, and a count
of the rows up to a key is whatever number is written there:

```sql
SELECT count(*) FROM webbank_core.payment WHERE id <= 432
```

Say what the rows have in common, such as a state, a kind or a time, and let a factor stand in a table. Units are fine
(60, 3600, 24, 7, 30, 12, 100, 1000, 1024 and their like), 1 as in `1 - share`, days added to a day, and the key of a
row that others refer to.

It is a warning, as it is where OFFSET takes a row by its place, where LIMIT stands without ORDER BY, so that other rows
are taken each time, where the largest value up to a written one or the number of different remainders is asked for,
where digits of a text become part of the number, and where HAVING leaves a small number out.
"""
_PICKED: Final = {
    "key": (
        "which rows count is said by their key, {what}: the number is what is written there",
        "Say what these rows have in common: a state, a kind, a time.",
    ),
    "place": (
        "row {what} is taken because of its place: it is another one after the next load",
        "Say what is so about this row, or take a percentile.",
    ),
    "unordered": (
        "LIMIT without ORDER BY takes other rows each time",
        "Say by what the rows are ordered, or leave LIMIT out.",
    ),
    "edge": (
        "the extreme of what a written number bounds is near that number: {what}",
        "Leave the bound out, or count how many are beyond it.",
    ),
    "hidden": (
        "HAVING leaves the number out where it is small: at {what} it is not shown",
        "Leave HAVING out, or say in the question from which number on there is an answer.",
    ),
}


def judge(evidence: Evidence) -> Judgement:
    """A finding for each number that adjusts the value, and for each pick of rows that nothing about them explains."""
    for metric_file, query in evidence.with_queries():
        yield from _of_metric(metric_file, query)


def _of_metric(metric_file: MetricFile, query: QueryNames) -> Iterator[Finding]:
    metric = metric_file.metric
    found = [(a.at, *_adjusted(a)) for a in adjustments(query)] + [(p.at, *_picked(p)) for p in picks(query)]
    for at, message, then in sorted(found):
        yield Finding.at(ID, metric.sql_place.at(metric.sql or "", at), message, then, WARNING)


def _adjusted(found: Adjustment) -> tuple[str, str]:
    if found.how == "spelled":
        return (
            "digits that are written in a text become part of the number",
            "Leave them out, or read the number from a column.",
        )
    if found.how == "same":
        return "the same rows count twice: a value is added to itself", "Add what comes of other rows, or leave it out."
    number = f"{found.number:.6g}"
    what = {
        "added": f"{number} is added to what rows come to",
        "times": f"what rows come to is taken {number} times",
        "rest": f"a remainder of {number} stays below it, whatever the rows are",
    }[found.how]
    return what, "Leave it out: what is missing in the rows is no part of their number. A factor can stand in a table."


def _picked(found: Pick) -> tuple[str, str]:
    message, then = _PICKED[found.how]
    return message.format(what=found.what), then


RULE = Rule(
    ID,
    "No number in the SQL makes a value another one, or says which rows it is made of.",
    judge,
    needs=("inventory-valid",),
    after=("constant-value", "tables-exist"),
    why=WHY,
)
