"""How far a number may be from a count made by hand."""

from decimal import Decimal, InvalidOperation, localcontext
from typing import Final

from heartbeat_cli.errors import UsageError

LARGEST_SHARE: Final = Decimal(100)
USUAL_SHARE: Final = Decimal(10)
LARGEST_EXPONENT: Final = 18
"""Nobody counts to 10^19 by hand, and no number of a bank is that large."""
NONE_ALLOWED: Final = Decimal(0)


def is_plausible(number: Decimal) -> bool:
    """Whether a number can be a count, a value or a tolerance: finite, and neither huge nor of endless digits."""
    if not number.is_finite():
        return False
    return number.adjusted() <= LARGEST_EXPONENT and int(number.as_tuple().exponent) >= -4 * LARGEST_EXPONENT


def parse_tolerance(text: str) -> tuple[Decimal, bool]:
    """`5%` -> (5, True), a share of the count; `2` -> (2, False), an absolute difference.

    Raises UsageError for what is no tolerance, and for a share above LARGEST_SHARE: nothing could fail to match.
    """
    written = text.strip()
    is_share = written.endswith("%")
    try:
        number = Decimal(written.removesuffix("%").strip())
    except InvalidOperation:
        number = Decimal("NaN")
    if not is_plausible(number) or number < 0:
        raise UsageError(
            f"'{text}' is not a tolerance", hint="Write --tolerance 5% (of the count) or --tolerance 2.", code="usage"
        )
    if is_share and number > LARGEST_SHARE:
        raise UsageError(
            f"a tolerance of {written} would let any number match",
            hint="Allow what counting by hand may miss, like --tolerance 5%.",
            code="usage",
        )
    return number, is_share


def allowed_difference(tolerance: str, count: Decimal) -> Decimal:
    """The largest difference a tolerance allows for a count. Raises UsageError where it is none."""
    number, is_share = parse_tolerance(tolerance)
    return abs(count) * number / 100 if is_share else number


def share_of_count(tolerance: str, count: Decimal) -> Decimal:
    """A tolerance in percent of the count; for a count of nothing, 100 for any but none. Raises UsageError."""
    number, is_share = parse_tolerance(tolerance)
    if is_share:
        return number
    if not count:
        return LARGEST_SHARE if number else NONE_ALLOWED
    return number / abs(count) * 100


def plain(number: Decimal) -> str:
    """A number for a sentence: no exponent, no zeros at the end, six decimals at most."""
    with localcontext() as context:
        context.prec = 400
        text = format(round(number, 6), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
