"""The project: `heartbeat.yml` and the folders around it."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from heartbeat_cli import files
from heartbeat_cli.errors import NoProjectError, NotFoundError
from heartbeat_cli.estate.limits import USUAL_LIMITS, USUAL_WIDE_MB, QueryLimits, read_limits, share_of_memory
from heartbeat_cli.estate.options import MARTS_KINDS, USUAL_KIND, MartsSettings, marts_schema
from heartbeat_cli.state import STATE_FOLDER, cached

PROJECT_FILE = "heartbeat.yml"
DEMO_FOLDER = "heartbeat-demo"


@dataclass(frozen=True, slots=True)
class Cluster:
    """One PostgreSQL server: `mirror` is its folder of dumps, `env` the prefix of its connection variables."""

    name: str
    mirror: str
    env: str
    title: str


@dataclass(frozen=True, slots=True)
class ProjectSettings:
    """A folder with a `heartbeat.yml`. `clock` is the fixed "now" of demo data, None for the real time.

    `range_rows` is about how many rows an ingest lands at once, `wide_mb` how many megabytes of memory very wide ones
    may take, `proof` how they are proved (None: as usual for the marts), `limits` what a query of the marts may take.
    `time_zone` is where its days begin and end, None where nobody
    has said: they are UTC's then.
    """

    root: Path
    truth_source: str
    mirror: Path
    marts: MartsSettings
    clusters: tuple[Cluster, ...]
    demo: bool
    clock: datetime | None
    range_rows: int = 500_000
    wide_mb: int = USUAL_WIDE_MB
    proof: str | None = None
    limits: QueryLimits = USUAL_LIMITS
    time_zone: str | None = None

    @property
    def sources_folder(self) -> Path:
        """Where the files of the inventory lie."""
        return self.root / "db" / "sources"

    @property
    def candidates_folder(self) -> Path:
        """Where candidates lie."""
        return self.root / "db" / "candidates"

    @property
    def metrics_folder(self) -> Path:
        """Where accepted metrics lie."""
        return self.root / "db" / "metrics"

    @property
    def state(self) -> Path:
        """Lock, status, caches and working files; made 0700 by whoever writes first."""
        return self.root / STATE_FOLDER

    def cluster(self, name: str) -> Cluster:
        """The cluster of a name. Raises NotFoundError where heartbeat.yml has none."""
        for cluster in self.clusters:
            if cluster.name == name:
                return cluster
        raise NotFoundError(f"heartbeat.yml names no cluster '{name}'", where=str(self.root / PROJECT_FILE))

    def now(self) -> datetime:
        """The project's clock, or the time it is."""
        return self.clock or datetime.now(UTC)


def find_project(start: Path, explicit: Path | None = None) -> ProjectSettings:
    """The project in `explicit`, or the first one looking upward from `start`, or the demo made in `start`.

    Raises NotFoundError where there is none.
    """
    if explicit is not None:
        file = explicit if explicit.name == PROJECT_FILE else explicit / PROJECT_FILE
        if not file.exists():
            raise NoProjectError(
                f"there is no {PROJECT_FILE} here",
                where=str(explicit),
                hint="Give --project the folder that holds heartbeat.yml.",
            )
        return load_project(file)
    start = start.resolve()
    for folder in (start, *start.parents, start / DEMO_FOLDER):
        if (folder / PROJECT_FILE).exists():
            return load_project(folder / PROJECT_FILE)
    raise NoProjectError(
        f"no {PROJECT_FILE} in {start} or any folder above it",
        hint="`hb init` makes a project here, `hb demo up` one to try everything on; --project DIR names another.",
    )


def load_project(file: Path) -> ProjectSettings:
    """Read and check `heartbeat.yml`; raises InvalidFileError with file:line."""
    return cached(file.resolve().parent / STATE_FOLDER, "project", [file], lambda: _read_project(file))


def _read_project(file: Path) -> ProjectSettings:
    document = files.load_document(file)
    problems = files.validate(document, project_schema(_named_kind(document.data)))
    if problems:
        # A misspelt key is the cause of a missing one.
        raise files.failure(sorted(problems, key=lambda problem: "unknown key" not in problem.message), "in this file.")
    return _build(file.resolve().parent, document)


def project_schema(named: object = None) -> dict[str, Any]:
    """The JSON Schema of heartbeat.yml, where its marts are of the kind `named`."""
    schema = files.PROJECT.schema()
    schema["properties"]["marts"] |= marts_schema(named)
    return schema


def _named_kind(data: Any) -> object:
    """The marts kind a file names, whatever else is wrong with it."""
    marts = data.get("marts") if isinstance(data, dict) else None
    return marts.get("kind") if isinstance(marts, dict) else None


def _build(root: Path, document: "files.Document") -> ProjectSettings:
    data: dict[str, Any] = document.data
    marts = dict(data.get("marts", {}))
    kind = marts.pop("kind", USUAL_KIND)
    clusters = tuple(
        Cluster(name, mirror=spec["mirror"], env=spec["env"], title=spec.get("title", name))
        for name, spec in data["clusters"].items()
    )
    return ProjectSettings(
        root=root,
        truth_source=data["truth_source"],
        mirror=root / data.get("mirror", "seed/schemas"),
        marts=MARTS_KINDS.find(kind).settings(kind, root, marts),
        clusters=clusters,
        demo=data.get("demo", False),
        clock=_instant(document, data.get("clock")),
        range_rows=data.get("ingest", {}).get("range_rows", 500_000),
        wide_mb=data.get("ingest", {}).get("memory_mb", min(USUAL_WIDE_MB, share_of_memory(4, USUAL_WIDE_MB))),
        proof=data.get("ingest", {}).get("proof"),
        limits=read_limits(data.get("limits", {})),
        time_zone=_time_zone(document, data.get("time_zone")),
    )


def _time_zone(document: "files.Document", name: str | None) -> str | None:
    if name in (None, "UTC"):
        return name
    try:
        ZoneInfo(str(name))
    except (ZoneInfoNotFoundError, ValueError):
        problem = document.problem(("time_zone",), f"time_zone: '{name}' is no time zone, like Europe/Berlin or UTC")
        raise files.failure([problem], "") from None
    return name


def _instant(document: "files.Document", value: object) -> datetime | None:
    if value is None:
        return None
    try:
        moment = value if isinstance(value, datetime) else datetime.fromisoformat(str(value))
        moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        moment.astimezone(UTC)
    except (ValueError, OverflowError):
        raise files.failure([document.problem(("clock",), f"clock: '{value}' is no date and time")], "") from None
    return moment
