"""How proposals are said: what is counted, by which time, over which window; and what a metric of it would be called."""

import re

from heartbeat_cli.discovery.proposals.sketch import Sketch
from heartbeat_cli.discovery.proposals.timing import said_as_verb
from heartbeat_cli.discovery.understanding import BACKLOG, DURATION, FUNNEL, SHARE
from heartbeat_cli.text import split_words, stem

_WORD = re.compile(r"[a-z][a-z0-9]*")
_SAME = ("s", "x", "z", "ch", "sh")
_LONGEST = 6
_BAD = frozenset(
    map(
        stem,
        "rejected declined failed cancelled returned refused expired overdue defaulted complaint dispute chargeback error"
        " blocked lost stolen bounced unpaid delay hold breach fraud churn closed written".split(),
    )
)
_GOOD = frozenset(
    map(stem, "active settled approved onboarded accepted paid signed opened delivered clear activated sold revenue".split())
)


def plural(name: str) -> str:
    """The things a table is called after, in the plural."""
    *first, last = split_words(name) or [name]
    if last.endswith("s") and not last.endswith("ss"):
        many = last
    elif last.endswith("y") and last[-2:-1] not in ("a", "e", "o", "u"):
        many = f"{last[:-1]}ies"
    else:
        many = f"{last}es" if last.endswith(_SAME) else f"{last}s"
    return " ".join([*first, many])


def sentence_of(sketch: Sketch) -> str:
    """The proposal in one sentence: what, of which, by which time, when."""
    parts = [sketch.says]
    said = [r.said for r in sketch.restrictions if not r.said.startswith("in ")]
    if said and sketch.shape not in (SHARE, DURATION, FUNNEL):
        parts.append(f"with {' and '.join(said)}")
    sentence = " ".join(parts)
    if sketch.time is not None:
        sentence += f", counted by the time of “{said_as_verb(sketch.time.column)}” ({sketch.time.column})"
    return f"{sentence}, in {sketch.window.spoken}" if sketch.window.name != "total" else f"{sentence}, now"


def name_of(sketch: Sketch) -> str:
    """A name by the grammar: subject, measure, aggregation, unit, window."""
    words = list(dict.fromkeys(w for part in sketch.subject for w in _WORD.findall(part.casefold())))
    return "_".join([*words[:_LONGEST], *sketch.measure, sketch.window.name])


def direction_of(sketch: Sketch) -> str:
    """Which way is good, by the words of what is counted; `neutral` where they do not say."""
    words = {stem(w) for part in (*sketch.subject, sketch.says) for w in split_words(part)}
    if sketch.shape in (BACKLOG, DURATION) or words & _BAD:
        return "down_is_good"
    return "up_is_good" if words & _GOOD or sketch.shape == FUNNEL else "neutral"
