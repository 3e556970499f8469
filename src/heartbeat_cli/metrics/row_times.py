"""By which times the rows of a table have a moment, as one evaluation reads them.

A date of birth is a time as well, and says nothing of when there were rows. So it is those columns that the SQL holds
against the clock, all of them; of a table without one any time that was read will do.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from heartbeat_cli.errors import HbError
from heartbeat_cli.metrics.receipt import EvaluationReceipt, table_names
from heartbeat_cli.metrics.shape.bounds import Bound, bounds_of
from heartbeat_cli.metrics.shape.columns import QueryNames
from heartbeat_cli.metrics.shape.read import read_shape
from heartbeat_cli.pgschema import DATE_KINDS, Column, QName, Table, kind_of


@dataclass(frozen=True, slots=True)
class RowTimes:
    """The columns of time of a `table`, with their types. `together`: a row has a moment by all of them at once."""

    table: QName
    columns: tuple[tuple[str, str], ...] = ()
    together: bool = False


def row_times(receipt: EvaluationReceipt) -> tuple[RowTimes, ...]:
    """Of each table an evaluation read, in its order; no column where it read no time of one."""
    tables = {name: _table(name, receipt) for name in table_names(receipt)}
    bound = set(_bound_columns(receipt, tables))
    return tuple(_of_table(table, bound) for table in tables.values())


def _table(name: QName, receipt: EvaluationReceipt) -> Table:
    prefix = f"{name}."
    own = ((column.removeprefix(prefix), type_) for column, type_ in receipt.columns if column.startswith(prefix))
    return Table(name.schema, name.name, tuple(Column(column, type_) for column, type_ in own))


def _of_table(table: Table, bound: set[tuple[QName, str]]) -> RowTimes:
    times = tuple((c.name, c.type) for c in table.columns if kind_of(c.type) in DATE_KINDS)
    held = tuple(time for time in times if (table.qname, time[0]) in bound)
    return RowTimes(table.qname, held or times, together=bool(held))


def _bound_columns(receipt: EvaluationReceipt, tables: dict[QName, Table]) -> Iterator[tuple[QName, str]]:
    """The columns that have to lie before now for a row to count."""
    try:
        names = QueryNames(read_shape(receipt.definition.sql or ""), tables)
        found = [bound for bound in bounds_of(names) if _holds_for_rows_gone_by(bound)]
    except HbError:
        return
    for bound in found:
        if bound.of is not None and bound.of.table is not None and bound.base is not None:
            yield bound.of.table, bound.base


def _holds_for_rows_gone_by(bound: Bound) -> bool:
    """Not `valid_until >= now()`, which lies ahead, nor what holds for some rows only."""
    moment = bound.moment
    ahead = moment.seconds > 0 or moment.months > 0
    earlier = moment.seconds < 0 or moment.months < 0 or moment.anchor != "now"
    return (
        bound.base is not None and bound.arm is None and not bound.outer and not ahead and (earlier or not bound.lower)
    )
