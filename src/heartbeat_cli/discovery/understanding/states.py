"""The states a question goes through: from which to which a time passes, the steps of a funnel, where a backlog is."""

import re
from typing import Final

from heartbeat_cli.discovery.understanding.parts import content
from heartbeat_cli.discovery.understanding.shapes import AskedShape
from heartbeat_cli.discovery.understanding.words import AskedWords, Passage

States = tuple[tuple[str, ...], ...]
_RUN: Final = r"(?:(?!(?:in|by|per|on|of|over|with|last|for|during) )[^|→]+?)"
_END: Final = r"(?= \||$| (?:in|by|per|on|over|with|last|for|during|of) )"
_PLACE: Final = "(?:in |under |on |out )?"
_BETWEEN: Final = (
    rf"(?:from|between) (?P<from>{_PLACE}{_RUN}) (?:to|until|till|and|→) (?P<to>{_PLACE}{_RUN}){_END}",
    rf"(?:from|between) (?P<from>{_PLACE}{_RUN}) (?:to|until|till|and|→) (?P<to>[^|]+)",
)
_UNTIL: Final = (
    rf"(?:until|till|before) (?P<of>{_RUN}) (?:is|are|was|were|gets?|has been|have been|be) (?P<to>{_RUN}){_END}"
)
_QUICKLY: Final = rf"(?:are|is|were|was|get|gets) (?P<of>{_RUN}) (?P<to>[^| ]+ed|paid|sent|made){_END}"
_TO: Final = rf"(?:to|until|till)(?: be| get)? (?P<to>{_RUN}){_END}"
_LASTING: Final = (
    r"(?:stay|stays|stayed|remain|remains|remained|sit|sits|spend|spends|spent|wait|waits|waited|waiting|are|is|time|times)"
    r" (?:in|at|on|under|with)(?: the| a)? (?P<state>(?:(?!in |of |by |since |for )[^| ]+ ?)+)"
)
_WAIT: Final = rf"(?:wait|waits|waited) (?:for|on) (?P<to>{_RUN}){_END}"
_NO_QUALITY: Final = (
    r"(?!(?:the|average|avg|typical|usual|mean|median|total|longest|shortest|much|what|of|lead|all|any) |max|min|p\d)"
)
_QUALIFIED: Final = rf"(?P<what>(?:(?:first|last|final) )?{_NO_QUALITY}[^| ]+) times?"
_NOUN: Final = re.compile(r"(?:first|second|last|final)|.*(?:ment|tion|sion|al|ery|ence|ance|ing|ure|ity)")


def states_of_duration(asked: AskedWords) -> tuple[States, AskedWords]:
    """From which state to which, or the one state that lasts. A first one that is not named is empty."""
    for pattern in _BETWEEN:
        if (passage := asked.find(pattern)) is not None:
            return (content(passage["from"]), content(passage["to"])), asked.without(passage)
    if (passage := asked.find(_QUALIFIED)) is not None:
        return _qualified(passage["what"]), asked.without(passage)
    if (passage := asked.find(_LASTING)) is not None:
        return (content(passage["state"]),), asked.without(passage)
    if (passage := asked.find(_WAIT)) is not None:
        return ((), content(passage["to"])), asked.without(passage)
    for pattern in (_UNTIL, _QUICKLY):
        if (passage := asked.find(pattern)) is not None:
            return ((), content(passage["to"])), _kept(asked, passage, passage["of"])
    if (passage := asked.find(_TO)) is not None:
        return _reached(asked, passage)
    return (), asked


def _qualified(what: str) -> States:
    """`waiting time` is that of a state which lasts, `settlement time` that until it is reached."""
    words = content(what)
    return (words,) if words and words[-1].endswith("ing") else ((), words)


def _reached(asked: AskedWords, passage: Passage) -> tuple[States, AskedWords]:
    """`to settle a payment`: what is done, and what it is done to."""
    whole = passage["to"]
    words = content(whole)
    if not words or _NOUN.fullmatch(words[0]) or len(words) == 1:
        return ((), words), asked.without(passage)
    return ((), words[:1]), _kept(asked, passage, whole.partition(words[0])[2])


def _kept(asked: AskedWords, passage: Passage, text: str) -> AskedWords:
    """What is left of the words: of the passage only `text`, which stands in it."""
    kept = iter(text.split())
    wanted = next(kept, None)
    words = list(asked.words[: passage.first])
    for word in asked.words[passage.first : passage.last]:
        if word.word == wanted:
            words.append(word)
            wanted = next(kept, None)
    return AskedWords(asked.question, (*words, *asked.words[passage.last :]))


def states_of_funnel(asked: AskedWords) -> tuple[States, AskedWords]:
    """Every step that is named, in order."""
    for pattern in (
        r"(?:from|between) (?P<steps>.+?)(?= \| how many|$)",
        r"funnels? (?:of |for )?\| (?P<steps>.+)",
        r"(?P<steps>.+ → .+)",
    ):
        if (passage := asked.find(pattern)) is not None:
            steps = re.split(r" ?\| ?| to | and | → | through | via | then ", passage["steps"])
            found = tuple(words for step in steps if (words := content(step)))
            return (found, asked.without(passage)) if len(found) > 1 else ((), asked)
    return (), asked


def states_of_backlog(shape: AskedShape) -> States:
    """The state something is in: `open`, `waiting documents`, `not closed`."""
    if shape.passage is None:
        return ()
    named = {group: content(text or "") for group, text in shape.passage.found.groupdict().items() if text is not None}
    for group, word in (("waiting", ("waiting",)), ("not", ("not",)), ("stuck", ("stuck",)), ("state", ())):
        if group in named:
            words = (*word, *named[group])
            return (words,) if words else ()
    return ()


def waiting_things(shape: AskedShape) -> tuple[str, ...]:
    """What waits, where it stands right behind: `waiting approval requests`, and not `waiting for approval`."""
    found = shape.passage.found if shape.passage is not None else None
    if found is None or not found.groupdict().get("waiting") or re.search(r"waiting (?:for|on|in|at)\b", found[0]):
        return ()
    return content(found["waiting"])
