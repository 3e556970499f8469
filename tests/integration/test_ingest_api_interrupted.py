"""A pull that is told to stop, or is kept out: one line, the documented exit code; the next run goes on behind it."""

import os
import re
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pexpect
import pytest
from tests.conftest import TestServer
from tests.faults.runs import EXIT_LOCKED, Run, begin, wait_for
from tests.ingest_estate import MARTS
from tests.three_apis import SOURCES, ThreeApis, assert_equal, three_apis

from heartbeat_cli.demo.services import Service
from heartbeat_cli.state import current_holder

soak = pytest.mark.soak
PATIENCE = 60
# Requests for pages, and after how many of them some pages of some stream are on the disk while others are awaited.
PAGES = {
    "zoho_crm": (r"/crm/v8/(Leads|Deals|DealHistory)\?", 5),
    "google_analytics": (":runReport", 9),
    "bo_api": ("/api/v1/(operator-actions|queue|cases)", 2),
}
LOOKING = {"zoho_crm": "/crm/v8/settings", "google_analytics": "/token"}


@pytest.fixture
def marts() -> str:
    """The kind of the marts; tests of both name it."""
    return "duckdb"


@pytest.fixture
def apis(marts: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[ThreeApis]:
    server: TestServer | None = request.getfixturevalue("postgres_server") if marts == "postgres" else None
    with three_apis(tmp_path, server) as made:
        yield made


@contextmanager
def silent(service: Service, path: str, after: int = 0) -> Iterator[None]:
    """The service answers so many requests of that kind and keeps silent then; the block begins when one waits."""
    service.seen.clear()
    service.switch("hang", path=path, after=after, times=None, value=600)
    yield
    service.switches.off()


def wait_until_asked(service: Service, path: str, times: int) -> None:
    def asked() -> bool:
        return sum(bool(re.search(path, f"{s.method} {s.target} {s.body}")) for s in service.seen()) >= times

    wait_for(asked, f"{path} was not asked for {times} times")


def wait_in_the_middle(apis: ThreeApis, source: str) -> None:
    """Until pages are on the disk, and others do not come."""
    path, after = PAGES[source]
    wait_until_asked(apis.service(source), path, after + 1)
    pulls = apis.project.state / "pulls" / source
    wait_for(lambda: kept(pulls), "no page was written down")


def kept(pulls: Path) -> dict[str, int]:
    """How many records of each stream are on the disk, in pages that are whole."""
    files = {file.parent.name: file.read_text().split("\n")[:-1] for file in pulls.glob("*/pages.jsonl")}
    return {name: int(re.findall(r'"records":(\d+)', lines[-1])[0]) for name, lines in files.items() if lines}


def goes_on(apis: ThreeApis, source: str) -> None:
    """Nothing landed; the next run reads what is behind the pages that were kept, and all of it is there."""
    assert current_holder(apis.project.state) is None
    assert apis.landed(source) == {}
    pages = kept(apis.project.state / "pulls" / source)
    assert pages
    done = apis.hb(f"ingest --source {source}")
    assert done.code == 0, done.stderr
    told = dict(re.findall(r"(\w+): going on behind record ([\d,]+)", done.stderr))
    assert {name: int(number.replace(",", "")) for name, number in told.items()} == pages
    assert_equal(apis.landed(source), apis.served(source))


def told_to_stop(run: Run, code: int) -> None:
    ended = run.end(timeout=PATIENCE)
    assert ended.code == code, ended
    last = ended.stderr.splitlines()[-1]
    assert re.match(r"Stopped: through with \d of 3 tables; .* Run the same command again", last), ended.stderr
    assert ended.stderr.count("Stopped") == 1


@soak
@pytest.mark.parametrize("marts", MARTS)
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("source", SOURCES)
@pytest.mark.usefixtures("marts")
def test_stopped_in_the_middle_of_a_pull(apis: ThreeApis, source: str, number: signal.Signals) -> None:
    with silent(apis.service(source), *PAGES[source]):
        run = begin(apis.project, source=source)
        wait_in_the_middle(apis, source)
        run.process.send_signal(number)
        told_to_stop(run, 128 + number)
    goes_on(apis, source)


@soak
@pytest.mark.parametrize("moment", ["written:2", "typing", "typed:2", "pulled", "copying:2", "entered", "forgetting"])
@pytest.mark.parametrize("source", SOURCES)
def test_stopped_at_any_moment_behind_it(apis: ThreeApis, source: str, moment: str) -> None:
    """Also where nothing looks whether it is to stop until much later."""
    for number in (signal.SIGINT, signal.SIGTERM):
        run = begin(apis.project, source=source, fault=moment, both=True, env={"HB_FAULT_SIGNAL": str(int(number))})
        told_to_stop(run, 128 + number)
        assert run.mark.exists()
    done = apis.hb(f"ingest --source {source}")
    assert done.code == 0, done.stderr
    assert_equal(apis.landed(source), apis.served(source))


@contextmanager
def terminal(apis: ThreeApis, *words: str) -> Iterator["pexpect.spawn[str]"]:
    child = pexpect.spawn(
        sys.executable,
        ["-m", "heartbeat_cli", *words],
        cwd=str(apis.project.root),
        encoding="utf-8",
        timeout=PATIENCE,
        dimensions=(24, 140),
        env={**os.environ, "NO_COLOR": "1"},
    )
    yield child
    child.close()


@pytest.mark.parametrize(
    ("source", "times"),
    [
        ("zoho_crm", 2),
        *(
            pytest.param(source, times, marks=soak)
            for source in SOURCES
            for times in (1, 2)
            if (source, times) != ("zoho_crm", 2)
        ),
    ],
)
def test_ctrl_c_at_a_terminal_in_the_middle_of_a_pull(apis: ThreeApis, source: str, times: int) -> None:
    with silent(apis.service(source), *PAGES[source]), terminal(apis, "ingest", "--source", source) as child:
        wait_in_the_middle(apis, source)
        for _ in range(times):
            child.sendintr()
        said = child.read()
    assert (child.exitstatus, child.signalstatus) == (130, None), said
    assert said.count("Stopped") == 1, said
    assert "Traceback" not in said
    goes_on(apis, source)


@pytest.mark.parametrize("source", [pytest.param(source, marks=soak) for source in LOOKING])
def test_ctrl_c_at_a_terminal_while_it_looks(apis: ThreeApis, source: str) -> None:
    with silent(apis.service(source), LOOKING[source]), terminal(apis, "ingest", "--source", source) as child:
        wait_until_asked(apis.service(source), LOOKING[source], 1)
        child.sendintr()
        said = child.read()
    assert (child.exitstatus, child.signalstatus) == (130, None), said
    assert said.splitlines()[-1].endswith("Stopped before anything was changed."), said


@soak
@pytest.mark.parametrize(
    "words", ["loads --verify", "sources verify", "sources verify zoho_crm --json", "sources status"]
)
def test_ctrl_c_at_a_terminal_while_others_ask(apis: ThreeApis, words: str) -> None:
    """A service that keeps silent is not waited for, nor are threads that ask it."""
    done = apis.hb("ingest --source zoho_crm")
    assert done.code == 0, done.stderr
    with silent(apis.zoho, "/crm/v8/"), terminal(apis, *words.split()) as child:
        wait_until_asked(apis.zoho, "/crm/v8/", 1)
        child.sendintr()
        said = child.read()
    assert (child.exitstatus, child.signalstatus) == (130, None), said
    assert "Traceback" not in said
    assert list((apis.project.state / "pulls" / "zoho_crm").iterdir()) == []


@pytest.mark.usefixtures("marts")
@pytest.mark.parametrize(
    ("first", "second", "marts"),
    [
        ("bo_api", "bo_api", "duckdb"),
        *(
            pytest.param(first, second, marts, marks=soak)
            for marts in ("duckdb", "postgres")
            for first, second in (
                ("zoho_crm", "zoho_crm"),
                ("google_analytics", "google_analytics"),
                ("zoho_crm", "bo_api"),
            )
        ),
    ],
)
def test_one_of_two_at_once_works(apis: ThreeApis, first: str, second: str) -> None:
    """The other is told who is at it, and asks the service for nothing; one that waits is the next."""
    with silent(apis.service(first), *PAGES[first]):
        worker = begin(apis.project, source=first)
        wait_in_the_middle(apis, first)
        apis.service(second).seen.clear()
        refused = apis.hb(f"ingest --source {second} --json")
        assert (refused.code, refused.json["error"]["code"]) == (EXIT_LOCKED, "locked")
        assert f"process {worker.process.pid}" in refused.json["error"]["message"]
        assert f"landing {first}" in refused.json["error"]["message"]
        waiter = begin(apis.project, "--wait", source=second)
        assert waiter.process.stderr is not None
        assert waiter.process.stderr.readline().startswith(f"Waiting for process {worker.process.pid}")
        # The worker has more than one stream, which may be asked for more meanwhile.
        assert first == second or apis.service(second).seen() == ()
        # What it was asked for before stays unanswered.
        apis.service(first).switches.off()
        worker.process.terminate()
        told_to_stop(worker, 143)
    assert waiter.end().code == 0
    assert_equal(apis.landed(second), apis.served(second))
    done = apis.hb(f"ingest --source {first}")
    assert done.code == 0, done.stderr
    assert_equal(apis.landed(first, second), apis.served(first, second))
