"""Disks that are full, and then have room; folders nobody may write in, root neither."""

import ctypes
import os
import resource
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

_PR_CAPBSET_DROP, _CAP_DAC_OVERRIDE, _CAP_DAC_READ_SEARCH = 24, 1, 2


@contextmanager
def small_disk(folder: Path, options: str) -> Iterator[Callable[[], None]]:
    """A file system at `folder` with mount options such as `size=1m`; yields what gives it room.

    Skips the test where none can be mounted.
    """
    if sys.platform != "linux" or os.geteuid() != 0:
        pytest.skip("only root on Linux can mount a small disk")
    folder.mkdir(parents=True, exist_ok=True)
    if not _mount("-t", "tmpfs", "-o", f"{options},mode=755", "tmpfs", str(folder)):
        pytest.skip("no small disk can be mounted here")

    def give_room() -> None:
        assert _mount("-o", "remount,size=256m,nr_inodes=100000", str(folder))

    try:
        yield give_room
    finally:
        # Lazily: a process of the test's that is still ending may have a file open.
        subprocess.run(["umount", "--lazy", str(folder)], check=False, capture_output=True)


def _mount(*options: str) -> bool:
    return subprocess.run(["mount", *options], check=False, capture_output=True).returncode == 0


def files_no_larger_than(size: int) -> Callable[[], None]:
    """What a new process does first to be refused larger files (bytes), as by a quota."""

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

    return limit


def bound_by_modes() -> None:
    """What a new process does first so that the modes of files hold for it as for anybody, root's processes too."""
    if os.geteuid() == 0:
        libc = ctypes.CDLL(None)
        for capability in (_CAP_DAC_OVERRIDE, _CAP_DAC_READ_SEARCH):
            libc.prctl(_PR_CAPBSET_DROP, capability, 0, 0, 0)
