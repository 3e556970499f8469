"""Two ingests started at the same moment: one works, the other says at once who does."""

import fcntl
import time
from pathlib import Path

import pytest
from tests.conftest import TestServer
from tests.faults.estate import Estate, change_bank, make_bank, make_estate
from tests.faults.oracle import assert_settled
from tests.faults.runs import EXIT_LOCKED, Run, again, begin, wait_for
from tests.ingest_estate import MARTS, admin

from heartbeat_cli.ledger import current_holder


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
            began = time.monotonic()
            wait_for(lambda runs=runs: ended(runs), "neither gave way")
            loser = ended(runs)[0]
            winner = next(run for run in runs if run is not loser)
            refused = loser.end()
            assert time.monotonic() - began < 8
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


def test_the_text_of_the_lock_locks_nothing(postgres_server: TestServer, tmp_path: Path) -> None:
    """What a dead process or another program left in the file is no lock, and hides none."""
    make_bank(postgres_server)
    estate = make_estate(tmp_path, postgres_server, "duckdb")
    estate.project.state.mkdir(mode=0o700)
    file = estate.project.state / "ingest.lock"
    for text in (b"", b"\x00\xffgarbage", b'{"pid": 1', b'{"pid": "x", "host": 3}', b"[]"):
        file.write_bytes(text)
        assert current_holder(estate.project) is None
        with file.open() as held:
            fcntl.flock(held, fcntl.LOCK_EX)
            refused = begin(estate).end()
            assert refused.code == EXIT_LOCKED, (text, refused)
    again(estate)
    assert_settled(estate)
