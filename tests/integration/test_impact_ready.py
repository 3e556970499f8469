"""An ingest that brings what a parked candidate waits for: its file says ready, and so does the command line."""

from pathlib import Path

import pytest
from tests.conftest import TestServer, run_here
from tests.ingest_estate import MARTS, admin, make_database, make_project

from heartbeat_cli.estate import ProjectSettings

BPM = """
CREATE SCHEMA bpm; CREATE SCHEMA core;
CREATE TABLE bpm.case_review (id bigint, payment_id bigint, opened_at timestamptz, closed_at timestamptz);
INSERT INTO bpm.case_review VALUES (1, 1, '2026-05-01', '2026-05-02');
CREATE TABLE bpm.other (id bigint);
CREATE TABLE core.client (id bigint);
"""
PARKED = """\
# Asked for by payments, do not lose this line.
name: hold_time_p50_min_24h
label: Hold
question: How long is the compliance hold?
window: 24h
source: bank
status: parked          # until it has landed
blocked_on:
  - source: bank
    needs: [bpm.case_review.opened_at, bpm.case_review.closed_at]   # both of them
    why: Only there.
"""
NAME = "hold_time_p50_min_24h"


@pytest.fixture(params=MARTS)
def project(request: pytest.FixtureRequest, postgres_server: TestServer, tmp_path: Path) -> ProjectSettings:
    make_database(postgres_server, "bank_ready", BPM)
    slices = {"bpm": "all", "core": "all"}
    project = make_project(tmp_path, postgres_server, request.param, "bank_ready", slices, marts_database="marts_ready")
    project.candidates_folder.mkdir(parents=True)
    (project.candidates_folder / f"{NAME}.yml").write_text(PARKED)
    return project


def text_of(project: ProjectSettings) -> str:
    return (project.candidates_folder / f"{NAME}.yml").read_text()


def test_the_ingest_that_did_it_says_so(project: ProjectSettings) -> None:
    first = run_here("hb ingest --source bank --table bpm.case_review --table bpm.other", project.root)
    # Without a mirror a schema of which nothing is landed keeps the source from being landed.
    assert (first.code, "ready" in first.stdout) == (0, False), first.stderr
    assert text_of(project) == PARKED
    whole = run_here("hb ingest --source bank", project.root)
    assert whole.code == 0, whole.stderr
    line = f"ready: {NAME} (its sources have landed); hb discover --resume {NAME}"
    assert line in whole.stdout.splitlines()
    assert text_of(project) == PARKED.replace("status: parked", "status: ready")
    checked = run_here("hb check --json", project.root)
    assert [f for f in checked.json["findings"] if NAME in f["file"] and f["severity"] == "error"] == []
    again = run_here("hb ingest --source bank --json", project.root)
    assert (again.code, again.json["ready"]) == (0, [])


def test_as_json(project: ProjectSettings) -> None:
    done = run_here("hb ingest --source bank --json", project.root)
    assert (done.code, done.json["source"], done.json["ready"]) == (0, "bank", [NAME]), done.stderr


def test_a_column_that_is_not_there_keeps_it_parked(project: ProjectSettings, postgres_server: TestServer) -> None:
    with admin(postgres_server, "bank_ready") as source:
        source.execute("ALTER TABLE bpm.case_review DROP COLUMN closed_at")
    done = run_here("hb ingest --source bank --json", project.root)
    assert (done.code, done.json["ready"]) == (0, []), done.stderr
    assert text_of(project) == PARKED


def test_a_ready_candidate_is_resumed(project: ProjectSettings) -> None:
    assert run_here("hb ingest --source bank", project.root).code == 0
    sql = "SELECT count(*) FROM bank_bpm.case_review WHERE opened_at > now() - interval '24 hours'"
    done = run_here(f'hb discover --resume {NAME} --sql "{sql}" --owner payments --unit min --json', project.root)
    assert done.code == 0, done.stderr + done.stdout
    assert "status: candidate" in text_of(project)


def test_files_that_hb_check_complains_of_are_left_alone(project: ProjectSettings) -> None:
    (project.candidates_folder / f"{NAME}.yml").rename(project.candidates_folder / "other.yml")
    done = run_here("hb ingest --source bank --json", project.root)
    assert (done.code, done.json["ready"]) == (0, []), done.stderr
    assert [file.name for file in project.candidates_folder.iterdir()] == ["other.yml"]
