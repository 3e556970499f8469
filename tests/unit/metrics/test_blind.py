"""Who may hand in a count, and whether it was made before the number was seen."""

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from shutil import copytree

import pytest
from tests.metrics_estate import build_estate

from heartbeat_cli.discovery import Answers, discover, start
from heartbeat_cli.errors import HbError, RefusedError, UsageError
from heartbeat_cli.estate import ProjectSettings, is_rehearsal, load_project
from heartbeat_cli.metrics import (
    HandCount,
    agents,
    align_metric,
    effective_status,
    find_metric,
    history_of,
    load_metric,
    refuse_program,
    run_metric,
    run_shown,
)
from heartbeat_cli.metrics.agents import AGENTS, agent_in, environments_above

NOW = datetime(2026, 5, 8, 9, tzinfo=UTC)
NAME = "payment_count_24h"
HAND = HandCount(Decimal(24), "ops", "a list", NOW)


@pytest.fixture(scope="module")
def estate(tmp_path_factory: pytest.TempPathFactory) -> ProjectSettings:
    return build_estate(tmp_path_factory.mktemp("estate") / "project")


@pytest.fixture
def own(estate: ProjectSettings, tmp_path: Path) -> ProjectSettings:
    copytree(estate.root, tmp_path / "own")
    return load_project(tmp_path / "own" / "heartbeat.yml")


def demo_of(project: ProjectSettings) -> ProjectSettings:
    """With the servers of the demo, as they would be in its own file."""
    (project.root / ".env").write_text("SOURCE_PG_HOST=127.0.0.1\n")
    return load_project(project.root / "heartbeat.yml")


def given(project: ProjectSettings, hand: HandCount = HAND) -> str | None:
    return align_metric(project, find_metric(project, NAME), hand, at_terminal=True).comparison.record.given


def test_a_count_before_anything_was_shown_is_blind(own: ProjectSettings) -> None:
    assert given(own) == "blind"


OTHERWISE = """SELECT count(1) AS payments FROM webbank_core.payment AS p
WHERE now() >= p.created_at AND p.created_at > current_timestamp - interval '1440 minutes'"""
SHOWINGS: dict[str, Callable[[ProjectSettings], object]] = {
    "run": lambda p: run_metric(p, find_metric(p, NAME), NOW),
    "run an hour before": lambda p: run_metric(p, find_metric(p, NAME), NOW - timedelta(hours=1)),
    "run under another name": lambda p: run_metric(p, replace(find_metric(p, NAME), name="other_count_24h"), NOW),
    "run in another layout": lambda p: run_metric(
        p, replace(find_metric(p, NAME), sql=(find_metric(p, NAME).sql or "").replace("\n", "  ") + " -- now"), NOW
    ),
    "run in another spelling": lambda p: run_metric(
        p, replace(find_metric(p, NAME), name="other_count_24h", sql=OTHERWISE), NOW
    ),
    "run from the same rows": lambda p: run_metric(
        p, replace(find_metric(p, NAME), name="other_count_24h", sql=f"{OTHERWISE} AND id >= 0"), NOW
    ),
    "listed": lambda p: run_shown(p, [replace(find_metric(p, NAME), status="aligned")], NOW),
    "held against a count": lambda p: align_metric(p, find_metric(p, NAME), HAND, dry_run=True, at_terminal=True),
    "held against a wrong count": lambda p: _mismatch(p),
}
ALL = "SELECT count(*) FROM webbank_core.payment"
OF_CLIENTS = "SELECT count(*) + 4 FROM webbank_core.client_profile"
NO_SHOWINGS: dict[str, Callable[[ProjectSettings], object]] = {
    "run for a day before": lambda p: run_metric(p, find_metric(p, NAME), NOW - timedelta(days=1)),
    "another number": lambda p: run_metric(p, replace(find_metric(p, NAME), sql=ALL), NOW),
    "the same of another table": lambda p: run_metric(p, replace(find_metric(p, NAME), sql=OF_CLIENTS), NOW),
}  # fmt: skip


def _mismatch(project: ProjectSettings) -> None:
    with pytest.raises(RefusedError):
        align_metric(project, find_metric(project, NAME), replace(HAND, count=Decimal(1)), at_terminal=True)


@pytest.mark.parametrize("shown", SHOWINGS)
def test_a_count_after_the_number_was_shown_is_sighted(shown: str, own: ProjectSettings) -> None:
    SHOWINGS[shown](own)
    assert given(own) == "sighted"


@pytest.mark.parametrize("shown", NO_SHOWINGS)
def test_what_was_shown_tells_nothing_of_this_number(shown: str, own: ProjectSettings) -> None:
    NO_SHOWINGS[shown](own)
    assert given(own) == "blind"


def test_who_made_the_metric_with_the_wizard_has_seen_its_number(own: ProjectSettings) -> None:
    answers = {
        "question": "How many payments are there?", "table": "webbank.core.payment", "measure": "count",
        "window": "total", "name": "payment_count_total", "owner": "ops", "unit": "count", "direction": "neutral",
        "label": "Payments",
    }  # fmt: skip
    discover(own, start(own), Answers(answers))
    done = align_metric(
        own, find_metric(own, "payment_count_total"), replace(HAND, count=Decimal(48)), at_terminal=True
    )
    assert done.comparison.record.given == "sighted"
    # It had no name and no label yet when its number was shown.
    assert [receipt.value for receipt in history_of(own, done.metric)] == [Decimal(48)] * 2


@pytest.mark.parametrize(
    ("at_terminal", "attested_by", "environment", "error"),
    [
        (True, None, {}, None),
        (True, None, {"CLAUDECODE": "0", "TERM": "xterm", "CODEX_HOME": "/home/ann/.codex", "AIDER_MODEL": "x"}, None),
        (False, "OPS-12", {}, None),
        (False, None, {}, (UsageError, "missing_flag")),
        (True, None, {"CLAUDECODE": "1"}, (RefusedError, "agent")),
        (True, "OPS-12", {"CURSOR_AGENT": "1"}, (RefusedError, "agent")),
        (False, "OPS-12", {"CODEX_SANDBOX": "seatbelt"}, (RefusedError, "agent")),
        (False, None, {"GEMINI_CLI": "1"}, (RefusedError, "agent")),
    ],
)
def test_who_may_align(
    at_terminal: bool, attested_by: str | None, environment: dict[str, str],
    error: tuple[type[HbError], str] | None, estate: ProjectSettings,
) -> None:  # fmt: skip
    def ask() -> None:
        refuse_program(estate, at_terminal=at_terminal, attested_by=attested_by, environments=[{}, environment])

    if error is None:
        ask()
        return
    with pytest.raises(error[0]) as caught:
        ask()
    assert caught.value.code == error[1]


def test_the_environments_of_the_processes_above_count(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(agents, "PROCESSES", tmp_path)
    for process, parent, environ in ((9, 7, b"TERM=xterm\0"), (7, 4, b"CLAUDECODE=1\0PATH=/bin\0X\0"), (4, 4, b"")):
        (tmp_path / str(process)).mkdir()
        (tmp_path / str(process) / "environ").write_bytes(environ)
        (tmp_path / str(process) / "status").write_text(f"Name:\tx\nPPid:\t{parent}\n")
    _, *above = environments_above(9)
    assert above == [{"TERM": "xterm"}, {"CLAUDECODE": "1", "PATH": "/bin"}, {}]
    assert list(environments_above(5))[1:] == [{}]


@pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="the system does not show processes as files")
def test_an_agent_whose_variables_were_taken_off_is_still_above() -> None:
    ask = "from heartbeat_cli.metrics.agents import *; print([a for e in environments_above() if (a := agent_in(e))])"
    python = f"PYTHONPATH={os.environ.get('PYTHONPATH', '')} {sys.executable}"
    line = f'env -i {python} -c "{ask}"; true'
    done = subprocess.run(["sh", "-c", line], env={**os.environ, "CODEX_SANDBOX": "1"}, capture_output=True, check=True)
    assert b"('Codex', 'CODEX_SANDBOX')" in done.stdout


@pytest.mark.parametrize("variable", sorted(AGENTS))
def test_every_agent_is_known_by_its_variable(variable: str) -> None:
    name = variable.replace("*", "X")
    assert agent_in({name: "1"}) == (AGENTS[variable], name)
    assert agent_in({name: ""}) is None


def test_on_the_demo_estate_a_script_may_play_the_team(own: ProjectSettings) -> None:
    demo = demo_of(own)
    refuse_program(demo, at_terminal=False, attested_by=None, environments=[{"CLAUDECODE": "1"}])
    metric = find_metric(demo, NAME)
    run_metric(demo, metric, NOW)
    done = align_metric(demo, metric, HAND)
    assert (done.comparison.record.given, done.file) == ("rehearsal", demo.metrics_folder / f"{NAME}.yml")
    assert effective_status(find_metric(demo, NAME)) == "aligned"


def test_a_rehearsal_counts_nowhere_else(own: ProjectSettings) -> None:
    demo = demo_of(own)
    align_metric(demo, find_metric(demo, NAME), HAND)
    file = own.root / "heartbeat.yml"
    file.write_text(file.read_text().replace("demo: true\n", ""))
    assert effective_status(find_metric(load_project(file), NAME)) == "needs_realignment"
    assert effective_status(load_metric(demo.metrics_folder / f"{NAME}.yml")) == "needs_realignment"


@pytest.mark.parametrize(
    ("settings", "environment", "rehearsal"),
    [
        ("demo: true\n", {}, False),
        ("demo: true\n", {"SOURCE_PG_HOST": "127.0.0.1"}, True),
        ("demo: true\n", {"SOURCE_PG_HOST": "127.0.0.1", "MARTS_PG_HOST": "localhost"}, True),
        ("demo: true\n", {"SOURCE_PG_HOST": "db.bank.example"}, False),
        ("demo: true\n", {"SOURCE_PG_SEPA_HOST": "10.1.2.3"}, False),
        ("demo: true\n", {"MARTS_PG_HOST": "marts.bank.example"}, False),
        ("demo: false\n", {}, False),
        ("", {}, False),
    ],
)
def test_what_is_the_demo_estate(
    settings: str, environment: dict[str, str], rehearsal: bool, own: ProjectSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    file = own.root / "heartbeat.yml"
    file.write_text(file.read_text().replace("demo: true\n", settings))
    assert is_rehearsal(load_project(file)) is rehearsal
    file.write_text(file.read_text().replace("clock: 2026-05-08T09:00:00Z\n", ""))
    assert is_rehearsal(load_project(file)) is False
