"""A question as it was understood: values only, that proposals are made of."""

from dataclasses import dataclass
from datetime import timedelta
from typing import ClassVar, Final

from heartbeat_cli.metrics import Window

COUNT: Final = "count"
COUNT_DISTINCT: Final = "count_distinct"
SHARE: Final = "share"
SUM: Final = "sum"
AVG: Final = "avg"
MAX: Final = "max"
MIN: Final = "min"
PERCENTILE: Final = "percentile"
DURATION: Final = "duration"
BACKLOG: Final = "backlog"
FUNNEL: Final = "funnel"
SHAPES: Final = (COUNT, COUNT_DISTINCT, SHARE, SUM, AVG, MAX, MIN, PERCENTILE, DURATION, BACKLOG, FUNNEL)
"""What an answer can be."""


A_LIMIT: Final = "a limit, which is not read from words: put it into the filter"


@dataclass(frozen=True, slots=True)
class Meaning:
    """Why something was understood so: the `words` as they were typed, and a sentence of what they were taken for."""

    json_keys: ClassVar = "words means"

    words: str
    means: str


@dataclass(frozen=True, slots=True)
class Understanding:
    """What a question asks for.

    `shape` is one of SHAPES. `percent` is the percentile of a PERCENTILE or a DURATION: 50 the median, 0 the shortest,
    100 the longest; of a DURATION None is the average. `of` are the words of the thing that is counted or measured,
    `condition` those that restrict it (states, labels), `base` those of a share's denominator. `states` has the words
    of each state: of a DURATION from which to which, of a FUNNEL all of them in order, of a BACKLOG the one; two times
    of a DURATION are named alike. `older_than` is how long something of a BACKLOG has been there at least. `window` is
    None where the question names none; `unread` are the words of a time that no window is called so. `per` is `hour`,
    `day`, `week` or `month`; `by` has the words of segments. `currency` is an ISO code, `unit` the unit that the shape
    or the question decides. `why` explains each of these.
    `guessed`: no word says which shape, so it is a count.
    """

    json_keys: ClassVar = (
        "question shape percent of condition base states older_than window=window_name per by currency unit unread "
        "why guessed"
    )

    question: str
    shape: str = COUNT
    percent: int | None = None
    of: tuple[str, ...] = ()
    condition: tuple[str, ...] = ()
    base: tuple[str, ...] = ()
    states: tuple[tuple[str, ...], ...] = ()
    older_than: timedelta | None = None
    window: Window | None = None
    per: str | None = None
    by: tuple[str, ...] = ()
    currency: str | None = None
    unit: str | None = None
    unread: tuple[str, ...] = ()
    why: tuple[Meaning, ...] = ()
    guessed: bool = False

    @property
    def limits(self) -> tuple[str, ...]:
        """The words of limits on numbers, which no proposal has."""
        return tuple(why.words for why in self.why if why.means == A_LIMIT)

    @property
    def window_name(self) -> str | None:
        """What the window is called."""
        return self.window.name if self.window is not None else None
