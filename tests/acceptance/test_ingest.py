"""`hb ingest` on the demo estate: whole command lines, stdout, stderr and exit codes apart."""

import shutil
from pathlib import Path

import pexpect
import pytest
from tests.conftest import Outcome, copy_project, run_hb

from heartbeat_cli.estate import Project

SECONDS_FOR_WEBBANK = 60


@pytest.fixture(scope="module")
def here(demo: Project, tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A project of its own on the demo's servers, so that the demo's marts stay as they are."""
    project = copy_project(tmp_path_factory.mktemp("ingest"))
    project.state.mkdir(mode=0o700)
    shutil.copyfile(demo.state / "demo.env", project.state / "demo.env")
    return project


@pytest.fixture(scope="module")
def webbank(here: Project) -> Outcome:
    done = run_hb("hb ingest --source webbank --json", here.root, timeout=SECONDS_FOR_WEBBANK)
    assert done.code == 0, done.stderr
    return done


def test_webbank_lands_in_full(webbank: Outcome) -> None:
    datasets = {d["dataset"]: d for d in webbank.json["datasets"]}
    assert {name: len(d["tables"]) for name, d in datasets.items()} == {"webbank_core": 156, "webbank_dict": 78}
    assert (webbank.json["source"], webbank.json["failed"], webbank.json["missing"]) == ("webbank", [], [])
    assert all(t["load_id"] for d in datasets.values() for t in d["tables"])
    assert sum(t["rows"] for t in datasets["webbank_core"]["tables"]) == datasets["webbank_core"]["rows"] > 0


def test_progress_is_a_few_lines_on_stderr(webbank: Outcome) -> None:
    lines = webbank.stderr.splitlines()
    assert lines[0].startswith("webbank: landing 234 tables, about ")
    assert 3 <= len(lines) < 20


def test_status_says_landed(here: Project, webbank: Outcome) -> None:  # noqa: ARG001 - it has landed
    done = run_hb("hb sources status webbank --json", here.root)
    assert done.code == 0, done.stderr
    assert '"landed"' in done.stdout
    assert '"bytes": null' not in done.stdout


def test_a_table_for_people(here: Project, webbank: Outcome) -> None:  # noqa: ARG001 - it has landed
    done = run_hb("hb ingest --source webbank --table core.payment --table dict.payment_state", here.root)
    heads, core, dictionary, *rest = done.stdout.splitlines()
    assert done.code == 0
    assert heads.split() == ["Dataset", "Tables", "Failed", "Rows", "Seconds"]
    assert core.split()[:3] == ["webbank_core", "1", "-"]
    assert dictionary.split()[:4] == ["webbank_dict", "1", "-", "7"]
    assert rest == ["", "Next: hb sources status webbank"]


def test_plan_writes_nothing(demo: Project, tmp_path: Path) -> None:
    project = copy_project(tmp_path)
    project.state.mkdir()
    shutil.copyfile(demo.state / "demo.env", project.state / "demo.env")
    done = run_hb("hb ingest --source webbank --plan --json", project.root)
    assert done.code == 0, done.stderr
    assert [(d["dataset"], len(d["tables"])) for d in done.json["datasets"]] == [
        ("webbank_core", 156),
        ("webbank_dict", 78),
    ]
    assert sorted(path.name for path in project.state.iterdir()) == ["demo.env"]


def test_a_source_that_is_not_granted(here: Project) -> None:
    done = run_hb("hb ingest --source aml", here.root)
    assert (done.code, done.stdout) == (1, "")
    assert "GRANT SELECT ON ALL TABLES IN SCHEMA aml TO dashboard_user;" in done.stderr


def test_at_a_terminal_of_eighty_columns(here: Project, webbank: Outcome) -> None:  # noqa: ARG001 - it has landed
    import sys

    terminal = pexpect.spawn(
        sys.executable,
        ["-m", "heartbeat_cli", "ingest", "--source", "webbank", "--table", "dict.payment_state"],
        cwd=str(here.root),
        dimensions=(24, 80),
        encoding="utf-8",
        timeout=60,
    )
    terminal.expect("0/1 tables")
    terminal.expect("webbank_dict: 1 table, 7 rows")
    terminal.expect("Next: hb sources status webbank")
    terminal.expect(pexpect.EOF)
    terminal.close()
    assert terminal.exitstatus == 0
