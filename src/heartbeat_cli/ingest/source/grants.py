"""What of a slice we may not read, and what to ask for: its tables, and of them no column that is excluded."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from heartbeat_cli.errors import HbError
from heartbeat_cli.estate import Connection, Source, WantedTable, not_granted, rows_hidden, table_grants
from heartbeat_cli.pgschema import QName
from heartbeat_cli.wording import count

Row = Mapping[str, Any]


def find_refusals(
    source: Source, connection: Connection, tables: Sequence[Row], columns: Iterable[Row]
) -> dict[QName, HbError]:
    """Why tables of the slice cannot be read, each by itself; `tables` and `columns` are what the catalogue says.

    Raises AccessDeniedError `not_granted` where none of several can be, for all that is lacking.
    """
    of_table: dict[int, list[Row]] = {}
    for column in columns:
        of_table.setdefault(column["table"], []).append(column)
    denied = [row for row in tables if not _may_read(source, row, of_table.get(row["oid"], ()))]
    if denied and len(denied) == len(tables):
        raise _denied(source, connection.user, denied, of_table)
    refusals: dict[QName, HbError] = {_qname(row): _denied(source, connection.user, [row], of_table) for row in denied}
    for row in tables:
        if row["filtered"] and _qname(row) not in refusals:
            refusals[_qname(row)] = rows_hidden(source, connection.user, str(_qname(row)))
    return refusals


def _may_read(source: Source, table: Row, columns: Sequence[Row]) -> bool:
    return bool(table["may_use"]) and _columns_granted(source, table, columns)


def _columns_granted(source: Source, table: Row, columns: Sequence[Row]) -> bool:
    excluded = source.settings(str(_qname(table))).exclude
    return all(column["may_read"] for column in columns if column["name"] not in excluded)


def _denied(source: Source, user: str, tables: Sequence[Row], columns: Mapping[int, Sequence[Row]]) -> HbError:
    closed = list(dict.fromkeys(row["schema"] for row in tables if not row["may_use"]))
    lacking = [(row, columns.get(row["oid"], ())) for row in tables]
    wanted = [_wanted(source, row, own) for row, own in lacking if not _columns_granted(source, row, own)]
    if closed:
        what = f"schema {', '.join(closed)}"
    else:
        names = [str(_qname(row)) for row in tables]
        what = ", ".join(names[:3]) + (f" and {count(len(names) - 3, 'more table')}" if len(names) > 3 else "")
    # Where nothing is open yet, what the slice says is shorter than its tables by name.
    all_closed = len(tables) > 1 and not any(row["may_use"] for row in tables)
    statements = () if all_closed else table_grants(user, closed, wanted)
    return not_granted(source, user, f"{user} may not read {what}", statements=statements)


def _wanted(source: Source, table: Row, columns: Sequence[Row]) -> WantedTable:
    excluded = source.settings(str(_qname(table))).exclude
    only = tuple(column["name"] for column in columns if column["name"] not in excluded) if excluded else ()
    return WantedTable(table["schema"], table["name"], only)


def _qname(table: Row) -> QName:
    return QName(table["schema"], table["name"])
