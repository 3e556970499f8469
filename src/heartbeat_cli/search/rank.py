"""Which tables and columns a query finds, and in which order.

A word found in a name says more than one in a comment, and one of a table's columns has less to say about the table
than either; a rare word says more than one every second table has; a table many others refer to is likelier what the
house means by the word. All words have to be met by one table (with its columns) or one column (with its table); only
where no table has them all, those with some are shown, and it is said. Words that ask (`how many`, `rate`) nobody has
to have, and the window of a question is no word at all. Where it is asked what happened, the state log of the best
table follows that table. Of equals the right source comes first, then the truth source. Embeddings were the
alternative: they need a model, and cannot say why a table was found.

Where a table is to be chosen (`search_tables`), what a column would be found by counts for its table: the word of its
name as a word in a column, that of its comment or of one of its values as one in a column's comment.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import zip_longest
from math import log
from typing import NamedTuple

from heartbeat_cli.search.index import COLUMN, KINDS, TABLE, SearchIndex, item_of, place_of
from heartbeat_cli.search.nearest import nearest
from heartbeat_cli.search.neighbours import with_neighbours
from heartbeat_cli.search.query import Interpretation, SearchQuery, read_query
from heartbeat_cli.search.weights import IN_COMMENT, IN_SOURCE, OF_COLUMN, OF_TABLE, OWN
from heartbeat_cli.search.why import WordMatch, reasons
from heartbeat_cli.search.words import GENERIC
from heartbeat_cli.text import stem

_COLUMN_WEIGHT = 0.8
# "Nearly equal": the truth source's hit comes first unless another's is better by more than this.
_TRUTH, _RIGHT = 1.25, 1.8
# How rare a word that asks counts as: what `rate` in "KYC pass rate" says about which table it is.
_ASKING = 0.3
# A word that columns of every kind of table have says little, however few of a small estate's do.
_GENERIC = 0.5
# What a word of a table says that a key joins to it, and how far it stands for one of its own.
_BESIDE, _COVERS_BESIDE = 0.2, 0.3
_NEAREST = 3

Weights = dict[int, float]


class Hit(NamedTuple):
    """A table, view or column; `target` is what `hb profile` takes.

    `joins` are the targets of better hits that a key joins it to; for a hit with no match they are why it is here.
    """

    target: str
    kind: str
    source: str
    comment: str | None
    score: float
    matches: tuple[WordMatch, ...]
    joins: tuple[str, ...] = ()


class RightSourceHint(NamedTuple):
    """A source that is the truth for what was asked; not `mirrored`: nothing of it could be searched."""

    source: str
    subject: str
    term: str
    mirrored: bool


class SearchResult(NamedTuple):
    """What a search gave: the best hits, and how many there are in all.

    `complete`: each hit has every known word. `replaced` are (typed, searched instead), `unknown` were left out;
    `nearest` are known words close to the unknown ones, filled where there is no hit.
    """

    hits: tuple[Hit, ...]
    total: int
    complete: bool
    replaced: tuple[tuple[str, str], ...]
    unknown: tuple[str, ...]
    nearest: tuple[str, ...]
    right_sources: tuple[RightSourceHint, ...]


def search(
    text: str, index: SearchIndex, *, limit: int = 10, source: str | None = None, kinds: Iterable[str] = KINDS
) -> SearchResult:
    """The tables, views and columns `text` finds, best first; of one `source` only where it is given."""
    query = read_query(text, index)
    return _Ranking(query, index).result(_areas_of(index, source), _numbers(kinds), limit)


def search_tables(text: str, index: SearchIndex, sources: Iterable[str], *, limit: int = 5) -> list[tuple[Hit, ...]]:
    """The tables of each of `sources` that `text` finds, best first: those `search` finds, then those with some words.

    A question is a sentence: it has words no table has, and who chooses a table wants to see the next best, too.
    """
    ranking = _Ranking(read_query(text, index), index)
    areas = (_areas_of(index, source) for source in sources)
    return [ranking.result(found, _numbers(["table"]), limit, some_words=True).hits for found in areas]


def _numbers(kinds: Iterable[str]) -> frozenset[int]:
    return frozenset(KINDS.index(kind) for kind in kinds)


def _right_sources(query: SearchQuery, index: SearchIndex) -> tuple[RightSourceHint, ...]:
    return tuple(
        RightSourceHint(index.sources[s.source].name, s.title, s.term, index.sources[s.source].mirrored)
        for s in query.subjects
    )


class _Term(NamedTuple):
    """One stem that was looked up: the weight of each item by its own words, and of each relation by all of its."""

    own: Weights
    relations: Weights


class _Ranking:
    """One query over one index."""

    def __init__(self, query: SearchQuery, index: SearchIndex) -> None:
        self.query, self.index = query, index
        self.slots = range(len(query.words))
        self.needed = [slot for slot in self.slots if slot not in query.asking]
        self.terms = [[self._look_up(numbers) for numbers in reading.terms] for reading in query.readings]
        self.areas = [self._areas(slot) for slot in self.slots]
        self.by_relation = [self._relations(slot) for slot in self.slots]
        relations = sum(index.kinds.count(kind) for kind in range(COLUMN))
        self.rarity = [
            _ASKING if slot in query.asking else self._rarity(slot, relations / max(1, len(found)))
            for slot, found in zip(self.slots, self.by_relation, strict=True)
        ]

    def _rarity(self, slot: int, one_of: float) -> float:
        """What it says of a table that it has a word which `one_of` so many has."""
        return log(1 + one_of) * (_GENERIC if self.query.words[slot] in GENERIC else 1)

    def result(
        self, areas: frozenset[int] | None, kinds: frozenset[int], limit: int, *, some_words: bool = False
    ) -> SearchResult:
        """The best hits in `areas` (None: everywhere); with `some_words`, those without the others always count."""
        query, index = self.query, self.index
        scores, complete = self._scores(areas, kinds, some_words=some_words)
        # Items are numbered in the order of the inventory and of each dump, which decides between equals.
        best = sorted(scores, key=lambda item: (-round(scores[item], 3), item))
        if query.of_change and TABLE in kinds:
            best = self._with_state_log(best, scores)
        joins: dict[int, list[int]] = {}
        # Who types one or two names looks for what is called so, and not for what lies beside it.
        several = COLUMN not in kinds and len(self.needed) > 1
        if TABLE in kinds and (some_words or several or query.is_sentence):
            best, joins = with_neighbours(best, index)
            scores.update((item, self._relation_score(item)) for item in joins if item not in scores)
        hits = tuple(self._hit(item, scores[item], joins.get(item, ())) for item in best[:limit])
        near = [] if hits else [w for word in query.unknown for w in nearest(word, index.written, far=True)[:_NEAREST]]
        right = _right_sources(query, index)
        return SearchResult(hits, len(best), complete, query.replaced, query.unknown, tuple(near), right)

    def _with_state_log(self, best: list[int], scores: Weights) -> list[int]:
        """`best`, with the state log of the best table that is called like the question right behind that table."""
        for place, item in enumerate(best):
            log = self.index.state_logs.get(item)
            if log is None or not any(self.by_relation[slot].get(item, 0.0) > IN_COMMENT for slot in self.needed):
                continue
            if log in best[:place]:
                return best
            scores[log] = scores[item]
            return [*best[: place + 1], log, *(other for other in best[place + 1 :] if other != log)]
        return best

    def _look_up(self, numbers: Sequence[tuple[int, float]]) -> _Term:
        owners = self.index.owners
        own: Weights = {}
        relations: Weights = {}
        for number, factor in numbers:
            for posting in self.index.places(number):
                item, place = item_of(posting), place_of(posting)
                weight = OWN[place] * factor
                if weight > own.get(item, 0.0):
                    own[item] = weight
                owner = owners[item]
                if owner != item:
                    weight = OF_COLUMN[place] * factor
                if weight > relations.get(owner, 0.0):
                    relations[owner] = weight
        return _Term(own, relations)

    def _areas(self, slot: int) -> frozenset[int]:
        """The areas where a word holds for everything: the source is called so, or is the truth for it."""
        word = self.query.readings[slot]
        about = {s.source for s in self.query.subjects if stem(self.query.words[slot]) in s.stems}
        return word.areas | {area for area, source in enumerate(self.index.areas) if source in about}

    def _relations(self, slot: int) -> Weights:
        best: Weights = {}
        for reading, terms in zip(self.query.readings, self.terms, strict=True):
            if slot in reading.covers:
                for relation, weight in _all_of([term.relations for term in terms]):
                    if weight * reading.factor > best.get(relation, 0.0):
                        best[relation] = weight * reading.factor
        return best

    def _scores(self, areas: frozenset[int] | None, kinds: frozenset[int], *, some_words: bool) -> tuple[Weights, bool]:
        """Every hit of one of `kinds` with its score, and whether all have all words: others only if they say more."""
        if not self.needed:
            return {}, True
        met = {relation: self._met(relation) for relation in self._candidates(areas, named=some_words)}
        complete = {relation for relation, slots in met.items() if slots == len(self.needed)}
        found = dict(self._hits(complete, kinds))
        if len(complete) == len(met):
            return found, bool(complete)
        # With two of three words in its name a table says more than one that has the third in a remark on a column.
        partly = met.keys() - complete
        most = max(self._relation_score(relation) * met[relation] / len(self.needed) for relation in partly)
        if some_words or most > max(found.values(), default=0.0):
            found.update(self._hits(partly, kinds, partly=True))
            return found, False
        return found, bool(complete)

    def _hits(self, relations: set[int], kinds: frozenset[int], partly: bool = False) -> Iterator[tuple[int, float]]:
        """`relations` and those of their columns that are hits themselves."""
        yield from ((r, self._relation_score(r)) for r in relations if self.index.kinds[r] in kinds)
        if COLUMN in kinds:
            yield from self._columns(relations, partly)

    def _candidates(self, areas: frozenset[int] | None, *, named: bool) -> Iterable[int]:
        """The relations that have one of the words; where none has, all of a source called like one, unless `named`."""
        area_of = self.index.area_of
        found = {i for slot in self.needed for i in self.by_relation[slot] if areas is None or area_of[i] in areas}
        if found or named:
            return found
        # Only a source's name was given: everything it has.
        called = frozenset().union(*self.areas)
        called = called if areas is None else called & areas
        return [item for item, owner in enumerate(self.index.owners) if item == owner and area_of[item] in called]

    def _met(self, relation: int) -> int:
        """How many of the words the relation has."""
        area = self.index.area_of[relation]
        return sum(relation in self.by_relation[slot] or area in self.areas[slot] for slot in self.needed)

    def _relation_score(self, relation: int) -> float:
        area = self.index.area_of[relation]
        weights = [
            max(self.by_relation[slot].get(relation, 0.0), IN_SOURCE if area in self.areas[slot] else 0.0)
            for slot in self.slots
        ]
        beside = [
            0.0 if weight else _BESIDE * self._beside(relation, slot)
            for slot, weight in zip(self.slots, weights, strict=True)
        ]
        return self._score(relation, weights, sum(weight > IN_COMMENT for weight in weights), beside)

    def _beside(self, relation: int, slot: int) -> float:
        """The weight of a word in the best of the relations that a key joins to this one."""
        found = self.by_relation[slot]
        return max((found.get(other, 0.0) for other in self.index.neighbours(relation)), default=0.0)

    def _score(self, item: int, weights: Sequence[float], named: int, beside: Sequence[float] = ()) -> float:
        """A hit's score by the weight of each word: its own, and where it has not got it, that `beside` it."""
        said = [sum(both) for both in zip_longest(weights, beside, fillvalue=0.0)]
        covers = sum(1.0 if weights[slot] else _COVERS_BESIDE if said[slot] else 0.0 for slot in self.needed)
        covered = covers / len(self.needed)
        average = sum(weight * rare for weight, rare in zip(said, self.rarity, strict=True)) / sum(self.rarity)
        # A name that says nothing but what was asked is closer than one that says more.
        close = 1 + min(1.0, named / self.index.lengths[item])
        return average * covered * close * self.index.importance[item] * self._preference(item)

    def _preference(self, item: int) -> float:
        number = self.index.areas[self.index.area_of[item]]
        if any(number == subject.source for subject in self.query.subjects):
            return _RIGHT
        return _TRUTH if self.index.sources[number].truth else 1.0

    def _columns(self, relations: set[int], partly: bool) -> Iterator[tuple[int, float]]:
        """Columns that say something their table does not say itself; `partly`: without all the words as well."""
        owners, kinds = self.index.owners, self.index.kinds
        readings = list(zip(self.query.readings, self.terms, strict=True))
        columns = {i for terms in self.terms for t in terms for i in t.own if kinds[i] == COLUMN}
        for column in columns:
            owner = owners[column]
            if owner not in relations:
                continue
            own, complete = self._column_weights(column, owner, readings)
            if partly or all(complete[slot] for slot in self.needed):
                tables = [self._of_table(owner, slot, readings) for slot in self.slots]
                if any(mine > its for mine, its in zip(own, tables, strict=True)):
                    named = sum(weight > IN_COMMENT for weight in own)
                    yield column, self._score(column, complete, named) * _COLUMN_WEIGHT

    def _column_weights(
        self, column: int, owner: int, readings: Sequence[tuple[Interpretation, Sequence[_Term]]]
    ) -> tuple[list[float], list[float]]:
        """Per word, what the column says itself, and what it says with its table and source."""
        own, complete = [0.0] * len(self.slots), [0.0] * len(self.slots)
        area = self.index.area_of[column]
        for reading, terms in readings:
            mine = min(term.own.get(column, 0.0) for term in terms)
            both = min(max(term.own.get(column, 0.0), term.own.get(owner, 0.0) * OF_TABLE) for term in terms)
            for slot in reading.covers:
                own[slot] = max(own[slot], mine * reading.factor)
                complete[slot] = max(complete[slot], both * reading.factor)
        for slot in self.slots:
            if area in self.areas[slot]:
                complete[slot] = max(complete[slot], IN_SOURCE)
        return own, complete

    def _of_table(self, owner: int, slot: int, readings: Sequence[tuple[Interpretation, Sequence[_Term]]]) -> float:
        return max(
            (
                min(term.own.get(owner, 0.0) for term in terms) * reading.factor
                for reading, terms in readings
                if slot in reading.covers
            ),
            default=0.0,
        )

    def _hit(self, item: int, score: float, joins: Sequence[int]) -> Hit:
        """The item as it is shown."""
        target, comment = self.index.text(item)
        logs = self.index.state_logs
        return Hit(
            target,
            KINDS[self.index.kinds[item]],
            self.index.source_of(item).name,
            comment,
            round(score, 3),
            # A state log has not always one of the words itself: then it is found by those of the table before it.
            self._matches(item) or self._matches(next((t for t, log in logs.items() if log == item), item)),
            tuple(self.index.text(other)[0] for other in joins),
        )

    def _matches(self, item: int) -> tuple[WordMatch, ...]:
        area = self.index.area_of[item]
        found = (
            match
            for slot in self.slots
            for match in reasons(item, slot, self.query, self.index, of_source=area in self.areas[slot])
        )
        return tuple(dict.fromkeys(found))


def _areas_of(index: SearchIndex, source: str | None) -> frozenset[int] | None:
    """The areas of one source, None for all."""
    if source is None:
        return None
    numbers = {n for n, known in enumerate(index.sources) if source in (known.name, known.database)}
    return frozenset(area for area, number in enumerate(index.areas) if number in numbers)


def _all_of(found: Sequence[Mapping[int, float]]) -> Iterator[tuple[int, float]]:
    """What stands in every one of `found`, with its least weight."""
    first, *rest = found
    if not rest:
        yield from first.items()
        return
    for item, weight in first.items():
        others = [other.get(item, 0.0) for other in rest]
        if all(others):
            yield item, min(weight, *others)
