"""What is counted or measured, what restricts it, and of what it is a share: the words that are left."""

import re
from dataclasses import dataclass
from typing import Final

from heartbeat_cli.discovery.understanding.kinds import AGGREGATING, DOING, RESTRICTING, SMALL, is_state
from heartbeat_cli.discovery.understanding.parts import OF_STATES, content
from heartbeat_cli.discovery.understanding.shapes import AskedShape
from heartbeat_cli.discovery.understanding.words import BREAK, AskedWords, Passage

_DENIED: Final = frozenset(("not", "without", "never", "no"))
_OF_ALL: Final = r"(?:among|amongst|out of|compared to|compared with|relative to|versus)(?: all| the| our)*"


@dataclass(frozen=True, slots=True)
class Thing:
    """`of`: the words of what is counted; `condition`: those that restrict it; `base`: of what it is a share."""

    of: tuple[str, ...] = ()
    condition: tuple[str, ...] = ()
    base: tuple[str, ...] = ()


def thing_in(asked: AskedWords) -> Thing:
    """What words are about. A preposition or a verb begins what restricts it, `of` what it is."""
    of: list[str] = []
    condition: list[str] = []
    restricts = False
    for word in (each.word for each in asked.words):
        if word == "of":
            restricts = False
        elif word in RESTRICTING:
            restricts = restricts or bool(of)
        elif word in _DENIED:
            condition.append(word)
            restricts = True
        elif word in DOING and of and not is_state(word):
            restricts = True
        elif word not in SMALL | AGGREGATING | OF_STATES and word not in (BREAK, "→") and not re.match(r"p?\d", word):
            (condition if restricts or is_state(word) else of).append(word)
    return Thing(_once(of), _once(condition))


def share_in(asked: AskedWords, shape: AskedShape) -> Thing:
    """The two sides of a share. Where one thing alone is named, it is a share of all of these."""
    passage = shape.passage
    if passage is None:
        return thing_in(asked)
    before, behind = _around(asked, passage)
    if passage[0].startswith("as "):
        counted = thing_in(before)
        return Thing(counted.of, counted.condition, _all(behind))
    if passage[0].startswith("conversion") and (steps := behind.find(r"from (?P<from>[^|]+?) to (?P<to>[^|]+)")):
        base = content(steps["from"])
        return Thing(base, content(steps["to"]), base)
    if passage[0].startswith("conversion") and (steps := before.find(r"(?P<from>[^|]+?) to (?P<to>[^|]+)")):
        base = content(steps["from"])
        return Thing(base, content(steps["to"]), base)
    if passage[0].removeprefix("the ").split()[0] in ("rate", "rates", "ratio", "ratios", "conversion"):
        named, said = _last_run(before), thing_in(behind)
        return Thing(said.of, _once([*named, *said.condition]), said.of)
    if (among := behind.find(_OF_ALL)) is not None:
        first, second = _around(behind, among)
        counted = thing_in(first)
        return Thing(counted.of, counted.condition, _all(second))
    said = thing_in(AskedWords(asked.question, (*before.words, *behind.words)))
    return Thing(said.of, said.condition, said.of)


def _around(asked: AskedWords, passage: Passage) -> tuple[AskedWords, AskedWords]:
    before = AskedWords(asked.question, asked.words[: passage.first])
    return before, AskedWords(asked.question, asked.words[passage.last :])


def _all(asked: AskedWords) -> tuple[str, ...]:
    return _once([word for word in content(asked.text) if word not in RESTRICTING])


def _last_run(asked: AskedWords) -> tuple[str, ...]:
    """The words right before `rate`, which say what happens to that part."""
    return content(asked.text.rpartition(f"{BREAK} ")[2])


def _once(words: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(words))
