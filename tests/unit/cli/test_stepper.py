"""The road in one line, as much of it as there is room for."""

import pytest

from heartbeat_cli.cli.discover.stepper import stepper
from heartbeat_cli.discovery import Waypoint

ROAD = (
    Waypoint("Question", done=True, chosen="Payments that were rejected yesterday"),
    Waypoint("Source", done=True, chosen="webbank"),
    Waypoint("Table", here=True),
    Waypoint("Name"),
)


@pytest.mark.parametrize(
    ("columns", "line"),
    [
        (80, "Question Payments that were rejected… ✓ · Source webbank ✓ · ▸ Table · Name"),
        (70, "Question ✓ · Source webbank ✓ · ▸ Table · Name"),
        (39, "Question ✓ · Source ✓ · ▸ Table · Name"),
        (30, "3 of 4 · ▸ Table"),
        (1, "3 of 4 · ▸ Table"),
    ],
)
def test_where_somebody_stands_is_seen_at_any_width(columns: int, line: str) -> None:
    assert "".join(text for _, text in stepper(ROAD, columns)) == line
