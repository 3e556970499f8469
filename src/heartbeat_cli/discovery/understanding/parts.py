"""What else words say, besides time and shape: segments, a currency, a unit, states one after the other."""

from typing import Final

from heartbeat_cli.discovery.understanding.kinds import MEASURED, SMALL, is_segment, is_state
from heartbeat_cli.discovery.understanding.understood import A_LIMIT, Meaning
from heartbeat_cli.discovery.understanding.words import BREAK, AskedWords, Passage

OF_STATES: Final = frozenset(("status", "state", "stage", "step"))
_CODES: Final = "EUR USD GBP PLN CHF UAH CZK HUF SEK NOK DKK BGN JPY CNY RUB KZT CAD AUD"
_CURRENCIES: Final = {
    "euro": "EUR", "euros": "EUR", "dollar": "USD", "dollars": "USD", "pounds sterling": "GBP", "zloty": "PLN",
    "zlotys": "PLN", "francs": "CHF", "hryvnia": "UAH", "hryvnias": "UAH",
    **{code.lower(): code for code in _CODES.split()},
}  # fmt: skip
_UNITS: Final = {
    "second": "s", "seconds": "s", "sec": "s", "s": "s", "minute": "min", "minutes": "min", "min": "min", "hour": "h",
    "hours": "h", "h": "h", "day": "d", "days": "d", "d": "d",
}  # fmt: skip
_UNIT: Final = f"(?P<unit>{'|'.join(_UNITS)})"
_WORDS: Final = (
    r"(?:(?!in |for |of |from |with |were |was |is |are |that |who |over |which |to |on |at |p\d\d?(?: |$))[^| ]+ ?)+"
)
_WHICH: Final = r"(?:in |at |from |to |for )?which (?!part|share|percent)(?P<by>[^| ]+)"
_DIVIDED: Final = "split|broken down|grouped|divided|segmented|separated|listed|sorted"


def read_segments(asked: AskedWords) -> tuple[tuple[str, ...], tuple[Meaning, ...], AskedWords]:
    """What a number is split by; `by` behind what became of something says who did it."""
    ranked = rf"(?:the )?(?:top|best|worst)(?: \d+)? (?!{MEASURED} )(?P<by>[^| ]+)(?: by|(?= \||$))"
    top = asked.find(ranked) or asked.find(_WHICH)
    if top is not None:
        why = Meaning(asked.typed(top), f"one number for each of the {top['by']}")
        return (top["by"],), (why,), asked.without(top)
    passage = asked.find(rf"(?:(?:{_DIVIDED}) by|by|per|for each|for every|across)(?: the)? (?P<by>{_WORDS})(?<! )")
    if passage is None or _is_agent(asked, passage) or passage["by"][0].isdigit():
        return (), (), asked
    words = tuple(word for word in passage["by"].split() if word not in SMALL)
    why = Meaning(asked.typed(passage), "one number for each of them")
    return words, (why,), asked.without(passage)


def _is_agent(asked: AskedWords, passage: Passage) -> bool:
    before = asked.words[passage.first - 1].word if passage.first else ""
    return passage[0].startswith("by ") and is_state(before) and not is_segment(passage["by"].split()[0])


def read_currency(asked: AskedWords) -> tuple[str | None, tuple[Meaning, ...], AskedWords]:
    """The one currency that is named."""
    named = "|".join(_CURRENCIES)
    passage = asked.find(rf"(?:(?:in|of) )?(?P<currency>{named})")
    if passage is None or len({_CURRENCIES[w.word] for w in asked.words if w.word in _CURRENCIES}) > 1:
        return None, (), asked
    currency = _CURRENCIES[passage["currency"]]
    why = Meaning(asked.typed(passage), f"only what is in {currency}: sums of several currencies do not add up")
    return currency, (why,), asked.without(passage)


def read_limit(asked: AskedWords) -> tuple[tuple[Meaning, ...], AskedWords]:
    """A limit on a number: it belongs to a column, and words do not say to which."""
    more = r"(?:over|above|under|below|more than|less than|at least|at most|exceeding|larger than|smaller than|between)"
    passage = asked.find(rf"{more} \d[\d.,]*(?: (?:and|to) \d[\d.,]*)?")
    if passage is None:
        return (), asked
    why = Meaning(asked.typed(passage), A_LIMIT)
    return (why,), asked.without(passage)


def read_unit(asked: AskedWords) -> tuple[str | None, AskedWords]:
    """The unit of a time that passes, where one is named."""
    ways = (
        rf"(?:measured )?(?:in|as) (?:whole |full )?{_UNIT}",
        rf"(?<=p\d\d ){_UNIT}",
        rf"(?:(?<=duration )|(?<=time )){_UNIT}(?= \||$)",
    )
    passage = next((found for way in ways if (found := asked.find(way)) is not None), None)
    if passage is not None:
        return _UNITS[passage["unit"]], asked.without(passage)
    passage = asked.find(rf"(?:how many|number of) {_UNIT}")
    return (_UNITS[passage["unit"]] if passage is not None else None), asked


def content(text: str) -> tuple[str, ...]:
    """The words of a passage that name something."""
    words = (word for word in text.split() if word not in SMALL and word not in OF_STATES)
    return tuple(word for word in words if word != BREAK and not word.isdigit())
