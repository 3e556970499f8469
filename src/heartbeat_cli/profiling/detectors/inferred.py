"""References nobody declared: columns that look like a key of another table, with the evidence and a score.

A suggestion, never a fact: it is shown apart from declared references and scored from 0 to 1. Names are compared by
whole words (`debit_account_id` is the account's `id` in the role `debit`); a type that cannot hold the target's key
ends the matter; what other tables declare under the same column name weighs most. Values are not looked at.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from heartbeat_cli.blocks import Grid, GridColumn, Section, grid, names
from heartbeat_cli.pgschema import Column, QName, Table, can_carry, kind_of, split_type
from heartbeat_cli.profiling.cursors import leads_an_index
from heartbeat_cli.profiling.detectors.parts.composite_keys import CompositeKeys
from heartbeat_cli.profiling.detectors.parts.detector import Detector, ProfiledSubject, Shown
from heartbeat_cli.profiling.detectors.parts.key_names import KeyIndex, KeyMatch
from heartbeat_cli.profiling.detectors.parts.keys import KeyName
from heartbeat_cli.profiling.detectors.parts.wording import local
from heartbeat_cli.profiling.facts import SchemaFacts
from heartbeat_cli.profiling.roles import SAID
from heartbeat_cli.profiling.vocabulary import KEY_KINDS
from heartbeat_cli.profiling.words import singular_words

THRESHOLD = 0.6
"""Suggestions below are not made: they are wrong too often."""
_AMBIGUOUS = 0.25
_CLOSE, _AT_HOME, _FURTHER = 0.1, 0.5, 0.1
_WHOLE_KEY = 0.85
_ROOMIER, _MUCH_MORE = 0.3, 4


@dataclass(frozen=True, slots=True)
class InferredReference:
    """A likely reference: `score` from 0 to 1, `evidence` in words, strongest first."""

    source: QName
    columns: tuple[str, ...]
    target: QName
    target_columns: tuple[str, ...]
    score: float
    evidence: tuple[str, ...]


def inferred_references(facts: SchemaFacts) -> tuple[InferredReference, ...]:
    """Likely references out of a schema's tables, best first within a table, tables in their order.

    Partitions are left to their parents. A column that has a declared reference, or that is a primary key by itself
    without sharing another table's, gets no suggestion; nor does one whose comment says it lives in another database.
    """
    return tuple(reference for table in facts.tables.values() for reference in _guesses(table, facts))


def _guesses(table: Table, facts: SchemaFacts) -> list[InferredReference]:
    """What is said of a table's columns, and what is likely of those nothing is said of."""
    said = facts.everywhere.decisions.get(table.qname)
    if said is None:
        return _likely(table, facts)
    about = {name: column.refers_to for name, column in said.columns.items() if column.refers_to is not None}
    found = [
        InferredReference(table.qname, (name,), target[0], (target[1],), 1.0, (SAID,))
        for name, target in about.items()
        if target and table.column(name) is not None and target[0] in facts.everywhere.tables
    ]
    return [*found, *(r for r in _likely(table, facts) if about.keys().isdisjoint(r.columns))]


def _likely(table: Table, facts: SchemaFacts) -> list[InferredReference]:
    keys, composites = facts.everywhere.once(KeyIndex), facts.everywhere.once(CompositeKeys)
    found: list[InferredReference] = []
    for target in composites.targets(table):
        columns = target.primary_key.columns if target.primary_key else ()
        evidence = ("all columns of its primary key, same names and types",)
        found.append(InferredReference(table.qname, columns, target.qname, columns, _WHOLE_KEY, evidence))
    known = {c for r in facts.references_out(table.qname) for c in r.columns}
    known |= {c for reference in found for c in reference.columns}
    own_key = table.primary_key.columns if table.primary_key else ()
    unique = _unique(table)
    for column in table.columns:
        match = _best(column, table, keys) if column.name not in known else None
        if match is None or match.score < THRESHOLD:
            continue
        if own_key == (column.name,) and not _shares_key(table, column, match.key):
            continue
        if column.name in unique and keys.is_mostly_own(column.name) and not _is_called_after(column, match.key):
            continue
        target_name, columns = match.key.table.qname, (match.key.column.name,)
        score = round(match.score, 2)
        found.append(InferredReference(table.qname, (column.name,), target_name, columns, score, match.evidence))
    return sorted(found, key=lambda r: (-r.score, r.columns))


def _unique(table: Table) -> frozenset[str]:
    """The columns that are a unique key by themselves."""
    keys = [k.columns for k in table.unique_keys] + [i.keys for i in table.indexes if i.unique and i.where is None]
    return frozenset(k[0] for k in keys if len(k) == 1)


def _is_called_after(column: Column, key: KeyName) -> bool:
    """Whether a column's name has a word of the table's: `plan_id` has, a table's own `public_uid` has not."""
    return not KEY_KINDS.issuperset(set(singular_words(column.name)) & set(key.words) or KEY_KINDS)


def _shares_key(table: Table, column: Column, key: KeyName) -> bool:
    """Whether a table's primary key can be another's at the same time: `company_applicant.applicant_id`."""
    numbered = column.identity is not None or (column.default or "").startswith("nextval(")
    is_above = key.table.name.startswith(table.name)
    own, name = singular_words(table.name), singular_words(column.name)
    extends = name[: len(own)] != own or own[-len(key.words) :] == key.words or own[: len(key.words)] == key.words
    return not numbered and not is_above and extends and key.table.qname != table.qname


def _best(column: Column, table: Table, keys: KeyIndex) -> KeyMatch | None:
    """The likeliest key a column refers to; a rival that is nearly as likely costs it score."""
    if keys.is_elsewhere(column):
        return None
    itself = (table.qname, column.name)
    merged = _merged(m for m in keys.matches(column, table) if (m.key.table.qname, m.key.column.name) != itself)
    weighed = [_weighed(m, column, table) for m in merged if can_carry(column.type, m.key.column.type)]
    if not weighed:
        return None
    weighed.sort(key=lambda m: (-m.score, m.key.table.schema != table.schema, m.key.table.qname, m.key.column.name))
    best = weighed[0]
    rivals = [m for m in weighed[1:] if _rivals(m, best, table)]
    if rivals:
        names = ", ".join(str(m.key.table.qname) for m in rivals[:2])
        return replace(best, score=best.score - _AMBIGUOUS, evidence=(*best.evidence, f"or {names}"))
    return best


def _merged(matches: Iterable[KeyMatch]) -> list[KeyMatch]:
    """One match per key: the best of them, a little better for each further reason."""
    found: dict[tuple[QName, str], KeyMatch] = {}
    for match in matches:
        place = (match.key.table.qname, match.key.column.name)
        known = found.get(place, match)
        better, other = (match, known) if match.score > known.score else (known, match)
        more = tuple(e for e in other.evidence if e not in better.evidence)
        score = min(better.score + _FURTHER, 1.0) if more else better.score
        found[place] = replace(better, score=score, evidence=better.evidence + more)
    return list(found.values())


def _rivals(match: KeyMatch, best: KeyMatch, table: Table) -> bool:
    """Whether another key is nearly as likely as the best, or in the table's own schema when the best is not.

    The same table in another schema is no rival to the one at hand.
    """
    here, there = match.key.table, best.key.table
    abroad = there.schema != table.schema
    if here.qname == there.qname or (here.name == there.name and not abroad):
        return False
    return best.score - match.score < _CLOSE or (abroad and here.schema == table.schema and match.score > _AT_HOME)


def _weighed(match: KeyMatch, column: Column, table: Table) -> KeyMatch:
    """The match with what type, place and indexes add."""
    key, score, evidence = match.key, match.score, list(match.evidence)
    if column.type == key.column.type:
        evidence.append(f"same type {column.type}")
    else:
        score -= 0.1
        evidence.append(f"{column.type} for {key.column.type}")
        score -= _ROOMIER if _is_roomier(column.type, key.column.type) and not _ends_in_a_key(column) else 0.0
    if key.table.schema == table.schema:
        score += 0.06
    if key.primary:
        whole = key.table.primary_key is None or len(key.table.primary_key.columns) == 1
        evidence.append("its primary key" if whole else "in its primary key")
    else:
        score -= 0.1
        evidence.append("no primary key of its table")
    if leads_an_index(table, column.name):
        score += 0.04
        evidence.append("indexed")
    return KeyMatch(key, max(0.0, min(score, 1.0)), tuple(evidence))


def _is_roomier(type_: str, key: str) -> bool:
    """Whether a text has room for much more than a code: a `payer_bank` of 255 letters is a name."""
    own, code = sum(split_type(type_)[1]), sum(split_type(key)[1])
    return kind_of(type_) == "text" and code > 0 and own > _MUCH_MORE * code


def _ends_in_a_key(column: Column) -> bool:
    return not KEY_KINDS.isdisjoint(singular_words(column.name)[-1:])


# On the page


def _of_schema(guesses: tuple[InferredReference, ...], subject: ProfiledSubject) -> Section:
    """Likeliest first."""
    schema = subject.facts.schema.name
    rows = (
        (
            f"{r.source.name}.{'+'.join(r.columns)}",
            f"{local(r.target, schema)}.{'+'.join(r.target_columns)}",
            f"{r.score:.2f}",
            names(r.evidence),
        )
        for r in sorted(guesses, key=lambda r: (-r.score, r.source, r.columns))
    )
    return _section(grid(_columns("phrases"), rows, lines=8))


def _of_table(guesses: tuple[InferredReference, ...], subject: ProfiledSubject) -> Section:
    """Both ways: out of the table first."""
    schema, table = subject.facts.schema.name, subject.table
    own = table.qname if table is not None else None
    rows = (
        (
            f"{local(g.source, schema)} ({', '.join(g.columns)})",
            f"{local(g.target, schema)} ({', '.join(g.target_columns)})",
            f"{g.score:.2f}",
            "; ".join(g.evidence),
        )
        for g in sorted(guesses, key=lambda g: g.source != own)
    )
    return _section(grid(_columns("words"), rows, lines=16))


def _columns(because: str) -> tuple[GridColumn, ...]:
    return (
        GridColumn("column", style="guess"),
        GridColumn("may refer to", style="guess"),
        GridColumn("score", "number"),
        GridColumn("because", because, "dim", optional=True),
    )


def _section(body: Grid) -> Section:
    return Section("References nobody declared", (body,), body.number, "guesses by name and type")


def _tables(guess: InferredReference) -> tuple[QName, ...]:
    return (guess.source,) if guess.source == guess.target else (guess.source, guess.target)


def _columns_of(guess: InferredReference, table: QName) -> tuple[str, ...]:
    """Those that refer, and in what is referred to those referred to."""
    return guess.columns if guess.source == table else guess.target_columns


DETECTOR = Detector(
    "References nobody declared.",
    inferred_references,
    schema=Shown(_of_schema, 100),
    table=Shown(_of_table, 40),
    column=Shown(_of_table, 60),
    tables=_tables,
    columns=_columns_of,
)
