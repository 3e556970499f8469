"""What a table is for, judged by its name and shape: dictionary, state log, log, or an entity."""

import re

from heartbeat_cli.pgschema import QName, Table
from heartbeat_cli.profiling.cursors import event_column, is_time
from heartbeat_cli.profiling.values import EventLog, Reference

DICTIONARY_SCHEMAS = ("dict", "dictionary", "dictionaries", "ref", "lookup")
_DICTIONARY_NAME = re.compile(r"(?:^dict_|_dict$|_type$|_types$|_status$|_kind$|_category$|descriptor$|^lookup_|^ref_)")
_CODE = re.compile(r"^(?:code|.*_code|key|short_name|mnemonic|codevalue)$")
_NAME = re.compile(r"^(?:name|title|label|description|value|.*_name)$")
_STATE_LOG = re.compile(r"(?:_(?:state|status)_?(?:log|history|hist|change|changes|transition|transitions|audit))$")
_LOG = re.compile(r"(?:^|_)(?:log|logs|history|hist|audit|event|events|journal|outbox|inbox)$")
_FROM = re.compile(r"^(?:from|old|previous|prev|before)_?(?:state|status)?(?:_id|_code)?$")
_TO = re.compile(r"^(?:to|new|next|after)_?(?:state|status)?(?:_id|_code)?$")
_SMALL = 8
_TINY = 4


def has_code_and_name(table: Table) -> bool:
    """A code beside a name or description, in a small table."""
    names = [c.name.lower() for c in table.columns]
    coded = any(_CODE.match(n) for n in names) and any(_NAME.match(n) for n in names)
    return coded and len(names) <= _SMALL


def dictionary_reason(table: Table, out: tuple[Reference, ...], into: tuple[Reference, ...]) -> str | None:
    """Why a table is a dictionary, None if it is none."""
    if table.schema.lower() in DICTIONARY_SCHEMAS:
        return f"in schema {table.schema}"
    others = [r for r in into if r.source != table.qname]
    if has_code_and_name(table) and others:
        return "code and name, referenced"
    small = len(table.columns) <= _SMALL and len([r for r in out if r.target != table.qname]) <= 1
    if small and others and _DICTIONARY_NAME.search(table.name.lower()):
        return "named as one, small, referenced"
    wordy = any(c.name.lower() in ("name", "title", "label", "code", table.name.lower()) for c in table.columns)
    if len(table.columns) <= _TINY and not out and others and wordy:
        return "tiny, has a name, refers to nothing, referenced"
    if has_code_and_name(table) and not out and len(table.columns) <= _TINY:
        return "code and name"
    return None


def state_log_reason(table: Table) -> str | None:
    """Why a table is a state log: its name, or a from/to pair beside a time."""
    if _STATE_LOG.search(table.name.lower()):
        return "by its name"
    names = [c.name.lower() for c in table.columns]
    pair = any(_FROM.match(n) for n in names) and any(_TO.match(n) for n in names)
    if pair and any("state" in n or "status" in n for n in names) and any(is_time(c) for c in table.columns):
        return "from and to state, with a time"
    return None


def log_reason(table: Table) -> str | None:
    """Why a table is a log of events: its name says so and it has a time."""
    if _LOG.search(table.name.lower()) and any(is_time(c) for c in table.columns):
        return "by its name, with a time"
    return None


def subject_of(table: Table, out: tuple[Reference, ...]) -> QName | None:
    """The table a log tells about: the one whose name the log's begins with, going by references first."""
    stem = re.sub(r"_(?:state|status)?_?(?:log|logs|history|hist|audit|events?|changes?|transitions?)$", "", table.name)
    targets = [r.target for r in out if r.target != table.qname]
    named = [t for t in targets if t.name in (stem, stem + "s") or stem.startswith(t.name)]
    if named:
        return max(named, key=lambda t: len(t.name))
    local = [t for t in targets if t.schema == table.schema]
    return local[0] if len(local) == 1 else None


def as_log(table: Table, out: tuple[Reference, ...]) -> EventLog | None:
    """The table as a log, None if it is none."""
    for kind, reason in (("state log", state_log_reason(table)), ("log", log_reason(table))):
        if reason is not None:
            event = event_column(table, is_log=True)
            return EventLog(table.qname, kind, reason, event.name if event else None, subject_of(table, out))
    return None
