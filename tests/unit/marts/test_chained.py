from datetime import UTC, datetime

import pytest

from heartbeat_cli.marts import Bounds, LandedRange, chained


def entry(low: int | None, high: int | None) -> LandedRange:
    ends = [None if end is None else (str(end),) for end in (low, high)]
    return LandedRange("bank_core", "t", Bounds(*ends), 1, 1, None, "", "", datetime(2026, 5, 8, tzinfo=UTC), 0.1)


def test_entries_come_in_order_of_the_key() -> None:
    first, middle, last = entry(None, 5), entry(5, 9), entry(9, None)
    assert chained([last, first, middle]) == (first, middle, last)
    assert chained([entry(None, None)]) == (entry(None, None),)


@pytest.mark.parametrize(
    "entries",
    [
        [],
        [entry(None, 5)],
        [entry(None, 5), entry(6, None)],
        [entry(None, 5), entry(5, None), entry(7, 9)],
        [entry(None, 5), entry(None, 5), entry(5, None)],
        [entry(None, 7), entry(None, 5), entry(5, None)],
        [entry(None, 5), entry(5, 9), entry(5, None)],
        [entry(None, None), entry(None, None)],
    ],
)
def test_what_is_not_every_key_once(entries: list[LandedRange]) -> None:
    assert chained(entries) is None
