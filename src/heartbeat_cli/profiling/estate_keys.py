"""What the columns of an estate's databases say about keys of other databases, in their comments and names."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from heartbeat_cli.pgschema import Column, Database, QName, Table
from heartbeat_cli.profiling.vocabulary import BLANK, OWN_EVERYWHERE
from heartbeat_cli.profiling.words import singular_words

_SAID, _TABLE_SAID, _SOURCE_SAID, _DOUBTFUL = 0.9, 0.8, 0.6, 0.25
_CALLED, _LABELLED, _OWN_NAME, _IN_ROLE, _AFTER_SOURCE = 0.75, 0.55, 0.65, -0.1, 0.15
_MOSTLY = 0.6
_PLACE = re.compile(r"([A-Za-z][\w-]*)\.(\w+)\.(\w+)(?:\.(\w+))?")
_WORD = re.compile(r"[A-Za-z][\w-]+")
_DOUBT = re.compile(r"\b(?:probably|maybe|perhaps|looks like|unclear|unconfirmed)\b", re.IGNORECASE)
# What people call a key of another name: "Number of webbank.core.gl_account" is its `account_no`.
_SYNONYMS = {"number": ("number", "no", "nr", "num"), "code": ("code",), "identifier": ("id", "uuid")}
Place = tuple[str, QName, str]
"""Source, table and column."""


class Guess(NamedTuple):
    """A key a column may carry, how sure that is (0 to 1), and why."""

    place: Place
    score: float
    evidence: tuple[str, ...]


class EstateKeys:
    """The databases of an estate, and what columns call the truth source's keys. Partitions are left out."""

    def __init__(self, databases: Mapping[str, Database], truth_source: str) -> None:
        self.truth_source = truth_source
        self.tables = {
            source: {t.qname: t for t in database.tables() if t.partition_of is None}
            for source, database in databases.items()
        }
        self._spelt = {_spelling(source): source for source in databases}
        self._called = dict(_called(truth_source, self.tables.get(truth_source, {})))
        self._own = {source: {tail for q in tables for tail in _tails(q)} for source, tables in self.tables.items()}
        self._declared = {
            (source, q, k.columns[0]): Guess((source, k.target, k.target_columns[0]), 1.0, (f"refers to {k.target}",))
            for source, tables in self.tables.items()
            for q, t in tables.items()
            for k in t.foreign_keys
            if len(k.columns) == len(k.target_columns) == 1 and k.target in tables
        }
        self._shared = {
            (source, q, c)
            for source, tables in self.tables.items()
            for q, t in tables.items()
            for k in t.foreign_keys
            for c in k.columns
        }

    def column(self, place: Place) -> Column | None:
        """The column at a place, None where there is none."""
        table = self.tables.get(place[0], {}).get(place[1])
        return table.column(place[2]) if table is not None else None

    def declared(self, place: Place) -> Guess | None:
        """Where a column's own foreign key leads, inside its database."""
        return self._declared.get(place)

    def is_primary(self, place: Place) -> bool:
        """Whether a column is its table's primary key by itself."""
        key = self.tables[place[0]][place[1]].primary_key
        return key is not None and key.columns == (place[2],)

    def guess(self, place: Place) -> Guess | None:
        """The key of another database a column carries, by its comment, else by its name."""
        column = self.column(place)
        if column is None or place in self._shared:
            return None
        said = self._said(place[0], column)
        if said is not None or place[0] == self.truth_source:
            return said
        return self._named(place, column)

    def _said(self, source: str, column: Column) -> Guess | None:
        comment = column.comment
        if comment is None or not comment:
            return None
        doubt = _DOUBTFUL if _DOUBT.search(comment) else 0.0
        for match in _PLACE.finditer(comment):
            other, qname = self._spelt.get(_spelling(match[1])), QName(match[2], match[3])
            table = self.tables.get(other, {}).get(qname) if other is not None and other != source else None
            if other is None or table is None:
                continue
            if match[4] is not None and table.column(match[4]) is not None:
                return Guess((other, qname, match[4]), _SAID - doubt, ("its comment says so",))
            meant = _key_meant(comment, column, table)
            if meant is not None:
                return Guess((other, qname, meant), _TABLE_SAID - doubt, (f"its comment names {qname}",))
        return self._said_loosely(source, column)

    def _said_loosely(self, source: str, column: Column) -> Guess | None:
        """A comment names a source, the column one of its tables: `core_hold_ref`, "the hold in webbank". UUIDs only:
        other numbers mean too much."""
        if column.type != "uuid":
            return None
        words = tuple(w for w in singular_words(column.name) if w not in BLANK and w != "core")
        others = {s for w in _WORD.findall(column.comment or "") if (s := self._spelt.get(_spelling(w))) is not None}
        for other in sorted(others - {source}):
            named = [q for q in self.tables[other] if words and singular_words(q.name)[-len(words) :] == words]
            fitting = [p for q in named for p in self._primary(other, q) if self._type(p) == column.type]
            if len(fitting) == 1:
                return Guess(fitting[0], _SOURCE_SAID, (f"its comment names {other}, its name {fitting[0][1].name}",))
        return None

    def _primary(self, source: str, table: QName) -> Iterator[Place]:
        key = self.tables[source][table].primary_key
        if key is not None and len(key.columns) == 1:
            yield (source, table, key.columns[0])

    def _type(self, place: Place) -> str | None:
        column = self.column(place)
        return column.type if column is not None else None

    def _named(self, place: Place, column: Column) -> Guess | None:
        """What the column's name says, in the words of the truth source's own references."""
        words, bonus = singular_words(column.name), 0.0
        evidence: tuple[str, ...] = ()
        if len(words) > 2 and words[0] == _spelling(self.truth_source):
            words, bonus, evidence = words[1:], _AFTER_SOURCE, (f"named after {self.truth_source}",)
        if not words or words[0] in OWN_EVERYWHERE:
            return None
        for start in range(len(words)):
            rest = words[start:]
            if len(rest) == 1:
                return None
            known = self._called.get(rest)
            if known is None:
                continue
            if not bonus and (rest[:-1] in self._own[place[0]] or rest in self._own[place[0]]):
                return None
            role = f" (in the role {'_'.join(words[:start])})" if start else ""
            score = known.score + bonus + (_IN_ROLE if start else 0.0)
            return Guess(known.place, score, (*(e + role for e in known.evidence), *evidence))
        return None


def _called(source: str, tables: Mapping[QName, Table]) -> Iterator[tuple[tuple[str, ...], Guess]]:
    """What columns that carry a key are called: as the references to it, else as its table and column.

    Later ones win: what references say comes last.
    """
    labels: dict[tuple[str, ...], set[Place]] = defaultdict(set)
    names: dict[tuple[str, ...], Counter[Place]] = defaultdict(Counter)
    for table in tables.values():
        keys = [table.primary_key, *table.unique_keys]
        for column in {k.columns[0] for k in keys if k is not None and len(k.columns) == 1}:
            own, place = singular_words(column), (source, table.qname, column)
            labels[(*singular_words(table.name), *own)].add(place)
            # Every table numbers its own cases in a `case_no`.
            if len(own) > 2:
                labels[own].add(place)
        for key in table.foreign_keys:
            if len(key.columns) == len(key.target_columns) == 1:
                names[singular_words(key.columns[0])][source, key.target, key.target_columns[0]] += 1
    for words, places in labels.items():
        if len(places) == 1:
            place = next(iter(places))
            score = _OWN_NAME if words == singular_words(place[2]) else _LABELLED
            yield words, Guess(place, score, (f"named as {source}.{place[1]}.{place[2]}",))
    for words, counted in names.items():
        place, count = min(counted.items(), key=lambda item: (-item[1], item[0]))
        if count > 1 and count >= _MOSTLY * counted.total():
            said = f"{count} references of {source} to {place[1]} are called {'_'.join(words)}"
            yield words, Guess(place, _CALLED, (said,))


def _key_meant(comment: str, column: Column, table: Table) -> str | None:
    """The key of a table a comment speaks of without naming its column: by kind ("Code of …"), else by type."""
    keys = [k.columns[0] for k in (table.primary_key, *table.unique_keys) if k is not None and len(k.columns) == 1]
    first = _WORD.search(comment)
    kinds = _SYNONYMS.get(first[0].lower(), ()) if first is not None else ()
    for name in keys:
        if (
            singular_words(name)[-1:]
            and singular_words(name)[-1] in kinds
            and first is not None
            and first[0].lower() != "identifier"
        ):
            return name
    same = [n for n in keys if (c := table.column(n)) is not None and c.type == column.type]
    return same[0] if len(same) == 1 else None


def _tails(table: QName) -> Iterator[tuple[str, ...]]:
    words = singular_words(table.name)
    for start in range(len(words)):
        yield words[start:]


def _spelling(source: str) -> str:
    return source.replace("-", "_").lower()
