"""How `make bench` measures: runs interleaved, medians compared, so that a busy machine slows both sides alike."""

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

ROUNDS = 15
ROOT = Path(__file__).parents[1]
HB = [sys.executable, "-m", "heartbeat_cli"]


@dataclass(frozen=True)
class Figure:
    """One comparison. `ask` is the figure asked for, None where there is none; `unit` is a ratio's `×` by default.

    `least` asks for `at least`, otherwise it is `at most`. `value` is None where nothing could be measured; `detail`
    says why.
    """

    what: str
    value: float | None
    ask: float | None
    detail: str
    unit: str = "×"
    least: bool = False

    def line(self, width: int) -> str:
        value = f"{self.value:6.2f}" if self.value is not None else f"{'–':>6}"
        asked = f"at {'least' if self.least else 'most'} {self.ask:.3g}" if self.ask else ""
        return f"{self.what:<{width}}  {value} {self.unit:<2}  {asked:<13}  {self.detail}".rstrip()


def seconds(command: Sequence[str], cwd: Path = ROOT, limit: float | None = None) -> float:
    """Wall time of one run; `limit` seconds where it takes longer. A mismatch (5) and findings (6) are results, too."""
    started = time.perf_counter()
    env = {**os.environ, "NO_COLOR": "1"}
    try:
        done = subprocess.run(
            command, cwd=cwd, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False, timeout=limit
        )
    except subprocess.TimeoutExpired:
        return limit or 0.0
    if done.returncode not in (0, 5, 6):
        raise RuntimeError(f"{' '.join(command)} ended with {done.returncode}")
    return time.perf_counter() - started


def compare(
    what: str, ours: Sequence[str], reference: Sequence[str], ask: float | None, rounds: int = ROUNDS, cwd: Path = ROOT
) -> Figure:
    """Two command lines, run in turn."""
    return compare_calls(what, lambda: seconds(ours, cwd), lambda: seconds(reference, cwd), ask, rounds)


def compare_calls(
    what: str, ours: Callable[[], float], reference: Callable[[], float], ask: float | None, rounds: int = ROUNDS
) -> Figure:
    """Two calls that say how long they took, made in turn; the first pair only warms up."""
    ours(), reference()
    pairs = [(ours(), reference()) for _ in range(rounds)]
    own, other = (statistics.median(column) for column in zip(*pairs, strict=True))
    return Figure(what, own / other, ask, f"{own * 1000:,.0f} ms against {other * 1000:,.0f} ms")


def timed(call: Callable[[], object]) -> float:
    """Seconds of one call in this process."""
    started = time.perf_counter()
    call()
    return time.perf_counter() - started


def peak_memory(code: str) -> float:
    """Megabytes a Python process of its own had resident at most, running `code`."""
    done = subprocess.run(
        [sys.executable, "-c", f"{code}\n{_PEAK}"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return float(done.stdout.split()[-1])


# Linux hands the parent's getrusage peak on to the child; only /proc tells the child's own.
_PEAK = """
import re, resource, sys
from pathlib import Path
status = Path("/proc/self/status")
if status.exists():
    print(int(re.search(r"VmHWM:\\s+(\\d+)", status.read_text()).group(1)) / 1024)
else:
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024 / 1024)
"""
