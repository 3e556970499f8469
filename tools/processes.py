"""One command and everything it starts: how long it took, and how much memory all of it held at once."""

import os
import re
import subprocess
import tempfile
import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

_PAGE = os.sysconf("SC_PAGE_SIZE")
_FINDINGS = 6


class RunError(RuntimeError):
    """A command that failed, with the last thing it said."""


@dataclass(frozen=True)
class Run:
    """Seconds of one command; peak memory in MB of its whole tree where it was watched, 0 where it was not.

    `proportional` counts a page shared by two processes once (Pss), `resident` twice (the sum of RSS).
    """

    seconds: float
    proportional: float = 0.0
    resident: float = 0.0


def run(
    command: Sequence[str | Path],
    cwd: Path,
    env: dict[str, str] | None = None,
    watch: float | None = None,
    limit: float | None = None,
) -> Run:
    """Run to its end; `watch` looks at its memory every so many seconds, `env` is the whole environment.

    Raises RunError where it fails or takes longer than `limit` seconds. Exit code 6 (findings) is a result, too.
    """
    with tempfile.TemporaryFile("w+") as said:
        started = time.perf_counter()
        process = subprocess.Popen(
            [str(word) for word in command],
            cwd=cwd,
            env={**(os.environ if env is None else env), "NO_COLOR": "1"},
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=subprocess.STDOUT,
        )
        tree = _Tree(process.pid)
        try:
            watching = _Watch(tree, watch) if watch else None
            code = process.wait(timeout=limit)
            seconds = time.perf_counter() - started
        except subprocess.TimeoutExpired:
            raise RunError(f"over {limit:.0f} s") from None
        finally:
            if process.poll() is None:
                tree.kill()
                process.wait()
        if watching:
            watching.join()
        if code not in (0, _FINDINGS):
            said.seek(0)
            raise RunError(f"ended with {code}: {_last_words(said.read())}")
    return Run(seconds, watching.proportional, watching.resident) if watching else Run(seconds)


def _last_words(text: str) -> str:
    """The last line that reads like the reason and what follows it, else the last line; without colours."""
    lines = [" ".join(line.split()) for line in re.sub(r"\x1b\[[0-9;]*m", "", text).splitlines() if line.strip()]
    telling = [at for at, line in enumerate(lines) if any(word in line.lower() for word in ("error", "fatal"))]
    return " ".join(lines[telling[-1] if telling else -1 :])[:200] or "nothing said"


class _Tree:
    """A process and its descendants. One that was seen stays in it when its parent ends before it."""

    def __init__(self, root: int) -> None:
        self._seen = {root}

    def pids(self) -> set[int]:
        fresh = set(self._seen)
        while fresh:
            fresh = {child for pid in fresh for child in _children(pid)} - self._seen
            self._seen |= fresh
        self._seen = {pid for pid in self._seen if Path(f"/proc/{pid}").exists()} if _PROC else self._seen
        return self._seen

    def kill(self) -> None:
        for pid in self.pids():
            with suppress(ProcessLookupError):
                os.kill(pid, 9)


class _Watch(threading.Thread):
    def __init__(self, tree: _Tree, every: float) -> None:
        super().__init__(daemon=True)
        self.proportional = self.resident = 0.0
        self._tree, self._every = tree, every
        self.start()

    def run(self) -> None:
        while pids := self._tree.pids():
            held = [_memory(pid) for pid in pids]
            if not any(resident for _, resident in held):
                return
            self.proportional = max(self.proportional, sum(own for own, _ in held))
            self.resident = max(self.resident, sum(resident for _, resident in held))
            time.sleep(self._every)


_PROC = Path("/proc/self/smaps_rollup").exists() and Path(f"/proc/self/task/{os.getpid()}/children").exists()


def _children(pid: int) -> list[int]:
    if not _PROC:
        done = subprocess.run(["pgrep", "-P", str(pid)], capture_output=True, text=True, check=False)
        return [int(word) for word in done.stdout.split()]
    found: list[int] = []
    with suppress(OSError):
        for task in Path(f"/proc/{pid}/task").iterdir():
            found += [int(word) for word in (task / "children").read_text().split()]
    return found


def _memory(pid: int) -> tuple[float, float]:
    """Pss and RSS in MB; both are RSS where the system tells no Pss, and 0 once the process has ended."""
    if not _PROC:
        done = subprocess.run(["ps", "-o", "rss=", "-p", str(pid)], capture_output=True, text=True, check=False)
        resident = int(done.stdout.strip() or 0) / 1024
        return resident, resident
    try:
        resident = int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * _PAGE / 1_048_576
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) / 1024, resident
    except (OSError, IndexError):
        pass
    return 0.0, 0.0
