"""What the mirror has of each database: its dump, where that comes from, how much of it can be read, and what holds it.

A dump is held against two things: the server of the mirror (was this very file loaded there?), and, when asked to, the
live database (has that changed since?).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from heartbeat_cli import pgschema
from heartbeat_cli.errors import HbError
from heartbeat_cli.estate import Inventory, ProjectSettings, Source, cluster_connection, mirror_connection
from heartbeat_cli.mirror.compare import compare_databases
from heartbeat_cli.mirror.dumps import read_mirrored
from heartbeat_cli.mirror.locate import digest_of, list_mirror
from heartbeat_cli.mirror.server import ServerMark, open_server, read_marks
from heartbeat_cli.mirror.session import no_structure, open_catalogue
from heartbeat_cli.pgschema import Counts, Database, DumpReading, SkippedStatement, count_objects

_SERVER = re.compile(rb"^-- Dumped from database version (\S+)", re.MULTILINE)
_PG_DUMP = re.compile(rb"^-- Dumped by pg_dump version (\S+)", re.MULTILINE)
_HEADER_BYTES = 4096
_NOTHING = Counts()


@dataclass(frozen=True, slots=True)
class DumpStatus:
    """One database of the mirror or of the inventory.

    `source` is None for a dump that no source names, `file` None for a source without a dump. `state` is `read`,
    `lossy` (`lost` says where), `unreadable` (`problem` says why) or `no dump`. `server_version` and `pg_dump_version`
    are what the dump says of itself. `loaded` is how the mirror's server holds it: `yes`, `partly`, `older` (another
    dump of it), `foreign` (a database hb did not load), `no`, None where the server does not answer. `live_changes`
    counts the differences to the live database, None where it was not asked or (`live_problem`) does not answer.
    """

    database: str
    cluster: str
    source: Source | None
    state: str
    file: Path | None = None
    modified: datetime | None = None
    size: int | None = None
    server_version: str | None = None
    pg_dump_version: str | None = None
    counts: Counts = _NOTHING
    lost: tuple[SkippedStatement, ...] = ()
    problem: str | None = None
    loaded: str | None = None
    live_changes: int | None = None
    live_problem: str | None = None


@dataclass(frozen=True, slots=True)
class MirrorStatus:
    """Every database, by cluster and name; `server_problem` is why the mirror's server could not be asked."""

    databases: tuple[DumpStatus, ...]
    server: str
    server_problem: str | None = None


def read_status(
    project: ProjectSettings, inventory: Inventory, only: Source | None = None, *, live: bool = False
) -> MirrorStatus:
    """Every database of the inventory's clusters and every dump, or those of one source.

    Raises NotFoundError for a source that is no database.
    """
    if only is not None and only.mirrored is None:
        raise no_structure(only)
    server, marks, problem = _ask_server(project)
    dumps = {(d.cluster, d.database): d.file for d in list_mirror(project.mirror, project.clusters)}
    by_place = {s.mirrored: s for s in inventory.sources if s.mirrored is not None}
    if only is None:
        # What an API has is looked for once we may.
        by_place = {place: s for place, s in by_place.items() if s.cluster or s.believed_granted or place in dumps}
    found = []
    for cluster, database in sorted({*by_place, *dumps}):
        source = by_place.get((cluster, database))
        if only is None or source is only:
            status, reading = _read_one(project, database, cluster, source, dumps.get((cluster, database)))
            status = replace(status, loaded=_loaded(status, marks))
            if live and reading is not None and source is not None and source.cluster is not None:
                status = _against_live(status, reading.database, project, source)
            found.append(status)
    return MirrorStatus(tuple(found), server, problem)


def _ask_server(project: ProjectSettings) -> tuple[str, Mapping[str, ServerMark | None] | None, str | None]:
    address = "the server of the mirror"
    try:
        connection = mirror_connection(project)
        address = connection.address
        with open_server(connection) as session:
            return address, read_marks(session), None
    except HbError as error:
        return address, None, error.message


def _read_one(
    project: ProjectSettings, database: str, cluster: str, source: Source | None, file: Path | None
) -> tuple[DumpStatus, DumpReading | None]:
    if file is None:
        return DumpStatus(database, cluster, source, "no dump"), None
    facts = file.stat()
    with file.open("rb") as stream:
        head = stream.read(_HEADER_BYTES)
    status = DumpStatus(
        database,
        cluster,
        source,
        "read",
        file,
        datetime.fromtimestamp(facts.st_mtime, UTC),
        facts.st_size,
        _version(_SERVER, head),
        _version(_PG_DUMP, head),
    )
    try:
        reading = read_mirrored(project, file, database)
    except HbError as error:
        return replace(status, state="unreadable", problem=error.message), None
    lost = tuple(s for s in reading.skipped if s.lossy)
    return replace(status, state="lossy" if lost else "read", counts=_counts(reading), lost=lost), reading


def _counts(reading: DumpReading) -> Counts:
    database = reading.database
    return sum((count_objects(schema, database) for schema in database.schemas), Counts())


def _version(pattern: "re.Pattern[bytes]", head: bytes) -> str | None:
    found = pattern.search(head)
    return found[1].decode("ascii", "replace") if found else None


def _loaded(status: DumpStatus, marks: Mapping[str, ServerMark | None] | None) -> str | None:
    if marks is None:
        return None
    if status.database not in marks:
        return "no"
    mark = marks[status.database]
    if mark is None:
        return "foreign"
    if status.file is None or mark.digest != digest_of(status.file):
        return "older"
    return "yes" if mark.whole else "partly"


def _against_live(status: DumpStatus, dumped: Database, project: ProjectSettings, source: Source) -> DumpStatus:
    try:
        return replace(status, live_changes=len(compare_databases(dumped, read_live(project, source))))
    except HbError as error:
        return replace(status, live_problem=error.message)


def read_live(project: ProjectSettings, source: Source) -> Database:
    """The live database of a source; raises HbError where it does not let us in."""
    assert source.cluster is not None
    assert source.database is not None
    connection = cluster_connection(project, source.cluster, source.database)
    with open_catalogue(connection, source) as session:
        return pgschema.read_live(session)
