"""An ingest that is told to stop, kept out, or loses its source: it says so within seconds, and what is done stays."""

import json
import os
import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pexpect
import pytest
from tests.conftest import TestServer, run_here
from tests.faults.estate import Estate, change_bank, make_bank, make_estate, own_server
from tests.faults.oracle import assert_never_partial, assert_settled, open_marts
from tests.faults.proxy import Proxy, Trap, proxied
from tests.faults.runs import Run, again, begin, wait_for
from tests.ingest_estate import DUCKDB_OFTEN, MARTS, POSTGRES_OFTEN, admin

from heartbeat_cli.state import current_holder

PATIENCE = 120


@pytest.fixture
def proxy(postgres_server: TestServer) -> Iterator[Proxy]:
    with proxied(postgres_server.port) as made:
        yield made


@pytest.fixture(params=MARTS)
def estate(request: pytest.FixtureRequest, postgres_server: TestServer, proxy: Proxy, tmp_path: Path) -> Estate:
    make_bank(postgres_server)
    return make_estate(
        tmp_path, postgres_server, request.param, marts_database="marts_interrupted", source_port=proxy.port
    )


def done_so_far(estate: Estate) -> dict[tuple[str, ...], object]:
    """The ranges that are in the marts, and when each landed."""
    with open_marts(estate) as marts:
        if ("bank_core", "_hb_range") not in marts.tables():
            return {}
        found = marts.rows('SELECT table_name, low, high, loaded_at FROM bank_core."_hb_range"')
    return {tuple(str(part) for part in row[:-1]): row[-1] for row in found}


def slow_down(estate: Estate, proxy: Proxy, nth: int = 1, *, own_session: bool = False) -> tuple[Run, Trap]:
    """A run that has landed some and is in the middle of a COPY that will take it minutes."""
    trap = proxy.set_trap("entry", 50_000, nth, pace=2.0)
    run = begin(estate, "--json", own_session=own_session)
    assert trap.sprung.wait(PATIENCE)
    # The other worker lands the small tables meanwhile.
    time.sleep(1)
    return run, trap


def stopped(estate: Estate, run: Run, code: int) -> None:
    """It has ended although what it was doing would have gone on."""
    ended = run.end(timeout=PATIENCE)
    assert ended.code == code, ended
    assert "Stopped" in ended.stderr
    assert current_holder(estate.project.state) is None
    assert_never_partial(estate)


@pytest.mark.parametrize(
    ("number", "code"), [pytest.param(signal.SIGINT, 130, marks=pytest.mark.soak), (signal.SIGTERM, 143)]
)
def test_stopped_by_a_signal(estate: Estate, proxy: Proxy, number: signal.Signals, code: int) -> None:
    """What had landed is not landed again by the next run."""
    run, _ = slow_down(estate, proxy, nth=3)
    run.process.send_signal(number)
    stopped(estate, run, code)
    stored = done_so_far(estate)
    assert stored
    again(estate)
    assert_settled(estate)
    now = done_so_far(estate)
    assert {key: now.get(key) for key in stored} == stored


@pytest.mark.parametrize("estate", DUCKDB_OFTEN, indirect=True)
@pytest.mark.parametrize(
    ("number", "code"), [(signal.SIGINT, 130), pytest.param(signal.SIGTERM, 143, marks=pytest.mark.soak)]
)
def test_the_whole_group_gets_the_signal(estate: Estate, proxy: Proxy, number: signal.Signals, code: int) -> None:
    """As Ctrl-C in a terminal or a stopped service: every process of the run hears it, and one answer is given."""
    run, _ = slow_down(estate, proxy, own_session=True)
    os.killpg(run.process.pid, number)
    stopped(estate, run, code)
    again(estate)
    assert_settled(estate)


OFTEN = (("duckdb", "loading"), ("duckdb", "attached"), ("duckdb", "ready"), ("postgres", "entering"))
SOMETIMES = (
    *(("duckdb", point) for point in ("opening", "opened", "attaching")),
    *((marts, point) for marts in MARTS for point in ("engine-start", "landing", "pipeline", "before-receipts")),
    ("postgres", "ready"),
)


@pytest.mark.parametrize(
    ("marts", "point"), [*OFTEN, *(pytest.param(*moment, marks=pytest.mark.soak) for moment in SOMETIMES)]
)
def test_stopped_while_the_engine_begins(postgres_server: TestServer, tmp_path: Path, marts: str, point: str) -> None:
    """At every moment from its first import to its last receipt; DuckDB makes an exception of its own of a signal's."""
    make_bank(postgres_server)
    estate = make_estate(tmp_path, postgres_server, marts, marts_database="marts_interrupted")
    run = begin(estate, fault=point, both=True, env={"HB_FAULT_SIGNAL": str(int(signal.SIGINT))})
    ended = run.end(timeout=PATIENCE)
    assert run.mark.exists(), ended
    assert ended.code == 130, ended
    assert "Stopped" in ended.stderr
    assert current_holder(estate.project.state) is None
    told = run_here("hb loads --json", estate.project.root).json["runs"][0]
    assert (told["outcome"], told["failures"]) == ("interrupted", [])
    assert_never_partial(estate)
    again(estate)
    assert_settled(estate)


@pytest.mark.soak
@pytest.mark.parametrize("moment", range(40))
def test_ctrl_c_at_a_terminal(postgres_server: TestServer, tmp_path: Path, moment: int) -> None:
    """A sweep over the first seconds of a landing."""
    make_bank(postgres_server)
    estate = make_estate(tmp_path, postgres_server, "duckdb")
    terminal = pexpect.spawn(
        sys.executable,
        ["-m", "heartbeat_cli", "ingest", "--source", "bank"],
        cwd=str(tmp_path),
        encoding="utf-8",
        timeout=30,
    )
    time.sleep(0.4 + moment * 0.05)
    terminal.sendintr()
    said = terminal.read()
    terminal.close()
    assert "Traceback" not in said, said
    # Before Python listens to Ctrl-C the signal ends it, which a shell calls 130, too.
    assert (terminal.exitstatus, terminal.signalstatus) in ((0, None), (130, None), (None, signal.SIGINT)), said
    again(estate, patience=10)
    assert_settled(estate)


@pytest.mark.soak
def test_a_second_signal_does_not_wait(estate: Estate, proxy: Proxy) -> None:
    run, _ = slow_down(estate, proxy, own_session=True)
    os.killpg(run.process.pid, signal.SIGINT)
    time.sleep(0.05)
    os.killpg(run.process.pid, signal.SIGINT)
    ended = run.end(timeout=PATIENCE)
    assert ended.code == 130, ended
    again(estate)
    assert_settled(estate)


@pytest.mark.parametrize("estate", DUCKDB_OFTEN, indirect=True)
def test_stopped_while_the_network_stands_still(estate: Estate, proxy: Proxy) -> None:
    """Nothing comes from the source and nothing gets there, no wish to cancel either."""
    trap = proxy.set_trap("entry", 50_000)
    run = begin(estate, "--json")
    assert trap.sprung.wait(PATIENCE)
    run.process.terminate()
    stopped(estate, run, 143)
    trap.release.set()
    again(estate)
    assert_settled(estate)


@pytest.mark.soak
def test_stopped_in_a_later_run(estate: Estate, proxy: Proxy, postgres_server: TestServer) -> None:
    again(estate)
    change_bank(postgres_server, 1, deletes=False)
    trap = proxy.set_trap("log", 20_000, pace=2.0)
    run = begin(estate, "--json")
    assert trap.sprung.wait(PATIENCE)
    run.process.terminate()
    stopped(estate, run, 143)
    again(estate)
    assert_settled(estate)


def wait_until_locked(server: TestServer) -> None:
    def waiting() -> bool:
        with admin(server) as session:
            row = session.execute(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = 'bank' AND wait_event_type = 'Lock'"
            ).fetchone()
        return bool(row and row[0])

    wait_for(waiting, "nobody waits for the locked table", pause=0.05)


@pytest.mark.parametrize("estate", DUCKDB_OFTEN, indirect=True)
@pytest.mark.parametrize(
    ("number", "code"), [(signal.SIGINT, 130), pytest.param(signal.SIGTERM, 143, marks=pytest.mark.soak)]
)
def test_stopped_while_the_source_keeps_it_waiting(
    estate: Estate, postgres_server: TestServer, number: signal.Signals, code: int
) -> None:
    with admin(postgres_server, "bank") as source, source.transaction():
        source.execute("LOCK TABLE core.entry IN ACCESS EXCLUSIVE MODE")
        run = begin(estate, "--json")
        wait_until_locked(postgres_server)
        run.process.send_signal(number)
        stopped(estate, run, code)
    again(estate)
    assert_settled(estate)


@pytest.mark.parametrize("estate", POSTGRES_OFTEN, indirect=True)
def test_a_second_ingest_is_told_who_is_at_it(estate: Estate, proxy: Proxy) -> None:
    first, trap = slow_down(estate, proxy)
    second = run_here("hb ingest --source bank --json", estate.project.root)
    assert first.process.poll() is None
    holder = current_holder(estate.project.state)
    trap.release.set()
    assert first.end().code == 0
    assert second.code == 4
    error = json.loads(second.stdout)["error"]
    assert (error["code"], error["retryable"]) == ("locked", True)
    assert f"process {first.process.pid}" in error["message"]
    assert "landing bank" in error["message"]
    assert holder is not None
    assert holder.pid == first.process.pid
    assert_settled(estate)


@pytest.mark.parametrize("estate", DUCKDB_OFTEN, indirect=True)
def test_stopped_while_waiting(estate: Estate, proxy: Proxy) -> None:
    first, trap = slow_down(estate, proxy)
    second = begin(estate, "--wait")
    assert second.process.stderr is not None
    assert second.process.stderr.readline().startswith(f"Waiting for process {first.process.pid}")
    second.process.send_signal(signal.SIGINT)
    ended = second.end()
    trap.release.set()
    assert first.end().code == 0
    *waiting, last = ended.stderr.splitlines()
    assert (ended.code, last) == (130, "Stopped while waiting; nothing was changed.")
    assert all(line.startswith("Waiting for process") for line in waiting)


def test_postgres_marts_keep_out_ingests_of_other_machines(postgres_server: TestServer, tmp_path: Path) -> None:
    make_bank(postgres_server)
    with proxied(postgres_server.port) as proxy:
        one = make_estate(
            tmp_path / "one", postgres_server, "postgres", marts_database="marts_shared", source_port=proxy.port
        )
        other = make_estate(tmp_path / "two", postgres_server, "duckdb", marts_database="marts_shared")
        file = other.project.root / "heartbeat.yml"
        file.write_text(file.read_text().replace("kind: duckdb", "kind: postgres"))
        first, _ = slow_down(one, proxy)
        second = run_here("hb ingest --source bank --json", other.project.root)
        first.kill()
        first.end()
    assert (second.code, second.json["error"]["code"]) == (4, "locked")
    assert "landing bank" in second.json["error"]["message"]
    # The other machine has none of dlt's files; what they would say stands in the marts.
    assert run_here("hb ingest --source bank", other.project.root).code == 0
    assert_settled(one_with_the_files_of(one, other))


def one_with_the_files_of(one: Estate, other: Estate) -> Estate:
    """The marts `one` reads, and the working files of `other`, which finished the work."""
    return Estate(other.project, one.source, one.marts, one.marts_database, marts_kind="postgres")


def lost_its_source(run: Run) -> None:
    ended = run.end(timeout=60)
    if ended.code == 0:
        # It found its way back by itself, which is as good.
        return
    assert ended.code == 1, ended
    error = ended.json["error"]
    assert (error["code"], error["retryable"]) == ("source_lost", True)
    assert "options=" not in ended.stdout + ended.stderr
    assert "room" not in ended.stdout + ended.stderr


@pytest.mark.parametrize("estate", POSTGRES_OFTEN, indirect=True)
def test_the_source_ends_the_session_in_the_middle(estate: Estate, proxy: Proxy, postgres_server: TestServer) -> None:
    run, trap = slow_down(estate, proxy)
    with admin(postgres_server) as session:
        session.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = 'bank' AND backend_type = 'client backend'"
        )
    trap.release.set()
    lost_its_source(run)
    assert_never_partial(estate)
    again(estate)
    assert_settled(estate)


def test_the_server_of_the_source_is_killed(tmp_path: Path) -> None:
    with own_server(tmp_path / "source") as source:
        make_bank(source)
        estate = make_estate(tmp_path / "p", source, "duckdb")
        with admin(source, "bank") as session:
            session.execute("BEGIN")
            session.execute("LOCK TABLE core.entry IN ACCESS EXCLUSIVE MODE")
            run = begin(estate, "--json")
            wait_until_locked(source)
            postmaster = source.server.pid()
            assert postmaster is not None
            os.kill(postmaster, signal.SIGKILL)
            lost_its_source(run)
            session.close()
        source.server.start()
        again(estate)
        assert_settled(estate)
