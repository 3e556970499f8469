"""Databases → the index: every word of every name, comment and enum label, with where it stands."""

from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import log
from types import MappingProxyType

from heartbeat_cli.estate import Term, phrases_of
from heartbeat_cli.pgschema import DATE_KINDS, Database, QName, Table, View, enum_labels, kind_of
from heartbeat_cli.profiling import DatabaseFacts, Reference, inferred_references, state_log_reason, subject_of
from heartbeat_cli.search.index import (
    COLUMN,
    COMMENT,
    NAME,
    PLACES,
    TABLE,
    VALUE,
    VIEW,
    IndexedSource,
    SearchIndex,
    SearchSubject,
    quoted,
)
from heartbeat_cli.search.labels import NO_LABELS, Labels
from heartbeat_cli.search.lexicon import words_within
from heartbeat_cli.search.words import GRAMMAR
from heartbeat_cli.text import split_words, stem

# Lookup lists (a code, a name, no time) name everything and answer nothing by themselves; of a reference, the table it
# leads to is likelier meant.
_LOOKUP_COLUMNS = 8
_LOOKUP, _REFERENCE = 0.8, 0.6


def index_estate(
    sources: Sequence[tuple[IndexedSource, Database | None]],
    subjects: Iterable[tuple[str, str, Term]] = (),
    synonyms: Iterable[Iterable[str]] = (),
    labels: Mapping[str, Labels] = MappingProxyType({}),
) -> SearchIndex:
    """The index of every source's database; `subjects` are (source, title, term), `synonyms` groups of phrases.

    `labels` are those of the landed dictionaries of each source, by its name.
    """
    items = _Items()
    groups = tuple(map(tuple, synonyms))
    for number, (source, database) in enumerate(sources):
        if database is not None:
            items.add_database(number, source.name, database, labels.get(source.name, NO_LABELS))
    names = [source.name for source, _ in sources]
    terms = tuple(_subject(names.index(source), title, term) for source, title, term in subjects)
    stems = dict.fromkeys(tuple(dict.fromkeys(filter(None, map(phrase_stems, group)))) for group in groups)
    items.heard.update(word for group in groups for phrase in group for word in split_words(phrase))
    return items.finish(tuple(source for source, _ in sources), terms, tuple(stems))


def _subject(source: int, title: str, term: Term) -> SearchSubject:
    phrases = phrases_of(term)
    return SearchSubject(source, title, phrases[0], tuple(s for phrase in phrases for s in phrase_stems(phrase)), term)


def phrase_stems(phrase: str) -> tuple[str, ...]:
    """The stems of a phrase's words, without those of grammar."""
    return tuple(stem(word) for word in split_words(phrase) if word not in GRAMMAR)


def _is_lookup(table: Table) -> bool:
    """A short list that refers to nothing and in which nothing happens."""
    timed = any(kind_of(c.type) in DATE_KINDS for c in table.columns)
    return not table.foreign_keys and not timed and len(table.columns) <= _LOOKUP_COLUMNS


class _Items:
    """An index while it grows."""

    def __init__(self) -> None:
        self.areas: list[int] = []
        self.area_words: defaultdict[str, list[int]] = defaultdict(list)
        self.postings: defaultdict[str, list[int]] = defaultdict(list)
        self.spellings: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self.owners, self.area_of, self.importance = array("I"), array("H"), array("f")
        self.kinds, self.lengths = bytearray(), bytearray()
        self.texts: list[bytes] = []
        self.stemmed: dict[str, str] = {}
        self.heard: set[str] = set()
        self.state_logs: dict[int, int] = {}
        self.joins: set[tuple[int, int]] = set()
        self.dictionaries: dict[int, int] = {}

    def add_database(self, source: int, name: str, database: Database, landed: Labels) -> None:
        referred = Counter(
            key.target
            for table in database.tables()
            for key in table.foreign_keys
            if key.target != table.qname and table.partition_of is None
        )
        labels = enum_labels(database)
        items: dict[QName, int] = {}
        for schema in database.schemas:
            area = len(self.areas)
            self.areas.append(source)
            for word in dict.fromkeys([*split_words(name), *split_words(schema.name)]):
                self.area_words[self.stem(word)].append(area)
            for table in schema.tables:
                if table.partition_of is None:
                    place = f"{quoted(name)}.{quoted(schema.name)}"
                    items[table.qname] = self.add_table(area, place, table, referred[table.qname], labels)
            for view in schema.views:
                self.add_view(area, f"{quoted(name)}.{quoted(schema.name)}", view)
        for table, columns, target in _keys(database):
            if table.qname in items and target in items and table.qname != target:
                self.joins |= {(items[table.qname], items[target]), (items[target], items[table.qname])}
                self.add_labels(items[table.qname], table, columns, items[target], landed.get(target, {}))
        for table in database.tables():
            for column, called in landed.get(table.qname, {}).items():
                self.post(_column(items[table.qname], table, column), VALUE, " ".join(called))
        logs = ((_logged_by(table), table) for table in database.tables())
        self.state_logs.update((items[on], items[t.qname]) for on, t in logs if on in items and t.qname in items)

    def add_table(
        self, area: int, place: str, table: Table, referred: int, labels: Mapping[str, tuple[str, ...]]
    ) -> int:
        important = 1 + log(1 + referred) / 10
        target = f"{place}.{quoted(table.name)}"
        own = _LOOKUP * important if _is_lookup(table) else important
        owner = self.add(area, TABLE, target, table.name, table.comment, own)
        keys = {column for key in table.foreign_keys for column in key.columns}
        for column in table.columns:
            importance = (1 + (important - 1) / 2) * (_REFERENCE if column.name in keys else 1)
            place_of_column = f"{target}.{quoted(column.name)}"
            item = self.add(area, COLUMN, place_of_column, column.name, column.comment, importance, owner=owner)
            self.post(item, VALUE, " ".join(labels.get(column.type, ())))
        return owner

    def add_labels(
        self, item: int, table: Table, columns: Sequence[str], dictionary: int, labels: Mapping[str, tuple[str, ...]]
    ) -> None:
        """Note what the rows of a dictionary are called at the column that refers to them."""
        if labels and len(columns) == 1:
            column = _column(item, table, columns[0])
            self.dictionaries[column] = dictionary
            self.post(column, VALUE, " ".join(label for called in labels.values() for label in called))

    def add_view(self, area: int, place: str, view: View) -> None:
        # `hb profile` knows no column of a view, so the view itself is what their names lead to.
        target = f"{place}.{quoted(view.name)}"
        item = self.add(area, VIEW, target, view.name, view.comment, 1.0)
        self.post(item, VALUE, " ".join((*view.columns, *(comment for _, comment in view.column_comments))))

    def add(
        self,
        area: int,
        kind: int,
        target: str,
        name: str,
        comment: str | None,
        importance: float,
        owner: int | None = None,
    ) -> int:
        item = len(self.kinds)
        self.owners.append(item if owner is None else owner)
        self.area_of.append(area)
        self.importance.append(importance)
        self.kinds.append(kind)
        self.lengths.append(min(255, max(1, self.post_name(item, name))))
        self.post(item, COMMENT, comment or "")
        self.texts.append(f"{target}\0{' '.join((comment or '').split())}".encode())
        return item

    def post(self, item: int, place: int, text: str) -> None:
        """Note every word of `text`."""
        for word in dict.fromkeys(split_words(text) if text else ()):
            if place == NAME or word not in GRAMMAR:
                found = self.stem(word)
                self.spellings[found][word] += 1
                self.postings[found].append(item * PLACES + place)

    def stem(self, word: str) -> str:
        found = self.stemmed.get(word)
        if found is None:
            found = self.stemmed[word] = stem(word)
        return found

    def post_name(self, item: int, name: str) -> int:
        """Note every word of a name, and those its words are run together of; how many there are in all."""
        words = split_words(name)
        within = [words_within(word) for word in words]
        self.post(item, NAME, " ".join((name, *(part for parts in within for part in parts))))
        return sum(len(parts) or 1 for parts in within)

    def finish(
        self,
        sources: tuple[IndexedSource, ...],
        subjects: tuple[SearchSubject, ...],
        synonyms: tuple[tuple[tuple[str, ...], ...], ...],
    ) -> SearchIndex:
        vocabulary = tuple(sorted(self.postings))
        lists = [sorted(set(self.postings[word])) for word in vocabulary]
        return SearchIndex(
            sources=sources,
            subjects=subjects,
            synonyms=synonyms,
            areas=tuple(self.areas),
            area_words={word: tuple(areas) for word, areas in self.area_words.items()},
            vocabulary=vocabulary,
            forms=tuple(_usual(self.spellings[word]) for word in vocabulary),
            written=tuple(sorted(self.heard.union(*self.spellings.values()))),
            offsets=array("I", _offsets(map(len, lists))),
            postings=array("I", (place for places in lists for place in places)),
            owners=self.owners,
            area_of=self.area_of,
            kinds=bytes(self.kinds),
            lengths=bytes(self.lengths),
            importance=self.importance,
            text_offsets=array("I", _offsets(map(len, self.texts))),
            texts=b"".join(self.texts),
            state_logs=self.state_logs,
            joins=array("I", (one for one, _ in sorted(self.joins))),
            joined=array("I", (other for _, other in sorted(self.joins))),
            dictionaries=self.dictionaries,
        )


def _column(item: int, table: Table, name: str) -> int:
    """The number of a column of the table that is item `item`."""
    return item + 1 + next(place for place, column in enumerate(table.columns) if column.name == name)


def _keys(database: Database) -> Iterator[tuple[Table, tuple[str, ...], QName]]:
    """Which table leads to which by which columns: by a key that is declared, or by one that is likely."""
    facts = DatabaseFacts(database)
    for schema in database.schemas:
        for table in schema.tables:
            yield from ((table, key.columns, key.target) for key in table.foreign_keys)
        for found in inferred_references(facts.of(schema)):
            yield facts.tables[found.source], found.columns, found.target


def _usual(spellings: Counter[str]) -> str:
    return min(spellings, key=lambda form: (-spellings[form], len(form), form))


def _offsets(lengths: Iterable[int]) -> Iterator[int]:
    end = 0
    yield end
    for length in lengths:
        end += length
        yield end


def _logged_by(table: Table) -> QName | None:
    """The table whose changes of state `table` records, None where it is no state log."""
    if state_log_reason(table) is None:
        return None
    keys = table.foreign_keys
    return subject_of(table, tuple(Reference(table.qname, k.columns, k.target, k.target_columns) for k in keys))
