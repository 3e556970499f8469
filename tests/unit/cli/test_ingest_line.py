"""`hb ingest` up to the source, which there is none of here: what each flag does before anything is read."""

import pytest
from tests.conftest import RunLine

from heartbeat_cli.estate import ProjectSettings
from heartbeat_cli.state import read_runs, single_flight

UNREACHED = "no credentials for cluster A (webbank cluster): SOURCE_PG_HOST, SOURCE_PG_USER, SOURCE_PG_PASSWORD not set"


@pytest.mark.parametrize(
    "flags",
    ["", "--reconcile", "--adopt", "--rebuild --yes", "--rebuild --table core.payment", "--wait", "--proof rows"],
)
def test_every_flag_goes_by_itself(flags: str, run_line: RunLine, project: ProjectSettings) -> None:
    done = run_line(f"hb ingest --source webbank {flags}", cwd=project.root)
    assert (done.stdout, done.stderr.splitlines()[0], done.code) == ("", f"error: {UNREACHED}", 1)
    (run,) = read_runs(project.state)
    assert [(failure.table, failure.message) for failure in run.failures] == [(None, UNREACHED)]


@pytest.mark.parametrize("flags", ["", "--rebuild", "--reconcile"])
def test_a_plan_leaves_nothing_behind(flags: str, run_line: RunLine, project: ProjectSettings) -> None:
    done = run_line(f"hb ingest --source webbank --plan {flags}", cwd=project.root)
    assert (done.stdout, done.stderr.splitlines()[0], done.code) == ("", f"error: {UNREACHED}", 1)
    assert read_runs(project.state) == ()


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        ("", 2, "error: --source is missing: which source shall be landed?"),
        ("--all", 3, "error: no source has landed yet, and --all goes through those that have"),
        ("--source webbnk", 3, "error: there is no source 'webbnk'"),
        ("--source webbank --source webbnk", 3, "error: there is no source 'webbnk'"),
        ("--source webbank --rebuild", 2, "error: the consent to throw away whole sources is missing"),
        ("--source webbank --proof row", 2, "there is no proof 'row'. Did you mean 'rows'?"),
        ("--source webbank --proof all", 2, "there is no proof 'all'. It is count, columns, rows."),
        ("--source webbank --source aml", 1, "webbank, aml were left as before"),
    ],
)
def test_what_ends_before_the_source(
    words: str, code: int, said: str, run_line: RunLine, project: ProjectSettings
) -> None:
    done = run_line(f"hb ingest {words}", cwd=project.root, env={"COLUMNS": "200"})
    assert done.code == code
    assert said in done.stderr


def test_an_ingest_beside_another_is_refused(run_line: RunLine, project: ProjectSettings) -> None:
    with single_flight(project.state, "landing webbank"):
        done = run_line("hb ingest --source webbank", cwd=project.root)
    assert done.code == 4
    assert done.stderr.startswith("error: another ingest is running: process ")
