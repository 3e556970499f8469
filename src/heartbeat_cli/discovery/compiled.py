"""A query that waits for its source, held against what the mirror says of its tables."""

from collections.abc import Callable

from heartbeat_cli.discovery.draft import homes_of
from heartbeat_cli.errors import HbError, NotFoundError, did_you_mean
from heartbeat_cli.estate import Inventory, Source
from heartbeat_cli.metrics import columns_named, parse_sql, unknown_columns
from heartbeat_cli.pgschema import QName, Table


def needs_of(
    sql: str, inventory: Inventory, described: Callable[[Source, QName], Table | HbError]
) -> tuple[str, ...] | HbError:
    """The columns the query needs; of tables without DDL none are known, and then nothing is found wrong."""
    homes = {QName(home.dataset, home.table.name): home for home in homes_of(sql, inventory)}
    tables = {name: described(home.source, home.table) for name, home in homes.items()}
    columns = {name: table.columns for name, table in tables.items() if isinstance(table, Table)}
    unknown = unknown_columns(parse_sql(sql), columns) if len(columns) == len(homes) else ()
    for table, column in unknown:
        known = [c.name for name in columns for c in columns[name] if table in (None, name)]
        what = f"{homes[table]} has no column" if table is not None else "no table it reads has a column"
        hint = did_you_mean(column, known) or f"It has: {', '.join(known)}."
        return NotFoundError(f"{what} '{column}'", hint=hint, code="unknown_column")
    named = columns_named(sql)
    return tuple(
        f"{homes[name]}.{column.name}" for name in columns for column in columns[name] if column.name in named[name]
    )
