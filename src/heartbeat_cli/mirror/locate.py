"""Where the mirror's dump files are: `<mirror>/<folder of the cluster>/<database>.sql`, `<mirror>/api/<source>.sql`."""

import hashlib
import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from heartbeat_cli.errors import InvalidFileError, NotFoundError, did_you_mean
from heartbeat_cli.estate import API_FOLDER, Cluster, ProjectSettings, Source
from heartbeat_cli.state import leads_out

_ALSO: Final = " from the live cluster; any `pg_dump --schema-only` file will do"


@dataclass(frozen=True, slots=True)
class MirroredDump:
    """One dump of the mirror: its database and cluster, and the file."""

    database: str
    cluster: str
    file: Path


def list_mirror(mirror: Path, clusters: Iterable[Cluster]) -> tuple[MirroredDump, ...]:
    """Every dump there is, by cluster and database; those of APIs last."""
    folders = [*((cluster.name, cluster.mirror) for cluster in clusters), (API_FOLDER, API_FOLDER)]
    return tuple(MirroredDump(file.stem, name, file) for name, folder in folders for file in _dumps_in(mirror / folder))


def _dumps_in(folder: Path) -> list[Path]:
    """The dumps of a folder, none where it does not exist. A folder that may not be read is an OSError, not empty."""
    try:
        with os.scandir(folder) as entries:
            return sorted(Path(e.path) for e in entries if e.name.endswith(".sql") and e.is_file())
    except FileNotFoundError:
        return []


def refuse_leading_out(project: ProjectSettings, file: Path) -> None:
    """Raise InvalidFileError for a dump of the mirror that is a link out of it and of the project."""
    if file.is_relative_to(project.mirror) and leads_out(file, project.mirror, project.root):
        hint = "Copy that file into the mirror, or name it: `hb profile FILE`."
        raise InvalidFileError("this is a link out of the project", where=str(file), hint=hint)


def dump_file(project: ProjectSettings, source: Source) -> Path:
    """Where the dump of a source is, or would be. Raises ValueError for one without a structure."""
    if source.mirrored is None:
        raise ValueError(f"nothing is known of the structure of {source.name}")
    cluster, database = source.mirrored
    folder = API_FOLDER if source.cluster is None else project.cluster(cluster).mirror
    return project.mirror / folder / f"{database}.sql"


def find_dump(project: ProjectSettings, source: Source) -> Path:
    """The dump of a source; raises NotFoundError saying how to make it, ValueError as `dump_file` does."""
    file = dump_file(project, source)
    folder, database = file.parent, file.stem
    if file.is_file():
        return file
    close = did_you_mean(database, (f.stem for f in _dumps_in(folder)))
    raise NotFoundError(
        f"the mirror has no dump of '{database}'",
        where=str(file),
        hint=close or f"`hb mirror pull {source.name}` fetches it{_ALSO if source.cluster else ''}.",
        code="no_dump",
    )


def digest_of(file: Path) -> str:
    """A short name of a dump's bytes."""
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()[:16]
