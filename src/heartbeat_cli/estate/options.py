"""What two of the project's files leave to the members of a door: where marts are, how a source is reached.

The estate reads these files, and asks a member no more than it needs for that; the rest of what a kind of marts and an
archetype declare is said where its words are: `heartbeat_cli.marts.MartsKind`, `heartbeat_cli.sources.Archetype`. No
member is loaded before a file names it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from heartbeat_cli.doors import Door
from heartbeat_cli.files import DataPath

USUAL_KIND: Final = "duckdb"
_USUAL_PATH: Final = ".heartbeat/marts.duckdb"
_USUAL_ENV: Final = "MARTS_PG"


@dataclass(frozen=True, slots=True)
class MartsSettings:
    """The warehouse: its `kind`, and where it is.

    `path` is the file of marts that are one, `env` the prefix of connection variables of marts `on_server`, `options`
    all that stands beside `kind` in heartbeat.yml.
    """

    kind: str
    path: Path
    env: str
    options: Mapping[str, Any] = field(default_factory=dict, hash=False)
    on_server: bool = field(default=False, compare=False)


class MartsOptions:
    """What heartbeat.yml and the files of sources are held against.

    Attributes:
        options: JSON Schemas of the keys it has under `marts` in heartbeat.yml, beside `kind`.
        longest_name: how long a name may be, in what `name_length` counts.
        connection: the parts of its connection variables (`<env>_HOST`, …); none for marts that are on no server.
    """

    options: Mapping[str, Any]
    longest_name: int
    connection: tuple[str, ...] = ()

    def settings(self, kind: str, root: Path, options: Mapping[str, Any]) -> MartsSettings:
        """Where the marts of a project in `root` are, by what stands under `marts`; `kind` is this kind's name."""
        path, env = options.get("path", _USUAL_PATH), options.get("env", _USUAL_ENV)
        return MartsSettings(kind, root / path, env, options, on_server=bool(self.connection))

    def name_length(self, name: str) -> int:
        """How long a name is, compared to `longest_name`."""
        return len(name)

    def one_name(self, name: str) -> str:
        """The same text for all names that are one and the same here."""
        return name


class SourceOptions:
    """What a source's file is held against.

    Attributes:
        options: JSON Schemas of the keys it has in a source's file, beside those of every source.
        required: keys of a source's file that it cannot do without.
        schema: what all it has lands under where a source's file names no schemas; None where that says nothing.
    """

    options: Mapping[str, Any] = {}
    required: tuple[str, ...] = ()
    schema: str | None = None

    def wrong_with(self, data: Mapping[str, Any]) -> Iterable[tuple[DataPath, str]]:  # noqa: ARG002
        """What is wrong with a source's file that fits its schemas: where in it, and what."""
        return ()


MARTS_KINDS: Final = Door("marts kind", "heartbeat_cli.marts.kinds", "heartbeat.marts", "KIND", MartsOptions)
ARCHETYPES: Final = Door(
    "archetype", "heartbeat_cli.sources.archetypes", "heartbeat.sources", "ARCHETYPE", SourceOptions
)


def marts_schema(named: object) -> dict[str, Any]:
    """The JSON Schema of `marts` in heartbeat.yml, where its `kind` is `named`: of an unknown one any keys may be."""
    names = MARTS_KINDS.names()
    properties = {"kind": {"enum": list(names)}, **_known_options(MARTS_KINDS, named)}
    return {"type": "object", "additionalProperties": named not in (None, *names), "properties": properties}


def source_options(named: object) -> dict[str, Any]:
    """JSON Schemas of `archetype` and of the keys archetypes have, where a source's file names `named`."""
    how = {"enum": list(ARCHETYPES.names()), "description": "How it is ingested."}
    return {"archetype": how, **_known_options(ARCHETYPES, named)}


def _known_options(door: Door[Any], named: object) -> dict[str, Any]:
    """JSON Schemas, by key, of hb's own members of a door and of the one that is `named`.

    A file keeps the keys of hb's other members: whoever tries one does not lose what the one before needs. A key that
    several have is what the one that is named says of it, and what any of them says where that has no such key.
    """
    own = door.find(named).options if isinstance(named, str) and named in door.names() else {}
    found: dict[str, list[Any]] = {}
    for key, schema in (pair for name in door.own() for pair in door.find(name).options.items()):
        schemas = found.setdefault(key, [])
        schemas += [schema] if schema not in schemas else []
    return {key: one[0] if len(one) == 1 else _any_of(one) for key, one in found.items()} | dict(own)


def _any_of(schemas: list[Any]) -> dict[str, Any]:
    said = " ".join(str(schema.get("description", "")) for schema in schemas).strip()
    return {"anyOf": schemas, "description": said}
