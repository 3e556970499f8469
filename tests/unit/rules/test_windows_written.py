"""The SQL that is written for a window is what the rules take for that window, and for no other."""

from pathlib import Path

import pytest
from tests.unit.rules.test_statements import Statement, found_in

from heartbeat_cli.metrics import Window, find_window, usual_windows

SINCE = find_window("since_2026_01_01")
WINDOWS = [w for w in (*usual_windows(), find_window("90d"), find_window("4w"), SINCE) if w is not None]
BOUNDED = [window for window in WINDOWS if window.kind != "total"]


def statement(window: Window, name: str, column: str, kind: str, zone: str) -> Statement:
    where = " AND ".join(window.conditions(column, kind, zone))
    return name, "How many transfers were made?", f"SELECT count(*) FROM webbank_core.transfer WHERE {where}"


@pytest.mark.parametrize("zone", ["UTC", "Europe/Berlin"])
def test_what_is_written_for_a_window_is_silent(zone: str, tmp_path: Path) -> None:
    statements = [
        statement(window, window.name, column, kind, zone)
        for window in BOUNDED
        for column, kind in (("created_at", "timestamptz"), ("value_date", "date"))
        if not (kind == "date" and window.unit == "h")
    ]
    found = found_in(statements, tmp_path / "project", zone=zone)
    assert len(found) == len(statements)
    assert {sql: findings for sql, findings in found.items() if findings} == {}


def test_no_window_is_taken_for_another(tmp_path: Path) -> None:
    """Every window's SQL under every other's name."""
    statements = [
        statement(written, named.name, "created_at", "timestamptz", "UTC")
        for written in BOUNDED
        for named in WINDOWS
        if named != written and (named.kind, written.kind) != ("total", "since")
    ]
    found = found_in([(name, asked, f"{sql} -- {name}") for name, asked, sql in statements], tmp_path / "project")
    assert len(found) == len(statements)
    assert [sql for sql, findings in found.items() if not findings] == []


def test_days_of_another_zone_are_told(tmp_path: Path) -> None:
    calendar = [window for window in BOUNDED if window.kind == "calendar"]
    statements = [statement(window, window.name, "created_at", "timestamptz", "UTC") for window in calendar]
    found = found_in(statements, tmp_path / "project", zone="Europe/Berlin")
    assert [[finding.rule for finding in findings] for findings in found.values()] == [["window-bounds"]] * len(
        calendar
    )
