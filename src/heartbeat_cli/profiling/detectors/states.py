"""State machines: which column holds a table's state, what the states are, and where the changes are written down.

A column is a state by its words (state, status, stage, phase), by an enum or dictionary so named, or because a log
follows it. A district in an address or a person's marital status is none.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from heartbeat_cli.blocks import Cell, GridColumn, Section, grid, names
from heartbeat_cli.pgschema import Column, QName, Table, kind_of, named_type
from heartbeat_cli.profiling.cursors import event_column, is_time
from heartbeat_cli.profiling.detectors.parts.detector import Detector, ProfiledSubject, Shown
from heartbeat_cli.profiling.detectors.parts.key_names import KeyIndex
from heartbeat_cli.profiling.detectors.parts.wording import local
from heartbeat_cli.profiling.facts import DatabaseFacts, SchemaFacts
from heartbeat_cli.profiling.vocabulary import (
    ADDRESS,
    CHANGES,
    ENTERED_STATE,
    LEFT_STATE,
    LIVING,
    REPLIES,
    STATES,
    TRAITS,
)
from heartbeat_cli.profiling.words import singular_words, words_of

_RUN_TOGETHER = re.compile(r"(\w{4,})status(?:descriptor)?(?:id|code)?")
_ENDS = frozenset({"id", "code", "key", "name", "uuid"})
_LONGEST_CODE = 3
_LITERAL = re.compile(r"'((?:[^']|'')*)'")
_LIST = re.compile(r"=\s*ANY|\bIN\s*\(|\bOR\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class StateLog:
    """Where changes of a state are written: `to_column` is the state entered, `from_column` the one left, if told.

    `subject_column` refers to the row whose state it is, `time` is when; both None where the DDL does not tell.
    """

    table: QName
    to_column: str | None
    from_column: str | None = None
    time: str | None = None
    subject_column: str | None = None


@dataclass(frozen=True, slots=True)
class StateMachine:
    """The state of a table's rows. `values`: `dictionary`, `enum`, `check` or `unlisted` (any text or number).

    `states` are the labels in the order of the DDL, empty where only the dictionary's rows tell.
    """

    table: QName
    column: str
    values: str
    states: tuple[str, ...] = ()
    dictionary: QName | None = None
    log: StateLog | None = None
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Kind:
    """What a column may hold: the dictionary or type that two columns of the same states share."""

    values: str
    states: tuple[str, ...] = ()
    dictionary: QName | None = None
    named: bool = False
    """Whether the dictionary's or the enum's own name says state."""


def state_machines(facts: SchemaFacts) -> tuple[StateMachine, ...]:
    """The state columns of a schema's tables, those with a log first, then in the order of the tables.

    Logs and dictionaries have none of their own; partitions are left to their parents.
    """
    kinds, logs = facts.everywhere.once(_Kinds), facts.everywhere.once(_logs_by_subject)
    found: list[StateMachine] = []
    for name, table in facts.tables.items():
        is_log = name in facts.logs or (_writes_changes(table, facts.everywhere) and _subject(table, facts.everywhere))
        if (is_log and name not in logs) or name in facts.dictionary_reasons:
            continue
        found += _machines_of(table, logs.get(name, ()), kinds)
    return tuple(sorted(found, key=lambda m: m.log is None))


def _machines_of(table: Table, logs: Iterable[Table], kinds: "_Kinds") -> list[StateMachine]:
    around = {w for c in table.columns for words in (singular_words(c.name),) if "ip" not in words for w in words}
    key = table.primary_key.columns if table.primary_key is not None else ()
    held = [c for c in table.columns if key != (c.name,)]
    columns = [(c, kind) for c in held if (kind := kinds.of(table, c)) is not None]
    columns = [(c, kind) for c, kind in columns if _is_state(c, kind, around) and not _lists(table, c)]
    found: list[StateMachine] = []
    for column, kind in columns:
        followed = next(
            (log for t in logs if (log := _as_state_log(t, table, column, kind, kinds, len(columns)))), None
        )
        evidence = [f"{kind.values} {kind.dictionary}" if kind.dictionary else f"values: {kind.values}"]
        evidence += [f"followed by {followed.table.name}"] if followed else []
        found.append(
            StateMachine(table.qname, column.name, kind.values, kind.states, kind.dictionary, followed, tuple(evidence))
        )
    return found


def _is_state(column: Column, kind: _Kind, around: set[str]) -> bool:
    words = said_words(column.name)
    bare = words[:-1] if words[-1:] and words[-1] in _ENDS else words
    if words[-1:] == ("name",) and bare[-1:] not in (("state",), ("status",)):
        return False
    trait = kind.dictionary is not None and set(said_words(kind.dictionary.name)) & TRAITS
    moved = LEFT_STATE if LEFT_STATE.isdisjoint(around) and bare[:1] == ("current",) else LEFT_STATE | ENTERED_STATE
    if not bare or trait or set(bare) & (TRAITS | moved):
        return False
    if _is_plural(column.name) or _is_of_a_country(bare, kind, around) or _is_of_a_reply(words, kind, around):
        return False
    if bare == ("session", "state"):
        return False  # What OpenID Connect calls so is opaque.
    if bare[-1] == "abbreviation" or (kind.dictionary is not None and bare[-1] not in STATES and not kind.named):
        return False
    return bare[-1] in STATES or (kind.named and kind.values in ("dictionary", "enum"))


def _lists(table: Table, column: Column) -> bool:
    """Whether a table is the list of the states that a column names: `state_name` of `us_states`."""
    named, called = words_of(table.name)[-1:], singular_words(table.name)[-1:]
    words = singular_words(column.name)
    return named != called and not STATES.isdisjoint(called) and called in (words, words[:-1])


def _lives(table: Table) -> bool:
    """Whether the rows of a table begin and end themselves: a stage that started is more than a name of one."""
    return any(is_time(c) and LIVING & set(singular_words(c.name)) for c in table.columns)


def said_words(name: str) -> tuple[str, ...]:
    """The words of a name without the `descriptor` of a dictionary; run together, `status` and traits are found too."""
    words = singular_words(name)
    while len(words) > 1 and words[-2:] == ("descriptor", "id"):
        words = words[:-2]
    if len(words) == 1:
        found = _RUN_TOGETHER.fullmatch(words[0])
        words = (*(t for t in sorted(TRAITS) if t in found[1]), "status") if found else words
    return words[:-1] if len(words) > 1 and words[-1] == "descriptor" else words


def _is_plural(name: str) -> bool:
    """Whether a column holds several: `statuses`."""
    return bool(words_of(name)) and words_of(name)[-1] != singular_words(name)[-1] and name.lower().endswith("s")


def _is_of_a_country(bare: tuple[str, ...], kind: _Kind, around: set[str]) -> bool:
    """Whether a `state` is a part of a country: beside an address, and not listed but by codes such as `AL`."""
    is_listed = kind.dictionary is not None or any(len(label) > _LONGEST_CODE for label in kind.states)
    return bare[-1] == "state" and not is_listed and not ADDRESS.isdisjoint({*around, *bare})


def _is_of_a_reply(words: tuple[str, ...], kind: _Kind, around: set[str]) -> bool:
    """Whether a number is what another server answered: `response_status`, a `status_code` beside a URL."""
    coded = words[-1] == "code" and not REPLIES.isdisjoint(around)
    return kind.values == "unlisted" and ("response" in words or coded)


def _as_state_log(
    log: Table, subject: Table, column: Column, kind: _Kind, kinds: "_Kinds", rivals: int
) -> StateLog | None:
    """The log as that of one state column: its own columns hold the same states, or there is no other to follow."""
    stated = [(c, k) for c in log.columns if (k := kinds.of(log, c)) is not None]
    same = [c for c, k in stated if _same_states(k, kind, c, column)]
    if not same and rivals == 1:
        same = [c for c, _ in stated if set(singular_words(c.name)) & STATES]
    if not same:
        return None
    left = [c for c in same if set(singular_words(c.name)) & LEFT_STATE]
    entered = [c for c in same if c not in left]
    to = next((c for c in entered if set(singular_words(c.name)) & ENTERED_STATE), next(iter(entered), None))
    time = event_column(log, is_log=True)
    key = next((r.columns[0] for r in kinds.facts.references_out(log.qname) if r.target == subject.qname), None)
    return StateLog(
        log.qname, to.name if to else None, left[0].name if left else None, time.name if time else None, key
    )


def _same_states(one: _Kind, other: _Kind, column: Column, subject: Column) -> bool:
    if one.dictionary is not None or other.dictionary is not None:
        return one.dictionary == other.dictionary
    if "enum" in (one.values, other.values):
        return column.type == subject.type
    return bool(one.states) and one.states == other.states


class _Kinds:
    """Of which kind the columns of a database are, looked up by table and column."""

    def __init__(self, facts: DatabaseFacts) -> None:
        self.facts = facts
        self.enums = {named_type(e.schema, e.name): e for s in facts.database.schemas for e in s.enums}
        self.domains = {named_type(d.schema, d.name): d for s in facts.database.schemas for d in s.domains}

    def of(self, table: Table, column: Column) -> _Kind | None:
        """The kind of a column, None where it cannot hold a state."""
        listed_in = self._listed_in(table, column)
        if listed_in is not None:
            if _lives(listed_in):
                return None
            words = said_words(listed_in.name)
            named = words[-1:] != () and words[-1] in STATES and not set(words) & TRAITS
            return _Kind("dictionary", dictionary=listed_in.qname, named=named)
        if (enum := self.enums.get(column.type)) is not None:
            return _Kind("enum", enum.labels, named=bool(set(singular_words(enum.name)) & STATES))
        if (domain := self.domains.get(column.type)) is not None:
            states = next((s for c in domain.checks if (s := _listed(c.expression))), ())
            return _Kind("check", states) if states else None
        if not (kind_of(column.type) == "text" or column.type in ("smallint", "integer")):
            return None
        if not set(said_words(column.name)) & STATES:
            return None
        mention = re.compile(rf"\b{re.escape(column.name)}\b")
        checks = (c.expression for c in table.checks if mention.search(c.expression))
        states = next((s for expression in checks if (s := _listed(expression))), ())
        return _Kind("check", states) if states else _Kind("unlisted")

    def _listed_in(self, table: Table, column: Column) -> Table | None:
        """The table a column refers to, declared or, of an `…_id`, by its name alone."""
        for reference in self.facts.references_out(table.qname):
            if reference.columns == (column.name,):
                return self.facts.tables.get(reference.target)
        words = singular_words(column.name)
        if words[-1:] != ("id",) or not set(words) & STATES:
            return None
        named = (k.table for k in self.facts.once(KeyIndex).exact.get(words, ()) if k.table.schema == table.schema)
        return next((t for t in named if t.qname != table.qname), None)


def _listed(expression: str) -> tuple[str, ...]:
    """The texts a check allows, empty where it is no list of at least two."""
    if not _LIST.search(expression):
        return ()
    found = tuple(dict.fromkeys(t.replace("''", "'") for t in _LITERAL.findall(expression)))
    return found if len(found) > 1 else ()


def _logs_by_subject(facts: DatabaseFacts) -> Mapping[QName, list[Table]]:
    """The tables that write down changes, by the table they are about; state logs come before others."""
    found: dict[QName, list[Table]] = defaultdict(list)
    for table in facts.tables.values():
        if table.partition_of is None and _writes_changes(table, facts):
            subject = _subject(table, facts)
            if subject is not None:
                found[subject].append(table)
    return {
        q: sorted(logs, key=lambda t: (not set(singular_words(t.name)) & STATES, t.qname)) for q, logs in found.items()
    }


def _writes_changes(table: Table, facts: DatabaseFacts) -> bool:
    words = singular_words(table.name)
    if not CHANGES & set(words[-2:]):
        return table.qname in facts.logs
    return event_column(table, is_log=True) is not None


def _subject(table: Table, facts: DatabaseFacts) -> QName | None:
    """The table a log is about: the referred one its name begins with, the only local one, or the one so named."""
    log = facts.logs.get(table.qname)
    if log is not None and log.subject is not None:
        return log.subject
    local = {
        r.target
        for r in facts.references_out(table.qname)
        if r.target.schema == table.schema and r.target != table.qname
    }
    if len(local) == 1:
        return next(iter(local))
    words = words_of(table.name)
    for length in range(len(words) - 1, 0, -1):
        named = QName(table.schema, "_".join(words[:length]))
        if named in facts.tables and facts.tables[named].partition_of is None:
            return named
    return None


# On the page

_COLUMNS = (
    GridColumn("column", style="bold"),
    GridColumn("states", "names"),
    GridColumn("changes are in", style="dim"),
)


def _of_schema(machines: tuple[StateMachine, ...], subject: ProfiledSubject) -> Section:
    """Columns that hold a state, those with a log and of well connected tables first."""
    facts = subject.facts
    connections = {q: len(facts.references_out(q)) + len(facts.references_in(q)) for q in facts.tables}
    first = sorted(machines, key=lambda m: (m.log is None, -connections.get(m.table, 0)))
    rows = ((f"{m.table.name}.{m.column}", *_row(m, facts.schema.name)) for m in first)
    return Section("State machines", (grid(_COLUMNS, rows, lines=8),), len(machines))


def _of_table(machines: tuple[StateMachine, ...], subject: ProfiledSubject) -> Section:
    """The states of a table, or the state a log writes down."""
    schema, table = subject.facts.schema.name, subject.table
    own = table.qname if table is not None else None
    rows = (
        (m.column if m.table == own else f"{local(m.table, schema)}.{m.column}", *_row(m, schema)) for m in machines
    )
    return Section("State", (grid(_COLUMNS, rows),))


def _row(machine: StateMachine, schema: str) -> tuple[Cell, Cell]:
    """What the states are (the dictionary, or the labels), and where changes are written down, with their time."""
    log, states = machine.log, machine.states
    if machine.dictionary is not None:
        states = (local(machine.dictionary, schema),)
    where = "" if log is None else local(log.table, schema)
    when = f".{log.time}" if log is not None and log.time else ""
    return names(states) if states else "not listed", where + when


def _tables(machine: StateMachine) -> tuple[QName, ...]:
    """Its own, and the one that writes down its changes."""
    log = machine.log
    return (machine.table,) if log is None or log.table == machine.table else (machine.table, log.table)


DETECTOR = Detector(
    "Columns that hold a state, and where its changes are written down.",
    state_machines,
    schema=Shown(_of_schema, 30),
    table=Shown(_of_table, 30),
    column=Shown(_of_table, 50),
    tables=_tables,
)
