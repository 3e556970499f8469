"""Lengths of time in words: `two weeks`, `48 hours`, `a quarter`."""

from datetime import timedelta
from typing import Final

_WORDS: Final = {
    1: "a an one", 2: "two couple", 3: "three", 4: "four", 5: "five", 6: "six", 7: "seven", 8: "eight", 9: "nine",
    10: "ten", 12: "twelve", 14: "fourteen", 15: "fifteen", 18: "eighteen", 20: "twenty", 24: "twentyfour",
    30: "thirty", 45: "fortyfive", 48: "fortyeight", 60: "sixty", 90: "ninety",
}  # fmt: skip
_NUMBERS: Final = {word: number for number, words in _WORDS.items() for word in words.split()}
_DAYS: Final = {"fortnight": 14, "month": 30, "quarter": 90, "year": 365}
_HOURS: Final = {"h": 1, "hour": 1, "d": 24, "day": 24, "w": 168, "week": 168}
_TWELVE_MONTHS: Final = 12
NUMBER: Final = rf"(?:a couple|\d+|{'|'.join(_NUMBERS)})"
UNIT: Final = r"(?:minutes?|min|hours?|h|days?|d|weeks?|w|fortnights?|months?|quarters?|years?)"


def unit_of(word: str) -> str:
    """A unit in the singular: `days` as `day`."""
    return word if word in _HOURS else word.removesuffix("s")


def number_in_words(text: str) -> int:
    """`3`, `three`, `a couple`."""
    return int(text) if text.isdigit() else _NUMBERS[text.removeprefix("a ") or text]


def days_of(number: int, unit: str) -> int | None:
    """How many days so many months, quarters or years are taken for; None of a unit that always has the same hours."""
    if unit not in _DAYS:
        return None
    return 365 if (number, unit) == (_TWELVE_MONTHS, "month") else number * _DAYS[unit]


def length_of(number: str, unit: str) -> timedelta:
    """A length of time."""
    many, word = number_in_words(number), unit_of(unit)
    if word in ("minute", "min"):
        return timedelta(minutes=many)
    days = days_of(many, word)
    return timedelta(days=days) if days is not None else timedelta(hours=many * _HOURS[word])
