"""What a run will probably move, how long that takes, and whether it fits on the disk."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.landed_table import FRESH, IDLE, RANGES, TABLE, source_work

from heartbeat_cli.estate import ProjectSettings, load_project
from heartbeat_cli.ingest import Moved, Outlook, TableJob, expected, outlook
from heartbeat_cli.ingest.report.forecast import Pace, measured_pace, total
from heartbeat_cli.ingest.unit import Action
from heartbeat_cli.marts import Disk, disk_for
from heartbeat_cli.state import RunReport, RunState

NOON = datetime(2026, 5, 8, 12, tzinfo=UTC)
ONE = FRESH.units[:1]


@pytest.fixture
def project(tmp_path: Path) -> ProjectSettings:
    (tmp_path / "heartbeat.yml").write_text("truth_source: bank\nclusters: {A: {mirror: prod, env: SOURCE_PG}}\n")
    return load_project(tmp_path / "heartbeat.yml")


def planned(rows: int | None, bytes_: int | None, **more: object) -> TableJob:
    return replace(FRESH, table=replace(TABLE, rows=rows, bytes=bytes_), **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("work", "moved"),
    [
        (planned(40, 4000), Moved(40, 4000)),
        (planned(40, None), Moved(40, None)),
        (planned(None, 4000), Moved(None, 4000)),
        (planned(0, 4000), Moved(0, 4000)),
        (planned(40, 4000, units=()), Moved(0, 0)),
        (planned(40, 4000, units=(replace(ONE[0], action=Action.WHOLE),)), Moved(40, 4000)),
        (planned(40, 4000, units=(*ONE, replace(ONE[0], action=Action.COMPARE))), Moved(None, None)),
        (planned(40, 4000, units=(replace(ONE[0], action=Action.MERGE),)), Moved(None, None)),
        (planned(40, 4000, units=(replace(ONE[0], action=Action.PRUNE),)), Moved(None, None)),
        # Ranges that stay are not copied again; those of a unit are.
        (planned(40, 4000, stored=RANGES[1:]), Moved(40, 4000)),
        (planned(40, 4000, units=ONE, stored=RANGES[1:]), Moved(10, 1000)),
        (planned(40, 4000, units=ONE, stored=RANGES), Moved(10, 1000)),
        (planned(25, 4000, units=ONE, stored=RANGES[1:]), Moved(0, 0)),
        (planned(None, 4000, units=ONE, stored=RANGES[1:]), Moved(None, None)),
    ],
)
def test_what_will_be_copied_of_a_table(work: TableJob, moved: Moved) -> None:
    assert expected(work) == moved


@pytest.mark.parametrize(
    ("parts", "sum_"),
    [
        ([], Moved(0, 0)),
        ([Moved(1, 10), Moved(2, 20)], Moved(3, 30)),
        ([Moved(1, None), Moved(None, 20)], Moved(1, 20)),
        ([Moved(None, None), Moved(None, None)], Moved(None, None)),
        ([Moved(0, 0), Moved(None, None)], Moved(0, 0)),
    ],
)
def test_the_sum_of_what_is_known(parts: list[Moved], sum_: Moved) -> None:
    assert total(iter(parts)) == sum_


def run(name: str, rows: int, *sources: str, seconds: float = 10.0) -> RunReport:
    return RunReport(name, sources or ("bank",), NOON, seconds, RunState.DONE, rows=rows)


@pytest.mark.parametrize(
    ("reports", "pace"),
    [
        ([], None),
        ([run("a", 999)], None),
        ([run("a", 1000)], Pace(100.0, "a")),
        ([run("a", 2000, seconds=0.0)], None),
        ([run("a", 2000), run("b", 3000)], Pace(300.0, "b")),
        ([run("a", 3000), run("b", 2000)], Pace(300.0, "a")),
        # Of these sources, if there is one; a run over several has been one of each.
        ([run("a", 2000), run("b", 9000, "crm")], Pace(200.0, "a")),
        ([run("a", 2000, "crm", "bank"), run("b", 9000, "crm")], Pace(200.0, "a")),
        ([run("b", 9000, "crm")], Pace(900.0, "b")),
        # Only the last twenty.
        ([run("new", 2000)] * 19 + [run("old", 9000)], Pace(900.0, "old")),
        ([run("new", 2000)] * 20 + [run("old", 9000)], Pace(200.0, "new")),
    ],
)
def test_the_pace_is_measured(reports: list[RunReport], pace: Pace | None) -> None:
    assert measured_pace(reports, ["bank"]) == pace


def test_an_outlook(project: ProjectSettings) -> None:
    compared = planned(40, 4000, units=(replace(ONE[0], action=Action.COMPARE),))
    found = outlook(project, [source_work(FRESH, compared, IDLE)], [run("a", 2000)])
    assert (found.moved, found.open, found.pace, found.seconds) == (Moved(40, 4000), 1, Pace(200.0, "a"), 0.2)
    assert found.disk is not None
    assert found.disk.needed == 2400
    assert outlook(project, [source_work(FRESH)], []).seconds is None
    unknown = Outlook(Moved(None, None), 1, Pace(1.0, "a"), None)
    assert unknown.seconds is None
    nothing = outlook(project, [source_work(compared)], [])
    assert (nothing.moved, nothing.disk and nothing.disk.needed) == (Moved(None, None), 0)


def test_room_for_it_on_the_disk(project: ProjectSettings) -> None:
    found = disk_for(project, 1000)
    assert found is not None
    assert found.needed == 600
    assert found.free > 0
    assert disk_for(project, None) is None
    postgres = replace(project, marts=replace(project.marts, kind="postgres"))
    assert disk_for(postgres, 1000) is None
    assert [Disk(9, 10).fits, Disk(10, 10).fits, Disk(11, 10).fits] == [True, True, False]
