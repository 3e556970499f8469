"""What a shell completes: names out of the project, told fast. Nothing here raises: what is not known is not told.

A name that a shell would take for more than a word is not told either: bash puts it on the line as it is.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import wraps
from pathlib import Path

from heartbeat_cli.errors import HbError
from heartbeat_cli.estate import ProjectSettings, find_project, load_inventory

_MOST_RUNS = 50
_A_WORD = re.compile(r'[\w.@%+/"-]+')

Names = Callable[[Path | None, str], list[str]]
"""The names of a project (its folder, where it is named) that begin with what is typed."""


def _told(names: Callable[[ProjectSettings, str], Iterable[str]]) -> Names:
    @wraps(names)
    def beginning(folder: Path | None, typed: str) -> list[str]:
        try:
            found = list(names(find_project(Path.cwd(), folder), typed))
        except (HbError, OSError, ValueError):
            return []
        return sorted({name for name in found if name.startswith(typed) and _A_WORD.fullmatch(name)})

    return beginning


@_told
def source_names(project: ProjectSettings, _typed: str) -> Iterable[str]:
    """The sources of the inventory."""
    return (file.stem for file in project.sources_folder.glob("*.yml"))


@_told
def metric_names(project: ProjectSettings, _typed: str) -> Iterable[str]:
    """Metrics and candidates."""
    return (
        file.stem for folder in (project.metrics_folder, project.candidates_folder) for file in folder.glob("*.yml")
    )


@_told
def run_names(project: ProjectSettings, _typed: str) -> Iterable[str]:
    """The newest runs of the journal."""
    from heartbeat_cli.state import read_reports

    return (report.run_id for report in read_reports(project.state, _MOST_RUNS))


@_told
def database_names(project: ProjectSettings, _typed: str) -> Iterable[str]:
    """The dumps of the mirror, and the sources that are databases."""
    from heartbeat_cli.mirror import list_mirror

    yield from (dump.database for dump in list_mirror(project.mirror, project.clusters))
    yield from (source.name for source in load_inventory(project).sources if source.database)


@_told
def cluster_names(project: ProjectSettings, _typed: str) -> Iterable[str]:
    """The clusters of heartbeat.yml."""
    return (cluster.name for cluster in project.clusters)


def rule_names(_folder: Path | None, typed: str) -> list[str]:
    """The rules there are."""
    from heartbeat_cli.rules import RULES

    return [rule for name in RULES.names() if (rule := name.replace("_", "-")).startswith(typed)]


def exporter_names(_folder: Path | None, typed: str) -> list[str]:
    """The exporters there are."""
    from heartbeat_cli.exports import exporter_names as every

    return [name for name in every() if name.startswith(typed)]


def kind_names(_folder: Path | None, typed: str) -> list[str]:
    """The kinds of file."""
    from heartbeat_cli.files import KINDS

    return [kind.name for kind in KINDS if kind.name.startswith(typed)]


@_told
def target_names(project: ProjectSettings, typed: str) -> Iterator[str]:
    """Sources, then their schemas, tables and columns: as many parts as are typed."""
    from heartbeat_cli.search import quoted, target_parts

    if "." not in typed:
        yield from (source.name for source in load_inventory(project).sources if source.database)
        return
    parts = typed.count(".") + 1
    for target in _targets(project, typed.partition(".")[0]):
        if target.startswith(typed):
            yield ".".join(map(quoted, target_parts(target)[:parts]))


@_told
def table_names(project: ProjectSettings, _typed: str) -> Iterator[str]:
    """Tables as `--table` of one source has them: `schema.table`."""
    for target in _targets(project):
        if target.count(".") == 2:
            yield target.partition(".")[2]


def places_of(root: Path, name: str) -> list[str]:
    """The schemas, tables and views of a name in the estate of a project, truth source first."""
    from heartbeat_cli.search import quoted, target_parts

    try:
        targets = [target_parts(target)[:3] for target in _targets(find_project(root, root))]
    except (HbError, OSError, ValueError):
        return []
    schemas = (parts[:2] for parts in targets if parts[1] == name)
    relations = (parts for parts in targets if len(parts) == 3 and parts[2] == name)
    return [".".join(map(quoted, parts)) for parts in dict.fromkeys((*schemas, *relations))]


def _targets(project: ProjectSettings, source: str | None = None) -> Iterator[str]:
    """The targets of all sources, or of one: of the index of the last search, however old, else seen at a glance."""
    from heartbeat_cli.search import kept_index

    index = kept_index(project.root)
    if index is None:
        return _glanced(project, source)
    return (index.text(item)[0] for item in range(len(index.kinds)))


def _glanced(project: ProjectSettings, only: str | None) -> Iterator[str]:
    from heartbeat_cli.mirror import list_mirror, names_at_a_glance
    from heartbeat_cli.search import quoted

    files = {(dump.cluster, dump.database): dump.file for dump in list_mirror(project.mirror, project.clusters)}
    for source in load_inventory(project).sources:
        file = files.get(source.mirrored or ("", ""))
        if file is not None and only in (None, source.name):
            yield from (".".join(map(quoted, (source.name, *names))) for names in names_at_a_glance(file))
