from datetime import UTC, datetime, timedelta

import pytest
from rich.console import Console

from heartbeat_cli.formats import print_sheet
from heartbeat_cli.formats.terminal.live import view
from heartbeat_cli.sheets import Look, look_line, news_of, run_sheet
from heartbeat_cli.sheets.loads import STYLES, figures
from heartbeat_cli.state import Holder, RunFailure, RunReport, RunState, RunStatus, TableState, TableStatus
from heartbeat_cli.wording import duration, sources_in_short

NOON = datetime(2026, 5, 8, 12, tzinfo=UTC)
LATER = NOON + timedelta(minutes=5)


def status(running: int = 3, /, **more: object) -> RunStatus:
    made = tuple(
        TableStatus(f"core.t{n}", "bank_core", TableState.RUNNING, 1_200_000, 3_000_000, 3, 8, 60.0 - n)
        for n in range(running)
    )
    facts: dict[str, object] = {
        "phase": "landing", "tables_done": 34, "tables_all": 156, "rows": 1_234_567, "rows_expected": 4_000_000,
        "rate": 98_123.4, "seconds_left": 28.2, "tables": made,
    }  # fmt: skip
    return RunStatus("3f9a12c7", 4711, "here", "landing bank", ("bank",), NOON, LATER, **(facts | more))  # type: ignore[arg-type]


def shown(status: RunStatus | None, width: int = 80, height: int = 24, now: datetime = LATER) -> list[str]:
    console = Console(width=width, height=height, color_system=None, highlight=False)
    with console.capture() as captured:
        console.print(view(Look(None, status), now, height))
    return [line.rstrip() for line in captured.get().splitlines()]


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (0, "0.0 s"), (4.23, "4.2 s"), (9.99, "10.0 s"), (10, "10 s"), (59.6, "1 min 00 s"), (124, "2 min 04 s"),
        (3599.4, "59 min 59 s"), (3600, "1 h 00 min"), (345_600, "96 h 00 min"),
    ],
)  # fmt: skip
def test_durations(seconds: float, text: str) -> None:
    assert duration(seconds) == text


def test_sources_in_a_few_words() -> None:
    assert [sources_in_short(tuple("abcde"[:n])) for n in (0, 1, 3, 5)] == ["-", "a", "a, b, c", "a, b and 3 more"]


def test_figures_of_a_run() -> None:
    run = RunReport(
        "1", ("bank",), NOON, 12.0, RunState.FAILED, {"whole": 1}, 1, 1200, 7, (RunFailure(None, "lost", "gone"),)
    )
    assert figures(run) == "1 table, 1 range, 1,200 rows in 12 s, 100 rows/s, 7 deleted, 1 failed"
    assert figures(RunReport("1", (), NOON, 0.0, RunState.NOTHING_NEW)) == "0 tables, 0 rows in 0.0 s"


def test_every_state_has_a_style() -> None:
    assert set(STYLES) == set(RunState)


def test_a_line_in_a_pipe() -> None:
    assert look_line(Look(None, status())) == (
        "bank, landing: 34 of 156 tables, 1,234,567 of about 4,000,000 rows, 98,123 rows/s, 28 s left"
        ", at core.t0 (3 of 8 ranges) and 2 more"
    )
    unknown = status(rows_expected=None, rate=None, tables=())
    assert look_line(Look(None, unknown)) == "bank, landing: 34 of 156 tables, 1,234,567 rows"
    looking = status(tables_all=0, phase="looking at the source")
    assert look_line(Look(None, looking)) == "bank, looking at the source"
    holder = Holder(4711, "here", "2026-05-08T12:00:00+00:00", "landing bank")
    assert look_line(Look(holder, None)).startswith("An ingest is running (process 4711 on here, landing bank since")
    assert "has not signed" in look_line(Look(None, None))


def test_more_rows_than_were_expected() -> None:
    """The planner's estimate is one: there is never less than nothing left."""
    line = look_line(Look(None, status(rows=5_000_000)))
    assert "5,000,000 rows, 98,123 rows/s" in line
    assert shown(status(rows=5_000_000))[1].startswith("━" * 24 + "  34/156 tables")
    assert shown(status(rows_expected=0, tables_done=156))[1].startswith("━" * 24)


@pytest.mark.parametrize("width", [60, 80, 140])
def test_the_display_fits(width: int) -> None:
    long = TableStatus("core." + "x" * 200, "bank_core", TableState.RUNNING, 10**9, 4 * 10**9, 117, 1200, 70.0)
    wide = status(tables=(long, *status().tables))
    lines = shown(wide, width)
    assert max(map(len, lines)) <= width
    # Where there is the usual room, only names are cut.
    assert width < 80 or "117/1200 ranges  1,000,000,000 of ~4,000,000,000 rows  1 min 10 s" in lines[3]


@pytest.mark.parametrize("height", [7, 8, 12, 24])
def test_as_many_tables_as_there_is_room_for(height: int) -> None:
    lines = shown(status(40), height=height)
    assert len(lines) < height
    named = [line for line in lines if "core.t" in line]
    assert f"  and {40 - len(named)} more" in lines


def test_a_run_that_has_gone_quiet_says_so() -> None:
    assert shown(status())[-1] == "process 4711 on here; Ctrl-C ends looking, not the ingest"
    assert shown(status(), now=LATER + timedelta(seconds=40))[-1] == "process 4711 on here; no word for 40 s"
    # A clock that was set back makes nobody late.
    assert shown(status(), now=NOON - timedelta(days=1))[-1].endswith("Ctrl-C ends looking, not the ingest")
    assert "0.0 s so far" in shown(status(), now=NOON - timedelta(days=1))[2]


def test_failed_tables_stay_in_sight() -> None:
    broken = TableStatus("core.broken", "bank_core", TableState.FAILED)
    lines = shown(status(tables=(broken, *status(1).tables)))
    assert lines[3].startswith("  core.t0")
    assert lines[4].split() == ["core.broken", "failed"]


def test_before_anything_is_known() -> None:
    assert shown(status(tables_all=0, tables=(), phase="looking at the source"))[0] == (
        "bank  looking at the source  run 3f9a12c7"
    )
    assert "has not told how far it is" in " ".join(shown(None))


@pytest.mark.parametrize(("seconds", "said"), [(0.3, "1 s left"), (7.6, "8 s left"), (75.0, "1 min 15 s left")])
def test_what_is_left_is_an_estimate(seconds: float, said: str) -> None:
    assert look_line(Look(None, status(seconds_left=seconds, tables=()))).endswith(f", {said}")


@pytest.mark.parametrize(
    ("now", "news"),
    [
        ({"rate": 1.0, "seconds_left": 9.0}, False),
        ({"rows": 7}, True),
        ({"phase": "waiting"}, True),
        ({"tables": ()}, True),
    ],
)
def test_a_line_that_says_the_same_is_no_news(now: dict[str, object], news: bool) -> None:
    assert (news_of(status(**now)) != news_of(status())) is news


def test_a_run_shows_where_something_happened_first(capsys: pytest.CaptureFixture[str]) -> None:
    def of(name: str, rows: int = 0, deleted: int = 0, state: TableState = TableState.DONE) -> TableStatus:
        return TableStatus(f"core.{name}", "bank_core", state, rows, None, 1, 1, 0.0, deleted)

    quiet = tuple(of(f"a{n:03}") for n in range(200))
    ended = status(
        state=RunState.FAILED, tables=(*quiet, of("moved", 7), of("gone", 2, 1_005), of("bad", state=TableState.FAILED))
    )
    run = RunReport("1", ("bank",), NOON, 12.0, RunState.FAILED, {"reconcile": 203}, deleted=1_005)
    print_sheet(run_sheet(run, ended))
    lines = capsys.readouterr().out.splitlines()
    assert [line.split() for line in lines[-5:]] == [
        ["Table", "State", "Ranges", "Rows", "Deleted", "Seconds"],
        ["core.bad", "failed", "1/1", "0", "-", "0.0"],
        ["core.gone", "done", "1/1", "2", "1,005", "0.0"],
        ["core.moved", "done", "1/1", "7", "-", "0.0"],
        ["and", "200", "tables", "with", "nothing", "to", "move"],
    ]
    print_sheet(run_sheet(run, status(state=RunState.DONE, tables=quiet)))
    assert capsys.readouterr().out.splitlines()[-2:] == ["", "200 tables with nothing to move"]
    print_sheet(run_sheet(run, status(state=RunState.DONE, tables=(of("moved", 7),))))
    assert "Deleted" not in capsys.readouterr().out
