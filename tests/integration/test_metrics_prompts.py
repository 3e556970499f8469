"""`hb metrics align` asks a person at a real terminal for what the flags leave out."""

import os
import sys
from pathlib import Path

import duckdb
import pexpect
import pytest
from tests.metrics_estate import build_estate

pytestmark = pytest.mark.usefixtures("person")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return build_estate(tmp_path / "bank").root


def spawn(root: Path, line: str) -> "pexpect.spawn[str]":
    env = {**os.environ, "NO_COLOR": "1", "TERM": "xterm"}
    words = ["-m", "heartbeat_cli", *line.split()]
    return pexpect.spawn(
        sys.executable, words, cwd=str(root), env=env, encoding="utf-8", timeout=30, dimensions=(24, 80)
    )


def test_missing_answers_are_asked_for(root: Path) -> None:
    child = spawn(root, "metrics align payment_count_24h --method register")
    child.expect("Count made by hand for 2026-05-08 09:00 UTC")
    child.send("24\r")
    child.expect("Who counted")
    child.send("operations\r")
    before = child.before
    child.expect("aligned, now in db/metrics/payment_count_24h.yml")
    # The number stands on the screen only after the count does.
    assert "SQL 24" not in before
    assert "counted 24, SQL 24, difference 0, allowed 0, blind" in child.before
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0


def test_an_agent_aligns_nothing_at_a_terminal_either(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLAUDECODE", "1")
    child = spawn(root, "metrics align payment_count_24h --method register --count 24 --by operations")
    child.expect("only a person aligns, and this is the environment of Claude Code")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 5


def test_nobody_counts_for_a_number_that_is_stale(root: Path) -> None:
    with duckdb.connect(str(root / "marts.duckdb")) as marts:
        marts.execute("UPDATE webbank_core._hb_receipt SET loaded_at = loaded_at - INTERVAL 40 DAY")
    child = spawn(root, "metrics align payment_count_24h --method register")
    child.expect(pexpect.EOF)
    said = " ".join(child.before.split())
    child.close()
    assert "payment_count_24h is stale as of 2026-05-08 09:00 UTC" in said
    assert "Count made by hand" not in said
    assert child.exitstatus == 5


def test_ctrl_c_at_a_prompt_writes_nothing(root: Path) -> None:
    child = spawn(root, "metrics align payment_count_24h --method register")
    child.expect("Count made by hand")
    child.sendcontrol("c")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 130
    assert list((root / "db" / "metrics").iterdir()) == []


def test_empty_answer_names_the_flag(root: Path) -> None:
    child = spawn(root, "metrics align payment_count_24h --count 24 --method register")
    child.expect("Who counted")
    child.send("\r")
    child.expect("Give --by")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 2
