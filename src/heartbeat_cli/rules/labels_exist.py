"""labels-exist: a label that a query asks for is one that its column can have."""

import re

from heartbeat_cli.errors import did_you_mean
from heartbeat_cli.metrics import ColumnComparison, compared_in
from heartbeat_cli.pgschema import QName, Table
from heartbeat_cli.rules.parts.evidence import Evidence
from heartbeat_cli.rules.parts.finding import ERROR, WARNING, Finding
from heartbeat_cli.rules.parts.rule import Judgement, Rule

ID = "labels-exist"
WHY = """\
`state = 'SETLED'` is true of no row, and the number is 0 without anybody noticing. Which labels there are is told by
the column's enum, by a check of its table that lists them, and, for a small table such as a dictionary, by the rows
that have landed.

An enum and a check are certain: an error. A dictionary may get a new row: a warning.
"""
_LITERAL = re.compile(r"'((?:[^']|'')*)'")


def judge(evidence: Evidence) -> Judgement:
    """A finding for each label that a column cannot have, at the label."""
    for metric_file, query in evidence.with_queries():
        metric = metric_file.metric
        names = {id(table): name for name, table in query.tables.items()}
        for compared in dict.fromkeys(compared_in(query)):
            name = names.get(id(compared.table))
            if name is None or compared.text is None or not compared.equal:
                continue
            labels, severity = _labels(compared, name, evidence)
            if labels and compared.text.rstrip() not in {label.rstrip() for label in labels}:
                shown = ", ".join(sorted(labels)[:8]) + ("…" if len(labels) > 8 else "")
                message = f"{name}.{compared.column.name} is never '{compared.text}'"
                then = did_you_mean(compared.text, labels) or f"There are: {shown}."
                place = metric.sql_place.at(metric.sql or "", compared.at)
                yield Finding.at(ID, place, message, then, severity)


def _labels(compared: ColumnComparison, name: QName, evidence: Evidence) -> tuple[tuple[str, ...], str]:
    column = compared.column.name
    declared = evidence.mirrored.labels.get(name, {}).get(column) or _checked(compared.table, column)
    if declared:
        return declared, ERROR
    landed = evidence.landed.labels.get((name, column), ()) if evidence.landed is not None else ()
    return landed, WARNING


def _checked(table: Table, column: str) -> tuple[str, ...]:
    """The labels a check of this column alone lists."""
    for check in table.checks:
        text = _LITERAL.sub("", check.expression)
        words = set(re.findall(r"\w+", text))
        others = {c.name for c in table.columns} - {column}
        lists = {word.upper() for word in words} & {"ANY", "IN"}
        if (
            column in words
            and lists
            and not words & others
            and not re.search(r"\b(OR|NOT|LIKE)\b", text, re.IGNORECASE)
        ):
            return tuple(found.replace("''", "'") for found in _LITERAL.findall(check.expression))
    return ()


RULE = Rule(
    ID,
    "A label that a query asks for is one that its column can have.",
    judge,
    needs=("inventory-valid",),
    after=("constant-value", "tables-exist", "wrong-types"),
    why=WHY,
)
