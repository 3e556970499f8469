"""What a person typed → what is looked for: stems, synonyms, and the word that was probably meant."""

from bisect import bisect_left
from typing import NamedTuple

from heartbeat_cli.estate import first_met
from heartbeat_cli.search.index import SearchIndex, SearchSubject
from heartbeat_cli.search.nearest import nearest
from heartbeat_cli.search.words import ASKING, GRAMMAR, MEANINGFUL, asks_for_change, without_window
from heartbeat_cli.text import distance, split_words, stem

AS_TYPED, AS_SYNONYM = "typed", "synonym"
# A word that goes on where the other ends, and a word that stands for another one, are a little further from the point.
_LONGER, _SYNONYM = 0.8, 0.8


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

    `asking` are the places of the words that ask (`average`, `per day`) where others name something: they count for
    little, and nothing has to have them. `of_change`: what happened is asked, not how things are. `replaced` are
    (typed, meant) pairs, `unknown` words that nothing comes near. `subjects` are what the question is about, of which
    some source is the truth.
    """

    words: tuple[str, ...]
    readings: tuple[Interpretation, ...]
    asking: frozenset[int] = frozenset()
    of_change: bool = False
    replaced: tuple[tuple[str, str], ...] = ()
    unknown: tuple[str, ...] = ()
    subjects: tuple[SearchSubject, ...] = ()


def read_query(text: str, index: SearchIndex) -> SearchQuery:
    """Cut, stem and repair what was typed; words of grammar and times count only where there are no others."""
    typed = _typed(without_window(text)) or _typed(text)
    asking = frozenset(typed) & ASKING
    asking = asking if len(asking) < len(typed) else frozenset()
    mended = {word: _mend(word, index, asking) for word in typed}
    words = list(dict.fromkeys(word for meant in mended.values() for word in meant))
    subjects = _subjects(text, words, index)
    words, empty = _with_places(words, subjects, index)
    stems = [stem(word) for word in words]
    return SearchQuery(
        tuple(words),
        (*(_literal(place, found, index) for place, found in enumerate(stems)), *_synonyms(stems, index)),
        frozenset(place for place, word in enumerate(words) if word in asking),
        asks_for_change(text),
        tuple((word, " ".join(meant)) for word, meant in mended.items() if meant not in ([], [word])),
        tuple(w for w, meant in mended.items() if w not in asking and (not meant or set(meant) <= set(empty))),
        subjects,
    )


def _typed(text: str) -> list[str]:
    words = list(dict.fromkeys(split_words(text)))
    return [word for word in words if word not in GRAMMAR] or words


def _mend(word: str, index: SearchIndex, asking: frozenset[str]) -> list[str]:
    """The word itself, what it is made of or was meant to be; empty where nothing comes near."""
    found = stem(word)
    spoken = (part for group in index.synonyms for phrase in group for part in phrase)
    asked = (part for subject in index.subjects for part in subject.stems)
    if index.number(found) is not None or found in index.area_words or found in spoken or found in asked:
        return [word]
    if word in asking:
        return []
    return _parts(word, index) or ([word] if _known(found, index) else _likeliest(word, index))


def _with_places(
    words: list[str], subjects: tuple[SearchSubject, ...], index: SearchIndex
) -> tuple[list[str], list[str]]:
    """The words that lead somewhere, by themselves, a synonym or a source; and those the house only talks about."""
    stems = [stem(word) for word in words]
    covered = {place for reading in _synonyms(stems, index) for place in reading.covers}
    about = {part for subject in subjects if index.sources[subject.source].mirrored for part in subject.stems}
    leads = [
        bool(_known(found, index)) or found in index.area_words or found in about or place in covered
        for place, found in enumerate(stems)
    ]
    return (
        [word for word, there in zip(words, leads, strict=True) if there],
        [word for word, there in zip(words, leads, strict=True) if not there],
    )


def _parts(word: str, index: SearchIndex) -> list[str]:
    """The two words a word is made of (`birthdate`), empty where it is not."""
    for cut in range(3, len(word) - 2):
        parts = word[:cut], word[cut:]
        if all(len(part) > 2 and _written(part, index) for part in parts):
            return list(parts)
    return []


def _likeliest(word: str, index: SearchIndex) -> list[str]:
    """The word somebody meant who mistyped it, empty where none comes near."""
    close = nearest(word, index.written)
    if not close:
        return []
    # Of words equally close the one that stands in more places is likelier.
    least = distance(word, close[0])
    equal = [w for w in close if distance(word, w) == least and (w[0] == word[0]) == (close[0][0] == word[0])]
    return [max(equal, key=lambda w: (_similar(word, w), _places(w, index)))]


def _similar(word: str, other: str) -> int:
    """Letters that changed places are the commonest mistake."""
    return int(sorted(word) == sorted(other))


def _places(word: str, index: SearchIndex) -> int:
    number = index.number(stem(word))
    return len(index.places(number)) if number is not None else 0


def _written(word: str, index: SearchIndex) -> bool:
    found = bisect_left(index.written, word)
    return found < len(index.written) and index.written[found] == word


def _known(found: str, index: SearchIndex) -> tuple[tuple[int, float], ...]:
    """The numbers of the stems that meet `found`, with how well."""
    exact = index.number(found)
    numbers = [(exact, 1.0)] if exact is not None else []
    if len(found) < MEANINGFUL:
        return tuple(numbers)
    for end in range(MEANINGFUL, len(found)):
        shorter = index.number(found[:end])
        if shorter is not None:
            numbers.append((shorter, _LONGER))
    place = bisect_left(index.vocabulary, found)
    while place < len(index.vocabulary) and index.vocabulary[place].startswith(found):
        if place != exact:
            numbers.append((place, _LONGER))
        place += 1
    return tuple(numbers)


def _literal(place: int, found: str, index: SearchIndex) -> Interpretation:
    areas = frozenset(index.area_words.get(found, ()))
    return Interpretation((place,), (_known(found, index),), AS_TYPED, areas=areas)


def _synonyms(stems: list[str], index: SearchIndex) -> list[Interpretation]:
    """Every other phrase of each group that has a phrase the words contain, side by side."""
    readings: list[Interpretation] = []
    for group in index.synonyms:
        for phrase in group:
            covers = _run_of(phrase, stems)
            for other in group if covers else ():
                terms = tuple(_exactly(part, index) for part in other)
                if other != phrase and all(terms) and not set(other) <= set(stems):
                    readings.append(Interpretation(covers, terms, AS_SYNONYM, _SYNONYM))
    return readings


def _exactly(found: str, index: SearchIndex) -> tuple[tuple[int, float], ...]:
    number = index.number(found)
    return ((number, 1.0),) if number is not None else ()


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
