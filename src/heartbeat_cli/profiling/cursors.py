"""Which column tells what is new in a table."""

import re
from functools import lru_cache

from heartbeat_cli.pgschema import DATE_KINDS, TIMESTAMP_KINDS, Column, Table, kind_of
from heartbeat_cli.profiling.values import CursorChoice
from heartbeat_cli.profiling.vocabulary import ADDRESS, ENTERED_STATE, KEY_KINDS, LEFT_STATE, STATES, TRAITS
from heartbeat_cli.profiling.words import singular, singular_words, word_lists

_WORDS = word_lists("cursors")


def _any(*headings: str) -> str:
    """A pattern of all words under some headings, the longest first."""
    words = sorted({w for h in headings for w in _WORDS[h]}, key=lambda w: (-len(w), w))
    return f"(?:{'|'.join(words)})"


_CHANGED = re.compile(
    f"{_any('noted')}|{_any('before')}+{_any('changed')}{_any('when')}*|{_any('changed')}{_any('when')}+"
    f"|last(?:date|time){_any('changed')}|{_any('whole')}"
)
_CREATED = re.compile(f"{_any('before')}*{_any('created')}{_any('when')}*")
_SIGNS = _WORDS["signs"]
# Which of several is set on every change: the plainest name.
_PLAINEST = ("updated", "update", "upd", "modified", "modif", "mod", "changed", "change", "chg", "write", "touch")
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

    The name may begin with the table's: `page_touched`. In a log `changed_at` is when the subject changed, not the row.
    """
    found = [c for c in table.columns if kind_of(c.type) in TIMESTAMP_KINDS and _says_changed(table, c, is_log=is_log)]
    return min(found, key=lambda c: _rank(c.name), default=None)


def _says_changed(table: Table, column: Column, *, is_log: bool) -> bool:
    name = _glued(column.name)
    if is_log and name.startswith("chang"):
        return False
    return tells_change(name) or tells_change(_without_table(name, table.name))


@lru_cache(maxsize=65536)
def tells_change(glued: str) -> bool:
    """Whether a name in lower case without separators says when something was changed."""
    return _CHANGED.fullmatch(glued) is not None


def _rank(name: str) -> tuple[int, int]:
    """Of several columns the plainest comes first: `updated_at` before `last_modified`."""
    glued = _glued(name)
    return next((i for i, word in enumerate(_PLAINEST) if word in glued), len(_PLAINEST)), len(glued)


@lru_cache(maxsize=65536)
def _glued(name: str) -> str:
    return "".join(ch for ch in name.lower() if ch.isalnum())


def _without_table(glued: str, table: str) -> str:
    """A name without the table's in front of it: `posts` of `post_modified_gmt`, `wp_posts` too."""
    words = table.lower().split("_")
    for start in range(len(words)):
        own = singular("".join(words[start:]))
        if len(own) > 2 and glued.startswith(own):
            return glued[len(own) :]
    return glued


def signs_of_change(table: Table) -> tuple[str, ...]:
    """Columns a table has because its rows change: its state, or when, by whom and to which version they changed."""
    keys = table.primary_key.columns if table.primary_key else ()
    has_address = any(not ADDRESS.isdisjoint(singular_words(c.name)) for c in table.columns)
    return tuple(
        c.name
        for c in table.columns
        if c.name not in keys
        and (_glued(c.name) in _SIGNS or _is_state(c, has_address=has_address) or _says_changed(table, c, is_log=False))
    )


def _is_state(column: Column, *, has_address: bool) -> bool:
    words = [w for w in singular_words(column.name) if w not in KEY_KINDS]
    if not words or words[-1] not in STATES or (words[-1] == "state" and has_address):
        return False
    return (TRAITS | LEFT_STATE | ENTERED_STATE).isdisjoint(words)


def created_column(table: Table) -> Column | None:
    """The column that says when a row came to be, going by its name and a timestamp type."""
    times = (c for c in table.columns if kind_of(c.type) in TIMESTAMP_KINDS)
    return next((c for c in times if _CREATED.fullmatch(_glued(c.name))), None)


def event_column(table: Table, *, is_log: bool = False) -> Column | None:
    """The time a row tells about: a well-known name first, then one ending in `_at` that is never null.

    In a log any time that is never null will do; elsewhere `valid_from` or `due_date` say nothing about arrival.
    """
    times = [c for c in table.columns if is_time(c)]
    by_name = {c.name.lower(): c for c in times}
    known = next((by_name[n] for n in _EVENT if n in by_name), None) or created_column(table)
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

    `updated_at` with an index, then without, then a growing key, then event time, then none. A log's rows are hardly
    ever changed: there the growing key comes first. Where rows do change and the cursor sees only new ones, the reason
    says so.
    """
    updated = updated_column(table, is_log=append_only)
    if updated is not None and not (append_only and growing_key(table) is not None):
        indexed = leads_an_index(table, updated.name)
        reason = "set on every change, and indexed" if indexed else "set on every change; no index begins with it"
        if updated.nullable:
            reason += "; may be null"
        return CursorChoice("updated_at", updated.name, reason, indexed, sees_updates=True)
    unseen = next(iter([updated.name] if updated else [] if append_only else signs_of_change(table)), None)
    append_only = append_only and unseen is None
    key = growing_key(table)
    if key is not None:
        how = "identity" if key.identity else "numbered by a sequence" if key.default else "bigint key"
        reason = f"{how}: {_seen(unseen, append_only=append_only)}"
        return CursorChoice("identity", key.name, reason, leads_an_index(table, key.name), append_only, unseen)
    event = event_column(table, is_log=append_only)
    if event is not None:
        reason = f"time of the event: {_seen(unseen, append_only=append_only)}"
        return CursorChoice("event_time", event.name, reason, leads_an_index(table, event.name), append_only, unseen)
    return CursorChoice("none", None, "no column tells new from old: the whole table is compared", sees_updates=True)


def _seen(unseen: str | None, *, append_only: bool) -> str:
    """What a cursor finds that is set once, when a row is written."""
    if append_only:
        return "rows are only added"
    return f"sees new rows only, and rows change ({unseen})" if unseen else "sees new rows, not changed ones"
