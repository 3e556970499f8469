"""What an archetype declares: one way a source is reached, asked whether we may read it, and looked at.

An archetype is one file of `heartbeat_cli/sources/archetypes`, or an entry point of the group `heartbeat.sources` of
another package; none is loaded before a source's file names it. The contract stands here, beside the plan that a survey
comes to; what a source's file is held against, `heartbeat_cli.estate.SourceOptions` says. A database is surveyed by its
catalogue; an API says which streams it has, and gives their records a page at a time.
"""

import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from heartbeat_cli.doors import narrow
from heartbeat_cli.errors import HbError
from heartbeat_cli.estate import ARCHETYPES, ProjectSettings, Source, SourceOptions
from heartbeat_cli.sources.failures import ApiFailedError, ApiRefusedError
from heartbeat_cli.sources.plan import Plan
from heartbeat_cli.sources.stream import Api, Surroundings


@dataclass(frozen=True, slots=True)
class Access:
    """`granted` is None where nobody knows; `told_by` is `server` or `inventory`; `detail` says why not."""

    granted: bool | None
    told_by: str
    detail: str | None = None


class Archetype(SourceOptions):
    """One way to reach a source. As it stands here nothing is asked of anybody, and nothing lands.

    Attributes:
        lands: whether `hb ingest` lands such sources.
    """

    lands: bool = False

    def probe(self, project: ProjectSettings, sources: tuple[Source, ...]) -> Mapping[str, Access]:
        """What is known of the access to `sources`, by name, when somebody is asked; those left out stay as declared.

        Raises nothing: who does not answer is a detail.
        """
        return {}

    def needed_first(self, source: Source) -> str | None:
        """What to ask the administrator for before such a source can land; None where nobody has said."""
        return source.needs

    def survey(self, project: ProjectSettings, source: Source, only: Sequence[str] = ()) -> Plan:
        """What there is to land of a source, or of the tables `only`; reads the live source, writes nothing.

        Raises HbError `archetype_not_supported` where it does not land, and what the source is refused by.
        """
        needed = self.needed_first(source)
        raise HbError(
            f"sources of archetype '{source.archetype}' are not landed by this version",
            where=source.name,
            hint=f"Needed first: {needed}" if needed else "Its file does not say what is needed first.",
            code="archetype_not_supported",
        )


class ApiArchetype(Archetype, ABC):
    """One way to enter an API. What it gives is pulled, landed and proven alike, whatever the API.

    `schema` is what its streams land under where a source's file names no schema.
    """

    lands = True

    @abstractmethod
    def connect(
        self, project: ProjectSettings, source: Source, around: Surroundings | None = None, session: Any = None
    ) -> Api:
        """Enter; `session` is what an `Api` of the same run gave. Nothing is asked of the service before it is needed.

        Raises HbError (`no_credentials`) naming the variables that are missing.
        """

    def look(self, api: Any) -> None:
        """Ask an API, which `connect` gave, for as little as tells whether we may; by default for its streams.

        Raises ApiRefusedError where we may not, and other HbErrors.
        """
        api.streams()

    def probe(self, project: ProjectSettings, sources: tuple[Source, ...]) -> Mapping[str, Access]:
        """Each is entered, and looked into."""
        return {source.name: self._access(project, source) for source in sources}

    def _access(self, project: ProjectSettings, source: Source) -> Access:
        try:
            api = self.connect(project, source, Surroundings(_impatient(source), _untold))
        except HbError as error:
            return Access(None, "inventory", error.message)
        try:
            self.look(api)
        except ApiRefusedError as error:
            return Access(False, "server", error.message)
        except HbError as error:
            return Access(None, "inventory", error.message)
        finally:
            api.close()
        return Access(True, "server")


_PATIENCE: Final = 2.0
"""Seconds that are waited in all for a service that is only asked whether it lets us in."""


def _impatient(source: Source) -> Callable[[float], None]:
    """Pauses as long as patience lasts; then the service is taken for one that does not answer."""
    left = _PATIENCE

    def pause(seconds: float) -> None:
        nonlocal left
        left -= seconds
        if left < 0:
            raise ApiFailedError("the service does not answer now", where=source.name, retryable=True)
        time.sleep(seconds)

    return pause


def _untold(_: str) -> None:
    """Who asks by the way is told of no pause."""


_DOOR: Final = narrow(ARCHETYPES, Archetype)


@cache
def find_archetype(name: str) -> Archetype:
    """The archetype of a name. Raises NotFoundError where there is none, HbError where another package's is broken."""
    return _DOOR.find(name)


def archetype_of(source: Source) -> Archetype:
    """The archetype of a source; raises what `find_archetype` raises."""
    return find_archetype(source.archetype)
