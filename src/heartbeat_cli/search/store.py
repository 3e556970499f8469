"""The index on disk, in `.heartbeat/search/index`, and whether it still says what the files say.

Beside the index stands what it was made of: every file (heartbeat.yml, the inventory, the synonyms, each dump, and the
journal of ingests for what they land) with its size, time and inode, the folders as they are listed, and the program
itself. Anything else than exactly that is no index, and a new one is made. `state.cache` would have to be given the
files, and to know them is to read YAML: that is most of a search's time, so nothing here imports what does.
"""

import marshal
import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from heartbeat_cli.search.index import SearchIndex, from_plain, to_plain
from heartbeat_cli.state import program_version, read_private_file, write_private_file

# The places `estate` names as well; importing it would cost more than the search.
PROJECT_FILE, DEMO_FOLDER, STATE_FOLDER = "heartbeat.yml", "heartbeat-demo", ".heartbeat"
SYNONYMS_FILE, PROFILE_FILE = "db/synonyms.yml", "db/profile.yml"
# Each ingest writes here: what dictionaries say may have changed with it.
JOURNAL_FILE = "loads.jsonl"
_INDEX = "search/index"

# A file with size, time in nanoseconds and inode; None for one that is not there.
_Stamp = tuple[str, tuple[int, int, int, int] | None]
_State = tuple[str, str, tuple[tuple[str, str], ...], tuple[_Stamp, ...]]


def fresh_index(start: Path, explicit: Path | None = None) -> SearchIndex | None:
    """The index of the project found from `start` or named by `explicit`; None where there is none that holds."""
    root = _find_root(start, explicit)
    stored = _read(root / STATE_FOLDER / _INDEX) if root is not None else None
    if root is None or stored is None:
        return None
    with suppress(TypeError, ValueError, KeyError):
        state, plain = stored
        folders = state[2]
        if state == state_of(root, folders):
            return from_plain(plain)
    return None


def kept_index(root: Path) -> SearchIndex | None:
    """The index of the project in `root`, whether or not it still holds; None where none can be read."""
    stored = _read(root / STATE_FOLDER / _INDEX)
    if stored is None or stored[0][0] != program_version():
        return None
    with suppress(TypeError, ValueError, KeyError):
        return from_plain(stored[1])
    return None


def state_of(root: Path, folders: Iterable[tuple[str, str]]) -> _State:
    """What an index of the project in `root` is made of; `folders` are (folder, ending of its files) pairs."""
    watched = tuple(folders)
    named = (PROJECT_FILE, SYNONYMS_FILE, PROFILE_FILE, f"{STATE_FOLDER}/{JOURNAL_FILE}")
    files = [str(root / name) for name in named]
    for folder, ending in watched:
        with suppress(OSError):
            files += sorted(entry.path for entry in os.scandir(folder) if entry.name.endswith(ending))
    return program_version(), str(root), watched, tuple(map(_stamp, files))


def store_index(state: _State, index: SearchIndex) -> None:
    """Write the index for the next run. One that cannot be written is no failure."""
    with suppress(OSError):
        write_private_file(Path(state[1]) / STATE_FOLDER / _INDEX, marshal.dumps((state, to_plain(index))))  # type: ignore[arg-type]


def _read(entry: Path) -> tuple[_State, tuple[object, ...]] | None:
    body = read_private_file(entry)
    if body is None:
        return None
    try:
        state, plain = marshal.loads(body)
    except (EOFError, TypeError, ValueError):
        return None
    return state, plain


def _stamp(file: str) -> _Stamp:
    try:
        facts = Path(file).stat()
    except OSError:
        return file, None
    return file, (facts.st_size, facts.st_mtime_ns, facts.st_ctime_ns, facts.st_ino)


def _find_root(start: Path, explicit: Path | None) -> Path | None:
    """The folder `find_project` would take, None where it would find nothing."""
    if explicit is not None:
        files = [explicit if explicit.name == PROJECT_FILE else explicit / PROJECT_FILE]
    else:
        start = start.resolve()
        files = [folder / PROJECT_FILE for folder in (start, *start.parents, start / DEMO_FOLDER)]
    return next((file.resolve().parent for file in files if file.is_file()), None)
