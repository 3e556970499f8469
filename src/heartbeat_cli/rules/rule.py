"""What a rule is."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from heartbeat_cli.rules.evidence import Evidence
from heartbeat_cli.rules.finding import Finding, SkippedRule

Judgement = Iterator[Finding | SkippedRule]


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: its id, what it asks for in a sentence, and the function that holds a project against it.

    `needs` names rules that must have found no error at all, or this one has nothing sound to judge. `after` names
    rules whose error in a file silences this one for that file: one cause, one message.
    """

    id: str
    about: str
    judge: Callable[[Evidence], Judgement]
    needs: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
