"""What could stop the next command, and what to do about it: all looked for at once, and nobody waited for too long."""

import threading
import time
from collections.abc import Callable, Iterator
from functools import partial

from heartbeat_cli.estate import ProjectSettings, Source
from heartbeat_cli.sources import ApiArchetype, archetype_of
from heartbeat_cli.status.health import PROBLEM, HealthCheck
from heartbeat_cli.status.health_here import AFTER_SERVERS, BEFORE_SERVERS
from heartbeat_cli.status.health_of_servers import check_api, check_cluster

PATIENCE = 10.0
"""Seconds after which what has not answered counts as silent."""

Look = Callable[[], Iterator[HealthCheck]]


def examine(
    project: ProjectSettings, sources: tuple[Source, ...], patience: float = PATIENCE
) -> tuple[HealthCheck, ...]:
    """Everything that concerns `sources`, all at once; what does not answer in `patience` seconds is told as that."""
    looks = tuple(_looks(project, sources))
    running = [_Running(look) for _, look in looks]
    until = time.monotonic() + patience
    for one in running:
        one.join(max(0.0, until - time.monotonic()))
    return tuple(
        check
        for (about, _), one in zip(looks, running, strict=True)
        for check in (_silent(about, patience) if one.is_alive() else one.outcome())
    )


class _Running(threading.Thread):
    """A look on its way. A daemon: a driver that hangs does not keep the program."""

    def __init__(self, look: Look) -> None:
        super().__init__(daemon=True)
        self._look = look
        self._found: tuple[HealthCheck, ...] = ()
        self._failed: BaseException | None = None
        self.start()

    def run(self) -> None:
        try:
            self._found = tuple(self._look())
        except BaseException as error:  # noqa: BLE001 - raised by outcome, to whoever waits
            self._failed = error

    def outcome(self) -> tuple[HealthCheck, ...]:
        """What it found; raises what it raised."""
        if self._failed is not None:
            raise self._failed
        return self._found


def _looks(project: ProjectSettings, sources: tuple[Source, ...]) -> Iterator[tuple[str, Look]]:
    """Each with what it is about, in the order they are told."""
    for about, look in BEFORE_SERVERS:
        yield about, partial(look, project, sources)
    for cluster in project.clusters:
        if any(source.cluster == cluster.name and source.database for source in sources):
            yield f"cluster {cluster.name}", partial(check_cluster, project, cluster.name, sources)
    for source in sources:
        if source.believed_granted and isinstance(archetype_of(source), ApiArchetype):
            yield source.name, partial(check_api, project, source)
    for about, look_after in AFTER_SERVERS:
        yield about, partial(look_after, project, sources)


def _silent(about: str, patience: float) -> tuple[HealthCheck, ...]:
    then = "Is it up and reachable from here?"
    return (HealthCheck(about, PROBLEM, f"no answer in {patience:.0f} s", then),)
