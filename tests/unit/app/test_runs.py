"""The runs of an ingest: which one is meant, the one at work, and how it ended."""

import json
from dataclasses import asdict, replace
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from types import SimpleNamespace

import pytest

from heartbeat_cli.app import end_of, find_run, watch
from heartbeat_cli.app.loads import Verification
from heartbeat_cli.errors import NotFoundError, UsageError
from heartbeat_cli.estate import ProjectSettings
from heartbeat_cli.ingest import Verdict
from heartbeat_cli.sheets import Look
from heartbeat_cli.state import RunReport, RunState, RunStatus, StatusFile, current_holder, single_flight
from heartbeat_cli.state.holder import lock_file
from heartbeat_cli.state.journal import append_report

NOON = datetime(2026, 5, 8, 12, tzinfo=UTC)
RUNS = tuple(RunReport(name, ("bank",), NOON, 1.0, RunState.DONE) for name in ("3f9a12c7", "3f9a", "3fbb", "77aa"))


def project_at(folder: Path, runs: tuple[RunReport, ...] = ()) -> ProjectSettings:
    for run in runs:
        append_report(folder, run)
    return SimpleNamespace(state=folder)  # type: ignore[return-value]


@pytest.mark.parametrize(("name", "run"), [("3f9a", "3f9a"), ("3f9a1", "3f9a12c7"), ("7", "77aa"), ("3fb", "3fbb")])
def test_a_run_by_its_name_or_its_beginning(name: str, run: str, tmp_path: Path) -> None:
    found = find_run(project_at(tmp_path, RUNS), name)
    assert (found.report.run_id, found.status) == (run, None)


def test_a_run_that_is_not_one(tmp_path: Path) -> None:
    project = project_at(tmp_path, RUNS)
    with pytest.raises(UsageError) as several:
        find_run(project, "3f")
    assert (several.value.message, several.value.hint) == (
        "3 runs begin with '3f'", "Give more of it: 3fbb, 3f9a, 3f9a12c7.",
    )  # fmt: skip
    with pytest.raises(NotFoundError) as none:
        find_run(project, "9")
    assert (none.value.message, none.value.hint) == ("there is no run '9'", "`hb loads` lists the runs.")
    with pytest.raises(NotFoundError) as near:
        find_run(project, "77ab")
    assert near.value.hint == "Did you mean '77aa'?"


def test_a_run_has_its_last_word_while_the_status_file_is_its_own(tmp_path: Path) -> None:
    project = project_at(tmp_path, RUNS)
    with single_flight(tmp_path, "landing bank"):
        told = status(project, state=RunState.DONE)
        StatusFile(tmp_path).write(told)
    assert find_run(project, "3f9a").status == told
    assert find_run(project, "77aa").status is None


def status(project: ProjectSettings, **more: object) -> RunStatus:
    holder = current_holder(project.state)
    assert holder is not None
    told = RunStatus("3f9a", holder.pid, holder.host, "landing bank", ("bank",), NOON, NOON, "landing")
    return replace(told, **more)  # type: ignore[arg-type]


def test_nothing_is_to_be_seen_where_no_ingest_runs(tmp_path: Path) -> None:
    assert list(watch(project_at(tmp_path))) == []


def test_the_run_at_work_is_seen_until_it_has_ended(tmp_path: Path) -> None:
    project = project_at(tmp_path)
    seen = watch(project)
    with single_flight(tmp_path, "landing bank"):
        holder, file = current_holder(tmp_path), StatusFile(tmp_path)
        assert next(seen) == Look(holder, None)
        # What an earlier run of another process left is not this one's.
        file.write(status(project, pid=1))
        assert next(seen) == Look(holder, None)
        file.write(status(project, host="elsewhere"))
        assert next(seen) == Look(holder, None)
        file.write(status(project))
        assert next(seen) == Look(holder, status(project))
        # Damaged for a moment: the last good word stands.
        file.path.write_text("{")
        assert next(seen) == Look(holder, status(project))
        file.write(status(project, phase="checking"))
        assert next(seen) == Look(holder, status(project, phase="checking"))
    assert list(seen) == []


def test_another_run_is_not_the_one_that_was_looked_at(tmp_path: Path) -> None:
    project = project_at(tmp_path)
    seen = watch(project)
    with single_flight(tmp_path, "landing bank"):
        StatusFile(tmp_path).write(status(project))
        assert next(seen).status == status(project)
        StatusFile(tmp_path).write(status(project, run_id="77aa"))
        assert list(seen) == []


@pytest.mark.parametrize("other", [{"pid": 1}, {"host": "elsewhere"}, {"since": "2026-05-08T12:00:00+00:00"}])
def test_whoever_holds_the_lock_next_is_another(other: dict[str, object], tmp_path: Path) -> None:
    seen = watch(project_at(tmp_path))
    with single_flight(tmp_path, "landing bank"):
        holder = current_holder(tmp_path)
        assert holder is not None
        assert (next(seen), next(seen)) == (Look(holder, None), Look(holder, None))
        lock_file(tmp_path).write_text(json.dumps(asdict(holder) | other))
        assert list(islice(seen, 1)) == []


def test_how_a_run_ended(tmp_path: Path) -> None:
    project = project_at(tmp_path)
    with single_flight(tmp_path, "landing bank"):
        last = Look(None, status(project))
    assert end_of(project, Look(None, None)) is None
    killed = end_of(project, last)
    assert killed is not None
    assert (killed.run_id, killed.outcome) == ("3f9a", RunState.KILLED)
    assert last.status is not None
    failed = end_of(project, Look(None, replace(last.status, state=RunState.FAILED)))
    assert failed is not None
    assert failed.outcome is RunState.FAILED
    append_report(tmp_path, RUNS[1])
    assert end_of(project, last) == RUNS[1]


@pytest.mark.parametrize(
    ("verdicts", "differs"),
    [
        ([], False),
        ([[]], False),
        ([[Verdict.CHANGED]], False),
        ([[Verdict.AGREES], [Verdict.AGREES, Verdict.DIFFERS]], True),
    ],
)
def test_the_marts_differ_where_one_table_does(verdicts: list[list[Verdict]], differs: bool) -> None:
    found = tuple((f"s{n}", tuple(SimpleNamespace(verdict=v) for v in some)) for n, some in enumerate(verdicts))
    assert Verification(found, {}).differs is differs  # type: ignore[arg-type]
