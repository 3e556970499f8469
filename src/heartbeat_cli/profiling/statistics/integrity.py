"""Declared keys and references held against the landed rows, exactly: an estimate would decide nothing."""

from collections.abc import Callable, Mapping
from typing import Final

from heartbeat_cli.errors import HbError, QueryTimeoutError
from heartbeat_cli.marts import Dialect, MartsReader, TableShape
from heartbeat_cli.pgschema import ForeignKey, QName, Table, kind_of, quote
from heartbeat_cli.profiling.statistics.values import KeyCheck, ReferenceCheck

_WIDEST_BITS: Final = 2**28
_BITS_PER_ROW: Final = 8
_PERIODS: Final = "refers to periods, which cover its own and need not equal it"


def check_keys(
    reader: MartsReader, dialect: Dialect, table: Table, shape: TableShape, done: Callable[[str], None]
) -> list[KeyCheck]:
    """The primary key, then every unique key of `table`."""
    keys = [] if table.primary_key is None else [(table.primary_key.columns, True, True)]
    keys += [(k.columns, False, k.nulls_distinct) for k in table.unique_keys if (k.columns, True, True) not in keys]
    found = []
    for columns, primary, nulls_distinct in keys:
        found.append(_check_key(reader, dialect, shape, columns, primary=primary, nulls_distinct=nulls_distinct))
        done(f"key {', '.join(columns)}")
    return found


def check_references(
    reader: MartsReader,
    table: Table,
    shape: TableShape,
    landed: Mapping[QName, TableShape],
    done: Callable[[str], None],
) -> list[ReferenceCheck]:
    """Every foreign key of `table`; `landed` are the tables of the same source that are in the marts."""
    found = []
    for key in table.foreign_keys:
        found.append(_check_reference(reader, key, shape, landed.get(key.target)))
        done(f"reference {', '.join(key.columns)}")
    return found


def _check_key(
    reader: MartsReader,
    dialect: Dialect,
    shape: TableShape,
    columns: tuple[str, ...],
    *,
    primary: bool,
    nulls_distinct: bool,
) -> KeyCheck:
    types = {c.name: c.type for c in shape.columns}
    missing = [c for c in columns if c not in types]
    if missing:
        return KeyCheck(columns, primary, why=f"{', '.join(missing)} is not landed")
    names = ", ".join(quote(c) for c in columns)
    table = shape.sql_name
    filled = " AND ".join(f"{quote(c)} IS NOT NULL" for c in columns)
    where = f"WHERE {filled}" if nulls_distinct else ""
    counted = f"count(*) FILTER (WHERE {filled})"
    try:
        dense = len(columns) == 1 and nulls_distinct and kind_of(types[columns[0]]) == "integer"
        bits = _bits(reader, dialect, shape, columns[0]) if dense else None
        distinct = bits or f"(SELECT count(*) FROM (SELECT {names} FROM {table} {where} GROUP BY {names}) AS g)"
        rows, values, groups = (
            int(str(x)) for x in reader.query(f"SELECT count(*), {counted}, {distinct} FROM {table}").rows[0]
        )
    except HbError as error:
        return KeyCheck(columns, primary, why=_why(error))
    return KeyCheck(columns, primary, surplus=(values if nulls_distinct else rows) - groups, nulls=rows - values)


def _bits(reader: MartsReader, dialect: Dialect, shape: TableShape, column: str) -> str | None:
    """Distinct integers by one bit each, where they lie densely enough; None elsewhere.

    A quarter of the time of grouping, and no memory to speak of.
    """
    if dialect.dense_count is None:
        return None
    name = quote(column)
    low, high, rows = reader.query(f"SELECT min({name}), max({name}), count(*) FROM {shape.sql_name}").rows[0]
    if low is None or high is None:
        return None
    first, last = int(str(low)), int(str(high))
    if last - first >= min(_WIDEST_BITS, int(str(rows)) * _BITS_PER_ROW + 64) or last >= 2**63 or first < -(2**62):
        return None
    return dialect.dense_count.format(name, first, last)


def _check_reference(
    reader: MartsReader, key: ForeignKey, shape: TableShape, target: TableShape | None
) -> ReferenceCheck:
    if key.period:
        return ReferenceCheck(key.columns, key.target, key.target_columns, why=_PERIODS)
    if target is None:
        return ReferenceCheck(key.columns, key.target, key.target_columns, why=f"{key.target} is not landed")
    own, theirs = {c.name for c in shape.columns}, {c.name for c in target.columns}
    missing = [c for c in key.columns if c not in own] + [c for c in key.target_columns if c not in theirs]
    if missing or len(key.columns) != len(key.target_columns):
        why = f"{', '.join(missing) or 'a column'} is not landed"
        return ReferenceCheck(key.columns, key.target, key.target_columns, why=why)
    pairs = list(zip(key.columns, key.target_columns, strict=True))
    filled = " AND ".join(f"c.{quote(a)} IS NOT NULL" for a in key.columns)
    same = " AND ".join(f"p.{quote(b)} = c.{quote(a)}" for a, b in pairs)
    sql = (
        f"SELECT count(*) FROM {shape.sql_name} AS c WHERE {filled}"
        f" AND NOT EXISTS (SELECT 1 FROM {target.sql_name} AS p WHERE {same})"
    )
    try:
        orphans = int(str(reader.query(sql).rows[0][0]))
    except HbError as error:
        return ReferenceCheck(key.columns, key.target, key.target_columns, why=_why(error))
    return ReferenceCheck(key.columns, key.target, key.target_columns, orphans=orphans)


def _why(error: HbError) -> str:
    return "took too long" if isinstance(error, QueryTimeoutError) else error.message
