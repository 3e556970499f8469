"""What two states of the mirror a person means: a source, a dump file or a folder of dumps on either side.

A name is a source first and a path second, as everywhere; `./webbank` is always a path.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from heartbeat_cli.errors import HbError, NotFoundError, UsageError, did_you_mean
from heartbeat_cli.estate import API_FOLDER, Inventory, ProjectSettings, Source
from heartbeat_cli.mirror.archives import is_archive
from heartbeat_cli.mirror.dumps import read_mirrored
from heartbeat_cli.mirror.locate import find_dump, list_mirror
from heartbeat_cli.mirror.session import no_structure
from heartbeat_cli.mirror.status import read_live
from heartbeat_cli.pgschema import Database, SkippedStatement, database_of
from heartbeat_cli.state import followed

_ENDINGS = (".sql", ".sql.gz", ".dump")


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a comparison: what it is called, its databases by name, and what of them was lost in reading.

    `single`: it is one database, whatever it is called, and not all that a folder has.
    """

    label: str
    databases: Mapping[str, Database]
    lost: tuple[SkippedStatement, ...] = ()
    single: bool = False


@dataclass(frozen=True, slots=True)
class Pair:
    """One database before and after; one of the two is None where only the other side has it."""

    database: str
    source: Source | None
    before: Database | None
    after: Database | None


@dataclass(frozen=True, slots=True)
class Unreached:
    """A database whose live state could not be read, and why."""

    database: str
    error: HbError


def read_side(target: str, project: ProjectSettings, inventory: Inventory) -> Side:
    """The databases a person means by `target`; raises NotFoundError, InvalidFileError."""
    source = inventory.get(target)
    if source is not None:
        return _of_source(source, project)
    path = Path(os.path.expanduser(target))  # noqa: PTH111 - `Path` raises for a user there is none of
    if path.is_dir() and not is_archive(path):
        return _of_folder(path, project, target)
    if path.exists() or target.endswith(".sql") or os.sep in target:
        return _of_files(project, {database_of(path): path}, target, single=True)
    for dump in list_mirror(project.mirror, project.clusters):
        if dump.database == target:
            return _of_files(project, {target: dump.file}, target, single=True)
    known = [s.name for s in inventory.sources if s.database] + [s.database for s in inventory.sources if s.database]
    raise NotFoundError(
        f"there is no source, dump file or folder '{target}'",
        hint=did_you_mean(target, known) or "`hb mirror status` lists the sources with a dump.",
        code="unknown_source",
    )


def mirror_side(of: Side, target: str, project: ProjectSettings, inventory: Inventory) -> Side:
    """The project's own mirror as the other side of `of`; raises UsageError where `target` is in it already."""
    dumps = {d.database: d.file for d in list_mirror(project.mirror, project.clusters)}
    path = followed(Path(os.path.expanduser(target)))  # noqa: PTH111
    if inventory.get(target) is not None or path in {followed(f) for f in dumps.values()} | {followed(project.mirror)}:
        raise UsageError(
            f"'{target}' is the mirror's own state; it takes another to compare it with",
            hint="Give --live, --marts, or a second dump or folder.",
            code="nothing_to_compare",
        )
    if not of.single:
        return _of_files(project, dumps, "the mirror", single=False)
    name = next(iter(of.databases))
    if name not in dumps:
        raise NotFoundError(
            f"the mirror has no dump of '{name}'",
            hint=did_you_mean(name, dumps) or "Name what to compare it with: `hb mirror diff BEFORE AFTER`.",
            code="no_dump",
        )
    return _of_files(project, {name: dumps[name]}, f"the mirror's {name}", single=True)


def pair_up(before: Side, after: Side, inventory: Inventory) -> tuple[Pair, ...]:
    """Databases of one name; two single ones belong together whatever they are called.

    Raises UsageError where a single database is held against a folder that has none of its name.
    """
    if before.single and after.single:
        name, one = next(iter(before.databases.items()))
        other_name, other = next(iter(after.databases.items()))
        source = inventory.get(other_name) or inventory.get(name)
        return (Pair(source.database or name if source else other_name, source, one, other),)
    names = dict.fromkeys([*before.databases, *after.databases])
    if before.single or after.single:
        names = dict.fromkeys(before.databases if before.single else after.databases)
        missing = next((n for n in names if n not in before.databases or n not in after.databases), None)
        if missing is not None:
            folder = after.label if before.single else before.label
            raise NotFoundError(f"there is no dump of '{missing}' in {folder}", code="no_dump")
    return tuple(Pair(n, inventory.get(n), before.databases.get(n), after.databases.get(n)) for n in names)


def pair_with_live(
    before: Side, project: ProjectSettings, inventory: Inventory
) -> tuple[tuple[Pair, ...], tuple[Unreached, ...]]:
    """Each database with its live state; a single one that cannot be reached is raised, of several it is told."""
    pairs, unreached = [], []
    for source, database in sourced(before, inventory):
        try:
            pairs.append(Pair(database.name, source, database, read_live(project, source)))
        except HbError as error:
            if before.single:
                raise
            unreached.append(Unreached(database.name, error))
    return tuple(pairs), tuple(unreached)


def sourced(side: Side, inventory: Inventory) -> tuple[tuple[Source, Database], ...]:
    """The databases of a side that are sources'; raises NotFoundError where none is."""
    found = []
    for name, database in side.databases.items():
        source = inventory.get(name)
        if source is not None and source.cluster is not None and source.database is not None:
            found.append((source, database))
    if not found:
        raise NotFoundError(
            f"no source has a database called {', '.join(side.databases)}",
            hint="A dump's file is named after its database; `hb mirror status` lists the sources.",
            code="unknown_source",
        )
    return tuple(found)


def _of_source(source: Source, project: ProjectSettings) -> Side:
    if source.mirrored is None:
        raise no_structure(source)
    return _of_files(project, {source.mirrored[1]: find_dump(project, source)}, source.name, single=True)


def _of_folder(folder: Path, project: ProjectSettings, label: str) -> Side:
    """The dumps in a folder, or below it in the folders of clusters and of APIs."""
    places = (folder, *(folder / cluster.mirror for cluster in project.clusters), folder / API_FOLDER)
    files = [file for place in places for ending in _ENDINGS for file in sorted(place.glob(f"*{ending}"))]
    if not files:
        raise NotFoundError(f"there is no dump ({', '.join(_ENDINGS)}) in this folder", where=label, code="no_dump")
    return _of_files(project, {database_of(file): file for file in files}, label, single=False)


def _of_files(project: ProjectSettings, files: Mapping[str, Path], label: str, *, single: bool) -> Side:
    readings = {name: read_mirrored(project, file, name) for name, file in files.items()}
    lost = tuple(s for reading in readings.values() for s in reading.skipped if s.lossy)
    return Side(label, {name: reading.database for name, reading in readings.items()}, lost, single)
