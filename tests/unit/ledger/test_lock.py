import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from heartbeat_cli.errors import HbError, LockedError
from heartbeat_cli.estate import Project, load_project
from heartbeat_cli.ledger import current_holder, single_flight

HOLD = """
import sys, time
from pathlib import Path
from heartbeat_cli.estate import load_project
from heartbeat_cli.ledger import single_flight
with single_flight(load_project(Path(sys.argv[1])), "landing webbank"):
    print("held", flush=True)
    time.sleep(60)
"""


@pytest.fixture
def project(tmp_path: Path) -> Project:
    file = tmp_path / "heartbeat.yml"
    file.write_text("truth_source: webbank\nclusters: {A: {mirror: prod, env: SOURCE_PG}}\n")
    return load_project(file)


def test_nobody_holds_it_before_and_after(project: Project) -> None:
    assert current_holder(project) is None
    with single_flight(project, "landing webbank"):
        holder = current_holder(project)
        assert holder is not None
        assert (holder.pid, holder.doing) == (os.getpid(), "landing webbank")
    assert current_holder(project) is None
    assert project.state.stat().st_mode & 0o777 == 0o700


def test_a_second_one_is_told_who_and_how_to_go_on(project: Project) -> None:
    with single_flight(project, "landing webbank"):
        with pytest.raises(LockedError) as refused, single_flight(project, "landing aml"):
            pytest.fail("two at once")
        assert f"process {os.getpid()}" in refused.value.message
        assert "landing webbank since 20" in refused.value.message
        assert f"kill {os.getpid()}" in (refused.value.hint or "")
        assert refused.value.exit_code == 4
        # The one that was refused has not taken the lock away from the one that holds it.
        assert current_holder(project) is not None


def test_a_killed_process_holds_nothing(project: Project) -> None:
    other = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(project.root / "heartbeat.yml")], stdout=subprocess.PIPE, text=True
    )
    assert other.stdout is not None
    assert other.stdout.readline() == "held\n"
    holder = current_holder(project)
    assert holder is not None
    assert holder.pid == other.pid
    other.kill()
    other.communicate()
    time.sleep(0.1)
    assert current_holder(project) is None
    with single_flight(project, "landing webbank"):
        pass


def test_a_failure_inside_frees_it(project: Project) -> None:
    with pytest.raises(ValueError, match="inside"), single_flight(project, "landing webbank"):
        raise ValueError("inside")
    assert current_holder(project) is None


def test_no_place_for_the_lock(project: Project) -> None:
    project.state.write_text("a file where a folder should be")
    with pytest.raises(HbError) as failure, single_flight(project, "landing webbank"):
        pytest.fail("cannot be held")
    assert failure.value.code == "state_unwritable"
