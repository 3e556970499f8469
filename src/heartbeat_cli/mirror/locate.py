"""Where the mirror's dump files are: `<mirror>/<folder of the cluster>/<database>.sql`."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from heartbeat_cli.errors import NotFoundError, did_you_mean
from heartbeat_cli.estate.project import Cluster


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
        for file in sorted((mirror / cluster.mirror).glob("*.sql"))
        if file.is_file()
    )


def find_dump(mirror: Path, cluster: Cluster, database: str) -> Path:
    """The dump of one database; raises NotFoundError saying how to make it."""
    folder = mirror / cluster.mirror
    file = folder / f"{database}.sql"
    if file.is_file():
        return file
    close = did_you_mean(database, (f.stem for f in folder.glob("*.sql")))
    raise NotFoundError(
        f"the mirror has no dump of '{database}'",
        where=str(file),
        hint=close or f"`pg_dump --schema-only --file {file} {database}` makes it.",
        code="no_dump",
    )


def digest_of(file: Path) -> str:
    """A short name of a dump's bytes."""
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()[:16]
