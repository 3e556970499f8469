"""Where the mirror's dump files are: `<mirror>/<folder of the cluster>/<database>.sql`."""

import hashlib
import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from heartbeat_cli.errors import InvalidFileError, NotFoundError, did_you_mean
from heartbeat_cli.estate import Cluster, ProjectSettings
from heartbeat_cli.state import leads_out


@dataclass(frozen=True, slots=True)
class MirroredDump:
    """One dump of the mirror: its database and cluster, and the file."""

    database: str
    cluster: str
    file: Path


def list_mirror(mirror: Path, clusters: Iterable[Cluster]) -> tuple[MirroredDump, ...]:
    """Every dump there is, by cluster and database."""
    return tuple(
        MirroredDump(file.stem, cluster.name, file)
        for cluster in clusters
        for file in _dumps_in(mirror / cluster.mirror)
    )


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


def find_dump(mirror: Path, cluster: Cluster, database: str) -> Path:
    """The dump of one database; raises NotFoundError saying how to make it."""
    folder = mirror / cluster.mirror
    file = folder / f"{database}.sql"
    if file.is_file():
        return file
    close = did_you_mean(database, (f.stem for f in _dumps_in(folder)))
    raise NotFoundError(
        f"the mirror has no dump of '{database}'",
        where=str(file),
        hint=close or "`hb mirror pull` fetches it from the live cluster; any `pg_dump --schema-only` file will do.",
        code="no_dump",
    )


def digest_of(file: Path) -> str:
    """A short name of a dump's bytes."""
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()[:16]
