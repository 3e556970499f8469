"""Which source is the right one for a question: who is *truth for* its subject, else the truth source."""

import re
from dataclasses import dataclass

from heartbeat_cli.estate.inventory import Inventory, Source, Subject

_WORD = re.compile(r"[^\W_]+")
# Word endings that do not change the subject; enough for matching, no linguistics.
_ENDINGS = (
    "als",
    "al",
    "ments",
    "ment",
    "ions",
    "ion",
    "ings",
    "ing",
    "ures",
    "ure",
    "ies",
    "ied",
    "ed",
    "es",
    "s",
    "y",
    "e",
)


@dataclass(frozen=True, slots=True)
class RightSource:
    """A source that is right for a question; `subject` and `term` say why, None for the truth source by default."""

    source: Source
    subject: Subject | None = None
    term: str | None = None

    @property
    def because(self) -> str:
        if self.subject is None:
            return f"{self.source.name} is the truth source: nothing else is truth for this subject"
        return f'{self.source.name} is truth for {self.subject.title} ("{self.term}")'


def stem(word: str) -> str:
    """A word without its ending, so that `rejections`, `rejection` and `rejected` meet."""
    word = word.casefold()
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3 and not (ending == "s" and word.endswith("ss")):
            return word[: -len(ending)]
    return word


def stems(text: str) -> frozenset[str]:
    """The stems of all words in a text; `_` and `-` divide words."""
    return frozenset(stem(word) for word in _WORD.findall(text))


def right_sources(question: str, inventory: Inventory) -> tuple[RightSource, ...]:
    """Every source that is truth for the question's subject, most specific match first; the truth source if none is.

    A term matches when the question contains every one of its words. More words make a match more specific; several
    sources may be truth for one subject (three SEPA databases), in their order of priority.
    """
    asked = stems(question)
    matches: list[tuple[int, RightSource]] = []
    for source in inventory.sources:
        best: tuple[int, RightSource] | None = None
        for subject in source.truth_for:
            for term in subject.terms:
                words = stems(term)
                if words <= asked and (best is None or len(words) > best[0]):
                    best = (len(words), RightSource(source, subject, term))
        if best is not None:
            matches.append(best)
    if not matches:
        return (RightSource(inventory.truth),)
    longest = max(length for length, _ in matches)
    return tuple(match for length, match in matches if length == longest)
