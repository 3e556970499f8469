"""A table some of whose values do not fit their column's type in the marts: it lands again, these columns as text."""

from dataclasses import replace

from heartbeat_cli.ingest.columns.land_columns import land_all
from heartbeat_cli.ingest.columns.shape import record_columns, shape_of, write_columns
from heartbeat_cli.ingest.columns.types import DUCKDB, land_column
from heartbeat_cli.ingest.decide import made_anew, without_text_bounds
from heartbeat_cli.ingest.plan import Action, Unit
from heartbeat_cli.ingest.work import TableWork
from heartbeat_cli.ledger import Bounds


def land_as_text(work: TableWork, columns: tuple[str, ...]) -> TableWork:
    """New orders for the whole table. Only DuckDB marts have values they cannot hold."""
    as_text = tuple(dict.fromkeys((*work.as_text, *columns)))
    table = without_text_bounds(work.table, as_text)
    landings = land_all(table, DUCKDB, as_text)
    recorded = record_columns(table, landings)
    natural = {name: land_column(name, type_, DUCKDB).type for name, type_ in table.columns}
    notes = tuple(f"{name} has values {natural[name]} cannot hold: landed as text" for name in as_text)
    bounds = list(dict.fromkeys([*(e.bounds for e in work.kept), *(u.bounds for u in work.units)]))
    if table.key is None or not table.key.bounds:
        bounds = [Bounds()]
    whole = len(bounds) == 1 and table.deletes != "mark"
    return replace(
        work,
        table=table,
        units=tuple(
            Unit(table.qname, number, Action.WHOLE if whole else Action.REPLACE, one, fresh=True)
            for number, one in enumerate(bounds)
        ),
        as_text=as_text,
        shape=shape_of(recorded),
        columns=write_columns(recorded),
        prepare=() if whole else made_anew(work.dataset, table, landings),
        steps=(),
        kept=(),
        notes=notes,
    )
