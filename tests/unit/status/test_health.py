"""What could stop the next command."""

import os
import socket
import subprocess
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from heartbeat_cli.estate import ProjectSettings, load_inventory, load_project
from heartbeat_cli.state import RunFailure, RunReport, RunState, append_report, single_flight
from heartbeat_cli.status import HealthCheck, LiveCluster, LiveDatabase, examine
from heartbeat_cli.status.health_of_servers import cluster_health


@pytest.fixture
def project(tmp_path: Path) -> ProjectSettings:
    (tmp_path / "heartbeat.yml").write_text(
        "truth_source: bank\nmirror: mirror\nclusters: {A: {mirror: a, env: HEALTH_TEST}}\n"
    )
    (tmp_path / "db" / "sources").mkdir(parents=True)
    (tmp_path / "db" / "sources" / "bank.yml").write_text(
        "source: bank\ntitle: Bank\nrole: Core.\narchetype: postgres\naccess: granted\ncluster: A\ndatabase: bank\n"
        "schemas: {core: {slice: all}}\n"
    )
    return load_project(tmp_path / "heartbeat.yml")


def found(project: ProjectSettings) -> dict[str, HealthCheck]:
    return {check.about: check for check in examine(project, load_inventory(project).sources)}


def test_everything_is_looked_at(project: ProjectSettings) -> None:
    checks = found(project)
    assert list(checks) == [
        "versions", "environment", "cluster A", "disk", "marts", "lock", "mirror", "last run", "clock", "state", "git",
    ]  # fmt: skip
    assert {about for about, check in checks.items() if check.state != "ok"} - {"disk"} == {"cluster A", "mirror"}
    assert "HEALTH_TEST_HOST" in checks["cluster A"].message
    assert checks["mirror"] == HealthCheck("mirror", "caution", "no dump of bank", "hb mirror pull bank")


def _silent(project: ProjectSettings) -> None:
    lines = ("HOST=127.0.0.1", "PORT=1", "USER=u", "PASSWORD=p")
    (project.root / ".env").write_text("".join(f"HEALTH_TEST_{line}\n" for line in lines))
    (project.root / ".env").chmod(0o600)


def _open_to_others(project: ProjectSettings) -> None:
    _silent(project)
    (project.root / ".env").chmod(0o644)


def _state_open(project: ProjectSettings) -> None:
    project.state.mkdir(exist_ok=True)
    project.state.chmod(0o755)


def _staged(project: ProjectSettings) -> None:
    _silent(project)
    subprocess.run(["git", "init", "--quiet", str(project.root)], check=True)


def _old_mirror(project: ProjectSettings) -> None:
    dump = project.mirror / "a" / "bank.sql"
    dump.parent.mkdir(parents=True)
    dump.write_text("CREATE SCHEMA core;")
    os.utime(dump, (0, 0))


def _no_marts(project: ProjectSettings) -> None:
    project.marts.path.parent.mkdir(exist_ok=True, mode=0o700)
    project.marts.path.write_text("no database at all")


def _failed(project: ProjectSettings) -> None:
    failure = (RunFailure("core.a", "x", "it went wrong"),)
    append_report(project.state, RunReport("r1", ("bank",), datetime.now(UTC), 1.0, RunState.FAILED, failures=failure))


def _silent_cron(project: ProjectSettings) -> None:
    then = datetime.now(UTC) - timedelta(days=3)
    append_report(project.state, RunReport("r1", ("bank",), then, 1.0, RunState.DONE))


@pytest.mark.parametrize(
    ("befell", "about", "state", "message"),
    [
        (_silent, "cluster A", "problem", "127.0.0.1:1 tells nothing of itself"),
        (_open_to_others, "environment", "caution", ".env may be read by others (644)"),
        (_state_open, "state", "caution", "is open to others (755)"),
        (_staged, "git", "problem", "git add would stage .env"),
        (_old_mirror, "mirror", "caution", "the oldest dump is"),
        (_no_marts, "marts", "problem", ""),
        (_failed, "last run", "problem", "r1 failed"),
        (_silent_cron, "last run", "caution", "r1 done, 3 d ago"),
    ],
)
def test_what_is_in_the_way(
    befell: Callable[[ProjectSettings], None], about: str, state: str, message: str, project: ProjectSettings
) -> None:
    befell(project)
    check = found(project)[about]
    assert (check.state, message in check.message) == (state, True), check
    assert check.then


def test_a_lock_that_is_held_is_told(project: ProjectSettings) -> None:
    with single_flight(project.state, "landing bank"):
        assert found(project)["lock"].state == "caution"


def test_what_does_not_answer_holds_up_nothing(project: ProjectSettings) -> None:
    """A server that takes a connection and says nothing."""
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        lines = ("HOST=127.0.0.1", f"PORT={silent.getsockname()[1]}", "USER=u", "PASSWORD=p")
        (project.root / ".env").write_text("".join(f"HEALTH_TEST_{line}\n" for line in lines))
        checks = examine(project, load_inventory(project).sources, patience=0.2)
    told = HealthCheck("cluster A", "problem", "no answer in 0 s", "Is it up and reachable from here?")
    assert (told in checks, len(checks)) == (True, 11)


def live(ahead: float) -> LiveDatabase:
    return LiveDatabase("bank", "reader", "17.2", True, False, False, ("core",), (), (), ahead)


@pytest.mark.parametrize(
    ("ahead", "state", "message"),
    [
        (0.4, "ok", "its clock agrees with ours"),
        (-4.9, "ok", "its clock agrees with ours"),
        (7.0, "caution", "its clock is 7 seconds ahead of ours"),
        (-150.0, "caution", "its clock is 2 minutes behind ours"),
        (7200.0, "problem", "its clock is 2 hours ahead of ours"),
    ],
)
def test_clocks_are_compared(ahead: float, state: str, message: str) -> None:
    server = LiveCluster("A", "h:1", ("bank",), (live(ahead),))
    clock = next(check for check in cluster_health(server, []) if "clock" in check.message)
    assert (clock.state, clock.message, bool(clock.then)) == (state, message, state != "ok")
