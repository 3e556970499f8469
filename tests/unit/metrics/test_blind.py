"""Who may hand in a count, and whether it was made before the number was seen."""

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
    align_metric,
    effective_status,
    find_metric,
    history_of,
    load_metric,
    refuse_program,
    run_metric,
    run_shown,
)
from heartbeat_cli.metrics.agents import AGENTS, agent_in

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
    file = project.root / "heartbeat.yml"
    file.write_text(f"demo: true\n{file.read_text()}")
    return load_project(file)


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
        refuse_program(estate, at_terminal=at_terminal, attested_by=attested_by, environment=environment)

    if error is None:
        ask()
        return
    with pytest.raises(error[0]) as caught:
        ask()
    assert caught.value.code == error[1]


@pytest.mark.parametrize("variable", sorted(AGENTS))
def test_every_agent_is_known_by_its_variable(variable: str) -> None:
    name = variable.replace("*", "X")
    assert agent_in({name: "1"}) == (AGENTS[variable], name)
    assert agent_in({name: ""}) is None


def test_on_the_demo_estate_a_script_may_play_the_team(own: ProjectSettings) -> None:
    demo = demo_of(own)
    refuse_program(demo, at_terminal=False, attested_by=None, environment={"CLAUDECODE": "1"})
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
        ("demo: true\n", {}, True),
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
    file.write_text(settings + file.read_text())
    assert is_rehearsal(load_project(file)) is rehearsal
    file.write_text(file.read_text().replace("clock: 2026-05-08T09:00:00Z\n", ""))
    assert is_rehearsal(load_project(file)) is False
