"""Which column says when it happened, why this one, and which window is meant where a question names none."""

from collections.abc import Collection, Iterable, Mapping
from datetime import timedelta

from heartbeat_cli.discovery.columns import event_times, says_until_when
from heartbeat_cli.discovery.proposals.known import KnownTable
from heartbeat_cli.discovery.proposals.proposal import TimeChoice
from heartbeat_cli.discovery.proposals.readings import WordReading
from heartbeat_cli.discovery.understanding import Understanding
from heartbeat_cli.metrics import Window, find_window
from heartbeat_cli.pgschema import kind_of
from heartbeat_cli.text import split_words, stem
from heartbeat_cli.wording import names_in_short

_USUAL, _TOTAL = "30d", "total"
_PER = {"hour": "1h", "day": "24h", "week": "7d", "month": "30d"}
_OF_AN_END = (
    "deleted closed ended left expired revoked withdrawn unlinked terminated valid resigned removed scrapped retired "
    "decommissioned"
)
_ENDED = frozenset(_OF_AN_END.split())
_OF_A_STOCK = "balance outstanding limit stock inventory capacity level principal mrr arr seat headcount"
_STOCKS = frozenset(map(stem, _OF_A_STOCK.split()))
"""Numbers that say how much there is, not how much came."""
_AT_END = frozenset(["at", "on", "date", "time", "ts", "day"])


def named_window(name: str) -> Window:
    """The window of a name that is known to be one."""
    window = find_window(name)
    if window is None:
        raise AssertionError(f"{name} is no window")
    return window


def window_of(understood: Understanding, *, stock: bool) -> Window:
    """The question's own window; else everything where it asks how things are, 30 days where it asks what came."""
    if understood.window is not None:
        return understood.window
    if understood.per is not None:
        return named_window(_PER[understood.per])
    return named_window(_TOTAL if stock else _USUAL)


def time_said(
    times: Mapping[str, WordReading], words: Iterable[str], states: Collection[str] = ()
) -> TimeChoice | None:
    """The time that words of the question name: `rejected_at` of “rejected”.

    A word that is one of `states` as it is written names a state where the time only sounds like it: “open” is no
    `opened_at`, “active” no `activated_at`.
    """
    found = [
        (times[word], word)
        for word in words
        if word in times and (word not in states or word in split_words(times[word].column or ""))
    ]
    if not found:
        return None
    reading, word = max(found, key=lambda pair: pair[0].quality)
    return TimeChoice(reading.column or "", f"the question says “{word}”")


def time_of_rows(known: KnownTable, window: Window) -> TimeChoice | None:
    """The time a row of a table tells about, by its name; of hours no date can tell."""
    times = [c for c in event_times(known.table) if not says_until_when(c)]
    fitting = [c for c in times if window.unit != "h" or kind_of(c.type) != "date"]
    if not fitting:
        return None
    chosen, others = fitting[0], [c.name for c in fitting[1:]]
    reason = f"when a row of {known.table.name} came to be"
    return TimeChoice(chosen.name, f"{reason}; {names_in_short(others, 3)} would be other times" if others else reason)


def is_stock_number(column: str) -> bool:
    """Whether a number says how much there is: a balance, no amount paid."""
    return not _STOCKS.isdisjoint(map(stem, split_words(column)))


def lives(known: KnownTable) -> bool:
    """Whether the rows of a table begin and end, or are people, so that there are so many of them now."""
    if any(not _ENDED.isdisjoint(split_words(column.name)) for column in known.table.columns):
        return True
    has_money = any(quantity.kind == "money" for quantity in known.quantities)
    return bool(known.personal) and known.importance > 0 and not has_money


def said_as_verb(column: str) -> str:
    """What happened at a time: `rejected` of `rejected_at`."""
    words = [word for word in split_words(column) if word not in _AT_END]
    return " ".join(words) or column


def interval(span: timedelta) -> str:
    """A time span as PostgreSQL writes it: `3 days`, `36 hours`."""
    hours = int(span.total_seconds() // 3600)
    number, unit = (hours // 24, "day") if hours % 24 == 0 and hours else (hours, "hour")
    if not hours:
        number, unit = int(span.total_seconds() // 60), "minute"
    return f"{number} {unit}{'' if number == 1 else 's'}"
