"""What a table is for, judged by its name and shape: dictionary, state log, log, or an entity."""

import re
from collections.abc import Collection

from heartbeat_cli.pgschema import Column, QName, Table, kind_of
from heartbeat_cli.profiling.cursors import event_column, is_time, updated_column
from heartbeat_cli.profiling.values import EventLog, Reference
from heartbeat_cli.profiling.vocabulary import ADDRESS, FREE_TEXT
from heartbeat_cli.profiling.words import singular, singular_words, word_lists

DICTIONARY_SCHEMAS = ("dict", "dictionary", "dictionaries", "ref", "lookup")
_DICTIONARY_NAME = re.compile(
    r"(?:^dict_|_dict$|^tipos?_|types?$|_status$|_kind$|(?:^|_)categor(?:y|ies)$|_methods?$|_reasons?$|_codes?$|descriptor$|^(?:lookup|lkp|lu|ref|d)_)"
)
_CODE = re.compile(r"^(?:code|.*_code|codigo|key|short_name|mnemonic|codevalue)$")
_NAME = re.compile(r"^(?:name|title|label|description|value|.*_name|nombre|nome|descripcion|descricao)$")
_STATE_LOG = re.compile(r"(?:_(?:state|status)_?(?:log|history|hist|change|changes|transition|transitions|audit))$")
_LOG = re.compile(
    r"(?:(?:^|_)(?:log|logs|history|histories|hist|audit|journal|outbox|inbox|log_entry|log_entries)|^audits|audit_?trail|(?:audit|change|mod|event|access|error|sys|web)logs?|[a-z]{4}history)$"
)
_EVENTS = re.compile(r"(?:^|_)events?$|_activit(?:y|ies)$")
_VERSIONS = re.compile(r"^(?:(.+)_)?(version|change)s?$")
_WORDS = word_lists("roles")
_BUSINESS, _ACTING, _LEFT_AND_ENTERED = _WORDS["business"], _WORDS["acting"], _WORDS["left and entered"]
_TRAILS = word_lists("slice")["trails"]
_NO_DICTIONARY = _WORDS["no dictionary"]
_OF_THE_WORLD = _WORDS["of the world"]
_DEFINING = _WORDS["defining"]
_FROM = re.compile(r"^(?:from|old|previous|prev|before)_?(?:state|status)?(?:_id|_code)?$")
_TO = re.compile(r"^(?:to|new|next|after)_?(?:state|status)?(?:_id|_code)?$")
FRAMEWORK_TABLES = word_lists("consistency")["frameworks"]
"""Tables that migration frameworks keep for themselves."""
SAID = "db/profile.yml says so"
_SMALL = 8
_TINY = 4
_SOME = 2
_EVERYWHERE = _WORDS["everywhere"]


def has_code_and_name(table: Table) -> bool:
    """A code beside a name or description, in a small table; a `key` and a `value` are settings or a cache.

    Of a table that is named as a dictionary flags and times of change do not count.
    """
    names = [c.name.lower() for c in table.columns]
    coded = any(_CODE.match(n) and any(_NAME.match(o) for o in names if {n, o} != {"key", "value"}) for n in names)
    counted = _telling(table) if _DICTIONARY_NAME.search(table.name.lower()) else table.columns
    return coded and len(counted) <= _SMALL


def _telling(table: Table) -> list[Column]:
    """The columns but for flags and those every table has: when a row was made and changed, its `rowguid`."""
    return [c for c in table.columns if c.name.lower() not in _EVERYWHERE and c.type != "boolean"]


def dictionary_reason(table: Table, out: tuple[Reference, ...], into: tuple[Reference, ...]) -> str | None:
    """Why a table is a dictionary, None if it is none."""
    if table.schema.lower() in DICTIONARY_SCHEMAS:
        return f"in schema {table.schema}"
    used = any(r.source != table.qname for r in into)
    elsewhere = {r.target for r in out if r.target != table.qname}
    is_named = _DICTIONARY_NAME.search(table.name.lower()) is not None
    if not is_named and _is_filled(table, elsewhere):
        return None
    if has_code_and_name(table) and used:
        return "code and name, referenced"
    telling = len(_telling(table))
    if used and is_named and telling <= _SMALL and len(elsewhere) <= 1:
        return "named as one, small, referenced"
    if elsewhere or telling > _TINY:
        return None
    if used and len(table.columns) <= _TINY and _is_wordy(table):
        return "tiny, has a name, refers to nothing, referenced"
    if has_code_and_name(table):
        return "code and name"
    is_of_the_world = singular_words(table.name)[-1:] != () and singular_words(table.name)[-1] in _OF_THE_WORLD
    listed = is_named or is_of_the_world
    return "named as one, tiny, has a name" if listed and _is_wordy(table) and not _belongs(table) else None


def _is_filled(table: Table, elsewhere: Collection[QName]) -> bool:
    """Whether people fill a table: it belongs to something that is no dictionary, or its rows come, go and end."""
    words = singular_words(table.name)
    if (words and words[-1] in _NO_DICTIONARY) or table.name in FRAMEWORK_TABLES or _is_an_address(table):
        return True
    if any(not _DICTIONARY_NAME.search(t.name.lower()) for t in elsewhere if t.schema == table.schema):
        return True
    times = [c for c in table.columns if is_time(c)]
    return any(c.name.lower() in ("created_at", "deleted_at") or _has_words(c, _BUSINESS) for c in times)


def _is_an_address(table: Table) -> bool:
    """Whether a table's rows are places with an address, whose postal code is no code of theirs."""
    return len(ADDRESS.intersection(w for c in table.columns for w in singular_words(c.name))) > _SOME


def _is_wordy(table: Table) -> bool:
    """Whether a table has a column that names its rows: `name`, `label`, or what the table is called."""
    words = singular_words(table.name)
    called = {table.name.lower(), singular(table.name.lower()), *words[-1:]} - FREE_TEXT - {"data"}
    own = {
        "name",
        "title",
        "label",
        "code",
        *called,
        *(f"{n}_{kind}" for n in called for kind in ("name", "description")),
    }
    return any(c.name.lower() in own for c in table.columns)


def _belongs(table: Table) -> bool:
    """Whether a row belongs to something: it has an `…_id` besides its key."""
    keys = table.primary_key.columns if table.primary_key else ()
    return any(c.name.lower().endswith("_id") and c.name not in keys for c in table.columns)


def _has_words(column: Column, words: frozenset[str]) -> bool:
    return not words.isdisjoint(singular_words(column.name))


def state_log_reason(table: Table) -> str | None:
    """Why a table is a state log: its name, or a from/to pair beside a time.

    A table of what changes are allowed is none.
    """
    if any(_has_words(c, _DEFINING) for c in table.columns):
        return None
    if _STATE_LOG.search(table.name.lower()):
        return "by its name"
    names = [c.name.lower() for c in table.columns]
    pair = any(_FROM.match(n) for n in names) and any(_TO.match(n) for n in names)
    if pair and any("state" in n or "status" in n for n in names) and any(is_time(c) for c in table.columns):
        return "from and to state, with a time"
    return None


def log_reason(table: Table) -> str | None:
    """Why a table is a log of events: its name says so and it has a time."""
    if not any(is_time(c) for c in table.columns):
        return None
    name = table.name.lower()
    if _LOG.search(name) or (_EVENTS.search(name) and _happens(table)):
        return "by its name, with a time"
    return "versions of something, with a time" if _keeps_versions(table) else None


def _happens(table: Table) -> bool:
    """Whether a table of events notes what happened: it has a time other than that of a change, and is no business."""
    updated = updated_column(table)
    return any(is_time(c) and c != updated for c in table.columns) and not _is_business(table)


def _is_business(table: Table) -> bool:
    """Whether events are what the business is about: they begin, cost, have a state, or are what the table links."""
    words = singular_words(table.name)
    if not _TRAILS.isdisjoint(words[:-1]):
        return False
    own = words[-1:]
    if any(_has_words(c, _BUSINESS) or _links(c, own) for c in table.columns):
        return True
    return _has_state(table) and not any(_has_words(c, _LEFT_AND_ENTERED) for c in table.columns)


def _links(column: Column, own: tuple[str, ...]) -> bool:
    """Whether a column says which event is meant; a text called `event_id` is the number somebody else gave it."""
    return singular_words(column.name) == own or (
        singular_words(column.name) == (*own, "id") and kind_of(column.type) != "text"
    )


def _has_state(table: Table) -> bool:
    return any(singular_words(c.name)[-1:] in (("state",), ("status",)) for c in table.columns)


def _keeps_versions(table: Table) -> bool:
    """Whether a table holds what something was before: `note_versions` with the note, and who changed it."""
    found = _VERSIONS.match(table.name.lower())
    if found is None:
        return False
    names = {c.name.lower() for c in table.columns}
    if found.group(1) is None:
        return {"item_type", "item_id"} <= names
    of = singular(found.group(1))
    if found.group(2) == "change" and not names.isdisjoint({"changed_at", "changed_on"}):
        return True
    changed = any(_has_words(c, _LEFT_AND_ENTERED) for c in table.columns)
    acted = any(_has_words(c, _ACTING) for c in table.columns) and not _has_state(table)
    return (changed or acted) and (not names.isdisjoint({of, f"{of}_id"}) or found.group(2) == "version")


def subject_of(table: Table, out: tuple[Reference, ...]) -> QName | None:
    """The table a log tells about: the one whose name the log's begins with, going by references first."""
    stem = re.sub(r"_(?:state|status)?_?(?:log|logs|history|hist|audit|events?|changes?|transitions?)$", "", table.name)
    targets = [r.target for r in out if r.target != table.qname]
    named = [t for t in targets if t.name in (stem, stem + "s") or stem.startswith(t.name)]
    if named:
        return max(named, key=lambda t: len(t.name))
    local = [t for t in targets if t.schema == table.schema]
    return local[0] if len(local) == 1 else None


def said_log(table: Table, out: tuple[Reference, ...], kind: str) -> EventLog:
    """The table as the kind of log people say it is."""
    event = event_column(table, is_log=True)
    return EventLog(table.qname, kind, SAID, event.name if event else None, subject_of(table, out))


def as_log(table: Table, out: tuple[Reference, ...]) -> EventLog | None:
    """The table as a log, None if it is none."""
    for kind, reason in (("state log", state_log_reason(table)), ("log", log_reason(table))):
        if reason is not None:
            event = event_column(table, is_log=True)
            return EventLog(table.qname, kind, reason, event.name if event else None, subject_of(table, out))
    return None
