"""This machine and this project, looked at for what could stop the next command."""

import os
import shutil
import stat
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from heartbeat_cli.errors import HbError, NotFoundError
from heartbeat_cli.estate import ProjectSettings, Source, clock_problem
from heartbeat_cli.marts import marts_kind_of, open_marts
from heartbeat_cli.metrics import left_open
from heartbeat_cli.mirror import dump_file
from heartbeat_cli.state import RunState, current_holder, read_runs
from heartbeat_cli.status.health import CAUTION, OK, PROBLEM, Checks, HealthCheck
from heartbeat_cli.status.overview import SILENT_CRON
from heartbeat_cli.version import __version__
from heartbeat_cli.wording import ago, count, first_names, in_short, size

_NO_ROOM: Final = 1 << 29
_LITTLE_ROOM: Final = 5 << 30
_OLD_MIRROR: Final = 30 * 86_400
_MOST_NAMES: Final = 5
_WENT_WELL: Final = (RunState.DONE, RunState.NOTHING_NEW, RunState.RUNNING)


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
    told = f"{last.run_id} {last.outcome.word}, {ago(last.started)}"
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


BEFORE_SERVERS: Final = (("versions", _versions), ("environment", _environment))
AFTER_SERVERS: Final = (
    ("disk", _disk),
    ("marts", _marts),
    ("lock", _lock),
    ("mirror", _mirror),
    ("last run", _runs),
    ("clock", _clock),
    ("state", _permissions),
    ("git", _git),
)
"""What is looked at, by what it is about."""
