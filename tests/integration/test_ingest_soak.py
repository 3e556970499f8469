"""Ingests killed at random moments, and servers that restart under them, over a source that changes between rounds.

A few rounds in the normal suite, hundreds in the soak. The seeds stand in the tests' ids.
"""

import os
import random
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from tests.conftest import Outcome, TestServer
from tests.faults.estate import RECONCILE, Estate, change_bank, make_bank, make_estate, own_server
from tests.faults.oracle import assert_never_partial, assert_settled
from tests.faults.proxy import proxied
from tests.faults.runs import ORPHAN_SECONDS, Run, again, begin, wait_for
from tests.ingest_estate import MARTS, admin

soak = pytest.mark.soak


@pytest.fixture(params=MARTS)
def estate(request: pytest.FixtureRequest, postgres_server: TestServer, tmp_path: Path) -> Estate:
    make_bank(postgres_server)
    return make_estate(tmp_path, postgres_server, request.param, marts_database="marts_soak")


def length_of_a_run(estate: Estate) -> float:
    """Seconds of a whole run from here, which ends well."""
    started = time.monotonic()
    assert begin(estate).end().code == 0
    return time.monotonic() - started


def kill_at_random(estate: Estate, server: TestServer, seed: int, rounds: int) -> None:
    """Rounds of: change the source, begin, kill (hb, its engine or both), look, run again, compare everything."""
    moments = random.Random(seed)
    # In half of the series the first kill meets marts that do not exist yet.
    length = 2.0 if moments.random() < 0.5 else length_of_a_run(estate)
    for number in range(1, rounds + 1):
        change_bank(server, number)
        began = time.monotonic()
        run = begin(estate, *RECONCILE)
        time.sleep(moments.uniform(0.1, 1.05) * length)
        victims = moments.choice([(True, True), (True, False), (False, True)])
        run.kill(parent=victims[0], engine=victims[1])
        if moments.random() < 0.5:
            run.end()
            assert_never_partial(estate)
        again(estate, reconcile=True, patience=ORPHAN_SECONDS)
        run.end()
        assert_settled(estate)
        length = min(2 * length, max(0.5, (time.monotonic() - began) / 2))


@pytest.mark.parametrize("seed", [20260508])
def test_killed_at_random_moments(estate: Estate, postgres_server: TestServer, seed: int) -> None:
    kill_at_random(estate, postgres_server, seed, rounds=3)


@soak
@pytest.mark.parametrize("seed", [1, 2, 3, 4])
def test_killed_at_many_random_moments(estate: Estate, postgres_server: TestServer, seed: int) -> None:
    kill_at_random(estate, postgres_server, seed, rounds=25)


def restart(server: TestServer, pause: float = 0.0) -> None:
    """What a crash of the server and its recovery are: `pg_ctl stop -m immediate`, then a start."""
    pid = server.server.pid()
    assert pid is not None
    os.kill(pid, signal.SIGQUIT)
    wait_for(lambda: server.server.pid() is None, "the server did not stop")
    time.sleep(pause)
    server.server.start()


@contextmanager
def servers(folder: Path, *names: str) -> Iterator[list[TestServer]]:
    if not names:
        yield []
        return
    with own_server(folder / names[0]) as first, servers(folder, *names[1:]) as rest:
        yield [first, *rest]


def bore_it(ended: Outcome, code: str) -> None:
    """A run under which a server restarted: it went on by itself, or said plainly what it lost."""
    if ended.code == 0:
        return
    assert ended.code == 1, ended
    error = ended.json["error"]
    assert error["code"] in (code, "connection_failed", "marts_unavailable"), ended
    assert error["retryable"] is True, ended


def restart_at_random(estate: Estate, restarted: TestServer, changed: TestServer, code: str, rounds: range) -> None:
    moments = random.Random(rounds.stop)
    length = length_of_a_run(estate)
    for number in rounds:
        change_bank(changed, number)
        run = begin(estate, "--json", *RECONCILE)
        time.sleep(moments.uniform(0.1, 1.0) * length)
        restart(restarted, pause=moments.choice([0.0, 0.0, 1.0]))
        bore_it(run.end(), code)
        again(estate, reconcile=True)
        assert_settled(estate)


@pytest.mark.parametrize("marts", MARTS)
def test_the_source_restarts_in_the_middle_of_a_copy(postgres_server: TestServer, tmp_path: Path, marts: str) -> None:
    with own_server(tmp_path / "source") as source, proxied(source.port) as proxy:
        make_bank(source)
        estate = make_estate(
            tmp_path / "p",
            source,
            marts,
            marts_server=postgres_server,
            marts_database="marts_restart",
            source_port=proxy.port,
        )
        trap = proxy.set_trap("entry", 100_000)
        run = begin(estate, "--json")
        assert trap.sprung.wait(30)
        restart(source)
        trap.release.set()
        bore_it(run.end(), "source_lost")
        assert_never_partial(estate)
        again(estate)
        assert_settled(estate)


def test_the_marts_restart_in_the_middle_of_a_copy(postgres_server: TestServer, tmp_path: Path) -> None:
    make_bank(postgres_server)
    with own_server(tmp_path / "marts") as marts, proxied(postgres_server.port) as proxy:
        estate = make_estate(tmp_path / "p", postgres_server, "postgres", marts_server=marts, source_port=proxy.port)
        keep_what_is_committed(estate)
        trap = proxy.set_trap("entry", 100_000)
        run = begin(estate, "--json")
        assert trap.sprung.wait(30)
        restart(marts)
        trap.release.set()
        bore_it(run.end(), "marts_lost")
        assert_never_partial(estate)
        again(estate)
        assert_settled(estate)


def keep_what_is_committed(estate: Estate) -> None:
    """The servers of tests may forget their last commits in a crash; marts do not."""
    with admin(estate.marts) as session:
        session.execute(f"ALTER DATABASE {estate.marts_database} SET synchronous_commit = on".encode())


@soak
@pytest.mark.parametrize("marts", MARTS)
def test_the_source_restarts_many_times(postgres_server: TestServer, tmp_path: Path, marts: str) -> None:
    with own_server(tmp_path / "source") as source:
        make_bank(source)
        estate = make_estate(
            tmp_path / "p", source, marts, marts_server=postgres_server, marts_database="marts_restart"
        )
        restart_at_random(estate, source, source, "source_lost", range(1, 26))


@soak
def test_the_marts_restart_many_times(postgres_server: TestServer, tmp_path: Path) -> None:
    make_bank(postgres_server)
    with own_server(tmp_path / "marts") as marts:
        estate = make_estate(tmp_path / "p", postgres_server, "postgres", marts_server=marts)
        keep_what_is_committed(estate)
        restart_at_random(estate, marts, postgres_server, "marts_lost", range(1, 21))


@soak
@pytest.mark.parametrize("seed", [11, 12])
def test_killed_while_others_write_to_the_source(estate: Estate, postgres_server: TestServer, seed: int) -> None:
    """Rows come and change while they are read and while the process dies; when they rest, all are there."""
    moments = random.Random(seed)
    again(estate)
    number = 0
    for _ in range(10):
        run = begin(estate, *RECONCILE)
        until = time.monotonic() + moments.uniform(0.5, 4.0)
        while time.monotonic() < until:
            number += 1
            change_bank(postgres_server, number)
            time.sleep(0.05)
        run.kill()
        run.end()
        assert_never_partial(estate)
        alive_while_changing(estate, postgres_server, number)
        number += 40
        again(estate, reconcile=True)
        assert_settled(estate)


def alive_while_changing(estate: Estate, server: TestServer, number: int) -> None:
    """A whole run under which rows change: it ends well, whatever the last of them were."""
    run: Run = begin(estate, *RECONCILE)
    for step in range(1, 31):
        if run.process.poll() is not None:
            break
        change_bank(server, number + step)
        time.sleep(0.1)
    ended = run.end()
    assert ended.code == 0, ended
