"""`hb loads` as a whole command line, with a process beside it that does as an ingest does: locks, tells, ends."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pexpect
import pytest
from tests.conftest import RunLine

from heartbeat_cli.estate import ProjectSettings, load_project
from heartbeat_cli.state import RunFailure, RunReport, RunState, StatusFile, append_report, read_reports
from heartbeat_cli.state.journal import journal_file

# Each line on stdin is one thing an ingest does; it is answered when it is done.
INGEST = """
import os, socket, sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from heartbeat_cli.estate import load_project
from heartbeat_cli.state import single_flight
from heartbeat_cli.state.journal import append_report, report_of
from heartbeat_cli.state.run_status import RunState, RunStatus, StatusFile, TableState, TableStatus

project = load_project(Path(sys.argv[1]))
file = StatusFile(project.state)
tables = (
    TableStatus("core.payment", "bank_core", TableState.RUNNING, 400_000, 3_000_000, 3, 8, 12.0),
    TableStatus("core.a_table_with_a_name_that_is_much_too_long_for_a_line_of_eighty_columns", "bank_core",
                TableState.RUNNING, 100_000, 3_000_000, 1, 8, 2.0),
    TableStatus("core.broken", "bank_core", TableState.FAILED),
    TableStatus("core.client", "bank_core", TableState.WAITING),
)
with single_flight(project.state, "landing bank"):
    now = datetime.now(UTC)
    status = RunStatus(sys.argv[2], os.getpid(), socket.gethostname(), "landing bank", ("bank",), now, now)
    print("ready", flush=True)
    for line in sys.stdin:
        word, _, number = line.strip().partition(" ")
        if word == "rows":
            status = replace(status, phase="landing", tables_done=2, tables_all=40, rows=int(number), tables=tables,
                             rows_expected=4_000_000, rate=98_123.0, seconds_left=75.0, updated=datetime.now(UTC))
            file.write(status)
        elif word == "damage":
            file.path.write_bytes(file.path.read_bytes()[:-int(number)])
        elif word == "remove":
            file.path.unlink()
        elif word == "end":
            status = replace(status, state=RunState(number))
            append_report(project.state, replace(report_of(status), seconds=12.0))
            file.write(status)
        print(word, flush=True)
"""


class Ingest:
    """A process that holds the lock of a project and tells of itself as it is told to."""

    def __init__(self, project: ProjectSettings, run_id: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", INGEST, str(project.root / "heartbeat.yml"), run_id],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self._answered("ready")

    def does(self, what: str) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(f"{what}\n")
        self.process.stdin.flush()
        self._answered(what.split()[0])

    def ends(self, outcome: str = "done") -> None:
        self.does(f"end {outcome}")
        self.process.communicate(timeout=20)

    def is_killed(self) -> None:
        self.process.kill()
        self.process.communicate(timeout=20)

    def _answered(self, word: str) -> None:
        assert self.process.stdout is not None
        assert self.process.stdout.readline().strip() == word


@pytest.fixture
def project(tmp_path: Path) -> ProjectSettings:
    file = tmp_path / "heartbeat.yml"
    file.write_text("truth_source: webbank\nclusters: {A: {mirror: prod, env: SOURCE_PG}}\n")
    return load_project(file)


@pytest.fixture
def ingest(project: ProjectSettings) -> Iterator[Callable[[str], Ingest]]:
    started: list[Ingest] = []

    def start(run_id: str = "3f9a12c7") -> Ingest:
        started.append(Ingest(project, run_id))
        return started[-1]

    yield start
    for each in started:
        if each.process.poll() is None:
            each.is_killed()


@pytest.fixture
def watch(project: ProjectSettings) -> Iterator[Callable[..., "pexpect.spawn[str]"]]:
    """`hb loads --watch` at a terminal."""
    opened = []

    def start(columns: int = 80, lines: int = 24) -> "pexpect.spawn[str]":
        opened.append(
            pexpect.spawn(
                sys.executable,
                ["-m", "heartbeat_cli", "loads", "--watch"],
                cwd=str(project.root),
                env={k: v for k, v in os.environ.items() if k not in ("COLUMNS", "LINES")} | {"TERM": "xterm-256color"},
                dimensions=(lines, columns),
                encoding="utf-8",
                timeout=20,
            )
        )
        return opened[-1]

    yield start
    for terminal in opened:
        terminal.close(force=True)


def report(number: int, outcome: RunState = RunState.DONE, **more: object) -> RunReport:
    started = datetime.now(UTC) - timedelta(hours=number)
    made = RunReport(f"{number:02}ab{number:04}", ("bank",), started, 124.0, outcome, {"backfill": 156}, 312, 1_240_000)
    return replace(made, **more)  # type: ignore[arg-type]


@pytest.fixture
def journal(project: ProjectSettings) -> ProjectSettings:
    """A project with runs of every kind."""
    append_report(project.state, report(9, load_ids=tuple(f"1778.{n}" for n in range(300))))
    append_report(project.state, report(8, RunState.NOTHING_NEW, tables={"unchanged": 156}, rows=0, ranges=0))
    append_report(project.state, report(7, RunState.INTERRUPTED))
    append_report(
        project.state, report(6, RunState.FINDINGS, notes=("core.client: column nickname is new",), deleted=4)
    )
    wrong = RunFailure("core.payment", "type_changed", "amount was numeric and is text")
    append_report(project.state, report(5, RunState.FAILED, failures=(wrong,), sources=("bank", "aml", "qac", "vss")))
    return project


def test_before_the_first_run(run_line: RunLine, project: ProjectSettings) -> None:
    done = run_line("hb loads", cwd=project.root)
    assert (done.code, done.stderr) == (0, "")
    assert done.stdout == "No run yet.\n\nNext: hb sources status, then hb ingest --source NAME\n"
    assert run_line("hb loads --json", cwd=project.root).json == {"runs": [], "total": 0}
    watched = run_line("hb loads --watch", cwd=project.root)
    assert (watched.code, watched.stdout.splitlines()[0]) == (0, "No ingest is running, and none has run.")
    assert run_line("hb loads --watch --json", cwd=project.root).json == {"running": None}


def test_newest_first(run_line: RunLine, journal: ProjectSettings) -> None:
    done = run_line("hb loads", cwd=journal.root)
    head, *told = done.stdout.splitlines()
    lines = [line for line in told if not line.startswith(" ")]
    assert done.code == 0
    assert told[1].startswith("  core.payment: ")
    assert head.split() == ["Run", "When", "(UTC)", "What", "Outcome", "Tables", "Ranges", "Rows", "Seconds", "Rows/s"]
    assert [line.split()[0] for line in lines] == ["05ab0005", "06ab0006", "07ab0007", "08ab0008", "09ab0009"]
    assert lines[0].split()[3:] == [
        "bank,", "aml", "and", "2", "more", "failed", "156", "312", "1,240,000", "124.0", "10,000",
    ]  # fmt: skip
    assert lines[3].split()[3:] == ["bank", "nothing", "new", "156", "0", "0", "124.0", "-"]
    assert done.stderr == "hb loads 05ab0005 says why.\n"
    limited = run_line("hb loads --limit 2", cwd=journal.root)
    assert len(limited.stdout.splitlines()) == 4
    assert limited.stderr.startswith("3 more; --limit shows them.\n")


def test_two_lines_each_where_there_is_little_room(run_line: RunLine, journal: ProjectSettings) -> None:
    lines = run_line("hb loads", cwd=journal.root, env={"COLUMNS": "80"}).stdout.splitlines()
    assert lines[:2] == [
        "05ab0005  5 h ago     failed       bank, aml and 2 more",
        "  156 tables, 312 ranges, 1,240,000 rows in 2 min 04 s, 10,000 rows/s, 1 failed",
    ]
    assert len(lines) == 11
    assert max(map(len, lines)) <= 80


def test_programs_get_numbers(run_line: RunLine, journal: ProjectSettings) -> None:
    found = run_line("hb loads --limit 1 --json", cwd=journal.root).json
    assert found["total"] == 5
    (run,) = found["runs"]
    assert (run["run_id"], run["outcome"], run["tables"]) == ("05ab0005", "failed", {"backfill": 156})
    assert (run["rows"], run["seconds"], run["rows_per_second"]) == (1_240_000, 124.0, 10_000.0)
    assert run["failures"][0]["code"] == "type_changed"
    assert datetime.fromisoformat(run["started"]).tzinfo is not None


@pytest.mark.parametrize("width", ["80", "140"])
def test_one_run(run_line: RunLine, journal: ProjectSettings, width: str) -> None:
    failed = run_line("hb loads 05", cwd=journal.root, env={"COLUMNS": width})
    assert failed.code == 0
    lines = failed.stdout.splitlines()
    assert lines[0] == "05ab0005  failed"
    assert "sources  bank, aml, qac, vss" in lines
    assert "took     2 min 04 s" in lines
    assert "tables   156: 156 backfill" in lines
    assert "rows     1,240,000 (10,000 rows/s)" in lines
    assert lines[-2:] == ["Failed", "  core.payment: amount was numeric and is text (type_changed)"]
    assert max(map(len, lines)) <= int(width)
    findings = run_line("hb loads 06ab0006", cwd=journal.root).stdout
    assert findings.endswith("Changed at the source\n  core.client: column nickname is new\n")
    assert "deleted  4\n" in findings
    loads = run_line("hb loads 09", cwd=journal.root).stdout
    assert "dlt loads  1778.0, 1778.1, 1778.2 and 297 more (--json has all)\n" in loads
    assert len(run_line("hb loads 09 --json", cwd=journal.root).json["load_ids"]) == 300


def test_a_run_that_is_not_there(run_line: RunLine, journal: ProjectSettings) -> None:
    unknown = run_line("hb loads 05ab0050 --json", cwd=journal.root)
    assert (unknown.code, unknown.json["error"]["code"]) == (3, "unknown_run")
    assert unknown.json["error"]["hint"].startswith("Did you mean '05ab000")
    ambiguous = run_line("hb loads 0", cwd=journal.root)
    assert ambiguous.code == 2
    assert "5 runs begin with '0'" in ambiguous.stderr
    both = run_line("hb loads 05 --watch", cwd=journal.root)
    assert (both.code, both.stdout) == (2, "")


def test_damaged_files_are_no_trouble(run_line: RunLine, journal: ProjectSettings) -> None:
    with journal_file(journal.state).open("ab") as file:
        file.write(b'{"run_id": "half')
    StatusFile(journal.state).path.write_bytes(b"\x00\xff" * 100)
    done = run_line("hb loads", cwd=journal.root)
    assert (done.code, len(done.stdout.splitlines())) == (0, 7)
    assert run_line("hb loads --watch", cwd=journal.root).code == 0


def test_text_from_a_source_cannot_steer_the_terminal(run_line: RunLine, project: ProjectSettings) -> None:
    append_report(project.state, report(1, notes=("core.x: column \x1b[31m[red]a[/red]\x07 is new",)))
    text = run_line("hb loads 01", cwd=project.root).stdout
    assert "\x1b" not in text
    assert "\x07" not in text
    assert "[red]a[/red]" in text


def test_one_that_runs_and_one_that_was_killed(
    run_line: RunLine, project: ProjectSettings, ingest: Callable[..., Ingest]
) -> None:
    running = ingest()
    running.does("rows 500000")
    done = run_line("hb loads", cwd=project.root)
    assert done.stdout.splitlines()[1].split()[0::4][:2] == ["3f9a12c7", "running"]
    assert "hb loads --watch looks on" in done.stderr
    one = run_line("hb loads 3f", cwd=project.root)
    assert f"process  {running.process.pid} on " in one.stdout
    assert re.search(r"core\.payment +running +3/8 +400,000", one.stdout)
    running.is_killed()
    killed = run_line("hb loads", cwd=project.root)
    assert killed.stdout.splitlines()[1].split()[4] == "killed"
    assert "run the same command again for the rest" in killed.stderr
    assert re.search(r"core\.payment +interrupted", run_line("hb loads 3f", cwd=project.root).stdout)
    watched = run_line("hb loads --watch", cwd=project.root)
    assert watched.stdout.startswith("No ingest is running. The last one: bank, killed, just now.")
    assert run_line("hb loads --json", cwd=project.root).json["runs"][0]["outcome"] == "killed"


def test_watching_in_a_pipe(project: ProjectSettings, ingest: Callable[..., Ingest]) -> None:
    running = ingest()
    line = [sys.executable, "-m", "heartbeat_cli", "loads", "--watch"]
    watching = subprocess.Popen(
        line, cwd=project.root, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env={**os.environ}
    )
    assert watching.stdout is not None
    assert re.match(
        rf"An ingest is running \(process {running.process.pid} .*landing bank since 20.*has not told how far it is\.",
        watching.stdout.readline(),
    )
    running.does("rows 500000")
    assert watching.stdout.readline() == (
        "bank, landing: 2 of 40 tables, 500,000 of about 4,000,000 rows, 98,123 rows/s, 1 min 15 s left"
        ", at core.payment (3 of 8 ranges) and 1 more\n"
    )
    # A file that is damaged or gone leaves the last word standing.
    running.does("damage 5")
    assert "500,000 of about" in watching.stdout.readline()
    running.does("remove")
    running.does("rows 600000")
    assert "600,000 of about" in watching.stdout.readline()
    running.ends()
    stdout, stderr = watching.communicate(timeout=20)
    assert (watching.returncode, stderr) == (0, "")
    assert stdout.splitlines()[-3:] == [
        "done: bank, 3 tables, 4 ranges, 600,000 rows in 12 s, 50,000 rows/s",
        "",
        "Next: hb loads 3f9a12c7",
    ]


def test_watching_for_programs(project: ProjectSettings, ingest: Callable[..., Ingest]) -> None:
    running = ingest()
    running.does("rows 500000")
    watching = subprocess.Popen(
        [sys.executable, "-m", "heartbeat_cli", "loads", "--watch", "--json"],
        cwd=project.root,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert watching.stdout is not None
    first = json.loads(watching.stdout.readline())["running"]
    assert (first["rows"], first["tables"][0]["state"], first["pid"]) == (500_000, "running", running.process.pid)
    running.ends("failed")
    stdout, _ = watching.communicate(timeout=20)
    assert watching.returncode == 0
    assert json.loads(stdout.splitlines()[-1])["ended"]["outcome"] == "failed"


@pytest.mark.parametrize(
    ("columns", "name"), [(80, r"core\.a_table_with_a_name_\w+…"), (140, "for_a_line_of_eighty_columns ")]
)
def test_watching_at_a_terminal(
    ingest: Callable[..., Ingest], watch: Callable[..., "pexpect.spawn[str]"], columns: int, name: str
) -> None:
    running = ingest()
    terminal = watch(columns)
    terminal.expect(rf"An ingest is running \(process {running.process.pid}[^…]+far it is\.")
    running.does("rows 500000")
    terminal.expect("bank")
    terminal.expect("2/40 tables  1 min 15 s left")
    terminal.expect("500,000 of about 4,000,000 rows, 98,123 rows/s, [0-9.]+ s so far")
    terminal.expect(r"core\.payment +3/8 ranges  400,000 of ~3,000,000 rows +12 s")
    terminal.expect(name)
    terminal.expect(r"core\.broken[^\n]*failed")
    terminal.expect(f"process {running.process.pid} on .*Ctrl-C ends looking")
    running.does("damage 40")
    running.does("remove")
    time.sleep(1)
    running.does("rows 600000")
    terminal.expect("600,000 of about")
    running.ends()
    terminal.expect(r"done\S*: bank, 3 tables")
    terminal.expect("Next: hb loads 3f9a12c7")
    terminal.expect(pexpect.EOF)
    terminal.close()
    assert terminal.exitstatus == 0


def test_a_low_terminal_is_not_overrun(
    ingest: Callable[..., Ingest], watch: Callable[..., "pexpect.spawn[str]"]
) -> None:
    running = ingest()
    running.does("rows 500000")
    terminal = watch(80, 8)
    terminal.expect(r"core\.payment")
    terminal.expect("and 2 more")
    running.is_killed()
    terminal.expect("killed")
    terminal.expect("run the same command again")
    terminal.expect(pexpect.EOF)


def test_ctrl_c_ends_looking_and_nothing_else(
    project: ProjectSettings, ingest: Callable[..., Ingest], watch: Callable[..., "pexpect.spawn[str]"]
) -> None:
    running = ingest()
    running.does("rows 500000")
    terminal = watch()
    terminal.expect("2/40 tables")
    terminal.sendintr()
    terminal.expect(pexpect.EOF)
    terminal.close()
    assert (terminal.exitstatus, terminal.signalstatus) == (130, None)
    # The cursor is there again.
    assert "\x1b[?25l" not in str(terminal.before).rpartition("\x1b[?25h")[2]
    assert "\x1b[?25h" in str(terminal.before)
    assert running.process.poll() is None
    running.ends()
    assert [run.outcome for run in read_reports(project.state)] == [RunState.DONE]


def test_watching_ends_with_its_run(project: ProjectSettings, ingest: Callable[..., Ingest]) -> None:
    """Another ingest that waited its turn is another run."""
    first = ingest("aaaaaaaa")
    first.does("rows 500000")
    watching = subprocess.Popen(
        [sys.executable, "-m", "heartbeat_cli", "loads", "--watch"], cwd=project.root, stdout=subprocess.PIPE, text=True
    )
    assert watching.stdout is not None
    assert "500,000 of" in watching.stdout.readline()
    watching.send_signal(signal.SIGSTOP)
    first.ends()
    second = ingest("bbbbbbbb")
    second.does("rows 700000")
    watching.send_signal(signal.SIGCONT)
    stdout, _ = watching.communicate(timeout=20)
    assert stdout.endswith("Next: hb loads aaaaaaaa\n")
    assert "700,000" not in stdout


def test_it_starts_fast(journal: ProjectSettings) -> None:
    program = (
        "import sys\n"
        "from heartbeat_cli.cli.main import run\n"
        "code = run(sys.argv[1:])\n"
        "print('LOADED', *sorted(m for m in sys.modules if '.' not in m), file=sys.stderr)\n"
        "raise SystemExit(code)\n"
    )
    heavy = {"dlt", "duckdb", "psycopg", "sqlglot", "postgast", "prompt_toolkit"}
    for line in (["loads"], ["loads", "05"], ["loads", "--watch"]):
        done = subprocess.run(
            [sys.executable, "-c", program, *line], cwd=journal.root, capture_output=True, text=True, check=True
        )
        loaded = next(text for text in done.stderr.splitlines() if text.startswith("LOADED")).split()
        assert sorted(heavy & set(loaded)) == [], line


def test_runs_that_failed_and_why(project: ProjectSettings, run_line: RunLine) -> None:
    now, gone = datetime.now(UTC), (RunFailure("core.a", "x", "it went away"),)
    append_report(project.state, RunReport("r1", ("webbank",), now, 1.0, RunState.FAILED, failures=gone))
    append_report(project.state, RunReport("r2", ("webbank",), now, 1.0, RunState.DONE))
    append_report(project.state, RunReport("r3", ("webbank",), now, 1.0, RunState.KILLED))
    found = run_line("hb loads --failed --json", cwd=project.root).json["runs"]
    assert [run["run_id"] for run in found] == ["r3", "r1"]
    assert "core.a: it went away" in run_line("hb loads --failed", cwd=project.root).stdout
