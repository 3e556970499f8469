"""Two ingests at the same moment, on one machine or on two: one works, the other says who does, or waits for it."""

import fcntl
import signal
import subprocess
import sys
import time
from contextlib import ExitStack
from pathlib import Path

import pytest
from tests.conftest import TestServer, run_here
from tests.faults.estate import Estate, change_bank, make_bank, make_estate
from tests.faults.oracle import assert_settled
from tests.faults.proxy import proxied
from tests.faults.runs import EXIT_LOCKED, Run, again, begin, send, wait_for
from tests.ingest_estate import MARTS, admin, ingest

from heartbeat_cli.errors import LockedError
from heartbeat_cli.estate import load_inventory, load_project
from heartbeat_cli.ingest import IngestRequest, Silent, run_ingest
from heartbeat_cli.marts.kinds.postgres.lock import hold_marts
from heartbeat_cli.state import current_holder


@pytest.fixture(params=MARTS)
def estate(request: pytest.FixtureRequest, postgres_server: TestServer, tmp_path: Path) -> Estate:
    make_bank(postgres_server)
    return make_estate(tmp_path, postgres_server, request.param, marts_database="marts_two")


def race(estate: Estate, server: TestServer, rounds: int) -> None:
    for number in range(1, rounds + 1):
        change_bank(server, number, deletes=False)
        with admin(server, "bank") as source, source.transaction():
            # Whoever wins is kept at work until the other has answered.
            source.execute("LOCK TABLE core.entry IN ACCESS EXCLUSIVE MODE")
            runs = [begin(estate), begin(estate)]
            wait_for(lambda runs=runs: ended(runs), "neither gave way")
            loser = ended(runs)[0]
            winner = next(run for run in runs if run is not loser)
            refused = loser.end()
            assert winner.process.poll() is None
        worked = winner.end()
        assert refused.code == EXIT_LOCKED, refused
        assert f"process {winner.process.pid}" in refused.stderr
        assert "landing bank" in refused.stderr
        assert worked.code == 0, worked
        assert_settled(estate)


def ended(runs: list[Run]) -> list[Run]:
    return [run for run in runs if run.process.poll() is not None]


def test_one_of_two_works(estate: Estate, postgres_server: TestServer) -> None:
    race(estate, postgres_server, rounds=2)


@pytest.mark.soak
def test_one_of_two_works_every_time(estate: Estate, postgres_server: TestServer) -> None:
    race(estate, postgres_server, rounds=25)


@pytest.mark.parametrize("flags", [(), ("--wait",)], ids=["", "wait"])
def test_another_program_has_the_file(postgres_server: TestServer, tmp_path: Path, flags: tuple[str, ...]) -> None:
    """It is named, not the ingest that meets it; waiting is for ingests."""
    make_bank(postgres_server)
    estate = make_estate(tmp_path, postgres_server, "duckdb")
    again(estate)
    program = "import duckdb, sys\nc = duckdb.connect(sys.argv[1])\nprint('held', flush=True)\nsys.stdin.read()"
    with subprocess.Popen(
        [sys.executable, "-c", program, str(estate.project.marts.path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        run = begin(estate, "--json", *flags)
        refused = run.end()
        other.communicate()
    assert refused.code == EXIT_LOCKED, refused
    error = refused.json["error"]
    assert f"being written by process {other.pid}, which is no ingest" in error["message"]
    assert str(run.process.pid) not in error["message"]
    assert "`hb ingest --wait` waits for other ingests" in error["hint"]
    again(estate)


def test_the_text_of_the_lock_locks_nothing(postgres_server: TestServer, tmp_path: Path) -> None:
    """What a dead process or another program left in the file is no lock, and hides none."""
    make_bank(postgres_server)
    estate = make_estate(tmp_path, postgres_server, "duckdb")
    estate.project.state.mkdir(mode=0o700)
    file = estate.project.state / "ingest.lock"
    for text in (b"", b"\x00\xffgarbage", b'{"pid": 1', b'{"pid": "x", "host": 3}', b"[]"):
        file.write_bytes(text)
        assert current_holder(estate.project.state) is None
        with file.open() as held:
            fcntl.flock(held, fcntl.LOCK_EX)
            refused = begin(estate).end()
            assert refused.code == EXIT_LOCKED, (text, refused)
    again(estate)
    assert_settled(estate)


def two_machines(server: TestServer, folder: Path, source_port: int | None = None) -> tuple[Estate, Estate]:
    """Two projects that share nothing but their Postgres marts; `source_port` is the first one's."""
    name = "marts_two_machines"
    one = make_estate(folder / "one", server, "postgres", marts_database=name, source_port=source_port)
    other = make_estate(folder / "other", server, "duckdb", marts_database=name)
    file = other.project.root / "heartbeat.yml"
    file.write_text(file.read_text().replace("kind: duckdb", "kind: postgres"))
    return one, Estate(load_project(file), server, server, name, "postgres")


class Machine(Silent):
    """Holds the marts until somebody waits for them, and lands just before it lets go."""

    def __init__(self, estate: Estate) -> None:
        self._estate = estate
        self._held = ExitStack()
        self._held.enter_context(hold_marts(estate.project, "landing bank"))
        self.waited_for: list[str] = []

    def message(self, text: str) -> None:
        if not self.waited_for:
            self.waited_for.append(text)
            self._held.close()
            ingest(self._estate.project)


def test_whoever_waited_for_another_machine_looks_after_it(postgres_server: TestServer, tmp_path: Path) -> None:
    """Rows the other has brought meanwhile are not brought again, and the ledger counts them once."""
    make_bank(postgres_server)
    one, other = two_machines(postgres_server, tmp_path)
    ingest(one.project)
    change_bank(postgres_server, 1, deletes=False)
    # The source's counters trail what was committed by up to a second.
    time.sleep(1.2)
    machine = Machine(one)
    run_ingest(
        other.project, load_inventory(other.project), ["bank"], IngestRequest(wait=True), machine, isolated=False
    )
    assert ["landing bank" in text for text in machine.waited_for] == [True]
    assert_settled(other)
    with hold_marts(one.project, "landing bank"):
        refused = run_here("hb loads --verify --json", other.project.root)
    assert (refused.code, refused.json["error"]["code"]) == (EXIT_LOCKED, "locked")
    assert "landing bank" in refused.json["error"]["message"]


def test_an_engine_whose_parent_was_killed_keeps_out_other_machines(
    postgres_server: TestServer, tmp_path: Path
) -> None:
    make_bank(postgres_server)
    with proxied(postgres_server.port) as proxy:
        one, other = two_machines(postgres_server, tmp_path, proxy.port)
        trap = proxy.set_trap("entry", 100_000)
        run = begin(one)
        assert trap.sprung.wait(30)
        engine = run.engine
        assert engine is not None
        send(engine, signal.SIGSTOP)
        run.kill(engine=False)
        run.process.wait()
        time.sleep(1)
        try:
            with pytest.raises(LockedError), hold_marts(other.project, "landing bank"):
                pytest.fail("the engine may still write")
        finally:
            send(engine, signal.SIGCONT)
        run.end()
    again(other)
    assert_settled(other)
