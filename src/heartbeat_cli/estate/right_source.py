"""Which source is the right one for a question: who is *truth for* its subject, else the truth source."""

from dataclasses import dataclass
from typing import ClassVar

from heartbeat_cli.estate.inventory import Inventory, Source, Subject
from heartbeat_cli.text import stem_set


@dataclass(frozen=True, slots=True)
class RightSource:
    """A source that is right for a question, and because of what.

    `subject` and `term` say why, None for the truth source by default.
    """

    json_keys: ClassVar = "source=source.name because"

    source: Source
    subject: Subject | None = None
    term: str | None = None

    @property
    def because(self) -> str:
        if self.subject is None:
            return f"{self.source.name} is the truth source: nothing else is truth for this subject"
        return f'{self.source.name} is truth for {self.subject.title} ("{self.term}")'


def right_sources(question: str, inventory: Inventory) -> tuple[RightSource, ...]:
    """Every source that is truth for a subject of the question, in order of priority; the truth source if none is.

    A term matches when the question contains every one of its words. Of several sources that are truth for one subject
    (three SEPA databases) those with the longest term win; a question about two subjects needs the sources of both.
    """
    asked = stem_set(question)
    matches = [
        (len(stem_set(term)), RightSource(source, subject, term))
        for source in inventory.sources
        for subject in source.truth_for
        for term in subject.terms
        if stem_set(term) <= asked
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
