"""The slice worth landing: every table of a schema in or out, with the reason and the cursor it would be read by.

Out is what carries no business signal: the machinery (jobs, locks, migrations), messages in transit (outbox, queue),
log-ins and their secrets, texts and settings of the front end, trails of who looked at what, stored files, and what
somebody left behind. Anything else is in: a table landed for nothing costs less than a number that cannot be made.
A recommendation to read, not a rule; the inventory says what is landed.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from heartbeat_cli.blocks import Block, Fact, GridColumn, Section, grid, names
from heartbeat_cli.pgschema import QName, Table
from heartbeat_cli.profiling.cursors import choose_cursor
from heartbeat_cli.profiling.detectors.parts.detector import Detector, ProfiledSubject, Shown
from heartbeat_cli.profiling.facts import SchemaFacts
from heartbeat_cli.profiling.values import CursorChoice, EventLog, PlannedSlice
from heartbeat_cli.profiling.words import singular_words, word_lists
from heartbeat_cli.wording import count

_WORDS = word_lists("slice")
_MIGRATIONS = re.compile(
    r"^(?:flyway|liquibase|databasechangelog|schema_(?:migrations?|version|history)|alembic|django_migrations"
    r"|ar_internal_metadata|knex_migrations|__ef|migrat|qrtz|act_(?:ge|hi|ru|re)|shedlock|hdb_|awsdms|pgbench|spatial_ref)"
)
_DATED = re.compile(r"(?:_\d{6,8}|_(?:v|old)\d*)$")
_NO_USE = re.compile(r"\b(?:no longer (?:used|in use|needed)|not used|unused|deprecated|obsolete)\b")
_WHO = ("user_id", "app_user_id", "ip_address", "user_agent", "device_id", "session_token")
_STORED = ("object_key", "storage_key", "storage_path", "mime_type", "content", "file_data", "body_bytes")


@dataclass(frozen=True, slots=True)
class SliceChoice:
    """One table in (`landed`) or out of the recommended slice.

    `role`: `entity`, `dictionary`, `state log`, `log` for what is in, a word for the kind of table for what is out.
    """

    table: QName
    landed: bool
    role: str
    why: str
    cursor: CursorChoice


@dataclass(frozen=True, slots=True)
class _Subject:
    """A table with what is known of it."""

    table: Table
    words: tuple[str, ...]
    log: EventLog | None
    dictionary: str | None
    targets: tuple[QName, ...]
    """What it refers to besides dictionaries and itself."""
    referred: int

    @property
    def columns(self) -> frozenset[str]:
        return frozenset(c.name.lower() for c in self.table.columns)


def recommend_slice(facts: SchemaFacts) -> tuple[SliceChoice, ...]:
    """A choice for every table of a schema, in their order; partitions go with their parents.

    A log goes with the table it tells about.
    """
    subjects = [_subject(t, facts) for t in facts.tables.values()]
    out = {s.table.qname: found for s in subjects if (found := _left_out(s)) is not None}
    # A log may tell about a log that comes after it.
    for subject in subjects:
        log = subject.log
        if log is not None and log.subject in out and log.subject != subject.table.qname:
            out.setdefault(subject.table.qname, ("log", f"log of {log.subject.name}, which is out"))
    users = Counter(
        t for q, all_ in facts.everywhere.references.out.items() if q not in out for t in {r.target for r in all_}
    )
    return tuple(_choice(s, out, users) for s in subjects)


def _subject(table: Table, facts: SchemaFacts) -> _Subject:
    name = table.qname
    dictionary = facts.dictionary_reasons.get(name)
    here = dict.fromkeys(r.target for r in facts.references_out(name) if r.target.schema == table.schema)
    targets = tuple(t for t in here if t != name and t not in facts.dictionary_reasons)
    referred = len({r.source for r in facts.references_in(name)} - {name})
    log = None if dictionary else facts.logs.get(name)
    return _Subject(table, singular_words(table.name), log, dictionary, targets, referred)


def _choice(subject: _Subject, out: dict[QName, tuple[str, str]], users: Counter[QName]) -> SliceChoice:
    table = subject.table
    cursor = choose_cursor(table, append_only=subject.log is not None)
    if (found := out.get(table.qname)) is not None:
        return SliceChoice(table.qname, False, *found, cursor)
    if subject.dictionary is not None:
        used = users[table.qname]
        why = f"dictionary of {count(used, 'landed table')}" if used else f"dictionary: {subject.dictionary}"
        return SliceChoice(table.qname, True, "dictionary", why, cursor)
    if subject.log is not None:
        time = f", time in {subject.log.event_time}" if subject.log.event_time else ""
        about = f" of {subject.log.subject.name}" if subject.log.subject else ""
        return SliceChoice(table.qname, True, subject.log.kind, f"{subject.log.kind}{about}{time}", cursor)
    referred = count(subject.referred, "table refers", "tables refer")
    why = f"entity, {referred} to it" if subject.referred else "entity"
    return SliceChoice(table.qname, True, "entity", why, cursor)


def _left_out(subject: _Subject) -> tuple[str, str] | None:
    """The kind of table and the reason to leave it out, None where there is none."""
    return next((found for rule in _RULES if (found := rule(subject)) is not None), None)


def _is_machinery(s: _Subject) -> tuple[str, str] | None:
    if _MIGRATIONS.search(s.table.name.lower()):
        return "machinery", "kept by a migration tool, a scheduler or an engine"
    found = _WORDS["machinery"] & set(s.words)
    # `account_block` is no lock and `payment_batch` no job; a lock of something is a business fact where it is a log.
    if found and s.dictionary is None and s.log is None:
        return "machinery", f"named {min(found)}: runs the system, not the business"
    return None


def _is_left_behind(s: _Subject) -> tuple[str, str] | None:
    if set(s.words) & _WORDS["leftovers"] or _DATED.search(s.table.name.lower()):
        return "left behind", "named as a copy, a stage or a leftover"
    if _NO_USE.search((s.table.comment or "").lower()):
        return "left behind", "its comment says it is of no use"
    if len(s.table.columns) < 2 and not s.referred:
        return "left behind", "an empty shell"
    return None


def _is_login(s: _Subject) -> tuple[str, str] | None:
    if s.dictionary is not None:
        return None
    found = _WORDS["log-in"] & set(s.words)
    if found and (s.columns & set(_WHO) or any("hash" in c or "secret" in c for c in s.columns)):
        return "log-in", f"named {min(found)}: log-ins and their secrets"
    if _WORDS["rights"] & set(s.words) or s.words[-2:] == ("role", "grant"):
        return "log-in", "who may do what"
    if "session" in s.words and (s.columns & set(_WHO) or "video" in s.words):
        return "log-in", "a session of a person"
    if s.words[-1:] == ("verification",) and "contact" in s.words:
        return "log-in", "codes sent to prove a contact"
    return None


def _is_in_transit(s: _Subject) -> tuple[str, str] | None:
    if s.dictionary is None and _WORDS["transit"] & set(s.words):
        return "in transit", "messages on their way; what they say stands elsewhere"
    if s.words[:2] == ("dead", "letter"):
        return "in transit", "messages given up"
    return None


def _is_surround(s: _Subject) -> tuple[str, str] | None:
    if s.dictionary is None and s.words[-1:] and s.words[-1] in _WORDS["settings"] and len(s.targets) <= 1:
        return "settings", f"named {s.words[-1]}: texts and settings of the front end"
    if s.dictionary is None and s.words[-1:] == ("text",) and len(s.targets) <= 1:
        return "settings", "texts shown to people"
    return None


def _is_trail(s: _Subject) -> tuple[str, str] | None:
    if s.log is not None and s.log.kind == "log" and _WORDS["trails"] & set(s.words[:-1]):
        return "trail", "who did or sent what, not what happened to the business"
    return None


def _is_stored(s: _Subject) -> tuple[str, str] | None:
    if s.words[-1:] and s.words[-1] in _WORDS["files"] and len(s.columns & set(_STORED)) >= 2:
        return "files", "stored files, not facts about them"
    return None


def _is_note(s: _Subject) -> tuple[str, str] | None:
    if s.words[-1:] and s.words[-1] in _WORDS["notes"] and s.referred == 0:
        return "free text", "notes people write; nothing to count"
    return None


def _is_unkeyed(s: _Subject) -> tuple[str, str] | None:
    unkeyed = s.table.primary_key is None and not s.table.unique_keys and not any(i.unique for i in s.table.indexes)
    if unkeyed and not s.targets and not s.referred and s.dictionary is None and not s.table.foreign_keys:
        return "loose", "no key, no references"
    return None


_RULES: tuple[Callable[[_Subject], tuple[str, str] | None], ...] = (
    _is_left_behind,
    _is_machinery,
    _is_login,
    _is_in_transit,
    _is_surround,
    _is_trail,
    _is_stored,
    _is_note,
    _is_unkeyed,
)


# On the page

_CURSOR_KINDS = {
    "updated_at": "by an updated-at column",
    "identity": "by a growing key",
    "event_time": "by the event's time",
    "none": "by comparing the whole table",
}


def _section(choices: tuple[SliceChoice, ...], subject: ProfiledSubject) -> Section:
    """What to land of a schema."""
    landed = [c for c in choices if c.landed]
    blocks: list[Block] = [Fact("new rows", cursor_summary(c.cursor for c in landed))] if landed else []
    unseen = [c.table.name for c in landed if c.cursor.unseen]
    blocks += [Fact("careful", names(unseen), "careful", lead="changed rows are not seen in ")] if unseen else []
    blocks += _groups([c for c in choices if not c.landed])
    if subject.planned is not None:
        blocks += _planned(subject.planned, subject.facts.schema.name, {c.table.name for c in landed})
    return Section("Worth landing", tuple(blocks), None, f"{count(len(landed))} of {count(len(choices))} tables")


def cursor_summary(cursors: Iterable[CursorChoice]) -> str:
    """How many tables find their new rows in which way."""
    every = list(cursors)
    kinds = Counter(c.kind for c in every)
    indexed = sum(c.kind == "updated_at" and c.indexed for c in every)
    extra = {"updated_at": f" ({indexed} indexed)"}
    return ", ".join(f"{count(kinds[k])} {words}{extra.get(k, '')}" for k, words in _CURSOR_KINDS.items() if kinds[k])


def _groups(out: list[SliceChoice]) -> list[Block]:
    if not out:
        return []
    groups: dict[str, list[str]] = {}
    for choice in out:
        groups.setdefault(choice.role, []).append(choice.table.name)
    columns = (GridColumn("left out", "word", "dim"), GridColumn("", "number"), GridColumn("", "names"))
    ordered = sorted(groups.items(), key=lambda item: (-len(item[1]), item[0]))
    return [grid(columns, ((role, count(len(tables)), names(tables)) for role, tables in ordered), lines=5)]


def _planned(planned: PlannedSlice, schema: str, recommended: set[str]) -> list[Block]:
    """How what the inventory lands differs from what is recommended."""
    if planned.tables is None:
        return [Fact("inventory", f"lands nothing of {schema}")]
    wanted = set(planned.tables)
    said = f"lands {count(len(wanted))}"
    more, less = sorted(recommended - wanted), sorted(wanted - recommended)
    blocks: list[Block] = []
    if more:
        blocks.append(Fact("inventory", names(more), lead=f"{said}, but not "))
    if less:
        blocks.append(Fact("" if more else "inventory", names(less), lead=f"{'and' if more else said + ','} also "))
    if not more and not less:
        blocks.append(Fact("inventory", f"{said}, the same tables"))
    return [*blocks, Fact("next", f"hb ingest --source {planned.source} --plan", "next")]


DETECTOR = Detector("The slice worth landing.", recommend_slice, schema=Shown(_section, 110))
