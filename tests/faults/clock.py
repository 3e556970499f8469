"""A wall clock that jumps, for one process and its children: Python, dlt and DuckDB all see it."""

import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

_SOURCE = Path(__file__).parent / "inject" / "clock.c"


def build_clock(folder: Path) -> Path:
    """The library that makes it jump; skips the test where it cannot be built."""
    compiler = shutil.which("cc") or shutil.which("gcc")
    if sys.platform != "linux" or compiler is None:
        pytest.skip("no C compiler on Linux: the clock cannot be made to jump")
    library = folder / "clock.so"
    subprocess.run([compiler, "-shared", "-fPIC", "-O2", "-o", library, _SOURCE, "-ldl"], check=True)
    return library


def jumping(library: Path, seconds: int, after: float = 0.0) -> dict[str, str]:
    """The environment in which the clock goes wrong by `seconds`, `after` seconds from now."""
    return {
        "LD_PRELOAD": str(library),
        "HB_CLOCK_JUMP": str(seconds),
        "HB_CLOCK_AT": str(time.monotonic_ns() + int(after * 1e9)),
    }
