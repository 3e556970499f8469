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
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TypeVar, cast

from heartbeat_cli.state.private_file import program_version, read_private_file, write_private_file

FOLDER = "cached"
# A file this young may be written again without its size or time changing.
_SETTLED_SECONDS = 2.0
_MOST_ENTRIES = 200
_UNREADABLE = (OSError, pickle.UnpicklingError, EOFError, AttributeError, ImportError, LookupError, ValueError)

Value = TypeVar("Value")


def cached(
    state: Path,
    what: str,
    files: Sequence[Path],
    make: Callable[[], Value],
    *,
    beside: str = "",
    lasts: Callable[[Value], bool] | None = None,
) -> Value:
    """What `make()` gave the last time, or gives now. `what` names the value; it may hold any text.

    `files` are all the files the value is made from, `beside` says what else it is made from. `make`'s errors are
    raised and not kept, nor is a value that does not last.
    """
    try:
        facts = [(file, file.stat()) for file in files]
    except OSError:
        return make()
    name = hashlib.sha256(_bytes(what)).hexdigest()[:12]
    stamp = hashlib.sha256(_bytes(f"{what}\0{program_version()}\0{beside}"))
    for file, fact in facts:
        facts_of_it = (file.resolve(), fact.st_size, fact.st_mtime_ns, fact.st_ctime_ns, fact.st_ino)
        stamp.update(_bytes("".join(f"\0{each}" for each in facts_of_it)))
    entry = state / FOLDER / f"{name}-{stamp.hexdigest()[:20]}.pickle"
    found, value = _load(entry)
    if found:
        return cast(Value, value)
    value = make()
    youngest = max((fact.st_mtime for _, fact in facts), default=0.0)
    if time.time() - youngest > _SETTLED_SECONDS and (lasts is None or lasts(value)):
        _keep(entry, name, value)
    return value


def _bytes(text: str) -> bytes:
    """A name on disk need not be UTF-8."""
    return text.encode("utf-8", "surrogateescape")


def _load(entry: Path) -> tuple[bool, object]:
    body = read_private_file(entry)
    if body is None:
        return False, None
    collecting = gc.isenabled()
    gc.disable()
    try:
        return True, pickle.loads(body)
    except _UNREADABLE:
        return False, None
    finally:
        if collecting:
            gc.enable()


def _oldest(folder: Path) -> list[Path]:
    """What is more than a folder should hold, by the time it was written."""
    with os.scandir(folder) as entries:
        found = sorted(((e.stat().st_mtime_ns, e.path) for e in entries), reverse=True)
    return [Path(path) for _, path in found[_MOST_ENTRIES:]]


def _keep(entry: Path, name: str, value: object) -> None:
    with suppress(OSError, pickle.PicklingError, RecursionError):
        outdated = list(entry.parent.glob(f"{name}-*.pickle"))
        write_private_file(entry, pickle.dumps(value, protocol=pickle.HIGHEST_PROTOCOL))
        for old in {*outdated, *_oldest(entry.parent)} - {entry}:
            old.unlink(missing_ok=True)
