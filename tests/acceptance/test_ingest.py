"""`hb ingest` on the demo estate: whole command lines, stdout, stderr and exit codes apart."""

import json
import os
import re
import shutil
import sys
from pathlib import Path

import pexpect
import pytest
from tests.conftest import Outcome, copy_project, run_hb, run_here

from heartbeat_cli.estate import ProjectSettings

SECONDS_FOR_WEBBANK = 60


@pytest.fixture(scope="module")
def here(demo: ProjectSettings, tmp_path_factory: pytest.TempPathFactory) -> ProjectSettings:
    """A project of its own on the demo's servers, so that the demo's marts stay as they are."""
    project = copy_project(tmp_path_factory.mktemp("ingest"))
    project.state.mkdir(mode=0o700)
    shutil.copyfile(demo.state / "demo.env", project.state / "demo.env")
    return project


@pytest.fixture(scope="module")
def webbank(here: ProjectSettings) -> Outcome:
    done = run_hb("hb ingest --source webbank --json", here.root, timeout=SECONDS_FOR_WEBBANK)
    assert done.code == 0, done.stderr
    return done


def test_webbank_lands_in_full(webbank: Outcome) -> None:
    datasets = {d["dataset"]: d for d in webbank.json["datasets"]}
    assert {name: len(d["tables"]) for name, d in datasets.items()} == {"webbank_core": 156, "webbank_dict": 78}
    assert (webbank.json["source"], webbank.json["failed"], webbank.json["missing"]) == ("webbank", [], [])
    assert webbank.json["error"] is None
    tables = [t for d in datasets.values() for t in d["tables"]]
    assert all(t["load_id"] for t in tables)
    assert {t["mode"] for t in tables} <= {"backfill", "whole"}
    assert all(t["rows"] == t["total"] for t in tables)
    assert sum(t["rows"] for t in datasets["webbank_core"]["tables"]) == datasets["webbank_core"]["rows"] > 0


def test_progress_is_a_few_lines_on_stderr(webbank: Outcome) -> None:
    lines = webbank.stderr.splitlines()
    assert lines[0].startswith("webbank: 234 tables, ")
    assert 3 <= len(lines) < 20
    assert any(line.startswith("webbank_dict: 78 tables, ") for line in lines)


def test_status_says_landed(here: ProjectSettings, webbank: Outcome) -> None:  # noqa: ARG001 - it has landed
    done = run_here("hb sources status webbank --json", here.root)
    assert done.code == 0, done.stderr
    assert '"landed"' in done.stdout
    assert '"bytes": null' not in done.stdout


def test_a_second_run_finds_nothing_new(here: ProjectSettings, webbank: Outcome) -> None:
    done = run_here("hb ingest --source webbank --json", here.root)
    assert done.code == 0, done.stderr
    tables = [t for d in done.json["datasets"] for t in d["tables"]]
    assert {t["mode"] for t in tables} == {"unchanged"}
    assert sum(t["rows"] for t in tables) == 0
    assert sum(t["total"] for t in tables) == sum(d["rows"] for d in webbank.json["datasets"])
    runs = run_here("hb loads --json", here.root).json["runs"]
    assert [run["outcome"] for run in runs[:2]] == ["nothing_new", "done"]
    assert (runs[0]["run_id"], runs[0]["checked"]) == (done.json["run"], ["webbank"])
    assert runs[1]["rows"] == sum(d["rows"] for d in webbank.json["datasets"])


def test_all_is_what_has_landed_and_is_silent(here: ProjectSettings, webbank: Outcome) -> None:  # noqa: ARG001 - it has landed
    done = run_here("hb ingest --all", here.root)
    assert (done.code, done.stdout, done.stderr) == (0, "", "")
    assert run_here("hb ingest --all --json", here.root).json["source"] == "webbank"


def test_all_says_in_one_line_what_failed(here: ProjectSettings, webbank: Outcome) -> None:  # noqa: ARG001 - it has landed
    unreachable = {"SOURCE_PG_HOST": "127.0.0.1", "SOURCE_PG_PORT": "1"}
    done = run_here("hb ingest --all", here.root, env=unreachable)
    assert (done.code, done.stdout) == (1, "")
    (line,) = done.stderr.splitlines()
    assert line.startswith("error: webbank was left as before: ")
    assert "; next: " in line
    told = run_here("hb ingest --all --json", here.root, env=unreachable)
    assert (told.code, told.json["source"], told.json["datasets"]) == (1, "webbank", [])
    assert told.json["error"]["code"] == "connection_failed"


def test_all_needs_something_landed(project: ProjectSettings) -> None:
    done = run_here("hb ingest --all", project.root)
    assert (done.code, done.stdout) == (3, "")
    assert done.stderr.count("\n") == 1
    told = run_here("hb ingest --all --json", project.root)
    assert (told.code, told.json["error"]["code"]) == (3, "nothing_landed")


def test_a_table_for_people(here: ProjectSettings, webbank: Outcome) -> None:  # noqa: ARG001 - it has landed
    line = "hb ingest --source webbank --table core.payment --table dict.payment_state --rebuild"
    done = run_here(line, here.root)
    heads, core, dictionary, *rest = done.stdout.splitlines()
    assert done.code == 0
    assert heads.split() == ["Dataset", "Tables", "Unchanged", "Rows", "Deleted", "Failed", "Seconds"]
    assert core.split()[:3] == ["webbank_core", "1", "-"]
    assert dictionary.split()[:4] == ["webbank_dict", "1", "-", "7"]
    assert rest == ["", "Next: hb says what comes next"]


@pytest.mark.parametrize(
    ("flags", "said"),
    [
        ("", "--source is missing"),
        ("--all --source webbank", "--all and --source exclude each other"),
        ("--all --table core.payment", "--all and --table exclude each other"),
        ("--source webbank --source vss --table core.payment", "--table goes with one --source"),
        ("--source webbank --rebuild --adopt", "--adopt and --rebuild exclude each other"),
        ("--source webbank --proof colums", "Did you mean 'columns'?"),
        ("--source webbank --rebuild", "Give --yes, or --table SCHEMA.TABLE."),
        ("--all --rebuild --no-input", "the consent to throw away whole sources is missing"),
    ],
)
def test_what_cannot_be_asked(project: ProjectSettings, flags: str, said: str) -> None:
    done = run_here(f"hb ingest {flags}", project.root)
    assert (done.code, done.stdout) == (2, "")
    assert said in done.stderr
    told = run_here(f"hb ingest {flags} --json", project.root)
    assert (told.code, set(told.json)) == (2, {"error"})


def test_plan_writes_nothing(demo: ProjectSettings, tmp_path: Path) -> None:
    project = copy_project(tmp_path)
    project.state.mkdir()
    shutil.copyfile(demo.state / "demo.env", project.state / "demo.env")
    done = run_here("hb ingest --source webbank --plan --json", project.root)
    assert done.code == 0, done.stderr
    assert [(d["dataset"], len(d["tables"])) for d in done.json["datasets"]] == [
        ("webbank_core", 156),
        ("webbank_dict", 78),
    ]
    total = done.json["total"]
    assert total["rows"] > 0
    assert (total["seconds"], total["rows_per_second"]) == (None, None)
    assert 0 < total["disk_needed"] < total["disk_free"]
    payment = next(t for t in done.json["datasets"][0]["tables"] if t["table"] == "core.payment")
    assert (payment["mode"], payment["reason"], payment["ranges"]) == ("backfill", "not landed yet", 1)
    assert payment["cursor"]["reason"]
    assert sorted(path.name for path in project.state.iterdir()) == ["demo.env"]


def test_plan_of_what_has_landed(here: ProjectSettings, webbank: Outcome) -> None:  # noqa: ARG001 - it has landed
    done = run_here("hb ingest --all --plan", here.root)
    assert (done.code, done.stdout.split()) == (0, ["webbank", "234", "unchanged", "Nothing", "to", "do."])
    again = run_here("hb ingest --source webbank --table core.payment --rebuild --plan --json", here.root)
    assert again.json["datasets"][0]["tables"][0]["mode"] == "rebuild"
    assert again.json["total"]["rows_per_second"] > 0


def test_container_is_shown_before_anything_is_locked(project: ProjectSettings) -> None:
    done = run_hb("hb ingest --source webbank --proof rows --container --plan", project.root)
    assert (done.code, done.stderr) == (0, "")
    assert done.stdout.rstrip().endswith("ingest hb ingest --source webbank --proof rows")
    assert not project.state.exists()


def test_a_source_that_is_not_granted(here: ProjectSettings) -> None:
    done = run_here("hb ingest --source aml", here.root)
    assert (done.code, done.stdout) == (1, "")
    assert "GRANT SELECT ON ALL TABLES IN SCHEMA aml TO dashboard_user;" in done.stderr


def at_a_terminal(here: ProjectSettings, *flags: str) -> "pexpect.spawn[str]":
    return pexpect.spawn(
        sys.executable,
        ["-m", "heartbeat_cli", "ingest", "--source", "webbank", *flags],
        cwd=str(here.root),
        dimensions=(24, 80),
        encoding="utf-8",
        timeout=60,
    )


def test_a_refusal_is_told_once_and_broken_between_words(here: ProjectSettings, webbank: Outcome) -> None:  # noqa: ARG001 - it has landed
    terminal = pexpect.spawn(
        sys.executable,
        ["-m", "heartbeat_cli", "ingest", "--all"],
        cwd=str(here.root),
        env={**os.environ, "SOURCE_PG_HOST": "127.0.0.1", "SOURCE_PG_PORT": "1", "NO_COLOR": "1", "TERM": "xterm"},
        dimensions=(24, 80),
        encoding="utf-8",
        timeout=60,
    )
    terminal.expect("Failed  1")
    terminal.expect(pexpect.EOF)
    terminal.close()
    said = " ".join(re.sub(r"\x1b\[[0-9;]*m", "", terminal.before).split())
    assert terminal.exitstatus == 1
    assert said.count("(connection_failed)") == 1
    assert "error: webbank was left as before next: Run the same command again once that is settled." in said


def test_at_a_terminal_of_eighty_columns(here: ProjectSettings, webbank: Outcome) -> None:  # noqa: ARG001 - it has landed
    terminal = at_a_terminal(here, "--table", "dict.payment_state", "--rebuild")
    terminal.expect("0/1 tables")
    terminal.expect("Ctrl-C stops within seconds")
    terminal.expect("webbank_dict: 1 table, 7 rows")
    terminal.expect("Next: hb says what comes next")
    terminal.expect(pexpect.EOF)
    terminal.close()
    assert terminal.exitstatus == 0


def test_a_rebuild_asks_and_no_changes_nothing(here: ProjectSettings, webbank: Outcome) -> None:  # noqa: ARG001 - it has landed
    runs = json.loads(run_here("hb loads --json", here.root).stdout)["total"]
    terminal = at_a_terminal(here, "--rebuild")
    terminal.expect("Throw away 234 landed tables with [0-9,]+ rows")
    terminal.expect("and land them anew")
    terminal.send("\r")
    terminal.expect("Nothing was changed\\.\r\n")
    terminal.expect(pexpect.EOF)
    terminal.close()
    assert terminal.exitstatus == 0
    assert json.loads(run_here("hb loads --json", here.root).stdout)["total"] == runs
