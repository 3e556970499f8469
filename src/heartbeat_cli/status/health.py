"""What could stop the next command, and what to do about it: looked for on this machine and at the servers."""

import os
import shutil
import stat
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from heartbeat_cli.errors import HbError, NotFoundError
from heartbeat_cli.estate import ProjectSettings, Source, clock_problem
from heartbeat_cli.marts import marts_kind_of, open_marts
from heartbeat_cli.metrics import left_open
from heartbeat_cli.mirror import dump_file, find_pg_dump
from heartbeat_cli.state import RunState, current_holder, read_runs
from heartbeat_cli.status.live import LiveApi, LiveCluster, look_at_apis, look_at_clusters
from heartbeat_cli.status.overview import SILENT_CRON
from heartbeat_cli.status.side_by_side import side_by_side
from heartbeat_cli.version import __version__
from heartbeat_cli.wording import count, first_names, in_short, size

OK, CAUTION, PROBLEM = "ok", "caution", "problem"
_NO_ROOM: Final = 1 << 29
_LITTLE_ROOM: Final = 5 << 30
_OLD_MIRROR: Final = 30 * 86_400
_MOST_NAMES: Final = 5
_WENT_WELL: Final = (RunState.DONE, RunState.NOTHING_NEW, RunState.RUNNING)


@dataclass(frozen=True, slots=True)
class HealthCheck:
    """One thing that was looked at: `state` is `ok`, `caution` or `problem`; `then` is what to do."""

    about: str
    state: str
    message: str
    then: str | None = None


Checks = Iterator[HealthCheck]


def examine(project: ProjectSettings, sources: tuple[Source, ...]) -> tuple[HealthCheck, ...]:
    """Everything, all at once; the slowest decides how long it takes."""
    looks: tuple[Callable[[ProjectSettings, tuple[Source, ...]], Checks], ...] = (
        _versions, _environment, _servers, _apis, _disk, _marts, _lock, _mirror, _runs, _clock, _permissions, _git,
    )  # fmt: skip
    found = side_by_side(lambda look: tuple(look(project, sources)), looks, len(looks))
    return tuple(check for checks in found for check in checks)


def _versions(_project: ProjectSettings, _sources: tuple[Source, ...]) -> Checks:
    python = ".".join(map(str, sys.version_info[:3]))
    yield HealthCheck("versions", OK, f"hb {__version__}, Python {python}")


def _environment(project: ProjectSettings, _sources: tuple[Source, ...]) -> Checks:
    file = project.root / ".env"
    if not file.exists():
        yield HealthCheck("environment", OK, "no .env here; variables come from the environment")
        return
    mode = stat.S_IMODE(file.stat().st_mode)
    if mode & 0o077:
        yield HealthCheck("environment", CAUTION, f".env may be read by others ({mode:o})", f"chmod 600 {file}")
    else:
        yield HealthCheck("environment", OK, ".env is yours alone")


def _servers(project: ProjectSettings, sources: tuple[Source, ...]) -> Checks:
    for cluster in look_at_clusters(project, sources).values():
        own = [source for source in sources if source.cluster == cluster.name]
        if own:
            yield from _server(cluster, own)


def _server(cluster: LiveCluster, own: list[Source]) -> Checks:
    about = f"cluster {cluster.name}"
    granted = [source for source in own if source.believed_granted]
    if cluster.problem is not None:
        state = PROBLEM if granted else CAUTION
        yield HealthCheck(about, state, cluster.problem.message, cluster.problem.hint)
        return
    versions = {live.version for live in cluster.entered}
    yield HealthCheck(about, OK, f"{cluster.address} answers, PostgreSQL {', '.join(sorted(versions)) or '?'}")
    for source in granted:
        why = cluster.refusal(source.database or "")
        if why is not None:
            yield HealthCheck(source.name, PROBLEM, why.message, why.hint)
        elif source.database not in cluster.databases:
            message = f"there is no database '{source.database}' on cluster {cluster.name}"
            yield HealthCheck(source.name, PROBLEM, message, f"`hb sources verify {source.name}` says where it is.")
    for major in sorted({int(version.partition(".")[0]) for version in versions}):
        yield _pg_dump(about, major)


def _pg_dump(about: str, major: int) -> HealthCheck:
    try:
        return HealthCheck(about, OK, f"{find_pg_dump(major)} can dump it")
    except HbError as error:
        return HealthCheck(about, CAUTION, error.message, error.hint)


def _apis(project: ProjectSettings, sources: tuple[Source, ...]) -> Checks:
    granted = [source for source in sources if source.believed_granted]
    yield from (_api(api) for api in look_at_apis(project, granted).values())


def _api(api: LiveApi) -> HealthCheck:
    if api.access.granted and api.access.told_by == "server":
        return HealthCheck(api.source, OK, f"lets us in: {count(len(api.streams), 'stream')}")
    then = f"`hb sources request {api.source}` says what to ask for."
    return HealthCheck(api.source, PROBLEM, api.access.detail or "it was not entered", then)


def _disk(project: ProjectSettings, _sources: tuple[Source, ...]) -> Checks:
    free = shutil.disk_usage(project.root).free
    state = PROBLEM if free < _NO_ROOM else CAUTION if free < _LITTLE_ROOM else OK
    then = None if state == OK else "Make room before an ingest."
    yield HealthCheck("disk", state, f"{size(free)} free in {project.root}", then)


def _marts(project: ProjectSettings, _sources: tuple[Source, ...]) -> Checks:
    path = project.marts.path
    above = next(folder for folder in (path.parent, *path.parent.parents) if folder.exists())
    place = path if path.exists() else above
    if not os.access(place, os.W_OK):
        yield HealthCheck("marts", PROBLEM, f"{place} may not be written", f"Give yourself write access to {place}.")
        return
    try:
        with open_marts(project) as reader:
            yield HealthCheck("marts", OK, f"{project.marts.kind}: {count(len(reader.tables()), 'table')}")
    except NotFoundError:
        yield HealthCheck("marts", OK, f"{project.marts.kind}: nothing has landed yet")
    except HbError as error:
        state = CAUTION if marts_kind_of(project).may_be_away(error) and error.retryable else PROBLEM
        yield HealthCheck("marts", state, error.message, error.hint)


def _lock(project: ProjectSettings, _sources: tuple[Source, ...]) -> Checks:
    holder = current_holder(project.state)
    if holder is not None:
        yield HealthCheck("lock", CAUTION, f"an ingest is running: {holder}", "`hb loads --watch` looks on.")
    else:
        yield HealthCheck("lock", OK, "no ingest is running")


def _mirror(project: ProjectSettings, sources: tuple[Source, ...]) -> Checks:
    files = {source.name: dump_file(project, source) for source in sources if source.cluster and source.mirrored}
    missing = [name for name, file in files.items() if not file.is_file()]
    if missing:
        names = first_names(missing, _MOST_NAMES)
        yield HealthCheck("mirror", CAUTION, f"no dump of {names}", f"hb mirror pull {missing[0]}")
    ages = [datetime.now(UTC).timestamp() - file.stat().st_mtime for file in files.values() if file.is_file()]
    if ages and not project.demo:
        old = max(ages) > _OLD_MIRROR
        then = "`hb mirror pull` brings it up to date." if old else None
        age = in_short(max(ages))
        told = f"the oldest dump is {age} old" if age else "every dump is new"
        yield HealthCheck("mirror", CAUTION if old else OK, told, then)
    elif not missing and files:
        yield HealthCheck("mirror", OK, count(len(files), "dump"))


def _runs(project: ProjectSettings, _sources: tuple[Source, ...]) -> Checks:
    last = next(iter(read_runs(project.state)), None)
    if last is None:
        yield HealthCheck("last run", OK, "no ingest has run yet")
        return
    age = (datetime.now(UTC) - last.started).total_seconds()
    told = f"{last.run_id} {last.outcome.value}, {in_short(age)} ago"
    if last.outcome not in _WENT_WELL:
        state = CAUTION if last.outcome is RunState.FINDINGS else PROBLEM
        yield HealthCheck("last run", state, told, f"`hb loads {last.run_id}` says why.")
    elif age > SILENT_CRON and not project.demo:
        then = "Is `hb ingest --all` still in cron? docs/how-to/run-ingest.md has the line."
        yield HealthCheck("last run", CAUTION, told, then)
    else:
        yield HealthCheck("last run", OK, told)


def _clock(project: ProjectSettings, _sources: tuple[Source, ...]) -> Checks:
    problem = clock_problem(project)
    if problem is not None:
        yield HealthCheck("clock", PROBLEM, problem, "Take `clock` out of heartbeat.yml.")
    else:
        yield HealthCheck(
            "clock", OK, f"{project.now():%Y-%m-%d %H:%M} UTC{', standing still' if project.clock else ''}"
        )


def _permissions(project: ProjectSettings, _sources: tuple[Source, ...]) -> Checks:
    state = project.state
    if not state.exists():
        yield HealthCheck("state", OK, "nothing is kept yet")
        return
    mode = stat.S_IMODE(state.stat().st_mode)
    if not os.access(state, os.W_OK | os.X_OK):
        yield HealthCheck("state", PROBLEM, f"{state} may not be written", f"Give yourself write access to {state}.")
    elif mode & 0o077:
        yield HealthCheck("state", CAUTION, f"{state} is open to others ({mode:o})", f"chmod 700 {state}")
    else:
        yield HealthCheck("state", OK, "yours alone")


def _git(project: ProjectSettings, _sources: tuple[Source, ...]) -> Checks:
    private = [project.root / ".env", project.state, project.marts.path]
    there = [str(path.relative_to(project.root)) for path in private if _inside(path, project.root)]
    staged = left_open(project.root, *there) if there else ()
    if staged is None:
        yield HealthCheck("git", OK, "no checkout")
    elif staged:
        names = first_names(staged, _MOST_NAMES)
        yield HealthCheck("git", PROBLEM, f"git add would stage {names}", f"Put {', '.join(there)} into .gitignore.")
    else:
        yield HealthCheck("git", OK, "what is private is left out")


def _inside(path: Path, root: Path) -> bool:
    return path.exists() and path.is_relative_to(root)
