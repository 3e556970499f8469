"""realignment: an aligned metric was held against a hand count, as it is defined now and over the columns it reads."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from heartbeat_cli.metrics import Metric, MetricFile, changed_columns, differences, table_names, why_realign
from heartbeat_cli.pgschema import QName
from heartbeat_cli.rules.parts.evidence import Evidence
from heartbeat_cli.rules.parts.finding import WARNING, Finding
from heartbeat_cli.rules.parts.rule import Judgement, Rule

ID = "realignment"
WHY = """\
An alignment is an agreement about one definition: name, question, unit, window, direction, source, and the SQL as
PostgreSQL reads it. When one of them changes, or a column that is read gets another type or goes, in the mirror or in
the marts, or a later count did not match, it does not hold any more: count again, then run `hb metrics align`. The
finding says what it was and what it is. Layout, comments and notes do not count; another label is a warning.
"""


def judge(evidence: Evidence) -> Judgement:
    """A finding for each metric that is shown as aligned and is not, as it is defined now."""
    for metric_file in evidence.files:
        metric = metric_file.metric
        if metric.status == "needs_realignment":
            yield _finding(metric_file, "needs realignment")
        # A candidate shows no number that a mismatch on record could take back, a retired metric none any more.
        elif metric.status in ("aligned", "caveated"):
            why = why_realign(replace(metric, columns_changed=tuple(_columns_changed(metric, evidence))))
            if why is not None:
                yield _finding(metric_file, f"{metric.status}, but {why}: it needs realignment")
            else:
                yield from _labelled_otherwise(metric_file)


def _finding(metric_file: MetricFile, message: str) -> Finding:
    then = f"Count again, then `hb metrics align {metric_file.metric.name}`."
    return Finding.at(ID, metric_file.document.place_of(("status",)), message, then)


def _columns_changed(metric: Metric, evidence: Evidence) -> Iterator[str]:
    """The columns its number was made of that are gone, or of another type, in the mirror or in the marts."""
    record = metric.last_alignment
    if record is None or record.receipt is None:
        return
    receipt, landed = record.receipt, evidence.landed
    tables = [table for table in table_names(receipt) if table.schema in evidence.schemas]
    known = [(name, type_) for name, type_ in receipt.declared if name.split(".")[0] in evidence.schemas]
    yield from changed_columns(known, _declared(tables, evidence), "in the mirror")
    # A table that is gone as a whole is told by the rule about landed tables.
    if landed is not None and set(table_names(receipt)) <= landed.tables:
        yield from receipt.changed_types(landed.dialect, landed.types)


def _declared(tables: Iterable[QName], evidence: Evidence) -> dict[str, str]:
    found = ((name, evidence.schemas[name.schema].table(name.name)) for name in tables)
    return {f"{name}.{column.name}": column.type for name, table in found if table for column in table.columns}


def _labelled_otherwise(metric_file: MetricFile) -> Judgement:
    record = metric_file.metric.last_alignment
    if record is not None and record.receipt is not None:
        for difference in differences(record.receipt.definition, metric_file.metric.definition):
            then = "Make sure that it is still what was counted."
            place = metric_file.document.place_of((difference.part,))
            yield Finding.at(ID, place, f"since the hand count, its {difference}", then, WARNING)


RULE = Rule(
    ID,
    "An aligned metric was held against a hand count, as it is defined now and over the columns it reads.",
    judge,
    after=("alignment-record",),
    why=WHY,
)
