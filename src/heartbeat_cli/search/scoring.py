"""How well each table and column has the words of one query.

What stands in a name, a comment, a column or a label has the weight of its place, and counts by how rare the word is.
Of a table that has not got a word, that of a table a key joins to it stands for a part of it.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from heapq import nlargest
from itertools import zip_longest
from math import log
from typing import NamedTuple

from heartbeat_cli.search.index import COLUMN, SearchIndex, item_of, place_of
from heartbeat_cli.search.query import SearchQuery
from heartbeat_cli.search.weights import IN_COMMENT, IN_SOURCE, OF_COLUMN, OF_TABLE, OWN
from heartbeat_cli.search.words import GENERIC, is_participle
from heartbeat_cli.text import stem

_COLUMN_WEIGHT = 0.8
# "Nearly equal": the truth source's hit comes first unless another's is better by more than this.
_TRUTH, _RIGHT = 1.25, 1.8
# How rare a word that asks counts as: what `rate` in "KYC pass rate" says about which table it is.
_ASKING = 0.3
# A word that columns of every kind of table have says little, however few of a small estate's do.
_GENERIC = 0.5
# `onboarded` says less about which table it is than `clients`; one whose changes of state are logged is likelier.
_HAPPENED, _LOGGED = 0.5, 1.6
# What a word of a table says that a key joins to it, and how far it stands for one of its own.
_BESIDE, _COVERS_BESIDE = 0.2, 0.3

Weights = dict[int, float]


class _Term(NamedTuple):
    """One stem that was looked up: the weight of each item by its own words, and of each relation by all of its."""

    own: Weights
    relations: Weights


class Scoring:
    """One query over one index. `slots` are the places of its words, `needed` those that something has to have."""

    def __init__(self, query: SearchQuery, index: SearchIndex) -> None:
        self.query, self.index = query, index
        self.slots = range(len(query.words))
        self.needed = [slot for slot in self.slots if slot not in query.asking]
        self.terms = [[self._look_up(numbers) for numbers in reading.terms] for reading in query.readings]
        self.areas = [self._areas(slot) for slot in self.slots]
        self.by_item = [self._best(slot, lambda term: term.own) for slot in self.slots]
        self.by_relation = [self._best(slot, lambda term: term.relations) for slot in self.slots]
        relations = sum(index.kinds.count(kind) for kind in range(COLUMN))
        self.rarity = [
            _ASKING if slot in query.asking else self._rarity(slot, relations / max(1, len(found)))
            for slot, found in zip(self.slots, self.by_relation, strict=True)
        ]

    def candidates(self, areas: frozenset[int] | None, *, named: bool) -> Collection[int]:
        """The relations that have one of the words; where none has, all of a source called like one, unless `named`."""
        area_of = self.index.area_of
        if not self.needed:
            return ()
        found = {i for slot in self.needed for i in self.by_relation[slot] if areas is None or area_of[i] in areas}
        if found or named:
            return found
        # Only a source's name was given: everything it has.
        called = frozenset().union(*self.areas)
        called = called if areas is None else called & areas
        return [item for item, owner in enumerate(self.index.owners) if item == owner and area_of[item] in called]

    def likeliest(self, candidates: Collection[int], most: int) -> Collection[int]:
        """At most so many of the candidates: in a large estate thousands have a word, too many to weigh each."""
        if len(candidates) <= most:
            return candidates
        rough = dict.fromkeys(candidates, 0.0)
        met = dict.fromkeys(candidates, 0)
        for slot in self.needed:
            rare = self.rarity[slot]
            for relation, weight in self.by_relation[slot].items():
                if relation in rough:
                    rough[relation] += weight * rare
                    met[relation] += 1
        importance = self.index.importance
        return nlargest(most, candidates, key=lambda relation: rough[relation] * met[relation] * importance[relation])

    def met(self, relation: int) -> int:
        """How many of the words the relation has."""
        area = self.index.area_of[relation]
        return sum(relation in self.by_relation[slot] or area in self.areas[slot] for slot in self.needed)

    def is_called(self, relation: int) -> bool:
        """Whether the relation's name has one of the words."""
        return any(self.by_relation[slot].get(relation, 0.0) > IN_COMMENT for slot in self.needed)

    def relation_score(self, relation: int) -> float:
        """How well a table or view has the words: its own, its columns', and in part those of what is joined to it."""
        area = self.index.area_of[relation]
        weights = [
            max(self.by_relation[slot].get(relation, 0.0), IN_SOURCE if area in self.areas[slot] else 0.0)
            for slot in self.slots
        ]
        beside = [
            0.0 if weight else _BESIDE * self._beside(relation, slot)
            for slot, weight in zip(self.slots, weights, strict=True)
        ]
        score = self._score(relation, weights, sum(weight > IN_COMMENT for weight in weights), beside)
        return score * _LOGGED if self._is_what_it_happened_to(relation) else score

    def _is_what_it_happened_to(self, relation: int) -> bool:
        """Whether what happened is asked of a table that is called so and whose changes of state are logged."""
        if not self.query.of_change or relation not in self.index.state_logs:
            return False
        things = (slot for slot in self.needed if not is_participle(self.query.words[slot]))
        return any(self.by_relation[slot].get(relation, 0.0) > IN_COMMENT for slot in things)

    def columns(self, relations: set[int], partly: bool) -> Iterator[tuple[int, float]]:
        """Columns that say something their table does not say itself; `partly`: without all the words as well."""
        for relation in relations:
            tables = [found.get(relation, 0.0) for found in self.by_item]
            for column in self._columns_of(relation):
                own = [found.get(column, 0.0) for found in self.by_item]
                if not any(mine > its for mine, its in zip(own, tables, strict=True)):
                    continue
                complete = self._with_table(column, relation)
                if partly or all(complete[slot] for slot in self.needed):
                    named = sum(weight > IN_COMMENT for weight in own)
                    yield column, self._score(column, complete, named) * _COLUMN_WEIGHT

    def _rarity(self, slot: int, one_of: float) -> float:
        """What it says of a table that it has a word which `one_of` so many has."""
        word, asked = self.query.words[slot], self.query.is_sentence or self.query.of_change
        return log(1 + one_of) * (_GENERIC if word in GENERIC else _HAPPENED if asked and is_participle(word) else 1)

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

    def _best(self, slot: int, weights: Callable[[_Term], Weights]) -> Weights:
        """The weight of a word by the best of its readings."""
        best: Weights = {}
        for reading, terms in zip(self.query.readings, self.terms, strict=True):
            if slot in reading.covers:
                for item, weight in _all_of([weights(term) for term in terms]):
                    if weight * reading.factor > best.get(item, 0.0):
                        best[item] = weight * reading.factor
        return best

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

    def _columns_of(self, relation: int) -> Iterator[int]:
        """The columns of a relation, whose numbers follow its own."""
        owners = self.index.owners
        column = relation + 1
        while column < len(owners) and owners[column] == relation:
            yield column
            column += 1

    def _with_table(self, column: int, relation: int) -> list[float]:
        """Per word, what the column says with its table and source."""
        complete = [0.0] * len(self.slots)
        for reading, terms in zip(self.query.readings, self.terms, strict=True):
            both = min(max(term.own.get(column, 0.0), term.own.get(relation, 0.0) * OF_TABLE) for term in terms)
            for slot in reading.covers:
                complete[slot] = max(complete[slot], both * reading.factor)
        area = self.index.area_of[column]
        for slot in self.slots:
            if area in self.areas[slot]:
                complete[slot] = max(complete[slot], IN_SOURCE)
        return complete


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
