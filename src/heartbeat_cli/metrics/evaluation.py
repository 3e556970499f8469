"""A metric's SQL and the marts -> one number at one moment."""

import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from heartbeat_cli.errors import InvalidFileError, NotFoundError, Place, QueryFailedError, RefusedError, did_you_mean
from heartbeat_cli.estate import Inventory, Source
from heartbeat_cli.files import SqlPlace
from heartbeat_cli.marts import LANDED, Age, Load, MartsReader, find_marts_kind, views_among
from heartbeat_cli.metrics.clock import bind_clock
from heartbeat_cli.metrics.columns_read import columns_read
from heartbeat_cli.metrics.engine_failures import told
from heartbeat_cli.metrics.guard import check_sql
from heartbeat_cli.metrics.metric import Metric
from heartbeat_cli.metrics.sent import as_one_row, check_sent, to_marts
from heartbeat_cli.pgschema import Column, Database, QName, canonical

Mirror = Callable[[Source], Database | None]


@dataclass(frozen=True, slots=True)
class Value:
    """What a metric's SQL gave: `value` is None for NULL (the median of nothing), `sql` is the text as run.

    `tables` are those it read, `columns` the columns of them with their types in the marts, by `dataset.table.column`.
    `age` is how old those rows are, None where nobody asked.
    """

    value: Decimal | None
    as_of: datetime
    seconds: float
    sql: str
    tables: tuple[QName, ...] = ()
    columns: tuple[tuple[str, str], ...] = ()
    age: Age | None = None


def evaluate(
    metric: Metric,
    reader: MartsReader,
    as_of: datetime,
    inventory: Inventory | None = None,
    mirror: Mirror | None = None,
) -> Value:
    """Compute a metric from landed data at `as_of`; `mirror` gives the DDL of a source where there is one.

    Raises RefusedError where the SQL may not run, InvalidFileError where it cannot or does not give one number,
    NotFoundError where a table is not in the marts: `not_landed` naming the command that lands it, `unknown_table`
    with the closest name where the source has no such table.
    """
    if metric.sql is None:
        raise RefusedError(f"{metric.name} has no SQL to run", where=_file(metric), code="no_sql")
    place = metric.sql_place
    tables = check_sql(metric.sql, place)
    columns = landed_columns(tables, reader, inventory, mirror)
    sql = to_marts(bind_clock(metric.sql, as_of, place), reader.dialect, columns, place)
    sent = as_one_row(sql)
    check_sent(sent, metric.sql, tables, reader, place)
    start = time.perf_counter()
    rows = measured(sent, reader, place, metric.sql)
    seconds = time.perf_counter() - start
    number = _number(rows, reader.dialect, place, metric.sql)
    return Value(number, as_of, seconds, sql, tables, columns_read(metric.sql, columns))


def landed_columns(
    tables: tuple[QName, ...],
    reader: MartsReader,
    inventory: Inventory | None = None,
    mirror: Mirror | None = None,
) -> dict[QName, tuple[Column, ...]]:
    """The columns of `tables` in the marts; raises NotFoundError (`not_landed`, `unknown_table`) like `evaluate`."""
    landed = _columns(tables, reader)
    missing = [table for table in tables if table not in landed]
    if missing:
        raise (mirror and _unknown_table(missing, inventory, mirror)) or not_landed(missing, inventory, reader)
    return {table: tuple(landed[table]) for table in tables}


def landed_types(tables: Iterable[QName], reader: MartsReader) -> dict[str, str]:
    """`dataset.table.column` -> type in the marts, of those of the tables that are there."""
    wanted = tuple(tables)
    found = _columns(wanted, reader) if wanted else {}
    return {f"{table}.{column.name}": canonical(column.type) for table, columns in found.items() for column in columns}


def _columns(tables: tuple[QName, ...], reader: MartsReader) -> dict[QName, list[Column]]:
    """Asked of the catalogue for these tables only: `reader.tables()` counts the rows of every table there is.

    A view is none: it may be called like a table of one source and read another.
    """
    wanted = " OR ".join(f"(table_schema = {_text(t.schema)} AND table_name = {_text(t.name)})" for t in tables)
    rows = reader.query(
        "SELECT table_schema, table_name, column_name, data_type FROM information_schema.columns"
        " JOIN information_schema.tables USING (table_catalog, table_schema, table_name)"
        f" WHERE table_catalog = current_database() AND table_type = 'BASE TABLE' AND ({wanted})"
        " ORDER BY ordinal_position"
    ).rows
    found: dict[QName, list[Column]] = {}
    for schema, table, column, kind in rows:
        found.setdefault(QName(str(schema), str(table)), []).append(Column(str(column), str(kind)))
    return found


def _text(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"


def not_landed(missing: list[QName], inventory: Inventory | None, reader: MartsReader) -> NotFoundError:
    """The failure of reading tables that are not in the marts; a view there is none."""
    sources = {found[0].name for table in missing if (found := _source_of(table, inventory))}
    unknown = [table.schema for table in missing if inventory is not None and not _source_of(table, inventory)]
    commands = ", ".join(f"`hb ingest --source {name}`" for name in sorted(sources))
    hint = f"Land it: {commands}." if commands else "`hb sources status` shows what is landed."
    if unknown:
        hint = f"No source of the inventory lands as {', '.join(sorted(set(unknown)))}. " + hint
    views = views_among(reader, missing)
    names = ", ".join(f"{table} (a view, no landed table)" if table in views else str(table) for table in missing)
    return NotFoundError(f"not landed in the marts: {names}", hint=hint, code="not_landed")


def refuse_partial(loads: Mapping[QName, Load], inventory: Inventory) -> None:
    """Raise NotFoundError (`not_landed`) for a table that is not all there, or has other rows than its receipt says."""
    for table, load in loads.items():
        if load.whole:
            continue
        found = _source_of(table, inventory)
        why = (
            f"its receipt says {load.rows:,} rows, and it has others"
            if load.state == LANDED
            else "not all of it has arrived"
        )
        raise NotFoundError(
            f"{table} has not landed in full: {why}",
            hint=f"Land it: `hb ingest --source {found[0].name}`." if found else "`hb sources status` shows what has.",
            code="not_landed",
        )


def _unknown_table(missing: list[QName], inventory: Inventory | None, mirror: Mirror) -> NotFoundError | None:
    """The failure of reading a table that its source does not have, so that no ingest will ever land it."""
    for table in missing:
        found = _source_of(table, inventory)
        database = mirror(found[0]) if found else None
        schema = database.schema(found[1]) if found and database else None
        if found is None or schema is None or schema.table(table.name) is not None:
            continue
        target = f"{found[0].name}.{schema.name}"
        return NotFoundError(
            f"{found[0].name} has no table {schema.name}.{table.name}",
            hint=did_you_mean(table.name, [t.name for t in schema.tables])
            or f"`hb profile {target}` lists its tables.",
            code="unknown_table",
        )
    return None


def _source_of(table: QName, inventory: Inventory | None) -> tuple[Source, str] | None:
    return inventory.of_dataset(table.schema) if inventory is not None else None


def measured(sent: str, reader: MartsReader, place: SqlPlace, written: str) -> tuple[tuple[object, ...], ...]:
    """The rows of what is sent for the SQL that is `written` at a place; raises what an engine's error means there."""
    try:
        return reader.measure(sent).rows
    except QueryFailedError as error:
        raise told(error, place.at(written)) from error


def _number(rows: tuple[tuple[object, ...], ...], dialect: str, place: SqlPlace, written: str) -> Decimal | None:
    """The one value; of a floating-point number the shortest digits that mean it, as both engines write it."""
    where = place.at(written)
    if len(rows) != 1 or len(rows[0]) != 1:
        found = f"{len(rows[0])} columns" if len(rows) == 1 else "no row" if not rows else "more than one row"
        raise InvalidFileError(f"a metric is one row, one number; this SQL gave {found}", where=where, code="bad_sql")
    value = find_marts_kind(dialect).metric_value(rows[0][0])
    return None if value is None else number_in(value, where)


def number_in(value: object, where: Place | None = None) -> Decimal:
    """A value of the marts as a number in its fewest digits. Raises InvalidFileError (`bad_sql`) for anything else."""
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        raise InvalidFileError(
            f"a metric is a number; this SQL gave {value!s} ({type(value).__name__})",
            where=where,
            hint="Of an interval take extract(epoch from …) / 60 for minutes.",
            code="bad_sql",
        )
    number = value if isinstance(value, Decimal) else Decimal(str(value))
    if not number.is_finite():
        raise InvalidFileError(f"a metric is a finite number; this SQL gave {number}", where=where, code="bad_sql")
    return _without_noughts(number)


def _without_noughts(number: Decimal) -> Decimal:
    """The same value in its fewest digits: PostgreSQL's numerics carry noughts that other engines do not."""
    sign, digits, exponent = number.as_tuple()
    places = -int(exponent)
    while places > 0 and digits[-1] == 0 and len(digits) > 1:
        digits, places = digits[:-1], places - 1
    if digits == (0,) or places < 0:
        return Decimal(int(number))
    return Decimal((sign, digits, -places))


def _file(metric: Metric) -> str | None:
    return str(metric.file) if metric.file else None
