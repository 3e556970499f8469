"""The whole JSON Schema of a kind of file: what is the same everywhere, and what members of a door declare in it."""

from typing import Any

from heartbeat_cli import files
from heartbeat_cli.estate.load import source_schema
from heartbeat_cli.estate.project import project_schema


def schema_of_kind(kind: "files.FileKind") -> dict[str, Any]:
    """The JSON Schema of a kind of file, with the options of hb's own marts kinds and archetypes."""
    whole = {files.PROJECT: project_schema, files.SOURCE: source_schema}
    return whole[kind]() if kind in whole else kind.schema()
