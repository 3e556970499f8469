"""The kinds of file a user writes. What may stand in one is its JSON Schema in `schemas`, spelled nowhere else."""

import json
from dataclasses import dataclass
from typing import Any, ClassVar, Final

from heartbeat_cli.errors import NotFoundError, did_you_mean
from heartbeat_cli.state import STATE_FOLDER

SCHEMAS_FOLDER: Final = f"{STATE_FOLDER}/schemas"
"""Where in a project hb puts the schemas that its files name for editors."""


@dataclass(frozen=True, slots=True)
class FileKind:
    """One kind of file.

    `name` is that of its schema and of `hb schema NAME`, `places` are its paths in a project (none where the command
    line names the file), `used_by` says which commands read it.
    """

    json_keys: ClassVar = "name files=places about"

    name: str
    places: tuple[str, ...]
    used_by: str

    def schema(self) -> dict[str, Any]:
        """The JSON Schema (draft 2020-12) of such a file, but for what the members of a door declare in it."""
        from importlib import resources

        text = resources.files(__package__).joinpath("schemas", f"{self.name}.json").read_text(encoding="utf-8")
        schema: dict[str, Any] = json.loads(text)
        return schema

    @property
    def about(self) -> str:
        """What such a file is, in a sentence or two."""
        return str(self.schema()["description"])

    @property
    def depth(self) -> int:
        """How many folders below its project's such a file lies."""
        return self.places[0].count("/") if self.places else 0

    @property
    def schema_line(self) -> str:
        """The comment that tells an editor's YAML language server the schema of the file it stands in."""
        return f"# yaml-language-server: $schema={'../' * self.depth}{SCHEMAS_FOLDER}/{self.name}.json"


PROJECT: Final = FileKind("project", ("heartbeat.yml",), "every command")
SOURCE: Final = FileKind("source", ("db/sources/<source>.yml",), "every command that names a source")
METRIC: Final = FileKind(
    "metric", ("db/candidates/<name>.yml", "db/metrics/<name>.yml"), "`hb metrics`, `hb discover` and `hb check`"
)
SYNONYMS: Final = FileKind("synonyms", ("db/synonyms.yml",), "`hb search`")
PROFILE: Final = FileKind("profile", ("db/profile.yml",), "`hb profile` and `hb search`")
ANSWERS: Final = FileKind("answers", (), "`hb discover --answers FILE`")
INIT: Final = FileKind("init", (), "`hb init --answers FILE`")

KINDS: Final = (PROJECT, SOURCE, METRIC, SYNONYMS, PROFILE, ANSWERS, INIT)


def find_kind(name: str) -> FileKind:
    """The kind of a name; raises NotFoundError (`unknown_file_kind`) with the closest one."""
    for kind in KINDS:
        if kind.name == name:
            return kind
    names = [kind.name for kind in KINDS]
    raise NotFoundError(
        f"there is no kind of file '{name}'",
        hint=did_you_mean(name, names) or f"There are: {', '.join(names)}.",
        code="unknown_file_kind",
    )
