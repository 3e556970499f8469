"""What a person typed → what is looked for: stems, synonyms, and the word that was probably meant.

A common English word is nobody's typing mistake, however close a name of the estate comes to it; nor is a name that is
written like one in the middle of a sentence, unless it is nearly the same.
"""

from bisect import bisect_left
from collections.abc import Container, Sequence
from itertools import pairwise
from typing import NamedTuple

from heartbeat_cli.estate import first_met
from heartbeat_cli.search.index import SearchIndex, SearchSubject
from heartbeat_cli.search.known import KnownStems
from heartbeat_cli.search.lexicon import LONGEST_NAME, is_common, words_within
from heartbeat_cli.search.nearest import nearest
from heartbeat_cli.search.words import ASKING, GRAMMAR, asks_for_change, quoted_words, without_window
from heartbeat_cli.text import distance, split_words, stem

AS_TYPED, AS_SYNONYM = "typed", "synonym"
# A word that stands for another one is a little further from the point.
_SYNONYM = 0.8
_LONG_ENOUGH = 6


class Interpretation(NamedTuple):
    """One way to read some of the words: `terms` are what has to stand there, all of them, each as stem numbers.

    `covers` are the places of the words it stands for, `factor` how close it is to what was typed. `areas` are where it
    holds for everything (`aml` for the source of that name).
    """

    covers: tuple[int, ...]
    terms: tuple[tuple[tuple[int, float], ...], ...]
    how: str
    factor: float = 1.0
    areas: frozenset[int] = frozenset()


class SearchQuery(NamedTuple):
    """The words that are looked for, how each may be read, and what had to be done to the words typed.

    `asking` are the places of the words that ask (`average`, `per day`) or are a value in quotation marks, where others
    name something: they count for little, and nothing has to have them. `of_change`: what happened is asked, not how
    things are; `is_sentence`: somebody asks, rather than names what is looked for. `replaced` are (typed, meant) pairs,
    `unknown` words that nothing comes near. `subjects` are what the question is about, of which some source is the
    truth.
    """

    words: tuple[str, ...]
    readings: tuple[Interpretation, ...]
    asking: frozenset[int] = frozenset()
    of_change: bool = False
    is_sentence: bool = False
    replaced: tuple[tuple[str, str], ...] = ()
    unknown: tuple[str, ...] = ()
    subjects: tuple[SearchSubject, ...] = ()


def read_query(text: str, index: SearchIndex) -> SearchQuery:
    """Cut, stem and repair what was typed; words of grammar and times count only where there are no others."""
    typed = _typed(without_window(text)) or _typed(text)
    asking = frozenset(typed) & (ASKING | quoted_words(text))
    asking = asking if len(asking) < len(typed) else frozenset()
    known = KnownStems(index)
    mended = _mended(typed, known, asking, _written_as_names(text))
    words = list(dict.fromkeys(word for meant in mended.values() for word in meant))
    subjects = _subjects(text, words, index)
    words, empty = _with_places(words, subjects, known)
    stems = [stem(word) for word in words]
    return SearchQuery(
        tuple(words),
        (*(_literal(place, found, known) for place, found in enumerate(stems)), *_synonyms(stems, known)),
        frozenset(place for place, word in enumerate(words) if word in asking),
        asks_for_change(text),
        not GRAMMAR.isdisjoint(split_words(text)) and GRAMMAR.isdisjoint(words),
        tuple((word, " ".join(meant)) for word, meant in mended.items() if meant not in ([], [word])),
        tuple(w for w, meant in mended.items() if w not in asking and (not meant or set(meant) <= set(empty))),
        subjects,
    )


def _typed(text: str) -> list[str]:
    words = list(dict.fromkeys(split_words(text)))
    return [word for word in words if word not in GRAMMAR] or words


def _written_as_names(text: str) -> frozenset[str]:
    """The words with a capital inside a sentence, where not all have one."""
    typed = text.split()
    inside = (word for before, word in pairwise(typed) if word[0].isupper() and before[-1] not in ".?!:")
    return frozenset(split_words(" ".join(inside))) if any(word[0].islower() for word in typed) else frozenset()


def _mended(
    typed: Sequence[str], known: KnownStems, asking: frozenset[str], names: frozenset[str]
) -> dict[str, list[str]]:
    """For each word itself, what it is made of or was meant to be; empty where nothing comes near."""
    index = known.index
    heard = {part for group in index.synonyms for phrase in group for part in phrase}
    heard.update(part for subject in index.subjects for part in subject.stems)
    heard.update(index.area_words)

    def meant(word: str) -> list[str]:
        found = stem(word)
        if index.number(found) is not None or found in heard:
            return [word]
        if word in asking or word.isdigit():
            return []
        parts = _parts(word, index, heard)
        if parts or known.meeting(found):
            return parts or [word]
        return [] if is_common(word) else _likeliest(word, index, is_name=word in names)

    return {word: meant(word) for word in typed}


def _with_places(
    words: list[str], subjects: tuple[SearchSubject, ...], known: KnownStems
) -> tuple[list[str], list[str]]:
    """The words that lead somewhere, by themselves, a synonym or a source; and those the house only talks about."""
    index = known.index
    stems = [stem(word) for word in words]
    covered = {place for reading in _synonyms(stems, known) for place in reading.covers}
    about = {part for subject in subjects if index.sources[subject.source].mirrored for part in subject.stems}
    leads = [
        bool(known.meeting(found)) or found in index.area_words or found in about or place in covered
        for place, found in enumerate(stems)
    ]
    return (
        [word for word, there in zip(words, leads, strict=True) if there],
        [word for word, there in zip(words, leads, strict=True) if not there],
    )


def _parts(word: str, index: SearchIndex, heard: Container[str]) -> list[str]:
    """The words a word is made of (`birthdate`, `Kundenkonto`), empty where it is not."""
    if len(word) > LONGEST_NAME:
        return []
    for cut in range(3, len(word) - 2):
        parts = word[:cut], word[cut:]
        if all(_written(part, index) or stem(part) in heard for part in parts):
            return list(parts)
    within = words_within(word)
    return list(within) if all(_written(part, index) for part in within) else []


def _likeliest(word: str, index: SearchIndex, *, is_name: bool) -> list[str]:
    """The word somebody meant who mistyped it, empty where none comes near."""
    close = [other for other in nearest(word, index.written) if _is_slip(word, other, is_name=is_name)]
    if not close:
        # `tibkets` is one mistake from tickets, which stands nowhere, and two from `ticket`.
        found = stem(word)
        near = (other for other in nearest(found, index.vocabulary) if _is_slip(found, other, is_name=is_name))
        return [index.forms[number] for other in near if (number := index.number(other)) is not None][:1]
    # Of words equally close the one that stands in more places is likelier.
    least = distance(word, close[0])
    equal = [w for w in close if distance(word, w) == least and (w[0] == word[0]) == (close[0][0] == word[0])]
    return [max(equal, key=lambda w: (_similar(word, w), _places(w, index)))]


def _is_slip(word: str, other: str, *, is_name: bool) -> bool:
    """Whether `other` can have been meant: a first letter is hardly ever wrong, and a short name is as it should be."""
    if _similar(word, other):
        return True
    short = len(word) < _LONG_ENOUGH
    if word[0] == other[0]:
        return not (is_name and short)
    return not (is_name or short) and distance(word, other) == 1


def _similar(word: str, other: str) -> int:
    """Letters that changed places are the commonest mistake."""
    return int(sorted(word) == sorted(other))


def _places(word: str, index: SearchIndex) -> int:
    number = index.number(stem(word))
    return len(index.places(number)) if number is not None else 0


def _written(word: str, index: SearchIndex) -> bool:
    found = bisect_left(index.written, word)
    return found < len(index.written) and index.written[found] == word


def _literal(place: int, found: str, known: KnownStems) -> Interpretation:
    areas = frozenset(known.index.area_words.get(found, ()))
    return Interpretation((place,), (known.meeting(found),), AS_TYPED, areas=areas)


def _synonyms(stems: list[str], known: KnownStems) -> list[Interpretation]:
    """Every other phrase of each group that has a phrase the words contain, side by side."""
    readings: list[Interpretation] = []
    typed = frozenset(stems)
    for group in known.index.synonyms:
        for phrase in group:
            covers = _run_of(phrase, stems) if phrase[0] in typed else ()
            for other in group if covers else ():
                terms = tuple(known.exactly(part) for part in other)
                if other != phrase and all(terms) and not typed.issuperset(other):
                    readings.append(Interpretation(covers, terms, AS_SYNONYM, _SYNONYM))
    return readings


def _run_of(phrase: tuple[str, ...], stems: list[str]) -> tuple[int, ...]:
    """Where `phrase` stands in `stems`, empty where it does not."""
    for start in range(len(stems) - len(phrase) + 1):
        if tuple(stems[start : start + len(phrase)]) == phrase:
            return tuple(range(start, start + len(phrase)))
    return ()


def _subjects(text: str, words: list[str], index: SearchIndex) -> tuple[SearchSubject, ...]:
    """The subjects the words are about, as `right_sources` finds them: for each, the longest phrases that are met."""
    texts = (text, " ".join(words))
    met = [(subject, found) for subject in index.subjects if (found := first_met(texts, subject.phrases)) is not None]
    longest: dict[str, int] = {}
    for subject, found in met:
        longest[subject.title] = max(found.length, longest.get(subject.title, 0))
    best: dict[int, SearchSubject] = {}
    for subject, found in sorted(met, key=lambda pair: -pair[1].length):
        if found.length == longest[subject.title]:
            best.setdefault(subject.source, subject._replace(term=found.phrase, stems=_stems(found.phrase)))
    return tuple(best[source] for source in sorted(best))


def _stems(phrase: str) -> tuple[str, ...]:
    return tuple(map(stem, split_words(phrase)))
