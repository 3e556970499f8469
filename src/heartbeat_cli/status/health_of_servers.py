"""Servers and services, asked for what could stop the next command: each by itself."""

from typing import Final

from heartbeat_cli.errors import HbError
from heartbeat_cli.estate import ProjectSettings, Source
from heartbeat_cli.mirror import find_pg_dump
from heartbeat_cli.status.health import CAUTION, OK, PROBLEM, Checks, HealthCheck
from heartbeat_cli.status.live import LiveApi, LiveCluster, look_at_apis, look_at_cluster
from heartbeat_cli.wording import count, in_words

_CLOCKS_AGREE: Final = 5.0
_TOKENS_FAIL: Final = 300.0


def check_cluster(project: ProjectSettings, name: str, sources: tuple[Source, ...]) -> Checks:
    """A cluster that `sources` are on: does it answer, let us in, have the databases; who can dump it; its clock."""
    own = [source for source in sources if source.cluster == name and source.database]
    yield from cluster_health(look_at_cluster(project, name, own), own)


def cluster_health(cluster: LiveCluster, own: list[Source]) -> Checks:
    """What a cluster said; `own` are the sources on it."""
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
    if cluster.entered:
        yield _clock(about, min((live.ahead for live in cluster.entered), key=abs))
    for major in sorted({int(version.partition(".")[0]) for version in versions}):
        yield _pg_dump(about, major)


def _clock(about: str, ahead: float) -> HealthCheck:
    """Freshness, windows and tokens are told by two clocks: ours and that of who answers."""
    if abs(ahead) <= _CLOCKS_AGREE:
        return HealthCheck(about, OK, "its clock agrees with ours")
    way = "ahead of" if ahead > 0 else "behind"
    message = f"its clock is {in_words(abs(ahead)) or count(round(abs(ahead)), 'second')} {way} ours"
    state = CAUTION if abs(ahead) < _TOKENS_FAIL else PROBLEM
    return HealthCheck(about, state, message, "Set the one that is wrong, by NTP: `timedatectl` says how ours stands.")


def _pg_dump(about: str, major: int) -> HealthCheck:
    try:
        return HealthCheck(about, OK, f"{find_pg_dump(major)} can dump it")
    except HbError as error:
        return HealthCheck(about, CAUTION, error.message, error.hint)


def check_api(project: ProjectSettings, source: Source) -> Checks:
    """An API that is granted: does it let us in, and its clock."""
    for api in look_at_apis(project, [source]).values():
        yield _api(api)
        if api.ahead is not None:
            yield _clock(api.source, api.ahead)


def _api(api: LiveApi) -> HealthCheck:
    if api.access.granted and api.access.told_by == "server":
        return HealthCheck(api.source, OK, f"lets us in: {count(len(api.streams), 'stream')}")
    then = f"`hb sources request {api.source}` says what to ask for."
    return HealthCheck(api.source, PROBLEM, api.access.detail or "it was not entered", then)
