"""What a shell offers when Tab is pressed, by the protocol of each shell and in each shell there is."""

import os
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.metrics_estate import build_estate

from heartbeat_cli.cli.discover.options import USUAL_WINDOWS
from heartbeat_cli.cli.main import run
from heartbeat_cli.metrics import usual_windows
from heartbeat_cli.state import RunReport, RunState, append_report

CANDIDATES = "applicant_count_24h kyc_pass_rate_30d outgoing_sepa_credit_processing_time_p50_min_24h payment_count_24h"


TRANSFERS = ("webbank.core.transfer", "webbank.core.transfer_event", "webbank.core.transfer_open_v")
FOR_ZSH = "\n".join(f'"{name}"' for name in TRANSFERS)


@pytest.fixture(scope="module")
def estate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("completion") / "estate"
    project = build_estate(root, marts=False)
    started = datetime(2026, 5, 8, 9, tzinfo=UTC)
    append_report(project.state, RunReport("3f9a12c7", ("webbank",), started, 1.0, RunState.DONE))
    return root


def completed(line: str, root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> list[str]:
    """The words bash is told for a line whose last word is being typed."""
    monkeypatch.chdir(root)
    monkeypatch.setenv("_HB_COMPLETE", "complete_bash")
    monkeypatch.setenv("COMP_WORDS", line)
    monkeypatch.setenv("COMP_CWORD", str(len(line.split(" ")) - 1))
    with pytest.raises(SystemExit) as ended:
        run([])
    assert ended.value.code in (0, None)
    return capsys.readouterr().out.split()


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("hb ingest --source ", "aml bpm card_ledger mms mms_inst qac vss webbank"),
        ("hb ingest --source m", "mms mms_inst"),
        ("hb sources status w", "webbank"),
        ("hb search --source q", "qac"),
        ("hb demo grant v", "vss"),
        ("hb metrics run ", f"{CANDIDATES} sepa_payment_count_24h"),
        ("hb metrics align pay", "payment_count_24h"),
        ("hb discover --resume kyc", "kyc_pass_rate_30d"),
        ("hb loads ", "3f9a12c7"),
        ("hb loads 3", "3f9a12c7"),
        ("hb discover --window l", "last_month last_quarter last_week last_year"),
        ("hb mirror pull --cluster ", "A B"),
        ("hb mirror diff card", "card_ledger"),
        ("hb profile web", "webbank"),
        ("hb profile webbank.", "webbank.core webbank.dict webbank.scb"),
        ("hb profile webbank.core.transfer_e", "webbank.core.transfer_event"),
        ("hb profile webbank.core.transfer.c", "webbank.core.transfer.created_at webbank.core.transfer.currency_code"),
        ("hb discover --table webbank.core.transfer_e", "webbank.core.transfer_event"),
        ("hb ingest --table core.transfer_e", "core.transfer_event"),
        ("hb ingest --proof c", "columns count"),
        ("hb profile nowhere.", ""),
        ("hb check --explain fan", "fan-out"),
        ("hb schema s", "source synonyms"),
    ],
)
def test_what_is_offered(
    line: str, words: str, estate: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert sorted(completed(line, estate, monkeypatch, capsys)) == sorted(words.split())


@pytest.mark.parametrize(
    ("shell", "told"),
    [
        ("zsh", "_arguments '*: :((" + FOR_ZSH + "))'"),
        ("fish", "\n".join(TRANSFERS)),
    ],
)
def test_other_shells_are_told_the_same(
    shell: str, told: str, estate: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(estate)
    monkeypatch.setenv("_HB_COMPLETE", f"complete_{shell}")
    monkeypatch.setenv("_TYPER_COMPLETE_FISH_ACTION", "get-args")
    monkeypatch.setenv("_TYPER_COMPLETE_ARGS", "hb profile webbank.core.tr")
    with pytest.raises(SystemExit):
        run([])
    assert capsys.readouterr().out.strip() == told


def test_no_index_is_made_for_a_name_that_is_typed(
    estate: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert completed("hb profile webbank.core.transfer_e", estate, monkeypatch, capsys)
    assert not (estate / ".heartbeat" / "search").exists()
    monkeypatch.delenv("_HB_COMPLETE")
    run(["search", "transfer"])
    assert (estate / ".heartbeat" / "search").exists()
    capsys.readouterr()
    shown = completed("hb profile webbank.core.transfer_e", estate, monkeypatch, capsys)
    assert shown == ["webbank.core.transfer_event"]


@pytest.mark.parametrize("name", ["a$(touch x)", "a'b", "a;b", "a b", "a`b`", "a\nb"])
def test_what_a_shell_would_run_is_not_offered(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    project = build_estate(tmp_path / "estate", marts=False)
    (project.metrics_folder / f"{name}.yml").touch()
    assert completed("hb metrics run a", project.root, monkeypatch, capsys) == ["applicant_count_24h"]


@pytest.mark.parametrize(
    ("shell", "begins"), [("bash", "_hb_completion() {"), ("zsh", "#compdef hb"), ("fish", "complete --command hb ")]
)
def test_the_script_of_a_shell_that_is_named(shell: str, begins: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        run(["--show-completion", shell])
    assert capsys.readouterr().out.startswith(begins)


@pytest.mark.parametrize("line", ["hb metrics run ", "hb profile webbank.", "hb loads ", "hb ingest --source "])
def test_outside_of_a_project_nothing_is_offered_and_nothing_said(
    line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert completed(line, tmp_path, monkeypatch, capsys) == []
    assert capsys.readouterr().err == ""


def test_the_options_of_completion_stand_with_hb_alone(capsys: pytest.CaptureFixture[str]) -> None:
    for line in (["--help"], ["metrics", "--help"], ["metrics", "run", "--help"], ["profile", "--help"]):
        run(line)
        assert ("--install-completion" in capsys.readouterr().out) == (line == ["--help"])


BASH = """
eval "$(hb --show-completion bash)"
COMP_WORDS=(hb metrics run pay); COMP_CWORD=3; COMP_LINE="hb metrics run pay"; COMP_POINT=18
_hb_completion hb pay run
echo "${COMPREPLY[@]}"
"""
ZSH = """
autoload -Uz compinit && compinit -D
_arguments() { print -r -- "$@" }
eval "$(hb --show-completion zsh)"
words=(hb metrics run pay); CURRENT=4
_hb_completion
"""
FISH = """
hb --show-completion fish | source
complete --do-complete "hb metrics run pay"
"""


@pytest.mark.parametrize(("shell", "script"), [("bash", BASH), ("zsh", ZSH), ("fish", FISH)])
def test_a_real_shell_is_told(shell: str, script: str, estate: Path, tmp_path: Path) -> None:
    if shutil.which(shell) is None:
        pytest.skip(f"there is no {shell} here")
    hb = tmp_path / "hb"
    hb.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m heartbeat_cli "$@"\n')
    hb.chmod(0o755)
    env = {**os.environ, "PATH": f"{tmp_path}:{os.environ['PATH']}", "HOME": str(tmp_path), "TERM": "dumb"}
    done = subprocess.run([shell, "-c", script], cwd=estate, env=env, capture_output=True, text=True, check=True)
    assert "payment_count_24h" in done.stdout


def test_every_usual_window_is_offered() -> None:
    assert [window.name for window in usual_windows()] == list(USUAL_WINDOWS)
