"""A row as one whole number: what the SQL for it has in common, whichever database works it out."""

from collections.abc import Callable, Sequence
from typing import Final

from heartbeat_cli.marts import Form, WholeNumber

ValueForm = tuple[Form, str]
"""How a value is written down, and SQL for the value."""
UNIT: Final = "chr(31)"
ITEM: Final = "chr(30)"
NULL: Final = "chr(30)"
# The largest prime below 2^32.
PRIME: Final = 4294967291
PRIME_BITS: Final = 32
_WORD_BITS: Final = 63


def add_up(number: str) -> str:
    """SQL for the sum of the numbers of all rows."""
    return f"coalesce(sum({number}), 0)"


def or_null(value: str) -> str:
    """SQL for text that tells NULL from every value."""
    return f"coalesce('=' || ({value}), '!')"


def column_words(
    columns: Sequence[ValueForm], whole: Callable[[WholeNumber, str], str], digest: Callable[[Sequence[ValueForm]], str]
) -> list[str]:
    """SQL for a word of less than 64 bits per column that is a whole number, and one for all that are not."""
    words = []
    for number, (form, value) in enumerate(columns, 1):
        if form.whole is not None:
            bits = min(form.whole.bits, PRIME_BITS)
            factor = multiplier(number, _WORD_BITS - bits)
            # Not a multiple of the factor: no value gives it.
            null = factor * (2 ** (bits - 1)) + factor // 2
            words.append(f"coalesce({whole(form.whole, value)} * {factor}, {null})")
    if written := [column for column in columns if column[0].whole is None]:
        words.append(f"{digest(written)} * {multiplier(0, _WORD_BITS - PRIME_BITS)}")
    return words


def multiplier(number: int, bits: int) -> int:
    """An odd number of exactly `bits` bits, another for every column."""
    mixed = (number + 1) * 0x9E3779B97F4A7C15 % 2**64
    mixed = (mixed ^ mixed >> 29) * 0xBF58476D1CE4E5B9 % 2**64
    return mixed >> (64 - bits) | 1 | 1 << (bits - 1)
