"""What a rule is."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from graphlib import TopologicalSorter
from typing import Any, ClassVar

from heartbeat_cli.estate import ProjectSettings
from heartbeat_cli.rules.parts.finding import Finding, SkippedRule
from heartbeat_cli.rules.parts.fix import Fix

Judgement = Iterator[Finding | SkippedRule]


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: its id, and what it asks for in a sentence.

    `judge` holds a project against it, which it is given as Evidence. `needs` names rules that must have found no error
    at all, or this one has nothing sound to judge. `after` names rules whose error in a file silences this one for that
    file: one cause, one message. `why` is what its page says below the sentence, in Markdown: why it matters, what is
    found, what to write instead; empty where a rule of another package does not say.

    `by_evidence` is asked of a rule of another package: whether what it finds depends on the evidence and its own
    module alone, so that it may be kept until one of them changes. Of ours it is true. `of_receipts` says that it is
    about receipts in the marts, which every number that is shown adds to. `makes` is what `hb check --fix` adds to a
    project though nothing is wrong without it.
    """

    json_keys: ClassVar = "id about why"

    id: str
    about: str
    judge: Callable[[Any], Judgement]
    needs: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    why: str = ""
    by_evidence: bool = False
    of_receipts: bool = False
    makes: Callable[[ProjectSettings], Iterable[Fix]] = lambda _: ()


def in_order(rules: Iterable[Rule]) -> tuple[Rule, ...]:
    """The rules by id, each behind those it needs or comes after."""
    by_id = {rule.id: rule for rule in sorted(rules, key=lambda rule: rule.id)}
    before = {rule.id: [id_ for id_ in (*rule.needs, *rule.after) if id_ in by_id] for rule in by_id.values()}
    return tuple(by_id[id_] for id_ in TopologicalSorter(before).static_order())
