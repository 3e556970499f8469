"""Numbers that are times: seconds or milliseconds since 1970, told apart by their size."""

from datetime import datetime
from decimal import Decimal
from typing import Final

SECONDS_FROM: Final = 10**9
"""Numbers from here on are seconds (2001-09-09 and later), smaller ones the numbers of rows."""
MILLISECONDS_FROM: Final = 10**10
"""And from here on milliseconds (1970-04-26 and later)."""


def per_second(number: int | Decimal) -> int:
    """How many of its units a second has: 1 for seconds and what is no time, 1000 for milliseconds."""
    return 1000 if number >= MILLISECONDS_FROM else 1


def not_after(greatest: int, least: int, now: datetime) -> int:
    """The greatest of the numbers of a cursor, no later than `now` where they are times.

    They are where `least` is one that has passed: what goes on from numbers that are all in the future counts no time.
    """
    if least < SECONDS_FROM:
        return greatest
    present = int(now.timestamp() * per_second(least))
    return min(greatest, present) if least <= present else greatest
