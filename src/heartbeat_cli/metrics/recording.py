"""Making receipts of evaluations, keeping them in the marts, and finding them there again."""

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Final

from heartbeat_cli.errors import HbError, NotFoundError, did_you_mean
from heartbeat_cli.estate import Inventory, ProjectSettings, Source
from heartbeat_cli.marts import (
    EvaluationRow,
    MartsReader,
    evaluations_near,
    evaluations_of,
    evaluations_with,
    newest_evaluations,
    read_evaluations,
    read_loads,
    record_evaluations,
)
from heartbeat_cli.metrics.definition import sql_fingerprint
from heartbeat_cli.metrics.evaluation import Value, refuse_partial
from heartbeat_cli.metrics.git import revision
from heartbeat_cli.metrics.metric import Alignment, Metric
from heartbeat_cli.metrics.receipt import (
    EvaluationReceipt,
    TableRead,
    digest_of,
    engine_text,
    moment_text,
    number_text,
    read_receipt,
    receipt_fields,
    table_names,
)
from heartbeat_cli.pgschema import Database, QName

SEEN_WITHIN: Final = timedelta(days=1)
"""A number shown for a moment this near tells what to expect for this one."""

# Rows of records and of what was shown stand beside those of receipts, and are of no SQL and no metric.
_OF_A_RECORD: Final = "record"
_OF_A_SHOW: Final = "shown"


@dataclass(frozen=True, slots=True)
class Showing:
    """Numbers of other moments that were shown beside the one of a receipt.

    They have no receipts, so nothing can point to them; whoever counts afterwards has seen them all the same.
    """

    beside: EvaluationReceipt
    values: tuple[tuple[datetime, Decimal], ...]


def make_receipt(
    project: ProjectSettings,
    inventory: Inventory,
    metric: Metric,
    value: Value,
    reader: MartsReader,
    commit_of: Callable[[Path], str | None] = revision,
) -> EvaluationReceipt:
    """The receipt of a value that was just computed through `reader`.

    Raises NotFoundError (`not_landed`) where a table it read is not all there, or has other rows than the ledger says.
    """
    loads = read_loads(reader, value.tables)
    refuse_partial(loads, inventory)
    (version,) = reader.query("SELECT version()").rows
    return EvaluationReceipt(
        definition=metric.definition,
        value=value.value,
        as_of=value.as_of,
        made_at=project.now(),
        tables=tuple(TableRead(str(table), loads[table].id, loads[table].rows) for table in value.tables),
        engine=engine_text(reader.dialect, str(version[0])),
        seconds=round(Decimal(value.seconds), 3),
        revision=commit_of(project.root),
        columns=value.columns,
    )


def declare(
    receipt: EvaluationReceipt, inventory: Inventory, mirror: Callable[[Source], Database | None]
) -> EvaluationReceipt:
    """The receipt with the types its columns have in the mirror, where the mirror has them."""
    types = declared_types(table_names(receipt), inventory, mirror)
    names = (name for name, _ in receipt.columns)
    return replace(receipt, declared=tuple((name, types[name]) for name in names if name in types))


def declared_types(
    tables: Iterable[QName], inventory: Inventory, mirror: Callable[[Source], Database | None]
) -> dict[str, str]:
    """`dataset.table.column` -> type, for every column of these tables that the mirror has."""
    found: dict[str, str] = {}
    for name in tables:
        owner = inventory.of_dataset(name.schema)
        database = mirror(owner[0]) if owner is not None else None
        schema = database.schema(owner[1]) if owner is not None and database is not None else None
        table = schema.table(name.name) if schema is not None else None
        found |= {f"{name}.{column.name}": column.type for column in table.columns} if table is not None else {}
    return found


def metric_of(receipt: EvaluationReceipt) -> Metric:
    """What a receipt says was computed, as a metric that can be computed again."""
    then = receipt.definition
    return Metric(then.name, then.question, then.source, "candidate", then.window, unit=then.unit, sql=then.sql)


def keep_receipts(
    project: ProjectSettings, receipts: Sequence[EvaluationReceipt], shown: Sequence[Showing] = ()
) -> str | None:
    """Write receipts into the marts; None, or why they could not be: a number is a number without one.

    `shown` is what else was to be seen.
    """
    rows = [*map(_row, receipts), *map(_row_of_show, shown)]
    if not rows:
        return None
    try:
        record_evaluations(project, rows)
    except HbError as error:
        return error.message
    return None


def keep_record(project: ProjectSettings, name: str, record: Alignment) -> str | None:
    """Write into the marts that a count of the metric `name` was recorded; None, or why it could not be."""
    made_at = record.receipt.made_at if record.receipt is not None else record.as_of
    body = json.dumps({"verdict": record.verdict})
    row = EvaluationRow(record.digest or "", name, record.as_of, made_at, number_text(record.count), _OF_A_RECORD, body)
    try:
        record_evaluations(project, [row])
    except HbError as error:
        return error.message
    return None


def recorded_counts(reader: MartsReader) -> dict[str, tuple[tuple[str, str], ...]]:
    """The records of counts the marts know of, by metric: digest and verdict of each, in the order they were made."""
    found: dict[str, list[tuple[str, str]]] = {}
    for row in read_evaluations(reader, f"sql_fingerprint = '{_OF_A_RECORD}'"):
        found.setdefault(row.metric, []).append((row.id, _verdict(row)))
    return {name: tuple(counts) for name, counts in found.items()}


def _verdict(row: EvaluationRow) -> str:
    try:
        return str(json.loads(row.body)["verdict"])
    except (LookupError, TypeError, ValueError):
        return ""


def receipts_of(reader: MartsReader, metric: Metric) -> tuple[EvaluationReceipt, ...]:
    """Every receipt of a metric in the marts, the oldest first: those of its name, and of its SQL under another."""
    found = evaluations_of(reader, metric.name, sql_fingerprint(metric.sql or ""))
    return tuple(receipt for row in found if (receipt := _receipt(row)) is not None)


def receipts_of_several(reader: MartsReader, metrics: Iterable[Metric]) -> dict[str, tuple[EvaluationReceipt, ...]]:
    """The same of several metrics by name, of one look at the marts."""
    by_name, by_sql = defaultdict[str, list[EvaluationRow]](list), defaultdict[str, list[EvaluationRow]](list)
    rows = read_evaluations(reader)
    for row in rows:
        by_name[row.metric].append(row)
        by_sql[row.sql_fingerprint].append(row)
    order = {id(row): place for place, row in enumerate(rows)}

    def found(metric: Metric) -> Iterable[EvaluationRow]:
        own = (*by_name[metric.name], *by_sql[sql_fingerprint(metric.sql or "")])
        return sorted({id(row): row for row in own}.values(), key=lambda row: order[id(row)])

    return {
        metric.name: tuple(receipt for row in found(metric) if (receipt := _receipt(row)) is not None)
        for metric in metrics
    }


def receipts_with(reader: MartsReader, ids: Iterable[str]) -> dict[str, EvaluationReceipt]:
    """The receipts with these ids that the marts hold; one that was changed there is not the one with its id."""
    found = (_receipt(row) for row in evaluations_with(reader, ids))
    return {receipt.id: receipt for receipt in found if receipt is not None}


def newest_receipts(reader: MartsReader, metrics: Iterable[str]) -> dict[str, EvaluationReceipt]:
    """The newest receipt of each of these metrics that has any, by the metric's name."""
    found = ((row.metric, _receipt(row)) for row in newest_evaluations(reader, metrics, _OF_A_RECORD))
    return {name: receipt for name, receipt in found if receipt is not None}


def find_receipt(reader: MartsReader, metric: Metric, id_: str) -> EvaluationReceipt:
    """The receipt whose id begins so, of the marts or of the metric's records.

    Raises NotFoundError (`unknown_receipt`) where there is none, or more than one.
    """
    records = (record.receipt for record in metric.alignment if record.receipt is not None)
    known = {receipt.id: receipt for receipt in (*records, *receipts_of(reader, metric))}
    found = [receipt for name, receipt in known.items() if name.startswith(id_.strip().lower())]
    if len(found) == 1 and id_.strip():
        return found[0]
    what = "more than one receipt begins with" if len(found) > 1 else "there is no receipt"
    raise NotFoundError(
        f"{metric.name}: {what} '{id_}'",
        hint=did_you_mean(id_, list(known)) or f"`hb metrics show {metric.name}` lists them.",
        code="unknown_receipt",
    )


def was_shown(reader: MartsReader, receipt: EvaluationReceipt) -> bool:
    """Whether its number was shown before, for this moment or one near it: by the same SQL, or from the same tables."""
    wanted, tables = sql_fingerprint(receipt.definition.sql), set(table_names(receipt))
    near = evaluations_near(reader, receipt.as_of, SEEN_WITHIN)
    if any(_shows(row, receipt) for row in read_evaluations(reader, f"sql_fingerprint = '{_OF_A_SHOW}'")):
        return True
    return any(row.sql_fingerprint == wanted for row in near) or any(
        other.value == receipt.value and set(table_names(other)) == tables
        for other in map(_receipt, near)
        if other is not None
    )


def _row(receipt: EvaluationReceipt) -> EvaluationRow:
    value, sql = number_text(receipt.value), receipt.definition.sql
    body = {"as_of": moment_text(receipt.as_of), "value": value, **receipt_fields(receipt)}
    return EvaluationRow(
        id=receipt.id,
        metric=receipt.definition.name,
        as_of=receipt.as_of,
        made_at=receipt.made_at,
        value=value,
        sql_fingerprint=sql_fingerprint(sql),
        body=json.dumps(body, ensure_ascii=False),
    )


def _row_of_show(shown: Showing) -> EvaluationRow:
    receipt = shown.beside
    body = {
        "sql": sql_fingerprint(receipt.definition.sql),
        "tables": sorted(map(str, table_names(receipt))),
        "values": [[moment_text(moment), number_text(value)] for moment, value in shown.values],
    }
    id_ = digest_of(body)[:16]
    return EvaluationRow(id_, "", receipt.as_of, receipt.made_at, None, _OF_A_SHOW, json.dumps(body))


def _shows(row: EvaluationRow, receipt: EvaluationReceipt) -> bool:
    """Whether a row of what was shown has the number of a receipt, or one near it of the same SQL."""
    try:
        body = json.loads(row.body)
        near = {v for m, v in body["values"] if abs(datetime.fromisoformat(m) - receipt.as_of) < SEEN_WITHIN}
        if body["sql"] == sql_fingerprint(receipt.definition.sql):
            return bool(near)
        return number_text(receipt.value) in near and body["tables"] == sorted(map(str, table_names(receipt)))
    except (LookupError, TypeError, ValueError):
        return False


def _receipt(row: EvaluationRow) -> EvaluationReceipt | None:
    """None for a row that another version of hb wrote, or somebody by hand, or that was changed since."""
    try:
        body = json.loads(row.body)
        value = None if body.get("value") is None else Decimal(body["value"])
        receipt = read_receipt(body, value, datetime.fromisoformat(body["as_of"]))
    except (LookupError, TypeError, ValueError, ArithmeticError):
        return None
    return receipt if receipt.id == row.id else None
