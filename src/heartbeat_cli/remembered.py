"""Values worked out from files, kept in a project's state folder until one of the files changes.

An entry's name is made of what it is, of the version and age of this program, and of each file's path, size, time and
inode: a changed file or program never meets an old entry, and two processes at once write the same bytes. Nothing
depends on an entry being there: one that cannot be read is worked out again, one that cannot be written is not kept.
"""

import gc
import hashlib
import os
import pickle
import time
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import TypeVar, cast

from heartbeat_cli import __version__

FOLDER = "remembered"
# A file this young may be written again without its size or time changing.
_SETTLED_SECONDS = 2.0
_CHECKSUM = 4
_UNREADABLE = (OSError, pickle.UnpicklingError, EOFError, AttributeError, ImportError, LookupError, ValueError)

Value = TypeVar("Value")


def remembered(state: Path, what: str, files: Sequence[Path], make: Callable[[], Value]) -> Value:
    """What `make()` gave the last time, or gives now. `what` names the value; it may hold any text.

    `files` are all the files the value is made from. `make`'s errors are raised and not kept.
    """
    try:
        facts = [(file, file.stat()) for file in files]
    except OSError:
        return make()
    name = hashlib.sha256(what.encode()).hexdigest()[:12]
    stamp = hashlib.sha256(f"{what}\0{_program()}".encode())
    for file, fact in facts:
        stamp.update(f"\0{file.resolve()}\0{fact.st_size}\0{fact.st_mtime_ns}\0{fact.st_ino}".encode())
    entry = state / FOLDER / f"{name}-{stamp.hexdigest()[:20]}.pickle"
    found, value = _load(entry)
    if found:
        return cast(Value, value)
    value = make()
    youngest = max((fact.st_mtime for _, fact in facts), default=0.0)
    if time.time() - youngest > _SETTLED_SECONDS:
        _keep(entry, name, value)
    return value


@cache
def _program() -> str:
    """The version, and the time of the newest module: an editable checkout changes without its version."""
    return f"{__version__} {max(_module_times(Path(__file__).parent))}"


def _module_times(folder: Path) -> Iterator[int]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                if entry.name != "__pycache__":
                    yield from _module_times(Path(entry.path))
            elif entry.name.endswith(".py"):
                yield entry.stat().st_mtime_ns


def _load(entry: Path) -> tuple[bool, object]:
    collecting = gc.isenabled()
    gc.disable()
    try:
        with entry.open("rb") as file:
            # Only what this user alone could write: unpickling runs what the file says.
            fact = os.fstat(file.fileno())
            if fact.st_uid != os.geteuid() or fact.st_mode & 0o022:
                return False, None
            checksum, body = file.read(_CHECKSUM), file.read()
        if zlib.crc32(body).to_bytes(_CHECKSUM, "big") != checksum:
            return False, None
        return True, pickle.loads(body)
    except _UNREADABLE:
        return False, None
    finally:
        if collecting:
            gc.enable()


def _keep(entry: Path, name: str, value: object) -> None:
    scratch = entry.with_name(f"{entry.name}.{os.getpid()}")
    try:
        entry.parent.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        entry.parent.mkdir(mode=0o700, exist_ok=True)
        body = pickle.dumps(value, protocol=pickle.HIGHEST_PROTOCOL)
        scratch.touch(mode=0o600)
        scratch.write_bytes(zlib.crc32(body).to_bytes(_CHECKSUM, "big") + body)
        for old in entry.parent.glob(f"{name}-*.pickle"):
            old.unlink(missing_ok=True)
        scratch.replace(entry)
    except (OSError, pickle.PicklingError, RecursionError):
        with suppress(OSError):
            scratch.unlink(missing_ok=True)
