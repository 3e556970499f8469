"""What an archetype declares: one way a source is reached, asked whether we may read it, and looked at.

An archetype is one file of `heartbeat_cli/sources`, or an entry point of the group `heartbeat.sources` of another
package; none is loaded before a source's file names it. PostgreSQL is the one that lands; what resources an API has is
for its first archetype to say.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from heartbeat_cli.doors import Door
from heartbeat_cli.errors import HbError
from heartbeat_cli.estate.options import known_options

if TYPE_CHECKING:
    from heartbeat_cli.estate.inventory import Source
    from heartbeat_cli.estate.project import ProjectSettings
    from heartbeat_cli.ingest.plan import Plan


@dataclass(frozen=True, slots=True)
class Access:
    """`granted` is None where nobody knows; `told_by` is `server` or `inventory`; `detail` says why not."""

    granted: bool | None
    told_by: str
    detail: str | None = None


class Archetype:
    """One way to reach a source. As it stands here nothing is asked of anybody, and nothing lands.

    Attributes:
        options: JSON Schemas of the keys it has in a source's file, beside those of every source.
        required: keys of a source's file that it cannot do without.
        lands: whether `hb ingest` lands such sources.
    """

    options: Mapping[str, Any] = {}
    required: tuple[str, ...] = ()
    lands: bool = False

    def probe(self, project: "ProjectSettings", sources: "tuple[Source, ...]") -> Mapping[str, Access]:
        """What is known of the access to `sources`, by name, when somebody is asked; those left out stay as declared.

        Raises nothing: who does not answer is a detail.
        """
        return {}

    def needed_first(self, source: "Source") -> str | None:
        """What to ask the administrator for before such a source can land; None where nobody has said."""
        return source.needs

    def survey(self, project: "ProjectSettings", source: "Source", only: Sequence[str] = ()) -> "Plan":
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


_DOOR: Final = Door("archetype", "heartbeat_cli.sources", "heartbeat.sources", "ARCHETYPE", Archetype)


def archetype_names() -> tuple[str, ...]:
    """Every archetype there is, those of other packages last; none is imported."""
    return _DOOR.names()


@cache
def archetype(name: str) -> Archetype:
    """The archetype of a name. Raises NotFoundError where there is none, HbError where another package's is broken."""
    return _DOOR.find(name)


def archetype_of(source: "Source") -> Archetype:
    """The archetype of a source; raises what `archetype` raises."""
    return archetype(source.archetype)


def source_options(named: object) -> dict[str, Any]:
    """JSON Schemas of `archetype` and of the keys archetypes have, where a source's file names `named`."""
    how = {"enum": list(archetype_names()), "description": "How it is ingested."}
    return {"archetype": how, **known_options(_DOOR, named)}
