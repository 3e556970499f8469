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
    """Every source that is truth for a subject of the question, in order of priority; the truth source if none is.

    A term matches when the question contains every one of its words. Of several sources that are truth for one subject
    (three SEPA databases) those with the longest term win; a question about two subjects needs the sources of both.
    """
    asked = stems(question)
    matches = [
        (len(stems(term)), RightSource(source, subject, term))
        for source in inventory.sources
        for subject in source.truth_for
        for term in subject.terms
        if stems(term) <= asked
    ]
    longest: dict[str, int] = {}
    for words, match in matches:
        longest[_title(match)] = max(words, longest.get(_title(match), 0))
    best: dict[str, RightSource] = {}
    for words, match in sorted(matches, key=lambda found: -found[0]):
        if words == longest[_title(match)]:
            best.setdefault(match.source.name, match)
    return tuple(best[name] for name in inventory.names() if name in best) or (RightSource(inventory.truth),)


def _title(match: RightSource) -> str:
    return match.subject.title if match.subject is not None else ""
