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

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

from heartbeat_cli.search.index import COLUMN, KINDS, TABLE, SearchIndex
from heartbeat_cli.search.nearest import nearest
from heartbeat_cli.search.neighbours import with_neighbours
from heartbeat_cli.search.query import SearchQuery, read_query
from heartbeat_cli.search.scoring import Scoring, Weights
from heartbeat_cli.search.why import WordMatch, reasons

# Of how many candidates the score is worked out.
_WEIGHED, _WEIGHED_PER_HIT = 500, 20
_NEAREST = 3


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


class _Ranking:
    """One query over one index."""

    def __init__(self, query: SearchQuery, index: SearchIndex) -> None:
        self.query, self.index = query, index
        self.scoring = Scoring(query, index)

    def result(
        self, areas: frozenset[int] | None, kinds: frozenset[int], limit: int, *, some_words: bool = False
    ) -> SearchResult:
        """The best hits in `areas` (None: everywhere); with `some_words`, those without the others always count."""
        query, index = self.query, self.index
        candidates = self.scoring.candidates(areas, named=some_words)
        likely = self.scoring.likeliest(candidates, max(_WEIGHED, _WEIGHED_PER_HIT * limit))
        scores, complete = self._scores(likely, kinds, some_words=some_words)
        # Items are numbered in the order of the inventory and of each dump, which decides between equals.
        best = sorted(scores, key=lambda item: (-round(scores[item], 3), item))
        if query.of_change and TABLE in kinds:
            best = self._with_state_log(best, scores)
        joins: dict[int, list[int]] = {}
        # Who types one or two names looks for what is called so, and not for what lies beside it.
        several = COLUMN not in kinds and len(self.scoring.slots) > 1
        if TABLE in kinds and (some_words or several or query.is_sentence):
            best, joins = with_neighbours(best, index)
            scores.update((item, self.scoring.relation_score(item)) for item in joins if item not in scores)
        hits = tuple(self._hit(item, scores[item], joins.get(item, ())) for item in best[:limit])
        near = [] if hits else [w for word in query.unknown for w in nearest(word, index.written, far=True)[:_NEAREST]]
        right = _right_sources(query, index)
        total = len(best) + len(candidates) - len(likely)
        return SearchResult(hits, total, complete, query.replaced, query.unknown, tuple(near), right)

    def _with_state_log(self, best: list[int], scores: Weights) -> list[int]:
        """`best`, with the state log of the best table that is called like the question right behind that table."""
        for place, item in enumerate(best):
            log = self.index.state_logs.get(item)
            if log is None or not self.scoring.is_called(item):
                continue
            if log in best[:place]:
                return best
            scores[log] = scores[item]
            return [*best[: place + 1], log, *(other for other in best[place + 1 :] if other != log)]
        return best

    def _scores(self, candidates: Collection[int], kinds: frozenset[int], *, some_words: bool) -> tuple[Weights, bool]:
        """Every hit of one of `kinds` with its score, and whether all have all words: others only if they say more."""
        if not self.scoring.needed:
            return {}, True
        met = {relation: self.scoring.met(relation) for relation in candidates}
        complete = {relation for relation, slots in met.items() if slots == len(self.scoring.needed)}
        found = dict(self._hits(complete, kinds))
        if len(complete) == len(met):
            return found, bool(complete)
        # With two of three words in its name a table says more than one that has the third in a remark on a column.
        partly = met.keys() - complete
        needed = len(self.scoring.needed)
        most = max(self.scoring.relation_score(relation) * met[relation] / needed for relation in partly)
        if some_words or most > max(found.values(), default=0.0):
            found.update(self._hits(partly, kinds, partly=True))
            return found, False
        return found, bool(complete)

    def _hits(self, relations: set[int], kinds: frozenset[int], partly: bool = False) -> Iterator[tuple[int, float]]:
        """`relations` and those of their columns that are hits themselves."""
        yield from ((r, self.scoring.relation_score(r)) for r in relations if self.index.kinds[r] in kinds)
        if COLUMN in kinds:
            yield from self.scoring.columns(relations, partly)

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
            for slot in self.scoring.slots
            for match in reasons(item, slot, self.query, self.index, of_source=area in self.scoring.areas[slot])
        )
        return tuple(dict.fromkeys(found))


def _areas_of(index: SearchIndex, source: str | None) -> frozenset[int] | None:
    """The areas of one source, None for all."""
    if source is None:
        return None
    numbers = {n for n, known in enumerate(index.sources) if source in (known.name, known.database)}
    return frozenset(area for area, number in enumerate(index.areas) if number in numbers)
