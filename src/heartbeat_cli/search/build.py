"""A project → its index: inventory, synonyms, every database of the mirror, and the dictionaries that have landed."""

from contextlib import closing
from pathlib import Path

from heartbeat_cli.errors import HbError, NotFoundError
from heartbeat_cli.estate import API_FOLDER, ProjectSettings, load_decisions, load_inventory
from heartbeat_cli.mirror import MirrorDumps, MirroredDump, list_mirror, read_mirrored
from heartbeat_cli.pgschema import Database
from heartbeat_cli.profiling import with_comments
from heartbeat_cli.search.index import IndexedSource, SearchIndex
from heartbeat_cli.search.indexing import index_estate
from heartbeat_cli.search.labels import Labels, LandedLabels
from heartbeat_cli.search.store import fresh_index, state_of, store_index
from heartbeat_cli.search.synonyms import load_synonyms


class EmptyMirrorError(NotFoundError):
    """The mirror has no dump, so there is nothing to search."""


def open_index(project: ProjectSettings) -> SearchIndex:
    """The stored index where it still says what the files say, else a new one; raises what `build_index` raises."""
    return fresh_index(project.root, project.root) or build_index(project)


def build_index(project: ProjectSettings) -> SearchIndex:
    """Index every database of the mirror and store the index for the next run.

    A dump that cannot be read is noted at its source. Raises EmptyMirrorError where the mirror has no dump at all, and
    InvalidFileError where the inventory or the synonyms are not what they should be.
    """
    root = project.root.resolve()
    folders = [(str(project.sources_folder), ".yml")]
    mirrored = (*(cluster.mirror for cluster in project.clusters), API_FOLDER)
    folders += [(str(project.mirror / folder), ".sql") for folder in mirrored]
    # Before anything is read: what changes meanwhile must look changed afterwards.
    state = state_of(root, folders)
    index = _index(project)
    store_index(state, index)
    return index


def _index(project: ProjectSettings) -> SearchIndex:
    inventory = load_inventory(project)
    mirrored = {(dump.cluster, dump.database): dump for dump in list_mirror(project.mirror, project.clusters)}
    if not mirrored:
        raise _empty_mirror(project)
    dumps = MirrorDumps(project)
    sources: list[tuple[IndexedSource, Database | None]] = []
    labels: dict[str, Labels] = {}
    with closing(LandedLabels(project)) as landed:
        for source in inventory.sources:
            dump = mirrored.pop(source.mirrored or ("", ""), None)
            database, why = dumps.reading(source) if dump is not None else (None, "")
            unread = why if dump is not None and database is None else None
            truth = source.name == inventory.truth_source
            said = load_decisions(project, source.name)
            commented = with_comments(database, said) if database is not None else None
            known = IndexedSource(source.name, source.database, truth, database is not None, unread)
            sources.append((known, commented))
            if database is not None:
                labels[source.name] = landed.of(source, database, said)
    sources += (_unclaimed(project, dump) for dump in mirrored.values())
    subjects = [(s.name, about.title, term) for s in inventory.sources for about in s.truth_for for term in about.terms]
    return index_estate(sources, subjects, load_synonyms(project), labels)


def _unclaimed(project: ProjectSettings, dump: MirroredDump) -> tuple[IndexedSource, Database | None]:
    """A database of the mirror that is no source (yet); `hb profile` takes its name as well."""
    try:
        database = read_mirrored(project, dump.file, dump.database).database
    except HbError as error:
        return IndexedSource(dump.database, dump.database, False, False, str(error)), None
    return IndexedSource(dump.database, dump.database, False, True), database


def _empty_mirror(project: ProjectSettings) -> EmptyMirrorError:
    folder = next((project.mirror / cluster.mirror for cluster in project.clusters), project.mirror)
    example = Path(folder) / "DATABASE.sql"
    return EmptyMirrorError(
        "the mirror is empty: there is nothing to search",
        where=str(project.mirror),
        hint=f"`pg_dump --schema-only --file {example} DATABASE` puts a database there.",
        code="no_mirror",
    )
