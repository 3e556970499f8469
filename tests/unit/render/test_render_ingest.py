from collections.abc import Iterator
from pathlib import Path

import pytest

from heartbeat_cli.catalog import QName
from heartbeat_cli.estate import Connection, Source
from heartbeat_cli.ingest import LandedNow, Plan, PlannedDataset, PlannedTable
from heartbeat_cli.render.ingest import _Screen

BANK = Source("bank", "Bank", "test", "postgres", "granted", Path("bank.yml"), cluster="A", database="bank")
HERE = Connection("127.0.0.1", 5433, "dashboard_user", "bank", "SOURCE_PG", "")


@pytest.fixture
def screen() -> Iterator[_Screen]:
    screen = _Screen()
    yield screen
    screen.close()


def expect(screen: _Screen, *rows: int) -> None:
    tables = tuple(PlannedTable(QName("core", f"t{i}"), (), rows=n) for i, n in enumerate(rows))
    screen.source_started(Plan(BANK, HERE, (PlannedDataset("bank_core", "core", tables),)))


def land(screen: _Screen, number: int, rows: int) -> None:
    screen.table_done(LandedNow(QName("core", f"t{number}"), "bank_core", rows, "17.1", 0.1))


def after(screen: _Screen, seconds: float) -> str:
    return screen._whole(screen._started + seconds)


def test_the_estimate_is_of_the_rows_still_to_come(screen: _Screen) -> None:
    expect(screen, 1000, 3000)
    land(screen, 0, 1000)
    assert after(screen, 2).endswith("1/2 tables, 1,000 rows, 500 rows/s, 6 s left")


@pytest.mark.parametrize("arrived", [1000, 999, 1200], ids=["as planned", "almost", "more than planned"])
def test_never_nothing_left_while_tables_are_to_come(screen: _Screen, arrived: int) -> None:
    expect(screen, 1000, 0, 0)
    land(screen, 0, arrived)
    line = after(screen, 2)
    assert "1/3 tables" in line
    assert "left" not in line


def test_no_estimate_before_the_first_table(screen: _Screen) -> None:
    assert after(screen, 1) == "Looking at the source …"
    expect(screen, 1000)
    assert after(screen, 1).endswith("0/1 tables, 0 rows, 0 rows/s")
