"""How proposals are said: what is counted, by which time, over which window; and what a metric would be called."""

import re

from heartbeat_cli.discovery.proposals.sketch import Sketch
from heartbeat_cli.discovery.understanding import BACKLOG, DURATION, FUNNEL, SHARE
from heartbeat_cli.metrics import Window
from heartbeat_cli.text import split_words, stem

ROLLING, TOTAL = "rolling", "total"
_WORD = re.compile(r"[a-z][a-z0-9]*")
_SAME = ("s", "x", "z", "ch", "sh")
_LONGEST = 6
_UNWELCOME = (
    "rejected declined failed cancelled returned refused expired overdue defaulted complaint dispute chargeback error "
    "blocked lost stolen bounced unpaid delay hold breach fraud churn closed written"
)
_BAD = frozenset(map(stem, _UNWELCOME.split()))
_WELCOME = "active settled approved onboarded accepted paid signed opened delivered clear activated sold revenue"
_GOOD = frozenset(map(stem, _WELCOME.split()))


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
    """The proposal in one sentence: what, of which, when, by which time. Where a line is cut, the reason goes first."""
    if sketch.window.kind == TOTAL:
        return f"{says_of(sketch)}, as things are now"
    sentence = f"{says_of(sketch)}, {when(sketch.window)}"
    return f"{sentence}, counted by {sketch.time.column} ({sketch.time.reason})" if sketch.time else sentence


def says_of(sketch: Sketch) -> str:
    """What is counted, and of which rows."""
    said = [r.said for r in sketch.restrictions if r.said and not r.said.startswith("in ")]
    if not said or sketch.shape in (SHARE, DURATION, FUNNEL):
        return sketch.says
    return f"{sketch.says} with {' and '.join(said)}"


def when(window: Window) -> str:
    """The window as a sentence ends in it: `in the last 7 days`, `yesterday`, `since 1 March 2026`."""
    return f"in {window.spoken}" if window.kind == ROLLING else window.spoken


def label_of(sketch: Sketch) -> str:
    """What a cockpit shows above the number."""
    said = says_of(sketch).removeprefix("How many ").removeprefix("The ")
    spoken = "" if sketch.window.kind == TOTAL else f", {sketch.window.spoken}"
    return f"{said[:1].upper()}{said[1:]}{spoken}"


def were(verb: str) -> str:
    """What happened to things, as a sentence says it: ` were rejected`; nothing where it is no such word."""
    return f" were {verb}" if verb.endswith(("ed", "en", "id")) or verb in ("sent", "put", "made") else ""


def name_of(sketch: Sketch) -> str:
    """A name by the grammar: subject, measure, aggregation, unit, window."""
    words = list(dict.fromkeys(w for part in sketch.subject for w in _WORD.findall(part.casefold())))
    ending = [word for word in sketch.measure if word not in words[-1:]]
    return "_".join([*words[:_LONGEST], *ending, sketch.window.name])


def is_telling(label: str) -> bool:
    """Whether a label says that something went well or wrong."""
    return not (_BAD | _GOOD).isdisjoint(map(stem, split_words(label)))


def direction_of(sketch: Sketch) -> str:
    """Which way is good, by the words of what is counted; `neutral` where they do not say."""
    words = {stem(w) for part in (*sketch.subject, sketch.says) for w in split_words(part)}
    if sketch.shape in (BACKLOG, DURATION) or words & _BAD:
        return "down_is_good"
    return "up_is_good" if words & _GOOD or sketch.shape == FUNNEL else "neutral"
