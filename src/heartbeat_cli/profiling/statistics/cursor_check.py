"""The cursor of a table held against its landed rows: whether it would find what is new, and what was changed."""

from collections.abc import Callable
from typing import Final

from heartbeat_cli.errors import HbError, QueryTimeoutError
from heartbeat_cli.marts import MartsReader, TableShape
from heartbeat_cli.pgschema import Table, quote
from heartbeat_cli.profiling.cursors import choose_cursor, created_column, is_time
from heartbeat_cli.profiling.roles import as_log
from heartbeat_cli.profiling.statistics.values import CursorCheck
from heartbeat_cli.profiling.values import CursorChoice

MOST_ORDERED: Final = 1_000_000
"""Rows beyond which nobody looks whether the numbers of a key are in the order of time."""


def check_cursor(
    reader: MartsReader, table: Table, shape: TableShape, named: str | None, done: Callable[[str], None]
) -> CursorCheck | None:
    """The cursor the profile would choose, or the one `named` in the source's file; None where there is none."""
    choice = _choice(table, named)
    landed = {c.name for c in shape.columns}
    if choice.column is None or choice.column not in landed:
        return None
    created = created_column(table)
    beside = created.name if created is not None and created.name in landed - {choice.column} else None
    try:
        found = _held(reader, shape, choice, beside)
    except HbError as error:
        why = "took too long" if isinstance(error, QueryTimeoutError) else error.message
        found = CursorCheck(choice.column, choice.kind, beside, unseen=choice.unseen, why=why)
    done(f"cursor {choice.column}")
    return found


def _choice(table: Table, named: str | None) -> CursorChoice:
    column = table.column(named) if named is not None else None
    if column is None:
        return choose_cursor(table, append_only=as_log(table, ()) is not None)
    kind = "updated_at" if is_time(column) else "identity"
    return CursorChoice(kind, column.name, "named in the source's file", sees_updates=kind == "updated_at")


def _held(reader: MartsReader, shape: TableShape, choice: CursorChoice, created: str | None) -> CursorCheck:
    cursor, table = quote(choice.column or ""), shape.sql_name
    if choice.kind != "updated_at" or created is None:
        rows, filled = _counts(reader, f"SELECT count(*), count({cursor}) FROM {table}")
        late = _late(reader, table, cursor, created) if choice.kind == "identity" and rows <= MOST_ORDERED else None
        return CursorCheck(choice.column or "", choice.kind, created, rows - filled, late=late, unseen=choice.unseen)
    born = quote(created)
    rows, filled, earlier, later = _counts(
        reader,
        f"SELECT count(*), count({cursor}), count(*) FILTER (WHERE {cursor} < {born}),"
        f" count(*) FILTER (WHERE {cursor} > {born}) FROM {table}",
    )
    return CursorCheck(choice.column or "", choice.kind, created, rows - filled, earlier, later if rows else None)


def _late(reader: MartsReader, table: str, key: str, created: str | None) -> int | None:
    """Rows that came to be more than a day before a row with a lower number did."""
    if created is None:
        return None
    born = quote(created)
    before = f"max({born}) OVER (ORDER BY {key} ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)"
    ordered = f"SELECT {born} AS born, {before} AS before FROM {table}"
    return _counts(reader, f"SELECT count(*) FROM ({ordered}) AS o WHERE born < before - INTERVAL '1 day'")[0]


def _counts(reader: MartsReader, sql: str) -> list[int]:
    return [int(str(value)) for value in reader.query(sql).rows[0]]
