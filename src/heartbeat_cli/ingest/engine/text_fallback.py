"""A table some of whose values do not fit their column's type in the marts: it lands again, these columns as text."""

from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import UTC, datetime

from heartbeat_cli.errors import HbError
from heartbeat_cli.ingest.columns.land_columns import land_all, land_column
from heartbeat_cli.ingest.columns.shape import record_columns, shape_of, write_columns
from heartbeat_cli.ingest.decide import made_anew, without_text_bounds
from heartbeat_cli.ingest.engine.receipts import receipt_of
from heartbeat_cli.ingest.jobs import TableJob
from heartbeat_cli.ingest.unit import Action, Unit
from heartbeat_cli.marts import (
    LANDING,
    Bounds,
    LandedRange,
    enter_range,
    find_marts_kind,
    forget_table,
    landed_relation,
    retitle_shape,
    tiled,
    write_receipt,
)
from heartbeat_cli.pgschema import quote
from heartbeat_cli.sources import PlannedTable


def land_as_text(job: TableJob, columns: tuple[str, ...], dialect: str) -> TableJob:
    """The job for the whole table, `columns` as text; of marts whose types do not hold every value.

    Rows that are kept although the source no longer has them stay where they are. Raises HbError `ranges_overlap`.
    """
    as_text = tuple(dict.fromkeys((*job.as_text, *columns)))
    table = without_text_bounds(job.table, as_text)
    mappings = land_all(table, dialect, as_text)
    recorded = record_columns(table, mappings)
    natural = {name: land_column(name, type_, dialect).type for name, type_ in table.columns}
    notes = tuple(f"{name} has values {natural[name]} cannot hold: landed as text" for name in as_text)
    bounds = _bounds(job, table)
    whole = len(bounds) == 1 and table.deletes != "mark"
    in_place = table.deletes == "mark" and table.key is not None and not all(unit.fresh for unit in job.units)
    again = replace(
        job,
        table=table,
        units=tuple(
            Unit(table.qname, number, Action.WHOLE if whole else Action.REPLACE, one, fresh=not in_place)
            for number, one in enumerate(bounds)
        ),
        as_text=as_text,
        shape=shape_of(recorded),
        columns=write_columns(recorded, table.key),
        prepare=() if whole or in_place else made_anew(job.dataset, table, mappings),
        steps=(),
        stored=(),
        notes=notes,
    )
    return replace(again, prepare=tuple(_altered(job, again, dialect))) if in_place else again


def _bounds(job: TableJob, table: PlannedTable) -> tuple[Bounds, ...]:
    """The ranges of the table: a unit that merges has none of its own where others are kept."""
    if table.key is None or not table.key.bounds:
        return (Bounds(),)
    own = (unit.bounds for unit in job.units if unit.action is not Action.MERGE or not job.stored)
    found = tiled(dict.fromkeys([*(entry.bounds for entry in job.stored), *own]))
    if found is None:
        raise HbError(
            "its ranges are not the whole table, each part once: nothing was changed",
            where=str(table.qname),
            hint="`--rebuild` lands it anew; please report it with --debug.",
            code="ranges_overlap",
        )
    return found


def _altered(before: TableJob, after: TableJob, dialect: str) -> Iterator[str]:
    """Statements that turn columns to text with the rows they have.

    The ledger's entries are void from then on, and the receipt knows the new columns, all in one transaction: whoever
    goes on after a crash would cast them back otherwise, and lose values.
    """
    dataset, name, kind = after.dataset, after.table.qname.name, find_marts_kind(dialect)
    types = dict(after.table.columns)
    for column in _new(before.as_text, after.as_text):
        retyped = f"TYPE {kind.text_type} USING {kind.written_as_text(column, types[column])}"
        yield f"ALTER TABLE {landed_relation(dataset, name)} ALTER COLUMN {quote(column)} {retyped}"
    yield retitle_shape(dataset, name, "")
    now = datetime.now(UTC)
    if after.table.key != before.table.key:
        # Ranges were cut by a column that is text now.
        rows = sum(entry.rows for entry in before.stored)
        yield forget_table(dataset, name)
        yield enter_range(LandedRange(dataset, name, Bounds(), rows, rows, None, "", "", now, 0.0))
    yield from write_receipt(receipt_of(after, "", LANDING, now))


def _new(before: Collection[str], after: Collection[str]) -> list[str]:
    return [column for column in after if column not in before]
