"""Which shape an answer has, told by the words that ask for it."""

from dataclasses import dataclass
from typing import Final

from heartbeat_cli.discovery.understanding.kinds import MEASURED, ONGOING, PEOPLE, REPEATED, is_state
from heartbeat_cli.discovery.understanding.understood import (
    AVG,
    BACKLOG,
    COUNT,
    COUNT_DISTINCT,
    DURATION,
    FUNNEL,
    MAX,
    MIN,
    PERCENTILE,
    SHARE,
    SUM,
)
from heartbeat_cli.discovery.understanding.words import AskedWords, Passage

MEDIAN, LONGEST, SHORTEST = 50, 100, 0
_TIME_UNIT: Final = r"(?:seconds?|minutes?|hours?|days?|weeks?|months?)"
_STEPS: Final = r"(?:does|do|did|is|are|until|till|between|from|to|before|after|pass(?:es)?|it|spent)"

_FUNNEL: Final = (
    r"(?:make|makes|made) it(?= from )|from [^|]+ to [^|]+ \| how many (?:make|made|get|got) (?:it|there)",
    r"(?:conversion )?funnels?",
    r"drop (?:offs?|outs?) (?:between|from|by step)",
    r"where (?:do|does|did) (?:\w+ ){1,3}(?:drop|leave|get lost|stop)(?: (?:off|out))?",
    r"[^|]+ → .+",
    r"from (?:(?!from |to )[^|]+ )?to (?:(?!to )[^|]+ )?to .+",
)
_PROPORTION: Final = r"(?:percentage|percent|pct|share|proportion|fraction|portion)"
# Rates that are prices or speeds, and no parts of anything.
_NO_PRICE: Final = "".join(
    rf"(?<!\b{word} )" for word in (
        "exchange", "nightly", "daily", "weekly", "monthly", "interest", "currency", "fx", "forex", "hourly",
        "tax", "heart", "tariff", "mortgage", "swap",
        "room", "base", "flat", "lending", "vat", "policy", "overdraft", "pulse", "freight", "sampling", "bit", "first",
        "per",
    )
)  # fmt: skip
_SHARE: Final = (
    rf"as(?: an?)? (?:{_PROPORTION}|part|ratio) of(?: all| the)*",
    rf"(?:what|which) (?:{_PROPORTION}|part)(?: of)?(?: all| the| our)*",
    r"how (?:many|much) percent(?: of)?(?: all| the| our)*",
    rf"(?<!\bmarket )(?:the )?{_PROPORTION} of(?: all| the| our)*",
    r"conversion(?: rates?)?",
    r"(?:the )?ratios?(?: of)?(?: all)?",
    rf"(?:the )?{_NO_PRICE}rates?(?: of)?(?: all)?",
    r"retention|churn|occupancy|utili[sz]ation|uptime|availability|penetration|punctuality|compliance with",
    rf"{_PROPORTION}(?! (?:price|prices|capital|class|classes|certificates?))",
)
_DISTINCT: Final = r"unique|distinct|different"
_ONE_EACH: Final = (
    rf"(?P<who>{PEOPLE})(?: (?:who|that|which))?(?: (?:have|has|had))?(?: (?:also|already|ever))? (?:{REPEATED})",
    r"[dwm]au",
)
_COUNTED: Final = r"how many|how often|(?:the |total )*(?:number|count|no) of|counts? of|count"
_NO_DURATION: Final = "".join(
    rf"(?<!\b{word} )" for word in (
        "first", "on", "in", "over", "real", "full", "part", "the", "any", "next", "last", "same", "each", "one", "all",
        "this", "some", "every", "of", "at", "that", "more", "two", "three", "many", "second",
    )
)  # fmt: skip
_DURATION: Final = (
    r"how (?:long|fast|quick|quickly|soon|slow|slowly|old)(?: (?:does|do|did|is|are|was|were|will) (?:it|they))?"
    r"(?: usually| normally| typically)?(?: takes?| took)?",
    r"how much time",
    rf"(?:how many|(?:the )?number of) (?P<unit>{_TIME_UNIT})(?= {_STEPS})(?: (?:does|do|did) it takes?)?",
    r"(?:the )?time (?:that )?(?:it )?(?:takes?|took|needed|taken|spent|elapsed)(?= |$)",
    r"(?:the )?(?<!first )(?<!on )(?<!last )(?<!same )time(?= (?:to|from|until|till|between|in|at|for|before|of) )",
    rf"{_NO_DURATION}times?(?! (?:zones?|slots?|deposits?|tables?|out|outs))",
    r"(?<!\bby )(?:the )?(?:durations?|latency|turnaround|tenure|lateness|length of(?: the)? stay|speed of)(?: of)?",
    r"(?<!\bby )(?:the )?ages? of|(?<!\bby )ages?(?= \||$)",
    r"(?:delays?|wait|lag)(?= \||$| of| between| in)",
    rf"{_TIME_UNIT}(?= (?:to|until|between|from|since) )",
)
_SLOW: Final = {
    LONGEST: rf"longest(?! {MEASURED}(?: |$))|slowest|oldest|maximum(?= (?:time|duration|age|waiting))",
    SHORTEST: r"shortest|fastest|quickest|minimum(?= (?:time|duration|age|waiting))",
}
_AVERAGE: Final = r"(?:the )?(?:average|averages|avg|mean|typical|typically|on average)(?: of)?"
_MEDIAN: Final = r"(?:the )?median(?: of)?"
_PERCENTILES: Final = (
    r"p(?P<percent>\d\d?)(?: of)?(?: the)?",
    r"(?:the )?(?P<percent>\d\d?)(?:st|nd|rd|th)? percentiles?(?: of)?(?: the)?",
)
_MOST: Final = (
    "longest|heaviest|priciest|dearest|tallest|deepest|widest|farthest|furthest|richest|loudest|warmest|hottest"
    "|thickest"
)
_LEAST: Final = "lightest|cheapest|poorest|coldest"
_MAXIMUM: Final = (
    rf"(?:the )?(?:maximum|maxima|max|highest|largest|biggest|greatest|peak|most expensive|{_MOST})(?! \d)(?: of)?"
)
_MINIMUM: Final = rf"(?:the )?(?:minimum|minima|lowest|smallest|least expensive|tiniest|{_LEAST})(?: of)?"
_SUM: Final = (
    r"(?<=[a-z] )totals?(?= \||$)",
    rf"(?:the )?(?:sum|total|totals|aggregate)(?: of)?(?: the)?(?= (?:\w+ ){{0,2}}(?:{MEASURED}))",
    r"(?:the )?(?:sum|sums) of(?: the)?|(?:the )?sum",
    r"how much(?: money)?",
    r"(?:the )?(?:value|worth) of(?: all| the)*|worth",
    rf"(?P<what>{MEASURED})",
)
_OPEN_VERB: Final = "".join(
    rf"(?<!\b{word} )" for word in ("did", "do", "does", "we", "they", "you", "to", "can", "who")
)
_WORD: Final = r"(?!(?:in|of|for|by|since) )[^| ]+"
_PLACES: Final = (
    "queue|review|progress|process|transit|processing|approval|customs|investigation|dispute|repair|construction"
    "|maintenance|treatment"
)
_BACKLOG: Final = (
    rf"still (?:in|at|with|on|under) (?P<state>(?:{_WORD} ?)+)",
    rf"(?:still )?(?:a?waiting)(?: (?:for|on|in|at))?(?: (?:the|a|an|their)(?= ))? ?(?P<waiting>(?:{_WORD} ?)*)",
    r"(?:is |are |have |has )?(?:not yet|yet to be|yet to)(?: been)? (?P<not>[^| ]+)",
    r"(?:have|has) not (?:yet )?been (?P<not>[^| ]+)(?: yet)?",
    r"not (?P<not>[^| ]+) yet",
    r"(?P<state>(?:(?!(?:the|of|in|our|my) )[^| ]+ ){0,2}?)(?:work )?(?:queues?|backlogs?)(?: of)?",
    rf"(?:stuck|held up)(?: (?:in|at|with))? ?(?P<stuck>(?:{_WORD} ?)?)",
    rf"(?:still )?{_OPEN_VERB}(?P<state>{ONGOING})(?! (?:rates?|banking|air|source|days?|market))",
    rf"(?:in|under) (?P<state>(?:\w+ )?(?:{_PLACES}))",
    r"still (?P<state>[^| ]+)",
)


@dataclass(frozen=True, slots=True)
class AskedShape:
    """A shape, and the words that told it; None where none did."""

    name: str
    means: str
    passage: Passage | None = None
    percent: int | None = None


def shape_of(asked: AskedWords, *, aged: bool, stepped: bool) -> AskedShape:
    """The shape that a question asks for. `aged`: for what is older than something; `stepped`: for a series."""
    if stepped and (active := asked.find(rf"active(?= {PEOPLE})")) is not None:
        return AskedShape(COUNT_DISTINCT, "each counts once, however often they were active", active)
    for judge in (_as_funnel, _as_share, _as_distinct):
        if (shape := judge(asked)) is not None:
            return shape
    counted = asked.find(_COUNTED)
    measured = _as_measured(asked, counted)
    if measured is not None:
        return measured
    if (backlog := _as_backlog(asked, aged=aged)) is not None:
        return backlog
    return _as_count(asked, counted)


def _first(asked: AskedWords, patterns: tuple[str, ...]) -> Passage | None:
    return next((found for pattern in patterns if (found := asked.find(pattern)) is not None), None)


def _as_funnel(asked: AskedWords) -> AskedShape | None:
    passage = _first(asked, _FUNNEL)
    return AskedShape(FUNNEL, "how many get from each step to the next", passage) if passage is not None else None


def _as_share(asked: AskedWords) -> AskedShape | None:
    passage = _first(asked, _SHARE)
    return AskedShape(SHARE, "a part of all, in percent", passage) if passage is not None else None


def _as_distinct(asked: AskedWords) -> AskedShape | None:
    if (passage := asked.find(_DISTINCT)) is not None:
        return AskedShape(COUNT_DISTINCT, "each counts once, however often it occurs", passage)
    if _first(asked, (_AVERAGE, _MEDIAN, "how much", "how often")) is not None:
        return None
    passage = _first(asked, _ONE_EACH)
    who = (passage.found.groupdict().get("who") or "users") if passage is not None else ""
    return (
        AskedShape(COUNT_DISTINCT, f"{who} are counted, each once, however often they did", passage)
        if passage
        else None
    )


def _as_measured(asked: AskedWords, counted: Passage | None) -> AskedShape | None:
    """An aggregate of something: of a time that passes it is a DURATION."""
    if (amount := asked.find(rf"how many (?P<what>{MEASURED})")) is not None:
        return AskedShape(SUM, "what all of them add up to", amount)
    aggregate = _aggregate(asked)
    if aggregate is not None and aggregate.name in (AVG, PERCENTILE) and _is_a_way(asked):
        return _as_duration(aggregate.passage or _first(asked, (_AVERAGE,)), aggregate)
    passes = _first(asked, _DURATION) or _first(asked, tuple(_SLOW.values()))
    if passes is not None and (counted is None or passes.first <= counted.first):
        return _as_duration(passes, _slow(asked) or aggregate)
    if aggregate is not None or counted is not None:
        return aggregate
    passage = _first(asked, _SUM)
    return AskedShape(SUM, "what all of them add up to", passage) if passage is not None else None


def _is_a_way(asked: AskedWords) -> bool:
    """Whether it is said what comes after what: `issued to paid`."""
    way = asked.find(r"(?P<place>(?:in|under) )?(?P<from>[^| ]+) (?:to|→) (?P<to>[^| ]+)")
    return way is not None and bool(way["place"] or is_state(way["from"])) and is_state(way["to"])


def _slow(asked: AskedWords) -> AskedShape | None:
    if (passage := asked.find(_SLOW[LONGEST])) is not None:
        return AskedShape(MAX, "the longest of all", passage)
    passage = asked.find(_SLOW[SHORTEST])
    return AskedShape(MIN, "the shortest of all", passage) if passage is not None else None


def _as_duration(passage: Passage | None, aggregate: AskedShape | None) -> AskedShape:
    if aggregate is None:
        return AskedShape(DURATION, "a time that passes: the median, which half of them stay below", passage, MEDIAN)
    percent = {AVG: None, MAX: LONGEST, MIN: SHORTEST}.get(aggregate.name, aggregate.percent)
    return AskedShape(DURATION, f"a time that passes: {aggregate.means}", passage, percent)


def _aggregate(asked: AskedWords) -> AskedShape | None:
    if (passage := _first(asked, _PERCENTILES)) is not None:
        percent = int(passage["percent"])
        return AskedShape(PERCENTILE, f"what {percent} of 100 stay below", passage, percent)
    if (passage := asked.find(_MEDIAN)) is not None:
        return AskedShape(PERCENTILE, "the middle one, which half of them stay below", passage, MEDIAN)
    if (passage := asked.find(_AVERAGE)) is not None:
        return AskedShape(AVG, "the mean: their sum by their number; “median” would be the middle one", passage)
    if asked.find(r"(?:in |at |from |to )?which \w+.* (?:most|highest|largest|biggest)"):
        return None
    if (passage := asked.find(_MAXIMUM)) is not None:
        return AskedShape(MAX, "the largest of all", passage)
    passage = asked.find(_MINIMUM)
    return AskedShape(MIN, "the smallest of all", passage) if passage is not None else None


def _as_backlog(asked: AskedWords, *, aged: bool) -> AskedShape | None:
    passage = _first(asked, _BACKLOG)
    if passage is not None and not _ended_there(asked, passage):
        return AskedShape(BACKLOG, "how many are in this state at the moment", passage)
    lasted = asked.find(r"took|takes?|lasted|lasts?|waited|needed|exceeded|delivered|settled|paid|arrived|came")
    return AskedShape(BACKLOG, "how many have been there that long", None) if aged and lasted is None else None


def _ended_there(asked: AskedWords, passage: Passage) -> bool:
    """`lost in transit`: where it became what it is, and no place it is in."""
    return passage[0].startswith("in ") and passage.first > 0 and is_state(asked.words[passage.first - 1].word)


def _as_count(asked: AskedWords, counted: Passage | None) -> AskedShape:
    if counted is not None:
        return AskedShape(COUNT, "how many there are", counted)
    volume = asked.find("volumes?")
    if volume is not None:
        return AskedShape(COUNT, "how many there are; “amount”, or a currency, would ask for the sum of money", volume)
    return AskedShape(COUNT, "no word says how, so it is counted how many there are")
