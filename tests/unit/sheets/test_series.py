"""A series as a line of blocks."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from heartbeat_cli.metrics import Point, Series
from heartbeat_cli.sheets.series import sparkline

BEGUN = datetime(2026, 5, 1, tzinfo=UTC)


def series(*values: str | None) -> Series:
    points = tuple(
        Point(BEGUN + timedelta(days=i), Decimal(value) if value is not None else None, "whole" if value else "no data")
        for i, value in enumerate(values)
    )
    return Series("1d", "UTC", True, None, None, None, (), points)


@pytest.mark.parametrize(
    ("values", "cells", "shown"),
    [
        (("0", "1", "2", "3", "4", "5", "6", "7"), 30, "▁▂▃▄▅▆▇█"),
        ((None, "-7", None, "0"), 30, "·▁·█"),
        (("5", "5", "5"), 30, "▄▄▄"),
        ((None, None), 30, "··"),
        (("1", "2", "3", "4", "5", "6"), 3, "▁▅█"),
        (("0.001", "0.0011", "100000000000000000000000"), 9, "▁▁█"),
    ],
)
def test_heights_go_from_the_least_to_the_greatest_and_gaps_stay(
    values: tuple[str | None, ...], cells: int, shown: str
) -> None:
    assert sparkline(series(*values), cells) == shown
