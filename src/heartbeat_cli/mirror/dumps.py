"""The databases of a project's mirror, by source. A dump is read once per process, and parsed once per change of it.

What parsing gave is kept in `.heartbeat/mirror/`, under a name made of the dump's path, size and time and of the
version of `hb`: a changed dump or program never meets an old entry, and two processes at once write the same bytes.
"""

import hashlib
import os
import pickle
from pathlib import Path

from heartbeat_cli import __version__
from heartbeat_cli.catalog import Database
from heartbeat_cli.errors import InvalidFileError, NotFoundError
from heartbeat_cli.estate import Project, Source
from heartbeat_cli.mirror.locate import find_dump

CACHE_FOLDER = "mirror"


class MirrorDumps:
    """The databases of the mirror by source, each dump read when it is first asked for and never again."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._read: dict[str, tuple[Database | None, str]] = {}

    def database(self, source: Source) -> Database | None:
        """The source's database, None where the mirror has none that can be read."""
        return self.reading(source)[0]

    def reading(self, source: Source) -> tuple[Database | None, str]:
        """The database, or None and why."""
        if source.name not in self._read:
            self._read[source.name] = self._load(source)
        return self._read[source.name]

    def _load(self, source: Source) -> tuple[Database | None, str]:
        if source.cluster is None or source.database is None:
            return None, f"{source.name} is no database of a cluster"
        try:
            file = find_dump(self._project.mirror, self._project.cluster(source.cluster), source.database)
            return self._cached(file, source.database), ""
        except (NotFoundError, InvalidFileError) as error:
            return None, str(error)

    def _cached(self, file: Path, name: str) -> Database:
        entry = self._entry(file)
        database = _load_entry(entry)
        if database is None:
            from heartbeat_cli.mirror.dump import read_dump

            database = read_dump(file, name=name).database
            _keep_entry(entry, database)
        return database

    def _entry(self, file: Path) -> Path:
        facts = file.stat()
        key = f"{__version__}\0{file.resolve()}\0{facts.st_size}\0{facts.st_mtime_ns}\0{facts.st_ino}"
        digest = hashlib.sha256(key.encode()).hexdigest()[:16]
        return self._project.state / CACHE_FOLDER / f"{file.stem}-{digest}.pickle"


def _load_entry(entry: Path) -> Database | None:
    try:
        with entry.open("rb") as file:
            # Only what this user wrote: unpickling runs what the file says.
            if os.fstat(file.fileno()).st_uid != os.geteuid():
                return None
            database = pickle.load(file)
    except (OSError, pickle.UnpicklingError, EOFError, AttributeError, ImportError, IndexError, TypeError, ValueError):
        return None
    return database if isinstance(database, Database) else None


def _keep_entry(entry: Path, database: Database) -> None:
    """A cache that cannot be written is no failure."""
    scratch = entry.with_name(f"{entry.name}.{os.getpid()}")
    try:
        entry.parent.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        entry.parent.mkdir(mode=0o700, exist_ok=True)
        scratch.write_bytes(pickle.dumps(database, protocol=pickle.HIGHEST_PROTOCOL))
        for old in entry.parent.glob(f"{entry.name.rpartition('-')[0]}-*.pickle"):
            old.unlink(missing_ok=True)
        scratch.replace(entry)
    except OSError:
        scratch.unlink(missing_ok=True)
