"""The databases of a project's mirror, by source. A dump is read once per process, and parsed once per change of it."""

from pathlib import Path

from heartbeat_cli.errors import InvalidFileError, NotFoundError
from heartbeat_cli.estate import ProjectSettings, Source
from heartbeat_cli.mirror.locate import find_dump, refuse_leading_out
from heartbeat_cli.mirror.reading import read_dump
from heartbeat_cli.pgschema import Database, DumpReading
from heartbeat_cli.state import cached


class MirrorDumps:
    """The databases of the mirror by source, each dump read when it is first asked for and never again."""

    def __init__(self, project: ProjectSettings) -> None:
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
        if source.mirrored is None:
            return None, f"{source.name} is no database of a cluster"
        try:
            file = find_dump(self._project, source)
            return read_mirrored(self._project, file, source.mirrored[1]).database, ""
        except (NotFoundError, InvalidFileError) as error:
            return None, str(error)


def read_mirrored(project: ProjectSettings, file: Path, name: str) -> DumpReading:
    """`read_dump`, remembered until the file changes; `name` is the database's.

    A dump of the mirror that is a link out of the project is an InvalidFileError.
    """
    refuse_leading_out(project, file)

    def read() -> DumpReading:
        return read_dump(file, name=name)

    return cached(project.state, f"reading of {name} in {file}", [file], read)
