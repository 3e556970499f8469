"""Which tables and columns a query finds, and in which order.

A word found in a name says more than one in a comment, and one of a table's columns has less to say about the table
than either; a rare word says more than one every second table has; a table many others refer to is likelier what the
house means by the word. All words have to be met by one table (with its columns) or one column (with its table); only
where no table has them all, those with some are shown, and it is said. Of equals the right source comes first, then the
truth source. Embeddings were the alternative: they need a model, and cannot say why a table was found.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import log
from typing import NamedTuple

from heartbeat_cli.search.index import COLUMN, KINDS, SearchIndex, item_of, place_of
from heartbeat_cli.search.nearest import nearest
from heartbeat_cli.search.query import Interpretation, SearchQuery, read_query
from heartbeat_cli.search.weights import IN_COMMENT, IN_SOURCE, OF_COLUMN, OF_TABLE, OWN
from heartbeat_cli.search.why import WordMatch, reasons
from heartbeat_cli.text import stem

_COLUMN_WORTH = 0.8
# "Nearly equal": the truth source's hit comes first unless another's is better by more than this.
_TRUTH, _RIGHT = 1.25, 1.8
_NEAREST = 3

Weights = dict[int, float]


class Hit(NamedTuple):
    """A table, view or column; `target` is what `hb profile` takes."""

    target: str
    kind: str
    source: str
    comment: str | None
    score: float
    matches: tuple[WordMatch, ...]


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
    """The tables, views and columns `text` finds, best first."""
    query = read_query(text, index)
    wanted = frozenset(KINDS.index(kind) for kind in kinds)
    ranking = _Ranking(query, index, source)
    scores = ranking.scores(wanted)
    # Items are numbered in the order of the inventory and of each dump, which decides between equals.
    best = sorted(scores, key=lambda item: (-round(scores[item], 3), item))
    hits = tuple(ranking.hit(item, scores[item]) for item in best[:limit])
    near = [] if hits else [w for word in query.unknown for w in nearest(word, index.written, far=True)[:_NEAREST]]
    return SearchResult(
        hits, len(best), ranking.complete, query.replaced, query.unknown, tuple(near), _right_sources(query, index)
    )


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

    def __init__(self, query: SearchQuery, index: SearchIndex, source: str | None) -> None:
        self.query, self.index = query, index
        self.slots = range(len(query.words))
        self.allowed = _areas_of(index, source)
        self.terms = [[self._look_up(numbers) for numbers in reading.terms] for reading in query.readings]
        self.areas = [self._areas(slot) for slot in self.slots]
        self.by_relation = [self._relations(slot) for slot in self.slots]
        relations = sum(index.kinds.count(kind) for kind in range(COLUMN))
        self.rarity = [log(1 + relations / max(1, len(found))) for found in self.by_relation]
        self.complete = True

    def _look_up(self, numbers: Sequence[tuple[int, float]]) -> _Term:
        owners, area_of, allowed = self.index.owners, self.index.area_of, self.allowed
        own: Weights = {}
        relations: Weights = {}
        for number, factor in numbers:
            for posting in self.index.places(number):
                item, place = item_of(posting), place_of(posting)
                if allowed is not None and area_of[item] not in allowed:
                    continue
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

    def scores(self, kinds: frozenset[int]) -> Weights:
        """Every hit of one of `kinds` with its score; those with all words only, unless others say more."""
        if not self.slots:
            return {}
        met = {relation: self._met(relation) for relation in self._candidates()}
        whole = {relation for relation, slots in met.items() if slots == len(self.slots)}
        found = dict(self._hits(whole, kinds))
        self.complete = bool(whole)
        if len(whole) == len(met):
            return found
        # With two of three words in its name a table says more than one that has the third in a remark on a column.
        partly = {relation: self._relation_score(relation) for relation in met.keys() - whole}
        if max(partly.values(), default=0.0) > max(found.values(), default=0.0):
            self.complete = False
            found.update(self._hits(set(partly), kinds, partly=True))
        return found

    def _hits(self, relations: set[int], kinds: frozenset[int], partly: bool = False) -> Iterator[tuple[int, float]]:
        """`relations` and those of their columns that are hits themselves."""
        yield from ((r, self._relation_score(r)) for r in relations if self.index.kinds[r] in kinds)
        if COLUMN in kinds:
            yield from self._columns(relations, partly)

    def _candidates(self) -> Iterable[int]:
        named = set().union(*self.by_relation)
        if named:
            return named
        # Only a source's name was given: everything it has.
        areas = frozenset().union(*self.areas)
        return [
            item
            for item, owner in enumerate(self.index.owners)
            if item == owner and self.index.area_of[item] in areas and self._is_allowed(item)
        ]

    def _is_allowed(self, item: int) -> bool:
        return self.allowed is None or self.index.area_of[item] in self.allowed

    def _met(self, relation: int) -> int:
        """How many of the words the relation has."""
        area = self.index.area_of[relation]
        return sum(relation in self.by_relation[slot] or area in self.areas[slot] for slot in self.slots)

    def _relation_score(self, relation: int) -> float:
        area = self.index.area_of[relation]
        weights = [
            max(self.by_relation[slot].get(relation, 0.0), IN_SOURCE if area in self.areas[slot] else 0.0)
            for slot in self.slots
        ]
        return self._score(relation, weights, sum(weight > IN_COMMENT for weight in weights))

    def _score(self, item: int, weights: Sequence[float], named: int) -> float:
        covered = sum(weight > 0 for weight in weights) / len(weights)
        worth = sum(weight * rare for weight, rare in zip(weights, self.rarity, strict=True)) / sum(self.rarity)
        # A name that says nothing but what was asked is closer than one that says more.
        close = 1 + min(1.0, named / self.index.lengths[item])
        return worth * covered**2 * close * self.index.worths[item] * self._preference(item)

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
            own, whole = self._column_weights(column, owner, readings)
            if partly or all(whole):
                tables = [self._of_table(owner, slot, readings) for slot in self.slots]
                if any(mine > its for mine, its in zip(own, tables, strict=True)):
                    named = sum(weight > IN_COMMENT for weight in own)
                    yield column, self._score(column, whole, named) * _COLUMN_WORTH

    def _column_weights(
        self, column: int, owner: int, readings: Sequence[tuple[Interpretation, Sequence[_Term]]]
    ) -> tuple[list[float], list[float]]:
        """Per word, what the column says itself, and what it says with its table and source."""
        own, whole = [0.0] * len(self.slots), [0.0] * len(self.slots)
        area = self.index.area_of[column]
        for reading, terms in readings:
            mine = min(term.own.get(column, 0.0) for term in terms)
            both = min(max(term.own.get(column, 0.0), term.own.get(owner, 0.0) * OF_TABLE) for term in terms)
            for slot in reading.covers:
                own[slot] = max(own[slot], mine * reading.factor)
                whole[slot] = max(whole[slot], both * reading.factor)
        for slot in self.slots:
            if area in self.areas[slot]:
                whole[slot] = max(whole[slot], IN_SOURCE)
        return own, whole

    def _of_table(self, owner: int, slot: int, readings: Sequence[tuple[Interpretation, Sequence[_Term]]]) -> float:
        return max(
            (
                min(term.own.get(owner, 0.0) for term in terms) * reading.factor
                for reading, terms in readings
                if slot in reading.covers
            ),
            default=0.0,
        )

    def hit(self, item: int, score: float) -> Hit:
        """The item as it is shown."""
        target, comment = self.index.text(item)
        area = self.index.area_of[item]
        matches = (
            match
            for slot in self.slots
            for match in reasons(item, slot, self.query, self.index, of_source=area in self.areas[slot])
        )
        return Hit(
            target,
            KINDS[self.index.kinds[item]],
            self.index.source_of(item).name,
            comment,
            round(score, 3),
            tuple(dict.fromkeys(matches)),
        )


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
