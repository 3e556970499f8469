import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest
from tests.conftest import TestServer

from heartbeat_cli.errors import LockedError
from heartbeat_cli.estate import ProjectSettings, load_project
from heartbeat_cli.marts.kinds.postgres.lock import MartsHolder, hold_marts, watch_marts
from heartbeat_cli.state import single_flight


def wait_until(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + 20
    while not condition():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.02)


@pytest.fixture
def marts(postgres_server: TestServer, tmp_path: Path) -> ProjectSettings:
    file = tmp_path / "heartbeat.yml"
    file.write_text("truth_source: webbank\nmarts: {kind: postgres}\nclusters: {A: {mirror: prod, env: SOURCE_PG}}\n")
    (tmp_path / ".env").write_text(
        f"MARTS_PG_HOST=127.0.0.1\nMARTS_PG_PORT={postgres_server.port}\nMARTS_PG_USER=postgres\n"
        f"MARTS_PG_PASSWORD={postgres_server.password}\nMARTS_PG_DATABASE=postgres\n"
    )
    return load_project(file)


def test_postgres_marts_have_one_holder(marts: ProjectSettings, postgres_server: TestServer) -> None:
    with hold_marts(marts, "landing webbank") as held:
        assert held.still_held()
        with pytest.raises(LockedError) as refused, hold_marts(marts, "landing aml"):
            pytest.fail("two at once")
        session = refused.value.message.split("session ")[1].split()[0]
        assert "from 127.0.0.1, landing webbank, since 20" in refused.value.message
        assert f"SELECT pg_terminate_backend({session})" in (refused.value.hint or "")
        assert held.still_held()
        where = {"host": "127.0.0.1", "port": postgres_server.port, "password": postgres_server.password}
        with psycopg.connect(**where, user="postgres", dbname="postgres") as administrator:
            administrator.execute("SELECT pg_terminate_backend(%s)", (int(session),))
        wait_until(lambda: not held.still_held())
        with hold_marts(marts, "landing aml") as other:
            assert other.still_held()
            assert not held.still_held()
    with hold_marts(marts, "landing webbank"):
        pass


def test_the_file_lock_says_nothing_of_postgres_marts(marts: ProjectSettings) -> None:
    with single_flight(marts.state, "landing webbank"), hold_marts(marts, "landing webbank") as held:
        assert held.still_held()


def test_waiting_for_postgres_marts(marts: ProjectSettings) -> None:
    told: list[MartsHolder | None] = []
    entered = threading.Event()

    def wait() -> None:
        with hold_marts(marts, "landing two", wait=True, waiting=told.append):
            entered.set()

    with hold_marts(marts, "landing one"):
        waiter = threading.Thread(target=wait)
        waiter.start()
        wait_until(lambda: len(told) == 1)
        time.sleep(1.5)
        assert not entered.is_set()
    waiter.join(timeout=10)
    assert entered.is_set()
    assert [(h.doing, h.address) for h in told if h] == [("landing one", "127.0.0.1")]


def test_another_process_sees_whether_it_is_held(marts: ProjectSettings) -> None:
    with hold_marts(marts, "landing webbank") as held, watch_marts(marts, held.lock) as still_held:
        assert still_held()
        held.close()
        wait_until(lambda: not still_held())
        with hold_marts(marts, "landing aml"):
            assert not still_held()


HOLD_WITH_WORKER = """
import subprocess, sys
from pathlib import Path
from heartbeat_cli.estate import load_project
from heartbeat_cli.marts.kinds.postgres.lock import hold_marts
with hold_marts(load_project(Path(sys.argv[1])), "landing webbank") as held:
    sleep = [sys.executable, "-c", "import time; time.sleep(60)"]
    worker = subprocess.Popen(sleep, pass_fds=[held.fileno()], stdout=subprocess.DEVNULL)
    print(worker.pid, flush=True)
    sys.stdin.read()
"""


def test_a_worker_keeps_it_until_it_is_gone_as_well(marts: ProjectSettings) -> None:
    line = [sys.executable, "-c", HOLD_WITH_WORKER, str(marts.root / "heartbeat.yml")]
    holder = subprocess.Popen(line, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert holder.stdout is not None
    worker = int(holder.stdout.readline())
    holder.kill()
    holder.communicate()
    try:
        time.sleep(1)
        with pytest.raises(LockedError), hold_marts(marts, "landing aml"):
            pytest.fail("the worker still writes")
    finally:
        os.kill(worker, signal.SIGKILL)
    with hold_marts(marts, "landing aml", wait=True):
        pass


def test_a_holder_we_may_not_see() -> None:
    assert str(MartsHolder(7, None, None, None)) == "session 7 from an address we may not see"
