"""Which window words name: `last month` is one of the calendar, `the past 30 days` moves with the clock."""

from collections.abc import Callable
from datetime import date
from typing import Final

from heartbeat_cli.discovery.understanding.days import DAY, MONTH, WEEKDAY, in_quarter, on_day, since_day
from heartbeat_cli.discovery.understanding.spans import NUMBER, UNIT, days_of, number_in_words, unit_of
from heartbeat_cli.discovery.understanding.words import AskedWords, Passage
from heartbeat_cli.metrics import Window, find_window

Named = tuple[Window | None, str]
_Reader = Callable[[Passage, date], Named]

_ROLLING: Final = {"hour": "1h", "day": "24h", "week": "7d", "fortnight": "14d", "month": "30d", "quarter": "90d",
                   "year": "365d"}  # fmt: skip
_SHORT: Final = {"wtd": "week", "mtd": "month", "qtd": "quarter", "ytd": "year"}
_FIRST: Final = {"week": "Monday", "month": "the 1st", "quarter": "its first day", "year": "1 January"}
_QUARTERS: Final = {
    **{f"q{number}": number for number in range(1, 5)}, "first": 1, "second": 2, "third": 3, "fourth": 4,
    "1st": 1, "2nd": 2, "3rd": 3, "4th": 4,
}  # fmt: skip
AT_THIS_MOMENT: Final = "everything there is at this moment"
_UNREAD: Final = "no window is called so. Say yesterday, last month, on or since a day, in a month"


def named_window(asked: AskedWords, today: date) -> tuple[Passage, Named] | None:
    """The next words that name a window, and what they name; None of the window where there is none like it."""
    found = [(passage, read) for pattern, read in _PATTERNS if (passage := asked.find(pattern)) is not None]
    if not found:
        return None
    passage, read = min(found, key=lambda each: each[0].first)
    return passage, read(passage, today)


def _since(passage: Passage, today: date) -> Named:
    return since_day(passage["day"], today)


def _on(passage: Passage, today: date) -> Named:
    return on_day(passage["day"], today)


def _quarter(passage: Passage, today: date) -> Named:
    return in_quarter(_QUARTERS[passage["quarter"]], passage["year"], today)


def _last_spans(passage: Passage, _: date) -> Named:
    number, unit = number_in_words(passage["number"]), unit_of(passage["unit"])
    if unit[:3] == "min" and not number % 60:
        number, unit = number // 60, "hour"
    days = days_of(number, unit)
    window = find_window(f"{days}d" if days is not None else f"{number}{unit[0]}")
    if window is None or unit[:3] == "min":
        return None, "a window has at least an hour, and at most ten years"
    counted = f"; they count as {days} days" if days is not None and unit != "fortnight" else ""
    return window, f"rolling: {window.spoken}, to the minute it is asked for{counted}"


def _past(passage: Passage, _: date) -> Named:
    period = passage["period"]
    window = find_window(_ROLLING[period])
    rolls = f"rolling: {window.spoken if window else ''}"
    return window, f"{rolls}; “last {period}” would be the calendar {period}" if period in _FIRST else rolls


def _this(passage: Passage, _: date) -> Named:
    period = _SHORT.get(passage["period"], passage["period"])
    return find_window(f"this_{period}"), f"the calendar {period} so far, from {_FIRST[period]} on"


def _last(passage: Passage, _: date) -> Named:
    period = passage["period"]
    days = _ROLLING[period].removesuffix("d")
    return find_window(f"last_{period}"), f"the calendar {period} before this one; “past {days} days” would be rolling"


def _always(name: str, means: str) -> _Reader:
    return lambda _, __: (find_window(name), means)


def _none(means: str) -> _Reader:
    return lambda _, __: (None, means)


_LEAD: Final = r"(?:(?:in|over|within|during|for|of|from|on|at|across|throughout) )?(?:the )?"
_DURING: Final = "(?:in|during|of|for|over|throughout)"
_PERIOD: Final = r"(?P<period>week|month|quarter|year)"
_BEFORE: Final = "(?:last|previous|prior|preceding)"
_LATELY: Final = "(?:a )?(?:last|previous|past|recent|trailing|preceding|rolling|moving)"
_NOT_WITHIN: Final = "".join(rf"(?<!\b{word} )" for word in ("within", "in", "of", "after", "than", "for", "every"))
_BARE: Final = rf"{_NOT_WITHIN}(?P<number>\d+) "
# Of several that begin with the same word the first is taken.
_PATTERNS: Final[tuple[tuple[str, _Reader], ...]] = (
    (r"(?:on )?(?:the )?(?P<day>day before yesterday)", _on),
    (rf"(?:between {DAY} and|from {DAY} (?:to|until|till|through)) {DAY}", _none(_UNREAD)),
    (rf"(?:between|from) (?:the )?\d\d?(?:st|nd|rd|th)? (?:and|to|until|till|through) {DAY}", _none(_UNREAD)),
    (r"(?:(?P<period>week|month|quarter|year) to date)", _this),
    (rf"since (?:the )?(?:beginning|start) of (?:the |this )?{_PERIOD}", _this),
    (rf"so far (?:in )?(?:this|the current) {_PERIOD}", _this),
    (rf"{_LEAD}(?:this|current) {_PERIOD} so far", _this),
    (r"(?P<period>[wmqy]td)", _this),
    (rf"(?:since|starting(?: from| on| in)?|beginning|after) (?:the )?(?:(?:beginning|start) of )?(?P<day>{DAY})"
     r"(?: on(?:wards?)?)?", _since),
    (r"since midnight|(?:on )?the current day", _always("today", "the calendar day so far, from midnight on")),
    (rf"as of {DAY}", _none("a moment, and no window: `--as-of` says for which moment a number is")),
    (rf"(?:until|till|up to) {DAY}", _none("a window has no end of its own: it ends now, or with a period")),
    (r"(?:until|till|up to) today", _always("total", "everything there is, whenever it happened")),
    (rf"from (?P<day>{DAY}) on(?:wards?)?", _since),
    (rf"from (?P<day>\d+(?:st|nd|rd|th)? (?:of )?{MONTH}(?: \d{{4}})?)", _since),
    (rf"from (?P<day>{MONTH} \d\d?(?:st|nd|rd|th)?)", _since),
    (rf"{_LEAD}{_LATELY} (?:few|several|some) {UNIT}", _none("how many is not said: say “the last 7 days”")),
    (rf"{_LEAD}{_LATELY} (?P<number>{NUMBER})(?: of)? (?P<unit>{UNIT})(?: (?:window|period))?", _last_spans),
    (rf"{_LEAD}(?:past|trailing) (?P<period>{'|'.join(_ROLLING)})", _past),
    (rf"{_LEAD}(?:previous|prior|preceding) day", _always("yesterday", "the calendar day before this one")),
    (rf"{_LEAD}{_BEFORE} (?P<period>hour|day|fortnight)", _past),
    (rf"{_LEAD}{_LATELY} half (?:a )?year", _always("180d", "rolling: the last 180 days")),
    (r"(?P<number>\d+) (?P<unit>hour|day|week)(?= (?:average|mean|moving|rolling|window|total|sum))", _last_spans),
    (rf"{_LEAD}{_BEFORE} calendar {_PERIOD}", _last),
    (rf"(?:in|over|within|during|for|across|throughout) the last {_PERIOD}", _past),
    (rf"{_LEAD}{_BEFORE} {_PERIOD}", _last),
    (rf"{_LEAD}(?:this|current) (?:calendar )?{_PERIOD}", _this),
    (rf"{_LEAD}yesterday", _always("yesterday", "the calendar day before this one; “past 24 hours” would be rolling")),
    (r"as of (?:today|now)", _always("total", AT_THIS_MOMENT)),
    (rf"{_LEAD}today", _always("today", "the calendar day so far, from midnight on; “past 24 hours” would be rolling")),
    (r"(?:the )?last night|tonight|this (?:morning|evening|afternoon)", _none(_UNREAD)),
    (rf"{_LEAD}next (?:week|month|quarter|year)|tomorrow", _none("what is yet to come cannot be counted")),
    (rf"(?:on |of )?(?P<day>(?:last |past |this )?{WEEKDAY})", _on),
    (rf"{_LEAD}(?:(?:last|this|past) )?(?:{WEEKDAY}s?|weekends?)", _none(_UNREAD)),
    (rf"{_LEAD}(?P<quarter>q[1-4]|(?:first|second|third|fourth|1st|2nd|3rd|4th)(?= quarter))(?: quarter)?"
     r"(?: (?:of |in )?(?P<year>(?:19|20)\d\d))?", _quarter),
    (rf"{_DURING} (?:the (?:month of|whole of) |all of )?(?P<day>{MONTH}(?: (?:of )?\d{{4}})?)", _on),
    (rf"{_DURING} (?:the (?:calendar )?year |all of )?(?P<day>(?:19|20)\d\d)", _on),
    (rf"on (?:the )?(?P<day>{DAY})", _on),
    (rf"(?P<day>{MONTH} (?:19|20)\d\d)(?= \||$)", _on),
    (rf"{_BARE}(?P<unit>[hdw])", _last_spans),
    (rf"{_BARE}(?P<unit>hours?|days?|weeks?)(?= \||$)", _last_spans),
    (r"(?:the )?total(?= (?:number|count) )", _always("total", "everything there is, whenever it happened")),
    (r"in total|of all time|all time|ever|overall|altogether|until now|up to now|to date|since the beginning|so far",
     _always("total", "everything there is, whenever it happened")),
    (r"right now|just now|now|currently|at the moment|at this moment|at present|presently",
     _always("total", AT_THIS_MOMENT)),
)  # fmt: skip
