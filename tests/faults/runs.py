"""Ingests in processes of their own, with faults, and what became of every process that was begun."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from heartbeat_cli.errors import LockedError
from heartbeat_cli.estate import load_project
from tests.conftest import Outcome
from tests.faults.estate import SOURCE, Estate, ProjectSettings
from tests.ingest_estate import ingest

INJECT = Path(__file__).parent / "inject"
EXIT_LOCKED = 4
# An engine whose hb was killed lets go within so many seconds, even when its source says nothing more.
ORPHAN_SECONDS = 25


@dataclass
class Run:
    """One ingest under way; `folder` is where its processes leave their names."""

    process: "subprocess.Popen[str]"
    folder: Path

    @property
    def mark(self) -> Path:
        return self.folder / "mark"

    @property
    def engine(self) -> int | None:
        """The process begun by hb that is at work, None before there is one."""
        others = [pid for pid in self.alive() if pid != self.process.pid]
        return min(others) if others else None

    def alive(self) -> list[int]:
        """Every Python process of this run that has not ended."""
        return [int(path.name) for path in self.folder.glob("[0-9]*") if is_alive(int(path.name))]

    def kill(self, *, parent: bool = True, engine: bool = True) -> None:
        """kill -9 at once: hb, its engine, or both as a power cut would."""
        for pid in self.alive():
            if parent if pid == self.process.pid else engine:
                send(pid, signal.SIGKILL)

    def end(self, timeout: float = 120) -> Outcome:
        """Wait for hb, and for all of its processes."""
        try:
            stdout, stderr = self.process.communicate(timeout=timeout)
        except subprocess.TimeoutExpired:
            self.kill()
            raise
        wait_for(lambda: not self.alive(), f"processes of the run outlived it: {self.alive()}")
        assert "Traceback (most recent call last)" not in stderr, stderr
        return Outcome(stdout, stderr, self.process.returncode)


def begin(
    estate: Estate | ProjectSettings,
    *flags: str,
    fault: str | None = None,
    both: bool = False,
    env: Mapping[str, str] | None = None,
    limit: Callable[[], None] | None = None,
    own_session: bool = False,
    source: str = SOURCE,
) -> Run:
    """Start `hb ingest --source …`. With `fault` one of its processes dies there, with `both` hb as well.

    `own_session` makes it the leader of a process group, which signals can be sent to.
    """
    project = estate.project if isinstance(estate, Estate) else estate
    runs = project.root / "runs"
    folder = runs / f"{time.monotonic_ns()}"
    folder.mkdir(parents=True)
    settings = {
        "NO_COLOR": "1",
        "PYTHONPATH": os.pathsep.join(filter(None, (str(INJECT), os.environ.get("PYTHONPATH")))),
        "HB_FAULT_MARK": str(folder / "mark"),
        "HB_FAULT_PROCESSES": str(folder),
        **({"HB_FAULT": fault} if fault else {}),
        **({"HB_FAULT_TEST": str(os.getpid())} if both else {}),
        **(env or {}),
    }
    process = subprocess.Popen(
        [sys.executable, "-m", "heartbeat_cli", "ingest", "--source", source, *flags],
        cwd=project.root,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, **settings},
        preexec_fn=limit,
        start_new_session=own_session,
    )
    return Run(process, folder)


def crash(estate: Estate, fault: str, *flags: str, both: bool = True) -> Outcome:
    """An ingest that dies at `fault`, proven by its mark."""
    run = begin(estate, *flags, fault=fault, both=both)
    ended = run.end()
    assert run.mark.exists(), f"{fault} was never reached: {ended}"
    point, pid = run.mark.read_text().split()
    assert point == fault.partition(":")[0]
    assert not is_alive(int(pid))
    if both or int(pid) == run.process.pid:
        assert ended.code == -signal.SIGKILL, ended
    else:
        assert ended.code == 1, ended
    return ended


def again(
    estate: Estate | ProjectSettings, *tables: str, patience: float = 0, source: str = SOURCE, **asked: Any
) -> None:
    """The same ingest once more, in this process, which must end well; `asked` are fields of IngestRequest.

    `patience` in seconds is for runs whose hb alone was killed: the lock is held until its engine has stopped.
    """
    root = (estate.project if isinstance(estate, Estate) else estate).root
    give_up = time.monotonic() + patience
    while True:
        try:
            ended = ingest(load_project(root / "heartbeat.yml"), *tables, source=source, **asked)
        except LockedError:
            if time.monotonic() > give_up:
                raise
            time.sleep(0.2)
        else:
            assert (ended.failures, ended.missing, ended.error) == ((), (), None)
            return


def is_alive(pid: int) -> bool:
    """Running; one that has ended and was not waited for is not, once the last of its threads is gone."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    about = Path(f"/proc/{pid}")
    try:
        ended = (about / "stat").read_text().rpartition(")")[2].split()[0] == "Z"
        return not ended or len(list((about / "task").iterdir())) > 1
    except OSError:
        return not Path("/proc/self/stat").exists()


def send(pid: int, number: signal.Signals) -> None:
    try:
        os.kill(pid, number)
    except ProcessLookupError:
        return


def wait_for(condition: Callable[[], object], what: str, seconds: float = 30, pause: float = 0.02) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, what
        time.sleep(pause)
