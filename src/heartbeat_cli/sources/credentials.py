"""What an API is entered with, out of the environment: named together where it is missing, and never shown.

Variables are named by the source: its `env`, usually its name in capitals, `_` and what they are, `TOKEN`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

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
    variables = read_variables(project, source)
    return all(variables.get(name) for name in needed)


def read_variables(project: ProjectSettings, source: Source) -> "Variables":
    """The environment, and `.env`, as a source sees them."""
    return Variables(source.name, prefix_of(source), project.root, read_environment(project), source.needs)


@dataclass(frozen=True, slots=True)
class Variables:
    """The environment as a source sees it: variables by what stands behind its prefix, `TOKEN`.

    `root` is the folder that relative paths begin in, `needs` what the source's file says has to be had first.
    """

    source: str
    env: str
    root: Path
    values: Mapping[str, str] = field(repr=False)
    needs: str | None = None

    def get(self, part: str) -> str | None:
        """The value of a variable, None where it is empty or not there."""
        return self.values.get(f"{self.env}_{part}", "").strip() or None

    def need(self, *parts: str) -> None:
        """Raises NoCredentialsError naming all of the variables that are missing."""
        missing = [f"{self.env}_{part}" for part in parts if self.get(part) is None]
        if missing:
            raise self._unusable(f"no credentials for {self.source}: {', '.join(missing)} not set")

    def require(self, *parts: str) -> tuple[str, ...]:
        """Values of variables. Raises NoCredentialsError naming those that are missing, or no text."""
        self.need(*parts)
        found = tuple(self.get(part) or "" for part in parts)
        for part, value in zip(parts, found, strict=True):
            if not value.isprintable():
                raise self._unusable(f"{self.env}_{part} has characters that nobody can send")
        return found

    def for_a_header(self, part: str) -> str:
        """A value that goes into a header as it is. Raises NoCredentialsError where it is missing, or not ASCII."""
        (value,) = self.require(part)
        if not value.isascii():
            raise self._unusable(f"{self.env}_{part} has characters that nobody can send")
        return value

    def file(self, part: str) -> Path | None:
        """The file that a variable names, None where it is not set. Raises NoCredentialsError where it is not there."""
        named = self.get(part)
        if named is None:
            return None
        path = self.root / named
        if not path.is_file():
            raise self._unusable(f"{self.env}_{part} names no file")
        return path

    def text(self, part: str) -> str:
        """What a variable has, or the text of the file it names. Raises NoCredentialsError."""
        self.need(part)
        said = self.get(part) or ""
        if said.startswith("-----BEGIN"):
            return said.replace("\\n", "\n")
        path = self.file(part)
        return path.read_text(encoding="utf-8", errors="replace") if path else said

    def _unusable(self, message: str) -> NoCredentialsError:
        hint = f"Set them in the environment or in .env; {self.source}'s variables begin with {self.env}_."
        needed = f" Needed first: {self.needs}" if self.needs else ""
        return NoCredentialsError(message, where=self.source, hint=hint + needed)
