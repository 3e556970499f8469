"""kill -9 at every named point of an ingest: one more run of the same command, and everything is there once.

Each point is proven to be reached by a mark its process leaves; the oracle compares rows, not hb's own proof.
"""

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.conftest import TestServer
from tests.faults.estate import RECONCILE, Estate, change_bank, make_bank, make_estate
from tests.faults.oracle import assert_never_partial, assert_settled
from tests.faults.proxy import Proxy, proxied
from tests.faults.runs import Run, again, begin, crash, wait_for
from tests.ingest_estate import DUCKDB_OFTEN, MARTS, POSTGRES_OFTEN, admin

# In the order in which a run comes by; `:n` is the nth job or package of the run.
FIRST_RUN = ["prepared", "committed:2"]
LATER_RUN = ["committed:4", "before-loads", "before-receipts"]
MORE_OF_THE_FIRST_RUN = [
    "normalize",
    "before-receipts",
    "engine-start",
    "extract",
    "extracted",
    "prepared:3",
    "reshaped",
    "started:1",
    "committed:1",
    "noted:2",
    "before-loads:2",
]
MORE_OF_A_LATER_RUN = [
    "extract",
    "extracted",
    "normalize",
    "normalized",
    "marked:2",
    "after-loads",
    "packaged",
    "engine-start",
    "extract:2",
    "extracted:2",
    "normalize:2",
    "normalized:2",
    *(f"started:{n}" for n in (1, 3, 6)),
    *(f"committed:{n}" for n in (1, 2, 3, 5, 6, 7)),
    *(f"noted:{n}" for n in (1, 2, 3, 4, 5, 6)),
    *(f"marked:{n}" for n in (1, 3, 5, 7)),
    "before-loads:2",
    "after-loads:2",
    "packaged:2",
    "before-receipts:2",
    "after-receipts",
    "before-orders",
    "after-orders",
]


@pytest.fixture
def proxy(postgres_server: TestServer) -> Iterator[Proxy]:
    with proxied(postgres_server.port) as made:
        yield made


@pytest.fixture(params=MARTS)
def estate(request: pytest.FixtureRequest, postgres_server: TestServer, proxy: Proxy, tmp_path: Path) -> Estate:
    make_bank(postgres_server)
    return make_estate(tmp_path, postgres_server, request.param, marts_database="marts_matrix", source_port=proxy.port)


def crash_at_each(estate: Estate, server: TestServer, points: list[str]) -> None:
    """One estate through all points: what one crash leaves behind is there when the next comes, as in life."""
    again(estate)
    for number, point in enumerate(points, start=1):
        change_bank(server, number)
        crash(estate, point, *RECONCILE)
        assert_never_partial(estate)
        again(estate, reconcile=True)
        assert_settled(estate)


def test_every_point_of_a_later_run(estate: Estate, postgres_server: TestServer) -> None:
    crash_at_each(estate, postgres_server, LATER_RUN)


@pytest.mark.soak
def test_more_points_of_a_later_run(estate: Estate, postgres_server: TestServer) -> None:
    crash_at_each(estate, postgres_server, MORE_OF_A_LATER_RUN)


@pytest.mark.parametrize(
    "point", [*FIRST_RUN, *(pytest.param(p, marks=pytest.mark.soak) for p in MORE_OF_THE_FIRST_RUN)]
)
def test_every_point_of_the_very_first_run(estate: Estate, point: str) -> None:
    crash(estate, point)
    assert_never_partial(estate)
    again(estate)
    assert_settled(estate)


_OTHER_COLUMNS = """
ALTER TABLE core.entry RENAME COLUMN note TO remark;
ALTER TABLE core.pair ADD COLUMN remark text;
ALTER TABLE core.log DROP COLUMN line;
ALTER TABLE core.log ADD COLUMN remark text DEFAULT 'some';
"""


@pytest.mark.parametrize(
    "point",
    ["prepared", "reshaped", *(pytest.param(p, marks=pytest.mark.soak) for p in ("prepared:2", "reshaped:2"))],
)
def test_every_point_of_a_reshape(estate: Estate, postgres_server: TestServer, point: str) -> None:
    again(estate)
    with admin(postgres_server, "bank") as source:
        source.execute(_OTHER_COLUMNS)
    crash(estate, point)
    again(estate)
    assert_settled(estate)


@pytest.mark.parametrize("estate", POSTGRES_OFTEN, indirect=True)
@pytest.mark.parametrize("point", ["prepared", pytest.param("reshaped:2", marks=pytest.mark.soak)])
def test_every_point_of_a_rebuild(estate: Estate, point: str) -> None:
    """The next run goes on with it, and need not be told to rebuild again."""
    again(estate)
    crash(estate, point, "--rebuild", "--yes")
    again(estate)
    assert_settled(estate)


@pytest.mark.parametrize("estate", DUCKDB_OFTEN, indirect=True)
@pytest.mark.parametrize("point", ["committed:6"])
def test_rows_that_change_between_the_crash_and_the_next_run(
    estate: Estate, postgres_server: TestServer, point: str
) -> None:
    """The run that finishes a backfill need not see them yet; the next one does."""
    crash(estate, point)
    change_bank(postgres_server, 1, deletes=False)
    again(estate)
    assert_never_partial(estate)
    again(estate)
    assert_settled(estate)


def hold_copy(estate: Estate, proxy: Proxy, statement: str, after: int, *flags: str, nth: int = 1) -> Run:
    """An ingest in the middle of a COPY: so many bytes have gone through, the rest is held back."""
    trap = proxy.set_trap(statement, after, nth)
    run = begin(estate, *flags)
    assert trap.sprung.wait(30), f"no COPY of {statement} came by: {run.process.poll()}"
    assert run.process.poll() is None
    return run


@pytest.mark.parametrize("estate", POSTGRES_OFTEN, indirect=True)
@pytest.mark.parametrize("nth", [3, pytest.param(1, marks=pytest.mark.soak)])
def test_killed_in_the_middle_of_a_copy(estate: Estate, proxy: Proxy, postgres_server: TestServer, nth: int) -> None:
    run = hold_copy(estate, proxy, "entry", 100_000, nth=nth)
    run.kill()
    assert run.end().code == -signal.SIGKILL
    assert_never_partial(estate)
    again(estate)
    assert_settled(estate)
    change_bank(postgres_server, 1)
    run = hold_copy(estate, proxy, "log", 20_000, *RECONCILE)
    run.kill()
    assert run.end().code == -signal.SIGKILL
    assert_never_partial(estate)
    again(estate, reconcile=True)
    assert_settled(estate)


@pytest.mark.parametrize("estate", DUCKDB_OFTEN, indirect=True)
def test_a_connection_cut_in_the_middle_of_a_copy(estate: Estate, proxy: Proxy) -> None:
    trap = proxy.set_trap("entry", 100_000, cut=True)
    ended = begin(estate).end()
    assert trap.sprung.is_set()
    # Trying the range again is as good as saying that the source was lost.
    assert ended.code == 0 or (ended.code == 1 and "connection to the source was lost" in ended.stderr), ended
    assert_never_partial(estate)
    again(estate)
    assert_settled(estate)


@pytest.mark.parametrize("estate", POSTGRES_OFTEN, indirect=True)
@pytest.mark.parametrize(
    "point",
    ["committed:2", *(pytest.param(p, marks=pytest.mark.soak) for p in ("engine-start", "extracted", "before-loads"))],
)
def test_only_the_engine_is_killed(estate: Estate, point: str) -> None:
    ended = crash(estate, point, both=False)
    assert "engine" in ended.stderr
    assert_never_partial(estate)
    again(estate)
    assert_settled(estate)


@pytest.mark.parametrize("estate", POSTGRES_OFTEN, indirect=True)
def test_an_engine_whose_parent_was_killed_stops_by_itself(estate: Estate, proxy: Proxy) -> None:
    run = hold_copy(estate, proxy, "entry", 100_000)
    wait_for(lambda: run.engine is not None, "no engine")
    run.kill(engine=False)
    # Of what it was doing minutes are left.
    run.end()
    assert_never_partial(estate)
    again(estate)
    assert_settled(estate)


@pytest.mark.parametrize("estate", DUCKDB_OFTEN, indirect=True)
def test_a_run_begun_while_the_orphaned_engine_still_stops(estate: Estate, proxy: Proxy) -> None:
    """It waits for it by itself, and says so."""
    run = hold_copy(estate, proxy, "entry", 100_000)
    wait_for(lambda: run.engine is not None, "no engine")
    engine = run.engine
    assert engine is not None
    # It would stop in less time than the next run takes to begin, sometimes.
    os.kill(engine, signal.SIGSTOP)
    run.kill(engine=False)
    following = begin(estate)
    time.sleep(2)
    os.kill(engine, signal.SIGCONT)
    ended = following.end()
    assert ended.code == 0, ended
    assert f"Waiting for the engine (process {engine}) of an ingest that was killed" in ended.stderr
    run.end()
    assert_settled(estate)
