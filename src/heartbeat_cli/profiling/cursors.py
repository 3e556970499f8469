"""Which column tells what is new in a table."""

from heartbeat_cli.pgschema import DATE_KINDS, TIMESTAMP_KINDS, Column, Table, kind_of
from heartbeat_cli.profiling.values import CursorChoice

_UPDATED = (
    "updated_at",
    "modified_at",
    "last_updated_at",
    "last_modified_at",
    "changed_at",
    "updated_on",
    "modified_on",
    "update_time",
    "last_update",
    "last_modified",
    "updated",
    "modified",
    "changed",
    "modifieddate",
    "lastmodifieddate",
    "update_date",
    "date_updated",
)
_EVENT = (
    "occurred_at",
    "happened_at",
    "event_at",
    "event_time",
    "changed_at",
    "logged_at",
    "created_at",
    "created_on",
    "inserted_at",
    "recorded_at",
    "received_at",
    "sent_at",
    "posted_at",
    "booked_at",
    "created",
    "timestamp",
    "ts",
    "event_date",
    "createdate",
    "created_date",
    "payment_date",
    "rental_date",
)


def is_time(column: Column) -> bool:
    """A timestamp of either kind, or a date."""
    return kind_of(column.type) in DATE_KINDS


def leads_an_index(table: Table, column: str) -> bool:
    """Whether a full (not partial) index or key begins with `column`, so that a range of it is read cheaply."""
    keys = [table.primary_key, *table.unique_keys]
    if any(k is not None and k.columns[0] == column for k in keys):
        return True
    return any(i.keys and i.keys[0] == column and i.where is None and i.method == "btree" for i in table.indexes)


def updated_column(table: Table, *, is_log: bool = False) -> Column | None:
    """The column that is set whenever a row changes, going by its name and a timestamp type.

    In a log `changed_at` is when the subject changed, not the row.
    """
    by_name = {c.name.lower(): c for c in table.columns if kind_of(c.type) in TIMESTAMP_KINDS}
    if is_log:
        by_name.pop("changed_at", None)
        by_name.pop("changed", None)
    return next((by_name[n] for n in _UPDATED if n in by_name), None)


def event_column(table: Table, *, is_log: bool = False) -> Column | None:
    """The time a row tells about: a well-known name first, then one ending in `_at` that is never null.

    In a log any time that is never null will do; elsewhere `valid_from` or `due_date` say nothing about arrival.
    """
    times = [c for c in table.columns if is_time(c)]
    by_name = {c.name.lower(): c for c in times}
    known = next((by_name[n] for n in _EVENT if n in by_name), None)
    if known is not None:
        return known
    certain = [c for c in times if not c.nullable]
    named = [c for c in certain if c.name.endswith(("_at", "_time"))]
    return next(iter([*named, *certain] if is_log else named), None)


def growing_key(table: Table) -> Column | None:
    """A column of the primary key that only grows: an identity, a sequence's default, or at least a lone bigint.

    A lone bigint that refers to another table grows in that table's order, not in its own.
    """
    if table.primary_key is None:
        return None
    candidates = table.primary_key.columns
    borrowed = {c for k in table.foreign_keys for c in k.columns}
    for name in candidates:
        column = table.column(name)
        if column is None or kind_of(column.type) != "integer":
            continue
        numbered = column.identity is not None or (column.default or "").startswith("nextval(")
        if numbered or (len(candidates) == 1 and column.type == "bigint" and name not in borrowed):
            return column
    return None


def choose_cursor(table: Table, *, append_only: bool = False) -> CursorChoice:
    """The best cursor of a table, with its reason.

    `updated_at` with an index, then without, then a growing key, then event time, then none. A log's rows never
    change: there the growing key sees everything an `updated_at` would.
    """
    updated = updated_column(table, is_log=append_only)
    if updated is not None and not (append_only and growing_key(table) is not None):
        indexed = leads_an_index(table, updated.name)
        reason = "set on every change, and indexed" if indexed else "set on every change; no index begins with it"
        if updated.nullable:
            reason += "; may be null"
        return CursorChoice("updated_at", updated.name, reason, indexed, sees_updates=True)
    key = growing_key(table)
    if key is not None:
        how = "identity" if key.identity else "numbered by a sequence" if key.default else "bigint key"
        tail = "rows are only added" if append_only else "sees new rows, not changed ones"
        return CursorChoice("identity", key.name, f"{how}: {tail}", leads_an_index(table, key.name), append_only)
    event = event_column(table, is_log=append_only)
    if event is not None:
        indexed = leads_an_index(table, event.name)
        tail = "rows are only added" if append_only else "sees new rows, not changed ones"
        return CursorChoice("event_time", event.name, f"time of the event: {tail}", indexed, append_only)
    return CursorChoice("none", None, "no column tells new from old: the whole table is compared", sees_updates=True)
