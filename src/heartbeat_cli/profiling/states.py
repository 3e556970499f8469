"""State machines: which column holds a table's state, what the states are, and where the changes are written down.

A column is a state by its words (state, status, stage, phase), by an enum or dictionary so named, or because a log
follows it. A district in an address or a person's marital status is none.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from heartbeat_cli.pgschema import Column, Database, QName, Schema, Table
from heartbeat_cli.pgschema.types import kind_of
from heartbeat_cli.profiling.cursors import event_column
from heartbeat_cli.profiling.profile import References
from heartbeat_cli.profiling.roles import as_log, dictionary_reason
from heartbeat_cli.profiling.vocabulary import ADDRESS, CHANGES, ENTERED_STATE, KEY_KINDS, LEFT_STATE, STATES, TRAITS
from heartbeat_cli.profiling.words import singular, words_of

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


def state_machines(schema: Schema, database: Database, references: References) -> tuple[StateMachine, ...]:
    """The state columns of a schema's tables, those with a log first, then in the order of the tables.

    Logs and dictionaries have none of their own; partitions are left to their parents.
    """
    kinds = _Kinds(database, references)
    tables = [t for t in schema.tables if t.partition_of is None]
    logs = _logs_by_subject(database, references)
    found: list[StateMachine] = []
    for table in tables:
        out, into = references.out.get(table.qname, ()), references.into.get(table.qname, ())
        is_log = _writes_changes(table, references) and table.qname not in logs
        if is_log or dictionary_reason(table, out, into):
            continue
        found += _of_table(table, logs.get(table.qname, ()), kinds)
    return tuple(sorted(found, key=lambda m: m.log is None))


def _of_table(table: Table, logs: Iterable[Table], kinds: "_Kinds") -> list[StateMachine]:
    around = {w for c in table.columns for w in _words(c.name)}
    columns = [(c, kind) for c in table.columns if (kind := kinds.of(table, c)) is not None]
    columns = [(c, kind) for c, kind in columns if _is_state(c, kind, around)]
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
    words = _words(column.name)
    bare = words[:-1] if words[-1:] and words[-1] in KEY_KINDS else words
    trait = kind.dictionary is not None and set(_words(kind.dictionary.name)) & TRAITS
    if not bare or trait or set(bare) & (TRAITS | LEFT_STATE | ENTERED_STATE):
        return False
    if bare[-1] == "state" and kind.values == "unlisted" and around & ADDRESS:
        return False
    return bare[-1] in STATES or (kind.named and kind.values in ("dictionary", "enum"))


def _as_state_log(
    log: Table, subject: Table, column: Column, kind: _Kind, kinds: "_Kinds", rivals: int
) -> StateLog | None:
    """The log as that of one state column: its own columns hold the same states, or there is no other to follow."""
    stated = [(c, k) for c in log.columns if (k := kinds.of(log, c)) is not None]
    same = [c for c, k in stated if _same_states(k, kind, c, column)]
    if not same and rivals == 1:
        same = [c for c, _ in stated if set(_words(c.name)) & STATES]
    if not same:
        return None
    left = [c for c in same if set(_words(c.name)) & LEFT_STATE]
    entered = [c for c in same if c not in left]
    to = next((c for c in entered if set(_words(c.name)) & ENTERED_STATE), next(iter(entered), None))
    time = event_column(log, is_log=True)
    key = next((r.columns[0] for r in kinds.references.out.get(log.qname, ()) if r.target == subject.qname), None)
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

    def __init__(self, database: Database, references: References) -> None:
        self.references = references
        self.enums = {f"{e.schema}.{e.name}": e for s in database.schemas for e in s.enums}
        self.domains = {f"{d.schema}.{d.name}": d for s in database.schemas for d in s.domains}

    def of(self, table: Table, column: Column) -> _Kind | None:
        """The kind of a column, None where it cannot hold a state."""
        for reference in self.references.out.get(table.qname, ()):
            if reference.columns == (column.name,):
                words = set(_words(reference.target.name))
                named = bool(words & STATES) and not words & TRAITS
                return _Kind("dictionary", dictionary=reference.target, named=named)
        type_ = column.type.replace('"', "")
        if (enum := self.enums.get(type_)) is not None:
            return _Kind("enum", enum.labels, named=bool(set(_words(enum.name)) & STATES))
        if (domain := self.domains.get(type_)) is not None:
            states = next((s for c in domain.checks if (s := _listed(c.expression))), ())
            return _Kind("check", states) if states else None
        if not (kind_of(column.type) == "text" or column.type in ("smallint", "integer")):
            return None
        if not set(_words(column.name)) & STATES:
            return None
        mention = re.compile(rf"\b{re.escape(column.name)}\b")
        checks = (c.expression for c in table.checks if mention.search(c.expression))
        states = next((s for expression in checks if (s := _listed(expression))), ())
        return _Kind("check", states) if states else _Kind("unlisted")


def _listed(expression: str) -> tuple[str, ...]:
    """The texts a check allows, empty where it is no list of at least two."""
    if not _LIST.search(expression):
        return ()
    found = tuple(dict.fromkeys(t.replace("''", "'") for t in _LITERAL.findall(expression)))
    return found if len(found) > 1 else ()


def _logs_by_subject(database: Database, references: References) -> Mapping[QName, list[Table]]:
    """The tables that write down changes, by the table they are about; state logs come before others."""
    tables = {t.qname: t for t in database.tables() if t.partition_of is None}
    found: dict[QName, list[Table]] = defaultdict(list)
    for table in tables.values():
        if _writes_changes(table, references):
            subject = _subject(table, tables, references)
            if subject is not None:
                found[subject].append(table)
    return {q: sorted(logs, key=lambda t: (not set(_words(t.name)) & STATES, t.qname)) for q, logs in found.items()}


def _writes_changes(table: Table, references: References) -> bool:
    words = _words(table.name)
    if not CHANGES & set(words[-2:]):
        return as_log(table, references.out.get(table.qname, ())) is not None
    return event_column(table, is_log=True) is not None


def _subject(table: Table, tables: Mapping[QName, Table], references: References) -> QName | None:
    """The table a log is about: the referred one its name begins with, the only local one, or the one so named."""
    out = references.out.get(table.qname, ())
    log = as_log(table, out)
    if log is not None and log.subject is not None:
        return log.subject
    local = {r.target for r in out if r.target.schema == table.schema and r.target != table.qname}
    if len(local) == 1:
        return next(iter(local))
    words = words_of(table.name)
    for length in range(len(words) - 1, 0, -1):
        named = QName(table.schema, "_".join(words[:length]))
        if named in tables:
            return named
    return None


@lru_cache(maxsize=65536)
def _words(name: str) -> tuple[str, ...]:
    return tuple(singular(w) for w in words_of(name))
