"""Everything the rules look at, gathered once. The rules themselves read no file and open no connection."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from heartbeat_cli.errors import (
    HbError,
    InvalidFileError,
    LockedError,
    MissingExtraError,
    NothingLandedError,
    Place,
    RefusedError,
)
from heartbeat_cli.estate import (
    PROJECT_FILE,
    Inventory,
    ProjectSettings,
    Source,
    clock_problem,
    read_inventory,
    sources_page_file,
)
from heartbeat_cli.files import Document, Problem, from_root, load_document
from heartbeat_cli.metrics import (
    Metric,
    MetricFile,
    QueryNames,
    bind_clock,
    check_sql,
    dates_hold,
    first_authors,
    read_folders,
    read_metric_file,
    tried_sources,
)
from heartbeat_cli.mirror import MirrorDumps
from heartbeat_cli.pgschema import Database, QName, Schema
from heartbeat_cli.rules.parts.folders import unread_files
from heartbeat_cli.rules.parts.landed import Landed, read_landed
from heartbeat_cli.rules.parts.queries import Mirrored, read_mirrored, read_queries
from heartbeat_cli.rules.parts.said import Said, read_said
from heartbeat_cli.state import leads_out, read_regular

_LONGEST_PAGE = 1 << 22
_INSTEAD = "Put a file there, or take it away."


@dataclass(frozen=True, slots=True)
class Broken:
    """A part of the project that heartbeat.yml names and nobody can read, and what to do about it."""

    place: Place
    message: str
    next: str | None


@dataclass(frozen=True, slots=True)
class Evidence:
    """A project as the rules see it.

    `lineage` has the tables each metric reads, by file; a metric whose SQL is refused is in `refused` instead.
    `schemas` has the mirror's DDL of every dataset read; `no_mirror` says of the others why not. `mirrored` has
    the tables and views that are read, as the marts call them, `queries` each metric's query over them. `databases` has
    those of the sources that fallback notes say were tried and of those whose files name tables, `unread` the files
    that nothing reads. `landed` is
    None where the marts could not be opened, `no_marts` then says why. `broken` is set where heartbeat.yml points at a
    mirror that is not there (`mirror`) or at marts that are there and cannot be opened (`marts`), or has a clock that
    stands still outside of the demo (`clock`).
    `register` has the files of the sources that are landed in full and say that something waits for them,
    `inventory_files` those of all.
    `gone` has what an ingest remembers of columns that went and took a metric with them.
    `sources_page` is the text of docs/sources.md, None where there is no such file.
    `said` is what db/profile.yml and db/synonyms.yml say, and what is wrong with them.
    `authors` has who first wrote each line of each metric's file, where git knows it. `lasts` says that all of this is
    the same, and is judged the same, until the day ends or something changes that `read_state` tells.
    """

    project: ProjectSettings
    sources: tuple[Source, ...] = ()
    inventory_problems: tuple[Problem, ...] = ()
    files: tuple[MetricFile, ...] = ()
    file_problems: tuple[Problem, ...] = ()
    lineage: dict[Path, tuple[QName, ...]] = field(default_factory=dict)
    refused: dict[Path, HbError] = field(default_factory=dict)
    schemas: dict[str, Schema] = field(default_factory=dict)
    no_mirror: dict[str, str] = field(default_factory=dict)
    mirrored: Mirrored = field(default_factory=Mirrored)
    databases: dict[str, Database] = field(default_factory=dict)
    unread: tuple[Path, ...] = ()
    queries: dict[Path, QueryNames] = field(default_factory=dict)
    landed: Landed | None = None
    no_marts: str | None = None
    broken: dict[str, Broken] = field(default_factory=dict)
    register: dict[str, Document] = field(default_factory=dict)
    inventory_files: dict[str, Document] = field(default_factory=dict)
    gone: dict[tuple[QName, str], str] = field(default_factory=dict)
    sources_page: str | None = None
    authors: dict[tuple[str, str], str] = field(default_factory=dict)
    said: Said = field(default_factory=Said)
    lasts: bool = False

    @property
    def inventory(self) -> Inventory:
        """The sources that could be read, with the truth source of the project."""
        return Inventory(self.sources, self.project.truth_source)

    @property
    def read(self) -> frozenset[Path]:
        """The files of sources, candidates and metrics, those that nobody can understand among them."""
        broken = (problem.file for problem in (*self.inventory_problems, *self.file_problems))
        sources = (source.file for source in self.sources if source.file is not None)
        return frozenset((*(f.file for f in self.files), *sources, *broken))

    def database(self, source: Source) -> Database | None:
        """The DDL of a source that was tried, None where the mirror has none."""
        return self.databases.get(source.name)

    def lacking(self, table: QName) -> frozenset[str] | None:
        """The columns a landed table has in the mirror and not in the marts; None where the mirror does not know it."""
        return _lacking(table, self.schemas, self.landed) if self.landed is not None else None

    def with_lineage(self) -> tuple[tuple[MetricFile, tuple[QName, ...]], ...]:
        """The metrics whose SQL can be followed, with the tables it reads."""
        return tuple((f, self.lineage[f.file]) for f in self.files if f.file in self.lineage)

    def with_queries(self) -> tuple[tuple[MetricFile, QueryNames], ...]:
        """The metrics whose SQL can be followed, with its shape."""
        return tuple((f, self.queries[f.file]) for f in self.files if f.file in self.queries)


def gather(project: ProjectSettings, *extra: Path, only: Path | None = None) -> Evidence:
    """Read the inventory, the metrics, the mirror and the marts of a project; `extra` are metric files outside of it.

    With `only`, no other metric's SQL is followed, and nobody is asked who wrote it: enough to find the errors in that
    file. What cannot be read becomes part of the evidence; raises NotFoundError only where there is no inventory.
    """
    sources, inventory_problems = read_inventory(project)
    files, file_problems = read_folders(project)
    for file in extra:
        found, problems = read_metric_file(file)
        files = (*files, found) if found is not None else files
        file_problems = (*file_problems, *problems)
    followed = files if only is None else tuple(f for f in files if f.file == only)
    lineage, refused = _follow(followed)
    inventory = Inventory(sources, project.truth_source)
    mirror = MirrorDumps(project)
    schemas, no_mirror = _schemas(lineage.values(), inventory, mirror)
    no_mirror = {dataset: from_root(why, project.root) for dataset, why in no_mirror.items()}
    mirrored = read_mirrored(lineage.values(), inventory, mirror)
    queries = read_queries(followed, lineage, mirrored)
    read = frozenset(table for tables in lineage.values() for table in tables)
    landed, failure = read_landed(project, inventory, mirror, followed, queries.values(), read)
    lacking = landed is not None and any(_lacking(t, schemas, landed) for t in read & landed.tables)
    return Evidence(
        project=project,
        sources=sources,
        inventory_problems=inventory_problems,
        files=files,
        file_problems=file_problems,
        lineage=lineage,
        refused=refused,
        schemas=schemas,
        no_mirror=no_mirror,
        mirrored=mirrored,
        queries=queries,
        databases=_databases(followed, inventory, mirror),
        unread=unread_files(project),
        landed=landed,
        no_marts=from_root(str(failure), project.root) if failure else None,
        broken=_broken(project, failure) | _broken_page(project),
        register=_register(sources, landed),
        inventory_files={source.name: load_document(source.file) for source in sources},
        gone=_gone(project, inventory) if lacking else {},
        sources_page=_sources_page(project),
        authors=_authors(project, files) if only is None else {},
        said=read_said(project, inventory, mirror),
        lasts=not lacking and _lasts(project, files, failure),
    )


def _lasts(project: ProjectSettings, files: Iterable[MetricFile], failure: HbError | None) -> bool:
    """Marts that somebody holds are free again without a change, and some moments come to pass before the day does."""
    if failure is not None and not isinstance(failure, NothingLandedError):
        return False
    now = project.now()
    midnight = now.astimezone(UTC).replace(hour=23, minute=59, second=59, microsecond=999_999)
    return project.clock is not None or all(dates_hold(f.metric, now, midnight) for f in files)


def _follow(files: Iterable[MetricFile]) -> tuple[dict[Path, tuple[QName, ...]], dict[Path, HbError]]:
    lineage: dict[Path, tuple[QName, ...]] = {}
    refused: dict[Path, HbError] = {}
    for metric_file in files:
        metric = metric_file.metric
        if metric.sql is None:
            continue
        try:
            lineage[metric_file.file] = _tables_of(metric, metric.sql)
        except (InvalidFileError, RefusedError) as error:
            refused[metric_file.file] = error
    return lineage, refused


def _tables_of(metric: Metric, sql: str) -> tuple[QName, ...]:
    tables = check_sql(sql, metric.sql_place)
    bind_clock(sql, datetime.now(UTC), metric.sql_place)
    return tables


def _schemas(
    lineages: Iterable[tuple[QName, ...]], inventory: Inventory, mirror: MirrorDumps
) -> tuple[dict[str, Schema], dict[str, str]]:
    schemas: dict[str, Schema] = {}
    missing: dict[str, str] = {}
    for dataset in sorted({table.schema for tables in lineages for table in tables}):
        owner = inventory.of_dataset(dataset)
        if owner is None:
            continue
        source, name = owner
        database, why = mirror.reading(source)
        schema = database.schema(name) if database is not None else None
        if schema is not None:
            schemas[dataset] = schema
        else:
            missing[dataset] = why or f"the mirror of {source.name} has no schema '{name}'"
    return schemas, missing


def _databases(files: Iterable[MetricFile], inventory: Inventory, mirror: MirrorDumps) -> dict[str, Database]:
    sources = {source.name: source for f in files for source in tried_sources(f.metric, inventory)}
    sources |= {source.name: source for source in inventory.sources if any(source.named_tables())}
    found = {name: mirror.database(source) for name, source in sources.items()}
    return {name: database for name, database in found.items() if database is not None}


def _register(sources: Iterable[Source], landed: Landed | None) -> dict[str, Document]:
    found = landed.sources if landed is not None else ()
    return {source.name: load_document(source.file) for source in sources if source.blocks and source.name in found}


def _gone(project: ProjectSettings, inventory: Inventory) -> dict[tuple[QName, str], str]:
    # Half of the ingest's modules: they are loaded only where a column is lacking.
    from heartbeat_cli.ingest import read_broken

    return {
        (QName(source.dataset(table.schema), table.name), change.column): change.sentence
        for name, changes in read_broken(project).items()
        if (source := inventory.get(name)) is not None
        for table, change in changes
    }


def _lacking(table: QName, schemas: Mapping[str, Schema], landed: Landed) -> frozenset[str] | None:
    """The columns a table has in the mirror and not in the marts; None where the mirror does not know it."""
    schema = schemas.get(table.schema)
    mirrored = schema.table(table.name) if schema is not None else None
    if mirrored is None:
        return None
    return frozenset(column.name for column in mirrored.columns) - set(landed.columns[table])


def _sources_page(project: ProjectSettings) -> str | None:
    if leads_out(sources_page_file(project), project.root):
        return None
    try:
        return read_regular(sources_page_file(project), _LONGEST_PAGE).decode("utf-8", "replace")
    except OSError:
        return None


def _broken_page(project: ProjectSettings) -> dict[str, Broken]:
    file = sources_page_file(project)
    if leads_out(file, project.root):
        return {"sources page": Broken(Place(str(file), 1), "this is a link out of the project", _INSTEAD)}
    try:
        read_regular(file, _LONGEST_PAGE)
    except FileNotFoundError:
        return {}
    except OSError as error:
        why = f"cannot be read: {(error.strerror or str(error)).lower()}"
        return {"sources page": Broken(Place(str(file), 1), why, _INSTEAD)}
    return {}


def _authors(project: ProjectSettings, files: Iterable[MetricFile]) -> dict[tuple[str, str], str]:
    """Asked of git only where somebody has counted."""
    if not any(f.metric.alignment and not f.metric.rehearsal for f in files):
        return {}
    return first_authors(project.root, project.candidates_folder, project.metrics_folder)


def _broken(project: ProjectSettings, failure: HbError | None) -> dict[str, Broken]:
    """What heartbeat.yml names and nobody can read.

    Marts that are empty, just being written, or only readable with a library this machine lacks are not broken.
    """
    document = load_document(project.root / PROJECT_FILE)
    found: dict[str, Broken] = {}
    if "mirror" in document.data and not project.mirror.is_dir():
        message = f"mirror: there is no folder {from_root(str(project.mirror), project.root)}"
        then = "Name the folder the dumps are in; without it no table or column can be checked."
        found["mirror"] = Broken(document.place_of(("mirror",)), message, then)
    if (problem := clock_problem(project)) is not None:
        then = "Take it out: without one the time is the time it is."
        found["clock"] = Broken(document.place_of(("clock",)), problem, then)
    if failure is not None and not isinstance(failure, NothingLandedError | LockedError | MissingExtraError):
        found["marts"] = Broken(document.place_of(("marts",)), from_root(str(failure), project.root), failure.hint)
    return found
