"""What an API is entered with, out of the environment: named together where it is missing, and never shown."""

from collections.abc import Mapping, Sequence

from heartbeat_cli.errors import NoCredentialsError
from heartbeat_cli.estate import ProjectSettings, Source, read_environment

ENV_OPTION: Mapping[str, object] = {
    "type": "string",
    "pattern": "^[A-Z][A-Z0-9_]*$",
    "description": "Prefix of the variables its credentials are in; without it the source's name in capitals.",
}


def prefix_of(source: Source) -> str:
    """What the names of a source's variables begin with, without the `_` that follows."""
    return str(source.option("env") or usual_prefix(source.name))


def usual_prefix(name: str) -> str:
    """The same for a source of this name whose file says nothing of it."""
    return name.upper().replace("-", "_")


def has_credentials(project: ProjectSettings, source: Source, needed: Sequence[str]) -> bool:
    """Whether the variables of a source are set, so that somebody can be asked."""
    prefix, environment = prefix_of(source), read_environment(project)
    return all(environment.get(f"{prefix}_{name}") for name in needed)


def read_credentials(
    project: ProjectSettings, source: Source, needed: Sequence[str], optional: Sequence[str] = ()
) -> Mapping[str, str]:
    """The variables of a source by their names without its prefix; those of `optional` only where they are set.

    Raises NoCredentialsError naming all that are missing.
    """
    prefix, environment = prefix_of(source), read_environment(project)
    found = {name: environment.get(f"{prefix}_{name}", "").strip() for name in (*needed, *optional)}
    missing = [f"{prefix}_{name}" for name in needed if not found[name]]
    if missing:
        raise NoCredentialsError(
            f"no credentials for {source.title}: {', '.join(missing)} not set",
            where=source.name,
            hint="Set them in the environment or in .env." + (f" Needed first: {source.needs}" if source.needs else ""),
        )
    unfit = [f"{prefix}_{name}" for name, value in found.items() if not value.isprintable() and name in needed]
    if unfit:
        raise NoCredentialsError(f"{', '.join(unfit)} cannot be what it should be", where=source.name)
    return {name: value for name, value in found.items() if value}
